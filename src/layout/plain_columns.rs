//! Columns of words, and what a column turns out to be beside the others.

use crate::base::text::fold;
use crate::model::{Field, Phase, Source};

use super::columns::{Column, Look, Role};
use super::heading::likeness;
use super::spelling::Spelling;
use super::vocabulary::Layout;

/// Fields of words.
#[expect(clippy::float_arithmetic, reason = "scores, not amounts")]
pub(super) fn plain(layout: &Layout, parts: &[String], look: Look, found: &mut Vec<(Role, f64)>) {
    let weigh = |field: &str, score: f64| {
        let wants_words = !matches!(
            field,
            "seq" | "code" | "time" | "note" | "start" | "end" | "measure"
        );
        if wants_words && look.mostly_figures {
            score * 0.3
        } else {
            score
        }
    };
    let folded: Vec<String> = parts.iter().map(|p| fold(p)).collect();
    let Some(leaf) = folded.last() else { return };
    let whole = folded.join(" ");
    for text in [leaf, &whole] {
        if let Some(field) = layout.exact.get(text) {
            found.push((Role::Plain(field.clone()), weigh(field, 1.0)));
        }
    }
    for parent in folded.iter().rev().skip(1) {
        if let Some(field) = layout.exact.get(parent) {
            found.push((Role::Plain(field.clone()), weigh(field, 0.8)));
        }
    }
    if found.iter().any(|(_, s)| *s >= 0.99) {
        return;
    }
    let (lowest, all) = (Spelling::new(leaf), Spelling::new(&whole));
    for (field, headings) in &layout.fields {
        let mut best: f64 = 0.5;
        let mut any = false;
        for known in headings
            .iter()
            .filter(|h| h.text().len() > 3 || leaf.len() <= 3)
        {
            let scores = [
                likeness(&lowest, known, best),
                likeness(&all, known, best).map(|s| s * 0.95),
            ];
            for score in scores.into_iter().flatten() {
                if score >= best {
                    (best, any) = (score, true);
                }
            }
        }
        if any {
            found.push((Role::Plain(field.clone()), weigh(field, best)));
        }
    }
}

/// Where a phase has both the merged khuyến công money and its two sources, the merged column is their subtotal.
pub(super) fn settle_support(columns: &mut [Column]) {
    for phase in Phase::ALL {
        let has = |cols: &[Column], source| {
            cols.iter()
                .any(|c| c.role == Role::Money(Field::new(phase, source)))
        };
        if has(columns, Source::Support)
            && (has(columns, Source::National) || has(columns, Source::Local))
        {
            let no_total = !has(columns, Source::Total);
            let only = columns.iter().filter(|c| matches!(c.role, Role::Money(f) if f.phase == phase)).all(|c| {
                matches!(c.role, Role::Money(f) if matches!(f.source, Source::Support | Source::National | Source::Local))
            });
            for column in columns
                .iter_mut()
                .filter(|c| c.role == Role::Money(Field::new(phase, Source::Support)))
            {
                column.role = if no_total && only {
                    Role::Money(Field::new(phase, Source::Total))
                } else {
                    Role::Ignored
                };
            }
        }
    }
}

/// "Đơn vị" counts something only where a column names results; elsewhere it is who carries the project out.
pub(super) fn settle_measure(columns: &mut [Column]) {
    let is = |c: &Column, name: &str| matches!(&c.role, Role::Plain(f) if f == name);
    if columns
        .iter()
        .any(|c| is(c, "result_name") || is(c, "label"))
        || columns.iter().any(|c| is(c, "unit"))
    {
        return;
    }
    for column in columns
        .iter_mut()
        .filter(|c| matches!(&c.role, Role::Plain(f) if f == "measure"))
    {
        if fold(&column.heading) == "don vi" {
            column.role = Role::Plain("unit".to_owned());
        }
    }
}
