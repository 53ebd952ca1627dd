//! Which rows of a sheet are model rows, of which list, and what takes their place.

use std::collections::{BTreeMap, BTreeSet};

use super::arranged::{Arranged, Arrangement};
use super::cellref::{Ref, cell_name};
use super::data::{Data, List, ModelRows};
use super::emitted::{Emitted, Items, emitted};
use super::error::{MapFault, MapProblem, Reason, TemplateError};
use super::grid::{GridCell, GridRow};
use super::map::{Block, Map, Told};
use super::region::Region;

/// The lists of the map's blocks, as they are to stand.
pub(super) type Lists<'a> = Vec<Arranged<&'a dyn List>>;

/// Model rows of one list and the items that they show.
pub(super) struct Planned<'a> {
    /// Its place among all blocks of the workbook.
    pub(super) id: usize,
    pub(super) list: Shows<'a>,
    /// The name of the data's list.
    pub(super) of: String,
    /// The rows; copies are in the order of `items`.
    pub(super) region: Region,
    /// The list's row of each emitted row.
    pub(super) items: Items,
    /// The prefix of each model row.
    pub(super) levels: Vec<String>,
    /// The prefixes that may stand in these rows.
    pub(super) prefixes: Vec<String>,
    /// The blank row is hidden.
    pub(super) hidden: bool,
}

/// The list that model rows show.
#[derive(Clone, Copy)]
pub(super) enum Shows<'a> {
    /// As the data has it, under its own name.
    Plain(&'a dyn List),
    /// As a block of the map arranges it.
    Arranged(&'a Arranged<&'a dyn List>),
}

impl Planned<'_> {
    /// The model rows as whoever looks at the form is told of them.
    pub(super) fn told(&self, sheet: &str) -> ModelRows {
        let lacks = |prefix: &&String| !self.levels.contains(prefix);
        ModelRows {
            sheet: sheet.to_owned(),
            rows: (self.region.first, self.region.last),
            levels: self.levels.clone(),
            lacking: self.prefixes.iter().filter(lacks).cloned().collect(),
        }
    }
}

impl<'a> Shows<'a> {
    /// The list.
    pub(super) fn list(self) -> &'a dyn List {
        match self {
            Self::Plain(list) => list,
            Self::Arranged(list) => list,
        }
    }
}

/// Arranges the lists of the blocks; what the map names and the data does not have is told at once.
pub(super) fn lists<'a>(map: &Map, data: &'a Data<'_>) -> Result<Lists<'a>, TemplateError> {
    let mut problems: Vec<MapProblem> = Vec::new();
    let mut lists = Lists::new();
    for block in &map.blocks {
        let Some(list) = data.lists.get(&block.list.text) else {
            let known: Vec<&str> = data.lists.keys().map(String::as_str).collect();
            problems.push(block.list.unknown("block.list", &known));
            continue;
        };
        let list: &dyn List = &**list;
        let groups: Vec<String> = list.groups().into_keys().collect();
        let unknown = block.group.iter().filter(|by| !groups.contains(&by.text));
        problems.extend(unknown.map(|by| by.unknown("block.group", &groups)));
        let mut fields: Vec<String> = list.fields().into_iter().map(|(_, f)| f).collect();
        fields.sort();
        fields.dedup();
        let has = |field: &str| fields.iter().any(|f| f == field) || list.has(None, field);
        for field in &block.order {
            let name = field.text.strip_prefix('-').unwrap_or(&field.text);
            if !has(name) {
                let line = field.line;
                let text = name.to_owned();
                problems.push(Told { text, line }.unknown("block.order", &fields));
            }
        }
        let only = block.only.iter().filter(|only| !has(&only.text));
        problems.extend(only.map(|only| only.unknown("block.only", &fields)));
        let texts = |told: &[Told]| told.iter().map(|told| told.text.clone()).collect();
        let group: Vec<String> = texts(&block.group);
        let order: Vec<String> = texts(&block.order);
        let only: Vec<String> = texts(&block.only);
        let wanted = Arrangement {
            group: &strs(&group),
            order: &strs(&order),
            only: &strs(&only),
            levels: &strs(&block.levels),
        };
        if problems.is_empty() {
            lists.push(Arranged::new(list, &wanted));
        }
    }
    if problems.is_empty() {
        Ok(lists)
    } else {
        Err(TemplateError::Map(problems))
    }
}

fn strs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// Finds the model rows of a sheet. `tied`: its merged cells of several rows; what is merged with a placeholder of a list is
/// a line of the same item.
pub(super) fn plan<'a>(
    sheet: &str,
    rows: &[GridRow],
    tied: &[Ref],
    map: &Map,
    data: &'a Data<'_>,
    lists: &'a Lists<'a>,
) -> Result<Vec<Planned<'a>>, TemplateError> {
    let blocks: Vec<(&Block, &'a Arranged<&'a dyn List>)> = map
        .blocks
        .iter()
        .zip(lists)
        .filter(|(block, _)| block.sheet.text.to_lowercase() == sheet.to_lowercase())
        .collect();
    let is_list = |prefix: &str| {
        data.lists.contains_key(prefix)
            || blocks
                .iter()
                .any(|(block, _)| block.levels.iter().any(|level| level == prefix))
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
    for merged in tied {
        let ((first, last), (col, _)) = (merged.row_span(), merged.col_span());
        if last - first >= MOST_LINES {
            continue;
        }
        let cells = rows.iter().filter(|row| row.number == first);
        let mut cells = cells.flat_map(|row| &row.cells);
        let cell = cells.find(|cell| cell.col == col);
        let is_tied = cell.is_some_and(|cell| cell.holes().any(|hole| is_list(hole.prefix())));
        let Some(prefixes) = open.get(&first).filter(|_| is_tied).cloned() else {
            continue;
        };
        for row in first + 1..=last {
            open.entry(row).or_insert_with(|| prefixes.clone());
        }
    }
    let finder = Finder { sheet, rows };
    let mut planned = Vec::new();
    for (block, list) in &blocks {
        planned.push(finder.block(block, list, &mut open)?);
    }
    // Rows that follow each other and name one list are the lines of one item.
    let mut lines: Vec<(u32, u32, &str)> = Vec::new();
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
        match lines.last_mut() {
            Some((first, last, same)) if *last + 1 == *row && same == name => {
                finder.is_another_line((*first, *last), *row, name)?;
                *last = *row;
            }
            _ => lines.push((*row, *row, name)),
        }
    }
    for (first, last, name) in lines {
        if let Some(list) = data.lists.get(name) {
            planned.push(single((first, last), name, &**list));
        }
    }
    planned.sort_by_key(|block| block.region.first);
    Ok(planned)
}

/// The most lines of one item. Cells that are merged over more rows are no item's, whoever merged them.
const MOST_LINES: u32 = 20;

struct Finder<'s> {
    sheet: &'s str,
    rows: &'s [GridRow],
}

impl Finder<'_> {
    fn refuse(&self, row: u32, reason: Reason) -> TemplateError {
        TemplateError::Cell {
            sheet: self.sheet.to_owned(),
            cell: cell_name(row, 1),
            reason,
        }
    }

    /// What a row asks of the items of a level.
    fn asked(&self, row: u32, level: &str) -> BTreeSet<String> {
        let found = self.rows.iter().find(|other| other.number == row);
        let holes = found.into_iter().flat_map(|row| &row.cells);
        let holes = holes.flat_map(GridCell::holes);
        let holes = holes.filter(|hole| hole.prefix() == level);
        holes.map(super::placeholder::Hole::written).collect()
    }

    /// Refuses a row that says again what the rows above it say, which are to be the lines of one item: whoever drew two
    /// model rows would find each item twice.
    fn is_another_line(
        &self,
        (first, last): (u32, u32),
        row: u32,
        level: &str,
    ) -> Result<(), TemplateError> {
        let own = self.asked(row, level);
        if row - first >= MOST_LINES {
            return Err(self.refuse(row, Reason::TwoModelRows(level.to_owned(), last)));
        }
        match (first..=last).find(|above| !self.asked(*above, level).is_disjoint(&own)) {
            Some(above) => Err(self.refuse(row, Reason::TwoModelRows(level.to_owned(), above))),
            None => Ok(()),
        }
    }

    fn block<'a>(
        &self,
        block: &Block,
        arranged: &'a Arranged<&'a dyn List>,
        open: &mut BTreeMap<u32, BTreeSet<&str>>,
    ) -> Result<Planned<'a>, TemplateError> {
        let list: &dyn List = arranged;
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
            let level = block.levels.last().cloned().unwrap_or_default();
            return Err(TemplateError::Map(vec![MapProblem {
                line: Some(block.levels_line),
                fault: MapFault::NoRow(level),
            }]));
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
            let name = &block.levels[level];
            if let Some(at) = rows.iter().rposition(|other| *other == level) {
                let above = first + u32::try_from(at).unwrap_or(0);
                let between = &rows[at + 1..];
                if between.is_empty() {
                    let lines = rows.iter().rev().take_while(|other| **other == level);
                    let lines = u32::try_from(lines.count()).unwrap_or(1);
                    self.is_another_line((above + 1 - lines, above), row, name)?;
                } else if between.iter().any(|other| *other < level) {
                    return Err(self.refuse(row, Reason::TwoModelRows(name.clone(), above)));
                }
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
        let depths = rows.iter().map(|level| u32::try_from(*level).unwrap_or(0));
        let depths: Vec<u32> = depths.collect();
        let made = emitted(list, &block.levels, &depths, block.skip_levels)
            .map_err(|level| self.refuse(first, Reason::NoModelRow(level)))?;
        let Emitted { copies, items } = made;
        let blank = matches!(items, Items::Blank);
        let levels = rows
            .iter()
            .map(|level| block.levels[*level].clone())
            .collect();
        let region = Region {
            first,
            last: bottom,
            copies: copies.into(),
            depths: depths.into(),
            blank,
            start: 0,
        };
        Ok(Planned {
            id: 0,
            list: Shows::Arranged(arranged),
            of: block.list.text.clone(),
            region,
            items,
            levels,
            prefixes: block.levels.clone(),
            hidden: blank && block.hide_when_empty,
        })
    }
}

/// Model rows without a word of the map: the list of its own name, one item after the other.
fn single<'a>((first, last): (u32, u32), name: &str, list: &'a dyn List) -> Planned<'a> {
    let count = list.rows();
    let lines = last - first + 1;
    let items = match (count, lines) {
        (0, _) => Items::Blank,
        (_, 1) => Items::All,
        _ => {
            let rows = 0..u32::try_from(count).unwrap_or(u32::MAX);
            Items::Some(rows.flat_map(|row| (0..lines).map(move |_| row)).collect())
        }
    };
    let copies: Vec<u32> = if count == 0 {
        vec![0]
    } else {
        (0..count).flat_map(|_| 0..lines).collect()
    };
    let region = Region {
        first,
        last,
        copies: copies.into(),
        depths: (0..lines).map(|_| 0).collect(),
        blank: count == 0,
        start: 0,
    };
    Planned {
        id: 0,
        list: Shows::Plain(list),
        of: name.to_owned(),
        region,
        items,
        levels: (0..lines).map(|_| name.to_owned()).collect(),
        prefixes: vec![name.to_owned()],
        hidden: false,
    }
}
