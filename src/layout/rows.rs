//! What each row under a header is: a group, a project, a total, a note, a signature …

use crate::model::Form;
use crate::read::grid::Grid;

use super::columns::{Column, Role};
use super::continued;
use super::effort::Effort;
use super::labels::{begins, dated, is_share, of_which, total};
use super::lines::{Line, Lines};
use super::look::{Look, Plan, look};
use super::numbering::{Kind, depth};
use super::share_rows::{Shape, following, group_kinds, is_aside, is_part, repeated_sources};
use super::source_totals::{self, Sums};
use super::table_end;
use super::vocabulary::Layout;

pub use super::row::{Class, Row};

/// What is needed to tell rows apart.
pub struct Context<'a> {
    /// The form's words.
    pub layout: &'a Layout,
    /// The programme's lines.
    pub lines: &'a Lines,
    /// The columns.
    pub columns: &'a [Column],
    /// What the workbook has cost.
    pub effort: &'a Effort,
}

impl Context<'_> {
    pub(super) fn plain(&self, name: &str) -> Option<u16> {
        self.columns
            .iter()
            .find(|c| matches!(&c.role, Role::Plain(f) if f == name))
            .map(|c| c.col)
    }
}

/// Gives every row of a sheet its class.
pub fn classify(context: &Context<'_>, grid: &Grid, first: u32, last: u32) -> Vec<Row> {
    let mut rows = Vec::new();
    for (row, _) in grid.rows().take_while(|(r, _)| *r <= last) {
        let class = if row < first {
            Class::Title
        } else {
            Class::Header
        };
        rows.push(Row::bare(row, class));
    }
    let plan = Plan::new(context);
    let mut looks: Vec<Look> = grid
        .rows()
        .skip_while(|(r, _)| *r <= last)
        .enumerate()
        .map(|(index, (row, cells))| look(&plan, row, cells, index < 3))
        .collect();
    continued::join(context, grid, &mut looks);
    source_totals::mark(&mut looks, &context.layout.rows.total);
    let last_line = table_end::last_line(&looks);
    let group_kinds = group_kinds(&looks);
    let repeated = repeated_sources(&looks);
    let numbered = looks
        .iter()
        .any(|l| matches!(l.kind, Kind::Int | Kind::Dotted(_)) && l.figures > 0);
    let by_activity = matches!(
        context.layout.form,
        Form::MoneyByActivity | Form::ResultsByIndicator
    );
    let following = following(&looks);
    let mut state = State::default();
    let mut stack: Vec<Kind> = Vec::new();
    let mut told: Vec<(Classified, u8)> = Vec::with_capacity(looks.len());
    for (index, seen) in looks.iter().enumerate() {
        if seen.continues {
            // Its words belong to the line beside it, and what stands below goes on from that.
            told.push(((Class::Note, None, None), 0));
            continue;
        }
        let next = following[index].map(|next| &looks[next]);
        let (class, line, closes) = if by_activity {
            line_class(context, seen, &mut state)
        } else {
            let shape = Shape {
                groups: &group_kinds,
                numbered,
                repeated: &repeated,
            };
            state.is_last = last_line.is_some_and(|last| index > last);
            list_class(context, seen, next, &shape, &mut state)
        };
        let level = match class {
            Class::Group => {
                match stack.iter().position(|k| *k == seen.kind) {
                    Some(at) => stack.truncate(at + 1),
                    None => stack.push(seen.kind),
                }
                u8::try_from(stack.len() - 1).unwrap_or(u8::MAX)
            }
            _ => u8::try_from(stack.len()).unwrap_or(u8::MAX),
        };
        state.parts_of_total =
            class == Class::OfWhich && (state.last == Class::Total || state.parts_of_total);
        state.closed = match class {
            Class::Total => state.closed || (closes.is_none() && state.has_lines),
            _ => state.closed && !class.is_line(),
        };
        state.has_lines |= class.is_line();
        if class == Class::Project && seen.by_column {
            state.project = Some(seen);
        }
        state.last = class;
        told.push(((class, line, closes), level));
    }
    rows.extend(looks.into_iter().zip(told).map(row));
    rows
}

/// A row of the table with what was made of its look.
fn row((seen, ((class, line, closes), level)): (Look, (Classified, u8))) -> Row {
    if seen.continues {
        return Row::bare(seen.row, class);
    }
    Row {
        row: seen.row,
        class,
        level,
        label: seen.label,
        label_cell: seen.label_cell,
        kind: seen.kind,
        seq: seen.seq,
        line,
        closes,
        source: seen.source.filter(|_| seen.sums != Some(Sums::Share)),
        spread: seen.spread,
    }
}

pub(super) struct State<'l> {
    pub(super) last: Class,
    /// Inside "Trong đó": rows led by a dash belong to the row above it.
    pub(super) of_which: bool,
    pub(super) signed: bool,
    pub(super) noted: bool,
    /// The last main line of a results form, which tells two lines of one wording apart.
    main_line: Option<String>,
    pub(super) projects: usize,
    has_lines: bool,
    /// The sheet's total has come, and no line since.
    pub(super) closed: bool,
    /// No numbered line stands below.
    is_last: bool,
    /// Since a total nothing but shares of it.
    pub(super) parts_of_total: bool,
    /// The last project whose source of money stands in a column.
    pub(super) project: Option<&'l Look>,
}

impl State<'_> {
    /// The row above is a line or a part of one.
    fn last_is_line(&self) -> bool {
        self.last.is_line() || self.last == Class::OfWhich
    }
}

impl Default for State<'_> {
    fn default() -> Self {
        Self {
            last: Class::Header,
            of_which: false,
            signed: false,
            noted: false,
            main_line: None,
            projects: 0,
            has_lines: false,
            closed: false,
            is_last: false,
            parts_of_total: false,
            project: None,
        }
    }
}

type Classified = (Class, Option<Line>, Option<String>);

fn common(context: &Context<'_>, seen: &Look, state: &mut State<'_>) -> Option<Class> {
    let words = &context.layout.rows;
    let folded = seen.folded.as_str();
    if seen.numbers_columns && matches!(state.last, Class::Header | Class::Numbering) {
        return Some(Class::Numbering);
    }
    if seen.texts == 0 && seen.figures == 0 && seen.label.is_empty() {
        return Some(Class::Blank);
    }
    if begins(folded, &words.sample) || (!seen.code && begins(folded, &words.carried)) {
        return Some(Class::Note);
    }
    let signs = seen.signs || dated(folded);
    if seen.numbers == 0 && seen.seq.is_none() && (signs || state.signed) {
        state.signed = true;
        return Some(Class::Signature);
    }
    // Notes are numbered too, in the text itself: "1. Đề án số 1 đã nghiệm thu".
    let numbered = seen.seq.is_some() && !(state.noted && seen.numbered_in_text);
    let identified = seen.code || seen.attributes > 0 || numbered;
    if !identified && seen.figures == 0 {
        if begins(folded, &words.note) {
            state.noted = true;
        }
        if state.noted {
            return Some(Class::Note);
        }
    }
    None
}

fn line_class(context: &Context<'_>, seen: &Look, state: &mut State<'_>) -> Classified {
    if let Some(class) = common(context, seen, state) {
        return (class, None, None);
    }
    let results = context.layout.form == Form::ResultsByIndicator;
    if results {
        if let Some((number, _)) = context.lines.indicator(
            &seen.label,
            state.main_line.as_deref(),
            Some(context.effort),
        ) {
            let sub = number.ends_with(|c: char| c.is_ascii_lowercase());
            if !sub {
                state.main_line = Some(number.clone());
            }
            let class = if sub {
                Class::OfWhich
            } else {
                Class::Indicator
            };
            return (class, Some(Line::Activity(number)), None);
        }
    } else if let Some((number, _)) = context.lines.activity(&seen.label, context.effort) {
        let outer = matches!(seen.kind, Kind::Roman | Kind::Upper);
        if !outer {
            return (Class::Activity, Some(Line::Activity(number)), None);
        }
    }
    if of_which(context, seen) {
        return (Class::OfWhich, None, None);
    }
    if let Some(closes) = total(context, seen) {
        return (Class::Total, None, closes);
    }
    if is_share(context, seen) {
        return (Class::Note, None, None);
    }
    if let Some(class) = table_end::below(seen, state, false) {
        return (class, None, None);
    }
    if !results && seen.kind == Kind::Dash && state.last_is_line() {
        // "- Lớp may xã Đại Hợp" under an activity is a part of it.
        return (Class::OfWhich, None, None);
    }
    if let Some((line, _)) = context.lines.group(&seen.label, true, context.effort) {
        return (Class::Group, Some(line), None);
    }
    if matches!(seen.kind, Kind::Roman | Kind::Upper) && !seen.label.is_empty() {
        return (Class::Group, None, None);
    }
    if seen.label.is_empty() && seen.figures == seen.zeros {
        return (Class::Blank, None, None);
    }
    if seen.figures == 0 {
        return (Class::Note, None, None);
    }
    (Class::Unknown, None, None)
}

fn list_class(
    context: &Context<'_>,
    seen: &Look,
    next: Option<&Look>,
    shape: &Shape<'_>,
    state: &mut State<'_>,
) -> Classified {
    let Shape {
        groups, numbered, ..
    } = *shape;
    if let Some(class) = common(context, seen, state) {
        return (class, None, None);
    }
    if of_which(context, seen) {
        state.of_which = true;
        return (Class::OfWhich, None, None);
    }
    if let Some(sums) = seen.sums {
        return match sums {
            Sums::Section => (Class::Total, None, Some(seen.folded.to_uppercase())),
            Sums::Share => (Class::OfWhich, None, None),
        };
    }
    if !seen.code
        && let Some(closes) = total(context, seen)
    {
        state.of_which = false;
        return (Class::Total, None, closes);
    }
    if is_part(seen, next, shape, state) {
        return (Class::OfWhich, None, None);
    }
    if is_aside(seen, &context.layout.rows.remark) || is_share(context, seen) {
        return (Class::Note, None, None);
    }
    if let Some(class) = table_end::below(seen, state, state.is_last) {
        return (class, None, None);
    }
    if seen.label.is_empty() {
        if seen.figures == 0 {
            return (Class::Blank, None, None);
        }
        if seen.result_name && state.projects > 0 {
            return (Class::Result, None, None);
        }
        let identified = seen.code || seen.attributes > 0;
        // A number that is filled down with its formulas waits for its line.
        let waits = seen.figures == seen.zeros;
        let class = if identified || (seen.seq.is_some() && !waits) {
            Class::Project
        } else if waits {
            Class::Blank
        } else {
            Class::Unknown
        };
        return (class, None, None);
    }
    if seen.kind == Kind::Dash {
        // Rows led by a dash are parts of the row above, unless nothing else on the sheet could be a project.
        let part = state.of_which
            || (numbered && state.projects > 0 && !seen.code && seen.attributes == 0);
        if part {
            return (Class::OfWhich, None, None);
        }
    } else {
        state.of_which = false;
    }
    if seen.code {
        // What has a code of its own is no group, whatever it is called.
        state.projects += 1;
        return (Class::Project, None, None);
    }
    let outer = groups.contains_key(&seen.kind);
    // What the label names is looked up only where it decides: that takes longer than all else here.
    let mut line: Option<Option<(Line, f64)>> = None;
    let mut named = || {
        let prefer_content = matches!(seen.kind, Kind::Roman | Kind::Upper) || !outer;
        let found = line.get_or_insert_with(|| {
            let lines = context.lines;
            lines.group(&seen.label, prefer_content, context.effort)
        });
        found.clone()
    };
    let mut surely_named = || named().is_some_and(|(_, s)| s >= 0.93);
    let own = seen.attributes > 0;
    let deeper = next.is_some_and(|n| depth(n.kind) > depth(seen.kind));
    // "1. Đào tạo nghề" in the column of names over a row whose own column of numbers begins with 1.
    let restarts = |n: &Look| {
        !n.numbered_in_text
            && n.seq
                .as_deref()
                .is_some_and(|s| s.trim_end_matches('.') == "1")
    };
    let heads = seen.numbered_in_text && !own && next.is_some_and(restarts);
    let is_group = if heads {
        true
    } else if seen.kind == Kind::Plain {
        // Plain text among numbered projects, or a title of the programme.
        !own && (numbered || (seen.figures == 0 && next.is_some()) || surely_named())
    } else {
        let outermost = matches!(seen.kind, Kind::Roman | Kind::Upper);
        (outer && (deeper || !own))
            || (!own && seen.figures == 0 && outermost)
            || (!own && (deeper || outermost) && surely_named())
    };
    if is_group {
        return (Class::Group, named().map(|(l, _)| l), None);
    }
    if seen.figures == 0 && !own && seen.seq.is_none() && next.is_none() {
        return (Class::Note, None, None);
    }
    state.projects += 1;
    (Class::Project, None, None)
}
