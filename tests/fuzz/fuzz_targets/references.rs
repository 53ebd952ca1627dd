//! Text as the address of a cell, with and without `$`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop::base::place::Cell;

fuzz_target!(|text: &str| {
    if let Some(cell) = Cell::parse(text) {
        assert_eq!(Cell::parse(&cell.to_string()), Some(cell));
    }
});
