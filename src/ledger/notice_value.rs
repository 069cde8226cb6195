//! A notice read from a value: of a state, or as functions take it.

use super::{Appearance, Notice};
use crate::{
    declaration::{Arguments, FromValue, Mistake, Shape, Value, read_object},
    model::{Direction, IpProtocol, IpVersion, Moment, PortRange, Prefix, Service},
    rules::Permission,
};

/// One notice, as far as its attributes alone tell.
#[derive(Arguments)]
struct NoticeObject {
    /// The last moment at which the prefixes are known not to have been published.
    #[argument(required)]
    not_seen_at: Moment,
    /// The date of the first document that has them.
    #[argument(required)]
    first_seen: Moment,
    /// By when they must be allowed.
    #[argument(required)]
    allow_by: Moment,
    /// When all traffic may go there.
    #[argument(required)]
    full_traffic_at: Moment,
    /// `egress` or `ingress`.
    #[argument(required)]
    direction: Direction,
    /// `tcp` or `udp`.
    #[argument(required)]
    ip_protocol: IpProtocol,
    /// The first port.
    #[argument(required, min = 1, max = 65535)]
    from_port: u16,
    /// The last port.
    #[argument(required, min = 1, max = 65535)]
    to_port: u16,
    /// `ipv4` or `ipv6`.
    #[argument(required)]
    ip_version: IpVersion,
    /// Service codes.
    #[argument(default = Vec::new())]
    services: Vec<Service>,
    /// The new prefixes.
    #[argument(required)]
    cidrs: Vec<Prefix>,
}

impl FromValue for Notice {
    fn shape() -> Shape {
        Shape::Nested(NoticeObject::declarations())
    }

    fn expected() -> String {
        "a notice, such as those of amazonconnect_range_ledger".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let object: NoticeObject = read_object(value, "a notice").map_err(Mistake::of_texts)?;
        let ports = PortRange::new(object.from_port, object.to_port)
            .map_err(|error| Mistake::of_texts(vec![format!(": from_port, to_port: {error}")]))?;
        Ok(Self {
            appearance: Appearance { not_seen_at: object.not_seen_at, first_seen: object.first_seen },
            allow_by: object.allow_by,
            full_traffic_at: object.full_traffic_at,
            permission: Permission::request(object.direction, object.ip_protocol, ports, object.ip_version),
            services: object.services,
            cidrs: object.cidrs,
        })
    }
}
