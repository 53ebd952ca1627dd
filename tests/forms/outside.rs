//! Placeholders that stand in no cell: in page heads, text boxes, titles of charts and notes they are filled, elsewhere told.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Chart, ChartType, DataValidation, Note, Shape, Workbook};

use super::office;

fn draw(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu {{period.code}}").unwrap();
    sheet.write(0, 0, "{{report.agency}}").unwrap();
    let prompt = DataValidation::new().allow_any_value();
    let prompt = prompt
        .set_input_message("Nhập cho {{period.label}}")
        .unwrap();
    sheet.add_data_validation(5, 0, 5, 0, &prompt).unwrap();
    sheet.set_header(
        "&L&\"Times New Roman,Bold\"&12{{report.agency}}&C{{period.year}}&R&10{{period.year}}",
    );
    sheet.set_footer("&C{{reprot.agency}} {{project.name}} trang &P/&N");
    sheet
        .insert_note(3, 0, &Note::new("Xem {{period.label}}"))
        .unwrap();
    sheet
        .insert_shape(
            2,
            3,
            &Shape::textbox().set_text("Kỳ: {{period.label}} <{{khong.co}}>"),
        )
        .unwrap();
    let mut chart = Chart::new(ChartType::Column);
    chart
        .add_series()
        .set_values("'Biểu {{period.code}}'!$A$1:$A$3");
    chart
        .title()
        .set_name("Chi {{ period.label }}, {{total.cumulative.total | trieu}} triệu");
    sheet.insert_chart(9, 0, &chart).unwrap();
    book.save(path).unwrap();
}

/// A workspace of the sample's files, and the folder of a form of its own in it.
pub(super) fn with_form(test: &str, form: &str) -> (PathBuf, PathBuf) {
    let workspace = office::folder(test);
    office::copy_sample(&workspace);
    let folder = workspace.join("templates/reports").join(form);
    std::fs::create_dir_all(&folder).unwrap();
    (workspace, folder)
}

pub(super) fn part(path: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The workbook with one part told anew.
pub(super) fn edit(from: &Path, to: &Path, name: &str, change: impl Fn(&str) -> String) {
    let mut old = zip::ZipArchive::new(std::fs::File::open(from).unwrap()).unwrap();
    let mut new = zip::ZipWriter::new(std::fs::File::create(to).unwrap());
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let own = entry.name().unwrap().to_string();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if own == name {
            bytes = change(std::str::from_utf8(&bytes).unwrap()).into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        new.start_file(own, options).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap();
    std::fs::remove_file(from).unwrap();
}

/// The workbook with further parts: name, text and kind of content.
pub(super) fn add(from: &Path, to: &Path, parts: &[(&str, &str, &str)]) {
    edit(from, to, "[Content_Types].xml", |xml| {
        let of = |(name, _, kind): &(&str, &str, &str)| {
            format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>")
        };
        let all: String = parts.iter().map(of).collect();
        xml.replace("</Types>", &format!("{all}</Types>"))
    });
    let file = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(to)
        .unwrap();
    let mut zip = zip::ZipWriter::new_append(file).unwrap();
    for (name, text, _) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

/// The sample with this form, and an agency whose name holds what is markup elsewhere.
fn filled(name: &str) -> (PathBuf, String) {
    let workspace = office::folder(name);
    office::copy_sample(&workspace);
    let folder = workspace.join("templates/reports/dau-trang");
    std::fs::create_dir_all(&folder).unwrap();
    draw(&folder.join("report.xlsx"));
    let settings = workspace.join("ky.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    let text: Vec<String> = text
        .lines()
        .map(|line| {
            if line.starts_with("agency") {
                "agency = \"SỞ A&P <b>\"".to_owned()
            } else {
                line.to_owned()
            }
        })
        .collect();
    std::fs::write(&settings, text.join("\n")).unwrap();
    let output = office::run(&workspace);
    assert_eq!(office::code(&output), 1, "{}", office::said(&output));
    (
        workspace.join("ket-qua/dau-trang.xlsx"),
        office::said(&output),
    )
}

#[test]
fn single_values_are_filled_outside_cells_and_nothing_else_is() {
    let (report, said) = filled("forms-outside-filled");
    let sheet = part(&report, "xl/worksheets/sheet1.xml");
    // `&` is doubled, for alone it begins a code; and a size of 12 does not become 122017.
    let head = "&amp;L&amp;\"Times New Roman,Bold\"&amp;12SỞ A&amp;&amp;P &lt;b&gt;&amp;C2017&amp;R&amp;10 2017";
    assert!(
        sheet
            .replace("&quot;", "\"")
            .contains(&format!("<oddHeader>{head}</oddHeader>")),
        "{sheet}"
    );
    // An unknown name is left blank, the row of a list stays and is told.
    let foot = "&amp;C {{project.name}} trang &amp;P/&amp;N";
    assert!(
        sheet.contains(&format!("<oddFooter>{foot}</oddFooter>")),
        "{sheet}"
    );
    let drawing = part(&report, "xl/drawings/drawing1.xml");
    assert!(
        drawing.contains("Kỳ: Quý III năm 2017 &lt;&gt;"),
        "{drawing}"
    );
    let chart = part(&report, "xl/charts/chart1.xml");
    let title = "Chi Quý III năm 2017, 5.766,2 triệu";
    assert!(chart.contains(title), "{chart}");
    let notes = part(&report, "xl/comments1.xml");
    assert!(notes.contains("Xem Quý III năm 2017"), "{notes}");
    for told in [
        "đầu trang hoặc chân trang: không có số liệu nào tên là {{reprot.agency}} nên chỗ này được để trống; có phải là {{report.agency}}?",
        "đầu trang hoặc chân trang: {{project.name}} không được điền ở đây",
        "hình vẽ hoặc khung chữ: không có số liệu nào tên là {{khong.co}} nên chỗ này được để trống",
        "tên trang tính: {{period.code}} không được điền ở đây",
        "lời nhắc khi nhập số liệu (Data Validation) hoặc chú thích của liên kết: {{period.label}} không được điền ở đây",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert!(!said.contains("{{period.year}}"), "{said}");
}

/// A program may part one text into several runs, in the middle of a name.
#[test]
fn a_name_in_several_runs_is_one_and_each_run_keeps_its_look() {
    let (workspace, folder) = with_form("forms-outside-runs", "chu");
    let whole = folder.join("whole.xlsx");
    draw(&whole);
    let runs = "<a:r><a:rPr lang=\"vi-VN\" b=\"1\"/><a:t>Kỳ {{per</a:t></a:r><a:r><a:rPr lang=\"vi-VN\" i=\"1\"/><a:t>iod.label}}: \
        hết</a:t></a:r><a:br/><a:r><a:t>{{report.agency}}</a:t></a:r>";
    edit(
        &whole,
        &folder.join("report.xlsx"),
        "xl/drawings/drawing1.xml",
        |xml| {
            let from = xml.find("<a:r>").unwrap();
            let to = xml.rfind("</a:r>").unwrap() + "</a:r>".len();
            format!("{}{runs}{}", &xml[..from], &xml[to..])
        },
    );
    let output = office::run(&workspace);
    assert_eq!(office::code(&output), 1, "{}", office::said(&output));
    let drawing = part(
        &workspace.join("ket-qua/chu.xlsx"),
        "xl/drawings/drawing1.xml",
    );
    let wanted = "<a:r><a:rPr lang=\"vi-VN\" b=\"1\"/><a:t>Kỳ Quý III năm 2017</a:t></a:r><a:r><a:rPr lang=\"vi-VN\" i=\"1\"/>\
        <a:t>: hết</a:t></a:r><a:br/><a:r><a:t>SỞ CÔNG THƯƠNG</a:t></a:r>";
    assert!(drawing.contains(wanted), "{drawing}");
}

/// A header longer than Excel takes would spoil the file: it stays as typed, and is told.
#[test]
fn a_header_that_would_be_too_long_stays_and_is_told() {
    let (workspace, folder) = with_form("forms-outside-long", "dai");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "{{period.label}}").unwrap();
    let header = format!("&C{}", "{{report.parent_agency}} ".repeat(9));
    sheet.set_header(&header);
    book.save(folder.join("report.xlsx")).unwrap();
    let output = office::run(&workspace);
    let said = office::said(&output);
    assert_eq!(office::code(&output), 1, "{said}");
    let xml = part(
        &workspace.join("ket-qua/dai.xlsx"),
        "xl/worksheets/sheet1.xml",
    );
    assert!(xml.contains("{{report.parent_agency}}"), "{xml}");
    assert!(
        said.contains("đầu trang hoặc chân trang: {{report.parent_agency}} không được điền"),
        "{said}"
    );
}

/// First and even pages have heads of their own.
#[test]
fn heads_of_first_and_even_pages_are_filled_too() {
    let (workspace, folder) = with_form("forms-outside-pages", "trang");
    let whole = folder.join("whole.xlsx");
    draw(&whole);
    let heads = "<headerFooter differentOddEven=\"1\" differentFirst=\"1\"><oddHeader>&amp;C{{period.code}}</oddHeader>\
        <oddFooter>&amp;C&amp;P</oddFooter><evenHeader>&amp;R{{period.label}}</evenHeader><firstFooter>&amp;L{{report.place}}</firstFooter></headerFooter>";
    edit(
        &whole,
        &folder.join("report.xlsx"),
        "xl/worksheets/sheet1.xml",
        |xml| {
            let from = xml.find("<headerFooter>").unwrap();
            let to = xml.find("</headerFooter>").unwrap() + "</headerFooter>".len();
            format!("{}{heads}{}", &xml[..from], &xml[to..])
        },
    );
    let output = office::run(&workspace);
    assert_eq!(office::code(&output), 1, "{}", office::said(&output));
    let sheet = part(
        &workspace.join("ket-qua/trang.xlsx"),
        "xl/worksheets/sheet1.xml",
    );
    for head in [
        "<oddHeader>&amp;C2017-Q3</oddHeader><oddFooter>&amp;C&amp;P</oddFooter>",
        "<evenHeader>&amp;RQuý III năm 2017</evenHeader>",
        "<firstFooter>&amp;LHải Phòng</firstFooter>",
    ] {
        assert!(sheet.contains(head), "{head}: {sheet}");
    }
}
