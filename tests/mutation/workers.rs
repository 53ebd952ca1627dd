//! Thousands of damaged workbooks of every format through worker processes: each gets an answer in ten seconds, this
//! process stays as it is, and the next file is read as if nothing had been.
//!
//! `TONGHOP_MUTATIONS=100000 cargo test --release --test mutation` tries that many of each file.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use tonghop::read::{Limits, Reader, Unreadable, workbook};

use super::{Numbers, Parts, fixture, packed, parts};

/// Of each file, unless the environment asks for more.
const USUAL: u64 = 500;
const LONGEST: Duration = Duration::from_secs(10);

/// Numbers in XML and in records at which readers break.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1",
    "65535",
    "65536",
    "1048577",
    "4294967295",
    "4294967296",
    "18446744073709551616",
    "1e308",
    "NaN",
    "",
];
const WORDS: [u32; 8] = [
    0,
    1,
    0x7F,
    0xFFFF,
    0x0010_0000,
    0x7FFF_FFFF,
    0xFFFF_FFFE,
    u32::MAX,
];

fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/2017-q3/da-nop");
    std::fs::read(folder.join(name)).unwrap()
}

/// The workbook with macros, by which it is an .xlsm.
fn with_macros(bytes: &[u8]) -> Vec<u8> {
    let mut all = parts(bytes);
    all.push(("xl/vbaProject.bin".to_owned(), vec![0xD0; 64]));
    packed(&all)
}

/// The files that are damaged: at least one of each format, of different writers.
pub fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let xlsx = sample("do-son.xlsx");
    vec![
        ("xlsm", with_macros(&xlsx)),
        ("xlsx", xlsx),
        ("xls", fixture("values.xls")),
        ("xls", fixture("lo.xls")),
        ("xls", sample("kien-thuy.xls")),
        ("xlsb", fixture("values.xlsb")),
        ("xlsb", sample("an-lao-q3.xlsb")),
        ("ods", fixture("lo.ods")),
        ("ods", fixture("repeats.ods")),
    ]
}

impl Numbers {
    /// A place in the bytes and one behind it.
    fn span(&mut self, bytes: &[u8]) -> (usize, usize) {
        let from = self.below(bytes.len());
        let length = 1 + self.below(64.min(bytes.len() - from));
        (from, from + length)
    }

    /// One of many kinds of damage.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        if bytes.len() < 8 {
            return;
        }
        match self.below(7) {
            0 | 1 => self.change(bytes),
            2 => {
                let word = WORDS[self.below(WORDS.len())].to_le_bytes();
                let at = self.below(bytes.len() - 4);
                bytes[at..at + 4].copy_from_slice(&word);
            }
            3 => {
                let (from, to) = self.span(bytes);
                bytes.drain(from..to.min(bytes.len()));
            }
            4 => {
                let (from, to) = self.span(bytes);
                let piece = bytes[from..to.min(bytes.len())].repeat(1 + self.below(200));
                bytes.splice(from..from, piece);
            }
            5 => bytes.truncate(self.below(bytes.len())),
            _ => self.number(bytes),
        }
    }

    /// Another number in place of one that is written in digits.
    fn number(&mut self, bytes: &mut Vec<u8>) {
        let start = self.below(bytes.len());
        let Some(from) = (start..bytes.len()).find(|at| bytes[*at].is_ascii_digit()) else {
            return self.change(bytes);
        };
        let to = (from..bytes.len())
            .find(|at| !bytes[*at].is_ascii_digit())
            .unwrap_or(bytes.len());
        let new = NUMBERS[self.below(NUMBERS.len())].bytes();
        bytes.splice(from..to, new);
    }
}

/// The file of a seed: damaged inside its parts three times of four where it has parts.
pub fn damaged(whole: &[u8], inside: Option<&Parts>, seed: u64) -> Vec<u8> {
    let mut numbers = Numbers::of(seed);
    match inside {
        Some(parts) if numbers.below(4) > 0 => {
            let mut copy = parts.clone();
            for _ in 0..=numbers.below(2) {
                let chosen = numbers.below(copy.len());
                numbers.damage(&mut copy[chosen].1);
            }
            packed(&copy)
        }
        _ => {
            let mut copy = whole.to_vec();
            numbers.damage(&mut copy);
            copy
        }
    }
}

/// How many of each file to try.
pub fn wanted() -> u64 {
    std::env::var_os("TONGHOP_MUTATIONS")
        .and_then(|text| text.to_str()?.parse().ok())
        .unwrap_or(USUAL)
}

#[test]
fn damaged_workbooks_of_every_format_get_an_answer_from_workers() {
    let reader = Reader::in_workers(Path::new(env!("CARGO_BIN_EXE_tonghop")));
    let limits = Limits {
        seconds: 8,
        memory_mib: 256,
        ..Limits::default()
    };
    let (read, ended) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let total = wanted();
    let seeds = seeds();
    for (format, whole) in &seeds {
        let first = reader.workbook(whole, &limits).unwrap().unwrap();
        assert_eq!(first.format, *format);
        let inside = whole.starts_with(b"PK").then(|| parts(whole));
        (1..=total).into_par_iter().for_each(|seed| {
            let bytes = damaged(whole, inside.as_ref(), seed);
            let began = Instant::now();
            let answer = reader.workbook(&bytes, &limits).unwrap();
            assert!(began.elapsed() < LONGEST, "{format}, seed {seed}: a hang");
            match answer {
                Ok(_) => _ = read.fetch_add(1, Ordering::Relaxed),
                Err(Unreadable::Broken { detail, .. }) if detail.starts_with("the reader") => {
                    eprintln!("{format}, seed {seed}: {detail}");
                    ended.fetch_add(1, Ordering::Relaxed);
                }
                Err(_) => {}
            }
        });
        let again = reader.workbook(whole, &limits).unwrap();
        assert!(again == Ok(first), "{format}: read as before");
        assert_eq!(workbook(whole, &limits).is_ok(), again.is_ok());
    }
    let (read, ended) = (read.into_inner(), ended.into_inner());
    let all = usize::try_from(total).unwrap() * seeds.len();
    eprintln!("{all} damaged files: {read} read, {ended} ended their worker");
    // Else they are damaged so much, or so little, that nothing is tried.
    assert!(
        read > all / 50 && read < all / 10 * 9,
        "{read} of {all} read"
    );
    #[cfg(target_os = "linux")]
    {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status
            .lines()
            .find_map(|l| l.strip_prefix("VmHWM:"))
            .unwrap();
        let kib: u64 = line.split_whitespace().next().unwrap().parse().unwrap();
        assert!(kib < 1024 * 1024, "{kib} KiB in this process");
    }
}
