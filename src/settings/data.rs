//! What is wrong with other files of templates/, told like the problems of ky.toml: file, line, key, the nearest right one.

use super::problem::{Kind, Problem, Problems, Wanted};
use crate::base::text::nearest;
use crate::finding::TextFault;
use crate::model::{TableError, TableFault};

/// A table with columns: units.csv, unit-names.csv, successors.csv.
pub fn of_table(file: &str, error: TableError) -> Problem {
    let mut nearest_word = None;
    let (key, kind) = match error.what {
        TableFault::Columns(columns) => (String::new(), Kind::Columns(columns.to_owned())),
        TableFault::Day(column, found) => (column.to_owned(), Kind::NotADay(found)),
        TableFault::Empty(column) => (column.to_owned(), Kind::Missing),
        TableFault::Unit(code) => (code, Kind::UnknownUnit),
        TableFault::Word {
            column,
            found,
            allowed,
        } => {
            nearest_word = nearest(&found, allowed.iter().copied()).map(str::to_owned);
            let kind = Kind::NotOneOf {
                found: format!("“{found}”"),
                allowed: allowed.join(", "),
            };
            (column.to_owned(), kind)
        }
    };
    Problem {
        file: file.to_owned(),
        line: Some(error.line),
        key,
        kind,
        nearest: nearest_word,
    }
}

/// A file that is no UTF-8, from this byte on.
pub fn not_utf8(file: &str, bytes: &[u8], valid_up_to: usize) -> Problem {
    let before = bytes.iter().take(valid_up_to);
    Problem {
        file: file.to_owned(),
        line: Some(before.filter(|b| **b == b'\n').count() + 1),
        key: String::new(),
        kind: Kind::NotUtf8,
        nearest: None,
    }
}

/// A line of a file of messages that is no Fluent text.
pub fn of_words(file: &str, fault: TextFault) -> Problem {
    Problem {
        file: file.to_owned(),
        line: Some(fault.line),
        key: String::new(),
        kind: Kind::Words(fault),
        nearest: None,
    }
}

/// A file of the layouts that builds on one that is not there.
pub fn no_such_base(file: &str, base: &str, all: &[&str]) -> Problem {
    Problem {
        file: file.to_owned(),
        line: None,
        key: "extends".to_owned(),
        kind: Kind::NotOneOf {
            found: format!("\"{base}\""),
            allowed: all.join(", "),
        },
        nearest: nearest(base, all.iter().copied()).map(str::to_owned),
    }
}

/// A key that a file does not have.
pub fn unknown_key(file: &str, key: &str, known: &[&str]) -> Problem {
    Problem {
        file: file.to_owned(),
        line: None,
        key: key.to_owned(),
        kind: Kind::UnknownKey,
        nearest: nearest(key, known.iter().copied()).map(str::to_owned),
    }
}

/// What the reader of TOML says, in its own English words, as a problem with line, key and the nearest right key.
pub fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> Problem {
    let problems = Problems::new(file, text);
    let span = error.span().unwrap_or_default();
    let line = problems.line(span.start);
    let told = Told::read(error.message());
    // The key of a value stands before it on its line.
    let line_text = text.lines().nth(line - 1).unwrap_or_default();
    let own_key = || {
        let key = line_text.split_once('=').map_or("", |(key, _)| key);
        key.trim().to_owned()
    };
    let (key, kind, near) = match told {
        Told::UnknownKey(key, known) => {
            let near = nearest(&key, known.iter().map(String::as_str)).map(str::to_owned);
            (key, Kind::UnknownKey, near)
        }
        Told::Missing(key) => (key, Kind::Missing, None),
        Told::Twice => {
            let key = text.get(span).unwrap_or_default().trim().to_owned();
            (key, Kind::Twice, None)
        }
        Told::Type(wanted) => {
            let found = text.get(span).unwrap_or_default().trim();
            let found = found.chars().take(60).collect();
            (own_key(), Kind::WrongType { wanted, found }, None)
        }
        Told::Other => {
            let kind = Kind::Syntax {
                line: line_text.trim().chars().take(80).collect(),
                detail: error.message().to_owned(),
            };
            (String::new(), kind, None)
        }
    };
    Problem {
        file: file.to_owned(),
        line: Some(line),
        key,
        kind,
        nearest: near,
    }
}

/// What a sentence of the reader says.
enum Told {
    UnknownKey(String, Vec<String>),
    Missing(String),
    Twice,
    Type(Wanted),
    Other,
}

impl Told {
    fn read(message: &str) -> Self {
        // unknown field `nam`, expected one of `number`, `name`
        let mut quoted = message.split('`').skip(1).step_by(2).map(str::to_owned);
        if message.starts_with("unknown field") {
            return Self::UnknownKey(quoted.next().unwrap_or_default(), quoted.collect());
        }
        if message.starts_with("missing field") {
            return Self::Missing(quoted.next().unwrap_or_default());
        }
        if message.starts_with("duplicate") {
            return Self::Twice;
        }
        // invalid type: integer `5`, expected a string
        let wanted = message.strip_prefix("invalid type: ");
        let wanted = wanted.and_then(|rest| Some(rest.rsplit_once("expected ")?.1));
        match wanted {
            Some("a string" | "string") => Self::Type(Wanted::Text),
            Some("a boolean" | "a bool" | "bool") => Self::Type(Wanted::Flag),
            Some("a sequence") => Self::Type(Wanted::Texts),
            Some("a map") => Self::Type(Wanted::Section),
            Some(wanted) if wanted.starts_with("struct ") => Self::Type(Wanted::Section),
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Programme;

    fn programme(text: &str) -> Problem {
        of_toml("programme.toml", text, &Programme::parse(text).unwrap_err())
    }

    #[test]
    fn the_readers_words_become_problems_with_line_and_key() {
        let unknown = programme("[[content]]\nnumber = \"I\"\nnme = \"x\"\n");
        assert_eq!((unknown.line, unknown.key.as_str()), (Some(3), "nme"));
        assert_eq!(unknown.kind, Kind::UnknownKey);
        assert_eq!(unknown.nearest.as_deref(), Some("name"));
        let missing = programme("[[content]]\nnumber = \"I\"\n");
        assert_eq!(
            (missing.key.as_str(), missing.kind),
            ("name", Kind::Missing)
        );
        let typed = programme("[[content]]\nname = \"x\"\nnumber = 1\n");
        assert_eq!((typed.line, typed.key.as_str()), (Some(3), "number"));
        let wanted = Kind::WrongType {
            wanted: Wanted::Text,
            found: "1".to_owned(),
        };
        assert_eq!(typed.kind, wanted);
        let texts = programme("[[content]]\nname = \"x\"\nnumber = \"1\"\nalso = \"y\"\n");
        assert!(
            matches!(
                texts.kind,
                Kind::WrongType {
                    wanted: Wanted::Texts,
                    ..
                }
            ),
            "{texts:?}"
        );
        let twice = programme("[[content]]\nname = \"x\"\nname = \"y\"\n");
        assert_eq!((twice.line, twice.kind), (Some(3), Kind::Twice));
        let broken = programme("[[content]]\nname x\n");
        assert_eq!(broken.line, Some(2));
        assert!(matches!(broken.kind, Kind::Syntax { .. }), "{broken:?}");
    }

    #[test]
    fn a_table_names_its_line_and_the_nearest_word() {
        let problem = of_table(
            "templates/units.csv",
            TableError {
                line: 4,
                what: TableFault::Word {
                    column: "level",
                    found: "distric".to_owned(),
                    allowed: &["city", "district"],
                },
            },
        );
        assert_eq!((problem.line, problem.key.as_str()), (Some(4), "level"));
        assert_eq!(problem.nearest.as_deref(), Some("district"));
        assert_eq!(not_utf8("x", b"a\nb\xff", 3).line, Some(2));
    }
}
