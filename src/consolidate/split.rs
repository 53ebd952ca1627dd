//! An amount of money by source.

use rust_decimal::Decimal;

use crate::model::{Money, Phase, Source};

/// Đồng by source. What is told of no source, merged khuyến công money among it, is `unallocated`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// All together.
    pub total: Decimal,
    /// KCQG
    pub national: Decimal,
    /// KCĐP
    pub local: Decimal,
    /// The unit's own budget.
    pub district: Decimal,
    /// Vốn đối ứng.
    pub counterpart: Decimal,
    /// Other sources.
    pub other: Decimal,
    /// Chưa phân nguồn.
    pub unallocated: Decimal,
    /// Khuyến công money, however its sources are told: national, local, district, or merged.
    pub support: Decimal,
    /// Whether any amount went in.
    pub any: bool,
}

/// One of the amounts of a [`Split`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sum {
    /// All together.
    Total,
    /// Khuyến công money.
    Support,
    /// KCQG
    National,
    /// KCĐP
    Local,
    /// The unit's own budget.
    District,
    /// Vốn đối ứng.
    Counterpart,
    /// Other sources.
    Other,
    /// Chưa phân nguồn.
    Unallocated,
}

impl Sum {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Total,
        Self::Support,
        Self::National,
        Self::Local,
        Self::District,
        Self::Counterpart,
        Self::Other,
        Self::Unallocated,
    ];

    /// Its name in templates.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Support => "support",
            Self::National => "national",
            Self::Local => "local",
            Self::District => "district",
            Self::Counterpart => "counterpart",
            Self::Other => "other",
            Self::Unallocated => "unallocated",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sum| sum.name() == name)
    }
}

impl Split {
    /// What one line's money is; unreadable amounts are left out.
    pub fn of(money: &Money) -> Self {
        let mut split = Self::default();
        split.any = each(money, |sum, _, amount| {
            let slot = split.sum_mut(sum);
            *slot = plus(*slot, amount);
        });
        split
    }

    /// One of the amounts.
    pub const fn sum(&self, sum: Sum) -> Decimal {
        match sum {
            Sum::Total => self.total,
            Sum::Support => self.support,
            Sum::National => self.national,
            Sum::Local => self.local,
            Sum::District => self.district,
            Sum::Counterpart => self.counterpart,
            Sum::Other => self.other,
            Sum::Unallocated => self.unallocated,
        }
    }

    const fn sum_mut(&mut self, sum: Sum) -> &mut Decimal {
        match sum {
            Sum::Total => &mut self.total,
            Sum::Support => &mut self.support,
            Sum::National => &mut self.national,
            Sum::Local => &mut self.local,
            Sum::District => &mut self.district,
            Sum::Counterpart => &mut self.counterpart,
            Sum::Other => &mut self.other,
            Sum::Unallocated => &mut self.unallocated,
        }
    }

    /// Adds another.
    pub fn add(&mut self, other: &Self) {
        if !other.any {
            return;
        }
        if !self.any {
            *self = *other;
            return;
        }
        self.total = plus(self.total, other.total);
        self.national = plus(self.national, other.national);
        self.local = plus(self.local, other.local);
        self.district = plus(self.district, other.district);
        self.counterpart = plus(self.counterpart, other.counterpart);
        self.other = plus(self.other, other.other);
        self.unallocated = plus(self.unallocated, other.unallocated);
        self.support = plus(self.support, other.support);
    }
}

/// Tells what of one line's money goes into which sum: the figure that it is read from, and the amount with its sign.
/// The sums are made of nothing else, so that whoever asks what made one hears the same. `false`: nothing counts.
///
/// Parts count, not the printed total; where that alone is there, or says more than a part of the parts, what no part
/// tells has no told source.
pub fn each(money: &Money, mut put: impl FnMut(Sum, Source, Decimal)) -> bool {
    let Some((all, by_total)) = money.counted_as() else {
        return false;
    };
    if by_total {
        put(Sum::Total, Source::Total, all);
        put(Sum::Unallocated, Source::Total, all);
    }
    for source in money.filled().iter().filter(|s| *s != Source::Total) {
        let Some(amount) = money.amount(source) else {
            continue;
        };
        if !by_total {
            put(Sum::Total, source, amount);
        }
        let own = match source {
            Source::National => Sum::National,
            Source::Local => Sum::Local,
            Source::District => Sum::District,
            Source::Counterpart => Sum::Counterpart,
            Source::Other => Sum::Other,
            Source::Support | Source::Total => Sum::Unallocated,
        };
        let told = own != Sum::Unallocated;
        // Merged money stands in the printed total already.
        if told || !by_total {
            put(own, source, amount);
        }
        if told && by_total {
            put(Sum::Unallocated, source, -amount);
        }
        if matches!(
            source,
            Source::National | Source::Local | Source::District | Source::Support
        ) {
            put(Sum::Support, source, amount);
        }
    }
    true
}

/// Checked addition: amounts of one report stay far below what a decimal holds; at its end the sum stands still.
#[inline]
fn plus(a: Decimal, b: Decimal) -> Decimal {
    // Most sources of most lines have nothing.
    if b.is_zero() {
        return a;
    }
    a.checked_add(b).unwrap_or(if b.is_sign_negative() {
        Decimal::MIN
    } else {
        Decimal::MAX
    })
}

/// Approved, spent, cumulative of one line of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Approved by decisions.
    pub approved: Split,
    /// Spent in the period.
    pub spent: Split,
    /// Spent since 1 January.
    pub cumulative: Split,
}

impl Amounts {
    /// Adds another line.
    pub fn add(&mut self, other: &Self) {
        self.approved.add(&other.approved);
        self.spent.add(&other.spent);
        self.cumulative.add(&other.cumulative);
    }

    /// Whether anything stands in it.
    pub fn any(&self) -> bool {
        self.approved.any || self.spent.any || self.cumulative.any
    }

    /// One of the phases, to add to it.
    pub const fn phase_mut(&mut self, phase: Phase) -> &mut Split {
        match phase {
            Phase::Approved => &mut self.approved,
            Phase::Spent => &mut self.spent,
            Phase::Cumulative => &mut self.cumulative,
        }
    }

    /// One of the phases.
    pub const fn phase(&self, phase: Phase) -> &Split {
        match phase {
            Phase::Approved => &self.approved,
            Phase::Spent => &self.spent,
            Phase::Cumulative => &self.cumulative,
        }
    }
}

/// A part of a whole, exact to what a decimal holds; nothing where the whole is zero.
pub fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    if whole.is_zero() {
        None
    } else {
        part.checked_div(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::reading::Reading;
    use crate::model::Figure;

    fn money(figures: &[(Source, i64)], partial: bool) -> Money {
        let mut money = Money::of(figures.iter().map(|(source, amount)| {
            let reading = Reading::Known(Decimal::from(*amount));
            let figure = Figure {
                reading,
                ..Figure::default()
            };
            (*source, figure)
        }));
        money.partial = partial;
        money
    }

    #[test]
    fn parts_count_and_what_no_part_tells_is_unallocated() {
        use Source::{Counterpart, District, Local, Support, Total};
        let total = |figures: &[(Source, i64)], partial| {
            let split = Split::of(&money(figures, partial));
            [Sum::Total, Sum::Support, Sum::Local, Sum::Unallocated].map(|sum| split.sum(sum))
        };
        let whole = |amounts: [i64; 4]| amounts.map(Decimal::from);
        // The printed total is wrong: its parts count.
        let told = [(Total, 90), (Local, 60), (Counterpart, 40)];
        assert_eq!(total(&told, false), whole([100, 60, 60, 0]));
        assert_eq!(total(&[(Total, 90)], false), whole([90, 0, 0, 90]));
        let merged = [(Support, 70), (Counterpart, 30)];
        assert_eq!(total(&merged, false), whole([100, 70, 0, 70]));
        // Only some sources have columns: what the total says beyond them has no told source.
        let some = [(Total, 100), (Local, 60), (District, 10)];
        assert_eq!(total(&some, true), whole([100, 70, 60, 30]));
        let more = [(Total, 100), (Local, 60), (Support, 10)];
        assert_eq!(total(&more, true), whole([100, 70, 60, 40]));
        assert!(!Split::of(&Money::default()).any);
    }
}
