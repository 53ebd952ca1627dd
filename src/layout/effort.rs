//! How much of one workbook's words is compared with those of the forms and of the programme.
//!
//! Comparing spellings is dear. A real workbook has some hundred headings of its own and labels that the programme knows
//! or that are projects' names; a workbook that is made of words that are all nearly right must not take all day. What
//! was spent follows from the workbook alone, whatever is remembered of others.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Bytes of words that are compared in one workbook.
const MOST: usize = 16 << 20;
/// A heading is compared with the words of every form, and once again with each of its own words.
const HEADING: usize = 32;
/// So many headings are known again. A memo remembers more ([`super::memo`]), so that a heading that costs nothing
/// here seldom has to be understood anew.
const KNOWN: usize = 4_000;

/// What is left for the workbook that is read now.
#[derive(Debug, Default)]
pub struct Effort {
    spent: Cell<usize>,
    seen: RefCell<HashSet<u64>>,
    is_over: Cell<bool>,
}

impl Effort {
    /// Another workbook begins.
    pub fn begin(&self) {
        self.spent.set(0);
        self.is_over.set(false);
        self.seen.borrow_mut().clear();
    }

    /// Whether something was left out because the rest did not do.
    pub fn is_over(&self) -> bool {
        self.is_over.get()
    }

    /// Whether the texts over a column may still be compared; those that were met before cost nothing.
    pub fn heading<'t>(&self, parts: impl Iterator<Item = &'t str>) -> bool {
        let mut hasher = DefaultHasher::new();
        let mut length = 1;
        for part in parts {
            part.hash(&mut hasher);
            length += part.len();
        }
        let mut seen = self.seen.borrow_mut();
        if seen.contains(&hasher.finish()) {
            return true;
        }
        if !self.take(length.saturating_mul(HEADING)) {
            return false;
        }
        if seen.len() >= KNOWN {
            seen.clear();
        }
        seen.insert(hasher.finish())
    }

    /// Whether a label may still be compared.
    pub fn label(&self, text: &str) -> bool {
        self.take(text.len())
    }

    fn take(&self, cost: usize) -> bool {
        let spent = self.spent.get().saturating_add(cost);
        if spent > MOST {
            self.is_over.set(true);
            return false;
        }
        self.spent.set(spent);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_cost_once_and_labels_each_time() {
        let effort = Effort::default();
        let long = "a".repeat(MOST / HEADING - 1);
        for _ in 0..3 {
            assert!(effort.heading([long.as_str()].into_iter()));
        }
        assert!(!effort.heading(["b"].into_iter()) && effort.is_over());
        // What was met before is known still.
        assert!(effort.heading([long.as_str()].into_iter()));
        effort.begin();
        assert!(!effort.is_over());
        let half = "a".repeat(MOST / 2);
        assert!(effort.label(&half) && effort.label(&half) && !effort.label("a"));
    }
}
