//! The examples of `tonghop explain`: excerpts of the cases that prove the rules.

use include_dir::{Dir, include_dir};

use super::Code;

static CASES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/tests/cases");

/// More lines than this are no example any more.
const LONGEST: usize = 36;
/// A line longer than this is cut.
const WIDEST: usize = 150;

/// A real case of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The case's file, relative to the project.
    pub file: String,
    /// What it shows, its workbooks, what is found there, and one change after which nothing is.
    pub excerpt: String,
}

/// The case that is named after the rule, else the first in which it fires before any change, else its first one; none for
/// a rule that is not checked yet.
pub fn of(code: Code) -> Option<Example> {
    let named = format!("{code}-{}.case", code.rule().name);
    let prefix = format!("{code}-");
    let mut files: Vec<_> = CASES
        .files()
        .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
        .filter(|(name, _)| name.starts_with(&prefix))
        .collect();
    files.sort_unstable();
    let own = files.iter().find(|(name, _)| *name == named);
    let plain = files.iter().find(|(_, text)| fires(code, text));
    let (name, text) = own.or(plain).or(files.first())?;
    Some(Example {
        file: format!("tests/cases/{name}"),
        excerpt: excerpt(code, text),
    })
}

/// Whether a rule fires in a case as it is written.
fn fires(code: Code, text: &str) -> bool {
    let told = format!("{code}-");
    let expected = text.lines().skip_while(|line| *line != "== expect").skip(1);
    let mut expected = expected.take_while(|line| !line.starts_with("== "));
    expected.any(|line| line.contains(&told))
}

/// The workbooks of a case, what is found in them, or after which change, and one change after which nothing is; remarks
/// and merged cells are left out, what is too long is cut.
fn excerpt(code: Code, text: &str) -> String {
    let told = format!("{code}-");
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    for (index, line) in text.lines().enumerate() {
        let remark = index > 0 && line.starts_with('#');
        if remark || line.starts_with("merge ") || line.trim().is_empty() {
            continue;
        }
        if ["== expect", "== also", "== near"]
            .iter()
            .any(|head| line.starts_with(head))
        {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(line);
        }
    }
    let is_near = |part: &[&str]| part.first().is_some_and(|head| head.starts_with("== near"));
    let mut judged = parts.iter().skip(1);
    let found = judged
        .clone()
        .find(|part| !is_near(part) && part.iter().any(|line| line.contains(&told)));
    let near = judged.find(|part| is_near(part));
    let ends: Vec<&str> = [found, near]
        .into_iter()
        .flatten()
        .flatten()
        .copied()
        .collect();
    let workbooks = parts.first().map(Vec::as_slice).unwrap_or_default();
    let room = LONGEST.saturating_sub(ends.len()).max(6);
    let mut lines: Vec<String> = workbooks.iter().take(room).map(|l| cut(l)).collect();
    if workbooks.len() > room {
        lines.push("…".to_owned());
    }
    lines.extend(ends.into_iter().map(cut));
    if let Some(title) = lines.first_mut() {
        *title = title.trim_start_matches("# ").to_owned();
    }
    lines.join("\n")
}

/// A line that a terminal can show.
fn cut(line: &str) -> String {
    let mut cut: String = line.chars().take(WIDEST).collect();
    if cut.len() < line.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::super::RULES;
    use super::*;

    #[test]
    fn where_no_case_bears_the_name_of_a_rule_it_fires_in_its_example() {
        let shown = of(Code::R011).unwrap();
        assert!(
            shown.excerpt.contains("== expect\nwarning R011-"),
            "{}",
            shown.excerpt
        );
    }

    #[test]
    fn every_rule_has_an_example_with_its_finding() {
        for rule in RULES {
            let example = of(rule.code).unwrap();
            let found = format!("{}-", rule.code);
            assert!(example.file.contains(&found), "{}", example.file);
            assert!(
                example.excerpt.contains(&found),
                "{}: {}",
                rule.code,
                example.excerpt
            );
            assert!(
                example.excerpt.lines().count() <= LONGEST + 12,
                "{}",
                example.excerpt
            );
        }
    }
}
