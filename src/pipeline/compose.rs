//! What was gathered, as the files of ket-qua/.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;

use crate::consolidate::Basis;
use crate::consolidate::split::Amounts;
use crate::model::Submission;
use crate::report::bao_cao::{Figures, Sent};
use crate::report::manifest::{self, Manifest};
use crate::report::page::{self, Page};
use crate::report::pdf::PdfError;
use crate::report::publish::{Draft, PublishError, Room};
use crate::report::register::Register;
use crate::report::reminders::{Deadlines, reminders};
use crate::report::template::{self, Language, Scratch, TemplateError};
use crate::report::{
    approvals, explanations, findings, findings_csv, parquet, pdf, receipts, records, sarif,
};
use crate::settings::Settings;

use super::asked::in_vain;
use super::gather::Gathered;
use super::standing::{sent, states};
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
    let basis = basis(gathered, tools);
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

/// What the figures of the forms are made from.
pub(super) fn basis<'a>(gathered: &'a Gathered, tools: &'a Tools) -> Basis<'a> {
    Basis {
        programme: &tools.programme,
        approvals: &gathered.approvals,
        submissions: &gathered.submissions,
        findings: &gathered.findings,
        expected: &gathered.expected,
        unit_names: &gathered.unit_names,
    }
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
    let page = Page {
        period: settings.period,
        agency: settings.report.agency.as_deref(),
        basis,
        by_activity: figures.by_activity(),
        units: figures.units(),
        missing: &composed.missing,
        words: &tools.words,
    };
    let page = room.draft(page::NAME, |file| {
        page.write(file)
            .map_err(|e| PublishError::Io(page::NAME.to_owned(), e))
    })?;
    composed.files.push(page);
    for name in tools.templates.list("reports") {
        let Some(stem) = name.strip_suffix("/report.xlsx") else {
            continue;
        };
        let stem = stem.rsplit('/').next().unwrap_or(stem);
        let folder = format!("reports/{stem}");
        let path = format!("{folder}/report.xlsx");
        let Some(form) = tools.templates.get(&path) else {
            continue;
        };
        let map = tools.templates.text(&format!("{folder}/map.toml"));
        let name = format!("{stem}.xlsx");
        let mut told = Vec::new();
        let file = format!("templates/{folder}/report.xlsx");
        let filled = room.draft(&name, |out| {
            let scratch = Scratch(Some(room.folder().to_owned()));
            let filled = template::fill(&form, map.as_deref(), &data, &scratch, out)
                .map_err(|e| refused(&name, &path, e, language))?;
            told = in_vain(&file, &filled, &tools.words);
            Ok::<(), Fault>(())
        })?;
        composed.files.push(filled);
        composed.warnings.append(&mut told);
    }
    Ok(composed)
}

/// A form that cannot be filled is the office's affair, a disk that is full the machine's. `path`: the form among the
/// templates.
pub(super) fn refused(name: &str, path: &str, error: TemplateError, language: Language) -> Fault {
    let sentence = |place: &str, error: &TemplateError| {
        Fault::Template(format!("templates/{place}: {}", error.sentence(language)))
    };
    match error {
        TemplateError::NotWritten(kind, why) => {
            PublishError::Io(name.to_owned(), std::io::Error::new(kind, why)).into()
        }
        // Its sentences name map.toml themselves.
        error @ TemplateError::Map(_) => sentence(
            path.rsplit_once('/').map_or(path, |(folder, _)| folder),
            &error,
        ),
        error => sentence(path, &error),
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
        submissions: &gathered.submissions,
        superseded: &gathered.superseded,
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
    if !gathered.has_register {
        let register = receipts::xlsx(receipts(gathered), &tools.words).context(receipts::NAME)?;
        files.push(room.short(receipts::NAME, &register)?);
    }
    if options.parquet {
        files.push(room.draft(parquet::NAME, |file| {
            parquet::write(counted(), &gathered.unit_names, settings.period, file)
                .map_err(failed(parquet::NAME))
        })?);
    }
    files.extend(returned.files);
    Ok(files)
}

/// Every file that was sent, with its unit.
fn receipts(gathered: &Gathered) -> Vec<receipts::Sent> {
    let name = |unit: &Arc<str>| gathered.unit_names.get(unit).map(ToString::to_string);
    let submissions = gathered.submissions.iter().map(|s| receipts::Sent {
        file: s.file.to_string(),
        unit: s.unit.as_ref().and_then(name),
    });
    let attachments = gathered
        .attachments
        .iter()
        .map(|(file, unit)| receipts::Sent {
            file: file.to_string(),
            unit: unit.as_ref().and_then(name),
        });
    submissions.chain(attachments).collect()
}
