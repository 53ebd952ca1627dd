//! Formulas whose references follow the rows.
//!
//! Outside the repeated rows a reference goes where Excel would put it: above stays, below moves,
//! a range that ends on a model row grows, and a single model cell that is an argument of its own
//! in `SUM` and the like grows too (`SUM(D8)` is meant as the sum of the list), while `=D8` stays
//! on the first row.
//!
//! Inside a repeated row the formula is copied as Excel fills down: its own row is the copy's row,
//! `$` stays (and `F$8:F$8` grows), the row just above and others above move along. Only a relative
//! reference to a row below the list stays on that row, since there is nothing to fill down to.
//! In a block with levels a reference to a deeper level means the rows of this item, be it drawn above
//! them or at their foot, one to a higher level its parent.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::cellref::{Coord, MAX_ROW, Ref};
use super::lex::{SheetPart, Tok, Token, lex, sheet_part};
use super::region::{Region, RowMap, Run};

/// How the rows of every sheet move, by sheet name.
#[derive(Debug, Default)]
pub(super) struct Moves {
    sheets: BTreeMap<String, RowMap>,
    /// Sheet names in the workbook's order, for spans of sheets.
    order: Vec<String>,
}

/// Where a formula stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The sheet that its plain references mean.
    pub(super) sheet: &'a str,
    /// For a formula of a model row: the region, the index of the copy and the model row.
    pub(super) copy: Option<(&'a Region, usize, u32)>,
    /// Several areas may stand one after the other (print areas and other names).
    pub(super) union: bool,
    /// One cell that is not part of a calculation means the list that it is the model of: names and
    /// the series of charts, where `$D$8:$D$8` is stored as `$D$8`.
    pub(super) grow: bool,
}

/// Why a formula cannot follow the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stuck {
    /// The reference as it stands in the template.
    pub(super) reference: String,
}

/// Functions that take any number of ranges.
const LISTS: [&str; 10] = [
    "SUM", "COUNT", "COUNTA", "AVERAGE", "MIN", "MAX", "PRODUCT", "SUBTOTAL", "SUMSQ", "MEDIAN",
];
/// Functions for which one cell as an argument means the list that it is the model of.
const GROWS: [&str; 22] = [
    "SUM",
    "COUNT",
    "COUNTA",
    "AVERAGE",
    "MIN",
    "MAX",
    "PRODUCT",
    "SUBTOTAL",
    "SUMSQ",
    "MEDIAN",
    "AGGREGATE",
    "COUNTBLANK",
    "SUMIF",
    "SUMIFS",
    "COUNTIF",
    "COUNTIFS",
    "AVERAGEIF",
    "AVERAGEIFS",
    "SUMPRODUCT",
    "MATCH",
    "RANK",
    "TEXTJOIN",
];
/// Arguments a function may have.
const MAX_ARGUMENTS: usize = 250;
/// Characters a formula may have.
const MAX_FORMULA: usize = 8_192;

impl Moves {
    /// The moves of a workbook whose sheets are these, in order.
    pub(super) fn new(order: &[String], maps: impl IntoIterator<Item = (String, RowMap)>) -> Self {
        Self {
            sheets: maps
                .into_iter()
                .map(|(name, map)| (name.to_lowercase(), map))
                .collect(),
            order: order.iter().map(|name| name.to_lowercase()).collect(),
        }
    }

    /// The rows of a sheet, if any of them move.
    pub(super) fn of(&self, sheet: &str) -> Option<&RowMap> {
        self.sheets
            .get(&sheet.to_lowercase())
            .filter(|map| !map.is_still())
    }

    /// Whether no row of any sheet moves.
    pub(super) fn are_none(&self) -> bool {
        self.sheets.values().all(RowMap::is_still)
    }

    fn span_moves(&self, first: &str, last: &str) -> bool {
        let at = |name: &str| {
            self.order
                .iter()
                .position(|sheet| *sheet == name.to_lowercase())
        };
        match (at(first), at(last)) {
            (Some(a), Some(b)) => self.order[a.min(b)..=a.max(b)]
                .iter()
                .any(|sheet| self.of(sheet).is_some()),
            _ => false,
        }
    }

    /// The formula with its references moved; `text` is without the leading `=`.
    pub(super) fn formula(&self, text: &str, place: Place<'_>) -> Result<String, Stuck> {
        if self.are_none() {
            return Ok(text.to_owned());
        }
        let tokens = lex(text);
        let mut out = String::with_capacity(text.len() + 8);
        let mut calls: Vec<&str> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let raw = &text[token.start..token.end];
            match token.tok {
                Tok::Open => calls.push(match before(&tokens, at) {
                    Some(Tok::Func(name)) => name,
                    _ => "",
                }),
                Tok::Close => {
                    calls.pop();
                }
                Tok::Ref(sheet, reference) => {
                    let alone = is_alone(&tokens, at);
                    let call = calls.last().copied().unwrap_or("").to_uppercase();
                    let call = call.strip_prefix("_XLFN.").unwrap_or(&call);
                    let grow = place.grow
                        && calls.iter().all(|call| call.is_empty())
                        && is_apart(&tokens, at);
                    let here = Here {
                        prefix: sheet.unwrap_or(""),
                        reference,
                        call: if alone { call } else { "" },
                        whole: tokens.len() == 1,
                        grow,
                    };
                    out.push_str(&self.reference(here, place)?);
                    continue;
                }
                _ => {}
            }
            out.push_str(raw);
        }
        if out.len() > MAX_FORMULA && out.len() > text.len() {
            return Err(Stuck {
                reference: text.chars().take(60).collect(),
            });
        }
        Ok(out)
    }

    fn reference(&self, here: Here<'_>, place: Place<'_>) -> Result<String, Stuck> {
        let Here {
            prefix, reference, ..
        } = here;
        let stuck = || Stuck {
            reference: format!("{prefix}{reference}"),
        };
        let same = || format!("{prefix}{reference}");
        let name = match sheet_part(prefix) {
            _ if prefix.is_empty() => place.sheet.to_owned(),
            SheetPart::One(name) => name,
            SheetPart::Span(first, last) if self.span_moves(&first, &last) => return Err(stuck()),
            SheetPart::Span(..) | SheetPart::External => return Ok(same()),
        };
        let home = name.to_lowercase() == place.sheet.to_lowercase();
        if reference.rows.is_none() {
            return Ok(same());
        }
        let still = RowMap::default();
        let map = match (self.of(&name), place.copy) {
            (Some(map), _) => map,
            (None, Some(_)) => &still,
            (None, None) => return Ok(same()),
        };
        let runs = match place.copy {
            Some((region, index, model)) => copied(map, reference, home, region, index, model),
            None => outside(map, reference, &here),
        };
        write(&runs, here, place.union).ok_or_else(stuck)
    }
}

/// A reference and what is around it.
#[derive(Debug, Clone, Copy)]
struct Here<'a> {
    prefix: &'a str,
    reference: Ref,
    /// The function of which it is an argument of its own, in capitals; otherwise empty.
    call: &'a str,
    /// It is the whole formula.
    whole: bool,
    /// It means a list even if it is one cell.
    grow: bool,
}

/// Areas in the formula's own order of ends.
fn write(runs: &[Run], here: Here<'_>, union: bool) -> Option<String> {
    let Here {
        prefix,
        reference,
        call,
        whole,
        grow,
    } = here;
    let area = |(first, last): Run| {
        let (a, b) = reference.rows.map_or((1, 1), |(a, b)| (a.n, b.n));
        let written = if a > b {
            reference.with_rows(last, first)
        } else {
            reference.with_rows(first, last)
        };
        format!("{prefix}{written}")
    };
    match runs {
        [] if call == "SUM" => Some("0".to_owned()),
        [] => None,
        [one] => Some(area(*one)),
        many if many.len() > MAX_ARGUMENTS => None,
        many => {
            let short = |run: &Run| {
                let range = reference.range && run.0 != run.1;
                format!(
                    "{prefix}{}",
                    Ref { range, ..reference }.with_rows(run.0, run.1)
                )
            };
            let cells = reference.cols.is_some_and(|(a, b)| a.n == b.n);
            let joined = many
                .iter()
                .map(|run| if cells { short(run) } else { area(*run) })
                .collect::<Vec<_>>()
                .join(",");
            if union || LISTS.contains(&call) {
                Some(joined)
            } else {
                whole
                    .then(|| format!("({joined})"))
                    .filter(|_| reference.range || grow)
            }
        }
    }
}

fn outside(map: &RowMap, reference: Ref, here: &Here<'_>) -> Vec<Run> {
    let (first, last) = reference.row_span();
    if reference.range || here.grow || GROWS.contains(&here.call) {
        return map.runs((first, last));
    }
    match map.region_of(first) {
        Some(region) => region
            .first_copy(first)
            .map(|row| (row, row))
            .into_iter()
            .collect(),
        None => vec![(map.outside(first), map.outside(first))],
    }
}

fn copied(
    map: &RowMap,
    reference: Ref,
    home: bool,
    region: &Region,
    index: usize,
    model: u32,
) -> Vec<Run> {
    let Some((a, b)) = reference.rows else {
        return Vec::new();
    };
    let (a, b) = if a.n <= b.n { (a, b) } else { (b, a) };
    let own = region.start + u32::try_from(index).unwrap_or(MAX_ROW);
    let inside = |coord: Coord| home && region.holds(coord.n);
    if a.abs && b.abs {
        if !reference.range && home && region.holds(a.n) {
            return region
                .first_copy(a.n)
                .map(|row| (row, row))
                .into_iter()
                .collect();
        }
        return if reference.range {
            map.runs((a.n, b.n))
        } else {
            vec![(map.first(a.n), map.first(a.n))]
        };
    }
    if inside(a) && inside(b) && !a.abs && !b.abs {
        return own_item(region, (a.n, b.n), index, model, own);
    }
    let fill = |coord: Coord, last: bool| -> u32 {
        let plain = if last {
            map.last(coord.n)
        } else {
            map.first(coord.n)
        };
        if coord.abs {
            return plain;
        }
        if inside(coord) {
            return if coord.n == model {
                own
            } else {
                region.parent(index, coord.n).unwrap_or(own)
            };
        }
        if home && coord.n > region.last {
            return plain;
        }
        let down = i64::from(own) - i64::from(region.first_copy(model).unwrap_or(region.start));
        u32::try_from((i64::from(map.first(coord.n)) + down).clamp(1, i64::from(MAX_ROW)))
            .unwrap_or(MAX_ROW)
    };
    let (first, last) = (
        fill(a, false),
        if reference.range {
            fill(b, true)
        } else {
            fill(a, false)
        },
    );
    vec![(first.min(last), first.max(last))]
}

/// A relative reference from one model row of a block to others of it: this item's rows.
fn own_item(region: &Region, old: Run, index: usize, model: u32, own: u32) -> Vec<Run> {
    if region.blank || (old.0 == model && old.1 == model) {
        return vec![(own, own)];
    }
    let end = region.subtree_end(index);
    if old.0 > model {
        return region.runs_between(old, index + 1, end);
    }
    // A foot asks for what stands above it.
    if old.1 < model && region.is_deeper(old.0, model) {
        return region.runs_between(old, region.item_start(index), index);
    }
    let first = if old.0 == model {
        own
    } else {
        region.parent(index, old.0).unwrap_or(own)
    };
    let last = match old.1.cmp(&model) {
        Ordering::Equal => own,
        Ordering::Greater => region
            .runs_between((model, old.1), index, end)
            .last()
            .map_or(own, |run| run.1),
        Ordering::Less => region.parent(index, old.1).unwrap_or(own),
    };
    vec![(first.min(last), first.max(last))]
}

fn before<'a>(tokens: &[Token<'a>], at: usize) -> Option<Tok<'a>> {
    tokens[..at]
        .iter()
        .rev()
        .find(|token| token.tok != Tok::Space)
        .map(|token| token.tok)
}

/// Whether the token is an argument of its own: `SUM(D8)`, `SUM(A1,D8)`, but not `SUM(D8*2)`.
fn is_alone(tokens: &[Token<'_>], at: usize) -> bool {
    let after = tokens[at + 1..]
        .iter()
        .find(|token| token.tok != Tok::Space)
        .map(|token| token.tok);
    matches!(before(tokens, at), Some(Tok::Open | Tok::Comma))
        && matches!(after, Some(Tok::Close | Tok::Comma))
}

/// Whether the token is no operand: alone, or an area among others.
fn is_apart(tokens: &[Token<'_>], at: usize) -> bool {
    let after = tokens[at + 1..]
        .iter()
        .find(|token| token.tok != Tok::Space)
        .map(|token| token.tok);
    matches!(before(tokens, at), None | Some(Tok::Open | Tok::Comma))
        && matches!(after, None | Some(Tok::Close | Tok::Comma))
}

/// A formula copied by Excel, so many rows down and columns right (members of shared formulas).
pub(super) fn filled(text: &str, rows: i64, cols: i64) -> String {
    let mut out = String::with_capacity(text.len());
    for token in lex(text) {
        match token.tok {
            Tok::Ref(sheet, reference) => {
                out.push_str(sheet.unwrap_or(""));
                match reference.moved(rows, cols) {
                    Some(moved) => out.push_str(&moved.to_string()),
                    None => out.push_str("#REF!"),
                }
            }
            _ => out.push_str(&text[token.start..token.end]),
        }
    }
    out
}

#[cfg(test)]
#[path = "shift_tests.rs"]
mod tests;
