//! What a row looks like before its class is known: its label, its number, what its columns hold.

use std::borrow::Cow;

use crate::base::formula::shape;
use crate::base::place::Cell;
use crate::base::text::{Initials, fold};
use crate::model::Source;
use crate::read::grid::{Content, GridCell};

use super::body::is_typed_amount;
use super::columns::Role;
use super::header::shown;
use super::labels::{self, begins, dated};
use super::numbering::{self, Kind};
use super::rows::Context;
use super::source_totals::Sums;
use super::sources;
use super::vocabulary::{Layout, RowWords};

/// What a row looks like before its class is known.
pub(super) struct Look {
    pub(super) row: u32,
    pub(super) label: String,
    /// The label, folded.
    pub(super) folded: String,
    pub(super) label_cell: Option<Cell>,
    pub(super) kind: Kind,
    pub(super) seq: Option<String>,
    /// The number leads the label and has no cell of its own.
    pub(super) numbered_in_text: bool,
    /// Cells of figure columns that hold something, readable or not.
    pub(super) figures: usize,
    /// Those of them that hold a number.
    pub(super) numbers: usize,
    /// Those of the figures that are formulas and come to nothing, as in forms whose formulas are filled down.
    pub(super) zeros: usize,
    /// A word of a signature block stands in the row.
    pub(super) signs: bool,
    pub(super) attributes: usize,
    pub(super) code: bool,
    pub(super) result_name: bool,
    pub(super) texts: usize,
    pub(super) numbers_columns: bool,
    /// Whose money the row prints, where its own column or its label says so.
    pub(super) source: Option<Source>,
    /// A column of sources says it.
    pub(super) by_column: bool,
    /// It is a total of one source.
    pub(super) sums: Option<Sums>,
    /// Its words go on from the row above, or go on in the row below, where the line's figures stand.
    pub(super) continues: bool,
    /// First and last of the rows over which its words run.
    pub(super) spread: (u32, u32),
}

impl Look {
    /// Gives the row another label.
    pub(super) fn say(&mut self, label: String) {
        self.folded = fold(&label);
        self.label = label;
    }
}

/// What of a form's columns is asked of every row, looked up once for the sheet.
pub(super) struct Plan<'a> {
    /// What each column holds, by its number.
    roles: Vec<Option<&'a Role>>,
    /// The column of names or labels.
    name_col: Option<u16>,
    /// The column of numbers.
    seq_col: Option<u16>,
    first_figure: u16,
    /// The words of rows.
    words: &'a RowWords,
    /// The words of signature blocks.
    signature: &'a [String],
    /// Their first letters.
    initials: Initials,
    layout: &'a Layout,
}

impl<'a> Plan<'a> {
    pub(super) fn new(context: &Context<'a>) -> Self {
        let last = context.columns.iter().map(|c| c.col).max();
        let mut roles = vec![None; last.map_or(0, |last| usize::from(last) + 1)];
        // Of two columns of one number the first one counts.
        for column in context.columns.iter().rev() {
            roles[usize::from(column.col)] = Some(&column.role);
        }
        let figures = context.columns.iter().filter(|c| c.role.is_figure());
        Self {
            roles,
            name_col: context.plain("name").or_else(|| context.plain("label")),
            seq_col: context.plain("seq"),
            first_figure: figures.map(|c| c.col).min().unwrap_or(u16::MAX),
            words: &context.layout.rows,
            signature: &context.layout.rows.signature,
            initials: Initials::of(&context.layout.rows.signature),
            layout: context.layout,
        }
    }

    fn role(&self, col: u16) -> Option<&'a Role> {
        self.roles.get(usize::from(col)).copied().flatten()
    }

    /// Whether a text begins with words of a signature block. Its first letters nearly always tell, without folding it.
    fn signs(&self, text: &str) -> bool {
        self.initials.may_begin(text, self.signature) && begins(&fold(text), self.signature)
    }
}

pub(super) fn look(plan: &Plan<'_>, row: u32, cells: &[GridCell], near_header: bool) -> Look {
    let role = |col: u16| plan.role(col);
    let (name_col, seq_col, first_figure) = (plan.name_col, plan.seq_col, plan.first_figure);
    let mut seen = Look {
        row,
        label: String::new(),
        folded: String::new(),
        label_cell: None,
        kind: Kind::Plain,
        seq: None,
        numbered_in_text: false,
        figures: 0,
        numbers: 0,
        zeros: 0,
        signs: false,
        attributes: 0,
        code: false,
        result_name: false,
        texts: 0,
        numbers_columns: near_header && numbering::is_column_numbers(cells),
        source: None,
        by_column: false,
        sums: None,
        continues: false,
        spread: (row, row),
    };
    let mut other_label: Option<(Cell, Cow<'_, str>)> = None;
    let mut lone: Option<(Cell, Cow<'_, str>)> = None;
    let mut odd: Vec<(Cell, Cow<'_, str>)> = Vec::new();
    for cell in cells {
        if role(cell.at.col).is_some_and(Role::is_figure) {
            if is_figure(cell) {
                seen.figures += 1;
                seen.numbers += 1;
                seen.zeros += usize::from(comes_to_nothing(cell, cells));
            } else if !is_blank_mark(cell)
                && let Some(text) = shown(cell)
            {
                odd.push((cell.at, text));
            }
            continue;
        }
        let Some(text) = shown(cell) else { continue };
        seen.texts += 1;
        seen.signs |= plan.signs(&text);
        if Some(cell.at.col) == seq_col
            && let Some(kind) = numbering::kind_of(&text)
        {
            seen.kind = kind;
            seen.seq = Some(text.into_owned());
            continue;
        }
        if Some(cell.at.col) == name_col {
            // The dotted line of a blank form names nothing.
            if is_dotted(&text) {
                continue;
            }
            seen.label = text.into_owned();
            seen.label_cell = Some(cell.at);
            continue;
        }
        // "Tổng cộng" under "Mã đề án" or "Đơn vị thực hiện" is what the row is, not whose.
        let is_total = cell.at.col < first_figure
            && plan.words.may_hold_total(&text)
            && labels::closes(plan.words, &text).is_some();
        if let Some(Role::Plain(field)) = role(cell.at.col).filter(|_| !is_total) {
            match field.as_str() {
                "code" => seen.code = true,
                "beneficiary" | "location" | "unit" | "time" | "start" | "end" => {
                    seen.attributes += 1;
                }
                "result_name" => seen.result_name = true,
                "source" => {
                    seen.source = sources::of_figures(plan.layout, &text);
                    seen.by_column = seen.source.is_some();
                    continue;
                }
                _ => {}
            }
        }
        let left = cell.at.col < first_figure
            || Some(cell.at.col) == seq_col
            || name_col.is_some_and(|n| cell.at.col < n);
        // A code or a place is no label, unless the row says nothing else.
        let field =
            Some(cell.at.col) != seq_col && matches!(role(cell.at.col), Some(Role::Plain(_)));
        let field = field && !is_total;
        let label = if field { &mut lone } else { &mut other_label };
        if label.is_none()
            && (left || seen.figures == 0)
            && matches!(cell.content, Content::Text(_))
        {
            *label = Some((cell.at, text));
        }
    }
    if other_label.is_none() && seen.texts == 1 {
        other_label = lone;
    }
    // Words in a column of figures are a bad figure in a line of the table, and a date or a signature elsewhere.
    seen.signs |= odd.iter().any(|(_, t)| plan.signs(t) || dated(&fold(t)));
    let bare =
        seen.label.is_empty() && other_label.is_none() && seen.seq.is_none() && seen.numbers == 0;
    if bare && !seen.code && seen.attributes == 0 {
        seen.texts += odd.len();
        other_label = odd.into_iter().next();
    } else {
        seen.figures += odd.len();
    }
    let before_name = |at: Cell| name_col.is_none_or(|n| at.col < n) || Some(at.col) == seq_col;
    if seen.label.is_empty()
        && let Some((at, text)) = other_label
        && (before_name(at)
            || seen.texts == 1
            || (seen.attributes == 0 && !seen.code && !seen.result_name))
    {
        seen.label = text.into_owned();
        seen.label_cell = Some(at);
    }
    if seen.kind == Kind::Plain
        && let Some((kind, _)) = numbering::leading(&seen.label)
    {
        seen.kind = kind;
        seen.numbered_in_text = true;
        seen.seq = seen
            .label
            .split([' ', ')', '.'])
            .next()
            .map(str::to_owned)
            .filter(|_| kind != Kind::Dash);
    }
    seen.folded = fold(&seen.label);
    let own = seen.code || seen.attributes > 0;
    if !seen.by_column && !own && !seen.label.is_empty() {
        let label = numbering::without_number(&seen.label);
        // Most rows are of projects: a name is no one's money.
        seen.source = if seen.kind == Kind::Dash && seen.figures > 0 {
            sources::of_figures(plan.layout, &label)
        } else {
            sources::named(plan.layout, &label)
        };
    }
    seen
}

/// "…", "......", "____": a line to be filled in.
fn is_dotted(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, '.' | '…' | '_' | '‥' | ' '))
}

pub(super) fn is_blank_mark(cell: &GridCell) -> bool {
    matches!(&cell.content, Content::Text(t) if matches!(t.trim(), "" | "-" | "–" | "—" | "x" | "X" | "…" | "..." | "."))
}

/// A formula over cells in which nothing stands: it comes to zero, or was never computed and asks for nothing but blank
/// cells of its own row.
fn comes_to_nothing(cell: &GridCell, row: &[GridCell]) -> bool {
    let Some(formula) = cell.formula.as_deref() else {
        return false;
    };
    let is_blank = |col: u16| {
        let at = row.binary_search_by_key(&col, |c| c.at.col);
        at.ok().is_none_or(|at| {
            is_blank_mark(&row[at])
                || row[at].content == Content::Uncomputed
                || (row[at].formula.is_some() && row[at].content == Content::Number(0.0))
        })
    };
    match cell.content {
        Content::Number(number) => number == 0.0,
        Content::Uncomputed => shape::columns_of_row(formula, cell.at.row)
            .is_some_and(|mut columns| columns.all(is_blank)),
        _ => false,
    }
}

/// A number, an error, an uncomputed formula, or text that is mostly digits.
pub(super) fn is_figure(cell: &GridCell) -> bool {
    match &cell.content {
        Content::Number(_) | Content::Error(_) | Content::Uncomputed => true,
        Content::Text(t) => {
            let digits = t.chars().filter(char::is_ascii_digit).count();
            let mostly = digits * 2 >= t.chars().filter(|c| c.is_alphanumeric()).count();
            (digits > 0 && mostly) || is_typed_amount(t)
        }
        Content::Date(_) | Content::Bool(_) => false,
    }
}
