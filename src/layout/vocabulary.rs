//! Layouts as data: which headings a form may bear (templates/layouts/*.toml).

use std::collections::BTreeMap;

use foldhash::HashMap;
use serde::Deserialize;

use crate::base::text::{Initials, fold, holds, words};
use crate::model::{Form, Phase, Source};

use super::meaning::rank;
pub use super::meaning::{Meaning, NearPhrases, RowWords, TitleWords};
use crate::base::spelling::Spelling;

/// One layout file as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    form: Option<Form>,
    extends: Option<String>,
    #[serde(default)]
    title: Vec<String>,
    #[serde(default)]
    titles: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    required: Vec<String>,
    default_phase: Option<Phase>,
    #[serde(default)]
    fields: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    phases: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    sources: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    alone: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    words: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    rows: BTreeMap<String, Vec<String>>,
}

impl File {
    /// Takes what `base` has and adds its own; its own headings stand first.
    fn over(mut self, base: &Self) -> Self {
        fn merge(own: &mut BTreeMap<String, Vec<String>>, base: &BTreeMap<String, Vec<String>>) {
            for (key, values) in base {
                own.entry(key.clone())
                    .or_default()
                    .extend(values.iter().cloned());
            }
        }
        self.form = self.form.or(base.form);
        self.default_phase = self.default_phase.or(base.default_phase);
        self.title.extend(base.title.iter().cloned());
        if self.required.is_empty() {
            self.required.clone_from(&base.required);
        }
        merge(&mut self.titles, &base.titles);
        merge(&mut self.fields, &base.fields);
        merge(&mut self.phases, &base.phases);
        merge(&mut self.sources, &base.sources);
        merge(&mut self.alone, &base.alone);
        merge(&mut self.words, &base.words);
        merge(&mut self.rows, &base.rows);
        self
    }
}

/// One form with all that its headings may be.
#[derive(Clone, Debug)]
pub struct Layout {
    /// File name without its ending.
    pub name: String,
    /// Which form.
    pub form: Form,
    /// Folded phrases of titles that speak for it.
    pub titles: Vec<String>,
    /// Words over a table that tell whose it is.
    pub title_words: TitleWords,
    /// Conditions that must all hold; in each, one of the names.
    pub required: Vec<Vec<String>>,
    /// Phase of money columns that tell none.
    pub default_phase: Phase,
    /// Its place among all layouts.
    pub number: usize,
    /// Field and its folded headings.
    pub fields: Vec<(String, Vec<Spelling>)>,
    /// Folded heading to field.
    pub exact: HashMap<String, String>,
    /// Sources by what a heading under money says and nothing else.
    pub alone: HashMap<String, Source>,
    /// Phrases by their first word, longest first.
    pub phrases: HashMap<String, Vec<(Vec<String>, Meaning)>>,
    /// Phrases of several words, for near misses.
    pub near_phrases: NearPhrases,
    /// The most words of one of them.
    pub longest_phrase: usize,
    /// Labels of rows.
    pub rows: RowWords,
}

impl Layout {
    /// Whether a folded text has a word of money in it, also as part of a phrase that says more.
    pub fn speaks_of_money(&self, folded: &str) -> bool {
        let phrases = self.phrases.values().flatten();
        phrases
            .filter(|(_, meaning)| *meaning == Meaning::Money)
            .any(|(tokens, _)| holds(folded, &tokens.join(" ")))
    }
}

/// A layout that could not be used; `file` is its name in templates/layouts/.
#[derive(Debug, thiserror::Error)]
pub enum LayoutError {
    /// Not TOML, or a key that no layout has.
    #[error("{file}: {what}")]
    Syntax {
        /// File name.
        file: String,
        /// The parser's words, with their place.
        what: Box<toml::de::Error>,
    },
    /// `extends` names no layout, or turns in a circle.
    #[error("{file}: extends = \"{base}\"")]
    Extends {
        /// File name.
        file: String,
        /// What it names.
        base: String,
    },
    /// A name that is no phase, source or word list.
    #[error("{file}: {key}")]
    Key {
        /// File name.
        file: String,
        /// The key.
        key: String,
        /// The keys that may stand in its place.
        known: Vec<&'static str>,
    },
}

/// All layouts, in the order of their names.
#[derive(Clone, Debug)]
pub struct Layouts {
    /// The layouts.
    pub all: Vec<Layout>,
}

impl Layouts {
    /// Reads layout files: name without ending, and text.
    ///
    /// A file with `extends` and no `form` adds its headings to the one it extends; one with a `form` is a
    /// layout of its own that starts from the other.
    pub fn parse(files: &[(String, String)]) -> Result<Self, LayoutError> {
        let mut raw: BTreeMap<String, File> = BTreeMap::new();
        for (name, text) in files {
            let file: File = toml::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| {
                LayoutError::Syntax {
                    file: format!("{name}.toml"),
                    what: Box::new(e),
                }
            })?;
            raw.insert(name.clone(), file);
        }
        let additions: Vec<(String, String)> = raw
            .iter()
            .filter(|(_, f)| f.form.is_none())
            .filter_map(|(n, f)| f.extends.clone().map(|b| (n.clone(), b)))
            .collect();
        for (name, base) in additions {
            let Some(file) = raw.remove(&name) else {
                continue;
            };
            let target = raw.remove(&base).ok_or_else(|| LayoutError::Extends {
                file: format!("{name}.toml"),
                base: base.clone(),
            })?;
            let added = File {
                form: None,
                extends: target.extends.clone(),
                ..file
            }
            .over(&target);
            raw.insert(base, added);
        }
        let mut all = Vec::new();
        for (name, file) in &raw {
            if file.form.is_none() {
                continue;
            }
            let mut merged = file.clone();
            let mut base = file.extends.clone();
            let mut steps = 0;
            while let Some(base_name) = base.take() {
                steps += 1;
                let Some(found) = raw.get(&base_name).filter(|_| steps < 20) else {
                    return Err(LayoutError::Extends {
                        file: format!("{name}.toml"),
                        base: base_name,
                    });
                };
                base.clone_from(&found.extends);
                merged = merged.over(found);
            }
            all.push(compile(name, &merged, all.len())?);
        }
        Ok(Self { all })
    }
}

/// What the keys of `[phases]` may be.
const PHASES: [&str; 7] = [
    "approved",
    "spent",
    "cumulative",
    "done",
    "settled",
    "ignored",
    "share",
];
/// What the keys of `[rows]` may be.
const ROWS: [&str; 10] = [
    "total",
    "group_total",
    "not_total",
    "carried",
    "share",
    "of_which",
    "note",
    "remark",
    "sample",
    "signature",
];
/// What the keys of `[words]` may be.
const WORDS: [&str; 4] = ["money", "result", "estimate", "filler"];

fn compile(name: &str, file: &File, number: usize) -> Result<Layout, LayoutError> {
    let unknown = |key: &str, known: &[&'static str]| LayoutError::Key {
        file: format!("{name}.toml"),
        key: key.to_owned(),
        known: known.to_vec(),
    };
    let mut phrases: Vec<(Vec<String>, Meaning)> = Vec::new();
    let mut add = |texts: &[String], meaning: Meaning| {
        for text in texts {
            let tokens = words(&text.replace('%', " phantram "));
            if !tokens.is_empty() {
                phrases.push((tokens, meaning));
            }
        }
    };
    for (key, texts) in &file.phases {
        let meaning = match key.as_str() {
            "approved" => Meaning::Phase(Phase::Approved),
            "spent" => Meaning::Phase(Phase::Spent),
            "cumulative" => Meaning::Phase(Phase::Cumulative),
            "done" => Meaning::Done,
            "settled" => Meaning::Settled,
            "ignored" => Meaning::Ignored,
            "share" => Meaning::Share,
            _ => return Err(unknown(key, &PHASES)),
        };
        add(texts, meaning);
    }
    let sources = Source::ALL.map(Source::name);
    let source = |key: &str| Source::ALL.into_iter().find(|s| s.name() == key);
    for (key, texts) in &file.sources {
        let source = source(key).ok_or_else(|| unknown(key, &sources))?;
        add(texts, Meaning::Source(source));
    }
    let mut alone = HashMap::default();
    for (key, texts) in &file.alone {
        let source = source(key).ok_or_else(|| unknown(key, &sources))?;
        alone.extend(texts.iter().map(|text| (fold(text), source)));
    }
    for (key, texts) in &file.words {
        let meaning = match key.as_str() {
            "money" => Meaning::Money,
            "result" => Meaning::Result,
            "estimate" => Meaning::Estimate,
            "filler" => Meaning::Filler,
            _ => return Err(unknown(key, &WORDS)),
        };
        add(texts, meaning);
    }
    // A phrase of several meanings has the one that stands first here: a phase says more than a filler.
    phrases.sort_by_key(|(tokens, meaning)| (std::cmp::Reverse(tokens.len()), rank(*meaning)));
    let mut by_first: HashMap<String, Vec<(Vec<String>, Meaning)>> = HashMap::default();
    for (tokens, meaning) in &phrases {
        if let Some(first) = tokens.first() {
            by_first
                .entry(first.clone())
                .or_default()
                .push((tokens.clone(), *meaning));
        }
    }
    let fields: Vec<(String, Vec<String>)> = file
        .fields
        .iter()
        .map(|(k, v)| (k.clone(), v.iter().map(|t| fold(t)).collect()))
        .collect();
    let mut exact = HashMap::default();
    for (field, headings) in &fields {
        for heading in headings {
            exact
                .entry(heading.clone())
                .or_insert_with(|| field.clone());
        }
    }
    let list = |key: &str| -> Vec<String> {
        let mut folded: Vec<String> = file
            .rows
            .get(key)
            .into_iter()
            .flatten()
            .map(|t| fold(t))
            .collect();
        folded.sort_by_key(|t| std::cmp::Reverse(t.len()));
        folded
    };
    if let Some(key) = file.rows.keys().find(|key| !ROWS.contains(&key.as_str())) {
        return Err(unknown(key, &ROWS));
    }
    let known = ["decision", "report"];
    if let Some(key) = file
        .titles
        .keys()
        .find(|key| !known.contains(&key.as_str()))
    {
        return Err(unknown(key, &known));
    }
    let title_words = |key: &str| {
        let texts = file.titles.get(key).into_iter().flatten();
        texts.map(|text| fold(text)).collect()
    };
    Ok(Layout {
        name: name.to_owned(),
        form: file.form.unwrap_or(Form::ProjectList),
        titles: file.title.iter().map(|t| fold(t)).collect(),
        title_words: TitleWords {
            decision: title_words("decision"),
            report: title_words("report"),
        },
        required: file
            .required
            .iter()
            .map(|r| r.split('|').map(|s| s.trim().to_owned()).collect())
            .collect(),
        default_phase: file.default_phase.unwrap_or(Phase::Spent),
        number,
        fields: fields
            .into_iter()
            .map(|(k, v)| (k, v.iter().map(|t| Spelling::new(t)).collect()))
            .collect(),
        exact,
        alone,
        phrases: by_first,
        longest_phrase: phrases
            .iter()
            .map(|(tokens, _)| tokens.len())
            .max()
            .unwrap_or(0),
        near_phrases: NearPhrases::of(&phrases),
        rows: RowWords {
            total: list("total"),
            group_total: list("group_total"),
            total_initials: Initials::of(&[list("total"), list("group_total")].concat()),
            not_total: list("not_total"),
            carried: list("carried"),
            share: list("share"),
            of_which: list("of_which"),
            note: list("note"),
            remark: list("remark"),
            sample: list("sample"),
            signature: list("signature"),
        },
    })
}
