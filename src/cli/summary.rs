//! Ten lines on the terminal: what was read, what it comes to, what is wrong, and where to look.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::output::{Output, Style, cut, pad, plain};
use super::words::Words;
use crate::base::money::{grouped, round, vietnamese};
use crate::finding::{Code, NotChecked};
use crate::pipeline::Summary;
use crate::settings::Lang;

/// How many of the gravest findings are quoted, so that all is ten lines.
const QUOTED: usize = 2;
/// How many missing units are named.
const NAMED: usize = 5;
/// A quoted message is cut here, in characters; whole it stands in the register.
const LONGEST: usize = 150;

/// Prints the summary of a run: at most ten lines.
pub fn of_run(
    summary: &Summary,
    not_checked: &[NotChecked],
    lang: Lang,
    words: &Words,
    output: &mut Output,
) {
    let mut lines = vec![
        ("cli-summary-period", period(summary, lang)),
        ("cli-summary-read", read(summary, words)),
        ("cli-summary-units", units(summary, words)),
        ("cli-summary-approved", money(summary.approved, lang, words)),
        ("cli-summary-spent", money(summary.spent, lang, words)),
        ("cli-summary-cumulative", share(summary, lang, words)),
        ("cli-summary-findings", findings(summary, words)),
    ];
    let passed_over = passed_over(not_checked, words);
    let quoted = QUOTED - usize::from(passed_over.is_some());
    for message in summary.top.iter().take(quoted) {
        lines.push(("", format!("- {}", cut(&plain(message), LONGEST))));
    }
    lines.extend(passed_over.map(|text| ("cli-summary-not-checked", text)));
    lines.push(("cli-summary-see", see(summary, words)));
    print(lines, words, output);
}

/// Prints the summary of a check: what was read, what is wrong, and whether it can be sent.
pub fn of_check(summary: &Summary, words: &Words, output: &mut Output) {
    let verdict = if summary.errors > 0 {
        Style::Error.paint(&words.say("cli-check-mend"))
    } else if summary.warnings > 0 {
        Style::Warning.paint(&words.say("cli-check-look"))
    } else {
        words.say("cli-check-fine")
    };
    let lines = vec![
        ("cli-summary-read", read(summary, words)),
        ("cli-summary-findings", findings(summary, words)),
        ("", verdict),
    ];
    print(lines, words, output);
}

fn print(lines: Vec<(&str, String)>, words: &Words, output: &mut Output) {
    let labels: Vec<String> = lines
        .iter()
        .map(|(key, _)| {
            if key.is_empty() {
                String::new()
            } else {
                words.say(key)
            }
        })
        .collect();
    let width = labels.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    for (label, (_, text)) in labels.iter().zip(lines) {
        let label = Style::Strong.paint(&pad(label, width));
        output.line(&format!("{label}  {text}"));
    }
}

fn period(summary: &Summary, lang: Lang) -> String {
    match summary.period {
        Some(period) if lang == Lang::Vi => format!("{} ({period})", period.label()),
        Some(period) => period.to_string(),
        None => "–".to_owned(),
    }
}

fn read(summary: &Summary, words: &Words) -> String {
    let mut parts = vec![
        words.count("cli-count-workbooks", summary.workbooks),
        words.count("cli-count-records", summary.records),
    ];
    if summary.unreadable > 0 {
        let unreadable = words.count("cli-count-unreadable", summary.unreadable);
        parts.push(Style::Error.paint(&unreadable));
    }
    if summary.attachments > 0 {
        parts.push(words.count("cli-count-attachments", summary.attachments));
    }
    parts.join(", ")
}

/// Which rules could not judge everything; `None` if all could.
fn passed_over(not_checked: &[NotChecked], words: &Words) -> Option<String> {
    let codes: BTreeSet<Code> = not_checked.iter().map(|item| item.code).collect();
    if codes.is_empty() {
        return None;
    }
    let names: Vec<String> = codes.iter().map(ToString::to_string).collect();
    Some(words.text(
        "cli-not-checked-count",
        &[
            ("count", names.len().to_string()),
            ("codes", names.join(", ")),
        ],
    ))
}

fn units(summary: &Summary, words: &Words) -> String {
    if summary.units_expected == 0 {
        return words.say("cli-units-none");
    }
    let told = words.text(
        "cli-units-reported",
        &[
            ("reported", summary.units_reported.to_string()),
            ("expected", summary.units_expected.to_string()),
        ],
    );
    if summary.units_missing.is_empty() {
        return told;
    }
    let first: Vec<String> = summary
        .units_missing
        .iter()
        .take(NAMED)
        .map(|name| plain(name))
        .collect();
    let mut names = first.join(", ");
    let more = summary.units_missing.len() - first.len();
    if more > 0 {
        names.push_str(&words.count("cli-units-more", more));
    }
    format!(
        "{told}{}",
        words.text("cli-units-missing", &[("names", names)])
    )
}

fn number(amount: Decimal, lang: Lang) -> String {
    match lang {
        Lang::Vi => vietnamese(amount),
        Lang::En => grouped(amount, ',', '.'),
    }
}

fn money(amount: Decimal, lang: Lang, words: &Words) -> String {
    words.text("cli-money", &[("amount", number(round(amount, 0), lang))])
}

/// The cumulative amount and its share of what is approved.
fn share(summary: &Summary, lang: Lang, words: &Words) -> String {
    let amount = money(summary.cumulative, lang, words);
    let share = summary
        .cumulative
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|hundred| hundred.checked_div(summary.approved));
    match share {
        Some(share) => {
            let share = number(round(share, 1), lang);
            format!("{amount}{}", words.text("cli-share", &[("share", share)]))
        }
        None => amount,
    }
}

fn findings(summary: &Summary, words: &Words) -> String {
    let errors = words.count("cli-count-errors", summary.errors);
    let errors = if summary.errors > 0 {
        Style::Error.paint(&errors)
    } else {
        errors
    };
    let mut text = [
        errors,
        words.count("cli-count-warnings", summary.warnings),
        words.count("cli-count-infos", summary.infos),
    ]
    .join(", ");
    let beside: Vec<String> = [
        ("cli-count-waived", summary.waived),
        ("cli-count-consequences", summary.consequences),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(key, count)| words.count(key, count))
    .collect();
    if !beside.is_empty() {
        text = format!("{text} ({})", beside.join(", "));
    }
    text
}

/// Where to look: the register first if something is wrong, the report first if nothing is.
fn see(summary: &Summary, words: &Words) -> String {
    let Some(folder) = &summary.results else {
        return words.say("cli-summary-nothing-written");
    };
    let first = if summary.errors > 0 {
        ["sai-lech.xlsx", "bao-cao.xlsx"]
    } else {
        ["bao-cao.xlsx", "sai-lech.xlsx"]
    };
    let files: Vec<String> = first
        .into_iter()
        .filter(|name| summary.written.iter().any(|w| w == name))
        .map(|name| plain(&folder.join(name).display().to_string()))
        .collect();
    let rest = summary.written.len() - files.len();
    if files.is_empty() {
        return plain(&folder.display().to_string());
    }
    let mut text = files.join(", ");
    if rest > 0 {
        text.push_str(&words.count("cli-summary-more-files", rest));
    }
    text
}

/// The summary for programs: English keys, amounts as decimal strings in đồng.
pub fn json(summary: &Summary) -> Value {
    json!({
        "period": summary.period,
        "workbooks": summary.workbooks,
        "unreadable": summary.unreadable,
        "attachments": summary.attachments,
        "records": summary.records,
        "units_expected": summary.units_expected,
        "units_reported": summary.units_reported,
        "units_missing": summary.units_missing,
        "approved": summary.approved.normalize().to_string(),
        "spent": summary.spent.normalize().to_string(),
        "cumulative": summary.cumulative.normalize().to_string(),
        "errors": summary.errors,
        "warnings": summary.warnings,
        "infos": summary.infos,
        "waived": summary.waived,
        "consequences": summary.consequences,
        "results": summary.results.as_ref().map(|path| path.display().to_string()),
        "written": summary.written,
    })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn summary() -> Summary {
        Summary {
            workbooks: 3,
            units_expected: 9,
            units_reported: 2,
            units_missing: (1..=7).map(|n| format!("Đơn vị {n}")).collect(),
            approved: Decimal::from(3_000),
            cumulative: Decimal::from(1_000),
            errors: 1,
            results: Some(PathBuf::from("ket-qua")),
            written: ["bao-cao.xlsx", "findings.json", "sai-lech.xlsx"]
                .map(str::to_owned)
                .into(),
            ..Summary::default()
        }
    }

    #[test]
    fn missing_units_are_named_up_to_a_point() {
        let words = Words::new(Lang::Vi).unwrap();
        let text = units(&summary(), &words);
        assert!(text.contains("2/9") && text.contains("Đơn vị 5"), "{text}");
        assert!(!text.contains("Đơn vị 6") && text.contains('2'), "{text}");
    }

    #[test]
    fn a_folder_that_expects_nobody_says_so() {
        let words = Words::new(Lang::En).unwrap();
        assert!(units(&Summary::default(), &words).contains("not known"));
        assert_eq!(passed_over(&[], &words), None);
        let left = NotChecked {
            code: Code::B301,
            lines: 3,
            why: "no-approvals",
        };
        let text = passed_over(&[left.clone(), left], &words).unwrap();
        assert!(text.starts_with("1 rule: B301"), "{text}");
    }

    #[test]
    fn shares_are_of_the_approved_and_none_without_it() {
        let words = Words::new(Lang::Vi).unwrap();
        assert!(share(&summary(), Lang::Vi, &words).contains("33,3"));
        let none = Summary::default();
        assert!(!share(&none, Lang::Vi, &words).contains('%'));
    }

    #[test]
    fn the_register_comes_first_while_something_is_wrong() {
        let words = Words::new(Lang::En).unwrap();
        let text = see(&summary(), &words);
        let at = |name: &str| text.find(name);
        assert!(at("sai-lech.xlsx") < at("bao-cao.xlsx"), "{text}");
    }
}
