//! The annexes of later decisions that change what was approved: by the new figures, by the differences, or by both.

use super::super::amounts::{self, UNITS as MONEY_UNITS};
use super::super::dice::Dice;
use super::super::headings::begun_large;
use super::super::projects::{Project, sources};
use super::super::style::Amounts;
use super::super::{Source, amounts::Unit as MoneyUnit};
use super::{Model, Unit, decision};
use crate::support::sheet::{Sheet, Value, sheet};

/// What one group of columns prints.
#[derive(Clone, Copy, PartialEq)]
enum Holds {
    Before,
    Change,
    After,
}

/// The annex that changes projects of these units; `None` where none is changed.
pub fn annex(
    dice: &mut Dice,
    source: &Source,
    model: &Model,
    units: &[&Unit],
    number: u32,
) -> Option<Sheet> {
    let all = units
        .iter()
        .flat_map(|u| u.approved.iter().map(move |p| (*u, p)));
    let changed: Vec<(u32, &Unit, &Project)> = (1..)
        .zip(all)
        .filter(|(_, (_, project))| project.former.is_some())
        .map(|(place, (unit, project))| (place, unit, project))
        .collect();
    if changed.is_empty() {
        return None;
    }
    let groups: &[Holds] = match dice.below(4) {
        0 => &[Holds::After],
        1 => &[Holds::Change],
        2 => &[Holds::Before, Holds::After],
        _ => &[Holds::Before, Holds::Change, Holds::After],
    };
    let unit = *dice.pick(&MONEY_UNITS);
    let mut page = sheet("Phụ lục");
    let mut text = |at: (u32, u32), text: String| {
        page.cells.insert(at, Value::Text(text));
    };
    text((1, 1), "PHỤ LỤC".to_owned());
    text(
        (2, 1),
        "ĐIỀU CHỈNH KẾ HOẠCH KHUYẾN CÔNG NĂM 2017".to_owned(),
    );
    let (day, month) = (dice.between(1, 28), dice.between(5, 8));
    text(
        (3, 1),
        format!(
            "(Kèm theo Quyết định số {number}/QĐ-UBND ngày {day} tháng {month} năm 2017 của Ủy ban nhân dân thành phố Hải Phòng)"
        ),
    );
    text((4, 1), format!("Đơn vị tính: {}", unit.word(dice)));
    let mut plain = vec!["STT", "Mã đề án", "Tên đề án", "Đơn vị thực hiện"];
    if !model.decision_codes {
        plain.remove(1);
    }
    for (column, head) in (1..).zip(&plain) {
        text((5, column), (*head).to_owned());
    }
    let first = u32::try_from(plain.len()).expect("few columns") + 1;
    let names = sources(&units[0].style);
    let words: Vec<String> = names
        .iter()
        .map(|name| source.words.one(dice, &format!("sources.{name}"), |_| true))
        .map(|word| begun_large(&word))
        .collect();
    let mut column = first;
    for holds in groups {
        text((5, column), head(dice, *holds).to_owned());
        for word in &words {
            text((6, column), word.clone());
            column += 1;
        }
    }
    for (row, (place, unit_of, project)) in (7..).zip(&changed) {
        let code = decision::code(unit_of, project, *place);
        let mut words = vec![
            (row - 6).to_string(),
            code,
            project.name.clone(),
            format!("UBND {}", unit_of.name),
        ];
        if !model.decision_codes {
            words.remove(1);
        }
        for (column, word) in (1..).zip(words) {
            page.cells.insert((row, column), Value::Text(word));
        }
        let mut column = first;
        for holds in groups {
            for dong in figures(*holds, project) {
                if dong != 0 {
                    page.cells.insert((row, column), figure(dice, dong, unit));
                }
                column += 1;
            }
        }
    }
    Some(page)
}

fn head(dice: &mut Dice, holds: Holds) -> &'static str {
    let words: &[&'static str] = match holds {
        Holds::Before => &["Kế hoạch đã giao", "Trước điều chỉnh"],
        Holds::Change => &["Tăng (+), giảm (-)", "Điều chỉnh tăng, giảm"],
        Holds::After => &["Số sau điều chỉnh", "Sau điều chỉnh"],
    };
    *dice.pick(words)
}

fn figures(holds: Holds, project: &Project) -> Vec<i64> {
    let after = &project.money[0];
    let before = project.former.as_ref().unwrap_or(after);
    before
        .iter()
        .zip(after)
        .map(|(before, after)| match holds {
            Holds::Before => *before,
            Holds::Change => after - before,
            Holds::After => *after,
        })
        .collect()
}

fn figure(dice: &mut Dice, dong: i64, unit: MoneyUnit) -> Value {
    amounts::cell(dice, Amounts::Numbers, dong, unit)
}
