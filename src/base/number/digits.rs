//! Digits with marks between them: `1.250.000`, `1.250,5`, `1 250 000`, `1'250'000`.

use super::Style;

/// An exact number: `digits` · 10^−`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exact {
    pub digits: i128,
    pub scale: u32,
}

impl Exact {
    /// Times 10^`power`.
    pub fn shifted(self, power: u32) -> Option<Self> {
        if self.scale >= power {
            return Some(Self {
                scale: self.scale - power,
                ..self
            });
        }
        let digits = self
            .digits
            .checked_mul(10_i128.checked_pow(power - self.scale)?)?;
        Some(Self { digits, scale: 0 })
    }

    /// The exact sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let widen = |x: Self| x.digits.checked_mul(10_i128.checked_pow(scale - x.scale)?);
        let digits = widen(self)?.checked_add(widen(other)?)?;
        Some(Self { digits, scale })
    }
}

/// The reading of one run of digits and marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// One reading; the style is given where the marks prove it.
    One(Exact, Option<Style>),
    /// One mark with exactly three digits behind it.
    Two {
        thousands: Exact,
        decimal: Exact,
        mark: char,
    },
}

/// More digits than this are not surely kept by a decimal.
const MAX_DIGITS: usize = 28;

/// Reads a run of digits, `.`, `,`, `'` and single blanks. A mark at the end is the end of a sentence.
pub(super) fn read(run: &str) -> Option<Digits> {
    let run = run.strip_suffix(['.', ',']).unwrap_or(run);
    let marks: Vec<char> = run.chars().filter(|c| !c.is_ascii_digit()).collect();
    let groups: Vec<&str> = run.split(|c: char| !c.is_ascii_digit()).collect();
    let Some((&last, earlier)) = marks.split_last() else {
        return Some(Digits::One(exact(run, "")?, None));
    };
    if is_decimal_mark(last) && !earlier.contains(&last) {
        with_last_mark(&groups, earlier, last)
    } else {
        // Every mark separates thousands, so all are the same.
        let same = earlier.iter().all(|&m| m == last);
        let whole = (same && thousands(&groups)).then(|| groups.concat())?;
        let style = match last {
            '.' => Some(Style::Vietnamese),
            ',' => Some(Style::English),
            _ => None,
        };
        Some(Digits::One(exact(&whole, "")?, style))
    }
}

fn with_last_mark(groups: &[&str], earlier: &[char], mark: char) -> Option<Digits> {
    let (fraction, whole) = groups.split_last()?;
    let joined = whole.concat();
    let decimal = exact(&joined, fraction)?;
    let style = Some(if mark == ',' {
        Style::Vietnamese
    } else {
        Style::English
    });
    let Some(&first) = earlier.first() else {
        let before = *whole.first()?;
        if fraction.is_empty() || (before.is_empty() && !fraction.bytes().any(|b| b != b'0')) {
            return None;
        }
        if !thousands(groups) {
            return Some(Digits::One(decimal, style));
        }
        let thousands = exact(&groups.concat(), "")?;
        return Some(Digits::Two {
            thousands,
            decimal,
            mark,
        });
    };
    if !thousands(whole) || earlier.iter().any(|&m| m != first) {
        return None;
    }
    // `1 250.000` may be 1.250.000 typed with a slip; a comma after blanks is the decimal mark everywhere.
    if first == ' ' && mark == '.' && fraction.len() == 3 {
        return Some(Digits::Two {
            thousands: exact(&groups.concat(), "")?,
            decimal,
            mark,
        });
    }
    Some(Digits::One(decimal, style))
}

fn is_decimal_mark(c: char) -> bool {
    matches!(c, '.' | ',')
}

/// One to three digits, not beginning with 0, then groups of exactly three.
fn thousands(groups: &[&str]) -> bool {
    groups.split_first().is_some_and(|(first, rest)| {
        (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && rest.iter().all(|g| g.len() == 3)
    })
}

fn exact(whole: &str, fraction: &str) -> Option<Exact> {
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0').len();
    if all.is_empty() || significant > MAX_DIGITS || fraction.len() > MAX_DIGITS {
        return None;
    }
    Some(Exact {
        digits: all.parse().ok()?,
        scale: u32::try_from(fraction.len()).ok()?,
    })
}
