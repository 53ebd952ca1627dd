//! A sheet as a case writes it: a table of pipes, and what each cell becomes in the workbook.

use std::collections::{BTreeMap, BTreeSet};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, written to the file digit for digit.
    Number(String),
    /// Text.
    Text(String),
    /// A formula and the value that was saved with it, if any.
    Formula(String, Option<Box<Value>>),
    /// An error such as `#REF!`.
    Error(String),
    /// A date, or a date and a time of day: `2017-09-20`, `2017-09-20 16:30`.
    Date(String),
}

const ERRORS: [&str; 7] = [
    "#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!",
];

impl Value {
    /// Reads a cell of a case; `None` is an empty cell.
    pub fn parse(text: &str) -> Result<Option<Self>, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(rest) = text.strip_prefix('\'') {
            return Ok(Some(Self::Text(unescape(rest))));
        }
        if let Some(rest) = text
            .strip_prefix('=')
            .or(text.strip_prefix("{=").and(Some(text)))
        {
            let Some((formula, saved)) = rest.rsplit_once("->") else {
                return Err(format!(
                    "formula `{text}` needs `-> saved value`, or `->` alone if none was saved"
                ));
            };
            let saved = Self::parse(saved)?.map(Box::new);
            return Ok(Some(Self::Formula(formula.trim().to_owned(), saved)));
        }
        if ERRORS.contains(&text) {
            return Ok(Some(Self::Error(text.to_owned())));
        }
        if is_date(text) {
            return Ok(Some(Self::Date(text.to_owned())));
        }
        if is_number(text) {
            return Ok(Some(Self::Number(text.to_owned())));
        }
        Ok(Some(Self::Text(unescape(text))))
    }
}

fn is_date(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '9' } else { c })
        .collect();
    shape == "9999-99-99" || shape == "9999-99-99 99:99"
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    plain(whole) && plain(places)
}

/// `\n` is a line break inside a cell; `\|` a pipe.
fn unescape(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\|", "|")
}

/// One sheet. Rows and columns count from 1.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// What stands in it, by row and column.
    pub cells: BTreeMap<(u32, u32), Value>,
    /// Merged areas, `A5:C5`.
    pub merges: Vec<String>,
    /// Rows that Excel does not show.
    pub hidden_rows: BTreeSet<u32>,
    /// Columns that Excel does not show.
    pub hidden_columns: BTreeSet<u32>,
    /// Number formats by column.
    pub formats: BTreeMap<u32, String>,
    /// Whether the sheet itself is hidden.
    pub hidden: bool,
    /// Names that the workbook defines, with what they stand for.
    pub names: Vec<(String, String)>,
    next_row: u32,
}

/// An empty sheet of that name.
pub fn sheet(name: &str) -> Sheet {
    Sheet {
        name: name.to_owned(),
        next_row: 1,
        ..Sheet::default()
    }
}

impl Sheet {
    /// Writes a row from column A on: cells between pipes, as in a case file.
    #[must_use]
    pub fn row(mut self, row: u32, cells: &str) -> Self {
        self.set_row(row, cells).expect("the row can be read");
        self
    }

    /// Sets one cell (`"S14"`, `"275"`).
    #[must_use]
    pub fn cell(mut self, cell: &str, value: &str) -> Self {
        self.set(cell, value).expect("the cell can be read");
        self
    }

    /// One line of a sheet in a case: a row of the table, or `merge`, `hide`, `format`, `hidden`.
    pub fn line(&mut self, line: &str) -> Result<(), String> {
        let line = line.trim();
        if let Some((row, cells)) = table_row(line) {
            return self.set_row(row.unwrap_or(self.next_row), cells);
        }
        if let Some(areas) = line.strip_prefix("merge ") {
            self.merges.extend(
                areas
                    .split([',', ' '])
                    .filter(|a| !a.is_empty())
                    .map(str::to_owned),
            );
        } else if let Some(row) = line.strip_prefix("hide row ") {
            self.hidden_rows
                .insert(row.trim().parse().map_err(|_| line.to_owned())?);
        } else if let Some(column) = line.strip_prefix("hide column ") {
            self.hidden_columns
                .insert(column_number(column.trim()).ok_or_else(|| line.to_owned())?);
        } else if let Some((column, code)) = line
            .strip_prefix("format column ")
            .and_then(|l| l.split_once(' '))
        {
            let column = column_number(column).ok_or_else(|| line.to_owned())?;
            self.formats.insert(column, code.trim().to_owned());
        } else if let Some((name, text)) =
            line.strip_prefix("name ").and_then(|l| l.split_once('='))
        {
            self.names
                .push((name.trim().to_owned(), text.trim().to_owned()));
        } else if line == "hidden" {
            self.hidden = true;
        } else {
            return Err(format!("`{line}` is no row, merge, hide, format or hidden"));
        }
        Ok(())
    }

    /// Replaces a whole row.
    pub fn set_row(&mut self, row: u32, cells: &str) -> Result<(), String> {
        // Not `retain`: it looks at every cell of the sheet, and long sheets are made row by row.
        let old: Vec<_> = self
            .cells
            .range((row, 0)..(row + 1, 0))
            .map(|(&place, _)| place)
            .collect();
        for place in old {
            self.cells.remove(&place);
        }
        let cells = cells.trim();
        let cells = cells.strip_suffix('|').unwrap_or(cells);
        for (column, text) in (1..).zip(split_cells(cells)) {
            if let Some(value) = Value::parse(&text)? {
                self.cells.insert((row, column), value);
            }
        }
        self.next_row = row + 1;
        Ok(())
    }

    /// Sets or empties one cell.
    pub fn set(&mut self, cell: &str, value: &str) -> Result<(), String> {
        let place = cell_place(cell).ok_or_else(|| format!("`{cell}` is no cell"))?;
        match Value::parse(value)? {
            Some(value) => self.cells.insert(place, value),
            None => self.cells.remove(&place),
        };
        Ok(())
    }
}

/// `12| a | b |` or `| a | b |`: the row's number, if given, and its cells.
pub fn table_row(line: &str) -> Option<(Option<u32>, &str)> {
    let (number, cells) = line.split_once('|')?;
    let number = number.trim();
    if number.is_empty() {
        return Some((None, cells));
    }
    number.parse().ok().map(|n| (Some(n), cells))
}

/// The texts between the pipes; `\|` does not part.
fn split_cells(cells: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut before = ' ';
    for c in cells.chars() {
        match out.last_mut() {
            Some(last) if c != '|' || before == '\\' => last.push(c),
            _ => out.push(String::new()),
        }
        before = c;
    }
    out
}

/// The number of a column: `A` is 1.
pub fn column_number(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    letters.bytes().try_fold(0, |sum, b| {
        b.is_ascii_uppercase()
            .then(|| sum * 26 + u32::from(b - b'A') + 1)
    })
}

/// Row and column of `S14`.
pub fn cell_place(cell: &str) -> Option<(u32, u32)> {
    let split = cell.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = cell.split_at(split);
    Some((digits.parse().ok()?, column_number(letters)?))
}

/// The letters of a column.
pub fn column_letters(mut column: u32) -> String {
    let mut out = String::new();
    while column > 0 {
        let digit = (column - 1) % 26;
        out.insert(
            0,
            char::from_digit(digit + 10, 36)
                .unwrap_or('?')
                .to_ascii_uppercase(),
        );
        column = (column - 1) / 26;
    }
    out
}
