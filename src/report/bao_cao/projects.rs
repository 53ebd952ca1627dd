//! Projects as lists show them: one after the other, or under their contents, activities and units.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::base::text::natural;
use crate::consolidate::projects::{Named, Project};
use crate::consolidate::split::Amounts;
use crate::model::{Phase, Programme};
use crate::report::known;
use crate::report::template::{Group, List, Value};

use super::lines::{project_field, results_text};
use super::{Figures, amount, number, optional, text};

/// All projects: inside the plan in the order of contents and activities, then those that nothing approves.
pub(super) struct ProjectList<'p> {
    figures: &'p Figures<'p>,
    /// The rows that were added up last: the fields of a subtotal are asked for one after the other.
    added: Mutex<(Vec<u32>, Amounts)>,
}

impl<'p> ProjectList<'p> {
    pub(super) fn new(figures: &'p Figures<'p>) -> Self {
        Self {
            figures,
            added: Mutex::default(),
        }
    }

    fn get(&self, row: usize) -> Option<Project<'p>> {
        self.figures.projects.get(row)
    }

    /// What these projects come to together.
    fn sum(&self, rows: &[u32]) -> Amounts {
        let mut added = self.added.lock().unwrap_or_else(PoisonError::into_inner);
        if added.0 != rows {
            let mut sum = Amounts::default();
            for project in self.under(rows) {
                for phase in Phase::ALL {
                    sum.phase_mut(phase).add(&project.money(phase));
                }
            }
            *added = (rows.to_vec(), sum);
        }
        added.1
    }

    fn under(&self, rows: &[u32]) -> impl Iterator<Item = Project<'p>> {
        rows.iter().filter_map(move |row| self.get(*row as usize))
    }

    /// The results of one activity, which stand in its own row alone; those of several are no line of a report.
    fn results(&self, rows: &[u32]) -> Value {
        let programme = self.figures.basis.programme;
        let mut activities = self.under(rows).map(|project| project.activity());
        let first = activities.next();
        if activities.any(|activity| Some(activity) != first) {
            return Value::Blank;
        }
        let mut results = Vec::new();
        for project in self.under(rows) {
            add_results(&mut results, &project, programme);
        }
        results.sort_by(|(a, a_name, ..), (b, b_name, ..)| {
            let label = |indicator: Option<&'p str>, name: &'p str| indicator.unwrap_or(name);
            (a.is_none().cmp(&b.is_none()))
                .then_with(|| natural(label(*a, a_name), label(*b, b_name)))
        });
        results_text(&results)
    }
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

impl List for ProjectList<'_> {
    fn rows(&self) -> usize {
        self.figures.projects.count()
    }

    fn level(&self, row: usize) -> &str {
        if self.is_apart(row) {
            "outside"
        } else {
            "project"
        }
    }

    fn value(&self, row: usize, field: &str) -> Option<Value> {
        let period = self.figures.period;
        project_field(&self.get(row)?, row + 1, period, field, self.figures.words)
    }

    fn has(&self, level: Option<&str>, field: &str) -> bool {
        level.is_none_or(|level| matches!(level, "project" | "outside"))
            && known::has("project", field)
    }

    fn fields(&self) -> Vec<(String, String)> {
        let of = |level: &'static str| {
            known::fields(level).map(move |field| (level.to_owned(), field.to_owned()))
        };
        ["project", "outside"].into_iter().flat_map(of).collect()
    }

    fn groups(&self) -> BTreeMap<String, Vec<String>> {
        known::groups("project")
    }

    fn group(&self, row: usize, by: &str) -> Option<Group> {
        let project = self.get(row)?;
        let (basis, programme) = (self.figures.basis, self.figures.basis.programme);
        // The programme's own order; what belongs to none of its lines stands last.
        let of_programme = |number: Option<&str>, place: Option<usize>, name: Option<&str>| {
            let unknown = if by == "content" {
                "Chưa xác định nội dung"
            } else {
                "Chưa xác định hoạt động"
            };
            Group {
                place: place.unwrap_or(usize::MAX),
                key: number.unwrap_or_default().to_owned(),
                fields: BTreeMap::from([
                    ("number".into(), optional(number)),
                    ("name".into(), text(name.unwrap_or(unknown))),
                ]),
            }
        };
        match by {
            "content" => {
                let number = project.content();
                let mut all = programme.contents.iter();
                let place = all.position(|c| Some(c.number.as_str()) == number);
                let name = place.map(|at| programme.contents[at].name.as_str());
                let mut group = of_programme(number, place, name);
                group.fields.insert("results".into(), Value::Blank);
                Some(group)
            }
            "activity" => {
                let number = project.activity();
                let mut all = programme.activities.iter();
                let place = all.position(|a| Some(a.number.as_str()) == number);
                let name = place.map(|at| programme.activities[at].name.as_str());
                Some(of_programme(number, place, name))
            }
            "unit" => {
                let code = project.unit();
                let name = code.map_or_else(|| "Chưa rõ đơn vị".to_owned(), |c| basis.unit_name(c));
                Some(Group {
                    place: usize::from(code.is_none()),
                    key: code.unwrap_or_default().to_owned(),
                    fields: BTreeMap::from([
                        ("code".into(), optional(code)),
                        ("name".into(), text(name)),
                        ("results".into(), Value::Blank),
                    ]),
                })
            }
            _ => {
                let name = self.value(row, by)?;
                let key = match &name {
                    Value::Text(text) => text.clone(),
                    _ => String::new(),
                };
                Some(Group {
                    place: usize::from(key.is_empty()),
                    key,
                    fields: BTreeMap::from([("name".into(), name)]),
                })
            }
        }
    }

    fn total(&self, rows: &[u32], field: &str) -> Option<Value> {
        match field {
            "projects" => return Some(number(rows.len())),
            "results" => return Some(self.results(rows)),
            _ => {}
        }
        amount(field, |phase: Phase| *self.sum(rows).phase(phase))
    }

    fn is_apart(&self, row: usize) -> bool {
        row >= self.figures.projects.inside
    }
}
