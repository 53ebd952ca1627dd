//! giai-trinh.xlsx: what the office answers to findings.

use std::sync::Arc;

use crate::finding::{Answer, Code, Finding, Severity, Spot, Subject, Value, Verdict};
use crate::read::grid::Workbook;

use super::filled::{self, Names, Row};

const COLUMNS: [Names; 11] = [
    &["ma phat hien", "ma sai lech", "finding id", "finding", "id"],
    &["don vi", "unit"],
    &["de an", "project"],
    &["noi dung", "content", "message"],
    &["gia tri can co", "can co", "expected"],
    &["gia tri trong bao cao", "trong bao cao", "found"],
    &["giai trinh", "noi dung giai trinh", "explanation"],
    &["nguoi giai trinh", "explained by", "by"],
    &["ngay", "ngay giai trinh", "date"],
    &["hinh thuc", "form", "how"],
    &["quyet dinh", "decision"],
];

/// The rows that somebody filled, and what cannot be understood of them.
pub fn answers(file: &Arc<str>, workbook: &Workbook) -> (Vec<Answer>, Vec<Finding>) {
    let Some(table) = filled::table(workbook, &COLUMNS, &[0, 6, 10]) else {
        let is_empty = workbook.sheets.iter().all(|grid| grid.cells.is_empty());
        let spot = Spot {
            file: Arc::clone(file),
            sheet: workbook
                .sheets
                .first()
                .map(|grid| grid.name.as_str().into()),
            cell: None,
        };
        let lost = (!is_empty).then(|| unclear(&spot, "headings", file));
        return (Vec::new(), lost.into_iter().collect());
    };
    let answers = table.rows.iter().map(|row| answer(file, &table.sheet, row));
    let filled: Vec<Answer> = answers.filter(Answer::is_filled).collect();
    let mut findings = Vec::new();
    for answer in &filled {
        if answer.id.is_empty() {
            findings.push(unclear(&answer.spot, "no-id", &answer.text));
        } else if !answer.decision.is_empty() && Verdict::parse(&answer.decision).is_none() {
            findings.push(unclear(&answer.spot, "decision", &answer.decision));
        }
    }
    (filled, findings)
}

fn answer(file: &Arc<str>, sheet: &Arc<str>, row: &Row) -> Answer {
    Answer {
        id: row.owned(0),
        unit: row.owned(1),
        project: row.owned(2),
        content: row.owned(3),
        expected: row.owned(4),
        found: row.owned(5),
        text: row.owned(6),
        by: row.owned(7),
        date: row.owned(8),
        form: row.owned(9),
        decision: row.owned(10),
        spot: Spot {
            file: Arc::clone(file),
            sheet: Some(Arc::clone(sheet)),
            cell: row.cell(0),
        },
    }
}

/// A row that waives nothing because it cannot be understood: a warning, since its author thinks that it does.
fn unclear(spot: &Spot, variant: &'static str, text: &str) -> Finding {
    let name = format!("{}{:?}{text}", spot.file, spot.cell);
    let hash = blake3::hash(name.as_bytes()).to_hex();
    let mut finding = Finding::new(Code::W702, Subject::file(&hash));
    finding.severity = Severity::Warning;
    finding.variant = Some(variant);
    finding.file = Some(Arc::clone(&spot.file));
    finding.sheet.clone_from(&spot.sheet);
    finding.cells = spot.cell.into_iter().collect();
    finding.found = Some(Value::text(text));
    finding.found_text = Some(text.to_owned());
    finding
}

/// Joins the workspace's answers with those filled in among the results: the workspace's count, what they leave blank is
/// taken from the others. Two texts or two decisions for one finding are told (W703).
pub fn joined(workspace: Vec<Answer>, results: Vec<Answer>) -> (Vec<Answer>, Vec<Finding>) {
    let mut all: Vec<Answer> = Vec::new();
    let mut findings = Vec::new();
    for answer in workspace.into_iter().chain(results) {
        let known = all
            .iter_mut()
            .find(|known| known.is_about_the_same(&answer));
        let Some(known) = known.filter(|_| !answer.id.is_empty()) else {
            all.push(answer);
            continue;
        };
        let both = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
        let verdicts = (
            Verdict::parse(&known.decision),
            Verdict::parse(&answer.decision),
        );
        let texts = both(&known.text, &answer.text).then_some((&known.text, &answer.text));
        let decisions = matches!(verdicts, (Some(a), Some(b)) if a != b)
            .then_some((&known.decision, &answer.decision));
        if let Some((used, other)) = texts.or(decisions) {
            findings.push(disagreement(known, &answer, used, other));
        }
        for (own, other) in [
            (&mut known.text, answer.text),
            (&mut known.by, answer.by),
            (&mut known.date, answer.date),
            (&mut known.form, answer.form),
            (&mut known.decision, answer.decision),
        ] {
            if own.is_empty() {
                *own = other;
            }
        }
    }
    (all, findings)
}

fn disagreement(known: &Answer, other: &Answer, used: &str, left: &str) -> Finding {
    let hash = blake3::hash(known.id.as_bytes()).to_hex();
    let mut finding = Finding::new(Code::W703, Subject::file(&hash));
    finding.file = Some(Arc::clone(&known.spot.file));
    finding.sheet.clone_from(&known.spot.sheet);
    finding.cells = known.spot.cell.into_iter().collect();
    finding.expected = Some(Value::text(used));
    finding.found = Some(Value::text(left));
    finding.found_text = Some(known.id.clone());
    finding.related = Some(other.spot.clone());
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::place::Cell;
    use crate::read::grid::{Content, Grid, GridCell};

    fn book(rows: &[&[&str]]) -> Workbook {
        let cells = (0..).zip(rows).flat_map(|(row, cells)| {
            let texts = (0..).zip(*cells).filter(|(_, text)| !text.is_empty());
            texts.map(move |(col, text)| GridCell {
                at: Cell::new(row, col),
                content: Content::Text((*text).into()),
                formula: None,
            })
        });
        Workbook {
            sheets: vec![Grid {
                name: "Giải trình".to_owned(),
                cells: cells.collect(),
                ..Grid::default()
            }],
            ..Workbook::default()
        }
    }

    const HEAD: &[&str] = &[
        "Quyết định",
        "MÃ PHÁT HIỆN",
        "Giải trình",
        "Giá trị trong báo cáo (đồng)",
    ];

    fn read(rows: &[&[&str]]) -> (Vec<Answer>, Vec<Finding>) {
        answers(&"giai-trinh.xlsx".into(), &book(rows))
    }

    #[test]
    fn filled_rows_are_found_by_their_headings_in_any_order() {
        let (answers, findings) = read(&[
            &["Bảng giải trình"],
            HEAD,
            &["chấp nhận", "B301-a", "Có quyết định\nbổ sung", "275000000"],
            &["", "B301-b", "", "1"],
        ]);
        assert!(findings.is_empty());
        let [one] = answers.as_slice() else {
            panic!("{answers:?}")
        };
        assert_eq!(one.text, "Có quyết định\nbổ sung");
        assert_eq!(one.found, "275000000");
        assert_eq!(one.spot.cell, Some(Cell::new(2, 1)));
        assert!(one.is_accepted());
    }

    #[test]
    fn what_cannot_be_understood_is_told() {
        let (answers, findings) = read(&[HEAD, &["được", "B301-a", "x"], &["chấp nhận", "", "y"]]);
        assert_eq!(answers.len(), 2);
        let variants: Vec<_> = findings.iter().map(|f| f.variant.unwrap()).collect();
        assert_eq!(variants, ["decision", "no-id"]);
        let (answers, findings) = read(&[&["Một bảng khác"], &["1"]]);
        assert!(answers.is_empty());
        assert_eq!(findings[0].variant, Some("headings"));
    }

    #[test]
    fn the_workspace_counts_and_what_it_leaves_blank_is_filled() {
        let own = read(&[HEAD, &["", "B301-a", "một"], &["chấp nhận", "B301-c", "ba"]]).0;
        let other = read(&[HEAD, &["chấp nhận", "B301-a", "hai"], &["", "B301-b", "b"]]).0;
        let (all, findings) = joined(own, other);
        let texts: Vec<_> = all
            .iter()
            .map(|a| (&*a.id, &*a.text, a.is_accepted()))
            .collect();
        assert_eq!(
            texts,
            [
                ("B301-a", "một", true),
                ("B301-c", "ba", true),
                ("B301-b", "b", false)
            ]
        );
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].found, Some(Value::text("hai")));
    }
}
