//! Which approval a reported project is (contract, section 3).

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::base::spelling::Spelling;
use crate::base::text::fold;
use crate::base::thin::Thin;
use crate::model::{Approval, Kind, Money, Phase, Record, Source, Submission};
use crate::parse::approved::Approved;

use super::called::{Called, Hashes, code_key, without_brackets};
use super::hashed::{Keys, really};
use super::near_names::Allowance;

/// What came of looking for a project among the approvals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// It is no project.
    NoProject,
    /// This approval.
    One(usize),
    /// This approval, by a name that is nearly and an amount that is exactly the same.
    Near(usize),
    /// Approved, but for other units only.
    OtherUnits(Thin<usize>),
    /// Several fit and nothing tells which.
    Several(Thin<usize>),
    /// Nothing approves it; the nearest by name, if any.
    Unknown(Option<u32>),
    /// Nothing approves it, and there were too many names to look for the nearest.
    Unsought,
}

impl Match {
    /// The approval that the project counts as.
    pub const fn approval(&self) -> Option<usize> {
        match self {
            Self::One(i) | Self::Near(i) => Some(*i),
            _ => None,
        }
    }
}

/// The approvals by code and by name.
pub struct Index<'a> {
    approvals: &'a [Approval],
    by_code: Keys,
    by_name: Keys,
    /// Those whose names hold something in brackets, without that.
    by_bare_name: Keys,
    by_unit: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Index<'a> {
    /// Makes the index once for the run.
    pub fn new(approvals: &'a [Approval]) -> Self {
        // In one go: what each approval is called is fetched from memory once.
        let hashes: Vec<Hashes> = approvals.par_iter().map(Hashes::of).collect();
        let keys = |of: fn(&Hashes) -> Option<u64>| {
            let numbered = (0..u32::MAX).zip(&hashes);
            Keys::new(numbered.filter_map(|(i, h)| Some((of(h)?, i))).collect())
        };
        let (by_name, (by_code, (by_bare_name, by_unit))) = rayon::join(
            || keys(|h| Some(h.name)),
            || {
                rayon::join(
                    || keys(|h| h.code),
                    || rayon::join(|| keys(|h| h.bare_name), || by_unit(approvals)),
                )
            },
        );
        Self {
            approvals,
            by_code,
            by_name,
            by_bare_name,
            by_unit,
        }
    }

    /// Matches all records of a submission, and gives them what the approval says: code, activity, content.
    pub fn submission(&self, submission: &mut Submission) -> Vec<Match> {
        let mut left = Allowance::default();
        // One step for all records after another, so that what is far away in memory is fetched side by side.
        let sought: Vec<Option<Sought<'_>>> = submission.records.iter().map(sought).collect();
        let called: Vec<Option<Called<'_>>> = sought
            .iter()
            .map(|sought| sought.and_then(|s| Called::of(s.code, s.name)))
            .collect();
        let alike: Vec<&[(u64, u32)]> = called
            .iter()
            .map(|called| called.as_ref().map_or(&[][..], |c| self.alike(c)))
            .collect();
        let matches: Vec<Match> = sought
            .iter()
            .zip(called.iter().zip(alike))
            .map(|(sought, (called, alike))| {
                let Some(sought) = sought else {
                    return Match::NoProject;
                };
                let exact = called.as_ref().and_then(|c| self.among(sought, c, alike));
                exact.unwrap_or_else(|| self.near(sought, &mut left))
            })
            .collect();
        self.tell(submission, &matches);
        matches
    }

    /// Gives the records of a submission what their approvals say.
    fn tell(&self, submission: &mut Submission, matches: &[Match]) {
        let mut matched: Vec<(&mut Record, &Match, &Approval)> = submission
            .records
            .iter_mut()
            .zip(matches)
            .filter_map(|(record, matched)| {
                let index = matched.approval()?;
                record.approval = Some(index);
                Some((record, matched, &self.approvals[index]))
            })
            .collect();
        for (record, _, approval) in &mut matched {
            share(&mut record.name, Some(&approval.name));
        }
        for (record, _, approval) in &mut matched {
            share(&mut record.beneficiary, approval.beneficiary.as_ref());
            share(&mut record.location, approval.location.as_ref());
        }
        for (record, matched, approval) in matched {
            if matches!(matched, Match::One(_)) || record.project.is_none() {
                record.project = approval
                    .code
                    .as_ref()
                    .map(record_code)
                    .or(record.project.take());
            }
            // The decision goes before the list, what either tells before what a name lets guess.
            let is_told_better =
                approval.activity_by_name && record.activity.is_some() && !record.activity_by_name;
            if approval.activity.is_some() && !is_told_better {
                record.activity.clone_from(&approval.activity);
                record.activity_by_name = approval.activity_by_name;
                record.content = approval.content.clone().or(record.content.take());
            } else if approval.content.is_some() && record.content.is_none() {
                record.content.clone_from(&approval.content);
            }
        }
    }

    /// Looks for a project; names that are only nearly its own are compared as long as the allowance lasts.
    pub fn project(&self, sought: &Sought<'_>, left: &mut Allowance) -> Match {
        self.exact(sought)
            .unwrap_or_else(|| self.near(sought, left))
    }

    /// Looks for a project by its very code, without one by its very name.
    fn exact(&self, sought: &Sought<'_>) -> Option<Match> {
        let called = Called::of(sought.code, sought.name)?;
        self.among(sought, &called, self.alike(&called))
    }

    /// The approvals that may be called so.
    fn alike(&self, called: &Called<'_>) -> &[(u64, u32)] {
        let keys = if called.by_code {
            &self.by_code
        } else {
            &self.by_name
        };
        keys.of(called.hash)
    }

    /// Looks for a project among the approvals that may be called as it is.
    fn among(
        &self,
        sought: &Sought<'_>,
        called: &Called<'_>,
        alike: &[(u64, u32)],
    ) -> Option<Match> {
        let key = &*called.key;
        if called.by_code {
            let has = |i: usize| {
                let own = self.approvals[i].code.as_deref();
                own.is_some_and(|own| own == key || code_key(own) == key)
            };
            return self.of_unit(sought, really(alike, has));
        }
        // Most names are written as the decision writes them.
        let has = |i: usize| {
            let own = &*self.approvals[i].name;
            sought.name == Some(own) || fold(own) == key
        };
        let found = self.of_unit(sought, really(alike, has));
        found.or_else(|| self.without_brackets(sought, key))
    }

    /// "Ứng dụng máy móc chế biến gỗ (Công ty TNHH Gỗ Việt)": who gets it is often added to a name, by the decision or by
    /// the unit. What only one of both says in brackets does not make it another project.
    fn without_brackets(&self, sought: &Sought<'_>, name: &str) -> Option<Match> {
        let bare = sought.name.and_then(without_brackets);
        let key = bare.as_deref().unwrap_or(name);
        let has = |i: usize| {
            let own = &*self.approvals[i].name;
            match bare {
                Some(_) => fold(own) == key,
                None => without_brackets(own).is_some_and(|own| own == key),
            }
        };
        let keys = if bare.is_some() {
            &self.by_name
        } else {
            &self.by_bare_name
        };
        let own = |i: &usize| self.approvals[*i].is_for(sought.unit);
        let found: Vec<usize> = keys.find(key, has).filter(own).collect();
        match found.as_slice() {
            [] => None,
            [one] => Some(Match::One(*one)),
            _ => Some(self.tell_apart(sought, found)),
        }
    }

    /// Of approvals of one code or one name: those of the unit, told apart by beneficiary, location, amount. `None` of
    /// none.
    fn of_unit(
        &self,
        sought: &Sought<'_>,
        mut found: impl Iterator<Item = usize>,
    ) -> Option<Match> {
        let is_own = |i: &usize| self.approvals[*i].is_for(sought.unit);
        let first = found.next()?;
        let Some(second) = found.next() else {
            return Some(if is_own(&first) {
                Match::One(first)
            } else {
                Match::OtherUnits(vec![first].into())
            });
        };
        let found: Vec<usize> = [first, second].into_iter().chain(found).collect();
        let own: Vec<usize> = found.iter().copied().filter(is_own).collect();
        Some(match own.as_slice() {
            [] => Match::OtherUnits(found.into()),
            [one] => Match::One(*one),
            _ => self.tell_apart(sought, own),
        })
    }

    fn tell_apart(&self, sought: &Sought<'_>, candidates: Vec<usize>) -> Match {
        let same = |a: Option<&str>, b: Option<&str>| match (a, b) {
            (Some(a), Some(b)) => fold(a) == fold(b),
            _ => false,
        };
        let by_beneficiary: &dyn Fn(&Approval) -> bool =
            &|a| same(a.beneficiary.as_deref(), sought.beneficiary);
        let by_location: &dyn Fn(&Approval) -> bool =
            &|a| same(a.location.as_deref(), sought.location);
        let by_amount: &dyn Fn(&Approval) -> bool = &|a| same_amount(a, sought);
        let mut left = candidates;
        for test in [by_beneficiary, by_location, by_amount] {
            let fits: Vec<usize> = left
                .iter()
                .copied()
                .filter(|&i| test(&self.approvals[i]))
                .collect();
            match fits.as_slice() {
                [one] => return Match::One(*one),
                [] => {}
                _ => left = fits,
            }
        }
        Match::Several(left.into())
    }

    /// A name that nearly fits: a match if the amount fits exactly, else only named as the nearest.
    fn near(&self, sought: &Sought<'_>, left: &mut Allowance) -> Match {
        let Some(own) = self.by_unit.get(sought.unit) else {
            return Match::Unknown(None);
        };
        let refused = left.refused();
        let name = Spelling::new(&sought.name.map(fold).unwrap_or_default());
        let mut best: Option<(usize, f64)> = None;
        for &i in own {
            let its = Spelling::new(&fold(&self.approvals[i].name));
            if let Some(score) = left.likeness(&name, &its, 0.6)
                && best.is_none_or(|(_, b)| score > b)
            {
                best = Some((i, score));
            }
        }
        match best {
            Some((i, score)) if score >= 0.8 && same_amount(&self.approvals[i], sought) => {
                Match::Near(i)
            }
            Some((i, _)) => Match::Unknown(u32::try_from(i).ok()),
            None if left.refused() > refused => Match::Unsought,
            None => Match::Unknown(None),
        }
    }
}

impl Approved for Index<'_> {
    fn total(&self, unit: &str, code: Option<&str>, name: Option<&str>) -> Option<Decimal> {
        let sought = Sought {
            unit,
            code,
            name,
            beneficiary: None,
            location: None,
            approved: None,
        };
        match self.exact(&sought)? {
            Match::One(index) => total(&self.approvals[index].money),
            _ => None,
        }
    }
}

/// Which approvals name each unit.
fn by_unit(approvals: &[Approval]) -> HashMap<&str, Vec<usize>> {
    let mut all: HashMap<&str, Vec<usize>> = HashMap::new();
    // They stand in the order of units, so that most of them are added to the list of the one before.
    let same = |a: &Approval, b: &Approval| a.unit == b.unit && a.joint == b.joint;
    let mut first = 0;
    for run in approvals.chunk_by(same) {
        for unit in run.first().into_iter().flat_map(Approval::units) {
            let end = first + run.len();
            all.entry(unit).or_default().extend(first..end);
        }
        first += run.len();
    }
    all
}

/// A project as somebody names it.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'s> {
    /// Code of the unit.
    pub unit: &'s str,
    /// Its code.
    pub code: Option<&'s str>,
    /// Its name.
    pub name: Option<&'s str>,
    /// Who benefits.
    pub beneficiary: Option<&'s str>,
    /// Where.
    pub location: Option<&'s str>,
    /// Đồng that it says are approved.
    pub approved: Option<Decimal>,
}

/// The project that a record names; `None` for what is no project.
fn sought(record: &Record) -> Option<Sought<'_>> {
    (record.kind == Kind::Project).then(|| Sought {
        unit: &record.unit,
        code: record.project.as_deref(),
        name: record.name.as_deref(),
        beneficiary: record.beneficiary.as_deref(),
        location: record.location.as_deref(),
        approved: total(record.money(Phase::Approved)),
    })
}

/// Most projects are reported in the words of the decision, which are kept once.
fn share(own: &mut Option<Arc<str>>, other: Option<&Arc<str>>) {
    if let (Some(own), Some(other)) = (own, other)
        && *own == *other
    {
        *own = Arc::clone(other);
    }
}

/// A decision's code as records have it.
fn record_code(code: &Arc<str>) -> Arc<str> {
    match code_key(code) {
        Cow::Borrowed(_) => Arc::clone(code),
        Cow::Owned(key) if key == **code => Arc::clone(code),
        Cow::Owned(key) => Arc::from(key),
    }
}

fn same_amount(approval: &Approval, sought: &Sought<'_>) -> bool {
    match (total(&approval.money), sought.approved) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

fn total(money: &Money) -> Option<Decimal> {
    money.amount(Source::Total).or_else(|| money.sum_of_parts())
}
