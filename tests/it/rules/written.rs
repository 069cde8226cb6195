//! What targets that `coverage` does not know by their names hold: their own
//! records and texts, read as rules of five attributes.

use super::read_back::call;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The agents' network.
pub const HOME: [&str; 3] = ["10.20.0.0/16", "10.30.0.0/16", "fd12:3456::/48"];

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn elements(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn texts(value: &Value) -> BTreeSet<&str> {
    elements(value).map(text).collect()
}

/// `443` or `5000:65000`.
fn ports(text: &str) -> [u16; 2] {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    [first, last].map(|port| port.parse().unwrap())
}

fn rule(direction: &str, ip_protocol: &str, [from_port, to_port]: [u16; 2], cidrs: impl IntoIterator<Item = Value>) -> Value {
    let cidrs: Vec<Value> = cidrs.into_iter().collect();
    json!({ "direction": direction, "ip_protocol": ip_protocol, "from_port": from_port, "to_port": to_port, "cidrs": cidrs })
}

/// A bare list for each direction, protocol and ports of requests, which the
/// user's rule names.
pub fn plain(rules: &Value) -> Value {
    let mut traffic: BTreeMap<(&str, &str, u64, u64), Vec<&Value>> = BTreeMap::new();
    for rule in elements(rules).filter(|rule| rule["flow"] != "return") {
        let ports = ["from_port", "to_port"].map(|name| rule[name].as_u64().unwrap());
        traffic.entry((text(&rule["direction"]), text(&rule["ip_protocol"]), ports[0], ports[1])).or_default().push(rule);
    }
    let list = |((direction, protocol, from, to), rules): ((&str, &str, u64, u64), Vec<&Value>)| {
        let written = call("render_text", json!([rules, "plain"]));
        let ports = [from, to].map(|port| u16::try_from(port).unwrap());
        rule(direction, protocol, ports, text(&written).lines().map(Value::from))
    };
    traffic.into_iter().map(list).collect()
}

/// The files that the index of a feed lists, with the ports that it gives them.
pub fn feed(rules: &Value) -> Value {
    let files = call("feed", json!([rules, "agents"]));
    let index: Value = serde_json::from_str(text(&files["agents-index.json"])).unwrap();
    let listed = elements(&index["files"]).map(|file| {
        let ports = ["from_port", "to_port"].map(|name| u16::try_from(file[name].as_u64().unwrap()).unwrap());
        let prefixes = text(&files[text(&file["file"])]).lines().map(Value::from);
        rule(text(&file["direction"]), text(&file["ip_protocol"]), ports, prefixes)
    });
    let rules: Vec<Value> = listed.collect();
    assert_eq!(rules.len() + 1, files.as_object().unwrap().len(), "the index lists every file");
    rules.into()
}

/// Which of two ends are the agents, all of a family: the direction, and the
/// other end.
fn remote<'a>(source: &'a Value, destination: &'a Value) -> (&'static str, &'a Value) {
    let is_home = |end: &Value| {
        let ends = texts(end);
        let of_family = |ipv6: bool| HOME.into_iter().filter(|home| home.contains(':') == ipv6).collect::<BTreeSet<_>>();
        ends == of_family(false) || ends == of_family(true)
    };
    match (is_home(source), is_home(destination)) {
        (true, false) => ("egress", destination),
        (false, true) => ("ingress", source),
        _ => panic!("neither {source} nor {destination} is the agents' network"),
    }
}

/// `stateless_rule`s of AWS Network Firewall.
pub fn network_firewall_stateless(rules: &Value) -> Value {
    let group = call("network_firewall_stateless", json!([rules, HOME, 100]));
    let read = |one: &Value| {
        assert_eq!(one["actions"], json!(["aws:pass"]));
        let (direction, remote) = remote(&one["sources"], &one["destinations"]);
        let protocol = match one["protocols"].as_array().unwrap()[..] {
            [ref number] if *number == 6 => "tcp",
            [ref number] if *number == 17 => "udp",
            _ => panic!("{one}"),
        };
        let ports = |name: &str| {
            let [range] = &one[name].as_array().unwrap()[..] else { panic!("{one}") };
            ["from_port", "to_port"].map(|end| u16::try_from(range[end].as_u64().unwrap()).unwrap())
        };
        let mut read = rule(direction, protocol, ports("destination_ports"), elements(remote).cloned());
        let (source, has_flags) = (ports("source_ports"), !one["tcp_flags"].as_array().unwrap().is_empty());
        assert_eq!(has_flags, source != [0, 65535] && protocol == "tcp", "a reply of TCP opens no connection: {one}");
        if source != [0, 65535] {
            read["flow"] = json!("return");
            read["source_from_port"] = json!(source[0]);
            read["source_to_port"] = json!(source[1]);
        }
        read
    };
    elements(&group["rules"]).map(read).collect()
}

/// `stateful_rule`s of AWS Network Firewall: one for each pair of prefixes.
pub fn network_firewall_stateful(rules: &Value) -> Value {
    let group = call("network_firewall_stateful", json!([rules, HOME]));
    let mut homes: BTreeMap<(&str, String, [u16; 2], &str), BTreeSet<&str>> = BTreeMap::new();
    for one in elements(&group["rules"]) {
        let header = &one["header"];
        assert_eq!(
            (&one["action"], &header["direction"], &header["source_port"]),
            (&json!("PASS"), &json!("FORWARD"), &json!("ANY"))
        );
        let (source, destination) = (text(&header["source"]), text(&header["destination"]));
        let (direction, home, remote) = match (HOME.contains(&source), HOME.contains(&destination)) {
            (true, false) => ("egress", source, destination),
            (false, true) => ("ingress", destination, source),
            _ => panic!("{one}"),
        };
        let traffic = (direction, text(&header["protocol"]).to_lowercase(), ports(text(&header["destination_port"])), remote);
        assert!(homes.entry(traffic).or_default().insert(home), "twice: {one}");
    }
    let read = |((direction, protocol, ports, remote), homes): ((&str, String, [u16; 2], &str), BTreeSet<&str>)| {
        let of_family = HOME.into_iter().filter(|home| home.contains(':') == remote.contains(':'));
        assert_eq!(homes, of_family.collect(), "{direction} {remote}");
        rule(direction, &protocol, ports, [json!(remote)])
    };
    homes.into_iter().map(read).collect()
}

/// Suricata's rules with the sets that they name.
pub fn suricata(rules: &Value) -> Value {
    let (written, sets) = (call("suricata_rules", json!([rules])), call("suricata_ip_sets", json!([rules])));
    let read = |line: &str| {
        let (head, _) = line.split_once(" (").unwrap();
        let words: Vec<&str> = head.split(' ').collect();
        let ["pass", protocol, source, "any", "->", destination, to] = words[..] else { panic!("{line:?}") };
        let (direction, set) = match (source, destination) {
            ("$HOME_NET", set) => ("egress", set),
            (set, "$HOME_NET") => ("ingress", set),
            _ => panic!("{line:?}"),
        };
        let set = sets.get(set.strip_prefix('$').unwrap()).unwrap_or_else(|| panic!("no set for {line:?}"));
        rule(direction, protocol, ports(to), elements(set).cloned())
    };
    text(&written).lines().map(read).collect()
}
