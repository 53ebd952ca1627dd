//! Where the pages of a filled sheet end: no heading without what it heads, no signatures without rows of their table.
//!
//! A sheet that is printed as wide as its page and as long as it gets has its pages cut by whoever prints it, where they
//! happen to be full. Here every page gets its end, before rows that belong together; heights are those that Excel
//! shows, and a program with lower rows leaves some room. What fits on one page, a form with breaks of its own, or one
//! whose pages are fixed otherwise is left alone.

use super::book::DefinedName;
use super::cellref::parse_cell;
use super::layout::RowAt;
use super::region::Region;
use super::xml::Element;

/// Rows of the table that go with what stands below it.
const WITH_FOOT: usize = 2;
/// What is tied together is kept together if it fills no more than this of a page, in percent.
const LARGEST: u64 = 70;
/// A page counts as full at so many percent: programs that print differ a little.
const FULL: u64 = 97;
/// Elements of a sheet that stand before its page breaks.
const BEFORE: [&str; 22] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
];

/// The pages of a sheet while its rows go by, from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// What a page holds, in thousandths of a point of the sheet; 0: pages are not ours to cut.
    room: u64,
    /// The rows that are repeated on every page.
    titles: Option<(u32, u32)>,
    titles_height: u64,
    used: u64,
    /// The height of the rows that are tied together so far, and the first of them.
    tied: Option<(u32, u64)>,
    last: u32,
    /// The rows after which a page ends.
    breaks: Vec<u32>,
}

impl Pages {
    /// The pages of a sheet; `width` is that of its columns, in thousandths of a point.
    pub(super) fn new(sheet: &Element, width: u64, titles: Option<(u32, u32)>) -> Self {
        let room = room(sheet, width).unwrap_or(0);
        Self {
            room,
            titles,
            ..Self::default()
        }
    }

    /// Whether anything is to be done.
    pub(super) const fn is_ours(&self) -> bool {
        self.room > 0
    }

    /// A row goes by: its height, and whether the next one belongs to it.
    pub(super) fn row(&mut self, number: u32, height: u64, usual: u64, is_tied: bool) {
        // Rows that the sheet does not name have the usual height.
        let gap = u64::from(number.saturating_sub(self.last + 1)) * usual;
        self.last = number;
        if self
            .titles
            .is_some_and(|(first, last)| (first..=last).contains(&number))
        {
            self.titles_height += height;
        }
        let (first, before) = self.tied.take().unwrap_or((number, 0));
        let together = before + gap + height;
        if is_tied {
            self.tied = Some((first, together));
        } else {
            self.settle(first, number, together);
        }
    }

    /// Rows that belong together are known.
    fn settle(&mut self, first: u32, last: u32, height: u64) {
        let full = self.room * FULL / 100;
        if self.used + height <= full {
            self.used += height;
            return;
        }
        let several = last > first;
        let fits = !several || height.saturating_mul(100) <= self.room * LARGEST;
        if fits && first > 1 {
            self.breaks.push(first - 1);
        }
        self.used = self.titles_height;
        if fits {
            self.used += height;
        } else {
            // Cut where it comes: the rest is what is beyond the last whole page.
            let page = self.room.saturating_sub(self.titles_height).max(1);
            self.used += height % page;
        }
    }

    /// The page breaks as the sheet holds them; nothing where there are none.
    pub(super) fn written(mut self, root: &Element) -> String {
        if let Some((first, height)) = self.tied.take() {
            let last = self.last;
            self.settle(first, last, height);
        }
        let mut out = String::new();
        if self.breaks.is_empty() {
            return out;
        }
        let count = self.breaks.len().to_string();
        let mut list = Element::new(&root.sibling_name("rowBreaks"));
        list.set_attr("count", &count);
        list.set_attr("manualBreakCount", &count);
        for row in &self.breaks {
            let mut one = Element::new(&root.sibling_name("brk"));
            one.set_attr("id", &row.to_string());
            one.set_attr("max", "16383");
            one.set_attr("man", "1");
            list.kids.push(super::xml::Node::Element(one));
        }
        list.write(&mut out);
        out
    }
}

/// Behind which element of a sheet its page breaks stand.
pub(super) fn place(root: &Element) -> Option<&Element> {
    let before = |e: &&Element| BEFORE.contains(&e.name()) || e.name() == "headerFooter";
    root.elements().filter(before).last()
}

/// Whether the row below belongs to a row: a heading to what it heads, the lines of an item to each other, the last rows
/// of a group to its foot and those of the table to what stands below it. `table`: the last model rows of the sheet.
pub(super) fn is_tied(at: &RowAt<'_>, table: &Region) -> bool {
    let Some(copy) = &at.copy else {
        return at.number > table.end();
    };
    let planned = copy.shown.planned;
    let copies = &planned.region.copies;
    let here = copy.index;
    if planned.region.first == table.first && here + WITH_FOOT >= copies.len() {
        return true;
    }
    let (Some(own), Some(next)) = (copies.get(here), copies.get(here + 1)) else {
        return false;
    };
    let row = |copy: &u32| planned.region.first + copy;
    // A line to the next one of its item, and the last row of a group to its foot.
    let is_line = || planned.items.get(here) == planned.items.get(here + 1);
    let is_foot = || next > own && planned.region.is_deeper(row(own), row(next));
    planned.region.is_deeper(row(next), row(own)) || is_line() || is_foot()
}

/// What a page of a sheet holds, in thousandths of a point of the sheet; `None` where its pages are not ours to cut.
fn room(sheet: &Element, width: u64) -> Option<u64> {
    if sheet.child("rowBreaks").is_some() {
        return None;
    }
    let setup = sheet.child("pageSetup")?;
    let number = |name: &str| {
        setup
            .attr(name)
            .and_then(|text| text.trim().parse::<u64>().ok())
    };
    let (short, long) = match number("paperSize")? {
        8 => (841_890, 1_190_551),
        9 => (595_276, 841_890),
        11 => (419_528, 595_276),
        _ => return None,
    };
    let is_landscape = setup.attr("orientation").as_deref() == Some("landscape");
    let (across, down) = if is_landscape {
        (long, short)
    } else {
        (short, long)
    };
    let margin = |name: &str| {
        let inches = sheet.child("pageMargins")?.attr(name)?;
        Some(super::fit::thousandths(&inches)? * 72)
    };
    let wide = across - margin("left")? - margin("right")?;
    let high = down - margin("top")? - margin("bottom")?;
    let fits = sheet
        .child("sheetPr")
        .and_then(|pr| pr.child("pageSetUpPr"));
    let fits = fits.and_then(|pr| pr.attr("fitToPage"));
    if !matches!(fits.as_deref(), Some("1" | "true")) {
        return high
            .checked_mul(100)?
            .checked_div(number("scale").unwrap_or(100));
    }
    // As long as it gets, and one page wide.
    if number("fitToHeight") != Some(0) || number("fitToWidth").unwrap_or(1) != 1 {
        return None;
    }
    let percent = (wide * 100).checked_div(width)?.clamp(10, 100);
    high.checked_mul(100)?.checked_div(percent)
}

/// The rows that a sheet repeats on every page: `'Biểu 1'!$A:$B,'Biểu 1'!$11:$13`.
pub(super) fn titles(names: &[DefinedName], sheet: usize) -> Option<(u32, u32)> {
    let own = names.iter().find(|name| {
        name.local == Some(sheet) && name.name.eq_ignore_ascii_case("_xlnm.Print_Titles")
    })?;
    own.text.split(',').find_map(|range| {
        let (_, rows) = range.rsplit_once('!')?;
        let (first, last) = rows.split_once(':')?;
        let row = |text: &str| text.trim_matches('$').parse::<u32>().ok();
        Some((row(first)?, row(last)?))
    })
}

/// The last column that a sheet's print area names.
pub(super) fn last_column(names: &[DefinedName], sheet: usize) -> Option<u32> {
    let own = names.iter().find(|name| {
        name.local == Some(sheet) && name.name.eq_ignore_ascii_case("_xlnm.Print_Area")
    })?;
    let (_, last) = own.text.rsplit_once(':')?;
    parse_cell(&last.replace('$', "")).map(|(_, column)| column)
}

#[cfg(test)]
mod tests {
    use super::super::xml::Document;
    use super::Pages;

    /// A page of 100 points with a title row of 10 that is repeated.
    fn pages(rows: &[(u64, bool)]) -> Vec<u32> {
        let mut pages = Pages {
            room: 100_000,
            titles: Some((1, 1)),
            ..Pages::default()
        };
        for (number, (height, is_tied)) in (1..).zip(rows) {
            pages.row(number, height * 1_000, 15_000, *is_tied);
        }
        let root = Document::parse(b"<worksheet/>").unwrap();
        let written = pages.written(root.root());
        let ids = written.split("id=\"").skip(1);
        ids.map(|rest| rest.split('"').next().unwrap().parse().unwrap())
            .collect()
    }

    #[test]
    fn a_heading_goes_with_what_it_heads() {
        let title = (10, false);
        let rows = [title, (60, false), (15, true), (20, false), (40, false)];
        assert_eq!(pages(&rows), [2]);
        // Without it the page would end behind the heading's row.
        let rows = [title, (60, false), (15, false), (20, false), (40, false)];
        assert_eq!(pages(&rows), [3]);
        let short = [title, (20, false), (15, true), (20, false)];
        assert!(pages(&short).is_empty());
    }

    #[test]
    fn the_last_rows_go_with_the_signatures() {
        let rows = |first: u64| {
            [
                (10, false),
                (first, false),
                (15, true),
                (15, true),
                (20, false),
            ]
        };
        assert_eq!(pages(&rows(60)), [2]);
        assert!(pages(&rows(30)).is_empty());
        // A page later: the repeated title takes its place there.
        let long = [
            (10, false),
            (60, false),
            (50, false),
            (20, true),
            (30, false),
        ];
        assert_eq!(pages(&long), [2, 3]);
        // What fills most of a page is cut where it comes.
        let long = [(10, false), (60, false), (20, true), (65, false)];
        assert!(pages(&long).is_empty());
    }
}
