//! A figure of the report with everything that made it: for programs, and what both forms of the answer share.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::bao_cao::{Addend, Made};
use super::plain::{clean, json as text};
use super::template::Value;
use crate::base::money::MoneyUnit;
use crate::consolidate::split::share;

/// A cell of the report.
#[derive(Clone, Debug)]
pub struct Traced {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What it shows: most often one figure.
    pub shows: Vec<Shown>,
}

/// What a cell shows.
#[derive(Clone, Debug)]
pub enum Shown {
    /// A figure of the program.
    Figure(Box<Figure>),
    /// The result of a formula of the form.
    Formula {
        /// Without `=`.
        formula: String,
        /// Its result.
        result: Value,
        /// Whether it only adds cells up.
        is_sum: bool,
        /// The cells that it looks at.
        inputs: Vec<Traced>,
    },
}

/// A figure of the program.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The name by which the form asks for it: `activity.spent.local`.
    pub name: String,
    /// Its last part, as labels of fields know it: `spent.local`.
    pub field: String,
    /// What its row calls itself.
    pub label: Option<String>,
    /// The figure; amounts in đồng.
    pub value: Value,
    /// The unit in which amounts are printed.
    pub unit: MoneyUnit,
    /// What made it.
    pub made: Made,
}

/// All together; beyond what a decimal holds no figure of an office comes.
pub fn total<'a>(addends: impl IntoIterator<Item = &'a Addend>) -> Decimal {
    addends.into_iter().fold(Decimal::ZERO, |sum, addend| {
        sum.checked_add(addend.amount).unwrap_or(sum)
    })
}

impl Figure {
    /// Whether the lines that made the figure come to just that.
    pub fn adds_up(&self) -> bool {
        let number = match &self.value {
            Value::Money(amount) | Value::Number(amount) => Some(*amount),
            _ => None,
        };
        match &self.made {
            Made::Sum(all) | Made::Count(all) => number.unwrap_or_default() == total(all),
            Made::Share(part, whole) => {
                let exact = share(total(part), total(whole));
                number.unwrap_or_default() == exact.unwrap_or_default()
            }
            Made::Taken(all) => number.is_none_or(|number| number == total(all)),
            Made::Listed(_) | Made::Place => true,
        }
    }
}

impl Traced {
    /// Whether every figure is what its lines come to, and every sum of cells what those show.
    pub fn adds_up(&self) -> bool {
        self.shows.iter().all(|shown| match shown {
            Shown::Figure(figure) => figure.adds_up(),
            Shown::Formula {
                result,
                is_sum,
                inputs,
                ..
            } => {
                let sum: Decimal = inputs.iter().filter_map(Self::number).sum();
                let fits = match result {
                    Value::Number(number) => *number == sum,
                    _ => true,
                };
                (!is_sum || fits) && inputs.iter().all(Self::adds_up)
            }
        })
    }

    /// The number that the cell shows, in the unit that it is printed in.
    fn number(&self) -> Option<Decimal> {
        match self.shows.first()? {
            Shown::Figure(figure) => match &figure.value {
                Value::Money(amount) => Some(figure.unit.from_dong(*amount)),
                Value::Number(number) => Some(*number),
                _ => None,
            },
            Shown::Formula {
                result: Value::Number(number),
                ..
            } => Some(*number),
            Shown::Formula { .. } => None,
        }
    }

    /// Every input file behind the cell, with its hash.
    pub fn files(&self) -> BTreeMap<&str, Option<&str>> {
        let mut files = BTreeMap::new();
        for shown in &self.shows {
            match shown {
                Shown::Figure(figure) => {
                    let named = figure.made.addends().filter_map(|addend| {
                        Some((addend.file.as_deref()?, addend.hash.as_deref()))
                    });
                    files.extend(named);
                }
                Shown::Formula { inputs, .. } => files.extend(inputs.iter().flat_map(Self::files)),
            }
        }
        files
    }

    /// The answer for programs; amounts are decimal strings in đồng, unless `unit` is null.
    pub fn json(&self) -> Json {
        let shows: Vec<Json> = self.shows.iter().map(Shown::json).collect();
        json!({"sheet": clean(&self.sheet), "cell": self.cell, "shows": shows})
    }
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Money(number) | Value::Number(number) => json!(number.normalize().to_string()),
        Value::Date(day) => json!(day.to_string()),
        Value::Text(written) => text(Some(written)),
        Value::Blank => Json::Null,
    }
}

impl Shown {
    fn json(&self) -> Json {
        match self {
            Self::Formula {
                formula,
                result,
                is_sum,
                inputs,
            } => json!({
                "kind": "formula",
                "formula": clean(&format!("={formula}")),
                "value": plain(result),
                "is_sum": is_sum,
                "inputs": inputs.iter().map(Traced::json).collect::<Vec<_>>(),
            }),
            Self::Figure(figure) => {
                let mut out = Map::new();
                let mut put = |key: &str, value: Json| out.insert(key.to_owned(), value);
                put("kind", json!(figure.made.key()));
                put("name", text(Some(&figure.name)));
                put("label", text(figure.label.as_deref()));
                put("value", plain(&figure.value));
                let is_money = matches!(figure.value, Value::Money(_));
                put("unit", json!(is_money.then(|| figure.unit.name())));
                let list = |addends: &[Addend]| addends.iter().map(line).collect::<Vec<_>>();
                match &figure.made {
                    Made::Sum(all) | Made::Count(all) | Made::Listed(all) | Made::Taken(all) => {
                        put("lines", json!(list(all)));
                    }
                    Made::Share(part, whole) => {
                        put("lines", json!(list(part)));
                        put("divided_by", json!(list(whole)));
                    }
                    Made::Place => {
                        put("lines", json!([]));
                    }
                }
                put("adds_up", json!(figure.adds_up()));
                Json::Object(out)
            }
        }
    }
}

fn line(addend: &Addend) -> Json {
    json!({
        "kind": addend.kind.name(),
        "amount": addend.amount.normalize().to_string(),
        "unit": text(addend.unit.as_deref()),
        "project": text(addend.code.as_deref()),
        "name": text(addend.name.as_deref()),
        "field": text(addend.field.as_deref()),
        "file": text(addend.file.as_deref()),
        "hash": text(addend.hash.as_deref()),
        "sheet": text(addend.sheet.as_deref()),
        "row": addend.row,
        "cell": addend.cell,
        "corrected": addend.corrected.as_ref().map(|c| json!({
            "from": c.from.map(|d| d.normalize().to_string()),
            "to": c.to.normalize().to_string(),
            "by": clean(&c.by), "date": clean(&c.date), "how": clean(&c.how),
        })),
    })
}
