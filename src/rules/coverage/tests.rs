//! Cases of the comparison. `shapes`: what users give, and how it is read.
//! `packets`: laws, packet by packet. `ranges`: of ports that overlap.

use super::{Deployed, compare};
use crate::{
    declaration::{FromValue, Value},
    model::PrefixSet,
    rules::RuleSet,
};
use serde_json::{Value as Json, json};

mod packets;
mod ranges;
mod shapes;

fn rules(json: Json) -> RuleSet {
    RuleSet::from_value(&serde_json::from_value::<Value>(json).unwrap()).unwrap()
}

fn deployed(json: Json) -> Result<Deployed, Vec<String>> {
    let value: Value = serde_json::from_value(json).unwrap();
    Deployed::from_value(&value).map_err(|mistakes| mistakes.into_iter().map(|mistake| mistake.of("deployed").text).collect())
}

fn rule(direction: &str, protocol: &str, ports: (u16, u16), cidrs: &[&str]) -> Json {
    json!({ "direction": direction, "ip_protocol": protocol, "from_port": ports.0, "to_port": ports.1, "cidrs": cidrs })
}

fn reply(protocol: &str, source: u16, cidrs: &[&str]) -> Json {
    let mut rule = rule("ingress", protocol, (49152, 65535), cidrs);
    rule["flow"] = json!("return");
    rule["source_from_port"] = json!(source);
    rule["source_to_port"] = json!(source);
    rule
}

fn entry(number: u16, egress: bool, action: &str, protocol: &str, ports: (u16, u16), cidr: &str) -> Json {
    json!({ "rule_number": number, "egress": egress, "rule_action": action, "protocol": protocol, "from_port": ports.0,
        "to_port": ports.1, "cidr_block": cidr })
}

/// The keys of what is missing and of what is open beyond.
fn found(required: Json, in_place: Json) -> [Vec<String>; 2] {
    let coverage = compare(&rules(required), &deployed(in_place).unwrap(), &PrefixSet::default()).unwrap();
    [coverage.missing, coverage.excess].map(|set| set.iter().map(|rule| rule.key()).collect())
}

#[test]
fn ports_are_compared_piece_by_piece() {
    let required = || json!([rule("egress", "udp", (3000, 4000), &["15.193.0.0/19"])]);
    let [missing, excess] = found(
        required(),
        json!([rule("egress", "udp", (1, 3477), &["15.193.0.0/19"]), rule("egress", "udp", (3478, 65535), &["15.193.0.0/20"])]),
    );
    assert_eq!(missing, ["egress-udp-3478-4000-15.193.16.0/20"]);
    assert_eq!(excess, ["egress-udp-1-2999-15.193.0.0/19", "egress-udp-4001-65535-15.193.0.0/20"]);
    // Neighbours with the same in them are one again.
    let [missing, excess] = found(
        required(),
        json!([rule("egress", "udp", (3000, 3477), &["15.193.0.0/19"]), rule("egress", "udp", (3478, 4000), &["15.192.0.0/10"])]),
    );
    assert_eq!(missing, Vec::<String>::new());
    assert!(excess.iter().all(|key| key.starts_with("egress-udp-3478-4000-15.")), "{excess:?}");
}

#[test]
fn replies_are_asked_of_what_knows_no_sessions() {
    let required = || json!([rule("egress", "tcp", (443, 443), &["15.193.0.0/19"]), reply("tcp", 443, &["15.193.0.0/19"])]);
    let group = json!({ "egress": [{ "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["15.193.0.0/19"] }], "ingress": [] });
    assert_eq!(found(required(), group), [Vec::<String>::new(), Vec::new()]);
    let out = entry(100, true, "allow", "6", (443, 443), "15.193.0.0/19");
    assert_eq!(found(required(), json!([out])), [vec!["ingress-tcp-49152-65535-from-443-15.193.0.0/19".to_owned()], Vec::new()]);
    // An ACL says nothing of source ports: what replies need is no excess there.
    let back = entry(100, false, "allow", "tcp", (49152, 65535), "15.193.0.0/19");
    assert_eq!(found(required(), json!({ "a": out, "b": back })), [Vec::<String>::new(), Vec::new()]);
    // A rule that lets sessions in where replies are asked for is wider.
    let wide = json!([
        rule("egress", "tcp", (443, 443), &["15.193.0.0/19"]),
        rule("ingress", "tcp", (49152, 65535), &["15.193.0.0/19"])
    ]);
    assert_eq!(found(required(), wide), [Vec::<String>::new(), vec!["ingress-tcp-49152-65535-15.193.0.0/19".to_owned()]]);
    assert_eq!(found(required(), required()), [Vec::<String>::new(), Vec::new()]);
}

#[test]
fn the_first_entry_of_an_acl_decides() {
    let required = || json!([rule("egress", "tcp", (443, 443), &["15.193.0.0/19"])]);
    let allow = |number| entry(number, true, "allow", "tcp", (443, 443), "15.193.0.0/19");
    let deny_all = |number| entry(number, true, "deny", "-1", (0, 0), "0.0.0.0/0");
    assert_eq!(found(required(), json!([deny_all(32000), allow(100)])), [Vec::<String>::new(), Vec::new()]);
    assert_eq!(found(required(), json!([allow(100), deny_all(1)]))[0], ["egress-tcp-443-15.193.0.0/19"]);
    let part = entry(50, true, "deny", "tcp", (400, 500), "15.193.16.0/20");
    assert_eq!(found(required(), json!([allow(100), part]))[0], ["egress-tcp-443-15.193.16.0/20"]);
    let other_way = entry(1, false, "deny", "-1", (0, 0), "0.0.0.0/0");
    assert_eq!(found(required(), json!([allow(100), other_way])), [Vec::<String>::new(), Vec::new()]);
}

#[test]
fn every_protocol_covers_and_is_told() {
    let required = json!([rule("egress", "tcp", (443, 443), &["0.0.0.0/0"])]);
    let all = json!([{ "is_egress": true, "ip_protocol": "-1", "from_port": null, "to_port": null, "cidr_ipv4": "0.0.0.0/0", "cidr_ipv6": "" }]);
    let [missing, excess] = found(required, all.clone());
    assert_eq!(missing, Vec::<String>::new());
    assert_eq!(excess, ["egress-tcp-1-442-0.0.0.0/0", "egress-tcp-444-65535-0.0.0.0/0", "egress-udp-1-65535-0.0.0.0/0"]);
    assert_eq!(deployed(all).unwrap().unresolved(), ["[0] is about every protocol: only tcp and udp are compared"]);
}

#[test]
fn what_has_no_prefix_is_unresolved_and_what_has_nothing_is_refused() {
    let rule = |name: &str, value: Json| {
        let mut rule = json!({ "type": "egress", "protocol": "tcp", "from_port": 443, "to_port": 443 });
        rule[name] = value;
        rule
    };
    let unresolved = |name: &str, value: Json| deployed(json!([rule(name, value)])).unwrap().unresolved().to_vec();
    assert_eq!(
        unresolved("prefix_list_ids", json!(["pl-1"])),
        ["[0] names the prefix list pl-1, whose addresses are not known here"]
    );
    assert_eq!(unresolved("self", json!(true)), ["[0] names the security group itself, whose addresses are not known here"]);
    assert_eq!(unresolved("cidr_blocks", json!(["10.0.0.0/8"])), Vec::<String>::new());
    let mut defects = Vec::new();
    for wrong in [
        json!([rule("cidr_blok", json!(["10.0.0.0/8"]))]),
        json!([rule("cidr_blocks", json!(["10.0.0.1/8"]))]),
        json!([{ "cidr_blocks": ["10.0.0.0/8"], "protocol": "tcp", "from_port": 443, "to_port": 443 }]),
        json!([{ "type": "egress", "cidr_blocks": ["10.0.0.0/8"], "from_port": 443, "to_port": 443 }]),
        json!([{ "type": "egress", "cidr_blocks": ["10.0.0.0/8"], "protocol": "tcp", "from_port": 443 }]),
        json!([{ "type": "egress", "cidr_blocks": ["10.0.0.0/8"], "protocol": "tcp", "from_port": 5, "to_port": 4 }]),
        json!([{ "type": "egress", "cidr_blocks": ["10.0.0.0/8"], "protocol": "tcp", "from_port": -1, "to_port": 4 }]),
        json!([{ "direction": "egress", "cidrs": ["10.0.0.0/8"], "ip_protocol": "tcp", "from_port": 443, "to_prt": 443 }]),
        json!([rule("cidr_blocks", json!(["10.0.0.0/8"])), entry(1, true, "allow", "tcp", (443, 443), "10.0.0.0/8")]),
        json!([entry(1, true, "permit", "tcp", (443, 443), "10.0.0.0/8")]),
        json!({ "egress": "all", "ingress": [] }),
        json!([7]),
    ] {
        defects.push(deployed(wrong).unwrap_err().join("\n"));
    }
    insta::assert_snapshot!(defects.join("\n"), @r#"
    deployed[0] names no prefix: expected one of cidr_blocks, ipv6_cidr_blocks, cidr_block, ipv6_cidr_block, cidr_ipv4, cidr_ipv6, cidrs, entries
    deployed[0].cidr_blocks[0]: "10.0.0.1/8" has host bits set: expected "10.0.0.0/8"
    deployed[0] names no direction: expected direction, type, is_egress or egress, or a list under egress or ingress
    deployed[0] names no protocol: expected ip_protocol or protocol
    deployed[0].to_port is null: expected a port from 0 to 65535
    deployed[0]: from_port, to_port: the port range 5-4 is reversed: expected "4-5"
    deployed[0]: from_port, to_port are -1 and 4: expected ports from 0 to 65535, or -1 and -1 for all
    deployed[0].to_port is null: expected an integer
    deployed[0]: there is no "to_prt": did you mean "to_port"?
    deployed[1] is one of the entries of a network ACL, after rules of a security group: a packet must pass both filters, so ask for each in a call of its own
    deployed[0]: action is "permit": expected "allow" or "deny"
    deployed.egress is "all": expected a list of blocks
    deployed[0] is 7: expected an object
    "#);
}

fn group(egress: Json) -> Json {
    json!({ "egress": egress, "ingress": [], "id": "sg-1" })
}

fn block(port: u16, cidr: &str) -> Json {
    json!({ "protocol": "tcp", "from_port": port, "to_port": port, "cidr_blocks": [cidr] })
}

#[test]
fn the_groups_of_an_interface_are_taken_together() {
    let required = || json!([rule("egress", "tcp", (443, 443), &["15.193.0.0/19"]), reply("tcp", 443, &["15.193.0.0/19"])]);
    let halves = || [group(json!([block(443, "15.193.0.0/20")])), group(json!([block(443, "15.193.16.0/20")]))];
    let [one, other] = halves();
    assert_eq!(found(required(), json!({ "00": one, "01": other })), [Vec::<String>::new(), Vec::new()]);
    assert_eq!(found(required(), json!(halves())), [Vec::<String>::new(), Vec::new()]);
    assert_eq!(found(required(), json!([one]))[0], ["egress-tcp-443-15.193.16.0/20"]);
    assert_eq!(found(required(), json!({ "00": group(json!([])) }))[0], ["egress-tcp-443-15.193.0.0/19"]);
    let acl = |number| json!({ "egress": [{ "rule_no": number, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0" }] });
    assert_eq!(
        deployed(json!([acl(1), acl(2)])).unwrap_err(),
        ["deployed[0].egress[0] is one of several network ACLs: a subnet has one, so ask for each in a call of its own"]
    );
    assert_eq!(
        deployed(json!([one, rule("egress", "tcp", (443, 443), &["15.193.0.0/19"])])).unwrap_err(),
        ["deployed[1] is no group, as deployed[0] is: expected lists under egress and ingress"]
    );
}

#[test]
fn a_filter_without_blocks_is_told_by_what_else_it_has() {
    let required = || json!([rule("egress", "tcp", (443, 443), &["15.193.0.0/19"]), reply("tcp", 443, &["15.193.0.0/19"])]);
    assert_eq!(found(required(), group(json!([])))[0].len(), 1, "a group knows sessions");
    assert_eq!(found(required(), json!({ "egress": [], "ingress": [], "subnet_ids": [] }))[0].len(), 2, "an ACL knows none");
    let other = deployed(json!({ "id": "sg-1", "name": "agents" })).unwrap_err();
    assert!(other[0].starts_with("deployed is an object without lists under egress and ingress: expected rules,"), "{other:?}");
}

#[test]
fn entries_of_prefix_lists_are_read() {
    let list = |cidrs: &[&str]| {
        let entries: Vec<Json> = cidrs.iter().map(|cidr| json!({ "cidr": cidr, "description": "x" })).collect();
        json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "max_entries": 20, "entries": entries })
    };
    let required = json!([rule("egress", "tcp", (443, 443), &["15.193.0.0/19"])]);
    let lists =
        json!({ "egress-tcp-443-ipv4-0": list(&["15.193.0.0/20", "15.193.16.0/20"]), "egress-tcp-443-ipv4-1": list(&[]) });
    assert_eq!(found(required, lists), [Vec::<String>::new(), Vec::new()]);
    let mut wrong = list(&["15.193.0.1/20"]);
    wrong["entries"][0]["description"] = json!(null);
    assert_eq!(
        deployed(json!([wrong])).unwrap_err(),
        ["deployed[0].entries[0].cidr: \"15.193.0.1/20\" has host bits set: expected \"15.193.0.0/20\""]
    );
}
