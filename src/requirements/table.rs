//! The whole table: the themes in order, and how rows are found.

use super::{
    Requirement, ccp_domains, features, global_resiliency, media, operations, ranges, retired, return_traffic, sign_in, video,
    voice,
};

const THEMES: [&[Requirement]; 11] = [
    ranges::ROWS,
    return_traffic::ROWS,
    ccp_domains::ROWS,
    sign_in::ROWS,
    media::ROWS,
    global_resiliency::ROWS,
    features::ROWS,
    video::ROWS,
    voice::ROWS,
    operations::ROWS,
    retired::ROWS,
];

/// Every row, in table order: the order in which rules name them.
pub fn rows() -> impl Iterator<Item = &'static Requirement> {
    THEMES.into_iter().flatten()
}

/// The row with this id.
pub fn lookup(id: &str) -> Option<&'static Requirement> {
    rows().find(|row| row.id == id)
}

/// The rows with these ids, in their order; ids without a row are left out.
pub fn by_id(ids: &[&str]) -> impl Iterator<Item = &'static Requirement> {
    ids.iter().filter_map(|id| lookup(id))
}

/// The newest date on which a row was read, `YYYY-MM-DD`: the table's version.
pub fn version() -> &'static str {
    rows().map(|row| row.read).max().unwrap_or_default()
}
