//! Files that `run` writes only when it is asked to: records.parquet and bao-cao.pdf.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and one that is passed over has to be seen in the log"
)]

#[path = "support/office.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod office;

use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

/// The sample run once more, with further arguments.
fn run(folder: &Path, arguments: &[&str], search_path: Option<&str>) -> Output {
    office::copy_sample(folder);
    let mut command = office::tonghop();
    command.arg("run").arg(folder).args(arguments);
    if let Some(path) = search_path {
        command.env("PATH", path);
    }
    command.output().expect("the program starts")
}

fn listed(folder: &Path, name: &str) -> bool {
    let manifest = office::json(&folder.join("ket-qua/manifest.json"));
    let outputs = manifest["outputs"].as_array().expect("a list of outputs");
    outputs.iter().any(|output| output["file"] == name)
}

#[test]
fn the_table_of_records_is_written_on_request_alone() {
    let one = office::folder("extras-parquet");
    let output = run(&one, &["--parquet", "-q"], None);
    assert_eq!(office::code(&output), 1, "{}", office::said(&output));
    let bytes = fs::read(one.join("ket-qua/records.parquet")).expect("a table");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    assert!(listed(&one, "records.parquet"));
    let two = office::folder("extras-parquet-2");
    run(&two, &["--parquet", "--jobs", "1"], None);
    let again = fs::read(two.join("ket-qua/records.parquet")).expect("a table");
    assert!(bytes == again, "two runs give two tables");
    // A run that does not ask for it takes the former one away: it would tell of another state.
    run(&one, &["-q"], None);
    assert!(!one.join("ket-qua/records.parquet").exists());
}

#[test]
fn the_report_is_printed_where_libreoffice_is() {
    if Command::new("soffice").arg("--version").output().is_err() {
        let required = env::var_os("TONGHOP_RENDER").is_some_and(|value| value == "1");
        assert!(!required, "soffice is lacking");
        eprintln!("SKIPPED: soffice is lacking, the report was not printed");
        return;
    }
    let printed: Vec<Vec<u8>> = ["extras-pdf", "extras-pdf-2"]
        .into_iter()
        .map(|name| {
            let folder = office::folder(name);
            let output = run(&folder, &["--pdf"], None);
            assert_eq!(office::code(&output), 1, "{}", office::said(&output));
            assert!(listed(&folder, "bao-cao.pdf"));
            fs::read(folder.join("ket-qua/bao-cao.pdf")).expect("a printed report")
        })
        .collect();
    assert!(printed[0].starts_with(b"%PDF") && printed[0].len() > 20_000);
    assert!(printed[0] == printed[1], "two runs print two reports");
}

#[test]
fn without_libreoffice_a_sentence_says_so_and_all_else_is_written() {
    let folder = office::folder("extras-no-pdf");
    let output = run(&folder, &["--pdf"], Some("/nowhere"));
    let said = office::said(&output);
    assert_eq!(office::code(&output), 1, "{said}");
    assert!(said.contains("không có LibreOffice"), "{said}");
    assert!(folder.join("ket-qua/bao-cao.xlsx").is_file());
    assert!(!folder.join("ket-qua/bao-cao.pdf").exists());
}
