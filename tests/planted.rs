//! One random mistake in a period that is otherwise right is found: that one, at its cell, with its cause, and nothing else.
//!
//! `TONGHOP_PLANTED=20000` tries so many seeds, `TONGHOP_FROM=5001` from that one on; `TONGHOP_PLANT=123` that one alone,
//! and keeps its workspace.

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
#![allow(dead_code, unused_imports, reason = "the support is shared")]

#[path = "planted/approved.rs"]
mod approved;
#[path = "planted/causes.rs"]
mod causes;
#[path = "planted/decisions.rs"]
mod decisions;
#[path = "planted/forms.rs"]
mod forms;
#[path = "support/generator/mod.rs"]
mod generator;
#[path = "planted/ground.rs"]
mod ground;
#[path = "planted/history.rs"]
mod history;
#[path = "planted/judge.rs"]
mod judge;
#[path = "planted/kinds.rs"]
mod kinds;
#[path = "planted/pairs.rs"]
mod pairs;
#[path = "planted/projects.rs"]
mod projects;
#[path = "support/seeds.rs"]
mod seeds;
#[path = "planted/sums.rs"]
mod sums;
mod support;
#[path = "planted/wishes.rs"]
mod wishes;
#[path = "hostile/xls.rs"]
mod xls;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tonghop::finding::{Finding, RULES, Severity};
use tonghop::pipeline::gather::{Gathered, gather};
use tonghop::pipeline::intake::Scope;
use tonghop::pipeline::tools::Tools;
use tonghop::settings::Settings;

use generator::Source;
use generator::dice::Dice;
use generator::period::{Model, Period};
use ground::{Ground, Root, address};
use judge::judge;
use kinds::{KINDS, Kind};
use seeds::{Quiet, none_failed, none_seldom, number, ready, seeds};

/// So many mistakes each time the tests run, and so many periods without one: what is found beside a mistake is seen
/// too, so that these are fewer.
const SEEDS: u64 = 1000;
const CLEAN: u64 = 250;
/// Each rule about sums, approvals and continuity, and each cause, is planted at least so often.
const SELDOM: usize = 20;

/// What a run works with.
struct Bench {
    tools: Tools,
    settings: Settings,
    source: Source,
}

impl Bench {
    fn open() -> Self {
        let (tools, settings, source) = ready();
        Self {
            tools,
            settings,
            source,
        }
    }

    fn run(&self, folder: &Path, period: &Period) -> Gathered {
        let _ = std::fs::remove_dir_all(folder);
        support::workspace::write_files(folder, &period.files());
        gather(
            &Scope::Workspace(folder),
            Some(&self.settings),
            &self.tools,
            &Quiet,
        )
        .ok()
        .expect("the workspace can be read")
    }

    fn told(&self, finding: &Finding) -> String {
        let cells: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
        format!(
            "{:?} {} at {} {} cause {:?} by {:?}: {}",
            finding.severity,
            finding.id,
            finding.file.as_deref().unwrap_or("-"),
            cells.join(" "),
            finding.cause,
            finding.caused_by,
            self.tools.words.message(finding)
        )
    }
}

fn all_seeds(count: u64) -> Vec<u64> {
    seeds("TONGHOP_PLANT", "TONGHOP_PLANTED", "TONGHOP_FROM", count)
}

/// The workspace of a seed is kept where it is the only one.
fn is_kept() -> bool {
    number("TONGHOP_PLANT").is_some()
}

fn folder(seed: u64) -> PathBuf {
    seeds::folder("planted", seed)
}

#[test]
fn nothing_is_found_where_nothing_is_wrong() {
    let bench = Bench::open();
    let failed: Vec<String> = all_seeds(CLEAN)
        .par_iter()
        .filter_map(|&seed| {
            let mut dice = Dice::of(seed);
            let count = 1 + dice.below(2);
            let model = Model::draw(&mut dice, &bench.source, count, &|_| {});
            let period = Period::lay_out(seed, &bench.source, &model);
            let folder = folder(seed).join("clean");
            let gathered = bench.run(&folder, &period);
            let mut out = String::new();
            for finding in gathered
                .findings
                .iter()
                .filter(|f| f.severity != Severity::Info)
            {
                let _ = writeln!(out, "  {}", bench.told(finding));
            }
            if out.is_empty() {
                let _ = std::fs::remove_dir_all(&folder);
                return None;
            }
            Some(format!("seed {seed}: {}\n{out}", folder.display()))
        })
        .collect();
    let failed: Vec<&String> = failed.iter().collect();
    none_failed("planted", all_seeds(CLEAN).len(), &failed, 20);
}

/// So many periods are drawn until one has a place for the mistake.
const ATTEMPTS: u64 = 400;

#[test]
fn one_mistake_is_one_finding() {
    let bench = Bench::open();
    let results: Vec<(&Kind, Option<Root>, Option<String>)> = all_seeds(SEEDS)
        .par_iter()
        .map(|&seed| {
            let count = u64::try_from(KINDS.len()).expect("few kinds");
            let kind = &KINDS[usize::try_from(seed % count).expect("a small number")];
            let Some((ground, root)) = planted(&bench, seed, kind) else {
                return (
                    kind,
                    None,
                    Some(format!("seed {seed}: no place for {}", kind.name)),
                );
            };
            let folder = folder(seed).join("planted");
            let gathered = bench.run(&folder, &ground.period);
            let said = judge(&bench, &[&root], &gathered);
            if said.is_none() && !is_kept() {
                let _ = std::fs::remove_dir_all(&folder);
            }
            let said = said.map(|text| {
                format!(
                    "TONGHOP_PLANT={seed}: {} in {}\n  {}\n{text}",
                    kind.name,
                    folder.display(),
                    judge::wanted(&root),
                )
            });
            (kind, Some(root), said)
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, root, _) in &results {
        for name in root
            .iter()
            .flat_map(|r| std::iter::once(r.code).chain(r.cause))
        {
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut failed: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, _, said) in &results {
        *failed.entry(kind.name).or_default() += usize::from(said.is_some());
    }
    failed.retain(|_, count| *count > 0);
    let all: Vec<&String> = results
        .iter()
        .filter_map(|(_, _, said)| said.as_ref())
        .collect();
    if results.len() >= 1000 {
        let codes = RULES.iter().map(|rule| rule.code.to_string());
        let codes: Vec<String> = codes.filter(|c| c.starts_with(['A', 'B', 'C'])).collect();
        let names = codes.iter().map(String::as_str);
        none_seldom(names.chain(support::causes::ALL), &counts, SELDOM);
    }
    if !all.is_empty() {
        eprintln!("{failed:#?}");
    }
    none_failed("planted", results.len(), &all, 12);
}

/// The period of a seed with its mistake in it.
fn planted<'a>(bench: &'a Bench, seed: u64, kind: &Kind) -> Option<(Ground<'a>, Root)> {
    (0..ATTEMPTS).find_map(|attempt| {
        let own = seed.wrapping_mul(1_000_003).wrapping_add(attempt);
        let mut dice = Dice::of(own);
        let model = Model::draw(&mut dice, &bench.source, kind.units, &kind.wish);
        let mut ground = Ground::new(own, dice, &bench.source, model);
        (kind.prepare)(&mut ground);
        let mut root = (kind.plant)(&mut ground, kind)?;
        root.variant = kind.variant;
        Some((ground, root))
    })
}
