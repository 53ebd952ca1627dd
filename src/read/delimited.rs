//! Text tables: the receipt register may be a .csv with comma, semicolon or tab, in any UTF.

use crate::base::place::Cell;

use super::grid::{Content, Grid, GridCell, Workbook};

/// The table as a workbook of one sheet; `None` if it is no text or no table.
pub fn delimited(bytes: &[u8]) -> Option<Workbook> {
    let text = decode(bytes)?;
    let (text, delimiter) = delimiter(&text)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut grid = Grid {
        name: "csv".to_owned(),
        visible: true,
        ..Grid::default()
    };
    for (row, record) in reader.records().enumerate() {
        let record = record.ok()?;
        for (col, field) in record
            .iter()
            .enumerate()
            .filter(|(_, f)| !f.trim().is_empty())
        {
            let at = Cell::new(u32::try_from(row).ok()?, u16::try_from(col).ok()?);
            grid.cells.push(GridCell {
                at,
                content: Content::Text(field.into()),
                formula: None,
            });
        }
    }
    Some(Workbook {
        format: "csv",
        sheets: vec![grid],
        bad_sheets: Vec::new(),
        names: Vec::new(),
        tables: Vec::new(),
        from_1904: false,
    })
}

/// The text below a line `sep=;`, which Excel understands, and the delimiter: the one on most of the first lines, as
/// a title has none and names of places have commas.
fn delimiter(text: &str) -> Option<(&str, u8)> {
    if let Some(rest) = text.strip_prefix("sep=")
        && let (line, rest) = rest.split_once('\n')?
        && let [told] = line.trim_end_matches('\r').as_bytes()
    {
        return Some((rest, *told));
    }
    let lines = || text.lines().filter(|l| !l.trim().is_empty()).take(30);
    lines().next()?;
    let weight = |d: u8| {
        let counts = lines().map(|l| l.bytes().filter(|b| *b == d).count());
        let counts: Vec<usize> = counts.filter(|n| *n > 0).collect();
        (counts.len(), counts.iter().sum::<usize>())
    };
    let best = [b',', b'\t', b';'].into_iter().max_by_key(|d| weight(*d))?;
    Some((text, best))
}

/// The text in whichever UTF it is. Without a mark the zeros tell, which stand where ASCII characters have none.
fn decode(bytes: &[u8]) -> Option<String> {
    let long = |bytes: &[u8], read: fn([u8; 4]) -> u32| -> Option<String> {
        let four = bytes.chunks_exact(4).map(<[u8; 4]>::try_from);
        four.map(|four| char::from_u32(read(four.ok()?))).collect()
    };
    let wide = |bytes: &[u8], read: fn([u8; 2]) -> u16| -> Option<String> {
        let two = bytes.chunks_exact(2).map(<[u8; 2]>::try_from);
        let units: Vec<u16> = two.map(|two| two.ok().map(read)).collect::<Option<_>>()?;
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xff, 0xfe, 0, 0, text @ ..] => long(text, u32::from_le_bytes),
        [0, 0, 0xfe, 0xff, text @ ..] => long(text, u32::from_be_bytes),
        [0xff, 0xfe, text @ ..] => wide(text, u16::from_le_bytes),
        [0xfe, 0xff, text @ ..] => wide(text, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, text @ ..] => std::str::from_utf8(text).ok().map(str::to_owned),
        _ => {
            let zeros = |at: usize| {
                let own = bytes.iter().skip(at).step_by(4).take(FEW);
                own.filter(|byte| **byte == 0).count()
            };
            let zeros = [zeros(0), zeros(1), zeros(2), zeros(3)];
            let all = (bytes.len() / 4).min(FEW);
            match zeros {
                [0, 0, 0, 0] => std::str::from_utf8(bytes).ok().map(str::to_owned),
                [a, b, ..] if a == all && b == all => long(bytes, u32::from_be_bytes),
                [.., c, d] if c == all && d == all => long(bytes, u32::from_le_bytes),
                [a, b, c, d] if a + c > b + d => wide(bytes, u16::from_be_bytes),
                _ => wide(bytes, u16::from_le_bytes),
            }
        }
    }
}

/// So many characters tell in which UTF a text is.
const FEW: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_mark_and_any_utf_is_read() {
        let texts = |bytes: &[u8]| -> Vec<String> {
            let book = delimited(bytes).unwrap_or_default();
            let cells = book.sheets.iter().flat_map(|s| &s.cells);
            cells
                .map(|c| {
                    if let Content::Text(t) = &c.content {
                        t.to_string()
                    } else {
                        String::new()
                    }
                })
                .collect()
        };
        let wanted = vec!["Tệp".to_owned(), "Đơn vị".to_owned()];
        assert_eq!(texts("Tệp;Đơn vị\n".as_bytes()), wanted);
        assert_eq!(texts("\u{feff}Tệp,Đơn vị\n".as_bytes()), wanted);
        assert_eq!(texts("Tệp\tĐơn vị\n".as_bytes()), wanted);
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("Tệp\tĐơn vị\r\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(texts(&utf16), wanted);
        let utf32: Vec<u8> = "\u{feff}Tệp;Đơn vị\n"
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        assert_eq!(texts(&utf32), wanted);
        let text = "Tệp;Đơn vị\n";
        let unmarked: [Vec<u8>; 4] = [
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            text.chars()
                .flat_map(|c| u32::from(c).to_le_bytes())
                .collect(),
            text.chars()
                .flat_map(|c| u32::from(c).to_be_bytes())
                .collect(),
        ];
        for bytes in unmarked {
            assert_eq!(texts(&bytes), wanted);
        }
        assert_eq!(texts("sep=|\r\nTệp|Đơn vị\r\n".as_bytes()), wanted);
        let with_title = "SỔ NHẬN, QUÝ III\nTệp;Đơn vị\na.xlsx;Hải An, Hải Phòng\n";
        assert_eq!(texts(with_title.as_bytes())[1..3], wanted);
    }
}
