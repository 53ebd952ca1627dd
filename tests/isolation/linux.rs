//! What Linux holds a worker to.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rust_xlsxwriter::Workbook as Writer;
use tonghop::read::{Limits, Reader, Unreadable, workbook};

use super::{PROGRAM, fixture};

/// A sheet of so many different texts.
fn texts(count: u32) -> Vec<u8> {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    for row in 0..count {
        sheet.write(row, 0, format!("Đề án {row}")).unwrap();
        sheet.write(row, 1, row).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn memory_that_the_reader_does_not_count_is_limited_by_the_system() {
    let bytes = texts(60_000);
    let limits = Limits {
        memory_mib: 12,
        ..Limits::default()
    };
    assert!(
        workbook(&bytes, &limits).is_ok(),
        "by its own counting it fits"
    );
    let reader = Reader::in_workers(Path::new(PROGRAM));
    let small = reader.workbook(&fixture("values.xls"), &limits).unwrap();
    assert!(small.is_ok());
    assert_eq!(
        reader.workbook(&bytes, &limits).unwrap(),
        Err(Unreadable::OverLimit {
            limit: "memory_mib",
            allowed: "12".to_owned(),
            value: "> 12".to_owned(),
        })
    );
    let again = reader.workbook(&fixture("values.xls"), &limits).unwrap();
    assert!(again == small, "the next file has a new worker");
    let enough = reader.workbook(&bytes, &Limits::default()).unwrap();
    assert!(enough.is_ok(), "a larger limit counts for the same worker");
}

/// A worker that has greeted, spoken to by hand.
fn started() -> Child {
    let mut child = Command::new(PROGRAM)
        .arg("__read")
        .env("MIMALLOC_ARENA_RESERVE", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let greeting = concat!("tonghop ", env!("CARGO_PKG_VERSION"));
    send(&mut child, greeting.as_bytes());
    child
}

fn send(child: &mut Child, bytes: &[u8]) {
    let pipe = child.stdin.as_mut().unwrap();
    let length = u64::try_from(bytes.len()).unwrap();
    pipe.write_all(&length.to_le_bytes()).unwrap();
    pipe.write_all(bytes).unwrap();
}

fn send_limits(child: &mut Child) {
    send(child, &postcard::to_stdvec(&Limits::default()).unwrap());
}

/// Waits for a while until something is so.
fn wait_for(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Soft limits of a process by their names.
fn limit(process: u32, name: &str) -> String {
    let all = fs::read_to_string(format!("/proc/{process}/limits")).unwrap();
    let line = all.lines().find_map(|line| line.strip_prefix(name));
    let value = line.and_then(|rest| rest.split_whitespace().next());
    value.unwrap_or_else(|| panic!("{name}: {all}")).to_owned()
}

#[test]
fn a_worker_writes_no_file_and_has_so_much_memory_and_time() {
    let mut child = started();
    send_limits(&mut child);
    send(&mut child, &fixture("values.xls"));
    let process = child.id();
    wait_for("the limits of the file", || {
        limit(process, "Max cpu time") != "unlimited"
    });
    wait_for("the memory of the file", || {
        limit(process, "Max address space") != "unlimited"
    });
    assert_eq!(limit(process, "Max core file size"), "0");
    assert_eq!(limit(process, "Max file size"), "0");
    let seconds: u64 = limit(process, "Max cpu time").parse().unwrap();
    assert!((60..75).contains(&seconds), "{seconds} s");
    let memory: u64 = limit(process, "Max address space").parse().unwrap();
    let own = memory.checked_sub(1 << 30).unwrap();
    assert!(own < 400 << 20, "{own} bytes for the worker itself");
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "it is silent");
}

#[test]
fn a_worker_ends_with_its_run_even_in_the_middle_of_a_file() {
    let bytes = texts(250_000);
    let mut child = started();
    send_limits(&mut child);
    send(&mut child, &bytes);
    // The run is gone: nobody will take the answer.
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let greeting = 8 + concat!("tonghop ", env!("CARGO_PKG_VERSION")).len();
    assert_eq!(output.stdout.len(), greeting, "the file was not finished");
    for torn in [0, 5, 8, 40] {
        let mut child = started();
        let mut request = Vec::new();
        request.extend(32_u64.to_le_bytes());
        request.extend([0; 64]);
        request.truncate(torn);
        let mut pipe = child.stdin.take().unwrap();
        pipe.write_all(&request).unwrap();
        drop(pipe);
        assert!(child.wait_with_output().unwrap().status.success(), "{torn}");
    }
}

/// The processes that a process has started, over all its threads.
fn children(process: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{process}/task"));
    tasks
        .into_iter()
        .flatten()
        .filter_map(|task| fs::read_to_string(task.ok()?.path().join("children")).ok())
        .flat_map(|all| {
            all.split_whitespace()
                .filter_map(|one| one.parse().ok())
                .collect::<Vec<u32>>()
        })
        .collect()
}

fn is_worker(process: u32) -> bool {
    fs::read(format!("/proc/{process}/cmdline"))
        .is_ok_and(|line| String::from_utf8_lossy(&line).contains("__read"))
}

#[test]
fn no_worker_outlives_a_killed_run() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("da-nop")).unwrap();
    fs::write(
        folder.path().join("ky.toml"),
        "[period]\nyear = 2017\nquarter = 3\n",
    )
    .unwrap();
    let bytes = texts(250_000);
    for number in 0..4 {
        fs::write(folder.path().join(format!("da-nop/{number}.xlsx")), &bytes).unwrap();
    }
    let mut run = Command::new(PROGRAM)
        .arg("run")
        .arg(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut workers = Vec::new();
    wait_for("workers of the run", || {
        workers = children(run.id());
        workers.iter().any(|w| is_worker(*w))
    });
    run.kill().unwrap();
    run.wait().unwrap();
    wait_for("the end of the workers", || {
        !workers.iter().any(|w| is_worker(*w))
    });
}
