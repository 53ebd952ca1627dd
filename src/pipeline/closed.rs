//! A period that is signed and filed: nothing is written, and what a run would change is listed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use serde_json::Value;

use crate::consolidate::changes::{Changes, changes};
use crate::finding::{Severity, Wording};
use crate::model::line::Line;
use crate::parse::written;
use crate::report::feedback::plan::FOLDER;
use crate::report::manifest;
use crate::report::parquet;
use crate::report::publish::{Draft, Room, WouldBe, preview};
use crate::settings::{FILE, Lang};

use super::gather::{self, Gathered};
use super::intake::Scope;
use super::{Fault, Options, Progress, compose, in_pool, tools};

/// A finding that comes or goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its lasting name.
    pub id: String,
    /// How grave it is.
    pub severity: Severity,
    /// Its sentence.
    pub message: String,
}

/// What a run would change in the signed results.
pub struct Preview {
    /// The day of signing.
    pub day: NaiveDate,
    /// Inputs that are not as they were when the results were made; ky.toml without the day of signing.
    pub inputs: Vec<(String, WouldBe)>,
    /// Files of the results that would not be as they are.
    pub files: Vec<(String, WouldBe)>,
    /// Findings that would come.
    pub appeared: Vec<Told>,
    /// Findings that would go.
    pub vanished: Vec<Told>,
    /// The words of messages, in the language asked for.
    pub wording: Wording,
    signed: Vec<Line>,
    now: Vec<Line>,
}

impl Preview {
    /// The figures that would change.
    pub fn changes(&self) -> Changes<'_> {
        changes(&self.signed, &self.now)
    }

    /// Whether a run would leave everything as it is.
    pub const fn is_empty(&self) -> bool {
        self.inputs.is_empty() && self.files.is_empty()
    }
}

/// Does the whole job beside the results, in the language in which they were written, and compares.
pub fn closed(
    workspace: &Path,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Preview, Fault> {
    let first = tools::open(Some(workspace), options)?;
    let (settings, _) = tools::settings(workspace, &first.units)?;
    let results = workspace.join(&settings.folders.results);
    let manifest = read(&results.join(manifest::NAME))?;
    let outputs = manifest.get("outputs").and_then(Value::as_array);
    let listed = |name: &str| {
        let name = |o: &Value| o.get("file").and_then(Value::as_str) == Some(name);
        outputs.is_some_and(|all| all.iter().any(name))
    };
    let returned = outputs.is_some_and(|all| {
        let name = |o: &Value| Some(o.get("file")?.as_str()?.starts_with(FOLDER));
        all.iter().any(|o| name(o) == Some(true))
    });
    let lang = manifest.get("lang").and_then(Value::as_str);
    let options = Options {
        lang: lang.and_then(Lang::parse).unwrap_or(options.lang),
        parquet: listed(parquet::NAME),
        pdf: false,
        ..options.clone()
    };
    in_pool(&options, || {
        let tools = tools::open(Some(workspace), &options)?;
        let gathered = gather::gather(
            &Scope::Workspace(workspace),
            Some(&settings),
            &tools,
            progress,
        )?;
        tools.reader.rest();
        let room = Room::apart();
        let returns = returned.then_some(workspace);
        let composed = compose::compose(&gathered, &settings, &tools, &room, &options, returns)?;
        let mut files = preview(&results, &composed.files);
        // The report as it prints follows from the report.
        files.retain(|(name, _)| {
            !Path::new(name)
                .extension()
                .is_some_and(|e| e.eq_ignore_ascii_case("pdf"))
        });
        let now = composed.files.iter().find(|f| f.name == RECORDS);
        let now = now.map(Draft::text).transpose();
        let now = now.map_err(|e| Fault::Machine(anyhow::Error::new(e).context(RECORDS)))?;
        let signed = match std::fs::read_to_string(results.join(RECORDS)) {
            Ok(text) => text,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(fault) => {
                return Err(Fault::Machine(anyhow::Error::new(fault).context(RECORDS)));
            }
        };
        let mut inputs = changed_inputs(&manifest, &gathered);
        // What a run has written itself is an input to the next one (explanations so far), and changes nothing.
        let own = format!("{}/", settings.folders.results);
        inputs.retain(|(name, _)| !name.starts_with(&own));
        if settings_of(manifest.get("settings")) != settings_of(Some(&settings.to_json())) {
            inputs.push((FILE.to_owned(), WouldBe::Changed));
        }
        let (appeared, vanished) = findings(
            &read(&results.join("findings.json"))?,
            &gathered,
            &first.words,
        );
        Ok(Preview {
            day: settings.closed.unwrap_or_default(),
            inputs,
            files,
            appeared,
            vanished,
            wording: first.words,
            signed: written::lines(&signed).0,
            now: written::lines(&now.unwrap_or_default()).0,
        })
    })
}

const RECORDS: &str = "records.jsonl";

/// A file of the results; null where it is not there or no JSON.
fn read(path: &Path) -> Result<Value, Fault> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).unwrap_or(Value::Null)),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(Value::Null),
        Err(fault) => Err(Fault::Machine(anyhow::Error::new(fault))),
    }
}

/// The settings without the day of signing, which is entered once the results are there.
fn settings_of(settings: Option<&Value>) -> Option<Value> {
    let mut settings = settings?.clone();
    if let Some(period) = settings.get_mut("period").and_then(Value::as_object_mut) {
        period.remove("closed");
    }
    if let Some(all) = settings.as_object_mut() {
        all.remove("closed");
    }
    Some(settings)
}

fn changed_inputs(manifest: &Value, gathered: &Gathered) -> Vec<(String, WouldBe)> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let then: BTreeMap<String, Option<String>> = manifest
        .get("inputs")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|input| Some((text(input, "file")?, text(input, "hash"))))
        .collect();
    let now: BTreeMap<String, Option<String>> = gathered
        .inputs
        .iter()
        .map(|input| (input.file.clone(), input.hash.clone()))
        .collect();
    let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| {
            let state = match (then.get(name), now.get(name)) {
                (None, _) => WouldBe::New,
                (_, None) => WouldBe::Removed,
                (then, now) if then != now => WouldBe::Changed,
                _ => return None,
            };
            Some((name.clone(), state))
        })
        .collect()
}

/// Findings that come and go, by their lasting names.
fn findings(signed: &Value, gathered: &Gathered, words: &Wording) -> (Vec<Told>, Vec<Told>) {
    let text = |f: &Value, key: &str| f.get(key).and_then(Value::as_str).map(str::to_owned);
    let then: BTreeMap<String, Told> = signed
        .get("findings")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|f| {
            let severity = serde_json::from_value(f.get("severity")?.clone()).ok()?;
            let told = Told {
                id: text(f, "id")?,
                severity,
                message: text(f, "message")?,
            };
            Some((told.id.clone(), told))
        })
        .collect();
    let now: BTreeSet<&str> = gathered.findings.iter().map(|f| f.id.as_str()).collect();
    let appeared = gathered
        .findings
        .iter()
        .filter(|f| !then.contains_key(&f.id))
        .map(|f| Told {
            id: f.id.clone(),
            severity: f.severity,
            message: words.message(f),
        })
        .collect();
    let vanished = then
        .into_values()
        .filter(|f| !now.contains(f.id.as_str()))
        .collect();
    (appeared, vanished)
}
