//! A whole reporting period that is right: decisions, what the units sent, the period before. Nothing above info is to
//! be found in it, so that a mistake planted in it is the only one.
//!
//! First the projects are drawn ([`Model`]), then each unit's workbooks are laid out in a style of their own; what each
//! amount is stays known ([`super::marks`]).

mod adjustment;
mod decision;
mod model;
mod money;
mod percent;
mod previous;

use std::collections::BTreeSet;

pub use model::{Model, Unit};
pub use percent::Percent;

use super::dice::Dice;
use super::marks::Mark;
use super::style::{Encoding, Format, ResultsIn};
use super::{Source, amounts, bytes, encode, indicators, list};
use crate::support::sheet::{Sheet, Value};

/// A workbook before it is written.
#[derive(Clone, Debug)]
pub struct Book {
    pub path: String,
    pub format: Format,
    pub encoding: Encoding,
    pub sheets: Vec<Sheet>,
}

/// A sheet of the period: which workbook, which of its sheets.
pub type Place = (usize, usize);

/// Money on one sheet.
#[derive(Clone, Debug)]
pub struct Page {
    pub place: Place,
    /// Which of the model's units sent it.
    pub unit: usize,
    pub marks: Vec<Mark>,
}

/// The list of projects of one unit.
#[derive(Clone, Debug)]
pub struct ListPage {
    pub page: Page,
    /// The cell that states the money unit of the sheet.
    pub unit_cell: Option<((u32, u32), amounts::Unit)>,
    pub name_column: u32,
    pub code_column: Option<u32>,
    pub beneficiary_column: Option<u32>,
    pub headings: Vec<String>,
    /// Rows of results: project, place of the indicator's figure of the period.
    pub results: Vec<(String, String)>,
    /// What its column of percentages prints.
    pub percents: Vec<Percent>,
}

/// Results by indicator of one unit: where, whose, and the cells of its figures.
pub type ResultsPage = (Place, usize, Vec<(u32, u32)>);

/// All files of a period.
#[derive(Clone, Debug)]
pub struct Period {
    pub model: Model,
    pub books: Vec<Book>,
    /// The list of each unit, in the model's order.
    pub lists: Vec<ListPage>,
    /// Money by activity, of the units that send it.
    pub money: Vec<Page>,
    /// Results by indicator: place of the sheet, unit, rows of figures by cell.
    pub results: Vec<ResultsPage>,
    pub previous: Option<String>,
}

impl Period {
    /// Lays a model out. The same model and seed give the same files.
    pub fn lay_out(seed: u64, source: &Source, model: &Model) -> Self {
        let mut period = Self {
            model: model.clone(),
            books: Vec::new(),
            lists: Vec::new(),
            money: Vec::new(),
            results: Vec::new(),
            previous: None,
        };
        // Each part has chances of its own: what one unit's workbook shows does not change another's.
        period.books.extend(decision::lay_out(
            &mut Dice::of(seed ^ 0xdec1),
            source,
            model,
        ));
        for index in 0..model.units.len() {
            let salt = u64::try_from(index).expect("few units") + 1;
            period.unit(&mut Dice::of(seed ^ (salt << 40)), source, index);
        }
        if model.has_previous {
            period.previous = Some(previous::records(model));
        }
        period
    }

    fn unit(&mut self, dice: &mut Dice, source: &Source, index: usize) {
        let unit = &self.model.units[index];
        let style = &unit.style;
        let extension = style.format.extension();
        let folder = format!("da-nop/{}-{}", unit.code, unit.slug());
        let mut laid = list::lay_out(
            dice,
            style,
            &source.words,
            &source.programme,
            &unit.sent,
            &mut BTreeSet::new(),
        );
        let percents = if unit.has_percentages {
            percent::add(dice, &mut laid)
        } else {
            Vec::new()
        };
        let book = self.books.len();
        let mut sheets = vec![laid.sheet];
        let mut apart: Vec<(&str, Sheet)> = Vec::new();
        if unit.has_money_form {
            let (sheet, marks) = money::lay_out(dice, source, unit);
            let place = if dice.chance(50) {
                sheets.push(sheet);
                (book, sheets.len() - 1)
            } else {
                apart.push(("kinh-phi", sheet));
                (book + apart.len(), 0)
            };
            self.money.push(Page {
                place,
                unit: index,
                marks,
            });
        }
        let is_apart = matches!(
            style.results,
            ResultsIn::SecondSheet | ResultsIn::SecondFile
        );
        if is_apart || (unit.has_results_form && style.results == ResultsIn::Columns) {
            let (sheet, records) =
                indicators::lay_out(dice, style, &source.words, &source.programme, &unit.sent);
            // Left of the cumulative figure stands the period's, which any list prints.
            let cells = records
                .iter()
                .filter_map(|r| crate::support::sheet::cell_place(&r.results[0].2))
                .map(|(row, column)| (row, column - 1))
                .collect();
            let place = if style.results == ResultsIn::SecondFile {
                apart.push(("ket-qua", sheet));
                (book + apart.len(), 0)
            } else {
                sheets.push(sheet);
                (book, sheets.len() - 1)
            };
            self.results.push((place, index, cells));
        }
        let mut add = |name: &str, sheets: Vec<Sheet>| {
            self.books.push(Book {
                path: format!("{folder}/{name}.{extension}"),
                format: style.format,
                encoding: style.encoding,
                sheets,
            });
        };
        add("danh-muc", sheets);
        for (name, sheet) in apart {
            add(name, vec![sheet]);
        }
        self.lists.push(ListPage {
            page: Page {
                place: (book, 0),
                unit: index,
                marks: laid.marks,
            },
            unit_cell: laid.unit,
            name_column: laid.name_column,
            code_column: laid.code_column,
            beneficiary_column: laid.beneficiary_column,
            headings: laid.headings,
            percents,
            results: laid
                .records
                .iter()
                .filter_map(|r| Some((r.words.get("name")?.clone(), r.results.first()?.2.clone())))
                .collect(),
        });
    }

    /// A cell of a sheet.
    pub fn cell(&self, place: Place, at: (u32, u32)) -> Option<&Value> {
        self.books[place.0].sheets[place.1].cells.get(&at)
    }

    /// Writes into a cell.
    pub fn set(&mut self, place: Place, at: (u32, u32), value: Value) {
        self.books[place.0].sheets[place.1].cells.insert(at, value);
    }

    /// Every file with its bytes.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = vec![(
            "ky.toml".to_owned(),
            b"[period]\nyear = 2017\nquarter = 3\n".to_vec(),
        )];
        for book in &self.books {
            files.push((book.path.clone(), written(book)));
        }
        if let Some(previous) = &self.previous {
            files.push((
                "ky-truoc/records.jsonl".to_owned(),
                previous.clone().into_bytes(),
            ));
        }
        files
    }
}

fn written(book: &Book) -> Vec<u8> {
    let mut sheets = book.sheets.clone();
    for sheet in &mut sheets {
        encode::sheet(sheet, book.encoding);
    }
    bytes(book.format, &sheets)
}
