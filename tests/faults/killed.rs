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
/// So many kills are tried at least.
const ROUNDS: usize = 40;
/// So many have to fall into the writing.
const HITS: usize = ROUNDS / 4;
/// And so many are tried at most, on a machine on which few of them hit.
const MOST_ROUNDS: usize = 10 * ROUNDS;

/// How a round ended.
#[derive(Default, Debug)]
struct Ends {
    /// Before anything was written.
    before: usize,
    /// While files were written or exchanged.
    during: usize,
    /// Not killed in time: the run was through.
    finished: usize,
}

#[test]
fn a_killed_run_is_completed_or_undone_by_the_next() {
    let workspace = workspace_with_results("killed");
    let results = workspace.join("ket-qua");
    let mut ends = Ends::default();
    let mut span = writing_time(&workspace);
    for round in 0..MOST_ROUNDS {
        if round >= ROUNDS && ends.during >= HITS {
            break;
        }
        change_date(&workspace, round);
        let former = fs::read(results.join("manifest.json")).unwrap();
        kill_while_writing(&workspace, round, &mut span, &mut ends);
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
        ends.during >= HITS,
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

/// Starts a run, waits until it begins to write and kills it a little later, each round a little later, up to the end of
/// `span`. A machine that is busy at one time and quiet at the next writes at different speeds: a run that was through
/// before it was killed shortens `span`, one that was not lengthens it.
fn kill_while_writing(workspace: &Path, round: usize, span: &mut Duration, ends: &mut Ends) {
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
    let share = u32::try_from(round % ROUNDS).unwrap();
    sleep(*span * share / u32::try_from(ROUNDS).unwrap());
    let through = child.try_wait().unwrap().is_some();
    if through {
        ends.finished += 1;
        *span = *span * 3 / 4;
    } else {
        *span = *span * 21 / 20;
    }
    let _ = child.kill();
    let _ = child.wait();
}
