//! The other two forms of money, laid out in many ways: money by activity, and the annex of a decision.

use std::collections::BTreeMap;

use tonghop::model::Programme;

use super::block::{Look, parts};
use super::dice::Dice;
use super::headings::Words;
use super::style::{Encoding, Format};
use crate::support::sheet::{Sheet, Value, sheet};

/// One line as it must be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub row: u32,
    /// Line of the programme, or name of the project.
    pub name: String,
    pub words: BTreeMap<&'static str, String>,
    /// Amounts by field: đồng and cell.
    pub money: BTreeMap<String, (String, String)>,
}

/// One workbook with its lines.
pub struct Page {
    pub sheet: Sheet,
    pub format: Format,
    pub encoding: Encoding,
    pub lines: Vec<Line>,
    /// What was drawn, for the counts.
    pub tried: Vec<String>,
}

struct Table {
    page: Sheet,
    look: Look,
    format: Format,
    encoding: Encoding,
    top: u32,
    left: u32,
}

/// The head of a sheet; the table begins at `top` and `left`.
fn begin(dice: &mut Dice, titles: &[&str]) -> Table {
    let format = Format::draw(dice);
    let old = matches!(format, Format::Xlsx | Format::Xls);
    let encoding = if old {
        Encoding::draw(dice)
    } else {
        Encoding::Unicode
    };
    let look = Look::draw(dice, encoding != Encoding::Unicode);
    let mut page = sheet("Bieu");
    let left = 1 + dice.between(0, 2);
    let mut row = 1 + dice.between(0, 1);
    for title in titles {
        page.cells
            .insert((row, left), Value::Text((*title).to_owned()));
        row += 1 + dice.between(0, 1);
    }
    let told = ["Đơn vị tính: ", "ĐVT: ", "Đơn vị: "];
    let unit = format!("{}{}", dice.pick(&told), look.unit.word(dice));
    page.cells
        .insert((row, left + dice.between(1, 3)), Value::Text(unit));
    Table {
        page,
        look,
        format,
        encoding,
        top: row + 1,
        left,
    }
}

impl Table {
    fn end(self, lines: Vec<Line>, mut tried: Vec<String>) -> Page {
        let look = &self.look;
        tried.extend([
            self.format.name().to_owned(),
            self.encoding.name().to_owned(),
            look.unit.name.to_owned(),
            look.amounts.name().to_owned(),
            look.spelling.name().to_owned(),
            look.merges.name().to_owned(),
            format!("header of {} rows", look.depth),
        ]);
        Page {
            sheet: self.page,
            format: self.format,
            encoding: self.encoding,
            lines,
            tried,
        }
    }
}

fn amount(dice: &mut Dice) -> i64 {
    i64::from(dice.between(2, 900)) * 500_000
}

/// Adds a row's amounts to the sums of the sheet.
fn add(sums: &mut BTreeMap<String, i64>, money: &BTreeMap<String, i64>) {
    for (field, dong) in money {
        *sums.entry(field.clone()).or_default() += dong;
    }
}

/// Money by activity: some lines of the programme, in the order of their numbers.
pub fn money_by_activity(dice: &mut Dice, words: &Words, programme: &Programme) -> Page {
    let mut table = begin(
        dice,
        &[
            "UBND HUYỆN KIẾN THỤY",
            "BÁO CÁO KINH PHÍ KHUYẾN CÔNG QUÝ III NĂM 2017",
        ],
    );
    let phases = *dice.pick(&[
        &["approved", "spent", "cumulative"][..],
        &["approved", "cumulative"],
        &["spent", "cumulative"],
    ]);
    let mut sources = vec!["national", "local"];
    if dice.chance(50) {
        sources.push("counterpart");
    }
    let block = parts(dice, words, &table.look, phases, &sources);
    let first = dice.chance(50);
    let label = words.one(dice, "money.fields.label", |t| {
        t.contains("ội dung") || t == "Hoạt động"
    });
    let (top, left) = (table.top, table.left);
    let money_at = left + 2;
    for (col, text) in [(left, "TT".to_owned()), (left + 1, label)] {
        let text = table.look.head(dice, &text);
        table.look.tall(&mut table.page, top, col, text);
    }
    table.look.block(&mut table.page, top, money_at, &block);
    let mut row = top + table.look.depth;
    let total_at = row;
    row += u32::from(first);
    let mut sums = BTreeMap::new();
    let mut lines = Vec::new();
    for activity in &programme.activities {
        if !dice.chance(30) {
            continue;
        }
        let money: BTreeMap<String, i64> = block
            .iter()
            .filter(|_| dice.chance(80))
            .map(|part| (part.field.clone(), 0))
            .collect();
        let money: BTreeMap<String, i64> = money
            .into_keys()
            .map(|field| (field, amount(dice)))
            .collect();
        if money.is_empty() {
            continue;
        }
        add(&mut sums, &money);
        table
            .page
            .cells
            .insert((row, left), Value::Text(activity.number.clone()));
        table
            .page
            .cells
            .insert((row, left + 1), Value::Text(activity.name.clone()));
        let money = table
            .look
            .amounts(dice, &mut table.page, (row, money_at), &block, &money);
        lines.push(Line {
            row,
            name: activity.number.clone(),
            words: BTreeMap::new(),
            money,
        });
        row += 1;
    }
    let at = if first { total_at } else { row };
    let total = *dice.pick(&["Tổng số kinh phí", "Tổng cộng", "Cộng"]);
    table
        .page
        .cells
        .insert((at, left + 1), Value::Text(total.to_owned()));
    table
        .look
        .amounts(dice, &mut table.page, (at, money_at), &block, &sums);
    let tried = vec![format!(
        "activities, total {}",
        if first { "first" } else { "last" }
    )];
    table.end(lines, tried)
}

/// Where an annex says whose a project is.
const UNITS: [(&str, &str); 3] = [
    ("314", "huyện Kiến Thụy"),
    ("311", "huyện Thủy Nguyên"),
    ("316", "huyện Vĩnh Bảo"),
];
const NAMES: [&str; 6] = [
    "Đào tạo nghề may công nghiệp",
    "Ứng dụng máy cắt CNC trong sản xuất cơ khí",
    "Mô hình trình diễn kỹ thuật sản xuất gạch không nung",
    "Tham gia hội chợ triển lãm tại Hà Nội",
    "Đăng ký nhãn hiệu nước mắm",
    "Nâng cao tay nghề thợ mộc mỹ nghệ",
];

/// The annex of a decision: projects of several districts, by a column, by groups, or all of one that the title names.
pub fn annex(dice: &mut Dice, words: &Words) -> Page {
    let by = *dice.pick(&["column", "groups", "title"]);
    let one = dice.below(UNITS.len());
    let named = format!(
        "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG {} NĂM 2017",
        UNITS[one].1.to_uppercase()
    );
    let title = if by == "title" {
        named.as_str()
    } else {
        "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2017"
    };
    let mut table = begin(
        dice,
        &[
            "PHỤ LỤC",
            title,
            "(Kèm theo Quyết định số 1033/QĐ-UBND ngày 15/02/2017 của Ủy ban nhân dân thành phố Hải Phòng)",
        ],
    );
    let mut sources = vec!["local", "counterpart"];
    for (source, chance) in [("national", 60), ("district", 40)] {
        if dice.chance(chance) {
            sources.push(source);
        }
    }
    let with_total = dice.chance(50);
    if with_total {
        sources.push("total");
    }
    let block = parts(dice, words, &table.look, &["approved"], &sources);
    let mut plain = vec!["name"];
    for (field, chance) in [("code", 60), ("beneficiary", 50), ("location", 50)] {
        if dice.chance(chance) {
            plain.push(field);
        }
    }
    if by == "column" {
        plain.push("unit");
    }
    dice.shuffle(&mut plain);
    let (top, left) = (table.top, table.left);
    let head = table.look.head(dice, "STT");
    table.look.tall(&mut table.page, top, left, head);
    for (col, field) in (left + 1..).zip(&plain) {
        let fair = |t: &str| match *field {
            "name" => t.starts_with("Tên "),
            "unit" => t.contains("chủ trì") || t.contains("thực hiện"),
            "beneficiary" => t.contains("thụ hưởng"),
            "location" => t.contains("Địa điểm"),
            _ => true,
        };
        let text = words.one(dice, &format!("fields.{field}"), fair);
        let text = table.look.head(dice, &text);
        table.look.tall(&mut table.page, top, col, text);
    }
    let money_at = left + 1 + u32::try_from(plain.len()).expect("few columns");
    table.look.block(&mut table.page, top, money_at, &block);
    let col = |field: &str| {
        let at = plain.iter().position(|f| *f == field)?;
        Some(left + 1 + u32::try_from(at).expect("few columns"))
    };
    let name_at = col("name").unwrap_or(left + 1);
    let first = dice.chance(50);
    let mut row = top + table.look.depth;
    let total_at = row;
    row += u32::from(first);
    let mut sums = BTreeMap::new();
    let mut lines = Vec::new();
    let count = dice.between(2, 7);
    let mut units: Vec<usize> = (0..count)
        .map(|_| {
            if by == "title" {
                one
            } else {
                dice.below(UNITS.len())
            }
        })
        .collect();
    if by == "groups" {
        units.sort_unstable();
    }
    let mut group = None;
    for (index, unit) in units.into_iter().enumerate() {
        let (code, name) = UNITS[unit];
        if by == "groups" && group != Some(unit) {
            let number = ["A", "B", "C"][group.map_or(0, |g: usize| g + 1).min(2)];
            table
                .page
                .cells
                .insert((row, left), Value::Text(number.to_owned()));
            let text = format!("UBND {name}");
            table.page.cells.insert((row, name_at), Value::Text(text));
            group = Some(unit);
            row += 1;
        }
        let mut wanted = Line {
            row,
            name: format!("{} năm thứ {}", dice.pick(&NAMES), index + 1),
            ..Line::default()
        };
        wanted.words.insert("unit", code.to_owned());
        let number = (index + 1).to_string();
        table.page.cells.insert((row, left), Value::Number(number));
        for field in &plain {
            let text = match *field {
                "name" => wanted.name.clone(),
                "code" => format!("KC17-{:02}", index + 11),
                "beneficiary" => format!("Công ty TNHH Thành Đạt {}", index + 1),
                "location" => "Xã Đại Đồng".to_owned(),
                _ => format!("UBND {name}"),
            };
            if matches!(*field, "code" | "beneficiary" | "location") {
                wanted.words.insert(field, text.clone());
            }
            if let Some(col) = col(field) {
                table.page.cells.insert((row, col), Value::Text(text));
            }
        }
        let mut money: BTreeMap<String, i64> = BTreeMap::new();
        for source in sources.iter().filter(|s| **s != "total") {
            if *source == "local" || dice.chance(60) {
                money.insert(format!("approved.{source}"), amount(dice));
            }
        }
        if with_total {
            money.insert("approved.total".to_owned(), money.values().sum());
        }
        add(&mut sums, &money);
        wanted.money = table
            .look
            .amounts(dice, &mut table.page, (row, money_at), &block, &money);
        lines.push(wanted);
        row += 1;
    }
    let at = if first { total_at } else { row };
    table
        .page
        .cells
        .insert((at, name_at), Value::Text("Tổng cộng".to_owned()));
    table
        .look
        .amounts(dice, &mut table.page, (at, money_at), &block, &sums);
    let tried = vec![
        format!("unit by {by}"),
        format!("annex, total {}", if first { "first" } else { "last" }),
    ];
    table.end(lines, tried)
}
