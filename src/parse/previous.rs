//! records.jsonl of the period before: what had been spent since 1 January by then.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::base::reading::Reading;
use crate::model::{Approval, Figure, Kind, Money, Period, Phase, Record, Source};

#[derive(Deserialize)]
struct Line {
    kind: String,
    unit: String,
    project: Option<String>,
    name: Option<String>,
    #[serde(default)]
    cumulative: HashMap<String, Option<String>>,
}

/// The cumulative amounts of the period before, by project and unit.
#[derive(Debug, Default)]
pub struct Previous {
    lines: HashMap<(String, String), HashMap<String, Decimal>>,
}

impl Previous {
    /// Reads the file; lines that are no records of ours are counted, never guessed.
    pub fn parse(text: &str) -> (Self, usize) {
        let mut previous = Self::default();
        let mut unread = 0;
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            let Ok(line) = serde_json::from_str::<Line>(line) else {
                unread += 1;
                continue;
            };
            if line.kind != "project" {
                continue;
            }
            let Some(key) =
                crate::model::record::project_key(line.project.as_deref(), line.name.as_deref())
            else {
                continue;
            };
            let amounts = line
                .cumulative
                .iter()
                .filter_map(|(k, v)| Some((k.clone(), v.as_deref()?.parse().ok()?)))
                .collect();
            previous.lines.insert((key, line.unit), amounts);
        }
        (previous, unread)
    }

    /// Gives a project without cumulative figures those that follow: previous and this period; in a period that
    /// begins on 1 January, and for a project first approved in it, this period's own.
    pub fn complete(&self, record: &mut Record, approval: Option<&Approval>, period: Period) {
        if record.kind != Kind::Project || record.money(Phase::Cumulative).iter().next().is_some() {
            return;
        }
        let before = record
            .project_key()
            .and_then(|key| self.lines.get(&(key, record.unit.to_string())));
        let new = approval
            .and_then(|a| a.decided_on)
            .is_some_and(|day| day >= period.first_day());
        if before.is_none() && !new && !period.from_january() {
            return;
        }
        let mut cumulative = Money::default();
        cumulative.partial = record.money(Phase::Spent).partial;
        for source in Source::ALL {
            let spent = record.money(Phase::Spent).figure(source);
            let former = before.and_then(|b| b.get(source.name())).copied();
            if spent.is_none() && former.is_none() {
                continue;
            }
            let reading = match spent.as_ref().map(|f| f.reading) {
                Some(Reading::Unreadable) => Reading::Unreadable,
                Some(Reading::Known(d)) => d
                    .checked_add(former.unwrap_or_default())
                    .map_or(Reading::Unreadable, Reading::Known),
                Some(Reading::Blank) | None => former.map_or(Reading::Blank, Reading::Known),
            };
            let half = spent.as_ref().map_or(Decimal::ZERO, |f| f.half);
            cumulative.set(
                source,
                Figure {
                    reading,
                    cell: None,
                    half,
                    unit: spent.and_then(|f| f.unit),
                    text: None,
                },
            );
        }
        *record.money_mut(Phase::Cumulative) = cumulative;
    }
}
