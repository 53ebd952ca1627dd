//! Lines that stand on several rows, one for each source of money: the merged name with "KCĐP" and "Vốn đối ứng" beside
//! it, or "- Kinh phí khuyến công địa phương" under a line that prints the total.

use crate::base::reading::Reading;
use crate::finding::Subject;
use crate::layout::{Class, Row};
use crate::model::submission::line_has_all_parts;
use crate::model::{Figure, Money, Phase, Source};

use super::reader::Reader;

/// The rows under a line that print one source's share of it.
pub(super) fn under(rows: &[Row], index: usize) -> Vec<&Row> {
    rows[index + 1..]
        .iter()
        .take_while(|r| {
            matches!(
                r.class,
                Class::OfWhich | Class::Result | Class::Note | Class::Blank
            )
        })
        .filter(|r| r.class == Class::OfWhich && r.source.is_some())
        .collect()
}

/// Whether rows of a share stand under a line whose source is not told: what is told need not add up to the total then.
fn leaves_open(reader: &Reader<'_>, line: &Row) -> bool {
    let below = reader.form.rows.iter().skip_while(|r| r.row <= line.row);
    below
        .take_while(|r| matches!(r.class, Class::OfWhich | Class::Note | Class::Blank))
        .any(|r| r.class == Class::OfWhich && r.source.is_none() && reader.prints_money(r.row))
}

/// One row of a line with what it prints.
pub(super) struct Share<'r> {
    /// The row.
    pub row: &'r Row,
    /// Its money as printed.
    pub printed: [Money; 3],
}

/// What a line on several rows gives.
pub(super) struct Shared<'r> {
    /// The line's money, by source.
    pub money: [Money; 3],
    /// The rows under it, with what they print.
    pub shares: Vec<Share<'r>>,
    /// Its rows print shares only and no total: each counts for itself in the sums of the sheet.
    pub apart: bool,
}

/// Reads the shares of a line whose own row prints `own`; nothing if the form has a column for each source already.
pub(super) fn read<'r>(
    reader: &mut Reader<'_>,
    line: &Row,
    own: &[Money; 3],
    rows: Vec<&'r Row>,
    subject: &Subject,
    project: Option<&str>,
) -> Option<Shared<'r>> {
    if (rows.is_empty() && line.source.is_none()) || reader.names_sources() {
        return None;
    }
    let shares: Vec<Share<'r>> = rows
        .into_iter()
        .map(|row| Share {
            row,
            printed: reader.money_of(row.row, subject, project),
        })
        .collect();
    let blank = own
        .iter()
        .all(|money| money.iter().all(|(_, f)| f.reading == Reading::Blank));
    let apart = line.source.is_some() || blank;
    let mut money = own.clone();
    for phase in Phase::ALL {
        let sum = &mut money[phase as usize];
        if apart {
            let first = figure(&own[phase as usize]);
            *sum = Money::default();
            if let (Some(source), Some(first)) = (line.source, first) {
                sum.set(source, first);
            }
        }
        for share in &shares {
            if let (Some(source), Some(figure)) =
                (share.row.source, figure(&share.printed[phase as usize]))
            {
                add(sum, source, figure);
            }
        }
    }
    let open = leaves_open(reader, line);
    for phase in Phase::ALL {
        money[phase as usize].partial = !apart && (open || !line_has_all_parts(&money, phase));
    }
    Some(Shared {
        money,
        shares,
        apart,
    })
}

/// For each row the source that the total below it names, where that closes the rows of one source: "Cộng khuyến công
/// địa phương".
pub(super) fn closing(rows: &[Row]) -> Vec<Option<Source>> {
    let mut source = None;
    let mut found: Vec<Option<Source>> = rows
        .iter()
        .rev()
        .map(|row| {
            if row.class == Class::Total {
                source = row.source.filter(|_| row.closes.is_some());
            }
            source
        })
        .collect();
    found.reverse();
    found
}

/// A row of a group that is headed by one source: its unnamed money is that source's.
pub(super) fn of_group(reader: &Reader<'_>, source: Option<Source>, money: &mut [Money; 3]) {
    let Some(source) = source.filter(|_| !reader.names_sources()) else {
        return;
    };
    for phase in Phase::ALL {
        let money = &mut money[phase as usize];
        if money.iter().any(|(s, _)| s == source) {
            continue;
        }
        if let Some(figure) = figure(money) {
            money.remove(Source::Support);
            money.set(source, figure);
        }
    }
}

/// What a row prints in the column that names no source.
fn figure(money: &Money) -> Option<Figure> {
    let of = |source| money.figure(source).filter(|f| f.reading != Reading::Blank);
    of(Source::Total)
        .or_else(|| of(Source::Support))
        .or_else(|| money.figure(Source::Total))
        .or_else(|| money.figure(Source::Support))
}

/// Two rows of one source add up.
fn add(money: &mut Money, source: Source, figure: Figure) {
    let Some(before) = money.figure(source) else {
        money.set(source, figure);
        return;
    };
    let reading = match (before.reading, figure.reading) {
        (Reading::Known(a), Reading::Known(b)) => {
            a.checked_add(b).map_or(Reading::Unreadable, Reading::Known)
        }
        (Reading::Blank, other) | (other, Reading::Blank) => other,
        _ => Reading::Unreadable,
    };
    let half = before.half.checked_add(figure.half).unwrap_or(before.half);
    money.set(
        source,
        Figure {
            reading,
            half,
            ..before
        },
    );
}
