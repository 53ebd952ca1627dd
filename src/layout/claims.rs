//! Which fields the columns of a header claim: how well, which twice, which not at all.

use std::collections::{HashMap, HashSet};

use crate::base::place::Cell;

use super::columns::{Column, ENOUGH, Role};
use super::vocabulary::Layout;

#[expect(clippy::cast_precision_loss, reason = "scores, not amounts")]
pub(super) const fn count(n: usize) -> f64 {
    n as f64
}

#[expect(clippy::float_arithmetic, reason = "scores, not amounts")]
pub(super) fn claimed(columns: &[Column]) -> f64 {
    let mut seen: HashSet<String> = HashSet::new();
    columns
        .iter()
        .map(|c| match &c.role {
            Role::Unknown => 0.0,
            Role::Ignored => 0.3,
            Role::Plain(f) if f == "seq" || f == "note" || f == "text" => 0.5 * c.score,
            // A header cut short gives one field to several columns: a second claim speaks against it.
            _ if c.role.field().is_some_and(|f| !seen.insert(f)) => -0.4,
            _ => c.score,
        })
        .sum()
}

#[expect(clippy::float_arithmetic, reason = "scores, not amounts")]
pub(super) fn score(columns: &[Column]) -> f64 {
    let known: Vec<f64> = columns
        .iter()
        .map(|c| {
            if c.role == Role::Unknown {
                0.5
            } else {
                c.score
            }
        })
        .collect();
    let mean = known.iter().sum::<f64>() / count(known.len().max(1));
    (mean * 100.0).round() / 100.0
}

pub(super) fn missing(
    layout: &Layout,
    columns: &[Column],
) -> Vec<(String, Option<(String, Cell)>)> {
    let has = |name: &str| {
        columns.iter().any(|c| match &c.role {
            Role::Plain(f) => f == name,
            Role::Money(f) => f.phase.name() == name,
            Role::Value { .. } => c.role.field().is_some_and(|f| f.ends_with(name)),
            _ => false,
        })
    };
    layout
        .required
        .iter()
        .filter(|names| !names.iter().any(|n| has(n)))
        .map(|names| {
            let near = columns
                .iter()
                .filter(|c| c.role == Role::Unknown)
                .filter(|c| {
                    c.runner_up.as_ref().is_some_and(|(f, _)| {
                        names
                            .iter()
                            .any(|n| f == n || f.starts_with(&format!("{n}.")))
                    })
                })
                .max_by(|a, b| {
                    a.runner_up
                        .as_ref()
                        .map_or(0.0, |r| r.1)
                        .total_cmp(&b.runner_up.as_ref().map_or(0.0, |r| r.1))
                });
            (
                names.first().cloned().unwrap_or_default(),
                near.map(|c| (c.heading.clone(), c.cell)),
            )
        })
        .collect()
}

/// Fields that several columns claim equally; a much weaker claim is dropped in favour of the stronger.
pub(super) fn claimed_twice(columns: &mut [Column]) -> Vec<(String, Vec<usize>)> {
    let mut twice = Vec::new();
    let mut fields: Vec<(String, Vec<usize>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (index, column) in columns.iter().enumerate() {
        let Some(field) = column.role.field() else {
            continue;
        };
        let place = *places.entry(field).or_insert_with_key(|field| {
            fields.push((field.clone(), Vec::new()));
            fields.len() - 1
        });
        fields[place].1.push(index);
    }
    for (field, same) in fields {
        let Some(&index) = same.first() else { continue };
        let single = match &columns[index].role {
            Role::Plain(f) => !matches!(f.as_str(), "note" | "text" | "seq"),
            Role::Money(_) | Role::Result { .. } | Role::Value { .. } => true,
            Role::Ignored | Role::Unknown => false,
        };
        if !single {
            continue;
        }
        if same.len() < 2 {
            continue;
        }
        let best = same.iter().map(|&i| columns[i].score).fold(0.0, f64::max);
        let (strong, weak): (Vec<usize>, Vec<usize>) = same
            .into_iter()
            .partition(|&i| is_close(columns[i].score, best));
        for i in weak {
            let score = columns[i].score;
            columns[i].runner_up = Some((field.clone(), score));
            columns[i].role = Role::Unknown;
        }
        // A name and a second column of words: the first one is the name.
        if strong.len() > 1 {
            let words = matches!(&columns[index].role, Role::Plain(f) if !matches!(f.as_str(), "name" | "code" | "label"));
            if words {
                for &i in &strong[1..] {
                    columns[i].role = Role::Plain("text".to_owned());
                }
            } else {
                twice.push((field, strong));
            }
        }
    }
    twice
}

#[expect(clippy::float_arithmetic, reason = "scores, not amounts")]
pub(super) fn is_close(score: f64, best: f64) -> bool {
    best - score < 0.12 && score >= ENOUGH
}
