//! A workspace as the office has it: units, decisions, and one workbook of each unit, all of them right.
//!
//! The same number of units gives the same figures: every choice comes from a counter, none from chance or a clock.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use rayon::prelude::*;

use crate::forms;
use crate::projects::{Project, Unit};

/// Projects of one submission.
pub const PROJECTS: usize = 40;
/// Units that one decision speaks of.
const DECISION: usize = 25;

/// Writes ky.toml, templates/units.csv, phe-duyet/ and da-nop/ for so many units.
pub fn workspace(folder: &Path, units: usize) -> Result<()> {
    for sub in ["phe-duyet", "da-nop", "templates"] {
        fs::create_dir_all(folder.join(sub)).with_context(|| sub.to_owned())?;
    }
    fs::write(
        folder.join("ky.toml"),
        "[period]\nyear = 2017\nquarter = 3\n",
    )?;
    let all: Vec<Unit> = (0..units).map(Unit::new).collect();
    let mut register = String::from("code,name,level,valid_from,valid_to\n");
    for unit in &all {
        register.push_str(&format!("{},{},district,,\n", unit.code, unit.name));
    }
    fs::write(folder.join("templates/units.csv"), register)?;
    all.par_chunks(DECISION)
        .enumerate()
        .try_for_each(|(number, units)| {
            let name = format!("phe-duyet/qd-{}.xlsx", 1001 + number);
            let bytes = forms::decision(1001 + number, units).with_context(|| name.clone())?;
            fs::write(folder.join(&name), bytes).with_context(|| name)
        })?;
    all.par_iter().try_for_each(|unit| {
        // A folder a hundred units, as mail is filed; the code stands in the file's name.
        let sub = format!("da-nop/{:02}", unit.index / 100);
        fs::create_dir_all(folder.join(&sub))?;
        let name = format!("{sub}/{} bao cao quy III.xlsx", unit.code);
        let projects: Vec<Project> = (0..PROJECTS).map(|i| Project::new(unit, i)).collect();
        let bytes = forms::submission(unit, &projects).with_context(|| name.clone())?;
        fs::write(folder.join(&name), bytes).with_context(|| name)
    })
}
