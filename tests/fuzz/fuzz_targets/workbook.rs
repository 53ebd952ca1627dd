//! Bytes as a workbook of any format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop::read::{Limits, workbook};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        seconds: 10,
        memory_mib: 256,
        ..Limits::default()
    };
    let _ = workbook(bytes, &limits);
});
