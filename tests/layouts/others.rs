//! Money by activity and annexes of decisions in many layouts: the same lines and the same approvals come back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rayon::prelude::*;
use tonghop::base::reading::Reading;
use tonghop::finding::Severity;
use tonghop::model::{Money, Phase, Source as Of};
use tonghop::pipeline::gather::{Gathered, gather};
use tonghop::pipeline::intake::Scope;
use tonghop::pipeline::tools::Tools;
use tonghop::settings::Settings;

use crate::generator::dice::Dice;
use crate::generator::others::{Line, Page, annex, money_by_activity};
use crate::generator::{Source, bytes, encode, style};
use crate::seeds::{Quiet, folder, none_failed, none_seldom, ready};
use crate::{all_seeds, support};

fn of_money(money: &Money, phase: Phase, into: &mut BTreeMap<String, (String, String)>) {
    for source in Of::ALL {
        let Some(figure) = money.figure(source) else {
            continue;
        };
        let amount = match figure.reading {
            Reading::Known(amount) => amount.normalize().to_string(),
            Reading::Blank => continue,
            Reading::Unreadable => "unreadable".to_owned(),
        };
        // A total that is not printed is worked out, and has no cell.
        if let Some(cell) = figure.cell {
            let field = format!("{}.{}", phase.name(), source.name());
            into.insert(field, (amount, cell.to_string()));
        }
    }
}

fn activities(gathered: &Gathered) -> Vec<Line> {
    let records = gathered.submissions.iter().flat_map(|s| &s.records);
    records
        .map(|record| {
            let mut money = BTreeMap::new();
            for phase in Phase::ALL {
                of_money(record.money(phase), phase, &mut money);
            }
            Line {
                row: record.origin.row,
                name: record.activity.as_deref().unwrap_or("?").to_owned(),
                words: BTreeMap::new(),
                money,
            }
        })
        .collect()
}

fn approvals(gathered: &Gathered) -> Vec<Line> {
    let line = |approval: &tonghop::model::Approval| {
        let mut words = BTreeMap::new();
        for (name, text) in [
            ("unit", &approval.unit),
            ("code", &approval.code),
            ("beneficiary", &approval.beneficiary),
            ("location", &approval.location),
        ] {
            if let Some(text) = text {
                words.insert(name, text.to_string());
            }
        }
        let mut money = BTreeMap::new();
        of_money(&approval.money, Phase::Approved, &mut money);
        Line {
            row: approval.origin.row,
            name: approval.name.to_string(),
            words,
            money,
        }
    };
    gathered.approvals.iter().map(line).collect()
}

/// What is wrong with the reading of one layout.
fn wrong(
    (seed, kind): (u64, &str),
    file: &str,
    page: Page,
    (tools, settings): (&Tools, &Settings),
    read: fn(&Gathered) -> Vec<Line>,
) -> Option<String> {
    let folder = folder(kind, seed);
    let mut sheet = page.sheet;
    encode::sheet(&mut sheet, page.encoding);
    let files = [
        (
            "ky.toml".to_owned(),
            b"[period]\nyear = 2017\nquarter = 3\n".to_vec(),
        ),
        (
            format!("{file}.{}", page.format.extension()),
            bytes(page.format, &[sheet]),
        ),
    ];
    support::workspace::write_files(&folder, &files);
    let gathered = gather(&Scope::Workspace(&folder), Some(settings), tools, &Quiet)
        .ok()
        .expect("the files can be read");
    let mut out = String::new();
    let findings = gathered.findings.iter();
    for finding in findings.filter(|f| f.severity != Severity::Info) {
        let code = finding.code.to_string();
        // What was read is meant here, not whether the districts sent anything.
        if code.starts_with(['R', 'S', 'A']) {
            let _ = writeln!(out, "  {code} {}", tools.words.message(finding));
        }
    }
    let in_case = |mut line: Line| {
        // Fonts of TCVN3 draw capitals from small letters.
        if page.encoding == style::Encoding::Tcvn3 {
            line.name = line.name.to_lowercase();
            line.words.values_mut().for_each(|w| *w = w.to_lowercase());
        }
        line
    };
    let mut found: Vec<Line> = read(&gathered).into_iter().map(in_case).collect();
    found.sort_by_key(|line| line.row);
    let wanted: Vec<Line> = page.lines.into_iter().map(in_case).collect();
    for line in &wanted {
        match found.iter().find(|f| f.row == line.row) {
            Some(other) if other == line => {}
            other => {
                let _ = writeln!(out, "  wanted {line:?}\n    read {other:?}");
            }
        }
    }
    let rows: BTreeSet<u32> = wanted.iter().map(|line| line.row).collect();
    for line in found.iter().filter(|line| !rows.contains(&line.row)) {
        let _ = writeln!(out, "  is no line: {line:?}");
    }
    if out.is_empty() {
        std::fs::remove_dir_all(&folder).expect("the folder can be removed");
        return None;
    }
    Some(format!(
        "seed {seed}, workbook in {}:\n{out}",
        folder.display()
    ))
}

fn all(
    kind: &str,
    file: &str,
    draw: impl Fn(&mut Dice, &Source) -> Page + Sync,
    read: fn(&Gathered) -> Vec<Line>,
) {
    let (tools, settings, source) = ready();
    let seeds = all_seeds();
    let results: Vec<(Vec<String>, Option<String>)> = seeds
        .par_iter()
        .map(|&seed| {
            let page = draw(&mut Dice::of(seed), &source);
            let tried = page.tried.clone();
            (
                tried,
                wrong((seed, kind), file, page, (&tools, &settings), read),
            )
        })
        .collect();
    let failed: Vec<&String> = results
        .iter()
        .filter_map(|(_, wrong)| wrong.as_ref())
        .collect();
    none_failed(kind, seeds.len(), &failed, 6);
    if seeds.len() > 1 {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in results.iter().flat_map(|(tried, _)| tried) {
            *counts.entry(name).or_default() += 1;
        }
        none_seldom(counts.keys().copied(), &counts, seeds.len() / 100);
    }
}

#[test]
fn money_by_activity_comes_out_of_every_layout() {
    all(
        "activities",
        "da-nop/314-huyen-kien-thuy/kinh-phi",
        |dice, source| money_by_activity(dice, &source.words, &source.programme),
        activities,
    );
}

#[test]
fn approvals_come_out_of_every_layout() {
    all(
        "annex",
        "phe-duyet/qd-1033",
        |dice, source| annex(dice, &source.words),
        approvals,
    );
}
