//! The address of a cell in an input, seen from the results folder.

use std::fmt::Write as _;

use crate::base::direction::turns_direction;
use crate::base::place::Cell;

/// Excel's limit for an address and for the place inside the file.
const LONGEST: usize = 2_000;

/// `file://../da-nop/kien-thuy.xls#'Biểu 01'!S14`, which `rust_xlsxwriter` writes as a relative link.
///
/// `None` for what is no plain path inside the workspace, or cannot be an address.
pub(super) fn address(
    up: &str,
    file: &str,
    sheet: Option<&str>,
    cell: Option<Cell>,
) -> Option<String> {
    let inside = !file.is_empty()
        && file.split('/').all(|part| !matches!(part, "" | "." | ".."))
        && !file.contains(['\\', ':', '|', '\u{0}'])
        && !file.chars().any(steers);
    if !inside {
        return None;
    }
    let mut address = format!("file://{up}{}", escaped(file)?);
    if let Some(sheet) = sheet {
        let place = format!(
            "#'{}'!{}",
            sheet.replace('\'', "''"),
            cell.unwrap_or(Cell::new(0, 0))
        );
        if sheet.chars().any(steers) || place.encode_utf16().count() > LONGEST {
            return None;
        }
        address.push_str(&place);
    }
    (address.encode_utf16().count() <= LONGEST).then_some(address)
}

/// Characters that no address that is shown may hold.
fn steers(c: char) -> bool {
    c.is_control() || turns_direction(c)
}

/// The path with what an address cannot hold percent-encoded.
///
/// The writer encodes blanks and the like itself, but takes an address as already encoded where it finds one of
/// their codes. So a path with `%` or `#` is encoded here as a whole, and one in which the writer would see no code
/// of its own (only a `#`) gets no link.
fn escaped(path: &str) -> Option<String> {
    if !path.contains(['%', '#']) {
        return Some(path.to_owned());
    }
    let mut out = String::new();
    for c in path.chars() {
        match c {
            ' ' | '%' | '#' | '"' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' => {
                // A string takes whatever is written to it.
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    let seen = [
        "%20", "%25", "%22", "%60", "%3C", "%3E", "%5B", "%5D", "%5E", "%7B", "%7D",
    ];
    seen.iter().any(|code| out.contains(code)).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_addressed_from_the_results() {
        assert_eq!(
            address(
                "../",
                "da-nop/kien-thuy.xls",
                Some("Biểu 01"),
                Cell::parse("S14")
            )
            .as_deref(),
            Some("file://../da-nop/kien-thuy.xls#'Biểu 01'!S14")
        );
        assert_eq!(
            address("../", "da-nop/a.xls", Some("Năm '17"), None).as_deref(),
            Some("file://../da-nop/a.xls#'Năm ''17'!A1")
        );
        assert_eq!(
            address("../", "da-nop/50% #2.xls", None, None).as_deref(),
            Some("file://../da-nop/50%25%20%232.xls")
        );
    }

    #[test]
    fn nothing_outside_the_workspace_is_linked() {
        for file in [
            "",
            "/etc/passwd",
            "../x.xls",
            "a/../x.xls",
            "C:/x.xls",
            "\\\\host\\x.xls",
            "da-nop/#.xls",
            "da-nop/\u{202e}slx.x",
        ] {
            assert_eq!(address("../", file, None, None), None, "{file}");
        }
    }
}
