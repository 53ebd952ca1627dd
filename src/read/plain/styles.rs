//! Which of a workbook's formats show a number as a day or a span of time, or scaled.

use std::collections::HashMap;

use super::super::scaled::thousands;
use super::tags::{Kind, Tags, unescaped};

/// A format of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// What it makes of a number.
    pub shows: Shows,
    /// How many times it divides by a thousand what it shows.
    pub thousands: u8,
}

/// What a format makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// A number.
    Number,
    /// A day, a time of day, or both.
    Moment,
    /// Hours, minutes or seconds that count on: `[h]:mm`.
    Span,
    /// Its code is spelled so that it is left to the library.
    Unsure,
}

/// The formats of the cells, by their number; `None` where the part is spelled unusually.
pub fn styles(part: &[u8]) -> Option<Vec<Format>> {
    let mut codes: HashMap<&str, Format> = HashMap::new();
    let mut found = Vec::new();
    let mut tags = Tags::new(part)?;
    // The names of the open elements: formats stand in several lists, and those of the cells are meant.
    let mut open: Vec<&str> = Vec::new();
    loop {
        let tag = tags.next()?;
        if !tag.follows() {
            return None;
        }
        if tag.kind == Kind::Close {
            if open.pop()? != tag.local() {
                return None;
            }
            if open.is_empty() {
                return (tag.name == "styleSheet").then_some(found);
            }
            continue;
        }
        match (tag.local(), open.as_slice()) {
            ("numFmt", [_, "numFmts"]) => {
                let id = tag.attribute("numFmtId")?;
                let code = unescaped(tag.attribute("formatCode")?)?;
                let format = Format {
                    shows: of_code(&code),
                    thousands: thousands(&code),
                };
                codes.insert(id, format);
            }
            ("xf", [_, "cellXfs"]) => found.push(match tag.attribute("numFmtId") {
                Some(id) => codes.get(id).copied().map_or_else(|| built_in(id), Some)?,
                None => Format::plain(Shows::Number),
            }),
            _ => {}
        }
        if tag.kind == Kind::Open {
            open.push(tag.local());
        }
    }
}

/// The formats that need no code (ECMA-376, 18.8.30, with those of East Asia).
fn built_in(id: &str) -> Option<Format> {
    let number: u32 = id.parse().ok().filter(|n: &u32| n.to_string() == id)?;
    Some(Format::plain(match number {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shows::Moment,
        46 => Shows::Span,
        _ => Shows::Number,
    }))
}

impl Format {
    /// It shows what is stored.
    const fn plain(shows: Shows) -> Self {
        Self {
            shows,
            thousands: 0,
        }
    }
}

/// By the first section of a code: letters of days and times that are neither quoted nor escaped.
fn of_code(code: &str) -> Shows {
    if code == "General" {
        return Shows::Number;
    }
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            // What follows stands for itself, or for its width.
            '\\' | '_' | '*' => {
                chars.next();
            }
            '"' => {
                let quoted: String = chars.by_ref().take_while(|c| *c != '"').collect();
                if quoted.contains(['\\', '_', '*']) {
                    return Shows::Unsure;
                }
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                match inner.as_str() {
                    "h" | "hh" | "H" | "HH" | "m" | "mm" | "s" | "ss" => return Shows::Span,
                    _ => {}
                }
                // Colours, conditions and currencies do not matter.
                if inner.contains(['\\', '_', '*', '"', ';', '['])
                    || inner.starts_with(['h', 'H', 'm', 'M', 's', 'S'])
                {
                    return Shows::Unsure;
                }
            }
            ';' => return Shows::Number,
            'd' | 'D' | 'm' | 'M' | 'h' | 'H' | 'y' | 'Y' | 's' | 'S' => return Shows::Moment,
            // "AM/PM", "General" among other things.
            'a' | 'A' => return Shows::Unsure,
            _ => {}
        }
    }
    Shows::Number
}
