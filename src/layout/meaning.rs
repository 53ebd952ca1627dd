//! What the words of a layout mean: phrases of headings, labels of rows, words of titles.

use crate::model::{Phase, Source};

use crate::base::spelling::Spelling;
use crate::base::text::Initials;

/// What a phrase of a heading means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// A phase, said outright.
    Phase(Phase),
    /// Done, without saying in which span.
    Done,
    /// Understood, no figure is taken.
    Ignored,
    /// Settled: what was spent, once accepted; counts where a span is named and nothing else tells what was spent in it.
    Settled,
    /// The same: a share of something.
    Share,
    /// A source of money.
    Source(Source),
    /// Speaks of money.
    Money,
    /// Speaks of results.
    Result,
    /// The figure is an estimate.
    Estimate,
    /// Changes nothing.
    Filler,
}

/// Words over a table that tell whose it is, folded.
#[derive(Clone, Debug, Default)]
pub struct TitleWords {
    /// It belongs to a decision.
    pub decision: Vec<String>,
    /// It reports what was done, whatever decision it names.
    pub report: Vec<String>,
}

/// Labels that tell rows apart.
#[derive(Clone, Debug, Default)]
pub struct RowWords {
    /// Total rows.
    pub total: Vec<String>,
    /// Totals of a group, standing after it.
    pub group_total: Vec<String>,
    /// The first letters of both: nearly all texts hold no word of a total.
    pub total_initials: Initials,
    /// What begins like a total and is none.
    pub not_total: Vec<String>,
    /// Sums of a printed page, carried over to the next one.
    pub carried: Vec<String>,
    /// Percentages of the rows above.
    pub share: Vec<String>,
    /// "Trong đó".
    pub of_which: Vec<String>,
    /// Notes.
    pub note: Vec<String>,
    /// Remarks on the line above: how far it is, what becomes of it.
    pub remark: Vec<String>,
    /// Sample and instruction rows.
    pub sample: Vec<String>,
    /// Signature blocks.
    pub signature: Vec<String>,
}

impl RowWords {
    /// Whether a word of a total may stand in a text.
    pub(super) fn may_hold_total(&self, text: &str) -> bool {
        self.total_initials
            .may_stand_in(text, &[&self.total, &self.group_total])
    }
}

/// A phrase that may be misspelled and still be known.
#[derive(Clone, Debug)]
struct NearPhrase {
    spelling: Spelling,
    meaning: Meaning,
    /// Of two that are equally near the one that stands first counts.
    place: usize,
}

/// Phrases of several words for near misses, by the number of their words and from the shortest to the longest: of most
/// no more than the length is ever looked at.
#[derive(Clone, Debug, Default)]
pub struct NearPhrases(Vec<Vec<NearPhrase>>);

impl NearPhrases {
    /// Short phrases and single words are too easily another word.
    pub(super) fn of(phrases: &[(Vec<String>, Meaning)]) -> Self {
        let mut by_words: Vec<Vec<NearPhrase>> = Vec::new();
        for (place, (tokens, meaning)) in phrases.iter().enumerate() {
            let joined = tokens.join(" ");
            if tokens.len() < 2 || joined.len() < 7 {
                continue;
            }
            if by_words.len() <= tokens.len() {
                by_words.resize_with(tokens.len() + 1, Vec::new);
            }
            by_words[tokens.len()].push(NearPhrase {
                spelling: Spelling::new(&joined),
                meaning: *meaning,
                place,
            });
        }
        for phrases in &mut by_words {
            phrases.sort_by_key(|phrase| phrase.spelling.text().len());
        }
        Self(by_words)
    }

    /// The phrase that the first of some words are but for a letter or two, and how many words it has.
    pub(super) fn nearest(&self, tokens: &[String]) -> Option<(usize, Meaning)> {
        let mut best: Option<(f64, &NearPhrase, usize)> = None;
        let mut length = 0;
        for (words, token) in (1..).zip(tokens) {
            length += token.len() + usize::from(words > 1);
            let Some(phrases) = self.0.get(words) else {
                break;
            };
            let near = |phrase: &NearPhrase| phrase.spelling.text().len() + 2 < length;
            let from = phrases.partition_point(near);
            let alike = phrases[from..]
                .iter()
                .take_while(|phrase| phrase.spelling.text().len() <= length + 2);
            let mut here: Option<Spelling> = None;
            for phrase in alike {
                let here = here.get_or_insert_with(|| Spelling::new(&tokens[..words].join(" ")));
                let Some(score) = phrase.spelling.likeness(here, 0.85) else {
                    continue;
                };
                let is_better = best.is_none_or(|(most, known, _)| {
                    score > most || (score >= most && phrase.place < known.place)
                });
                if is_better {
                    best = Some((score, phrase, words));
                }
            }
        }
        best.map(|(_, phrase, words)| (words, phrase.meaning))
    }
}

/// Of a phrase with several meanings the lowest counts: a phase says more than a filler.
pub(super) const fn rank(meaning: Meaning) -> u8 {
    match meaning {
        Meaning::Share | Meaning::Ignored | Meaning::Settled => 0,
        Meaning::Phase(_) => 1,
        Meaning::Source(_) => 2,
        Meaning::Estimate => 3,
        Meaning::Done => 4,
        Meaning::Money => 5,
        Meaning::Result => 6,
        Meaning::Filler => 7,
    }
}
