//! The workbooks: one decision's annex, and four layouts of a submission that differ as real ones do, in their rows of
//! headings, merged cells, money units, groups with subtotals, totals first or last, formulas with saved results.

use anyhow::Result;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet};

use crate::generate::PROJECTS;
use crate::projects::{GROUPS, Project, Unit};

/// How a unit draws its form.
struct Layout {
    /// Title of the sheet.
    title: &'static str,
    /// What it says about money, and how many thousand đồng its unit is worth the inverse of.
    unit: &'static str,
    /// Printed figures for one thousand đồng.
    scale: f64,
    /// Headings of words, in the order of the columns.
    words: &'static [(&'static str, Word)],
    /// Headings of the three phases.
    phases: [&'static str; 3],
    /// Headings of total, khuyến công money, counterpart under each phase.
    sources: [&'static str; 3],
    /// The total is printed.
    total: bool,
    /// Two rows of headings, the upper one merged; else one row that joins both.
    merged: bool,
    /// A row of column numbers.
    numbered: bool,
    /// Projects stand in groups with subtotals.
    grouped: bool,
    /// The grand total stands above the projects.
    total_first: bool,
    /// A column of a result.
    result: bool,
}

#[derive(Clone, Copy)]
enum Word {
    Number,
    Code,
    Name,
    Beneficiary,
    Location,
    Time,
}

const LAYOUTS: [Layout; 4] = [
    Layout {
        title: "BÁO CÁO TÌNH HÌNH THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG",
        unit: "Đơn vị tính: đồng",
        scale: 1000.0,
        words: &[
            ("STT", Word::Number),
            ("Mã đề án", Word::Code),
            ("Tên đề án", Word::Name),
            ("Đơn vị thụ hưởng", Word::Beneficiary),
            ("Địa điểm", Word::Location),
        ],
        phases: [
            "Kinh phí được duyệt",
            "Thực hiện trong quý",
            "Lũy kế từ đầu năm",
        ],
        sources: ["Tổng số", "KCĐP", "Đối ứng"],
        total: true,
        merged: true,
        numbered: false,
        grouped: true,
        total_first: false,
        result: false,
    },
    Layout {
        title: "TIẾN ĐỘ THỰC HIỆN ĐỀ ÁN KHUYẾN CÔNG",
        unit: "ĐVT: triệu đồng",
        scale: 0.001,
        words: &[
            ("TT", Word::Number),
            ("Mã số", Word::Code),
            ("Tên đề án", Word::Name),
            ("Địa điểm", Word::Location),
        ],
        phases: ["được duyệt", "trong quý", "lũy kế từ đầu năm"],
        sources: ["", "KCĐP", "Vốn đối ứng"],
        total: false,
        merged: false,
        numbered: false,
        grouped: false,
        total_first: false,
        result: true,
    },
    Layout {
        title: "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG",
        unit: "Đơn vị: nghìn đồng",
        scale: 1.0,
        words: &[
            ("TT", Word::Number),
            ("Tên đề án, nhiệm vụ", Word::Name),
            ("Đơn vị thụ hưởng", Word::Beneficiary),
            ("Thời gian thực hiện", Word::Time),
        ],
        phases: ["Kế hoạch năm", "Thực hiện quý III", "Lũy kế từ đầu năm"],
        sources: ["Tổng kinh phí", "KP khuyến công hỗ trợ", "KP DN đối ứng"],
        total: true,
        merged: true,
        numbered: true,
        grouped: false,
        total_first: true,
        result: false,
    },
    Layout {
        title: "BÁO CÁO DỰ ÁN KHUYẾN CÔNG",
        unit: "ĐVT: 1.000 đồng",
        scale: 1.0,
        words: &[
            ("STT", Word::Number),
            ("Tên dự án", Word::Name),
            ("Mã dự án", Word::Code),
            ("Thời gian", Word::Time),
        ],
        phases: [
            "Dự toán được giao",
            "Giải ngân trong kỳ",
            "Giải ngân lũy kế",
        ],
        sources: ["Tổng", "NS thành phố", "Vốn của doanh nghiệp"],
        total: true,
        merged: true,
        numbered: true,
        grouped: true,
        total_first: true,
        result: false,
    },
];

/// The formats of a sheet.
struct Styles {
    head: Format,
    title: Format,
    text: Format,
    money: Format,
    strong: Format,
    strong_money: Format,
}

impl Styles {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name("Times New Roman")
            .set_font_size(11);
        let boxed = base.clone().set_border(FormatBorder::Thin);
        Self {
            head: boxed
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center),
            title: base.clone().set_bold().set_align(FormatAlign::Center),
            text: boxed.clone().set_text_wrap(),
            money: boxed.clone().set_num_format("#,##0.0"),
            strong: boxed.clone().set_bold(),
            strong_money: boxed.set_bold().set_num_format("#,##0.0"),
        }
    }
}

/// One sheet of a form on its way to a file.
struct Form<'a> {
    sheet: Worksheet,
    layout: &'a Layout,
    styles: Styles,
    row: u32,
    money: u16,
}

/// A unit's workbook; each unit keeps to one of the layouts.
pub fn submission(unit: &Unit, projects: &[Project]) -> Result<Vec<u8>> {
    let layout = &LAYOUTS[unit.index % LAYOUTS.len()];
    let mut sheet = Worksheet::new();
    sheet.set_name("Biểu báo cáo")?;
    let words = u16::try_from(layout.words.len())?;
    let mut form = Form {
        sheet,
        layout,
        styles: Styles::new(),
        row: 0,
        money: words,
    };
    form.head(unit)?;
    form.headings()?;
    let first = form.row;
    if layout.total_first {
        form.row += 1;
    }
    let mut details: Vec<(u32, u32)> = Vec::new();
    for (group, (number, title, _, _)) in GROUPS.iter().enumerate() {
        let own: Vec<&Project> = projects.iter().filter(|p| p.group == group).collect();
        let top = form.row + u32::from(layout.grouped);
        if layout.grouped {
            form.subtotal(
                form.row,
                number,
                title,
                &[(top, top + u32::try_from(own.len())? - 1)],
                &own,
            )?;
            form.row += 1;
        }
        for (index, project) in own.into_iter().enumerate() {
            let number = if layout.grouped {
                index + 1
            } else {
                group * PROJECTS / GROUPS.len() + index + 1
            };
            form.project(number, project)?;
        }
        details.push((top, form.row - 1));
    }
    let all: Vec<&Project> = projects.iter().collect();
    let at = if layout.total_first { first } else { form.row };
    form.subtotal(at, "", "Tổng cộng", &details, &all)?;
    form.row += u32::from(!layout.total_first) + 1;
    form.signature(unit)?;
    finish(form.sheet)
}

impl Form<'_> {
    fn head(&mut self, unit: &Unit) -> Result<()> {
        let style = &self.styles.title;
        let last = self.last();
        self.sheet.merge_range(
            0,
            0,
            0,
            2,
            &format!("UBND {}", unit.name.to_uppercase()),
            style,
        )?;
        self.sheet
            .merge_range(0, 3, 0, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", style)?;
        self.sheet
            .merge_range(1, 0, 1, 2, "PHÒNG KINH TẾ VÀ HẠ TẦNG", style)?;
        self.sheet
            .merge_range(1, 3, 1, last, "Độc lập - Tự do - Hạnh phúc", style)?;
        self.sheet
            .merge_range(3, 0, 3, last, self.layout.title, style)?;
        self.sheet
            .merge_range(4, 0, 4, last, "(Quý III năm 2017)", style)?;
        self.sheet
            .write_with_format(5, last, self.layout.unit, style)?;
        self.row = 6;
        Ok(())
    }

    /// Columns of one phase.
    fn wide(&self) -> u16 {
        if self.layout.total { 3 } else { 2 }
    }

    fn last(&self) -> u16 {
        self.money + 3 * self.wide() + u16::from(self.layout.result)
    }

    fn headings(&mut self) -> Result<()> {
        let (layout, style, top, last) = (self.layout, &self.styles.head, self.row, self.last());
        let bottom = top + u32::from(layout.merged);
        let words = layout.words.iter().map(|(heading, _)| *heading);
        for (col, heading) in (0..).zip(words).chain([(last, "Ghi chú")]) {
            if layout.merged {
                self.sheet
                    .merge_range(top, col, bottom, col, heading, style)?;
            } else {
                self.sheet.write_with_format(top, col, heading, style)?;
            }
        }
        if layout.result {
            self.sheet.write_with_format(
                top,
                last - 1,
                "Số lao động mới được đào tạo (người)",
                style,
            )?;
        }
        let sources: Vec<&str> = layout
            .sources
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect();
        for (phase, heading) in (0..).zip(layout.phases) {
            let left = self.money + phase * self.wide();
            if layout.merged {
                self.sheet
                    .merge_range(top, left, top, left + self.wide() - 1, heading, style)?;
            }
            for (col, source) in (left..).zip(&sources) {
                let text = if layout.merged {
                    (*source).to_owned()
                } else {
                    format!("{source} {heading}")
                };
                self.sheet.write_with_format(bottom, col, text, style)?;
            }
        }
        self.row = bottom + 1;
        if layout.numbered {
            for col in 0..=last {
                self.sheet
                    .write_with_format(self.row, col, format!("({})", col + 1), style)?;
            }
            self.row += 1;
        }
        Ok(())
    }

    fn project(&mut self, number: usize, project: &Project) -> Result<()> {
        let (row, text) = (self.row, &self.styles.text);
        for (col, (_, word)) in (0..).zip(self.layout.words) {
            match word {
                Word::Number => {
                    self.sheet
                        .write_with_format(row, col, u32::try_from(number)?, text)?
                }
                Word::Code => self
                    .sheet
                    .write_with_format(row, col, &project.code, text)?,
                Word::Name => self
                    .sheet
                    .write_with_format(row, col, &project.name, text)?,
                Word::Beneficiary => {
                    self.sheet
                        .write_with_format(row, col, &project.beneficiary, text)?
                }
                Word::Location => {
                    self.sheet
                        .write_with_format(row, col, &project.location, text)?
                }
                Word::Time => {
                    let (first, last) = project.months;
                    self.sheet.write_with_format(
                        row,
                        col,
                        format!("từ {first} - {last}/2017"),
                        text,
                    )?
                }
            };
        }
        for (phase, [own, counterpart]) in (0..).zip(project.money) {
            let left = self.money + phase * self.wide();
            let style = &self.styles.money;
            let figures =
                [own, counterpart].map(|thousands| f64::from(thousands) * self.layout.scale);
            let first = left + self.wide() - 2;
            self.sheet
                .write_with_format(row, first, figures[0], style)?;
            self.sheet
                .write_with_format(row, first + 1, figures[1], style)?;
            if self.layout.total {
                let formula = format!("{}+{}", place(row, first), place(row, first + 1));
                let result = f64::from(own + counterpart) * self.layout.scale;
                self.sheet.write_formula_with_format(
                    row,
                    left,
                    formula_of(formula, result),
                    style,
                )?;
            }
        }
        let last = self.last();
        if self.layout.result && project.group == 0 {
            self.sheet
                .write_with_format(row, last - 1, project.result.1, &self.styles.text)?;
        }
        let note = if number.is_multiple_of(9) {
            "Đã nghiệm thu"
        } else {
            ""
        };
        self.sheet
            .write_with_format(row, last, note, &self.styles.text)?;
        self.row += 1;
        Ok(())
    }

    /// A row of sums over spans of rows, as formulas with their results.
    fn subtotal(
        &mut self,
        row: u32,
        number: &str,
        label: &str,
        spans: &[(u32, u32)],
        of: &[&Project],
    ) -> Result<()> {
        let name = (0..)
            .zip(self.layout.words)
            .find(|(_, (_, word))| matches!(word, Word::Name))
            .map_or(1, |(c, _)| c);
        self.sheet
            .write_with_format(row, 0, number, &self.styles.strong)?;
        self.sheet
            .write_with_format(row, name, label, &self.styles.strong)?;
        for phase in 0..3_u16 {
            for source in 0..self.wide() {
                let col = self.money + phase * self.wide() + source;
                let ranges: Vec<String> = spans
                    .iter()
                    .map(|(a, b)| format!("{}:{}", place(*a, col), place(*b, col)))
                    .collect();
                let part = |p: &Project| {
                    let [own, counterpart] = p.money[usize::from(phase)];
                    match source + u16::from(!self.layout.total) {
                        0 => own + counterpart,
                        1 => own,
                        _ => counterpart,
                    }
                };
                let sum: u32 = of.iter().map(|p| part(p)).sum();
                let result = f64::from(sum) * self.layout.scale;
                let formula = formula_of(format!("SUM({})", ranges.join(",")), result);
                self.sheet.write_formula_with_format(
                    row,
                    col,
                    formula,
                    &self.styles.strong_money,
                )?;
            }
        }
        Ok(())
    }

    fn signature(&mut self, unit: &Unit) -> Result<()> {
        let (row, col) = (self.row, self.money + 2);
        self.sheet.write(
            row,
            col,
            format!(
                "{}, ngày 15 tháng 9 năm 2017",
                unit.name.trim_start_matches("Huyện ")
            ),
        )?;
        self.sheet.write(row + 1, 1, "NGƯỜI LẬP BIỂU")?;
        self.sheet.write(row + 1, col, "TM. ỦY BAN NHÂN DÂN")?;
        self.sheet.write(row + 2, col, "KT. CHỦ TỊCH")?;
        self.sheet.write(row + 3, col, "PHÓ CHỦ TỊCH")?;
        Ok(())
    }
}

/// The annex of a decision about the projects of several units.
pub fn decision(number: usize, units: &[Unit]) -> Result<Vec<u8>> {
    let styles = Styles::new();
    let mut sheet = Worksheet::new();
    sheet.set_name("Phụ lục")?;
    sheet.merge_range(
        0,
        0,
        0,
        8,
        "PHỤ LỤC: DANH MỤC ĐỀ ÁN KHUYẾN CÔNG ĐỊA PHƯƠNG NĂM 2017",
        &styles.title,
    )?;
    let issued = format!(
        "(Ban hành kèm theo Quyết định số {number}/QĐ-UBND ngày 15/02/2017 của Ủy ban nhân dân thành phố)"
    );
    sheet.merge_range(1, 0, 1, 8, &issued, &styles.title)?;
    sheet.write_with_format(2, 8, "Đơn vị tính: triệu đồng", &styles.title)?;
    let words = [
        "STT",
        "Mã đề án",
        "Tên đề án",
        "Đơn vị thực hiện",
        "Đơn vị thụ hưởng",
        "Địa điểm",
    ];
    for (col, heading) in (0..).zip(words) {
        sheet.merge_range(3, col, 4, col, heading, &styles.head)?;
    }
    sheet.merge_range(3, 6, 3, 8, "Kinh phí được duyệt", &styles.head)?;
    for (col, heading) in (6..).zip(["Tổng số", "KCĐP", "Đối ứng"]) {
        sheet.write_with_format(4, col, heading, &styles.head)?;
    }
    let mut row = 5;
    let mut sums = [0_u64; 2];
    for project in units
        .iter()
        .flat_map(|u| (0..PROJECTS).map(move |i| (u, Project::new(u, i))))
    {
        let (unit, project) = project;
        sheet.write_with_format(row, 0, row - 4, &styles.text)?;
        for (col, text) in (1..).zip([&project.code, &project.name]) {
            sheet.write_with_format(row, col, text, &styles.text)?;
        }
        sheet.write_with_format(
            row,
            3,
            format!("UBND {}", unit.name.replacen('H', "h", 1)),
            &styles.text,
        )?;
        for (col, text) in (4..).zip([&project.beneficiary, &project.location]) {
            sheet.write_with_format(row, col, text, &styles.text)?;
        }
        let [own, counterpart] = project.money[0];
        let formula = format!("H{0}+I{0}", row + 1);
        let total = f64::from(own + counterpart) / 1000.0;
        sheet.write_formula_with_format(row, 6, formula_of(formula, total), &styles.money)?;
        sheet.write_with_format(row, 7, f64::from(own) / 1000.0, &styles.money)?;
        sheet.write_with_format(row, 8, f64::from(counterpart) / 1000.0, &styles.money)?;
        sums = [sums[0] + u64::from(own), sums[1] + u64::from(counterpart)];
        row += 1;
    }
    sheet.write_with_format(row, 2, "Tổng cộng", &styles.strong)?;
    for (col, thousands) in (6..).zip([sums[0] + sums[1], sums[0], sums[1]]) {
        let formula = format!("SUM({}:{})", place(5, col), place(row - 1, col));
        let result = thousands as f64 / 1000.0;
        sheet.write_formula_with_format(
            row,
            col,
            formula_of(formula, result),
            &styles.strong_money,
        )?;
    }
    finish(sheet)
}

fn formula_of(text: String, result: f64) -> Formula {
    // Ten digits behind the point are more than any of these figures has; what a binary fraction adds is cut.
    let shown = format!("{result:.6}");
    Formula::new(text).set_result(shown.trim_end_matches('0').trim_end_matches('.').to_owned())
}

fn place(row: u32, col: u16) -> String {
    rust_xlsxwriter::utility::row_col_to_cell(row, col)
}

fn finish(sheet: Worksheet) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    book.push_worksheet(sheet);
    Ok(book.save_to_buffer()?)
}
