//! Text in whatever encoding.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop::base::encoding::{Detector, Encoding, to_unicode};

fuzz_target!(|text: &str| {
    let mut detector = Detector::default();
    detector.observe(text);
    for encoding in [detector.decide(text), Encoding::Tcvn3, Encoding::Vni] {
        let _ = to_unicode(text, encoding);
    }
});
