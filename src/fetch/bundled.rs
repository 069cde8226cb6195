//! The snapshot of AWS's document inside the binary: no network, but it ages.
//! Made by `cargo xtask snapshot`; `ip_ranges::snapshot` explains the format.

/// The day on which AWS published the document.
pub const BUNDLED_DATE: &str = "2026-08-22";

/// The snapshot's text.
pub const BUNDLED_SNAPSHOT: &str = include_str!("bundled/2026-08-22.txt");

#[cfg(test)]
mod tests {
    use super::{BUNDLED_DATE, BUNDLED_SNAPSHOT};

    #[test]
    fn the_date_is_the_snapshots() {
        assert!(BUNDLED_SNAPSHOT.contains(&format!("\ncreate_date {BUNDLED_DATE}T")));
    }
}
