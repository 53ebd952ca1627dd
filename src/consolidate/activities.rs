//! Money by content and activity: Biểu 1.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Phase, Record};

use super::Basis;
use super::split::{Amounts, Split};

/// One line of Biểu 1.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its number: `I`, `1`; none for what belongs to no line.
    pub number: Option<String>,
    /// Its title.
    pub name: String,
    /// Its money.
    pub amounts: Amounts,
}

/// A content with its activities.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The content's line, the sum of its activities.
    pub content: Line,
    /// Its activities, all of the programme and, last, what is known of its content only.
    pub activities: Vec<Line>,
}

/// Biểu 1.
#[derive(Clone, Debug, Default)]
pub struct ByActivity {
    /// The contents in the programme's order; then what belongs to none.
    pub groups: Vec<Group>,
    /// All of them together.
    pub total: Amounts,
    /// What nothing approves.
    pub outside: Amounts,
}

/// What a record spent, and, where no decision is there at all, what it says was approved.
pub fn of_record(basis: &Basis<'_>, record: &Record) -> Amounts {
    Amounts {
        approved: phase_of_record(basis, record, Phase::Approved),
        spent: phase_of_record(basis, record, Phase::Spent),
        cumulative: phase_of_record(basis, record, Phase::Cumulative),
    }
}

/// One phase of [`of_record`].
pub fn phase_of_record(basis: &Basis<'_>, record: &Record, phase: Phase) -> Split {
    if phase == Phase::Approved && !basis.approvals.is_empty() {
        Split::default()
    } else {
        Split::of(record.money(phase))
    }
}

type Key = (Option<Arc<str>>, Option<Arc<str>>);

/// Adds up by activity.
pub fn by_activity(basis: &Basis<'_>) -> ByActivity {
    let mut sums: BTreeMap<Key, Amounts> = BTreeMap::new();
    let mut report = ByActivity::default();
    for approval in basis.approvals {
        let key = (approval.content.clone(), approval.activity.clone());
        let amounts = Amounts {
            approved: Split::of(&approval.money),
            ..Amounts::default()
        };
        sums.entry(key).or_default().add(&amounts);
        report.total.add(&amounts);
    }
    for record in basis.money_records() {
        let amounts = of_record(basis, record);
        if basis.is_inside(record) {
            sums.entry((record.content.clone(), record.activity.clone()))
                .or_default()
                .add(&amounts);
            report.total.add(&amounts);
        } else {
            let printed = Amounts {
                approved: Split::default(),
                ..amounts
            };
            report.outside.add(&printed);
        }
    }
    let mut take = |content: Option<&str>, activity: Option<&str>| {
        let mut amounts = Amounts::default();
        let fits = |key: &Key| match activity {
            Some(a) => key.1.as_deref() == Some(a),
            None => key.1.is_none() && key.0.as_deref() == content,
        };
        let keys: Vec<Key> = sums.keys().filter(|k| fits(k)).cloned().collect();
        for key in keys {
            if let Some(found) = sums.remove(&key) {
                amounts.add(&found);
            }
        }
        amounts
    };
    let programme = basis.programme;
    for content in &programme.contents {
        let mut activities: Vec<Line> = programme
            .activities
            .iter()
            .filter(|a| a.content.as_deref() == Some(content.number.as_str()))
            .map(|a| Line {
                number: Some(a.number.clone()),
                name: a.name.clone(),
                amounts: take(None, Some(&a.number)),
            })
            .collect();
        let rest = take(Some(&content.number), None);
        if rest.any() {
            activities.push(Line {
                number: None,
                name: "Chưa xác định hoạt động".to_owned(),
                amounts: rest,
            });
        }
        report.groups.push(group(
            Some(content.number.clone()),
            content.name.clone(),
            activities,
        ));
    }
    let mut others: Vec<Line> = programme
        .activities
        .iter()
        .filter(|a| a.content.is_none())
        .map(|a| Line {
            number: Some(a.number.clone()),
            name: a.name.clone(),
            amounts: take(None, Some(&a.number)),
        })
        .collect();
    let rest = take(None, None);
    if rest.any() {
        others.push(Line {
            number: None,
            name: "Chưa xác định nội dung và hoạt động".to_owned(),
            amounts: rest,
        });
    }
    if !others.is_empty() {
        report
            .groups
            .push(group(None, "Nội dung khác".to_owned(), others));
    }
    report
}

fn group(number: Option<String>, name: String, activities: Vec<Line>) -> Group {
    let mut amounts = Amounts::default();
    for activity in &activities {
        amounts.add(&activity.amounts);
    }
    Group {
        content: Line {
            number,
            name,
            amounts,
        },
        activities,
    }
}
