//! The names of a text's objects: all start with the user's name and say
//! direction, protocol, ports and family, or a prefix. So two texts of different
//! names never share an object, and one can be read on the device.

use super::ObjectName;
use crate::{
    model::{IpProtocol, IpVersion, PortRange, Prefix},
    render::{RenderError, content_hash::content_hash, error::RenderErrorKind},
    rules::Permission,
};
use std::{cell::Cell, fmt::Display};

/// Gives the names of one text, and keeps the longest.
pub(super) struct Names<'a> {
    name: &'a ObjectName,
    longest: Cell<String>,
}

impl<'a> Names<'a> {
    /// Names that start with `name`.
    pub(super) const fn new(name: &'a ObjectName) -> Self {
        Self { name, longest: Cell::new(String::new()) }
    }

    /// What all names start with.
    pub(super) fn prefix(&self) -> &str {
        self.name.as_str()
    }

    /// The name that ends in `rest`.
    pub(super) fn of(&self, rest: impl Display) -> String {
        let name = format!("{}-{rest}", self.name);
        let longest = self.longest.take();
        self.longest.set(if name.len() > longest.len() { name.clone() } else { longest });
        name
    }

    /// Refuses names of which the longest has more characters than the device
    /// takes, so that the length asked for does for all of them.
    ///
    /// # Errors
    /// `Refused`, at `name`.
    pub(super) fn check(&self, format: &'static str, limit: usize) -> Result<(), RenderError> {
        let name = self.longest.take();
        let found = name.len();
        if found <= limit {
            return Ok(());
        }
        let shorter = (self.name.as_str().len() + limit).saturating_sub(found);
        let text =
            format!("{name:?} has {found} characters, but the device takes {limit}; set name to at most {shorter} characters");
        Err(RenderErrorKind::Refused { argument: "name", text }.of(format))
    }

    /// Such as `amazon-connect-egress-udp-3478-ipv4`.
    pub(super) fn of_permission(&self, permission: Permission) -> String {
        self.of(permission.name('-'))
    }

    /// Such as `amazon-connect-15.193.0.0_19` and
    /// `amazon-connect-2600.f0f2.7100.._40`, for names take neither `/` nor `:`.
    /// What follows the user's name has no `-`, so the last one tells where that
    /// name ends: two names never share an object, nor two prefixes.
    pub(super) fn of_address(&self, prefix: Prefix) -> String {
        let text = prefix.to_string().replace('/', "_");
        self.of(match prefix.version() {
            IpVersion::V4 => text,
            // `::ffff:192.0.2.1` has dots of its own.
            IpVersion::V6 => text.replace('.', "_").replace(':', "."),
        })
    }

    /// Such as `amazon-connect-udp-3478`.
    pub(super) fn of_service(&self, protocol: IpProtocol, ports: PortRange) -> String {
        self.of(format!("{protocol}-{ports}"))
    }
}

/// Eight characters that follow from the prefixes alone: other content, another
/// name.
pub(super) fn content_tag<'a>(prefixes: impl IntoIterator<Item = &'a Prefix>) -> String {
    let lines: String = prefixes.into_iter().map(|prefix| format!("{prefix}\n")).collect();
    format!("{:08x}", content_hash(&lines) >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::{FromValue, Value};
    use proptest::prelude::*;
    use std::net::Ipv6Addr;

    fn of(name: &str, prefix: &str) -> String {
        let name = ObjectName::from_value(&Value::Text(name.into())).unwrap();
        Names::new(&name).of_address(prefix.parse().unwrap())
    }

    proptest! {
        /// So two names, or two prefixes, never share an object.
        #[test]
        fn name_and_prefix_can_be_read_from_an_address_object(
            name in "[a-f](-?[0-9a-f]{1,4}){0,4}-?-?", bits in any::<u128>(), sparse in any::<u128>(), length in 0..=128u8,
        ) {
            let address = Ipv6Addr::from(bits & sparse & u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0));
            let object = of(&name, &format!("{address}/{length}"));
            let (found, rest) = object.rsplit_once('-').unwrap();
            prop_assert_eq!(found, name);
            let (address_text, found) = rest.rsplit_once('_').unwrap();
            prop_assert_eq!(address_text.replace('.', ":").replace('_', ".").parse(), Ok(address));
            prop_assert_eq!(found.parse(), Ok(length));
        }
    }

    #[test]
    fn the_end_of_a_name_is_no_start_of_an_address() {
        assert_ne!(of("a", "2600:f0f2:7100::/40"), of("a-2600-f0f2", "7100::/40"));
        assert_ne!(of("a", "::ffff:1.2.3.4/128"), of("a", "::ffff:1:2:3:4/128"));
    }
}
