//! The rows that take the place of model rows: for each, its model row and the list's row that it shows.
//!
//! A level may have several model rows. Rows that follow each other are the lines of one item; rows under those of a
//! deeper level stand at the foot of what the item holds (`Cộng huyện …`).

use super::data::List;

/// Which rows of a list are emitted.
pub(super) enum Items {
    /// None: the one emitted row is blank.
    Blank,
    /// All of them, as nearly always: nothing is held for each of so many.
    All,
    /// These alone, in the order of the emitted rows.
    Some(Vec<u32>),
}

impl Items {
    /// The list's row of an emitted row.
    pub(super) fn get(&self, emitted: usize) -> Option<usize> {
        match self {
            Self::Blank => None,
            Self::All => Some(emitted),
            Self::Some(rows) => rows.get(emitted).map(|row| *row as usize),
        }
    }
}

/// What takes the place of model rows.
pub(super) struct Emitted {
    /// The model row of each emitted row, from 0.
    pub(super) copies: Vec<u32>,
    pub(super) items: Items,
}

/// The model rows of each level.
struct Models {
    /// Rows above those of deeper levels.
    heads: Vec<Vec<u32>>,
    /// Rows below them.
    feet: Vec<Vec<u32>>,
}

impl Models {
    /// `depths`: the level of each model row from top to bottom, 0 for the widest.
    fn new(depths: &[u32], levels: usize) -> Self {
        let mut models = Self {
            heads: vec![Vec::new(); levels],
            feet: vec![Vec::new(); levels],
        };
        let mut deepest = 0;
        for (row, depth) in (0..).zip(depths) {
            let rows = if deepest > *depth {
                &mut models.feet
            } else {
                &mut models.heads
            };
            deepest = deepest.max(*depth);
            if let Some(rows) = rows.get_mut(*depth as usize) {
                rows.push(row);
            }
        }
        models
    }

    /// Whether each item is one row, as nearly always.
    fn are_single(&self) -> bool {
        self.feet.iter().all(Vec::is_empty) && self.heads.iter().all(|rows| rows.len() <= 1)
    }

    fn has(&self, level: usize) -> bool {
        [&self.heads, &self.feet]
            .iter()
            .any(|rows| rows.get(level).is_some_and(|rows| !rows.is_empty()))
    }
}

/// The emitted rows of a list whose levels these are, the widest first. Items of a level that no model row shows are left
/// out if they may be; else their level is the error.
pub(super) fn emitted(
    list: &dyn List,
    levels: &[String],
    depths: &[u32],
    skip_levels: bool,
) -> Result<Emitted, String> {
    let models = Models::new(depths, levels.len());
    let level_of = |row: usize| {
        let name = list.level(row);
        let found = levels.iter().position(|level| level == name);
        match found.filter(|level| models.has(*level)) {
            Some(level) => Ok(Some(level)),
            None if skip_levels => Ok(None),
            None => Err(name.to_owned()),
        }
    };
    let mut copies = Vec::with_capacity(list.rows());
    let mut shown: Option<Vec<u32>> = (!models.are_single()).then(Vec::new);
    let mut open: Vec<(usize, u32)> = Vec::new();
    for (row, number) in (0..list.rows()).zip(0_u32..) {
        let Some(level) = level_of(row)? else {
            // From here on the places of items are held.
            let before = u32::try_from(copies.len()).unwrap_or(u32::MAX);
            shown.get_or_insert_with(|| (0..before).collect());
            continue;
        };
        close(&mut open, level, &models, &mut copies, shown.as_mut());
        open.push((level, number));
        push(&models.heads, (level, number), &mut copies, shown.as_mut());
    }
    close(&mut open, 0, &models, &mut copies, shown.as_mut());
    if copies.is_empty() {
        // One row stands for all, the first that shows a single item.
        let deepest = depths.iter().max();
        let blank = deepest.and_then(|deepest| depths.iter().position(|depth| depth == deepest));
        copies.push(blank.and_then(|row| u32::try_from(row).ok()).unwrap_or(0));
        return Ok(Emitted {
            copies,
            items: Items::Blank,
        });
    }
    Ok(Emitted {
        copies,
        items: shown.map_or(Items::All, Items::Some),
    })
}

/// Emits the feet of what ends where an item of this level begins.
fn close(
    open: &mut Vec<(usize, u32)>,
    level: usize,
    models: &Models,
    copies: &mut Vec<u32>,
    mut shown: Option<&mut Vec<u32>>,
) {
    while let Some(item) = open.pop_if(|(own, _)| *own >= level) {
        push(&models.feet, item, copies, shown.as_deref_mut());
    }
}

fn push(
    rows: &[Vec<u32>],
    (level, item): (usize, u32),
    copies: &mut Vec<u32>,
    shown: Option<&mut Vec<u32>>,
) {
    let rows = rows.get(level).map_or(&[][..], Vec::as_slice);
    copies.extend(rows);
    if let Some(shown) = shown {
        shown.extend(rows.iter().map(|_| item));
    }
}

#[cfg(test)]
mod tests {
    use super::{Emitted, emitted};
    use crate::report::template::Row;

    fn of(levels: &[&str], depths: &[u32], list: &str, skip: bool) -> Result<Emitted, String> {
        let list: Vec<Row> = list
            .split_whitespace()
            .map(|level| Row {
                level: level.to_owned(),
                ..Row::default()
            })
            .collect();
        let levels: Vec<String> = levels.iter().map(|level| (*level).to_owned()).collect();
        emitted(&list, &levels, depths, skip)
    }

    /// Model row and item of each emitted row.
    fn rows(levels: &[&str], depths: &[u32], list: &str, skip: bool) -> Vec<(u32, Option<usize>)> {
        let made = of(levels, depths, list, skip).unwrap();
        let at = |(at, copy): (usize, &u32)| (*copy, made.items.get(at));
        made.copies.iter().enumerate().map(at).collect()
    }

    fn shown(rows: &[(u32, Option<usize>)]) -> String {
        let one = |(copy, item): &(u32, Option<usize>)| {
            let item = item.map_or("-".to_owned(), |item| item.to_string());
            format!("{copy}:{item}")
        };
        rows.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_item_has_its_lines_and_each_group_its_foot() {
        let plain = rows(&["u", "p"], &[0, 1], "u p p u p", false);
        assert_eq!(shown(&plain), "0:0 1:1 1:2 0:3 1:4");
        let lines = rows(&["p"], &[0, 0], "p p", false);
        assert_eq!(shown(&lines), "0:0 1:0 0:1 1:1");
        let feet = rows(&["u", "p"], &[0, 1, 0], "u p p u u p", false);
        assert_eq!(shown(&feet), "0:0 1:1 1:2 2:0 0:3 2:3 0:4 1:5 2:4");
        let only_feet = rows(&["u", "p"], &[1, 0], "u p p u p", false);
        assert_eq!(shown(&only_feet), "0:1 0:2 1:0 0:4 1:3");
        let nested = rows(&["c", "u", "p"], &[2, 1, 0], "c u p u p c u p", false);
        assert_eq!(shown(&nested), "0:2 1:1 0:4 1:3 2:0 0:7 1:6 2:5");
        let skipped = rows(&["u", "p"], &[0], "u p u", true);
        assert_eq!(shown(&skipped), "0:0 0:2");
        assert_eq!(
            of(&["u", "p"], &[0], "u p", false).err().as_deref(),
            Some("p")
        );
    }

    #[test]
    fn of_an_empty_list_the_row_of_a_single_item_stays() {
        for (depths, wanted) in [(&[0, 1, 0][..], "1:-"), (&[0, 0], "0:-"), (&[1, 0], "0:-")] {
            assert_eq!(shown(&rows(&["u", "p"], depths, "", false)), wanted);
        }
    }
}
