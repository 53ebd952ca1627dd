//! The columns of the list of projects: what each holds, what stands over it, in which unit.

use std::collections::BTreeSet;

use tonghop::model::Programme;

use super::amounts::{UNITS, Unit};
use super::dice::Dice;
use super::headings::{Words, begun_large, spelled};
use super::projects::{Project, phases, sources};
use super::style::{ActivityBy, Code, Joint, Nesting, ResultsIn, Sequence, Style, Time, UnitAt};

/// Planned, in the period, cumulative: by these names in the layouts.
pub const RESULT_PHASES: [&str; 3] = ["approved", "spent", "cumulative"];

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Holds {
    Sequence,
    Code,
    Name,
    Activity,
    Beneficiary,
    Location,
    Span,
    Start,
    End,
    Note,
    /// Phase, and the place of the source; `None` is the total.
    Money(usize, Option<usize>),
    /// Place of the indicator, phase.
    Result(usize, usize),
    ResultName,
    Measure,
    /// A figure of the result that the row names.
    Figure(usize),
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    pub holds: Holds,
    /// From the top row of the header down; one text for all rows, or one for each.
    pub heading: Vec<String>,
    pub unit: Unit,
}

/// The place of the indicator that an activity is counted by.
pub fn indicator(programme: &Programme, activity: &str) -> usize {
    programme
        .indicators
        .iter()
        .position(|i| i.activity.as_deref() == Some(activity))
        .expect("every activity here has an indicator")
}

/// Words of phases that speak of results as well as of money.
pub fn fair_result_phase(text: &str) -> bool {
    [
        "kế hoạch",
        "KH",
        "kế hoạch năm",
        "trong quý",
        "trong kỳ",
        "quý này",
        "kỳ này",
        "lũy kế",
        "từ đầu năm",
        "lũy kế từ đầu năm",
        "thực hiện trong quý",
    ]
    .contains(&text)
}

/// Words of phases that a clerk would put over money of a quarter.
pub fn fair_phase(text: &str) -> bool {
    // A month is no quarter, and the others say nothing without a date behind them.
    ![
        "trong tháng",
        "lũy kế đến",
        "từ 01 01",
        "từ 1 1",
        "chỉ tiêu giao",
    ]
    .contains(&text)
}

/// Draws the columns in their order, the unit of the whole sheet, and notes the units used.
pub fn draw(
    dice: &mut Dice,
    style: &Style,
    words: &Words,
    programme: &Programme,
    projects: &[Project],
    tried: &mut BTreeSet<&'static str>,
) -> (Vec<Column>, Unit) {
    let unit = *dice.pick(&UNITS);
    let mut maker = Maker { style, words, unit };
    let mut blocks = maker.plain(dice);
    blocks.push(maker.money(dice, tried));
    match style.results {
        ResultsIn::Columns => blocks.push(maker.results(dice, programme, projects, tried)),
        ResultsIn::Named => blocks.push(maker.named(dice, tried)),
        _ => {}
    }
    dice.shuffle(&mut blocks);
    // The number of a row stands at its left.
    let number = |block: &Vec<Column>| block[0].holds != Holds::Sequence;
    blocks.sort_by_key(number);
    let mut columns: Vec<Column> = blocks.concat();
    for column in &mut columns {
        if matches!(column.holds, Holds::Money(..)) {
            tried.insert(column.unit.name);
        }
    }
    (columns, unit)
}

struct Maker<'a> {
    style: &'a Style,
    words: &'a Words,
    unit: Unit,
}

impl Maker<'_> {
    fn spelled(&self, dice: &mut Dice, text: &str) -> String {
        spelled(dice, self.style.spelling, &begun_large(text))
    }

    fn one(&mut self, dice: &mut Dice, holds: Holds, field: &str) -> Column {
        let fair = |text: &str| self.is_fair(field, text);
        let text = self.words.one(dice, &format!("fields.{field}"), fair);
        Column {
            holds,
            heading: vec![self.spelled(dice, &text)],
            unit: self.unit,
        }
    }

    /// Not every synonym is one in every list.
    fn is_fair(&self, field: &str, text: &str) -> bool {
        match field {
            // "Nội dung hoạt động khuyến công" is a content; "Nội dung" names what the row is.
            "activity" => !text.starts_with("Nội dung"),
            // A list with a column "Hoạt động" has its activities there.
            // Beside groups of activities and money alone these head a form of money by activity as well.
            "name" => {
                let style = self.style;
                let is_list = style.code == Code::Column
                    || style.time != Time::None
                    || style.location
                    || style.beneficiary;
                let heads_both = ["Tên hoạt động", "Danh mục", "Nội dung"].contains(&text);
                (is_list || !heads_both)
                    && (text != "Tên hoạt động" || style.activity == ActivityBy::Name)
            }
            _ => true,
        }
    }

    fn plain(&mut self, dice: &mut Dice) -> Vec<Vec<Column>> {
        let style = self.style;
        let mut blocks = vec![vec![self.one(dice, Holds::Name, "name")]];
        let mut add = |dice: &mut Dice, wanted: bool, holds: Holds, field: &str| {
            if wanted {
                blocks.push(vec![self.one(dice, holds, field)]);
            }
        };
        add(
            dice,
            style.sequence == Sequence::Column,
            Holds::Sequence,
            "seq",
        );
        add(dice, style.code == Code::Column, Holds::Code, "code");
        add(
            dice,
            style.activity == ActivityBy::Column,
            Holds::Activity,
            "activity",
        );
        add(dice, style.beneficiary, Holds::Beneficiary, "beneficiary");
        add(dice, style.location, Holds::Location, "location");
        add(dice, style.note_column, Holds::Note, "note");
        add(dice, style.time == Time::Span, Holds::Span, "time");
        if matches!(style.time, Time::Dates | Time::TypedDates) {
            let start = self.one(dice, Holds::Start, "start");
            let end = self.one(dice, Holds::End, "end");
            blocks.push(vec![start, end]);
        }
        blocks
    }

    /// The columns of money, phase by phase or source by source.
    fn money(&mut self, dice: &mut Dice, tried: &mut BTreeSet<&'static str>) -> Vec<Column> {
        let style = self.style;
        let mut phases: Vec<usize> = phases(style).to_vec();
        let mut parts: Vec<Option<usize>> = (0..sources(style).len()).map(Some).collect();
        if dice.chance(40) {
            dice.shuffle(&mut phases);
        }
        if dice.chance(40) {
            dice.shuffle(&mut parts);
        }
        if style.row_total {
            let at = if dice.chance(70) { 0 } else { parts.len() };
            parts.insert(at, None);
        }
        let phase_words: Vec<String> = RESULT_PHASES
            .iter()
            .map(|p| self.words.one(dice, &format!("phases.{p}"), fair_phase))
            .collect();
        let mut source_words: Vec<(Option<usize>, String)> = Vec::new();
        for part in &parts {
            let name = part.map_or("total", |p| sources(style)[p]);
            let fair = |t: &str| !(name == "total" && matches!(t, "chung" | "toàn bộ"));
            source_words.push((
                *part,
                self.words.one(dice, &format!("sources.{name}"), fair),
            ));
        }
        let source_word = |part: Option<usize>| {
            let found = source_words.iter().find(|(p, _)| *p == part);
            found
                .map(|(_, word)| word.as_str())
                .expect("every source has its word")
        };
        let top = self.words.one(dice, "words.money", |t| {
            matches!(
                t,
                "kinh phí" | "KP" | "nguồn vốn" | "vốn" | "số tiền" | "kinh phí thực hiện"
            )
        });
        let at_top = style.depth == 3 && dice.chance(40);
        let mut pairs: Vec<(usize, Option<usize>)> = Vec::new();
        match style.nesting {
            Nesting::PhaseFirst => {
                for &phase in &phases {
                    pairs.extend(parts.iter().map(|&part| (phase, part)));
                }
            }
            Nesting::SourceFirst => {
                for &part in &parts {
                    pairs.extend(phases.iter().map(|&phase| (phase, part)));
                }
            }
        }
        let joint = Joint::draw(dice);
        if style.depth == 1 {
            tried.insert(joint.name());
        }
        let top = self.spelled(dice, &top);
        let mut columns: Vec<Column> = Vec::new();
        let mut outer_before: Option<(String, String, Unit)> = None;
        let top_unit = self.unit;
        let top = if style.unit_at == UnitAt::Group && at_top {
            with_unit(dice, &top, top_unit)
        } else {
            top
        };
        for (phase, part) in pairs {
            let (over, under) = match style.nesting {
                Nesting::PhaseFirst => (phase_words[phase].as_str(), source_word(part)),
                Nesting::SourceFirst => (source_word(part), phase_words[phase].as_str()),
            };
            let mut unit = self.unit;
            if style.unit_at == UnitAt::Column {
                unit = *dice.pick(&UNITS);
            }
            let mut heading = if style.depth == 1 {
                vec![self.spelled(dice, &joint.join(over, under))]
            } else {
                let known = outer_before.clone().filter(|(word, _, _)| word == over);
                let (_, outer, outer_unit) = known.unwrap_or_else(|| {
                    let outer = self.spelled(dice, over);
                    if style.unit_at == UnitAt::Group && !at_top {
                        let unit = *dice.pick(&UNITS);
                        (over.to_owned(), with_unit(dice, &outer, unit), unit)
                    } else {
                        (over.to_owned(), outer, unit)
                    }
                });
                outer_before = Some((over.to_owned(), outer.clone(), outer_unit));
                if style.unit_at == UnitAt::Group {
                    unit = outer_unit;
                }
                vec![outer, self.spelled(dice, under)]
            };
            if style.unit_at == UnitAt::Column {
                let leaf = heading.pop().expect("a heading has a lowest part");
                heading.push(with_unit(dice, &leaf, unit));
            }
            if style.depth == 3 {
                heading.insert(0, top.clone());
            }
            columns.push(Column {
                holds: Holds::Money(phase, part),
                heading,
                unit,
            });
        }
        columns
    }

    /// Results in columns named by them.
    fn results(
        &mut self,
        dice: &mut Dice,
        programme: &Programme,
        projects: &[Project],
        tried: &mut BTreeSet<&'static str>,
    ) -> Vec<Column> {
        let places: BTreeSet<usize> = projects
            .iter()
            .map(|p| indicator(programme, &p.activity))
            .collect();
        // One row of headings names the results alone.
        let over = if self.style.depth == 1 {
            String::new()
        } else {
            self.result_word(dice, tried)
        };
        let by_phase = self.style.depth == 3 || (self.style.depth == 2 && dice.chance(50));
        let mut columns = Vec::new();
        for place in places {
            let line = &programme.indicators[place];
            let name = if line.also.is_empty() || dice.chance(50) {
                line.name.clone()
            } else {
                dice.pick(&line.also).clone()
            };
            let name = self.spelled(dice, &name);
            let wanted: &[usize] = if by_phase { &[0, 1, 2] } else { &[1] };
            for &phase in wanted {
                let key = format!("phases.{}", RESULT_PHASES[phase]);
                let word = self.words.one(dice, &key, fair_result_phase);
                let word = self.spelled(dice, &word);
                let heading = match (self.style.depth, by_phase) {
                    (1, _) => vec![name.clone()],
                    (2, false) => vec![over.clone(), name.clone()],
                    (2, true) => vec![name.clone(), word],
                    _ => vec![over.clone(), name.clone(), word],
                };
                columns.push(Column {
                    holds: Holds::Result(place, phase),
                    heading,
                    unit: self.unit,
                });
            }
        }
        columns
    }

    /// One result a row, named by the row.
    fn named(&mut self, dice: &mut Dice, tried: &mut BTreeSet<&'static str>) -> Vec<Column> {
        let over = self.result_word(dice, tried);
        let mut columns = vec![
            self.one(dice, Holds::ResultName, "result_name"),
            self.one(dice, Holds::Measure, "measure"),
        ];
        for column in &mut columns {
            column.heading.insert(0, over.clone());
        }
        for (phase, key) in RESULT_PHASES.iter().enumerate() {
            let word = self
                .words
                .one(dice, &format!("phases.{key}"), fair_result_phase);
            let word = self.spelled(dice, &word);
            columns.push(Column {
                holds: Holds::Figure(phase),
                heading: vec![over.clone(), word],
                unit: self.unit,
            });
        }
        columns
    }

    fn result_word(&self, dice: &mut Dice, tried: &mut BTreeSet<&'static str>) -> String {
        let fair = |t: &str| t.starts_with("kết quả");
        let word = self.words.one(dice, "words.result", fair);
        if word == "kết quả thực hiện" {
            tried.insert("“kết quả thực hiện” over results");
        }
        self.spelled(dice, &word)
    }
}

/// A heading that states its unit.
fn with_unit(dice: &mut Dice, heading: &str, unit: Unit) -> String {
    let word = unit.word(dice);
    match dice.below(3) {
        0 => format!("{heading} ({word})"),
        1 => format!("{heading}\n({word})"),
        _ => format!("{heading} (ĐVT: {word})"),
    }
}
