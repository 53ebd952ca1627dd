//! Decides string by string, with what all strings of the workbook prove.

use unicode_normalization::is_nfc;

use super::word::{Judged, Piece, pieces};
use super::{Encoding, composed};

/// What the strings of one workbook prove about its encodings.
///
/// Observe all strings first, then decide each; the order does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub struct Detector {
    unicode: u64,
    tcvn3: u64,
    vni: u64,
}

/// How many words of a text prove what.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    /// Good as they stand, nonsense converted.
    unicode: u64,
    /// Spelled as Vietnamese never is, and good if converted.
    tcvn3: u64,
    vni: u64,
    /// Good if converted, perhaps as they stand too.
    maybe_tcvn3: u64,
    maybe_vni: u64,
    /// Good in no encoding: foreign words.
    neither: u64,
}

impl Detector {
    /// Takes note of one string.
    pub fn observe(&mut self, text: &str) {
        if !has_latin1(text) {
            self.unicode += u64::from(text.contains(is_vietnamese));
            return;
        }
        let found = weigh(text);
        match found.legacy(&Self::default()) {
            Some(Encoding::Tcvn3) => self.tcvn3 += 1,
            Some(Encoding::Vni) => self.vni += 1,
            _ if found.unicode > 0 => self.unicode += 1,
            _ => {}
        }
    }

    /// How one string is encoded. What is good either way follows the majority of the workbook,
    /// and stays as it is where Unicode prevails or nothing is proved.
    pub fn decide(&self, text: &str) -> Encoding {
        if !has_latin1(text) {
            return Encoding::Unicode;
        }
        let found = weigh(text);
        if let Some(legacy) = found.legacy(self) {
            return legacy;
        }
        let fits = |maybe: u64| maybe > found.neither && found.unicode == 0;
        if self.tcvn3 > self.unicode && self.tcvn3 >= self.vni && fits(found.maybe_tcvn3) {
            Encoding::Tcvn3
        } else if self.vni > self.unicode && self.vni > self.tcvn3 && fits(found.maybe_vni) {
            Encoding::Vni
        } else {
            Encoding::Unicode
        }
    }
}

/// So many words are remembered, each in the one place that its bytes give: a word that takes the place of another
/// costs the other to be judged again, and no text can make that dearer.
const REMEMBERED: usize = 512;

/// Words that prove no legacy encoding, most of them judged once.
#[derive(Debug)]
pub struct PlainWords<'a> {
    known: Box<[&'a str]>,
}

impl Default for PlainWords<'_> {
    fn default() -> Self {
        Self {
            known: vec![""; REMEMBERED].into(),
        }
    }
}

impl<'a> PlainWords<'a> {
    /// Whether no word of the text proves a legacy encoding. A detector that observed only such texts takes every one of
    /// them for Unicode.
    pub fn covers(&mut self, text: &'a str) -> bool {
        if !has_latin1(text) {
            return true;
        }
        let bytes = text.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            // The end of the word, its place, and whether it has a letter of Latin-1, in one go.
            let mut end = start;
            let (mut mixed, mut may_prove) = (0_u32, false);
            while let Some(&byte) = bytes.get(end).filter(|b| **b != b' ') {
                mixed = mixed.wrapping_mul(31).wrapping_add(u32::from(byte));
                may_prove |= leads_latin1(byte);
                end += 1;
            }
            if may_prove && !self.is_plain(&text[start..end], mixed) {
                return false;
            }
            start = end + 1;
        }
        true
    }

    fn is_plain(&mut self, token: &'a str, mixed: u32) -> bool {
        let place = &mut self.known[mixed as usize % REMEMBERED];
        if *place == token {
            return true;
        }
        let is_plain = proves_nothing(token);
        if is_plain {
            *place = token;
        }
        is_plain
    }
}

/// Words without a letter of Latin-1 read the same in every encoding; marks may make one. Told from the first bytes of
/// U+0080 to U+00FF and of U+0300 to U+036F.
const fn leads_latin1(byte: u8) -> bool {
    matches!(byte, 0xc2 | 0xc3 | 0xcc | 0xcd)
}

/// Whether no word between two blanks proves a legacy encoding.
fn proves_nothing(token: &str) -> bool {
    is_nfc(token)
        && pieces(token).iter().all(|piece| {
            piece.is_plainly_unicode()
                || piece.judge().is_none_or(|judged| {
                    let mut alone = Evidence::default();
                    alone.add(judged);
                    alone.tcvn3 == 0 && alone.vni == 0
                })
        })
}

impl Evidence {
    /// The legacy encoding that the text proves by itself.
    fn legacy(&self, workbook: &Detector) -> Option<Encoding> {
        if self.tcvn3 == 0 && self.vni == 0 {
            return None;
        }
        let vni = (self.vni, self.maybe_vni, workbook.vni);
        let tcvn3 = (self.tcvn3, self.maybe_tcvn3, workbook.tcvn3);
        Some(if vni > tcvn3 {
            Encoding::Vni
        } else {
            Encoding::Tcvn3
        })
    }

    fn add(&mut self, word: Judged) {
        let looks = |encoding| word.looks == Some(encoding);
        self.maybe_tcvn3 += u64::from(word.tcvn3 || looks(Encoding::Tcvn3));
        self.maybe_vni += u64::from(word.vni || looks(Encoding::Vni));
        match (word.unicode, word.tcvn3, word.vni) {
            (true, false, false) => self.unicode += 1,
            // `ÑP` is `ĐP` in VNI; in TCVN3 it would be `ẹP`, so it proves neither.
            (false, true, false) if looks(Encoding::Vni) => {}
            (false, true, _) if word.odd => {
                self.tcvn3 += 1;
                self.vni += u64::from(word.vni);
            }
            (false, _, true) => self.vni += 1,
            (false, false, false) if word.looks.is_none() => self.neither += 1,
            _ => {}
        }
    }
}

/// Without the upper half of Latin-1 there is nothing to convert.
fn has_latin1(text: &str) -> bool {
    // U+00C0 to U+00FF begin with C3, the rest of the half with C2.
    let bytes = text.as_bytes();
    bytes.contains(&0xc3)
        || (bytes.contains(&0xc2) && text.contains(|c| matches!(c, '\u{a1}'..='\u{bf}')))
}

/// A letter of Vietnamese that no other encoding gives.
fn is_vietnamese(c: char) -> bool {
    matches!(
        c,
        'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ạ'..='ỹ'
    )
}

fn weigh(text: &str) -> Evidence {
    let text = composed(text);
    let mut found = Evidence::default();
    for judged in pieces(&text).iter().filter_map(Piece::judge) {
        found.add(judged);
    }
    found
}
