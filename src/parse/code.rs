//! Codes of projects, in a column of their own or within the name.

/// A code as it stands in a column of codes: blanks and case do not matter.
pub(super) fn code_text(text: &str) -> String {
    if text
        .bytes()
        .all(|b| b.is_ascii_graphic() && !b.is_ascii_lowercase())
    {
        return text.to_owned();
    }
    text.chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_uppercase()
}

/// A code of a project: two letters and two digits at least, nothing but letters, digits and marks.
fn is_code(text: &str) -> bool {
    let letters = text.chars().take_while(char::is_ascii_uppercase).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    letters >= 2
        && digits >= 2
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-/_.".contains(c))
}

/// "KC17-03: Đào tạo nghề may", "Đào tạo nghề may (KC17-03)": a code that leads the name, or closes it in brackets.
pub(super) fn split_code(name: String) -> (Option<String>, Option<String>) {
    if let Some((front, code)) = name.trim_end_matches(['.', ' ']).rsplit_once(['(', '['])
        && let Some(code) = code.strip_suffix([')', ']'])
        && is_code(code.trim())
        && !front.trim().is_empty()
    {
        return (Some(code.trim().to_owned()), Some(front.trim().to_owned()));
    }
    // A point is part of it where a digit follows (`KC17.314-03`).
    let point = name.char_indices().find(|(at, c)| {
        let next = name[*at..].chars().nth(1);
        matches!(c, ':' | ' ') || (*c == '.' && !next.is_some_and(|n| n.is_ascii_digit()))
    });
    let end = point.map_or(name.len(), |(at, _)| at);
    let head = name[..end].trim_matches(['(', ')', '[', ']']);
    if !is_code(head) {
        return (None, Some(name));
    }
    let rest = name[name.find(head).map_or(0, |at| at + head.len())..]
        .trim_start_matches([':', '.', '-', ' ', ')', ']', '–'])
        .to_owned();
    (
        Some(head.to_uppercase()),
        (!rest.is_empty()).then_some(rest),
    )
}
