//! `trace`: the records and source cells behind one figure of bao-cao.xlsx.

use std::path::Path;

use rust_decimal::Decimal;

use super::super::args::Common;
use super::super::output::{Output, Style, plain};
use super::super::progress::Bar;
use super::super::words::Words;
use super::super::{exit, faults};
use crate::base::money::{MoneyUnit, grouped, round, vietnamese};
use crate::pipeline::trace::{self, Answer, Nothing, Wanted};
use crate::report::bao_cao::{Addend, Kind, Made};
use crate::report::template::Value;
use crate::report::trace::{Figure, Shown, Traced, total};
use crate::settings::Lang;

/// Decimal places of what is said; programs get all of them.
const PLACES: u32 = 6;

/// Traces one cell: [`exit::OK`] if it shows a figure, [`exit::FAULT`] if there is none to trace.
pub fn trace(
    cell: &str,
    sheet: Option<&str>,
    workspace: &Path,
    common: &Common,
    words: &Words,
    output: &mut Output,
) -> u8 {
    let bar = Bar::new(common.quiet);
    let wanted = Wanted::Cell { sheet, cell };
    let found = trace::trace(workspace, wanted, &super::options(common), &bar);
    drop(bar);
    let answer = match found {
        Err(fault) => return faults::tell(&fault, words, output),
        Ok(Err(nothing)) => {
            faults::error(&sentence(&nothing, words), words, output);
            return exit::FAULT;
        }
        Ok(Ok(answer)) => answer,
    };
    if !common.quiet {
        let note = match answer.is_current {
            Some(true) => None,
            Some(false) => Some("cli-trace-other-report"),
            None => Some("cli-trace-no-report"),
        };
        if let Some(note) = note {
            let word = Style::Warning.paint(&words.say("cli-warning"));
            output.note(&format!("{word}: {}", words.say(note)));
        }
    }
    let teller = Teller {
        answer: &answer,
        lang: common.lang,
        words,
    };
    for cell in &answer.cells {
        if common.json {
            let mut value = cell.json();
            value["current"] = serde_json::json!(answer.is_current);
            super::print_json(&value, output);
        } else {
            teller.cell(cell, 0, output);
            teller.files(cell, output);
        }
    }
    exit::OK
}

fn sentence(nothing: &Nothing, words: &Words) -> String {
    match nothing {
        Nothing::Cell(written) => words.text("cli-trace-no-cell", &[("cell", plain(written))]),
        Nothing::Sheet(name, all, near) => {
            let values = [("sheet", plain(name)), ("sheets", plain(&all.join(", ")))];
            let mut sentence = words.text("cli-trace-no-sheet", &values);
            if let Some(near) = near {
                sentence.push_str(&words.text("cli-nearest", &[("nearest", plain(near))]));
            }
            sentence
        }
        Nothing::Figure { sheet, cell, text } => {
            let mut values = vec![("sheet", plain(sheet)), ("cell", cell.clone())];
            match text {
                Some(text) => {
                    values.push(("text", plain(text)));
                    words.text("cli-trace-text", &values)
                }
                None => words.text("cli-trace-no-figure", &values),
            }
        }
    }
}

struct Teller<'a> {
    answer: &'a Answer,
    lang: Lang,
    words: &'a Words,
}

impl Teller<'_> {
    /// A number, a percentage to as many places as anyone looks at.
    fn number(&self, number: Decimal) -> String {
        let number = round(number, PLACES);
        match self.lang {
            Lang::Vi => vietnamese(number),
            Lang::En => grouped(number, ',', '.'),
        }
    }

    /// A cell with everything behind it; inputs of a formula stand further in.
    fn cell(&self, cell: &Traced, depth: usize, output: &mut Output) {
        let margin = "    ".repeat(depth);
        for shown in &cell.shows {
            let place = format!("{} · {}", plain(&cell.sheet), cell.cell);
            match shown {
                Shown::Figure(figure) => {
                    let mut parts = vec![place, self.words.field(&figure.field)];
                    parts.extend(figure.label.as_deref().map(plain));
                    let head = Style::Strong.paint(&parts.join(" · "));
                    output.line(&format!("{margin}{head}: {}", self.value(figure)));
                    self.figure(figure, &margin, output);
                }
                Shown::Formula {
                    formula,
                    result,
                    inputs,
                    ..
                } => {
                    let head = Style::Strong.paint(&place);
                    output.line(&format!("{margin}{head}: {}", self.plain_value(result)));
                    let values = [("formula", format!("={}", plain(formula)))];
                    let line = self.words.text("cli-trace-formula", &values);
                    output.line(&format!("{margin}  {line}"));
                    for input in inputs {
                        self.cell(input, depth + 1, output);
                    }
                }
            }
        }
    }

    fn figure(&self, figure: &Figure, margin: &str, output: &mut Output) {
        let is_money = matches!(figure.value, Value::Money(_));
        let mut list = |key: &str, addends: &[Addend], is_money: bool, is_summed: bool| {
            // Zeros say nothing beside other amounts.
            let mut addends: Vec<&Addend> = addends.iter().collect();
            if is_summed && addends.iter().any(|addend| !addend.amount.is_zero()) {
                addends.retain(|addend| !addend.amount.is_zero());
            }
            let count = ("count", addends.len().to_string());
            output.line(&format!("{margin}  {}", self.words.text(key, &[count])));
            for addend in &addends {
                output.line(&format!("{margin}    {}", self.addend(addend, is_money)));
            }
            if is_summed && addends.len() > 1 {
                let sum = self.amount(total(addends.iter().copied()), is_money);
                let line = self.words.text("cli-trace-together", &[("amount", sum)]);
                output.line(&format!("{margin}    {line}"));
            }
        };
        match &figure.made {
            Made::Sum(all) if all.is_empty() => list("cli-trace-nothing", all, false, false),
            Made::Sum(all) => list("cli-trace-sum", all, is_money, true),
            Made::Count(all) => list("cli-trace-count", all, false, false),
            Made::Listed(all) => list("cli-trace-listed", all, false, false),
            Made::Taken(all) => list("cli-trace-taken", all, is_money, false),
            Made::Place => list("cli-trace-place", &[], false, false),
            Made::Share(part, whole) => {
                // Percentages of money by activity, unit and project; of results where figures have no unit of money.
                let is_money = part.iter().chain(whole).any(|a| {
                    a.field
                        .as_deref()
                        .is_some_and(|field| !field.starts_with("results."))
                });
                list("cli-trace-part", part, is_money, true);
                list("cli-trace-whole", whole, is_money, true);
            }
        }
    }

    fn value(&self, figure: &Figure) -> String {
        match &figure.value {
            Value::Money(amount) if figure.unit != MoneyUnit::Dong => {
                let scaled = self.number(figure.unit.from_dong(*amount));
                let unit = self.unit(figure.unit);
                format!("{scaled} {unit} ({})", self.amount(*amount, true))
            }
            Value::Money(amount) => self.amount(*amount, true),
            other => self.plain_value(other),
        }
    }

    fn plain_value(&self, value: &Value) -> String {
        match value {
            Value::Money(number) | Value::Number(number) => self.number(*number),
            Value::Date(day) => self.words.day(*day),
            Value::Text(text) => plain(text),
            Value::Blank => self.words.say("cli-trace-blank"),
        }
    }

    fn amount(&self, amount: Decimal, is_money: bool) -> String {
        if is_money {
            format!("{} {}", self.number(amount), self.unit(MoneyUnit::Dong))
        } else {
            self.number(amount)
        }
    }

    fn unit(&self, unit: MoneyUnit) -> String {
        let key = match unit {
            MoneyUnit::Dong => "money-dong",
            MoneyUnit::Thousand => "money-thousand",
            MoneyUnit::Million => "money-million",
            MoneyUnit::Billion => "money-billion",
        };
        self.words.say(key)
    }

    /// `+ 250.000.000  da-nop/kien-thuy.xls · Biểu 01 · S14 · Huyện Kiến Thụy · KC17-03 Đào tạo … · Lũy kế – KCĐP`
    fn addend(&self, addend: &Addend, is_money: bool) -> String {
        let sign = if addend.amount.is_sign_negative() {
            '−'
        } else {
            '+'
        };
        let amount = self.amount(addend.amount.abs(), is_money);
        let mut parts = Vec::new();
        if addend.kind == Kind::Previous {
            parts.push(self.words.say("cli-trace-previous"));
        }
        parts.extend(addend.file.clone());
        parts.extend(addend.sheet.clone());
        match (&addend.cell, addend.row) {
            (Some(cell), _) => parts.push(cell.clone()),
            (None, Some(row)) => {
                parts.push(
                    self.words
                        .text("cli-trace-row", &[("number", row.to_string())]),
                );
            }
            (None, None) => {}
        }
        let unit = addend.unit.as_ref();
        parts.extend(unit.map(|code| self.answer.unit_names.get(code).unwrap_or(code).clone()));
        let named = [&addend.code, &addend.name];
        let named: Vec<&str> = named.into_iter().flatten().map(String::as_str).collect();
        if !named.is_empty() {
            parts.push(named.join(" "));
        }
        parts.extend(addend.field.as_deref().map(|field| self.words.field(field)));
        if let Some(corrected) = &addend.corrected {
            let values = [
                (
                    "from",
                    corrected
                        .from
                        .map_or_else(|| "…".to_owned(), |from| self.number(from)),
                ),
                ("by", plain(&corrected.by)),
                ("date", plain(&corrected.date)),
                ("how", plain(&corrected.how)),
            ];
            parts.push(self.words.text("cli-trace-corrected", &values));
        }
        format!("{sign} {amount}  {}", plain(&parts.join(" · ")))
    }

    /// The files behind the cell, each with its hash.
    fn files(&self, cell: &Traced, output: &mut Output) {
        let files = cell.files();
        if files.is_empty() {
            return;
        }
        output.line(&self.words.say("cli-trace-files"));
        for (file, hash) in files {
            output.line(&format!("  {}  {}", plain(file), hash.unwrap_or_default()));
        }
    }
}
