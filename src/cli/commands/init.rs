//! `init`: a new workspace.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::super::args::Common;
use super::super::output::Output;
use super::super::words::Words;
use super::super::{exit, faults};
use crate::model::Period;
use crate::settings::{FILE, Folders, Templates, part_line};

/// Makes the folders of a period and a commented ky.toml. One that is there already is never touched.
pub fn init(
    dir: &Path,
    period: Period,
    from: Option<&Path>,
    common: &Common,
    words: &Words,
    output: &mut Output,
) -> u8 {
    if let Some(from) = from {
        return super::init_from::init(dir, period, from, common, words, output);
    }
    let settings = dir.join(FILE);
    let sentence = if settings.symlink_metadata().is_ok() {
        words.text("cli-init-exists", &[("file", faults::name(&settings))])
    } else {
        match make(dir, &settings, period) {
            Ok(()) => {
                tell(dir, period, common, words, output);
                return exit::OK;
            }
            Err(error) => words.text(
                "cli-init-failed",
                &[("folder", faults::name(dir)), ("cause", error.to_string())],
            ),
        }
    };
    faults::error(&sentence, words, output);
    exit::FAULT
}

fn tell(dir: &Path, period: Period, common: &Common, words: &Words, output: &mut Output) {
    let folders = Folders::default();
    let path = |name: &str| faults::name(&dir.join(name));
    if common.json {
        let made = [FILE, &folders.approved, &folders.submissions];
        let value = json!({
            "workspace": dir.display().to_string(),
            "period": period,
            "made": made,
        });
        super::print_json(&value, output);
    } else if !common.quiet {
        let values = [
            ("folder", faults::name(dir)),
            ("file", path(FILE)),
            ("approved", path(&folders.approved)),
            ("submissions", path(&folders.submissions)),
        ];
        output.line(&words.text("cli-init-done", &values));
    }
}

/// The folders first and ky.toml last, so that no half-made folder looks like a workspace; what was made
/// is taken back if a later step fails.
fn make(dir: &Path, settings: &Path, period: Period) -> io::Result<()> {
    let mut made: Vec<PathBuf> = Vec::new();
    let result = steps(dir, settings, period, &mut made);
    if result.is_err() {
        for folder in made.iter().rev() {
            // Only folders that this run made and that are still empty go.
            let _ = fs::remove_dir(folder);
        }
    }
    result
}

fn steps(dir: &Path, settings: &Path, period: Period, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let folders = Folders::default();
    let wanted = [dir.join(&folders.approved), dir.join(&folders.submissions)];
    for folder in wanted {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
            .collect();
        for above in missing.into_iter().rev() {
            fs::create_dir(above)?;
            made.push(above.to_owned());
        }
        if !folder.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::NotADirectory,
                folder.display().to_string(),
            ));
        }
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(settings)?;
    let written = file
        .write_all(text(period).as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(settings);
    }
    written
}

/// templates/ky.toml for a period: its example dates become days of the period's last month.
fn text(period: Period) -> String {
    let template = Templates::embedded().text(FILE).unwrap_or_default();
    let month = format!("{}-{:02}-", period.year, period.months().1);
    let part = part_line(period);
    let line = |line: &str| {
        if line.starts_with("year = ") {
            format!("year = {}\n", period.year)
        } else if line.starts_with("quarter = ") {
            format!("{part}\n")
        } else {
            format!("{}\n", line.replace("2017-09-", &month))
        }
    };
    template.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn every_period_makes_settings_that_read() {
        for code in [
            "2017-Q1", "2018-Q2", "2017-Q3", "2024-Q4", "2017-H1", "2025-H2", "2017-9M", "2026-FY",
        ] {
            let period = Period::parse(code).unwrap();
            let settings = Settings::parse(&text(period), FILE)
                .unwrap_or_else(|problems| panic!("{code}: {problems:#?}"));
            assert_eq!(settings, Settings::for_period(period));
        }
        let period = Period::parse("2018-FY").unwrap();
        assert!(text(period).contains("# deadline = 2018-12-20"));
        assert!(!text(period).contains("2017-09"));
    }
}
