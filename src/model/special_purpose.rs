//! Which prefixes can belong to a host on the Internet.
//!
//! From the IANA registries of special-purpose addresses for IPv4 and IPv6
//! (<https://www.iana.org/assignments/iana-ipv4-special-registry>,
//! <https://www.iana.org/assignments/iana-ipv6-special-registry>; RFC 6890) and
//! of IPv6 address space (RFC 4291: global unicast is given out of `2000::/3`
//! only). Each row names the RFC that reserves it.
//!
//! Blocks whose registry entry says "globally reachable: N/A" (6to4, Teredo)
//! count as special: both are withdrawn or carry somebody else's IPv4 address.
//! So do the anycast exceptions inside `192.0.0.0/24` and `2001::/23`, which
//! belong to protocols and to no operator.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{IpVersion, Prefix};

/// In order: no block ends before the one above it does.
const SPECIAL_IPV4: [Prefix; 16] = [
    v4([0, 0, 0, 0], 8),          // this network, RFC 791
    v4([10, 0, 0, 0], 8),         // private, RFC 1918
    v4([100, 64, 0, 0], 10),      // shared by carriers' NAT, RFC 6598
    v4([127, 0, 0, 0], 8),        // loopback, RFC 1122
    v4([169, 254, 0, 0], 16),     // link-local, RFC 3927
    v4([172, 16, 0, 0], 12),      // private, RFC 1918
    v4([192, 0, 0, 0], 24),       // protocol assignments, RFC 6890
    v4([192, 0, 2, 0], 24),       // documentation, RFC 5737
    v4([192, 88, 99, 0], 24),     // 6to4 relays, withdrawn by RFC 7526
    v4([192, 168, 0, 0], 16),     // private, RFC 1918
    v4([198, 18, 0, 0], 15),      // benchmarks, RFC 2544
    v4([198, 51, 100, 0], 24),    // documentation, RFC 5737
    v4([203, 0, 113, 0], 24),     // documentation, RFC 5737
    v4([224, 0, 0, 0], 4),        // multicast, RFC 5771
    v4([240, 0, 0, 0], 4),        // class E, RFC 1112
    v4([255, 255, 255, 255], 32), // limited broadcast, RFC 919
];

const GLOBAL_UNICAST_IPV6: Prefix = v6(0x2000, 0, 3);

/// Inside `2000::/3`; all outside it is loopback, unique local (`fc00::/7`),
/// link-local (`fe80::/10`), multicast (`ff00::/8`), translation or reserved.
/// In order, as above.
const SPECIAL_IPV6: [Prefix; 4] = [
    v6(0x2001, 0, 23),     // protocol assignments, Teredo among them, RFC 2928
    v6(0x2001, 0xdb8, 32), // documentation, RFC 3849
    v6(0x2002, 0, 16),     // 6to4, RFC 3056
    v6(0x3fff, 0, 20),     // documentation, RFC 9637
];

const fn v4(octets: [u8; 4], len: u8) -> Prefix {
    let [a, b, c, d] = octets;
    Prefix::truncate(IpVersion::V4, Ipv4Addr::new(a, b, c, d).to_bits() as u128, len)
}

const fn v6(first: u16, second: u16, len: u8) -> Prefix {
    Prefix::truncate(IpVersion::V6, Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0).to_bits(), len)
}

impl Prefix {
    /// Whether every address is global unicast: neither private, loopback,
    /// link-local, multicast, documentation, nor reserved in any other way.
    pub fn is_global_unicast(self) -> bool {
        match self.version() {
            IpVersion::V4 => !self.overlaps_any(&SPECIAL_IPV4),
            IpVersion::V6 => GLOBAL_UNICAST_IPV6.contains(self) && !self.overlaps_any(&SPECIAL_IPV6),
        }
    }

    /// Whether an address is in one of `others`, which are in order and of this
    /// family. Asked of every row of a document, so they are searched and not
    /// walked through.
    fn overlaps_any(self, others: &[Self]) -> bool {
        let before = others.partition_point(|other| other.last() < self.first());
        others.get(before).is_some_and(|other| other.first() <= self.last())
    }
}

#[cfg(test)]
mod tests {
    use super::Prefix;

    #[track_caller]
    fn assert_global_unicast(text: &str, expected: bool) {
        assert_eq!(text.parse::<Prefix>().unwrap().is_global_unicast(), expected, "{text}");
    }

    #[test]
    fn prefixes_of_operators_are_global_unicast() {
        for text in ["15.193.0.0/19", "1.0.0.0/8", "223.255.255.255/32", "2600:f0f2:7100::/40", "2001:200::/23", "3ffe::/16"] {
            assert_global_unicast(text, true);
        }
        // Registered as globally reachable: AS112 and AMT.
        for text in ["192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24", "2620:4f:8000::/48"] {
            assert_global_unicast(text, true);
        }
    }

    #[test]
    fn special_purpose_prefixes_are_not() {
        for text in [
            "0.1.0.0/16",
            "10.1.2.0/24",
            "100.127.255.0/24",
            "127.0.0.1/32",
            "169.254.169.254/32",
            "172.31.0.0/16",
            "192.0.0.9/32",
            "192.0.2.0/25",
            "192.88.99.1/32",
            "192.168.0.0/16",
            "198.19.0.0/16",
            "198.51.100.0/24",
            "203.0.113.7/32",
            "239.0.0.0/8",
            "252.0.0.0/6",
            "255.255.255.255/32",
            "::/128",
            "::1/128",
            "::ffff:15.193.0.0/115",
            "64:ff9b::/96",
            "100::/64",
            "2001::/32",
            "2001:2::/48",
            "2001:db8:1::/48",
            "2002:fc1::/32",
            "3fff:1::/32",
            "5f00::/16",
            "fd00::/8",
            "fe80::/10",
            "ff02::1/128",
        ] {
            assert_global_unicast(text, false);
        }
    }

    #[test]
    fn a_broad_prefix_with_a_special_part_is_not() {
        for text in ["0.0.0.0/0", "192.0.0.0/8", "203.0.112.0/23", "::/0", "2000::/3", "2001::/16", "3ff0::/12"] {
            assert_global_unicast(text, false);
        }
    }

    #[test]
    fn neighbours_of_special_blocks_are_global_unicast() {
        for text in ["9.0.0.0/8", "11.0.0.0/8", "100.128.0.0/9", "172.32.0.0/11", "192.0.1.0/24", "192.0.3.0/24", "198.20.0.0/14"]
        {
            assert_global_unicast(text, true);
        }
        for text in ["2001:db7::/32", "2001:db9::/32", "2003::/16", "3fff:1000::/20"] {
            assert_global_unicast(text, true);
        }
    }
}
