//! Text as a date, and as a line that states a period.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop::base::date::{parse, parse_period, stated_periods};

fuzz_target!(|input: (i32, &str)| {
    let (year, text) = input;
    let _ = parse(text, year);
    let _ = (parse_period(text), stated_periods(text));
});
