//! Which of many names a text holds, at the cost of the text alone, however many names there are.

use std::collections::HashMap;

/// Folded names, each with whom it names and which of that one's names it is.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    by_words: HashMap<Box<str>, Vec<(usize, usize)>>,
    /// Numbers of words that names have, rising.
    lengths: Vec<usize>,
}

/// A name that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Whom it names.
    pub whom: usize,
    /// Where it begins.
    pub at: usize,
    /// How long it is.
    pub length: usize,
}

impl NameIndex {
    /// Adds the names of one, the one that counts first of several first.
    pub fn add(&mut self, whom: usize, names: impl IntoIterator<Item = String>) {
        for (rank, name) in names.into_iter().enumerate() {
            let words = name.split(' ').count();
            if let Err(at) = self.lengths.binary_search(&words) {
                self.lengths.insert(at, words);
            }
            self.by_words
                .entry(name.into())
                .or_default()
                .push((whom, rank));
        }
    }

    /// Everyone of whom a name stands in the folded text as whole words, in their order: by the first of their names
    /// that does, where it stands first.
    pub fn hits(&self, folded: &str) -> Vec<Hit> {
        let starts: Vec<usize> = std::iter::once(0)
            .chain(folded.match_indices(' ').map(|(at, _)| at + 1))
            .chain([folded.len() + 1])
            .collect();
        let mut found: Vec<(usize, usize, Hit)> = Vec::new();
        for (word, &at) in starts.iter().enumerate() {
            for &length in &self.lengths {
                let Some(end) = starts.get(word + length) else {
                    break;
                };
                let Some(named) = folded
                    .get(at..end - 1)
                    .and_then(|name| self.by_words.get(name))
                else {
                    continue;
                };
                let length = end - 1 - at;
                found.extend(
                    named
                        .iter()
                        .map(|&(whom, rank)| (whom, rank, Hit { whom, at, length })),
                );
            }
        }
        found.sort_unstable_by_key(|(whom, rank, hit)| (*whom, *rank, hit.at));
        found.dedup_by_key(|(whom, _, _)| *whom);
        found.into_iter().map(|(_, _, hit)| hit).collect()
    }
}

/// A unit's index and its name without blanks.
type Glued = (usize, Box<str>);

/// Names written without blanks, found inside other words.
#[derive(Clone, Debug, Default)]
pub struct GluedIndex {
    by_head: HashMap<Box<[u8]>, Vec<Glued>>,
}

/// By so many bytes names are looked up.
const HEAD: usize = 4;

/// The shortest name of a place that is looked for in other words: shorter ones stand in too many by chance.
const SHORTEST: usize = 6;

impl GluedIndex {
    /// Adds the name of a place; a short one is left out.
    pub fn add(&mut self, whom: usize, glued: String) {
        if glued.len() >= SHORTEST {
            self.add_given(whom, glued);
        }
    }

    /// Adds a name that was given to be found: one of fewer than four letters alone is left out.
    pub fn add_given(&mut self, whom: usize, glued: String) {
        if let Some(head) = glued.as_bytes().get(..HEAD) {
            self.by_head
                .entry(head.into())
                .or_default()
                .push((whom, glued.into()));
        }
    }

    /// Everyone whose name stands anywhere in the text.
    pub fn hits(&self, joined: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for (at, head) in joined.as_bytes().windows(HEAD).enumerate() {
            for (whom, name) in self.by_head.get(head).into_iter().flatten() {
                if joined.as_bytes()[at..].starts_with(name.as_bytes()) {
                    found.push(*whom);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_whole_words() {
        let mut index = NameIndex::default();
        index.add(0, ["huyen kien thuy".to_owned(), "h kien thuy".to_owned()]);
        index.add(1, ["quan kien an".to_owned()]);
        let whom = |text: &str| {
            index
                .hits(text)
                .iter()
                .map(|h| (h.whom, h.at, h.length))
                .collect::<Vec<_>>()
        };
        assert_eq!(whom("ubnd h kien thuy"), [(0, 5, 11)]);
        assert_eq!(
            whom("quan kien an huyen kien thuy"),
            [(0, 13, 15), (1, 0, 12)]
        );
        assert_eq!(whom("h kien thuy huyen kien thuy"), [(0, 12, 15)]);
        assert_eq!(whom("quan kien anh"), []);
        assert_eq!(whom(""), []);
    }

    #[test]
    fn glued_names_are_found_inside_words() {
        let mut index = GluedIndex::default();
        index.add(0, "kienthuy".to_owned());
        index.add(1, "anlao".to_owned());
        index.add_given(2, "ttkc".to_owned());
        index.add_given(3, "snn".to_owned());
        assert_eq!(index.hits("bckienthuyq3"), [0]);
        assert_eq!(index.hits("bcttkcq3"), [2]);
        assert_eq!(index.hits("anlao snn"), [] as [usize; 0]);
    }
}
