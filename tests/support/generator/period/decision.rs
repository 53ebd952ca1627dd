//! The annexes of the approving decisions: one for all units, or one each.

use super::super::amounts::{self, UNITS as MONEY_UNITS};
use super::super::dice::Dice;
use super::super::headings::begun_large;
use super::super::projects::{Project, sources};
use super::super::style::Amounts;
use super::super::{Source, amounts::Unit as MoneyUnit};
use super::{Book, Model, Unit, adjustment};
use crate::support::sheet::{Sheet, Value, sheet};

/// The decisions' workbooks.
pub fn lay_out(dice: &mut Dice, source: &Source, model: &Model) -> Vec<Book> {
    let together = dice.chance(40) && {
        // One table has one set of columns.
        let first = &model.units[0].style;
        model.units.iter().all(|u| u.style.sources == first.sources)
    };
    let groups: Vec<Vec<&Unit>> = if together {
        vec![model.units.iter().collect()]
    } else {
        model.units.iter().map(|u| vec![u]).collect()
    };
    let mut books: Vec<Book> = Vec::new();
    for (number, units) in (1_u32..).zip(groups) {
        books.push(book(
            model,
            1000 + number,
            annex(dice, source, model, &units, 1000 + number),
        ));
        // Later decisions that change something stand in workbooks of their own.
        if let Some(sheet) = adjustment::annex(dice, source, model, &units, 1600 + number) {
            books.push(book(model, 1600 + number, sheet));
        }
    }
    books
}

fn book(model: &Model, number: u32, sheet: Sheet) -> Book {
    Book {
        path: format!(
            "phe-duyet/qd-{number}.{}",
            model.decision_format.extension()
        ),
        format: model.decision_format,
        encoding: model.decision_encoding,
        sheets: vec![sheet],
    }
}

/// The code by which decisions know a project; `number` is its place in the annex.
pub fn code(unit: &Unit, project: &Project, number: u32) -> String {
    let own = project.code.clone();
    own.unwrap_or_else(|| format!("QĐ.{}-{number:02}", unit.code))
}

struct Annex<'a> {
    sheet: Sheet,
    row: u32,
    unit: MoneyUnit,
    amounts: Amounts,
    total: bool,
    codes: bool,
    dates: bool,
    activity: bool,
    source: &'a Source,
}

fn annex(dice: &mut Dice, source: &Source, model: &Model, units: &[&Unit], number: u32) -> Sheet {
    let mut annex = Annex {
        sheet: sheet("Phụ lục"),
        row: 1,
        unit: *dice.pick(&MONEY_UNITS),
        amounts: *dice.pick(&[Amounts::Numbers, Amounts::Numbers, Amounts::Vietnamese]),
        total: dice.chance(60),
        codes: model.decision_codes,
        dates: model.decision_dates,
        activity: dice.chance(70),
        source,
    };
    annex.text(1, "PHỤ LỤC");
    annex.row += 1;
    annex.text(1, "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2017");
    annex.row += 1;
    let day = dice.between(1, 28);
    let month = dice.between(1, 4);
    annex.text(
        1,
        &format!("(Kèm theo Quyết định số {number}/QĐ-UBND ngày {day} tháng {month} năm 2017 của Ủy ban nhân dân thành phố Hải Phòng)"),
    );
    annex.row += 1;
    let word = annex.unit.word(dice);
    annex.text(1, &format!("Đơn vị tính: {word}"));
    annex.row += 1;
    annex.header(dice, units[0]);
    let total_row = annex.row;
    let first = dice.chance(30);
    if annex.total && first {
        annex.row += 1;
    }
    let mut number = 0;
    for unit in units {
        for project in &unit.approved {
            number += 1;
            annex.project(dice, unit, project, number);
        }
    }
    if annex.total {
        annex.sums(dice, units, if first { total_row } else { annex.row });
    }
    annex.sheet
}

impl Annex<'_> {
    fn text(&mut self, column: u32, text: &str) {
        let value = Value::Text(text.to_owned());
        self.sheet.cells.insert((self.row, column), value);
    }

    /// The columns before the money.
    fn plain(&self) -> Vec<&'static str> {
        let mut all = vec![
            "STT",
            "Tên đề án",
            "Đơn vị thực hiện",
            "Đơn vị thụ hưởng",
            "Địa điểm",
        ];
        if self.codes {
            all.insert(1, "Mã đề án");
        }
        if self.activity {
            all.push("Hoạt động khuyến công");
        }
        if self.dates {
            all.extend(["Ngày bắt đầu", "Ngày kết thúc"]);
        }
        all
    }

    fn header(&mut self, dice: &mut Dice, unit: &Unit) {
        let mut heads: Vec<String> = self.plain().into_iter().map(str::to_owned).collect();
        for name in sources(&unit.style) {
            let word = self
                .source
                .words
                .one(dice, &format!("sources.{name}"), |_| true);
            heads.push(begun_large(&format!("{word} được duyệt")));
        }
        if self.total {
            heads.push("Tổng số được duyệt".to_owned());
        }
        for (column, head) in (1..).zip(heads) {
            self.text(column, &head);
        }
        self.row += 1;
    }

    fn project(&mut self, dice: &mut Dice, unit: &Unit, project: &Project, number: u32) {
        let line = self.source.programme.activity(&project.activity);
        let activity = line.expect("an activity of the programme").name.clone();
        for (column, head) in (1..).zip(self.plain()) {
            let day = |day: chrono::NaiveDate| Value::Date(day.format("%Y-%m-%d").to_string());
            let value = match head {
                "STT" => Value::Number(number.to_string()),
                "Mã đề án" => Value::Text(code(unit, project, number)),
                "Tên đề án" => Value::Text(project.name.clone()),
                "Đơn vị thực hiện" => Value::Text(format!("UBND {}", unit.name)),
                "Đơn vị thụ hưởng" => Value::Text(project.beneficiary.clone()),
                "Địa điểm" => Value::Text(project.location.clone()),
                "Ngày bắt đầu" => day(project.start),
                "Ngày kết thúc" => day(project.end),
                _ => Value::Text(activity.clone()),
            };
            self.sheet.cells.insert((self.row, column), value);
        }
        let mut figures = first(project).to_vec();
        if self.total {
            figures.push(figures.iter().sum());
        }
        self.figures(dice, self.row, &figures);
        self.row += 1;
    }

    fn figures(&mut self, dice: &mut Dice, row: u32, figures: &[i64]) {
        let left = u32::try_from(self.plain().len()).expect("few columns") + 1;
        for (column, dong) in (left..).zip(figures) {
            if *dong != 0 {
                let value = amounts::cell(dice, self.amounts, *dong, self.unit);
                self.sheet.cells.insert((row, column), value);
            }
        }
    }

    fn sums(&mut self, dice: &mut Dice, units: &[&Unit], row: u32) {
        let name = 2 + u32::from(self.codes);
        let label = Value::Text("Tổng cộng".to_owned());
        self.sheet.cells.insert((row, name), label);
        let mut sums = vec![0; sources(&units[0].style).len()];
        for project in units.iter().flat_map(|u| &u.approved) {
            for (sum, dong) in sums.iter_mut().zip(first(project)) {
                *sum += dong;
            }
        }
        if self.total {
            sums.push(sums.iter().sum());
        }
        self.figures(dice, row, &sums);
    }
}

/// What the first decision approved.
fn first(project: &Project) -> &[i64] {
    project.former.as_ref().unwrap_or(&project.money[0])
}
