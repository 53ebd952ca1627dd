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
pub struct NearPhrase {
    /// How it is spelled.
    pub spelling: Spelling,
    /// How many words it has.
    pub words: usize,
    /// What it means.
    pub meaning: Meaning,
}

impl NearPhrase {
    /// Short phrases and single words are too easily another word.
    pub(super) fn of((tokens, meaning): &(Vec<String>, Meaning)) -> Option<Self> {
        let joined = tokens.join(" ");
        (tokens.len() >= 2 && joined.len() >= 7).then(|| Self {
            spelling: Spelling::new(&joined),
            words: tokens.len(),
            meaning: *meaning,
        })
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
