//! Workbooks with a few bytes changed at random, from fixed seeds: an answer every time, whatever it is.
//!
//! A panic that is not caught fails the test; an abort ends the whole test program, which no runner takes for success.
//! The same through worker processes, with more formats and more kinds of damage, in `mutation/workers.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test speaks by failing"
)]

use std::io::{Cursor, Read, Write};
use std::path::Path;

use tonghop::read::{Limits, workbook};

#[path = "mutation/runs.rs"]
mod runs;
#[path = "mutation/workers.rs"]
mod workers;

const SEEDS: u64 = 400;

/// A small generator of numbers; the same seed gives the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most.max(1)).unwrap()).unwrap()
    }

    fn change(&mut self, bytes: &mut [u8]) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            let new = [0x00, 0xff, 0x7f, 0x80, self.below(256).to_le_bytes()[0]];
            let pick = self.below(new.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte = new[pick];
            }
        }
    }
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read(folder.join(name)).unwrap()
}

fn answer(bytes: &[u8]) {
    let limits = Limits {
        seconds: 10,
        memory_mib: 256,
        ..Limits::default()
    };
    // Any answer is right but none.
    let _ = workbook(bytes, &limits);
}

type Parts = Vec<(String, Vec<u8>)>;

fn parts(bytes: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        parts.push((entry.name().unwrap().into_owned(), content));
    }
    parts
}

fn packed(parts: &Parts) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        out.start_file(name.as_str(), plain).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn changed_parts(name: &str) {
    let parts = parts(&fixture(name));
    for seed in 1..=SEEDS {
        let mut numbers = Numbers::of(seed);
        let chosen = numbers.below(parts.len());
        let mut copy = parts.clone();
        numbers.change(&mut copy[chosen].1);
        answer(&packed(&copy));
    }
}

fn changed_bytes(name: &str) {
    let bytes = fixture(name);
    for seed in 1..=SEEDS {
        let mut numbers = Numbers::of(seed);
        let mut copy = bytes.clone();
        numbers.change(&mut copy);
        answer(&copy);
    }
}

#[test]
fn xls_with_changed_bytes() {
    for name in ["values.xls", "lo.xls", "tcvn3.xls"] {
        changed_bytes(name);
    }
}

#[test]
fn xlsb_with_changed_parts() {
    changed_parts("values.xlsb");
    changed_bytes("values.xlsb");
}

#[test]
fn ods_with_changed_parts() {
    changed_parts("lo.ods");
    changed_parts("repeats.ods");
}
