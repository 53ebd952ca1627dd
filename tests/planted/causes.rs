//! What each likely cause makes of a right figure: the same facts as the program's, told the other way round.

use std::collections::BTreeSet;

/// A right figure and what it is made of, in đồng.
#[derive(Clone, Debug, Default)]
pub struct Right {
    pub expected: i64,
    /// The details that it adds.
    pub parts: Vec<i64>,
    /// Sums among them.
    pub subtotals: Vec<i64>,
    /// What rounding allows; halves of đồng do not occur.
    pub allowed: i64,
}

impl Right {
    /// Every figure that a cause would leave in its place.
    pub fn wrong(&self, cause: &str) -> BTreeSet<i64> {
        let e = self.expected;
        let mut all = BTreeSet::new();
        match cause {
            "unit-slip" => {
                for factor in [1_000, 1_000_000, 1_000_000_000] {
                    all.extend(e.checked_mul(factor));
                    if e % factor == 0 {
                        all.insert(e / factor);
                    }
                }
            }
            "sign" => {
                all.insert(-e);
            }
            "digits-swapped" => {
                let digits = e.unsigned_abs().to_string().into_bytes();
                for at in 1..digits.len() {
                    let mut other = digits.clone();
                    other.swap(at - 1, at);
                    if other[0] != b'0' {
                        all.extend(
                            String::from_utf8(other)
                                .ok()
                                .and_then(|t| t.parse::<i64>().ok()),
                        );
                    }
                }
            }
            "row-left-out" => {
                all.extend(self.parts.iter().chain(&self.subtotals).map(|p| e - p));
            }
            "row-counted-twice" => all.extend(self.parts.iter().map(|p| e + p)),
            "subtotal-added" => {
                all.extend(self.subtotals.iter().map(|s| e + s));
                if !self.subtotals.is_empty() {
                    all.insert(2 * e);
                }
            }
            "rounding" => {
                for step in 1..=self.allowed {
                    // Only what could be written at all: a few of them are enough.
                    if step % 50_000 == 0 {
                        all.extend([e + self.allowed + step, e - self.allowed - step]);
                    }
                }
            }
            _ => {}
        }
        all.remove(&e);
        all
    }

    /// The causes that explain a figure.
    pub fn explained(&self, found: i64) -> Vec<&'static str> {
        let off = (found - self.expected).abs();
        crate::support::causes::ALL
            .into_iter()
            .filter(|cause| match *cause {
                "rounding" => off > self.allowed && off <= 2 * self.allowed,
                other => self.wrong(other).contains(&found),
            })
            .collect()
    }

    /// A wrong figure that this cause explains and no other does; without a cause one that none explains.
    pub fn pick(&self, dice: &mut crate::Dice, cause: Option<&'static str>) -> Option<i64> {
        let candidates: Vec<i64> = match cause {
            Some(cause) => self.wrong(cause).into_iter().collect(),
            None => (1..40)
                .flat_map(|n| {
                    let off = 2 * self.allowed + 50_000 * n * n;
                    [self.expected + off, self.expected - off]
                })
                .collect(),
        };
        let fits: Vec<i64> = candidates
            .into_iter()
            .filter(|found| *found != 0 && (*found > 0 || cause == Some("sign")))
            .filter(|found| *found % 50 == 0 && *found < 900_000_000_000_000)
            .filter(|found| (found - self.expected).abs() > self.allowed)
            .filter(|found| self.explained(*found) == Vec::from_iter(cause))
            .collect();
        (!fits.is_empty()).then(|| *dice.pick(&fits))
    }
}
