//! What was gathered, as the files of ket-qua/.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context as _;

use crate::consolidate::Basis;
use crate::consolidate::split::Amounts;
use crate::finding::Finding;
use crate::model::{Status, Submission};
use crate::report::bao_cao::{self, Figures, Sent};
use crate::report::manifest::{self, Manifest};
use crate::report::pdf::PdfError;
use crate::report::publish::{Draft, PublishError, Room};
use crate::report::register::Register;
use crate::report::reminders::{Deadlines, UnitState, reminders};
use crate::report::template::{self, Language, Scratch, TemplateError};
use crate::report::{
    approvals, explanations, findings, findings_csv, parquet, pdf, records, sarif,
};
use crate::settings::Settings;

use super::gather::Gathered;
use super::tools::Tools;
use super::{Fault, Options, feedback};

/// The files of a run and what its summary tells of the report.
pub struct Composed {
    /// The files, the manifest last.
    pub files: Vec<Draft>,
    /// Money inside the plan.
    pub total: Amounts,
    /// Units that must submit and did not, by name.
    pub missing: Vec<String>,
    /// Placeholders that the template asks for and nothing answers, in words.
    pub warnings: Vec<String>,
}

/// Makes every file; none is among the results before all are whole. `returns`: the workspace, if inputs go back marked.
pub fn compose(
    gathered: &Gathered,
    settings: &Settings,
    tools: &Tools,
    room: &Room,
    options: &Options,
    returns: Option<&Path>,
) -> Result<Composed, Fault> {
    let basis = Basis {
        programme: &tools.programme,
        approvals: &gathered.approvals,
        submissions: &gathered.submissions,
        findings: &gathered.findings,
        expected: &gathered.expected,
        unit_names: &gathered.unit_names,
    };
    // The official form takes as long as everything else together.
    let (forms, others) = rayon::join(
        || {
            let language = Language::from(options.lang);
            forms(
                &basis,
                sent(gathered, tools),
                settings,
                tools,
                room,
                language,
            )
        },
        || others(gathered, settings, tools, room, options, returns),
    );
    let mut composed = forms?;
    composed.files.extend(others?);
    if options.pdf {
        printed(&mut composed, tools, room)?;
    }
    let manifest = Manifest {
        period: Some(settings.period),
        lang: tools.words.lang(),
        settings: settings.to_json(),
        inputs: gathered.inputs.clone(),
        passed_over: gathered.passed_over,
    };
    let manifest = manifest.json(&composed.files);
    composed.files.push(room.short(manifest::NAME, &manifest)?);
    Ok(composed)
}

/// Prints the report; a machine that cannot is said to be one, and keeps all other files.
fn printed(composed: &mut Composed, tools: &Tools, room: &Room) -> Result<(), Fault> {
    const STEM: &str = "bao-cao";
    let name = format!("{STEM}.xlsx");
    let Some(report) = composed.files.iter().find(|file| file.name == name) else {
        return Ok(());
    };
    match pdf::print(STEM, |file| report.copy_to(file)) {
        Ok(bytes) => {
            let printed = room.short(&format!("{STEM}.pdf"), &bytes)?;
            composed.files.push(printed);
        }
        Err(why) => {
            let key = match &why {
                PdfError::Absent => "note-pdf-absent",
                PdfError::Refused => "note-pdf-refused",
                PdfError::Endless => "note-pdf-endless",
                PdfError::Io(_) => "note-pdf-fault",
            };
            let why = tools.words.text(key, &[("why", why.to_string())]);
            composed.warnings.push(why);
        }
    }
    Ok(())
}

/// The office's forms, filled, and what they ask for in vain.
fn forms(
    basis: &Basis<'_>,
    sent: Vec<Sent>,
    settings: &Settings,
    tools: &Tools,
    room: &Room,
    language: Language,
) -> Result<Composed, Fault> {
    let figures = Figures::new(basis, sent, &tools.report_words, settings.period);
    let data = figures.data(settings);
    let mut composed = Composed {
        files: Vec::new(),
        total: figures.total(),
        missing: figures.missing(),
        warnings: Vec::new(),
    };
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
        let name = format!("{stem}.xlsx");
        let mut warnings = Vec::new();
        let filled = room.draft(&name, |file| {
            let scratch = Scratch(Some(room.folder().to_owned()));
            let filled = template::fill(&form, map.as_deref(), &data, &scratch, file)
                .map_err(|e| refused(&name, &folder, e, language))?;
            warnings = filled.warnings;
            Ok::<(), Fault>(())
        })?;
        composed.files.push(filled);
        for warning in &warnings {
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
            composed.warnings.push(tools.words.text(key, &values));
        }
    }
    Ok(composed)
}

/// A form that cannot be filled is the office's affair, a disk that is full the machine's.
fn refused(name: &str, folder: &str, error: TemplateError, language: Language) -> Fault {
    match error {
        TemplateError::NotWritten(kind, why) => {
            PublishError::Io(name.to_owned(), std::io::Error::new(kind, why)).into()
        }
        // Its sentences name map.toml themselves.
        error @ TemplateError::Map(_) => {
            Fault::Template(format!("templates/{folder}: {}", error.sentence(language)))
        }
        error => Fault::Template(format!(
            "templates/{folder}/report.xlsx: {}",
            error.sentence(language)
        )),
    }
}

/// The files beside the forms, in the order of the manifest.
fn others(
    gathered: &Gathered,
    settings: &Settings,
    tools: &Tools,
    room: &Room,
    options: &Options,
    returns: Option<&Path>,
) -> Result<Vec<Draft>, Fault> {
    let returned = feedback::returned(gathered, settings, tools, room, returns)?;
    let states = states(gathered);
    let reminders = reminders(
        &states,
        &gathered.findings,
        settings.period,
        Deadlines {
            report: settings.deadline,
            correction: settings.correction_deadline,
        },
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
        checked: &gathered.checked,
        not_checked: &gathered.not_checked,
        reminders: &reminders,
        unit_name: &unit_name,
        up: &up,
        mark_of: &|finding| returned.mark_of(finding),
        copy_of_unit: &|unit| returned.copy_of(unit),
    };
    let counted = || gathered.submissions.iter().flat_map(Submission::counted);
    let findings = findings::json(
        Some(settings.period),
        &gathered.findings,
        (&gathered.checked, &gathered.not_checked),
        &tools.words,
    );
    let failed = |name: &'static str| move |e| PublishError::Io(name.to_owned(), e);
    let mut files = vec![
        room.short(
            "sai-lech.xlsx",
            &register.xlsx(&tools.words).context("sai-lech.xlsx")?,
        )?,
        room.draft("records.jsonl", |file| {
            records::write(counted(), &gathered.unit_names, settings.period, file)
                .map_err(failed("records.jsonl"))
        })?,
        room.draft("approvals.jsonl", |file| {
            approvals::write(&gathered.approvals, &gathered.unit_names, file)
                .map_err(failed("approvals.jsonl"))
        })?,
        room.short(
            explanations::NAME,
            &explanations::xlsx(
                &gathered.findings,
                &gathered.answers,
                &unit_name,
                &tools.words,
            )
            .context(explanations::NAME)?,
        )?,
        room.short("findings.json", &findings)?,
        room.short(
            "findings.csv",
            &findings_csv::csv(&gathered.findings, &tools.words).context("findings.csv")?,
        )?,
        room.draft("findings.sarif", |file| {
            sarif::write(&gathered.findings, &tools.words, file).map_err(failed("findings.sarif"))
        })?,
    ];
    if options.parquet {
        files.push(room.draft(parquet::NAME, |file| {
            parquet::write(counted(), &gathered.unit_names, settings.period, file)
                .map_err(failed(parquet::NAME))
        })?);
    }
    files.extend(returned.files);
    Ok(files)
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
        Some(Status::Identical) => "status-identical",
    }
}

/// The lines of Biểu 6: every file, then every unit that sent none, then attachments.
fn sent(gathered: &Gathered, tools: &Tools) -> Vec<Sent> {
    let words = &tools.report_words;
    let open = bao_cao::open_by_file(&gathered.findings);
    let of_file = |file: &str| open.get(file).copied().unwrap_or_default();
    let waived = |test: &dyn Fn(&Finding) -> bool| {
        let count = gathered
            .findings
            .iter()
            .filter(|f| f.waived && test(f))
            .count();
        let told = || words.text("sent-waived", &[("count", count.to_string())]);
        (count > 0).then(told)
    };
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
            note: waived(&|f| f.file.as_deref() == Some(&*s.file)),
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
                note: waived(&|f| f.unit.as_ref() == Some(unit)),
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
