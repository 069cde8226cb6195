//! The transport protocols that Amazon Connect uses.

use super::named_enum;

named_enum! {
    /// A transport protocol with ports.
    IpProtocol {
        /// TCP, IANA number 6.
        Tcp = "tcp",
        /// UDP, IANA number 17.
        Udp = "udp",
    }
}

impl IpProtocol {
    /// The IANA protocol number: 6 or 17.
    pub const fn number(self) -> u8 {
        match self {
            Self::Tcp => 6,
            Self::Udp => 17,
        }
    }
}
