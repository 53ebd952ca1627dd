//! The values of one finding as a message says them: amounts in the cell's own unit, places.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::wording::{Args, Wording};
use super::{Finding, Share, Subject, Value};
use crate::base::money::{MoneyUnit, grouped, vietnamese};
use crate::base::text::tidy;

/// A quotation longer than this is cut in messages; the cell itself keeps it whole.
const LONGEST: usize = 300;

/// Every value that a message may name; what a finding does not have is empty.
///
/// `difference` is without its sign; `apart` says it with its direction ("nhiều hơn 75 triệu đồng").
/// `line` names what the finding is about ("Đề án KC17-03", "Hoạt động 9"), `at` its place ("ô S14, trang “Biểu 01”").
pub(super) fn args(words: &Wording, finding: &Finding) -> Args {
    let mut args = Args::new();
    let mut set = |name: &str, value: String| {
        args.insert(name.to_owned(), cut(&value));
    };
    let sender = finding
        .args
        .iter()
        .find(|(name, _)| *name == "unit_name")
        .map(|(_, value)| value.clone());
    set(
        "unit",
        sender
            .or_else(|| finding.unit.as_deref().map(str::to_owned))
            .unwrap_or_else(|| words.text("unit-unknown", &[])),
    );
    set("project", finding.project.clone().unwrap_or_default());
    set("name", finding.project.clone().unwrap_or_default());
    set(
        "field",
        finding
            .field
            .as_deref()
            .map(|f| words.field(f))
            .unwrap_or_default(),
    );
    set("file", text_of(finding.file.as_deref()));
    set("sheet", text_of(finding.sheet.as_deref()));
    let cells: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
    set("cell", cells.first().cloned().unwrap_or_default());
    set("cells", list(words, &cells));
    set("count", cells.len().to_string());
    set("at", place(words, finding));
    set("line", line(words, finding));
    set("expected", side(words, finding, finding.expected.as_ref()));
    set("found", found(words, finding));
    set("text", finding.found_text.clone().unwrap_or_default());
    if let Some(difference) = finding.difference() {
        let amount = amount(words, finding, difference.abs());
        let key = if difference.is_sign_negative() {
            "apart-less"
        } else {
            "apart-more"
        };
        set("apart", words.text(key, &[("amount", amount.clone())]));
        set("difference", amount);
    }
    set("related", related(words, finding));
    set("shares", shares(words, finding));
    for (name, value) in &finding.args {
        match (*name, value.parse()) {
            // An amount that is neither expected nor found.
            ("dong", Ok(dong)) => set("amount", side(words, finding, Some(&Value::Money(dong)))),
            _ => set(name, told(words, name, value)),
        }
    }
    if let Some(Value::Text(key)) = &finding.expected
        && let Some(unit) = unit_of(key)
    {
        set("expected", unit_name(words, unit));
    }
    // They follow a word, or are nothing at all.
    for name in ["detail", "former_sheet", "former_cell"] {
        if let Some(after) = args.get_mut(name).filter(|d| !d.is_empty()) {
            after.insert(0, ' ');
        }
    }
    args
}

/// A further value as a sentence says it: a rule gives the keys of forms, fields, sources and limits, and money units
/// by their Vietnamese names.
fn told(words: &Wording, name: &str, value: &str) -> String {
    let label = |prefix: &str| {
        let key = format!("{prefix}-{value}");
        words.has(&key).then(|| words.text(&key, &[]))
    };
    let known = match name {
        // A form, where no form was recognised; a heading or a project elsewhere.
        "nearest" => label("form"),
        "source" => label("source"),
        "limit" => Some(words.field(value)),
        "lacking" => {
            let fields: Vec<String> = value.split(", ").map(|f| words.field(f)).collect();
            Some(fields.join(", "))
        }
        "former_sheet" if !value.is_empty() => Some(beside(words, "sheet", value)),
        "former_cell" if !value.is_empty() => Some(beside(words, "cell", value)),
        "declared" | "likely" | "read_as" => unit_of(value).map(|unit| unit_name(words, unit)),
        "detail" if !value.is_empty() => Some(words.text("detail", &[("text", tidy(value))])),
        // Rules write figures the Vietnamese way.
        "parts" | "amount" | "approved" | "part" | "whole" | "reached" if words.lang() == "en" => {
            Some(
                value
                    .chars()
                    .map(|c| match c {
                        '.' => ',',
                        ',' => '.',
                        c => c,
                    })
                    .collect(),
            )
        }
        "deadline" | "received" | "start" | "end" if words.lang() == "en" => {
            let day = NaiveDate::parse_from_str(value, "%d/%m/%Y");
            day.ok().map(|day| day.to_string())
        }
        // "1033/QĐ-UBND ngày 05/05/2017"
        "version" | "decision" if words.lang() == "en" => {
            value.rsplit_once("ngày ").and_then(|(number, day)| {
                let day = NaiveDate::parse_from_str(day, "%d/%m/%Y").ok()?;
                Some(format!("{number}of {day}"))
            })
        }
        // Without marks of thousands: `1.250` again would say nothing.
        "thousands" | "decimal" if words.lang() == "vi" => Some(value.replace('.', ",")),
        _ => None,
    };
    known.unwrap_or_else(|| value.to_owned())
}

/// A sheet or a cell after the place that it belongs to.
fn beside(words: &Wording, what: &str, value: &str) -> String {
    let place = words.text(&format!("place-{what}"), &[(what, value.to_owned())]);
    format!("· {place}")
}

/// The money unit of a Vietnamese name.
fn unit_of(name: &str) -> Option<MoneyUnit> {
    MoneyUnit::ALL.into_iter().find(|unit| unit.name() == name)
}

/// What the finding is about, to begin a sentence with.
fn line(words: &Wording, finding: &Finding) -> String {
    if let Some(project) = &finding.project {
        return words.text("line-project", &[("project", cut(project))]);
    }
    match &finding.subject {
        Subject::Activity(number) => words.text("line-activity", &[("number", number.clone())]),
        Subject::Indicator(number) => words.text("line-indicator", &[("number", number.clone())]),
        _ if finding.sheet.is_some() => words.text(
            "line-sheet",
            &[("sheet", text_of(finding.sheet.as_deref()))],
        ),
        _ => words.text("line-file", &[("file", text_of(finding.file.as_deref()))]),
    }
}

/// Where to look, as precisely as the finding knows.
fn place(words: &Wording, finding: &Finding) -> String {
    let cells: Vec<String> = finding.cells.iter().map(ToString::to_string).collect();
    let sheet = text_of(finding.sheet.as_deref());
    let file = text_of(finding.file.as_deref());
    match (cells.is_empty(), sheet.is_empty(), file.is_empty()) {
        (false, false, _) => words.text(
            "place-cell-sheet",
            &[("cell", list(words, &cells)), ("sheet", sheet)],
        ),
        (false, true, _) => words.text("place-cell", &[("cell", list(words, &cells))]),
        (true, false, _) => words.text("place-sheet", &[("sheet", sheet)]),
        (true, true, false) => words.text("place-file", &[("file", file)]),
        (true, true, true) => words.text("place-unknown", &[]),
    }
}

/// Up to six cells by their addresses, then how many more.
fn list(words: &Wording, cells: &[String]) -> String {
    const SHOWN: usize = 6;
    let shown = cells
        .iter()
        .take(SHOWN)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    let more = cells.len().saturating_sub(SHOWN);
    if more == 0 {
        shown
    } else {
        words.text("and-more", &[("list", shown), ("count", more.to_string())])
    }
}

/// The other side of the disagreement: file, sheet, cell.
fn related(words: &Wording, finding: &Finding) -> String {
    let Some(spot) = &finding.related else {
        return words.text("place-unknown", &[]);
    };
    let mut parts = vec![spot.file.to_string()];
    if let Some(sheet) = &spot.sheet {
        parts.push(words.text("place-sheet", &[("sheet", sheet.to_string())]));
    }
    if let Some(cell) = spot.cell {
        parts.push(words.text("place-cell", &[("cell", cell.to_string())]));
    }
    parts.join(" · ")
}

/// The figures of several units, each with its place.
fn shares(words: &Wording, finding: &Finding) -> String {
    let one = |share: &Share| {
        let unit = finding.money_unit.unwrap_or(MoneyUnit::Dong);
        let cell = share.spot.cell.map(|cell| cell.to_string());
        let values = [
            ("unit", share.unit_name.clone()),
            ("amount", money(words, share.amount, unit)),
            ("file", share.spot.file.to_string()),
            ("cell", cell.unwrap_or_default()),
        ];
        words.text("share", &values)
    };
    let all: Vec<String> = finding.shares.iter().map(one).collect();
    all.join("; ")
}

/// What was found; the cell's own writing where it shows the same number.
fn found(words: &Wording, finding: &Finding) -> String {
    let (Some(Value::Money(dong)), Some(text)) = (&finding.found, &finding.found_text) else {
        return side(words, finding, finding.found.as_ref());
    };
    let unit = finding.money_unit.unwrap_or(MoneyUnit::Dong);
    let same = digits(text) == digits(&unit.from_dong(*dong).to_string())
        && text.chars().all(|c| {
            c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '(' | ')' | ' ' | '\u{a0}')
        });
    if same {
        in_dong(
            words,
            &format!("{} {}", text.trim(), unit_name(words, unit)),
            unit,
            *dong,
        )
    } else {
        side(words, finding, finding.found.as_ref())
    }
}

fn side(words: &Wording, finding: &Finding, value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Text(text)) => tidy(text),
        Some(Value::Number(decimal)) => number(words, *decimal),
        Some(Value::Money(dong)) => {
            let unit = finding.money_unit.unwrap_or(MoneyUnit::Dong);
            let own = money(words, *dong, unit);
            in_dong(words, &own, unit, *dong)
        }
    }
}

/// A difference: in the cell's unit if it is money.
fn amount(words: &Wording, finding: &Finding, difference: Decimal) -> String {
    if matches!(finding.found, Some(Value::Money(_))) {
        money(
            words,
            difference,
            finding.money_unit.unwrap_or(MoneyUnit::Dong),
        )
    } else {
        number(words, difference)
    }
}

/// The amount with what it is in đồng, where it is written in another unit.
fn in_dong(words: &Wording, own: &str, unit: MoneyUnit, dong: Decimal) -> String {
    if unit == MoneyUnit::Dong {
        own.to_owned()
    } else {
        format!("{own} (= {})", money(words, dong, MoneyUnit::Dong))
    }
}

fn money(words: &Wording, dong: Decimal, unit: MoneyUnit) -> String {
    format!(
        "{} {}",
        number(words, unit.from_dong(dong)),
        unit_name(words, unit)
    )
}

pub(super) fn unit_name(words: &Wording, unit: MoneyUnit) -> String {
    words.text(
        match unit {
            MoneyUnit::Dong => "money-dong",
            MoneyUnit::Thousand => "money-thousand",
            MoneyUnit::Million => "money-million",
            MoneyUnit::Billion => "money-billion",
        },
        &[],
    )
}

pub(super) fn number(words: &Wording, decimal: Decimal) -> String {
    if words.lang() == "en" {
        grouped(decimal, ',', '.')
    } else {
        vietnamese(decimal)
    }
}

/// The digits that count, without zeros at the ends: `275,00` and `275` are one.
fn digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}

fn text_of(text: Option<&str>) -> String {
    text.map(tidy).unwrap_or_default()
}

/// Text of a submission as one line of a sentence: without control characters, and not too long.
fn cut(text: &str) -> String {
    let text = tidy(text);
    if text.chars().count() <= LONGEST {
        return text;
    }
    let mut short: String = text.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}
