//! Files of one JSON object a line, written as they are made.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use super::plain::Clean;
use crate::model::record::Origin;

/// How many lines are made side by side before they are written.
const BATCH: usize = 1024;

/// Writes a line for each item, in their order.
pub(super) fn write<T: Sync, L: Serialize>(
    items: &[T],
    line: impl Fn(&T) -> L + Sync,
    out: &mut dyn Write,
) -> io::Result<()> {
    for batch in items.chunks(BATCH) {
        let parts = batch.par_chunks(BATCH / 16).map(|part| {
            let mut text = Vec::new();
            for item in part {
                serde_json::to_writer(&mut text, &line(item))?;
                text.push(b'\n');
            }
            Ok(text)
        });
        for part in parts.collect::<io::Result<Vec<_>>>()? {
            out.write_all(&part)?;
        }
    }
    Ok(())
}

/// Where a line stands, as all outputs print it.
#[derive(Serialize)]
pub(super) struct Source<'o> {
    file: Clean<'o>,
    hash: &'o str,
    sheet: Clean<'o>,
    row: u32,
    revision: Option<u32>,
}

impl<'o> From<&'o Origin> for Source<'o> {
    fn from(origin: &'o Origin) -> Self {
        Self {
            file: Clean(&origin.file),
            hash: &origin.hash,
            sheet: Clean(&origin.sheet),
            row: origin.row,
            revision: origin.revision,
        }
    }
}
