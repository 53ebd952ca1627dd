//! Memory as Linux counts it, over whole runs.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rust_xlsxwriter::Workbook as Writer;

use super::archive::{Entry, pack, repeated, with};
use super::{expect, is_unharmed, run_with, small, workspace};
use crate::support::{Content, Run};

/// A sheet of so many texts that are not alike.
fn texts(count: u32) -> Vec<u8> {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    for row in 0..count {
        sheet.write(row, 0, format!("Đề án {row}")).unwrap();
        sheet.write(row, 1, row).unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// More than its limit by what the reader does not count: the system refuses it, and the run goes on.
#[test]
fn memory_refused_by_the_system_is_a_finding() {
    let bytes = texts(60_000);
    expect(&run_with(bytes, "memory_mib = 12"), "R003 memory_mib");
}

#[test]
fn no_process_takes_more_than_its_limit() {
    const MIB: u64 = 96;
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let strings = repeated(
        format!("<sst xmlns=\"{main}\"><si/>").as_bytes(),
        5,
        200_000,
        b"</sst>",
    );
    let bomb = pack(&with(
        &small(),
        Entry::packed("xl/sharedStrings.xml", strings, 51_600_000),
    ));
    let head = format!("<worksheet xmlns=\"{main}\"><sheetData><row><c t=\"inlineStr\"><is><t>a");
    let text = repeated(
        head.as_bytes(),
        1,
        600_000,
        b"</t></is></c></row></sheetData></worksheet>",
    );
    let long = pack(&with(
        &small(),
        Entry::packed("xl/worksheets/sheet1.xml", text, 154_800_000),
    ));
    let mut workspace = workspace().settings(&format!("[limits]\nmemory_mib = {MIB}"));
    for (name, bytes) in [("bom", bomb), ("dai", long), ("nhieu", texts(150_000))] {
        let name = format!("da-nop/314/{name}.xlsx");
        workspace = workspace.file(&name, Content::Bytes(bytes));
    }
    let folder = tempfile::tempdir().unwrap();
    workspace.write(folder.path());
    let child = Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .arg("run")
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (highest, output) = watched(child);
    is_unharmed(&Run::new(folder, &output));
    let highest = highest.unwrap();
    // What the program itself takes comes on top.
    assert!(
        (1..(MIB + 32) << 20).contains(&highest),
        "{} MiB",
        highest >> 20
    );
}

/// The most that any worker of the run ever held, and what the run answered.
fn watched(mut child: Child) -> (Option<u64>, std::process::Output) {
    let tasks = format!("/proc/{}/task", child.id());
    let mut highest = None;
    while child.try_wait().unwrap().is_none() {
        for task in fs::read_dir(&tasks).into_iter().flatten().flatten() {
            let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
            for worker in children.split_whitespace() {
                highest = highest.max(held(worker));
            }
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    (highest, child.wait_with_output().unwrap())
}

/// `VmHWM:  123 kB` of a process, in bytes.
fn held(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}
