//! Held prefixes read from a state.

use super::{Appearance, Hold};
use crate::{
    declaration::{Arguments, FromValue, Mistake, Shape, Value, read_object},
    model::{Direction, IpProtocol, IpVersion, Moment, PortRange, PortRangeError, Prefix},
    rules::{Flow, Permission},
};

/// One element, as far as its attributes alone tell.
#[derive(Arguments)]
struct HeldObject {
    /// The last moment without the space that is gone.
    not_seen_at: Option<Moment>,
    /// The date of the first document that had it.
    first_seen: Option<Moment>,
    /// By when it had to be allowed.
    #[expect(dead_code, reason = "follows from the others")]
    allow_by: Option<Moment>,
    /// When all traffic might have gone there.
    #[expect(dead_code, reason = "follows from the others")]
    full_traffic_at: Option<Moment>,
    /// `egress` or `ingress`.
    #[argument(required)]
    direction: Direction,
    /// `request` or `return`.
    #[argument(required)]
    flow: Flow,
    /// `tcp` or `udp`.
    #[argument(required)]
    ip_protocol: IpProtocol,
    /// The first port that packets go to.
    #[argument(required, min = 1, max = 65535)]
    from_port: u16,
    /// The last one.
    #[argument(required, min = 1, max = 65535)]
    to_port: u16,
    /// The first port that replies come from.
    #[argument(min = 1, max = 65535)]
    source_from_port: Option<u16>,
    /// The last one.
    #[argument(min = 1, max = 65535)]
    source_to_port: Option<u16>,
    /// `ipv4` or `ipv6`.
    #[argument(required)]
    ip_version: IpVersion,
    /// Service codes.
    #[expect(dead_code, reason = "stands in effective_rules")]
    services: Option<Vec<String>>,
    /// The prefixes.
    #[argument(required)]
    cidrs: Vec<Prefix>,
    /// The date of the first document without them.
    #[argument(required)]
    removed_at: Moment,
    /// When they go.
    #[argument(required)]
    drop_at: Moment,
}

/// Prefixes of one permission that are held alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPrefixes {
    /// Of which permission.
    pub permission: Permission,
    /// Since when and until when.
    pub hold: Hold,
    /// The prefixes.
    pub prefixes: Vec<Prefix>,
}

impl HeldPrefixes {
    /// Each of them.
    pub fn holds(self) -> impl Iterator<Item = ((Permission, Prefix), Hold)> {
        self.prefixes.into_iter().map(move |prefix| ((self.permission, prefix), self.hold))
    }
}

impl FromValue for HeldPrefixes {
    fn shape() -> Shape {
        Shape::Nested(HeldObject::declarations())
    }

    fn expected() -> String {
        "held prefixes, an object".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let object: HeldObject = read_object(value, "held prefixes").map_err(Mistake::of_texts)?;
        let permission = permission(&object).map_err(|error| Mistake::of_texts(vec![format!(": ports: {error}")]))?;
        let dates = (object.not_seen_at, object.first_seen);
        let appearance = match dates {
            (Some(not_seen_at), Some(first_seen)) => Some(Appearance { not_seen_at, first_seen }),
            (None, None) => None,
            _ => {
                let text = ": one of not_seen_at and first_seen is null: expected both or none".to_owned();
                return Err(Mistake::of_texts(vec![text]));
            }
        };
        let hold = Hold { removed_at: object.removed_at, drop_at: object.drop_at, appearance };
        Ok(Self { permission, hold, prefixes: object.cidrs })
    }
}

fn permission(object: &HeldObject) -> Result<Permission, PortRangeError> {
    let source_ports = match (object.source_from_port, object.source_to_port) {
        (Some(first), Some(last)) => Some(PortRange::new(first, last)?),
        _ => None,
    };
    Ok(Permission {
        direction: object.direction,
        flow: object.flow,
        ip_protocol: object.ip_protocol,
        ports: PortRange::new(object.from_port, object.to_port)?,
        source_ports,
        ip_version: object.ip_version,
    })
}
