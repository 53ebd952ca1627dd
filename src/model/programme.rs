//! The programme: contents, activities and indicators (templates/programme.toml).
//!
//! Activities are the lines of the money form (DOMAIN 2.2), indicators those of the results form (2.1);
//! both are data that an office can replace.

use foldhash::HashMap;
use serde::Deserialize;

use crate::base::text::{after, fold};

/// One of the decree's contents, I to IX.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Roman number.
    pub number: String,
    /// Its title.
    pub name: String,
    /// Other titles that reports give it.
    #[serde(default)]
    pub also: Vec<String>,
}

/// One line of the money form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// 1 to 24.
    pub number: String,
    /// Its title.
    pub name: String,
    /// The content that it belongs to; none for other matters.
    pub content: Option<String>,
    /// Other titles that reports give it.
    #[serde(default)]
    pub also: Vec<String>,
    /// Words by which a project's name tells its activity.
    #[serde(default)]
    pub keywords: Vec<String>,
}

/// One line of the results form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// 1 to 23, with a letter for a "Trong đó" line.
    pub number: String,
    /// Its title.
    pub name: String,
    /// What is counted.
    pub unit: String,
    /// Whether it is a state at a day (never added over periods or units) and not a flow.
    #[serde(default)]
    pub stock: bool,
    /// Other titles that reports give it.
    #[serde(default)]
    pub also: Vec<String>,
    /// The activity whose projects it measures, where a heading is too short to tell it otherwise.
    pub activity: Option<String>,
}

impl Indicator {
    /// The line that a "Trong đó" line is part of.
    pub fn parent(&self) -> Option<&str> {
        let digits = self
            .number
            .trim_end_matches(|c: char| c.is_ascii_lowercase());
        (digits.len() < self.number.len()).then_some(digits)
    }
}

/// The whole programme.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Contents in order.
    #[serde(rename = "content", default)]
    pub contents: Vec<Content>,
    /// Activities in order.
    #[serde(rename = "activity", default)]
    pub activities: Vec<Activity>,
    /// Indicators in order.
    #[serde(rename = "indicator", default)]
    pub indicators: Vec<Indicator>,
    /// Names of results that belong to no line (`Số lớp`), with what they count.
    #[serde(rename = "measure", default)]
    pub measures: Vec<Measure>,
    /// Key words with their activities, by their first two letters.
    #[serde(skip)]
    by_keyword: HashMap<[u8; 2], Vec<(String, usize)>>,
}

/// A result that is no line of the programme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its name.
    pub name: String,
    /// What is counted.
    pub unit: String,
    /// Other titles.
    #[serde(default)]
    pub also: Vec<String>,
}

impl Programme {
    /// Reads programme.toml.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let mut programme: Self = toml::from_str(text)?;
        for (index, activity) in programme.activities.iter().enumerate() {
            for keyword in activity.keywords.iter().map(|k| fold(k)) {
                if let Some(first) = first_two(keyword.as_bytes()) {
                    let known = programme.by_keyword.entry(first).or_default();
                    known.push((keyword, index));
                }
            }
        }
        Ok(programme)
    }

    /// An activity by its number.
    pub fn activity(&self, number: &str) -> Option<&Activity> {
        self.activities.iter().find(|a| a.number == number)
    }

    /// The content that an activity belongs to.
    pub fn content_of(&self, activity: &str) -> Option<&str> {
        self.activity(activity)?.content.as_deref()
    }

    /// A content by its number.
    pub fn content(&self, number: &str) -> Option<&Content> {
        self.contents.iter().find(|c| c.number == number)
    }

    /// An indicator by its number.
    pub fn indicator(&self, number: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|i| i.number == number)
    }

    /// The activity that a project's name tells by key words: the longest one found decides, two that are
    /// equally long and differ decide nothing.
    pub fn activity_by_keywords(&self, name: &str) -> Option<&Activity> {
        let name = fold(name);
        let mut best: (usize, Option<usize>) = (0, None);
        let mut before = b' ';
        for (at, first) in name.bytes().enumerate() {
            if std::mem::replace(&mut before, first) != b' ' {
                continue;
            }
            let words = &name[at..];
            let known = first_two(words.as_bytes()).and_then(|two| self.by_keyword.get(&two));
            for (keyword, activity) in known.into_iter().flatten() {
                if keyword.len() < best.0 || after(words, keyword).is_none() {
                    continue;
                }
                let tied = keyword.len() == best.0 && best.1 != Some(*activity);
                best = (keyword.len(), (!tied).then_some(*activity));
            }
        }
        best.1.and_then(|index| self.activities.get(index))
    }
}

/// The first two letters of folded words; behind a single one stands a blank, or as good as that.
fn first_two(words: &[u8]) -> Option<[u8; 2]> {
    Some([*words.first()?, *words.get(1).unwrap_or(&b' ')])
}
