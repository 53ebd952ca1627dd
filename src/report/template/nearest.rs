//! The known name that a mistyped one was probably meant to be.

use strsim::damerau_levenshtein;

/// The most similar of the known names, if any is similar at all; of equals the first.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let wanted = name.to_lowercase();
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let folded = candidate.to_lowercase();
        // Half a step nearer if the last part agrees: `project.spend.total` is `project.spent.total`
        // rather than `project.name`.
        let distance =
            2 * damerau_levenshtein(&wanted, &folded) + usize::from(last(&wanted) != last(&folded));
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    let limit = name.chars().count().max(4) + 1;
    best.filter(|(distance, _)| *distance <= limit)
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_and_far() {
        let known = ["project.name", "project.spent.total", "period.label"];
        assert_eq!(
            nearest("project.spend.total", known).as_deref(),
            Some("project.spent.total")
        );
        assert_eq!(
            nearest("Period.Lable", known).as_deref(),
            Some("period.label")
        );
        assert_eq!(nearest("zzzzzzzz", known), None);
    }
}
