//! A header that comes into question as a whole: its columns, asked of every layout and remembered.

use std::sync::Arc;

use crate::model::Source;

use super::beside::settle;
use super::claims::claimed;
use super::columns::{Column, Context, Look, read_column};
use super::header::{Beyond, Path};
use super::memo::SheetMemo;
use super::vocabulary::Layout;

/// The columns of a header with their roles.
#[derive(Debug)]
pub struct Assigned {
    /// The columns.
    pub columns: Vec<Column>,
    /// How much of the form they claim.
    pub claimed: f64,
}

/// One header that comes into question, as it is asked of every layout.
pub struct Header<'a> {
    /// Its last row.
    last: u32,
    paths: &'a [Path],
    looks: Vec<Look>,
    /// All of this and the source that the sheet's title names, in bytes: the same bytes give the same columns.
    key: Vec<u8>,
}

impl<'a> Header<'a> {
    /// A header that ends on that row, with what stands over its columns and below them.
    pub fn new(
        sheet: &SheetMemo<'_>,
        last: u32,
        paths: &'a [Path],
        title_source: Option<Source>,
    ) -> Self {
        let below = sheet.below(last);
        let looks: Vec<Look> = paths
            .iter()
            .map(|path| Look::of(below.of(path.col)))
            .collect();
        let mut key = Vec::with_capacity(64 * paths.len());
        key.extend(last.to_le_bytes());
        for (path, look) in paths.iter().zip(&looks) {
            key.extend(path.col.to_le_bytes());
            key.push(u8::from(look.mostly_figures) + 2 * u8::from(look.mostly_words));
            for (cell, text) in &path.parts {
                key.push(1);
                key.extend(cell.row.to_le_bytes());
                key.extend(cell.col.to_le_bytes());
                key.extend(text.len().to_le_bytes());
                key.extend(text.as_bytes());
            }
            key.push(0);
        }
        key.extend(title_source.map_or("", Source::name).as_bytes());
        Self {
            last,
            paths,
            looks,
            key,
        }
    }
}

/// Gives every column of a header its role.
pub fn assign(context: &Context<'_>, header: &Header<'_>) -> Arc<Assigned> {
    let known = &context.memo.of(context.layout).headers;
    known.get(&header.key, || {
        let mut columns: Vec<Column> = header
            .paths
            .iter()
            .zip(&header.looks)
            .map(|(path, look)| read_column(context, *look, header.last, path))
            .collect();
        settle(context.layout, header.paths, &mut columns);
        let claimed = claimed(&columns);
        Arc::new(Assigned { columns, claimed })
    })
}

/// The layout and the header that fit a sheet best so far.
pub struct Best<'a> {
    /// How well it fits.
    pub fit: f64,
    /// The layout.
    pub layout: &'a Layout,
    /// First and last row of the header.
    pub header: (u32, u32),
    /// Its columns.
    pub assigned: Arc<Assigned>,
    /// Columns of it that were not read.
    pub beyond: Option<Beyond>,
}
