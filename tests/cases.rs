//! What each rule must say: every part of every file in tests/cases is a test of its own.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use support::case::{self, Case};
use support::compare;
use tonghop::finding::RULES;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = match case::all().and_then(|cases| Ok((cases, case::layouts()?))) {
        Ok((cases, layouts)) => {
            let mut trials: Vec<Trial> = cases.iter().chain(&layouts).flat_map(trials).collect();
            trials.push(Trial::test("every rule has its cases", move || {
                complete(&cases)
            }));
            trials
        }
        Err(fault) => vec![Trial::test("case files can be read", move || {
            Err(Failed::from(fault))
        })],
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials(case: &Case) -> Vec<Trial> {
    let mut out = Vec::new();
    for part in &case.parts {
        let kind = if part.silent { "near: " } else { "" };
        let name = if part.name.is_empty() {
            &case.title
        } else {
            &part.name
        };
        let (code, part) = (case.code.clone(), part.clone());
        out.push(Trial::test(
            format!("{}: {kind}{name}", case.name),
            move || {
                let run = part.workspace.run();
                compare::judge(&code, &part, &run)
                    .map_or(Ok(()), |faults| Err(Failed::from(faults)))
            },
        ));
    }
    out
}

/// Every rule fires in a case and keeps quiet in another one that differs by one line.
fn complete(cases: &[Case]) -> Result<(), Failed> {
    let mut proofs: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for case in cases {
        let (fires, quiet) = proofs.entry(&case.code).or_default();
        for part in &case.parts {
            let own = part.expected.iter().any(|e| {
                e.id.starts_with(&case.code)
                    && !["consequence", "maybe"].contains(&e.severity.as_str())
            });
            *fires |= own;
            *quiet |= part.silent && part.edits == 1 && !own;
            if part.silent && own {
                return Err(
                    format!("{}: `near {}` expects its own rule", case.name, part.name).into(),
                );
            }
        }
    }
    let mut lacking = String::new();
    for rule in RULES {
        let code = rule.code.to_string();
        let (fires, quiet) = proofs.get(code.as_str()).copied().unwrap_or_default();
        for (there, what) in [
            (fires, "`== expect` (or `== also \"…\"`) in which it fires"),
            (
                quiet,
                "`== near \"…\"` with one changed line in which it keeps quiet",
            ),
        ] {
            if !there {
                let _ = write!(
                    lacking,
                    "\n  {code} {}: write {what} in tests/cases/{code}-<what>.case (tests/cases/README.md)",
                    rule.name
                );
            }
        }
    }
    for cause in support::causes::ALL {
        let told = |case: &Case, is: &dyn Fn(&str) -> bool| {
            let mut all = case.parts.iter().flat_map(|part| &part.expected);
            all.any(|e| {
                e.keys
                    .iter()
                    .any(|(key, value)| key == "cause" && is(value))
            })
        };
        // Where it applies, and one change away, where the same finding has another cause or none.
        let shows = |case: &&Case| told(case, &|c| c == cause) && told(case, &|c| c != cause);
        if !cases.iter().any(|case| shows(&case)) {
            let _ = write!(
                lacking,
                "\n  cause {cause}: write a case with `cause={cause}` and, after one change, another cause or `cause=null`"
            );
        }
    }
    if lacking.is_empty() {
        Ok(())
    } else {
        Err(lacking.into())
    }
}
