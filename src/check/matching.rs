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

use super::hashed::{Keys, hash};
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
        let key = |key: &(dyn Fn(&Approval) -> Option<u64> + Sync)| {
            let numbered = (0..u32::MAX).into_par_iter().zip(approvals);
            let keys = numbered.filter_map(|(i, a)| Some((key(a)?, i)));
            Keys::new(keys.collect())
        };
        let by_code = || key(&|a| Some(hash(&code_key(a.code.as_deref()?))));
        let by_name = || key(&|a| Some(hash(&fold(&a.name))));
        let by_bare_name = || key(&|a| Some(hash(&without_brackets(&a.name)?)));
        let (by_name, (by_code, by_bare_name, by_unit)) =
            rayon::join(by_name, || (by_code(), by_bare_name(), by_unit(approvals)));
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
        let records = submission.records.iter();
        let matches: Vec<Match> = records.map(|r| self.record(r, &mut left)).collect();
        for (record, matched) in submission.records.iter_mut().zip(&matches) {
            let Some(index) = matched.approval() else {
                continue;
            };
            let approval = &self.approvals[index];
            share(&mut record.name, Some(&approval.name));
            share(&mut record.beneficiary, approval.beneficiary.as_ref());
            share(&mut record.location, approval.location.as_ref());
            record.approval = Some(index);
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
        matches
    }

    fn record(&self, record: &Record, left: &mut Allowance) -> Match {
        if record.kind != Kind::Project {
            return Match::NoProject;
        }
        let sought = Sought {
            unit: &record.unit,
            code: record.project.as_deref(),
            name: record.name.as_deref(),
            beneficiary: record.beneficiary.as_deref(),
            location: record.location.as_deref(),
            approved: total(record.money(Phase::Approved)),
        };
        self.project(&sought, left)
    }

    /// Looks for a project; names that are only nearly its own are compared as long as the allowance lasts.
    pub fn project(&self, sought: &Sought<'_>, left: &mut Allowance) -> Match {
        if let Some(matched) = self.exact(sought) {
            return matched;
        }
        let name = sought.name.map(fold).unwrap_or_default();
        self.near(sought, &name, left)
    }

    /// Looks for a project by its very code, without one by its very name.
    fn exact(&self, sought: &Sought<'_>) -> Option<Match> {
        if let Some(code) = sought.code {
            let key = code_key(code);
            let has = |i: usize| {
                let own = self.approvals[i].code.as_deref();
                own.is_some_and(|own| own == key || code_key(own) == key)
            };
            return self.of_unit(sought, self.by_code.find(&key, has));
        }
        let name = sought.name.map(fold).unwrap_or_default();
        if !name.is_empty() {
            // Most names are written as the decision writes them.
            let has = |i: usize| {
                let own = &*self.approvals[i].name;
                sought.name == Some(own) || fold(own) == name
            };
            let found = self.of_unit(sought, self.by_name.find(&name, has));
            return found.or_else(|| self.without_brackets(sought, &name));
        }
        None
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
    fn near(&self, sought: &Sought<'_>, name: &str, left: &mut Allowance) -> Match {
        let Some(own) = self.by_unit.get(sought.unit) else {
            return Match::Unknown(None);
        };
        let refused = left.refused();
        let name = Spelling::new(name);
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

/// A name without what it ends with in brackets, folded; `None` where it has none, or hardly anything before them.
/// "(lớp 2)" and "(giai đoạn II)" tell one project from another and stay.
fn without_brackets(name: &str) -> Option<String> {
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

/// Codes compare without case and blanks.
fn code_key(code: &str) -> Cow<'_, str> {
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

fn same_amount(approval: &Approval, sought: &Sought<'_>) -> bool {
    match (total(&approval.money), sought.approved) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

fn total(money: &Money) -> Option<Decimal> {
    money.amount(Source::Total).or_else(|| money.sum_of_parts())
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
