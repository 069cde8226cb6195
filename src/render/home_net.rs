//! The agents' network, as the targets that name both ends of a rule need it.

use super::{RenderError, error::RenderErrorKind};
use crate::model::{IpVersion, Prefix};

/// The prefixes of `home_net` in one family, in numeric order, each once.
///
/// # Errors
/// `NoHomeNet` if there are none: an empty source would mean any.
pub(super) fn home_net_of(target: &'static str, home_net: &[Prefix], ip_version: IpVersion) -> Result<Vec<String>, RenderError> {
    let mut own: Vec<Prefix> = home_net.iter().copied().filter(|prefix| prefix.version() == ip_version).collect();
    own.sort();
    own.dedup();
    if own.is_empty() {
        Err(RenderErrorKind::NoHomeNet { ip_version: ip_version.as_str() }.of(target))
    } else {
        Ok(own.iter().map(Prefix::to_string).collect())
    }
}
