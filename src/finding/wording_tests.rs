//! Every rule speaks both languages, and no sentence names a value that nobody gives.

use std::collections::BTreeSet;

use super::*;
use crate::model::{Field, Phase, Source};

const LANGS: [(&str, &str); 2] = [
    ("vi", include_str!("../../templates/messages/vi.ftl")),
    ("en", include_str!("../../templates/messages/en.ftl")),
];

/// Values that every message gets.
const STANDARD: [&str; 19] = [
    "unit",
    "project",
    "name",
    "field",
    "file",
    "sheet",
    "cell",
    "cells",
    "count",
    "at",
    "line",
    "expected",
    "found",
    "text",
    "difference",
    "apart",
    "related",
    "shares",
    "cause",
];

/// Further values that the rule has to give with each wording.
const EXTRA: &[(&str, &[&str])] = &[
    ("R001", &["detail"]),
    ("R001-empty", &[]),
    ("R001-cut-off", &[]),
    ("R001-damaged", &["detail"]),
    ("R001-too-old", &[]),
    ("R001-macro-sheets", &[]),
    ("R001-html", &[]),
    ("R001-xml-2003", &[]),
    ("R001-xml", &[]),
    ("R001-csv", &[]),
    ("R001-pdf", &[]),
    ("R001-docx", &[]),
    ("R001-other-office", &["detail"]),
    ("R001-old-office", &["detail"]),
    ("R001-zip", &[]),
    ("R001-empty-zip", &[]),
    ("R001-archive", &[]),
    ("R001-picture", &[]),
    ("R001-not-a-file", &["detail"]),
    ("R001-unknown", &["detail"]),
    ("R001-sheet", &["detail"]),
    ("R003", &["limit", "allowed", "value"]),
    ("R004", &["nearest", "lacking"]),
    ("R004-decision", &[]),
    ("R004-no-table", &[]),
    ("R004-no-form-in-words", &[]),
    ("R004-words", &[]),
    ("R008", &["thousands", "decimal"]),
    ("R010", &["encoding"]),
    ("R011", &["ranges"]),
    ("R011-column", &["ranges"]),
    ("R011-sheet", &["ranges"]),
    ("R012", &["evidence"]),
    ("R012-approvals", &["evidence"]),
    ("R012-conflict", &["evidence"]),
    ("R012-sister", &["evidence"]),
    ("R012-words", &["evidence"]),
    ("R013-unknown", &[]),
    ("R013-several", &["candidates"]),
    ("R013-conflict", &["stated", "folder", "register"]),
    ("S101", &["nearest"]),
    ("S101-alone", &[]),
    ("R004-no-lines", &["heading"]),
    ("S102", &["heading"]),
    ("S102-beyond", &["column", "count"]),
    ("S102-money", &["heading", "group"]),
    ("S102-no-source", &["heading", "approved"]),
    ("S102-so-far", &["heading"]),
    ("S102-unnamed", &["column"]),
    ("S103", &["headings"]),
    ("S104-joint", &[]),
    ("S104-original", &[]),
    ("S104-name", &[]),
    ("S104-amounts", &[]),
    ("S105-no-number", &[]),
    ("S105-no-date", &[]),
    ("S106-none", &[]),
    ("S106-content", &[]),
    ("S107-no-label", &[]),
    ("A201", &["parts"]),
    ("A202", &["group", "rows"]),
    ("A203", &["rows"]),
    ("A205-parts", &[]),
    ("A208", &["part", "whole", "part_cell", "whole_cell"]),
    ("A209-money", &["activity", "source", "other_sheet"]),
    ("A209-result", &["indicator"]),
    ("B301-joint", &[]),
    ("B302-joint", &[]),
    ("B302-unit", &["declared", "likely"]),
    (
        "B302-unit-spent",
        &[
            "declared",
            "likely",
            "count",
            "amount",
            "amount_cell",
            "approved",
        ],
    ),
    ("B302-unit-forms", &["declared", "likely", "other_sheet"]),
    ("B302-version", &["version"]),
    ("B303-unsought", &[]),
    ("B303-withdrawn", &["decision"]),
    ("B303-near", &["nearest"]),
    ("B303-near-code", &["nearest"]),
    ("B303-similar-code", &["nearest"]),
    ("B303-similar", &["nearest"]),
    ("B305", &["units"]),
    ("B306", &["ceiling", "instrument"]),
    ("B307", &["amount", "start", "end"]),
    ("B307-before", &["amount", "start", "end"]),
    ("B307-after", &["amount", "start", "end"]),
    ("B308", &["candidates"]),
    ("C401", &["former_file", "former_sheet", "former_cell"]),
    ("C401-january", &[]),
    ("C401-new", &[]),
    ("C402", &["former_file", "former_sheet", "former_cell"]),
    ("C403", &["former_file", "former_sheet"]),
    ("O501", &["result"]),
    ("O502-no-result", &["amount"]),
    ("O502-no-spending", &["result", "reached"]),
    ("P601-attachments", &["attachments"]),
    ("P601-unreadable", &["files"]),
    ("P602", &["deadline", "received"]),
    ("P603", &["period", "stated"]),
    ("P604-period", &[]),
    ("P604-copy", &[]),
    ("P604-hidden", &[]),
    ("P604-marks", &[]),
    ("P604-lines", &["lines"]),
    ("P604-version", &[]),
    ("P605-later", &[]),
    ("P605-lines", &["lines"]),
    ("P606", &["files"]),
    ("P606-sheets", &["files", "sheets"]),
    ("P607", &["other"]),
    ("P608-several", &["files"]),
    ("P608-unit", &[]),
    ("W702-decision", &[]),
    ("W702-headings", &[]),
    ("W702-no-id", &[]),
    ("W704-field", &["name", "label"]),
    ("W704-headings", &[]),
    ("W704-new", &[]),
    ("W704-project", &["name"]),
    ("W704-unit", &["name"]),
];

const OTHERS: &[&str] = &[
    "status-counted",
    "status-missing",
    "status-unreadable",
    "status-other-period",
    "status-undecided",
    "status-superseded",
    "status-identical",
    "status-empty",
    "status-attachment",
    "status-no-form",
    "status-unknown-unit",
    "not-checked-no-approvals",
    "not-checked-no-approval-of-project",
    "not-checked-no-list",
    "not-checked-no-deadline",
    "not-checked-no-period",
    "not-checked-no-previous",
    "not-checked-no-register",
    "not-checked-too-many-sums",
    "not-checked-unreadable",
    "not-checked-formula-not-computed",
    "not-checked-off",
    "not-checked-previous-other-period",
    "not-checked-previous-blank",
    "not-checked-not-in-previous",
    "not-checked-from-january",
    "not-checked-several-lines",
    "not-checked-unit-split",
    "not-checked-no-cumulative",
    "not-checked-no-spent",
    "not-checked-blank-amounts",
    "not-checked-sources-differ",
    "not-checked-no-ceiling",
    "not-checked-no-support",
    "not-checked-no-whole-cost",
    "not-checked-number-of-establishments",
    "not-checked-ceiling-variant",
    "not-checked-no-dates",
    "not-checked-percentage-basis",
    "not-checked-no-plan",
    "not-checked-not-full-year",
    "not-checked-no-results",
    "publish-locked",
];

fn wordings() -> [Wording; 2] {
    LANGS.map(|(lang, _)| Wording::new(lang, &[]).unwrap())
}

/// The values that each message of a language names, attributes included, by message.
fn named(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut out: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let key = line.split(" =").next().unwrap_or_default();
            out.push((key.to_owned(), BTreeSet::new()));
        }
        for piece in line.split("{ $").skip(1) {
            let name: String = piece
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            out.last_mut().unwrap().1.insert(name);
        }
    }
    out
}

#[test]
fn every_rule_explains_itself_in_both_languages() {
    for words in wordings() {
        for rule in RULES {
            let e = words.explain(rule.code);
            for part in [
                &e.title,
                &e.what,
                &e.why,
                &e.todo,
                &e.example,
                &e.expected,
                &e.found,
            ] {
                assert!(!part.is_empty(), "{} {}", words.lang(), rule.code);
            }
        }
    }
}

#[test]
fn every_finding_has_a_message_and_a_hint_in_both_languages() {
    for words in wordings() {
        for rule in RULES {
            let finding = Finding::new(rule.code, Subject::Nothing);
            assert_ne!(words.message(&finding), rule.code.to_string());
            assert!(
                words.hint(&finding).is_some(),
                "{} {}",
                words.lang(),
                rule.code
            );
        }
        for (key, _) in EXTRA {
            assert!(words.has(key), "{} {key}", words.lang());
            let mut finding = Finding::new(Code::parse(&key[..4]).unwrap(), Subject::Nothing);
            let plain = words.message(&finding);
            finding.variant = Some(key);
            assert!(words.hint(&finding).is_some(), "{} {key}", words.lang());
            // Its own sentence, except where the key is the rule's main one.
            assert_eq!(words.message(&finding) == plain, key.len() == 4, "{key}");
        }
        for key in OTHERS {
            assert!(words.has(key), "{} {key}", words.lang());
        }
    }
}

#[test]
fn no_message_names_a_value_that_nobody_gives() {
    for (lang, text) in LANGS {
        for (key, names) in named(text) {
            if Code::parse(key.get(..4).unwrap_or_default()).is_none() {
                continue;
            }
            let extra = EXTRA
                .iter()
                .find(|(k, _)| *k == key)
                .map_or(&[][..], |(_, names)| *names);
            for name in names {
                assert!(
                    STANDARD.contains(&name.as_str()) || extra.contains(&name.as_str()),
                    "{lang}: {key} names ${name}"
                );
            }
        }
    }
}

#[test]
fn both_languages_have_the_same_messages_and_no_spare_wording() {
    let keys = LANGS.map(|(_, text)| {
        let keys: Vec<String> = named(text).into_iter().map(|(key, _)| key).collect();
        let set: BTreeSet<String> = keys.iter().cloned().collect();
        assert_eq!(set.len(), keys.len(), "a key stands twice");
        set
    });
    assert_eq!(keys[0], keys[1]);
    for key in &keys[0] {
        if key.len() > 4 && Code::parse(&key[..4]).is_some() {
            assert!(EXTRA.iter().any(|(k, _)| k == key), "{key} is not listed");
        }
    }
}

#[test]
fn every_field_and_form_has_a_label() {
    for words in wordings() {
        for phase in Phase::ALL {
            for source in Source::ALL {
                let field = Field::new(phase, source).to_string();
                assert_ne!(words.field(&field), field);
            }
        }
        for form in crate::model::Form::ALL {
            assert!(words.has(&format!("form-{}", form.name())));
        }
    }
    let [vi, _] = wordings();
    assert_eq!(vi.field("cumulative.local"), "Lũy kế – KCĐP");
    assert_eq!(vi.field("something.else"), "something.else");
}

#[test]
fn vietnamese_sentences_carry_their_marks() {
    let [vi, _] = wordings();
    let marked = |text: &str| text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    for rule in RULES {
        let e = vi.explain(rule.code);
        let finding = Finding::new(rule.code, Subject::Nothing);
        for text in [
            &vi.message(&finding),
            &vi.hint(&finding).unwrap(),
            &e.title,
            &e.what,
            &e.why,
            &e.todo,
        ] {
            assert!(marked(text), "{}: {text}", rule.code);
        }
    }
}

mod sentences {
    use super::*;
    use crate::base::money::MoneyUnit;
    use crate::base::place::Cell;

    fn over() -> Finding {
        let mut f = Finding::new(Code::B301, Subject::Project("KC17-03".to_owned()));
        f.project = Some("KC17-03".to_owned());
        f.field = Some("cumulative.local".to_owned());
        f.file = Some("da-nop/kien-thuy.xls".into());
        f.sheet = Some("Biểu 01".into());
        f.cells = vec![Cell::parse("S14").unwrap()];
        f.expected = Some(Value::Money("200000000".parse().unwrap()));
        f.found = Some(Value::Money("275000000".parse().unwrap()));
        f.found_text = Some("275,00".to_owned());
        f.money_unit = Some(MoneyUnit::Million);
        f
    }

    #[test]
    fn amounts_are_said_as_their_author_sees_them() {
        let [vi, en] = wordings();
        assert_eq!(
            vi.message(&over()),
            "Đề án KC17-03: “Lũy kế – KCĐP” ở ô S14 ghi 275,00 triệu đồng (= 275.000.000 đồng), \
             vượt 75 triệu đồng so với kinh phí được duyệt là 200 triệu đồng (= 200.000.000 đồng)."
        );
        assert_eq!(
            en.message(&over()),
            "Project KC17-03: “Cumulative – local” in cell S14 says 275,00 million VND (= 275,000,000 VND), \
             which exceeds the approved 200 million VND (= 200,000,000 VND) by 75 million VND."
        );
    }

    #[test]
    fn further_figures_are_written_as_the_language_does() {
        let [vi, en] = wordings();
        let said = |code: Code, args: &[(&'static str, &str)]| {
            let mut f = over();
            f.code = code;
            let args = args
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()));
            f.args = args.collect();
            [vi.message(&f), en.message(&f)]
        };
        let [vietnamese, english] = said(Code::R008, &[("thousands", "1250"), ("decimal", "1.25")]);
        assert!(vietnamese.contains("1250 hoặc 1,25"), "{vietnamese}");
        assert!(english.contains("1250 or 1.25"), "{english}");
        let [vietnamese, english] = said(Code::A208, &[("part", "1.204,45"), ("whole", "7,5")]);
        assert!(vietnamese.contains("(1.204,45)") && vietnamese.contains("(7,5)"));
        assert!(english.contains("(1,204.45)") && english.contains("(7.5)"));
        let mut withdrawn = over();
        withdrawn.code = Code::B303;
        withdrawn.variant = Some("withdrawn");
        withdrawn.args = vec![("decision", "1033/QĐ-UBND ngày 05/05/2017".to_owned())];
        let english = en.message(&withdrawn);
        assert!(
            english.contains("(decision 1033/QĐ-UBND of 2017-05-05)"),
            "{english}"
        );
        let days = [("received", "21/09/2017"), ("deadline", "20/09/2017")];
        let [vietnamese, english] = said(Code::P602, &days);
        assert!(vietnamese.contains("ngày 21/09/2017, sau thời hạn 20/09/2017"));
        assert!(english.contains("on 2017-09-21, after the deadline 2017-09-20"));
        let [vietnamese, english] = said(Code::B307, &[("dong", "50500000")]);
        assert!(vietnamese.contains("ghi có chi 50,5 triệu đồng (= 50.500.000 đồng)"));
        assert!(english.contains("says 50.5 million VND (= 50,500,000 VND)"));
    }

    #[test]
    fn a_cell_that_shows_another_number_is_not_quoted_as_the_amount() {
        let [vi, _] = wordings();
        let mut f = over();
        f.found_text = Some("xem ghi chú 275".to_owned());
        assert!(vi.message(&f).contains("ghi 275 triệu đồng (="));
    }

    #[test]
    fn a_slip_of_the_unit_names_both_units() {
        let [vi, _] = wordings();
        let mut f = over();
        f.code = Code::B302;
        f.cause = Some(Cause::UnitSlip);
        f.money_unit = Some(MoneyUnit::Thousand);
        f.found = Some(Value::Money("200000000000".parse().unwrap()));
        assert!(
            vi.message(&f).ends_with(
                "Bằng số được duyệt × 1.000: cột này có lẽ ghi theo đồng, trong khi biểu ghi đơn vị nghìn đồng."
            ),
            "{}",
            vi.message(&f)
        );
        f.found = Some(Value::Money("200000".parse().unwrap()));
        assert!(
            vi.message(&f)
                .contains("Bằng số được duyệt chia 1.000: cột này có lẽ ghi theo triệu đồng")
        );
        f.money_unit = Some(MoneyUnit::Dong);
        f.found = Some(Value::Money("200000000000".parse().unwrap()));
        assert!(
            vi.message(&f)
                .ends_with("Bằng số được duyệt × 1.000: có lẽ nhầm đơn vị tiền.")
        );
        // What the sums tell is not quite what was approved.
        f.found = Some(Value::Money("190000000000".parse().unwrap()));
        assert!(vi.message(&f).contains("gấp khoảng 1.000 lần"));
        f.money_unit = Some(MoneyUnit::Thousand);
        assert!(vi.message(&f).contains("dường như ghi theo đồng"));
        f.money_unit = Some(MoneyUnit::Billion);
        f.found = Some(Value::Money("200000000000000000".parse().unwrap()));
        assert!(
            vi.message(&f)
                .contains("số được duyệt × 1.000.000.000: cột này có lẽ ghi theo đồng")
        );
        f.expected = Some(Value::Money(Decimal::ZERO));
        f.found = f.expected.clone();
        assert!(vi.message(&f).ends_with("Có thể nhầm đơn vị tiền."));
    }

    #[test]
    fn a_wrong_unit_of_a_sheet_is_said_once() {
        let [vi, _] = wordings();
        let mut f = over();
        f.code = Code::B302;
        f.variant = Some("B302-unit");
        f.cause = Some(Cause::UnitSlip);
        f.args = vec![
            ("declared", "đồng".to_owned()),
            ("likely", "triệu đồng".to_owned()),
        ];
        assert_eq!(
            vi.message(&f),
            "Trang “Biểu 01” ghi đơn vị tiền là đồng, nhưng đối chiếu với quyết định thì số liệu dường như ghi theo triệu đồng."
        );
    }

    #[test]
    fn text_of_a_submission_stays_one_plain_line() {
        let [vi, _] = wordings();
        let mut f = over();
        f.code = Code::R007;
        f.found_text = Some("\u{1b}[31mchưa\nquyết toán { $file }".to_owned());
        f.project = Some("KC\u{7}17".to_owned());
        assert_eq!(
            vi.message(&f),
            "Đề án KC17: ô S14 (Lũy kế – KCĐP) ghi “[31mchưa quyết toán { $file }”, không đọc được thành số."
        );
        f.found_text = Some("dài ".repeat(200));
        assert!(vi.message(&f).chars().count() < 400);
    }

    #[test]
    fn a_value_that_is_missing_never_shows_its_name() {
        let [vi, en] = wordings();
        for words in [vi, en] {
            for rule in RULES {
                let text = words.message(&Finding::new(rule.code, Subject::Nothing));
                assert!(!text.contains('$') && !text.contains('{'), "{text}");
            }
        }
    }

    #[test]
    fn an_offices_own_words_win_and_keep_the_built_in_hint() {
        let own = "B301 = Vượt rồi: { $project }".to_owned();
        let words = Wording::new("vi", &[own]).unwrap();
        assert_eq!(words.message(&over()), "Vượt rồi: KC17-03");
        assert!(words.hint(&over()).unwrap().starts_with("Sửa ô S14"));
    }

    #[test]
    fn bad_words_are_refused_with_their_line() {
        let error = Wording::new("vi", &["\n\nB301 = { $ }\n".to_owned()])
            .err()
            .unwrap();
        let NoWording::Faults(faults) = error else {
            panic!("{error:?}");
        };
        assert_eq!(
            (faults[0].line, faults[0].text.as_str()),
            (3, "B301 = { $ }")
        );
        let unknown = NoWording::Language("fr".to_owned());
        assert_eq!(Wording::new("fr", &[]).err(), Some(unknown));
    }

    #[test]
    fn words_are_shared_by_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        let [vi, _] = wordings();
        shared(&vi);
    }
}
