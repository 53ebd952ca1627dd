//! The mistakes: what each of them does to a right period, and which finding it must be.

use crate::approved::{cumulative_slip, other_plan, overspent, unit_of_sheet, wrong_approved};
use crate::decisions::{beyond_ceiling, outside_dates, percentage, version_before};
use crate::forms::{other_form, other_result, with_money_form};
use crate::generator::marks::Line;
use crate::generator::style::{Code, Phases, ResultsIn, Style, UnitAt};
use crate::ground::{Ground, Root, is_row_total};
use crate::history::{broken_chain, decreased, vanished};
use crate::projects::{ambiguous, misnamed, of_another, twins, unknown, unreported};
use crate::sums::{
    cumulative_formulas, negative, negative_sum, short_sum, stale, text_number, typed_over,
    wrong_sum,
};
use crate::wishes::{
    formulas, grouped_totals, groups, groups_in_numbers, history, no_history, plan, row_totals,
    row_totals_in_numbers, summed_by_formulas, three_phases, totals, totals_in_numbers, typed,
    typed_plan,
};

type Cause = Option<&'static str>;

/// One kind of mistake.
pub struct Kind {
    pub name: &'static str,
    pub code: &'static str,
    pub cause: Cause,
    /// In which of its wordings the finding must be told, where that matters.
    pub variant: Option<&'static str>,
    /// How many units the period has.
    pub units: usize,
    /// Bends the style towards sheets on which the mistake can be made.
    pub wish: fn(&mut Style),
    /// What is done to the right period first.
    pub prepare: fn(&mut Ground<'_>),
    /// Plants it; `None` where this period has no place for it.
    pub plant: fn(&mut Ground<'_>, &Kind) -> Option<Root>,
}

const KIND: Kind = Kind {
    name: "",
    code: "",
    cause: None,
    variant: None,
    units: 1,
    wish: |_| {},
    prepare: |_| {},
    plant: |_, _| None,
};

const A201: Kind = Kind {
    code: "A201",
    wish: row_totals,
    plant: |g, kind| wrong_sum(g, kind, is_row_total),
    ..KIND
};
const A202: Kind = Kind {
    code: "A202",
    wish: groups,
    plant: |g, kind| {
        wrong_sum(g, kind, |m| {
            matches!(m.line, Line::Group(_) | Line::Closing)
        })
    },
    ..KIND
};
const A203: Kind = Kind {
    code: "A203",
    wish: totals,
    plant: |g, kind| wrong_sum(g, kind, |m| m.line == Line::Total),
    ..KIND
};
const A206: Kind = Kind {
    code: "A206",
    cause: Some("stale-formula"),
    wish: summed_by_formulas,
    plant: stale,
    ..KIND
};
const B302: Kind = Kind {
    code: "B302",
    wish: typed_plan,
    plant: wrong_approved,
    ..KIND
};
const TWICE: Cause = Some("row-counted-twice");
const LEFT_OUT: Cause = Some("row-left-out");
const SWAPPED: Cause = Some("digits-swapped");
const SLIP: Cause = Some("unit-slip");
const SUBTOTAL: Cause = Some("subtotal-added");
const ROUNDING: Cause = Some("rounding");
const SIGN: Cause = Some("sign");
const TEXT: Cause = Some("text-number-left-out");

/// All kinds; the seeds go through them in turn.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "a row's total, anything",
        ..A201
    },
    Kind {
        name: "a row's total, digits swapped",
        cause: SWAPPED,
        ..A201
    },
    Kind {
        name: "a row's total without one source",
        cause: LEFT_OUT,
        ..A201
    },
    Kind {
        name: "a row's total in another unit",
        cause: SLIP,
        ..A201
    },
    Kind {
        name: "a row's total, rounded once too often",
        cause: ROUNDING,
        wish: row_totals_in_numbers,
        ..A201
    },
    Kind {
        name: "a group, anything",
        ..A202
    },
    Kind {
        name: "a group without a row",
        cause: LEFT_OUT,
        ..A202
    },
    Kind {
        name: "a group with a row twice",
        cause: TWICE,
        ..A202
    },
    Kind {
        name: "a group, digits swapped",
        cause: SWAPPED,
        ..A202
    },
    Kind {
        name: "a group, rounded",
        cause: ROUNDING,
        wish: groups_in_numbers,
        ..A202
    },
    Kind {
        name: "a total, anything",
        ..A203
    },
    Kind {
        name: "a total without a row",
        cause: LEFT_OUT,
        ..A203
    },
    Kind {
        name: "a total with a row twice",
        cause: TWICE,
        ..A203
    },
    Kind {
        name: "a total in another unit",
        cause: SLIP,
        ..A203
    },
    Kind {
        name: "a total with a subtotal",
        cause: SUBTOTAL,
        wish: grouped_totals,
        ..A203
    },
    Kind {
        name: "a total, rounded",
        cause: ROUNDING,
        wish: totals_in_numbers,
        ..A203
    },
    Kind {
        name: "a sum that was not computed anew",
        ..A206
    },
    Kind {
        name: "a sum that leaves out its last row",
        code: "A205",
        cause: LEFT_OUT,
        wish: summed_by_formulas,
        plant: short_sum,
        ..KIND
    },
    Kind {
        name: "a sum over a number kept as text",
        code: "A20x",
        cause: TEXT,
        wish: summed_by_formulas,
        prepare: no_history,
        plant: text_number,
        ..KIND
    },
    Kind {
        name: "a negative amount",
        code: "A207",
        cause: SIGN,
        wish: totals,
        prepare: no_history,
        plant: negative,
        ..KIND
    },
    Kind {
        name: "a negative sum",
        code: "A207",
        cause: SIGN,
        wish: totals,
        plant: negative_sum,
        ..KIND
    },
    Kind {
        name: "money by activity, anything",
        code: "A209",
        wish: typed,
        prepare: with_money_form,
        plant: other_form,
        ..KIND
    },
    Kind {
        name: "money by activity, digits swapped",
        code: "A209",
        cause: SWAPPED,
        wish: typed,
        prepare: with_money_form,
        plant: other_form,
        ..KIND
    },
    Kind {
        name: "money by activity without a project",
        code: "A209",
        cause: LEFT_OUT,
        wish: typed,
        prepare: with_money_form,
        plant: other_form,
        ..KIND
    },
    Kind {
        name: "a result by indicator",
        code: "A209",
        wish: |s| s.results = ResultsIn::Columns,
        prepare: |g| {
            g.model.units[0].has_results_form = true;
            g.lay_out();
        },
        plant: other_result,
        ..KIND
    },
    Kind {
        name: "spent too much",
        code: "B301",
        plant: overspent,
        ..KIND
    },
    Kind {
        name: "cumulative in another unit",
        code: "B301",
        cause: SLIP,
        wish: totals,
        prepare: no_history,
        plant: cumulative_slip,
        ..KIND
    },
    Kind {
        name: "approved, anything",
        ..B302
    },
    Kind {
        name: "approved, digits swapped",
        cause: SWAPPED,
        ..B302
    },
    Kind {
        name: "approved, one in another unit",
        cause: SLIP,
        ..B302
    },
    Kind {
        name: "approved figure of the unit's own",
        plant: other_plan,
        wish: plan,
        ..B302
    },
    Kind {
        name: "a sheet in another unit",
        code: "B302",
        cause: SLIP,
        wish: |s| {
            plan(s);
            s.unit_at = UnitAt::Sheet;
        },
        plant: unit_of_sheet,
        ..KIND
    },
    Kind {
        name: "a project that nothing approves",
        code: "B303",
        plant: unknown,
        ..KIND
    },
    Kind {
        name: "a name typed wrong",
        code: "B303",
        wish: |s| {
            plan(s);
            s.code = Code::None;
        },
        prepare: no_history,
        plant: misnamed,
        ..KIND
    },
    Kind {
        name: "a project left out",
        code: "B304",
        plant: unreported,
        ..KIND
    },
    Kind {
        name: "a project of another unit",
        code: "B305",
        units: 2,
        prepare: no_history,
        plant: of_another,
        ..KIND
    },
    Kind {
        name: "one of two projects of a name",
        code: "B308",
        wish: |s| {
            s.code = Code::None;
            s.beneficiary = true;
        },
        prepare: twins,
        plant: ambiguous,
        ..KIND
    },
    Kind {
        name: "cumulative that is not the former and this quarter's",
        code: "C401",
        wish: three_phases,
        prepare: history,
        plant: broken_chain,
        ..KIND
    },
    Kind {
        name: "cumulative below the former",
        code: "C402",
        wish: three_phases,
        prepare: history,
        plant: decreased,
        ..KIND
    },
    Kind {
        name: "a project that was reported and is gone",
        code: "C403",
        prepare: history,
        plant: vanished,
        ..KIND
    },
    Kind {
        name: "a number among formulas",
        code: "A204",
        wish: |s| {
            formulas(s);
            s.phases = Phases::All;
            s.unit_at = UnitAt::Sheet;
        },
        prepare: cumulative_formulas,
        plant: typed_over,
        ..KIND
    },
    Kind {
        name: "a percentage",
        code: "A208",
        wish: plan,
        prepare: |g| {
            g.model.units[0].has_percentages = true;
            g.lay_out();
        },
        plant: percentage,
        ..KIND
    },
    Kind {
        name: "the amount of the decision before the adjustment",
        variant: Some("version"),
        wish: typed_plan,
        plant: version_before,
        ..B302
    },
    Kind {
        name: "support beyond its ceiling",
        code: "B306",
        wish: |s| s.code = Code::Column,
        plant: beyond_ceiling,
        ..KIND
    },
    Kind {
        name: "money spent outside the approved time",
        code: "B307",
        plant: outside_dates,
        ..KIND
    },
];
