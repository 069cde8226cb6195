//! Rules as functions take them: lenient in form, strict in meaning.
//!
//! In: a list, set or tuple of objects, of a data source, of a function, or
//! written by hand. Direction, protocol, ports and prefixes are needed; the
//! rest may be absent or null. Out: the set of their traffic, or every defect
//! with its place. A prefix may stand alone (`cidr`) or in a list (`cidrs`),
//! and families may be mixed: they are told apart here.

use super::{Flow, Label, Line, Permission, RuleSet};
use crate::{
    declaration::{Arguments, FromValue, Mistake, Shape, Value, read_elements, read_object},
    model::{Direction, IpProtocol, IpVersion, PortRange, Prefix, Service},
};
use std::sync::Arc;

const EXPECTED: &str = "a list of rules, such as the `rules` of amazonconnect_network_rules (of a map, give `values(…)`)";

/// One element, as far as its attributes alone tell.
#[derive(Arguments)]
pub(super) struct RuleObject {
    /// `egress` or `ingress`.
    #[argument(required)]
    direction: Direction,
    /// `request` or `return`.
    #[argument(default = Flow::Request)]
    flow: Flow,
    /// `tcp` or `udp`.
    #[argument(required)]
    ip_protocol: Protocol,
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
    /// The family of the prefixes.
    ip_version: Option<IpVersion>,
    /// The prefixes.
    cidrs: Option<Vec<Prefix>>,
    /// One prefix, as `rules_by_key` gives it.
    cidr: Option<Prefix>,
    /// The ids of requirements.
    #[argument(default = Vec::new())]
    requirements: Vec<String>,
    /// Service codes.
    #[argument(default = Vec::new())]
    services: Vec<String>,
    /// What it is for.
    description: Option<String>,
    /// Not read: it follows from the content.
    #[expect(dead_code, reason = "what functions give can be given back")]
    key: Option<String>,
    /// A number for each prefix.
    slots: Option<Vec<u32>>,
    /// The number of the one prefix.
    slot: Option<u32>,
}

/// A protocol, with the reason why there are no others.
struct Protocol(IpProtocol);

impl FromValue for Protocol {
    fn shape() -> Shape {
        Shape::Text
    }

    fn expected() -> String {
        "\"tcp\" or \"udp\": ICMP and \"all protocols\" are not Amazon Connect's traffic".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        IpProtocol::from_value(value).map(Self).map_err(|_| vec![Mistake::unexpected(value, &Self::expected())])
    }
}

impl FromValue for RuleSet {
    fn shape() -> Shape {
        Shape::Dynamic
    }

    fn expected() -> String {
        EXPECTED.to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let mut set = Self::default();
        read_elements(value, EXPECTED, |element| add(&mut set, element))?;
        Ok(set)
    }
}

/// Adds the traffic of one element, or says what is wrong with it: each text
/// follows the element's place.
fn add(set: &mut RuleSet, element: &Value) -> Result<(), Vec<String>> {
    let object: RuleObject = read_object(element, "a rule")?;
    let one = |text: String| vec![text];
    let prefixes = prefixes(&object).map_err(one)?;
    let slots = slots(&object, prefixes.len()).map_err(one)?;
    let ports =
        PortRange::new(object.from_port, object.to_port).map_err(|error| one(format!(": from_port, to_port: {error}")))?;
    let source_ports = source_ports(&object).map_err(one)?;
    if let (Some(version), Some(other)) =
        (object.ip_version, prefixes.iter().find(|prefix| Some(prefix.version()) != object.ip_version))
    {
        return Err(one(format!(
            ".ip_version is {:?}, which does not fit {other}: expected {:?} or null",
            version.as_str(),
            other.version().as_str()
        )));
    }
    let permission = |ip_version| Permission {
        direction: object.direction,
        flow: object.flow,
        ip_protocol: object.ip_protocol.0,
        ports,
        source_ports,
        ip_version,
    };
    let labels = IpVersion::ALL.map(|ip_version| {
        let description = object.description.clone().unwrap_or_else(|| permission(ip_version).describe());
        let services = object.services.iter().map(|name| Service::from(name.as_str())).collect();
        Arc::new(Label::new(object.requirements.clone(), services, description))
    });
    let [v4, v6] = labels;
    let mut refused = Vec::new();
    for (index, prefix) in prefixes.into_iter().enumerate() {
        let label = match prefix.version() {
            IpVersion::V4 => &v4,
            IpVersion::V6 => &v6,
        };
        let slot = slots.as_ref().and_then(|slots| slots.get(index)).copied();
        let line = Line { label: Arc::clone(label), slot };
        if let Err(error) = set.add(permission(prefix.version()), prefix, line) {
            refused.push(format!(": {error}"));
        }
    }
    if refused.is_empty() { Ok(()) } else { Err(refused) }
}

fn prefixes(object: &RuleObject) -> Result<Vec<Prefix>, String> {
    match (&object.cidrs, object.cidr) {
        (Some(cidrs), None) => Ok(cidrs.clone()),
        (None, Some(cidr)) => Ok(vec![cidr]),
        (Some(cidrs), Some(cidr)) if *cidrs == [cidr] => Ok(vec![cidr]),
        (Some(_), Some(_)) => Err(": cidr and cidrs are both set: expected one of them".to_owned()),
        (None, None) => Err(".cidrs is null: expected a list of CIDR prefixes".to_owned()),
    }
}

fn slots(object: &RuleObject, count: usize) -> Result<Option<Vec<u32>>, String> {
    let slots = match (&object.slots, object.slot) {
        (None, None) => return Ok(None),
        (Some(slots), Some(slot)) if *slots != [slot] => {
            return Err(": slot and slots are both set: expected one of them".to_owned());
        }
        (None, Some(slot)) if count != 1 => {
            return Err(format!(".slot is {slot} and there are {count} prefixes: expected slots, with one a prefix"));
        }
        (Some(slots), _) => slots.clone(),
        (None, Some(slot)) => vec![slot],
    };
    if slots.len() == count {
        Ok(Some(slots))
    } else {
        Err(format!(".slots has {} elements and there are {count} prefixes: expected one a prefix", slots.len()))
    }
}

fn source_ports(object: &RuleObject) -> Result<Option<PortRange>, String> {
    match (object.flow, object.source_from_port, object.source_to_port) {
        (Flow::Request, None, None) => Ok(None),
        (Flow::Request, ..) => {
            Err(": source_from_port and source_to_port are for flow = \"return\": a request comes from any port".to_owned())
        }
        (Flow::Return, Some(first), Some(last)) => {
            PortRange::new(first, last).map(Some).map_err(|error| format!(": source_from_port, source_to_port: {error}"))
        }
        (Flow::Return, ..) => Err(
            ": flow is \"return\" and source_from_port or source_to_port is null: expected the service's ports, since replies from any port would be an open door"
                .to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rules(json: serde_json::Value) -> Result<RuleSet, Vec<String>> {
        let value: Value = serde_json::from_value(json).unwrap();
        RuleSet::from_value(&value).map_err(|mistakes| mistakes.into_iter().map(|mistake| mistake.of("rules").text).collect())
    }

    fn keys(json: serde_json::Value) -> Vec<String> {
        rules(json).unwrap().iter().map(|rule| rule.key()).collect()
    }

    #[test]
    fn five_attributes_make_a_rule() {
        let rule = json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": "443", "to_port": 443.0, "cidrs": ["10.0.0.0/8", "2600::/32"] });
        assert_eq!(keys(json!([rule])), ["egress-tcp-443-10.0.0.0/8", "egress-tcp-443-2600::/32"]);
        let set = rules(json!([rule])).unwrap();
        assert_eq!(set.rules()[0].label.description, "Amazon Connect: agents to AWS, tcp/443");
        assert_eq!(keys(json!([])), Vec::<String>::new());
    }

    #[test]
    fn the_same_traffic_given_twice_is_one() {
        let rule = |services: &[&str], description: &str| {
            json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr": "10.0.0.0/8",
                "services": services, "description": description, "key": "x", "slot": null, "flow": null, "ip_version": "ipv4" })
        };
        let set = rules(json!([rule(&["S3"], "first"), rule(&["EC2", "S3"], "second")])).unwrap();
        assert_eq!(set.len(), 1);
        assert_eq!(set.rules()[0].label.services, ["EC2".into(), "S3".into()]);
        assert_eq!(set.rules()[0].label.description, "first");
    }

    #[test]
    fn services_are_sorted_and_nothing_is_said_twice() {
        let rule = json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr": "10.0.0.0/8",
            "services": ["S3", "EC2", "S3"], "requirements": ["b", "a", "b"] });
        let set = rules(json!([rule])).unwrap();
        let label = set.iter().next().unwrap().label.clone();
        assert_eq!(label.services, ["EC2".into(), "S3".into()]);
        assert_eq!(label.requirements, ["b", "a"]);
    }

    #[test]
    fn slots_that_contradict_are_refused_where_they_stand() {
        let rule = |cidrs: &[&str], slot: serde_json::Value, slots: serde_json::Value| {
            json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidrs": cidrs, "slot": slot,
                "slots": slots })
        };
        let null = serde_json::Value::Null;
        let (ten, eleven) = (&["10.0.0.0/8"][..], &["11.0.0.0/8"][..]);
        assert_eq!(rules(json!([rule(ten, json!(3), json!([3]))])).unwrap().rules()[0].slots, Some(vec![3]));
        let mut all = vec![
            json!([rule(ten, json!(3), json!([4]))]),
            json!([rule(&[], json!(3), null.clone())]),
            json!([rule(&["10.0.0.0/8", "11.0.0.0/8"], json!(3), null.clone())]),
            json!([rule(ten, null.clone(), json!([]))]),
        ];
        for second in
            [rule(ten, json!(4), null.clone()), rule(ten, null.clone(), null.clone()), rule(eleven, null.clone(), null.clone())]
        {
            all.push(json!([rule(ten, json!(3), null.clone()), second]));
        }
        all.push(json!([rule(ten, null.clone(), null), rule(eleven, json!(3), json!([3]))]));
        let texts: Vec<String> = all.into_iter().map(|given| rules(given).unwrap_err().join("\n")).collect();
        insta::assert_snapshot!(texts.join("\n"), @r#"
        rules[0]: slot and slots are both set: expected one of them
        rules[0].slot is 3 and there are 0 prefixes: expected slots, with one a prefix
        rules[0].slot is 3 and there are 2 prefixes: expected slots, with one a prefix
        rules[0].slots has 0 elements and there are 1 prefixes: expected one a prefix
        rules[1]: "egress-tcp-443-10.0.0.0/8" has slot 4 and was given with slot 3 before: expected the rules of one amazonconnect_range_ledger
        rules[1]: "egress-tcp-443-10.0.0.0/8" has no slot, but other rules have one: expected the rules of one amazonconnect_range_ledger, or rules without slots
        rules[1]: "egress-tcp-443-11.0.0.0/8" has no slot, but other rules have one: expected the rules of one amazonconnect_range_ledger, or rules without slots
        rules[1]: "egress-tcp-443-11.0.0.0/8" has slot 3, but other rules have none: expected the rules of one amazonconnect_range_ledger, or rules without slots
        "#);
    }

    #[test]
    fn what_is_given_can_be_given_back() {
        let reply = json!({ "direction": "ingress", "flow": "return", "ip_protocol": "udp", "from_port": 49152, "to_port": 65535,
            "source_from_port": 3478, "source_to_port": 3478, "cidrs": ["15.193.0.0/19"], "slots": [7] });
        let set = rules(json!([reply])).unwrap();
        assert_eq!(set.iter().next().unwrap().key(), "ingress-udp-49152-65535-from-3478-15.193.0.0/19");
        let records = serde_json::to_value(crate::rules::records(&set.rules())).unwrap();
        assert_eq!(rules(records), Ok(set));
    }

    #[test]
    fn defects_name_their_place() {
        let all = json!([
            { "direction": "out", "ip_protocol": "icmp", "from_port": 0, "to_port": 70000, "cidrs": ["10.0.0.1/8"], "cidr_block": "x" },
            "text",
            { "direction": "ingress", "ip_protocol": "tcp", "from_port": 2, "to_port": 1, "cidrs": [] },
            { "direction": "ingress", "flow": "return", "ip_protocol": "tcp", "from_port": 1, "to_port": 2, "cidrs": ["10.0.0.0/8"] },
            { "direction": "egress", "ip_protocol": "tcp", "from_port": 1, "to_port": 2 },
        ]);
        insta::assert_snapshot!(rules(all).unwrap_err().join("\n"), @r#"
        rules[0].direction is "out": expected "egress" or "ingress"
        rules[0].ip_protocol is "icmp": expected "tcp" or "udp": ICMP and "all protocols" are not Amazon Connect's traffic
        rules[0].from_port is 0: expected an integer from 1 to 65535
        rules[0].to_port is 70000: expected an integer from 1 to 65535
        rules[0].cidrs[0]: "10.0.0.1/8" has host bits set: expected "10.0.0.0/8"
        rules[0]: there is no "cidr_block": expected direction, flow, ip_protocol, from_port, to_port, source_from_port, source_to_port, ip_version, cidrs, cidr, requirements, services, description, key, slots, slot
        rules[1] is "text": expected a rule, an object
        rules[2]: from_port, to_port: the port range 2-1 is reversed: expected "1-2"
        rules[3]: flow is "return" and source_from_port or source_to_port is null: expected the service's ports, since replies from any port would be an open door
        rules[4].cidrs is null: expected a list of CIDR prefixes
        "#);
    }

    #[test]
    fn a_map_is_told_what_to_do() {
        assert_eq!(
            rules(json!({ "a": {} })).unwrap_err(),
            [
                "rules is an object: expected a list of rules, such as the `rules` of amazonconnect_network_rules (of a map, give `values(…)`)"
            ]
        );
    }
}
