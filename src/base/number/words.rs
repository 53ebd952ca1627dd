//! Words of money behind a number: `tỷ đồng`, `tr.đ`, `VNĐ`.

use crate::base::text::fold;

/// What the words behind a number say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// The power of ten: 9 for tỷ.
    pub power: u32,
}

/// Reads words (lower case, NFC) as a unit of money: multipliers, then đồng; `None` for other words.
pub(super) fn unit(words: &str) -> Option<Unit> {
    let mut power = 0;
    let mut currency = false;
    let mut seen = false;
    for word in words.split([' ', '.']).filter(|w| !w.is_empty()) {
        seen = true;
        let folded = fold(word);
        match folded.as_str() {
            "nghin" | "ngan" if power == 0 && !currency => power = 3,
            "trieu" | "tr" if power == 0 && !currency => power = 6,
            // nghìn tỷ
            "ty" | "ti" if (power == 0 || power == 3) && !currency => power += 9,
            "trd" if power == 0 && !currency => (power, currency) = (6, true),
            "tyd" | "tid" if power == 0 && !currency => (power, currency) = (9, true),
            "dong" | "vnd" | "vn" => currency = true,
            "d" if word == "đ" => currency = true,
            "viet" | "nam" if currency => {}
            _ => return None,
        }
    }
    seen.then_some(Unit { power })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_money_and_nothing_else() {
        let power = |text| unit(text).map(|u| u.power);
        assert_eq!(power("tỷ đồng"), Some(9));
        assert_eq!(power("tỉ"), Some(9));
        assert_eq!(power("tr.đ"), Some(6));
        assert_eq!(power("nghìn tỷ đồng"), Some(12));
        assert_eq!(power("đồng việt nam"), Some(0));
        for other in ["người", "triệu triệu", "d", "usd", "tấn", ""] {
            assert_eq!(unit(other), None, "{other}");
        }
    }
}
