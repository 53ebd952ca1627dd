//! Which field each column of a header is.

use std::sync::Arc;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::base::text::fold;
use crate::model::record::MoneySource;
use crate::model::{Field, Form, Period, Phase, Source};

use super::header::Path;
use super::heading::{self, Said};
pub use super::leaves::Leaves;
use super::lines::Lines;
use super::memo::Memo;
use super::money_unit;
use super::plain_columns::plain;
use super::result_columns::result;
use super::vocabulary::Layout;
use crate::base::spelling::ratio;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A field of words: `name`, `code`, `unit`, `seq`, `note` …
    Plain(String),
    /// Money.
    Money(Field),
    /// A result of each project, named by the heading.
    Result {
        /// Line of the programme.
        indicator: Option<String>,
        /// Its name as the heading says it.
        name: String,
        /// What is counted, where the heading says it.
        unit: Option<String>,
        /// Planned, in the period, cumulative.
        phase: Phase,
    },
    /// A figure of the result that the row names.
    Value {
        /// Planned, in the period, cumulative.
        phase: Phase,
        /// Whose money, where the form splits by source.
        source: Option<MoneySource>,
    },
    /// Understood; no figure is taken.
    Ignored,
    /// No field claims it.
    Unknown,
}

impl Role {
    /// The field's name in `inspect` and findings.
    pub fn field(&self) -> Option<String> {
        let phase = |p: &Phase| match p {
            Phase::Approved => "planned",
            Phase::Spent => "period",
            Phase::Cumulative => "cumulative",
        };
        match self {
            Self::Plain(name) => Some(name.clone()),
            Self::Money(field) => Some(field.to_string()),
            Self::Result {
                indicator,
                name,
                phase: p,
                ..
            } => {
                let id = indicator
                    .clone()
                    .unwrap_or_else(|| fold(name).replace(' ', "-"));
                Some(format!("results.{id}.{}", phase(p)))
            }
            Self::Value {
                phase: p,
                source: None,
            } => Some(format!("results.{}", phase(p))),
            Self::Value {
                phase: p,
                source: Some(MoneySource::National),
            } => Some(format!("results.national.{}", phase(p))),
            Self::Value {
                phase: p,
                source: Some(MoneySource::Local),
            } => Some(format!("results.local.{}", phase(p))),
            Self::Ignored => Some("ignored".to_owned()),
            Self::Unknown => None,
        }
    }

    /// Whether the column holds figures that count.
    pub fn is_figure(&self) -> bool {
        matches!(
            self,
            Self::Money(_) | Self::Result { .. } | Self::Value { .. }
        )
    }
}

/// One column of a recognised form.
#[derive(Clone, Debug)]
pub struct Column {
    /// The column.
    pub col: u16,
    /// What stands over it.
    pub heading: String,
    /// The lowest cell of its heading.
    pub cell: Cell,
    /// What it holds.
    pub role: Role,
    /// How surely, 0 to 1.
    pub score: f64,
    /// The next likely field.
    pub runner_up: Option<(String, f64)>,
    /// The money unit that its heading states, with the cell.
    pub unit: Option<(MoneyUnit, Cell)>,
    /// "ước".
    pub estimate: bool,
    /// What of the role the heading leaves to the columns beside it.
    pub leaves: Leaves,
}

/// The least score by which a column is a field.
pub const ENOUGH: f64 = 0.72;

/// What is needed to read headings.
pub struct Context<'a> {
    /// The form's words.
    pub layout: &'a Layout,
    /// The programme's lines.
    pub lines: &'a Lines,
    /// The reporting period, which tells "quý III" from "quý II".
    pub period: Option<Period>,
    /// What was understood before.
    pub memo: &'a Memo,
    /// The source that the sheet's title names, for money columns that name none.
    pub title_source: Option<Source>,
}

/// What a column is, as far as its heading and the look of its cells tell.
#[derive(Clone, Debug)]
pub struct Understood {
    role: Role,
    score: f64,
    runner_up: Option<(String, f64)>,
    /// The part of the heading that states a money unit.
    unit: Option<(MoneyUnit, usize)>,
    estimate: bool,
    leaves: Leaves,
}

/// What stands in a column below its heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Hardly a word stands there.
    pub(super) mostly_figures: bool,
    /// Hardly a figure stands there.
    pub(super) mostly_words: bool,
}

impl Look {
    pub(super) fn of((figures, texts): (usize, usize)) -> Self {
        Self {
            mostly_figures: figures >= 1 && ratio(figures, figures + texts) >= 0.8,
            // One word where a figure should stand is a bad figure, not a column of words.
            mostly_words: texts > 1 && ratio(figures, figures + texts) < 0.3,
        }
    }
}

/// Reads one column of a header that ends on that row.
pub(super) fn read_column(context: &Context<'_>, look: Look, last: u32, path: &Path) -> Column {
    let mut key = String::with_capacity(96);
    for (_, text) in &path.parts {
        key.push_str(text);
        key.push('\n');
    }
    key.push(if look.mostly_figures { '1' } else { '0' });
    key.push(if look.mostly_words { '1' } else { '0' });
    key.push_str(context.title_source.map_or("", Source::name));
    let known = context
        .memo
        .of(context.layout)
        .columns
        .get(key.as_bytes(), || Arc::new(understand(context, look, path)));
    Column {
        col: path.col,
        heading: path.heading(),
        cell: path
            .parts
            .last()
            .map_or(Cell::new(last, path.col), |(c, _)| *c),
        role: known.role.clone(),
        score: known.score,
        runner_up: known.runner_up.clone(),
        unit: known
            .unit
            .and_then(|(unit, part)| path.parts.get(part).map(|(cell, _)| (unit, *cell))),
        estimate: known.estimate,
        leaves: known.leaves,
    }
}

/// Reads one heading; nothing but its texts, the look of its cells and the form's words decides.
fn understand(context: &Context<'_>, look: Look, path: &Path) -> Understood {
    let mut parts: Vec<String> = path
        .parts
        .iter()
        .map(|(_, t)| {
            if money_unit::is_unit(t) {
                String::new()
            } else {
                money_unit::without_unit(t)
            }
        })
        .collect();
    // "(đồng)" under "Doanh nghiệp" says nothing of whose money it is.
    if parts.iter().any(|part| !part.is_empty()) {
        parts.retain(|part| !part.is_empty());
    }
    let said: Vec<Said> = parts
        .iter()
        .map(|p| {
            let known = &context.memo.of(context.layout).said;
            known.get(p.as_bytes(), || {
                heading::read(context.layout, p, context.period)
            })
        })
        .collect();
    let said = heading::alone(context.layout, said, &parts);
    let mut found: Vec<(Role, f64)> = Vec::new();
    plain(context.layout, &parts, look, &mut found);
    if said.iter().any(|s| s.share || s.result) {
        // "Khối lượng" is no "Khởi công"; "Tỷ lệ hoàn thành", "% hoàn thành", "Tiến độ (%)" is no day on which something is done.
        let is_day = |role: &Role| matches!(role, Role::Plain(f) if matches!(f.as_str(), "time" | "start" | "end"));
        found.retain(|(role, _)| !is_day(role));
    }
    match context.layout.form {
        Form::ResultsByIndicator => value(context, &said, &parts, look, &mut found),
        Form::MoneyByActivity => money(context, &said, &parts, look, &mut found),
        Form::ProjectList | Form::Approval => {
            money(context, &said, &parts, look, &mut found);
            result(context, &said, &parts, look, path, &mut found);
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (role, score) = found.first().cloned().unwrap_or((Role::Unknown, 0.0));
    let own = role.field();
    let runner_up = found
        .iter()
        .filter(|(r, s)| r.field() != own && *s >= 0.6)
        .find_map(|(r, s)| r.field().map(|f| (f, *s)))
        .or_else(|| {
            (score < ENOUGH)
                .then(|| own.clone().map(|f| (f, score)))
                .flatten()
        });
    let unit = path
        .parts
        .iter()
        .enumerate()
        .rev()
        .find_map(|(part, (_, t))| money_unit::of_heading(t).map(|u| (u, part)));
    Understood {
        role: if score >= ENOUGH { role } else { Role::Unknown },
        score,
        runner_up,
        unit,
        estimate: said.iter().any(|s| s.estimate),
        leaves: Leaves::of(&said, &parts, context.title_source),
    }
}

/// The phase that the parts say, from the lowest up; what says it outright wins over "thực hiện".
pub(super) fn phase_of(said: &[Said]) -> Option<Phase> {
    said.iter()
        .rev()
        .find_map(|s| s.phase)
        .or_else(|| said.iter().any(|s| s.done).then_some(Phase::Spent))
}

fn money(
    context: &Context<'_>,
    said: &[Said],
    parts: &[String],
    look: Look,
    found: &mut Vec<(Role, f64)>,
) {
    let Some(score) = counted(said, look, found) else {
        return;
    };
    let speaks = said
        .iter()
        .any(|s| s.money || s.source.is_some() || s.phase.is_some() || s.done);
    // "Kết quả thực hiện / Lũy kế" has a phase and no money.
    let of_results = said
        .iter()
        .any(|s| s.result && !s.money && s.source.is_none())
        && !said.iter().any(|s| s.money);
    if !speaks || of_results || parts.is_empty() {
        return;
    }
    let named = said
        .iter()
        .rev()
        .find_map(|s| s.source.filter(|s| *s != Source::Total));
    let leaf_total = said.last().and_then(|s| s.source) == Some(Source::Total);
    let source = if leaf_total && named != Some(Source::Support) {
        Source::Total
    } else {
        named
            .or_else(|| said.iter().rev().find_map(|s| s.source))
            .or(context.title_source)
            .unwrap_or(Source::Total)
    };
    // "Khuyến công hỗ trợ" on a sheet of one source is money of that source.
    let source = match source {
        Source::Support => context.title_source.unwrap_or(source),
        source => source,
    };
    let phase = phase_of(said).unwrap_or(context.layout.default_phase);
    found.push((Role::Money(Field::new(phase, source)), score));
}

/// The score of a column of figures, unless its heading says that they do not count: then it has that role here.
fn counted(said: &[Said], look: Look, found: &mut Vec<(Role, f64)>) -> Option<f64> {
    let score = figure_score(said, look)?;
    let spent = |s: &Said| matches!(s.phase, Some(Phase::Spent | Phase::Cumulative));
    let settled = said.iter().any(|s| s.settled) && !said.iter().any(spent);
    if settled || said.iter().any(|s| s.ignored) {
        found.push((Role::Ignored, score.max(0.75)));
        return None;
    }
    Some(score)
}

/// Coverage of the lowest part, a little of the others; less where the column holds words.
#[expect(clippy::float_arithmetic, reason = "scores, not amounts")]
fn figure_score(said: &[Said], look: Look) -> Option<f64> {
    let leaf = said.last()?.coverage();
    let whole = ratio(
        said.iter().map(|s| s.understood.0).sum(),
        said.iter().map(|s| s.understood.1).sum(),
    );
    let mut score = 0.6 * leaf + 0.4 * whole;
    if look.mostly_words {
        score *= 0.4;
    }
    Some(score)
}

fn value(
    context: &Context<'_>,
    said: &[Said],
    parts: &[String],
    look: Look,
    found: &mut Vec<(Role, f64)>,
) {
    let Some(score) = counted(said, look, found) else {
        return;
    };
    let of = |source: Option<Source>| match source {
        Some(Source::National) => Some(MoneySource::National),
        Some(Source::Local) => Some(MoneySource::Local),
        _ => None,
    };
    let named = said.iter().rev().find_map(|s| of(s.source));
    let speaks = named.is_some()
        || said
            .iter()
            .any(|s| s.phase.is_some() || s.done || s.source.is_some());
    let year = parts.iter().any(|p| fold(p).contains("nam bao cao"));
    if speaks || year {
        let phase = phase_of(said).unwrap_or(context.layout.default_phase);
        let source = named.or(of(context.title_source));
        found.push((Role::Value { phase, source }, score));
    }
}
