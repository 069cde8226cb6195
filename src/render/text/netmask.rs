//! The dotted mask that some vendors write instead of a prefix length.

use crate::model::Prefix;
use std::net::Ipv4Addr;

/// `255.255.224.0` for an IPv4 prefix of 19 bits.
pub(super) fn netmask(prefix: Prefix) -> Ipv4Addr {
    let host_bits = 32_u32.saturating_sub(u32::from(prefix.len()));
    Ipv4Addr::from(u32::MAX.checked_shl(host_bits).unwrap_or(0))
}

/// `15.193.0.0 255.255.224.0`, or `host 15.193.0.1`: an IPv4 prefix as Cisco
/// writes it.
pub(super) fn network_and_mask(prefix: Prefix) -> String {
    if prefix.len() == prefix.version().bits() {
        format!("host {}", prefix.network())
    } else {
        format!("{} {}", prefix.network(), netmask(prefix))
    }
}

#[cfg(test)]
mod tests {
    use super::{netmask, network_and_mask};

    #[test]
    fn masks_of_all_kinds() {
        for (prefix, mask) in [
            ("0.0.0.0/0", "0.0.0.0"),
            ("10.0.0.0/8", "255.0.0.0"),
            ("15.193.0.0/19", "255.255.224.0"),
            ("52.55.191.224/27", "255.255.255.224"),
            ("1.2.3.4/32", "255.255.255.255"),
        ] {
            assert_eq!(netmask(prefix.parse().unwrap()).to_string(), mask);
        }
    }

    #[test]
    fn one_address_is_a_host() {
        assert_eq!(network_and_mask("1.2.3.4/32".parse().unwrap()), "host 1.2.3.4");
        assert_eq!(network_and_mask("1.2.3.4/31".parse().unwrap()), "1.2.3.4 255.255.255.254");
    }
}
