//! A run that is killed while it writes: the next one completes or undoes it.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tonghop::report::publish;

use super::office::{run, tonghop};
use super::{assert_ran, assert_whole, change_date, torn, workspace_with_results};

/// The folder in which a run prepares its results.
const STAGING: &str = ".tonghop-moi";
const ROUNDS: usize = 40;

/// How a round ended.
#[derive(Default, Debug)]
struct Ends {
    /// Before anything was written.
    before: usize,
    /// While files were written or exchanged.
    during: usize,
    /// Not killed in time.
    finished: usize,
}

#[test]
fn a_killed_run_is_completed_or_undone_by_the_next() {
    let workspace = workspace_with_results("killed");
    let results = workspace.join("ket-qua");
    let mut ends = Ends::default();
    let span = writing_time(&workspace);
    for round in 0..ROUNDS {
        change_date(&workspace, round);
        let former = fs::read(results.join("manifest.json")).unwrap();
        kill_while_writing(&workspace, round, span, &mut ends);
        if results.join(STAGING).exists() {
            ends.during += 1;
        } else {
            // Nothing is left to complete: then nothing may be torn.
            assert_whole(&results, &format!("kill {round}"));
        }
        if round % 4 == 0 {
            // A whole run, as the office would do.
            let output = run(&workspace);
            assert_ran(&output);
        } else {
            // Only its first step.
            publish::recover(&results).unwrap_or_else(|e| panic!("round {round}: {e}"));
        }
        let faults = torn(&results);
        let kept = fs::read(results.join("manifest.json")).ok() == Some(former);
        assert!(
            faults.is_empty(),
            "round {round}, former results {}:\n{}",
            if kept { "kept" } else { "replaced" },
            faults.join("\n")
        );
        assert!(!results.join(STAGING).join("journal.json").exists());
    }
    assert!(
        ends.during >= ROUNDS / 4,
        "too few kills hit the writing: {ends:?}"
    );
    let output = run(&workspace);
    assert_ran(&output);
    assert_whole(&results, "the last run");
}

fn start(workspace: &Path) -> Child {
    tonghop()
        .arg("run")
        .arg(workspace)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// How long a run takes from the first thing it writes to its end, on this machine.
fn writing_time(workspace: &Path) -> Duration {
    let staging = workspace.join("ket-qua").join(STAGING);
    let mut child = start(workspace);
    while !staging.exists() && child.try_wait().unwrap().is_none() {
        std::hint::spin_loop();
    }
    let begin = Instant::now();
    child.wait().unwrap();
    begin.elapsed()
}

/// Starts a run, waits until it begins to write and kills it a little later, each round a little later: the last one
/// about when it would have ended.
fn kill_while_writing(workspace: &Path, round: usize, span: Duration, ends: &mut Ends) {
    let staging = workspace.join("ket-qua").join(STAGING);
    let mut child = start(workspace);
    let begin = Instant::now();
    while !staging.exists() {
        if child.try_wait().unwrap().is_some() {
            ends.finished += 1;
            return;
        }
        if round % 10 == 9 && begin.elapsed() > Duration::from_millis(20) {
            ends.before += 1;
            break;
        }
        std::hint::spin_loop();
    }
    let share = u32::try_from(round).unwrap();
    sleep(span * share / u32::try_from(ROUNDS).unwrap());
    let _ = child.kill();
    let _ = child.wait();
}
