//! Files that are no workbook that can be read: locked, of another kind, empty. A case names the kind.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const SECTOR: usize = 512;
const END: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;

/// The bytes of a kind of damage that a case names after the file.
pub fn bytes(kind: &str) -> Option<Vec<u8>> {
    Some(match kind {
        "empty" => Vec::new(),
        // What Excel writes for a workbook with a password: the real package stands encrypted in an OLE file.
        "encrypted" => compound(&[
            ("EncryptionInfo", encryption_info()),
            ("EncryptedPackage", vec![0xA5; 6000]),
        ]),
        "word" => compound(&[
            ("1Table", vec![0; 4096]),
            ("WordDocument", vec![0xEC; 4096]),
        ]),
        "zip" => archive(&[("ghi-chu.txt", "Kính gửi Sở Công Thương")]),
        "pdf" => {
            b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
                .to_vec()
        }
        _ => return None,
    })
}

/// Version 4.4 (agile), flags, and its description as XML; filled up to stay out of the small sectors.
fn encryption_info() -> Vec<u8> {
    let mut out = vec![4, 0, 4, 0, 0x40, 0, 0, 0];
    out.extend_from_slice(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
          <encryption xmlns=\"http://schemas.microsoft.com/office/2006/encryption\">\
          <keyData saltSize=\"16\" blockSize=\"16\" keyBits=\"256\" hashSize=\"64\" cipherAlgorithm=\"AES\"/></encryption>",
    );
    out.resize(4096, b' ');
    out
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("a part can be begun");
        zip.write_all(text.as_bytes())
            .expect("memory can be written");
    }
    zip.finish()
        .expect("the archive can be closed")
        .into_inner()
}

/// A compound file (OLE) with up to three streams of at least 4096 bytes, in the order of its directory
/// (shorter names first).
pub fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut fat: Vec<u32> = vec![0xFFFF_FFFD, END]; // sector 0 holds the table itself, sector 1 the directory
    let mut data = Vec::new();
    let mut directory = entry("Root Entry", 5, FREE, 1, END, 0);
    for (number, (name, content)) in (1..).zip(streams) {
        let first = u32::try_from(fat.len()).expect("a small file");
        let sectors = content.len().div_ceil(SECTOR);
        for sector in 1..=sectors {
            let next = first + u32::try_from(sector).expect("a small file");
            fat.push(if sector == sectors { END } else { next });
        }
        data.extend_from_slice(content);
        data.resize(data.len().next_multiple_of(SECTOR), 0);
        let right = if number == streams.len() {
            FREE
        } else {
            u32::try_from(number + 1).expect("few streams")
        };
        directory.extend(entry(name, 2, right, FREE, first, content.len()));
    }
    directory.resize(SECTOR, 0);
    fat.resize(SECTOR / 4, FREE);

    let mut out = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    out.resize(24, 0);
    for half in [0x3E_u16, 3, 0xFFFE, 9, 6] {
        out.extend(half.to_le_bytes());
    }
    out.resize(44, 0);
    // Sectors of the table, first of the directory, transaction, smallest large stream, no small ones, no more tables.
    for word in [1_u32, 1, 0, 4096, END, 0, END, 0, 0] {
        out.extend(word.to_le_bytes());
    }
    while out.len() < SECTOR {
        out.extend(FREE.to_le_bytes());
    }
    out.extend(fat.iter().flat_map(|w| w.to_le_bytes()));
    out.extend(directory);
    out.extend(data);
    out
}

/// One entry of the directory: 128 bytes.
fn entry(name: &str, kind: u8, right: u32, child: u32, first: u32, size: usize) -> Vec<u8> {
    let mut out: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(out.len() + 2).expect("a short name");
    out.resize(64, 0);
    out.extend(length.to_le_bytes());
    out.extend([kind, 1]);
    for word in [FREE, right, child] {
        out.extend(word.to_le_bytes());
    }
    out.resize(116, 0);
    out.extend(first.to_le_bytes());
    out.extend(u64::try_from(size).expect("a small file").to_le_bytes());
    out
}
