//! Texts of several fonts: how much of each draws capitals; the shared texts of an .xlsx.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::draws_capitals;
use crate::read::xml::{attribute, entity, reader};

/// How many characters of a text stand in one font, and whether that draws capitals; `None` where it is the cell's.
pub(super) type Runs = Vec<(usize, Option<bool>)>;

/// The shared texts of which a run has a font of capitals, by their numbers.
pub(super) fn of_shared(part: &[u8]) -> HashMap<usize, Runs> {
    let mut found = HashMap::new();
    let mut number = 0;
    let mut runs: Runs = Vec::new();
    let (mut in_text, mut aside) = (false, false);
    let mut xml = reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(e)) => match e.local_name().as_ref() {
                "si" => runs.clear(),
                "r" => runs.push((0, None)),
                "rFont" => {
                    let font = attribute(&e, "val").map(|font| draws_capitals(&font));
                    if let Some(run) = runs.last_mut() {
                        run.1 = font;
                    }
                }
                // How a text is spoken is no part of it.
                "rPh" => aside = true,
                "t" => in_text = !aside,
                _ => {}
            },
            Ok(Event::End(e)) => match e.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => aside = false,
                "si" => {
                    if runs.iter().any(|(_, draws)| *draws == Some(true)) {
                        found.insert(number, std::mem::take(&mut runs));
                    }
                    number += 1;
                }
                _ => {}
            },
            Ok(Event::Text(piece)) if in_text => {
                count(&mut runs, piece.xml10_content().chars().count());
            }
            Ok(Event::CData(piece)) if in_text => {
                count(&mut runs, piece.xml10_content().chars().count());
            }
            Ok(Event::GeneralRef(e)) if in_text => {
                count(&mut runs, usize::from(entity(&e).is_some()));
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

fn count(runs: &mut Runs, characters: usize) {
    if let Some(run) = runs.last_mut() {
        run.0 += characters;
    }
}

/// A text's runs from the places at which fonts begin; `None` where none of them draws capitals.
pub(super) fn from_begins(length: usize, begins: &[(usize, bool)]) -> Option<Runs> {
    if !begins.iter().any(|(_, draws)| *draws) {
        return None;
    }
    let mut runs: Runs = Vec::with_capacity(begins.len() + 1);
    let first = begins.first().map_or(length, |(at, _)| *at);
    runs.push((first.min(length), None));
    for (index, (from, draws)) in begins.iter().enumerate() {
        let to = begins.get(index + 1).map_or(length, |(at, _)| *at);
        runs.push((to.min(length).checked_sub(*from)?, Some(*draws)));
    }
    Some(runs)
}

/// Runs from what each letter stands in.
pub(super) fn from_letters(letters: impl Iterator<Item = Option<bool>>) -> Runs {
    let mut runs: Runs = Vec::new();
    for draws in letters {
        match runs.last_mut() {
            Some((length, last)) if *last == draws => *length += 1,
            _ => runs.push((1, draws)),
        }
    }
    runs
}

/// A text with the runs of capitals in capitals; `None` where it is not as long as its runs.
pub(super) fn raised(text: &str, runs: &Runs, of_cell: bool) -> Option<String> {
    let length: usize = runs.iter().map(|(length, _)| length).sum();
    if text.chars().count() != length {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    for (length, draws) in runs {
        let run: String = letters.by_ref().take(*length).collect();
        if draws.unwrap_or(of_cell) {
            out.push_str(&run.to_uppercase());
        } else {
            out.push_str(&run);
        }
    }
    Some(out)
}
