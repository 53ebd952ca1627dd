//! The most that may be given to a project of an activity (templates/ceilings.toml).

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::base::text::{Initials, fold, holds};

use super::programme::Programme;

/// One ceiling of one instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// The legal instrument.
    pub instrument: String,
    /// The first day on which it holds.
    pub valid_from: NaiveDate,
    /// The last one, if it has ended.
    pub valid_to: Option<NaiveDate>,
    /// Line of the programme; none where the words of a project's name alone tell.
    pub activity: Option<String>,
    /// Words of a project's name, folded, one of which tells that this ceiling is meant.
    pub words: Vec<String>,
    /// Whether it may be meant although the name does not say so.
    pub unnamed: bool,
    /// What it is for.
    pub name: String,
    /// The most in percent of the whole cost.
    pub percent: Option<Decimal>,
    /// The most in đồng, for each of what `per` says.
    pub cap: Option<Decimal>,
    /// For each model, establishment …
    pub per: Option<String>,
    /// Line of the programme's results that counts them.
    pub indicator: Option<String>,
}

impl Ceiling {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Whether it holds for projects of its activity whose names say nothing.
    pub const fn needs_no_name(&self) -> bool {
        self.activity.is_some() && (self.words.is_empty() || self.unnamed)
    }

    /// Whether a project's folded name says that it is meant.
    fn is_named(&self, folded: &str) -> bool {
        self.words.iter().any(|word| holds(folded, word))
    }
}

/// All ceilings that apply.
#[derive(Clone, Debug)]
pub struct Ceilings {
    all: Vec<Ceiling>,
    /// The words of all of them: most names hold none.
    words: Vec<String>,
    initials: Initials,
}

impl Ceilings {
    /// These.
    pub fn new(all: Vec<Ceiling>) -> Self {
        let mut words: Vec<String> = all.iter().flat_map(|c| c.words.iter().cloned()).collect();
        words.sort_unstable();
        words.dedup();
        Self {
            initials: Initials::of(&words),
            words,
            all,
        }
    }

    /// Those that hold for another programme: they were written for the lines of `of`, and stay where `other` has the
    /// same lines under the same numbers. What names alone tell stays if any line is the same.
    #[must_use]
    pub fn carried_to(self, other: &Programme, of: &Programme) -> Self {
        let same_activity = |number: &String| {
            let name = |p: &Programme| p.activity(number).map(|a| fold(&a.name));
            name(other).is_some_and(|own| Some(own) == name(of))
        };
        let same_indicator = |number: &String| {
            let name = |p: &Programme| p.indicator(number).map(|i| fold(&i.name));
            name(other).is_some_and(|own| Some(own) == name(of))
        };
        let (lined, named): (Vec<Ceiling>, Vec<Ceiling>) =
            self.all.into_iter().partition(|c| c.activity.is_some());
        let mut all: Vec<Ceiling> = lined
            .into_iter()
            .filter(|c| c.activity.as_ref().is_some_and(same_activity))
            .collect();
        if !all.is_empty() {
            all.extend(named);
        }
        all.retain(|c| c.indicator.as_ref().is_none_or(same_indicator));
        Self::new(all)
    }

    /// Each of them.
    pub fn all(&self) -> impl Iterator<Item = &Ceiling> {
        self.all.iter()
    }

    /// Those that a project may be under on a day: the one that its name tells, else all of its activity.
    pub fn of(&self, activity: Option<&str>, name: &str, day: NaiveDate) -> Vec<&Ceiling> {
        let possible = || self.possible(activity, day);
        if self.initials.may_stand_in(name, &[&self.words]) {
            let name = fold(name);
            let named: Vec<&Ceiling> = possible().filter(|c| c.is_named(&name)).collect();
            if !named.is_empty() {
                return named;
            }
        }
        possible().filter(|c| c.needs_no_name()).collect()
    }

    /// Those that a project of an activity may be under on a day, whatever its name.
    pub fn possible(
        &self,
        activity: Option<&str>,
        day: NaiveDate,
    ) -> impl Iterator<Item = &Ceiling> {
        let own = move |c: &&Ceiling| c.activity.is_none() || c.activity.as_deref() == activity;
        self.all().filter(own).filter(move |c| c.holds_on(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ceiling(activity: Option<&str>, words: &[&str], name: &str) -> Ceiling {
        Ceiling {
            instrument: "TT".to_owned(),
            valid_from: "2018-05-01".parse().unwrap(),
            valid_to: Some("2018-12-31".parse().unwrap()),
            activity: activity.map(str::to_owned),
            words: words.iter().map(|w| fold(w)).collect(),
            unnamed: name == "nhân rộng",
            name: name.to_owned(),
            percent: None,
            cap: Some(Decimal::ONE),
            per: None,
            indicator: None,
        }
    }

    #[test]
    fn another_programme_keeps_those_of_the_lines_that_it_shares() {
        let programme = |lines: &str| Programme::parse(lines).unwrap();
        let line = |number: &str, name: &str| {
            format!("[[activity]]\nnumber = \"{number}\"\nname = \"{name}\"\n")
        };
        let of = programme(&(line("9", "Mô hình") + &line("10", "Máy móc")));
        let all = || {
            Ceilings::new(vec![
                ceiling(Some("9"), &[], "mô hình"),
                ceiling(Some("10"), &[], "máy móc"),
                ceiling(None, &["ô nhiễm"], "ô nhiễm"),
            ])
        };
        let left = |other: &str| -> Vec<String> {
            let kept = all().carried_to(&programme(other), &of);
            kept.all().map(|c| c.name.clone()).collect()
        };
        let amended = line("9", "MÔ HÌNH") + &line("10", "Hội thi") + &line("11", "Máy móc");
        assert_eq!(left(&amended), ["mô hình", "ô nhiễm"]);
        assert!(left(&line("9", "Tập huấn")).is_empty());
    }

    #[test]
    fn a_name_tells_which_and_a_day_tells_whether() {
        let all = Ceilings::new(vec![
            ceiling(Some("10"), &[], "máy móc"),
            ceiling(Some("10"), &["dây chuyền"], "dây chuyền"),
            ceiling(None, &["xử lý ô nhiễm"], "ô nhiễm"),
            ceiling(Some("11"), &["nhân rộng"], "nhân rộng"),
        ]);
        let of = |activity, name: &str, day: &str| -> Vec<String> {
            let found = all.of(activity, name, day.parse().unwrap());
            found.iter().map(|c| c.name.clone()).collect()
        };
        assert_eq!(
            of(Some("10"), "Ứng dụng máy tiện", "2018-05-01"),
            ["máy móc"]
        );
        assert_eq!(
            of(Some("10"), "Đầu tư DÂY CHUYỀN may", "2018-12-31"),
            ["dây chuyền"]
        );
        assert_eq!(
            of(None, "Hệ thống xử lý ô nhiễm", "2018-06-01"),
            ["ô nhiễm"]
        );
        assert_eq!(of(Some("11"), "Mô hình", "2018-06-01"), ["nhân rộng"]);
        assert!(of(Some("9"), "Mô hình", "2018-06-01").is_empty());
        assert!(of(Some("10"), "Ứng dụng máy tiện", "2018-04-30").is_empty());
        assert!(of(Some("10"), "Ứng dụng máy tiện", "2019-01-01").is_empty());
    }
}
