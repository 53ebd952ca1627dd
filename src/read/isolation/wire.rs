//! A parsed workbook, or why there is none, as a worker tells it: every number and text exact.

use serde::{Deserialize, Serialize};

use super::super::grid::{DefinedName, FORMATS, Grid, Table, Workbook};
use super::super::limits::Limits;
use super::super::unreadable::{Unreadable, What};

/// What a worker answers. Names that the program knows as its own travel as text and are looked up again.
#[derive(Serialize, Deserialize)]
enum Answer {
    Workbook {
        format: String,
        sheets: Vec<Grid>,
        bad_sheets: Vec<(String, String)>,
        names: Vec<DefinedName>,
        tables: Vec<Table>,
        from_1904: bool,
    },
    Broken {
        what: What,
        detail: String,
    },
    Encrypted,
    OverLimit {
        limit: String,
        allowed: String,
        value: String,
    },
}

/// The bytes of what came of a file, in a room that is there already.
pub fn encode(result: Result<Workbook, Unreadable>, mut room: Vec<u8>) -> Vec<u8> {
    let answer = match result {
        Ok(Workbook {
            format,
            sheets,
            bad_sheets,
            names,
            tables,
            from_1904,
        }) => Answer::Workbook {
            format: format.to_owned(),
            sheets,
            bad_sheets,
            names,
            tables,
            from_1904,
        },
        Err(Unreadable::Broken { what, detail }) => Answer::Broken { what, detail },
        Err(Unreadable::Encrypted) => Answer::Encrypted,
        Err(Unreadable::OverLimit {
            limit,
            allowed,
            value,
        }) => Answer::OverLimit {
            limit: limit.to_owned(),
            allowed,
            value,
        },
    };
    // These types have no value that cannot be written; without bytes the other side takes the worker for broken.
    room.clear();
    postcard::to_extend(&answer, room).unwrap_or_default()
}

/// The same back; `None` for bytes that are no answer.
pub fn decode(bytes: &[u8]) -> Option<Result<Workbook, Unreadable>> {
    let (answer, rest) = postcard::take_from_bytes(bytes).ok()?;
    if !rest.is_empty() {
        return None;
    }
    Some(match answer {
        Answer::Workbook {
            format,
            sheets,
            bad_sheets,
            names,
            tables,
            from_1904,
        } => Ok(Workbook {
            format: known(FORMATS, &format)?,
            sheets,
            bad_sheets,
            names,
            tables,
            from_1904,
        }),
        Answer::Broken { what, detail } => Err(Unreadable::Broken { what, detail }),
        Answer::Encrypted => Err(Unreadable::Encrypted),
        Answer::OverLimit {
            limit,
            allowed,
            value,
        } => {
            let keys = Limits::default().entries().map(|(key, _)| key);
            Err(Unreadable::OverLimit {
                limit: known(keys, &limit)?,
                allowed,
                value,
            })
        }
    })
}

fn known<const N: usize>(names: [&'static str; N], name: &str) -> Option<&'static str> {
    names.into_iter().find(|known| *known == name)
}

#[cfg(test)]
mod tests {
    use super::super::super::grid::{Content, GridCell, Legacy};
    use super::super::super::hidden::Hidden;
    use super::*;
    use crate::base::place::{Area, Cell};

    fn book() -> Workbook {
        let contents = [
            Content::Text("Đào tạo\u{0}\u{1b}\n".into()),
            Content::Number(0.300_000_000_000_000_04),
            Content::Number(-0.0),
            Content::Number(5e-324),
            Content::Number(f64::MAX),
            Content::Date(chrono::NaiveDate::from_ymd_opt(1900, 3, 1).unwrap().into()),
            Content::Date(chrono::NaiveDateTime::MAX),
            Content::Date(chrono::NaiveDateTime::MIN),
            Content::Bool(true),
            Content::Error("#REF!".into()),
            Content::Uncomputed,
        ];
        let cells = (0..)
            .zip(contents)
            .map(|(row, content)| GridCell {
                at: Cell::new(row * 100_000, 16_383),
                content,
                formula: (row % 2 == 0).then(|| "SUM(A1:A2)".into()),
            })
            .collect();
        let area = Area {
            first: Cell::new(0, 0),
            last: Cell::new(1_048_575, 16_383),
        };
        let mut hidden = Hidden::default();
        hidden.add_rows(7, 3);
        hidden.add_columns(16_383, 1);
        Workbook {
            format: "xlsm",
            sheets: vec![
                Grid {
                    name: "Biểu 1".to_owned(),
                    visible: true,
                    cells,
                    merges: vec![area],
                    hidden,
                    converted: vec![(Legacy::Vni, Cell::new(7, 3))],
                    ..Grid::default()
                },
                Grid::default(),
            ],
            names: vec![DefinedName {
                name: "tổng".into(),
                sheet: Some("Biểu 1".into()),
                text: "'Biểu 1'!$A$1".into(),
            }],
            tables: vec![Table {
                name: "bảng".into(),
                sheet: "Biểu 1".into(),
                area,
                headers: 1,
                totals: 0,
                columns: vec!["Kinh phí".into(), "x".into()],
            }],
            bad_sheets: vec![("Ẩn".to_owned(), "lost".to_owned())],
            from_1904: true,
        }
    }

    #[test]
    fn everything_of_a_workbook_arrives_exactly() {
        let sent = encode(Ok(book()), Vec::new());
        let Some(Ok(back)) = decode(&sent) else {
            panic!("no workbook");
        };
        assert_eq!(back, book());
        let sign = |book: &Workbook| match book.sheets[0].cells[2].content {
            Content::Number(number) => number.to_bits(),
            _ => 0,
        };
        assert_eq!(sign(&back), (-0.0_f64).to_bits(), "minus zero");
    }

    #[test]
    fn every_reason_arrives() {
        let mut reasons = vec![Unreadable::Encrypted];
        for what in What::ALL {
            reasons.push(Unreadable::broken(what, "byte 7"));
        }
        for (limit, allowed) in Limits::default().entries() {
            reasons.push(Unreadable::OverLimit {
                limit,
                allowed: allowed.to_string(),
                value: format!("> {allowed}"),
            });
        }
        for why in reasons {
            assert_eq!(
                decode(&encode(Err(why.clone()), b"before".to_vec())),
                Some(Err(why))
            );
        }
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        let whole = encode(Ok(book()), Vec::new());
        for end in 0..whole.len() {
            assert_eq!(decode(&whole[..end]), None, "{end}");
        }
        let longer = [whole.as_slice(), &[0]].concat();
        assert_eq!(decode(&longer), None);
        let foreign = postcard::to_stdvec(&Answer::Workbook {
            format: "exe".to_owned(),
            sheets: Vec::new(),
            bad_sheets: Vec::new(),
            names: Vec::new(),
            tables: Vec::new(),
            from_1904: false,
        })
        .unwrap();
        assert_eq!(decode(&foreign), None);
    }
}
