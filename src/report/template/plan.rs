//! Which rows of a sheet are model rows, of which list, and what takes their place.

use std::collections::{BTreeMap, BTreeSet};

use super::cellref::cell_name;
use super::data::Data;
use super::error::{MapProblem, Reason, TemplateError};
use super::grid::{GridCell, GridRow};
use super::map::{Block, Map};
use super::nearest::nearest;
use super::region::Region;

/// Model rows of one list and the items that they show.
#[derive(Debug)]
pub(super) struct Planned {
    /// The list's name in the data.
    pub(super) list: String,
    /// The rows; copies are in the order of `items`.
    pub(super) region: Region,
    /// For each emitted row the index of the list's row; `None` for the blank row of an empty list.
    pub(super) items: Vec<Option<u32>>,
    /// The prefix of each model row.
    pub(super) levels: Vec<String>,
    /// The prefixes that may stand in these rows.
    pub(super) prefixes: Vec<String>,
    /// The blank row is hidden.
    pub(super) hidden: bool,
}

/// Finds the model rows of a sheet.
pub(super) fn plan(
    sheet: &str,
    rows: &[GridRow],
    map: &Map,
    data: &Data<'_>,
) -> Result<Vec<Planned>, TemplateError> {
    let blocks: Vec<&Block> = map
        .blocks
        .iter()
        .filter(|block| block.sheet.to_lowercase() == sheet.to_lowercase())
        .collect();
    let is_list = |prefix: &str| {
        data.lists.contains_key(prefix)
            || blocks
                .iter()
                .any(|block| block.levels.iter().any(|level| level == prefix))
    };
    // Rows with placeholders of lists, and which lists.
    let mut open: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for row in rows {
        let prefixes: BTreeSet<&str> = row
            .cells
            .iter()
            .flat_map(GridCell::holes)
            .map(super::placeholder::Hole::prefix)
            .filter(|prefix| is_list(prefix))
            .collect();
        if !prefixes.is_empty() {
            open.insert(row.number, prefixes);
        }
    }
    let finder = Finder { sheet, data };
    let mut planned = Vec::new();
    for block in &blocks {
        planned.push(finder.block(block, &mut open)?);
    }
    let mut before: Option<(u32, &str)> = None;
    for (row, prefixes) in &open {
        let mut names = prefixes.iter();
        let (Some(name), second) = (names.next(), names.next()) else {
            continue;
        };
        if let Some(second) = second {
            return Err(finder.refuse(
                *row,
                Reason::TwoLists((*name).to_owned(), (*second).to_owned()),
            ));
        }
        if !data.lists.contains_key(*name) {
            return Err(finder.refuse(*row, Reason::NotAdjacent));
        }
        if let Some((above, same)) = before
            && above + 1 == *row
            && same == *name
        {
            return Err(finder.refuse(*row, Reason::TwoModelRows((*name).to_owned(), above)));
        }
        before = Some((*row, name));
        planned.push(finder.single(*row, name));
    }
    planned.sort_by_key(|block| block.region.first);
    Ok(planned)
}

/// The index of a list's row; a sheet has fewer rows than this holds.
fn short(index: usize) -> Option<u32> {
    u32::try_from(index).ok()
}

struct Finder<'a> {
    sheet: &'a str,
    data: &'a Data<'a>,
}

impl Finder<'_> {
    fn refuse(&self, row: u32, reason: Reason) -> TemplateError {
        TemplateError::Cell {
            sheet: self.sheet.to_owned(),
            cell: cell_name(row, 1),
            reason,
        }
    }

    fn single(&self, row: u32, name: &str) -> Planned {
        let count = self.data.lists.get(name).map_or(0, |list| list.rows());
        let items: Vec<Option<u32>> = if count == 0 {
            vec![None]
        } else {
            (0..count).map(short).collect()
        };
        let region = Region {
            first: row,
            last: row,
            copies: vec![0; items.len()].into(),
            blank: count == 0,
            start: 0,
        };
        Planned {
            list: name.to_owned(),
            region,
            items,
            levels: vec![name.to_owned()],
            prefixes: vec![name.to_owned()],
            hidden: false,
        }
    }

    fn block(
        &self,
        block: &Block,
        open: &mut BTreeMap<u32, BTreeSet<&str>>,
    ) -> Result<Planned, TemplateError> {
        let Some(list) = self.data.lists.get(&block.list) else {
            let near = nearest(&block.list, self.data.lists.keys().map(String::as_str));
            return Err(TemplateError::Map(MapProblem::Value {
                key: "block.list".to_owned(),
                value: block.list.clone(),
                nearest: near,
            }));
        };
        let level_of = |prefixes: &BTreeSet<&str>| {
            block
                .levels
                .iter()
                .rposition(|level| prefixes.contains(level.as_str()))
        };
        let Some(first) = open
            .iter()
            .find(|(_, prefixes)| level_of(prefixes).is_some())
            .map(|(row, _)| *row)
        else {
            let levels = block.levels.join(", ");
            return Err(TemplateError::Map(MapProblem::Value {
                key: "block.levels".to_owned(),
                value: levels,
                nearest: None,
            }));
        };
        let mut rows: Vec<usize> = Vec::new();
        let mut row = first;
        while let Some(prefixes) = open.get(&row) {
            let Some(level) = level_of(prefixes) else {
                break;
            };
            if let Some(foreign) = prefixes
                .iter()
                .find(|prefix| !block.levels.iter().any(|level| level == *prefix))
            {
                return Err(self.refuse(
                    row,
                    Reason::TwoLists(block.levels[level].clone(), (*foreign).to_owned()),
                ));
            }
            if let Some(at) = rows.iter().position(|other| *other == level) {
                let above = first + u32::try_from(at).unwrap_or(0);
                return Err(self.refuse(
                    row,
                    Reason::TwoModelRows(block.levels[level].clone(), above),
                ));
            }
            rows.push(level);
            open.remove(&row);
            row += 1;
        }
        // A level of this block further down, while the block lacks it: rows that do not follow each other.
        for (row, prefixes) in open.iter() {
            if level_of(prefixes).is_some_and(|level| !rows.contains(&level)) {
                return Err(self.refuse(*row, Reason::NotAdjacent));
            }
        }
        let bottom = row - 1;
        let mut copies = Vec::with_capacity(list.rows());
        let mut items = Vec::with_capacity(list.rows());
        for index in 0..list.rows() {
            let own = list.level(index);
            let model = rows.iter().position(|level| block.levels[*level] == own);
            match model.and_then(|model| u32::try_from(model).ok()) {
                Some(model) => {
                    copies.push(model);
                    items.push(short(index));
                }
                None if block.skip_levels => {}
                None => return Err(self.refuse(first, Reason::NoModelRow(own.to_owned()))),
            }
        }
        let blank = copies.is_empty();
        if blank {
            copies.push(bottom - first);
            items.push(None);
        }
        let levels = rows
            .iter()
            .map(|level| block.levels[*level].clone())
            .collect();
        let region = Region {
            first,
            last: bottom,
            copies: copies.into(),
            blank,
            start: 0,
        };
        Ok(Planned {
            list: block.list.clone(),
            region,
            items,
            levels,
            prefixes: block.levels.clone(),
            hidden: blank && block.hide_when_empty,
        })
    }
}
