//! Tables of a sheet and what formulas mean by their columns: `DonVi[Kinh phí]`, `DonVi[[#This Row],[A]:[C]]`, `[@A]`.

use super::values::Area;

/// A table as a workbook defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// All of it, its headings and its row of totals included.
    pub(crate) area: Area,
    /// How many rows of headings it has: 0 or 1.
    pub(crate) headers: u32,
    /// How many rows of totals it has: 0 or 1.
    pub(crate) totals: u32,
    /// What its columns are called, from left to right.
    pub(crate) columns: Vec<String>,
}

/// What a reference to a table means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant {
    Cells(Area),
    /// The cells of these that stand in the formula's own row.
    OwnRow(Area),
    /// A part that the table does not have: `#REF!`.
    Absent,
}

/// Rows of a table, as a reference names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    All,
    Headers,
    Data,
    Totals,
    Own,
}

/// What stands between the brackets: rows, and first and last column.
#[derive(Debug, Default, PartialEq, Eq)]
struct Written {
    rows: Vec<Rows>,
    columns: Vec<String>,
}

impl Table {
    /// What a reference means, from its outer brackets (`[[#Totals],[A]]`). `None` for what is no such reference, or
    /// names a column that the table does not have.
    pub(crate) fn meant(&self, brackets: &str) -> Option<Meant> {
        let Written { rows, columns } = Written::read(brackets)?;
        let area = self.area;
        let (left, right) = match columns.as_slice() {
            [] => (area.left, area.right),
            [one] => (self.column(one)?, self.column(one)?),
            [first, last] => {
                let (a, b) = (self.column(first)?, self.column(last)?);
                (a.min(b), a.max(b))
            }
            _ => return None,
        };
        let (first, last) = (
            area.top.checked_add(self.headers)?,
            area.bottom.checked_sub(self.totals)?,
        );
        let between = |top: u32, bottom: u32| Area {
            top,
            left,
            bottom,
            right,
            ..area
        };
        let body = || (first <= last).then(|| between(first, last));
        let meant = match rows.as_slice() {
            [] | [Rows::Data] => body().map_or(Meant::Absent, Meant::Cells),
            [Rows::Own] => body().map_or(Meant::Absent, Meant::OwnRow),
            [Rows::All] => Meant::Cells(between(area.top, area.bottom)),
            [Rows::Headers] if self.headers == 0 => Meant::Absent,
            [Rows::Headers] => Meant::Cells(between(area.top, first - 1)),
            [Rows::Totals] if self.totals == 0 => Meant::Absent,
            [Rows::Totals] => Meant::Cells(between(last + 1, area.bottom)),
            [Rows::Headers, Rows::Data] | [Rows::Data, Rows::Headers] => {
                Meant::Cells(between(area.top, last))
            }
            [Rows::Data, Rows::Totals] | [Rows::Totals, Rows::Data] => {
                Meant::Cells(between(first, area.bottom))
            }
            _ => return None,
        };
        Some(meant)
    }

    /// The sheet's column of that name; case does not matter.
    fn column(&self, name: &str) -> Option<u32> {
        let wanted = name.to_lowercase();
        let is_it = |other: &String| other.to_lowercase() == wanted;
        let index = self.columns.iter().position(is_it)?;
        let col = self.area.left.checked_add(u32::try_from(index).ok()?)?;
        (col <= self.area.right).then_some(col)
    }

    /// Whether a cell of a sheet lies in it.
    pub(crate) fn holds(&self, sheet: usize, row: u32, col: u32) -> bool {
        let Area {
            top,
            bottom,
            left,
            right,
            ..
        } = self.area;
        self.area.sheet == sheet && (top..=bottom).contains(&row) && (left..=right).contains(&col)
    }
}

impl Written {
    fn read(brackets: &str) -> Option<Self> {
        let inner = brackets.strip_prefix('[')?.strip_suffix(']')?;
        let mut read = Self::default();
        let mut rest = inner.trim_start();
        if let Some(after) = rest.strip_prefix('@') {
            read.rows.push(Rows::Own);
            rest = after;
        }
        if rest.trim().is_empty() {
            return Some(read);
        }
        // `[A]` is one name, whatever signs it holds; only in further brackets there are several.
        if !rest.trim_start().starts_with('[') {
            read.take(rest)?;
            return Some(read);
        }
        loop {
            rest = rest.trim_start();
            let len = if rest.starts_with('[') {
                closing(rest)?
            } else {
                // XlsxWriter writes `[[#This Row],A]`.
                rest.find([',', ':']).unwrap_or(rest.len())
            };
            let (part, after) = rest.split_at_checked(len)?;
            match part.strip_prefix('[') {
                Some(part) => read.take(part.strip_suffix(']')?)?,
                None => read.take(part)?,
            }
            rest = after.trim_start();
            match rest.chars().next() {
                None => return Some(read),
                Some(',' | ':') => rest = rest.get(1..)?,
                Some(_) => return None,
            }
        }
    }

    /// Takes a name of rows or of a column.
    fn take(&mut self, part: &str) -> Option<()> {
        if part.trim_start().starts_with('#') {
            let known = [
                ("#all", Rows::All),
                ("#headers", Rows::Headers),
                ("#data", Rows::Data),
                ("#totals", Rows::Totals),
                ("#this row", Rows::Own),
            ];
            let wanted = part.trim().to_lowercase();
            let (_, rows) = known.into_iter().find(|(name, _)| *name == wanted)?;
            self.rows.push(rows);
            return Some(());
        }
        // `'` takes the next sign as it is.
        let mut name = String::new();
        let mut signs = part.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '\'' => name.push(signs.next()?),
                '[' | ']' => return None,
                other => name.push(other),
            }
        }
        self.columns.push(name);
        Some(())
    }
}

/// How long the bracket at the start of a text is.
fn closing(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, sign) in text.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\'' => escaped = true,
            ']' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Meant, Table};
    use crate::base::formula::values::Area;

    fn shown(meant: Option<Meant>) -> String {
        let area = |area: Area| {
            let Area {
                top,
                left,
                bottom,
                right,
                ..
            } = area;
            format!("{top},{left}..{bottom},{right}")
        };
        match meant {
            Some(Meant::Cells(cells)) => area(cells),
            Some(Meant::OwnRow(cells)) => format!("own {}", area(cells)),
            Some(Meant::Absent) => "#REF!".to_owned(),
            None => "?".to_owned(),
        }
    }

    fn table(headers: u32, totals: u32) -> Table {
        let columns = ["Đơn vị", "Kinh phí, triệu", "50% [I]", "#"];
        Table {
            area: Area {
                sheet: 0,
                top: 3,
                left: 2,
                bottom: 9,
                right: 5,
            },
            headers,
            totals,
            columns: columns.map(str::to_owned).to_vec(),
        }
    }

    #[test]
    fn references() {
        for (written, want) in [
            ("[]", "4,2..8,5"),
            ("[đơn VỊ]", "4,2..8,2"),
            ("[Kinh phí, triệu]", "4,3..8,3"),
            ("[50% '[I']]", "4,4..8,4"),
            ("['#]", "4,5..8,5"),
            ("[[Kinh phí, triệu]:[Đơn vị]]", "4,2..8,3"),
            ("[#All]", "3,2..9,5"),
            ("[#Headers]", "3,2..3,5"),
            ("[[#Totals],[Đơn vị]]", "9,2..9,2"),
            ("[[#Data],[#Totals],[Đơn vị]]", "4,2..9,2"),
            ("[[#Headers], [#Data], [Đơn vị]:['#]]", "3,2..8,5"),
            ("[[#This Row],[Đơn vị]]", "own 4,2..8,2"),
            ("[[#This Row],Đơn vị]", "own 4,2..8,2"),
            ("[#this row]", "own 4,2..8,5"),
            ("[@]", "own 4,2..8,5"),
            ("[@Đơn vị]", "own 4,2..8,2"),
            ("[@[Kinh phí, triệu]:['#]]", "own 4,3..8,5"),
            ("[Tỷ lệ]", "?"),
            ("[#Sums]", "?"),
            ("[[Đơn vị]", "?"),
            ("[[Đơn vị][#]]", "?"),
            ("[[#All],[#Data]]", "?"),
            ("[[Đơn vị],[Đơn vị],[Đơn vị]]", "?"),
        ] {
            assert_eq!(shown(table(1, 1).meant(written)), want, "{written}");
        }
    }

    #[test]
    fn rows_that_a_table_does_not_have() {
        assert_eq!(shown(table(0, 0).meant("[#Headers]")), "#REF!");
        assert_eq!(shown(table(1, 0).meant("[[#Totals],[Đơn vị]]")), "#REF!");
        assert_eq!(shown(table(0, 0).meant("[Đơn vị]")), "3,2..9,2");
        let empty = Table {
            area: Area {
                bottom: 3,
                ..table(1, 0).area
            },
            ..table(1, 0)
        };
        assert_eq!(shown(empty.meant("[Đơn vị]")), "#REF!");
    }
}
