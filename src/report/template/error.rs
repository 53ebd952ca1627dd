//! Why a template cannot be filled. Each refusal is a sentence for the person who drew the
//! template; nothing is written when there is one.

use thiserror::Error;

/// Language of the sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese, the default.
    Vietnamese,
    /// English.
    English,
}

/// Why a template cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", self.sentence(Language::Vietnamese))]
pub enum TemplateError {
    /// It is no .xlsx workbook.
    NotWorkbook,
    /// It is protected by a password.
    Encrypted,
    /// A part cannot be read.
    Damaged {
        /// The part of the zip file.
        part: String,
        /// What is wrong with it.
        detail: String,
    },
    /// It holds something that would be lost or become wrong.
    Unkept {
        /// What it is.
        what: Unkept,
        /// The part of the zip file.
        part: String,
    },
    /// A cell asks for something that cannot be done.
    Cell {
        /// The sheet.
        sheet: String,
        /// The cell or range in the template.
        cell: String,
        /// What is asked for.
        reason: Reason,
    },
    /// map.toml cannot be used, and everything why.
    Map(Vec<MapProblem>),
    /// No fault of the template: the filled workbook could not be written.
    NotWritten(std::io::ErrorKind, String),
}

/// What a template holds that cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unkept {
    /// Macros: the result is no macro workbook.
    Macros,
    /// A digital signature, which any change breaks.
    Signature,
    /// The change history of a shared workbook.
    SharedHistory,
    /// A pivot table over rows that move.
    Pivot,
    /// Scenarios or a data consolidation over rows that move.
    Scenario,
    /// A drawing of comments that is no readable XML, on a sheet whose rows move.
    NoteDrawing,
}

/// What a cell asks for that cannot be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Its reference would fall apart into pieces that its formula cannot name.
    Reference(String),
    /// A placeholder inside a formula.
    PlaceholderInFormula,
    /// One row names two lists.
    TwoLists(String, String),
    /// Two rows name one list that has one model row.
    TwoModelRows(String, u32),
    /// Model rows of one block that do not follow each other.
    NotAdjacent,
    /// An item whose level has no model row.
    NoModelRow(String),
    /// The sheet would have too many rows.
    TooManyRows(usize),
    /// An array formula over several rows, one of which is repeated.
    Array,
    /// A data table (what-if analysis) on a sheet whose rows move.
    DataTable,
    /// Rows or cells out of order, or the same twice.
    Disorder,
    /// A defined name of the map that is no single cell outside the repeated rows.
    NameCell(String),
    /// A heading of a table that would be no text, none at all, or that of another column.
    Heading,
}

/// One thing that is wrong with map.toml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapProblem {
    /// The line, from 1; absent where something lacks as a whole.
    pub line: Option<usize>,
    /// What is wrong.
    pub fault: MapFault,
}

/// What can be wrong with map.toml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapFault {
    /// A line that is no TOML; as it stands.
    Syntax(String),
    /// A value of the wrong kind.
    Kind {
        /// The key with the table it stands in, `block.list`.
        key: String,
        /// What belongs there.
        wanted: String,
        /// What stands there.
        found: String,
    },
    /// A key that is not known.
    Key {
        /// The key with the table it stands in, `block.level`.
        key: String,
        /// The most similar key of that table.
        nearest: Option<String>,
    },
    /// A value that names nothing: sheet, list, level, field, unit, defined name.
    Value {
        /// The key.
        key: String,
        /// What it says.
        value: String,
        /// The most similar of what it could say.
        nearest: Option<String>,
    },
    /// A key that lacks.
    Missing(String),
    /// A level of a block that no row of its sheet shows.
    NoRow(String),
}

impl TemplateError {
    /// The refusal as a sentence.
    pub fn sentence(&self, language: Language) -> String {
        let english = language == Language::English;
        match self {
            Self::NotWorkbook if english => "the template is not an .xlsx workbook; save it in Excel as “Excel Workbook (*.xlsx)”".to_owned(),
            Self::NotWorkbook => "tệp mẫu không phải là sổ tính .xlsx; mở bằng Excel và lưu lại dạng “Excel Workbook (*.xlsx)”".to_owned(),
            Self::Encrypted if english => "the template is protected by a password; save it without one".to_owned(),
            Self::Encrypted => "tệp mẫu được bảo vệ bằng mật khẩu; bỏ mật khẩu rồi lưu lại".to_owned(),
            Self::Damaged { part, detail } if english => format!("part {part} of the template cannot be read: {detail}"),
            Self::Damaged { part, detail } => format!("không đọc được phần {part} của tệp mẫu: {detail}"),
            Self::Unkept { what, part } => {
                let what = what.words(english);
                if english { format!("the template holds {what} ({part}), which cannot be kept; take it out and try again") } else { format!("tệp mẫu có {what} ({part}) không thể giữ nguyên; bỏ đi rồi chạy lại") }
            }
            Self::Cell { sheet, cell, reason } => {
                let reason = reason.words(english);
                if english { format!("sheet “{sheet}”, cell {cell} of the template: {reason}") } else { format!("tệp mẫu, trang “{sheet}”, ô {cell}: {reason}") }
            }
            Self::NotWritten(_, why) if english => format!("the workbook cannot be written: {why}"),
            Self::NotWritten(_, why) => format!("không ghi được tệp: {why}"),
            Self::Map(problems) => {
                let sentences = problems.iter().map(|problem| problem.sentence(language));
                sentences.collect::<Vec<_>>().join("; ")
            }
        }
    }
}

impl Unkept {
    fn words(self, english: bool) -> &'static str {
        let (vi, en) = match self {
            Self::Macros => ("macro", "macros"),
            Self::Signature => ("chữ ký số", "a digital signature"),
            Self::SharedHistory => (
                "lịch sử chỉnh sửa của sổ tính dùng chung",
                "the history of a shared workbook",
            ),
            Self::Pivot => (
                "bảng PivotTable lấy số liệu từ các dòng bị dịch chuyển",
                "a pivot table over rows that move",
            ),
            Self::Scenario => (
                "kịch bản (scenario) hoặc phép tổng hợp dữ liệu trên các dòng bị dịch chuyển",
                "a scenario or data consolidation over rows that move",
            ),
            Self::NoteDrawing => (
                "hình vẽ ghi chú không đọc được trên trang có dòng bị dịch chuyển",
                "an unreadable drawing of notes on a sheet whose rows move",
            ),
        };
        if english { en } else { vi }
    }
}

impl Reason {
    fn words(&self, english: bool) -> String {
        match self {
            Self::Reference(reference) if english => format!("the reference {reference} cannot follow the rows that are inserted; use SUM over the whole block, or a placeholder"),
            Self::Reference(reference) => format!("tham chiếu {reference} không thể theo các dòng được chèn thêm; dùng SUM trên cả khối hoặc dùng ô giữ chỗ {{{{…}}}}"),
            Self::PlaceholderInFormula if english => "a placeholder inside a formula; put it in a cell of its own".to_owned(),
            Self::PlaceholderInFormula => "ô giữ chỗ {{…}} nằm trong công thức; đặt vào một ô riêng".to_owned(),
            Self::TwoLists(a, b) if english => format!("one row names two lists, “{a}” and “{b}”; put one under the other or on another sheet"),
            Self::TwoLists(a, b) => format!("một dòng dùng hai danh sách, “{a}” và “{b}”; đặt bảng này dưới bảng kia hoặc sang trang khác"),
            Self::TwoModelRows(name, row) if english => format!("“{name}” has a model row already, row {row}; draw one only, it is repeated for every item (an item of several lines has other names in each)"),
            Self::TwoModelRows(name, row) => format!("“{name}” đã có dòng mẫu ở dòng {row}; chỉ vẽ một dòng, dòng ấy được lặp lại cho mọi mục (một mục gồm nhiều dòng thì mỗi dòng ghi các tên khác nhau)"),
            Self::NotAdjacent if english => "the model rows of one block must follow each other".to_owned(),
            Self::NotAdjacent => "các dòng mẫu của một khối phải liền nhau".to_owned(),
            Self::NoModelRow(level) if english => format!("no model row shows the level “{level}”; add one, or set skip_levels = true in map.toml"),
            Self::NoModelRow(level) => format!("không có dòng mẫu cho cấp “{level}”; thêm dòng mẫu hoặc đặt skip_levels = true trong map.toml"),
            Self::TooManyRows(rows) if english => format!("{rows} rows are more than a sheet can hold"),
            Self::TooManyRows(rows) => format!("{rows} dòng vượt quá số dòng của một trang tính"),
            Self::Array if english => "an array formula over several rows cannot be repeated; use one row each".to_owned(),
            Self::Array => "công thức mảng trên nhiều dòng không thể lặp lại; tách thành từng dòng".to_owned(),
            Self::DataTable if english => "a data table (What-If Analysis) cannot follow the rows that are inserted; move it to a sheet without model rows, or write its formulas out".to_owned(),
            Self::DataTable => "bảng dữ liệu (What-If Analysis → Data Table) không thể theo các dòng được chèn thêm; chuyển sang trang không có dòng mẫu hoặc viết thành công thức thường".to_owned(),
            Self::Disorder if english => "rows or cells are out of order; open the template in Excel and save it again".to_owned(),
            Self::Disorder => "các dòng hoặc ô không theo thứ tự; mở tệp mẫu bằng Excel rồi lưu lại".to_owned(),
            Self::NameCell(name) if english => format!("the defined name “{name}” must be a single cell outside the repeated rows"),
            Self::NameCell(name) => format!("tên “{name}” phải chỉ một ô nằm ngoài các dòng lặp lại"),
            Self::Heading if english => "the heading of a table must be a text of its own, and its placeholder gives none here; write words beside the placeholder".to_owned(),
            Self::Heading => "tiêu đề cột của bảng (Table) phải là một dòng chữ không trùng cột khác, mà ô giữ chỗ ở đây không cho chữ ấy; ghi thêm chữ bên cạnh ô giữ chỗ".to_owned(),
        }
    }
}

impl MapProblem {
    /// The problem as a sentence that begins with its line.
    pub fn sentence(&self, language: Language) -> String {
        let english = language == Language::English;
        let what = self.fault.words(english);
        match self.line {
            Some(line) if english => format!("map.toml, line {line}: {what}"),
            Some(line) => format!("map.toml, dòng {line}: {what}"),
            None => format!("map.toml: {what}"),
        }
    }
}

impl MapFault {
    fn words(&self, english: bool) -> String {
        let near = |nearest: &Option<String>| match nearest {
            Some(name) if english => format!("; did you mean “{name}”?"),
            Some(name) => format!("; có phải là “{name}”?"),
            None => String::new(),
        };
        match self {
            Self::Syntax(text) if english => {
                format!("“{text}” cannot be read; each line says: key = value, text in quotes")
            }
            Self::Syntax(text) => format!(
                "không hiểu “{text}”; mỗi dòng viết: khóa = giá trị, chữ đặt trong dấu ngoặc kép"
            ),
            Self::Kind { key, wanted, found } if english => {
                format!("{key} takes {wanted}, not {found}")
            }
            Self::Kind { key, wanted, found } => format!("{key} cần {wanted}, đang là {found}"),
            Self::Key { key, nearest } if english => {
                format!("unknown key “{key}”{}", near(nearest))
            }
            Self::Key { key, nearest } => format!("không có khóa “{key}”{}", near(nearest)),
            Self::Value {
                key,
                value,
                nearest,
            } if english => format!("{key} = “{value}” is not known{}", near(nearest)),
            Self::Value {
                key,
                value,
                nearest,
            } => format!("{key} = “{value}” không tồn tại{}", near(nearest)),
            Self::Missing(key) if english => format!("the key “{key}” is missing"),
            Self::Missing(key) => format!("thiếu khóa “{key}”"),
            Self::NoRow(level) if english => {
                format!("no row of the sheet holds a placeholder {{{{{level}.…}}}}")
            }
            Self::NoRow(level) => format!("trên trang không có dòng nào ghi {{{{{level}.…}}}}"),
        }
    }
}
