//! How well a header fits a form: what its columns claim, what lacks, what its titles and the rows below it say.

use crate::model::Form;

use super::assigned::Assigned;
use super::claims::count;
use super::columns::Role;
use super::effort::Effort;
use super::evidence;
use super::header;
use super::lines::Lines;
use super::memo::SheetMemo;
use super::recognise::Origin;
use super::subject::holds_codes;
use super::titles::Titles;
use super::vocabulary::{Layout, Layouts};

/// What is asked of every header of a sheet.
pub(super) struct Fit<'a> {
    /// All forms.
    pub(super) layouts: &'a Layouts,
    /// The programme's lines.
    pub(super) lines: &'a Lines,
    /// What the workbook has cost.
    pub(super) effort: &'a Effort,
    /// The sheet.
    pub(super) sheet: &'a SheetMemo<'a>,
    /// What stands over its table.
    pub(super) titles: &'a Titles,
    /// Where the workbook comes from.
    pub(super) origin: Origin,
}

impl Fit<'_> {
    /// How well a header fits a layout; nothing if it is not that form at all, with what lacks.
    #[expect(clippy::float_arithmetic, reason = "scores, not amounts")]
    pub(super) fn of(
        &self,
        layout: &Layout,
        rows: (u32, u32),
        assigned: &Assigned,
    ) -> Result<f64, Vec<String>> {
        let (sheet, titles, origin) = (self.sheet, self.titles, self.origin);
        let columns = assigned.columns.as_slice();
        let has = |name: &str| {
            columns
                .iter()
                .any(|c| matches!(&c.role, Role::Plain(f) if f == name))
        };
        let has_phase = |name: &str| {
            columns.iter().any(|c| match &c.role {
                Role::Money(f) => f.phase.name() == name,
                Role::Value { .. } => c.role.field().is_some_and(|f| f.ends_with(name)),
                _ => false,
            })
        };
        let figures = columns.iter().any(|c| c.role.is_figure());
        let subject = match layout.form {
            Form::ProjectList | Form::Approval => {
                has("name") || holds_codes(sheet.grid, rows.1, columns)
            }
            Form::MoneyByActivity | Form::ResultsByIndicator => has("label"),
        };
        if !subject || !figures {
            let mut lacking = Vec::new();
            if !subject {
                lacking.push(
                    if matches!(layout.form, Form::ProjectList | Form::Approval) {
                        "name"
                    } else {
                        "label"
                    }
                    .to_owned(),
                );
            }
            if !figures {
                lacking.push(
                    layout
                        .required
                        .last()
                        .map(|r| r.join("|"))
                        .unwrap_or_default(),
                );
            }
            return Err(lacking);
        }
        let missing = layout
            .required
            .iter()
            .filter(|names| !names.iter().any(|n| has(n) || has_phase(n)))
            .count();
        let unknown = columns.iter().filter(|c| c.role == Role::Unknown).count();
        let mut fit = assigned.claimed
            - 0.35 * count(unknown)
            - 1.2 * count(missing)
            - 0.05 * f64::from(rows.1 - rows.0);
        // A header that starts above or ends below the real one swallows titles or data into its columns.
        fit -= 0.5
            * count(
                columns
                    .iter()
                    .filter(|c| c.heading.chars().count() > 160)
                    .count(),
            );
        // Headings that go on in the row below, in columns of figures alone, are no figures.
        let goes_on = header::goes_on(sheet.grid.row(rows.1 + 1), |col| {
            let here = columns.iter().find(|c| c.col == col);
            here.is_some_and(|c| c.role.is_figure())
        });
        fit -= if goes_on { 0.3 } else { 0.0 };
        fit -= if header::cuts_merge(sheet.grid, rows) {
            1.5
        } else {
            0.0
        };
        // An annex of a decision is known by the folder that it lies in; any other list has to say what it lists.
        let told = origin == Origin::Approved || titles.of_projects(rows.0);
        fit += evidence::of_rows(
            (self.layouts, self.lines, self.effort),
            layout,
            sheet,
            rows,
            columns,
            told,
        )
        .map_err(|lacks| vec![lacks.to_owned()])?;
        let reports = has_phase("spent") || has_phase("cumulative");
        let of_decision = || titles.of_decision(rows.0, layout);
        fit += match (layout.form, origin) {
            (Form::Approval, Origin::Approved) => 3.0,
            (Form::Approval, _) if reports => -3.0,
            // Among submissions only a copy of a decision's annex is one, and that says so itself.
            (Form::Approval, Origin::Submitted) if !of_decision() => {
                return Err(vec!["spent".to_owned()]);
            }
            (Form::Approval, Origin::Submitted) => -0.5,
            (Form::Approval, Origin::Anywhere) => 0.5,
            // What a decision lists without telling a phase is what it grants, not what was spent.
            (Form::ProjectList, _) if evidence::tells_no_phase(columns) && of_decision() => -1.5,
            _ => 0.0,
        };
        Ok(fit)
    }
}
