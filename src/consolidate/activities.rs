//! Money by content and activity: Biểu 1.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Basis;
use super::split::Amounts;

/// One line of Biểu 1.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its number: `I`, `1`; none for what belongs to no line.
    pub number: Option<String>,
    /// Its title.
    pub name: String,
    /// Its money.
    pub amounts: Amounts,
    /// Of which contents and activities it is the sum.
    pub keys: Vec<Key>,
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

/// A content and an activity, as far as a line tells them.
pub type Key = (Option<Arc<str>>, Option<Arc<str>>);

/// Adds up by activity.
pub fn by_activity(basis: &Basis<'_>) -> ByActivity {
    let mut sums: BTreeMap<Key, Amounts> = BTreeMap::new();
    let mut report = ByActivity::default();
    for part in basis.money_parts() {
        let amounts = part.amounts(basis);
        if part.is_inside(basis) {
            sums.entry(part.key()).or_default().add(&amounts);
            report.total.add(&amounts);
        } else {
            report.outside.add(&amounts);
        }
    }
    let mut take = |content: Option<&str>, activity: Option<&str>| {
        let mut amounts = Amounts::default();
        let fits = |key: &Key| match activity {
            Some(a) => key.1.as_deref() == Some(a),
            None => key.1.is_none() && key.0.as_deref() == content,
        };
        let keys: Vec<Key> = sums.keys().filter(|k| fits(k)).cloned().collect();
        for key in &keys {
            if let Some(found) = sums.remove(key) {
                amounts.add(&found);
            }
        }
        (amounts, keys)
    };
    let line = |number: Option<&str>, name: &str, (amounts, keys): (Amounts, Vec<Key>)| Line {
        number: number.map(str::to_owned),
        name: name.to_owned(),
        amounts,
        keys,
    };
    let programme = basis.programme;
    for content in &programme.contents {
        let mut activities: Vec<Line> = programme
            .activities
            .iter()
            .filter(|a| a.content.as_deref() == Some(content.number.as_str()))
            .map(|a| line(Some(&a.number), &a.name, take(None, Some(&a.number))))
            .collect();
        let rest = take(Some(&content.number), None);
        if rest.0.any() {
            activities.push(line(None, "Chưa xác định hoạt động", rest));
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
        .map(|a| line(Some(&a.number), &a.name, take(None, Some(&a.number))))
        .collect();
    let rest = take(None, None);
    if rest.0.any() {
        others.push(line(None, "Chưa xác định nội dung và hoạt động", rest));
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
    let mut keys = Vec::new();
    for activity in &activities {
        amounts.add(&activity.amounts);
        keys.extend(activity.keys.iter().cloned());
    }
    Group {
        content: Line {
            number,
            name,
            amounts,
            keys,
        },
        activities,
    }
}
