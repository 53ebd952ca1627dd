//! Which files are versions of each other, and which of them counts, form by form.
//!
//! Files are versions only when they hold the same form and share a line of it; others complement each other. The
//! receipt register tells which is later, else the marks that files bear ("lần 2", "đã sửa"), never the times of files.
//! What has the same records as another file counts once (P605); what nothing decides does not count at all (P606).
//! A supplement ("bổ sung") goes beside what it complements, unless it repeats all lines of it.

mod content;
mod groups;
mod order;
mod said;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::finding::Finding;
use crate::model::{Form, Status, Submission};
use content::Content;
use order::{by_register, later};

/// A version that another one replaces: both as indexes among the submissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Superseded {
    /// What does not count any more.
    pub old: usize,
    /// What counts instead.
    pub new: usize,
    /// In which form.
    pub form: Form,
    /// Whether all of its lines, not only those that the other repeats.
    pub whole: bool,
}

/// What was decided about versions.
#[derive(Debug, Default)]
pub struct Decided {
    /// P604, P605, P606.
    pub findings: Vec<Finding>,
    /// Which version replaces which, in the order of the findings.
    pub superseded: Vec<Superseded>,
}

/// Sets aside what does not count and says so.
pub fn decide(submissions: &mut [Submission]) -> Decided {
    let mut by_form: BTreeMap<(Arc<str>, Form), Vec<usize>> = BTreeMap::new();
    for (index, submission) in submissions.iter().enumerate() {
        let Some(unit) = submission
            .unit
            .clone()
            .filter(|_| submission.status.counts())
        else {
            continue;
        };
        for form in &submission.forms {
            by_form
                .entry((Arc::clone(&unit), *form))
                .or_default()
                .push(index);
        }
    }
    let mut decided = Decided::default();
    for ((_, form), files) in by_form.into_iter().filter(|(_, files)| files.len() > 1) {
        let keys: BTreeMap<usize, BTreeSet<String>> = files
            .iter()
            .map(|&file| (file, content::keys(&submissions[file], form)))
            .collect();
        let lines = |file: usize| keys[&file].iter().map(String::as_str).collect();
        for group in groups::sharing(&files, lines) {
            let contents = group
                .iter()
                .map(|&file| (file, Content::of(&submissions[file], form)))
                .collect();
            Decision {
                form,
                contents,
                submissions: &mut *submissions,
                decided: &mut decided,
            }
            .group(group);
        }
    }
    decided
}

/// The versions of one form of one unit.
struct Decision<'a> {
    form: Form,
    contents: BTreeMap<usize, Content>,
    submissions: &'a mut [Submission],
    decided: &'a mut Decided,
}

impl Decision<'_> {
    /// Decides between files each of which shares a line with another one of them.
    fn group(&mut self, mut group: Vec<usize>) {
        group.sort_by(|&a, &b| order::for_reading(self.submissions, a, b));
        let (mut full, mut beside): (Vec<usize>, Vec<usize>) = group
            .iter()
            .copied()
            .partition(|&file| !self.complements(file, &group));
        if full.is_empty() {
            std::mem::swap(&mut full, &mut beside);
        }
        let full = self.settle(&full);
        let beside = self.settle(&beside);
        for supplement in beside {
            for &file in &full {
                self.add(supplement, file);
            }
        }
    }

    /// Whether a file is a supplement that does not repeat all lines of another one that is none.
    fn complements(&self, file: usize, group: &[usize]) -> bool {
        let is_supplement = |file: usize| self.submissions[file].marks(self.form).supplement;
        let own = &self.contents[&file];
        is_supplement(file)
            && group.iter().any(|other| {
                let content = &self.contents[other];
                !is_supplement(*other) && own.shares(content) && !own.repeats(content)
            })
    }

    /// Decides between versions; gives those that count.
    fn settle(&mut self, files: &[usize]) -> Vec<usize> {
        let groups = groups::all(files, |file| self.contents[&file].lines());
        let mut counted = Vec::new();
        for group in groups {
            counted.extend(self.one_of(&group));
        }
        counted.sort_unstable();
        counted
    }

    /// The one version of several that counts, if anything tells which.
    fn one_of(&mut self, group: &[usize]) -> Option<usize> {
        let counted = self.chosen(group);
        let twins: Vec<(usize, usize)> = group
            .iter()
            .enumerate()
            .filter_map(|(at, &file)| {
                let same = |&earlier: &usize| self.contents[&earlier] == self.contents[&file];
                Some((file, group[..at].iter().copied().find(same)?))
            })
            .collect();
        for (file, earlier) in twins {
            let (this, earlier) = (&self.submissions[file], &self.submissions[earlier]);
            let mut finding = said::identical(this, earlier, self.form);
            finding.variant = (counted == Some(file)).then_some("later");
            self.decided.findings.push(finding);
        }
        counted
    }

    /// Sets aside all versions but the one that counts, or all of them.
    fn chosen(&mut self, group: &[usize]) -> Option<usize> {
        let is_twin = |file: usize, of: usize| self.contents[&file] == self.contents[&of];
        let is_latest = |file: usize, twins: bool| {
            let others = group.iter().copied().filter(|&other| other != file);
            others
                .filter(|&other| twins || !is_twin(other, file))
                .all(|other| self.later(file, other) == Some(true))
        };
        let find = |twins: bool| group.iter().copied().find(|&file| is_latest(file, twins));
        // Where nothing tells which of two that say the same is later, either may count.
        let Some(latest) = find(true).or_else(|| find(false)) else {
            let files: Vec<&Submission> = group.iter().map(|&f| &self.submissions[f]).collect();
            let finding = said::undecided(&files, self.form);
            self.decided.findings.push(finding);
            for &file in group {
                self.set_aside(file, Status::Undecided);
            }
            return None;
        };
        for &file in group.iter().filter(|&&file| file != latest) {
            let same = self.contents[&file] == self.contents[&latest];
            if same && self.later(latest, file).is_none() {
                self.set_aside(file, Status::Identical);
            } else {
                self.supersede(file, latest);
            }
        }
        Some(latest)
    }

    /// Whether a file is a later version than another; `None` where nothing tells.
    fn later(&self, file: usize, other: usize) -> Option<bool> {
        later(
            (&self.submissions[file], &self.contents[&file]),
            (&self.submissions[other], &self.contents[&other]),
            self.form,
        )
        .map(std::cmp::Ordering::is_gt)
    }

    fn supersede(&mut self, old: usize, new: usize) {
        let (earlier, later) = (&self.submissions[old], &self.submissions[new]);
        let variant = by_register(earlier, later).is_none().then_some("marks");
        let finding = said::superseded(earlier, later, self.form, variant);
        self.decided.findings.push(finding);
        self.decided.superseded.push(Superseded {
            old,
            new,
            form: self.form,
            whole: true,
        });
        self.set_aside(old, Status::Superseded);
    }

    /// A supplement beside a file that it does not repeat: lines that both hold count once.
    fn add(&mut self, supplement: usize, file: usize) {
        let form = self.form;
        if self.submissions[file].set_aside.contains(&form)
            || self.submissions[supplement].set_aside.contains(&form)
        {
            return;
        }
        let (own, other) = (&self.contents[&supplement], &self.contents[&file]);
        let (alike, changed) = own.compared(other);
        if alike.is_empty() && changed.is_empty() {
            return;
        }
        if changed.is_empty() {
            let finding = said::repeated(
                &self.submissions[supplement],
                &self.submissions[file],
                form,
                alike.len(),
            );
            self.decided.findings.push(finding);
            self.set_lines_aside(supplement, &alike);
            return;
        }
        let both = [&self.submissions[file], &self.submissions[supplement]];
        match by_register(both[1], both[0]).map(std::cmp::Ordering::is_gt) {
            None => {
                self.decided.findings.push(said::undecided(&both, form));
                self.set_aside(file, Status::Undecided);
                self.set_aside(supplement, Status::Undecided);
            }
            Some(is_later) => {
                let (old, new) = if is_later {
                    (file, supplement)
                } else {
                    (supplement, file)
                };
                let keys: Vec<String> = alike.into_iter().chain(changed).collect();
                if self.contents[&new].repeats(&self.contents[&old]) {
                    self.supersede(old, new);
                    return;
                }
                let finding = said::replaced(
                    &self.submissions[old],
                    &self.submissions[new],
                    form,
                    keys.len(),
                );
                self.decided.findings.push(finding);
                self.decided.superseded.push(Superseded {
                    old,
                    new,
                    form,
                    whole: false,
                });
                self.set_lines_aside(old, &keys);
            }
        }
    }

    fn set_lines_aside(&mut self, file: usize, keys: &[String]) {
        let records: Vec<usize> = self.contents[&file].records(keys);
        for record in records {
            self.submissions[file].set_line_aside(record);
        }
    }

    /// Takes a form of a file out of the report. The file keeps its status while another form of it counts, except
    /// that an open question about any of its forms is one about the file.
    fn set_aside(&mut self, file: usize, status: Status) {
        let submission = &mut self.submissions[file];
        if !submission.set_aside.contains(&self.form) {
            submission.set_aside.push(self.form);
        }
        let counts = |form: &Form| !submission.set_aside.contains(form);
        let is_open = submission.status == Status::Undecided;
        if status == Status::Undecided || (!is_open && !submission.forms.iter().any(counts)) {
            submission.status = status;
        }
    }
}
