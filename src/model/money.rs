//! The amounts of a line by source. A run holds millions of them, so they are kept small.

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::base::reading::Reading;

use super::kept::Kept;
use super::record::Source;
use super::sources::Sources;

/// One amount in đồng, as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The amount in đồng.
    pub reading: Reading<Decimal>,
    /// Its cell; absent for what was computed.
    pub cell: Option<Cell>,
    /// Half of the last place that its column prints, in đồng; zero where the sheet is in đồng (contract, section 5).
    pub half: Decimal,
    /// The unit in which the cell is written.
    pub unit: Option<MoneyUnit>,
    /// What the cell shows, where that is not simply the number.
    pub text: Option<Box<str>>,
}

/// The amounts of one phase by source; a source is absent where the form has no such column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money {
    kept: Box<[Kept]>,
    /// Figures that do not fit into the small form.
    #[expect(
        clippy::box_collection,
        reason = "nearly always absent, and then a third of the size"
    )]
    odd: Option<Box<Vec<(Source, Figure)>>>,
    /// The form prints a total and not all of its parts: what the parts leave open has no told source.
    pub partial: bool,
}

impl Money {
    /// The figure of a source, if the form has the column.
    pub fn figure(&self, source: Source) -> Option<Figure> {
        let kept = self.kept(source);
        kept.map(Kept::figure).or_else(|| self.odd(source).cloned())
    }

    /// The same; a total that no cell prints is the sum of its filled parts, where there are several, without a cell.
    pub fn told(&self, source: Source) -> Option<Figure> {
        let printed = self.figure(source);
        if printed.is_some() || source != Source::Total {
            return printed;
        }
        let parts = Source::PARTS.into_iter().filter_map(|s| self.figure(s));
        let known: Vec<Figure> = parts.filter(|f| f.reading != Reading::Blank).collect();
        let mut sum = known.first().filter(|_| known.len() > 1)?.clone();
        for part in &known[1..] {
            sum.reading = match (sum.reading, part.reading) {
                (Reading::Known(a), Reading::Known(b)) => {
                    a.checked_add(b).map_or(Reading::Unreadable, Reading::Known)
                }
                _ => Reading::Unreadable,
            };
            sum.half = sum.half.checked_add(part.half)?;
        }
        sum.cell = None;
        sum.text = None;
        Some(sum)
    }

    fn kept(&self, source: Source) -> Option<&Kept> {
        self.kept.iter().find(|kept| kept.is_of(source))
    }

    fn odd(&self, source: Source) -> Option<&Figure> {
        let (_, figure) = self.odd.as_ref()?.iter().find(|(s, _)| *s == source)?;
        Some(figure)
    }

    /// What was read for a source; blank where the form has no such column.
    pub fn reading(&self, source: Source) -> Reading<Decimal> {
        match self.kept(source) {
            Some(kept) => kept.reading(),
            None => self.odd(source).map_or(Reading::Blank, |f| f.reading),
        }
    }

    /// The figures of a line; of two of one source the latter counts.
    pub fn of(figures: impl IntoIterator<Item = (Source, Figure)>) -> Self {
        let figures = figures.into_iter();
        let mut kept: Vec<Kept> = Vec::with_capacity(figures.size_hint().0);
        let mut money = Self::default();
        for (source, figure) in figures {
            kept.retain(|other| !other.is_of(source));
            if let Some(odd) = &mut money.odd {
                odd.retain(|(other, _)| *other != source);
            }
            match Kept::new(source, &figure) {
                Some(small) => kept.push(small),
                None => money.odd.get_or_insert_default().push((source, figure)),
            }
        }
        money.kept = kept.into_boxed_slice();
        money
    }

    /// Takes a figure away, as if the form had no such column.
    pub fn remove(&mut self, source: Source) {
        let mut kept = std::mem::take(&mut self.kept).into_vec();
        kept.retain(|other| !other.is_of(source));
        self.kept = kept.into_boxed_slice();
        if let Some(odd) = &mut self.odd {
            odd.retain(|(other, _)| *other != source);
        }
    }

    /// Sets a figure.
    pub fn set(&mut self, source: Source, figure: Figure) {
        self.remove(source);
        let mut kept = std::mem::take(&mut self.kept).into_vec();
        match Kept::new(source, &figure) {
            Some(small) => {
                kept.reserve_exact(1);
                kept.push(small);
            }
            None => self.odd.get_or_insert_default().push((source, figure)),
        }
        self.kept = kept.into_boxed_slice();
    }

    /// The sources that the form has columns of.
    pub fn sources(&self) -> Sources {
        self.that(|_| true)
    }

    /// The sources whose cells are not blank.
    pub fn filled(&self) -> Sources {
        self.that(|blank| !blank)
    }

    /// The sources whose columns are wanted, told by whether their cells are blank.
    fn that(&self, wanted: impl Fn(bool) -> bool) -> Sources {
        let kept = self.kept.iter();
        let kept = kept.map(|kept| (kept.source(), kept.is_blank()));
        let odd = self.odd.iter().flat_map(|odd| odd.iter());
        let odd = odd.map(|(source, figure)| (*source, figure.reading == Reading::Blank));
        kept.chain(odd)
            .filter(|(_, blank)| wanted(*blank))
            .fold(Sources::default(), |all, (source, _)| all.with(source))
    }

    /// Whether the cell of a source stands in that column and is not blank.
    pub fn is_filled_in(&self, source: Source, col: u16) -> bool {
        match self.kept(source) {
            Some(kept) => !kept.is_blank() && kept.is_in(col),
            None => self.odd(source).is_some_and(|figure| {
                figure.reading != Reading::Blank && figure.cell.is_some_and(|c| c.col == col)
            }),
        }
    }

    /// Whether an amount below zero may stand there: told without working any out.
    pub fn may_be_negative(&self) -> bool {
        self.odd.is_some() || self.kept.iter().any(Kept::is_negative)
    }

    /// The known amount of a source in đồng.
    pub fn amount(&self, source: Source) -> Option<Decimal> {
        self.reading(source).known()
    }

    /// All figures with their sources.
    pub fn iter(&self) -> impl Iterator<Item = (Source, Figure)> {
        Source::ALL
            .into_iter()
            .filter_map(|s| self.figure(s).map(|f| (s, f)))
    }

    /// The sum of the known parts; `None` if no part is known.
    pub fn sum_of_parts(&self) -> Option<Decimal> {
        if let Some(sum) = self.sum_of_kept() {
            return sum;
        }
        let mut sum: Option<Decimal> = None;
        for source in Source::PARTS {
            if let Some(amount) = self.amount(source) {
                sum = Some(sum.unwrap_or_default().checked_add(amount)?);
            }
        }
        sum
    }

    /// The same where all figures are in the small form and known parts have as many decimals as each other, as nearly
    /// everywhere; the outer `None` where they are not.
    #[expect(clippy::option_option, reason = "no sum, and no known part")]
    fn sum_of_kept(&self) -> Option<Option<Decimal>> {
        let mut sum: Option<(i128, u32)> = None;
        let is_part = |kept: &&Kept| kept.is_known() && Source::PARTS.contains(&kept.source());
        for kept in self.kept.iter().filter(is_part) {
            let (mantissa, places) = kept.digits();
            let (before, scale) = sum.unwrap_or((0, places));
            if scale != places {
                return None;
            }
            sum = Some((before.checked_add(mantissa.into())?, scale));
        }
        if self.odd.is_some() {
            return None;
        }
        match sum {
            None => Some(None),
            Some((sum, scale)) => Decimal::try_from_i128_with_scale(sum, scale).ok().map(Some),
        }
    }

    /// Without a printed total it is the sum of the parts; unreadable where a part is.
    pub fn complete_total(&mut self) {
        if self.figure(Source::Total).is_some() || self.iter().next().is_none() {
            return;
        }
        let reading = if self.has_unreadable() {
            Reading::Unreadable
        } else {
            self.sum_of_parts().map_or(Reading::Blank, Reading::Known)
        };
        let filled = self.iter().filter(|(_, f)| f.reading != Reading::Blank);
        let figure = Figure {
            reading,
            cell: None,
            half: filled.map(|(_, f)| f.half).sum(),
            unit: self.iter().find_map(|(_, f)| f.unit),
            text: None,
        };
        self.set(Source::Total, figure);
    }

    /// Whether a part stands there that could not be read.
    pub fn has_unreadable(&self) -> bool {
        self.kept.iter().any(Kept::is_unreadable)
            || self
                .odd
                .iter()
                .flat_map(|odd| odd.iter())
                .any(|(_, figure)| figure.reading.is_unreadable())
    }

    /// Whether both lines have the same parts, all of them known, and every pair of amounts fits: told from the digits
    /// alone, so that it is `false` as well where that does not tell.
    pub fn parts_fit(&self, other: &Self, fits: impl Fn(i64, i64) -> bool) -> bool {
        let parts = |money: &Self| {
            money
                .kept
                .iter()
                .filter(|k| !k.is_of(Source::Total))
                .count()
        };
        let mut count = 0;
        for own in self.kept.iter().filter(|k| !k.is_of(Source::Total)) {
            let Some(its) = other.kept(own.source()) else {
                return false;
            };
            let ((own_digits, own_places), (its_digits, its_places)) = (own.digits(), its.digits());
            let is_known = own.is_known() && its.is_known() && own_places == its_places;
            if !is_known || !fits(own_digits, its_digits) {
                return false;
            }
            count += 1;
        }
        count > 0 && count == parts(other) && self.odd.is_none() && other.odd.is_none()
    }

    /// The known amounts by source; `None` where one has decimals or cannot be read, or is not in the small form.
    pub fn whole_amounts(&self) -> Option<impl Iterator<Item = (Source, i64)>> {
        let is_whole = |k: &Kept| k.is_blank() || (k.is_known() && k.digits().1 == 0);
        if self.odd.is_some() || !self.kept.iter().all(is_whole) {
            return None;
        }
        let known = self.kept.iter().filter(|k| k.is_known());
        Some(known.map(|k| (k.source(), k.digits().0)))
    }

    /// The units in which its parts are written that come to something, where all are in the small form.
    pub fn units_of_parts(&self) -> impl Iterator<Item = Option<MoneyUnit>> {
        let parts = self.kept.iter().filter(|k| !k.is_of(Source::Total));
        parts.filter(|k| k.digits().0 != 0).map(Kept::unit)
    }

    /// Whether any amount is known.
    pub fn is_told(&self) -> bool {
        let mut odd = self.odd.iter().flat_map(|odd| odd.iter());
        self.kept.iter().any(Kept::is_known) || odd.any(|(_, f)| f.reading.known().is_some())
    }

    /// What counts: the sum of the parts; the printed total where the form has not all parts, or none is known.
    pub fn counted(&self) -> Option<Decimal> {
        self.counted_as().map(|(amount, _)| amount)
    }

    /// The amount that counts, and whether it is the printed total rather than the sum of the parts.
    pub fn counted_as(&self) -> Option<(Decimal, bool)> {
        match (self.sum_of_parts(), self.amount(Source::Total)) {
            (Some(parts), Some(total)) if self.partial && total > parts => Some((total, true)),
            (Some(parts), _) => Some((parts, false)),
            (None, total) => Some((total?, true)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_fit_only_where_their_digits_tell() {
        use Source::{Counterpart, Local, Total};
        let money = |figures: &[(Source, &str)]| {
            let figure = |amount: &str| Figure {
                reading: amount.parse().map_or(Reading::Unreadable, Reading::Known),
                text: amount.starts_with('0').then(|| amount.into()),
                ..Figure::default()
            };
            Money::of(figures.iter().map(|(s, amount)| (*s, figure(amount))))
        };
        let one = money(&[(Local, "90"), (Counterpart, "100")]);
        let equal = |other: &[(Source, &str)]| one.parts_fit(&money(other), |a, b| a == b);
        assert!(equal(&[(Counterpart, "100"), (Local, "90")]));
        assert!(equal(&[(Total, "1"), (Local, "90"), (Counterpart, "100")]));
        for other in [
            &[(Local, "91"), (Counterpart, "100")][..],
            &[(Local, "90.0"), (Counterpart, "100")],
            &[(Local, "?"), (Counterpart, "100")],
            &[(Local, "090"), (Counterpart, "100")],
            &[(Local, "90")],
            &[(Local, "90"), (Counterpart, "100"), (Source::Other, "0.0")],
            &[(Local, "90"), (Source::Other, "100")],
            &[(Total, "190")],
            &[],
        ] {
            assert!(!equal(other), "{other:?}");
            assert!(!money(other).parts_fit(&one, |a, b| a == b), "{other:?}");
        }
        assert!(
            one.parts_fit(&money(&[(Local, "91"), (Counterpart, "100")]), |a, b| a
                <= b)
        );
        assert!(!money(&[(Total, "1")]).parts_fit(&money(&[(Total, "1")]), |a, b| a == b));
    }

    #[test]
    fn a_figure_comes_back_as_it_was_set() {
        let figure = |amount: &str, half: &str, text: Option<&str>| Figure {
            reading: Reading::Known(amount.parse().unwrap()),
            cell: Some(Cell::new(1_048_575, 16_383)),
            half: half.parse().unwrap(),
            unit: Some(MoneyUnit::Million),
            text: text.map(Into::into),
        };
        let smallest = "0.0000000000000000000000000001";
        let all = [
            (Source::Total, figure("-263500000.25", "50000", None)),
            (Source::Local, figure("1", "0", Some("một"))),
            (
                Source::National,
                figure("79228162514264337593543950335", "0", None),
            ),
            (Source::District, figure(smallest, "12345678901.5", None)),
            (Source::Other, Figure::default()),
            (
                Source::Counterpart,
                Figure {
                    reading: Reading::Unreadable,
                    ..Figure::default()
                },
            ),
        ];
        let mut money = Money::default();
        let mut twice = Vec::new();
        for (source, figure) in &all {
            // Set twice: the latter counts, in whatever form the former was kept.
            for figure in [&all[1].1, figure] {
                money.set(*source, figure.clone());
                twice.push((*source, figure.clone()));
            }
        }
        assert_eq!(Money::of(twice), money);
        for (source, figure) in all {
            assert_eq!(money.reading(source), figure.reading);
            assert_eq!(money.figure(source), Some(figure));
        }
        assert_eq!(money.figure(Source::Support), None);
        money.remove(Source::Support);
        assert_eq!(money.iter().count(), 6);
        let mut fewer = money.clone();
        fewer.remove(Source::Other);
        fewer.remove(Source::National);
        assert_eq!(fewer.iter().count(), 4);
        assert_eq!(fewer.figure(Source::National), None);
    }
}
