//! Text as the formulas of a small sheet: the same results each time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop::base::formula::results;

fuzz_target!(|input: (&str, &str, &str)| {
    let (first, second, third) = input;
    let formulas = [format!("={first}"), format!("={second}"), format!("={third}")];
    let mut cells = vec![(1, 1, "12.5"), (2, 1, "-3"), (3, 1, "chữ"), (4, 2, "2017")];
    cells.extend((1..).zip(&formulas).map(|(row, text)| (row, 3, text.as_str())));
    assert_eq!(results(&cells), results(&cells));
});
