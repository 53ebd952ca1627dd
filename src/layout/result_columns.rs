//! Columns of results in a list of projects: named by their heading, or by the row.

use crate::base::text::{fold, tidy};
use crate::model::{Phase, Source};

use super::columns::{Context, Look, Role, phase_of};
use super::header::Path;
use super::heading::{self, Said};

#[expect(clippy::float_arithmetic, reason = "scores, not amounts")]
pub(super) fn result(
    context: &Context<'_>,
    said: &[Said],
    parts: &[String],
    look: Look,
    path: &Path,
    found: &mut Vec<(Role, f64)>,
) {
    if look.mostly_words {
        return;
    }
    let mut under_results = said.iter().any(|s| s.result && !s.money);
    if said.iter().any(|s| s.money) {
        return;
    }
    let phase = phase_of(said);
    // The part that names the result: the lowest that is more than a phase.
    let named = (0..parts.len())
        .rev()
        .find(|&i| said[i].coverage() < 0.7 || !speaks(&said[i]));
    let known = (0..parts.len()).rev().find_map(|i| {
        // The heading as it stands, and without the words of its phase: "Số lao động được đào tạo lũy kế từ đầu năm".
        let of = |text: &str| {
            context
                .memo
                .of(context.layout)
                .results
                .get(text.as_bytes(), || {
                    let line = context.lines.indicator(text, None, None);
                    let line = line.map(|(n, s)| (Some(n), s));
                    line.or_else(|| context.lines.measure(text, None).map(|(_, s)| (None, s)))
                })
        };
        let bare = parts[i]
            .rsplit_once('(')
            .map_or(parts[i].as_str(), |(head, _)| head);
        let rest = heading::read(context.layout, bare, context.period).rest;
        of(&parts[i]).or_else(|| of(&rest)).map(|(n, s)| (i, n, s))
    });
    let phase_or = |p: Option<Phase>| p.unwrap_or(Phase::Spent);
    if let Some((index, indicator, score)) = known {
        if said.iter().any(|s| s.ignored) {
            found.push((Role::Ignored, 0.9));
            return;
        }
        let (name, unit) = name_and_unit(&path.parts[index].1);
        found.push((
            Role::Result {
                indicator,
                name,
                unit,
                phase: phase_or(phase),
            },
            score * 0.99,
        ));
        return;
    }
    // "Kết quả thực hiện / Được cấp giấy chứng nhận": what was done, by a name of its own, whatever words are in it.
    let own_name = named.filter(|i| {
        let says_result = |part: &String| fold(part).starts_with("ket qua");
        *i > 0 && look.mostly_figures && parts[..*i].iter().any(says_result)
    });
    // "Chứng" looks like "chung", so that a word for the total is no source here.
    let is_source = |s: &Said| s.source.is_some_and(|source| source != Source::Total);
    let mut phase = phase;
    if let Some(index) = own_name.filter(|_| !said.iter().any(is_source)) {
        under_results = true;
        let mut others = said.iter().enumerate().rev().filter(|(i, _)| *i != index);
        // What was done is not what was approved ("được cấp").
        let own = said[index].phase.filter(|p| *p != Phase::Approved);
        phase = others.find_map(|(_, s)| s.phase).or(own);
    }
    // "Số …" counts something where a phase or what is counted is told; a telephone number tells neither.
    let counts = named.is_some_and(|i| {
        let told = phase.is_some() || name_and_unit(&path.parts[i].1).1.is_some();
        told && fold(&parts[i]).starts_with("so ")
    });
    if under_results || counts {
        if said.iter().any(|s| s.ignored) {
            found.push((Role::Ignored, 0.8));
            return;
        }
        let result_word_only = named.is_none_or(|i| said[i].result && said[i].coverage() >= 0.7);
        if result_word_only && under_results {
            found.push((
                Role::Value {
                    phase: phase_or(phase),
                    source: None,
                },
                0.78,
            ));
        } else if let Some(index) = named {
            let (name, unit) = name_and_unit(&path.parts[index].1);
            found.push((
                Role::Result {
                    indicator: None,
                    name,
                    unit,
                    phase: phase_or(phase),
                },
                0.8,
            ));
        }
    }
}

pub(super) fn speaks(said: &Said) -> bool {
    said.phase.is_some() || said.done || said.result || said.ignored || said.source.is_some()
}

/// `Số lao động được đào tạo (người)` is the name and what is counted.
pub(super) fn name_and_unit(text: &str) -> (String, Option<String>) {
    let text = tidy(text);
    if let Some((head, tail)) = text.rsplit_once('(')
        && let Some(unit) = tail.trim().strip_suffix(')')
        && unit.chars().count() <= 20
        && !unit.chars().any(|c| c.is_ascii_digit())
        && !head.trim().is_empty()
    {
        return (head.trim().to_owned(), Some(unit.trim().to_owned()));
    }
    (text, None)
}
