//! Projects and lines that share no key: other units, other spellings, or truly new and truly gone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::base::text::fold;
use crate::check::matching::{Match, Sought};
use crate::check::near_names::Allowance;
use crate::model::former::Former;
use crate::model::record::project_key;
use crate::model::{Kind, Record, Submission};

use super::{Continuity, Gone, Past, Trail, listing, senders};

/// A record by its submission and its place there.
type At = (usize, usize);

/// Decides about records without a line, and about lines without a record.
pub(super) fn follow(
    all: &mut Continuity<'_>,
    trail: &Trail<'_>,
    submissions: &[Submission],
    left: Vec<At>,
    open: Vec<usize>,
) {
    let mut rest = Rest {
        all,
        trail,
        submissions,
        records: left,
        lines: open,
    };
    rest.spellings();
    rest.units(project_key, true);
    // A slip in the code or the name hides it from the units that took over as well.
    for key in KEYS {
        rest.units(key, false);
    }
    rest.new_projects();
    rest.gone();
}

struct Rest<'r, 'p, 't> {
    all: &'r mut Continuity<'p>,
    trail: &'r Trail<'t>,
    submissions: &'r [Submission],
    records: Vec<At>,
    lines: Vec<usize>,
}

/// The records and the lines of one key.
type Sides = (Vec<At>, Vec<usize>);

/// What a spelling of a project leaves when slips are taken away; what is equal is one project if nothing else is.
type Key = fn(Option<&str>, Option<&str>) -> Option<String>;

const KEYS: [Key; 2] = [
    // KC17-3, KC 17.03 and KC17-03.
    |code, _| Some(loose_code(code?)).filter(|key| !key.is_empty()),
    |_, name| Some(fold(name?)).filter(|key| !key.is_empty()),
];

impl Rest<'_, '_, '_> {
    fn record(&self, (place, row): At) -> &Record {
        &self.submissions[place].records[row]
    }

    /// In one unit: the same approval, or a code or a name that differs by a slip only, on one line of either side.
    fn spellings(&mut self) {
        if self.records.is_empty() || self.lines.is_empty() {
            return;
        }
        let approved = |line: usize| self.approval(line).map(|i| format!("#{i}"));
        let by_approval: HashMap<usize, String> = self
            .lines
            .iter()
            .filter_map(|line| Some((*line, approved(*line)?)))
            .collect();
        let own = |at: At| self.record(at).approval.map(|i| format!("#{i}"));
        let pairs = self.pairs(own, |line| by_approval.get(&line).cloned());
        self.join(&pairs);
        for key in KEYS {
            let pairs = self.pairs(
                |at| {
                    let record = self.record(at);
                    key(record.project.as_deref(), record.name.as_deref())
                },
                |line| {
                    let line = self.all.line(line)?;
                    key(line.project.as_deref(), line.name.as_deref())
                },
            );
            self.join(&pairs);
        }
    }

    /// Records and lines of one unit and one key, where either side has it once.
    fn pairs(
        &self,
        of_record: impl Fn(At) -> Option<String>,
        of_line: impl Fn(usize) -> Option<String>,
    ) -> Vec<(At, usize)> {
        let mut sides: BTreeMap<(Arc<str>, String), Sides> = BTreeMap::new();
        for line in &self.lines {
            if let (Some(former), Some(key)) = (self.all.line(*line), of_line(*line)) {
                let side = sides.entry((Arc::clone(&former.unit), key)).or_default();
                side.1.push(*line);
            }
        }
        for at in &self.records {
            if let Some(key) = of_record(*at)
                && let Some(side) = sides.get_mut(&(Arc::clone(&self.record(*at).unit), key))
            {
                side.0.push(*at);
            }
        }
        let one = |(records, lines): Sides| match (&*records, &*lines) {
            ([at], [line]) => Some((*at, *line)),
            _ => None,
        };
        sides.into_values().filter_map(one).collect()
    }

    fn join(&mut self, pairs: &[(At, usize)]) {
        for (at, line) in pairs {
            self.all.past[at.0][at.1] = Past::Line(*line);
        }
        self.drop(
            &pairs.iter().map(|(at, _)| *at).collect(),
            &pairs.iter().map(|(_, line)| *line).collect(),
        );
    }

    fn drop(&mut self, records: &BTreeSet<At>, lines: &BTreeSet<usize>) {
        self.records.retain(|at| !records.contains(at));
        self.lines.retain(|line| !lines.contains(line));
    }

    /// Units that took over from others: the same project, if no second unit took over some of it. A unit that reported
    /// it before goes on from its own line and from those of the units that it took over. What is only alike may be two
    /// projects, so that no figures are added by it.
    fn units(&mut self, key: Key, exact: bool) {
        let of_record = |record: &Record| key(record.project.as_deref(), record.name.as_deref());
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        for line in &self.lines {
            let former = self.all.line(*line);
            let own = |f: &Former| key(f.project.as_deref(), f.name.as_deref());
            if let Some((former, key)) = former.and_then(|f| Some((f, own(f)?)))
                && !self.trail.succession.followers(&former.unit).is_empty()
            {
                by_key.entry(key).or_default().push(*line);
            }
        }
        if by_key.is_empty() {
            return;
        }
        let reporters = self.reporters(&by_key, &of_record);
        let (mut records, mut lines) = (BTreeSet::new(), BTreeSet::new());
        let candidates = self.records.iter().copied();
        let continued = exact.then(|| self.continued(&by_key));
        let candidates = candidates.chain(continued.into_iter().flatten());
        for at in candidates.collect::<Vec<_>>() {
            let record = self.record(at);
            let forerunners = self.trail.succession.forerunners(&record.unit);
            let Some(key) = of_record(record) else {
                continue;
            };
            let before: Vec<usize> = by_key
                .get(&key)
                .into_iter()
                .flatten()
                .copied()
                .filter(|line| {
                    let former = self.all.line(*line);
                    former.is_some_and(|f| forerunners.contains(&*f.unit))
                })
                .collect();
            if before.is_empty() || (!exact && before.len() > 1) {
                continue;
            }
            // Another unit that took over from the same one, or that one itself, reports the project too.
            let shared = before.iter().filter_map(|line| self.all.line(*line));
            let shared = shared.into_iter().any(|former| {
                let heirs = self.trail.succession.followers(&former.unit);
                reporters.get(&key).into_iter().flatten().any(|unit| {
                    **unit != *record.unit && (heirs.contains(&**unit) || **unit == *former.unit)
                })
            });
            let repeated = reporters
                .get(&key)
                .is_some_and(|units| units.iter().filter(|u| ***u == *record.unit).count() > 1);
            let own = match &self.all.past[at.0][at.1] {
                Past::Line(own) => Some(*own),
                _ => None,
            };
            let all: Vec<usize> = own.into_iter().chain(before.iter().copied()).collect();
            self.all.past[at.0][at.1] = match all.as_slice() {
                _ if shared || repeated => Past::Unknown("unit-split"),
                [one] => Past::Line(*one),
                several => Past::Lines(Arc::from(several)),
            };
            records.insert(at);
            lines.extend(before);
        }
        self.drop(&records, &lines);
    }

    /// Records that go on from a line of their own unit, of the projects that lines of other units are about as well.
    fn continued(&self, projects: &HashMap<String, Vec<usize>>) -> Vec<At> {
        let mut all = Vec::new();
        for (place, submission) in self.submissions.iter().enumerate() {
            for (row, record) in submission.records.iter().enumerate() {
                let goes_on = || matches!(self.all.past[place][row], Past::Line(_));
                let is_one = |key: String| projects.contains_key(&key);
                if record.kind == Kind::Project
                    && submission.counts(record)
                    && goes_on()
                    && record.project_key().is_some_and(is_one)
                {
                    all.push((place, row));
                }
            }
        }
        all
    }

    /// The units that report each of the projects, once for every line of theirs.
    fn reporters(
        &self,
        projects: &HashMap<String, Vec<usize>>,
        key: &dyn Fn(&Record) -> Option<String>,
    ) -> HashMap<String, Vec<Arc<str>>> {
        let mut reporters: HashMap<String, Vec<Arc<str>>> = HashMap::new();
        for submission in self.submissions {
            for record in submission.counted().filter(|r| r.kind == Kind::Project) {
                if let Some(key) = key(record).filter(|k| projects.contains_key(k)) {
                    let units = reporters.entry(key).or_default();
                    units.push(Arc::clone(&record.unit));
                }
            }
        }
        reporters
    }

    /// A project that no earlier decision approved had nothing before.
    fn new_projects(&mut self) {
        let is_new = |at: &&At| super::is_new(self.trail, self.record(**at));
        let new: Vec<At> = self.records.iter().filter(is_new).copied().collect();
        for (place, row) in new {
            self.all.past[place][row] = Past::New;
        }
    }

    /// Lines that nobody continues, with the unit that should.
    fn gone(&mut self) {
        if self.lines.is_empty() {
            return;
        }
        let (lists, senders) = (listing(self.submissions), senders(self.submissions));
        for line in std::mem::take(&mut self.lines) {
            let Some(former) = self.all.line(line) else {
                continue;
            };
            let heirs = self.trail.succession.followers(&former.unit);
            let found = self.find(line, &former.unit);
            let approved = |i: usize| self.trail.approvals.get(i);
            let unit: Option<Arc<str>> = match &found {
                // A decision gave it to others since; their lines are judged by themselves.
                Match::OtherUnits(others) => {
                    let mut heir = others.iter().filter_map(|i| approved(*i)?.unit.clone());
                    let heir = heir.find(|u| heirs.contains(&**u));
                    if heir.is_none() {
                        continue;
                    }
                    heir
                }
                _ if heirs.is_empty() => Some(Arc::clone(&former.unit)),
                _ => former
                    .location
                    .as_deref()
                    .and_then(|place| self.trail.succession.of_place(&former.unit, place))
                    .map(Arc::from),
            };
            let why = match &unit {
                None => Some("unit-split"),
                Some(unit) if senders.contains(&**unit) && !lists.contains(&**unit) => {
                    Some("no-list")
                }
                Some(unit) if !self.trail.whole && !lists.contains(&**unit) => continue,
                Some(_) => None,
            };
            match (why, unit) {
                (None, Some(unit)) => self.all.gone.push(Gone {
                    line,
                    approval: self.find(line, &unit).approval(),
                    unit,
                }),
                (why, _) => *self.all.unclear.entry(why.unwrap_or_default()).or_default() += 1,
            }
        }
    }

    fn find(&self, line: usize, unit: &str) -> Match {
        let Some(former) = self.all.line(line) else {
            return Match::NoProject;
        };
        let sought = Sought {
            unit,
            code: former.project.as_deref(),
            name: former.name.as_deref(),
            beneficiary: former.beneficiary.as_deref(),
            location: former.location.as_deref(),
            approved: None,
        };
        // A line of the former period stands for itself: which others are looked for decides nothing about it.
        let mut left = Allowance::default();
        self.trail.index.project(&sought, &mut left)
    }

    /// What a line would be approved as.
    fn approval(&self, line: usize) -> Option<usize> {
        let former = self.all.line(line)?;
        self.find(line, &former.unit).approval()
    }
}

/// Letters and digits in capitals, numbers without the zeros before them.
fn loose_code(code: &str) -> String {
    let mut key = String::new();
    let mut number = String::new();
    let close = |key: &mut String, number: &mut String| {
        if !number.is_empty() {
            key.push('#');
            key.push_str(number.trim_start_matches('0'));
            number.clear();
        }
    };
    for c in fold(code).chars() {
        if c.is_ascii_digit() {
            number.push(c);
        } else {
            close(&mut key, &mut number);
            if c.is_alphanumeric() {
                key.push(c);
            }
        }
    }
    close(&mut key, &mut number);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_differ_by_a_slip_have_one_key() {
        for same in ["kc 17.03", "KC17-3", "KC17 – 03", "KC-17/03"] {
            assert_eq!(loose_code(same), loose_code("KC17-03"), "{same}");
        }
        for other in ["KC17-30", "KC1-703", "KC17-13", "KT17-03"] {
            assert_ne!(loose_code(other), loose_code("KC17-03"), "{other}");
        }
    }
}
