//! Where a Voice Connector calls the customer's voice system.
//!
//! Host, port and protocol are the customer's choice, for at most ten routes
//! (chime-sdk/latest/APIReference/API_voice-chime_OriginationRoute.html, read
//! 2026-11-24). The host is his own: no firewall rule of ours names it.

use crate::{
    declaration::{Arguments, Field, FromValue, Mistake, Shape, Value, read_object},
    model::{IpProtocol, PortRange},
    requirements::Transport,
};

/// The most routes of a Voice Connector.
pub(super) const MAX_ROUTES: usize = 10;

/// One route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Arguments)]
pub struct VoiceRoute {
    /// `tcp` (TLS as well) or `udp`.
    #[argument(required)]
    pub ip_protocol: IpProtocol,
    /// The port of the voice system.
    #[argument(required, min = 1, max = 65535)]
    pub port: u16,
}

impl VoiceRoute {
    /// What it opens.
    pub(super) const fn transport(&self) -> Transport {
        Transport { protocol: self.ip_protocol, ports: PortRange::single(self.port) }
    }
}

impl FromValue for VoiceRoute {
    fn shape() -> Shape {
        let fields = Self::declarations().into_iter();
        Shape::Object(fields.map(|argument| Field { name: argument.name, text: argument.text, shape: argument.shape }).collect())
    }

    fn expected() -> String {
        "a route, an object of ip_protocol and port".to_owned()
    }

    fn expected_list() -> String {
        "a list of routes, each an object of ip_protocol and port".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        read_object(value, "a route").map_err(Mistake::of_texts)
    }
}
