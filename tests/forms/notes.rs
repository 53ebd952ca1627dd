//! Names in notes of cells and in the talks that hang on them are filled where they mean one value.

use rust_xlsxwriter::{Note, Workbook};

use super::office;
use super::outside::{add, edit, part, with_form};

const TALKS: &str = "<ThreadedComments xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\">\
    <threadedComment ref=\"A3\" dT=\"2017-09-20T08:00:00.00\" personId=\"{11111111-1111-1111-1111-111111111111}\" \
    id=\"{22222222-2222-2222-2222-222222222222}\"><text>Chốt số {{period.label}} &amp; {{khong.co}}</text></threadedComment>\
    <threadedComment ref=\"A3\" dT=\"2017-09-21T08:00:00.00\" personId=\"{11111111-1111-1111-1111-111111111111}\" \
    id=\"{33333333-3333-3333-3333-333333333333}\" parentId=\"{22222222-2222-2222-2222-222222222222}\"><text>@Lan xem {{period.code}}</text>\
    <mentions><mention mentionpersonId=\"{11111111-1111-1111-1111-111111111111}\" mentionId=\"{44444444-4444-4444-4444-444444444444}\" \
    startIndex=\"0\" length=\"4\"/></mentions></threadedComment></ThreadedComments>";
const PERSONS: &str = "<personList xmlns=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\">\
    <person displayName=\"Lan\" id=\"{11111111-1111-1111-1111-111111111111}\" userId=\"lan\" providerId=\"None\"/></personList>";
const KIND: &str = "http://schemas.microsoft.com/office/2017/10/relationships/";

#[test]
fn single_values_are_filled_in_notes_and_talks() {
    let (workspace, folder) = with_form("forms-notes", "ghi-chu");
    let (whole, more, form) = (
        folder.join("a.xlsx"),
        folder.join("b.xlsx"),
        folder.join("report.xlsx"),
    );
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Biểu").unwrap();
    sheet.write(0, 0, "{{report.agency}}").unwrap();
    sheet.write(1, 0, "{{unit.name}}").unwrap();
    sheet.write(2, 0, "Cộng").unwrap();
    let note = |text: &str| Note::new(text).add_author_prefix(false).set_author("Sở");
    sheet
        .insert_note(
            0,
            0,
            &note("Số liệu {{period.label}}: {{total.cumulative.total | trieu}} triệu"),
        )
        .unwrap();
    sheet
        .insert_note(1, 0, &note("Dòng {{unit.code}}"))
        .unwrap();
    // As a talk is kept for programs that know none.
    sheet
        .insert_note(
            2,
            0,
            &note("Comment: Chốt số {{period.label}} & {{khong.co}}")
                .set_author("tc={22222222-2222-2222-2222-222222222222}"),
        )
        .unwrap();
    book.save(&whole).unwrap();
    let rels = "xl/worksheets/_rels/sheet1.xml.rels";
    edit(&whole, &more, rels, |xml| {
        let talk = format!(
            "<Relationship Id=\"rIdT\" Type=\"{KIND}threadedComment\" Target=\"../threadedComments/threadedComment1.xml\"/></Relationships>"
        );
        xml.replace("</Relationships>", &talk)
    });
    let types = [
        (
            "xl/threadedComments/threadedComment1.xml",
            TALKS,
            "application/vnd.ms-excel.threadedcomments+xml",
        ),
        (
            "xl/persons/person.xml",
            PERSONS,
            "application/vnd.ms-excel.person+xml",
        ),
    ];
    add(&more, &form, &types);
    let output = office::run(&workspace);
    let said = office::said(&output);
    assert_eq!(office::code(&output), 1, "{said}");
    let filled = workspace.join("ket-qua/ghi-chu.xlsx");
    let notes = part(&filled, "xl/comments1.xml");
    for text in [
        "Số liệu Quý III năm 2017: 5.766,2 triệu",
        "Dòng {{unit.code}}",
        "Comment: Chốt số Quý III năm 2017 &amp; <",
    ] {
        assert!(notes.contains(text), "{text}: {notes}");
    }
    let talks = part(&filled, "xl/threadedComments/threadedComment1.xml");
    // Where somebody is named by the place in the text, the text stays.
    for text in [
        "<text>Chốt số Quý III năm 2017 &amp; </text>",
        "<text>@Lan xem {{period.code}}</text>",
    ] {
        assert!(talks.contains(text), "{text}: {talks}");
    }
    // Notes below the list went down with their cells.
    assert!(
        notes.contains("ref=\"A17\"") || !notes.contains("ref=\"A3\""),
        "{notes}"
    );
    assert!(!talks.contains("ref=\"A3\""), "{talks}");
    assert_eq!(part(&filled, "xl/persons/person.xml"), PERSONS);
    for told in [
        "ghi chú của ô A2, trang “Biểu”: {{unit.code}} không được điền ở đây",
        "ghi chú của ô A3, trang “Biểu”: {{period.code}} không được điền ở đây",
        "ghi chú của ô A3, trang “Biểu”: không có số liệu nào tên là {{khong.co}} nên chỗ này được để trống",
    ] {
        assert_eq!(said.matches(told).count(), 1, "{told}: {said}");
    }
    assert!(!said.contains("{{period.label}}"), "{said}");
}
