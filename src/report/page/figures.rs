//! Results against plan, and the cells behind every figure of the page.

use std::io::{self, Write};

use rust_decimal::Decimal;

use super::Page;
use super::html::{number, percent, text};
use crate::consolidate::parts::Part;
use crate::consolidate::results::{self, Counts, Line};
use crate::model::{Phase, Record, Source};

impl Page<'_> {
    /// The projects or lines behind a sum, each with its amount and its cells.
    pub(super) fn sources(&self, records: &[&Record], out: &mut dyn Write) -> io::Result<()> {
        if records.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "<details><summary>{}</summary><div class=\"scroll\"><table><tr><th>{}</th><th class=\"n\">{}</th><th>{}</th></tr>",
            self.say("page-sources"),
            self.say("page-col-project"),
            self.say("page-col-cumulative"),
            self.say("page-col-place"),
        )?;
        for record in records {
            let amount = Part::Record(record)
                .split(self.basis, Phase::Cumulative)
                .total;
            writeln!(
                out,
                "<tr><td>{}</td><td class=\"n\">{}</td><td>{}</td></tr>",
                text(&name_of(record)),
                text(&number(amount, self.words)),
                text(&place_of(record)),
            )?;
        }
        writeln!(out, "</table></div></details>")
    }

    /// The table of results.
    pub(super) fn results(&self, sources: bool, out: &mut dyn Write) -> io::Result<()> {
        let lines: Vec<Line> = results::by_indicator(self.basis)
            .into_iter()
            .chain(results::by_own_name(self.basis))
            .filter(|line| line.counts.planned.is_some() || line.counts.cumulative.is_some())
            .collect();
        if lines.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "<section>\n<h2>{}</h2>\n<div class=\"scroll\"><table><tr><th>{}</th><th>{}</th><th class=\"n\">{}</th><th class=\"n\">{}</th><th class=\"n\">{}</th></tr>",
            self.say("page-results"),
            self.say("page-col-indicator"),
            self.say("page-col-unit"),
            self.say("page-col-planned"),
            self.say("page-col-reached"),
            self.say("page-col-percent"),
        )?;
        for line in &lines {
            let Counts {
                planned,
                cumulative,
                ..
            } = line.counts;
            let shown = |n: Option<Decimal>| n.map_or_else(String::new, |n| number(n, self.words));
            write!(out, "<tr><td>{}", text(&line.name))?;
            if sources {
                self.result_sources(line, out)?;
            }
            writeln!(
                out,
                "</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
                text(&line.unit),
                text(&shown(planned)),
                text(&shown(cumulative)),
                text(&percent(line.counts.percent(), self.words)),
            )?;
        }
        writeln!(out, "</table></div>\n</section>")
    }

    fn result_sources(&self, line: &Line, out: &mut dyn Write) -> io::Result<()> {
        let mut places = Vec::new();
        for record in self.basis.counted() {
            for result in &record.results {
                let own = match result.indicator.as_deref() {
                    Some(indicator) => indicator == line.number,
                    None => line.number.is_empty() && *result.name == *line.name,
                };
                if let (true, Some(cell)) = (own, result.cell) {
                    let origin = &record.origin;
                    places.push(format!("{} · {} · {cell}", origin.file, origin.sheet));
                }
            }
        }
        if places.is_empty() {
            return Ok(());
        }
        write!(
            out,
            "<details><summary>{}</summary><ul>",
            self.say("page-sources")
        )?;
        for place in places {
            write!(out, "<li>{}</li>", text(&place))?;
        }
        write!(out, "</ul></details>")
    }
}

fn name_of(record: &Record) -> String {
    let name = record.name.as_deref();
    [record.project.as_deref(), name]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" – ")
}

/// File, sheet and the cells of the amounts since 1 January; of the period's where the form has no others.
fn place_of(record: &Record) -> String {
    let cells = |phase| -> Vec<String> {
        let figures = record.money(phase).iter();
        let parts = figures.filter(|(source, _)| *source != Source::Total);
        let mut cells: Vec<String> = parts
            .filter_map(|(_, f)| f.cell)
            .map(|c| c.to_string())
            .collect();
        if cells.is_empty() {
            let total = record.money(phase).figure(Source::Total);
            cells.extend(total.and_then(|f| f.cell).map(|c| c.to_string()));
        }
        cells
    };
    let mut own = cells(Phase::Cumulative);
    if own.is_empty() {
        own = cells(Phase::Spent);
    }
    let origin = &record.origin;
    let place = format!("{} · {}", origin.file, origin.sheet);
    if own.is_empty() {
        format!("{place} · {}", origin.row)
    } else {
        format!("{place} · {}", own.join(", "))
    }
}
