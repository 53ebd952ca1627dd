//! The money of a unit's projects by activity, on a sheet of its own.

use std::collections::BTreeMap;

use super::super::Source;
use super::super::amounts::{self, UNITS as MONEY_UNITS};
use super::super::dice::Dice;
use super::super::headings::begun_large;
use super::super::marks::{Line, Mark};
use super::super::projects::{phases, sources};
use super::Unit;
use crate::support::sheet::{Sheet, Value, sheet};

/// The sheet and its amounts.
pub fn lay_out(dice: &mut Dice, source: &Source, unit: &Unit) -> (Sheet, Vec<Mark>) {
    let style = &unit.style;
    let mut page = sheet("Kinh phi");
    let text = |page: &mut Sheet, at: (u32, u32), text: &str| {
        page.cells.insert(at, Value::Text(text.to_owned()));
    };
    let money = *dice.pick(&MONEY_UNITS);
    text(
        &mut page,
        (1, 1),
        &format!("UBND {}", unit.name.to_uppercase()),
    );
    text(
        &mut page,
        (2, 1),
        "BÁO CÁO KINH PHÍ KHUYẾN CÔNG QUÝ III NĂM 2017",
    );
    text(
        &mut page,
        (3, 1),
        &format!("Đơn vị tính: {}", money.word(dice)),
    );
    for (column, head) in (1..).zip(["TT", "Chỉ tiêu"]) {
        text(&mut page, (4, column), head);
    }
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for &phase in phases(style) {
        let word = [
            "Kinh phí được duyệt",
            "Thực hiện trong quý",
            "Lũy kế từ đầu năm",
        ][phase];
        for place in 0..sources(style).len() {
            let column = 3 + u32::try_from(columns.len()).expect("few columns");
            text(&mut page, (4, column), word);
            let name = sources(style)[place];
            let head = source.words.one(dice, &format!("sources.{name}"), |_| true);
            text(&mut page, (5, column), &begun_large(&head));
            columns.push((phase, place));
        }
    }
    let mut sums: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
    for project in &unit.sent {
        let line = source
            .programme
            .activities
            .iter()
            .position(|a| a.number == project.activity)
            .expect("an activity");
        let sum = sums.entry(line).or_insert_with(|| vec![0; columns.len()]);
        for (sum, (phase, place)) in sum.iter_mut().zip(&columns) {
            *sum += project.money[*phase][*place];
        }
    }
    let first = 7;
    let rows = u32::try_from(sums.len()).expect("few rows");
    let mut marks = Vec::new();
    let mut put = |page: &mut Sheet, dice: &mut Dice, mark: Mark| {
        let value = amounts::cell(dice, style.amounts, mark.dong, money);
        page.cells.insert(mark.at, value);
        marks.push(mark);
    };
    text(&mut page, (6, 2), "Tổng số kinh phí");
    for (index, (phase, place)) in columns.iter().enumerate() {
        let column = 3 + u32::try_from(index).expect("few columns");
        let mark = Mark {
            at: (6, column),
            line: Line::Total,
            phase: *phase,
            part: Some(*place),
            unit: money,
            dong: sums.values().map(|s| s[index]).sum(),
            inputs: (first..first + rows).map(|r| (r, column)).collect(),
        };
        put(&mut page, dice, mark);
    }
    for (row, (line, sums)) in (first..).zip(&sums) {
        let line = &source.programme.activities[*line];
        text(&mut page, (row, 1), &line.number);
        text(&mut page, (row, 2), &line.name);
        for (index, (phase, place)) in columns.iter().enumerate() {
            let mark = Mark {
                at: (row, 3 + u32::try_from(index).expect("few columns")),
                line: Line::Activity(line.number.clone()),
                phase: *phase,
                part: Some(*place),
                unit: money,
                dong: sums[index],
                inputs: Vec::new(),
            };
            put(&mut page, dice, mark);
        }
    }
    (page, marks)
}
