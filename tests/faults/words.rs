//! Wrong arguments and wrong settings: exit code 2, a sentence, nothing written.

use std::fs;
use std::path::Path;

use super::office::{folder, tonghop};
use super::{assert_refused, assert_unchanged, fresh, snapshot};

/// Runs on a workspace whose ky.toml is this, and sees that nothing was written.
fn refused(name: &str, ky: &str, words: &[&str]) {
    let workspace = fresh(name);
    fs::write(workspace.join("ky.toml"), ky).unwrap();
    let before = snapshot(&workspace);
    let output = tonghop().arg("run").arg(&workspace).output().unwrap();
    assert_refused(&output, words);
    assert_unchanged(&before, &workspace, "nothing may be written");
}

#[test]
fn a_wrong_key_is_named_with_its_line_and_the_nearest_key() {
    let ky = "[period]\nyear = 2017\nquarter = 3\n\n[report]\nagancy = \"SỞ CÔNG THƯƠNG\"\n";
    refused("settings-key", ky, &["agancy", "agency", "dòng 6"]);
}

#[test]
fn all_wrong_settings_are_told_at_once() {
    let ky = "[period]\nyear = 2017\nquarter = 5\n\n[report]\nagancy = \"x\"\n\n[rules]\nB999 = \"off\"\n";
    refused(
        "settings-all",
        ky,
        &["quarter", "agancy", "B999", "dòng 3", "dòng 6", "dòng 9"],
    );
}

#[test]
fn what_is_no_toml_is_refused_with_its_line() {
    refused(
        "settings-toml",
        "[period]\nyear = 2017\nquarter = \n",
        &["dòng 3"],
    );
}

#[test]
fn results_inside_an_input_folder_are_refused() {
    let ky = "[period]\nyear = 2017\nquarter = 3\n[folders]\nresults = \"da-nop/ket-qua\"\n";
    refused("settings-folders", ky, &["results", "dòng 5"]);
}

#[test]
fn a_template_that_cannot_be_filled_is_refused_before_anything_is_written() {
    let workspace = fresh("template");
    let templates = workspace.join("templates/reports/bao-cao");
    fs::create_dir_all(&templates).unwrap();
    fs::write(templates.join("report.xlsx"), "no workbook").unwrap();
    let before = snapshot(&workspace);
    let output = tonghop().arg("run").arg(&workspace).output().unwrap();
    assert_refused(&output, &["report.xlsx"]);
    assert_unchanged(&before, &workspace, "nothing may be written");
}

#[test]
fn wrong_arguments_are_refused() {
    let empty = folder("arguments");
    let nowhere = empty.join("khong-co");
    let nowhere = nowhere.to_str().unwrap();
    let here = empty.to_str().unwrap();
    let cases: [(&[&str], &str); 8] = [
        (&["run", "--no-feedbak"], "--no-feedbak"),
        (&["run", here, here], "thừa"),
        (&["run", "--jobs", "0"], "--jobs"),
        (&["run", "--jobs", "many"], "many"),
        (&["run", "--lang", "fr"], "fr"),
        (&["rum"], "rum"),
        (&["run", nowhere], "khong-co"),
        (&["run", here], "ky.toml"),
    ];
    for (arguments, word) in cases {
        let output = tonghop()
            .args(arguments)
            .current_dir(&empty)
            .output()
            .unwrap();
        assert_refused(&output, &[word]);
        assert!(
            output.stdout.is_empty(),
            "{arguments:?}: results on a refusal"
        );
    }
    assert!(
        snapshot(Path::new(here)).is_empty(),
        "nothing may be written"
    );
}
