//! The same records laid out in many ways come out the same: every field, every amount to the đồng, every figure's cell.
//!
//! `TONGHOP_LAYOUTS=20000` tries so many seeds, `TONGHOP_FROM=5001` from that one on; `TONGHOP_LAYOUT=123` that one alone,
//! and says what it is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::ok_expect,
    clippy::explicit_auto_deref,
    clippy::disallowed_methods,
    reason = "a test speaks by failing"
)]
#![allow(dead_code, reason = "the support is shared")]

#[path = "support/generator/mod.rs"]
mod generator;
#[path = "layouts/others.rs"]
mod others;
#[path = "support/seeds.rs"]
mod seeds;
mod support;
#[path = "hostile/xls.rs"]
mod xls;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tonghop::finding::Severity;
use tonghop::pipeline::gather::gather;
use tonghop::pipeline::intake::Scope;
use tonghop::pipeline::tools::Tools;
use tonghop::read::{Found, FoundKind};
use tonghop::settings::Settings;

use generator::{LaidOut, Source, Wanted, of_record};
use seeds::{Quiet, none_failed, none_seldom, ready, seeds};

/// So many layouts each time the tests run.
const LAYOUTS: u64 = 300;
/// Seeds beyond them that once went wrong: columns without any money under "Kinh phí … / Quận huyện".
const ONCE_WRONG: [u64; 1] = [1443];
/// Each style stands in at least one of so many layouts.
const SELDOM: usize = 60;

fn all_seeds() -> Vec<u64> {
    seeds("TONGHOP_LAYOUT", "TONGHOP_LAYOUTS", "TONGHOP_FROM", LAYOUTS)
}

fn folder(seed: u64) -> PathBuf {
    seeds::folder("layouts", seed)
}

#[test]
fn the_same_records_come_out_of_every_layout() {
    let (tools, settings, source) = ready();
    let mut seeds = all_seeds();
    if seeds.len() > 1 {
        seeds.extend(ONCE_WRONG);
    }
    let results: Vec<(LaidOut, Option<String>)> = seeds
        .par_iter()
        .map(|&seed| {
            let laid_out = source.lay_out(seed);
            let wrong = wrong(seed, &folder(seed), &laid_out, &tools, &settings);
            (laid_out, wrong)
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (laid_out, _) in &results {
        for style in &laid_out.tried {
            *counts.entry(style).or_default() += 1;
        }
    }
    if seeds.len() == 1 {
        eprintln!("{:#?}", results[0].0.tried);
    }
    let failed: Vec<&String> = results
        .iter()
        .filter_map(|(_, wrong)| wrong.as_ref())
        .collect();
    none_failed("layouts", seeds.len(), &failed, 5);
    if seeds.len() > 1 {
        none_seldom(generator::all_styles(), &counts, seeds.len() / SELDOM);
    }
}

#[test]
fn a_seed_gives_the_same_workbooks_each_time() {
    let source = Source::read();
    for seed in 1..=20 {
        let (first, second) = (source.lay_out(seed), source.lay_out(seed));
        assert_eq!(first.files, second.files, "seed {seed}");
        assert_eq!(first.wanted, second.wanted, "seed {seed}");
    }
}

#[test]
fn a_record_that_differs_is_told() {
    let (tools, settings, source) = ready();
    let mut laid_out = source.lay_out(1);
    let folder = folder(1).with_file_name("changed");
    assert_eq!(wrong(1, &folder, &laid_out, &tools, &settings), None);
    let amount = laid_out.wanted[0].money.values_mut().next().unwrap();
    amount.0.push('1');
    let said = wrong(1, &folder, &laid_out, &tools, &settings).expect("it differs");
    assert!(said.contains("TONGHOP_LAYOUT=1 "), "{said}");
}

/// What is wrong with the reading of a layout; its workbooks are kept then.
fn wrong(
    seed: u64,
    folder: &Path,
    laid_out: &LaidOut,
    tools: &Tools,
    settings: &Settings,
) -> Option<String> {
    support::workspace::write_files(folder, &laid_out.files);
    let found: Vec<Found> = laid_out
        .files
        .iter()
        .map(|(name, _)| Found {
            path: folder.join(name),
            name: name.clone(),
            kind: FoundKind::Workbook,
        })
        .collect();
    let scope = Scope::Files {
        files: &found,
        workspace: None,
    };
    let gathered = gather(&scope, Some(settings), tools, &Quiet)
        .ok()
        .expect("the files can be read");
    let mut out = String::new();
    for finding in gathered
        .findings
        .iter()
        .filter(|f| f.severity != Severity::Info)
    {
        let cells: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
        let _ = writeln!(
            out,
            "  {} {}: {}",
            finding.code,
            cells.join(" "),
            tools.words.message(finding)
        );
    }
    let mut read: Vec<Wanted> = gathered
        .submissions
        .iter()
        .flat_map(|s| s.records.iter().map(of_record))
        .collect();
    read.sort_by(|a, b| (&a.file, &a.sheet, a.row).cmp(&(&b.file, &b.sheet, b.row)));
    let wanted = if laid_out.any_case {
        read = read.into_iter().map(Wanted::in_small_letters).collect();
        laid_out
            .wanted
            .iter()
            .cloned()
            .map(Wanted::in_small_letters)
            .collect()
    } else {
        laid_out.wanted.clone()
    };
    differences(&wanted, &read, &mut out);
    if out.is_empty() {
        std::fs::remove_dir_all(folder).expect("the folder can be removed");
        return None;
    }
    Some(format!(
        "TONGHOP_LAYOUT={seed} cargo test --test layouts, workbooks in {}:\n  {}\n{out}",
        folder.display(),
        laid_out.headings.join("\n  ")
    ))
}

fn differences(wanted: &[Wanted], read: &[Wanted], out: &mut String) {
    let place = |record: &Wanted| (record.file.clone(), record.sheet.clone(), record.row);
    for record in wanted {
        let Some(other) = read.iter().find(|r| place(r) == place(record)) else {
            let _ = writeln!(
                out,
                "  {:?} is not read: {:?}",
                place(record),
                record.words.get("name")
            );
            continue;
        };
        let mut line = |what: &str, wanted: &dyn std::fmt::Debug, read: &dyn std::fmt::Debug| {
            let _ = writeln!(
                out,
                "  row {} {what}: wanted {wanted:?}, read {read:?}",
                record.row
            );
        };
        for key in record
            .words
            .keys()
            .chain(other.words.keys())
            .collect::<std::collections::BTreeSet<_>>()
        {
            if record.words.get(key) != other.words.get(key) {
                line(key, &record.words.get(key), &other.words.get(key));
            }
        }
        for key in record
            .money
            .keys()
            .chain(other.money.keys())
            .collect::<std::collections::BTreeSet<_>>()
        {
            if record.money.get(key) != other.money.get(key) {
                line(key, &record.money.get(key), &other.money.get(key));
            }
        }
        if record.results != other.results {
            line("results", &record.results, &other.results);
        }
    }
    for record in read
        .iter()
        .filter(|r| !wanted.iter().any(|w| place(w) == place(r)))
    {
        let _ = writeln!(
            out,
            "  {:?} is no record: {:?}",
            place(record),
            record.words.get("name")
        );
    }
}
