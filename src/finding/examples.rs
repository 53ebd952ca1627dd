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

/// The case that is named after the rule, else its first one; none for a rule that is not checked yet.
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
    let (name, text) = own.or(files.first())?;
    Some(Example {
        file: format!("tests/cases/{name}"),
        excerpt: excerpt(text),
    })
}

/// The case until its first `== near` with what changes there; remarks and letterheads are left out, what is too long is cut.
fn excerpt(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut near = false;
    for (index, line) in text.lines().enumerate() {
        let title = index == 0;
        if (line.starts_with('#') && !title) || line.starts_with("merge ") || line.trim().is_empty()
        {
            continue;
        }
        if line.starts_with("== also") || (near && line.starts_with("== ")) {
            break;
        }
        near |= line.starts_with("== near");
        let line = line.strip_prefix("# ").filter(|_| title).unwrap_or(line);
        let mut cut: String = line.chars().take(WIDEST).collect();
        if cut.len() < line.len() {
            cut.push('…');
        }
        lines.push(cut);
    }
    if lines.len() > LONGEST {
        // What is found matters more than the rows before it.
        let kept = lines.iter().position(|l| l.starts_with("== expect"));
        let tail = lines.split_off(kept.unwrap_or(LONGEST).max(1));
        lines.truncate(LONGEST.saturating_sub(tail.len()).max(6));
        lines.push("…".to_owned());
        lines.extend(tail);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::RULES;
    use super::*;

    #[test]
    fn every_rule_that_is_checked_has_an_example_with_its_finding() {
        for rule in RULES.iter().filter(|rule| rule.active) {
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
