//! A sheet that is no form of ours, as far as its own look tells: where its headings stand, what numbers its
//! rows, in which unit it prints money, what its rows are. Only `inspect` asks for it.

use std::collections::HashSet;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::base::text::fold;
use crate::read::grid::{Content, Grid, GridCell};

use super::header::{self, Path, Texts, text_of};
use super::labels::{begins, closes, dated};
use super::money_unit;
use super::numbering::{self, Kind};
use super::rows::Class;
use super::table_top;
use super::vocabulary::{Layouts, RowWords};

/// What can be told of a sheet without knowing its form.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// First and last row of the first table's headings, from 0.
    pub header: Option<(u32, u32)>,
    /// What stands over its columns.
    pub columns: Vec<Path>,
    /// The column that numbers the rows.
    pub seq: Option<u16>,
    /// The money unit of the sheet, else of the leftmost heading that states one, with its cell.
    pub unit: Option<(MoneyUnit, Cell)>,
    /// What the sheet states besides it.
    pub other_units: Vec<(MoneyUnit, Cell)>,
    /// The class of each row that holds a cell, from 0.
    pub rows: Vec<(u32, Class)>,
}

/// Reads the outline of a sheet; the layouts only lend their words for totals, notes and "STT".
pub fn outline(grid: &Grid, layouts: &Layouts) -> Outline {
    let words = layouts.all.first().map(|l| &l.rows);
    let Some(header) = table_top::header(grid, layouts) else {
        return Outline {
            rows: grid
                .rows()
                .map(|(row, cells)| (row, without_header(cells)))
                .collect(),
            ..Outline::default()
        };
    };
    let texts = Texts::new(grid, &[header]);
    let columns = header::headings(grid, &texts, header.0, header.1).paths;
    let seq = columns
        .iter()
        .find(|path| known(layouts, &joined(path)) == Some("seq"))
        .map(|path| path.col);
    let mut stated = units_above(grid, header.0);
    let unit = stated.pop().or_else(|| unit_of_headings(&columns));
    stated.retain(|(other, _)| unit.is_some_and(|(unit, _)| unit != *other));
    let table = Table {
        header,
        label: columns.iter().map(|p| p.col).find(|col| Some(*col) != seq),
        seq,
        headings: headings(grid, header),
        words,
    };
    Outline {
        header: Some(header),
        rows: table.rows(grid),
        columns,
        seq,
        unit,
        other_units: stated,
    }
}

/// The field of words that a heading names.
fn known<'a>(layouts: &'a Layouts, heading: &str) -> Option<&'a str> {
    let folded = fold(heading);
    layouts
        .all
        .iter()
        .find_map(|l| l.exact.get(&folded).map(String::as_str))
}

/// "Số", "thứ", "tự" in three rows are one heading.
fn joined(path: &Path) -> String {
    path.parts
        .iter()
        .map(|(_, text)| &**text)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Every statement of a money unit above the table, the one nearest to it last.
fn units_above(grid: &Grid, first: u32) -> Vec<(MoneyUnit, Cell)> {
    grid.cells
        .iter()
        .take_while(|c| c.at.row < first)
        .filter_map(|c| match &c.content {
            Content::Text(text) => money_unit::of_line(text).map(|unit| (unit, c.at)),
            _ => None,
        })
        .collect()
}

fn unit_of_headings(columns: &[Path]) -> Option<(MoneyUnit, Cell)> {
    columns.iter().find_map(|path| {
        path.parts
            .iter()
            .rev()
            .find_map(|(cell, text)| money_unit::of_heading(text).map(|unit| (unit, *cell)))
    })
}

fn headings(grid: &Grid, header: (u32, u32)) -> HashSet<String> {
    grid.cells
        .iter()
        .filter(|c| (header.0..=header.1).contains(&c.at.row))
        .filter_map(|c| text_of(c).map(|t| fold(&t)))
        .collect()
}

struct Table<'a> {
    header: (u32, u32),
    label: Option<u16>,
    seq: Option<u16>,
    headings: HashSet<String>,
    words: Option<&'a RowWords>,
}

impl Table<'_> {
    fn rows(&self, grid: &Grid) -> Vec<(u32, Class)> {
        let mut out = Vec::new();
        let mut last = Class::Title;
        for (row, cells) in grid.rows() {
            let class = if row < self.header.0 {
                Class::Title
            } else if row <= self.header.1 {
                Class::Header
            } else {
                self.class(cells, last)
            };
            last = class;
            out.push((row, class));
        }
        out
    }

    fn class(&self, cells: &[GridCell], last: Class) -> Class {
        let texts: Vec<String> = cells.iter().filter_map(words_of).collect();
        if matches!(last, Class::Header | Class::Numbering) && numbering::is_column_numbers(cells) {
            return Class::Numbering;
        }
        if texts.len() >= 2 && self.repeats(&texts) {
            return Class::Header;
        }
        let number = |c: &GridCell| matches!(c.content, Content::Number(_));
        let figures = cells
            .iter()
            .any(|c| number(c) && Some(c.at.col) != self.seq && Some(c.at.col) != self.label);
        let label = texts.iter().find(|t| numbering::kind_of(t).is_none());
        let seq = cells.iter().find(|c| Some(c.at.col) == self.seq);
        let numbered = seq.is_some_and(|c| {
            number(c)
                || text_of(c).is_some_and(|t| {
                    matches!(
                        numbering::kind_of(&t),
                        Some(Kind::Int | Kind::Dotted(_) | Kind::Lower)
                    )
                })
        });
        if let (Some(words), Some(label)) = (self.words, label) {
            let folded = fold(label);
            if begins(&folded, &words.of_which) {
                return Class::OfWhich;
            }
            if closes(words, label).is_some() {
                return Class::Total;
            }
            if !figures && !numbered {
                if dated(&folded) || texts.iter().any(|t| begins(&fold(t), &words.signature)) {
                    return Class::Signature;
                }
                if begins(&folded, &words.note) {
                    return Class::Note;
                }
            }
        }
        let named = label.is_some()
            || cells
                .iter()
                .any(|c| Some(c.at.col) == self.label && text_of(c).is_some());
        match (figures, named) {
            (true, true) => Class::Unknown,
            // Figures beside or under the table, such as a percentage that somebody worked out.
            (true, false) => Class::Note,
            (false, _) if numbered || label.is_none() => Class::Blank,
            (false, _) => Class::Group,
        }
    }

    /// The same headings once more: another table of the same columns.
    fn repeats(&self, texts: &[String]) -> bool {
        let again = texts
            .iter()
            .filter(|t| self.headings.contains(&fold(t)))
            .count();
        again >= 2 && again * 2 >= texts.len()
    }
}

/// On a sheet without any headings a figure fits nothing, and words are only words.
fn without_header(cells: &[GridCell]) -> Class {
    if cells
        .iter()
        .any(|c| matches!(c.content, Content::Number(_)))
    {
        Class::Unknown
    } else {
        Class::Note
    }
}

fn words_of(cell: &GridCell) -> Option<String> {
    match &cell.content {
        Content::Text(_) => text_of(cell),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet from lines of cells between bars; numbers are numbers.
    fn grid(lines: &[&str]) -> Grid {
        let mut cells = Vec::new();
        for (row, line) in (0..).zip(lines) {
            for (col, text) in (0..).zip(line.split('|').map(str::trim)) {
                let content = match text.parse() {
                    Ok(number) => Content::Number(number),
                    Err(_) if text.is_empty() => continue,
                    Err(_) => Content::Text(text.into()),
                };
                cells.push(GridCell {
                    at: Cell::new(row, col),
                    content,
                    formula: None,
                });
            }
        }
        Grid {
            cells,
            ..Grid::default()
        }
    }

    fn layouts() -> Layouts {
        let base = "[fields]\nseq = [\"STT\"]\n[rows]\ntotal = [\"tổng cộng\"]\nof_which = [\"trong đó\"]\n";
        let list = "form = \"project-list\"\nextends = \"base\"\nrequired = [\"name\"]\n[fields]\nname = [\"Tên đề án\"]\n";
        Layouts::parse(&[
            ("base".to_owned(), base.to_owned()),
            ("list".to_owned(), list.to_owned()),
        ])
        .unwrap()
    }

    fn of(lines: &[&str]) -> Outline {
        outline(&grid(lines), &layouts())
    }

    #[test]
    fn headings_units_and_rows_show_themselves() {
        let seen = of(&[
            "UBND HUYỆN | | ĐVT: đồng",
            "DỰ TOÁN",
            " | | ĐVT: 1000 đồng",
            "STT | Nội dung | Dự toán",
            "A | Thu | ",
            "1 | Thu nội địa | 250",
            " | Trong đó: thuế | 50",
            " | Tổng cộng | 250",
            " | | 0.5",
        ]);
        assert_eq!(seen.header, Some((3, 3)));
        assert_eq!(seen.seq, Some(0));
        assert_eq!(seen.unit, Some((MoneyUnit::Thousand, Cell::new(2, 2))));
        assert_eq!(seen.other_units, [(MoneyUnit::Dong, Cell::new(0, 2))]);
        let classes: Vec<Class> = seen.rows.iter().skip(4).map(|(_, class)| *class).collect();
        assert_eq!(
            classes,
            [
                Class::Group,
                Class::Unknown,
                Class::OfWhich,
                Class::Total,
                Class::Note
            ]
        );
    }

    #[test]
    fn a_second_table_of_the_same_columns_has_a_header_too() {
        let seen = of(&[
            "Địa phương | Số dự án | Vốn (triệu đồng)",
            "Đồng Nai | 5 | 20",
            "Địa phương | Số dự án | Vốn (triệu đồng)",
            "1 | 2 | 3",
            "Bình Dương | 7 | 30",
        ]);
        let classes: Vec<Class> = seen.rows.iter().map(|(_, class)| *class).collect();
        assert_eq!(
            classes,
            [
                Class::Header,
                Class::Unknown,
                Class::Header,
                Class::Numbering,
                Class::Unknown
            ]
        );
        assert_eq!(seen.unit, Some((MoneyUnit::Million, Cell::new(0, 2))));
    }

    #[test]
    fn letters_and_bare_figures_have_no_header() {
        assert_eq!(
            of(&["Kính gửi: Sở Công Thương", "Xin báo cáo sau."]).header,
            None
        );
        assert_eq!(of(&["1 | 2", "3 | 4"]).header, None);
    }
}
