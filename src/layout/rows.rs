//! What each row under a header is: a group, a project, a total, a note, a signature …

use std::collections::HashMap;

use crate::base::place::Cell;
use crate::base::text::{after, fold};
use crate::model::Form;
use crate::read::grid::{Content, Grid, GridCell};

use super::columns::{Column, Role};
use super::header::text_of;
use super::lines::{Line, Lines};
use super::numbering::{self, Kind};
use super::vocabulary::Layout;

/// The class of a row, as `inspect` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Above the header.
    Title,
    /// Of the header.
    Header,
    /// Numbers the columns.
    Numbering,
    /// A group of rows, with or without a subtotal.
    Group,
    /// A project.
    Project,
    /// A further result of the project above.
    Result,
    /// A line of the money form.
    Activity,
    /// A line of the results form.
    Indicator,
    /// Part of the row above ("Trong đó").
    OfWhich,
    /// A total.
    Total,
    /// A note or a sample.
    Note,
    /// The signature block.
    Signature,
    /// Nothing, or a number without a line.
    Blank,
    /// Figures that fit no class.
    Unknown,
}

/// One row with what its left part says.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row, from 0.
    pub row: u32,
    /// Its class.
    pub class: Class,
    /// Its level: 0 for the outermost group; a project stands below its group.
    pub level: u8,
    /// Its label, tidied, with its numbering.
    pub label: String,
    /// Where the label stands.
    pub label_cell: Option<Cell>,
    /// Kind of its number.
    pub kind: Kind,
    /// Its number as printed.
    pub seq: Option<String>,
    /// The line of the programme that it names.
    pub line: Option<Line>,
    /// For a total: the group that it closes, as `Cộng I` says; `None` for the sheet's own.
    pub closes: Option<String>,
}

/// What a row looks like before its class is known.
struct Look {
    row: u32,
    label: String,
    label_cell: Option<Cell>,
    kind: Kind,
    seq: Option<String>,
    /// Cells of figure columns that hold something, readable or not.
    figures: usize,
    /// Those of them that hold a number.
    numbers: usize,
    /// A word of a signature block stands in the row.
    signs: bool,
    attributes: usize,
    code: bool,
    result_name: bool,
    texts: usize,
    numbers_columns: bool,
}

/// What is needed to tell rows apart.
pub struct Context<'a> {
    /// The form's words.
    pub layout: &'a Layout,
    /// The programme's lines.
    pub lines: &'a Lines,
    /// The columns.
    pub columns: &'a [Column],
}

impl Context<'_> {
    fn plain(&self, name: &str) -> Option<u16> {
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
        rows.push(bare(row, class));
    }
    let name_col = context.plain("name").or_else(|| context.plain("label"));
    let looks: Vec<Look> = grid
        .rows()
        .skip_while(|(r, _)| *r <= last)
        .enumerate()
        .map(|(index, (row, cells))| look(context, name_col, row, cells, index < 3))
        .collect();
    let group_kinds = group_kinds(&looks);
    let numbered = looks
        .iter()
        .any(|l| matches!(l.kind, Kind::Int | Kind::Dotted(_)) && l.figures > 0);
    let by_activity = matches!(
        context.layout.form,
        Form::MoneyByActivity | Form::ResultsByIndicator
    );
    let mut state = State::default();
    let mut stack: Vec<Kind> = Vec::new();
    for (index, seen) in looks.iter().enumerate() {
        let next = looks[index + 1..]
            .iter()
            .find(|l| !l.label.is_empty() && (l.figures > 0 || l.texts > 0));
        let (class, line, closes) = if by_activity {
            line_class(context, seen, &mut state)
        } else {
            list_class(context, seen, next, &group_kinds, numbered, &mut state)
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
        state.last = class;
        rows.push(Row {
            row: seen.row,
            class,
            level,
            label: seen.label.clone(),
            label_cell: seen.label_cell,
            kind: seen.kind,
            seq: seen.seq.clone(),
            line,
            closes,
        });
    }
    rows
}

fn bare(row: u32, class: Class) -> Row {
    Row {
        row,
        class,
        level: 0,
        label: String::new(),
        label_cell: None,
        kind: Kind::Plain,
        seq: None,
        line: None,
        closes: None,
    }
}

struct State {
    last: Class,
    /// Inside "Trong đó": rows led by a dash belong to the row above it.
    of_which: bool,
    signed: bool,
    noted: bool,
    /// The last main line of a results form, which tells two lines of one wording apart.
    main_line: Option<String>,
    projects: usize,
}

impl Default for State {
    fn default() -> Self {
        Self {
            last: Class::Header,
            of_which: false,
            signed: false,
            noted: false,
            main_line: None,
            projects: 0,
        }
    }
}

fn look(
    context: &Context<'_>,
    name_col: Option<u16>,
    row: u32,
    cells: &[GridCell],
    near_header: bool,
) -> Look {
    let role = |col: u16| {
        context
            .columns
            .iter()
            .find(|c| c.col == col)
            .map(|c| &c.role)
    };
    let seq_col = context.plain("seq");
    let first_figure = context
        .columns
        .iter()
        .filter(|c| c.role.is_figure())
        .map(|c| c.col)
        .min()
        .unwrap_or(u16::MAX);
    let mut seen = Look {
        row,
        label: String::new(),
        label_cell: None,
        kind: Kind::Plain,
        seq: None,
        figures: 0,
        numbers: 0,
        signs: false,
        attributes: 0,
        code: false,
        result_name: false,
        texts: 0,
        numbers_columns: near_header && numbering::is_column_numbers(cells),
    };
    let mut other_label: Option<(Cell, String)> = None;
    let mut odd: Vec<(Cell, String)> = Vec::new();
    for cell in cells {
        if role(cell.at.col).is_some_and(Role::is_figure) {
            if is_figure(cell) {
                seen.figures += 1;
                seen.numbers += 1;
            } else if !is_blank_mark(cell)
                && let Some(text) = text_of(cell)
            {
                odd.push((cell.at, text));
            }
            continue;
        }
        let Some(text) = text_of(cell) else { continue };
        seen.texts += 1;
        seen.signs |= begins(&fold(&text), &context.layout.rows.signature);
        if Some(cell.at.col) == seq_col
            && let Some(kind) = numbering::kind_of(&text)
        {
            seen.kind = kind;
            seen.seq = Some(text);
            continue;
        }
        if Some(cell.at.col) == name_col {
            seen.label = text;
            seen.label_cell = Some(cell.at);
            continue;
        }
        if let Some(Role::Plain(field)) = role(cell.at.col) {
            match field.as_str() {
                "code" => seen.code = true,
                "beneficiary" | "location" | "unit" | "time" | "start" | "end" => seen.attributes += 1,
                "result_name" => seen.result_name = true,
                _ => {}
            }
        }
        let left = cell.at.col < first_figure
            || Some(cell.at.col) == seq_col
            || name_col.is_some_and(|n| cell.at.col < n);
        if other_label.is_none() && (left || seen.figures == 0) && matches!(cell.content, Content::Text(_)) {
            other_label = Some((cell.at, text));
        }
    }
    // Words in a column of figures are a bad figure in a line of the table, and a date or a signature elsewhere.
    seen.signs |= odd.iter().any(|(_, t)| begins(&fold(t), &context.layout.rows.signature) || dated(&fold(t)));
    let bare = seen.label.is_empty() && other_label.is_none() && seen.seq.is_none() && seen.numbers == 0;
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
        seen.label = text;
        seen.label_cell = Some(at);
    }
    if seen.kind == Kind::Plain
        && let Some((kind, _)) = numbering::leading(&seen.label)
    {
        seen.kind = kind;
        seen.seq = seen
            .label
            .split([' ', ')', '.'])
            .next()
            .map(str::to_owned)
            .filter(|_| kind != Kind::Dash);
    }
    seen
}

fn is_blank_mark(cell: &GridCell) -> bool {
    matches!(&cell.content, Content::Text(t) if matches!(t.trim(), "" | "-" | "–" | "—" | "x" | "X" | "…" | "..." | "."))
}

/// A number, an error, an uncomputed formula, or text that is mostly digits.
fn is_figure(cell: &GridCell) -> bool {
    match &cell.content {
        Content::Number(_) | Content::Error(_) | Content::Uncomputed => true,
        Content::Text(t) => {
            let digits = t.chars().filter(char::is_ascii_digit).count();
            digits > 0 && digits * 2 >= t.chars().filter(|c| c.is_alphanumeric()).count()
        }
        Content::Date(_) | Content::Bool(_) => false,
    }
}

/// The kinds of numbers under which deeper rows stand somewhere on the sheet.
fn group_kinds(looks: &[Look]) -> HashMap<Kind, usize> {
    let mut kinds = HashMap::new();
    let labelled: Vec<&Look> = looks
        .iter()
        .filter(|l| !l.label.is_empty() && l.kind != Kind::Plain && l.kind != Kind::Dash)
        .collect();
    let mut order: Vec<Kind> = Vec::new();
    for (index, seen) in labelled.iter().enumerate() {
        if !order.contains(&seen.kind) {
            order.push(seen.kind);
        }
        if let Some(next) = labelled.get(index + 1)
            && depth(next.kind) > depth(seen.kind)
        {
            *kinds.entry(seen.kind).or_insert(0) += 1;
        }
    }
    kinds
}

const fn depth(kind: Kind) -> u8 {
    match kind {
        Kind::Upper => 0,
        Kind::Roman => 1,
        Kind::Int => 2,
        Kind::Dotted(n) => 2 + n,
        Kind::Lower => 20,
        Kind::Dash => 30,
        Kind::Plain => 40,
    }
}

type Classified = (Class, Option<Line>, Option<String>);

fn common(context: &Context<'_>, seen: &Look, state: &mut State) -> Option<Class> {
    let words = &context.layout.rows;
    let folded = fold(&seen.label);
    if seen.numbers_columns && matches!(state.last, Class::Header | Class::Numbering) {
        return Some(Class::Numbering);
    }
    if seen.texts == 0 && seen.figures == 0 && seen.label.is_empty() {
        return Some(Class::Blank);
    }
    if begins(&folded, &words.sample) {
        return Some(Class::Note);
    }
    let signs = seen.signs || dated(&folded);
    if seen.numbers == 0 && seen.seq.is_none() && (signs || state.signed) {
        state.signed = true;
        return Some(Class::Signature);
    }
    let identified = seen.code || seen.attributes > 0 || seen.seq.is_some();
    if !identified && seen.figures == 0 {
        if begins(&folded, &words.note) {
            state.noted = true;
        }
        if state.noted {
            return Some(Class::Note);
        }
    }
    None
}

/// "Kiến Thụy, ngày 15 tháng 9 năm 2017": the line over a signature.
fn dated(folded: &str) -> bool {
    folded.contains("ngay")
        && folded.contains("thang")
        && folded.contains("nam")
        && folded.split(' ').count() <= 14
}

fn begins(folded: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|p| after(folded, p).is_some())
}

/// Whether a label is a total, and which group it closes.
fn total(context: &Context<'_>, seen: &Look) -> Option<Option<String>> {
    let words = &context.layout.rows;
    let folded = fold(&numbering::without_number(&seen.label));
    if folded.is_empty() || begins(&folded, &words.not_total) {
        return None;
    }
    if let Some(lead) = words
        .group_total
        .iter()
        .find(|p| after(&folded, p).is_some_and(|rest| !rest.is_empty()))
    {
        let rest = folded[lead.len()..].trim();
        let keys: Vec<&str> = rest.split(' ').collect();
        // "Tổng cộng mục (I+II+III)" closes the sheet, "Cộng mục I" a group.
        return Some((keys.len() == 1).then(|| rest.to_uppercase()));
    }
    let lead = words
        .total
        .iter()
        .find(|p| after(&folded, p).is_some())?;
    let rest: Vec<&str> = folded[lead.len()..]
        .split(' ')
        .filter(|w| !w.is_empty())
        .collect();
    if *lead == "cong" && rest.len() == 1 && (numbering::kind_of(&rest[0].to_uppercase()).is_some())
    {
        return Some(Some(rest[0].to_uppercase()));
    }
    const MAY_FOLLOW: [&str; 52] = [
        "kinh", "phi", "cac", "de", "an", "du", "chung", "toan", "bo", "muc", "nhom", "phan", "so",
        "cong", "tong", "trong", "ky", "quy", "nam", "chi", "ca", "huyen", "quan", "thanh", "pho",
        "tinh", "xa", "phuong", "nhiem", "vu", "khuyen", "nguon", "von", "tien", "thuc", "hien",
        "duoc", "duyet", "cua", "va", "a", "b", "c", "d", "i", "ii", "iii", "iv", "v", "noi",
        "dung", "don",
    ];
    let place = rest
        .first()
        .is_some_and(|w| matches!(*w, "huyen" | "quan" | "thanh" | "toan"));
    let fits = rest
        .iter()
        .all(|w| MAY_FOLLOW.contains(w) || w.chars().all(|c| c.is_ascii_digit()));
    (rest.is_empty() || (fits && rest.len() <= 8) || (place && rest.len() <= 6)).then_some(None)
}

fn of_which(context: &Context<'_>, seen: &Look) -> bool {
    let folded = fold(&seen.label);
    begins(&folded, &context.layout.rows.of_which)
}

fn line_class(context: &Context<'_>, seen: &Look, state: &mut State) -> Classified {
    if let Some(class) = common(context, seen, state) {
        return (class, None, None);
    }
    let results = context.layout.form == Form::ResultsByIndicator;
    if results {
        if let Some((number, _)) = context
            .lines
            .indicator(&seen.label, state.main_line.as_deref())
        {
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
    } else if let Some((number, _)) = context.lines.activity(&seen.label) {
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
    if let Some((line, _)) = context.lines.group(&seen.label, true) {
        return (Class::Group, Some(line), None);
    }
    if matches!(seen.kind, Kind::Roman | Kind::Upper) && !seen.label.is_empty() {
        return (Class::Group, None, None);
    }
    if seen.label.is_empty() && seen.figures == 0 {
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
    groups: &HashMap<Kind, usize>,
    numbered: bool,
    state: &mut State,
) -> Classified {
    if let Some(class) = common(context, seen, state) {
        return (class, None, None);
    }
    if of_which(context, seen) {
        state.of_which = true;
        return (Class::OfWhich, None, None);
    }
    if !seen.code
        && let Some(closes) = total(context, seen)
    {
        state.of_which = false;
        return (Class::Total, None, closes);
    }
    if seen.label.is_empty() {
        if seen.figures == 0 {
            return (Class::Blank, None, None);
        }
        if seen.result_name && state.projects > 0 {
            return (Class::Result, None, None);
        }
        let identified = seen.code || seen.attributes > 0 || seen.seq.is_some();
        return (
            if identified {
                Class::Project
            } else {
                Class::Unknown
            },
            None,
            None,
        );
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
    let outer = groups.contains_key(&seen.kind);
    let line = context.lines.group(
        &seen.label,
        matches!(seen.kind, Kind::Roman | Kind::Upper) || !outer,
    );
    let own = seen.code || seen.attributes > 0;
    let deeper = next.is_some_and(|n| depth(n.kind) > depth(seen.kind));
    let is_group = if seen.code {
        false
    } else if seen.kind == Kind::Plain {
        // Plain text among numbered projects, or a title of the programme.
        !own && (numbered
            || line.as_ref().is_some_and(|(_, s)| *s >= 0.93)
            || (seen.figures == 0 && next.is_some()))
    } else {
        let named = line.as_ref().is_some_and(|(_, s)| *s >= 0.93);
        (outer && (deeper || !own))
            || (named && !own && (deeper || matches!(seen.kind, Kind::Roman | Kind::Upper)))
            || (!own && seen.figures == 0 && matches!(seen.kind, Kind::Roman | Kind::Upper))
    };
    if is_group {
        return (Class::Group, line.map(|(l, _)| l), None);
    }
    if seen.figures == 0 && !own && seen.seq.is_none() && next.is_none() {
        return (Class::Note, None, None);
    }
    state.projects += 1;
    (Class::Project, None, None)
}
