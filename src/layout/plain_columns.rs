//! Columns of words.

use crate::base::text::fold;

use super::columns::{Look, Role};
use super::heading::{likeness, read};
use super::vocabulary::Layout;
use crate::base::spelling::Spelling;

/// What a heading counts with the headings above it, where its own counts one.
const UPPER: f64 = 0.95;

/// Fields of words.
#[expect(clippy::float_arithmetic, reason = "scores, not amounts")]
pub(super) fn plain(layout: &Layout, parts: &[String], look: Look, found: &mut Vec<(Role, f64)>) {
    let folded: Vec<String> = parts.iter().map(|p| fold(p)).collect();
    let Some(leaf) = folded.last() else { return };
    let names_money = names_money(layout, &folded);
    let weight = |field: &str| {
        let wants_words = !matches!(
            field,
            "seq" | "code" | "time" | "note" | "start" | "end" | "measure"
        );
        if wants_words && look.mostly_figures {
            0.3
        } else if wants_words && names_money {
            0.7
        } else {
            1.0
        }
    };
    let whole = folded.join(" ");
    for text in [leaf, &whole] {
        if let Some(field) = layout.exact.get(text) {
            found.push((Role::Plain(field.clone()), weight(field)));
        }
    }
    for parent in folded.iter().rev().skip(1) {
        if let Some(field) = layout.exact.get(parent) {
            found.push((Role::Plain(field.clone()), 0.8 * weight(field)));
        }
    }
    if found.iter().any(|(_, s)| *s >= 0.99) {
        return;
    }
    let (lowest, all) = (Spelling::new(leaf), Spelling::new(&whole));
    // Fields that the look of the column speaks for come first: the others then need not be compared.
    let mut bar = Bar::default();
    let mut claims: Vec<(usize, f64)> = Vec::new();
    let fields = || layout.fields.iter().enumerate();
    let is_light = |field: &str| weight(field) < 1.0;
    let heavy = fields().filter(|(_, (field, _))| !is_light(field));
    let light = fields().filter(|(_, (field, _))| is_light(field));
    for (index, (field, headings)) in heavy.chain(light) {
        let weight = weight(field);
        let mut best = bar.least(weight);
        let mut any = false;
        for known in headings
            .iter()
            .filter(|h| h.text().len() > 3 || leaf.len() <= 3)
        {
            if let Some(score) = likeness(&lowest, known, best) {
                (best, any) = (score, true);
            }
            // A header of one row has said it all.
            let least = (best / UPPER - 1e-9).max(0.5);
            let upper = (folded.len() > 1).then(|| likeness(&all, known, least));
            if let Some(score) = upper.flatten().map(|s| s * UPPER)
                && score >= best
            {
                (best, any) = (score, true);
            }
        }
        if any {
            claims.push((index, best * weight));
            bar.add(best * weight);
        }
    }
    // Of equal claims the field that stands first wins.
    claims.sort_unstable_by_key(|(index, _)| *index);
    found.extend(claims.into_iter().filter_map(|(index, score)| {
        let (field, _) = layout.fields.get(index)?;
        Some((Role::Plain(field.clone()), score))
    }));
}

/// "Kinh phí được duyệt" over "Quận, huyện" is whose money it is, even where no row has any.
fn names_money(layout: &Layout, folded: &[String]) -> bool {
    let Some((leaf, above)) = folded.split_last() else {
        return false;
    };
    layout.exact.contains_key(leaf)
        && read(layout, leaf, None).source.is_some()
        && above.iter().any(|part| layout.speaks_of_money(part))
}

/// What a claim must reach to matter: only the highest of all counts, and the next one from 0.6 on as runner-up.
#[derive(Default)]
struct Bar {
    highest: f64,
    second: f64,
}

#[expect(clippy::float_arithmetic, reason = "scores, not amounts")]
impl Bar {
    fn add(&mut self, score: f64) {
        if score > self.highest {
            self.second = self.highest;
            self.highest = score;
        } else {
            self.second = self.second.max(score);
        }
    }

    /// The least likeness that is worth looking for where claims have that weight; never below a half.
    fn least(&self, weight: f64) -> f64 {
        let bar = if self.highest >= 0.6 {
            self.second.max(0.6)
        } else {
            self.highest
        };
        // A hair less, so that no rounding decides.
        (bar / weight - 1e-9).max(0.5)
    }
}
