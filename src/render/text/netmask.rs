//! The dotted mask that some vendors write instead of a prefix length.

use crate::model::Prefix;
use std::net::Ipv4Addr;

/// `255.255.224.0` for an IPv4 prefix of 19 bits.
pub(super) fn netmask(prefix: Prefix) -> Ipv4Addr {
    let host_bits = 32_u32.saturating_sub(u32::from(prefix.len()));
    Ipv4Addr::from(u32::MAX.checked_shl(host_bits).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::netmask;

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
}
