//! What tests over many seeds share: which seeds, the program's tools without a workspace, how what failed is told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tonghop::pipeline::tools::{self, Tools};
use tonghop::pipeline::{Options, Progress};
use tonghop::settings::Settings;

use super::generator::Source;

/// Nobody waits for a bar.
pub struct Quiet;

impl Progress for Quiet {
    fn start(&self, _: u64) {}
    fn step(&self, _: &str) {}
    fn finish(&self) {}
}

/// A number of the environment.
pub fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|n| n.parse().ok())
}

/// The one seed that `one` names; else `many` of them, `count` without it, from the one that `from` names or the first.
pub fn seeds(one: &str, many: &str, from: &str, count: u64) -> Vec<u64> {
    let first = number(from).unwrap_or(1);
    match number(one) {
        Some(seed) => vec![seed],
        None => (first..first + number(many).unwrap_or(count)).collect(),
    }
}

/// The built-in templates, the settings of the third quarter of 2017, and what workbooks are drawn from.
pub fn ready() -> (Tools, Settings, Source) {
    let tools = tools::open(None, &Options::default())
        .ok()
        .expect("the templates are valid");
    let toml = b"[period]\nyear = 2017\nquarter = 3\n";
    let settings = Settings::load(toml, "ky.toml", &tools.units).expect("the settings are valid");
    (tools, settings, Source::read())
}

/// Where a seed's workbooks are kept if something is wrong with them.
pub fn folder(test: &str, seed: u64) -> PathBuf {
    let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    all.join(seed.to_string())
}

/// Fails where anything failed: shows so many of them, and leaves all of them in a file beside the seeds' folders.
pub fn none_failed(test: &str, tried: usize, failed: &[&String], shown: usize) {
    if failed.is_empty() {
        return;
    }
    let lines = |of: &[&String]| -> String { of.iter().map(|text| format!("{text}\n")).collect() };
    let list = folder(test, 0).with_file_name("failed.txt");
    std::fs::write(list, lines(failed)).expect("the list can be written");
    let first = lines(&failed[..shown.min(failed.len())]);
    panic!("{} of {tried} failed:\n{first}", failed.len());
}

/// Fails where one of these was tried fewer than so many times.
pub fn none_seldom<'a>(
    names: impl IntoIterator<Item = &'a str>,
    counts: &BTreeMap<&str, usize>,
    least: usize,
) {
    let seldom: Vec<(&str, usize)> = names
        .into_iter()
        .map(|name| (name, counts.get(name).copied().unwrap_or(0)))
        .filter(|(_, count)| *count < least)
        .collect();
    assert!(
        seldom.is_empty(),
        "tried fewer than {least} times: {seldom:?}"
    );
}
