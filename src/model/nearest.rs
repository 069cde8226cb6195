//! Which known names a mistyped one may have meant.

/// How many names a message proposes.
const MAX_NAMES: usize = 3;
/// Below this likeness (1 is equality) a name is no plausible typing error.
const MIN_LIKENESS: f64 = 0.6;
/// Among more known names than these none is looked for: AWS's document has
/// fewer than a hundred of a kind (2026-08-22), a hostile one as many as it likes.
const MAX_KNOWN: usize = 5_000;

/// The known names most like `name`, best first, at most three; none at all if
/// there are too many to compare.
pub fn nearest_names<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let known: Vec<&str> = known.into_iter().take(MAX_KNOWN + 1).collect();
    if known.len() > MAX_KNOWN {
        return Vec::new();
    }
    // Bounded, because the distance takes time in the square of the length.
    let name: String = name.chars().take(64).flat_map(char::to_lowercase).collect();
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(&name, &known.to_lowercase()), known))
        .filter(|(likeness, _)| *likeness >= MIN_LIKENESS)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.into_iter().take(MAX_NAMES).map(|(_, known)| known.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest_names;

    const KNOWN: [&str; 4] = ["AMAZON_CONNECT", "EC2", "us-east-1", "us-east-2"];

    #[test]
    fn proposes_the_most_alike_first() {
        assert_eq!(nearest_names("amazon-connect", KNOWN.into_iter()), ["AMAZON_CONNECT"]);
        assert_eq!(nearest_names("us-est-1", KNOWN.into_iter()), ["us-east-1", "us-east-2"]);
    }

    #[test]
    fn proposes_nothing_among_too_many() {
        let known: Vec<String> = (0..=5_000).map(|number| format!("name-{number:05}")).collect();
        let nearest = |count| nearest_names("name_00001", known.iter().take(count).map(String::as_str));
        assert_eq!(nearest(5_000).first().map(String::as_str), Some("name-00001"));
        assert!(nearest(5_001).is_empty());
    }

    #[test]
    fn proposes_nothing_far_fetched() {
        assert!(nearest_names("LAMBDA", KNOWN.into_iter()).is_empty());
        assert!(nearest_names(&"x".repeat(100_000), KNOWN.into_iter()).is_empty());
    }
}
