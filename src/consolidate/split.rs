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

impl Split {
    /// What one line's money is; unreadable amounts are left out.
    pub fn of(money: &Money) -> Self {
        let Some(total) = money.counted() else {
            return Self::default();
        };
        let mut split = Self {
            total,
            any: true,
            ..Self::default()
        };
        let mut told = Decimal::ZERO;
        for (source, amount) in money.known().filter(|(_, amount)| !amount.is_zero()) {
            let part = match source {
                Source::Total => continue,
                Source::Support => &mut split.unallocated,
                Source::National => &mut split.national,
                Source::Local => &mut split.local,
                Source::District => &mut split.district,
                Source::Counterpart => &mut split.counterpart,
                Source::Other => &mut split.other,
            };
            *part = amount;
            told = plus(told, amount);
        }
        split.support = [split.national, split.local, split.district]
            .into_iter()
            .fold(split.unallocated, plus);
        split.unallocated = plus(split.unallocated, plus(total, -told));
        split
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

    /// The amounts with their names in templates.
    pub fn named(&self) -> [(&'static str, Decimal); 8] {
        [
            ("total", self.total),
            ("support", self.support),
            ("national", self.national),
            ("local", self.local),
            ("district", self.district),
            ("counterpart", self.counterpart),
            ("other", self.other),
            ("unallocated", self.unallocated),
        ]
    }
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
