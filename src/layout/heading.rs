//! What one heading says: its phase, its source of money, whether it speaks of results.

use crate::base::spelling::{Spelling, ratio};
use crate::base::text::{fold, holds, words};
use crate::model::{Period, Phase, Source};

use super::spans::{self, Months, ends_before, time_span};
use super::vocabulary::{Layout, Meaning};

/// What was understood of one part of a column's heading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// Phase said outright.
    pub phase: Option<Phase>,
    /// Done, in a span that is not told.
    pub done: bool,
    /// Source of money.
    pub source: Option<Source>,
    /// Speaks of money.
    pub money: bool,
    /// Speaks of results.
    pub result: bool,
    /// Understood, no figure is taken.
    pub ignored: bool,
    /// A share of something, of which no figure is taken either.
    pub share: bool,
    /// Settled: spent and accepted.
    pub settled: bool,
    /// An estimate.
    pub estimate: bool,
    /// Names a year, and not the reported one.
    pub other_year: bool,
    /// Names the very span of the reporting period.
    pub in_span: bool,
    /// Names one month.
    pub month: bool,
    /// Words that tell whose money it is only where something else names the source too, and how many:
    /// "kinh phí đối ứng của đơn vị thụ hưởng".
    pub whose: Option<(Source, usize)>,
    /// How many words were understood, of how many.
    pub understood: (usize, usize),
    /// The folded words but for those that tell a phase or a span of time.
    pub rest: String,
}

impl Said {
    /// The share of words that were understood; 1 for an empty heading.
    pub fn coverage(&self) -> f64 {
        let (hit, all) = self.understood;
        if all == 0 { 1.0 } else { ratio(hit, all) }
    }
}

/// Reads one heading text against a layout's phrases. Spans of time ("quý III", "9 tháng") are understood
/// against the reporting period: its own span is this period's, one from January to its end is cumulative.
pub fn read(layout: &Layout, text: &str, period: Option<Period>) -> Said {
    let parts = parts(text);
    let Some((mut said, rest)) = read_up_to(layout, &parts, period, 0.0) else {
        return Said::default();
    };
    said.rest = rest.join(" ");
    said.other_year = period.is_some_and(|period| spans::is_of_other_year(&words(text), period));
    said
}

/// The words of a heading, parted where it is not to be read as one phrase: by a colon, a dash or a bracket.
/// "Tổng: Kinh phí cấp" is no "tổng kinh phí", "Tổng – cộng dồn" no "tổng cộng".
pub fn parts(text: &str) -> Vec<Vec<String>> {
    let parted = text
        .replace(" - ", ":")
        .replace(" – ", ":")
        .replace(" — ", ":")
        .replace(" (", ":");
    parted
        .split(':')
        .map(|part| words(&part.replace('%', " phantram ")))
        .collect()
}

/// Whether a heading's parts speak of what a layout has over its columns, in at least so large a share of its words.
pub fn speaks(layout: &Layout, parts: &[Vec<String>], least: f64) -> bool {
    read_up_to(layout, parts, None, least).is_some_and(|(said, _)| {
        said.phase.is_some()
            || said.source.is_some()
            || said.money
            || said.result
            || said.ignored
            || said.done
    })
}

/// [`read`] but for the year, with the words that tell no phase; `None` as soon as too many words are not understood for
/// so large a share.
fn read_up_to<'p>(
    layout: &Layout,
    parts: &'p [Vec<String>],
    period: Option<Period>,
    least: f64,
) -> Option<(Said, Vec<&'p str>)> {
    let mut said = Said::default();
    let mut rest: Vec<&str> = Vec::new();
    let all = parts.iter().map(Vec::len).sum();
    said.understood.1 = all;
    let mut spare = (1..=all)
        .take_while(|unknown| ratio(all - unknown, all) >= least)
        .count();
    for tokens in parts {
        // "Kinh phí được duyệt (cơ sở)": whose money it is.
        let of_money = said.phase.is_some() || said.money;
        if of_money && let Some(source) = layout.alone.get(&tokens.join(" ")) {
            said.source = Some(*source);
            said.understood.0 += tokens.len();
            rest.extend(tokens.iter().map(String::as_str));
            continue;
        }
        said.month |= spans::names_month(tokens);
        said.ignored |= period.is_some_and(|period| ends_before(tokens, period));
        read_part(layout, tokens, period, &mut said, &mut rest, &mut spare)?;
    }
    if let Some((source, words)) = said.whose
        && said.source == Some(source)
    {
        said.understood.0 += words;
    }
    Some((said, rest))
}

/// Bare "Cơ sở" under a heading of money is whose money it is; anywhere else it is who gets it.
pub fn alone(layout: &Layout, mut said: Vec<Said>, parts: &[String]) -> Vec<Said> {
    let Some((text, above)) = parts.split_last() else {
        return said;
    };
    let Some(source) = layout.alone.get(&fold(text)) else {
        return said;
    };
    let of_money = above.iter().any(|part| layout.speaks_of_money(&fold(part)));
    if let Some(lowest) = said.last_mut().filter(|_| of_money) {
        lowest.source = Some(*source);
        lowest.understood.0 = lowest.understood.1;
    }
    said
}

fn read_part<'p>(
    layout: &Layout,
    tokens: &'p [String],
    period: Option<Period>,
    said: &mut Said,
    rest: &mut Vec<&'p str>,
    spare: &mut usize,
) -> Option<()> {
    let mut at = 0;
    while at < tokens.len() {
        if let Some((length, span)) = time_span(&tokens[at..]) {
            said.understood.0 += length;
            apply_span(said, span, period);
            at += length;
            continue;
        }
        if let Some((length, meaning)) = phrase(layout, &tokens[at..]) {
            said.understood.0 += length;
            // "Thực hiện quý I": the quarter that follows tells whether it is this one.
            let behind = &tokens[at + length - 1..];
            if meaning == Meaning::Phase(Phase::Spent)
                && let Some((more, span)) = time_span(behind)
            {
                said.understood.0 += more - 1;
                said.done = true;
                apply_span(said, span, period);
                at += length - 1 + more;
                continue;
            }
            apply(said, meaning);
            if !matches!(
                meaning,
                Meaning::Phase(_)
                    | Meaning::Done
                    | Meaning::Ignored
                    | Meaning::Settled
                    | Meaning::Share
                    | Meaning::Estimate
            ) {
                rest.extend(tokens[at..at + length].iter().map(String::as_str));
            }
            at += length;
            continue;
        }
        let mut length = 1;
        if is_number_like(&tokens[at]) {
            said.understood.0 += 1;
        } else {
            if let Some((words, source)) = alone_at(layout, &tokens[at..]) {
                said.whose = Some((source, words));
                length = words;
            }
            *spare = spare.checked_sub(length)?;
        }
        rest.extend(tokens[at..at + length].iter().map(String::as_str));
        at += length;
    }
    Some(())
}

/// The longest text at the start of the words that alone, under a heading of money, would be whose it is.
fn alone_at(layout: &Layout, tokens: &[String]) -> Option<(usize, Source)> {
    let longest = tokens.len().min(layout.longest_phrase);
    (1..=longest).rev().find_map(|length| {
        let source = layout.alone.get(&tokens[..length].join(" "))?;
        Some((length, *source))
    })
}

fn apply(said: &mut Said, meaning: Meaning) {
    match meaning {
        // "Lũy kế" wins over any other phase in the same heading: "lũy kế kinh phí thực hiện so với dự toán được duyệt".
        Meaning::Phase(Phase::Cumulative) => said.phase = Some(Phase::Cumulative),
        Meaning::Phase(phase) => said.phase = said.phase.or(Some(phase)),
        Meaning::Done => said.done = true,
        Meaning::Ignored => said.ignored = true,
        Meaning::Settled => said.settled = true,
        Meaning::Share => (said.ignored, said.share) = (true, true),
        Meaning::Source(Source::Total) => said.source = said.source.or(Some(Source::Total)),
        Meaning::Source(source) => match said.source {
            None | Some(Source::Total | Source::Support) => said.source = Some(source),
            Some(_) if source == Source::Support => {}
            Some(_) => said.source = Some(source),
        },
        Meaning::Money => said.money = true,
        Meaning::Result => said.result = true,
        Meaning::Estimate => said.estimate = true,
        Meaning::Filler => {}
    }
}

fn apply_span(said: &mut Said, span: Months, period: Option<Period>) {
    said.in_span |= period.is_some_and(|p| (span.0, span.1) == p.months());
    let Some(period) = period else {
        if said.phase.is_none() && span == Months(1, 12) {
            return;
        }
        said.phase = said.phase.or(Some(Phase::Spent));
        return;
    };
    if said.phase == Some(Phase::Cumulative) {
        return;
    }
    let own = period.months();
    if (span.0, span.1) == own {
        said.phase = said.phase.or(Some(Phase::Spent));
    } else if span.0 == 1 && span.1 == own.1 {
        said.phase = Some(Phase::Cumulative);
    } else if span != Months(1, 12) {
        // Another quarter's column stands beside this one's in forms kept for the whole year.
        said.ignored = true;
    }
}

fn phrase(layout: &Layout, tokens: &[String]) -> Option<(usize, Meaning)> {
    let first = tokens.first()?;
    if let Some(candidates) = layout.phrases.get(first) {
        for (words, meaning) in candidates {
            if tokens.len() >= words.len() && tokens.iter().zip(words).all(|(a, b)| a == b) {
                return Some((words.len(), *meaning));
            }
        }
    }
    if first.len() < 3 || is_number_like(first) {
        return None;
    }
    // A typing error: the whole phrase but for a letter or two.
    layout.near_phrases.nearest(tokens)
}

fn is_number_like(token: &str) -> bool {
    token.chars().all(|c| c.is_ascii_digit())
        || matches!(token, "i" | "ii" | "iii" | "iv" | "v" | "vi")
}

/// How alike a heading and one that a field may bear are, both folded, if it is at least so much; 1 when equal.
#[expect(clippy::float_arithmetic, reason = "a score, not an amount")]
pub fn likeness(heading: &Spelling, known: &Spelling, least: f64) -> Option<f64> {
    let spelling = heading.likeness(known, least);
    if known.text().len() < heading.text().len() {
        let contained = 0.55 + 0.4 * ratio(known.words(), heading.words());
        if contained >= least
            && spelling.is_none_or(|s| s < contained)
            && heading.has_letters_of(known)
            && holds(heading.text(), known.text())
        {
            return Some(contained);
        }
    }
    spelling
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::vocabulary::Layouts;
    use super::*;
    use crate::settings::Templates;

    fn layouts() -> Layouts {
        let templates = Templates::embedded();
        let files: Vec<(String, String)> = ["base", "project-list", "approval"]
            .iter()
            .filter_map(|name| {
                let text = templates.text(&format!("layouts/{name}.toml"))?;
                Some(((*name).to_owned(), text))
            })
            .collect();
        Layouts::parse(&files).unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn a_colon_a_dash_or_a_bracket_parts_phrases() {
        let layouts = layouts();
        for (text, phase) in [
            ("Tổng: Kinh phí cấp", Phase::Approved),
            ("Tổng - Kinh phí cấp", Phase::Approved),
            ("Tổng (Kinh phí cấp)", Phase::Approved),
            ("Tổng – cộng dồn", Phase::Cumulative),
            ("Tổng — cộng dồn", Phase::Cumulative),
        ] {
            let said = read(&layouts.all[0], text, None);
            assert_eq!(said.source, Some(Source::Total), "{text}");
            assert_eq!(said.phase, Some(phase), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_heading_panics_and_scores_are_shares(
            any in any::<String>(),
            near in "(lũy kế|kế hoạch|KCĐP|quý|III|9 tháng|kinh phí|:| - |%|ước|[a-zđệ(). ]){1,6}",
        ) {
            let layouts = layouts();
            for text in [&any, &near] {
                let said = read(&layouts.all[0], text, None);
                prop_assert!((0.0..=1.0).contains(&said.coverage()), "{:?}", said);
                // Giving up early changes no answer.
                for least in [0.3, 0.6, 1.0] {
                    let means = said.phase.is_some()
                        || said.source.is_some()
                        || [said.money, said.result, said.ignored, said.done].contains(&true);
                    let expected = means && said.coverage() >= least;
                    prop_assert_eq!(speaks(&layouts.all[0], &parts(text), least), expected, "{}", text);
                }
                let heading = Spelling::new(&fold(text));
                for (_, known) in &layouts.all[0].fields {
                    for score in known.iter().filter_map(|k| likeness(&heading, k, 0.5)) {
                        prop_assert!((0.0..=1.0).contains(&score), "{}", score);
                    }
                }
            }
        }
    }
}
