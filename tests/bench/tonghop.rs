//! How fast the program is, told as ratios of times taken in one process, since machines differ and are busy.
//!
//! `cargo bench` takes 1,000 submissions of 40 projects; `cargo bench -- --full` adds 100, 1,000 and 10,000 as runs of
//! the binary, for growth and memory. `-- --units N` takes another number, `-- --passes N` another than five;
//! `-- --filling` takes the filling of a form alone.

#![allow(
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::format_push_string,
    reason = "a report of times on the terminal"
)]

mod filling;
mod forms;
mod generate;
mod growth;
mod projects;
mod stages;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};

use stages::Times;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let number = |name: &str, usual: usize| -> Result<usize> {
        match args.iter().position(|a| a == name) {
            Some(at) => args
                .get(at + 1)
                .context(name.to_owned())?
                .parse()
                .context(name.to_owned()),
            None => Ok(usual),
        }
    };
    let (units, passes) = (number("--units", 1000)?, number("--passes", 5)?.max(1));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench");
    std::fs::create_dir_all(&folder)?;
    if args.iter().any(|a| a == filling::ALONE) {
        return filling::alone(&folder);
    }
    if !args.iter().any(|a| a == "--filling") {
        ratios(&folder, units, passes)?;
    }
    of_filling(&folder, passes)?;
    if args.iter().any(|a| a == "--full") {
        growth_and_memory(&folder)?;
    }
    std::fs::remove_dir_all(&folder).context("the generated workspaces")
}

fn fresh(folder: &Path, units: usize) -> Result<PathBuf> {
    let workspace = folder.join(units.to_string());
    if workspace.exists() {
        std::fs::remove_dir_all(&workspace)?;
    }
    generate::workspace(&workspace, units)?;
    Ok(workspace)
}

fn ratios(folder: &Path, units: usize, passes: usize) -> Result<()> {
    let workspace = fresh(folder, units)?;
    // The first pass warms the disk's cache and counts for nothing.
    stages::pass(&workspace, units)?;
    let all: Vec<Times> = (0..passes)
        .map(|_| stages::pass(&workspace, units))
        .collect::<Result<_>>()?;
    let cells = all.first().map_or(0, |t| t.cells);
    let written = all.first().map_or(0, |t| t.written);
    let threads = rayon::current_num_threads();
    println!(
        "{units} submissions of {} projects, {cells} cells read, {written} written, {threads} threads, median of {passes}",
        generate::PROJECTS
    );
    println!(
        "calamine alone            {:>9.1} ms",
        millis(median(&all, |t| t.base))
    );
    println!(
        "read, recognise, normalise{:>9.1} ms",
        millis(median(&all, |t| t.read))
    );
    println!(
        "match, check              {:>9.1} ms",
        millis(median(&all, |t| t.check))
    );
    println!(
        "whole run                 {:>9.1} ms",
        millis(median(&all, |t| t.run))
    );
    println!(
        "whole run, in workers     {:>9.1} ms",
        millis(median(&all, |t| t.isolated))
    );
    println!(
        "(1) read / calamine       {:>9.2}   aim 1.5",
        ratio(&all, |t| (t.read, t.base))
    );
    println!(
        "(2) check / (1)           {:>9.3}   aim 0.1",
        ratio(&all, |t| (t.check, t.read))
    );
    println!(
        "(3) run / calamine        {:>9.2}   aim 4",
        ratio(&all, |t| (t.run, t.base))
    );
    println!(
        "(4) run in workers / run  {:>9.3}   aim 1.15",
        ratio(&all, |t| (t.isolated, t.run))
    );
    Ok(())
}

fn of_filling(folder: &Path, passes: usize) -> Result<()> {
    filling::pass(folder)?;
    let costs = (0..passes)
        .map(|_| filling::pass(folder))
        .collect::<Result<Vec<_>>>()?;
    let mut ratios: Vec<f64> = costs
        .iter()
        .map(|cost| cost.filled.as_secs_f64() / cost.written.as_secs_f64())
        .collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "(5) fill / rust_xlsxwriter{:>9.2}   aim 2, a form of {} rows",
        ratios[ratios.len() / 2],
        filling::ROWS
    );
    if let Some(memory) = filling::memory()? {
        let mib = memory as f64 / 1_048_576.0;
        println!("    memory of filling     {mib:>9.1} MiB   aim 57 (60 MB)");
    }
    Ok(())
}

fn growth_and_memory(folder: &Path) -> Result<()> {
    let mut before: Option<(usize, f64)> = None;
    for units in [100, 1000, 10_000] {
        let workspace = fresh(folder, units)?;
        let passes = if units == 10_000 { 1 } else { 3 };
        let mut costs = (0..passes)
            .map(|_| growth::run(&workspace))
            .collect::<Result<Vec<_>>>()?;
        costs.sort_by_key(|c| c.time);
        let cost = &costs[costs.len() / 2];
        let seconds = cost.time.as_secs_f64();
        let growth = before.map_or(String::new(), |(fewer, then)| {
            let linear = then * units as f64 / fewer as f64;
            format!("{:>6.2} × linear, aim 1.15", seconds / linear)
        });
        println!("{units:>6} submissions  {seconds:>8.2} s  {growth}");
        if let Some(memory) = cost.memory {
            let mib = |bytes: u64| bytes as f64 / 1_048_576.0;
            println!(
                "        memory {:.0} MiB = records.jsonl {:.0} MiB + {:.0} MiB, aim 150",
                mib(memory),
                mib(cost.records),
                mib(memory) - mib(cost.records)
            );
        }
        before = Some((units, seconds));
        std::fs::remove_dir_all(&workspace)?;
    }
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn median(all: &[Times], of: impl Fn(&Times) -> Duration) -> Duration {
    let mut times: Vec<Duration> = all.iter().map(of).collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// The median of the ratios, each within one pass.
fn ratio(all: &[Times], of: impl Fn(&Times) -> (Duration, Duration)) -> f64 {
    let mut ratios: Vec<f64> = all
        .iter()
        .map(of)
        .map(|(a, b)| a.as_secs_f64() / b.as_secs_f64())
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}
