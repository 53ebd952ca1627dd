//! Which unit gets which files: one for each workbook with findings, one confirmation where there are none.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::text::fold;
use crate::finding::Finding;
use crate::model::Submission;

/// The folder of what goes back, in the results.
/// The folder of what goes back to the units, inside the results.
pub const FOLDER: &str = "phan-hoi";
/// The longest part of a file name that a unit's name makes.
const LONGEST: usize = 80;

/// Everything that goes back to one unit.
#[derive(Debug)]
pub struct Parcel<'a> {
    /// The unit's code.
    pub unit: Arc<str>,
    /// Its name in the period.
    pub unit_name: Arc<str>,
    /// All workbooks that it sent, those that count first.
    pub sent: Vec<&'a Submission>,
    /// What goes back, in the order of the names.
    pub returns: Vec<Return<'a>>,
}

/// One file that goes back.
#[derive(Debug)]
pub struct Return<'a> {
    /// Its name in the results.
    pub name: String,
    /// The workbook that is sent back marked; none for a confirmation.
    pub source: Option<&'a Submission>,
    /// What was found in it, in reading order; the first file of a unit also tells what stands in no file.
    pub findings: Vec<&'a Finding>,
}

/// What goes back to every unit that sent a workbook, in the order of the codes. `findings` are in reading order.
pub fn plan<'a>(submissions: &'a [Submission], findings: &'a [Finding]) -> Vec<Parcel<'a>> {
    let mut by_unit: BTreeMap<&Arc<str>, Vec<&Submission>> = BTreeMap::new();
    for submission in submissions {
        if let Some(unit) = &submission.unit {
            by_unit.entry(unit).or_default().push(submission);
        }
    }
    let files: BTreeMap<&str, &Submission> = submissions.iter().map(|s| (&*s.file, s)).collect();
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    let mut without_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        match (&finding.file, &finding.unit) {
            (Some(file), _) if files.contains_key(&**file) => {
                by_file.entry(file).or_default().push(finding);
            }
            // What is wrong with a decision is not the unit's affair.
            (None, Some(unit)) => without_file.entry(unit).or_default().push(finding),
            _ => {}
        }
    }
    by_unit
        .into_iter()
        .map(|(unit, mut sent)| {
            sent.sort_by(|a, b| (a.status, &a.file).cmp(&(b.status, &b.file)));
            let unit_name = sent
                .iter()
                .find_map(|s| s.unit_name.clone())
                .unwrap_or_else(|| Arc::clone(unit));
            let general = without_file.remove(&**unit).unwrap_or_default();
            let stem = format!("{FOLDER}/{}", stem(unit, &unit_name));
            let returns = returns(&stem, &sent, &mut by_file, general);
            Parcel {
                unit: Arc::clone(unit),
                unit_name,
                sent,
                returns,
            }
        })
        .collect()
}

fn returns<'a>(
    stem: &str,
    sent: &[&'a Submission],
    by_file: &mut BTreeMap<&str, Vec<&'a Finding>>,
    mut general: Vec<&'a Finding>,
) -> Vec<Return<'a>> {
    let mut out: Vec<Return<'a>> = Vec::new();
    for submission in sent {
        let own = by_file.remove(&*submission.file).unwrap_or_default();
        if own.is_empty() && general.is_empty() {
            continue;
        }
        let mut findings = std::mem::take(&mut general);
        findings.extend(own);
        let name = match out.len() {
            0 => format!("{stem}.xlsx"),
            before => format!("{stem}-{}.xlsx", before + 1),
        };
        out.push(Return {
            name,
            source: Some(submission),
            findings,
        });
    }
    if out.is_empty() {
        out.push(Return {
            name: format!("{stem}.xlsx"),
            source: None,
            findings: Vec::new(),
        });
    }
    out
}

/// `314-huyen-kien-thuy`
pub fn stem(code: &str, name: &str) -> String {
    let plain = |text: &str| fold(text).replace(' ', "-");
    let name: String = plain(name)
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(LONGEST)
        .collect();
    let code: String = code
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    format!("{code}-{}", name.trim_matches('-'))
        .trim_matches('-')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Code, Subject};
    use crate::model::Status;
    use crate::parse::workbook::{Incoming, unread};

    fn sent(unit: &str, file: &str, status: Status) -> Submission {
        let incoming = Incoming {
            file: file.into(),
            hash: "blake3:0".into(),
            bytes: 1,
            receipt: None,
        };
        let mut submission = unread(&incoming, status);
        submission.unit = Some(unit.into());
        submission.unit_name = Some("Huyện Kiến Thụy".into());
        submission
    }

    fn found(unit: &str, file: Option<&str>) -> Finding {
        let mut finding = Finding::new(Code::A201, Subject::Nothing);
        finding.unit = Some(unit.into());
        finding.file = file.map(Into::into);
        finding
    }

    #[test]
    fn a_file_for_each_workbook_with_findings_those_that_count_first() {
        let submissions = [
            sent("314", "da-nop/a.xlsx", Status::Superseded),
            sent("314", "da-nop/b.xlsx", Status::Counted),
            sent("314", "da-nop/c.xlsx", Status::Counted),
            sent("315", "da-nop/d.xlsx", Status::Counted),
        ];
        let findings = [
            found("314", None),
            found("314", Some("da-nop/a.xlsx")),
            found("314", Some("da-nop/c.xlsx")),
            found("314", Some("phe-duyet/qd.xlsx")),
            found("318", None),
        ];
        let parcels = plan(&submissions, &findings);
        let told: Vec<_> = parcels
            .iter()
            .flat_map(|p| &p.returns)
            .map(|r| {
                (
                    r.name.as_str(),
                    r.source.map(|s| &*s.file),
                    r.findings.len(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (
                    "phan-hoi/314-huyen-kien-thuy.xlsx",
                    Some("da-nop/b.xlsx"),
                    1
                ),
                (
                    "phan-hoi/314-huyen-kien-thuy-2.xlsx",
                    Some("da-nop/c.xlsx"),
                    1
                ),
                (
                    "phan-hoi/314-huyen-kien-thuy-3.xlsx",
                    Some("da-nop/a.xlsx"),
                    1
                ),
                ("phan-hoi/315-huyen-kien-thuy.xlsx", None, 0),
            ]
        );
    }

    #[test]
    fn names_are_plain() {
        assert_eq!(
            stem("31TTKC", "Trung tâm Khuyến công (31)"),
            "31TTKC-trung-tam-khuyen-cong-31"
        );
        assert_eq!(stem("../x", ""), "x");
    }
}
