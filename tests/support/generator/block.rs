//! A block of money in a table: its phases and sources in some order, under each other or in one heading, with its cells.

use std::collections::BTreeMap;

use super::amounts::{self, UNITS, Unit};
use super::columns::fair_phase;
use super::dice::Dice;
use super::headings::{Words, begun_large, spelled};
use super::style::{Amounts, Joint, Merges, Nesting, Spelling};
use crate::support::sheet::{Sheet, Value, column_letters};

/// Phase, source, and what stands over them.
#[derive(Clone, Debug)]
pub struct Part {
    /// `approved.local`.
    pub field: String,
    /// From the top row of the header down.
    pub heading: Vec<String>,
}

/// How a block is printed.
pub struct Look {
    pub unit: Unit,
    pub amounts: Amounts,
    pub spelling: Spelling,
    pub merges: Merges,
    /// Rows of the header: 1 or 2.
    pub depth: u32,
}

impl Look {
    /// Draws one; no format and no encoding here forbids any of it but that of old fonts.
    pub fn draw(dice: &mut Dice, legacy: bool) -> Self {
        let mut spelling = Spelling::draw(dice);
        if spelling == Spelling::NoMarks || (legacy && spelling == Spelling::Decomposed) {
            // Short words without marks could be anything.
            spelling = Spelling::Plain;
        }
        Self {
            unit: *dice.pick(&UNITS),
            amounts: Amounts::draw(dice),
            spelling,
            merges: Merges::draw(dice),
            depth: dice.between(1, 2),
        }
    }

    /// A heading as somebody types it.
    pub fn head(&self, dice: &mut Dice, text: &str) -> String {
        spelled(dice, self.spelling, &begun_large(text))
    }

    /// Writes a heading of one part over all rows of the header.
    pub fn tall(&self, page: &mut Sheet, top: u32, col: u32, text: String) {
        page.cells.insert((top, col), Value::Text(text));
        if self.depth > 1 && self.merges == Merges::Merged {
            let letter = column_letters(col);
            page.merges
                .push(format!("{letter}{top}:{letter}{}", top + self.depth - 1));
        }
    }

    /// Writes the headings of a block; equal ones beside each other stand once.
    pub fn block(&self, page: &mut Sheet, top: u32, left: u32, parts: &[Part]) {
        for row in 0..self.depth {
            let at = usize::try_from(row).expect("a small number");
            let text = |i: usize| &parts[i].heading[at];
            let mut first = 0;
            for index in 1..=parts.len() {
                let goes_on =
                    index < parts.len() && row + 1 < self.depth && text(index) == text(first);
                if goes_on {
                    continue;
                }
                let col = |i: usize| left + u32::try_from(i).expect("few columns");
                page.cells
                    .insert((top + row, col(first)), Value::Text(text(first).clone()));
                if index - first > 1 && self.merges == Merges::Merged {
                    let (from, to) = (column_letters(col(first)), column_letters(col(index - 1)));
                    page.merges.push(format!("{from}{0}:{to}{0}", top + row));
                }
                first = index;
            }
        }
    }

    /// Writes the amounts of one row, and notes what must be read from which cell.
    pub fn amounts(
        &self,
        dice: &mut Dice,
        page: &mut Sheet,
        (row, left): (u32, u32),
        parts: &[Part],
        money: &BTreeMap<String, i64>,
    ) -> BTreeMap<String, (String, String)> {
        let mut wanted = BTreeMap::new();
        for (col, part) in (left..).zip(parts) {
            let Some(&dong) = money.get(&part.field) else {
                continue;
            };
            let value = amounts::cell(dice, self.amounts, dong, self.unit);
            page.cells.insert((row, col), value);
            let cell = format!("{}{row}", column_letters(col));
            wanted.insert(part.field.clone(), (dong.to_string(), cell));
        }
        wanted
    }
}

/// The parts of a block: every phase with every source, in some order.
pub fn parts(
    dice: &mut Dice,
    words: &Words,
    look: &Look,
    phases: &[&str],
    sources: &[&str],
) -> Vec<Part> {
    let mut names: Vec<(&str, String)> = phases
        .iter()
        .map(|p| (*p, words.one(dice, &format!("phases.{p}"), fair_phase)))
        .collect();
    let mut whose: Vec<(&str, String)> = sources
        .iter()
        .map(|s| {
            let fair = |t: &str| !(*s == "total" && matches!(t, "chung" | "toàn bộ"));
            (*s, words.one(dice, &format!("sources.{s}"), fair))
        })
        .collect();
    dice.shuffle(&mut whose);
    if dice.chance(30) {
        dice.shuffle(&mut names);
    }
    let nesting = Nesting::draw(dice);
    let joint = Joint::draw(dice);
    let mut out = Vec::new();
    let mut add = |dice: &mut Dice, phase: &(&str, String), source: &(&str, String)| {
        let (over, under) = match nesting {
            Nesting::PhaseFirst => (&phase.1, &source.1),
            Nesting::SourceFirst => (&source.1, &phase.1),
        };
        let heading = if look.depth == 1 {
            vec![look.head(dice, &joint.join(&begun_large(over), &begun_large(under)))]
        } else {
            vec![begun_large(over), begun_large(under)]
        };
        out.push(Part {
            field: format!("{}.{}", phase.0, source.0),
            heading,
        });
    };
    match nesting {
        Nesting::PhaseFirst => {
            for phase in &names {
                for source in &whose {
                    add(dice, phase, source);
                }
            }
        }
        Nesting::SourceFirst => {
            for source in &whose {
                for phase in &names {
                    add(dice, phase, source);
                }
            }
        }
    }
    out
}
