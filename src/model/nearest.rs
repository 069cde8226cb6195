//! "Did you mean …?": the known names that look most like a mistyped one.

/// How alike two names must be to be suggested, from 0 to 1.
const ALIKE: f64 = 0.75;

/// How many names are suggested at most.
const AT_MOST: usize = 3;

/// The names most like `found`, best first, ties in alphabetical order; empty
/// if none is alike. Upper and lower case and `-` against `_` do not count.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let plain = |name: &str| name.to_lowercase().replace('_', "-");
    // Long texts are no mistyped names, and comparing them would take long.
    let wanted: String = plain(found).chars().take(64).collect();
    let mut alike: Vec<(f64, &str)> = known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&wanted, &plain(name)), name))
        .filter(|(score, _)| *score >= ALIKE)
        .collect();
    alike.sort_by(|(a, a_name), (b, b_name)| b.total_cmp(a).then_with(|| a_name.cmp(b_name)));
    alike.dedup_by(|(_, a), (_, b)| a == b);
    alike.into_iter().take(AT_MOST).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const REGIONS: [&str; 4] = ["us-east-1", "us-east-2", "eu-west-2", "GLOBAL"];

    #[test]
    fn the_most_alike_comes_first() {
        assert_eq!(nearest("us-eastt-1", REGIONS).first(), Some(&"us-east-1"));
        assert_eq!(nearest("US_EAST_2", REGIONS).first(), Some(&"us-east-2"));
        assert_eq!(nearest("global", REGIONS), ["GLOBAL"]);
    }

    #[test]
    fn nothing_alike_suggests_nothing() {
        assert!(nearest("qqqqqq", REGIONS).is_empty());
        assert!(nearest(&"x".repeat(1 << 20), REGIONS).is_empty());
    }
}
