//! What was gathered, as the files of ket-qua/.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use serde_json::json;

use crate::consolidate::Basis;
use crate::model::{Status, Submission};
use crate::report::bao_cao::{self, Report, Sent};
use crate::report::manifest::{self, Manifest};
use crate::report::register::Register;
use crate::report::reminders::{UnitState, reminders};
use crate::report::{approvals, findings, findings_csv, records, template};
use crate::settings::Settings;

use super::Fault;
use super::gather::Gathered;
use super::tools::Tools;

/// The files of a run and what its summary tells of the report.
pub struct Composed {
    /// File names with their bytes, the manifest last.
    pub files: Vec<(String, Vec<u8>)>,
    /// The figures of the report.
    pub report: Report,
    /// Placeholders that the template asks for and nothing answers, in words.
    pub warnings: Vec<String>,
}

/// The report's figures.
pub fn report(gathered: &Gathered, settings: &Settings, tools: &Tools) -> Report {
    let basis = Basis {
        programme: &tools.programme,
        approvals: &gathered.approvals,
        submissions: &gathered.submissions,
        findings: &gathered.findings,
        expected: &gathered.expected,
        unit_names: &gathered.unit_names,
    };
    bao_cao::compose(
        &basis,
        settings,
        &sent(gathered, tools),
        &tools.report_words,
    )
}

/// Writes every file into memory; nothing touches the disk before all of them are whole.
pub fn compose(gathered: &Gathered, settings: &Settings, tools: &Tools) -> Result<Composed, Fault> {
    // The official form takes as long as everything else together.
    let (forms, others) = rayon::join(
        || {
            let report = report(gathered, settings, tools);
            forms(&report, tools).map(|(files, warnings)| (report, files, warnings))
        },
        || others(gathered, settings, tools),
    );
    let (report, mut files, warnings) = forms?;
    files.extend(others?);
    let manifest = Manifest {
        period: Some(settings.period),
        lang: tools.words.lang(),
        settings: in_force(settings),
        inputs: gathered.inputs.clone(),
        passed_over: gathered.passed_over,
    };
    let manifest = manifest.json(&files);
    files.push((manifest::NAME.to_owned(), manifest));
    Ok(Composed {
        files,
        report,
        warnings,
    })
}

/// A file of the results.
type File = (String, Vec<u8>);

/// The office's forms, filled, and what they ask for in vain.
fn forms(report: &Report, tools: &Tools) -> Result<(Vec<File>, Vec<String>), Fault> {
    let mut files: Vec<File> = Vec::new();
    let mut warnings = Vec::new();
    for name in tools.templates.list("reports") {
        let Some(stem) = name.strip_suffix("/report.xlsx") else {
            continue;
        };
        let stem = stem.rsplit('/').next().unwrap_or(stem);
        let folder = format!("reports/{stem}");
        let Some(form) = tools.templates.get(&format!("{folder}/report.xlsx")) else {
            continue;
        };
        let map = tools.templates.text(&format!("{folder}/map.toml"));
        let refused = |e: template::TemplateError| {
            Fault::Template(format!("templates/{folder}/report.xlsx: {e}"))
        };
        let filled = template::fill(&form, map.as_deref(), &report.data).map_err(refused)?;
        for warning in &filled.warnings {
            let braced = |name: &str| format!("{{{{{name}}}}}");
            let mut values = vec![
                ("file", format!("templates/{folder}/report.xlsx")),
                ("sheet", warning.sheet.clone()),
                ("cell", warning.cell.clone()),
                ("name", braced(&warning.placeholder)),
            ];
            values.extend(warning.nearest.as_deref().map(|n| ("nearest", braced(n))));
            let key = if warning.nearest.is_some() {
                "note-placeholder-near"
            } else {
                "note-placeholder"
            };
            warnings.push(tools.words.text(key, &values));
        }
        files.push((format!("{stem}.xlsx"), filled.bytes));
    }
    Ok((files, warnings))
}

/// The files beside the forms, in the order of the manifest.
fn others(gathered: &Gathered, settings: &Settings, tools: &Tools) -> Result<Vec<File>, Fault> {
    let mut files: Vec<File> = Vec::new();
    let states = states(gathered);
    let reminders = reminders(
        &states,
        &gathered.findings,
        settings.period,
        settings.correction_deadline.or(settings.deadline),
        &tools.words,
    );
    let up = "../".repeat(
        settings
            .folders
            .results
            .split('/')
            .filter(|p| !p.is_empty() && *p != ".")
            .count(),
    );
    let unit_name = |code: &str| gathered.unit_names.get(code).map(ToString::to_string);
    let register = Register {
        period: settings.period,
        findings: &gathered.findings,
        not_checked: &gathered.not_checked,
        reminders: &reminders,
        unit_name: &unit_name,
        up: &up,
    };
    files.push((
        "sai-lech.xlsx".to_owned(),
        register.xlsx(&tools.words).context("sai-lech.xlsx")?,
    ));
    let counted = gathered.submissions.iter().flat_map(Submission::counted);
    files.push((
        "records.jsonl".to_owned(),
        records::jsonl(counted, settings.period),
    ));
    files.push((
        "approvals.jsonl".to_owned(),
        approvals::jsonl(&gathered.approvals),
    ));
    files.push((
        "findings.json".to_owned(),
        findings::json(
            Some(settings.period),
            &gathered.findings,
            &gathered.not_checked,
            &tools.words,
        ),
    ));
    files.push((
        "findings.csv".to_owned(),
        findings_csv::csv(&gathered.findings, &tools.words).context("findings.csv")?,
    ));
    Ok(files)
}

/// The settings as they were in force.
fn in_force(settings: &Settings) -> serde_json::Value {
    let rules: serde_json::Map<String, serde_json::Value> = settings
        .severities
        .iter()
        .map(|(code, s)| (code.to_string(), json!(crate::settings::severity_word(*s))))
        .collect();
    let folders: serde_json::Map<String, serde_json::Value> = settings
        .folders
        .entries()
        .into_iter()
        .map(|(k, v)| (k.to_owned(), json!(v)))
        .collect();
    let limits: serde_json::Map<String, serde_json::Value> = settings
        .limits
        .entries()
        .into_iter()
        .map(|(k, v)| (k.to_owned(), json!(v)))
        .collect();
    json!({
        "period": settings.period.to_string(),
        "deadline": settings.deadline.map(|d| d.to_string()),
        "correction_deadline": settings.correction_deadline.map(|d| d.to_string()),
        "expected": settings.expected,
        "rounding": match settings.rounding {
            crate::settings::Rounding::Printed => "printed",
            crate::settings::Rounding::None => "none",
        },
        "folders": folders,
        "rules": rules,
        "limits": limits,
    })
}

/// How every expected or reporting unit stands.
fn states(gathered: &Gathered) -> Vec<UnitState> {
    let mut best: BTreeMap<&str, Status> = BTreeMap::new();
    for submission in &gathered.submissions {
        if let Some(unit) = submission.unit.as_deref() {
            let status = best.entry(unit).or_insert(submission.status);
            *status = (*status).min(submission.status);
        }
    }
    let mut codes = gathered.expected.clone();
    codes.extend(gathered.submissions.iter().filter_map(|s| s.unit.clone()));
    codes.sort();
    codes.dedup();
    codes
        .into_iter()
        .map(|code| {
            let best = best.get(&*code).copied();
            UnitState {
                unit_name: gathered
                    .unit_names
                    .get(&code)
                    .map_or_else(|| code.to_string(), ToString::to_string),
                unit: code.to_string(),
                status: status_key(best),
            }
        })
        .collect()
}

const fn status_key(status: Option<Status>) -> &'static str {
    match status {
        None => "status-missing",
        Some(Status::Counted) => "status-counted",
        Some(Status::Empty) => "status-empty",
        Some(Status::Unreadable) => "status-unreadable",
        Some(Status::NoForm) => "status-no-form",
        Some(Status::UnknownUnit) => "status-unknown-unit",
        Some(Status::OtherPeriod) => "status-other-period",
        Some(Status::Undecided) => "status-undecided",
        Some(Status::Superseded) => "status-superseded",
    }
}

/// The lines of Biểu 6: every file, then every unit that sent none, then attachments.
fn sent(gathered: &Gathered, tools: &Tools) -> Vec<Sent> {
    let words = &tools.report_words;
    let open = bao_cao::open_by_file(&gathered.findings);
    let of_file = |file: &str| open.get(file).copied().unwrap_or_default();
    let mut lines: Vec<Sent> = gathered
        .submissions
        .iter()
        .map(|s| Sent {
            unit_name: s.unit_name.as_deref().map(str::to_owned),
            file: Some(s.file.to_string()),
            received: s.received,
            revision: s.revision,
            forms: s
                .forms
                .iter()
                .map(|f| words.text(&format!("form-{}", f.name()), &[]))
                .collect::<Vec<_>>()
                .join("; "),
            status: s.status.key(),
            errors: of_file(&s.file).0,
            warnings: of_file(&s.file).1,
            note: None,
        })
        .collect();
    let senders: BTreeSet<&str> = gathered
        .submissions
        .iter()
        .filter_map(|s| s.unit.as_deref())
        .collect();
    for unit in &gathered.expected {
        if !senders.contains(&**unit) {
            let errors = gathered
                .findings
                .iter()
                .filter(|f| f.unit.as_ref() == Some(unit) && f.is_open_error())
                .count();
            lines.push(Sent {
                unit_name: gathered.unit_names.get(unit).map(ToString::to_string),
                file: None,
                received: None,
                revision: None,
                forms: String::new(),
                status: "missing",
                errors,
                warnings: 0,
                note: None,
            });
        }
    }
    for (file, unit) in &gathered.attachments {
        lines.push(Sent {
            unit_name: unit
                .as_ref()
                .and_then(|u| gathered.unit_names.get(u))
                .map(ToString::to_string),
            file: Some(file.to_string()),
            received: None,
            revision: None,
            forms: String::new(),
            status: "attachment",
            errors: 0,
            warnings: 0,
            note: None,
        });
    }
    lines
}
