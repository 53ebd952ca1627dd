//! `forms`: a blank workbook for every unit that must submit, with its approved projects already in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::check::expected;
use crate::consolidate::Basis;
use crate::finding::{Finding, Wording};
use crate::model::Approval;
use crate::report::bao_cao::Figures;
use crate::report::feedback::plan::stem;
use crate::report::manifest::{self, Manifest};
use crate::report::publish::{self, Room};
use crate::report::template::{self, Language, Scratch};
use crate::settings::Settings;

use super::gather;
use super::intake::{Intake, Scope};
use super::tools::Tools;
use super::{Fault, Options, Progress, compose, in_pool, tools};

/// The folder inside the results.
pub const FOLDER: &str = "bieu-mau";

/// What was written.
pub struct Forms {
    /// Where.
    pub folder: PathBuf,
    /// Every unit's file: its name there, the unit's name, its approved projects.
    pub files: Vec<(String, String, usize)>,
    /// What is wrong with the decisions.
    pub findings: Vec<Finding>,
    /// The words of its messages.
    pub wording: Wording,
}

/// Why no forms were written, beside what may befall any command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nobody must submit: there are no decisions, and ky.toml names no unit.
    Nobody,
    /// Somebody has filled in this file of the former forms; it would be lost.
    Filled(String),
}

/// Writes the forms to `ket-qua/bieu-mau/`; exactly those of the former time are replaced or removed.
pub fn forms(
    workspace: &Path,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Result<Forms, Refused>, Fault> {
    in_pool(options, || {
        let tools = tools::open(Some(workspace), options)?;
        let (settings, _) = tools::settings(workspace, &tools.units)?;
        let intake = Intake::open(&Scope::Workspace(workspace), Some(&settings), &tools)?;
        progress.start(u64::try_from(intake.decisions().len()).unwrap_or(u64::MAX));
        let plan = gather::plan(&intake, progress)?;
        progress.finish();
        tools.reader.rest();
        let mut findings = plan.findings;
        super::settle::order(&mut findings);
        let names = intake.names();
        let code = |name: &str| names.code(name).map(str::to_owned);
        let units = expected::units(settings.expected.as_deref(), &plan.approvals, code);
        if units.is_empty() {
            return Ok(Err(Refused::Nobody));
        }
        let folder = workspace.join(&settings.folders.results).join(FOLDER);
        if let Some(filled) = publish::touched(&folder) {
            return Ok(Err(Refused::Filled(filled)));
        }
        publish::recover(&folder)?;
        let room = Room::open(&folder)?;
        let unit_names = names.all().collect();
        let language = Language::from(options.lang);
        let made = units.par_iter().map(|unit| {
            let own = of_unit(&plan.approvals, unit);
            let expected = [Arc::clone(unit)];
            let basis = Basis {
                programme: &tools.programme,
                approvals: own,
                submissions: &[],
                findings: &[],
                expected: &expected,
                unit_names: &unit_names,
            };
            let name = basis.unit_name(unit);
            let file = format!("{}.xlsx", stem(unit, &name));
            let draft = fill(&file, &basis, &settings, &tools, &room, language)?;
            Ok((draft, (file, name, own.len())))
        });
        let made = made.collect::<Result<Vec<_>, Fault>>()?;
        let (mut drafts, files): (Vec<_>, Vec<_>) = made.into_iter().unzip();
        let mut inputs = intake.inputs.clone();
        inputs.extend(plan.inputs);
        let manifest = Manifest {
            period: Some(settings.period),
            lang: tools.words.lang(),
            settings: settings.to_json(),
            inputs,
            passed_over: 0,
        };
        let manifest = manifest.json(&drafts);
        drafts.push(room.short(manifest::NAME, &manifest)?);
        publish::publish(&folder, &drafts)?;
        Ok(Ok(Forms {
            folder,
            files,
            findings,
            wording: tools.words,
        }))
    })
}

/// The approvals of one unit, which lie beside each other.
fn of_unit<'a>(approvals: &'a [Approval], unit: &Arc<str>) -> &'a [Approval] {
    let mut same = approvals.chunk_by(|a, b| a.unit == b.unit);
    same.find(|own| own.first().is_some_and(|a| a.unit.as_ref() == Some(unit)))
        .unwrap_or_default()
}

fn fill(
    file: &str,
    basis: &Basis<'_>,
    settings: &Settings,
    tools: &Tools,
    room: &Room,
    language: Language,
) -> Result<publish::Draft, Fault> {
    const TEMPLATE: &str = "forms/bieu-bao-cao";
    let figures = Figures::new(basis, Vec::new(), &tools.report_words, settings.period);
    let data = figures.data(settings);
    let path = format!("{TEMPLATE}/form.xlsx");
    let form = tools.templates.get(&path);
    let form = form.ok_or_else(|| anyhow::anyhow!("templates/{path}"))?;
    let map = tools.templates.text(&format!("{TEMPLATE}/map.toml"));
    room.draft(file, |out| {
        let scratch = Scratch(Some(room.folder().to_owned()));
        template::fill(&form, map.as_deref(), &data, &scratch, out)
            .map_err(|e| compose::refused(file, &path, e, language))?;
        Ok::<(), Fault>(())
    })
}
