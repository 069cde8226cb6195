//! What people look at before they approve: the same facts as text and as a
//! picture. Pure, and the same bytes for the same arguments: "now" is one of them.

mod markdown;
mod page;
mod subject;
mod svg;
mod timeline;

use crate::declaration::Function;

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    vec![markdown::function(), timeline::function()]
}
