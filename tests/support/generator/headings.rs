//! Words of headings, from templates/layouts, and what people do to their spelling.

use std::collections::BTreeMap;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::dice::Dice;
use super::style::Spelling;

/// A file of templates/.
pub fn template(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("templates")
        .join(name);
    std::fs::read_to_string(path).expect("a file of templates")
}

/// The synonyms of every field, phase and source.
pub struct Words(BTreeMap<String, Vec<String>>);

impl Words {
    /// Reads the layouts.
    pub fn read() -> Self {
        let mut all = BTreeMap::new();
        for (file, form) in [
            ("base", ""),
            ("project-list", ""),
            ("results-by-indicator", "results."),
            ("money-by-activity", "money."),
        ] {
            let table: toml::Table = template(&format!("layouts/{file}.toml"))
                .parse()
                .expect("a layout is TOML");
            for section in ["fields", "phases", "sources", "rows", "words"] {
                let Some(section_table) = table.get(section).and_then(toml::Value::as_table) else {
                    continue;
                };
                for (key, list) in section_table {
                    let texts = list.as_array().expect("a list of texts");
                    let texts: Vec<String> = texts
                        .iter()
                        .map(|t| t.as_str().expect("a text").to_owned())
                        .collect();
                    all.insert(format!("{form}{section}.{key}"), texts);
                }
            }
        }
        Self(all)
    }

    /// One synonym that is fair here.
    pub fn one(&self, dice: &mut Dice, key: &str, fair: impl Fn(&str) -> bool) -> String {
        let list: Vec<&String> = self.0[key].iter().filter(|t| fair(t)).collect();
        assert!(!list.is_empty(), "no synonym of {key} is fair");
        (*dice.pick(&list)).clone()
    }
}

/// The first letter large, as headings are typed.
pub fn begun_large(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// A heading as somebody types it.
pub fn spelled(dice: &mut Dice, spelling: Spelling, text: &str) -> String {
    let words = text.split(' ').count();
    match spelling {
        Spelling::Capitals => text.to_uppercase(),
        Spelling::Decomposed => text.nfd().collect(),
        Spelling::Breaks if words > 1 => {
            let at = dice.below(words - 1);
            joined(text, |i| if i == at { "\n" } else { " " })
        }
        Spelling::Spaces => {
            let odd = *dice.pick(&["  ", "\u{a0}", " \u{a0} "]);
            format!(" {} ", joined(text, |_| odd))
        }
        Spelling::OldTone => other_tone(text),
        Spelling::NoMarks => unmarked(text),
        Spelling::Plain | Spelling::Breaks => text.to_owned(),
    }
}

fn joined(text: &str, between: impl Fn(usize) -> &'static str) -> String {
    let mut out = String::new();
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push_str(between(index - 1));
        }
        out.push_str(word);
    }
    out
}

/// `hóa` is `hoá` elsewhere, `lũy` is `luỹ`; `hoạch` is `hoạch` everywhere.
fn other_tone(text: &str) -> String {
    const PAIRS: [(&str, &str); 10] = [
        ("óa", "oá"),
        ("òa", "oà"),
        ("ỏa", "oả"),
        ("õa", "oã"),
        ("ọa", "oạ"),
        ("úy", "uý"),
        ("ùy", "uỳ"),
        ("ủy", "uỷ"),
        ("ũy", "uỹ"),
        ("ụy", "uỵ"),
    ];
    text.split_inclusive(|c: char| !c.is_alphabetic())
        .map(|word| {
            let (letters, mark) =
                word.split_at(word.trim_end_matches(|c: char| !c.is_alphabetic()).len());
            let moved = PAIRS.iter().find_map(|(new, old)| {
                let swapped = |from: &str, to: &str| {
                    letters
                        .strip_suffix(from)
                        .map(|head| format!("{head}{to}{mark}"))
                };
                swapped(new, old).or_else(|| swapped(old, new))
            });
            moved.unwrap_or_else(|| word.to_owned())
        })
        .collect()
}

fn unmarked(text: &str) -> String {
    text.nfd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            c => c,
        })
        .collect()
}
