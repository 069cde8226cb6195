//! The name of a prefix as an object of its own, where `/` and `:` are not
//! allowed in names.

use crate::model::Prefix;

/// `amazonconnect-15.193.0.0_19`, `amazonconnect-2600-f0f2-7100--_40`: two
/// prefixes never share one, for neither `_` nor `-` is in a prefix. At most 57
/// characters.
pub(super) fn address_name(prefix: Prefix) -> String {
    format!("amazonconnect-{}", prefix.to_string().replace('/', "_").replace(':', "-"))
}
