//! One submitted workbook to records: its forms, its unit, the period that it states.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::{Code, Finding, Value};
use crate::layout::recognise::{Origin, Sheet};
use crate::layout::{Recognised, Recogniser};
use crate::model::{Form, Receipt, Status, Submission};
use crate::read::grid::Workbook;

use super::amendment;
use super::evidence::{self, Evidence, Submitter};
use super::formulas::{Formulas, Page};
use super::hidden::hidden;
use super::lines;
use super::marks;
use super::parted;
use super::recognition::{self, Finder};
use super::sheet::{self, Context, Parsed};
use super::sheets::{self, Taken};
use super::stated;
use super::submitter::Names;

/// What is known of a file before it is opened.
#[derive(Clone, Debug)]
pub struct Incoming<'a> {
    /// The file, relative to the workspace.
    pub file: Arc<str>,
    /// Its hash.
    pub hash: Arc<str>,
    /// Its size.
    pub bytes: u64,
    /// Its row of the register.
    pub receipt: Option<&'a Receipt>,
}

/// What all files of a run are parsed with.
pub struct Setting<'a> {
    /// Forms and lines.
    pub recogniser: &'a Recogniser<'a>,
    /// The units' names.
    pub names: &'a Names,
    /// The programme and the period.
    pub context: Context<'a>,
}

/// A submission without content, for files that cannot be read.
pub fn unread(incoming: &Incoming<'_>, status: Status) -> Submission {
    Submission {
        file: Arc::clone(&incoming.file),
        hash: Arc::clone(&incoming.hash),
        bytes: incoming.bytes,
        format: None,
        unit: None,
        unit_name: None,
        received: incoming.receipt.and_then(|r| r.received),
        received_before: incoming.receipt.and_then(|r| r.before),
        revision: incoming.receipt.and_then(|r| r.revision),
        forms: Vec::new(),
        marks: Vec::new(),
        set_aside: Vec::new(),
        lines_aside: BTreeSet::new(),
        records: Vec::new(),
        tables: Vec::new(),
        status,
    }
}

/// The unit of a file that could not be read: its path and the register may still tell.
pub fn unit_by_path(names: &Names, incoming: &Incoming<'_>) -> Option<String> {
    let evidence = Evidence {
        sheet: Vec::new(),
        path: evidence::from_path(names, &incoming.file),
        register: incoming
            .receipt
            .and_then(|r| r.unit.as_deref())
            .and_then(|u| names.single(u))
            .map(str::to_owned),
    };
    match evidence::decide(evidence) {
        Submitter::Known(code) => Some(code),
        _ => None,
    }
}

/// Parses one workbook of a unit.
pub fn submission(
    setting: &Setting<'_>,
    incoming: &Incoming<'_>,
    workbook: &Workbook,
) -> (Submission, Vec<Finding>) {
    let finder = Finder {
        file: Arc::clone(&incoming.file),
        hash: Arc::clone(&incoming.hash),
    };
    let mut submission = unread(incoming, Status::Counted);
    submission.format = Some(workbook.format);
    let mut findings = Vec::new();
    let seen = setting
        .recogniser
        .workbook(workbook, Origin::Submitted, setting.context.memo);
    let mut forms: Vec<&Sheet> = seen.iter().filter(|s| s.form.is_some()).collect();
    for grid in &workbook.sheets {
        findings.extend(recognition::converted(&finder, grid));
    }
    let all = forms.clone();
    let period = setting.context.period;
    findings.extend(sheets::of_this_period(
        &finder, workbook, &mut forms, period,
    ));
    let mut heads = heads(workbook, &forms);
    // What is passed over does not speak for the workbook.
    heads.retain(|(index, _)| {
        let is_it = |sheet: &&Sheet| sheet.index == *index;
        forms.iter().any(is_it) || !all.iter().any(is_it)
    });
    identify(
        setting,
        incoming,
        workbook,
        &heads,
        &finder,
        &mut submission,
        &mut findings,
    );
    if forms.is_empty() {
        let is_cut = setting.context.memo.effort.is_over();
        findings.push(recognition::no_form(&finder, &seen, is_cut));
        submission.status = if submission.status == Status::Counted {
            Status::NoForm
        } else {
            submission.status
        };
        stamp(&submission, &mut findings);
        return (submission, findings);
    }
    if submission.status == Status::Counted
        && let Some(finding) =
            stated::other_period(setting, incoming, workbook, (&heads, &forms), &finder)
    {
        findings.push(finding);
        submission.status = Status::OtherPeriod;
    }
    let formulas = Formulas::new(workbook);
    let unit = submission.unit.clone();
    let context = Context {
        unit: unit.as_deref(),
        ..setting.context
    };
    let is_one_of_several = forms.len() > 1;
    let mut taken = Vec::with_capacity(forms.len());
    for found in forms {
        let (Some(grid), Some(form)) = (workbook.sheets.get(found.index), &found.form) else {
            continue;
        };
        let mut form = form.clone();
        amendment::settle_report(&mut form, grid);
        parted::settle(&context, &mut form, grid);
        let form = &form;
        if form.form == Form::Approval {
            // A copy of the decision among the submissions is no report.
            continue;
        }
        let page = Page {
            grid,
            formulas: &formulas,
            index: found.index,
            sister: sheets::sister_unit(workbook, &seen, found.index),
        };
        let parsed = parsed(&context, &finder, page, form);
        taken.push(Taken {
            form: form.form,
            name: grid.name.clone(),
            visible: grid.visible,
            marks: marks::of_sheet(grid, form.header.0),
            is_wider: is_one_of_several && sheets::is_wider(grid, form.header.0, period),
            parsed,
            hidden: hidden(&finder, grid, form),
            columns: recognition::columns(&finder, grid, form),
        });
    }
    sheets::take(&finder, taken, &mut submission, &mut findings);
    if submission.forms.is_empty() {
        findings.push(recognition::no_form(&finder, &seen, false));
        submission.status = Status::NoForm;
    } else if setting.context.memo.effort.is_over() {
        findings.push(recognition::not_compared(&finder));
    }
    if submission.records.is_empty() && submission.status == Status::Counted {
        submission.status = Status::Empty;
    }
    stamp(&submission, &mut findings);
    (submission, findings)
}

fn parsed(context: &Context<'_>, finder: &Finder, page: Page<'_>, form: &Recognised) -> Parsed {
    match form.form {
        Form::ProjectList | Form::Approval => sheet::project_list(context, finder, page, form),
        Form::MoneyByActivity => lines::money_by_activity(context, finder, page, form),
        Form::ResultsByIndicator => lines::results_by_indicator(context, finder, page, form),
    }
}

/// Records and findings learn their unit.
fn stamp(submission: &Submission, findings: &mut [Finding]) {
    for finding in findings {
        if finding.unit.is_none() {
            finding.unit.clone_from(&submission.unit);
        }
    }
}

/// Writes the unit into a submission's records; done once the unit is settled.
pub fn assign_unit(submission: &mut Submission) {
    let unit = submission.unit.clone().unwrap_or_else(|| "".into());
    for record in &mut submission.records {
        record.unit = Arc::clone(&unit);
        record.origin.revision = submission.revision;
    }
}

/// The sheets whose heads may name the unit and the period, each with its first table row.
pub(super) fn heads(workbook: &Workbook, forms: &[&Sheet]) -> Vec<(usize, u32)> {
    if forms.is_empty() {
        return (0..workbook.sheets.len()).map(|i| (i, 12)).collect();
    }
    let mut heads: Vec<(usize, u32)> = forms
        .iter()
        .filter_map(|s| s.form.as_ref().map(|f| (s.index, f.header.0)))
        .collect();
    // A cover sheet may stand before the forms.
    for index in 0..workbook.sheets.len() {
        if !heads.iter().any(|(i, _)| *i == index) {
            heads.push((index, 30));
        }
    }
    heads
}

fn identify(
    setting: &Setting<'_>,
    incoming: &Incoming<'_>,
    workbook: &Workbook,
    heads: &[(usize, u32)],
    finder: &Finder,
    submission: &mut Submission,
    findings: &mut Vec<Finding>,
) {
    let names = setting.names;
    let evidence = Evidence {
        sheet: evidence::from_sheets(names, workbook, heads),
        path: evidence::from_path(names, &incoming.file),
        register: incoming
            .receipt
            .and_then(|r| r.unit.as_deref())
            .and_then(|u| names.single(u))
            .map(str::to_owned),
    };
    let place = evidence
        .sheet
        .first()
        .map(|(_, sheet, cell)| (sheet.clone(), *cell));
    let mut finding = finder.file(Code::R013);
    if let Some((sheet, cell)) = place {
        finding.sheet = Some(sheet.as_str().into());
        finding.cells = vec![cell];
    }
    let label = |code: &String| {
        names
            .name(code)
            .map_or_else(|| code.clone(), |n| n.to_string())
    };
    match evidence::decide(evidence) {
        Submitter::Known(code) => {
            submission.unit_name = names.name(&code);
            submission.unit = Some(code.as_str().into());
            return;
        }
        Submitter::Unknown => finding.variant = Some("unknown"),
        Submitter::Several(codes) => {
            let candidates = codes.iter().map(label).collect::<Vec<_>>().join("; ");
            finding.variant = Some("several");
            finding.found = Some(Value::Text(candidates.clone()));
            finding.args = vec![("candidates", candidates), ("codes", codes.join(","))];
        }
        Submitter::Conflict(evidence) => {
            let join = |codes: Vec<&String>| {
                codes
                    .into_iter()
                    .map(label)
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect::<Vec<_>>()
                    .join("; ")
            };
            let stated = join(evidence.sheet.iter().map(|(c, _, _)| c).collect());
            let folder = join(evidence.path.iter().collect());
            let register = join(evidence.register.iter().collect());
            let all: Vec<&str> = [stated.as_str(), folder.as_str(), register.as_str()]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect();
            finding.found = Some(Value::Text(all.join(" / ")));
            finding.variant = Some("conflict");
            let codes: BTreeSet<&String> = evidence
                .sheet
                .iter()
                .map(|(c, _, _)| c)
                .chain(&evidence.path)
                .chain(&evidence.register)
                .collect();
            let codes = codes.into_iter().cloned().collect::<Vec<_>>().join(",");
            let show = |text: String| {
                if text.is_empty() {
                    "–".to_owned()
                } else {
                    text
                }
            };
            finding.args = vec![
                ("stated", show(stated)),
                ("folder", show(folder)),
                ("register", show(register)),
                ("codes", codes),
            ];
        }
    }
    submission.status = Status::UnknownUnit;
    findings.push(finding);
}
