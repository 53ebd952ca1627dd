//! The letter as sheets of an .xlsx: as many as Excel's limits ask for.

use std::fmt::Write as _;

use quick_xml::escape::{escape, partial_escape};

use super::letter::{Letter, Line, Role, Span, WIDTHS};
use super::styles::RoleStyles;
use crate::base::place::{Cell, column_name};
use crate::finding::Wording;
use crate::report::plain::{LONGEST, cut};
use crate::report::template::book::escape_units;
use crate::report::template::fit::wrapped;

/// Lines of one sheet: below both the rows and the links (65,530) that Excel allows.
pub(super) const LINES: usize = 60_000;
/// The height of an empty line in thousandths of a point.
const EMPTY: u64 = 12_000;

/// One sheet of the letter.
pub(super) struct Page {
    pub(super) xml: String,
    /// The row that stands on every printed page, from 1.
    pub(super) header: Option<usize>,
}

/// Writes the letter's sheets; the first is the one that is shown. `names` gives the sheet that follows each.
pub(super) fn pages(
    letter: &Letter,
    styles: &RoleStyles,
    lines: usize,
    words: &Wording,
    name: &dyn Fn(usize) -> String,
) -> Vec<Page> {
    let parts: Vec<&[Line]> = letter.lines.chunks(lines.max(1)).collect();
    let last = parts.len().saturating_sub(1);
    parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let continued = (index < last).then(|| {
                let text = words.text("feedback-continued", &[("sheet", name(index + 1))]);
                vec![Span {
                    columns: (0, 5),
                    role: Role::BodyBold,
                    text,
                    link: None,
                }]
            });
            let header = letter.header.filter(|_| index == 0).map(|row| row + 1);
            Page {
                xml: sheet(part.iter().chain(&continued), styles, index == 0),
                header,
            }
        })
        .collect()
}

fn sheet<'a>(lines: impl Iterator<Item = &'a Line>, styles: &RoleStyles, is_shown: bool) -> String {
    let mut rows = String::new();
    let mut merges = String::new();
    let mut links = String::new();
    let mut merged = 0;
    for (row, line) in (0u32..).zip(lines) {
        open_row(&mut rows, row, line);
        for span in line {
            let (first, last) = span.columns;
            let at = |col: u16| Cell::new(row, col);
            cell(&mut rows, at(first), styles.of(span.role), &span.text);
            if last > first {
                for col in first + 1..=last {
                    cell(&mut rows, at(col), styles.of(span.role), "");
                }
                merged += 1;
                put(
                    &mut merges,
                    format_args!("<mergeCell ref=\"{}:{}\"/>", at(first), at(last)),
                );
            }
            if let Some((sheet, target)) = &span.link {
                let place = format!("'{}'!{target}", sheet.replace('\'', "''"));
                put(
                    &mut links,
                    format_args!(
                        "<hyperlink ref=\"{}\" location=\"{}\"/>",
                        at(first),
                        escape(&place)
                    ),
                );
            }
        }
        rows.push_str("</row>");
    }
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetPr><tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr>",
    );
    let selected = if is_shown { " tabSelected=\"1\"" } else { "" };
    put(
        &mut xml,
        format_args!(
            "<sheetViews><sheetView showGridLines=\"0\"{selected} workbookViewId=\"0\"/></sheetViews>\
             <sheetFormatPr defaultRowHeight=\"15\"/><cols>"
        ),
    );
    for (index, width) in WIDTHS.iter().enumerate() {
        let number = index + 1;
        put(
            &mut xml,
            format_args!(
                "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
            ),
        );
    }
    put(
        &mut xml,
        format_args!("</cols><sheetData>{rows}</sheetData>"),
    );
    if merged > 0 {
        put(
            &mut xml,
            format_args!("<mergeCells count=\"{merged}\">{merges}</mergeCells>"),
        );
    }
    if !links.is_empty() {
        put(&mut xml, format_args!("<hyperlinks>{links}</hyperlinks>"));
    }
    xml.push_str(
        "<printOptions horizontalCentered=\"1\"/>\
         <pageMargins left=\"0.6\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" orientation=\"portrait\" fitToHeight=\"0\"/>\
         <headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter></worksheet>",
    );
    xml
}

/// A string takes whatever is written to it.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

/// Not every program fits rows to their text, and none does so with merged cells.
fn open_row(out: &mut String, row: u32, line: &Line) {
    let height = line
        .iter()
        .map(|span| {
            let (first, last) = span.columns;
            let widths = WIDTHS.iter().skip(first.into());
            let width = widths.take(usize::from(last - first) + 1).sum();
            wrapped(&span.text, span.role.size(), span.role.is_bold(), width)
        })
        .max()
        .unwrap_or(EMPTY);
    let (whole, rest) = (height / 1000, height % 1000);
    put(
        out,
        format_args!(
            "<row r=\"{}\" ht=\"{whole}.{rest:03}\" customHeight=\"1\">",
            row + 1
        ),
    );
}

/// A cell of text; text is never a formula.
fn cell(out: &mut String, at: Cell, style: usize, text: &str) {
    let place = format!("{}{}", column_name(at.col), at.row + 1);
    if text.is_empty() {
        put(out, format_args!("<c r=\"{place}\" s=\"{style}\"/>"));
        return;
    }
    let text = cut(text.to_owned(), LONGEST);
    let text = escape_units(&text);
    put(
        out,
        format_args!(
            "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            partial_escape(&*text)
        ),
    );
}
