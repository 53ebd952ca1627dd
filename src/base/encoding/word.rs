//! One word, judged as it stands and as it would be converted.

use super::{Encoding, tcvn3, vni};
use crate::base::syllable::is_syllable;

/// A word or what stands between words.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    pub text: &'a str,
    is_word: bool,
    /// Whether a digit stands right before or behind.
    at_digit: bool,
}

/// Which readings of a word are Vietnamese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent")]
pub(super) struct Judged {
    pub unicode: bool,
    pub tcvn3: bool,
    pub vni: bool,
    /// Good Vietnamese is never spelled like this: `®`, `µ`, `vÒ`.
    pub odd: bool,
    /// No syllable, but spelled as only that encoding does: `TV§T`, `xim¨ng`.
    pub looks: Option<Encoding>,
}

/// Cuts a text (NFC) into words and the rest. All letters of TCVN3 belong to words, `§` and `®` too.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    let mut start = 0;
    let mut inside: Option<bool> = None;
    for (i, c) in text.char_indices() {
        let is_word = c.is_alphabetic() || is_combining(c) || tcvn3::letter(c).is_some();
        if inside.is_some_and(|was| was != is_word) {
            out.push(piece(text, start, i, !is_word));
            start = i;
        }
        inside = Some(is_word);
    }
    if let Some(is_word) = inside {
        out.push(piece(text, start, text.len(), is_word));
    }
    out
}

fn piece(text: &str, start: usize, end: usize, is_word: bool) -> Piece<'_> {
    let at_digit = text[..start].ends_with(|c: char| c.is_ascii_digit())
        || text[end..].starts_with(|c: char| c.is_ascii_digit());
    Piece {
        text: &text[start..end],
        is_word,
        at_digit,
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The letters of Latin-1 that Vietnamese in Unicode uses too.
const SHARED: &str = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ";

fn is_latin1(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{ff}')
}

/// The word in Unicode.
pub(super) fn convert(word: &str, from: Encoding) -> String {
    match from {
        Encoding::Unicode => word.to_owned(),
        Encoding::Tcvn3 => tcvn3::convert(word),
        Encoding::Vni => vni::convert(word).0,
    }
}

impl Piece<'_> {
    /// Judges the word; `None` for what says nothing about encodings.
    pub fn judge(&self) -> Option<Judged> {
        let word = self.text;
        if !self.is_word || word.is_ascii() || self.is_measure() {
            return None;
        }
        if word.chars().nth(1).is_none() {
            // One letter proves nothing, but `¤ t«`, `ë`, `tr.®` are no text in Unicode.
            let looks = if word.contains(['¤', '¦', '®', 'ë']) {
                Some(Encoding::Tcvn3)
            } else {
                // `104.000.000ñ`, `tr.ñ`: no other writing has that letter alone.
                (word == "ñ").then_some(Encoding::Vni)
            };
            return looks.map(|_| Judged {
                looks,
                ..Judged::default()
            });
        }
        let unicode = is_unicode(word);
        if !word.contains(is_latin1) {
            return Some(Judged {
                unicode,
                odd: !cased(word),
                ..Judged::default()
            });
        }
        Some(Judged {
            unicode,
            tcvn3: is_tcvn3(word).is_some_and(|made| !unicode || cased(&made)),
            vni: is_vni(word).is_some_and(|made| !unicode || cased(&made)),
            odd: !cased(word) || word.chars().any(|c| is_latin1(c) && !SHARED.contains(c)),
            looks: looks_like(word),
        })
    }

    /// Whether the word proves no legacy encoding, as each does that says nothing of them or is good as it stands: so
    /// much is known without converting it.
    pub fn is_plainly_unicode(&self) -> bool {
        let word = self.text;
        !self.is_word || word.is_ascii() || is_unicode(word)
    }

    /// Whether the word is legacy text (`true`) or good as it stands; `None` if it may be either.
    pub fn legacy(&self, from: Encoding) -> Option<bool> {
        let judged = self.judge()?;
        let made = match from {
            Encoding::Unicode => false,
            Encoding::Tcvn3 => judged.tcvn3,
            Encoding::Vni => judged.vni,
        };
        match (made, judged.unicode) {
            (true, false) => Some(true),
            (false, false) if judged.looks == Some(from) => Some(true),
            // VNI writes `chí` as Unicode does.
            (false, true) if from == Encoding::Vni && self.is_same_in_vni() => None,
            (false, true) => Some(false),
            _ => None,
        }
    }

    fn is_same_in_vni(&self) -> bool {
        self.text
            .chars()
            .all(|c| c.is_ascii() || matches!(c, 'ì' | 'í' | 'Ì' | 'Í'))
    }

    /// A sign that stands for itself in any encoding: `Ø20`, `3 × 4`, `5µm`, `·`, `©`.
    pub fn is_symbol(&self) -> bool {
        let mut chars = self.text.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else {
            return self.is_measure();
        };
        let letter = matches!(c, '§' | '®' | '¤' | '¦' | '«' | '¸' | 'ñ' | 'Ñ')
            || (c.is_lowercase() && c != 'µ' && !self.at_digit);
        !letter && !c.is_ascii()
    }

    fn is_measure(&self) -> bool {
        matches!(self.text, "µm" | "µg" | "µl" | "µF" | "µs")
    }
}

/// Abbreviations (`TV§T`, `TVÑT`), and loans with a sign of TCVN3 among the letters (`xim¨ng`).
fn looks_like(word: &str) -> Option<Encoding> {
    let capitals = |of: fn(char) -> bool| word.chars().all(|c| c.is_ascii_uppercase() || of(c));
    let inner = word.trim_end_matches('®');
    let inner = inner.trim_matches(['«', '»', '©', '·', '¸', '¨', '´']);
    let sign = |c| matches!(c, '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{be}');
    let signed = inner.contains(sign) && inner.contains(|c: char| c.is_ascii_lowercase());
    if capitals(|c| matches!(c, '\u{a1}'..='\u{a7}')) || signed {
        Some(Encoding::Tcvn3)
    } else if capitals(|c| matches!(c, 'Ñ' | 'Ô' | 'Ö')) {
        Some(Encoding::Vni)
    } else {
        None
    }
}

/// Small, capital, or small but for the first letter.
fn cased(word: &str) -> bool {
    let mut letters = word
        .chars()
        .filter(|c| c.is_lowercase() || c.is_uppercase());
    let first = letters.next().is_some_and(char::is_uppercase);
    let mut rest = letters.map(char::is_uppercase);
    match rest.next() {
        None => true,
        Some(true) => first && rest.all(|upper| upper),
        Some(false) => rest.all(|upper| !upper),
    }
}

fn is_unicode(word: &str) -> bool {
    let word = word.trim_matches(|c| matches!(c, '«' | '»' | '®' | '©' | '·' | '¸' | '¨'));
    if word.contains('\u{ad}') {
        let word = word.replace('\u{ad}', "");
        is_syllable(&word) && cased(&word)
    } else {
        is_syllable(word) && cased(word)
    }
}

fn is_tcvn3(word: &str) -> Option<String> {
    let mapped = word
        .chars()
        .filter(|c| is_latin1(*c))
        .map(|c| tcvn3::letter(c).is_some());
    let (mut any, mut all) = (false, true);
    for is_letter in mapped {
        any |= is_letter;
        all &= is_letter;
    }
    let made = (any && all).then(|| tcvn3::convert(word))?;
    is_syllable(&made).then_some(made)
}

fn is_vni(word: &str) -> Option<String> {
    let (made, changed) = vni::convert(word);
    (changed && is_syllable(&made)).then_some(made)
}
