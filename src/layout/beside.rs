//! What a column turns out to be beside the others.

use crate::base::place::Cell;
use crate::base::text::fold;
use crate::model::{Field, Form, Phase, Source};

use super::columns::{Column, Role};
use super::header::Path;
use super::heading;
use super::money_unit::without_unit;
use super::vocabulary::Layout;

/// Settles what the headings leave to the columns beside them.
pub(super) fn settle(layout: &Layout, paths: &[Path], columns: &mut [Column]) {
    let form = layout.form;
    settle_alone(layout, paths, columns);
    if form != Form::Approval {
        settle_years(columns);
    }
    settle_plans(columns);
    settle_lesser(columns);
    settle_payments(layout, paths, columns);
    settle_results(paths, columns);
    settle_counts(layout, columns);
    settle_spans(columns);
    if form != Form::Approval {
        settle_phases(columns);
    }
    settle_sources(columns);
    settle_support(columns);
    settle_measure(columns);
}

/// "DN", "Cơ sở" beside a source of money under one heading ("Dự toán được giao") is the money of that one.
fn settle_alone(layout: &Layout, paths: &[Path], columns: &mut [Column]) {
    // "(đồng)" as the lowest part only states the unit.
    let named = |index: usize| -> Vec<(Cell, String)> {
        let parts = paths.get(index).map_or(&[][..], |path| &path.parts[..]);
        let texts = parts.iter().map(|(at, text)| (*at, without_unit(text)));
        texts.filter(|(_, text)| !text.is_empty()).collect()
    };
    let over = |index: usize| -> Option<Cell> {
        let parts = named(index);
        parts.len().checked_sub(2).map(|at| parts[at].0)
    };
    for index in 0..columns.len() {
        // "Đơn vị thụ hưởng" over figures may pass for what they are measured in.
        let is_open = match &columns[index].role {
            Role::Unknown => true,
            Role::Plain(field) => field == "measure",
            _ => false,
        };
        if !is_open || over(index).is_none() {
            continue;
        }
        let lowest = named(index).pop();
        let Some(source) = lowest.and_then(|(_, text)| layout.alone.get(&fold(&text)).copied())
        else {
            continue;
        };
        let beside = columns
            .iter()
            .enumerate()
            .find_map(|(other, c)| match c.role {
                Role::Money(field)
                    if over(other) == over(index) && field.source != Source::Total =>
                {
                    Some((field.phase, c.score, c.leaves))
                }
                _ => None,
            });
        let Some((phase, score, leaves)) = beside else {
            continue;
        };
        let role = Role::Money(Field::new(phase, source));
        // A group that tells no phase takes it from the total before it, later on.
        if leaves.phase || columns.iter().all(|c| c.role != role) {
            let column = &mut columns[index];
            (column.role, column.score, column.leaves) = (role, score, leaves);
            column.runner_up = None;
        }
    }
}

/// "Thực hiện năm 2016" beside this year's figures is only compared with. Where a sheet speaks of another year alone, it
/// is a report of that year, and its title tells (P603).
fn settle_years(columns: &mut [Column]) {
    let done = |c: &Column| match &c.role {
        Role::Money(field) => field.phase != Phase::Approved,
        Role::Result { phase, .. } | Role::Value { phase, .. } => *phase != Phase::Approved,
        _ => false,
    };
    if !columns.iter().any(|c| done(c) && !c.leaves.other_year) {
        return;
    }
    for column in columns.iter_mut() {
        if column.leaves.other_year && column.role.is_figure() {
            column.role = Role::Ignored;
        }
    }
}

/// "Kế hoạch quý III" beside "Kế hoạch năm" is a part of it, and no approval.
fn settle_plans(columns: &mut [Column]) {
    let approves = |c: &Column| {
        matches!(c.role, Role::Money(field) if field.phase == Phase::Approved)
            && !c.leaves.planned_in_span
    };
    if !columns.iter().any(approves) {
        return;
    }
    for column in columns.iter_mut() {
        let is_money = matches!(column.role, Role::Money(_));
        if is_money && column.leaves.planned_in_span {
            column.role = Role::Ignored;
        }
    }
}

/// "Thực hiện tháng 9" beside "Thực hiện quý III" is a part of it, and so is "Quyết toán quý III".
fn settle_lesser(columns: &mut [Column]) {
    let is_lesser = |c: &Column| c.leaves.month || c.leaves.settled;
    for index in 0..columns.len() {
        let is_whole = |c: &Column| c.role == columns[index].role && !is_lesser(c);
        let is_money = matches!(columns[index].role, Role::Money(_));
        if is_money && is_lesser(&columns[index]) && columns.iter().any(is_whole) {
            columns[index].role = Role::Ignored;
        }
    }
}

/// "Thanh toán" beside "Tổng" under "Giải ngân trong quý" is a part of it by kind of payment, and no second total. What
/// is not wholly understood may be a source that is spelled otherwise: nobody claims it, and it is told.
fn settle_payments(layout: &Layout, paths: &[Path], columns: &mut [Column]) {
    let over = |index: usize| -> Option<Cell> {
        let parts = &paths.get(index)?.parts;
        parts.len().checked_sub(2).map(|at| parts[at].0)
    };
    let said = |index: usize| {
        let lowest = paths.get(index).and_then(|path| path.parts.last());
        let said = lowest.map(|(_, text)| heading::read(layout, text, None));
        said.filter(|said| said.coverage() >= 1.0)
    };
    let says_total = |index| said(index).is_some_and(|s| s.source == Some(Source::Total));
    for index in 0..columns.len() {
        let Role::Money(field) = columns[index].role else {
            continue;
        };
        if field.source != Source::Total || over(index).is_none() || says_total(index) {
            continue;
        }
        let whole = (0..columns.len()).any(|other| {
            columns[other].role == Role::Money(field)
                && over(other) == over(index)
                && says_total(other)
        });
        if whole {
            columns[index].role = match said(index) {
                Some(_) => Role::Ignored,
                None => Role::Unknown,
            };
        }
    }
}

/// "Kết quả thực hiện" stands over money as well as over results: it is results where a column under the same cell names
/// or measures them, and where the money that it would be stands elsewhere.
fn settle_results(paths: &[Path], columns: &mut [Column]) {
    let over =
        |index: usize| -> Option<Cell> { paths.get(index)?.parts.first().map(|(at, _)| *at) };
    let results: Vec<usize> = (0..columns.len())
        .filter(|&index| {
            let column = &columns[index];
            let Role::Money(field) = column.role else {
                return false;
            };
            let beside = columns.iter().enumerate().any(|(other, c)| {
                let names = match &c.role {
                    Role::Plain(field) => matches!(field.as_str(), "result_name" | "measure"),
                    Role::Result { .. } | Role::Value { .. } => true,
                    _ => false,
                };
                names && over(other) == over(index)
            });
            let elsewhere = || {
                columns.iter().enumerate().any(|(other, c)| {
                    c.role == Role::Money(field) && !c.leaves.results && over(other) != over(index)
                })
            };
            column.leaves.results && (beside || elsewhere())
        })
        .collect();
    for index in results {
        if let Role::Money(field) = columns[index].role {
            columns[index].role = Role::Value {
                phase: field.phase,
                source: None,
            };
        }
    }
}

/// "Kế hoạch", "Trong quý" beside "Chỉ tiêu" and "Đơn vị tính" are of the result that the row names, not money, where no
/// column speaks of money and none of results.
fn settle_counts(layout: &Layout, columns: &mut [Column]) {
    let has = |name: &str| {
        columns
            .iter()
            .any(|c| matches!(&c.role, Role::Plain(field) if field == name))
    };
    let speaks = columns.iter().any(|c| match c.role {
        Role::Money(_) => !c.leaves.money || layout.speaks_of_money(&fold(&c.heading)),
        Role::Result { .. } | Role::Value { .. } => true,
        _ => false,
    });
    if speaks || !has("result_name") || !has("measure") {
        return;
    }
    for column in columns.iter_mut() {
        if let Role::Money(field) = column.role
            && column.leaves.money
            && !column.leaves.phase
            && column.unit.is_none()
        {
            column.role = Role::Value {
                phase: field.phase,
                source: None,
            };
        }
    }
}

/// "Tổng KP thực hiện" beside what was spent in the period is what was spent so far, where no other column is.
fn settle_spans(columns: &mut [Column]) {
    for index in 0..columns.len() {
        let Role::Money(field) = columns[index].role else {
            continue;
        };
        let leaves = columns[index].leaves;
        let untold = leaves.span || (leaves.phase && speaks_of_doing(&columns[index].heading));
        if !untold || field.phase != Phase::Spent || field.source != Source::Total {
            continue;
        }
        let cumulative = Role::Money(Field::new(Phase::Cumulative, Source::Total));
        let is_free = !columns.iter().any(|c| c.role == cumulative);
        let in_period =
            |c: &Column| c.role == Role::Money(field) && !c.leaves.span && !c.leaves.phase;
        if is_free && columns.iter().any(in_period) && speaks_of_total(&columns[index].heading) {
            let column = &mut columns[index];
            column.role = cumulative;
            // Whoever asks can tell that it was inferred.
            (column.leaves.span, column.leaves.phase) = (true, false);
        }
    }
}

fn speaks_of_total(heading: &str) -> bool {
    fold(heading).split(' ').any(|word| word == "tong")
}

/// A heading without a phase takes it from the columns beside it: a source after a total of one phase ("Kinh phí được
/// duyệt", then "Trong đó: KCĐP") is a part of that phase; bare "Kinh phí" beside what was spent is what was approved.
/// What would be a second column of one field is left to the reader of S102.
fn settle_phases(columns: &mut [Column]) {
    let told = |columns: &[Column], wanted: &dyn Fn(Field) -> bool| {
        columns
            .iter()
            .any(|c| matches!(c.role, Role::Money(field) if !c.leaves.phase && wanted(field)))
    };
    let spends = told(columns, &|f| f.phase == Phase::Spent)
        || columns.iter().any(|c| {
            matches!(c.role, Role::Money(_)) && c.leaves.phase && speaks_of_doing(&c.heading)
        });
    let approves = told(columns, &|f| f.phase == Phase::Approved);
    let mut before: Option<Phase> = None;
    for index in 0..columns.len() {
        let Role::Money(field) = columns[index].role else {
            // A percentage or a date of payment may stand between a total and its parts.
            if !matches!(columns[index].role, Role::Ignored | Role::Unknown) {
                before = None;
            }
            continue;
        };
        if !columns[index].leaves.phase {
            before = Some(field.phase);
            continue;
        }
        let free = |phase: Phase, columns: &[Column]| {
            let same = Role::Money(Field::new(phase, field.source));
            let others = columns.iter().enumerate();
            !others.into_iter().any(|(other, c)| {
                c.role == same && (other < index || (other > index && !c.leaves.phase))
            })
        };
        let part = field.source != Source::Total;
        let phase = match before {
            Some(phase) if part && free(phase, columns) => Some(phase),
            _ if speaks_of_doing(&columns[index].heading) => Some(field.phase),
            _ if spends && !approves && free(Phase::Approved, columns) => Some(Phase::Approved),
            // "Tổng mức đầu tư" right before "Vốn hỗ trợ được duyệt" is the whole of which that is a part.
            _ if spends
                && !part
                && free(Phase::Approved, columns)
                && is_before_parts(columns, index) =>
            {
                Some(Phase::Approved)
            }
            _ => Some(field.phase).filter(|phase| free(*phase, columns)),
        };
        if let Some(phase) = phase {
            columns[index].role = Role::Money(Field::new(phase, field.source));
            before = Some(phase);
        } else {
            columns[index].runner_up = Some((field.to_string(), columns[index].score));
            columns[index].role = Role::Unknown;
        }
    }
}

/// Whether the next column of money is a part of what was approved.
fn is_before_parts(columns: &[Column], index: usize) -> bool {
    let mut behind = columns[index + 1..].iter();
    let next = behind.find_map(|c| match c.role {
        Role::Money(field) => Some((field, c.leaves.phase)),
        _ => None,
    });
    next.is_some_and(|(field, untold)| {
        !untold && field.phase == Phase::Approved && field.source != Source::Total
    })
}

/// Beside a column of the very source that the sheet's title names, an unnamed one is the total.
fn settle_sources(columns: &mut [Column]) {
    for index in 0..columns.len() {
        let Role::Money(field) = columns[index].role else {
            continue;
        };
        let total = Role::Money(Field::new(field.phase, Source::Total));
        let named = |c: &Column| c.role == Role::Money(field) && !c.leaves.source;
        if columns[index].leaves.source
            && columns.iter().any(named)
            && !columns.iter().any(|c| c.role == total)
        {
            columns[index].role = total;
        }
    }
}

/// "Kinh phí thực hiện" is what was spent where another column is what was approved.
fn speaks_of_doing(heading: &str) -> bool {
    fold(heading).contains("thuc hien")
}

/// Where a phase has both the merged khuyến công money and its two sources, the merged column is their subtotal.
fn settle_support(columns: &mut [Column]) {
    for phase in Phase::ALL {
        let has = |cols: &[Column], source| {
            cols.iter()
                .any(|c| c.role == Role::Money(Field::new(phase, source)))
        };
        if has(columns, Source::Support)
            && (has(columns, Source::National) || has(columns, Source::Local))
        {
            let no_total = !has(columns, Source::Total);
            let only = columns.iter().filter(|c| matches!(c.role, Role::Money(f) if f.phase == phase)).all(|c| {
                matches!(c.role, Role::Money(f) if matches!(f.source, Source::Support | Source::National | Source::Local))
            });
            for column in columns
                .iter_mut()
                .filter(|c| c.role == Role::Money(Field::new(phase, Source::Support)))
            {
                column.role = if no_total && only {
                    Role::Money(Field::new(phase, Source::Total))
                } else {
                    Role::Ignored
                };
            }
        }
    }
}

/// "Đơn vị" counts something only where a column names results; elsewhere it is who carries the project out.
fn settle_measure(columns: &mut [Column]) {
    let is = |c: &Column, name: &str| matches!(&c.role, Role::Plain(f) if f == name);
    if columns
        .iter()
        .any(|c| is(c, "result_name") || is(c, "label"))
        || columns.iter().any(|c| is(c, "unit"))
    {
        return;
    }
    for column in columns
        .iter_mut()
        .filter(|c| matches!(&c.role, Role::Plain(f) if f == "measure"))
    {
        if fold(&column.heading) == "don vi" {
            column.role = Role::Plain("unit".to_owned());
        }
    }
}
