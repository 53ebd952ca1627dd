//! What a heading does not say, so that the columns beside it have to.

use crate::base::text::fold;
use crate::model::{Phase, Source};

use super::columns::phase_of;
use super::heading::Said;

/// What a heading leaves to the columns beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leaves {
    /// No phase is told: neither "được duyệt", "trong quý", "lũy kế" nor "thực hiện".
    pub phase: bool,
    /// Done, in a span that is not told.
    pub span: bool,
    /// "Kết quả thực hiện" and the like, and neither money nor a source: results or money.
    pub results: bool,
    /// The source of the money is the one that the sheet's title names.
    pub source: bool,
    /// A year is named, and not the reported one: the columns beside it tell whether it is only compared with.
    pub other_year: bool,
    /// Whose money it is: no source is named.
    pub whose: bool,
    /// One month is named, which is a part of the period if another column is the whole.
    pub month: bool,
    /// Settled in a span, which is spent in it unless another column says so outright.
    pub settled: bool,
    /// What is planned for this period alone, "Kế hoạch quý III", if another column is what was approved.
    pub planned_in_span: bool,
    /// Neither money nor whose it is: "Kế hoạch", "Trong quý" alone.
    pub money: bool,
}

impl Leaves {
    /// Of the parts of a heading and what was understood of each; `title_source` is the source that the sheet's title names.
    pub(super) fn of(said: &[Said], parts: &[String], title_source: Option<Source>) -> Self {
        Self {
            whose: !said.iter().any(|s| s.source.is_some()),
            phase: phase_of(said).is_none(),
            span: !said.iter().any(|s| s.phase.is_some()) && said.iter().any(|s| s.done),
            source: title_source.is_some()
                && !said
                    .iter()
                    .any(|s| s.source.is_some_and(|s| s != Source::Support)),
            other_year: said.iter().any(|s| s.other_year),
            month: said.iter().any(|s| s.month),
            settled: said.iter().any(|s| s.settled),
            planned_in_span: phase_of(said) == Some(Phase::Approved)
                && said.iter().any(|s| s.in_span),
            money: !said.iter().any(|s| s.money || s.source.is_some()),
            results: !said.iter().any(|s| s.money || s.source.is_some())
                && parts.iter().any(|part| fold(part).starts_with("ket qua")),
        }
    }
}
