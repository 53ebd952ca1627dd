//! What lines come to where all their amounts are whole đồng, as nearly everywhere: added up in one go, without making a
//! decimal of each.

use crate::model::{Field, Phase, Source, Table, TableLine};

/// The sums of some lines by phase and source.
pub(super) struct WholeSums([[i128; Source::ALL.len()]; 3]);

impl WholeSums {
    /// Adds up; `None` where an amount has decimals or cannot be read, or where only a line itself tells what of it
    /// counts.
    pub(super) fn of(table: &Table, lines: &[&TableLine]) -> Option<Self> {
        let of_parts = Phase::ALL.map(|phase| table.has_all_parts(phase));
        let mut sums = [[0_i128; Source::ALL.len()]; 3];
        for line in lines {
            for ((money, sums), of_parts) in line.money.iter().zip(&mut sums).zip(of_parts) {
                let (mut parts, mut total) = (None, 0);
                for (source, amount) in money.whole_amounts()? {
                    let amount = i128::from(amount);
                    if source == Source::Total {
                        total = amount;
                    } else {
                        parts = Some(parts.unwrap_or(0) + amount);
                        sums[source as usize] += amount;
                    }
                }
                // Which of both counts is for the line to say.
                if of_parts && money.partial {
                    return None;
                }
                let counted = parts.filter(|_| of_parts).unwrap_or(total);
                sums[Source::Total as usize] += counted;
            }
        }
        Some(Self(sums))
    }

    /// Whether a line prints exactly the sum in a field, or nothing.
    pub(super) fn is_printed(&self, line: &TableLine, field: Field) -> bool {
        let printed = line.money[field.phase as usize].amount(field.source);
        let sum = self.0[field.phase as usize][field.source as usize];
        printed.is_none_or(|printed| printed.scale() == 0 && printed.mantissa() == sum)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::base::place::Cell;
    use crate::base::reading::Reading;
    use crate::model::formulas::TableFormulas;
    use crate::model::{Figure, Form, LineClass, Money};

    use super::*;

    const COLUMNS: [Source; 3] = [Source::Total, Source::Local, Source::Counterpart];

    fn line(amounts: [&str; 3]) -> TableLine {
        let figure = |amount: &str| Figure {
            reading: match amount {
                "" => Reading::Blank,
                amount => amount
                    .parse()
                    .map_or(Reading::Unreadable, |d: Decimal| Reading::Known(d)),
            },
            cell: Some(Cell::new(0, 0)),
            ..Figure::default()
        };
        let of = |(source, amount): (Source, &str)| (source, figure(amount));
        TableLine {
            row: 0,
            class: LineClass::Detail,
            level: 0,
            seq: None,
            label: String::new(),
            closes: None,
            money: [
                Money::of(COLUMNS.into_iter().zip(amounts).map(of)),
                Money::default(),
                Money::default(),
            ],
            record: None,
        }
    }

    fn table() -> Table {
        let columns = (0..).zip(COLUMNS);
        Table {
            form: Form::ProjectList,
            sheet: "1".into(),
            units: Vec::new(),
            columns: columns
                .map(|(col, source)| (Field::new(Phase::Approved, source), col))
                .collect(),
            percentages: Vec::new(),
            has_results: false,
            formulas: TableFormulas::default(),
            lines: Vec::new(),
        }
    }

    fn fits(lines: &[[&str; 3]], printed: [&str; 3]) -> Option<Vec<bool>> {
        let lines: Vec<TableLine> = lines.iter().map(|amounts| line(*amounts)).collect();
        let sums = WholeSums::of(&table(), &lines.iter().collect::<Vec<_>>())?;
        let printed = line(printed);
        let field = |source| Field::new(Phase::Approved, source);
        let is = |source| sums.is_printed(&printed, field(source));
        Some(COLUMNS.into_iter().map(is).collect())
    }

    #[test]
    fn what_lines_come_to_source_by_source() {
        let lines = [["190", "90", "100"], ["", "10", ""], ["7", "", ""]];
        // A line counts as its parts, and as its total only where it has none.
        assert_eq!(fits(&lines, ["207", "100", "100"]), Some(vec![true; 3]));
        assert_eq!(fits(&lines, ["", "", ""]), Some(vec![true; 3]));
        assert_eq!(
            fits(&lines, ["197", "100.0", "101"]),
            Some(vec![false; 3]),
            "what is not the very number is left to the longer way"
        );
    }

    #[test]
    fn what_only_the_longer_way_tells() {
        assert_eq!(fits(&[["1", "0.5", "0.5"]], ["1", "", ""]), None);
        assert_eq!(fits(&[["1", "?", "1"]], ["1", "", ""]), None);
        let mut partial = line(["200", "90", "100"]);
        partial.money[0].partial = true;
        assert!(WholeSums::of(&table(), &[&partial]).is_none());
    }
}
