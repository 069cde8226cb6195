//! `explain`: why an address is permitted.
//!
//! In: rules and one address. Out: the prefixes that hold it, each with the
//! requirements that ask for it, in their own words and with their page.

use crate::{
    declaration::{Declare, FromValue, Function, Mistake, Record, Shape, Value, parameter},
    model::{Prefix, joined},
    requirements::by_id,
    rules::{PrefixRule, RuleSet, rules_parameter},
};
use serde::Serialize;
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr},
};

/// One address, as a prefix of its whole length.
struct Address(Prefix);

impl FromValue for Address {
    fn shape() -> Shape {
        Shape::Text
    }

    fn expected() -> String {
        "an IPv4 or IPv6 address such as \"15.193.0.1\"".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let text = String::from_value(value)?;
        let address = text.parse::<IpAddr>().ok();
        // Packets have the IPv4 address, so rules are to be asked for that one.
        if let Some(ipv4) = address.and_then(mapped) {
            return Err(vec![Mistake::unexpected(value, &format!("the IPv4 address that it stands for, \"{ipv4}\""))]);
        }
        let read = address.and_then(|address| {
            let bits = if address.is_ipv4() { 32 } else { 128 };
            Prefix::new(address, bits).ok()
        });
        read.map(Self).ok_or_else(|| vec![Mistake::unexpected(value, &Self::expected())])
    }
}

/// What an IPv4-mapped IPv6 address maps (RFC 4291, section 2.5.5.2).
const fn mapped(address: IpAddr) -> Option<Ipv4Addr> {
    match address {
        IpAddr::V6(address) => address.to_ipv4_mapped(),
        IpAddr::V4(_) => None,
    }
}

/// Why an address is permitted: one prefix that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
struct Explanation {
    /// The prefix with its direction, protocol and ports, such as `egress-udp-3478-15.193.0.0/19`.
    key: String,
    /// The services that its rule names: those whose ranges it covers, or all of its permission in merged rules.
    services: Vec<String>,
    /// The ids of the requirements that ask for it.
    requirements: Vec<String>,
    /// What the requirements are for; the description of the rule if it names none that is known.
    text: String,
    /// The page on which AWS says so, that of the first requirement; empty if none is known.
    page: String,
}

pub(super) fn function() -> Function {
    Declare {
        name: "explain",
        summary: "Tell why an address is permitted",
        description: "Gives one element for each prefix of the rules that holds `address`: what asks for it, what for, and the page of AWS \
                      that says so. The list is empty if no rule permits the address.\n\n\
                      Rules that are merged over services, as `merge = \"per_port\"` merges them by default, name all services and \
                      requirements of their direction, protocol and ports, whichever of them holds the address. Explain rules with \
                      `merge = \"per_service\"`, which permit the same addresses and name the services of each prefix.",
    }
    .function((rules_parameter(), parameter::<Address>("address", "One IPv4 or IPv6 address.")), explained)
}

fn explained((rules, address): (RuleSet, Address)) -> Result<Vec<Explanation>, Infallible> {
    Ok(rules.iter().filter(|rule| rule.prefix.contains(address.0)).map(|rule| explanation(&rule)).collect())
}

fn explanation(rule: &PrefixRule<'_>) -> Explanation {
    let ids: Vec<&str> = rule.label.requirements.iter().map(String::as_str).collect();
    let purposes = joined(by_id(&ids).map(|row| row.purpose), "; ");
    let page = by_id(&ids).find_map(|row| row.sources.first()).copied().unwrap_or_default();
    Explanation {
        key: rule.key(),
        services: rule.label.services.iter().map(ToString::to_string).collect(),
        requirements: rule.label.requirements.clone(),
        text: if purposes.is_empty() { rule.label.description.clone() } else { purposes },
        page: page.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        functions::tests::{assert_refused, call},
        requirements::lookup,
    };
    use serde_json::{Value, json};

    fn rules() -> Value {
        let rule = |port: u16, cidrs: &[&str], requirements: &[&str]| {
            json!({ "direction": "egress", "ip_protocol": "udp", "from_port": port, "to_port": port, "cidrs": cidrs,
                "requirements": requirements, "services": ["AMAZON_CONNECT"], "description": "of my own" })
        };
        json!([
            rule(3478, &["15.193.0.0/19", "2600:f0f2:7100::/40"], &["ipr-amazon-connect-media"]),
            rule(3479, &["15.193.0.0/20"], &["no-such-row"]),
        ])
    }

    #[test]
    fn every_prefix_that_holds_the_address_says_why() {
        let row = lookup("ipr-amazon-connect-media").unwrap();
        let media = |key: &str| json!({ "key": key, "services": ["AMAZON_CONNECT"], "requirements": [row.id], "text": row.purpose, "page": row.sources[0] });
        let own = json!({ "key": "egress-udp-3479-15.193.0.0/20", "services": ["AMAZON_CONNECT"],
            "requirements": ["no-such-row"], "text": "of my own", "page": "" });
        let v4 = media("egress-udp-3478-15.193.0.0/19");
        assert_eq!(call("explain", json!([rules(), "15.193.0.1"])), Ok(json!([v4, own])));
        assert_eq!(call("explain", json!([rules(), "15.193.31.255"])), Ok(json!([v4])));
        assert_eq!(
            call("explain", json!([rules(), "2600:f0f2:7100::1"])),
            Ok(json!([media("egress-udp-3478-2600:f0f2:7100::/40")]))
        );
        assert!(row.sources[0].starts_with("https://docs.aws.amazon.com/"));
    }

    #[test]
    fn what_no_rule_permits_has_no_reason() {
        for address in ["15.193.32.0", "2600:f0f2:7200::", "::15.193.0.1"] {
            assert_eq!(call("explain", json!([rules(), address])), Ok(json!([])), "{address}");
        }
        assert_eq!(call("explain", json!([[], "15.193.0.1"])), Ok(json!([])));
    }

    #[test]
    fn an_ipv4_mapped_address_is_refused_with_the_one_to_give() {
        for mapped in ["::ffff:15.193.0.1", "::FFFF:0fc1:1"] {
            let expected = "expected the IPv4 address that it stands for, \"15.193.0.1\"";
            assert_refused("explain", json!([rules(), mapped]), 1, expected);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in ["15.193.0.0/19", "15.193.0", "015.193.0.1", "", "connect.aws", "2600::/32", "fe80::1%eth0"] {
            assert_refused("explain", json!([rules(), wrong]), 1, "expected an IPv4 or IPv6 address such as \"15.193.0.1\"");
        }
    }
}
