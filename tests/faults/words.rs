//! Wrong arguments and wrong settings: exit code 2, a sentence, nothing written.

use std::fs;
use std::path::Path;

use super::office::{folder, tonghop};
use super::{assert_refused, assert_unchanged, fresh, snapshot};

/// Runs on a workspace in which a file holds this, and sees that nothing was written; gives what was said.
fn refused_with(name: &str, file: &str, bytes: &[u8], words: &[&str], lang: &str) -> String {
    let workspace = fresh(name);
    let path = workspace.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    let before = snapshot(&workspace);
    let mut command = tonghop();
    command.args(["run", "--lang", lang]).arg(&workspace);
    let output = command.output().unwrap();
    assert_refused(&output, words);
    assert_unchanged(&before, &workspace, "nothing may be written");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The same of a workspace whose ky.toml is this.
fn refused(name: &str, ky: &str, words: &[&str]) {
    refused_with(name, "ky.toml", ky.as_bytes(), words, "vi");
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
    let file = "templates/reports/bao-cao/report.xlsx";
    refused_with("template", file, b"no workbook", &["report.xlsx"], "vi");
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

/// Whether a sentence has letters that only Vietnamese has.
fn is_vietnamese(text: &str) -> bool {
    let marked = |c: char| c.is_alphabetic() && !c.is_ascii();
    text.chars().any(marked)
}

/// What the office's own files say of themselves is told in the language asked for, with file, line and nearest word.
#[test]
fn faults_of_the_offices_own_files_are_told_in_both_languages() {
    let cases: [(&str, &[u8], &[&str]); 15] = [
        (
            "templates/units.csv",
            b"code,name,level,valid_from,valid_to\n311,A,distric,,\n",
            &["templates/units.csv", "2", "distric", "district"],
        ),
        (
            "templates/units.csv",
            b"311,A,district,2017,\n",
            &["templates/units.csv", "1", "valid_from", "2017-12-31"],
        ),
        (
            "templates/units.csv",
            b"311,A\n",
            &["units.csv", "code,name,level,valid_from,valid_to"],
        ),
        (
            "templates/units.csv",
            b"311,Huy\xd6n,district,,\n",
            &["units.csv", "1", "UTF-8"],
        ),
        (
            "templates/unit-names.csv",
            b"code,also\n31TTKX,TTKC\n",
            &["unit-names.csv", "2", "31TTKX"],
        ),
        (
            "templates/successors.csv",
            b"a,,,,b,,al\n",
            &["successors.csv", "1", "how", "split-default"],
        ),
        (
            "templates/programme.toml",
            b"[[content]]\nnumber = \"I\"\nnme = \"x\"\n",
            &["programme.toml", "3", "nme", "name"],
        ),
        (
            "templates/layouts/own.toml",
            b"extends = \"project-lst\"\n",
            &["layouts/own.toml", "project-lst", "project-list"],
        ),
        (
            "templates/layouts/own.toml",
            b"extends = \"project-list\"\n[sources]\nlocl = [\"x\"]\n",
            &["layouts/", "locl", "local"],
        ),
        (
            "templates/messages/vi.ftl",
            b"B302 = Other\nB301 = Over { $amount\n\nB303 = Other\n",
            &[
                "templates/messages/vi.ftl",
                "2",
                "B301 = Over { $amount",
                "{ $amount }",
            ],
        ),
        (
            "templates/messages/vi.ftl",
            b"B301 Over\nB302 = { $n ->\n    [one] one\n}\n",
            &["vi.ftl", "1", "B301 Over", "4", "*[other]"],
        ),
        (
            "templates/messages/vi.ftl",
            b"B301 =\n",
            &["messages/vi.ftl", "1", "B301 ="],
        ),
        (
            "templates/messages/vi.ftl",
            b"B301 = V\xd6n\n",
            &["messages/vi.ftl", "1", "UTF-8"],
        ),
        (
            "ky-truoc/records.jsonl",
            b"{\"a\":1}\n",
            &["ky-truoc/records.jsonl", "1", "tonghop"],
        ),
        ("dinh-chinh.xlsx", b"", &["dinh-chinh.xlsx"]),
    ];
    for (file, bytes, words) in cases {
        for lang in ["vi", "en"] {
            let said = refused_with("own-files", file, bytes, words, lang);
            assert_eq!(is_vietnamese(&said), lang == "vi", "{lang}: {said}");
        }
    }
}
