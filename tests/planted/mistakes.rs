//! The mistakes: what each of them does to a right period, and which finding it must be.

use crate::generator::marks::{Line, Mark};
use crate::generator::style::{
    Amounts, Code, Groups, Phases, ResultsIn, Style, Sums, Total, UnitAt,
};
use crate::ground::{Form, Ground, Root, is_row_total};
use crate::support::sheet::{Value, column_letters};

type Cause = Option<&'static str>;

/// One kind of mistake.
pub struct Kind {
    pub name: &'static str,
    pub code: &'static str,
    pub cause: Cause,
    /// How many units the period has.
    pub units: usize,
    /// Written before its rule was there to be tried on: planted only where `TONGHOP_UNTRIED` is set.
    pub is_untried: bool,
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
    units: 1,
    is_untried: false,
    wish: |_| {},
    prepare: |_| {},
    plant: |_, _| None,
};

fn typed(style: &mut Style) {
    style.sums = Sums::Values;
}

fn typed_numbers(style: &mut Style) {
    style.sums = Sums::Values;
    style.amounts = Amounts::Numbers;
}

fn row_totals(style: &mut Style) {
    typed(style);
    style.row_total = true;
}

fn row_totals_in_numbers(style: &mut Style) {
    typed_numbers(style);
    style.row_total = true;
}

fn groups(style: &mut Style) {
    typed(style);
    if style.groups == Groups::None {
        style.groups = Groups::Roman;
    }
    style.subtotals = true;
}

fn groups_in_numbers(style: &mut Style) {
    groups(style);
    style.amounts = Amounts::Numbers;
}

fn totals(style: &mut Style) {
    typed(style);
    if style.total == Total::None {
        style.total = Total::Last;
    }
}

fn totals_in_numbers(style: &mut Style) {
    totals(style);
    style.amounts = Amounts::Numbers;
}

fn grouped_totals(style: &mut Style) {
    totals(style);
    groups(style);
}

fn formulas(style: &mut Style) {
    use crate::generator::style::Format;
    if !matches!(style.format, Format::Xlsx | Format::Ods) {
        style.format = Format::Xlsx;
    }
    style.sums = Sums::Formulas;
    style.amounts = Amounts::Numbers;
}

fn summed_by_formulas(style: &mut Style) {
    formulas(style);
    if style.total == Total::None && !style.row_total {
        style.total = Total::Last;
    }
}

fn plan(style: &mut Style) {
    if style.phases == Phases::SpentAndCumulative {
        style.phases = Phases::All;
    }
}

fn typed_plan(style: &mut Style) {
    plan(style);
    typed(style);
}

fn no_history(ground: &mut Ground<'_>) {
    ground.model.has_previous = false;
    ground.lay_out();
}

fn three_phases(style: &mut Style) {
    typed(style);
    style.phases = Phases::All;
}

fn history(ground: &mut Ground<'_>) {
    ground.model.has_previous = true;
    ground.lay_out();
}

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
        prepare: no_history,
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
        is_untried: true,
        wish: three_phases,
        prepare: history,
        plant: broken_chain,
        ..KIND
    },
    Kind {
        name: "cumulative below the former",
        code: "C402",
        is_untried: true,
        wish: three_phases,
        prepare: history,
        plant: decreased,
        ..KIND
    },
    Kind {
        name: "a project that was reported and is gone",
        code: "C403",
        is_untried: true,
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
];

/// A typed sum is wrong; the sums over it follow, or do not.
fn wrong_sum(g: &mut Ground<'_>, kind: &Kind, of: fn(&Mark) -> bool) -> Option<Root> {
    let lists = g.lists();
    let cause = kind.cause;
    let (form, sum) = g.find(&lists, |g, form, m| {
        of(m)
            && m.dong > 0
            && matches!(g.value(form, m.at), Some(Value::Number(_) | Value::Text(_)))
    })?;
    let right = g.right(form, &sum);
    let found = right.pick(&mut g.dice, cause)?;
    g.write(form, sum.at, found);
    if g.dice.chance(50) {
        g.follow(form, Some(sum.at));
    }
    Some(g.root(kind.code, form, sum.at, cause))
}

fn stale(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let lists = g.lists();
    let (form, sum) = g.find(&lists, |g, form, m| {
        m.is_sum() && m.dong > 0 && matches!(g.value(form, m.at), Some(Value::Formula(..)))
    })?;
    let found = g.right(form, &sum).pick(&mut g.dice, None)?;
    save(g, form, &sum, found);
    g.follow(form, Some(sum.at));
    Some(g.root(kind.code, form, sum.at, kind.cause))
}

/// Puts another saved result into a formula.
fn save(g: &mut Ground<'_>, form: Form, sum: &Mark, dong: i64) {
    let Some(Value::Formula(formula, _)) = g.value(form, sum.at).cloned() else {
        return;
    };
    g.write(form, sum.at, dong);
    let saved = Box::new(Ground::number(dong, sum));
    g.set(form, sum.at, Value::Formula(formula, Some(saved)));
}

fn short_sum(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let lists = g.lists();
    let (form, sum) = g.find(&lists, |g, form, m| {
        m.inputs.len() > 1
            && matches!(g.value(form, m.at), Some(Value::Formula(f, _)) if f.starts_with("SUM("))
    })?;
    let known = |g: &Ground<'_>, at: &(u32, u32)| {
        g.marks(form)
            .iter()
            .find(|m| m.at == *at)
            .map_or(0, |m| m.dong)
    };
    // Its first or its last.
    let first = g.dice.chance(50);
    let mut left = sum.inputs.clone();
    left.sort_unstable();
    let out = if first { left.remove(0) } else { left.pop()? };
    let dong = known(g, &out);
    let rest: i64 = left.iter().map(|at| known(g, at)).sum();
    if dong == 0 || rest == 0 || dong <= g.right(form, &sum).allowed {
        return None;
    }
    let name = |at: (u32, u32)| format!("{}{}", column_letters(at.1), at.0);
    let formula = format!("SUM({}:{})", name(left[0]), name(left[left.len() - 1]));
    save(g, form, &sum, sum.dong - dong);
    let saved = Box::new(Ground::number(sum.dong - dong, &sum));
    g.set(form, sum.at, Value::Formula(formula, Some(saved)));
    g.follow(form, Some(sum.at));
    Some(g.root(kind.code, form, sum.at, kind.cause))
}

fn text_number(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let lists = g.lists();
    let (form, part) = g.find(&lists, |g, form, m| {
        let adding: Vec<&Mark> = g.marks(form).iter().filter(|s| s.inputs.contains(&m.at)).collect();
        !m.is_sum()
            && m.dong > 0
            && !adding.is_empty()
            && adding.iter().all(|s| {
                s.dong != m.dong
                    && matches!(g.value(form, s.at), Some(Value::Formula(f, _)) if f.starts_with("SUM("))
            })
    })?;
    // What is left out must say so, and nothing else.
    let adding: Vec<Mark> = g
        .marks(form)
        .iter()
        .filter(|s| s.inputs.contains(&part.at))
        .cloned()
        .collect();
    let innermost = adding
        .iter()
        .find(|s| is_row_total(s))
        .or(adding.first())?
        .clone();
    let right = g.right(form, &innermost);
    let is_plain = right.explained(innermost.dong - part.dong) == ["row-left-out"];
    if part.dong <= right.allowed || !is_plain {
        return None;
    }
    let style = &mut g.model.units[0].style;
    let amounts = std::mem::replace(&mut style.amounts, Amounts::Vietnamese);
    let dong = part.dong;
    g.write(form, part.at, dong);
    g.model.units[0].style.amounts = amounts;
    for mark in g.marks_of(form) {
        if mark.at == part.at {
            mark.dong = 0;
        }
    }
    g.follow(form, None);
    let code = if is_row_total(&innermost) {
        "A201"
    } else if innermost.line == Line::Total {
        "A203"
    } else {
        "A202"
    };
    Some(g.root(code, form, innermost.at, kind.cause))
}

fn negative(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let lists = g.lists();
    let (form, part) = g.find(&lists, |g, form, m| {
        !m.is_sum() && m.dong > 0 && g.is_added(form, m.at)
    })?;
    let sums: Vec<Mark> = g
        .marks(form)
        .iter()
        .filter(|s| s.inputs.contains(&part.at))
        .cloned()
        .collect();
    if sums
        .iter()
        .any(|s| 2 * part.dong <= g.right(form, s).allowed)
    {
        return None;
    }
    g.write(form, part.at, -part.dong);
    Some(g.root(kind.code, form, part.at, kind.cause))
}

fn negative_sum(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let lists = g.lists();
    let (form, sum) = g.find(&lists, |g, form, m| {
        m.is_sum() && m.dong > g.right(form, m).allowed
    })?;
    g.write(form, sum.at, -sum.dong);
    Some(g.root(kind.code, form, sum.at, kind.cause))
}

fn with_money_form(g: &mut Ground<'_>) {
    g.model.units[0].has_money_form = true;
    g.lay_out();
}

fn other_form(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let forms = g.money_forms();
    let (form, line) = g.find(&forms, |_, _, m| !m.is_sum() && m.dong > 0)?;
    let Line::Activity(number) = &line.line else {
        return None;
    };
    let unit = &g.model.units[g.unit(form)];
    let parts: Vec<i64> = unit
        .sent
        .iter()
        .filter(|p| p.activity == *number)
        .map(|p| p.money[line.phase][line.part.expect("a source")])
        .filter(|d| *d != 0)
        .collect();
    let mut right = crate::causes::Right {
        expected: line.dong,
        parts: parts.clone(),
        ..crate::causes::Right::default()
    };
    // The list's column and this one, with room to spare.
    let list = g.lists()[0];
    let halves = g
        .marks(list)
        .iter()
        .find(|m| (m.phase, m.part) == (line.phase, line.part) && !m.is_sum())
        .map_or(0, |m| g.half(list, m.at.1));
    let count = i64::try_from(unit.sent.len()).expect("few projects");
    right.allowed = halves * count + g.half(form, line.at.1);
    let found = right.pick(&mut g.dice, kind.cause)?;
    if (found - line.dong).abs() <= 2 * right.allowed + 2 * g.half(form, line.at.1) * (count + 1) {
        return None;
    }
    g.write(form, line.at, found);
    // A column that now uses fewer places allows more.
    right.allowed = halves * count + g.half(form, line.at.1);
    if right.explained(found) != Vec::from_iter(kind.cause) {
        return None;
    }
    if g.dice.chance(50) {
        g.follow(form, None);
    }
    Some(g.root(kind.code, form, line.at, kind.cause))
}

fn other_result(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (place, unit, cells) = g.period.results.first()?.clone();
    // The list prints no results of its own beside this sheet: nothing to compare.
    if g.period.lists[unit].results.is_empty() {
        return None;
    }
    let at = *g.dice.pick(&cells);
    g.period.set(place, at, Value::Number("7777".to_owned()));
    Some(Root {
        code: kind.code,
        unit: g.model.units[unit].code.to_owned(),
        file: Some(g.period.books[place.0].path.clone()),
        cell: Some(at),
        project: None,
        cause: None,
    })
}

/// A project and one of its sources that has money, of a unit.
fn money_of(g: &mut Ground<'_>, unit: usize) -> Option<(usize, usize)> {
    let all: Vec<(usize, usize)> = g.model.units[unit]
        .sent
        .iter()
        .enumerate()
        .flat_map(|(p, project)| {
            let places = project.money[0].iter().enumerate();
            places
                .filter(|(_, d)| **d > 0)
                .map(move |(place, _)| (p, place))
                .collect::<Vec<_>>()
        })
        .collect();
    (!all.is_empty()).then(|| *g.dice.pick(&all))
}

/// The cell of a project's amount on the list of a unit.
fn cell_of(
    g: &Ground<'_>,
    unit: usize,
    project: usize,
    phase: usize,
    place: usize,
) -> Option<Mark> {
    let name = &g.model.units[unit].sent[project].name;
    g.marks(Form::List(unit))
        .iter()
        .find(|m| {
            m.line == Line::Project(name.clone()) && m.phase == phase && m.part == Some(place)
        })
        .cloned()
}

fn overspent(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (project, place) = money_of(g, 0)?;
    let more = i64::from(g.dice.between(220, 400)) * 50_000;
    let money = &mut g.model.units[0].sent[project].money;
    let over = money[0][place] + more - money[2][place];
    money[1][place] += over;
    money[2][place] += over;
    let right = crate::causes::Right {
        expected: money[0][place],
        ..crate::causes::Right::default()
    };
    if !right.explained(money[2][place]).is_empty() {
        return None;
    }
    g.lay_out();
    let cell = cell_of(g, 0, project, 2, place)?;
    Some(g.root(kind.code, Form::List(0), cell.at, None))
}

fn cumulative_slip(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (project, place) = money_of(g, 0)?;
    let cell = cell_of(g, 0, project, 2, place)?;
    let form = Form::List(0);
    if !g.is_added(form, cell.at) {
        return None;
    }
    let found = cell.dong * if g.dice.chance(50) { 1_000 } else { 1_000_000 };
    g.write(form, cell.at, found);
    Some(g.root(kind.code, form, cell.at, kind.cause))
}

fn wrong_approved(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (project, place) = money_of(g, 0)?;
    let cell = cell_of(g, 0, project, 0, place)?;
    let form = Form::List(0);
    let right = crate::causes::Right {
        expected: cell.dong,
        // The decision's own unit is not known here: at most a million either side.
        allowed: g.half(form, cell.at.1),
        ..crate::causes::Right::default()
    };
    let found = right.pick(&mut g.dice, kind.cause)?;
    if (found - cell.dong).abs() < 6_000_000 {
        return None;
    }
    g.write(form, cell.at, found);
    if g.dice.chance(40) {
        g.follow(form, None);
        // The other form is made from the list.
        if !g.period.money.is_empty() {
            return None;
        }
    }
    Some(g.root(kind.code, form, cell.at, kind.cause))
}

fn other_plan(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (project, place) = money_of(g, 0)?;
    let right = crate::causes::Right {
        expected: g.model.units[0].sent[project].money[0][place],
        ..crate::causes::Right::default()
    };
    let found = right.pick(&mut g.dice, None)?;
    if (found - right.expected).abs() < 6_000_000 {
        return None;
    }
    g.model.units[0].sent[project].money[0][place] = found;
    g.lay_out();
    let cell = cell_of(g, 0, project, 0, place)?;
    Some(g.root(kind.code, Form::List(0), cell.at, None))
}

fn unit_of_sheet(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (at, unit) = g.period.lists[0].unit_cell?;
    let figures = g
        .marks(Form::List(0))
        .iter()
        .filter(|m| m.phase == 0 && !m.is_sum() && m.dong != 0)
        .count();
    if figures < 2 || g.model.units[0].style.amounts == Amounts::Worded {
        return None;
    }
    let others: Vec<&str> = [
        (1, "đồng"),
        (1_000, "nghìn đồng"),
        (1_000_000, "triệu đồng"),
        (1_000_000_000, "tỷ đồng"),
    ]
    .into_iter()
    .filter(|(dong, _)| *dong != unit.dong)
    .map(|(_, word)| word)
    .collect();
    let word = *g.dice.pick(&others);
    g.set(
        Form::List(0),
        at,
        Value::Text(format!("Đơn vị tính: {word}")),
    );
    Some(g.root(kind.code, Form::List(0), at, kind.cause))
}

fn name_cell(g: &Ground<'_>, unit: usize, project: usize) -> Option<(u32, u32)> {
    let name = &g.model.units[unit].sent[project].name;
    let list = &g.period.lists[unit];
    let row = list
        .page
        .marks
        .iter()
        .find(|m| m.line == Line::Project(name.clone()))?
        .at
        .0;
    Some((row, list.name_column))
}

fn unknown(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let count = g.model.units[0].sent.len();
    let project = g.dice.below(count);
    if count < 2 {
        return None;
    }
    let name = g.model.units[0].sent[project].name.clone();
    g.model.units[0].approved.retain(|p| p.name != name);
    g.lay_out();
    let at = name_cell(g, 0, project)?;
    Some(g.root(kind.code, Form::List(0), at, None))
}

fn misnamed(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let count = g.model.units[0].sent.len();
    let project = g.dice.below(count);
    let name = &mut g.model.units[0].sent[project].name;
    // A letter too many in the middle of the name.
    let middle = name.char_indices().nth(name.chars().count() / 2)?.0;
    name.insert(middle, 'h');
    g.lay_out();
    let at = name_cell(g, 0, project)?;
    Some(g.root(kind.code, Form::List(0), at, None))
}

fn unreported(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let count = g.model.units[0].sent.len();
    if count < 2 {
        return None;
    }
    let project = g.dice.below(count);
    let gone = g.model.units[0].sent.remove(project);
    if g.dice.chance(50) {
        g.model.units[0].vanished.push(gone.clone());
    }
    g.lay_out();
    Some(Root {
        code: kind.code,
        unit: g.model.units[0].code.to_owned(),
        file: None,
        cell: None,
        project: Some(gone.name),
        cause: None,
    })
}

fn of_another(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let [first, second] = g.model.units.as_mut_slice() else {
        return None;
    };
    let fits = first.style.sources == second.style.sources
        && first.sent.len() > 1
        && (first.style.code != Code::None || second.style.code == Code::None);
    let gone = first.sent.pop()?;
    if !fits || second.approved.iter().any(|p| p.name == gone.name) {
        return None;
    }
    let told = second.style.activity == crate::generator::style::ActivityBy::Column
        || !matches!(second.style.groups, Groups::None | Groups::Roman);
    if !told && !crate::generator::projects::tells_activity(&gone.name) {
        return None;
    }
    second.sent.push(gone);
    let place = |p: &crate::generator::projects::Project| {
        let programme = &g.source.programme;
        programme
            .activities
            .iter()
            .position(|a| a.number == p.activity)
    };
    second.sent.sort_by_key(place);
    let name = &first.approved.last()?.name.clone();
    let project = second.sent.iter().position(|p| p.name == *name)?;
    g.lay_out();
    let at = name_cell(g, 1, project)?;
    Some(g.root(kind.code, Form::List(1), at, None))
}

/// Gives the first unit a second project of the name of one of its own, for somebody else.
fn twins(g: &mut Ground<'_>) {
    g.model.has_previous = false;
    g.model.decision_codes = false;
    let unit = &mut g.model.units[0];
    let mut twin = unit.approved[0].clone();
    twin.beneficiary = String::from("Cơ sở cơ khí Phương Nam");
    unit.approved.insert(1, twin.clone());
    unit.sent.insert(1, twin);
    g.lay_out();
}

fn ambiguous(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let list = &g.period.lists[0];
    let (column, name_column) = (list.beneficiary_column?, list.name_column);
    let name = &g.model.units[0].sent[0].name;
    let rows: std::collections::BTreeSet<u32> = g
        .marks(Form::List(0))
        .iter()
        .filter(|m| m.line == Line::Project(name.clone()))
        .map(|m| m.at.0)
        .collect();
    let row = *rows.first()?;
    g.remove(Form::List(0), (row, column))?;
    Some(g.root(kind.code, Form::List(0), (row, name_column), None))
}

/// The cumulative money of the first source as formulas: twice what was spent this quarter.
fn cumulative_formulas(g: &mut Ground<'_>) {
    g.model.has_previous = false;
    let unit = &mut g.model.units[0];
    for project in unit.sent.iter_mut().chain(&mut unit.approved) {
        project.money[2][0] = 2 * project.money[1][0];
        project.money[0][0] = project.money[0][0].max(project.money[2][0]);
    }
    g.lay_out();
    let form = Form::List(0);
    let spent: Vec<Mark> = g
        .marks(form)
        .iter()
        .filter(|m| m.phase == 1 && m.part == Some(0) && !m.is_sum())
        .cloned()
        .collect();
    for part in spent {
        let cumulative = g
            .marks(form)
            .iter()
            .find(|m| (m.phase, m.part, &m.line) == (2, Some(0), &part.line))
            .cloned();
        let Some(cumulative) = cumulative else {
            continue;
        };
        let spent = format!("{}{}", column_letters(part.at.1), part.at.0);
        let formula = format!("{spent}+{spent}");
        let saved = Box::new(Ground::number(cumulative.dong, &cumulative));
        g.set(form, cumulative.at, Value::Formula(formula, Some(saved)));
    }
}

fn typed_over(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let form = Form::List(0);
    let rows = g
        .marks(form)
        .iter()
        .filter(|m| m.phase == 2 && m.part == Some(0) && !m.is_sum())
        .count();
    if rows < 5 {
        return None;
    }
    let (_, cell) = g.find(&[form], |_, _, m| {
        m.phase == 2 && m.part == Some(0) && !m.is_sum() && m.dong > 100_000
    })?;
    if !g.period.money.is_empty() {
        return None;
    }
    g.write(form, cell.at, cell.dong - 50_000);
    g.follow(form, None);
    Some(g.root(kind.code, form, cell.at, None))
}

/// Three figures are compared; each allows its half.
fn chained(g: &Ground<'_>, cell: &Mark) -> i64 {
    3 * g.half(Form::List(0), cell.at.1).max(500_000)
}

fn broken_chain(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (project, place) = money_of(g, 0)?;
    let [approved, spent, cumulative] =
        [0, 1, 2].map(|p| g.model.units[0].sent[project].money[p][place]);
    let cell = cell_of(g, 0, project, 2, place)?;
    let right = crate::causes::Right {
        expected: cumulative,
        allowed: chained(g, &cell),
        ..crate::causes::Right::default()
    };
    let found = right.pick(&mut g.dice, None)?;
    let is_within = found > cumulative - spent + right.allowed && found <= approved;
    if !is_within {
        return None;
    }
    g.write(Form::List(0), cell.at, found);
    if g.dice.chance(60) {
        g.follow(Form::List(0), None);
    }
    Some(g.root(kind.code, Form::List(0), cell.at, None))
}

fn decreased(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let (project, place) = money_of(g, 0)?;
    let [spent, cumulative] = [1, 2].map(|p| g.model.units[0].sent[project].money[p][place]);
    let cell = cell_of(g, 0, project, 2, place)?;
    let before = cumulative - spent;
    let less = chained(g, &cell) + 50_000;
    if before <= less {
        return None;
    }
    g.write(Form::List(0), cell.at, before - less);
    if g.dice.chance(60) {
        g.follow(Form::List(0), None);
    }
    Some(g.root(kind.code, Form::List(0), cell.at, None))
}

fn vanished(g: &mut Ground<'_>, kind: &Kind) -> Option<Root> {
    let unit = &mut g.model.units[0];
    let mut gone = unit.sent.first()?.clone();
    gone.name = String::from("Xây dựng lò sấy nông sản bằng hơi nước");
    gone.code = gone.code.map(|_| format!("KC17.{}-97", unit.code));
    unit.vanished.push(gone.clone());
    g.lay_out();
    Some(Root {
        code: kind.code,
        unit: g.model.units[0].code.to_owned(),
        file: None,
        cell: None,
        project: Some(gone.name),
        cause: None,
    })
}
