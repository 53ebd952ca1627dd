//! The settings of a period (ky.toml) and the templates: raw → valid, all problems told at once.
//!
//! Nothing here opens ky.toml: it takes its text and gives settings, or everything that is wrong with it.

pub mod ceilings;
pub mod data;
mod effective;
mod folders;
mod lang;
mod limits;
mod next;
mod period;
mod problem;
mod report;
mod rules;
mod section;
mod templates;

use chrono::NaiveDate;
use toml::de::DeTable;

pub use folders::Folders;
pub use lang::Lang;
pub use limits::Limits;
pub use next::{next as next_settings, part as part_line};
pub use problem::{Kind, Problem, Wanted};
pub use report::ReportKeys;
pub use rules::Severities;
pub use templates::Templates;

use crate::base::text::nearest;
use crate::finding::{Code, Severity};
use crate::model::{Period, Units};
use problem::Problems;
use section::Section;

/// The name of the settings file; a folder that holds one is a workspace.
pub const FILE: &str = "ky.toml";

/// How sums of printed figures are compared (contract, section 5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// By half a unit of the last printed place of each figure.
    #[default]
    Printed,
    /// Exactly.
    None,
}

/// The valid settings of one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The period that is reported.
    pub period: Period,
    /// The last day for submissions; all of it still counts.
    pub deadline: Option<NaiveDate>,
    /// The last day for corrections.
    pub correction_deadline: Option<NaiveDate>,
    /// Signed and filed on this day: nothing is written any more.
    pub closed: Option<NaiveDate>,
    /// Names of the workspace's folders.
    pub folders: Folders,
    /// Codes of the units that must submit; `None`: every unit that has an approved project.
    pub expected: Option<Vec<String>>,
    /// How sums are compared.
    pub rounding: Rounding,
    /// Severities that differ from the rules' own.
    pub severities: Severities,
    /// Limits for one input file.
    pub limits: Limits,
    /// Texts of the report's head and foot.
    pub report: ReportKeys,
}

impl Settings {
    /// The settings of a period about which nothing else is said.
    pub fn for_period(period: Period) -> Self {
        Self {
            period,
            deadline: None,
            correction_deadline: None,
            closed: None,
            folders: Folders::default(),
            expected: None,
            rounding: Rounding::default(),
            severities: Severities::new(),
            limits: Limits::default(),
            report: ReportKeys::default(),
        }
    }

    /// Reads ky.toml; `file` names it in problems. All that is wrong is told at once, in the order of the lines.
    pub fn parse(text: &str, file: &str) -> Result<Self, Vec<Problem>> {
        Self::read(text, file, None)
    }

    /// The same from the bytes of the file, which must be UTF-8 (a BOM is accepted), with the codes of
    /// `[units] expected` looked up in the register.
    pub fn load(bytes: &[u8], file: &str, units: &Units) -> Result<Self, Vec<Problem>> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let lossy = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let mut problems = Problems::new(file, &lossy);
            problems.at(error.valid_up_to(), "", Kind::NotUtf8);
            problems.into_sorted()
        })?;
        Self::read(text, file, Some(units))
    }

    fn read(text: &str, file: &str, units: Option<&Units>) -> Result<Self, Vec<Problem>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut problems = Problems::new(file, text);
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            syntax(error, text, &mut problems);
        }
        // Where a line could not be parsed, what seems to be missing may stand on it.
        let complete = errors.is_empty();
        let root = root.get_ref();
        section::unknown_sections(root, &mut problems);
        let mut open = |name| Section::open(root, name, &mut problems);
        let [period, folders, unit_keys, tolerance, rules, limits, report] = [
            open("period"),
            open("folders"),
            open("units"),
            open("tolerance"),
            open("rules"),
            open("limits"),
            open("report"),
        ];
        let dates = period::read(&period, complete, &mut problems);
        let folders = Folders::read(&folders, &mut problems);
        let expected = expected(&unit_keys, units, &mut problems);
        let rounding = rounding(&tolerance, &mut problems);
        let severities = rules::read(&rules, &mut problems);
        let limits = Limits::read(&limits, &mut problems);
        let report = ReportKeys::read(&report, &mut problems);
        match dates.period.filter(|_| problems.is_empty()) {
            Some(period) => Ok(Self {
                period,
                deadline: dates.deadline,
                correction_deadline: dates.correction_deadline,
                closed: dates.closed,
                folders,
                expected,
                rounding,
                severities,
                limits,
                report,
            }),
            None => Err(problems.into_sorted()),
        }
    }

    /// How grave a rule is in this period; `None` if it is off.
    pub fn severity(&self, code: Code) -> Option<Severity> {
        self.severities
            .get(&code)
            .copied()
            .unwrap_or(Some(code.rule().severity))
    }
}

/// One line that is no TOML; several complaints about one line are one problem.
fn syntax(error: &toml::de::Error, text: &str, problems: &mut Problems<'_>) {
    let span = error.span().unwrap_or_default();
    let offset = span.start;
    if error.message().contains("duplicate key") {
        let key = text.get(span).unwrap_or_default().trim();
        problems.at(offset, key, Kind::Twice);
        return;
    }
    let kind = Kind::Syntax {
        line: problems.line_text(offset),
        detail: error.message().to_owned(),
    };
    problems.at(offset, "", kind);
}

fn rounding(section: &Section<'_>, problems: &mut Problems<'_>) -> Rounding {
    let Some(text) = section.text("rounding", problems) else {
        return Rounding::default();
    };
    match text.value.as_str() {
        "printed" => Rounding::Printed,
        "none" => Rounding::None,
        other => {
            let kind = Kind::NotOneOf {
                found: format!("\"{other}\""),
                allowed: "\"printed\", \"none\"".to_owned(),
            };
            let near = nearest(other, ["printed", "none"]).map(|word| format!("\"{word}\""));
            problems.near(text.offset, section.path("rounding"), kind, near);
            Rounding::default()
        }
    }
}

/// The codes that must submit, each once; unknown ones are noted with the nearest code or name.
fn expected(
    section: &Section<'_>,
    units: Option<&Units>,
    problems: &mut Problems<'_>,
) -> Option<Vec<String>> {
    let texts = section.texts("expected", problems)?;
    let mut codes: Vec<String> = Vec::new();
    for text in texts {
        let code = text.value.trim();
        let Some(units) = units else {
            codes.push(code.to_owned());
            continue;
        };
        let found = units
            .all()
            .iter()
            .find(|u| u.code.eq_ignore_ascii_case(code));
        match found {
            Some(unit) if codes.contains(&unit.code) => {}
            Some(unit) => codes.push(unit.code.clone()),
            None => {
                let path = format!("{} \"{code}\"", section.path("expected"));
                problems.near(text.offset, path, Kind::UnknownUnit, near_unit(code, units));
            }
        }
    }
    Some(codes)
}

/// A unit by its name where a name stands in place of the code, else by the nearest code.
fn near_unit(text: &str, units: &Units) -> Option<String> {
    let rows = units.all();
    let by_name = nearest(text, rows.iter().map(|u| u.name.as_str()))
        .and_then(|name| rows.iter().find(|u| u.name == name));
    let found = by_name.or_else(|| {
        nearest(text, rows.iter().map(|u| u.code.as_str()))
            .and_then(|code| rows.iter().find(|u| u.code == code))
    })?;
    Some(format!("\"{}\" ({})", found.code, found.name))
}

#[cfg(test)]
mod tests;
