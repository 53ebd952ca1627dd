//! Lines whose words run over two rows or more: a long name typed below itself, where a line break would do.
//!
//! Read row by row, the second would be a group of its own, and the name would stop in the middle.

use crate::base::place::Cell;
use crate::read::grid::Grid;

use super::labels::{begins, of_which, total};
use super::look::Look;
use super::meaning::Meaning;
use super::numbering::Kind;
use super::rows::Context;

/// Joins what belongs together: the words of the rows below go to the line, and these rows say so ([`Look::continues`]).
pub(super) fn join(context: &Context<'_>, grid: &Grid, looks: &mut [Look]) {
    let Some(name) = context.plain("name").or_else(|| context.plain("label")) else {
        return;
    };
    let seq = context.plain("seq");
    let mut head: Option<usize> = None;
    for index in 0..looks.len() {
        let next = looks.get(index + 1);
        let restarts = |head: &Look| {
            next.is_some_and(|n| n.kind == head.kind && n.seq.as_deref() == Some("1"))
        };
        let below = &looks[index];
        // Nearly every row begins a line of its own, with a number or a code.
        let line = head
            .filter(|_| below.seq.is_none() && !below.code && !below.result_name)
            .map(|at| (at, &looks[at]))
            .filter(|(_, line)| line.spread.1 + 1 == below.row && !restarts(line));
        let Some((at, line)) = line.filter(|(_, line)| is_line(context, line, name)) else {
            head = Some(index);
            continue;
        };
        let goes_on = may_go_on(context, below, name)
            && (begins_small(&below.label)
                || is_open(&line.label)
                || is_merged(grid, seq, line, below));
        if goes_on && below.figures == below.zeros && is_silent(context, below) {
            let label = format!("{} {}", line.label, below.label);
            let (row, attributes) = (below.row, below.attributes);
            let line = &mut looks[at];
            line.say(label);
            line.spread.1 = row;
            line.attributes += attributes;
            looks[index].continues = true;
        } else if is_attribute_alone(below, name) {
            // Who gets it, or where, goes on.
            let row = below.row;
            looks[at].spread.1 = row;
            looks[index].continues = true;
        } else {
            head = Some(index);
            if goes_on && holds_figures_below(line, below, next) {
                let label = format!("{} {}", line.label, below.label);
                let (kind, seq) = (line.kind, line.seq.clone());
                let (from, code, attributes) = (line.spread.0, line.code, line.attributes);
                looks[at].continues = true;
                let below = &mut looks[index];
                below.say(label);
                (below.kind, below.seq) = (kind, seq);
                // What a word of a name seemed to say of its money.
                below.source = None;
                below.spread.0 = from;
                below.code |= code;
                below.attributes += attributes;
            }
        }
    }
}

/// A numbered line of the table with words in the column of names.
fn is_line(context: &Context<'_>, line: &Look, name: u16) -> bool {
    let numbered = matches!(line.kind, Kind::Int | Kind::Dotted(_) | Kind::Lower);
    (line.seq.is_some() && numbered || line.code)
        && line.label_cell.is_some_and(|at| at.col == name)
        && total(context, line).is_none()
}

/// A row of nothing but words of its own in the column of names, and of who gets it or where.
fn may_go_on(context: &Context<'_>, below: &Look, name: u16) -> bool {
    let words = &context.layout.rows;
    below.kind == Kind::Plain
        && (below.source.is_none() || begins_in_passing(context, below))
        && !below.signs
        && below.texts <= 1 + below.attributes
        && below.label_cell.is_some_and(|at| at.col == name)
        && !begins(&below.folded, &words.note)
        && !begins(&below.folded, &words.sample)
        && !begins(&below.folded, &words.carried)
        && !begins(&below.folded, &words.remark)
        && !of_which(context, below)
        && total(context, below).is_none()
}

/// "về khuyến công năm 2017" speaks of no source of money: a label that does begins with its name.
fn begins_in_passing(context: &Context<'_>, below: &Look) -> bool {
    let first = below.folded.split(' ').next().unwrap_or_default();
    let phrases = context
        .layout
        .phrases
        .get(first)
        .map_or(&[][..], Vec::as_slice);
    let is_filler =
        |(words, meaning): &(Vec<String>, Meaning)| words.len() == 1 && *meaning == Meaning::Filler;
    phrases.iter().any(is_filler) && begins_small(&below.label)
}

/// What the programme calls by this name is a group, however it is written.
fn is_silent(context: &Context<'_>, below: &Look) -> bool {
    let named = context.lines.group(&below.label, true, context.effort);
    named.is_none_or(|(_, score)| score < 0.93)
}

/// "cho lao động nông thôn": no name and no group begins with a small letter.
fn begins_small(label: &str) -> bool {
    let mut letters = label.chars().skip_while(|c| !c.is_alphanumeric());
    letters.next().is_some_and(char::is_lowercase)
}

/// "Đào tạo nghề may, thêu," or "Máy móc chế biến gỗ (Công ty": something has to follow.
fn is_open(label: &str) -> bool {
    let count = |c: char| label.matches(c).count();
    label.trim_end().ends_with([',', '-', '–', '/', '&', ';']) || count('(') > count(')')
}

/// The line's number stands in a cell that is merged over the row below.
fn is_merged(grid: &Grid, seq: Option<u16>, line: &Look, below: &Look) -> bool {
    let area = seq.and_then(|col| grid.merge_at(Cell::new(line.row, col)));
    area.is_some_and(|area| area.last.row >= below.row && area.first.col == area.last.col)
}

/// Who gets it, or where, and nothing else: neither a name nor a number nor a figure.
fn is_attribute_alone(below: &Look, name: u16) -> bool {
    below.attributes > 0
        && below.source.is_none()
        && below.figures == 0
        && below.texts == below.attributes
        && below.label_cell.is_none_or(|at| at.col != name)
}

/// The line's figures stand in its last row: beside its number there are none, and only this one row has some.
fn holds_figures_below(line: &Look, below: &Look, next: Option<&Look>) -> bool {
    let alone = next.is_none_or(|n| n.seq.is_some() || n.figures == 0 || !begins_small(&n.label));
    line.seq.is_some() && line.figures == 0 && below.numbers > 0 && alone
}
