//! Templates filled and read back.
#![expect(
    clippy::unwrap_used,
    clippy::float_cmp,
    clippy::panic,
    reason = "tests"
)]

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use calamine::{Data as Cell, Reader, Xlsx};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Chart, ChartType, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format,
    FormatAlign, Formula, Note, Table, Workbook,
};
use tonghop::report::template::{
    self, Data, Filled, Reason, Row, Scratch, TemplateError, Value, names,
};

/// A filled workbook and what came of it.
#[derive(Debug)]
struct Done {
    bytes: Vec<u8>,
    told: Filled,
}

fn fill(template: &[u8], map: Option<&str>, data: &Data<'_>) -> Result<Done, TemplateError> {
    let mut out = Cursor::new(Vec::new());
    let told = template::fill(template, map, data, &Scratch::default(), &mut out)?;
    Ok(Done {
        bytes: out.into_inner(),
        told,
    })
}

fn row(level: &str, fields: &[(&str, Value)]) -> Row {
    Row {
        level: level.to_owned(),
        fields: fields
            .iter()
            .map(|(key, value)| ((*key).to_owned().into(), value.clone()))
            .collect(),
    }
}

fn money(text: &str) -> Value {
    Value::Money(text.parse().unwrap())
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn projects(count: u32) -> Data<'static> {
    let mut data = Data::default();
    for (key, value) in [
        ("report.agency", text("SỞ CÔNG THƯƠNG")),
        ("period.label", text("Quý III năm 2017")),
        (
            "period.end",
            Value::Date(NaiveDate::from_ymd_opt(2017, 9, 30).unwrap()),
        ),
        ("total.spent.total", money("1234567800000")),
    ] {
        data.scalars.insert(key.to_owned(), value);
    }
    let rows = (1..=count).map(|n| {
        row(
            "project",
            &[
                ("number", Value::Number(n.into())),
                ("name", text(&format!("Đề án {n}"))),
                (
                    "approved.total",
                    Value::Money(Decimal::from(n) * Decimal::from(1_000_000)),
                ),
                (
                    "spent.total",
                    Value::Money(Decimal::from(n) * Decimal::from(500_000)),
                ),
            ],
        )
    });
    data.lists
        .insert("project".to_owned(), Box::new(rows.collect::<Vec<_>>()));
    data
}

/// Title, head, total above, model row 8 with a merge, total below, signature; a second sheet that
/// refers to it, and one that has nothing to do with it.
fn form() -> Vec<u8> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold().set_align(FormatAlign::Center);
    let amount = Format::new()
        .set_num_format("#,##0.0")
        .set_border(rust_xlsxwriter::FormatBorder::Thin);
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu 1").unwrap();
    sheet
        .merge_range(0, 0, 0, 5, "{{report.agency}}", &bold)
        .unwrap();
    sheet
        .write(
            1,
            0,
            "Kỳ: {{period.label}}, tổng {{total.spent.total | trieu}} triệu đồng",
        )
        .unwrap();
    sheet
        .write_with_format(
            2,
            0,
            "{{period.end}}",
            &Format::new().set_num_format("dd/mm/yyyy"),
        )
        .unwrap();
    sheet.write(2, 1, "{{period.lable}}").unwrap();
    for (col, head) in ["STT", "Tên", "", "Duyệt", "Chi", "Tỷ lệ"]
        .into_iter()
        .enumerate()
    {
        sheet
            .write_with_format(5, u16::try_from(col).unwrap(), head, &bold)
            .unwrap();
    }
    sheet
        .write_formula_with_format(6, 3, "SUM(D8)", &amount)
        .unwrap();
    sheet
        .write_formula_with_format(6, 4, Formula::new("SUM(E8:E8)"), &amount)
        .unwrap();
    sheet.write(7, 0, "{{project.number}}").unwrap();
    sheet
        .merge_range(7, 1, 7, 2, "{{project.name}}", &Format::new())
        .unwrap();
    sheet
        .write_with_format(7, 3, "{{project.approved.total}}", &amount)
        .unwrap();
    sheet
        .write_with_format(7, 4, "{{project.spent.total}}", &amount)
        .unwrap();
    sheet
        .write_formula_with_format(7, 5, "IFERROR(E8/D8,0)", &amount)
        .unwrap();
    sheet.write_formula(7, 6, "SUM(E$8:E8)").unwrap();
    sheet.write_formula(7, 7, "E8/E$9").unwrap();
    sheet.write_blank(7, 8, &amount).unwrap();
    sheet.write(8, 0, "Cộng").unwrap();
    sheet
        .write_formula_with_format(8, 4, "SUBTOTAL(9,E8:E8)", &amount)
        .unwrap();
    sheet.merge_range(10, 3, 11, 5, "Người lập", &bold).unwrap();
    sheet.set_print_area(0, 0, 11, 8).unwrap();
    sheet.set_repeat_rows(5, 5).unwrap();
    sheet.set_freeze_panes(6, 0).unwrap();
    sheet.set_page_breaks(&[9]).unwrap();
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::GreaterThan(0))
        .set_format(&bold);
    sheet.add_conditional_format(7, 4, 7, 4, &rule).unwrap();
    sheet
        .add_data_validation(
            7,
            3,
            8,
            3,
            &DataValidation::new()
                .allow_list_strings(&["1", "2"])
                .unwrap(),
        )
        .unwrap();
    sheet.insert_note(8, 0, &Note::new("tổng cộng")).unwrap();
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_values("'Biểu 1'!$E$8:$E$8")
        .set_categories("'Biểu 1'!$B$8:$B$8");
    sheet.insert_chart(13, 0, &chart).unwrap();

    let other = book.add_worksheet();
    other.set_name("Tổng hợp").unwrap();
    other.write_formula(0, 0, "'Biểu 1'!E9").unwrap();
    other.write_formula(1, 0, "TONG*2").unwrap();
    other.write_formula(2, 0, "SUM('Biểu 1'!E8:E8)").unwrap();
    other.write_formula(3, 0, "\"'Biểu 1'!E9 \"&A1").unwrap();
    let still = book.add_worksheet();
    still.set_name("Ghi chú").unwrap();
    still.write(0, 0, "không đổi").unwrap();
    book.define_name("TONG", "='Biểu 1'!$E$9").unwrap();
    book.save_to_buffer().unwrap()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        all.insert(name, content);
    }
    all
}

fn part(bytes: &[u8], name: &str) -> String {
    String::from_utf8(
        parts(bytes)
            .remove(name)
            .unwrap_or_else(|| panic!("no {name}")),
    )
    .unwrap()
}

fn cell(bytes: &[u8], sheet: &str, address: &str) -> Cell {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let col = u32::from(address.as_bytes()[0] - b'A');
    range
        .get_value((address[1..].parse::<u32>().unwrap() - 1, col))
        .cloned()
        .unwrap_or(Cell::Empty)
}

fn number(bytes: &[u8], sheet: &str, address: &str) -> f64 {
    match cell(bytes, sheet, address) {
        Cell::Float(number) => number,
        Cell::DateTime(date) => date.as_f64(),
        other => panic!("{sheet} {address}: {other:?}"),
    }
}

fn words(bytes: &[u8], sheet: &str, address: &str) -> String {
    cell(bytes, sheet, address).to_string()
}

fn filled(template: &[u8], map: Option<&str>, data: &Data<'_>) -> Done {
    fill(template, map, data).unwrap_or_else(|error| panic!("{error}"))
}

/// A template of one sheet whose `sheetData` (and what follows it) is given.
fn bare(sheet: &str) -> Vec<u8> {
    bare_with(sheet, "", &[])
}

fn bare_with(sheet: &str, names: &str, more: &[(&str, &str)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types xmlns='{PACKAGE}/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/><Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/><Override PartName='/xl/worksheets/sheet1.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/></Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns='{PACKAGE}/relationships'><Relationship Id='r' Type='{RELS}/officeDocument' Target='/xl/workbook.xml'/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<x:workbook xmlns:x='{MAIN}' xmlns:q='{RELS}'><x:sheets><x:sheet name='S' sheetId='1' q:id='one'/></x:sheets>{names}</x:workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "<Relationships xmlns='{PACKAGE}/relationships'><Relationship Id='one' Type='{RELS}/worksheet' Target='/xl/worksheets/sheet1.xml'/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml".to_owned(),
            format!("<x:worksheet xmlns:x='{MAIN}'>{sheet}</x:worksheet>"),
        ),
    ];
    parts.extend(
        more.iter()
            .map(|(name, content)| ((*name).to_owned(), (*content).to_owned())),
    );
    for (name, content) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn inline(address: &str, text: &str) -> String {
    format!("<x:c r='{address}' t='inlineStr'><x:is><x:t>{text}</x:t></x:is></x:c>")
}

fn sheet1(bytes: &[u8]) -> String {
    part(bytes, "xl/worksheets/sheet1.xml")
}

#[test]
fn a_form_is_filled_and_everything_follows_its_rows() {
    let template = form();
    let result = filled(&template, None, &projects(5));
    let bytes = &result.bytes;
    assert_eq!(words(bytes, "Biểu 1", "A1"), "SỞ CÔNG THƯƠNG");
    assert_eq!(
        words(bytes, "Biểu 1", "A2"),
        "Kỳ: Quý III năm 2017, tổng 1.234.567,8 triệu đồng"
    );
    assert_eq!(number(bytes, "Biểu 1", "A3"), 43_008.0);
    assert_eq!(cell(bytes, "Biểu 1", "B3"), Cell::Empty);
    assert_eq!(number(bytes, "Biểu 1", "D7"), 15e6);
    assert_eq!(number(bytes, "Biểu 1", "E7"), 7.5e6);
    for n in 0..5_u32 {
        let at = |col: char| format!("{col}{}", 8 + n);
        assert_eq!(number(bytes, "Biểu 1", &at('A')), f64::from(n + 1));
        assert_eq!(words(bytes, "Biểu 1", &at('B')), format!("Đề án {}", n + 1));
        assert_eq!(number(bytes, "Biểu 1", &at('F')), 0.5);
        assert_eq!(
            number(bytes, "Biểu 1", &at('G')),
            f64::from((n + 1) * (n + 2)) * 250_000.0
        );
    }
    assert_eq!(number(bytes, "Biểu 1", "E13"), 7.5e6);
    assert_eq!(number(bytes, "Tổng hợp", "A1"), 7.5e6);
    assert_eq!(number(bytes, "Tổng hợp", "A2"), 15e6);
    assert_eq!(number(bytes, "Tổng hợp", "A3"), 7.5e6);
    assert_eq!(words(bytes, "Tổng hợp", "A4"), "'Biểu 1'!E9 7500000");

    let sheet = sheet1(bytes);
    for want in [
        "<f>SUM(D8:D12)</f>",
        "<f>SUBTOTAL(9,E8:E12)</f>",
        "<f>SUM(E$8:E12)</f>",
        "<f>E12/E$13</f>",
        "<mergeCell ref=\"B12:C12\"/>",
        "<mergeCell ref=\"D15:F16\"/>",
        "count=\"7\"",
        "sqref=\"E8:E12\"",
        "sqref=\"D8:D13\"",
        "<brk id=\"13\"",
        "ySplit=\"6\"",
        "topLeftCell=\"A7\"",
        "<dimension ref=\"A1:I16\"/>",
        "<c r=\"I12\" s=",
    ] {
        assert!(sheet.contains(want), "{want} in {sheet}");
    }
    let workbook = part(bytes, "xl/workbook.xml");
    for want in [
        "'Biểu 1'!$A$1:$I$16",
        "'Biểu 1'!$6:$6",
        "'Biểu 1'!$E$13",
        "fullCalcOnLoad=\"1\"",
    ] {
        assert!(workbook.contains(want), "{want} in {workbook}");
    }
    assert!(part(bytes, "xl/comments1.xml").contains("ref=\"A13\""));
    assert!(part(bytes, "xl/drawings/vmlDrawing1.vml").contains("<x:Row>12</x:Row>"));
    assert!(part(bytes, "xl/drawings/drawing1.xml").contains("<xdr:row>17</xdr:row>"));
    let chart = part(bytes, "xl/charts/chart1.xml");
    assert!(
        chart.contains("<c:f>'Biểu 1'!$E$8:$E$12</c:f>")
            || chart.contains("&apos;Biểu 1&apos;!$E$8:$E$12"),
        "{chart}"
    );

    let (before, after) = (parts(&template), parts(bytes));
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    for name in [
        "xl/worksheets/sheet3.xml",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/theme/theme1.xml",
        "[Content_Types].xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "docProps/app.xml",
    ] {
        assert_eq!(before[name], after[name], "{name}");
    }
    let warning = &result.told.warnings[..];
    assert_eq!(warning.len(), 1);
    assert_eq!(
        (
            warning[0].sheet.as_str(),
            warning[0].cell.as_str(),
            warning[0].nearest.as_deref()
        ),
        ("Biểu 1", "B3", Some("period.label"))
    );
    let traced =
        template::fill_traced(&template, None, &projects(5), Cursor::new(Vec::new())).unwrap();
    assert!(traced.figures.iter().any(|figure| figure.cell == "E12"
        && figure.name == "project.spent.total"
        && figure.list.as_deref() == Some("project")
        && figure.rows == [4]));
    assert_eq!(
        filled(&template, None, &projects(5)).bytes,
        *bytes,
        "the same twice"
    );
}

#[test]
fn an_empty_list_leaves_one_blank_row() {
    let mut data = projects(0);
    data.known.extend(
        [
            "project.number",
            "project.name",
            "project.approved.total",
            "project.spent.total",
        ]
        .map(str::to_owned),
    );
    let result = filled(&form(), None, &data);
    assert_eq!(result.told.warnings.len(), 1);
    assert_eq!(cell(&result.bytes, "Biểu 1", "A8"), Cell::Empty);
    assert_eq!(number(&result.bytes, "Biểu 1", "E9"), 0.0);
    assert_eq!(number(&result.bytes, "Biểu 1", "F8"), 0.0);
    assert!(matches!(
        cell(&result.bytes, "Biểu 1", "H8"),
        Cell::Error(_)
    ));
    assert!(sheet1(&result.bytes).contains("<c r=\"E8\" s="));
}

#[test]
fn ten_thousand_rows() {
    let result = filled(&form(), Some("scale = 'trieu'"), &projects(10_000));
    assert_eq!(number(&result.bytes, "Biểu 1", "E10008"), 25_002_500.0);
    assert_eq!(number(&result.bytes, "Biểu 1", "G10007"), 25_002_500.0);
    assert_eq!(number(&result.bytes, "Tổng hợp", "A1"), 25_002_500.0);
}

#[test]
fn levels_with_subtotals() {
    let sheet = format!(
        "<x:sheetData><x:row r='1'><x:c r='B1'><x:f>SUM(B3)</x:f></x:c></x:row><x:row r='3'>{}<x:c r='B3'><x:f>SUM(B4)</x:f></x:c></x:row><x:row r='4'>{}{}<x:c r='C4'><x:f>B4/B3</x:f></x:c></x:row><x:row r='5'><x:c r='B5'><x:v>7</x:v></x:c></x:row></x:sheetData>",
        inline("A3", "{{content.name}}"),
        inline("A4", "{{project.name}} / {{content.name}}"),
        inline("B4", "{{project.spent.total}}")
    );
    let map = "[[block]]\nsheet = 'S'\nlist = 'by_content'\nlevels = ['content', 'project']\n";
    let mut data = Data::default();
    let project = |name: &str, amount: &str| {
        row(
            "project",
            &[("name", text(name)), ("spent.total", money(amount))],
        )
    };
    let content = |name: &str| row("content", &[("name", text(name))]);
    let mut rows = vec![
        content("I"),
        project("a", "1"),
        project("b", "2.5"),
        content("II"),
        content("III"),
        project("c", "4"),
    ];
    data.lists
        .insert("by_content".to_owned(), Box::new(rows.clone()));
    let result = filled(&bare(&sheet), Some(map), &data);
    let at = |address: &str| number(&result.bytes, "S", address);
    assert_eq!(
        (at("B1"), at("B3"), at("B6"), at("B7"), at("B9")),
        (7.5, 3.5, 0.0, 4.0, 7.0)
    );
    assert_eq!(words(&result.bytes, "S", "A5"), "b / I");
    assert_eq!(words(&result.bytes, "S", "A8"), "c / III");
    assert!((at("C5") - 2.5 / 3.5).abs() < 1e-12);
    assert!(sheet1(&result.bytes).contains("<x:f>SUM(B3,B6:B7)</x:f>"));

    rows.push(row("activity", &[]));
    data.lists.insert("by_content".to_owned(), Box::new(rows));
    assert!(
        matches!(fill(&bare(&sheet), Some(map), &data), Err(TemplateError::Cell { reason: Reason::NoModelRow(level), .. }) if level == "activity")
    );
    let lenient = format!("{map}skip_levels = true\n");
    assert_eq!(
        number(
            &filled(&bare(&sheet), Some(&lenient), &data).bytes,
            "S",
            "B1"
        ),
        7.5
    );
    data.lists
        .insert("by_content".to_owned(), Box::new(Vec::new()));
    let hidden = format!("{map}hide_when_empty = true\n");
    data.known
        .extend(["content.name", "project.name", "project.spent.total"].map(str::to_owned));
    let empty = filled(&bare(&sheet), Some(&hidden), &data);
    assert!(empty.told.warnings.is_empty());
    assert!(sheet1(&empty.bytes).contains("<x:row r=\"3\" hidden=\"1\">"));
    assert_eq!(number(&empty.bytes, "S", "B4"), 7.0);
}

#[test]
fn rich_runs_hostile_text_and_shared_formulas() {
    let runs = "<x:c r='A1' t='inlineStr'><x:is><x:r><x:rPr><x:b/></x:rPr><x:t xml:space='preserve'>Kỳ {{per</x:t></x:r><x:r><x:rPr><x:i/></x:rPr><x:t>iod.label}} hết</x:t></x:r></x:is></x:c>";
    let sheet = format!(
        "<x:sheetData><x:row r='1'>{runs}{}</x:row><x:row>{}<x:c r='B2'><x:f t='shared' ref='B2:B3' si='0'>A2*2</x:f><x:v>99</x:v></x:c></x:row><x:row r='3'><x:c r='A3'><x:v>5</x:v></x:c><x:c r='B3'><x:f t='shared' si='0'/><x:v>99</x:v></x:c></x:row><x:row r='4'><x:c r='B4' t='str'><x:f>FOO(A3)</x:f><x:v>cũ</x:v></x:c></x:row></x:sheetData>",
        inline("B1", "{{report.agency}}"),
        inline("A2", "{{unit.sum}}")
    );
    let mut data = projects(0);
    data.scalars.insert(
        "report.agency".to_owned(),
        text("=1+1<a>&\u{1}_x0041_\r\nB "),
    );
    data.lists.insert(
        "unit".to_owned(),
        Box::new(vec![
            row("unit", &[("sum", money("3.25"))]),
            row("unit", &[("sum", money("4"))]),
        ]),
    );
    let result = filled(&bare(&sheet), None, &data);
    let out = sheet1(&result.bytes);
    assert!(out.contains("<x:r><x:rPr><x:b/></x:rPr><x:t xml:space=\"preserve\">Kỳ Quý III năm 2017</x:t></x:r><x:r><x:rPr><x:i/></x:rPr><x:t xml:space=\"preserve\"> hết</x:t></x:r>"), "{out}");
    assert!(
        out.contains("<x:t xml:space=\"preserve\">=1+1&lt;a&gt;&amp;_x005F_x0041_\nB </x:t>"),
        "{out}"
    );
    assert!(
        out.contains("<x:c r=\"B3\"><x:f>A3*2</x:f><x:v>8</x:v></x:c>"),
        "{out}"
    );
    assert!(
        out.contains("<x:c r=\"B4\"><x:f>A4*2</x:f><x:v>10</x:v></x:c>"),
        "{out}"
    );
    assert!(
        out.contains("<x:c r=\"B5\"><x:f>FOO(A4)</x:f></x:c>"),
        "{out}"
    );
    assert!(
        part(&result.bytes, "xl/workbook.xml")
            .contains("</x:sheets><x:calcPr fullCalcOnLoad=\"1\"/>")
    );
}

#[test]
fn tables_names_and_what_stands_in_extensions() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("T").unwrap();
    for (col, head) in ["Tên", "Chi"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(col).unwrap(), head).unwrap();
    }
    sheet.write(1, 0, "{{project.name}}").unwrap();
    sheet.write(1, 1, "{{project.spent.total}}").unwrap();
    sheet.add_table(0, 0, 1, 1, &Table::new()).unwrap();
    sheet.write(4, 1, 0).unwrap();
    let spark = rust_xlsxwriter::Sparkline::new().set_range(("T", 1, 1, 1, 1));
    sheet.add_sparkline(1, 3, &spark).unwrap();
    book.define_name("LUY_KE", "=T!$B$5").unwrap();
    let template = book.save_to_buffer().unwrap();
    let map = "[[name]]\ndefined_name = 'luy_ke'\nvalue = 'total.spent.total | ty'";
    // Excel asks that a table's cells hold what its columns say; only the data rows are filled here.
    let result = filled(&template, Some(map), &projects(3));
    assert!(part(&result.bytes, "xl/tables/table1.xml").contains("ref=\"A1:B4\""));
    assert_eq!(number(&result.bytes, "T", "B7"), 1234.5678);
    let out = sheet1(&result.bytes);
    assert!(
        out.contains("<xm:f>T!B4:B4</xm:f><xm:sqref>D4</xm:sqref>")
            || out.contains("<xm:f>T!B4</xm:f><xm:sqref>D4</xm:sqref>"),
        "{out}"
    );
    assert!(matches!(
        fill(
            &template,
            Some("[[name]]\ndefined_name='LUY_KI'\nvalue='x'"),
            &projects(1)
        ),
        Err(TemplateError::Map(_))
    ));
}

#[test]
fn what_cannot_be_done_is_refused_in_a_sentence() {
    let line = |cells: &str| format!("<x:sheetData><x:row r='2'>{cells}</x:row></x:sheetData>");
    let two = line(&format!(
        "{}{}",
        inline("A2", "{{project.name}}"),
        inline("B2", "{{unit.sum}}")
    ));
    let mut data = projects(2);
    data.lists.insert("unit".to_owned(), Box::new(Vec::new()));
    let say =
        |template: &[u8], map: Option<&str>| fill(template, map, &data).unwrap_err().to_string();
    assert!(say(&bare(&two), None).contains("ô A2"));
    assert!(
        say(
            &bare(&line("<x:c r='A2'><x:f>\"{{a.b}}\"</x:f></x:c>")),
            None
        )
        .contains("công thức")
    );
    assert!(say(b"PK\x03\x04 no", None).contains(".xlsx"));
    assert!(say(&bare_with(&two, "", &[("xl/vbaProject.bin", "x")]), None).contains("macro"));
    let map = "[[block]]\nsheet = 'T'\nlist = 'project'";
    assert!(say(&bare(&two), Some(map)).contains('S'));
    assert!(say(&bare(&two), Some("scala = 'ty'")).contains("scale"));
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0];
    assert!(matches!(
        fill(&old, None, &data),
        Err(TemplateError::NotWorkbook)
    ));
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(matches!(
        fill(&old, None, &data),
        Err(TemplateError::Encrypted)
    ));
    let array = format!(
        "<x:sheetData><x:row r='2'>{}</x:row><x:row r='3'><x:c r='B3'><x:f t='array' ref='B2:B3'>A1:A2</x:f></x:c></x:row></x:sheetData>",
        inline("A2", "{{project.name}}")
    );
    assert!(matches!(
        fill(&bare(&array), None, &data),
        Err(TemplateError::Cell {
            reason: Reason::Array,
            ..
        })
    ));
}

#[test]
fn placeholders_are_listed() {
    let all = names(&form()).unwrap();
    let one = all.iter().find(|hole| hole.filter.is_some()).unwrap();
    assert_eq!(
        (
            one.sheet.as_str(),
            one.cell.as_str(),
            one.name.as_str(),
            one.filter.as_deref()
        ),
        ("Biểu 1", "A2", "total.spent.total", Some("trieu"))
    );
    assert!(
        all.iter()
            .any(|hole| hole.name == "project.spent.total" && hole.cell == "E8")
    );
}

#[test]
fn a_damaged_template_is_an_error_and_nothing_worse() {
    let good = format!(
        "<x:dimension ref='A1:D9'/><x:sheetViews><x:sheetView><x:pane ySplit='2' topLeftCell='A3' state='frozen'/></x:sheetView></x:sheetViews><x:sheetData><x:row r='2'>{}{}<x:c r='C2'><x:f t='shared' ref='C2:C3' si='1'>SUM(B$2:B2)*-1^2%&amp;\"x\"</x:f><x:v>1</x:v></x:c></x:row><x:row r='3'><x:c r='C3'><x:f t='shared' si='1'/></x:c><x:c r='D3'><x:f t='array' ref='D3'>SUM(IF(B2:B3&gt;0,{{1;2}}))</x:f></x:c></x:row></x:sheetData><x:mergeCells count='1'><x:mergeCell ref='A2:B2'/></x:mergeCells><x:conditionalFormatting sqref='A2:A9 B2'><x:cfRule><x:formula>$A2&gt;'S'!B3</x:formula></x:cfRule></x:conditionalFormatting><x:rowBreaks><x:brk id='3'/></x:rowBreaks>",
        inline("A2", "{{project.name}}"),
        inline("B2", "{{project.spent.total | ty}}")
    );
    let data = projects(3);
    assert!(fill(&bare(&good), None, &data).is_ok());
    let mut seed = 7_u64;
    let mut next = |limit: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % limit
    };
    let pieces = [
        "'",
        "!",
        "9",
        "99999999999",
        "$",
        ":",
        "(",
        ")",
        "{{",
        "}}",
        "<",
        ">",
        "x:",
        "-",
        "A",
        "XFD1048576",
        "[",
        "]",
        "ệ",
        "&amp;",
        "\"",
        "0",
    ];
    let (mut fine, mut refused) = (0, 0);
    for _ in 0..3_000 {
        let mut bad: Vec<char> = good.chars().collect();
        for _ in 0..=next(3) {
            let at = next(bad.len());
            if next(2) == 0 {
                bad.drain(at..(at + 1 + next(4)).min(bad.len()));
            }
            let at = at.min(bad.len());
            bad.splice(at..at, pieces[next(pieces.len())].chars());
        }
        match fill(&bare(&bad.iter().collect::<String>()), None, &data) {
            Ok(_) => fine += 1,
            Err(_) => refused += 1,
        }
    }
    assert!(fine > 100 && refused > 100, "{fine} {refused}");
}

#[test]
fn ten_thousand_rows_in_levels() {
    let sheet = format!(
        "<x:sheetData><x:row r='3'>{}<x:c r='B3'><x:f>SUM(B4)</x:f></x:c></x:row><x:row r='4'>{}{}<x:c r='C4'><x:f>B4/B3</x:f></x:c><x:c r='D4'><x:f>SUM(B$4:B4)</x:f></x:c></x:row><x:row r='5'><x:c r='B5'><x:f>SUMIF(A3:A4,\"p*\",B3:B4)</x:f></x:c></x:row></x:sheetData>",
        inline("A3", "{{content.name}}"),
        inline("A4", "{{project.name}}"),
        inline("B4", "{{project.spent.total}}")
    );
    let map = "[[block]]\nsheet = 'S'\nlist = 'by_content'\nlevels = ['content', 'project']\n";
    let mut rows = Vec::new();
    for content in 0..9 {
        rows.push(row("content", &[("name", text(&format!("I{content}")))]));
        for project in 0..1_111 {
            rows.push(row(
                "project",
                &[
                    ("name", text(&format!("p{project}"))),
                    ("spent.total", money("1")),
                ],
            ));
        }
    }
    let data = Data {
        lists: BTreeMap::from([(
            "by_content".to_owned(),
            Box::new(rows) as Box<dyn template::List>,
        )]),
        ..Data::default()
    };
    let result = filled(&bare(&sheet), Some(map), &data);
    assert_eq!(number(&result.bytes, "S", "B3"), 1_111.0);
    assert_eq!(number(&result.bytes, "S", "B10011"), 9_999.0);
    assert_eq!(number(&result.bytes, "S", "C10010"), 1.0 / 1_111.0);
}

/// Projects of two units and two contents, in no order.
fn grouped() -> Data<'static> {
    let project = |name: &str, unit: &str, content: &str, amount: &str| {
        row(
            "project",
            &[
                ("name", text(name)),
                ("unit", text(unit)),
                ("content", text(content)),
                ("spent.total", money(amount)),
            ],
        )
    };
    let rows = vec![
        project("a", "314", "II", "1"),
        project("b", "311", "I", "2.5"),
        project("c", "314", "I", "4"),
        project("d", "311", "I", "8"),
    ];
    Data {
        lists: BTreeMap::from([(
            "project".to_owned(),
            Box::new(rows) as Box<dyn template::List>,
        )]),
        ..Data::default()
    }
}

#[test]
fn rows_stand_under_subtotals_in_the_order_asked_for() {
    let line = |row: u32, level: &str| {
        format!(
            "<x:row r='{row}'>{}{}</x:row>",
            inline(&format!("A{row}"), &format!("{{{{{level}.name}}}}")),
            inline(&format!("B{row}"), &format!("{{{{{level}.spent.total}}}}"))
        )
    };
    let sheet = format!(
        "<x:sheetData>{}{}{}</x:sheetData>",
        line(3, "content"),
        line(4, "unit"),
        line(5, "project")
    );
    let data = grouped();
    let map =
        "[[block]]\nsheet='S'\nlist='project'\ngroup=['content','unit']\norder=['-spent.total']\n";
    let lines = |bytes: &[u8], count: u32| -> Vec<String> {
        (3..3 + count)
            .map(|row| {
                let at = |col: char| words(bytes, "S", &format!("{col}{row}"));
                format!("{} {}", at('A'), at('B'))
            })
            .collect()
    };
    let result = filled(&bare(&sheet), Some(map), &data);
    assert!(result.told.warnings.is_empty(), "{:?}", result.told);
    assert_eq!(
        lines(&result.bytes, 9),
        [
            "I 14.5", "311 10.5", "d 8", "b 2.5", "314 4", "c 4", "II 1", "314 1", "a 1"
        ]
    );
    // Only some rows, and no subtotals.
    let sheet = format!("<x:sheetData>{}</x:sheetData>", line(3, "project"));
    let map = "[[block]]\nsheet='S'\nlist='project'\norder='name'\nonly='spent.total'\n";
    let result = filled(&bare(&sheet), Some(map), &data);
    assert_eq!(lines(&result.bytes, 4), ["a 1", "b 2.5", "c 4", "d 8"]);
    // What the map asks of the list and the list does not have is told with its line, all at once.
    let wrong = "[[block]]\nsheet='S'\nlist='project'\ngroup=['unti']\norder=['-spend.total']\nonly='nam'\n";
    let told = fill(&bare(&sheet), Some(wrong), &data)
        .unwrap_err()
        .to_string();
    for part in [
        "map.toml, dòng 4: block.group = “unti” không tồn tại; có phải là “unit”?",
        "dòng 5: block.order = “spend.total” không tồn tại; có phải là “spent.total”?",
        "dòng 6: block.only = “nam” không tồn tại; có phải là “name”?",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn rows_that_show_nothing_disappear() {
    let sheet = format!(
        "<x:sheetData><x:row r='2'>{}</x:row><x:row r='3'>{}</x:row><x:row r='4'>{}</x:row></x:sheetData>",
        inline("A2", "{{report.status}}"),
        inline("A3", "{{unit.name}}"),
        inline("A4", "{{report.agency}}")
    );
    let map = "[[hide]]\nsheet='S'\nrows='2:3'\n[[hide]]\nsheet='S'\nrows='4'\n";
    let mut data = projects(0);
    data.known.insert("report.status".to_owned());
    data.lists.insert("unit".to_owned(), Box::new(Vec::new()));
    let out = sheet1(&filled(&bare(&sheet), Some(map), &data).bytes);
    for row in [
        "<x:row r=\"2\" hidden=\"1\"",
        "<x:row r=\"3\" hidden=\"1\"",
        "<x:row r=\"4\">",
    ] {
        assert!(out.contains(row), "{row}: {out}");
    }
    // One of the rows shows something: all of them stay.
    let some = vec![row("unit", &[("name", text("Huyện An Dương"))])];
    data.lists.insert("unit".to_owned(), Box::new(some));
    let out = sheet1(&filled(&bare(&sheet), Some(map), &data).bytes);
    assert!(!out.contains("hidden"), "{out}");
}

#[test]
fn a_printed_line_asks_for_one_row_of_a_list() {
    let sheet = format!(
        "<x:sheetData><x:row r='1'>{}{}{}</x:row></x:sheetData>",
        inline("A1", "{{project[ B ].spent.total | trieu}}"),
        inline("B1", "{{project[b].spend.total}}"),
        inline("C1", "{{project[z].name}}")
    );
    let mut data = grouped();
    data.known.insert("project.spent.total".to_owned());
    let result = filled(&bare(&sheet), None, &data);
    assert_eq!(number(&result.bytes, "S", "A1"), 0.000_002_5);
    let told: Vec<_> = result
        .told
        .warnings
        .iter()
        .map(|w| (w.cell.as_str(), w.nearest.as_deref()))
        .collect();
    assert_eq!(told, [("B1", Some("project[b].spent.total")), ("C1", None)]);
}

#[test]
fn what_stands_on_a_row_that_no_item_has_goes_with_it() {
    let sheet = format!(
        "<x:sheetData><x:row r='2'>{}</x:row><x:row r='3'>{}</x:row><x:row r='4'>{}</x:row></x:sheetData>\
         <x:conditionalFormatting sqref='A3'><x:cfRule type='expression'><x:formula>A3&gt;0</x:formula></x:cfRule></x:conditionalFormatting>\
         <x:conditionalFormatting sqref='A2:A3 B3'><x:cfRule type='expression'><x:formula>A2&gt;0</x:formula></x:cfRule></x:conditionalFormatting>\
         <x:dataValidations count='2'><x:dataValidation sqref='A3'/><x:dataValidation sqref='A2'/></x:dataValidations>\
         <x:hyperlinks><x:hyperlink ref='A3' location='S!A1'/></x:hyperlinks>",
        inline("A2", "{{project.name}}"),
        inline("A3", "{{outside.name}}"),
        inline("A4", "hết")
    );
    let map = "[[block]]\nsheet='S'\nlist='all'\nlevels=['project','outside']\n";
    let line = |level: &str, name: &str| row(level, &[("name", text(name))]);
    let fill_with = |rows: Vec<Row>| {
        let mut data = Data::default();
        data.known.insert("outside.name".to_owned());
        data.lists.insert("all".to_owned(), Box::new(rows));
        sheet1(&filled(&bare(&sheet), Some(map), &data).bytes)
    };
    let out = fill_with(vec![line("project", "a"), line("project", "b")]);
    assert!(out.contains("sqref=\"A2:A3\""), "{out}");
    assert!(out.contains("<x:dataValidations count=\"1\">"), "{out}");
    assert!(
        !out.contains("hyperlink") && !out.contains("sqref=\"\""),
        "{out}"
    );
    assert_eq!(out.matches("<x:conditionalFormatting ").count(), 1, "{out}");
    let out = fill_with(vec![line("project", "a"), line("outside", "b")]);
    assert_eq!(out.matches("<x:conditionalFormatting ").count(), 2, "{out}");
    assert!(
        out.contains("hyperlink ref='A3'") && out.contains("count='2'"),
        "{out}"
    );
}
