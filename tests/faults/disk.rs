//! A disk that is full, folders that cannot be written, targets that are held by others.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::office::{code, run, said};
use super::{
    assert_ran, assert_refused, assert_unchanged, assert_whole, change_date, fresh, snapshot, torn,
    workspace_with_results,
};

/// A script with the program as `$0` and a workspace as `$1`.
fn shell(script: &str, workspace: &Path) -> Output {
    Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_tonghop")])
        .arg(workspace)
        .env_remove("NO_COLOR")
        .output()
        .expect("a shell")
}

/// The same with mounts of its own, as root of a name space; `None` where the system does not allow it.
fn shell_with_mounts(script: &str, workspace: &Path) -> Option<Output> {
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command.args([
            "-r",
            "-m",
            "sh",
            "-c",
            script,
            env!("CARGO_BIN_EXE_tonghop"),
        ]);
        command.arg(workspace).env_remove("NO_COLOR").output()
    };
    let allowed = cfg!(target_os = "linux")
        && unshare("mount -t tmpfs none \"$1\"").is_ok_and(|o| o.status.success());
    if !allowed {
        eprintln!("SKIPPED: mounts in a name space of one's own are not allowed here");
        return None;
    }
    Some(unshare(script).expect("a shell"))
}

#[test]
#[cfg(unix)]
fn a_full_disk_keeps_the_former_results() {
    let workspace = workspace_with_results("full-disk");
    let results = workspace.join("ket-qua");
    change_date(&workspace, 3);
    let before = snapshot(&workspace);
    // No file may grow beyond 2 blocks; the signal is ignored, so that the write fails as it does without room.
    let output = shell(
        "trap '' XFSZ; ulimit -f 2; exec \"$0\" run \"$1\"",
        &workspace,
    );
    assert_refused(&output, &[]);
    assert_unchanged(&before, &workspace, &said(&output));
    assert_whole(&results, "the full disk");
    // With room again the job is done.
    let output = run(&workspace);
    assert_ran(&output);
    assert_whole(&results, "the run with room");
}

#[test]
#[cfg(unix)]
fn a_disk_that_ends_the_program_keeps_the_former_results() {
    let workspace = workspace_with_results("full-disk-signal");
    change_date(&workspace, 4);
    let output = shell("ulimit -f 2; exec \"$0\" run \"$1\"", &workspace);
    assert!(!matches!(code(&output), 0 | 1), "{}", said(&output));
    let output = run(&workspace);
    assert_ran(&output);
    assert_whole(&workspace.join("ket-qua"), "the next run");
}

#[test]
#[cfg(unix)]
fn every_size_of_a_real_disk_gives_all_or_nothing() {
    let workspace = workspace_with_results("tmpfs");
    change_date(&workspace, 5);
    let used: usize = snapshot(&workspace.join("ket-qua"))
        .values()
        .map(Vec::len)
        .sum();
    let kept = workspace.join("ket-qua");
    let mut refused = 0;
    // From “just the former results fit” to “both fit”.
    for quarter in 0..=5 {
        let size = (used + used * quarter / 4) / 1024 + 64;
        let script = format!(
            "set -e; cp -a \"$1/ket-qua\" \"$1/cu\"; mount -t tmpfs -o size={size}k none \"$1/ket-qua\"
             cp -a \"$1/cu/.\" \"$1/ket-qua\"; set +e; \"$0\" run \"$1\"; code=$?
             rm -rf \"$1/sau\"; cp -a \"$1/ket-qua\" \"$1/sau\"; rm -rf \"$1/cu\"; exit $code"
        );
        let Some(output) = shell_with_mounts(&script, &workspace) else {
            return;
        };
        let after = workspace.join("sau");
        let faults = torn(&after);
        assert!(
            faults.is_empty(),
            "{size} KiB: {}\n{}",
            said(&output),
            faults.join("\n")
        );
        if code(&output) == 2 {
            refused += 1;
            assert_refused(&output, &[]);
            assert_unchanged(&snapshot(&kept), &after, &said(&output));
        } else {
            assert_ran(&output);
        }
        fs::remove_dir_all(&after).unwrap();
    }
    assert!(
        refused > 0,
        "no size was too small: the test proves nothing"
    );
}

#[test]
#[cfg(unix)]
fn a_target_that_is_held_puts_the_former_results_back() {
    let workspace = workspace_with_results("held");
    change_date(&workspace, 6);
    let results = workspace.join("ket-qua");
    let before = snapshot(&results);
    // A mount point cannot be moved or removed, as a file that Excel holds open on Windows.
    for held in ["bao-cao.xlsx", "records.jsonl"] {
        let script = format!(
            "mount --bind \"$1/ket-qua/{held}\" \"$1/ket-qua/{held}\" && exec \"$0\" run \"$1\""
        );
        let Some(output) = shell_with_mounts(&script, &workspace) else {
            return;
        };
        assert_refused(&output, &[&format!("Đóng tệp {held} đang mở rồi chạy lại")]);
        assert_unchanged(&before, &results, &said(&output));
    }
}

#[test]
fn a_folder_in_the_place_of_a_result_is_kept_or_refused() {
    let workspace = workspace_with_results("folder-in-place");
    change_date(&workspace, 7);
    let results = workspace.join("ket-qua");
    fs::remove_file(results.join("bao-cao.xlsx")).unwrap();
    fs::create_dir(results.join("bao-cao.xlsx")).unwrap();
    fs::write(results.join("bao-cao.xlsx/cua-toi.txt"), "không được mất").unwrap();
    let before = snapshot(&results);
    let output = run(&workspace);
    let mine = |all: &std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>| {
        all.iter().any(|(path, bytes)| {
            path.ends_with("cua-toi.txt") && bytes == "không được mất".as_bytes()
        })
    };
    assert!(mine(&snapshot(&results)), "{}", said(&output));
    if code(&output) == 2 {
        assert_refused(&output, &["bao-cao.xlsx"]);
        assert_unchanged(&before, &results, &said(&output));
    } else {
        assert_ran(&output);
        assert!(results.join("bao-cao.xlsx").is_file());
    }
}

#[test]
fn a_file_in_the_place_of_the_results_folder_is_refused_and_kept() {
    let workspace = fresh("file-in-place");
    fs::write(workspace.join("ket-qua"), "tệp của tôi").unwrap();
    let before = snapshot(&workspace);
    let output = run(&workspace);
    assert_refused(&output, &[]);
    assert_unchanged(&before, &workspace, &said(&output));
}

#[test]
#[cfg(unix)]
fn results_that_cannot_be_written_are_refused() {
    let workspace = workspace_with_results("read-only");
    change_date(&workspace, 8);
    let results = workspace.join("ket-qua");
    let before = snapshot(&results);
    let script = "mount --bind \"$1/ket-qua\" \"$1/ket-qua\" && mount -o remount,bind,ro \"$1/ket-qua\" && exec \"$0\" run \"$1\"";
    let Some(output) = shell_with_mounts(script, &workspace) else {
        return;
    };
    assert_refused(&output, &[]);
    assert_unchanged(&before, &results, &said(&output));
    // And where the folder is not there yet and cannot be made.
    fs::remove_dir_all(&results).unwrap();
    let script =
        "mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro \"$1\" && exec \"$0\" run \"$1\"";
    if let Some(output) = shell_with_mounts(script, &workspace) {
        assert_refused(&output, &[]);
        assert!(!results.exists());
    }
}
