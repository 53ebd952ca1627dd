//! The words of every rule in Vietnamese and English (templates/messages/*.ftl).
//!
//! A rule names what it found and gives the values; the sentence is data. A message stands under the rule's code
//! (`B301`), its other wordings under the code and the wording's name (`B303-near`); hint and explanation are
//! attributes of it. What a workspace's own file says wins, what it lacks comes from the built-in one.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::errors::{ReferenceKind, ResolverError};
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::fluent_text::{self, TextFault};
use super::{Code, Finding, Severity, cause_phrases, phrases};

/// The built-in words, read once however many are asked for them.
static BUILT_IN: [BuiltIn; 2] = [
    BuiltIn {
        lang: "vi",
        text: include_str!("../../templates/messages/vi.ftl"),
        read: OnceLock::new(),
    },
    BuiltIn {
        lang: "en",
        text: include_str!("../../templates/messages/en.ftl"),
        read: OnceLock::new(),
    },
];

struct BuiltIn {
    lang: &'static str,
    text: &'static str,
    read: OnceLock<Result<Arc<FluentResource>, Vec<TextFault>>>,
}

type Bundle = FluentBundle<Arc<FluentResource>>;

/// Values by the names that messages use.
pub(super) type Args = BTreeMap<String, String>;

/// All words of one language; shared by threads.
pub struct Wording {
    lang: &'static str,
    /// All sources, the later over the earlier.
    bundle: Bundle,
    /// The built-in words alone: what an own wording leaves out (a hint) still has its words.
    built_in: Bundle,
}

/// Why there are no words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWording {
    /// There is no such language: only `vi` and `en`.
    Language(String),
    /// A source is no Fluent text.
    Faults(Vec<TextFault>),
}

/// What `tonghop explain` says of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The rule in a few words.
    pub title: String,
    /// When it fires.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub todo: String,
    /// An example.
    pub example: String,
    /// What stands under `expected`.
    pub expected: String,
    /// What stands under `found`.
    pub found: String,
}

impl Wording {
    /// The words of `vi` or `en`: the built-in ones, then each source (the text of an .ftl file), which wins over those before it.
    ///
    /// Fails for an unknown language, or with all faults of the sources that are no Fluent text.
    pub fn new(lang: &str, sources: &[String]) -> Result<Self, NoWording> {
        let unknown = || NoWording::Language(lang.to_owned());
        let built_in = BUILT_IN
            .iter()
            .find(|built_in| built_in.lang == lang)
            .ok_or_else(unknown)?;
        let lang = built_in.lang;
        let id: LanguageIdentifier = lang.parse().map_err(|_| unknown())?;
        let read = |text| fluent_text::read(text).map(Arc::new);
        let own = built_in.read.get_or_init(|| read(built_in.text)).clone();
        let mut words = vec![own.map_err(NoWording::Faults)?];
        let with = |words: &[Arc<FluentResource>]| {
            let mut bundle = FluentBundle::new_concurrent(vec![id.clone()]);
            // Marks for mixed writing directions would stand in cells and scripts as invisible characters.
            bundle.set_use_isolating(false);
            for words in words {
                bundle.add_resource_overriding(Arc::clone(words));
            }
            bundle
        };
        let alone = with(&words);
        // A workspace without words of its own has the built-in ones.
        for source in sources.iter().filter(|source| **source != built_in.text) {
            words.push(read(source).map_err(NoWording::Faults)?);
        }
        Ok(Self {
            lang,
            bundle: with(&words),
            built_in: alone,
        })
    }

    /// `vi` or `en`.
    pub fn lang(&self) -> &'static str {
        self.lang
    }

    /// The sentence of a finding, with its likely cause and the unit in which its figure was read, where the sheet
    /// states another one.
    pub fn message(&self, finding: &Finding) -> String {
        let mut args = phrases::args(self, finding);
        let cause = cause_phrases::cause(self, finding).unwrap_or_default();
        args.insert("cause".to_owned(), cause.clone());
        let message = self
            .of_finding(finding, None, &args)
            .unwrap_or_else(|| finding.code.to_string());
        let note = args.get("read_as").map(|unit| {
            let values = [("read_as", unit.clone())];
            self.text("note-read-as", &values)
        });
        // An office's own wording may already say them where it wants them.
        let mut said = message;
        for further in [note.unwrap_or_default(), cause] {
            if !further.is_empty() && !said.contains(&further) {
                said = format!("{said} {further}");
            }
        }
        said
    }

    /// What to do about a finding.
    pub fn hint(&self, finding: &Finding) -> Option<String> {
        let args = phrases::args(self, finding);
        self.of_finding(finding, Some("hint"), &args)
            .filter(|hint| !hint.is_empty())
    }

    /// What a finding expects and what it found, in the cell's own unit; empty where it names none.
    pub fn sides(&self, finding: &Finding) -> (String, String) {
        let mut args = phrases::args(self, finding);
        let mut side = |name: &str| args.remove(name).unwrap_or_default();
        (side("expected"), side("found"))
    }

    /// The explanation of a rule.
    pub fn explain(&self, code: Code) -> Explanation {
        let key = code.to_string();
        let part = |name: &str| {
            self.format(&key, Some(name), &Args::new())
                .unwrap_or_default()
        };
        Explanation {
            title: part("title"),
            what: part("what"),
            why: part("why"),
            todo: part("todo"),
            example: part("example"),
            expected: part("expected"),
            found: part("found"),
        }
    }

    /// The text of a key with its values; the key itself if there is none.
    pub fn text(&self, key: &str, args: &[(&str, String)]) -> String {
        let args = args
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        self.format(key, None, &args)
            .unwrap_or_else(|| key.to_owned())
    }

    /// Whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The label of a field: `cumulative.local` is "Lũy kế – KCĐP", `spent|cumulative` "Trong kỳ hoặc Lũy kế";
    /// an unknown field is its own label.
    pub fn field(&self, field: &str) -> String {
        if let Some((first, rest)) = field.split_once('|') {
            let values = [("first", self.field(first)), ("second", self.field(rest))];
            return self.text("or", &values);
        }
        let key = format!("field-{}", field.replace(['.', '_'], "-"));
        self.format(&key, None, &Args::new())
            .or_else(|| self.result_field(field))
            .unwrap_or_else(|| field.to_owned())
    }

    /// The label of `results.9a.planned` (a line of the programme) or `results.so-lop.planned` (none of them).
    fn result_field(&self, field: &str) -> Option<String> {
        let (line, phase) = field.strip_prefix("results.")?.rsplit_once('.')?;
        let phase = ("phase", self.field(phase));
        Some(if line.starts_with(|c: char| c.is_ascii_digit()) {
            self.text("field-result-of", &[("number", line.to_owned()), phase])
        } else {
            self.text("field-result-other", &[phase])
        })
    }

    /// Why a rule could not judge something, from its key (`no-approvals`).
    pub fn not_checked(&self, why: &str) -> String {
        let why = why.strip_prefix("not-checked-").unwrap_or(why);
        self.text(&format!("not-checked-{why}"), &[])
    }

    /// The name of a severity.
    pub fn severity(&self, severity: Severity) -> String {
        let key = match severity {
            Severity::Error => "severity-error",
            Severity::Warning => "severity-warning",
            Severity::Info => "severity-info",
        };
        self.text(key, &[])
    }

    /// The wording that the finding names, else the rule's main one.
    fn of_finding(
        &self,
        finding: &Finding,
        attribute: Option<&str>,
        args: &Args,
    ) -> Option<String> {
        let code = finding.code.to_string();
        let variant = finding.variant.map(|v| {
            if v.starts_with(&code) {
                v.to_owned()
            } else {
                format!("{code}-{v}")
            }
        });
        variant
            .and_then(|key| self.format(&key, attribute, args))
            .or_else(|| self.format(&code, attribute, args))
    }

    /// One pattern; a value that nobody gave is "…", so that no message shows a variable's name.
    fn format(&self, key: &str, attribute: Option<&str>, args: &Args) -> Option<String> {
        let (bundle, pattern) = [&self.bundle, &self.built_in]
            .into_iter()
            .find_map(|bundle| {
                let message = bundle.get_message(key)?;
                let pattern = match attribute {
                    Some(name) => message.get_attribute(name)?.value(),
                    None => message.value()?,
                };
                Some((bundle, pattern))
            })?;
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(name.clone(), fluent_value(name, value));
        }
        loop {
            let mut errors = Vec::new();
            let text = bundle
                .format_pattern(pattern, Some(&values), &mut errors)
                .into_owned();
            let missing: Vec<String> = errors.into_iter().filter_map(missing_variable).collect();
            // Each round gives at least one more variable of the pattern a value.
            if missing.iter().all(|name| values.get(name).is_some()) {
                return Some(text);
            }
            for name in missing {
                values.set(name, FluentValue::from("…"));
            }
        }
    }
}

/// Counts choose between singular and plural; everything else is text as it stands.
fn fluent_value(name: &str, value: &str) -> FluentValue<'static> {
    let is_count = matches!(name, "count" | "lines" | "rows")
        && value.len() < 10
        && !value.is_empty()
        && value.bytes().all(|b| b.is_ascii_digit());
    if is_count {
        FluentValue::try_number(value).into_owned()
    } else {
        FluentValue::from(value.to_owned())
    }
}

fn missing_variable(error: FluentError) -> Option<String> {
    match error {
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => {
            Some(id)
        }
        _ => None,
    }
}
