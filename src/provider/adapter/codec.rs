//! MessagePack in Terraform's encoding ↔ typed states.

use rmp_serde::{Deserializer, decode::ReadRefReader};
use serde::{Deserialize, Serialize};
use tf_provider::{AttributePath, Diagnostics};

use super::parts::{TooManyParts, check_parts};
use crate::{model::excerpt, provider::diagnostics::Report};

/// MessagePack's nil: how Terraform encodes null.
pub(super) const NIL: &[u8] = &[0xc0];

/// How deep a value may be nested. The deepest attribute type needs five
/// levels; a hostile value would exhaust the stack long before rmp-serde's own
/// limit of 1,024.
const MAX_DEPTH: usize = 32;

/// A reader of one value, bounded in depth and in memory: what is decoded takes
/// no more than a few times its length.
///
/// # Errors
/// The value has too many parts.
pub(super) fn reader(bytes: &[u8]) -> Result<Deserializer<ReadRefReader<'_, [u8]>>, TooManyParts> {
    check_parts(bytes)?;
    let mut deserializer = Deserializer::from_read_ref(bytes);
    deserializer.set_max_depth(MAX_DEPTH);
    Ok(deserializer)
}

/// Decode a whole value.
///
/// The host checks types before it sends a value, so a failure here means a
/// host that speaks another schema: the message names the attribute and what
/// was found.
pub(super) fn decode<'a, T: Deserialize<'a>>(diags: &mut Diagnostics, bytes: &'a [u8]) -> Option<T> {
    let mut deserializer = match reader(bytes) {
        Ok(deserializer) => deserializer,
        Err(error) => {
            diags.report_error(
                AttributePath::root(),
                "Value of too many parts",
                format!("The host sent a value that is not read: {error}."),
            );
            return None;
        }
    };
    match serde_path_to_error::deserialize(&mut deserializer) {
        Ok(value) => Some(value),
        Err(error) => {
            diags.report_error(
                attribute_path(error.path()),
                "Value of an unexpected shape",
                format!(
                    "The value at {} could not be decoded: {}.\nThe host sent a value that does not fit this provider's schema; \
                     check that the plan was made with the same provider version.",
                    excerpt(&error.path().to_string()),
                    excerpt(&error.inner().to_string())
                ),
            );
            None
        }
    }
}

fn attribute_path(path: &serde_path_to_error::Path) -> AttributePath {
    use serde_path_to_error::Segment;
    let mut steps = AttributePath::root();
    for segment in path {
        match segment {
            Segment::Map { key } => steps.add_attribute(key.clone()),
            Segment::Seq { index } => steps.add_index(i64::try_from(*index).unwrap_or(i64::MAX)),
            Segment::Enum { .. } | Segment::Unknown => break,
        };
    }
    steps
}

/// Encode a whole value: structs become maps, as Terraform's objects are.
pub(super) fn encode<T: Serialize>(diags: &mut Diagnostics, value: &T) -> Option<Vec<u8>> {
    match rmp_serde::to_vec_named(value) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            diags.report_error(AttributePath::root(), "Provider bug: a value cannot be encoded", error.to_string());
            None
        }
    }
}
