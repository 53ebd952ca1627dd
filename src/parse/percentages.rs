//! Columns of percentages: what they print, and which two figures their heading tells them to be of.

use crate::base::number::{self, TextNumber};
use crate::base::place::Cell;
use crate::base::text::{fold, tidy};
use crate::layout::Role;
use crate::model::percentage::{Basis, Percentage, PercentageColumn};
use crate::model::{LineClass, Phase, Source, TableLine};
use crate::read::grid::{Content, GridCell};

use super::reader::Reader;

/// Words of a heading that tell nothing about which figures a percentage is of.
const PLAIN: &[&str] = &[
    "ty", "ti", "le", "phantram", "dat", "so", "voi", "duoc", "thuc", "hien", "th", "ke", "hoach",
    "kh", "giai", "ngan", "kinh", "phi", "kp", "von", "nam", "duyet", "phe", "du", "toan", "giao",
    "tren", "thanh", "tong", "cong", "muc", "hoan", "cua", "luy", "lk", "tu", "dau", "den", "nay",
    "het", "cuoi", "quy", "ky", "trong", "bao", "cao", "cap", "chi", "da", "khuyen", "dia",
    "phuong", "quoc", "gia", "kcdp", "kcqg", "doi", "ung", "nguon", "ngan", "sach", "pho", "huyen",
    "trung", "uong", "nay", "i", "ii", "iii", "iv", "thang", "tien", "do", "ngay",
];

/// Words by which a percentage speaks of work done rather than of money, or of figures that the sheet does not hold.
const ELSEWHERE: &[&str] = &[
    "cung ky",
    "ky truoc",
    "quy truoc",
    "nam truoc",
    "thang truoc",
    "tang",
    "giam",
    "co cau",
    "ty trong",
    "ti trong",
    "con lai",
    "lai suat",
    "khoi luong",
    "cong viec",
];

/// The columns of percentages of a table, with the cells of its lines.
pub(super) fn columns(reader: &Reader<'_>, lines: &[TableLine]) -> Vec<PercentageColumn> {
    let mut found = Vec::new();
    for column in &reader.form.columns {
        if !matches!(column.role, Role::Ignored | Role::Unknown) {
            continue;
        }
        let heading = fold(&column.heading.replace('%', " phantram "));
        let words: Vec<&str> = heading.split(' ').filter(|w| !w.is_empty()).collect();
        let ratio = words.contains(&"phantram")
            || words.windows(2).any(|pair| {
                matches!(pair, ["ty" | "ti", "le"]) || matches!(pair, ["phan", "tram"])
            });
        if !ratio {
            continue;
        }
        let cells: Vec<Percentage> = lines
            .iter()
            .filter(|line| line.class != LineClass::OfWhich)
            .filter_map(|line| {
                let cell = reader.grid.get(Cell::new(line.row, column.col))?;
                printed(cell)
            })
            .collect();
        if !cells.is_empty() {
            found.push(PercentageColumn {
                basis: basis(&heading, &words),
                cells,
            });
        }
    }
    found
}

fn basis(heading: &str, words: &[&str]) -> Basis {
    let says = |phrase: &str| crate::base::text::holds(heading, phrase);
    if ELSEWHERE.iter().any(|phrase| says(phrase)) {
        return Basis::Elsewhere;
    }
    let phase = if says("luy ke") || says("lk") || says("cong don") || says("tu dau nam") {
        Some(Phase::Cumulative)
    } else if ["trong quy", "quy nay", "trong ky", "ky nay", "phat sinh"]
        .iter()
        .any(|p| says(p))
    {
        Some(Phase::Spent)
    } else {
        None
    };
    let source = if says("doi ung") {
        Some(Source::Counterpart)
    } else if says("kcdp") || says("dia phuong") || says("thanh pho") {
        Some(Source::Local)
    } else if says("kcqg") || says("quoc gia") || says("trung uong") {
        Some(Source::National)
    } else {
        None
    };
    let physical = says("hoan thanh") || says("tien do");
    Basis::Figures {
        phase,
        source,
        // "Tỷ lệ hoàn thành" may well speak of the work.
        plain: !physical
            && words
                .iter()
                .all(|w| PLAIN.contains(w) || w.bytes().all(|b| b.is_ascii_digit())),
    }
}

/// A printed percentage; none where nothing, or no number, stands.
fn printed(cell: &GridCell) -> Option<Percentage> {
    let (number, text, has_sign) = match &cell.content {
        Content::Number(x) => (number::from_float(*x)?, None, false),
        Content::Text(raw) => {
            let text = tidy(raw);
            match number::parse(&text) {
                TextNumber::Percent(number) => (number, Some(text), true),
                TextNumber::Number(number) => (number, Some(text), false),
                TextNumber::Ambiguous { decimal, .. } => (decimal, Some(text), false),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(Percentage {
        at: cell.at,
        number,
        text,
        has_sign,
        typed: cell.formula.is_none(),
    })
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    fn of(heading: &str) -> Basis {
        let heading = fold(&heading.replace('%', " phantram "));
        let words: Vec<&str> = heading.split(' ').collect();
        basis(&heading, &words)
    }

    #[test]
    fn headings_tell_which_figures_a_percentage_is_of() {
        let figures = |phase, source, plain| Basis::Figures {
            phase,
            source,
            plain,
        };
        assert_eq!(of("Tỷ lệ (%)"), figures(None, None, true));
        assert_eq!(
            of("Tỷ lệ giải ngân lũy kế so với kế hoạch (%)"),
            figures(Some(Phase::Cumulative), None, true)
        );
        assert_eq!(
            of("% KCĐP thực hiện trong quý"),
            figures(Some(Phase::Spent), Some(Source::Local), true)
        );
        assert_eq!(of("Tỷ lệ hoàn thành (%)"), figures(None, None, false));
        assert_eq!(of("Tỷ lệ hoàn thành khối lượng (%)"), Basis::Elsewhere);
        assert_eq!(of("Tỷ lệ hộ nghèo (%)"), figures(None, None, false));
        assert_eq!(of("So với cùng kỳ (%)"), Basis::Elsewhere);
    }

    #[test]
    fn percents_are_read_with_and_without_their_sign() {
        let cell = |content| GridCell {
            at: Cell::new(0, 0),
            content,
            formula: None,
        };
        let text =
            |t: &str| printed(&cell(Content::Text(t.into()))).map(|p| (p.number, p.has_sign));
        assert_eq!(text("85%"), Some((Decimal::from(85), true)));
        assert_eq!(text("0,85"), Some((Decimal::new(85, 2), false)));
        assert_eq!(text("đạt"), None);
        let number = printed(&cell(Content::Number(0.85))).unwrap();
        assert_eq!(number.number, Decimal::new(85, 2));
    }
}
