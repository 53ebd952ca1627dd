//! The command line as a person or a script meets it: help, complaints, exit codes, streams.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot start its program has failed"
)]

use std::fs;
use std::path::Path;
use std::process::{Command as Process, Output, Stdio};

use serde_json::Value;

fn binary() -> Process {
    let mut process = Process::new(assert_cmd::cargo::cargo_bin!("tonghop"));
    process.env_remove("NO_COLOR");
    process
}

fn tonghop(args: &[&str]) -> Output {
    binary().args(args).output().expect("the program starts")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// Refused: code 2, nothing on standard output, and all of these on standard error.
fn refused(args: &[&str], parts: &[&str]) {
    let output = tonghop(args);
    let text = err(&output);
    assert_eq!(output.status.code(), Some(2), "{args:?}\n{text}");
    assert!(output.stdout.is_empty(), "{args:?}");
    for part in parts {
        assert!(text.contains(part), "{args:?}: {part} is not in\n{text}");
    }
}

/// Names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into()
        })
        .collect();
    names.sort();
    names
}

const COMMANDS: [&str; 11] = [
    "run",
    "check",
    "compare",
    "inspect",
    "explain",
    "rules",
    "init",
    "forms",
    "trace",
    "completions",
    "help",
];

#[test]
fn help_is_in_the_language_asked_for() {
    let english = [
        "Usage:",
        "Commands:",
        "Arguments:",
        "Options:",
        "Print help",
        "default",
        "possible",
    ];
    for command in [""].iter().chain(&COMMANDS) {
        let mut args: Vec<&str> = command.split_whitespace().collect();
        args.push("--help");
        let vi = tonghop(&args);
        assert_eq!(vi.status.code(), Some(0), "{args:?}");
        let text = out(&vi);
        assert!(text.contains("Cách dùng: tonghop"), "{text}");
        assert!(text.contains("Tùy chọn chung:"), "{text}");
        assert!(!text.contains("cli-"), "a text lacks: {text}");
        for word in english {
            assert!(!text.contains(word), "{word} in\n{text}");
        }
        args.extend(["--lang", "en"]);
        let text = out(&tonghop(&args));
        assert!(text.contains("Usage: tonghop"), "{text}");
        assert!(!text.contains("cli-") && !text.contains("Tùy"), "{text}");
    }
    assert_eq!(
        out(&tonghop(&["help", "check"])),
        out(&tonghop(&["check", "--help"]))
    );
}

#[test]
fn help_lists_what_this_version_has_and_nothing_else() {
    let text = out(&tonghop(&["--lang=en", "--help"]));
    for command in COMMANDS {
        assert!(
            text.contains(&format!("\n  {command} ")),
            "{command}: {text}"
        );
    }
    let all = COMMANDS
        .map(|command| out(&tonghop(&[command, "--help"])))
        .concat();
    assert!(all.contains("--pdf") && all.contains("--parquet"));
    assert!(all.contains("--from") && all.contains("--reopen"));
}

#[test]
fn a_slip_of_the_finger_is_answered_with_the_nearest_right_word() {
    refused(&["chekc", "a.xls"], &["chekc", "có phải là check?"]);
    refused(
        &["chekc", "--workspace", "x"],
        &["chekc", "có phải là check?"],
    );
    refused(
        &["--lang", "en", "chekc", "--workspace", "x"],
        &["did you mean check?"],
    );
    refused(
        &["run", "--fomat", "json", "--lang", "en"],
        &["--fomat", "did you mean --format?", "Usage: tonghop run"],
    );
    refused(
        &["check", "--workspce", "x"],
        &["có phải là --workspace?", "tonghop check --help"],
    );
    refused(
        &["run", "--format", "jsn"],
        &["jsn", "--format", "text, json", "có phải là json?"],
    );
    refused(&["completions", "bsh"], &["bash"]);
    refused(&["explain", "B31"], &["B31", "B301"]);
    refused(&["explain", "over-aproved"], &["over-approved"]);
    refused(&["help", "inspct"], &["inspect"]);
}

#[test]
fn what_lacks_or_is_too_much_is_named() {
    refused(&["check"], &["thiếu TỆP", "Cách dùng: tonghop check"]);
    refused(&["init", "x"], &["thiếu --period"]);
    refused(&["init", "x", "--period", "2017Q3"], &["2017Q3", "2017-9M"]);
    refused(&["run", "a", "b"], &["“b”"]);
    refused(&["run", "--jobs", "0"], &["--jobs", "“0”", "từ 1"]);
    refused(&["run", "--jobs"], &["--jobs", "cần một giá trị"]);
    refused(&["rules", "--quiet=3"], &["--quiet"]);
    refused(&["check", "no-such-file.xlsx"], &["no-such-file.xlsx"]);
    refused(&["--lang", "fr", "rules"], &["“fr”", "vi, en"]);
    refused(&["check", "."], &["thư mục"]);
}

#[test]
fn alone_it_shows_a_short_guide() {
    let dir = tempfile::tempdir().unwrap();
    let output = binary().current_dir(&dir).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let text = out(&output);
    assert!(
        text.contains("tonghop init") && text.lines().count() < 20,
        "{text}"
    );
    let english = binary()
        .current_dir(&dir)
        .args(["--lang", "en"])
        .output()
        .unwrap();
    assert!(out(&english).contains("To begin a period"));
    // A folder that is no workspace: the guide too, with the reason beside it.
    let output = tonghop(&[dir.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert!(err(&output).contains("ky.toml") && out(&output).contains("tonghop init"));
}

#[test]
fn init_makes_a_workspace_once() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("ngoài/2017-q3");
    let text = place.to_str().unwrap();
    let output = tonghop(&["init", text, "--period", "2017-h1", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["period"], "2017-H1");
    assert_eq!(names(&place), ["da-nop", "ky.toml", "phe-duyet"]);
    let settings = place.join("ky.toml");
    let read =
        tonghop::settings::Settings::parse(&fs::read_to_string(&settings).unwrap(), "ky.toml");
    assert_eq!(read.unwrap().period.to_string(), "2017-H1");

    fs::write(&settings, "mine").unwrap();
    refused(
        &["init", text, "--period", "2017-Q3"],
        &["ky.toml", "không ghi đè"],
    );
    assert_eq!(fs::read_to_string(&settings).unwrap(), "mine");
}

#[test]
fn a_new_workspace_runs_and_says_what_it_cannot_judge() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("2017-q3");
    let text = place.to_str().unwrap();
    tonghop(&["init", text, "--period", "2017-Q3"]);
    let output = tonghop(&["run", text]);
    assert_eq!(output.status.code(), Some(0));
    // Lists without a row are no mistake of the built-in template.
    assert_eq!(err(&output), "");
    let told = out(&output);
    assert!(told.contains("chưa biết đơn vị nào phải nộp"), "{told}");
    assert!(
        told.contains("Chưa kiểm tra") && told.contains("B301"),
        "{told}"
    );
    assert!(told.lines().count() <= 10, "{told}");
    let why = out(&tonghop(&["run", text, "-v"]));
    assert!(why.contains("chưa có quyết định phê duyệt nào"), "{why}");
}

#[test]
fn what_a_run_notes_is_told_beside_the_result() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("q3");
    let text = place.to_str().unwrap();
    tonghop(&["init", text, "--period", "2017-Q3"]);
    let results = place.join("ket-qua");
    fs::create_dir(&results).unwrap();
    fs::write(results.join("findings.csv"), "of the office").unwrap();
    let output = tonghop(&["run", text, "--format", "json"]);
    assert!(
        err(&output).contains("cảnh báo: Trong thư mục kết quả đã có"),
        "{}",
        err(&output)
    );
    serde_json::from_slice::<Value>(&output.stdout).unwrap();
    fs::remove_dir_all(&results).unwrap();
    fs::create_dir(&results).unwrap();
    fs::write(results.join("findings.csv"), "of the office").unwrap();
    assert_eq!(err(&tonghop(&["run", text, "-q"])), "");
}

#[test]
fn an_init_that_fails_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("tệp");
    fs::write(&file, "").unwrap();
    let inside = file.join("x");
    refused(
        &["init", inside.to_str().unwrap(), "--period", "2017-Q3"],
        &["không tạo được"],
    );
    let half = dir.path().join("nửa");
    fs::create_dir(&half).unwrap();
    fs::write(half.join("da-nop"), "").unwrap();
    refused(
        &["init", half.to_str().unwrap(), "--period", "2017-Q3"],
        &["không tạo được"],
    );
    assert_eq!(names(&half), ["da-nop"]);
}

#[test]
fn wrong_settings_are_told_all_at_once_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().to_str().unwrap();
    refused(&["run", place], &["ky.toml", "tonghop init"]);
    let text = "[period]\nyear = 2017\nquater = 3\n\n[rules]\nB36 = \"off\"\nB301 = \"warn\"\n[limits]\ncell = 1\n";
    fs::write(dir.path().join("ky.toml"), text).unwrap();
    let vi = [
        "ky.toml, dòng 3: không có khóa period.quater; có phải là quarter?",
        "ky.toml, dòng 6: rules.B36: không có quy tắc này; có phải là B306?",
        "dòng 7",
        "có phải là \"warning\"?",
        "ky.toml, dòng 9: không có khóa limits.cell; có phải là cells?",
    ];
    refused(&["run", place], &vi);
    refused(&[place], &vi);
    refused(
        &["run", place, "--lang", "en", "--format", "json"],
        &[
            "mistakes in the settings",
            "ky.toml, line 3: there is no key period.quater; did you mean quarter?",
        ],
    );
    assert_eq!(names(dir.path()), ["ky.toml"]);
}

#[test]
fn rules_and_explanations_have_stable_keys() {
    let output = tonghop(&["rules", "--format", "json"]);
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rules = value["rules"].as_array().unwrap();
    assert_eq!(rules.len(), tonghop::finding::RULES.len());
    let titled = |rule: &Value| {
        rule["title"]
            .as_str()
            .is_some_and(|title| !title.is_empty())
    };
    assert!(rules.iter().all(titled));
    assert_eq!(out(&tonghop(&["rules"])).lines().count(), rules.len());

    let by_code = tonghop(&["explain", "b301", "--format", "json"]);
    let value: Value = serde_json::from_slice(&by_code.stdout).unwrap();
    for key in [
        "code", "name", "severity", "title", "what", "why", "todo", "example", "expected", "found",
    ] {
        let told = value[key].as_str().is_some_and(|text| !text.is_empty());
        assert!(told, "{key}");
    }
    assert_eq!(value["code"], "B301");
    let by_name = tonghop(&["explain", "over-approved", "--format", "json"]);
    assert_eq!(by_name.stdout, by_code.stdout);
    for rule in rules {
        let output = tonghop(&["explain", rule["code"].as_str().unwrap(), "--lang", "en"]);
        assert_eq!(output.status.code(), Some(0));
        assert!(!out(&output).contains("cli-"));
    }
}

#[test]
fn colours_only_where_asked_for() {
    assert!(!out(&tonghop(&["rules"])).contains('\u{1b}'));
    let always = binary()
        .args(["rules", "--color", "always"])
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(out(&always).contains('\u{1b}'));
    let never = tonghop(&["rules", "--color", "never"]);
    assert!(!out(&never).contains('\u{1b}'));
    let help = tonghop(&["--help", "--color=always"]);
    assert!(out(&help).contains('\u{1b}'));
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = tonghop(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        let text = out(&output);
        assert!(
            text.contains("inspect") && text.contains("parquet"),
            "{shell}"
        );
        assert!(!text.contains("__read"), "{shell}");
    }
}

#[test]
fn what_the_program_says_to_itself_is_for_no_person() {
    let help = out(&tonghop(&["--help"])) + &out(&tonghop(&["run", "--help"]));
    assert!(!help.contains("__read"));
    // Without a run behind it there is nothing to serve, and nothing to say.
    let output = binary().arg("__read").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!((out(&output), err(&output)), (String::new(), String::new()));
    let output = binary().args(["__read", "x"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("__read"), "as any other wrong word");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut child = binary()
        .args(["completions", "zsh"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(err(&output), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_told_is_a_fault() {
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let status = binary().arg("rules").stdout(full).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

/// Keys of a message file, sorted.
fn keys(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| line.starts_with("cli-"));
    let mut keys: Vec<&str> = lines.filter_map(|line| line.split(" =").next()).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn both_languages_have_every_word_that_the_code_asks_for() {
    let vi = keys(include_str!("../templates/messages/vi-cli.ftl"));
    assert_eq!(vi, keys(include_str!("../templates/messages/en-cli.ftl")));
    let mut asked = 0;
    for entry in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")) {
        let entry = entry.unwrap();
        if entry.path().extension().is_none_or(|ext| ext != "rs") {
            continue;
        }
        let code = fs::read_to_string(entry.path()).unwrap();
        for (at, _) in code.match_indices("\"cli-") {
            let key = code[at + 1..].split('"').next().unwrap();
            let whole = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            if whole && !key.ends_with('-') {
                asked += 1;
                assert!(vi.contains(&key), "{key} in {}", entry.path().display());
            }
        }
    }
    assert!(asked > 100, "{asked}");
}
