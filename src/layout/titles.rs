//! What stands over a table: the titles that speak for a form, and the source of money that they name.

use std::cell::OnceCell;

use crate::base::text::{fold, holds};
use crate::model::Source;
use crate::read::grid::Grid;

use super::header::{WIDEST, text_of};
use super::heading;
use super::tables;
use super::vocabulary::Layout;

/// The texts over the lowest header that comes into question, and the sheet's name.
pub struct Titles {
    /// Row, text, folded text.
    lines: Vec<(u32, String, String)>,
    sheet: String,
    /// The rows of the texts that name a source, and the sources.
    sources: OnceCell<Vec<(u32, Source)>>,
}

impl Titles {
    /// Reads all cells above a row once.
    pub fn new(grid: &Grid, deepest: u32) -> Self {
        let lines = grid
            .rows()
            .take_while(|(row, _)| *row < deepest)
            .flat_map(|(_, cells)| cells.iter().take(WIDEST))
            .filter_map(|c| text_of(c).map(|t| (c.at.row, t)))
            .map(|(row, text)| (row, fold(&text), text))
            .map(|(row, folded, text)| (row, text, folded))
            .collect();
        Self {
            lines,
            sheet: fold(&grid.name),
            sources: OnceCell::new(),
        }
    }

    fn above(&self, first: u32) -> impl Iterator<Item = (&str, &str)> {
        self.lines
            .iter()
            .take_while(move |(row, _, _)| *row < first)
            .map(|(_, text, folded)| (text.as_str(), folded.as_str()))
    }

    /// From which first row of a header on the sheet's name or a text above it is a title of the form.
    pub fn speak_for(&self, layout: &Layout) -> u32 {
        let fits = |folded: &str| layout.titles.iter().any(|t| folded.contains(t.as_str()));
        if fits(&self.sheet) {
            return 0;
        }
        let line = self.lines.iter().find(|(_, _, folded)| fits(folded));
        line.map_or(u32::MAX, |(row, _, _)| row + 1)
    }

    /// Whether the texts above the row say that the sheet belongs to a decision, and none that it is a report: reports
    /// have their form from a decision too.
    pub fn of_decision(&self, first: u32, layout: &Layout) -> bool {
        let any = |words: &[String]| {
            self.above(first)
                .any(|(_, folded)| words.iter().any(|words| holds(folded, words)))
        };
        any(&layout.title_words.decision) && !any(&layout.title_words.report)
    }

    /// Whether the sheet's name or a text above the row speaks of projects or of industrial promotion.
    pub fn of_projects(&self, first: u32) -> bool {
        let speaks = |folded: &str| {
            ["khuyen cong", "de an", "du an", "kc"]
                .iter()
                .any(|words| holds(folded, words))
        };
        speaks(&self.sheet) || self.above(first).any(|(_, folded)| speaks(folded))
    }

    /// The source that a title names: `(Kinh phí địa phương)`, sheet `BC KC TW`. All questions come with one layout.
    pub fn source(&self, first: u32, layout: &Layout) -> Option<Source> {
        let of = |text: &str| {
            let words = fold(text);
            if !(words.contains("kinh phi")
                || words.contains("nguon")
                || words.contains("kc")
                || words.contains("khuyen cong"))
            {
                return None;
            }
            let said = heading::read(layout, text, None);
            said.source
                .filter(|s| matches!(s, Source::National | Source::Local | Source::District))
        };
        // Only what is put in brackets or stands alone: an agency's own name speaks of places, not of sources.
        let bracketed = |text: &str| {
            let inner = text
                .rsplit_once('(')
                .and_then(|(_, t)| t.split_once(')'))
                .map(|(t, _)| t);
            inner.and_then(of)
        };
        let found = self.sources.get_or_init(|| {
            let named = |(row, text, folded): &(u32, String, String)| {
                let alone = folded.starts_with("nguon ") || folded.starts_with("kinh phi ");
                bracketed(text)
                    .or_else(|| alone.then(|| of(text)).flatten())
                    .or_else(|| tables::title_source(layout, text))
                    .or_else(|| listed(folded))
                    .map(|source| (*row, source))
            };
            self.lines.iter().filter_map(named).collect()
        });
        // The one nearest to the table speaks for it.
        let by_title = found.iter().rfind(|(row, _)| *row < first);
        by_title.map(|(_, source)| *source).or_else(|| {
            let folded = &self.sheet;
            let tokens: Vec<&str> = folded.split(' ').collect();
            if tokens.contains(&"tw") || folded.contains("kcqg") || folded.contains("quoc gia") {
                Some(Source::National)
            } else if tokens.contains(&"dp")
                || folded.contains("kcdp")
                || folded.contains("dia phuong")
            {
                Some(Source::Local)
            } else {
                None
            }
        })
    }
}

/// "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG QUỐC GIA", "Biểu kinh phí KCĐP": a title that names what it lists by one source.
fn listed(folded: &str) -> Option<Source> {
    const TITLES: [&str; 7] = [
        "danh muc",
        "bao cao",
        "bieu",
        "phu luc",
        "tong hop",
        "tinh hinh",
        "ke hoach",
    ];
    // A programme, a rule or an office has its name from a source, and the money need not come from there.
    const OTHERS: [&str; 6] = [
        "chuong trinh",
        "quyet dinh",
        "quy che",
        "cuc ",
        "trung tam",
        "nghi dinh",
    ];
    let holds_any = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    if !holds_any(&TITLES) || holds_any(&OTHERS) {
        return None;
    }
    let national = holds_any(&["khuyen cong quoc gia", "kcqg"]);
    let local = holds_any(&["khuyen cong dia phuong", "kcdp", "khuyen cong thanh pho"]);
    match (national, local) {
        (true, false) => Some(Source::National),
        (false, true) => Some(Source::Local),
        _ => None,
    }
}
