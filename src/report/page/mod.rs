//! bao-cao.html: one self-contained page for leaders. No script, nothing from elsewhere; a policy in its head forbids both.

mod figures;
mod html;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use rust_decimal::Decimal;

use crate::consolidate::Basis;
use crate::consolidate::activities::ByActivity;
use crate::consolidate::split::{Amounts, share};
use crate::consolidate::units::{UnitLine, open};
use crate::finding::{Finding, Severity, Value, Wording};
use crate::model::{Period, Record};

use html::{bars, number, percent, text};

/// The file's name.
pub const NAME: &str = "bao-cao.html";
/// How many of the largest mismatches are shown.
const WORST: usize = 10;
/// Up to so many records every figure lists the cells behind it; beyond, the page would be too heavy for a phone.
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
        let records = self.basis.money_records();
        let with_sources = records.len() <= SOURCES;
        self.head(out)?;
        self.tiles(out)?;
        self.units(&records, with_sources, out)?;
        self.activities(&records, with_sources, out)?;
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
        writeln!(out, "</ul>")
    }

    fn units(&self, records: &[&Record], sources: bool, out: &mut dyn Write) -> io::Result<()> {
        let mut of: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in records.iter().filter(|_| sources) {
            of.entry(&record.unit).or_default().push(record);
        }
        let lines: Vec<Bar<'_>> = self
            .units
            .iter()
            .map(|unit| Bar {
                name: unit.name.clone(),
                amounts: &unit.amounts,
                records: of.remove(&*unit.code).unwrap_or_default(),
            })
            .collect();
        self.bars("page-by-unit", &lines, out)
    }

    fn activities(
        &self,
        records: &[&Record],
        sources: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut of: BTreeMap<Option<&str>, Vec<&Record>> = BTreeMap::new();
        for record in records
            .iter()
            .filter(|r| sources && self.basis.is_inside(r))
        {
            of.entry(record.activity.as_deref())
                .or_default()
                .push(record);
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
                records: of.remove(&line.number.as_deref()).unwrap_or_default(),
            })
            .collect();
        self.bars("page-by-activity", &lines, out)
    }

    /// A list of plan and spending, each line with its bar and, on request, the cells behind it.
    fn bars(&self, heading: &str, lines: &[Bar<'_>], out: &mut dyn Write) -> io::Result<()> {
        let longest = lines.iter().map(Bar::longest).max().unwrap_or_default();
        writeln!(
            out,
            "<section>\n<h2>{}</h2>\n<p class=\"key note\"><i class=\"plan\"></i>{}<i class=\"spent\"></i>{}</p>\n<ul class=\"bars\">",
            self.say(heading),
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
                    bars(plan, spent, longest, &format!("{}: {told}", line.name))
                },
            )?;
            self.sources(&line.records, out)?;
            writeln!(out, "</li>")?;
        }
        writeln!(out, "</ul>\n</section>")
    }

    fn missing(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<section>\n<h2>{}</h2>", self.say("page-missing"))?;
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
        writeln!(out, "<section>\n<h2>{}</h2>", self.say("page-worst"))?;
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
    records: Vec<&'a Record>,
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
