//! What is timed: calamine alone, then the program's stages on the same files with the same threads.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, ensure};
use calamine::{Reader as _, Xlsx};
use rayon::prelude::*;
use tonghop::finding::Severity;
use tonghop::pipeline::gather::{Judge, Judged, share};
use tonghop::pipeline::intake::{Decided, Intake, Scope};
use tonghop::pipeline::plan::Plan;
use tonghop::pipeline::{self, Fault, Options, Progress, tools};

use crate::generate::PROJECTS;

/// What reading takes in one pass over a workspace.
pub struct Reading {
    /// calamine: values, formulas and merged areas of every file.
    pub base: Duration,
    /// Read, recognise, normalise.
    pub read: Duration,
    /// Match and check: what is done with each submission once it is read, shared among the threads, and what is done
    /// before and after with all of them.
    pub check: Duration,
    /// Cells that calamine sees.
    pub cells: usize,
}

/// What whole runs take in one pass over a workspace.
pub struct Times {
    /// calamine, as for reading.
    pub base: Duration,
    /// The whole run, results written, files parsed in this process.
    pub run: Duration,
    /// The same with files parsed in worker processes, as the program does it.
    pub isolated: Duration,
    /// Cells of the workbooks that the run writes.
    pub written: usize,
}

struct Silent;

impl Progress for Silent {
    fn start(&self, _: u64) {}
    fn step(&self, _: &str) {}
    fn finish(&self) {}
}

fn fault(fault: Fault) -> anyhow::Error {
    match fault {
        Fault::Machine(error) => error,
        other => anyhow!("{other:?}"),
    }
}

/// Times calamine, then what it is compared with.
pub fn reading(workspace: &Path, units: usize) -> Result<Reading> {
    let (base, cells) = base(workspace)?;
    let started = Instant::now();
    let tools = tools::open(Some(workspace), &Options::default()).map_err(fault)?;
    let (settings, _) = tools::settings(workspace, &tools.units).map_err(fault)?;
    let intake =
        Intake::open(&Scope::Workspace(workspace), Some(&settings), &tools).map_err(fault)?;
    let decisions = intake.decisions();
    let decided: Vec<Decided> = decisions
        .par_iter()
        .with_min_len(share(decisions.len()))
        .map_init(|| intake.memo(), |memo, f| intake.decision(f, memo))
        .collect::<Result<_, Fault>>()
        .map_err(fault)?;
    let mut plan = Plan::default();
    plan.add(decided);
    let clock = Instant::now();
    let plan = plan.in_force(&intake);
    let judge = Judge::new(&plan, &intake, Some(&settings));
    let indexed = clock.elapsed();
    let files = intake.submissions();
    // As the program does it: each submission is judged as soon as it is read.
    let judged: Vec<(Judged, Duration)> = files
        .par_iter()
        .with_min_len(share(files.len()))
        .map_init(
            || intake.memo(),
            |memo, found| {
                let sent = intake.submission(found, memo, Some(judge.approved()))?;
                let clock = Instant::now();
                let judged = judge.submission(sent);
                Ok((judged, clock.elapsed()))
            },
        )
        .collect::<Result<_, Fault>>()
        .map_err(fault)?;
    let threads = u32::try_from(rayon::current_num_threads())?;
    let (judged, each): (Vec<Judged>, Vec<Duration>) = judged.into_iter().unzip();
    let clock = Instant::now();
    let gathered = judge.together(judged, true).map_err(fault)?;
    let check = indexed + each.into_iter().sum::<Duration>() / threads + clock.elapsed();
    let read = started.elapsed().saturating_sub(check);
    let records: usize = gathered.submissions.iter().map(|s| s.records.len()).sum();
    ensure!(
        records == PROJECTS * units,
        "{records} records of {}",
        PROJECTS * units
    );
    // Times of files that were not understood would say nothing.
    let worse = gathered
        .findings
        .iter()
        .find(|f| f.severity != Severity::Info);
    if let Some(finding) = worse {
        return Err(anyhow!(
            "a finding on right files: {} {}",
            finding.id,
            tools.words.message(finding)
        ));
    }
    Ok(Reading {
        base,
        read,
        check,
        cells,
    })
}

/// Times calamine, then whole runs.
pub fn runs(workspace: &Path, units: usize) -> Result<Times> {
    let (base, _) = base(workspace)?;
    // What goes back to the units is left out: copies of their own files, made or not as the office likes.
    let here = Options {
        no_feedback: true,
        ..Options::default()
    };
    let (run, _) = whole(workspace, units, &here)?;
    let in_workers = Options {
        workers: Some(env!("CARGO_BIN_EXE_tonghop").into()),
        ..here
    };
    let (isolated, results) = whole(workspace, units, &in_workers)?;
    Ok(Times {
        base,
        run,
        isolated,
        written: cells_of(&results)?,
    })
}

/// Has the system write to the disk what the stage before left to it: it would do so in the time of the next one. Where
/// there is no such command, it does.
fn settle() {
    let _ = std::process::Command::new("sync").status();
}

/// Times the whole run; where its results lie.
fn whole(workspace: &Path, units: usize, options: &Options) -> Result<(Duration, PathBuf)> {
    settle();
    let started = Instant::now();
    let done = pipeline::run(workspace, options, &Silent).map_err(fault)?;
    let time = started.elapsed();
    ensure!(
        done.summary.records == PROJECTS * units,
        "{} records counted",
        done.summary.records
    );
    let results = done.summary.results.context("no results")?;
    Ok((time, results))
}

/// Times calamine; how many cells it saw.
fn base(workspace: &Path) -> Result<(Duration, usize)> {
    settle();
    let started = Instant::now();
    let cells = streamed_all(workspace)?;
    Ok((started.elapsed(), cells))
}

/// Streams every workbook of the workspace through calamine as an importer would; how many cells it saw.
fn streamed_all(workspace: &Path) -> Result<usize> {
    let mut files = Vec::new();
    for folder in ["phe-duyet", "da-nop"] {
        workbooks(&workspace.join(folder), &mut files)?;
    }
    let seen: Vec<usize> = files
        .par_iter()
        .map(|file| streamed(file))
        .collect::<Result<_>>()?;
    Ok(seen.into_iter().sum())
}

fn workbooks(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            workbooks(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "xlsx") {
            files.push(path);
        }
    }
    Ok(())
}

/// Values and formulas in one pass over each sheet's XML, the cheapest way that calamine has, then merged areas.
fn streamed(file: &Path) -> Result<usize> {
    let bytes = fs::read(file)?;
    let mut book = Xlsx::new(Cursor::new(bytes.as_slice()))?;
    let mut seen = 0;
    for name in book.sheet_names() {
        std::hint::black_box(book.merge_cells_by_sheet_name(&name)?);
        let mut cells = book.worksheet_cells_reader(&name)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata()? {
            seen += 1;
            std::hint::black_box(&cell);
        }
    }
    Ok(seen)
}

fn cells_of(results: &Path) -> Result<usize> {
    let mut files = Vec::new();
    workbooks(results, &mut files)?;
    files.iter().map(|file| streamed(file)).sum()
}
