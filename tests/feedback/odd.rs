//! Workbooks with what cannot simply be added to: conversations at cells, signatures, the strict dialect, copies that
//! another program has saved.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

use super::parts::{self, attribute, elements};
use super::support::{Content, Run};
use super::{OURS, fill, letter, list, note, returned, sent, sheets, text, zip};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const LATER: &str = "http://schemas.microsoft.com/office/2017/10/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const SHEET: &str = "xl/worksheets/sheet1.xml";

type Parts = BTreeMap<String, Vec<u8>>;

fn plain() -> Parts {
    parts::parts(&Content::from(list("Biểu 01")).bytes())
}

fn edit(parts: &mut Parts, name: &str, change: impl Fn(&str) -> String) {
    let changed = change(text(parts, name));
    parts.insert(name.to_owned(), changed.into_bytes());
}

/// Adds a part with its type and, from another part, a relation.
fn add(parts: &mut Parts, name: &str, kind: &str, from: &str, relation: (&str, &str), body: &str) {
    parts.insert(name.to_owned(), body.as_bytes().to_vec());
    edit(parts, "[Content_Types].xml", |types| {
        let own = format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/></Types>");
        types.replace("</Types>", &own)
    });
    let rels = match from.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => "_rels/.rels".to_owned(),
    };
    if !parts.contains_key(&rels) {
        let none = format!("<Relationships xmlns=\"{RELATIONS}\"></Relationships>");
        parts.insert(rels.clone(), none.into_bytes());
    }
    let (id, kind) = relation;
    edit(parts, &rels, |all| {
        let own = format!(
            "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{name}\"/></Relationships>"
        );
        all.replace("</Relationships>", &own)
    });
}

/// The list with a conversation at D7, where a finding will be, as Excel stores it.
fn with_thread() -> Parts {
    let mut parts = plain();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let later = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments";
    let spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let excel = "application/vnd.ms-excel";
    let ids = [
        "{11111111-1111-1111-1111-111111111111}",
        "{22222222-2222-2222-2222-222222222222}",
    ];
    let comments = format!(
        "<comments xmlns=\"{main}\"><authors><author>tc={0}</author></authors><commentList>\
         <comment ref=\"D7\" authorId=\"0\" shapeId=\"0\"><text><t>[Threaded comment]\n\nComment:\n    Đã đối chiếu chưa?</t></text></comment></commentList></comments>",
        ids[0]
    );
    add(
        &mut parts,
        "xl/comments1.xml",
        &format!("{spreadsheet}.comments+xml"),
        SHEET,
        ("rIdC", &format!("{OFFICE}/comments")),
        &comments,
    );
    let threads = format!(
        "<ThreadedComments xmlns=\"{later}\" xmlns:x=\"{main}\"><threadedComment ref=\"D7\" dT=\"2017-09-10T02:00:00.00\" personId=\"{}\" id=\"{}\"><text>Đã đối chiếu chưa?</text></threadedComment></ThreadedComments>",
        ids[1], ids[0]
    );
    add(
        &mut parts,
        "xl/threadedComments/threadedComment1.xml",
        &format!("{excel}.threadedcomments+xml"),
        SHEET,
        ("rIdT", &format!("{LATER}/threadedComment")),
        &threads,
    );
    let persons = format!(
        "<personList xmlns=\"{later}\"><person displayName=\"Lan\" id=\"{}\" userId=\"lan\" providerId=\"None\"/></personList>",
        ids[1]
    );
    add(
        &mut parts,
        "xl/persons/person.xml",
        &format!("{excel}.person+xml"),
        "xl/workbook.xml",
        ("rIdP", &format!("{LATER}/person")),
        &persons,
    );
    let drawing = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\
        <v:shape id=\"_x0000_s1025\" type=\"#_x0000_t202\" style=\"visibility:hidden\"><x:ClientData ObjectType=\"Note\"><x:Row>6</x:Row><x:Column>3</x:Column></x:ClientData></v:shape></xml>";
    add(
        &mut parts,
        "xl/drawings/vmlDrawing1.vml",
        "application/vnd.openxmlformats-officedocument.vmlDrawing",
        SHEET,
        ("rIdV", &format!("{OFFICE}/vmlDrawing")),
        drawing,
    );
    edit(&mut parts, SHEET, |xml| {
        xml.replace(
            "</worksheet>",
            &format!("<legacyDrawing xmlns:r=\"{OFFICE}\" r:id=\"rIdV\"/></worksheet>"),
        )
    });
    parts
}

fn run_on(parts: &Parts) -> Run {
    sent("da-nop/kien-thuy.xlsx", Content::Bytes(zip(parts))).run()
}

fn conversation(parts: &Parts) -> Vec<String> {
    let xml = text(parts, "xl/threadedComments/threadedComment1.xml");
    elements(xml, "threadedComment")
        .into_iter()
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_note_joins_the_conversation_of_its_cell() {
    let run = run_on(&with_thread());
    assert_eq!(run.codes(), ["A201"]);
    let marked = returned(&run, OURS);
    let all = conversation(&marked);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].contains("Đã đối chiếu chưa?"));
    assert_eq!(attribute(&all[1], "parentId"), attribute(&all[0], "id"));
    assert!(
        all[1].contains("tonghop · Mục 1") && all[1].contains("A201"),
        "{}",
        all[1]
    );
    let persons = text(&marked, "xl/persons/person.xml");
    let people = elements(persons, "person");
    assert_eq!(people.len(), 2);
    assert_eq!(attribute(people[1], "id"), attribute(&all[1], "personId"));
    assert!(note(&marked, "D7").unwrap().contains("Đã đối chiếu chưa?"));
    assert!(!letter(&marked).contains("theo luồng"));
    // It comes back: one reply of ours, whatever was said beside it.
    let again = returned(&run_on(&marked), OURS);
    assert_eq!(conversation(&again), all);
    assert_eq!(
        note(&again, "D7").unwrap().matches("tonghop · Mục").count(),
        1
    );
    // Corrected: the conversation is as it was.
    let (_, part) = sheets(&marked)[1].clone();
    let mut corrected = marked;
    edit(&mut corrected, &part, |xml| {
        xml.replace("<v>90000000</v>", "<v>100000000</v>")
    });
    let last = returned(
        &sent("da-nop/kien-thuy.xlsx", Content::Bytes(zip(&corrected)))
            .file("da-nop/311.xlsx", list("Biểu 01"))
            .run(),
        OURS,
    );
    if last.contains_key("xl/threadedComments/threadedComment1.xml") {
        assert_eq!(conversation(&last).len(), 1);
        let left = note(&last, "D7").unwrap();
        assert!(left.ends_with("Đã đối chiếu chưa?"), "{left}");
    }
}

#[test]
fn a_conversation_without_people_keeps_the_note_in_the_list() {
    let mut parts = with_thread();
    parts.remove("xl/persons/person.xml");
    edit(&mut parts, "xl/_rels/workbook.xml.rels", |all| {
        let people = elements(all, "Relationship")
            .into_iter()
            .find(|r| r.contains("person"))
            .unwrap()
            .to_owned();
        all.replace(&people, "")
    });
    let marked = returned(&run_on(&parts), OURS);
    assert_eq!(conversation(&marked).len(), 1);
    assert!(letter(&marked).contains("bình luận theo luồng"));
}

#[test]
fn a_signature_does_not_outlive_what_it_signed() {
    let mut parts = plain();
    let kind =
        "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin";
    add(
        &mut parts,
        "_xmlsignatures/origin.sigs",
        "application/vnd.openxmlformats-package.digital-signature-origin",
        "",
        ("rIdS", kind),
        "",
    );
    add(
        &mut parts,
        "_xmlsignatures/sig1.xml",
        "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
        "_xmlsignatures/origin.sigs",
        ("rId1", &kind.replace("origin", "signature")),
        "<Signature/>",
    );
    let run = run_on(&parts);
    assert_eq!(run.codes(), ["A201"]);
    let marked = returned(&run, OURS);
    let signed = marked
        .keys()
        .filter(|name| name.contains("xmlsignatures"))
        .count();
    assert_eq!(signed, 0);
    for list in ["[Content_Types].xml", "_rels/.rels"] {
        assert!(!text(&marked, list).contains("ignature"), "{list}");
    }
    assert!(letter(&marked).contains("Chữ ký số trong tệp của đơn vị không có trong bản này."));
    assert!(note(&marked, "D7").is_some());
}

#[test]
fn the_strict_dialect_is_built_anew_and_says_so() {
    let strict = [
        (
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            OFFICE,
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ];
    let mut parts = plain();
    let names: Vec<String> = parts.keys().cloned().collect();
    for name in names {
        edit(&mut parts, &name, |xml| {
            strict
                .iter()
                .fold(xml.to_owned(), |xml, (a, b)| xml.replace(a, b))
        });
    }
    let run = run_on(&parts);
    assert_eq!(run.codes(), ["A201"], "{}", run.stderr);
    let marked = returned(&run, OURS);
    assert!(letter(&marked).contains("dựng lại"));
    assert!(note(&marked, "D7").is_some());
    assert!(fill(&marked, &sheets(&marked)[1].1, "D7").is_some());
}

/// Another program saves the marked copy; it comes back with the names of authors lost or not.
#[test]
fn a_copy_that_libreoffice_saved_comes_back_without_our_marks() {
    let required = std::env::var_os("TONGHOP_RENDER").is_some();
    if Command::new("soffice").arg("--version").output().is_err() {
        assert!(!required, "soffice is lacking");
        return;
    }
    let first = run_on(&plain());
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.xlsx");
    std::fs::write(&copy, &first.outputs()[OURS]).unwrap();
    let mut profile = String::new();
    write!(
        profile,
        "-env:UserInstallation=file://{}/profile",
        folder.path().display()
    )
    .unwrap();
    let output = Command::new("soffice")
        .args([
            &profile,
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
        ])
        .arg(folder.path().join("saved"))
        .arg(&copy)
        .output()
        .unwrap();
    let saved = std::fs::read(folder.path().join("saved/copy.xlsx"));
    let saved = saved.unwrap_or_else(|_| panic!("{output:?}"));
    let second = sent("da-nop/kien-thuy.xlsx", Content::Bytes(saved)).run();
    assert_eq!(second.codes(), first.codes());
    assert_eq!(second.records.len(), first.records.len());
    let again = returned(&second, OURS);
    let marked = note(&again, "D7").unwrap();
    assert_eq!(marked.matches("tonghop · Mục").count(), 1, "{marked}");
    assert_eq!(sheets(&again).len(), 2);
}
