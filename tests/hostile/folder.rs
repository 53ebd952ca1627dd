//! What lies in the folder of submissions and is no file, or is an empty one.

use std::fs;
use std::path::Path;

use super::{FILE, expect, is_unharmed, run, verdicts, workspace};
use crate::support::{Content, case};

#[test]
fn files_without_content() {
    expect(&run(Vec::new()), "R001 empty");
    expect(&run(vec![0; 4096]), "R001 empty");
    for bytes in [
        &b"P"[..],
        b"PK",
        b"PK\x03\x04",
        b"\xD0\xCF\x11\xE0",
        b"\x09\x08",
    ] {
        let found = verdicts(&run(bytes.to_vec()), FILE);
        assert!(
            found.len() == 1 && found[0].starts_with("R001"),
            "{found:?}"
        );
    }
}

#[test]
fn a_folder_with_the_name_of_a_workbook() {
    let run = workspace().run_after(
        |root| {
            let folder = root.join(FILE);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("trong.xlsx"), "x").unwrap();
        },
        &[],
    );
    is_unharmed(&run);
    expect(&run, "R001 not-a-file");
}

#[cfg(unix)]
#[test]
fn a_pipe_with_the_name_of_a_workbook() {
    let run = workspace().run_after(
        |root| {
            fs::create_dir_all(root.join("da-nop/314")).unwrap();
            let made = std::process::Command::new("mkfifo")
                .arg(root.join(FILE))
                .status();
            assert!(made.unwrap().success());
        },
        &[],
    );
    is_unharmed(&run);
    expect(&run, "R001 not-a-file");
}

/// Neither followed nor told of: nothing of what lies outside is in the results.
#[cfg(unix)]
#[test]
fn links_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("mat.xlsx");
    fs::write(&secret, case::shared_book("kien-thuy").unwrap().bytes()).unwrap();
    let run = workspace().run_after(
        |root| {
            fs::create_dir_all(root.join("da-nop/314")).unwrap();
            symlink(&secret, root.join(FILE)).unwrap();
            symlink(outside.path(), root.join("da-nop/thu-muc")).unwrap();
            symlink(root.join("da-nop"), root.join("da-nop/311/vong")).unwrap();
            symlink("/dev/zero", root.join("da-nop/314/vo-tan.xlsx")).unwrap();
            symlink("/khong/co", root.join("da-nop/314/dut.xlsx")).unwrap();
        },
        &[],
    );
    is_unharmed(&run);
    for file in [FILE, "da-nop/314/vo-tan.xlsx", "da-nop/314/dut.xlsx"] {
        assert_eq!(verdicts(&run, file), ["R001 not-a-file"], "{file}");
    }
    assert!(!run.records.iter().any(|r| r["unit"] == "314"));
    for (name, bytes) in run.outputs() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("mat.xlsx"), "{name}");
    }
    assert!(fs::read(&secret).is_ok(), "it is still there");
}

/// Results that someone put as a link are not written through it.
#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_result() {
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("ngoai.json");
    fs::write(&target, "nguyên vẹn").unwrap();
    let run = workspace().run_after(
        |root| {
            fs::create_dir_all(root.join("ket-qua")).unwrap();
            std::os::unix::fs::symlink(&target, root.join("ket-qua/findings.json")).unwrap();
        },
        &[],
    );
    assert_eq!(fs::read_to_string(&target).unwrap(), "nguyên vẹn");
    is_unharmed(&run);
}

#[test]
fn names_that_are_hard_to_tell_apart() {
    let book = case::shared_book("kien-thuy").unwrap();
    let long = format!("da-nop/314/{}.xlsx", "dài".repeat(60));
    let names = [
        "da-nop/314/=cmd.xlsx",
        "da-nop/314/a b  c.xlsx",
        "da-nop/314/'\"&<>.xlsx",
        "da-nop/314/a..xlsx.xlsx",
        long.as_str(),
    ];
    let mut workspace = workspace();
    for name in names.iter().filter(|name| is_possible(name)) {
        workspace = workspace.file(name, Content::Damaged("pdf".to_owned()));
    }
    let run = workspace.file(FILE, book).run();
    is_unharmed(&run);
    for name in names.iter().filter(|name| is_possible(name)) {
        assert_eq!(verdicts(&run, name), ["R001 pdf"], "{name}");
    }
    assert!(
        Path::new(&run.folder())
            .join("ket-qua/bao-cao.xlsx")
            .exists()
    );
}

/// Windows has no such names.
fn is_possible(name: &str) -> bool {
    cfg!(unix) || !name.contains(['"', '<', '>'])
}
