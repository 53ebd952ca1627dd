//! TCVN3 (ABC) and VNI → Unicode, by content, over the whole workbook.

use std::collections::HashMap;

use super::grid::{Content, Grid, Legacy, Workbook};
use crate::base::encoding::{Detector, Encoding, PlainWords, to_unicode};

/// Converts texts and sheet names where they are in a legacy encoding, and lists the converted cells.
pub fn convert(workbook: &mut Workbook) {
    // Nearly every workbook is Unicode throughout: where no word could be anything else, none is weighed further.
    let mut plain = PlainWords::default();
    if workbook.bad_sheets.is_empty()
        && workbook
            .sheets
            .iter()
            .flat_map(texts)
            .all(|text| plain.covers(text))
    {
        for grid in &mut workbook.sheets {
            grid.name = to_unicode(&grid.name, Encoding::Unicode);
        }
        return;
    }
    let mut detector = Detector::default();
    for text in workbook.sheets.iter().flat_map(texts) {
        detector.observe(text);
    }
    // Many cells hold the same text: each text is judged once.
    let mut judged: HashMap<&str, Encoding> = HashMap::new();
    let mut legacy = Vec::new();
    for (sheet, grid) in workbook.sheets.iter().enumerate() {
        for (index, cell) in grid.cells.iter().enumerate() {
            if let Some(text) = text_of(&cell.content) {
                let encoding = *judged.entry(text).or_insert_with(|| detector.decide(text));
                if encoding != Encoding::Unicode {
                    legacy.push((sheet, index, encoding));
                }
            }
        }
    }
    for (sheet, index, encoding) in legacy {
        if let Some(grid) = workbook.sheets.get_mut(sheet) {
            convert_cell(grid, index, encoding);
        }
    }
    for grid in &mut workbook.sheets {
        grid.name = converted_name(&detector, &grid.name);
        grid.converted.sort_unstable();
    }
    for (name, _) in &mut workbook.bad_sheets {
        *name = converted_name(&detector, name);
    }
}

fn convert_cell(grid: &mut Grid, index: usize, encoding: Encoding) {
    let Some(cell) = grid.cells.get_mut(index) else {
        return;
    };
    let kind = match encoding {
        Encoding::Unicode => return,
        Encoding::Tcvn3 => Legacy::Tcvn3,
        Encoding::Vni => Legacy::Vni,
    };
    if let Content::Text(text) = &mut cell.content {
        let unicode = to_unicode(text, encoding);
        if *unicode != **text {
            *text = unicode.into();
            grid.converted.push((kind, cell.at));
        }
    }
}

fn converted_name(detector: &Detector, name: &str) -> String {
    to_unicode(name, detector.decide(name))
}

fn texts(grid: &Grid) -> impl Iterator<Item = &str> {
    let cells = grid.cells.iter().filter_map(|c| text_of(&c.content));
    cells.chain([grid.name.as_str()])
}

/// The text of a cell, unless it is plain ASCII, which reads the same in every encoding.
fn text_of(content: &Content) -> Option<&str> {
    match content {
        Content::Text(text) if !text.is_ascii() => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::place::Cell;
    use crate::read::grid::GridCell;

    fn cell(row: u32, text: &str) -> GridCell {
        GridCell {
            at: Cell::new(row, 0),
            content: Content::Text(text.into()),
            formula: None,
        }
    }

    #[test]
    fn each_cell_by_its_own_encoding() {
        let mut workbook = Workbook {
            sheets: vec![Grid {
                name: "Tæng hîp".to_owned(),
                cells: vec![
                    cell(0, "Céng hßa x· héi chñ nghÜa ViÖt Nam"),
                    cell(1, "Đơn vị tính: triệu đồng"),
                    cell(2, "§¬n vÞ tÝnh: triÖu ®ång"),
                    cell(3, "STT"),
                ],
                ..Grid::default()
            }],
            ..Workbook::default()
        };
        convert(&mut workbook);
        let grid = &workbook.sheets[0];
        let texts: Vec<&str> = texts(grid).collect();
        assert_eq!(
            texts,
            [
                "Cộng hòa xã hội chủ nghĩa Việt Nam",
                "Đơn vị tính: triệu đồng",
                "Đơn vị tính: triệu đồng",
                "Tổng hợp"
            ]
        );
        assert_eq!(
            grid.converted,
            [
                (Legacy::Tcvn3, Cell::new(0, 0)),
                (Legacy::Tcvn3, Cell::new(2, 0))
            ]
        );
    }
}
