//! Files that share lines.

use std::collections::BTreeSet;

/// Groups of two and more files that share a line, directly or through others.
pub(super) fn sharing<'l>(
    files: &[usize],
    lines: impl Fn(usize) -> BTreeSet<&'l str>,
) -> Vec<Vec<usize>> {
    let mut groups = all(files, lines);
    groups.retain(|group| group.len() > 1);
    groups
}

/// All files in groups that share lines, those that share none alone; in the order of the files.
pub(super) fn all<'l>(
    files: &[usize],
    lines: impl Fn(usize) -> BTreeSet<&'l str>,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<(BTreeSet<&str>, Vec<usize>)> = Vec::new();
    for (place, &file) in files.iter().enumerate() {
        let mut merged = (lines(file), vec![place]);
        let (touching, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(seen, _)| !seen.is_disjoint(&merged.0));
        groups = apart;
        for (seen, members) in touching {
            merged.0.extend(seen);
            merged.1.extend(members);
        }
        groups.push(merged);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_iter().map(|(_, members)| members).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
        .into_iter()
        .map(|group| group.into_iter().map(|place| files[place]).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_hang_together_by_their_lines() {
        let lines = [vec!["a", "b"], vec!["c"], vec!["b", "d"], vec![], vec!["d"]];
        let of = |file: usize| lines[file].iter().copied().collect();
        let files = [4, 3, 2, 1, 0];
        assert_eq!(all(&files, of), [vec![4, 2, 0], vec![3], vec![1]]);
        assert_eq!(sharing(&files, of), [vec![4, 2, 0]]);
    }
}
