//! Two mistakes at once: each is found as if it were alone.

use rayon::prelude::*;

use super::generator::dice::Dice;
use super::generator::period::Model;
use super::ground::{Ground, Root};
use super::judge::{judge, wanted};
use super::kinds::{KINDS, Kind};
use super::seeds::none_failed;
use super::{Bench, all_seeds, folder, is_kept};

/// So many pairs each time the tests run.
const PAIRS: u64 = 80;
/// Not all kinds go together: one wants typed sums, another formulas. So many of the pairs must be found a place.
const FEWEST: usize = 32;
/// So many periods are drawn until one has a place for both.
const ATTEMPTS: u64 = 60;

#[test]
fn two_mistakes_are_two_findings() {
    let bench = Bench::open();
    let seeds = all_seeds(PAIRS);
    let results: Vec<Option<Option<String>>> = seeds
        .par_iter()
        .map(|&seed| {
            let mut dice = Dice::of(seed.wrapping_mul(7_919));
            let kinds = [(); 2].map(|()| &KINDS[dice.below(KINDS.len())]);
            if !go_together(kinds[0], kinds[1]) || !go_together(kinds[1], kinds[0]) {
                return None;
            }
            let (ground, roots) = planted(&bench, seed, kinds)?;
            let folder = folder(seed).join("pair");
            let gathered = bench.run(&folder, &ground.period);
            let said = judge(&bench, &[&roots[0], &roots[1]], &gathered);
            if said.is_none() && !is_kept() {
                let _ = std::fs::remove_dir_all(&folder);
            }
            Some(said.map(|text| {
                format!(
                    "TONGHOP_PLANT={seed}: {} and {} in {}\n  {}\n  {}\n{text}",
                    kinds[0].name,
                    kinds[1].name,
                    folder.display(),
                    wanted(&roots[0]),
                    wanted(&roots[1]),
                )
            }))
        })
        .collect();
    let tried = results.iter().flatten().count();
    let failed: Vec<&String> = results.iter().flatten().flatten().collect();
    none_failed("planted", tried, &failed, 12);
    assert!(
        seeds.len() < usize::try_from(PAIRS).expect("few") || tried >= FEWEST,
        "{tried} pairs had a place"
    );
}

/// Whether both can be seen at once.
fn go_together(one: &Kind, other: &Kind) -> bool {
    // Of two numbers among few formulas neither is one among formulas; and projects of one name share their formulas.
    let by_hand = one.code == "A204" && matches!(other.code, "A204" | "B308");
    !by_hand
}

/// The period of a seed with both mistakes in it, neither of which touches the other.
fn planted<'a>(bench: &'a Bench, seed: u64, kinds: [&Kind; 2]) -> Option<(Ground<'a>, [Root; 2])> {
    let [first, second] = kinds;
    (0..ATTEMPTS).find_map(|attempt| {
        let own = seed.wrapping_mul(1_000_033).wrapping_add(attempt);
        let mut dice = Dice::of(own);
        let wish = |style: &mut _| {
            (first.wish)(style);
            (second.wish)(style);
        };
        let units = first.units.max(second.units);
        let model = Model::draw(&mut dice, &bench.source, units, &wish);
        let mut ground = Ground::new(own, dice, &bench.source, model);
        (first.prepare)(&mut ground);
        let prepared = ground.laid_out;
        (second.prepare)(&mut ground);
        let is_undone = ground.laid_out > prepared && first.code == "A204";
        let prepared = ground.laid_out;
        let root = (first.plant)(&mut ground, first)?;
        let before = Stands::of(&ground, &root);
        let other = (second.plant)(&mut ground, second)?;
        // What is laid out anew has lost the formulas that were written for this mistake.
        let by_hand = |kind: &Kind| kind.code == "A204";
        let is_lost = ground.laid_out > prepared && (by_hand(first) || by_hand(second));
        if is_undone
            || is_lost
            || before != Stands::of(&ground, &root)
            || !are_apart(&ground, &root, &other)
        {
            return None;
        }
        let named = |mut root: Root, kind: &Kind| {
            root.variant = kind.variant;
            root
        };
        Some((ground, [named(root, first), named(other, second)]))
    })
}

/// What stands in the row of a mistake, and in the sums over it: the second one must leave it as it is. Sums that are
/// made anew do not tell any more what should have been added.
#[derive(PartialEq)]
struct Stands(Vec<((u32, u32), String)>);

impl Stands {
    fn of(g: &Ground<'_>, root: &Root) -> Self {
        let cells = root.form.zip(root.cell).map(|(form, at)| {
            let adds = |place: (u32, u32)| {
                let sum = g.marks(form).iter().find(|m| m.at == place && m.is_sum());
                sum.is_some_and(|sum| {
                    let (details, sums) = g.under(form, sum);
                    details.iter().chain(&sums).any(|m| m.at == at)
                })
            };
            let own = g.cells(form).iter();
            let own = own.filter(|(place, _)| place.0 == at.0 || adds(**place));
            own.map(|(at, value)| (*at, format!("{value:?}"))).collect()
        });
        Self(cells.unwrap_or_default())
    }
}

/// Neither adds up the other's row, and they are not about one line.
fn are_apart(g: &Ground<'_>, one: &Root, other: &Root) -> bool {
    let (Some(a), Some(b)) = (one.cell, other.cell) else {
        // A project that is missing has no line, and is missing from all sums.
        return false;
    };
    let adds = |over: (u32, u32), row: u32| {
        let form = one.form.filter(|_| one.form == other.form);
        form.is_some_and(|form| {
            let sum = g.marks(form).iter().find(|m| m.at == over);
            sum.is_some_and(|sum| {
                let (details, sums) = g.under(form, sum);
                details.iter().chain(&sums).any(|m| m.at.0 == row)
            })
        })
    };
    (one.form, &one.file) != (other.form, &other.file)
        || (a.0 != b.0 && !adds(a, b.0) && !adds(b, a.0))
}
