//! Which period a workbook states, in the heads of its sheets and on their tabs.

use crate::base::date;
use crate::base::place::Cell;
use crate::finding::{Code, Finding, Value};
use crate::layout::header::text_of;
use crate::layout::memo::Memo;
use crate::layout::recognise::{Origin, Recogniser, Sheet};
use crate::model::{Period, Span};
use crate::read::grid::Workbook;

use super::recognition::Finder;
use super::workbook::{Incoming, Setting, heads};

/// P603: the heads of the forms state another period, or where they state none their sheets' names do, and the register
/// does not settle it.
///
/// The register settles it with a column "Kỳ báo cáo" that names this period for the file: the office looked at it.
pub(super) fn other_period(
    setting: &Setting<'_>,
    incoming: &Incoming<'_>,
    workbook: &Workbook,
    (heads, forms): (&[(usize, u32)], &[&Sheet]),
    finder: &Finder,
) -> Option<Finding> {
    let period = setting.context.period?;
    let mut stated = stated(workbook, heads);
    if stated.is_empty() {
        stated = by_names(workbook, forms, &incoming.file, period);
    }
    if stated.is_empty() || stated.iter().any(|(p, _, _)| covers(*p, period)) {
        return None;
    }
    if incoming.receipt.and_then(|r| r.period) == Some(period) {
        return None;
    }
    let (other, sheet, cell) = stated.into_iter().next()?;
    let mut finding = finder.file(Code::P603);
    finding.sheet = Some(sheet.as_str().into());
    finding.cells = cell.into_iter().collect();
    finding.expected = Some(Value::Text(period.to_string()));
    finding.found = Some(Value::Text(other.to_string()));
    finding.args = vec![("period", period.label()), ("stated", other.label())];
    Some(finding)
}

/// A stated period, with the sheet and the cell.
type Stated = (Period, String, Option<Cell>);

/// What the names of all sheets of a form state, if each does and the file's own name does not say that they belong here.
fn by_names(workbook: &Workbook, forms: &[&Sheet], file: &str, period: Period) -> Vec<Stated> {
    let name = file.rsplit('/').next().unwrap_or(file);
    if of_name(name, period).iter().any(|p| covers(*p, period)) {
        return Vec::new();
    }
    let grids = forms.iter().filter_map(|s| workbook.sheets.get(s.index));
    let all: Option<Vec<Stated>> = grids
        .map(|grid| {
            let named = of_name(&grid.name, period).into_iter();
            let stated: Vec<Stated> = named.map(|p| (p, grid.name.clone(), None)).collect();
            (!stated.is_empty()).then_some(stated)
        })
        .collect::<Option<Vec<_>>>()
        .map(|found| found.into_iter().flatten().collect());
    all.unwrap_or_default()
}

/// The periods that the name of a sheet or a file states; it seldom says the year: "Quý II".
pub(super) fn of_name(name: &str, period: Period) -> Vec<Period> {
    let is_year = name.len() == 4 && name.bytes().all(|b| b.is_ascii_digit());
    let mut named = date::stated_periods(name);
    if is_year {
        named = date::stated_periods(&format!("năm {name}"));
    } else if named.is_empty() {
        named = date::stated_periods(&format!("{name} năm {}", period.year));
    }
    named.into_iter().filter_map(Period::from_months).collect()
}

/// The periods that the heads of the sheets state, with their cells.
fn stated(workbook: &Workbook, heads: &[(usize, u32)]) -> Vec<Stated> {
    let mut stated = Vec::new();
    for (index, first) in heads {
        let Some(grid) = workbook.sheets.get(*index) else {
            continue;
        };
        for cell in grid.cells.iter().take_while(|c| c.at.row < *first) {
            let Some(text) = text_of(cell) else { continue };
            for found in date::stated_periods(&text)
                .into_iter()
                .filter_map(Period::from_months)
            {
                stated.push((found, grid.name.clone(), Some(cell.at)));
            }
        }
    }
    stated
}

/// The first period that a workbook states.
pub fn stated_period(workbook: &Workbook, sheets: &[Sheet]) -> Option<Period> {
    let forms: Vec<&Sheet> = sheets.iter().filter(|s| s.form.is_some()).collect();
    stated(workbook, &heads(workbook, &forms))
        .into_iter()
        .map(|(p, _, _)| p)
        .next()
}

/// What to read a workbook with where no workspace names the period: the one that its own forms agree on, so that
/// "Thực hiện 9 tháng" beside "quý III" is what has come together and no second column of the quarter.
pub fn memo_of(recogniser: &Recogniser<'_>, workbook: &Workbook, memo: &Memo) -> Option<Memo> {
    if memo.period.is_some() {
        return None;
    }
    let sheets = recogniser.workbook(workbook, Origin::Anywhere, memo);
    let forms: Vec<&Sheet> = sheets.iter().filter(|s| s.form.is_some()).collect();
    let heads = heads(workbook, &forms);
    let mut agreed: Option<Period> = None;
    for (period, _, _) in stated(workbook, &heads) {
        // A wider span in another title ("kế hoạch năm 2017", "9 tháng") leaves the narrower one as it is.
        agreed = match agreed {
            Some(known) if covers(period, known) => Some(known),
            Some(known) if !covers(known, period) => return None,
            _ => Some(period),
        };
    }
    agreed.map(|period| recogniser.memo(Some(period)))
}

/// A title that names the whole year ("kế hoạch năm 2017") or a span that ends with the period does not contradict it.
pub(super) fn covers(stated: Period, period: Period) -> bool {
    stated == period
        || (stated.year == period.year
            && stated.span == Span::FullYear
            && period.span != Span::FullYear)
        || (stated.year == period.year
            && stated.from_january()
            && stated.months().1 == period.months().1)
}
