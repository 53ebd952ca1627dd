//! Who has which projects, with which money, before anything stands on a sheet.

use chrono::NaiveDate;
use tonghop::base::text::fold;

use super::super::Source;
use super::super::dice::Dice;
use super::super::projects::{self, Project, sources};
use super::super::style::{Code, Encoding, Format, Style};

/// Districts of 2017: code and name.
pub const UNITS: [(&str, &str); 12] = [
    ("303", "Quận Hồng Bàng"),
    ("306", "Quận Hải An"),
    ("307", "Quận Kiến An"),
    ("308", "Quận Đồ Sơn"),
    ("309", "Quận Dương Kinh"),
    ("311", "Huyện Thuỷ Nguyên"),
    ("312", "Huyện An Dương"),
    ("313", "Huyện An Lão"),
    ("314", "Huyện Kiến Thuỵ"),
    ("315", "Huyện Tiên Lãng"),
    ("316", "Huyện Vĩnh Bảo"),
    ("317", "Huyện Cát Hải"),
];

/// One unit.
#[derive(Clone, Debug)]
pub struct Unit {
    pub code: &'static str,
    pub name: &'static str,
    pub style: Style,
    /// What the decisions give it.
    pub approved: Vec<Project>,
    /// What it reports.
    pub sent: Vec<Project>,
    /// What it had reported in the period before, where that is not what follows from `sent`.
    pub vanished: Vec<Project>,
    pub has_money_form: bool,
    /// Results by indicator beside those of the list.
    pub has_results_form: bool,
    /// The list has a column of percentages.
    pub has_percentages: bool,
}

impl Unit {
    /// As folders are named.
    pub fn slug(&self) -> String {
        fold(self.name).replace(' ', "-")
    }
}

/// All units.
#[derive(Clone, Debug)]
pub struct Model {
    pub units: Vec<Unit>,
    /// There is a records.jsonl of the period before.
    pub has_previous: bool,
    /// How the decisions are kept.
    pub decision_format: Format,
    pub decision_encoding: Encoding,
    /// Whether decisions give codes; they do where a unit reports codes.
    pub decision_codes: bool,
    /// Whether they give dates.
    pub decision_dates: bool,
}

impl Model {
    /// Draws `count` units; `wish` bends each style before it is settled.
    pub fn draw(dice: &mut Dice, source: &Source, count: usize, wish: &dyn Fn(&mut Style)) -> Self {
        let mut names = UNITS.to_vec();
        dice.shuffle(&mut names);
        let units: Vec<Unit> = names
            .into_iter()
            .take(count)
            .map(|(code, name)| {
                let mut style = Style::draw(dice);
                name.clone_into(&mut style.unit);
                wish(&mut style);
                style.settle();
                let mut projects = projects::draw(dice, &source.programme, &style);
                for project in &mut projects {
                    settle(dice, &style, code, project);
                }
                let mut approved = projects.clone();
                if dice.chance(25) {
                    let at = dice.below(approved.len());
                    adjust(dice, &mut approved[at]);
                }
                Unit {
                    code,
                    name,
                    approved,
                    sent: projects,
                    vanished: Vec::new(),
                    has_money_form: dice.chance(30),
                    has_results_form: dice.chance(30),
                    has_percentages: dice.chance(25),
                    style,
                }
            })
            .collect();
        let codes = units.iter().any(|u| u.style.code != Code::None);
        let format = Format::draw(dice);
        let encoding = Encoding::draw(dice);
        Self {
            has_previous: dice.chance(50),
            decision_encoding: if matches!(format, Format::Ods | Format::Xlsb) {
                Encoding::Unicode
            } else {
                encoding
            },
            decision_format: format,
            decision_codes: codes || dice.chance(50),
            decision_dates: dice.chance(40),
            units,
        }
    }
}

/// A later decision changed what the first one had approved of one source.
pub fn adjust(dice: &mut Dice, project: &mut Project) {
    let mut former = project.money[0].clone();
    let given: Vec<usize> = (0..former.len()).filter(|at| former[*at] > 0).collect();
    let at = *dice.pick(&given);
    let by = i64::from(dice.between(10, 200)) * 50_000;
    former[at] = if former[at] > by && dice.chance(50) {
        former[at] - by
    } else {
        former[at] + by
    };
    project.former = Some(former);
}

/// Money within its approval and under any ceiling, dates around the period, a code of the unit's own.
fn settle(dice: &mut Dice, style: &Style, unit: &str, project: &mut Project) {
    if let Some(code) = &mut project.code {
        *code = code.replace("KC17-", &format!("KC17.{unit}-"));
    }
    let mut support = 0;
    for (place, name) in sources(style).iter().enumerate() {
        let is_support = !matches!(*name, "counterpart" | "other");
        // Round amounts are what makes two explanations fit.
        let step = if dice.chance(30) { 1_000_000 } else { 50_000 };
        let most = 8_000_000 / step;
        let steps = |dice: &mut Dice, most: i64| {
            i64::from(dice.between(1, u32::try_from(most.max(1)).expect("few steps")))
        };
        let none = place > 0 && *name != "counterpart" && dice.chance(30);
        let mut approved = steps(dice, most) * step;
        if is_support && !none {
            support += approved;
        } else if *name == "counterpart" {
            approved += 3 * support;
        }
        let cumulative = steps(dice, approved / step) * step;
        let spent = if dice.chance(50) {
            cumulative
        } else {
            steps(dice, cumulative / step) * step
        };
        let amounts = if none {
            [0; 3]
        } else {
            [approved, spent.min(cumulative), cumulative.min(approved)]
        };
        for (phase, amount) in amounts.into_iter().enumerate() {
            project.money[phase][place] = amount;
        }
    }
    let month = dice.between(1, 5);
    let last = dice.between(9, 12);
    let day = |month: u32, day: u32| NaiveDate::from_ymd_opt(2017, month, day).expect("a day");
    project.start = day(month, 1);
    project.end = day(last, 1) + chrono::Months::new(1) - chrono::Days::new(1);
}
