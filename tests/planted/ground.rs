//! A right period to plant a mistake in: finding the cell, knowing what it adds, writing the wrong figure.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::Dice;
use crate::causes::Right;
use crate::generator::Source;
use crate::generator::amounts::{self, in_unit};
use crate::generator::marks::{self, Line, Mark};
use crate::generator::period::{Model, Period};
use crate::generator::style::{Amounts, Sums};
use crate::support::sheet::{Value, column_letters};

/// The one mistake that must be found.
#[derive(Clone, Debug)]
pub struct Root {
    pub code: &'static str,
    pub unit: String,
    pub file: Option<String>,
    /// Row and column from 1.
    pub cell: Option<(u32, u32)>,
    /// The sheet of that cell.
    pub form: Option<Form>,
    pub project: Option<String>,
    pub cause: Option<&'static str>,
    /// The wording, where one is asked for.
    pub variant: Option<&'static str>,
}

/// Which sheet of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    List(usize),
    Money(usize),
}

pub struct Ground<'a> {
    pub seed: u64,
    pub dice: Dice,
    pub source: &'a Source,
    pub model: Model,
    pub period: Period,
    /// How often everything was laid out anew.
    pub laid_out: usize,
}

impl<'a> Ground<'a> {
    pub fn new(seed: u64, dice: Dice, source: &'a Source, model: Model) -> Self {
        let period = Period::lay_out(seed, source, &model);
        Self {
            seed,
            dice,
            source,
            model,
            period,
            laid_out: 0,
        }
    }

    /// Lays everything out again after a change of who has what.
    pub fn lay_out(&mut self) {
        self.period = Period::lay_out(self.seed, self.source, &self.model);
        self.laid_out += 1;
    }

    pub fn marks(&self, form: Form) -> &[Mark] {
        match form {
            Form::List(i) => &self.period.lists[i].page.marks,
            Form::Money(i) => &self.period.money[i].marks,
        }
    }

    /// The amounts of a form, to change what is known of them.
    pub fn marks_of(&mut self, form: Form) -> &mut Vec<Mark> {
        match form {
            Form::List(i) => &mut self.period.lists[i].page.marks,
            Form::Money(i) => &mut self.period.money[i].marks,
        }
    }

    fn place(&self, form: Form) -> (usize, usize) {
        match form {
            Form::List(i) => self.period.lists[i].page.place,
            Form::Money(i) => self.period.money[i].place,
        }
    }

    pub fn unit(&self, form: Form) -> usize {
        match form {
            Form::List(i) => self.period.lists[i].page.unit,
            Form::Money(i) => self.period.money[i].unit,
        }
    }

    pub fn value(&self, form: Form, at: (u32, u32)) -> Option<&Value> {
        self.period.cell(self.place(form), at)
    }

    /// All cells of a form's sheet.
    pub fn cells(&self, form: Form) -> &BTreeMap<(u32, u32), Value> {
        let (book, sheet) = self.place(form);
        &self.period.books[book].sheets[sheet].cells
    }

    pub fn set(&mut self, form: Form, at: (u32, u32), value: Value) {
        self.period.set(self.place(form), at, value);
    }

    pub fn remove(&mut self, form: Form, at: (u32, u32)) -> Option<Value> {
        let (book, sheet) = self.place(form);
        self.period.books[book].sheets[sheet].cells.remove(&at)
    }

    /// One of the amounts of any list (or money form) that fit.
    pub fn find(
        &mut self,
        forms: &[Form],
        fits: impl Fn(&Self, Form, &Mark) -> bool,
    ) -> Option<(Form, Mark)> {
        let mut all: Vec<(Form, Mark)> = Vec::new();
        for &form in forms {
            for mark in self.marks(form) {
                if fits(self, form, mark) {
                    all.push((form, mark.clone()));
                }
            }
        }
        (!all.is_empty()).then(|| self.dice.pick(&all).clone())
    }

    pub fn lists(&self) -> Vec<Form> {
        (0..self.period.lists.len()).map(Form::List).collect()
    }

    pub fn money_forms(&self) -> Vec<Form> {
        (0..self.period.money.len()).map(Form::Money).collect()
    }

    /// Half of the last place that the details of a column use, in đồng.
    pub fn half(&self, form: Form, column: u32) -> i64 {
        let details = self
            .marks(form)
            .iter()
            .filter(|m| m.at.1 == column && matches!(m.line, Line::Project(_) | Line::Activity(_)));
        let mut places = None;
        let mut unit = 1;
        for mark in details {
            places = places.max(Some(in_unit(mark.dong, mark.unit).scale()));
            unit = mark.unit.dong;
        }
        if unit == 1 {
            return 0;
        }
        let mut half = unit;
        for _ in 0..places.unwrap_or(0) {
            half /= 10;
        }
        half / 2
    }

    /// The details under a sum, and the sums in between.
    pub fn under(&self, form: Form, sum: &Mark) -> (Vec<Mark>, Vec<Mark>) {
        let known: BTreeMap<(u32, u32), &Mark> =
            self.marks(form).iter().map(|m| (m.at, m)).collect();
        let mut open: Vec<(u32, u32)> = sum.inputs.clone();
        let (mut details, mut sums) = (Vec::new(), Vec::new());
        while let Some(at) = open.pop() {
            let Some(mark) = known.get(&at) else { continue };
            // A row's total counts as one figure where a column adds it.
            if mark.is_sum() && !is_row_total(mark) {
                sums.push((*mark).clone());
                open.extend(&mark.inputs);
            } else {
                details.push((*mark).clone());
            }
        }
        (details, sums)
    }

    /// A sum, and what the causes make of it.
    pub fn right(&self, form: Form, sum: &Mark) -> Right {
        let (details, sums) = self.under(form, sum);
        let own = self.half(form, sum.at.1);
        let halves: i64 = details.iter().map(|m| self.half(form, m.at.1)).sum();
        let amounts = |marks: &[Mark]| marks.iter().map(|m| m.dong).filter(|d| *d != 0).collect();
        Right {
            expected: sum.dong,
            parts: amounts(&details),
            subtotals: amounts(&sums),
            allowed: halves + own,
        }
    }

    /// Writes an amount as its author would, in place of whatever stands there.
    pub fn write(&mut self, form: Form, at: (u32, u32), dong: i64) {
        let style = self.model.units[self.unit(form)].style.clone();
        let unit = self
            .marks(form)
            .iter()
            .find(|m| m.at == at)
            .expect("a mark")
            .unit;
        let amounts = if dong < 0 {
            Amounts::Numbers
        } else {
            style.amounts
        };
        let value = amounts::cell(&mut self.dice, amounts, dong, unit);
        self.set(form, at, value);
        for mark in self.marks_of(form).iter_mut().filter(|m| m.at == at) {
            mark.dong = dong;
        }
    }

    /// Makes the sums follow what they add: formulas always do, typed ones where the clerk added anew.
    pub fn follow(&mut self, form: Form, except: Option<(u32, u32)>) {
        let before = self.marks(form).to_vec();
        marks::follow(self.marks_of(form), except);
        let sums = self.model.units[self.unit(form)].style.sums;
        let changed: Vec<Mark> = self
            .marks(form)
            .iter()
            .zip(&before)
            .filter(|(now, old)| now.dong != old.dong)
            .map(|(now, _)| now.clone())
            .collect();
        for mark in changed {
            let formula = match self.value(form, mark.at) {
                Some(Value::Formula(formula, _)) => Some(formula.clone()),
                _ => None,
            };
            match (formula, sums) {
                (Some(formula), Sums::Formulas) => {
                    let saved = Value::Number(in_unit(mark.dong, mark.unit).to_string());
                    self.set(
                        form,
                        mark.at,
                        Value::Formula(formula, Some(Box::new(saved))),
                    );
                }
                (Some(_), _) => {}
                (None, _) => self.write(form, mark.at, mark.dong),
            }
        }
    }

    pub fn number(dong: i64, mark: &Mark) -> Value {
        let value: Decimal = in_unit(dong, mark.unit);
        Value::Number(value.to_string())
    }

    pub fn root(
        &self,
        code: &'static str,
        form: Form,
        at: (u32, u32),
        cause: Option<&'static str>,
    ) -> Root {
        Root {
            code,
            unit: self.model.units[self.unit(form)].code.to_owned(),
            file: Some(self.period.books[self.place(form).0].path.clone()),
            cell: Some(at),
            form: Some(form),
            project: None,
            cause,
            variant: None,
        }
    }

    /// Whether a printed sum adds a cell, by way of others too.
    pub fn is_added(&self, form: Form, at: (u32, u32)) -> bool {
        self.marks(form).iter().any(|m| m.inputs.contains(&at))
    }
}

pub fn is_row_total(mark: &Mark) -> bool {
    mark.part.is_none() && mark.inputs.iter().all(|(row, _)| *row == mark.at.0) && mark.is_sum()
}

/// `S14` of row and column.
pub fn address((row, column): (u32, u32)) -> String {
    format!("{}{row}", column_letters(column))
}
