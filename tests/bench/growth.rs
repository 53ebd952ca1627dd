//! Runs of the binary as a child process: time and the most memory that it ever held.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

/// What one run cost.
pub struct Cost {
    /// From start to end.
    pub time: Duration,
    /// The highest resident memory in bytes, worker processes included, where the system tells (Linux).
    pub memory: Option<u64>,
    /// Size of records.jsonl in bytes.
    pub records: u64,
}

/// Runs `tonghop run` on a workspace.
pub fn run(workspace: &Path) -> Result<Cost> {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .args(["run", "-q"])
        .arg(workspace)
        .stdout(Stdio::null())
        .spawn()
        .context("tonghop run")?;
    let mut memory = None;
    let status = loop {
        // The kernel keeps the highest value of each process itself.
        let now = highest(child.id()).map(|own| own + workers(child.id()));
        memory = memory.max(now);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let time = started.elapsed();
    ensure!(status.success(), "tonghop run ended with {status}");
    let records = fs::metadata(workspace.join("ket-qua/records.jsonl"))?.len();
    Ok(Cost {
        time,
        memory,
        records,
    })
}

/// The highest resident memory of the worker processes of a run.
fn workers(id: u32) -> u64 {
    let Ok(threads) = fs::read_dir(format!("/proc/{id}/task")) else {
        return 0;
    };
    let lists = threads
        .flatten()
        .filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    lists
        .flat_map(|list| {
            list.split_whitespace()
                .filter_map(|id| id.parse().ok())
                .collect::<Vec<u32>>()
        })
        .filter_map(highest)
        .sum()
}

/// The highest resident memory of a process: `VmHWM:  123 kB`.
pub fn highest(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.split_whitespace()
        .next()?
        .parse::<u64>()
        .ok()
        .map(|kib| kib * 1024)
}
