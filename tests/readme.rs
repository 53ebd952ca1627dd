//! README.md says what the program does: its table of rules, its commands and the files it points to.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tonghop::finding::{RULES, Wording};

const BEGIN: &str = "<!-- rules:begin -->\n";
const END: &str = "<!-- rules:end -->";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

/// The rules, from the program itself.
fn table() -> String {
    let [vi, en] = ["vi", "en"].map(|lang| Wording::new(lang, &[]).expect("built-in words"));
    let mut out = "| Mã · Code | Tên · Name | Mức độ · Severity | Nội dung | Title |\n|---|---|---|---|---|\n".to_owned();
    for rule in RULES {
        let cell = |text: &str| text.replace('|', "\\|");
        writeln!(
            out,
            "| {} | {} | {} · {} | {} | {} |",
            rule.code,
            rule.name,
            vi.severity(rule.severity),
            en.severity(rule.severity),
            cell(&vi.explain(rule.code).title),
            cell(&en.explain(rule.code).title),
        )
        .expect("a string takes all");
    }
    out
}

#[test]
fn the_table_of_rules_is_the_programs_own() {
    let text = readme();
    let (before, rest) = text.split_once(BEGIN).expect("README.md has rules:begin");
    let (old, after) = rest.split_once(END).expect("README.md has rules:end");
    let new = table();
    if old == new {
        return;
    }
    if env::var_os("TONGHOP_REWRITE").is_some_and(|value| value == "1") {
        let text = format!("{before}{BEGIN}{new}{END}{after}");
        fs::write(root().join("README.md"), text).unwrap();
        return;
    }
    panic!(
        "the rules of README.md are stale; TONGHOP_REWRITE=1 cargo test --test readme rewrites them:\n{new}"
    );
}

#[test]
fn every_command_is_told_in_both_languages_and_no_other() {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("tonghop"))
        .args(["--lang", "en", "--help"])
        .output()
        .unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let (commands, _) = commands.split_once("\n\n").unwrap();
    let commands: Vec<&str> = commands
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty())
        .collect();
    assert!(commands.len() > 5, "{commands:?}");
    let text = readme();
    let (vietnamese, english) = text.split_once("## For developers").unwrap();
    for name in &commands {
        assert!(vietnamese.contains(&format!("`tonghop {name}")), "{name}");
        let alone = [format!("`{name}`"), format!("`{name} ")];
        assert!(alone.iter().any(|a| english.contains(a)), "{name}");
    }
    for told in text.split("`tonghop ").skip(1) {
        let word: String = told.chars().take_while(char::is_ascii_lowercase).collect();
        assert!(commands.contains(&word.as_str()), "there is no {word}");
    }
}

/// Whoever writes a layout of their own must find every key that the built-in ones use.
#[test]
fn every_key_of_the_layouts_is_told() {
    let text = readme();
    let mut lacking = std::collections::BTreeSet::new();
    for entry in fs::read_dir(root().join("templates/layouts")).expect("the layouts") {
        let path = entry.expect("a layout").path();
        let layout = fs::read_to_string(path).expect("a layout");
        let layout: toml::Table = layout.parse().expect("TOML");
        for (key, value) in layout {
            let Some(table) = value.as_table() else {
                lacking.extend((!text.contains(&format!("`{key}`"))).then_some(key));
                continue;
            };
            if !text.contains(&format!("`[{key}]`")) {
                lacking.insert(format!("[{key}]"));
            }
            // Fields are columns, which each form has of its own.
            let keys = table.keys().filter(|_| key != "fields");
            lacking.extend(
                keys.filter(|k| !text.contains(&format!("`{k}`")))
                    .map(|k| format!("[{key}] {k}")),
            );
        }
    }
    assert!(lacking.is_empty(), "README.md does not tell {lacking:?}");
}

#[test]
fn what_it_points_to_is_there() {
    let text = readme();
    let links = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let mut seen = 0;
    for link in links.filter(|link| !link.starts_with("http")) {
        seen += 1;
        assert!(root().join(link).is_file(), "{link}");
    }
    assert!(seen >= 1);
    for place in ["src/", "templates/", "samples/", "tests/"] {
        for named in text
            .split('`')
            .filter(|word| word.starts_with(place) && !word.contains([' ', '{', '<']))
        {
            // A folder of a workspace has the same names; those that do not exist here are the workspace's.
            let own = Path::new(named).components().count() > 2
                && named.starts_with("templates/layouts/");
            assert!(own || root().join(named).exists(), "{named}");
        }
    }
}

#[test]
fn the_exit_codes_are_told_twice() {
    let text = readme();
    for code in ["**0**", "**1**", "**2**"] {
        assert_eq!(text.matches(code).count(), 2, "{code}");
    }
}
