//! The lines of Biểu 3: projects under their contents and activities.

use crate::base::text::natural;
use crate::consolidate::projects::{Named, Project, Projects};
use crate::consolidate::split::Amounts;
use crate::model::{Phase, Programme};
use crate::report::known;
use crate::report::template::{List, Row, Value};

use super::lines::{project_field, results_text};
use super::{Figures, optional, put_amounts, row, text};

/// Projects inside the plan under group lines, then those outside.
pub(super) struct ByContent<'p> {
    projects: &'p Projects<'p>,
    groups: Vec<Row>,
    lines: Vec<Line>,
}

#[derive(Clone, Copy)]
enum Line {
    Group(u32),
    Project(u32),
}

/// The sums of a content or an activity while its projects are gone through.
struct Sum<'p> {
    /// Where its line stands among the groups.
    group: usize,
    number: Option<&'p str>,
    amounts: Amounts,
    results: Vec<Named<'p>>,
}

impl<'p> ByContent<'p> {
    pub(super) fn new(figures: &'p Figures<'_>) -> Self {
        let programme = figures.basis.programme;
        let mut list = Self {
            projects: &figures.projects,
            groups: Vec::new(),
            lines: Vec::with_capacity(figures.projects.count()),
        };
        let (mut content, mut activity): (Option<Sum<'_>>, Option<Sum<'_>>) = (None, None);
        for (index, project) in figures.projects.inside().enumerate() {
            if content
                .as_ref()
                .is_none_or(|sum| sum.number != project.content())
            {
                list.close(&mut activity);
                list.close(&mut content);
                let group = figures
                    .by_activity
                    .groups
                    .iter()
                    .find(|g| g.content.number.as_deref() == project.content());
                let name =
                    group.map_or("Chưa xác định nội dung", |g| g.content.name.as_str());
                content = Some(list.open("content", project.content(), name));
            }
            if activity
                .as_ref()
                .is_none_or(|sum| sum.number != project.activity())
            {
                list.close(&mut activity);
                let line = project.activity().and_then(|a| programme.activity(a));
                let name = line.map_or("Chưa xác định hoạt động", |a| a.name.as_str());
                activity = Some(list.open("activity", project.activity(), name));
            }
            for sum in [&mut content, &mut activity].into_iter().flatten() {
                for phase in Phase::ALL {
                    sum.amounts.phase_mut(phase).add(&project.money(phase));
                }
            }
            if let Some(sum) = &mut activity {
                add_results(&mut sum.results, &project, programme);
            }
            list.lines.push(Line::Project(short(index)));
        }
        list.close(&mut activity);
        list.close(&mut content);
        let outside = figures.projects.inside..figures.projects.count();
        list.lines
            .extend(outside.map(|index| Line::Project(short(index))));
        list
    }

    fn open(&mut self, level: &str, number: Option<&'p str>, name: &str) -> Sum<'p> {
        let group = self.groups.len();
        let mut line = row(level);
        line.fields.insert("number".into(), optional(number));
        line.fields.insert("name".into(), text(name));
        self.groups.push(line);
        self.lines.push(Line::Group(short(group)));
        Sum {
            group,
            number,
            amounts: Amounts::default(),
            results: Vec::new(),
        }
    }

    fn close(&mut self, sum: &mut Option<Sum<'p>>) {
        let Some(mut sum) = sum.take() else { return };
        sum.results.sort_by(|(a, a_name, ..), (b, b_name, ..)| {
            let label = |indicator: Option<&'p str>, name: &'p str| indicator.unwrap_or(name);
            (a.is_none().cmp(&b.is_none()))
                .then_with(|| natural(label(*a, a_name), label(*b, b_name)))
        });
        let fields = &mut self.groups[sum.group].fields;
        put_amounts(fields, &sum.amounts);
        fields.insert("results".into(), results_text(&sum.results));
    }
}

fn short(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Adds a project's results by name; a stock is never added.
fn add_results<'p>(all: &mut Vec<Named<'p>>, project: &Project<'p>, programme: &Programme) {
    for result in project.results() {
        let indicator = result.0.and_then(|n| programme.indicator(n));
        if indicator.is_some_and(|i| i.stock) {
            continue;
        }
        match all
            .iter_mut()
            .find(|(i, n, _, _)| (*i, *n) == (result.0, result.1))
        {
            Some((_, _, _, counts)) => counts.add(&result.3),
            None => all.push(result),
        }
    }
}

impl List for ByContent<'_> {
    fn rows(&self) -> usize {
        self.lines.len()
    }

    fn level(&self, row: usize) -> &str {
        match self.lines.get(row) {
            Some(Line::Group(group)) => self.groups.level(*group as usize),
            Some(Line::Project(index)) if (*index as usize) < self.projects.inside => "project",
            Some(Line::Project(_)) => "outside",
            None => "",
        }
    }

    fn value(&self, row: usize, field: &str) -> Option<Value> {
        match self.lines.get(row)? {
            Line::Group(group) => self.groups.value(*group as usize, field),
            Line::Project(index) => {
                let index = *index as usize;
                project_field(&self.projects.get(index)?, index + 1, field)
            }
        }
    }

    fn has(&self, level: Option<&str>, field: &str) -> bool {
        LEVELS
            .into_iter()
            .filter(|own| level.is_none_or(|level| level == *own))
            .any(|own| known::has(own, field))
    }

    fn fields(&self) -> Vec<(String, String)> {
        let of = |level: &'static str| {
            known::fields(level).map(move |field| (level.to_owned(), field.to_owned()))
        };
        LEVELS.into_iter().flat_map(of).collect()
    }
}

const LEVELS: [&str; 4] = ["content", "activity", "project", "outside"];
