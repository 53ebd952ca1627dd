//! Text as a number, in every style.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop::base::number::{Style, parse, parse_count, parse_with, style_of};

fuzz_target!(|text: &str| {
    let _ = (parse(text), parse_count(text), style_of(text));
    for style in [Style::Vietnamese, Style::English] {
        let _ = parse_with(text, style);
    }
});
