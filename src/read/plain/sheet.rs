//! The cells of one sheet.

use std::borrow::Cow;

use calamine::XlsxFormulaMetadata as Formula;
use calamine::{CellErrorType, DataRef, Dimensions, ExcelDateTime, ExcelDateTimeType};

use super::super::arrays;
use super::super::hidden::{Hidden, is_told};
use super::strings::element_text;
use super::styles::{Format, Shows};
use super::tags::{Kind, Tag, Tags, unescaped};
use crate::base::place::{Area, Cell};

/// What the cells of a workbook refer to.
pub struct Book<'a> {
    /// The texts that cells share.
    pub strings: &'a [Cow<'a, str>],
    /// The formats of cells.
    pub styles: &'a [Format],
    /// Days are counted from 1904.
    pub epoch_1904: bool,
}

/// One cell as the library would give it.
pub struct Read<'a> {
    /// Row and column, from 0.
    pub at: (u32, u32),
    /// Its value.
    pub value: DataRef<'a>,
    /// Its formula.
    pub formula: Option<Formula>,
}

/// The cells of a sheet as they come.
pub struct Cells<'a> {
    tags: Tags<'a>,
    book: &'a Book<'a>,
    is_done: bool,
    /// Rows and columns that were hidden up to here.
    pub hidden: Hidden,
    /// What the array formulas up to here fill.
    pub arrays: Vec<Area>,
    /// Cells whose format divides what it shows by thousands, and how many times.
    pub scaled: Vec<(Cell, u8)>,
    /// The row that was opened last, from 1.
    row: u32,
    in_row: bool,
}

impl<'a> Cells<'a> {
    /// Passes over what stands before the rows; `None` where that is spelled unusually.
    pub fn new(part: &'a [u8], book: &'a Book<'a>) -> Option<Self> {
        let mut tags = Tags::new(part)?;
        let root = tags.next()?;
        if !root.opens("worksheet") || root.kind == Kind::Alone || !root.follows() {
            return None;
        }
        let mut hidden = Hidden::default();
        loop {
            let tag = tags.next()?;
            if !tag.follows() {
                return None;
            }
            match tag.local() {
                "sheetData" if tag.name == "sheetData" && tag.kind != Kind::Close => {
                    let is_done = tag.kind == Kind::Alone;
                    return Some(Self {
                        tags,
                        book,
                        is_done,
                        hidden,
                        arrays: Vec::new(),
                        scaled: Vec::new(),
                        row: 0,
                        in_row: false,
                    });
                }
                "col" if is_told(tag.attribute("hidden"), tag.attribute("width")) => {
                    let first = index(tag.attribute("min")?)?.checked_sub(1)?;
                    let last = index(tag.attribute("max")?)?;
                    let number = |n| u32::try_from(n).ok();
                    hidden.add_columns(number(first)?, number(last.checked_sub(first)?)?);
                }
                // The library stops at sizes that it cannot read.
                "dimension" if tag.kind != Kind::Close => {
                    area(tag.attribute("ref")?)?;
                }
                "sheetData" | "worksheet" | "c" | "row" => return None,
                _ => {}
            }
        }
    }

    /// The next cell; `Some(None)` behind the last one, `None` where something is spelled unusually.
    #[expect(clippy::option_option, reason = "no cell, and no plain sheet")]
    pub fn next(&mut self) -> Option<Option<Read<'a>>> {
        while !self.is_done {
            let tag = self.tags.next()?;
            if !tag.follows() {
                return None;
            }
            match (tag.name, tag.kind) {
                ("c", Kind::Open | Kind::Alone) => return self.cell(&tag).map(Some),
                ("row", Kind::Open | Kind::Alone) if !self.in_row => {
                    self.in_row = tag.kind == Kind::Open;
                    self.row = match tag.attribute("r") {
                        Some(number) => number
                            .parse::<u32>()
                            .ok()
                            .filter(|n| (1..=1_048_576).contains(n))?,
                        None => self.row.saturating_add(1),
                    };
                    if is_told(tag.attribute("hidden"), tag.attribute("ht")) {
                        self.hidden.add_rows(self.row - 1, 1);
                    }
                }
                ("row", Kind::Close) if self.in_row => self.in_row = false,
                ("sheetData", Kind::Close) if !self.in_row => self.is_done = true,
                _ => return None,
            }
        }
        Some(None)
    }

    /// All that follows the rows.
    pub fn rest(&self) -> &'a str {
        self.tags.rest()
    }

    fn cell(&mut self, tag: &Tag<'a>) -> Option<Read<'a>> {
        let (mut place, mut style, mut kind) = (None, None, None);
        for (name, value) in tag.attributes() {
            let known = match name {
                "r" => place.replace(value),
                "s" => style.replace(value),
                "t" => kind.replace(value),
                _ => None,
            };
            if known.is_some() {
                return None;
            }
        }
        let at = place.and_then(place_of)?;
        // A format that is not listed shows a number.
        let format = match style {
            Some(style) => self.book.styles.get(index(style)?).copied(),
            None => None,
        };
        let mut read = Read {
            at,
            value: DataRef::Empty,
            formula: None,
        };
        if tag.kind == Kind::Alone {
            return Some(read);
        }
        let mut part = self.tags.next()?;
        if part.opens("f") && part.follows() {
            read.formula = Some(self.formula(&part)?);
            part = self.tags.next()?;
        }
        let is_inline = kind == Some("inlineStr");
        if part.kind != Kind::Close && part.follows() {
            let text = match (part.name, part.kind) {
                ("v", Kind::Alone) => "",
                ("v", _) => self.tags.next().filter(|t| t.closes("v"))?.before,
                ("is", Kind::Open) if is_inline => "",
                _ => return None,
            };
            read.value = match part.name {
                "is" => self.inline()?,
                _ if is_inline => return None,
                _ => self.value(text, format.map_or(Shows::Number, |f| f.shows), kind)?,
            };
            part = self.tags.next()?;
        }
        // Blank cells cost no memory, whatever their format.
        let is_blank = matches!(read.value, DataRef::Empty) && read.formula.is_none();
        if let Some(format) = format.filter(|f| f.thousands > 0 && !is_blank) {
            let place = Cell::new(at.0, u16::try_from(at.1).ok()?);
            self.scaled.push((place, format.thousands));
        }
        (part.closes("c") && part.follows()).then_some(read)
    }

    fn value(&self, text: &'a str, shows: Shows, kind: Option<&str>) -> Option<DataRef<'a>> {
        Some(match kind {
            // A formula that was never computed.
            None | Some("n" | "s" | "b" | "e") if text.is_empty() => DataRef::Empty,
            Some("s") => DataRef::SharedString(self.book.strings.get(index(text)?)?),
            Some("str") => DataRef::String(unescaped(text)?.into_owned()),
            None | Some("n") => {
                let number = number(text)?;
                let moment = |kind| ExcelDateTime::new(number, kind, self.book.epoch_1904);
                match shows {
                    Shows::Number => DataRef::Float(number),
                    Shows::Moment => DataRef::DateTime(moment(ExcelDateTimeType::DateTime)),
                    Shows::Span => DataRef::DateTime(moment(ExcelDateTimeType::TimeDelta)),
                    Shows::Unsure => return None,
                }
            }
            Some("b") => match text {
                "0" => DataRef::Bool(false),
                "1" => DataRef::Bool(true),
                _ => return None,
            },
            Some("e") => DataRef::Error(text.parse::<CellErrorType>().ok()?),
            Some(_) => return None,
        })
    }

    /// A text of one format that stands in the cell itself, whose `is` was just read.
    fn inline(&mut self) -> Option<DataRef<'a>> {
        let tag = self.tags.next()?;
        if !tag.opens("t") || !tag.follows() {
            return None;
        }
        let text = if tag.kind == Kind::Alone {
            String::new()
        } else {
            let keeps_blanks = tag.attribute("xml:space") == Some("preserve");
            element_text(&mut self.tags, "t", keeps_blanks)?.into_owned()
        };
        let end = self.tags.next()?;
        (end.closes("is") && end.follows()).then_some(DataRef::String(text))
    }

    /// A formula whose `f` was just read.
    fn formula(&mut self, tag: &Tag<'a>) -> Option<Formula> {
        let formula = if tag.kind == Kind::Alone {
            String::new()
        } else {
            let end = self.tags.next().filter(|t| t.closes("f"))?;
            // A carriage return or `_x` is left to the library here too.
            unescaped(end.before)?.into_owned()
        };
        if tag.attribute("t") == Some("array") {
            self.arrays
                .push(arrays::of_reference(tag.attribute("ref")?)?);
        }
        if tag.attribute("t") != Some("shared") {
            return Some(Formula::Normal { formula });
        }
        let shared_index = index(tag.attribute("si")?)?;
        Some(match tag.attribute("ref") {
            Some(range) => Formula::Shared {
                shared_index,
                range: Some(area(range)?),
                formula,
            },
            None => Formula::SharedDerived { shared_index },
        })
    }
}

/// Row and column of `B12`, which must be one of Excel's.
fn place_of(text: &str) -> Option<(u32, u32)> {
    let bytes = text.as_bytes();
    let letters = bytes.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let (name, digits) = bytes.split_at(letters);
    if !(1..=3).contains(&letters) || !(1..=7).contains(&digits.len()) || digits[0] == b'0' {
        return None;
    }
    let column = name.iter().fold(0, |n, b| n * 26 + u32::from(b - b'A') + 1);
    let mut row: u32 = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        row = row * 10 + u32::from(digit - b'0');
    }
    (column <= 16_384 && row <= 1_048_576).then_some((row - 1, column - 1))
}

/// `A1:B2` or `A1`, the upper left cell first.
fn area(text: &str) -> Option<Dimensions> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (start, end) = (place_of(first)?, place_of(last)?);
    (start.0 <= end.0 && start.1 <= end.1).then(|| Dimensions::new(start, end))
}

/// A count as programs write it: up to nine digits.
fn index(text: &str) -> Option<usize> {
    let is_plain = text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

/// A number as programs write it: digits with a point and an exponent, no sign before but a minus.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    text.parse().ok().filter(|_| is_plain)
}
