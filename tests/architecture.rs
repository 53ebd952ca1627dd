//! The shape of the house (src/lib.rs): imports run one way, files stay small, floats and printing stay where they belong.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// The journey of the data. A folder may use what stands before it.
const JOURNEY: [&str; 12] = [
    "base",
    "model",
    "finding",
    "settings",
    "read",
    "layout",
    "parse",
    "check",
    "consolidate",
    "report",
    "pipeline",
    "cli",
];

/// Files of more than 400 lines, each with the reason why it is not parted.
const LONG: [(&str, &str); 8] = [
    (
        "base/formula/eval.rs",
        "one evaluator: operators and references of one grammar",
    ),
    (
        "finding/wording_tests.rs",
        "one table of what each wording of each rule is given",
    ),
    (
        "report/feedback/sheet.rs",
        "one pass over a sheet: what it sees and what it writes belong together",
    ),
    (
        "report/template/moved.rs",
        "everything that moves with the rows, in one list",
    ),
    (
        "report/template/shift.rs",
        "how references follow the rows, with its cases side by side",
    ),
    (
        "report/template/xml.rs",
        "one tree: reading and writing belong together",
    ),
    ("cli/args.rs", "one definition of the command line"),
    (
        "report/template/emit.rs",
        "one writer of cells: what a model row becomes",
    ),
];

/// Where `f64` may stand, each with its reason.
const FLOATS: [(&str, &str); 12] = [
    (
        "base/number",
        "where a cell's number becomes an exact amount",
    ),
    (
        "read/",
        "the library's cells hold floats until they are taken over",
    ),
    ("base/text.rs", "how alike two spellings are"),
    ("base/spelling.rs", "how alike two spellings are"),
    ("layout/", "how alike two headings are"),
    ("check/matching.rs", "how alike two names are"),
    ("check/near_names.rs", "how alike two names are"),
    ("pipeline/inspect.rs", "how alike two headings are, shown"),
    ("report/explanations.rs", "the writer takes cells as floats"),
    (
        "report/feedback/rebuild.rs",
        "a number goes from cell to cell as it is stored; the writer takes widths as floats",
    ),
    (
        "report/register/",
        "the writer takes widths and cells as floats; no sum is made of them",
    ),
    ("report/receipts.rs", "the writer takes widths as floats"),
];

/// Where output may be printed.
const SPEAKERS: [&str; 2] = ["cli/", "main.rs"];

struct Source {
    /// Path below src/ with `/`.
    path: String,
    /// Text without comments and without the tests at its end.
    code: String,
    lines: usize,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(paths.len() > 10, "the sources are found");
    paths
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).expect("a source is text");
            let below = path.strip_prefix(&root).expect("a path below src");
            Source {
                path: below.to_string_lossy().replace('\\', "/"),
                code: code_of(&text),
                lines: text.lines().count(),
            }
        })
        .collect()
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Comments and the unit tests at the end of a file do not count.
fn code_of(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text);
    let mut out = String::new();
    for line in text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
    {
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// The step that a file belongs to; `None` for lib.rs and main.rs, which see all.
fn step(path: &str) -> Option<usize> {
    let first = path.split(['/', '.']).next()?;
    JOURNEY.iter().position(|name| *name == first)
}

/// The modules named by `crate::x`, also in `use crate::{a::…, b::…}`.
fn imports(code: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (at, found) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + found.len()..];
        match rest.strip_prefix('{') {
            Some(list) => out.extend(heads_of_list(list)),
            None => out.push(word(rest)),
        }
    }
    out
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// First words of the entries of a brace list, up to its closing brace.
fn heads_of_list(list: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut out = vec![String::new()];
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => out.push(String::new()),
            c if depth == 0 => {
                if let Some(last) = out.last_mut() {
                    last.push(c);
                }
            }
            _ => {}
        }
    }
    out.iter().map(|entry| word(entry.trim())).collect()
}

#[test]
fn imports_run_one_way() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = step(&source.path) else {
            continue;
        };
        for import in imports(&source.code) {
            let Some(used) = JOURNEY.iter().position(|name| *name == import) else {
                continue;
            };
            if used > own {
                wrong.push(format!(
                    "src/{} uses crate::{import}, which comes later",
                    source.path
                ));
            }
        }
    }
    wrong.dedup();
    assert!(
        wrong.is_empty(),
        "\n{}\nthe order is {}",
        wrong.join("\n"),
        JOURNEY.join(" < ")
    );
}

#[test]
fn every_folder_has_its_place_in_the_journey() {
    for source in sources() {
        let known =
            step(&source.path).is_some() || ["lib.rs", "main.rs"].contains(&source.path.as_str());
        assert!(
            known,
            "src/{} is no step of {}",
            source.path,
            JOURNEY.join(" < ")
        );
    }
}

#[test]
fn a_file_is_one_idea() {
    let listed = |path: &str| LONG.iter().any(|(long, _)| *long == path);
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.lines > 400 && !listed(&source.path))
        .map(|source| {
            format!(
                "src/{} has {} lines: part it, or list it with a reason",
                source.path, source.lines
            )
        })
        .collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

#[test]
fn floats_stay_where_numbers_are_read() {
    let allowed = |path: &str| FLOATS.iter().any(|(place, _)| path.starts_with(place));
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|s| !allowed(&s.path)) {
        for name in ["f64", "f32"] {
            if source
                .code
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|w| w == name)
            {
                wrong.push(format!(
                    "src/{} uses {name}: amounts are decimal",
                    source.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_the_command_line_speaks() {
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|s| !SPEAKERS.iter().any(|place| s.path.starts_with(place)))
    {
        for name in [
            "println!",
            "eprintln!",
            "print!(",
            "eprint!(",
            "io::stdout",
            "io::stderr",
        ] {
            if source.code.contains(name) {
                wrong.push(format!("src/{} prints ({name})", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn pure_steps_ask_nothing_of_the_machine() {
    let mut wrong = Vec::new();
    for source in sources() {
        let first = source.path.split('/').next().unwrap_or_default();
        if !["layout", "parse", "check", "consolidate"].contains(&first) {
            continue;
        }
        for name in [
            "std::fs",
            "std::env",
            "SystemTime",
            "Instant::now",
            "std::net",
            "std::process",
        ] {
            if source.code.contains(name) {
                wrong.push(format!("src/{} uses {name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_reading_of_imports_is_right() {
    let code = "use crate::base::money;\nuse crate::{model::{Form, Unit}, finding::Code};\nlet x = crate::read::go();\n$crate::cli::x\n";
    assert_eq!(imports(code), ["base", "model", "finding", "read"]);
    assert_eq!(
        code_of("a\n// crate::cli\nb\n#[cfg(test)]\nmod tests {\ncrate::cli\n}"),
        "a\nb\n"
    );
}
