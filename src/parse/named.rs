//! What a row of a list calls its project.

use crate::base::place::Cell;
use crate::base::text::tidy;
use crate::layout::{Recognised, Row, numbering};
use crate::read::grid::{Content, Grid};

use super::cells;
use super::code::{code_text, split_code};

/// The code and the name of a project, as far as its row has them.
pub(super) struct Named {
    pub code: Option<String>,
    pub name: Option<String>,
    pub name_cell: Option<Cell>,
}

impl Named {
    /// From their columns, or from the label of the row.
    pub fn of_row(grid: &Grid, form: &Recognised, row: &Row) -> Self {
        let words = |field: &str| cells::words_over(grid, form, field, row);
        let printed = words("name").map(|(text, at)| {
            let first = headline(grid, at).filter(|_| row.spread.0 == row.spread.1);
            (strip_number(first.as_deref().unwrap_or(&text), form), at)
        });
        let (name, name_cell) = match printed {
            Some((text, at)) => (Some(text), Some(at)),
            None if !row.label.is_empty() => (Some(strip_number(&row.label, form)), row.label_cell),
            None => (None, None),
        };
        let code = words("code")
            .map(|(t, _)| code_text(&t))
            .filter(|t| !t.is_empty());
        let (code, name) = match (code, name) {
            (None, Some(name)) => split_code(name),
            (code, name) => (code, name),
        };
        Self {
            code,
            name,
            name_cell,
        }
    }
}

fn strip_number(text: &str, form: &Recognised) -> String {
    // Only where no column holds the number may it lead the name.
    let name = if form.plain("seq").is_none() {
        numbering::without_number(text)
    } else {
        text.to_owned()
    };
    name.trim()
        .trim_start_matches(['-', '+', '–', '•', '●', '▪', '*'])
        .trim()
        .to_owned()
}

/// The lines of a cell up to the first that tells something of the project: "- Địa điểm: xã Đại Hợp", "Số lớp: 02".
/// `None` where no line does.
fn headline(grid: &Grid, at: Cell) -> Option<String> {
    let Content::Text(text) = &grid.get(at)?.content else {
        return None;
    };
    let lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| !line.trim().is_empty())?;
    let end = (first + 1..lines.len()).find(|line| tells_more(lines[*line]))?;
    Some(tidy(&lines[first..end].join(" ")))
}

/// Whether a further line of a name's cell is none of the name: an item of a list, or a label and what it says.
fn tells_more(line: &str) -> bool {
    let line = line.trim();
    let item = line.trim_start_matches(['-', '+', '–', '•', '●', '▪', '*']);
    // "- tiểu thủ công nghiệp" goes on with the line above.
    let begins_big = item
        .trim_start()
        .chars()
        .next()
        .is_some_and(char::is_uppercase);
    let label = item.split_once(':').map(|(label, _)| label);
    begins_big
        && (item.len() < line.len() || label.is_some_and(|l| l.split_whitespace().count() <= 4))
}

#[cfg(test)]
mod tests {
    use super::tells_more;

    #[test]
    fn lines_that_tell_more_are_no_part_of_a_name() {
        for line in ["- Địa điểm: xã Đại Hợp", " + Số lớp 02", "Địa điểm: Tú Sơn"]
        {
            assert!(tells_more(line), "{line}");
        }
        for line in [
            "- tiểu thủ công nghiệp",
            "Xã Đại Hợp",
            "khuyến công: năm 2017",
            "Đào tạo nghề cho lao động: lớp may",
            "",
        ] {
            assert!(!tells_more(line), "{line}");
        }
    }
}
