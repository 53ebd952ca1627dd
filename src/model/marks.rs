//! What a file says of itself as a version: "lần 2", "đã chỉnh sửa", "bổ sung".

use std::cmp::Ordering;

/// The marks of a version, from the name of its file and from the heads of its sheets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Which version: "lần 2", `v2`.
    pub number: Option<u32>,
    /// "chỉnh sửa", "sửa đổi", "đã sửa".
    pub corrected: bool,
    /// "bổ sung": it complements what was sent before.
    pub supplement: bool,
    /// Two marks name different versions, so that none of them tells anything.
    pub contradictory: bool,
}

impl Marks {
    /// What both say together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let disagree = matches!((self.number, other.number), (Some(a), Some(b)) if a != b);
        Self {
            number: self.number.or(other.number),
            corrected: self.corrected || other.corrected,
            supplement: self.supplement || other.supplement,
            contradictory: self.contradictory || other.contradictory || disagree,
        }
    }

    /// Which of two versions is later; `None` where the marks do not tell.
    ///
    /// A version without a mark is the first one. A correction without a number comes after it, but whether before or
    /// after "lần 2" nobody knows.
    pub fn order(self, other: Self) -> Option<Ordering> {
        if self.contradictory || other.contradictory {
            return None;
        }
        let order = match (self.number, other.number) {
            (Some(a), Some(b)) => a.cmp(&b).then(self.corrected.cmp(&other.corrected)),
            (None, None) => self.corrected.cmp(&other.corrected),
            (Some(number), None) => numbered(number, self.corrected, other.corrected)?,
            (None, Some(number)) => numbered(number, other.corrected, self.corrected)?.reverse(),
        };
        (order != Ordering::Equal).then_some(order)
    }
}

/// A numbered version beside one without a number.
const fn numbered(number: u32, corrected: bool, other_corrected: bool) -> Option<Ordering> {
    match (number, corrected, other_corrected) {
        (2.., _, false) | (_, true, false) => Some(Ordering::Greater),
        (0..=1, false, true) => Some(Ordering::Less),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(number: Option<u32>, corrected: bool) -> Marks {
        Marks {
            number,
            corrected,
            ..Marks::default()
        }
    }

    #[test]
    fn numbers_come_first_and_corrections_after_what_they_correct() {
        let later = [
            (marks(Some(2), false), marks(Some(1), false)),
            (marks(Some(2), false), marks(Some(1), true)),
            (marks(Some(2), false), marks(None, false)),
            (marks(Some(1), true), marks(Some(1), false)),
            (marks(Some(1), true), marks(None, false)),
            (marks(None, true), marks(Some(1), false)),
            (marks(None, true), marks(None, false)),
        ];
        for (a, b) in later {
            assert_eq!(a.order(b), Some(Ordering::Greater), "{a:?} {b:?}");
            assert_eq!(b.order(a), Some(Ordering::Less), "{b:?} {a:?}");
        }
    }

    #[test]
    fn what_the_marks_leave_open_stays_open() {
        let open = [
            (marks(None, false), marks(None, false)),
            (marks(Some(1), false), marks(None, false)),
            (marks(Some(2), false), marks(None, true)),
            (marks(Some(2), true), marks(None, true)),
            (marks(Some(2), false), marks(Some(2), false)),
        ];
        for (a, b) in open {
            assert_eq!((a.order(b), b.order(a)), (None, None), "{a:?} {b:?}");
        }
        let torn = marks(Some(2), false).and(marks(Some(3), false));
        assert_eq!(torn.order(marks(None, false)), None);
    }
}
