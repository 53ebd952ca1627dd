//! A whole year as an office lives it: four quarters, each begun from the one before in one command, with late,
//! corrected, explained, superseded, supplemented and repeated returns and a unit that changes its name in summer.
//!
//! What it comes to is computed a second time by tests/year/totals.py, which knows the ledger and not the program.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first fault"
)]
#![expect(
    clippy::print_stderr,
    reason = "a skipped test has to be seen in the log"
)]

#[path = "support/form.rs"]
#[expect(dead_code, reason = "the support is shared")]
mod form;
#[path = "year/report.rs"]
mod report;
#[path = "year/returns.rs"]
mod returns;
mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use returns::{corrected, decision, explained, kien_thuy, results, thuy_nguyen};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use support::Content;
use support::books::{rows, tonghop};

/// The ledger of the year: projects, and what was sent when.
struct Ledger(Json);

/// Amounts by project: what the city and what the beneficiary paid, in million đồng.
type Amounts = BTreeMap<String, [Decimal; 2]>;

/// What was reached, by project or by line of the programme.
type Counts = BTreeMap<String, Decimal>;

impl Ledger {
    fn path() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/year/ledger.json")
    }

    fn read() -> Self {
        Self(serde_json::from_str(&fs::read_to_string(Self::path()).unwrap()).unwrap())
    }

    fn projects(&self) -> &[Json] {
        self.0["projects"].as_array().unwrap()
    }

    fn project(&self, code: &str) -> &Json {
        let found = self.projects().iter().find(|p| p["code"] == code);
        found.unwrap_or_else(|| panic!("{code} is no project"))
    }

    fn sent(&self, quarter: usize) -> impl Iterator<Item = &Json> {
        let all = self.0["sent"].as_array().unwrap().iter();
        all.filter(move |s| s["quarter"] == quarter)
    }
}

fn text(value: &Json) -> &str {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
}

fn number(value: &Json) -> Decimal {
    value.to_string().parse().unwrap()
}

fn spent(sent: &Json) -> Amounts {
    let lines = sent["spent"].as_object().unwrap();
    lines
        .iter()
        .map(|(code, pair)| (code.clone(), [number(&pair[0]), number(&pair[1])]))
        .collect()
}

fn reached(sent: &Json) -> Counts {
    let lines = sent["reached"].as_object().unwrap().iter();
    lines
        .map(|(code, count)| (code.clone(), number(count)))
        .collect()
}

fn said(output: &Output) -> String {
    let out = String::from_utf8_lossy(&output.stdout);
    format!("{out}{}", String::from_utf8_lossy(&output.stderr))
}

fn put(path: &Path, content: impl Into<Content>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content.into().bytes()).unwrap();
}

/// The first quarter's folder: settings, decisions, and a register of units in which Thuỷ Nguyên becomes a city in July.
fn first_quarter(folder: &Path, ledger: &Ledger) {
    let dir = folder.display().to_string();
    let made = tonghop(&["init", &dir, "--period", "2017-Q1"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let units = include_str!("../templates/units.csv");
    let was = "311,Huyện Thuỷ Nguyên,district,,2024-12-31";
    let becomes = "311,Huyện Thuỷ Nguyên,district,,2017-06-30\n311,Thành phố Thuỷ Nguyên,district,2017-07-01,2024-12-31";
    assert!(units.contains(was));
    put(
        &folder.join("templates/units.csv"),
        &*units.replace(was, becomes),
    );
    for (unit, name) in [("314", "huyện Kiến Thụy"), ("311", "huyện Thủy Nguyên")] {
        let file = folder.join(format!("phe-duyet/qd-{unit}.xlsx"));
        put(&file, decision(ledger, unit, name));
    }
}

/// Puts what the units sent into a quarter's folder, and the register if the office kept one.
fn receive(folder: &Path, ledger: &Ledger, quarter: usize, before: &(Amounts, Counts)) {
    let mut register = String::from("Tệp;Đơn vị;Ngày nhận;Lần gửi\n");
    let mut received = false;
    for sent in ledger.sent(quarter) {
        let (unit, file) = (text(&sent["unit"]), text(&sent["file"]));
        let (own, now) = (spent(sent), reached(sent));
        let (money, counts) = before;
        let sheets = if unit == "314" {
            vec![kien_thuy(ledger, quarter, (&own, money), (&now, counts))]
        } else {
            let list = thuy_nguyen(ledger, quarter, &own);
            vec![list, results(ledger, quarter, &now, counts)]
        };
        let path = folder.join(format!("da-nop/{unit}/{file}"));
        put(&path, Content::Book(sheets));
        if let Some(day) = sent["received"].as_str() {
            received = true;
            writeln!(register, "{unit}/{file};{unit};{day};{}", sent["revision"]).unwrap();
        }
    }
    if received {
        put(&folder.join("so-nhan.csv"), &*register);
    }
    // The deadline is the 20th of the quarter's last month; what is sent again has until the 27th.
    let path = folder.join("ky.toml");
    let text = fs::read_to_string(&path).unwrap();
    let text = text
        .replace("# deadline = ", "deadline = ")
        .replace("# correction_deadline = ", "correction_deadline = ");
    fs::write(path, text).unwrap();
}

/// What the program found above info, and of versions, as `severity code unit`.
fn findings(run: &Json) -> Vec<String> {
    let all = run["findings"]["findings"].as_array().unwrap();
    let mut told: Vec<String> = all
        .iter()
        .filter(|f| f["waived"] != true)
        .filter(|f| f["severity"] != "info" || text(&f["code"]).starts_with('P'))
        .map(|f| {
            format!(
                "{} {} {}",
                text(&f["severity"]),
                text(&f["code"]),
                text(&f["unit"])
            )
        })
        .collect();
    told.sort();
    told
}

fn json(output: &Output) -> Json {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}\n{}", said(output)))
}

/// What the year comes to by the other program; `None` where there is no Python.
fn by_python() -> Option<Json> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/year/totals.py");
    match Command::new("python3")
        .arg(script)
        .arg(Ledger::path())
        .output()
    {
        Ok(output) => {
            assert!(output.status.success(), "{}", said(&output));
            Some(json(&output))
        }
        Err(fault) => {
            eprintln!(
                "SKIPPED: THE YEAR IS NOT COMPARED WITH A SECOND COMPUTATION: python3: {fault}"
            );
            None
        }
    }
}

#[test]
fn a_year_of_four_quarters_comes_to_what_the_ledger_says() {
    let ledger = Ledger::read();
    let parent = tempfile::tempdir().unwrap();
    let folder = |quarter: usize| parent.path().join(format!("2017-q{quarter}"));
    let expected = by_python();
    let wanted: [&[&str]; 4] = [
        &[],
        // The return that came again replaces one that was far over its approval; the other unit was late.
        &["info P604 314", "warning P602 311"],
        // No register: what the file's name says decides. The supplement has the line that the other file lacks.
        &["info P604 314"],
        &["info P605 314"],
    ];
    let mut before = (Amounts::new(), Counts::new());
    for quarter in 1..=4 {
        let now = folder(quarter);
        let path = now.display().to_string();
        if quarter == 1 {
            first_quarter(&now, &ledger);
        } else {
            let former = folder(quarter - 1).display().to_string();
            let period = format!("2017-Q{quarter}");
            let made = tonghop(&["init", &path, "--period", &period, "--from", &former]);
            assert_eq!(made.status.code(), Some(0), "{}", said(&made));
            assert!(now.join("ky-truoc/records.jsonl").is_file());
        }
        receive(&now, &ledger, quarter, &before);
        if quarter == 2 {
            put(&now.join("giai-trinh.xlsx"), explained());
        }
        if quarter == 4 {
            put(&now.join("dinh-chinh.xlsx"), corrected());
        }
        let output = tonghop(&["run", &path, "--format", "json"]);
        let run = json(&output);
        assert_eq!(
            findings(&run),
            wanted[quarter - 1],
            "quarter {quarter}: {run:#}"
        );
        assert_eq!(output.status.code(), Some(0), "quarter {quarter}");
        // What was explained in the second quarter is explained as long as it stays what it is.
        let waived = usize::from(quarter > 1);
        assert_eq!(run["summary"]["waived"], waived, "quarter {quarter}");
        if let Some(expected) = &expected {
            for sum in ["approved", "spent", "cumulative"] {
                let (found, told) = (
                    &run["summary"][sum],
                    &expected["quarters"][quarter - 1][sum],
                );
                assert_eq!(found, told, "{sum} of quarter {quarter}");
            }
            // The report itself, cell by cell.
            let (faults, seen) = report::compare(&now, &expected["quarters"][quarter - 1]);
            assert!(
                faults.is_empty(),
                "quarter {quarter}:\n{}",
                faults.join("\n")
            );
            assert!(seen > 600, "{seen} cells of quarter {quarter}");
        }
        // The next quarter's returns go on from what counts in this one.
        before = (cumulative(&now), so_far(&now));
        sign(&now, quarter);
    }
    let names: Vec<String> = records(&folder(4))
        .iter()
        .map(|r| text(&r["unit_name"]).to_owned())
        .collect();
    assert!(
        names.contains(&"Thành phố Thuỷ Nguyên".to_owned()),
        "{names:?}"
    );
    let Some(expected) = expected else { return };
    let all = expected["projects"].as_object().unwrap();
    let mut found = records(&folder(4));
    found.retain(|record| record["kind"] == "project");
    assert_eq!(found.len(), all.len());
    let corrected: Vec<&str> = found
        .iter()
        .filter(|r| !r["corrected"].is_null())
        .map(|r| text(&r["project"]))
        .collect();
    assert_eq!(corrected, ["KC17-31"]);
    // The office sees both values.
    let register = fs::read(folder(4).join("ket-qua/sai-lech.xlsx")).unwrap();
    let listed = rows(&register, "Đính chính");
    let line = listed.iter().find(|row| row[2] == "KC17-31").unwrap();
    assert_eq!(
        line[4..9],
        ["25000000", "20000000", "-5000000", "Bà B", "18/12/2017"]
    );
    for record in &found {
        let code = text(&record["project"]);
        for source in ["local", "counterpart"] {
            let amount = record["cumulative"][source].as_str().unwrap_or("0");
            assert_eq!(amount, text(&all[code][source]), "{code} {source}");
        }
    }
}

fn records(folder: &Path) -> Vec<Json> {
    let text = fs::read_to_string(folder.join("ket-qua/records.jsonl")).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What was spent since January, in million đồng, as the results of a quarter have it.
fn cumulative(folder: &Path) -> Amounts {
    let amount = |record: &Json, source: &str| -> Decimal {
        let dong = record["cumulative"][source].as_str().unwrap_or("0");
        (dong.parse::<Decimal>().unwrap() / Decimal::from(1_000_000)).normalize()
    };
    let projects = records(folder).into_iter();
    let projects = projects.filter(|r| r["kind"] == "project");
    let sums = projects.map(|record| {
        let pair = [amount(&record, "local"), amount(&record, "counterpart")];
        (text(&record["project"]).to_owned(), pair)
    });
    sums.collect()
}

/// What was reached since January, as the results of a quarter have it.
fn so_far(folder: &Path) -> Counts {
    let counts = records(folder).into_iter().filter_map(|record| {
        let result = record["results"].get(0)?;
        let key = match record["kind"].as_str()? {
            "project" => text(&record["project"]),
            _ => text(&result["indicator"]),
        };
        let count = result["cumulative"].as_str()?.parse().ok()?;
        Some((key.to_owned(), count))
    });
    counts.collect()
}

/// The quarter is signed: a run finds nothing to change and writes nothing.
fn sign(folder: &Path, quarter: usize) {
    let path = folder.join("ky.toml");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replacen("# closed = ", "closed = ", 1);
    assert!(text.contains("\nclosed = "), "{text}");
    fs::write(path, text).unwrap();
    let output = tonghop(&["run", &folder.display().to_string()]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "quarter {quarter}: {}",
        said(&output)
    );
}
