//! Rows that disappear when nothing is filled into them.

use super::book::Book;
use super::cells::Source;
use super::data::Data;
use super::grid::GridRow;
use super::map::Map;
use super::plan::Planned;

/// The rows of each sheet that the map wants hidden and nothing is filled into; blank rows of lists among them are
/// hidden too.
pub(super) fn hidden(
    book: &Book,
    map: &Map,
    grids: &[Vec<GridRow>],
    plans: &mut [Vec<Planned<'_>>],
    data: &Data<'_>,
) -> Vec<Vec<u32>> {
    let source = Source::new(data, map.scale, book.epoch_1904, &[]);
    let mut hidden: Vec<Vec<u32>> = vec![Vec::new(); book.sheets.len()];
    for hide in &map.hides {
        let wanted = hide.sheet.text.to_lowercase();
        let found = book
            .sheets
            .iter()
            .position(|s| s.name.to_lowercase() == wanted);
        let Some(sheet) = found else { continue };
        let rows = hide.first..=hide.last;
        let is_in = |planned: &&mut Planned<'_>| rows.contains(&planned.region.first);
        let held = |row: u32| plans[sheet].iter().any(|p| p.region.holds(row));
        let outside: Vec<&GridRow> = grids[sheet]
            .iter()
            .filter(|row| rows.contains(&row.number) && !held(row.number))
            .collect();
        let shows = |row: &&GridRow| row.cells.iter().any(|cell| source.shows(cell));
        let lists = plans[sheet]
            .iter()
            .filter(|p| rows.contains(&p.region.first));
        if outside.iter().any(shows) || lists.into_iter().any(|p| !p.region.blank) {
            continue;
        }
        hidden[sheet].extend(outside.iter().map(|row| row.number));
        plans[sheet]
            .iter_mut()
            .filter(is_in)
            .for_each(|p| p.hidden = true);
    }
    hidden
}
