//! The height of a filled row.
//!
//! Excel fits a row without a height of its own when it opens the file; programs that only print or show it
//! do not, and long names would be cut. So a filled row gets the height that its wrapped texts need, as Excel
//! stores the heights it has fitted: not fixed, it is fitted again when somebody edits the row.
//!
//! Widths of letters are those of Times New Roman, in thousandths of the font's size; a base letter's width
//! holds for all its marks. All lengths here are thousandths of a point.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use unicode_normalization::UnicodeNormalization;

use super::book::Book;
use super::cellref::parse_cell;
use super::error::TemplateError;
use super::package::Package;
use super::xml::Element;

/// Excel's tallest row.
const TALLEST: u64 = 409_000;
/// A pixel of 96 to the inch.
const PIXEL: u64 = 750;
/// Pixels of a cell's width that text does not get.
const PADDING: u64 = 5;
/// Pixels of the widest digit of the usual fonts of 11 points, in which columns are measured.
const DIGIT: u64 = 7;

/// How a cell style sets text.
#[derive(Clone, Copy, Debug)]
struct Look {
    wraps: bool,
    /// The font's size.
    size: u64,
    /// How much wider than Times New Roman, in percent.
    wide: u64,
}

/// The cell styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct Looks(Vec<Look>);

impl Looks {
    /// Reads the workbook's styles; without any, no text wraps.
    pub(super) fn read(package: &mut Package<'_>, book: &Book) -> Result<Self, TemplateError> {
        let part = book.relations.iter().find(|r| r.kind == "styles");
        let Some(document) = part.map(|r| package.xml(&r.part)).transpose()?.flatten() else {
            return Ok(Self::default());
        };
        let fonts: Vec<(u64, u64)> = children(document.root(), "fonts").map(font).collect();
        let looks = children(document.root(), "cellXfs").map(|xf| {
            let index = xf.attr("fontId").and_then(|id| id.parse::<usize>().ok());
            let (size, wide) = index
                .and_then(|index| fonts.get(index).copied())
                .unwrap_or((11_000, 115));
            let alignment = xf.child("alignment");
            let wraps = alignment.and_then(|a| a.attr("wrapText"));
            Look {
                wraps: matches!(wraps.as_deref(), Some("1" | "true")),
                size,
                wide,
            }
        });
        Ok(Self(looks.collect()))
    }
}

fn children<'a>(root: &'a Element, name: &str) -> impl Iterator<Item = &'a Element> {
    root.child(name).into_iter().flat_map(Element::elements)
}

/// A font's size and how much wider than Times New Roman it runs, in percent.
fn font(font: &Element) -> (u64, u64) {
    let value = |name: &str| font.child(name).and_then(|e| e.attr("val"));
    let size = value("sz").and_then(|text| thousandths(&text));
    let narrow = value("name").is_some_and(|name| name.starts_with("Times"));
    let bold = font
        .child("b")
        .is_some_and(|b| !matches!(b.attr("val").as_deref(), Some("0" | "false")));
    let wide = if narrow { 102 } else { 117 } + if bold { 8 } else { 0 };
    (size.unwrap_or(11_000), wide)
}

pub(super) fn thousandths(text: &str) -> Option<u64> {
    let number: Decimal = text.trim().parse().ok()?;
    number.checked_mul(Decimal::from(1000))?.round().to_u64()
}

/// A height as the file holds it.
pub(super) fn written(height: u64) -> String {
    let exact = Decimal::new(height.to_i64().unwrap_or_default(), 3);
    exact.normalize().to_string()
}

/// Fits the rows of one sheet.
pub(super) struct Fit<'a> {
    looks: &'a Looks,
    /// First and last column and the width of each of them.
    columns: Vec<(u32, u32, u64)>,
    /// A column without a width of its own.
    width: u64,
    /// A row without a height of its own.
    height: u64,
    /// Merged ranges by their first cell: last row and column.
    merged: BTreeMap<(u32, u32), (u32, u32)>,
}

impl<'a> Fit<'a> {
    /// A sheet as the template has it.
    pub(super) fn new(looks: &'a Looks, sheet: &Element) -> Self {
        let format = sheet.child("sheetFormatPr");
        let of = |name: &str| {
            format
                .and_then(|f| f.attr(name))
                .and_then(|v| thousandths(&v))
        };
        let columns = children(sheet, "cols").filter_map(|col| {
            let number = |name: &str| col.attr(name)?.parse::<u32>().ok();
            let width = thousandths(&col.attr("width")?)?;
            Some((number("min")?, number("max")?, points(width)))
        });
        let merged = children(sheet, "mergeCells").filter_map(|merge| {
            let range = merge.attr("ref")?;
            let (first, last) = range.split_once(':')?;
            Some((parse_cell(first)?, parse_cell(last)?))
        });
        Self {
            looks,
            columns: columns.collect(),
            width: points(of("defaultColWidth").unwrap_or(9_140)),
            height: of("defaultRowHeight").unwrap_or(15_000),
            merged: merged.collect(),
        }
    }

    /// The usual height of a row.
    pub(super) const fn usual(&self) -> u64 {
        self.height
    }

    /// The columns up to one of them, together.
    pub(super) fn width(&self, last: u32) -> u64 {
        (1..=last).map(|column| self.of_column(column)).sum()
    }

    /// The height that the texts of a row need, rounded up as Excel does; `None` where the usual one is enough.
    /// A text comes with its column and the index of its style; `row` is the template's.
    pub(super) fn height<'t>(
        &self,
        row: u32,
        texts: impl Iterator<Item = (u32, usize, &'t str)>,
    ) -> Option<u64> {
        let needed = texts
            .filter_map(|(column, style, text)| self.needed(row, column, style, text))
            .max()?;
        if needed <= self.height {
            return None;
        }
        Some(needed.min(TALLEST).div_ceil(PIXEL) * PIXEL)
    }

    fn needed(&self, row: u32, column: u32, style: usize, text: &str) -> Option<u64> {
        let look = self.looks.0.get(style).filter(|look| look.wraps)?;
        let last = match self.merged.get(&(row, column)) {
            // Over several rows: none of them alone has to hold the text.
            Some((bottom, _)) if *bottom != row => return None,
            Some((_, last)) => *last,
            None => column,
        };
        let width: u64 = (column..=last).map(|column| self.of_column(column)).sum();
        let room = width.saturating_sub(PADDING * PIXEL).max(look.size);
        let lines: u64 = text.lines().map(|line| lines(line, look, room)).sum();
        // A line is a fifth higher than its font, as Excel fits them.
        Some(lines.max(1) * look.size * 6 / 5 + 3_000)
    }

    fn of_column(&self, column: u32) -> u64 {
        let found = self
            .columns
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&column));
        found.map_or(self.width, |(_, _, width)| *width)
    }
}

/// The height in thousandths of a point that a text needs, wrapped over so many digits' width, in Times New Roman of
/// so many points.
pub(in crate::report) fn wrapped(text: &str, size: u64, bold: bool, digits: u64) -> u64 {
    let look = Look {
        wraps: true,
        size: size * 1000,
        wide: if bold { 110 } else { 102 },
    };
    let room = points(digits * 1000)
        .saturating_sub(PADDING * PIXEL)
        .max(look.size);
    let lines: u64 = text.lines().map(|line| lines(line, &look, room)).sum();
    (lines.max(1) * look.size * 6 / 5 + 3_000).min(TALLEST)
}

/// A column's width in points of a thousandth, from thousandths of a digit.
fn points(digits: u64) -> u64 {
    (digits.saturating_mul(DIGIT) + 500) / 1000 * PIXEL
}

/// How many lines a paragraph takes: broken at spaces, a longer word where the line ends.
fn lines(paragraph: &str, look: &Look, room: u64) -> u64 {
    let space = width_of(composed(' '), look);
    let (mut lines, mut filled, mut word) = (1, 0, 0);
    let mut place = |word: u64| {
        let word = width_of(word, look);
        if filled > 0 && filled + space + word <= room {
            filled += space + word;
            return;
        }
        if filled > 0 {
            lines += 1;
        }
        lines += word.saturating_sub(1) / room;
        filled = if word > room {
            (word - 1) % room + 1
        } else {
            word
        };
    };
    for letter in paragraph.chars() {
        if letter == ' ' {
            place(std::mem::take(&mut word));
        } else {
            word += composed(letter);
        }
    }
    place(word);
    lines
}

/// The width of letters that take so many thousandths of the font's size.
const fn width_of(letters: u64, look: &Look) -> u64 {
    letters * look.size / 1000 * look.wide / 100
}

/// The width of a letter with its marks. Those of the Latin scripts are looked up, since every text of a long list is
/// measured.
fn composed(character: char) -> u64 {
    static LATIN: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let width = |c: char| std::iter::once(c).nfd().map(letter).sum();
        ('\0'..'\u{2100}').map(width).collect()
    });
    let found = LATIN.get(character as usize).copied();
    found.unwrap_or_else(|| std::iter::once(character).nfd().map(letter).sum())
}

/// A letter's width in thousandths of the font's size.
fn letter(letter: char) -> u64 {
    match letter {
        // Marks stand over or under their letter; only the horn of ơ and ư needs some room.
        '\u{31b}' => 40,
        '\u{300}'..='\u{36f}' => 0,
        ' ' | '.' | ',' | '\'' => 250,
        'i' | 'j' | 'l' | 't' | ':' | ';' | '/' => 278,
        'I' | 'f' | 'r' | '-' | '(' | ')' | '[' | ']' | '!' => 333,
        's' | 'J' => 389,
        'a' | 'c' | 'e' | 'z' | '?' | '“' | '”' | '"' => 444,
        'F' | 'P' | 'S' => 556,
        'E' | 'L' | 'T' | 'Z' => 611,
        'B' | 'C' | 'R' => 667,
        'M' => 889,
        'W' => 944,
        'm' => 778,
        'w' | 'A' | 'D'..='Z' | 'Đ' => 722,
        '%' | '&' | '@' => 860,
        // Full-width letters of other scripts are as wide as a dash.
        '…' | '—' | '\u{2e80}'.. => 1000,
        _ => 500,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Look = Look {
        wraps: true,
        size: 8_000,
        wide: 102,
    };

    #[test]
    fn a_paragraph_takes_the_lines_it_needs() {
        let room = 85_000;
        assert_eq!(lines("Đào tạo nghề", &SMALL, room), 1);
        assert_eq!(lines("", &SMALL, room), 1);
        let name = "Đào tạo nghề may công nghiệp cho lao động mới tại huyện Kiến Thụy";
        assert_eq!(lines(name, &SMALL, room), 3);
        let file = "da-nop/bao-cao-rat-dai-khong-co-dau-cach-nao-trong-ten-tep.xlsx";
        assert!(lines(file, &SMALL, room) >= 3);
    }

    #[test]
    fn marks_do_not_widen_a_letter() {
        assert_eq!(composed('ụ'), composed('u'));
        assert_eq!(composed('ệ'), composed('e'));
        assert!(composed('ơ') > composed('o'));
    }

    fn fit(looks: &Looks) -> Fit<'_> {
        Fit {
            looks,
            columns: vec![(1, 1, 90_000), (2, 3, 20_000)],
            width: 48_000,
            height: 15_000,
            merged: BTreeMap::from([((5, 2), (5, 3)), ((6, 1), (8, 1))]),
        }
    }

    #[test]
    fn the_longest_text_decides_and_what_fits_has_no_height() {
        let looks = Looks(vec![
            SMALL,
            Look {
                wraps: false,
                ..SMALL
            },
        ]);
        let fit = fit(&looks);
        let long = "Đào tạo nghề may công nghiệp cho lao động mới tại huyện Kiến Thụy";
        assert_eq!(fit.height(4, [(1, 0, "ngắn")].into_iter()), None);
        assert_eq!(
            fit.height(4, [(1, 1, long)].into_iter()),
            None,
            "it does not wrap"
        );
        let height = fit.height(4, [(1, 0, "ngắn"), (1, 0, long)].into_iter());
        assert_eq!(height.map(written).as_deref(), Some("32.25"));
    }

    #[test]
    fn a_merged_cell_is_as_wide_as_its_columns_and_one_over_rows_does_not_count() {
        let looks = Looks(vec![SMALL]);
        let fit = fit(&looks);
        let text = "một hai ba";
        assert!(fit.needed(4, 2, 0, text) > fit.needed(5, 2, 0, text));
        assert_eq!(fit.needed(6, 1, 0, text), None);
    }
}
