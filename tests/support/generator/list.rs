//! The list of projects on its sheet: title, header, rows, what stands below.

use std::collections::BTreeSet;

use tonghop::base::place::Cell;
use tonghop::model::Programme;

use super::amounts::{self, Unit};
use super::columns::{self, Column, Holds, RESULT_PHASES, indicator};
use super::dice::Dice;
use super::headings::{Words, begun_large};
use super::marks::{Line, Mark};
use super::projects::{Project, sources};
use super::style::{
    Amounts, Code, Groups, Merges, Numbering, Sequence, Style, Sums, Time, Total, UnitAt,
};
use super::wanted::Wanted;
use crate::support::sheet::{Sheet, Value, column_letters, sheet};

/// A list on its sheet, and what stands where.
pub struct List {
    pub sheet: Sheet,
    pub records: Vec<Wanted>,
    /// The headings by column, for whoever looks at a failure.
    pub headings: Vec<String>,
    /// Every amount of money.
    pub marks: Vec<Mark>,
    /// The cell that states the money unit of the whole sheet, and the unit.
    pub unit: Option<((u32, u32), Unit)>,
    /// The top row of the header, and the last column, from 1.
    pub header: u32,
    pub last_column: u32,
    /// Columns from 1 of the names, the codes and the beneficiaries.
    pub name_column: u32,
    pub code_column: Option<u32>,
    pub beneficiary_column: Option<u32>,
}

/// The list of projects.
pub fn lay_out(
    dice: &mut Dice,
    style: &Style,
    words: &Words,
    programme: &Programme,
    projects: &[Project],
    tried: &mut BTreeSet<&'static str>,
) -> List {
    let (columns, unit) = columns::draw(dice, style, words, programme, projects, tried);
    let mut page = Page {
        dice,
        style,
        words,
        programme,
        columns,
        sheet: sheet("Danh muc"),
        row: 1 + style.offset.0,
        left: 1 + style.offset.1,
        records: Vec::new(),
        sum_rows: Vec::new(),
        detail_rows: Vec::new(),
        marks: Vec::new(),
        unit: None,
        line: Line::Total,
    };
    page.above(unit);
    let header = page.row;
    page.header();
    page.body(projects);
    page.below();
    let headings = (page.left..)
        .zip(&page.columns)
        .map(|(at, c)| format!("{} {:?} {}", column_letters(at), c.heading, c.unit.name))
        .collect();
    List {
        header,
        last_column: page.last_column(),
        name_column: page.place(&Holds::Name).expect("a list has names"),
        code_column: page.place(&Holds::Code),
        beneficiary_column: page.place(&Holds::Beneficiary),
        sheet: page.sheet,
        records: page.records,
        headings,
        marks: page.marks,
        unit: page.unit,
    }
}

struct Page<'a> {
    dice: &'a mut Dice,
    style: &'a Style,
    words: &'a Words,
    programme: &'a Programme,
    columns: Vec<Column>,
    sheet: Sheet,
    /// The next row to write.
    row: u32,
    /// The first column of the table.
    left: u32,
    records: Vec<Wanted>,
    /// Rows of outermost groups that print a sum.
    sum_rows: Vec<u32>,
    detail_rows: Vec<u32>,
    marks: Vec<Mark>,
    unit: Option<((u32, u32), Unit)>,
    /// What the row is that is being written.
    line: Line,
}

/// Projects of one group, with their places in the list.
struct Group<'a> {
    label: String,
    projects: Vec<&'a Project>,
}

impl Page<'_> {
    fn text(&mut self, row: u32, column: u32, text: impl Into<String>) {
        self.sheet
            .cells
            .insert((row, column), Value::Text(text.into()));
    }

    fn merge(&mut self, first: (u32, u32), last: (u32, u32)) {
        if first != last {
            let name = |(row, column): (u32, u32)| format!("{}{row}", column_letters(column));
            self.sheet
                .merges
                .push(format!("{}:{}", name(first), name(last)));
        }
    }

    fn last_column(&self) -> u32 {
        self.left + u32::try_from(self.columns.len()).expect("few columns") - 1
    }

    fn place(&self, holds: &Holds) -> Option<u32> {
        (self.left..)
            .zip(&self.columns)
            .find(|(_, c)| c.holds == *holds)
            .map(|(at, _)| at)
    }

    fn above(&mut self, unit: Unit) {
        if self.style.title {
            let (left, last) = (self.left, self.last_column());
            let who = self.style.unit.to_uppercase();
            self.text(self.row, left, format!("ỦY BAN NHÂN DÂN {who}"));
            self.row += 1;
            let title = *self.dice.pick(&[
                "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG QUÝ III NĂM 2017",
                "Báo cáo tình hình thực hiện đề án khuyến công quý III/2017",
                "Tiến độ thực hiện đề án khuyến công quý 3 năm 2017",
            ]);
            self.text(self.row, left, title);
            if self.style.merges == Merges::Merged {
                self.merge((self.row, left), (self.row, last));
            }
            self.row += 1;
        }
        if self.style.unit_at == UnitAt::Sheet {
            let word = unit.word(self.dice);
            let line = match self.dice.below(5) {
                0 => format!("Đơn vị tính: {word}"),
                1 => format!("ĐVT: {word}"),
                2 => format!("ĐVT : {word}"),
                3 => format!("Đơn vị: {word}"),
                _ => format!("({word})"),
            };
            let column = if self.dice.chance(60) {
                self.last_column()
            } else {
                self.left
            };
            self.text(self.row, column, line);
            self.unit = Some(((self.row, column), unit));
            self.row += 1;
        }
        if self.dice.chance(30) {
            self.row += 1;
        }
    }

    fn header(&mut self) {
        let (first, depth) = (self.row, self.style.depth);
        let headings: Vec<Vec<String>> = self.columns.iter().map(|c| c.heading.clone()).collect();
        let merged = self.style.merges == Merges::Merged;
        for (index, heading) in headings.iter().enumerate() {
            let column = self.left + u32::try_from(index).expect("few columns");
            for (level, text) in (0..).zip(heading) {
                let row = first + level;
                let is_leaf = usize::try_from(level).expect("few rows") + 1 == heading.len();
                let same = |other: &[String]| {
                    other.len()
                        > heading
                            .len()
                            .min(usize::try_from(level).expect("few rows") + 1)
                            - 1
                        && other[..=usize::try_from(level).expect("few rows")]
                            == heading[..=usize::try_from(level).expect("few rows")]
                };
                if is_leaf {
                    self.text(row, column, text.clone());
                    if merged {
                        self.merge((row, column), (first + depth - 1, column));
                    }
                    continue;
                }
                if index > 0
                    && headings[index - 1].len() == heading.len()
                    && same(&headings[index - 1])
                {
                    continue;
                }
                self.text(row, column, text.clone());
                let span = headings[index..]
                    .iter()
                    .take_while(|h| h.len() == heading.len() && same(h))
                    .count();
                if merged {
                    let last = column + u32::try_from(span).expect("few columns") - 1;
                    self.merge((row, column), (row, last));
                }
            }
        }
        self.row += depth;
        self.numbering();
    }

    fn numbering(&mut self) {
        let (mut figures, mut texts) = (0, 0);
        for index in 0..self.columns.len() {
            let number = u32::try_from(index).expect("few columns") + 1;
            let figure = matches!(
                self.columns[index].holds,
                Holds::Money(..) | Holds::Result(..) | Holds::Figure(_)
            );
            let column = self.left + number - 1;
            let value = match self.style.numbering {
                Numbering::None => return,
                Numbering::Plain => Value::Number(number.to_string()),
                Numbering::Brackets => Value::Text(format!("({number})")),
                Numbering::Negative => Value::Number(format!("-{number}")),
                Numbering::Letters if figure => {
                    figures += 1;
                    Value::Number(figures.to_string())
                }
                Numbering::Letters => {
                    texts += 1;
                    Value::Text(column_letters(texts))
                }
            };
            self.sheet.cells.insert((self.row, column), value);
        }
        self.row += 1;
    }

    fn body(&mut self, projects: &[Project]) {
        let total_row = (self.style.total == Total::First).then(|| {
            self.row += 1;
            self.row - 1
        });
        match self.style.groups {
            Groups::None => {
                let all: Vec<&Project> = projects.iter().collect();
                self.projects(&all, 1);
            }
            Groups::Roman => {
                for (number, group) in (1..).zip(by(projects.iter(), |p| p.content.clone())) {
                    let group = self.content(group);
                    self.group(&roman(number), &group);
                }
            }
            Groups::Letters => {
                for (number, group) in (1..).zip(by(projects.iter(), |p| p.activity.clone())) {
                    let group = self.activity(group);
                    self.group(&column_letters(number), &group);
                }
            }
            Groups::Plain => {
                for group in by(projects.iter(), |p| p.activity.clone()) {
                    let group = self.activity(group);
                    self.group("", &group);
                }
            }
            Groups::Nested => {
                for (number, outer) in (1..).zip(by(projects.iter(), |p| p.content.clone())) {
                    self.nested(number, outer);
                }
            }
        }
        match self.style.total {
            Total::None => {}
            Total::First => self.total(total_row.expect("a row was kept for it")),
            Total::Last => {
                self.total(self.row);
                self.row += 1;
            }
        }
    }

    fn nested(&mut self, number: u32, outer: Vec<&Project>) {
        let inner = by(outer.iter().copied(), |p| p.activity.clone());
        let group = self.content(outer);
        let row = self.row;
        self.label(row, &column_letters(number), &group.label);
        self.row += 1;
        let before = std::mem::take(&mut self.sum_rows);
        for (number, group) in (1..).zip(inner) {
            let group = self.activity(group);
            self.group(&roman(number), &group);
        }
        let rows = std::mem::replace(&mut self.sum_rows, before);
        if self.style.subtotals {
            self.line = Line::Group(0);
            self.sums(row, &rows, &group.projects);
            self.sum_rows.push(row);
        } else {
            self.sum_rows.extend(rows);
        }
    }

    fn content<'p>(&mut self, projects: Vec<&'p Project>) -> Group<'p> {
        let content = &projects[0].content;
        let line = self
            .programme
            .contents
            .iter()
            .find(|c| c.number == *content);
        let line = line.expect("a content of the programme");
        Group {
            label: self.name_of(&line.name, &line.also),
            projects,
        }
    }

    fn activity<'p>(&mut self, projects: Vec<&'p Project>) -> Group<'p> {
        let line = self.programme.activity(&projects[0].activity);
        let line = line.expect("an activity of the programme");
        // "Đào tạo nghề, truyền nghề" names a content as well.
        let contents = &self.programme.contents;
        let also: Vec<String> = line
            .also
            .iter()
            .filter(|name| {
                !contents
                    .iter()
                    .any(|c| c.name == **name || c.also.contains(name))
            })
            .cloned()
            .collect();
        Group {
            label: self.name_of(&line.name, &also),
            projects,
        }
    }

    fn name_of(&mut self, name: &str, also: &[String]) -> String {
        if also.is_empty() || self.dice.chance(50) {
            name.to_owned()
        } else {
            self.dice.pick(also).clone()
        }
    }

    /// A group's row, its projects, and below them its sum where the style has it there.
    fn group(&mut self, number: &str, group: &Group<'_>) {
        let row = self.row;
        self.label(row, number, &group.label);
        self.row += 1;
        let rows = self.projects(&group.projects, 1);
        if self.style.closing {
            let words = if self.style.groups == Groups::Letters {
                "Cộng"
            } else {
                "Cộng mục"
            };
            self.label(self.row, "", &format!("{words} {number}"));
            self.line = Line::Closing;
            self.sums(self.row, &rows, &group.projects);
            self.sum_rows.push(self.row);
            self.row += 1;
        } else if self.style.subtotals {
            self.line = Line::Group(u8::from(self.style.groups == Groups::Nested));
            self.sums(row, &rows, &group.projects);
            self.sum_rows.push(row);
        } else {
            self.sum_rows.extend(rows);
        }
    }

    /// A label with its number, where the table has its numbers.
    fn label(&mut self, row: u32, number: &str, label: &str) {
        let name = self.place(&Holds::Name).expect("a list has names");
        if number.is_empty() {
            self.text(row, name, label);
        } else if let Some(column) = self.place(&Holds::Sequence) {
            self.text(row, column, number);
            self.text(row, name, label);
        } else {
            self.text(row, name, format!("{number}. {label}"));
        }
    }

    fn projects(&mut self, projects: &[&Project], first: u32) -> Vec<u32> {
        let mut rows = Vec::new();
        for (number, project) in (first..).zip(projects) {
            if self.style.blank_rows && self.dice.chance(25) {
                self.row += 1;
            }
            rows.push(self.row);
            self.detail_rows.push(self.row);
            self.project(number, project);
            self.row += 1;
            if self.style.of_which && self.dice.chance(50) {
                self.part(project);
                self.row += 1;
            }
        }
        rows
    }

    /// "Trong đó": a part of the row above, which counts for nothing.
    fn part(&mut self, project: &Project) {
        let name = self.place(&Holds::Name).expect("a list has names");
        let words = *self.dice.pick(&[
            "Trong đó: mua máy móc",
            "Trong đó: chi phí quản lý",
            "Tr.đó: thuê giáo viên",
        ]);
        self.text(self.row, name, words);
        for index in 0..self.columns.len() {
            if let Holds::Money(phase, Some(0)) = self.columns[index].holds {
                let dong = project.money[phase][0];
                self.amount(self.row, index, dong);
            }
        }
    }

    fn amount(&mut self, row: u32, index: usize, dong: i64) {
        let column = self.left + u32::try_from(index).expect("few columns");
        let unit = self.columns[index].unit;
        let value = amounts::cell(self.dice, self.style.amounts, dong, unit);
        self.sheet.cells.insert((row, column), value);
    }

    fn project(&mut self, number: u32, project: &Project) {
        let style = self.style;
        let mut words = std::collections::BTreeMap::from([
            ("kind", "Project".to_owned()),
            ("basis", "Actual".to_owned()),
            ("name", project.name.clone()),
            ("activity", project.activity.clone()),
            ("content", project.content.clone()),
        ]);
        let mut name = project.name.clone();
        if let Some(code) = &project.code {
            words.insert("code", code.clone());
            if style.code == Code::InName {
                name = format!("{code}{}{name}", self.dice.pick(&[": ", " - ", " "]));
            }
        }
        if style.sequence == Sequence::InName {
            name = format!("{number}{}{name}", self.dice.pick(&[". ", ") "]));
        }
        let row = self.row;
        self.line = Line::Project(project.name.clone());
        let mut record = Wanted {
            sheet: self.sheet.name.clone(),
            row,
            ..Wanted::default()
        };
        for index in 0..self.columns.len() {
            let column = self.left + u32::try_from(index).expect("few columns");
            match self.columns[index].holds.clone() {
                Holds::Sequence => {
                    let value = match self.dice.below(3) {
                        0 => Value::Text(format!("{number}.")),
                        1 => Value::Text(number.to_string()),
                        _ => Value::Number(number.to_string()),
                    };
                    self.sheet.cells.insert((row, column), value);
                }
                Holds::Code => {
                    let code = project.code.clone().unwrap_or_default();
                    self.text(row, column, code);
                }
                Holds::Name => self.text(row, column, name.clone()),
                Holds::Activity => {
                    let line = self.programme.activity(&project.activity);
                    let label = line.expect("an activity").name.clone();
                    self.text(row, column, label);
                }
                Holds::Beneficiary => {
                    words.insert("beneficiary", project.beneficiary.clone());
                    self.text(row, column, project.beneficiary.clone());
                }
                Holds::Location => {
                    words.insert("location", project.location.clone());
                    self.text(row, column, project.location.clone());
                }
                Holds::Note => {
                    if let Some(note) = &project.note {
                        words.insert("note", note.clone());
                        self.text(row, column, note.clone());
                    }
                }
                holds @ (Holds::Span | Holds::Start | Holds::End) => {
                    let value = self.time(&holds, project);
                    self.sheet.cells.insert((row, column), value);
                    if holds != Holds::End {
                        words.insert("start", project.start.to_string());
                    }
                    if holds != Holds::Start {
                        words.insert("end", project.end.to_string());
                    }
                }
                Holds::Money(phase, part) => self.money(index, phase, part, project, &mut record),
                Holds::Result(place, phase) => {
                    if place == indicator(self.programme, &project.activity) {
                        self.result(column, phase, project, &mut record);
                    }
                }
                Holds::ResultName => {
                    let place = indicator(self.programme, &project.activity);
                    let label = self.programme.indicators[place].name.clone();
                    self.text(row, column, label);
                }
                Holds::Measure => {
                    let place = indicator(self.programme, &project.activity);
                    let unit = self.programme.indicators[place].unit.clone();
                    self.text(row, column, unit);
                }
                Holds::Figure(phase) => self.result(column, phase, project, &mut record),
            }
        }
        if !style.row_total {
            for (phase, amounts) in project.money.iter().enumerate() {
                if self
                    .columns
                    .iter()
                    .any(|c| matches!(c.holds, Holds::Money(p, _) if p == phase))
                {
                    let sum: i64 = amounts.iter().sum();
                    let field = format!("{}.total", RESULT_PHASES[phase]);
                    record.money.insert(field, (sum.to_string(), String::new()));
                }
            }
        }
        record.words = words;
        self.records.push(record);
    }

    fn cell(&self, column: u32) -> String {
        Cell::new(
            self.row - 1,
            u16::try_from(column - 1).expect("few columns"),
        )
        .to_string()
    }

    fn money(
        &mut self,
        index: usize,
        phase: usize,
        part: Option<usize>,
        project: &Project,
        record: &mut Wanted,
    ) {
        let column = self.left + u32::try_from(index).expect("few columns");
        let dong = part.map_or_else(
            || project.money[phase].iter().sum(),
            |p| project.money[phase][p],
        );
        let name = part.map_or("total", |p| sources(self.style)[p]);
        let field = format!("{}.{name}", RESULT_PHASES[phase]);
        if dong == 0 && self.dice.chance(70) {
            // Nothing, or what people write for it; a formula that adds cells with + cannot take a dash.
            if self.style.sums == Sums::Values && self.dice.chance(60) {
                let mark = *self.dice.pick(&["-", "–", "x"]);
                self.text(self.row, column, mark);
            }
            return;
        }
        let cell = self.cell(column);
        record.money.insert(field, (dong.to_string(), cell));
        let inputs = match part {
            None => self.parts_of(phase),
            Some(_) => Vec::new(),
        };
        self.mark(self.row, index, (phase, part), dong, inputs);
        let value = amounts::cell(
            self.dice,
            self.style.amounts,
            dong,
            self.columns[index].unit,
        );
        let value = match (part, self.row_formula(phase, index)) {
            (None, Some(formula)) => self.formula(formula, value),
            _ => value,
        };
        self.sheet.cells.insert((self.row, column), value);
    }

    fn result(&mut self, column: u32, phase: usize, project: &Project, record: &mut Wanted) {
        let figure = project.result[phase];
        let value = if self.style.amounts != Amounts::Numbers && self.dice.chance(30) {
            Value::Text(figure.to_string())
        } else {
            Value::Number(figure.to_string())
        };
        self.sheet.cells.insert((self.row, column), value);
        let cell = self.cell(column);
        if record.results.is_empty() {
            let place = indicator(self.programme, &project.activity);
            let number = self.programme.indicators[place].number.clone();
            record
                .results
                .push((number, <[String; 3]>::default(), cell.clone()));
        }
        let (_, figures, at) = &mut record.results[0];
        // The figure that a result is known by: cumulative, else the period's, else the plan's.
        if figures[phase + 1..].iter().all(String::is_empty) {
            *at = cell;
        }
        figures[phase] = figure.to_string();
    }

    fn mark(
        &mut self,
        row: u32,
        index: usize,
        (phase, part): (usize, Option<usize>),
        dong: i64,
        inputs: Vec<(u32, u32)>,
    ) {
        let column = self.left + u32::try_from(index).expect("few columns");
        self.marks.push(Mark {
            at: (row, column),
            line: self.line.clone(),
            phase,
            part,
            unit: self.columns[index].unit,
            dong,
            inputs,
        });
    }

    /// The cells of a phase's parts in the row.
    fn parts_of(&self, phase: usize) -> Vec<(u32, u32)> {
        (self.left..)
            .zip(&self.columns)
            .filter(|(_, c)| matches!(c.holds, Holds::Money(p, Some(_)) if p == phase))
            .map(|(at, _)| (self.row, at))
            .collect()
    }

    /// The total of a row as a formula over its parts, where all stand in one unit.
    fn row_formula(&self, phase: usize, total: usize) -> Option<String> {
        let unit = self.columns[total].unit;
        let parts: Vec<u32> = (self.left..)
            .zip(&self.columns)
            .filter(|(_, c)| matches!(c.holds, Holds::Money(p, Some(_)) if p == phase))
            .map(|(at, c)| (c.unit == unit).then_some(at))
            .collect::<Option<_>>()?;
        let places: Vec<String> = parts
            .iter()
            .map(|at| format!("{}{}", column_letters(*at), self.row))
            .collect();
        let together = parts.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        Some(if together {
            format!("SUM({}:{})", places[0], places[places.len() - 1])
        } else {
            places.join("+")
        })
    }

    fn formula(&self, formula: String, value: Value) -> Value {
        match self.style.sums {
            Sums::Values => value,
            Sums::Formulas => Value::Formula(formula, Some(Box::new(value))),
            Sums::Uncached => Value::Formula(formula, None),
        }
    }

    fn time(&mut self, holds: &Holds, project: &Project) -> Value {
        let day = if *holds == Holds::Start {
            project.start
        } else {
            project.end
        };
        match self.style.time {
            Time::Dates => Value::Date(day.format("%Y-%m-%d").to_string()),
            Time::Span => {
                let (a, b) = (project.start.format("%-m"), project.end.format("%-m"));
                Value::Text(match self.dice.below(6) {
                    0 => format!("từ {a} - {b}/2017"),
                    1 => format!("tháng {a}-{b}/2017"),
                    2 => format!("Từ tháng {a} đến tháng {b} năm 2017"),
                    3 => format!(
                        "{} - {}",
                        project.start.format("%m/%Y"),
                        project.end.format("%m/%Y")
                    ),
                    4 => format!("T{a}-T{b}/2017"),
                    _ => format!(
                        "{} - {}",
                        project.start.format("%-d/%-m/%Y"),
                        project.end.format("%d/%m/%Y")
                    ),
                })
            }
            Time::TypedDates | Time::None => Value::Text(match self.dice.below(5) {
                0 => day.format("%-d/%-m/%Y").to_string(),
                1 => day.format("%d-%m-%Y").to_string(),
                2 => day.format("%d/%m/%Y").to_string(),
                3 => day.format("ngày %-d tháng %-m năm %Y").to_string(),
                _ => day.format("%-d.%-m.%Y").to_string(),
            }),
        }
    }

    fn total(&mut self, row: u32) {
        let label = self.words.one(self.dice, "rows.total", |t| {
            // Of the city and the country a district says nothing.
            !["toàn thành phố", "toàn tỉnh", "toàn quốc", "toàn quận"].contains(&t)
        });
        let label = begun_large(&label);
        let label = if self.dice.chance(30) {
            label.to_uppercase()
        } else {
            label
        };
        match self.place(&Holds::Sequence) {
            Some(column) if self.dice.chance(30) => self.text(row, column, label),
            _ => self.label(row, "", &label),
        }
        let rows = std::mem::take(&mut self.sum_rows);
        let rows = if rows.is_empty() {
            self.detail_rows.clone()
        } else {
            rows
        };
        self.line = Line::Total;
        let projects = std::mem::take(&mut self.records);
        for index in 0..self.columns.len() {
            let Holds::Money(phase, part) = self.columns[index].holds else {
                continue;
            };
            let name = part.map_or("total", |p| sources(self.style)[p]);
            let field = format!("{}.{name}", RESULT_PHASES[phase]);
            let dong: i64 = projects
                .iter()
                .filter_map(|p| p.money.get(&field))
                .map(|(amount, _)| amount.parse::<i64>().expect("an amount of đồng"))
                .sum();
            self.sum(row, index, &rows, dong);
        }
        self.records = projects;
    }

    /// The sums of some rows, in every column of money.
    fn sums(&mut self, row: u32, rows: &[u32], projects: &[&Project]) {
        for index in 0..self.columns.len() {
            if let Holds::Money(phase, part) = self.columns[index].holds {
                let of = |p: &&Project| {
                    part.map_or_else(|| p.money[phase].iter().sum::<i64>(), |s| p.money[phase][s])
                };
                let dong = projects.iter().map(of).sum();
                self.sum(row, index, rows, dong);
            }
        }
    }

    fn sum(&mut self, row: u32, index: usize, rows: &[u32], dong: i64) {
        let column = self.left + u32::try_from(index).expect("few columns");
        let letters = column_letters(column);
        let value = amounts::cell(
            self.dice,
            self.style.amounts,
            dong,
            self.columns[index].unit,
        );
        let together = rows.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        let formula = if together && rows.len() > 1 {
            format!(
                "SUM({letters}{}:{letters}{})",
                rows[0],
                rows[rows.len() - 1]
            )
        } else {
            let cells: Vec<String> = rows.iter().map(|r| format!("{letters}{r}")).collect();
            cells.join("+")
        };
        let value = self.formula(formula, value);
        self.sheet.cells.insert((row, column), value);
        if let Holds::Money(phase, part) = self.columns[index].holds {
            let inputs = rows.iter().map(|r| (*r, column)).collect();
            self.mark(row, index, (phase, part), dong, inputs);
        }
    }

    fn below(&mut self) {
        let name = self.place(&Holds::Name).expect("a list has names");
        if self.style.notes {
            self.row += 1;
            self.text(
                self.row,
                name,
                "Ghi chú: số liệu tính đến hết ngày 15 tháng 9",
            );
            self.row += 1;
        }
        if self.style.signature {
            self.row += 1;
            let last = self.last_column();
            let place = self.style.unit.split_once(' ').map_or("", |(_, name)| name);
            let day = format!("{place}, ngày 20 tháng 9 năm 2017");
            self.text(self.row, last, day);
            self.text(self.row + 1, name, "NGƯỜI LẬP BIỂU");
            self.text(self.row + 1, last, "TM. ỦY BAN NHÂN DÂN");
            self.text(self.row + 2, last, "CHỦ TỊCH");
            self.text(self.row + 5, name, "Nguyễn Văn Bình");
        }
    }
}

/// Neighbours that share a key.
fn by<'p>(
    projects: impl Iterator<Item = &'p Project>,
    key: impl Fn(&Project) -> String,
) -> Vec<Vec<&'p Project>> {
    let mut groups: Vec<(String, Vec<&Project>)> = Vec::new();
    for project in projects {
        let own = key(project);
        match groups.last_mut() {
            Some((last, group)) if *last == own => group.push(project),
            _ => groups.push((own, vec![project])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn roman(number: u32) -> String {
    let place = usize::try_from(number).expect("a small number") - 1;
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][place].to_owned()
}
