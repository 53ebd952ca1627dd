//! Results against plan, and the cells behind every figure of the page.

use std::io::{self, Write};

use rust_decimal::Decimal;

use super::Page;
use super::html::{number, percent, text};
use crate::consolidate::parts::Part;
use crate::consolidate::results::{self, Counts, Line};
use crate::model::{Money, Phase, Source};

/// A column of figures.
const FIGURES: &str = " class=\"n\"";
/// The columns of sources.
const SOURCES: [(&str, &str); 5] = [
    ("page-col-project", ""),
    ("page-col-approved", FIGURES),
    ("page-col-spent", FIGURES),
    ("page-col-cumulative", FIGURES),
    ("page-col-place", ""),
];
/// The columns of results.
const RESULTS: [(&str, &str); 5] = [
    ("page-col-indicator", ""),
    ("page-col-unit", ""),
    ("page-col-planned", FIGURES),
    ("page-col-reached", FIGURES),
    ("page-col-percent", FIGURES),
];

impl Page<'_> {
    /// The lines of decisions and submissions behind a sum, each with its amounts and its cells: they add up to it.
    pub(super) fn sources(
        &self,
        of: &str,
        parts: &[Part<'_>],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if parts.is_empty() {
            return Ok(());
        }
        self.open_sources(of, out)?;
        self.open_table(of, &SOURCES, out)?;
        for part in parts {
            let sum = |phase| {
                let split = part.split(self.basis, phase);
                let shown = split.any.then(|| number(split.total, self.words));
                text(&shown.unwrap_or_default())
            };
            let (name, place) = told(*part);
            write!(out, "<tr><td>{}</td>", text(&name))?;
            for phase in Phase::ALL {
                write!(out, "<td class=\"n\">{}</td>", sum(phase))?;
            }
            writeln!(out, "<td>{}</td></tr>", text(&place))?;
        }
        writeln!(out, "</tbody></table></div></details>")
    }

    /// The button that opens the sources; a screen reader hears of what.
    fn open_sources(&self, of: &str, out: &mut dyn Write) -> io::Result<()> {
        write!(
            out,
            "<details><summary>{}<span class=\"heard\">: {}</span></summary>",
            self.say("page-sources"),
            text(of),
        )
    }

    /// A table that scrolls sideways where it is too wide, by keyboard too; its headings are those of its columns.
    fn open_table(
        &self,
        of: &str,
        columns: &[(&str, &str)],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        write!(
            out,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table><thead><tr>",
            text(of),
        )?;
        for (key, class) in columns {
            let heading = self.say(key);
            write!(out, "<th scope=\"col\"{class}>{heading}</th>")?;
        }
        writeln!(out, "</tr></thead><tbody>")
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
        self.open_section("page-results", out)?;
        let heading = self.words.text("page-results", &[]);
        self.open_table(&heading, &RESULTS, out)?;
        for line in &lines {
            let Counts {
                planned,
                cumulative,
                ..
            } = line.counts;
            let shown = |n: Option<Decimal>| n.map_or_else(String::new, |n| number(n, self.words));
            write!(out, "<tr><th scope=\"row\">{}", text(&line.name))?;
            if sources {
                self.result_sources(line, out)?;
            }
            writeln!(
                out,
                "</th><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
                text(&line.unit),
                text(&shown(planned)),
                text(&shown(cumulative)),
                text(&percent(line.counts.percent(), self.words)),
            )?;
        }
        writeln!(out, "</tbody></table></div>\n</section>")
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
        self.open_sources(&line.name, out)?;
        write!(out, "<ul>")?;
        for place in places {
            write!(out, "<li>{}</li>", text(&place))?;
        }
        write!(out, "</ul></details>")
    }
}

/// Name of a line, and file, sheet and cells: of a submission those of the amounts since 1 January, of the period's where
/// the form has no others.
fn told(part: Part<'_>) -> (String, String) {
    let (project, name, origin, cells) = match part {
        Part::Approval(approval) => (
            approval.code.as_deref(),
            Some(&*approval.name),
            &approval.origin,
            cells(&approval.money),
        ),
        Part::Record(record) => {
            let mut own = cells(record.money(Phase::Cumulative));
            if own.is_empty() {
                own = cells(record.money(Phase::Spent));
            }
            let name = record.name.as_deref();
            (record.project.as_deref(), name, &record.origin, own)
        }
    };
    let name: Vec<&str> = [project, name].into_iter().flatten().collect();
    let place = if cells.is_empty() {
        origin.row.to_string()
    } else {
        cells.join(", ")
    };
    (
        name.join(" – "),
        format!("{} · {} · {place}", origin.file, origin.sheet),
    )
}

/// The cells of the parts of an amount; that of its total where it is not parted.
fn cells(money: &Money) -> Vec<String> {
    let parts = money.iter().filter(|(source, _)| *source != Source::Total);
    let cells = parts.filter_map(|(_, f)| f.cell).map(|c| c.to_string());
    let mut cells: Vec<String> = cells.collect();
    if cells.is_empty() {
        let total = money.figure(Source::Total).and_then(|f| f.cell);
        cells.extend(total.map(|c| c.to_string()));
    }
    cells
}
