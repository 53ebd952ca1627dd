//! Text as HTML, amounts as people read them, and bars as inline SVG.

use rust_decimal::Decimal;

use crate::base::money::{grouped, round, vietnamese};
use crate::finding::Wording;
use crate::report::plain::clean;

/// Text that can be no markup, inside an element or an attribute in double quotes.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A number in the notation of the language.
pub(super) fn number(number: Decimal, words: &Wording) -> String {
    if words.lang() == "en" {
        grouped(number, ',', '.')
    } else {
        vietnamese(number)
    }
}

/// A share as a percentage with one decimal, a dash where there is none.
pub(super) fn percent(share: Option<Decimal>, words: &Wording) -> String {
    let percent = share.and_then(|s| s.checked_mul(Decimal::from(100)));
    percent.map_or_else(
        || "–".to_owned(),
        |p| format!("{}%", number(round(p, 1).normalize(), words)),
    )
}

/// How long a bar is, in thousandths of the longest.
fn length(amount: Decimal, longest: Decimal) -> Decimal {
    let share = amount
        .checked_mul(Decimal::from(1000))
        .and_then(|a| a.checked_div(longest));
    round(share.unwrap_or_default(), 0).clamp(Decimal::ZERO, Decimal::from(1000))
}

/// Plan and spending as two bars, one in the other; a screen reader says of what (`name`) and how much (`told`). The widths say the amounts, so
/// that nothing depends on colour; what exceeds the plan ends outside its frame.
pub(super) fn bars(
    plan: Decimal,
    spent: Decimal,
    longest: Decimal,
    (name, told): (&str, &str),
) -> String {
    let (plan, spent) = (length(plan, longest), length(spent, longest));
    format!(
        "<svg viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{0}: {1}\">\
         <title>{0}</title><desc>{1}</desc>\
         <rect x=\"0\" y=\"1\" width=\"{plan}\" height=\"18\" fill=\"#9ecae9\" stroke=\"#1b1b1b\" vector-effect=\"non-scaling-stroke\"/>\
         <rect x=\"0\" y=\"6\" width=\"{spent}\" height=\"8\" fill=\"#08519c\"/></svg>",
        text(name),
        text(told),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        assert_eq!(
            text("<script>alert('x')</script> & \"y\"\u{202e}\u{0}"),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;"
        );
    }

    #[test]
    fn bars_are_in_proportion() {
        let svg = bars(
            Decimal::from(200),
            Decimal::from(50),
            Decimal::from(400),
            ("a\"b", "<c>"),
        );
        assert!(svg.contains("width=\"500\" height=\"18\""), "{svg}");
        assert!(svg.contains("width=\"125\" height=\"8\""), "{svg}");
        assert!(svg.contains("aria-label=\"a&quot;b: &lt;c&gt;\""), "{svg}");
        assert!(
            svg.contains("<title>a&quot;b</title><desc>&lt;c&gt;</desc>"),
            "{svg}"
        );
        let none = bars(Decimal::ZERO, Decimal::ZERO, Decimal::ZERO, ("", ""));
        assert_eq!(none.matches("width=\"0\"").count(), 2, "{none}");
        assert!(bars(Decimal::ONE, -Decimal::ONE, Decimal::ONE, ("", "")).contains("width=\"0\""));
    }

    #[test]
    fn numbers_are_in_the_notation_of_the_language() {
        let (vi, en) = (
            Wording::new("vi", &[]).unwrap(),
            Wording::new("en", &[]).unwrap(),
        );
        let amount: Decimal = "1250000.5".parse().unwrap();
        assert_eq!(number(amount, &vi), "1.250.000,5");
        assert_eq!(number(amount, &en), "1,250,000.5");
        assert_eq!(percent("0.9608".parse().ok(), &vi), "96,1%");
        assert_eq!(percent(None, &vi), "–");
    }
}
