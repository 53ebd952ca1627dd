//! ky.toml, right and wrong.

use super::*;
use crate::model::Span;

fn settings(text: &str) -> Settings {
    Settings::parse(text, FILE).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Line, key and nearest of every problem.
fn problems(text: &str) -> Vec<(Option<usize>, String, Option<String>)> {
    Settings::parse(text, FILE)
        .expect_err("this must be refused")
        .into_iter()
        .map(|p| (p.line, p.key, p.nearest))
        .collect()
}

fn only(text: &str) -> Kind {
    let list = Settings::parse(text, FILE).expect_err("this must be refused");
    assert_eq!(list.len(), 1, "{list:#?}");
    list[0].kind.clone()
}

const Q3: &str = "[period]\nyear = 2017\nquarter = 3\n";

#[test]
fn the_example_of_the_contract_reads() {
    let text = r#"
[period]
year = 2017
quarter = 3                     # or: half = 1
deadline = 2017-09-20
correction_deadline = 2017-09-27
closed = 2017-09-28
[folders]
results = "xuat/ket-qua/"
[units]
expected = ["311", "314"]
[tolerance]
rounding = "none"
[rules]
B306 = "off"
B301 = "warning"
R001 = "error"
[limits]
cells = 1_000
[report]
agency = "SỞ CÔNG THƯƠNG"
date = 2017-09-25
signer = ""
"#;
    let s = settings(&format!("\u{feff}{text}"));
    assert_eq!(s.period.to_string(), "2017-Q3");
    assert_eq!(
        s.deadline.map(|d| d.to_string()).as_deref(),
        Some("2017-09-20")
    );
    assert_eq!(
        s.closed.map(|d| d.to_string()).as_deref(),
        Some("2017-09-28")
    );
    assert_eq!(s.folders.results, "xuat/ket-qua");
    assert_eq!(s.folders.approved, "phe-duyet");
    assert_eq!(s.expected, Some(vec!["311".to_owned(), "314".to_owned()]));
    assert_eq!(s.rounding, Rounding::None);
    assert_eq!(s.severity(Code::B306), None);
    assert_eq!(s.severity(Code::B301), Some(Severity::Warning));
    assert_eq!(s.severity(Code::B302), Some(Severity::Error));
    assert_eq!(s.limits.cells, 1000);
    assert_eq!(s.limits.seconds, 60);
    assert_eq!(s.report.agency.as_deref(), Some("SỞ CÔNG THƯƠNG"));
    assert_eq!(s.report.signer, None);
}

#[test]
fn every_part_of_the_year_reads() {
    for (line, span) in [
        ("quarter = 1", Span::Quarter(1)),
        ("half = 2", Span::Half(2)),
        ("nine_months = true", Span::NineMonths),
        ("full_year = true\nnine_months = false", Span::FullYear),
    ] {
        let s = settings(&format!("[period]\nyear = 2018\n{line}\n"));
        assert_eq!(s.period, Period { year: 2018, span });
        assert_eq!(s, Settings::for_period(s.period));
    }
}

#[test]
fn all_problems_are_told_at_once_in_the_order_of_lines() {
    let text = "quarter = 3\n\
                [period]\n\
                year = 2017\n\
                quater = 3\n\
                half = 3\n\
                deadline = \"2017-09-20\"\n\
                [folder]\n\
                x = 1\n\
                [rules]\n\
                B36 = \"off\"\n\
                over-approved = \"info\"\n\
                B301 = \"warn\"\n\
                [limits]\n\
                cells = 0\n\
                [report]\n\
                agncy = \"x\"\n";
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        problems(text),
        [
            (Some(1), "quarter".to_owned(), some("period.quarter")),
            (Some(4), "period.quater".to_owned(), some("quarter")),
            (Some(5), "period.half".to_owned(), None),
            (Some(6), "period.deadline".to_owned(), None),
            (Some(7), "folder".to_owned(), some("[folders]")),
            (Some(10), "rules.B36".to_owned(), some("B306")),
            (Some(11), "rules.over-approved".to_owned(), some("B301")),
            (Some(12), "rules.B301".to_owned(), some("\"warning\"")),
            (Some(14), "limits.cells".to_owned(), None),
            (Some(16), "report.agncy".to_owned(), some("agency")),
        ]
    );
}

#[test]
fn syntax_is_told_with_its_line_beside_the_rest() {
    let list = Settings::parse(
        "[period]\nyear = 2017\nquarter = \n[rules]\nB999 = \"off\"\n",
        FILE,
    )
    .expect_err("this must be refused");
    let lines: Vec<_> = list.iter().map(|p| p.line).collect();
    assert_eq!(lines, [Some(3), Some(5)], "{list:#?}");
    assert!(matches!(&list[0].kind, Kind::Syntax { line, .. } if line == "quarter ="));

    assert_eq!(only(&format!("{Q3}quarter = 4\n")), Kind::Twice);
    let list = Settings::parse(&format!("{Q3}deadline = 2017-02-30\n"), FILE).expect_err("no day");
    assert_eq!(list[0].line, Some(4), "{list:#?}");
    let list = Settings::parse(&format!("{Q3}[report]\nagency = \"Sở\nplace = 1\n"), FILE)
        .expect_err("an open quote");
    assert_eq!(list[0].line, Some(5), "{list:#?}");
}

#[test]
fn a_period_is_one_part_of_one_year() {
    assert_eq!(
        only(&format!("{Q3}half = 1\n")),
        Kind::SeveralParts("quarter, half".to_owned())
    );
    assert_eq!(only("[period]\nyear = 2017\n"), Kind::NoPart);
    assert_eq!(only("[period]\nhalf = 1\n"), Kind::NoYear);
    let list = problems("");
    assert_eq!(list.len(), 2);
    assert!(list.iter().all(|(line, ..)| line.is_none()));
    assert!(matches!(
        only("[period]\nyear = 17\nhalf = 1\n"),
        Kind::NotOneOf { .. }
    ));
    assert!(matches!(
        only("[period]\nyear = 2017\nquarter = \"3\"\n"),
        Kind::WrongType { .. }
    ));
    assert_eq!(
        only(&format!(
            "{Q3}deadline = 2017-09-20\ncorrection_deadline = 2017-09-19\n"
        )),
        Kind::CorrectionsBeforeDeadline
    );
}

#[test]
fn results_stay_apart_from_inputs_and_inside_the_workspace() {
    let kind = |lines: &str| only(&format!("{Q3}[folders]\n{lines}\n"));
    for name in ["../x", "/tmp", "C:/x", "a/../../b", "a\\b", ".", "x."] {
        let line = format!("results = '{name}'");
        assert_eq!(kind(&line), Kind::FolderOutside(name.to_owned()), "{name}");
    }
    assert_eq!(kind("results = ' '"), Kind::FolderEmpty);
    assert_eq!(
        kind("results = 'Templates/x'"),
        Kind::FolderTaken("Templates/x".to_owned())
    );
    let overlap = |other: &str| Kind::FoldersOverlap(format!("folders.{other}"));
    assert_eq!(kind("results = 'da-nop/ket-qua'"), overlap("submissions"));
    assert_eq!(kind("results = 'DA-NOP'"), overlap("submissions"));
    assert_eq!(kind("approved = 'ket-qua/phe-duyet'"), overlap("results"));
    assert_eq!(
        kind("approved = 'da-nop/phe-duyet'"),
        overlap("submissions")
    );
    let s = settings(&format!(
        "{Q3}[folders]\nresults = './ra/đây'\napproved = 'da-nop-2'"
    ));
    assert_eq!(s.folders.results, "ra/đây");
}

#[test]
fn files_that_cannot_be_read_stay_errors() {
    for severity in ["off", "info", "warning"] {
        assert_eq!(
            only(&format!("{Q3}[rules]\nR002 = \"{severity}\"\n")),
            Kind::StaysError
        );
    }
    settings(&format!("{Q3}[rules]\nR004 = \"info\"\n"));
}

#[test]
fn units_are_looked_up() {
    let units = Units::parse(
        "code,name,level,valid_from,valid_to\n311,Huyện An Dương,district,,\n31TTKC,Trung tâm,city,,\n",
    )
    .unwrap();
    let load = |list: &str| {
        let text = format!("{Q3}[units]\nexpected = {list}\n");
        Settings::load(text.as_bytes(), FILE, &units)
    };
    assert_eq!(
        load(r#"["31ttkc", "311", "311"]"#).unwrap().expected,
        Some(vec!["31TTKC".to_owned(), "311".to_owned()])
    );
    let list = load("[\"311\",\n\"Huyện An Dương\", 314]").expect_err("no codes");
    let nearest: Vec<_> = list
        .iter()
        .map(|p| (p.line, p.nearest.as_deref()))
        .collect();
    assert_eq!(
        nearest,
        [(Some(6), None), (Some(6), Some("\"311\" (Huyện An Dương)"))]
    );
}

#[test]
fn other_encodings_are_refused_with_the_line() {
    let list = Settings::load(b"[period]\nyear = 2017 # qu\xfd", FILE, &Units::default())
        .expect_err("not UTF-8");
    assert_eq!((list[0].line, &list[0].kind), (Some(2), &Kind::NotUtf8));
}

#[test]
fn the_template_reads_and_says_nothing_but_the_period() {
    let text = Templates::embedded().text(FILE).unwrap();
    let s = settings(&text);
    assert_eq!(s, Settings::for_period(s.period));
    // Every key that it shows in a comment is one that the program knows, with a value that it takes.
    let shown: Vec<&str> = text
        .lines()
        .map(|line| {
            let bare = line.strip_prefix("# ").unwrap_or(line);
            let is_key = bare.split_once(" = ").is_some_and(|(key, _)| {
                !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            });
            let alternative = bare.starts_with("nine_months") || bare.starts_with("full_year");
            if is_key && !alternative { bare } else { line }
        })
        .collect();
    let all = settings(&shown.join("\n"));
    assert!(all.deadline.is_some() && all.report.date.is_some() && all.closed.is_some());
    assert_eq!(all.severity(Code::B306), None);
    assert_eq!(
        (all.limits, all.folders),
        (Limits::default(), Folders::default())
    );
}

#[test]
fn the_settings_in_force_are_whole() {
    let text = format!("{Q3}[rules]\nB306 = \"off\"\n[report]\ndate = 2017-09-25\n");
    let value = settings(&text).to_json();
    assert_eq!(value["period"]["code"], "2017-Q3");
    assert_eq!(value["rules"]["B306"], "off");
    assert_eq!(value["report"]["date"], "2017-09-25");
    assert!(value["report"]["agency"].is_null() && value["units"]["expected"].is_null());
    assert_eq!(value["folders"]["results"], "ket-qua");
    assert_eq!(value["limits"]["cells"], 5_000_000);
}
