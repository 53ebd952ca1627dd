//! What a form asks for in vain, in words.

use crate::finding::Wording;
use crate::report::template::Filled;

/// How much of a formula is quoted.
const QUOTED: usize = 120;

/// A sentence for each placeholder that nothing answers or that is filled nowhere, and for each formula without a
/// result. `file`: the form as the office knows it.
pub(super) fn in_vain(file: &str, filled: &Filled, words: &Wording) -> Vec<String> {
    let braced = |name: &str| format!("{{{{{name}}}}}");
    let mut told = Vec::new();
    for one in &filled.outside {
        let (sheet, cell) = one.at.clone().unwrap_or_default();
        let at = [("sheet", sheet), ("cell", cell)];
        let mut values = vec![
            ("file", file.to_owned()),
            ("place", words.text(one.place, &at)),
            ("name", braced(&one.placeholder)),
        ];
        values.extend(one.nearest.as_deref().map(|n| ("nearest", braced(n))));
        let key = match (one.is_unknown, &one.nearest) {
            (false, _) => "note-placeholder-outside",
            (true, Some(_)) => "note-placeholder-outside-near",
            (true, None) => "note-placeholder-outside-unknown",
        };
        told.push(words.text(key, &values));
    }
    for warning in &filled.warnings {
        let mut values = vec![
            ("file", file.to_owned()),
            ("sheet", warning.sheet.clone()),
            ("cell", warning.cell.clone()),
            ("name", braced(&warning.placeholder)),
        ];
        values.extend(warning.nearest.as_deref().map(|n| ("nearest", braced(n))));
        let key = if warning.nearest.is_some() {
            "note-placeholder-near"
        } else {
            "note-placeholder"
        };
        told.push(words.text(key, &values));
    }
    for one in &filled.unsaved {
        let mut text: String = one.formula.chars().take(QUOTED).collect();
        if text.len() < one.formula.len() {
            text.push('…');
        }
        let values = [
            ("file", file.to_owned()),
            ("sheet", one.sheet.clone()),
            ("cell", one.cell.clone()),
            ("text", format!("={text}")),
        ];
        told.push(words.text("note-formula-unsaved", &values));
    }
    told
}
