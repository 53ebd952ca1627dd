//! Text in the encodings of before Unicode, TCVN3 (ABC) and VNI, known by its content alone.
//!
//! A reader of workbooks seldom learns the font, and one workbook, even one cell, may hold several
//! encodings. So every word is judged: what it is as it stands, and what it would be converted.

mod detector;
mod tcvn3;
mod vni;
mod word;

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

pub use detector::{Detector, PlainWords};

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
    let text = composed(text);
    if from == Encoding::Unicode {
        return text.into_owned();
    }
    let pieces = word::pieces(&text);
    let kinds: Vec<Option<bool>> = pieces.iter().map(|p| p.legacy(from)).collect();
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for (piece, legacy) in pieces.iter().zip(settled(&kinds)) {
        if legacy && !piece.is_symbol() {
            out.push_str(&word::convert(piece.text, from));
        } else {
            out.push_str(piece.text);
        }
    }
    out.nfc().collect()
}

/// NFC, which nearly every text is already.
fn composed(text: &str) -> Cow<'_, str> {
    if is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Gives what is undecided the kind of the nearest decided piece, of two as near the one before.
fn settled(kinds: &[Option<bool>]) -> Vec<bool> {
    let mut behind: Vec<Option<(usize, bool)>> = vec![None; kinds.len()];
    let mut next = None;
    for (i, kind) in kinds.iter().enumerate().rev() {
        next = kind.map(|kind| (i, kind)).or(next);
        behind[i] = next;
    }
    let mut before: Option<(usize, bool)> = None;
    let mut out = Vec::with_capacity(kinds.len());
    for (i, behind) in behind.into_iter().enumerate() {
        before = kinds[i].map(|kind| (i, kind)).or(before);
        out.push(match (before, behind) {
            (Some((b, kind)), Some((n, _))) if i - b <= n - i => kind,
            (_, Some((_, kind))) | (Some((_, kind)), None) => kind,
            (None, None) => true,
        });
    }
    out
}

#[cfg(test)]
mod tests;
