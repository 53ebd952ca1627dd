//! Workbooks that went to a unit with our letter in them and come back corrected: the letter is no data.

use crate::read::grid::{Content, Grid, Workbook};

/// Stands in a cell of every letter of ours, before unit and period; survives every program and format, since it is
/// the cell's text, while names and properties of a workbook do not.
pub const MARK: &str = "tonghop:phieu-phan-hoi:";

/// Whether the sheet is a letter of ours, whatever its name is by now.
pub fn is_letter(grid: &Grid) -> bool {
    grid.cells
        .iter()
        .any(|cell| matches!(&cell.content, Content::Text(text) if text.contains(MARK)))
}

/// Takes our letters out of a workbook; notes and colours are not read anyway.
pub fn without_letters(workbook: &mut Workbook) {
    workbook.sheets.retain(|grid| !is_letter(grid));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::place::Cell;
    use crate::read::grid::GridCell;

    fn grid(text: &str) -> Grid {
        Grid {
            name: "Phiếu đề nghị".to_owned(),
            cells: vec![GridCell {
                at: Cell::new(3, 0),
                content: Content::Text(text.into()),
                formula: None,
            }],
            ..Grid::default()
        }
    }

    #[test]
    fn a_letter_is_told_by_its_mark_and_not_by_its_name() {
        let mut book = Workbook {
            sheets: vec![
                grid("Mã phiếu: tonghop:phieu-phan-hoi:314:2017-Q3"),
                grid("PHIẾU ĐỀ NGHỊ RÀ SOÁT, CHỈNH SỬA SỐ LIỆU"),
            ],
            ..Workbook::default()
        };
        without_letters(&mut book);
        assert_eq!(book.sheets.len(), 1);
    }
}
