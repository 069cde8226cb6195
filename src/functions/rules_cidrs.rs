//! `rules_cidrs`: the prefixes of the rules that match, for what takes a list
//! of prefixes and knows no ports.
//!
//! In: rules and a filter. Out: the union of the matching rules' addresses, as
//! the fewest prefixes. Requests and replies both count: which of them are
//! meant follows from direction and port.

use super::prefix_texts::texts;
use crate::{
    declaration::{Arguments, Declare, Function, options},
    model::{Direction, IpProtocol, IpVersion, PrefixSet},
    rules::{Permission, RuleSet, rules_parameter},
};
use std::convert::Infallible;

/// Which rules match: what is left out matches all.
#[derive(Arguments)]
struct Filter {
    /// `egress` or `ingress`.
    direction: Option<Direction>,
    /// `tcp` or `udp`.
    ip_protocol: Option<IpProtocol>,
    /// A port that packets go to: what lies between `from_port` and `to_port` matches.
    #[argument(min = 1, max = 65535)]
    port: Option<u16>,
    /// `ipv4` or `ipv6`.
    ip_version: Option<IpVersion>,
}

impl Filter {
    fn matches(&self, permission: &Permission) -> bool {
        let ports = permission.ports.first()..=permission.ports.last();
        self.direction.is_none_or(|direction| direction == permission.direction)
            && self.ip_protocol.is_none_or(|protocol| protocol == permission.ip_protocol)
            && self.port.is_none_or(|port| ports.contains(&port))
            && self.ip_version.is_none_or(|version| version == permission.ip_version)
    }
}

pub(super) fn function() -> Function {
    Declare {
        name: "rules_cidrs",
        summary: "List the prefixes of rules",
        description: "Gives the fewest CIDR prefixes that cover exactly the addresses of all rules that match, IPv4 before IPv6, in numeric \
                      order. Without a filter every rule matches. A list knows no ports: whoever allows it for every port allows more than \
                      the rules do, so ask for one `direction`, `ip_protocol` and `port` where the target has them. Replies \
                      (`flow = \"return\"`) match like requests, by the ports that packets go to: those of a stateless filter's ingress are \
                      the client's. The list is empty if nothing matches.",
    }
    .function((rules_parameter(), options::<Filter>()), cidrs)
}

fn cidrs((rules, filter): (RuleSet, Filter)) -> Result<Vec<String>, Infallible> {
    let matching = rules.permissions().filter(|(permission, _)| filter.matches(permission));
    let union: PrefixSet = matching.flat_map(|(_, lines)| lines.keys().copied()).collect();
    Ok(texts(&union))
}

#[cfg(test)]
mod tests {
    use crate::functions::tests::{assert_refused, call};
    use serde_json::{Value, json};

    fn rules() -> Value {
        let rule = |direction: &str, ip_protocol: &str, from: u16, to: u16, cidrs: &[&str]| json!({ "direction": direction, "ip_protocol": ip_protocol, "from_port": from, "to_port": to, "cidrs": cidrs });
        let mut reply = rule("ingress", "tcp", 49152, 65535, &["52.0.0.0/16"]);
        reply["flow"] = json!("return");
        reply["source_from_port"] = json!(443);
        reply["source_to_port"] = json!(443);
        json!([
            rule("egress", "udp", 3478, 3478, &["15.193.0.0/20", "2600::/32"]),
            rule("egress", "tcp", 443, 443, &["15.193.16.0/20", "52.0.0.0/16"]),
            reply,
        ])
    }

    #[test]
    fn what_matches_is_merged() {
        for (filter, cidrs) in [
            (json!({}), json!(["15.193.0.0/19", "52.0.0.0/16", "2600::/32"])),
            (Value::Null, json!(["15.193.0.0/19", "52.0.0.0/16", "2600::/32"])),
            (json!({ "port": 443 }), json!(["15.193.16.0/20", "52.0.0.0/16"])),
            (json!({ "port": 50000, "direction": "ingress" }), json!(["52.0.0.0/16"])),
            (json!({ "ip_protocol": "udp", "ip_version": "ipv4" }), json!(["15.193.0.0/20"])),
            (json!({ "ip_version": "ipv6", "direction": null }), json!(["2600::/32"])),
            (json!({ "port": 80 }), json!([])),
        ] {
            assert_eq!(call("rules_cidrs", json!([rules(), filter])), Ok(cidrs), "{filter}");
        }
        assert_eq!(call("rules_cidrs", json!([[]])), Ok(json!([])));
    }

    #[test]
    fn a_wrong_filter_is_named() {
        assert_refused("rules_cidrs", json!([rules(), { "port": 0 }]), 1, "port is 0: expected an integer from 1 to 65535");
        assert_refused("rules_cidrs", json!([rules(), { "ports": 443 }]), 1, "there is no \"ports\": did you mean \"port\"?");
        assert_refused("rules_cidrs", json!([rules(), { "direction": "out" }]), 1, "direction is \"out\"");
        assert_refused("rules_cidrs", json!([null]), 0, "rules is null: expected a list of rules");
    }
}
