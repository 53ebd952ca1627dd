//! The words of the command line: templates/messages/{vi,en}-cli.ftl over those of the findings.

use std::ops::Deref;

use chrono::NaiveDate;

use crate::finding::Wording;
use crate::settings::{Lang, Problem};

/// All words of one language.
pub struct Words(Wording);

impl Words {
    /// The words of a language. Fails only if the built-in files are no Fluent text, which a test rules out.
    pub fn new(lang: Lang) -> Result<Self, String> {
        let text = match lang {
            Lang::Vi => include_str!("../../templates/messages/vi-cli.ftl"),
            Lang::En => include_str!("../../templates/messages/en-cli.ftl"),
        };
        let words = Wording::new(lang.code(), &[text.to_owned()]);
        words.map(Self).map_err(|fault| format!("{fault:?}"))
    }

    /// The text of a key that takes no values.
    pub fn say(&self, key: &str) -> String {
        self.text(key, &[])
    }

    /// A count with its noun (`cli-count-…`), singular or plural.
    pub fn count(&self, key: &str, count: usize) -> String {
        self.text(key, &[("count", count.to_string())])
    }

    /// A day as the language writes it.
    pub fn day(&self, day: NaiveDate) -> String {
        if self.lang() == "en" {
            day.to_string()
        } else {
            day.format("%d/%m/%Y").to_string()
        }
    }

    /// The sentence of a problem in ky.toml: file, line, what is wrong, the nearest right one.
    pub fn problem(&self, problem: &Problem) -> String {
        let mut values = vec![("key", problem.key.clone())];
        values.extend(problem.kind.values());
        let mut what = self.text(problem.kind.message(), &values);
        if let Some(nearest) = &problem.nearest {
            what.push_str(&self.text("cli-nearest", &[("nearest", nearest.clone())]));
        }
        let file = ("file", problem.file.clone());
        match problem.line {
            Some(line) => self.text(
                "cli-problem-at",
                &[file, ("number", line.to_string()), ("what", what)],
            ),
            None => self.text("cli-problem-in", &[file, ("what", what)]),
        }
    }
}

impl Deref for Words {
    type Target = Wording;

    fn deref(&self) -> &Wording {
        &self.0
    }
}
