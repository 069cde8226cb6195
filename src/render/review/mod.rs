//! What people look at before they approve: the same facts as text and as a
//! picture. Pure, and the same bytes for the same arguments: "now" is one of them.

mod markdown;
mod page;
mod subject;
mod timeline;

pub use timeline::{TimelineOptions, Title, notice_timeline_svg};

use crate::declaration::Function;

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    [markdown::function()].into_iter().chain(timeline::functions()).collect()
}
