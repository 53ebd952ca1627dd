//! Lines of the programme as sheets print them: activities, contents, indicators, by their wording.

use std::collections::HashMap;

use crate::base::text::fold;
use crate::model::Programme;

use super::effort::Effort;
use super::heading::likeness;
use crate::base::spelling::Spelling;

/// Which line a label names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A content, I to IX.
    Content(String),
    /// An activity, 1 to 24.
    Activity(String),
}

/// The programme's wordings, folded once for the whole run.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    groups: Vec<(Spelling, Line)>,
    group_exact: HashMap<String, Line>,
    activity_exact: HashMap<String, String>,
    content_exact: HashMap<String, Line>,
    indicators: Vec<(Spelling, String)>,
    indicator_exact: HashMap<String, Vec<String>>,
    measures: Vec<(Spelling, String)>,
}

impl Lines {
    /// Folds the programme's names and other names.
    pub fn new(programme: &Programme) -> Self {
        let mut lines = Self::default();
        for activity in &programme.activities {
            for name in std::iter::once(&activity.name).chain(&activity.also) {
                lines.groups.push((
                    Spelling::new(&strip(name)),
                    Line::Activity(activity.number.clone()),
                ));
            }
        }
        for content in &programme.contents {
            for name in std::iter::once(&content.name).chain(&content.also) {
                lines.groups.push((
                    Spelling::new(&strip(name)),
                    Line::Content(content.number.clone()),
                ));
            }
        }
        for (spelling, line) in &lines.groups {
            let text = spelling.text();
            lines
                .group_exact
                .entry(text.to_owned())
                .or_insert_with(|| line.clone());
            match line {
                Line::Activity(number) => {
                    lines
                        .activity_exact
                        .entry(text.to_owned())
                        .or_insert_with(|| number.clone());
                }
                Line::Content(_) => {
                    lines
                        .content_exact
                        .entry(text.to_owned())
                        .or_insert_with(|| line.clone());
                }
            }
        }
        for indicator in &programme.indicators {
            for name in std::iter::once(&indicator.name).chain(&indicator.also) {
                let text = strip(name);
                lines
                    .indicator_exact
                    .entry(text.clone())
                    .or_default()
                    .push(indicator.number.clone());
                lines
                    .indicators
                    .push((Spelling::new(&text), indicator.number.clone()));
            }
        }
        for measure in &programme.measures {
            for name in std::iter::once(&measure.name).chain(&measure.also) {
                lines
                    .measures
                    .push((Spelling::new(&strip(name)), measure.name.clone()));
            }
        }
        lines
    }

    /// The activity of a label with its likeness; `None` below 0.82.
    pub fn activity(&self, label: &str, effort: &Effort) -> Option<(String, f64)> {
        let text = strip(label);
        if let Some(number) = self.activity_exact.get(&text) {
            return Some((number.clone(), 1.0));
        }
        let activities = self.groups.iter().filter_map(|(t, l)| match l {
            Line::Activity(n) => Some((t, n)),
            Line::Content(_) => None,
        });
        best(&text, activities, 0.82, Some(effort))
    }

    /// The content or activity that a group row names, with its likeness.
    ///
    /// A title that a content and an activity share counts as the content when `prefer_content` says that the row
    /// stands at the outermost level.
    pub fn group(&self, label: &str, prefer_content: bool, effort: &Effort) -> Option<(Line, f64)> {
        let text = strip(label);
        if prefer_content && let Some(line) = self.content_exact.get(&text) {
            return Some((line.clone(), 1.0));
        }
        if let Some(line) = self.group_exact.get(&text) {
            return Some((line.clone(), 1.0));
        }
        let groups = self.groups.iter().map(|(t, l)| (t, l));
        best(&text, groups, 0.82, Some(effort))
    }

    /// The indicator of a label; where two lines share a wording, the one under the last main line decides. What a
    /// heading costs is counted with the heading (`effort` is none).
    pub fn indicator(
        &self,
        label: &str,
        after: Option<&str>,
        effort: Option<&Effort>,
    ) -> Option<(String, f64)> {
        let text = strip(label);
        if let Some(numbers) = self.indicator_exact.get(&text) {
            return pick(numbers, after).map(|n| (n, 1.0));
        }
        let indicators = self.indicators.iter().map(|(t, n)| (t, n));
        best(&text, indicators, 0.82, effort)
    }

    /// The name of a result that is no line of the programme.
    pub fn measure(&self, label: &str, effort: Option<&Effort>) -> Option<(String, f64)> {
        let measures = self.measures.iter().map(|(t, n)| (t, n));
        best(&strip(label), measures, 0.85, effort)
    }
}

/// "Tổng vốn đầu tư thu hút được" stands under 9 and under 10: the one whose parent came last.
fn pick(numbers: &[String], after: Option<&str>) -> Option<String> {
    let under = |n: &&String| {
        after.is_some_and(|a| n.trim_end_matches(|c: char| c.is_ascii_lowercase()) == a)
    };
    numbers
        .iter()
        .find(under)
        .or_else(|| numbers.first())
        .cloned()
}

fn best<'a, T: Clone + 'a>(
    text: &str,
    known: impl Iterator<Item = (&'a Spelling, &'a T)>,
    least: f64,
    effort: Option<&Effort>,
) -> Option<(T, f64)> {
    if text.is_empty() || effort.is_some_and(|effort| !effort.label(text)) {
        return None;
    }
    let text = Spelling::new(text);
    let mut found: Option<(&T, f64)> = None;
    for (candidate, value) in known {
        // Spelling distance can only pass if the lengths are close.
        let (own, its) = (text.text().len(), candidate.text().len());
        if own.min(its) * 10 < own.max(its) * 7 {
            continue;
        }
        if let Some(score) = likeness(&text, candidate, least)
            && found.is_none_or(|(_, s)| score > s)
        {
            found = Some((value, score));
        }
    }
    found.map(|(value, score)| (value.clone(), score))
}

/// The folded label without its numbering, "Trong đó" and what stands in brackets at its end.
fn strip(label: &str) -> String {
    let label = label.trim().trim_end_matches([':', '.', ';']);
    let label = if label.ends_with(')') {
        label.rsplit_once('(').map_or(label, |(head, _)| head)
    } else {
        label
    };
    let mut folded = fold(&super::numbering::without_number(label));
    for lead in ["trong do ", "tr do "] {
        if let Some(rest) = folded.strip_prefix(lead) {
            folded = rest.to_owned();
        }
    }
    folded
        .replace("cong nghiep nong thon", "cnnt")
        .replace("qui hoach", "quy hoach")
        .replace("khoa hoc ky thuat", "khkt")
        .replace("thiet bi ", "")
        .replace("cnnt cnnt", "cnnt")
}
