//! How fast the program is, told as ratios of times taken in one process, since machines differ and are busy.
//!
//! `cargo bench` takes 1,000 submissions of 40 projects; `cargo bench -- --full` adds 100, 1,000 and 10,000 as runs of
//! the binary, for growth and memory. `-- --units N` takes another number, `-- --passes N` another than five;
//! `-- --reading` and `-- --filling` take reading or the filling of a form alone.

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

use stages::{Reading, Times};

/// As the program has it, for calamine alone too.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    let only = |name: &str| args.iter().any(|a| a == name);
    if only(filling::ALONE) {
        return filling::alone(&folder);
    }
    let (reading, filling) = (only("--reading"), only("--filling"));
    if !filling {
        let workspace = fresh(&folder, units)?;
        of_reading(&workspace, units, passes)?;
        if !reading {
            of_runs(&workspace, units, passes)?;
        }
    }
    if !reading {
        of_filling(&folder, passes)?;
    }
    if only("--full") {
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

/// Reading in passes of its own: between whole runs it would also pay for what they leave behind in memory.
fn of_reading(workspace: &Path, units: usize, passes: usize) -> Result<()> {
    // The first pass warms the disk's cache and counts for nothing.
    stages::reading(workspace, units)?;
    let all: Vec<Reading> = (0..passes)
        .map(|_| stages::reading(workspace, units))
        .collect::<Result<_>>()?;
    println!(
        "{units} submissions of {} projects, {} cells read, {} threads, median of {passes}",
        generate::PROJECTS,
        all.first().map_or(0, |t| t.cells),
        rayon::current_num_threads(),
    );
    tell_time("calamine alone", &all, |t| t.base);
    tell_time("read, recognise, normalise", &all, |t| t.read);
    tell_time("match, check", &all, |t| t.check);
    tell("(1) read / calamine", &all, |t| (t.read, t.base), 1.5);
    tell("(2) check / (1)", &all, |t| (t.check, t.read), 0.1);
    Ok(())
}

fn of_runs(workspace: &Path, units: usize, passes: usize) -> Result<()> {
    stages::runs(workspace, units)?;
    let all: Vec<Times> = (0..passes)
        .map(|_| stages::runs(workspace, units))
        .collect::<Result<_>>()?;
    let written = all.first().map_or(0, |t| t.written);
    println!("whole runs, {written} cells written");
    tell_time("calamine alone", &all, |t| t.base);
    tell_time("whole run", &all, |t| t.run);
    tell_time("whole run, in workers", &all, |t| t.isolated);
    tell("(3) run / calamine", &all, |t| (t.run, t.base), 4.0);
    tell(
        "(4) run in workers / run",
        &all,
        |t| (t.isolated, t.run),
        1.15,
    );
    Ok(())
}

fn tell_time<T>(what: &str, all: &[T], of: impl Fn(&T) -> Duration) {
    let mut times: Vec<Duration> = all.iter().map(of).collect();
    times.sort_unstable();
    let middle = times[times.len() / 2].as_secs_f64();
    println!("{what:<26}{:>9.1} ms", middle * 1000.0);
}

/// The median of the ratios, each within one pass.
fn tell<T>(what: &str, all: &[T], of: impl Fn(&T) -> (Duration, Duration), aim: f64) {
    let ratio = |(a, b): (Duration, Duration)| a.as_secs_f64() / b.as_secs_f64();
    let mut ratios: Vec<f64> = all.iter().map(of).map(ratio).collect();
    ratios.sort_by(f64::total_cmp);
    println!("{what:<26}{:>9.3}   aim {aim}", ratios[ratios.len() / 2]);
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
