//! Text in the encodings of before Unicode, TCVN3 (ABC) and VNI, known by its content alone.
//!
//! A reader of workbooks seldom learns the font, and one workbook, even one cell, may hold several
//! encodings. So every word is judged: what it is as it stands, and what it would be converted.

mod detector;
mod tcvn3;
mod vni;
mod word;

use unicode_normalization::UnicodeNormalization;

pub use detector::Detector;

/// How a text is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Encoding {
    /// Unicode, nothing to convert.
    Unicode,
    /// TCVN3 (ABC)
    Tcvn3,
    /// VNI
    Vni,
}

/// The text in Unicode, NFC.
///
/// Words that are good as they stand and make no sense converted stay, for one cell may mix
/// (`tại QuyÕt ®ịnh sè 477`). A word that is good either way goes with its nearest neighbour.
pub fn to_unicode(text: &str, from: Encoding) -> String {
    let text: String = text.nfc().collect();
    if from == Encoding::Unicode {
        return text;
    }
    let pieces = word::pieces(&text);
    let kinds: Vec<Option<bool>> = pieces.iter().map(|p| p.legacy(from)).collect();
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for (i, piece) in pieces.iter().enumerate() {
        let legacy = kinds[i].unwrap_or_else(|| nearest(&kinds, i).unwrap_or(true));
        if legacy && !piece.is_symbol() {
            out.push_str(&word::convert(piece.text, from));
        } else {
            out.push_str(piece.text);
        }
    }
    out.nfc().collect()
}

/// What the nearest decided word is; of two as near the one before.
fn nearest(kinds: &[Option<bool>], at: usize) -> Option<bool> {
    (1..kinds.len()).find_map(|distance| {
        let before = at.checked_sub(distance).and_then(|i| kinds[i]);
        before.or_else(|| kinds.get(at + distance).copied().flatten())
    })
}

#[cfg(test)]
mod tests;
