//! bao-cao.html: one self-contained page for leaders. No script, nothing from elsewhere; a policy in its head forbids both.

mod figures;
mod html;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use rust_decimal::Decimal;

use crate::consolidate::Basis;
use crate::consolidate::activities::{ByActivity, Key};
use crate::consolidate::parts::Part;
use crate::consolidate::split::{Amounts, share};
use crate::consolidate::units::{UnitLine, open};
use crate::finding::{Finding, Severity, Value, Wording};
use crate::model::Period;

use html::{bars, number, percent, text};

/// The file's name.
pub const NAME: &str = "bao-cao.html";
/// How many of the largest mismatches are shown.
const WORST: usize = 10;
/// Up to so many lines every figure lists the cells behind it; beyond, the page would be too heavy for a phone.
const SOURCES: usize = 3_000;

/// What the page shows.
pub struct Page<'a> {
    /// The period.
    pub period: Period,
    /// Who reports, as ky.toml has it.
    pub agency: Option<&'a str>,
    /// What all figures are made from.
    pub basis: &'a Basis<'a>,
    /// Money by content and activity.
    pub by_activity: &'a ByActivity,
    /// All units.
    pub units: &'a [UnitLine],
    /// Names of the units that sent nothing readable.
    pub missing: &'a [String],
    /// The words of the language asked for.
    pub words: &'a Wording,
}

impl Page<'_> {
    /// Writes the page.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let inside = |part: &Part<'_>| part.is_inside(self.basis);
        let parts: Vec<Part<'_>> = self.basis.money_parts().filter(inside).collect();
        let with_sources = parts.len() <= SOURCES;
        self.head(out)?;
        self.tiles(out)?;
        self.units(&parts, with_sources, out)?;
        self.activities(&parts, with_sources, out)?;
        self.results(with_sources, out)?;
        self.missing(out)?;
        self.worst(out)?;
        let mut foot = self.say("page-foot");
        if !with_sources {
            foot = format!("{foot} {}", self.say("page-foot-sources"));
        }
        write!(
            out,
            "</main>\n<footer><p>{foot}</p></footer>\n</body>\n</html>\n"
        )
    }

    fn say(&self, key: &str) -> String {
        text(&self.words.text(key, &[]))
    }

    fn say_of(&self, key: &str, values: &[(&str, String)]) -> String {
        text(&self.words.text(key, values))
    }

    fn dong(&self, amount: Decimal) -> String {
        self.words
            .text("page-dong", &[("amount", number(amount, self.words))])
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let period = if self.words.lang() == "en" {
            self.period.to_string()
        } else {
            self.period.label()
        };
        let title = self.say_of("page-title", &[("period", period)]);
        let errors = open(self.basis.findings, Severity::Error);
        write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#main\">{}</a>\n<header>\n",
            self.words.lang(),
            include_str!("style.css"),
            self.say("page-skip"),
        )?;
        if let Some(agency) = self.agency {
            writeln!(out, "<p class=\"agency\">{}</p>", text(agency))?;
        }
        writeln!(out, "<h1>{title}</h1>")?;
        if errors > 0 || !self.missing.is_empty() {
            let values = [
                ("missing", self.missing.len().to_string()),
                ("errors", errors.to_string()),
            ];
            writeln!(
                out,
                "<p class=\"draft\">{}</p>",
                self.say_of("page-draft", &values)
            )?;
        }
        writeln!(out, "</header>\n<main id=\"main\">")
    }

    fn tiles(&self, out: &mut dyn Write) -> io::Result<()> {
        let total = &self.by_activity.total;
        let expected = self.units.iter().filter(|u| u.expected).count();
        let sent = expected.saturating_sub(self.missing.len());
        let of_plan = share(total.cumulative.total, total.approved.total);
        let findings = self.basis.findings;
        let tiles = [
            ("page-tile-units", format!("{sent}/{expected}")),
            ("page-tile-approved", self.dong(total.approved.total)),
            ("page-tile-spent", self.dong(total.spent.total)),
            ("page-tile-cumulative", self.dong(total.cumulative.total)),
            ("page-tile-percent", percent(of_plan, self.words)),
            (
                "page-tile-findings",
                format!(
                    "{} / {}",
                    open(findings, Severity::Error),
                    open(findings, Severity::Warning)
                ),
            ),
        ];
        writeln!(out, "<ul class=\"tiles\">")?;
        for (key, value) in tiles {
            writeln!(
                out,
                "<li><b>{}</b><span>{}</span></li>",
                text(&value),
                self.say(key)
            )?;
        }
        writeln!(
            out,
            "</ul>\n<p class=\"note from\"><a href=\"#page-by-activity\">{}</a></p>",
            self.say("page-tiles-from"),
        )
    }

    fn units(&self, parts: &[Part<'_>], sources: bool, out: &mut dyn Write) -> io::Result<()> {
        let mut of: BTreeMap<&str, Vec<Part<'_>>> = BTreeMap::new();
        for part in parts.iter().filter(|_| sources) {
            let unit = part.unit().map_or("", |unit| unit);
            of.entry(unit).or_default().push(*part);
        }
        let lines: Vec<Bar<'_>> = self
            .units
            .iter()
            .map(|unit| Bar {
                name: unit.name.clone(),
                amounts: &unit.amounts,
                parts: of.remove(&*unit.code).unwrap_or_default(),
            })
            .collect();
        self.bars("page-by-unit", &lines, out)
    }

    fn activities(&self, parts: &[Part<'_>], sources: bool, out: &mut dyn Write) -> io::Result<()> {
        let mut of: BTreeMap<Key, Vec<Part<'_>>> = BTreeMap::new();
        for part in parts.iter().filter(|_| sources) {
            of.entry(part.key()).or_default().push(*part);
        }
        let lines: Vec<Bar<'_>> = self
            .by_activity
            .groups
            .iter()
            .flat_map(|group| &group.activities)
            .filter(|line| line.amounts.any())
            .map(|line| Bar {
                name: match &line.number {
                    Some(number) => format!("{number}. {}", line.name),
                    None => line.name.clone(),
                },
                amounts: &line.amounts,
                parts: line
                    .keys
                    .iter()
                    .filter_map(|key| of.remove(key))
                    .flatten()
                    .collect(),
            })
            .collect();
        self.bars("page-by-activity", &lines, out)
    }

    /// The beginning of a section, named by its heading.
    fn open_section(&self, heading: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "<section aria-labelledby=\"{heading}\">\n<h2 id=\"{heading}\">{}</h2>",
            self.say(heading),
        )
    }

    /// A list of plan and spending, each line with its bar and, on request, the cells behind it.
    fn bars(&self, heading: &str, lines: &[Bar<'_>], out: &mut dyn Write) -> io::Result<()> {
        let longest = lines.iter().map(Bar::longest).max().unwrap_or_default();
        self.open_section(heading, out)?;
        writeln!(
            out,
            "<p class=\"key note\"><i class=\"plan\"></i>{}<i class=\"spent\"></i>{}</p>\n<ul class=\"bars\">",
            self.say("page-key-plan"),
            self.say("page-key-spent"),
        )?;
        for line in lines {
            let (plan, spent) = line.sides();
            let values = [
                ("plan", self.dong(plan)),
                ("spent", self.dong(spent)),
                ("percent", percent(share(spent, plan), self.words)),
            ];
            let told = self.words.text("page-bar", &values);
            writeln!(
                out,
                "<li><div class=\"head\"><span class=\"name\">{}</span><span>{}</span></div>{}",
                text(&line.name),
                text(&told),
                if plan.is_zero() && spent.is_zero() {
                    String::new()
                } else {
                    bars(plan, spent, longest, (&line.name, &told))
                },
            )?;
            self.sources(&line.name, &line.parts, out)?;
            writeln!(out, "</li>")?;
        }
        writeln!(out, "</ul>\n</section>")
    }

    fn missing(&self, out: &mut dyn Write) -> io::Result<()> {
        self.open_section("page-missing", out)?;
        if self.missing.is_empty() {
            return writeln!(out, "<p>{}</p>\n</section>", self.say("page-missing-none"));
        }
        writeln!(out, "<ul>")?;
        for name in self.missing {
            writeln!(out, "<li>{}</li>", text(name))?;
        }
        writeln!(out, "</ul>\n</section>")
    }

    fn worst(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut findings: Vec<&Finding> = self
            .basis
            .findings
            .iter()
            .filter(|f| f.severity != Severity::Info && !f.waived && f.caused_by.is_none())
            .filter(|f| matches!(f.found, Some(Value::Money(_))) && f.difference().is_some())
            .collect();
        // Stable: what weighs the same stays in reading order.
        findings.sort_by_key(|f| Reverse(f.difference().unwrap_or_default().abs()));
        self.open_section("page-worst", out)?;
        if findings.is_empty() {
            return writeln!(out, "<p>{}</p>\n</section>", self.say("page-worst-none"));
        }
        writeln!(out, "<ol class=\"worst\">")?;
        for finding in findings.into_iter().take(WORST) {
            let unit = finding.unit.as_deref();
            let unit = unit
                .map(|code| self.basis.unit_name(code))
                .unwrap_or_default();
            let cell = finding.cells.first().map(ToString::to_string);
            let place: Vec<&str> = [
                finding.file.as_deref(),
                finding.sheet.as_deref(),
                cell.as_deref(),
            ]
            .into_iter()
            .flatten()
            .collect();
            writeln!(
                out,
                "<li><b>{}</b> {}<br><span class=\"note\">{} ({})</span></li>",
                text(&unit),
                text(&self.words.message(finding)),
                text(&place.join(" · ")),
                finding.code,
            )?;
        }
        writeln!(out, "</ol>\n</section>")
    }
}

/// One line of a chart.
struct Bar<'a> {
    name: String,
    amounts: &'a Amounts,
    parts: Vec<Part<'a>>,
}

impl Bar<'_> {
    /// What was approved, and what was spent since 1 January.
    const fn sides(&self) -> (Decimal, Decimal) {
        (self.amounts.approved.total, self.amounts.cumulative.total)
    }

    fn longest(&self) -> Decimal {
        let (plan, spent) = self.sides();
        plan.max(spent)
    }
}
