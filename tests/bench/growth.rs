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
    /// The highest resident memory in bytes, where the system tells (Linux).
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
    let status_file = format!("/proc/{}/status", child.id());
    let mut memory = None;
    let status = loop {
        // The kernel keeps the highest value itself; the last look before the end has it.
        if let Some(now) = fs::read_to_string(&status_file)
            .ok()
            .as_deref()
            .and_then(highest)
        {
            memory = Some(now);
        }
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

/// `VmHWM:  123 kB`
fn highest(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.split_whitespace()
        .next()?
        .parse::<u64>()
        .ok()
        .map(|kib| kib * 1024)
}
