//! Zip archives and packed data that no writer makes: names twice, sizes that lie, a gigabyte in a few megabytes.

use std::io::Cursor;

/// One entry as its headers claim it.
pub struct Entry {
    name: String,
    /// 0: as it is, 8: deflated.
    method: u16,
    data: Vec<u8>,
    checksum: u32,
    claimed: u32,
}

impl Entry {
    /// Text that is not packed.
    pub fn text(name: &str, text: &str) -> Self {
        Self::plain(name, text.as_bytes())
    }

    /// Bytes that are not packed.
    pub fn plain(name: &str, data: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            method: 0,
            data: data.to_vec(),
            checksum: checksum(data),
            claimed: u32::try_from(data.len()).unwrap(),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it holds.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Packed data that says of itself to be so large. Its checksum is wrong, which shows only at its end.
    pub fn packed(name: &str, data: Vec<u8>, claimed: u32) -> Self {
        Self {
            name: name.to_owned(),
            method: 8,
            data,
            checksum: 0,
            claimed,
        }
    }
}

/// The archive of the entries, in their order, whatever they are.
pub fn pack(entries: &[Entry]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut table = Vec::new();
    for entry in entries {
        let start = u32::try_from(out.len()).unwrap();
        let mut common = Vec::new();
        for half in [20, 0, entry.method, 0, 0x21] {
            common.extend(u16::to_le_bytes(half));
        }
        let size = u32::try_from(entry.data.len()).unwrap();
        for word in [entry.checksum, size, entry.claimed] {
            common.extend(word.to_le_bytes());
        }
        common.extend(u16::try_from(entry.name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(entry.name.as_bytes());
        out.extend(&entry.data);
        table.extend(b"PK\x01\x02\x14\x00");
        table.extend(&common);
        table.extend([0; 10]);
        table.extend(start.to_le_bytes());
        table.extend(entry.name.as_bytes());
    }
    let (start, size) = (out.len(), table.len());
    out.extend(table);
    out.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(entries.len()).unwrap();
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend(u32::try_from(size).unwrap().to_le_bytes());
    out.extend(u32::try_from(start).unwrap().to_le_bytes());
    out.extend([0, 0]);
    out
}

/// The parts of a workbook as this archive holds them, one of them replaced.
pub fn with(workbook: &[u8], part: Entry) -> Vec<Entry> {
    let mut all = entries(workbook);
    all.retain(|entry| entry.name != part.name);
    all.push(part);
    all
}

/// The parts of a workbook.
pub fn entries(workbook: &[u8]) -> Vec<Entry> {
    use std::io::Read as _;
    let mut zip = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            Entry::plain(&file.name().unwrap(), &content)
        })
        .collect()
}

/// CRC-32 of zip and PNG.
fn checksum(data: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in data {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
        }
    }
    !sum
}

/// Deflated data: the head as it is, its last `period` bytes over and over, `times` × 258 bytes, then the tail.
///
/// Each repetition takes 13 bits with the fixed codes: a packer of the world's patience would get no further with them.
/// With `period` 1 that is a ratio of 159, below what the limits refuse by ratio.
pub fn repeated(head: &[u8], period: u8, times: u32, tail: &[u8]) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.stored(head);
    bits.number(0b010, 3); // a block with the fixed codes, not the last
    assert!((1..=5).contains(&period), "farther takes further bits");
    for _ in 0..times {
        bits.code(0b1100_0101, 8); // 258 bytes
        bits.code(u32::from(period) - 1, 5); // from so many bytes before
        if period == 5 {
            bits.number(0, 1); // and not from 6
        }
    }
    bits.code(0, 7);
    bits.stored(tail);
    bits.number(0b011, 3);
    bits.code(0, 7);
    bits.align();
    bits.bytes
}

/// Bits as deflate orders them.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    open: u32,
    count: u32,
}

impl Bits {
    /// The lowest bit first.
    fn number(&mut self, value: u32, count: u32) {
        self.open |= value << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.open.to_le_bytes()[0]);
            self.open >>= 8;
            self.count -= 8;
        }
    }

    /// The highest bit first, as its codes go.
    fn code(&mut self, value: u32, count: u32) {
        self.number(value.reverse_bits() >> (32 - count), count);
    }

    fn align(&mut self) {
        if self.count > 0 {
            self.number(0, 8 - self.count);
        }
    }

    fn stored(&mut self, bytes: &[u8]) {
        let length = u16::try_from(bytes.len()).unwrap();
        self.number(0, 3);
        self.align();
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend((!length).to_le_bytes());
        self.bytes.extend(bytes);
    }
}

#[test]
fn the_packed_data_are_what_they_say() {
    use std::io::Read as _;
    for (period, unit) in [(1, "a"), (2, "ab"), (5, "<si/>")] {
        let packed = repeated(format!("<t>{unit}").as_bytes(), period, 10, b"</t>");
        let times = 2580 / unit.len();
        let expected = format!("<t>{unit}{}</t>", unit.repeat(times));
        let mut entry = Entry::packed("a", packed, u32::try_from(expected.len()).unwrap());
        entry.checksum = checksum(expected.as_bytes());
        let whole = pack(&[entry, Entry::text("b", "xin chào")]);
        let mut zip = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
        let mut text = String::new();
        zip.by_name("a").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, expected);
        text.clear();
        zip.by_name("b").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "xin chào");
    }
}
