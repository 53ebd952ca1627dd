//! What a file is by its first bytes; its name is not asked.

use super::unreadable::What;

/// The containers that can hold a workbook, or what the file is instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// A zip archive: .xlsx, .xlsm, .xlsb, .ods, or another one.
    Zip,
    /// A compound file: .xls, an encrypted workbook, a Word document.
    Ole,
    /// The records of an Excel 5 workbook without a container.
    Biff,
    /// No workbook.
    Other(What),
}

/// First bytes of what is no workbook.
const MAGIC: [(&[u8], What); 13] = [
    (b"%PDF", What::Pdf),
    (b"Rar!", What::Archive),
    (b"7z\xbc\xaf\x27\x1c", What::Archive),
    (b"\x1f\x8b", What::Archive),
    (b"PK", What::CutOff),
    (b"\xff\xd8\xff", What::Picture),
    (b"\x89PNG", What::Picture),
    (b"GIF8", What::Picture),
    (b"II*\0", What::Picture),
    (b"MM\0*", What::Picture),
    (b"{\\rtf", What::OldOffice),
    (b"\xdb\xa5", What::OldOffice),
    (b"\0\0\x02\0", What::OldOffice),
];

/// Tells the container.
pub fn container(bytes: &[u8]) -> Container {
    if bytes.iter().all(|&b| b == 0) {
        return Container::Other(What::Empty);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Container::Ole;
    }
    // A full compound file starts with all eight; fewer bytes are its torn beginning.
    if bytes.len() < 8 && [0xd0, 0xcf, 0x11, 0xe0].starts_with(&bytes[..bytes.len().min(4)]) {
        return Container::Other(What::CutOff);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Container::Zip;
    }
    match bytes {
        // A BOF record: its own type, its length, the version.
        [0x09, 0x00 | 0x02 | 0x04, 4..=16, 0, ..] => return Container::Other(What::TooOld),
        [0x09, 0x08, 4..=16, 0, _, 0x05, ..] => return Container::Biff,
        _ => {}
    }
    for (start, what) in MAGIC {
        if bytes.starts_with(start) {
            return Container::Other(what);
        }
    }
    Container::Other(text(bytes))
}

/// What a file of text is.
fn text(bytes: &[u8]) -> What {
    let head = decoded(bytes.get(..8192).unwrap_or(bytes));
    let trimmed = head.trim_start_matches('\u{feff}').trim_start();
    let lower = trimmed.to_ascii_lowercase();
    let excel_2003 = lower.contains("urn:schemas-microsoft-com:office:spreadsheet")
        || lower.contains("progid=\"excel.sheet\"");
    if lower.starts_with("<?xml") || lower.starts_with('<') {
        // A page exported "for Excel" names Office's namespaces too.
        let is_page = [
            "<html",
            "<!doctype html",
            "<table",
            "<body",
            "<meta",
            "<div",
        ]
        .iter()
        .any(|tag| lower.contains(tag));
        return match (excel_2003, is_page) {
            (_, true) if !lower.contains("<workbook") => What::Html,
            (true, _) => What::Xml2003,
            _ => What::Xml,
        };
    }
    if lower.starts_with("mime-version:") {
        return What::Html;
    }
    let odd = trimmed
        .chars()
        // Above 0x7f old code pages have letters and quotes where Unicode has controls.
        .filter(|c| c.is_ascii_control() && !matches!(c, '\r' | '\n' | '\t'))
        .count();
    if !trimmed.is_empty() && odd == 0 {
        What::Csv
    } else {
        What::Unknown
    }
}

/// The head of a text in any UTF, or byte by byte where it is none.
fn decoded(head: &[u8]) -> String {
    let wide = |big: bool| {
        let units: Vec<u16> = head
            .get(2..)
            .unwrap_or_default()
            .chunks_exact(2)
            .map(|pair| match (pair, big) {
                ([a, b], true) => u16::from_be_bytes([*a, *b]),
                ([a, b], false) => u16::from_le_bytes([*a, *b]),
                _ => 0,
            })
            .collect();
        String::from_utf16_lossy(&units)
    };
    match head {
        [0xff, 0xfe, ..] => wide(false),
        [0xfe, 0xff, ..] => wide(true),
        _ => match std::str::from_utf8(head) {
            Ok(text) => text.to_owned(),
            // The head may end within a letter.
            Err(e) if e.error_len().is_none() => String::from_utf8_lossy(head).into_owned(),
            Err(_) => head.iter().copied().map(char::from).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells() {
        let cases: [(&[u8], Container); 18] = [
            (b"", Container::Other(What::Empty)),
            (b"\0\0\0", Container::Other(What::Empty)),
            (b"PK\x03\x04....", Container::Zip),
            (b"PK", Container::Other(What::CutOff)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Container::Ole),
            (b"\xd0\xcf\x11", Container::Other(What::CutOff)),
            (b"%PDF-1.4", Container::Other(What::Pdf)),
            (b"Rar!\x1a\x07", Container::Other(What::Archive)),
            (b"\xff\xd8\xff\xe0", Container::Other(What::Picture)),
            (
                b"\x09\x00\x04\x00\x02\x00\x10\x00",
                Container::Other(What::TooOld),
            ),
            (
                b"\x09\x04\x06\x00\x00\x00\x10\x00",
                Container::Other(What::TooOld),
            ),
            (b"\x09\x08\x08\x00\x00\x05\x05\x00", Container::Biff),
            (b"\n <HTML><body>", Container::Other(What::Html)),
            (
                b"<html xmlns:x=\"urn:schemas-microsoft-com:office:spreadsheet\"><table>",
                Container::Other(What::Html),
            ),
            (
                b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook>",
                Container::Other(What::Xml2003),
            ),
            (b"<?xml version=\"1.0\"?><a/>", Container::Other(What::Xml)),
            (
                "STT;Tên đề án\r\n1;May\r\n".as_bytes(),
                Container::Other(What::Csv),
            ),
            (b"\x01\x02\x03\x04", Container::Other(What::Unknown)),
        ];
        for (bytes, expected) in cases {
            assert_eq!(container(bytes), expected, "{bytes:?}");
        }
        let wide: Vec<u8> = std::iter::once(0xfeff)
            .chain("STT\tTên".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(container(&wide), Container::Other(What::Csv));
        // Letters of three bytes, cut in each of the ways; the quotes of a Western code page.
        for lead in ["", "a", "ab"] {
            let long = lead.to_owned() + &"ế".repeat(5000);
            assert_eq!(container(long.as_bytes()), Container::Other(What::Csv));
        }
        assert_eq!(
            container(b"STT;\x93Kinh ph\xed\x94\r\n"),
            Container::Other(What::Csv)
        );
    }
}
