//! Changed figures as lines of text: of which line, which figure, what it was, what it is.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::output::{Output, Style, plain};
use super::words::Words;
use crate::base::money::{grouped, vietnamese};
use crate::consolidate::changes::{Change, Changes, What};
use crate::finding::Wording;
use crate::model::line::LineFigure;
use crate::report::changes::{form, label};
use crate::settings::Lang;

/// Prints every change under its line, then the totals.
pub fn print(
    found: &Changes<'_>,
    wording: &Wording,
    lang: Lang,
    words: &Words,
    output: &mut Output,
) {
    let mut last = None;
    for change in &found.changes {
        let line = (
            change.what,
            change.line.kind,
            &change.line.unit,
            &change.line.key,
        );
        if last != Some(line) {
            last = Some(line);
            let text = plain(&label(change.line, wording));
            let values = [("line", text), ("unit", plain(&change.line.unit))];
            let key = match (change.what, change.line.unit.is_empty()) {
                (What::Changed, true) => "cli-change-changed",
                (What::Added, true) => "cli-change-added",
                (What::Removed, true) => "cli-change-removed",
                (What::Changed, false) => "cli-change-changed-of",
                (What::Added, false) => "cli-change-added-of",
                (What::Removed, false) => "cli-change-removed-of",
            };
            output.line(&Style::Strong.paint(&words.text(key, &values)));
        }
        if let Some(field) = change.field {
            output.line(&figure(change, &wording.field(field), lang));
        }
    }
    if found.totals.is_empty() {
        return;
    }
    output.line(&words.say("cli-change-totals"));
    let mut by_form: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for total in &found.totals {
        let difference = total.new.checked_sub(total.old);
        let text = format!(
            "    {}: {} → {}{}",
            wording.field(&total.field),
            number(total.old, lang),
            number(total.new, lang),
            signed(difference, lang)
        );
        let form = form(total.kind, wording);
        by_form.entry(form).or_default().push(text);
    }
    for (form, lines) in by_form {
        output.line(&format!("  {form}"));
        for line in lines {
            output.line(&line);
        }
    }
}

fn figure(change: &Change<'_>, field: &str, lang: Lang) -> String {
    let value = |figure: Option<&LineFigure>| match figure {
        Some(LineFigure {
            unread: Some(text), ..
        }) => format!("“{}”", plain(text)),
        Some(LineFigure {
            amount: Some(amount),
            ..
        }) => number(*amount, lang),
        _ => "–".to_owned(),
    };
    let place = |figure: Option<&LineFigure>| {
        let (sheet, cell) = figure?.place.as_ref()?;
        Some(plain(&format!("{sheet} · {cell}")))
    };
    let places: Vec<String> = [change.old, change.new]
        .into_iter()
        .filter_map(place)
        .collect();
    let places = if places.is_empty() {
        String::new()
    } else {
        Style::Dim.paint(&format!("  [{}]", places.join(" → ")))
    };
    format!(
        "    {field}: {} → {}{}{places}",
        value(change.old),
        value(change.new),
        signed(change.difference(), lang)
    )
}

fn signed(difference: Option<Decimal>, lang: Lang) -> String {
    difference.map_or_else(String::new, |d| {
        let sign = if d.is_sign_negative() { "" } else { "+" };
        format!(" ({sign}{})", number(d, lang))
    })
}

fn number(amount: Decimal, lang: Lang) -> String {
    match lang {
        Lang::Vi => vietnamese(amount),
        Lang::En => grouped(amount, ',', '.'),
    }
}
