//! Looks, widths, merges, printing, names: kept where nothing was asked for, moved with the rows where they point to them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufReader, Cursor};

use calamine::{Reader, Xlsx, open_workbook};

use super::office::Faults;
use super::parts::{self, attribute, elements, rows, span};
use super::{REPORTS, form, template};

/// The parts that a filled form may differ in: the sheets, their strings, the names and the
/// charts that point to rows.
fn may_differ(name: &str) -> bool {
    name.starts_with("xl/worksheets/sheet")
        || name == "xl/workbook.xml"
        || name.starts_with("xl/charts/chart")
        || name == "xl/sharedStrings.xml"
}

fn text(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(parts[name].clone()).expect("a part in UTF-8")
}

fn sheet_part(index: usize) -> String {
    format!("xl/worksheets/sheet{}.xml", index + 1)
}

/// Where the tables stand: the row of the column numbers, in the form and in every report the same.
fn numbers_row(bytes: &[u8], sheet: &str) -> u32 {
    let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).expect("the form opens");
    form::table(&mut book, sheet).0
}

#[test]
fn parts_without_placeholders_are_the_same_bytes() {
    let drawn = parts::parts(&template());
    let mut faults = Faults::default();
    for report in REPORTS.iter() {
        let found = parts::parts(&fs::read(&report.path).unwrap());
        faults.equal(
            format!("{}: parts", report.name),
            drawn.keys().cloned().collect::<Vec<_>>().join(" "),
            found.keys().cloned().collect::<Vec<_>>().join(" "),
        );
        for (name, bytes) in drawn.iter().filter(|(name, _)| !may_differ(name)) {
            if found.get(name) != Some(bytes) {
                faults.note(format!("{}: {name} is not as it was drawn", report.name));
            }
        }
    }
    faults.finish();
}

#[test]
fn widths_page_and_frozen_panes_are_as_drawn() {
    const FRAME: [&str; 8] = [
        "sheetPr",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
    ];
    let drawn = parts::parts(&template());
    let mut faults = Faults::default();
    for report in REPORTS.iter() {
        let found = parts::parts(&fs::read(&report.path).unwrap());
        for (index, sheet) in form::SHEETS.iter().enumerate() {
            let (before, after) = (
                text(&drawn, &sheet_part(index)),
                text(&found, &sheet_part(index)),
            );
            for element in FRAME {
                let (before, after) = (elements(&before, element), elements(&after, element));
                assert_eq!(before.len(), 1, "{sheet} is drawn with one {element}");
                faults.equal(
                    format!("{}: {sheet} {element}", report.name),
                    before.join(""),
                    after.join(""),
                );
            }
        }
    }
    faults.finish();
}

#[test]
fn every_row_of_a_table_looks_like_one_of_its_model_rows() {
    let bytes = template();
    let drawn = parts::parts(&bytes);
    let mut faults = Faults::default();
    for report in REPORTS.iter() {
        let found = parts::parts(&fs::read(&report.path).unwrap());
        for (index, sheet) in form::SHEETS.iter().enumerate() {
            let width = form::columns(sheet).len();
            let numbers = numbers_row(&bytes, sheet);
            let mut book: Xlsx<BufReader<File>> = open_workbook(&report.path).unwrap();
            let last = numbers + u32::try_from(form::table(&mut book, sheet).1.len()).unwrap();
            let before = rows(&text(&drawn, &sheet_part(index)));
            let after = rows(&text(&found, &sheet_part(index)));
            let models: BTreeSet<_> = before
                .iter()
                .filter(|row| row.number > numbers && row.styles.len() == width)
                .map(|row| row.styles.clone())
                .collect();
            for row in &after {
                let place = format!("{}: {sheet} row {}", report.name, row.number);
                if row.number <= numbers {
                    let same = before.iter().find(|old| old.number == row.number);
                    if same.map(|old| (&old.styles, &old.height))
                        != Some((&row.styles, &row.height))
                    {
                        faults.note(format!("{place}, above the table, looks otherwise"));
                    }
                } else if row.number <= last {
                    if !models.contains(&row.styles) {
                        faults.note(format!("{place} looks like no model row"));
                    }
                    if row.height.is_some() {
                        faults.note(format!(
                            "{place} has a fixed height: long names would be cut"
                        ));
                    }
                }
            }
            // Notes and signatures: the same rows, further down.
            let below = |all: &[parts::Row], last: u32| -> Vec<_> {
                let rows = all.iter().filter(|row| row.number > last);
                rows.map(|row| (row.styles.clone(), row.height.clone()))
                    .collect()
            };
            let drawn_last = last_model_row(&before, numbers, width);
            if below(&before, drawn_last) != below(&after, last) {
                faults.note(format!(
                    "{}: {sheet} notes or signatures look otherwise",
                    report.name
                ));
            }
        }
    }
    faults.finish();
}

/// The last row of the drawn table: model rows fill the whole width without a merge, the notes do not.
fn last_model_row(rows: &[parts::Row], numbers: u32, width: usize) -> u32 {
    let table = rows.iter().filter(|row| {
        let styles: BTreeSet<_> = row.styles.iter().map(|(_, style)| style).collect();
        row.number > numbers
            && row.styles.len() == width
            && styles.len() > 1
            && row.height.is_none()
    });
    table.map(|row| row.number).max().expect("model rows")
}

#[test]
fn merges_stay_or_move_with_their_rows() {
    let bytes = template();
    let drawn = parts::parts(&bytes);
    let mut faults = Faults::default();
    for report in REPORTS.iter() {
        let found = parts::parts(&fs::read(&report.path).unwrap());
        for (index, sheet) in form::SHEETS.iter().enumerate() {
            let numbers = numbers_row(&bytes, sheet);
            let (before, after) = (
                text(&drawn, &sheet_part(index)),
                text(&found, &sheet_part(index)),
            );
            let height = |xml: &str| rows(xml).last().map_or(0, |row| row.number);
            let down = height(&after) - height(&before);
            let merges = |xml: &str| -> BTreeSet<((String, u32), (String, u32))> {
                let all = elements(xml, "mergeCell");
                all.into_iter()
                    .map(|m| span(attribute(m, "ref").unwrap()))
                    .collect()
            };
            let wanted: BTreeSet<_> = merges(&before)
                .into_iter()
                .map(|((a, top), (b, bottom))| {
                    let down = if top > numbers { down } else { 0 };
                    ((a, top + down), (b, bottom + down))
                })
                .collect();
            faults.equal(
                format!("{}: {sheet} merges", report.name),
                format!("{wanted:?}"),
                format!("{:?}", merges(&after)),
            );
            let count = elements(&after, "mergeCells");
            let count = count.first().and_then(|m| attribute(m, "count"));
            if let Some(count) = count {
                faults.equal(format!("{sheet} mergeCells count"), wanted.len(), count);
            }
        }
    }
    faults.finish();
}

#[test]
fn names_titles_and_conditions_follow_their_rows() {
    let bytes = template();
    let drawn = text(&parts::parts(&bytes), "xl/workbook.xml");
    let names = |xml: &str| -> BTreeMap<(String, String), String> {
        elements(xml, "definedName")
            .into_iter()
            .map(|element| {
                let key = |name| attribute(element, name).unwrap_or_default().to_owned();
                let value = element.split_once('>').unwrap().1;
                let value = value.strip_suffix("</definedName>").unwrap();
                ((key("name"), key("localSheetId")), value.to_owned())
            })
            .collect()
    };
    let mut faults = Faults::default();
    for report in REPORTS.iter() {
        let found = parts::parts(&fs::read(&report.path).unwrap());
        let workbook = text(&found, "xl/workbook.xml");
        // Titles and the total row of Biểu 1 stand above all rows that are repeated: they stay.
        faults.equal(
            format!("{}: names", report.name),
            format!("{:?}", names(&drawn)),
            format!("{:?}", names(&workbook)),
        );
        let without = |xml: &str| {
            let names = elements(xml, "definedNames").join("");
            xml.replace(&names, "")
        };
        faults.equal(
            format!("{}: xl/workbook.xml beside its names", report.name),
            without(&drawn),
            without(&workbook),
        );
        let mut book: Xlsx<BufReader<File>> = open_workbook(&report.path).unwrap();
        for (index, sheet) in form::SHEETS.iter().enumerate() {
            let (numbers, lines) = form::table(&mut book, sheet);
            let last = numbers + u32::try_from(lines.len()).unwrap();
            let xml = text(&found, &sheet_part(index));
            for element in elements(&xml, "conditionalFormatting") {
                let range = attribute(element, "sqref").unwrap();
                let ((_, top), (_, bottom)) = span(range);
                faults.equal(
                    format!("{}: {sheet} condition {range} begins", report.name),
                    numbers,
                    top,
                );
                faults.equal(
                    format!("{}: {sheet} condition {range} ends", report.name),
                    last,
                    bottom,
                );
            }
        }
    }
    assert!(
        drawn.contains("Tong_luy_ke"),
        "the form has names of its own"
    );
    faults.finish();
}

#[test]
fn no_placeholder_is_left() {
    let mut faults = Faults::default();
    for report in REPORTS.iter() {
        let mut book: Xlsx<BufReader<File>> = open_workbook(&report.path).unwrap();
        for sheet in form::SHEETS {
            let range = book.worksheet_range(sheet).unwrap();
            for (row, column, value) in range.used_cells() {
                let shown = value.to_string();
                if shown.contains("{{") || shown.contains("}}") || shown.contains("#REF!") {
                    let place = format!("{}{}", form::letters(column), row + 1);
                    faults.note(format!("{}: {sheet} {place} says {shown}", report.name));
                }
            }
        }
    }
    faults.finish();
}
