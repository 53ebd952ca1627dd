//! Records, approvals and findings for the tests of the outputs.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::base::money::MoneyUnit;
use crate::base::place::Cell;
use crate::base::reading::Reading;
use crate::base::thin::Thin;
use crate::finding::{Cause, Checked, Code, Finding, NotChecked, Severity, Spot, Subject, Value};
use crate::model::record::{Basis, MoneySource, Origin, Place};
use crate::model::{Approval, Figure, Form, Kind, Money, Period, Record, ResultFigure, Source};

/// Names of the units of the records.
pub(super) fn unit_names() -> BTreeMap<Arc<str>, Arc<str>> {
    ["313", "314"]
        .into_iter()
        .map(|code| (code.into(), "Huyện Kiến Thuỵ".into()))
        .collect()
}

pub(super) fn period() -> Period {
    Period::parse("2017-Q3").unwrap()
}

/// Panics unless the value has the published shape.
pub(super) fn fits(schema: &str, value: &serde_json::Value) {
    let path = format!("{}/tests/schemas/{schema}", env!("CARGO_MANIFEST_DIR"));
    let schema: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> = validator
        .iter_errors(value)
        .map(|e| e.to_string())
        .collect();
    assert!(problems.is_empty(), "{problems:?}\n{value}");
}

pub(super) fn dong(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn money(figures: &[(Source, &str, Option<&str>)]) -> Money {
    let mut money = Money::default();
    for (source, amount, cell) in figures {
        money.set(
            *source,
            Figure {
                reading: Reading::Known(dong(amount)),
                cell: cell.and_then(Cell::parse),
                unit: Some(MoneyUnit::Million),
                ..Figure::default()
            },
        );
    }
    money
}

fn origin(file: &str, row: u32, form: Form) -> Origin {
    Origin {
        place: Arc::new(Place {
            file: file.into(),
            hash: format!("blake3:{}", "0".repeat(64)).into(),
            sheet: "Biểu 01".into(),
            form,
        }),
        row,
        revision: None,
    }
}

fn record(kind: Kind, unit: &str, row: u32, form: Form) -> Record {
    Record {
        kind,
        unit: unit.into(),
        project: None,
        name: None,
        name_cell: None,
        activity: None,
        content: None,
        beneficiary: None,
        location: None,
        executor: None,
        start: None,
        end: None,
        basis: Basis::Actual,
        money_source: None,
        money: [Money::default(), Money::default(), Money::default()],
        results: Vec::new(),
        note: None,
        origin: origin("da-nop/kien-thuy.xls", row, form),
        activity_by_name: false,
        approval: None,
        corrected: None,
    }
}

/// A project with everything, others that only have a place in the order; the first is KC17-03.
pub(super) fn records() -> Vec<Record> {
    let mut full = record(Kind::Project, "314", 14, Form::ProjectList);
    full.project = Some("KC17-03".into());
    full.name = Some("Đào tạo nghề may công nghiệp".into());
    full.activity = Some("1".into());
    full.content = Some("I".into());
    full.start = chrono::NaiveDate::from_ymd_opt(2017, 3, 1);
    full.end = chrono::NaiveDate::from_ymd_opt(2017, 9, 30);
    full.money = [
        money(&[
            (Source::Total, "250000000.00", Some("G14")),
            (Source::Local, "200000000", Some("I14")),
            (Source::Counterpart, "50000000", None),
        ]),
        money(&[(Source::Total, "0.00", Some("L14"))]),
        money(&[
            (Source::Local, "275000000", Some("S14")),
            (Source::Counterpart, "0.50", None),
        ]),
    ];
    full.results = vec![result(Some("1"), "Số lao động mới được đào tạo")];
    let project = |code: &str, unit: &str| {
        let mut r = record(Kind::Project, unit, 20, Form::ProjectList);
        r.project = Some(code.into());
        r
    };
    let activity = |number: &str| {
        let mut r = record(Kind::Activity, "314", 8, Form::MoneyByActivity);
        r.activity = Some(number.into());
        r
    };
    let indicator = |number: &str| {
        let mut r = record(Kind::Indicator, "314", 8, Form::ResultsByIndicator);
        r.money_source = Some(MoneySource::National);
        r.results = vec![result(Some(number), "Số mô hình")];
        r
    };
    vec![
        full,
        indicator("10"),
        indicator("9a"),
        indicator("2"),
        activity("10"),
        activity("2"),
        project("KC17-10", "314"),
        project("KC17-20", "313"),
    ]
}

fn result(indicator: Option<&str>, name: &str) -> ResultFigure {
    ResultFigure {
        columns: [None; 3],
        indicator: indicator.map(Into::into),
        name: name.into(),
        unit: Some("Lao động".into()),
        planned: Reading::Known(Decimal::from(150)),
        period: Reading::Blank,
        cumulative: Reading::Unreadable,
        cell: Cell::parse("X14"),
    }
}

pub(super) fn approvals() -> Vec<Approval> {
    let approval = |code: &str| Approval {
        code: Some(code.into()),
        name: "Đào tạo nghề may công nghiệp".into(),
        unit: Some("314".into()),
        joint: Thin::default(),
        executor_text: Some("UBND huyện Kiến Thuỵ".into()),
        activity_by_name: false,
        activity: Some("1".into()),
        content: Some("I".into()),
        beneficiary: None,
        location: None,
        start: None,
        end: None,
        money: money(&[(Source::Local, "200000000", Some("I9"))]),
        decision: Some("1033/QĐ-UBND".into()),
        decided_on: chrono::NaiveDate::from_ymd_opt(2017, 2, 15),
        effective: None,
        step: crate::model::Step::Whole,
        former: Thin::default(),
        lines: Thin::default(),
        note: None,
        name_cell: Cell::parse("B9"),
        origin: origin("phe-duyet/qd-1033.xlsx", 9, Form::Approval),
    };
    vec![approval("KC17-10"), approval("KC17-03")]
}

/// The finding that the contract shows.
pub(super) fn over_approved() -> Finding {
    let mut f = Finding::new(Code::B301, Subject::Project("KC17-03".to_owned()));
    f.id = "B301-314-KC17-03-cumulative.local".to_owned();
    f.unit = Some("314".into());
    f.project = Some("KC17-03".into());
    f.field = Some("cumulative.local".into());
    f.file = Some("da-nop/kien-thuy.xls".into());
    f.sheet = Some("Biểu 01".into());
    f.cells = vec![Cell::parse("S14").unwrap()];
    f.expected = Some(Value::Money(dong("200000000")));
    f.found = Some(Value::Money(dong("275000000")));
    f.found_text = Some("275,00".into());
    f.money_unit = Some(MoneyUnit::Million);
    f.related = Some(Spot {
        file: "phe-duyet/qd-1033.xlsx".into(),
        sheet: Some("Phụ lục".into()),
        cell: Cell::parse("I9"),
    });
    f
}

/// Two open errors, a warning, one waived, one consequence.
pub(super) fn findings() -> Vec<Finding> {
    let mut unknown = Finding::new(Code::R013, Subject::file("0badc0de11"));
    unknown.id = "R013-_-h0badc0de-_".to_owned();
    unknown.file = Some("da-nop/=cmd|' /C calc'!A0.xlsx".into());
    unknown.variant = Some("R013-unknown");
    let mut negative = over_approved();
    negative.code = Code::A207;
    negative.id = "A207-314-KC17-03-spent.local".to_owned();
    negative.cells = vec![Cell::parse("T9").unwrap()];
    negative.expected = None;
    negative.found = Some(Value::Money(dong("-20000000")));
    negative.found_text = Some("-20".into());
    negative.waived = true;
    negative.explanation = Some("=HYPERLINK(\"http://example.invalid\")".to_owned());
    let mut sum = over_approved();
    sum.code = Code::A202;
    sum.id = "A202-314-_-cumulative.local".to_owned();
    sum.severity = Severity::Info;
    sum.caused_by = Some(negative.id.clone());
    sum.cause = Some(Cause::RowLeftOut);
    let mut late = Finding::new(Code::P602, Subject::Nothing);
    late.id = "P602-314-_-_".to_owned();
    late.unit = Some(Arc::from("314"));
    late.args = vec![
        ("unit_name", "Huyện Kiến Thuỵ".to_owned()),
        ("deadline", "20/9/2017".to_owned()),
        ("received", "22/9/2017".to_owned()),
    ];
    vec![over_approved(), negative, unknown, sum, late]
}

pub(super) fn checked() -> Vec<Checked> {
    let saw = |code, lines| Checked { code, lines };
    vec![saw(Code::B301, 5), saw(Code::C401, 12)]
}

pub(super) fn not_checked() -> Vec<NotChecked> {
    vec![NotChecked {
        code: Code::C401,
        lines: 12,
        why: "not-checked-no-previous",
    }]
}
