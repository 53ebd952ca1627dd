//! records.jsonl of the period before: what had been spent since 1 January by then.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::base::shared::Shared;
use crate::model::former::Former;
use crate::model::{Figure, Money, Period, Phase, Record, Source};

#[derive(Deserialize)]
struct Line<'l> {
    kind: &'l str,
    period: Option<&'l str>,
    #[serde(borrow)]
    unit: Cow<'l, str>,
    #[serde(borrow, default)]
    project: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    name: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    beneficiary: Option<Cow<'l, str>>,
    #[serde(borrow, default)]
    location: Option<Cow<'l, str>>,
    #[serde(default)]
    basis: Option<&'l str>,
    #[serde(borrow, default)]
    cumulative: Amounts<'l>,
    #[serde(default)]
    half: Option<&'l str>,
    #[serde(borrow, default)]
    source: Option<Place<'l>>,
    #[serde(borrow, default)]
    cells: HashMap<&'l str, &'l str>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Amounts<'l> {
    #[serde(borrow)]
    total: Option<&'l str>,
    support: Option<&'l str>,
    national: Option<&'l str>,
    local: Option<&'l str>,
    district: Option<&'l str>,
    counterpart: Option<&'l str>,
    other: Option<&'l str>,
}

impl Amounts<'_> {
    fn of(&self, source: Source) -> Option<Decimal> {
        let text = match source {
            Source::Total => self.total,
            Source::Support => self.support,
            Source::National => self.national,
            Source::Local => self.local,
            Source::District => self.district,
            Source::Counterpart => self.counterpart,
            Source::Other => self.other,
        };
        text?.parse().ok()
    }
}

#[derive(Deserialize)]
struct Place<'l> {
    #[serde(borrow)]
    file: Cow<'l, str>,
    #[serde(borrow)]
    sheet: Cow<'l, str>,
}

/// The projects of the period before.
#[derive(Debug, Default)]
pub struct Previous {
    /// Whether there is a file of records at all.
    pub present: bool,
    /// Whether it holds lines of another period than the one that ends the day before this one begins.
    pub other_period: bool,
    /// Its projects, in the order of the file.
    pub lines: Vec<Former>,
}

impl Previous {
    /// Reads the records that precede a period; lines that are no records of ours are counted, never guessed.
    pub fn parse(text: &str, period: Period) -> (Self, usize) {
        let mut previous = Self {
            present: true,
            ..Self::default()
        };
        let mut unread = 0;
        let mut shared = Shared::default();
        let eve = period.first_day().pred_opt();
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            let Ok(line) = serde_json::from_str::<Line<'_>>(line) else {
                unread += 1;
                continue;
            };
            let own = line.period.and_then(Period::parse);
            if own.is_none_or(|own| Some(own.last_day()) != eve || own.year != period.year) {
                previous.other_period = true;
            } else if line.kind == "project" {
                previous.lines.push(former(&line, &mut shared));
            }
        }
        previous.mark_blanks();
        (previous, unread)
    }

    /// A record holds no difference between a blank cell and an absent column: where other lines of its sheet have the
    /// source, or where the parts that are known make up the printed total, it is blank, which counts as zero.
    fn mark_blanks(&mut self) {
        let mut columns: HashMap<(Arc<str>, Arc<str>), Vec<Source>> = HashMap::new();
        for line in &self.lines {
            let place = (Arc::clone(&line.file), Arc::clone(&line.sheet));
            let known = columns.entry(place).or_default();
            for (source, _) in line.cumulative.iter() {
                if !known.contains(&source) {
                    known.push(source);
                }
            }
        }
        for line in &mut self.lines {
            let place = (Arc::clone(&line.file), Arc::clone(&line.sheet));
            let known = columns.get(&place).map(Vec::as_slice).unwrap_or_default();
            let money = &line.cumulative;
            let printed = money.figure(Source::Total).filter(|f| f.cell.is_some());
            let whole = printed
                .and_then(|f| f.reading.known())
                .is_some_and(|total| money.sum_of_parts() == Some(total));
            // Khuyến công money is either merged or split.
            let merged = money.figure(Source::Support).is_some();
            for source in Source::PARTS {
                let may_be_blank = match source {
                    Source::Support => false,
                    Source::National | Source::Local => !merged,
                    _ => true,
                };
                let blank = known.contains(&source) || (whole && may_be_blank);
                if blank && line.cumulative.figure(source).is_none() {
                    line.cumulative.set(source, Figure::default());
                }
            }
        }
    }
}

fn former(line: &Line<'_>, shared: &mut Shared) -> Former {
    let text = |t: &Option<Cow<'_, str>>| t.as_deref().map(Arc::from);
    let half: Option<Decimal> = line.half.and_then(|h| h.parse().ok());
    let mut cumulative = Money::default();
    for source in Source::ALL {
        if let Some(amount) = line.cumulative.of(source) {
            let key = format!("cumulative.{}", source.name());
            let cell = line.cells.get(key.as_str()).and_then(|c| Cell::parse(c));
            cumulative.set(
                source,
                Figure {
                    reading: Reading::Known(amount),
                    cell,
                    half: half.unwrap_or_default(),
                    ..Figure::default()
                },
            );
        }
    }
    let place = line.source.as_ref();
    let mut file = Arc::from(place.map_or("", |p| &p.file));
    let mut sheet = Arc::from(place.map_or("", |p| &p.sheet));
    let mut unit = Arc::from(&*line.unit);
    shared.keep(&mut file);
    shared.keep(&mut sheet);
    shared.keep(&mut unit);
    Former {
        unit,
        project: text(&line.project),
        name: text(&line.name),
        beneficiary: text(&line.beneficiary),
        location: text(&line.location),
        cumulative,
        rounded: half.is_some(),
        estimate: line.basis == Some("estimate"),
        file,
        sheet,
    }
}

/// Gives a project without cumulative figures those that follow: what it had before, and this period's own.
pub fn complete(record: &mut Record, before: &Money) {
    let mut cumulative = Money::default();
    cumulative.partial = record.money(Phase::Spent).partial;
    for source in Source::ALL {
        let spent = record.money(Phase::Spent).figure(source);
        let former = before.amount(source);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn line(period: &str, code: &str, cumulative: &str) -> String {
        format!(
            r#"{{"kind":"project","period":"{period}","unit":"314","unit_name":"Huyện \"A\"","project":"{code}","name":"May","basis":"estimate","cumulative":{cumulative},"half":"500000","source":{{"file":"da-nop/a.xls","hash":"blake3:0","sheet":"Biểu \"1\"","row":9,"revision":null}},"cells":{{"cumulative.total":"J9"}}}}"#
        )
    }

    #[test]
    fn only_the_period_that_ends_the_day_before_counts() {
        let text = [
            line(
                "2017-Q2",
                "A1",
                r#"{"total":"100","local":"60","counterpart":"40"}"#,
            ),
            line(
                "2017-H1",
                "A2",
                r#"{"total":"100","local":"100","counterpart":null}"#,
            ),
            line("2017-Q1", "A3", r#"{"total":"100"}"#),
            line("2016-FY", "A4", r#"{"total":"100"}"#),
        ]
        .join("\n");
        let quarter = Period::parse("2017-Q3").unwrap();
        let (previous, unread) = Previous::parse(&text, quarter);
        assert_eq!((previous.lines.len(), unread), (2, 0));
        assert!(previous.present && previous.other_period);
        let [first, second] = previous.lines.as_slice() else {
            panic!("two lines");
        };
        assert!(first.estimate && first.rounded);
        assert_eq!(&*first.sheet, "Biểu \"1\"");
        let total = first.cumulative.figure(Source::Total).unwrap();
        assert_eq!(total.cell.map(|c| c.to_string()).as_deref(), Some("J9"));
        assert_eq!(total.half, Decimal::from(500_000));
        // The printed total is what the known parts make up, so the others were blank; merged and split money are not mixed.
        for source in [Source::Counterpart, Source::National] {
            let blank = second.cumulative.figure(source).unwrap();
            assert_eq!(blank.reading, Reading::Blank);
        }
        assert!(second.cumulative.figure(Source::Support).is_none());
        let january = Period::parse("2017-Q1").unwrap();
        assert!(Previous::parse(&text, january).0.lines.is_empty());
    }

    #[test]
    fn lines_that_are_no_records_are_counted() {
        let quarter = Period::parse("2017-Q3").unwrap();
        assert_eq!(Previous::parse("{}\n\nx\n", quarter).1, 2);
    }
}
