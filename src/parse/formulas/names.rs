//! What the names in formulas mean: sheets, spans of sheets, names that the workbook defines, tables.

use crate::base::encoding::{Encoding, to_unicode};
use crate::base::formula::cellref::{Coord, Ref};
use crate::base::formula::eval::Book;
use crate::base::formula::lex::{Tok, lex};
use crate::base::formula::parse::Names;
use crate::base::formula::table::Table;
use crate::base::formula::values::{Area, Home};
use crate::read::grid;

use super::{Formulas, LONGEST, cell_of, place};

/// The names of a workbook. Sheets that could not be read, and charts, are not among them.
pub(super) struct Known<'f, 'a>(pub &'f Formulas<'a>);

impl Names for Known<'_, '_> {
    fn sheet(&self, name: &str) -> Option<usize> {
        let all = &self.0.workbook.sheets;
        all.iter().position(|grid| grid.name == name).or_else(|| {
            let alike = |name: &str| to_unicode(name, Encoding::Unicode).to_lowercase();
            let wanted = alike(name);
            all.iter().position(|grid| alike(&grid.name) == wanted)
        })
    }

    /// A sheet that could not be read may stand between the two.
    fn span(&self, first: &str, last: &str) -> Option<Vec<usize>> {
        let (first, last) = (self.sheet(first)?, self.sheet(last)?);
        let count = u64::try_from(first.abs_diff(last)).ok()?;
        self.0.work(count.saturating_mul(8)).ok()?;
        let all = first.min(last)..=first.max(last);
        self.0.workbook.bad_sheets.is_empty().then(|| all.collect())
    }

    /// A name of the sheet itself goes before one of the workbook. One that moves with the cell it stands in is not
    /// computed.
    fn defined(&self, name: &str, sheet: usize) -> Option<String> {
        let book = self.0.workbook;
        let wanted = name.to_lowercase();
        let from = book.names.partition_point(|n| *n.name < *wanted);
        let alike = book.names.get(from..)?.iter();
        let alike = alike.take_while(|n| *n.name == *wanted);
        let is_here = |own: &str| self.sheet(own) == Some(sheet);
        let found = alike
            .filter(|n| n.sheet.as_deref().is_none_or(is_here))
            .max_by_key(|n| n.sheet.is_some())?;
        let size = u64::try_from(found.text.len()).ok()?;
        self.0.work(size.saturating_mul(8)).ok()?;
        let is_usable = found.text.len() <= LONGEST && stands_still(&found.text);
        is_usable.then(|| found.text.to_string())
    }

    fn table(&self, name: &str) -> Option<Table> {
        let all = &self.0.workbook.tables;
        let wanted = name.to_lowercase();
        let index = all.binary_search_by(|t| (*t.name).cmp(&wanted)).ok()?;
        self.0.work(1).ok()?;
        self.as_formulas_see(all.get(index)?)
    }

    fn table_at(&self, home: Home) -> Option<Table> {
        let all = &self.0.workbook.tables;
        self.0.work(u64::try_from(all.len()).ok()?).ok()?;
        let at = cell_of(home.row, home.col)?;
        let holds =
            |t: &&grid::Table| t.area.contains(at) && self.sheet(&t.sheet) == Some(home.sheet);
        self.as_formulas_see(all.iter().find(holds)?)
    }

    fn are_all_sheets(&self) -> bool {
        false
    }
}

impl Known<'_, '_> {
    fn as_formulas_see(&self, table: &grid::Table) -> Option<Table> {
        let count = u64::try_from(table.columns.len()).ok()?;
        self.0.work(count.saturating_mul(8)).ok()?;
        let (first, last) = (place(table.area.first), place(table.area.last));
        Some(Table {
            area: Area {
                sheet: self.sheet(&table.sheet)?,
                top: first.0,
                left: first.1,
                bottom: last.0,
                right: last.1,
            },
            headers: table.headers,
            totals: table.totals,
            columns: table.columns.iter().map(ToString::to_string).collect(),
        })
    }
}

/// Whether all references of a formula are fixed and name their sheets.
fn stands_still(text: &str) -> bool {
    let is_fixed = |ends: Option<(Coord, Coord)>| ends.is_none_or(|(a, b)| a.abs && b.abs);
    lex(text).into_iter().all(|token| match token.tok {
        Tok::Ref(sheet, Ref { cols, rows, .. }) => {
            sheet.is_some() && is_fixed(cols) && is_fixed(rows)
        }
        _ => true,
    })
}
