//! The results of all projects by line of the programme, on a sheet of their own.

use std::collections::BTreeMap;

use tonghop::base::place::Cell;

use super::dice::Dice;
use super::headings::{Words, begun_large, spelled};
use tonghop::model::Programme;

use super::columns::{RESULT_PHASES, fair_result_phase, indicator};
use super::projects::Project;
use super::style::{Spelling, Style};
use super::wanted::Wanted;
use crate::support::sheet::{Sheet, Value, sheet};

/// The sheet and its records.
pub fn lay_out(
    dice: &mut Dice,
    style: &Style,
    words: &Words,
    programme: &Programme,
    projects: &[Project],
) -> (Sheet, Vec<Wanted>) {
    let mut page = sheet("Ket qua");
    let mut row = 1 + dice.between(0, 2);
    let left = 1 + dice.between(0, 2);
    page.cells.insert(
        (row, left),
        Value::Text("Kết quả công tác khuyến công quý III năm 2017".to_owned()),
    );
    row += 2;
    let mut heads = vec![
        "TT".to_owned(),
        words.one(dice, "results.fields.label", |t| t != "Kết quả"),
    ];
    heads.push(words.one(dice, "results.fields.measure", |t| t != "Đơn vị"));
    for phase in RESULT_PHASES {
        heads.push(words.one(dice, &format!("phases.{phase}"), fair_result_phase));
    }
    // Short words without marks could be anything: only the long headings of the list are spelled oddly.
    let spelling = if style.spelling == Spelling::NoMarks {
        Spelling::Plain
    } else {
        style.spelling
    };
    for (column, head) in (left..).zip(&heads) {
        let head = spelled(dice, spelling, &begun_large(head));
        page.cells.insert((row, column), Value::Text(head));
    }
    let mut sums: BTreeMap<usize, [i64; 3]> = BTreeMap::new();
    for project in projects {
        let sum = sums
            .entry(indicator(programme, &project.activity))
            .or_default();
        for (sum, figure) in sum.iter_mut().zip(project.result) {
            *sum += figure;
        }
    }
    let mut records = Vec::new();
    for (place, figures) in sums {
        row += 1;
        let line = &programme.indicators[place];
        let (number, name, unit) = (line.number.clone(), line.name.clone(), line.unit.clone());
        page.cells.insert((row, left), Value::Text(number.clone()));
        page.cells
            .insert((row, left + 1), Value::Text(name.clone()));
        page.cells.insert((row, left + 2), Value::Text(unit));
        for (column, figure) in (left + 3..).zip(figures) {
            page.cells
                .insert((row, column), Value::Number(figure.to_string()));
        }
        let cell = Cell::new(row - 1, u16::try_from(left + 4).expect("few columns"));
        let record = Wanted {
            sheet: page.name.clone(),
            row,
            words: [
                ("kind", "Indicator".to_owned()),
                ("name", name),
                ("basis", "Actual".to_owned()),
            ]
            .into(),
            results: vec![(number, figures.map(|f| f.to_string()), cell.to_string())],
            ..Wanted::default()
        };
        records.push(record);
    }
    (page, records)
}
