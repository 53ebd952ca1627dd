//! A208: a printed percentage differs from its two figures. 0,85 and 85 are both read as 85 %.
//!
//! Which figures they are the heading tells, or the column's own rows: what most of them agree with.

use rust_decimal::Decimal;

use crate::base::money::vietnamese;
use crate::base::number::decimals;
use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::check::rounding::differ;
use crate::check::{CellFinder, Outcome, Rounding};
use crate::finding::ratio::{Ratio, Side};
use crate::finding::{Code, Finding, Value};
use crate::model::formulas::{FigureCell, FigureField};
use crate::model::percentage::{Basis, Percentage, PercentageColumn};
use crate::model::{Field, Figure, Phase, Source, Submission, Table, TableLine};

use super::sums::{judged, leaves};

/// So many cells are kept of one submission's wrong percentages, to see which other mistakes explain them.
const MOST_KEPT: usize = 1_000_000;

/// The two figures of a percentage: this one of that one.
type Pair = (Field, Field);

pub(super) fn check(submission: &Submission, rounding: Rounding) -> Outcome {
    let mut outcome = Outcome::default();
    let cells = CellFinder::new(submission);
    let (mut seen, mut kept) = (0, 0);
    for table in &submission.tables {
        for column in &table.percentages {
            seen += column.cells.len();
            let Some(pair) = pair(table, column, rounding) else {
                outcome.left_open(Code::A208, column.cells.len(), "percentage-basis");
                continue;
            };
            let exact = exactness(column, table, pair);
            for cell in &column.cells {
                match judge(table, cell, pair, exact, rounding) {
                    Verdict::Right => {}
                    Verdict::Open(why) => outcome.left_open(Code::A208, 1, why),
                    Verdict::Wrong(expected) => {
                        let wrong = finding(&cells, table, cell, pair, expected);
                        outcome.findings.extend(wrong.map(|mut finding| {
                            // A sheet of nothing but totals has too many cells to keep them all.
                            let ratio = ratio(table, cell, pair, exact, rounding)
                                .filter(|_| kept < MOST_KEPT);
                            let added = |r: &Ratio| r.part.added.len() + r.whole.added.len();
                            kept += ratio.as_ref().map_or(0, added);
                            finding.ratio = ratio.map(Box::new);
                            finding
                        }));
                    }
                }
            }
        }
    }
    outcome.saw(Code::A208, seen);
    outcome
}

/// The pair that a column is of: of those that its heading leaves, the one that most of its rows agree with.
fn pair(table: &Table, column: &PercentageColumn, rounding: Rounding) -> Option<Pair> {
    let Basis::Figures {
        phase,
        source,
        plain,
    } = column.basis
    else {
        return None;
    };
    let has = |field: Field| {
        let mut lines = table.lines.iter();
        lines.any(|l| {
            let figure = l.money[field.phase as usize].told(field.source);
            figure.is_some_and(|f| f.reading.known().is_some())
        })
    };
    let mut pairs: Vec<Pair> = Vec::new();
    for done in [Phase::Cumulative, Phase::Spent] {
        for of in Source::ALL {
            let pair = (Field::new(done, of), Field::new(Phase::Approved, of));
            let fits = phase.is_none_or(|p| p == done) && source.is_none_or(|s| s == of);
            if fits && has(pair.0) && has(pair.1) {
                pairs.push(pair);
            }
        }
    }
    // With the rounding of the figures, and without: of coarse figures many percentages are right.
    let agreeing = |pair: &Pair| {
        let exact = exactness(column, table, *pair);
        let count = |is_right: &dyn Fn(&Percentage) -> bool| {
            let cells = column.cells.iter();
            cells.filter(|cell| is_right(cell)).count()
        };
        let about = |cell: &Percentage| {
            let verdict = judge(table, cell, *pair, exact, rounding);
            matches!(verdict, Verdict::Right)
        };
        let strictly = |cell: &Percentage| {
            let expected = expected(table, cell, *pair);
            let printed = nearest(cell, expected).zip(expected);
            printed.is_some_and(|(printed, expected)| {
                !differ(expected, printed, exactness_of(cell, exact, printed))
            })
        };
        (count(&about), count(&strictly))
    };
    // Sums that no column prints come last: totals and groups have none.
    let prints = |field: Field| table.columns.iter().any(|(f, _)| *f == field);
    let is_whole = |(done, of): &Pair| of.source == Source::Total && prints(*done) && prints(*of);
    let whole = pairs.iter().copied().find(is_whole);
    pairs.sort_by_key(|(done, approved)| !(prints(*done) && prints(*approved)));
    let mut best: Option<(Pair, (usize, usize))> = None;
    for pair in pairs {
        let count = agreeing(&pair);
        if best.is_none_or(|(_, most)| count.0 + count.1 > most.0 + most.1) {
            best = Some((pair, count));
        }
    }
    let (pair, (count, strictly)) = best?;
    let is_most = count * 2 > column.cells.len();
    // Where the rows do not tell, what was paid of the whole is meant.
    let pair = whole.filter(|_| strictly == 0 && !is_most).unwrap_or(pair);
    // A heading that may speak of something else needs rows that prove it.
    let proved = count >= 2 && is_most;
    (plain || proved).then_some(pair)
}

enum Verdict {
    Right,
    Wrong(Decimal),
    Open(&'static str),
}

/// A percentage as percents: as it stands, and as a fraction.
fn readings(cell: &Percentage) -> [Option<Decimal>; 2] {
    let as_fraction = cell.number.checked_mul(Decimal::ONE_HUNDRED);
    [Some(cell.number), as_fraction.filter(|_| !cell.has_sign)]
}

/// Half of the last decimal place, in percents, that the typed cells of a column use. Fractions print whole percents
/// at least: 0,9 is 90 %.
fn exactness(column: &PercentageColumn, table: &Table, pair: Pair) -> Decimal {
    let typed = || column.cells.iter().filter(|c| c.typed);
    // A percentage far from its share does not tell how it is written; it is as the others are.
    let told = |cell: &Percentage| {
        let expected = expected(table, cell, pair)?;
        let near = nearest(cell, Some(expected))?;
        let apart = near.checked_sub(expected)?.abs();
        (apart <= expected.checked_div(Decimal::TWO)?).then_some(near != cell.number)
    };
    let fractions = typed().filter(|c| told(c) == Some(true)).count();
    let wholes = typed().filter(|c| told(c) == Some(false)).count();
    let places = typed().map(|c| {
        let own = decimals(c.number);
        let is_fraction = told(c).unwrap_or(fractions > wholes && !c.has_sign);
        own.saturating_sub(if is_fraction { 2 } else { 0 })
    });
    half(places.max().unwrap_or_default())
}

fn half(places: u32) -> Decimal {
    Decimal::new(5, places.min(27) + 1)
}

/// The reading that is nearer to what is expected; without that a number up to 1 is a fraction.
fn nearest(cell: &Percentage, expected: Option<Decimal>) -> Option<Decimal> {
    let [whole, fraction] = readings(cell);
    let Some(expected) = expected else {
        let is_fraction = cell.number.abs() <= Decimal::ONE;
        return fraction.filter(|_| is_fraction).or(whole);
    };
    let apart = |d: Decimal| d.checked_sub(expected).map(|d| d.abs());
    [whole, fraction]
        .into_iter()
        .flatten()
        .min_by_key(|d| apart(*d).unwrap_or(Decimal::MAX))
}

fn index(table: &Table, cell: &Percentage) -> Option<usize> {
    let index = table.lines.binary_search_by_key(&cell.at.row, |l| l.row);
    index.ok()
}

fn figures(table: &Table, cell: &Percentage, (part, whole): Pair) -> Option<(Figure, Figure)> {
    let line = table.lines.get(index(table, cell)?)?;
    let of = |field: Field| line.money[field.phase as usize].told(field.source);
    Some((of(part)?, of(whole)?))
}

/// The percentage that the two figures give.
fn expected(table: &Table, cell: &Percentage, pair: Pair) -> Option<Decimal> {
    let (part, whole) = figures(table, cell, pair)?;
    share(
        part.reading.known().unwrap_or_default(),
        whole.reading.known()?,
    )
}

fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    if whole <= Decimal::ZERO {
        return None;
    }
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}

fn shares(part: Option<Decimal>, whole: Option<Decimal>) -> Option<Decimal> {
    share(part?, whole?)
}

fn judge(
    table: &Table,
    cell: &Percentage,
    pair: Pair,
    exact: Decimal,
    rounding: Rounding,
) -> Verdict {
    let Some((part, whole)) = figures(table, cell, pair) else {
        return Verdict::Open("blank-amounts");
    };
    if part.reading.is_unreadable() || whole.reading.is_unreadable() {
        return Verdict::Open("unreadable");
    }
    let done = match part.reading {
        Reading::Known(done) => done,
        _ => Decimal::ZERO,
    };
    let Some(approved) = whole.reading.known() else {
        return Verdict::Open("blank-amounts");
    };
    let Some(expected) = share(done, approved) else {
        return if cell.number.is_zero() {
            Verdict::Right
        } else {
            Verdict::Open("blank-amounts")
        };
    };
    let Some(printed) = nearest(cell, Some(expected)) else {
        return Verdict::Open("unreadable");
    };
    let own = exactness_of(cell, exact, printed);
    // How far the share moves when both figures are off by their own rounding.
    let (low, high) = match rounding {
        Rounding::Printed => (
            shares(
                done.checked_sub(part.half),
                approved.checked_add(whole.half),
            ),
            shares(
                done.checked_add(part.half),
                approved.checked_sub(whole.half),
            ),
        ),
        Rounding::None => (Some(expected), Some(expected)),
    };
    let own = rounding.allows([own]).max(half(9));
    let (most, least) = (printed.checked_add(own), printed.checked_sub(own));
    let fits = low.is_none_or(|low| most.is_none_or(|most| most >= low))
        && high.is_none_or(|high| least.is_none_or(|least| least <= high));
    if fits {
        Verdict::Right
    } else {
        Verdict::Wrong(expected)
    }
}

/// How far what a cell prints may be from its share.
fn exactness_of(cell: &Percentage, exact: Decimal, printed: Decimal) -> Decimal {
    if cell.typed {
        exact
    } else {
        // A saved result has fifteen digits, or those that its formula rounds to.
        half(decimals(printed))
    }
}

/// The percentage with its two figures, and the cells that they stand in and are made of.
fn ratio(
    table: &Table,
    cell: &Percentage,
    pair: Pair,
    exact: Decimal,
    rounding: Rounding,
) -> Option<Ratio> {
    let index = index(table, cell)?;
    let (part, whole) = figures(table, cell, pair)?;
    let line = table.lines.get(index)?;
    let rows = judged(table, index, line).map(|(_, rows)| leaves(&rows));
    let rows = rows.unwrap_or_default();
    let side = |field: Field, figure: &Figure| Side {
        field: field.to_string(),
        amount: figure.reading.known().unwrap_or_default(),
        half: rounding.allows([figure.half]),
        own: cell_of(line, field),
        parts: parts_of(line, field).collect(),
        added: rows
            .iter()
            .flat_map(|l| cell_of(l, field).into_iter().chain(parts_of(l, field)))
            .collect(),
    };
    let between = |printed: Decimal| {
        let own = exactness_of(cell, exact, printed);
        let own = rounding.allows([own]).max(half(9));
        Some((printed.checked_sub(own)?, printed.checked_add(own)?))
    };
    let readings = readings(cell).into_iter().flatten();
    Some(Ratio {
        printed: readings.filter_map(between).collect(),
        part: side(pair.0, &part),
        whole: side(pair.1, &whole),
    })
}

/// The cell of a field in a line.
fn cell_of(line: &TableLine, field: Field) -> Option<Cell> {
    line.money[field.phase as usize].figure(field.source)?.cell
}

/// Those of its filled parts where it is their sum.
fn parts_of(line: &TableLine, field: Field) -> impl Iterator<Item = Cell> {
    let parts = Source::PARTS.into_iter();
    parts
        .filter(move |_| field.source == Source::Total)
        .filter_map(move |source| line.money[field.phase as usize].figure(source))
        .filter(|figure| figure.reading != Reading::Blank)
        .filter_map(|figure| figure.cell)
}

fn finding(
    cells: &CellFinder<'_>,
    table: &Table,
    cell: &Percentage,
    pair: Pair,
    expected: Decimal,
) -> Option<Finding> {
    let figure = FigureCell {
        at: cell.at,
        field: FigureField::Named("percentage".into()),
        unit: None,
    };
    let printed = nearest(cell, Some(expected))?;
    let mut finding = cells.about(table, Code::A208, &figure);
    // What nobody would print in full is shown a little finer than the cell.
    let places = decimals(printed).clamp(2, 6);
    finding.expected = Some(Value::Number(
        crate::base::money::round(expected, places).normalize(),
    ));
    finding.found = Some(Value::Number(printed.normalize()));
    finding.found_text = Some(cell.text.clone().unwrap_or_else(|| vietnamese(cell.number)));
    let (part, whole) = figures(table, cell, pair)?;
    let shown = |f: &Figure| {
        let known = f.reading.known().unwrap_or_default();
        vietnamese(f.unit.map_or(known, |u| u.from_dong(known)))
    };
    let line = table.lines.get(index(table, cell)?)?;
    // A total that no cell prints stands in the cells of its parts.
    let stands = |figure: &Figure, field: Field| -> Vec<Cell> {
        let parts = || parts_of(line, field).collect();
        figure.cell.map_or_else(parts, |cell| vec![cell])
    };
    let (part_cells, whole_cells) = (stands(&part, pair.0), stands(&whole, pair.1));
    let at = |cells: &[Cell]| {
        cells
            .iter()
            .map(Cell::to_string)
            .collect::<Vec<_>>()
            .join(" + ")
    };
    finding.args.extend([
        ("part", shown(&part)),
        ("whole", shown(&whole)),
        ("part_cell", at(&part_cells)),
        ("whole_cell", at(&whole_cells)),
    ]);
    finding.over = part_cells.into_iter().chain(whole_cells).collect();
    Some(finding)
}
