//! What projects are called, as they are looked for: a code without case and blanks, a folded name, a name without what
//! it ends with in brackets.

use std::borrow::Cow;

use crate::base::text::fold;
use crate::model::Approval;

use super::hashed::hash;

/// What a project is looked for by.
pub(super) struct Called<'s> {
    /// Its code without case and blanks, or its folded name.
    pub(super) key: Cow<'s, str>,
    /// Which of both.
    pub(super) by_code: bool,
    /// The hash of the key.
    pub(super) hash: u64,
}

impl<'s> Called<'s> {
    /// By its code, without one by its name; `None` without either.
    pub(super) fn of(code: Option<&'s str>, name: Option<&'s str>) -> Option<Self> {
        let by_code = code.is_some();
        let key = match code {
            Some(code) => code_key(code),
            None => Cow::Owned(fold(name?)),
        };
        (by_code || !key.is_empty()).then(|| Self {
            hash: hash(&key),
            key,
            by_code,
        })
    }
}

/// The hashes of what an approval is called.
pub(super) struct Hashes {
    pub(super) code: Option<u64>,
    pub(super) name: u64,
    /// Of a name that holds something in brackets, without that.
    pub(super) bare_name: Option<u64>,
}

impl Hashes {
    pub(super) fn of(approval: &Approval) -> Self {
        Self {
            code: approval.code.as_deref().map(|code| hash(&code_key(code))),
            name: hash(&fold(&approval.name)),
            bare_name: without_brackets(&approval.name).map(|name| hash(&name)),
        }
    }
}

/// Codes compare without case and blanks.
pub(super) fn code_key(code: &str) -> Cow<'_, str> {
    let is_key = |b: u8| b.is_ascii_graphic() && !b.is_ascii_lowercase();
    if code.bytes().all(is_key) {
        return Cow::Borrowed(code);
    }
    Cow::Owned(
        code.chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_uppercase)
            .collect(),
    )
}

/// A name without what it ends with in brackets, folded; `None` where it has none, or hardly anything before them.
/// "(lớp 2)" and "(giai đoạn II)" tell one project from another and stay.
pub(super) fn without_brackets(name: &str) -> Option<String> {
    let inside = name.trim_end().strip_suffix(')')?;
    let (bare, inside) = inside.rsplit_once('(')?;
    let bare = fold(bare);
    // Only capitals are Roman numerals: "vị" folds to "vi".
    let counts = |word: &str| {
        word.bytes().any(|b| b.is_ascii_digit())
            || (!word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')))
            || matches!(word, "i" | "ii" | "iii" | "iv")
    };
    let mut words = inside.split(|c: char| !c.is_alphanumeric());
    let is_one_of_several = inside.contains(')') || words.any(counts);
    (!is_one_of_several && bare.split(' ').count() >= 3).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::without_brackets;

    #[test]
    fn what_tells_one_project_from_another_stays() {
        let bare = |name: &str| without_brackets(name);
        let name = Some("dao tao nghe may".to_owned());
        assert_eq!(bare("Đào tạo nghề may (Công ty Gỗ Việt)"), name);
        assert_eq!(bare("Đào tạo nghề may (xã Đại Hợp) "), name);
        assert_eq!(bare("Đào tạo nghề may (Đơn vị thụ hưởng: Hoa Mai)"), name);
        for kept in [
            "Đào tạo nghề may (lớp 2)",
            "Đào tạo nghề may (giai đoạn II)",
            "Đào tạo nghề may (đợt II, xã A)",
            "Đào tạo nghề may",
            "May (xã A)",
        ] {
            assert_eq!(bare(kept), None, "{kept}");
        }
    }
}
