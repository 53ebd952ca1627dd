//! One file a rule, and one list. A rule is a pure function; it knows no other.

mod against_previous;
mod ambiguous_project;
mod approved_mismatch;
mod cumulative_decreased;
mod cumulative_mismatch;
mod forms_disagree;
mod joint_amounts;
mod late_submission;
mod missing_submission;
mod negative_amount;
mod outside_dates;
mod over_approved;
mod over_ceiling;
mod over_target;
mod percentage;
mod project_in_two_units;
mod project_vanished;
mod row_total;
mod short_sum;
mod spending_without_result;
mod stale_value;
mod sums;
mod typed_over;
mod unknown_activity;
mod unknown_project;
mod unmatched_receipt;
mod unreported_project;
mod wrong_unit;

use crate::model::Submission;

use super::{Outcome, Rounding, World};

/// A rule on one workbook.
pub type SubmissionRule = fn(&Submission, Rounding) -> Outcome;

/// A rule on all workbooks and the approvals.
pub type WorkspaceRule = fn(&World<'_>) -> Outcome;

/// Rules that look at one workbook.
pub const SUBMISSION: &[SubmissionRule] = &[
    row_total::check,
    sums::check,
    typed_over::check,
    short_sum::check,
    stale_value::check,
    negative_amount::check,
    percentage::check,
];

/// Rules that look at each workbook's lines by themselves, against the approvals and the period before: what they find
/// in several workbooks is what they find in each.
pub const LINES: &[WorkspaceRule] = &[
    unknown_activity::check,
    over_approved::check,
    approved_mismatch::check,
    unknown_project::check,
    wrong_unit::check,
    ambiguous_project::check,
    outside_dates::check,
    cumulative_mismatch::check,
    cumulative_decreased::check,
    over_target::check,
    spending_without_result::check,
];

/// Rules that look at all of them together.
pub const WORKSPACE: &[WorkspaceRule] = &[
    forms_disagree::check,
    unreported_project::check,
    joint_amounts::check,
    over_ceiling::check,
    project_vanished::check,
    missing_submission::check,
    late_submission::check,
    unmatched_receipt::check,
    project_in_two_units::check,
];
