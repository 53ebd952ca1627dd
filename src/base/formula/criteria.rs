//! What SUMIF and its like look for: `">=5"`, `"<>x"`, `"Kiến*"`, a value.

use std::cmp::Ordering;

use super::cellref::{MAX_COL, MAX_ROW};
#[cfg(test)]
use super::eval::text;
use super::eval::{At, Result, Unknown, compare};
use super::functions::equal;
use super::values::{Area, Scalar, parse_number};

/// A condition on one cell.
pub(crate) struct Criterion {
    op: &'static str,
    value: Scalar,
}

impl Criterion {
    /// Understands a criterion.
    pub(crate) fn new(wanted: &Scalar) -> Self {
        let Scalar::Text(written) = wanted else {
            let value = if *wanted == Scalar::Blank {
                Scalar::Number(rust_decimal::Decimal::ZERO)
            } else {
                wanted.clone()
            };
            return Self { op: "=", value };
        };
        let op = ["<>", "<=", ">=", "=", "<", ">"]
            .into_iter()
            .find(|op| written.starts_with(op));
        let rest = written.strip_prefix(op.unwrap_or("")).unwrap_or(written);
        let value = match parse_number(rest) {
            Some(number) => Scalar::Number(number),
            None if rest.eq_ignore_ascii_case("TRUE") => Scalar::Bool(true),
            None if rest.eq_ignore_ascii_case("FALSE") => Scalar::Bool(false),
            None => Scalar::text(rest),
        };
        Self {
            op: op.unwrap_or("="),
            value,
        }
    }

    /// Whether a cell's value fits.
    pub(crate) fn fits(&self, scalar: &Scalar) -> bool {
        let nothing = matches!(&self.value, Scalar::Text(text) if text.is_empty());
        let same = match (&self.value, scalar) {
            (_, Scalar::Blank) => nothing,
            _ if nothing => false,
            (Scalar::Text(pattern), Scalar::Text(text)) => {
                like(&pattern.to_lowercase(), &text.to_lowercase())
            }
            (Scalar::Number(_), Scalar::Text(text)) => {
                parse_number(text).is_some_and(|number| equal(&self.value, &Scalar::Number(number)))
            }
            (value, scalar) => {
                std::mem::discriminant(value) == std::mem::discriminant(scalar)
                    && equal(value, scalar)
            }
        };
        if self.op == "=" || self.op == "<>" {
            return same == (self.op == "=");
        }
        if std::mem::discriminant(&self.value) != std::mem::discriminant(scalar) {
            return false;
        }
        let order = compare(scalar, &self.value);
        match self.op {
            "<" => order == Ordering::Less,
            "<=" => order != Ordering::Greater,
            ">" => order == Ordering::Greater,
            _ => order != Ordering::Less,
        }
    }

    /// How many cells of an area hold nothing, if such cells fit.
    pub(crate) fn blanks(&self, at: At<'_>, area: Area) -> Result<u64> {
        if !self.fits(&Scalar::Blank) {
            return Ok(0);
        }
        if area.bottom == MAX_ROW || area.right == MAX_COL {
            return Err(Unknown);
        }
        let all = u64::from(area.bottom - area.top + 1) * u64::from(area.right - area.left + 1);
        let mut filled = 0;
        at.book.each(area, &mut |_, _, value| {
            filled += u64::from(value? != Scalar::Blank);
            Ok(())
        })?;
        Ok(all - filled)
    }
}

/// `*` is any text, `?` any character, `~` takes the next as it is.
pub(crate) fn like(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        let literal = pattern.get(p) == Some(&'~')
            && pattern
                .get(p + 1)
                .is_some_and(|next| matches!(next, '*' | '?' | '~'));
        let wanted = if literal {
            pattern.get(p + 1)
        } else {
            pattern.get(p)
        };
        if !literal && wanted == Some(&'*') {
            star = Some((p, t));
            p += 1;
        } else if t < text.len()
            && wanted.is_some_and(|wanted| (*wanted == '?' && !literal) || *wanted == text[t])
        {
            p += 1 + usize::from(literal);
            t += 1;
        } else if t >= text.len() && p >= pattern.len() {
            return true;
        } else if let Some((at, from)) = star
            && from < text.len()
        {
            p = at + 1;
            t = from + 1;
            star = Some((at, from + 1));
        } else {
            return false;
        }
    }
}

/// A criterion's value as text, for tests.
#[cfg(test)]
fn shown(criterion: &Criterion) -> String {
    format!("{}{}", criterion.op, text(&criterion.value).unwrap())
}

#[cfg(test)]
mod tests {
    use super::{Criterion, like, shown};
    use crate::base::formula::values::Scalar;

    #[test]
    fn patterns() {
        for (pattern, text, fits) in [
            ("a*c", "abbc", true),
            ("a?c", "ac", false),
            ("*", "", true),
            ("a~*", "a*", true),
            ("a~*", "ab", false),
            ("*b*", "abc", true),
            ("", "", true),
            ("", "a", false),
        ] {
            assert_eq!(like(pattern, text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn criteria() {
        assert_eq!(shown(&Criterion::new(&Scalar::text(">=5"))), ">=5");
        let unequal = Criterion::new(&Scalar::text("<>x"));
        assert!(
            unequal.fits(&Scalar::text("y"))
                && unequal.fits(&Scalar::Blank)
                && !unequal.fits(&Scalar::text("X"))
        );
    }
}
