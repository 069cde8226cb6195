//! What users give, each with what is missing from it and what is beyond.

use super::*;

fn required() -> Json {
    json!([rule("egress", "tcp", (443, 443), &["15.193.0.0/19", "2600::/32"])])
}

/// Nothing missing and nothing beyond.
#[track_caller]
fn assert_exact(in_place: Json) {
    assert_eq!(found(required(), in_place), [Vec::<String>::new(), Vec::new()]);
}

/// As the data source `aws_vpc_security_group_rule` has one.
fn vpc_rule(cidr_ipv4: Option<&str>, cidr_ipv6: Option<&str>) -> Json {
    json!({
        "arn": "arn:aws:ec2:us-east-1:123456789012:security-group-rule/sgr-1", "cidr_ipv4": cidr_ipv4, "cidr_ipv6": cidr_ipv6,
        "description": "Amazon Connect", "filter": null, "from_port": 443, "id": "sgr-1", "ip_protocol": "tcp", "is_egress": true,
        "prefix_list_id": null, "referenced_security_group_id": null, "security_group_id": "sg-1", "security_group_rule_id": "sgr-1",
        "tags": {}, "to_port": 443,
    })
}

#[test]
fn rules_of_a_security_group_as_objects_of_their_own() {
    let both = || json!({ "v4": vpc_rule(Some("15.193.0.0/19"), None), "v6": vpc_rule(None, Some("2600::/32")) });
    assert_exact(both());
    let mut half = both();
    half["v4"] = vpc_rule(Some("15.193.0.0/20"), None);
    assert_eq!(found(required(), half), [vec!["egress-tcp-443-15.193.16.0/20".to_owned()], Vec::new()]);
    let mut other_way = both();
    other_way["v6"]["is_egress"] = json!(false);
    assert_eq!(
        found(required(), other_way),
        [vec!["egress-tcp-443-2600::/32".to_owned()], vec!["ingress-tcp-443-2600::/32".to_owned()]]
    );
}

/// A map of texts is what many a module passes on.
#[test]
fn texts_stand_for_numbers_and_for_true_and_false() {
    let texts = |name: &str, egress: &str| {
        let mut rule = json!({ "ip_protocol": "tcp", "from_port": "443", "to_port": "443", "cidr_ipv4": "15.193.0.0/19",
            "cidr_ipv6": "2600::/32", "self": "false" });
        rule[name] = json!(egress);
        json!([rule])
    };
    for name in ["is_egress", "egress"] {
        assert_exact(texts(name, "true"));
        assert_eq!(found(required(), texts(name, "false"))[0].len(), 2);
        let text = format!("deployed[0].{name} is \"yes\": expected true or false");
        assert_eq!(deployed(texts(name, "yes")).unwrap_err(), [text]);
    }
    let mut itself = texts("egress", "true");
    itself[0]["self"] = json!("true");
    assert_eq!(
        deployed(itself).unwrap().unresolved(),
        ["[0] names the security group itself, whose addresses are not known here"]
    );
}

#[test]
fn directions_that_contradict_each_other_are_refused() {
    let of = |name: &str, value: Json| {
        let mut rule = vpc_rule(Some("15.193.0.0/19"), None);
        rule[name] = value;
        json!([rule])
    };
    for (name, value) in [("type", json!("ingress")), ("direction", json!("ingress"))] {
        let text =
            format!("deployed[0].{name} is \"ingress\" and is_egress is true: expected one direction, so leave one of them out");
        assert_eq!(deployed(of(name, value)).unwrap_err(), [text]);
    }
    assert_eq!(
        deployed(of("egress", json!(false))).unwrap_err(),
        ["deployed[0].is_egress is true and egress is false: expected one direction, so leave one of them out"]
    );
    for agreeing in [of("type", json!("egress")), of("egress", json!("true")), of("type", Json::Null)] {
        assert!(deployed(agreeing).is_ok());
    }
}

#[test]
fn a_port_that_is_none_is_told_its_range() {
    let mut rule = vpc_rule(Some("15.193.0.0/19"), None);
    rule["to_port"] = json!("x");
    let text = "deployed[0].to_port is \"x\": expected a port from 0 to 65535, or -1 for all";
    assert_eq!(deployed(json!([rule])).unwrap_err(), [text]);
}

#[test]
fn what_stands_for_prefixes_is_unresolved_and_covers_nothing() {
    let named = |name: &str, value: Json| {
        let mut rule = vpc_rule(None, None);
        rule[name] = value;
        json!([rule])
    };
    for (name, value, said) in [
        ("prefix_list_id", json!("pl-1"), "the prefix list pl-1"),
        ("prefix_list_ids", json!(["pl-1"]), "the prefix list pl-1"),
        ("referenced_security_group_id", json!("sg-2"), "the security group sg-2"),
        ("source_security_group_id", json!("sg-2"), "the security group sg-2"),
        ("security_groups", json!(["sg-2"]), "the security group sg-2"),
        ("self", json!(true), "the security group itself"),
    ] {
        let unresolved = deployed(named(name, value.clone())).unwrap().unresolved().to_vec();
        assert_eq!(unresolved, [format!("[0] names {said}, whose addresses are not known here")], "{name}");
        let [missing, excess] = found(required(), named(name, value.clone()));
        assert_eq!((missing.len(), excess.len()), (2, 0), "{name}");
        // Beside prefixes it takes nothing from them.
        let mut beside = vpc_rule(Some("15.193.0.0/19"), Some("2600::/32"));
        beside[name] = value;
        assert_exact(json!([beside.clone()]));
        assert_eq!(deployed(json!([beside])).unwrap().unresolved().len(), 1, "{name}");
    }
}

#[test]
fn everything_covers_and_is_beyond() {
    let [missing, excess] = found(required(), json!([vpc_rule(Some("0.0.0.0/0"), Some("::/0"))]));
    assert_eq!(missing, Vec::<String>::new());
    // 0.0.0.0/0 without a /19 and ::/0 without a /32.
    assert_eq!(excess.len(), 19 + 32, "{excess:?}");
    let [missing, excess] = found(json!([rule("egress", "tcp", (443, 443), &["::/0"])]), required());
    assert_eq!((missing.len(), excess), (32, vec!["egress-tcp-443-15.193.0.0/19".to_owned()]));
    assert!(!missing.contains(&"egress-tcp-443-2600::/32".to_owned()));
}

/// Entries of a network ACL, whole resources among them.
mod network_acls {
    use super::*;

    fn v4(number: u16, action: &str, protocol: &str, cidr: &str) -> Json {
        entry(number, true, action, protocol, (443, 443), cidr)
    }

    fn v6(number: u16, action: &str, cidr: &str) -> Json {
        let mut entry = v4(number, action, "tcp", "");
        entry["ipv6_cidr_block"] = json!(cidr);
        entry
    }

    fn allows() -> [Json; 2] {
        [v4(100, "allow", "tcp", "15.193.0.0/19"), v6(101, "allow", "2600::/32")]
    }

    /// What is missing and beyond with one more entry.
    fn with(more: Json) -> [Vec<String>; 2] {
        let [one, other] = allows();
        found(required(), json!([one, other, more]))
    }

    #[test]
    fn a_deny_counts_in_front_of_an_allow_and_not_behind_it() {
        let nothing = || [Vec::<String>::new(), Vec::new()];
        let [one, other] = allows();
        assert_exact(json!([one, other]));
        assert_eq!(with(v4(1, "deny", "-1", "0.0.0.0/0")), [vec!["egress-tcp-443-15.193.0.0/19".to_owned()], Vec::new()]);
        assert_eq!(with(v6(1, "deny", "::/0")), [vec!["egress-tcp-443-2600::/32".to_owned()], Vec::new()]);
        assert_eq!(with(v4(32766, "deny", "-1", "0.0.0.0/0")), nothing());
        assert_eq!(with(v6(32766, "deny", "::/0")), nothing());
        // A part of a broader allow.
        assert_eq!(with(v4(50, "deny", "tcp", "15.193.4.0/22")), [vec!["egress-tcp-443-15.193.4.0/22".to_owned()], Vec::new()]);
        // It takes away what is beyond, too.
        let broad = v4(90, "allow", "tcp", "15.192.0.0/15");
        let [missing, excess] = found(required(), json!([v4(80, "deny", "tcp", "15.192.0.0/16"), broad, allows()[1]]));
        assert_eq!((missing, excess.len()), (Vec::new(), 3), "{excess:?}");
    }

    #[test]
    fn other_protocols_deny_nothing() {
        for protocol in ["1", "icmp", "58", "50"] {
            assert_eq!(with(v4(1, "deny", protocol, "0.0.0.0/0")), [Vec::<String>::new(), Vec::new()], "{protocol}");
            assert_eq!(with(v4(1, "allow", protocol, "0.0.0.0/0")), [Vec::<String>::new(), Vec::new()], "{protocol}");
        }
        assert_eq!(with(v4(1, "deny", "17", "0.0.0.0/0")), [Vec::<String>::new(), Vec::new()], "udp is no tcp");
        assert_eq!(with(v4(1, "deny", "6", "0.0.0.0/0"))[0].len(), 1);
    }

    #[test]
    fn blocks_are_ordered_by_their_numbers() {
        let block = |number: u16, action: &str, cidr: &str| {
            json!({ "rule_no": number, "action": action, "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": cidr,
                "ipv6_cidr_block": "", "icmp_code": 0, "icmp_type": 0 })
        };
        let acl = |deny: u16| {
            json!({ "id": "acl-1", "ingress": [], "subnet_ids": [],
                "egress": [block(deny, "deny", "15.193.0.0/20"), block(100, "allow", "15.193.0.0/19")] })
        };
        let required = || json!([rule("egress", "tcp", (443, 443), &["15.193.0.0/19"])]);
        assert_eq!(found(required(), acl(99))[0], ["egress-tcp-443-15.193.0.0/20"]);
        assert_eq!(found(required(), acl(101))[0], Vec::<String>::new());
    }

    /// Which of two entries is asked first must be told by their numbers.
    #[test]
    fn what_has_no_order_is_refused() {
        let [one, other] = allows();
        let same = v4(100, "deny", "-1", "0.0.0.0/0");
        let twice = " has the number of deployed[0]: a network ACL has each once, so ask for each ACL in a call of its own";
        assert_eq!(deployed(json!([one, other, same])).unwrap_err(), [format!("deployed[2]{twice}")]);
        assert!(deployed(json!([one, one])).is_ok(), "the same entry twice says the same");
        assert!(
            deployed(json!([one, entry(100, false, "deny", "-1", (0, 0), "0.0.0.0/0")])).is_ok(),
            "each direction counts for itself"
        );
        let mut unnumbered = v4(1, "deny", "-1", "0.0.0.0/0");
        unnumbered["rule_number"] = Json::Null;
        let text = "deployed[0] has an action and no number: expected rule_number or rule_no";
        assert_eq!(deployed(json!([unnumbered])).unwrap_err(), [text]);
    }

    #[test]
    fn entries_of_several_acls_are_refused() {
        let of = |acl: Json, mut entry: Json| {
            entry["network_acl_id"] = acl;
            entry
        };
        let deny = || of(json!("acl-1"), v4(100, "deny", "-1", "0.0.0.0/0"));
        let allow = |acl: Json| of(acl, v4(90, "allow", "tcp", "15.193.0.0/19"));
        let text = ".network_acl_id is \"acl-2\" and that of deployed[0] is \"acl-1\": a subnet has one network ACL, so ask for each in \
                    a call of its own";
        assert_eq!(deployed(json!([deny(), allow(json!("acl-2"))])).unwrap_err(), [format!("deployed[1]{text}")]);
        assert_eq!(
            deployed(json!({ "a": deny(), "b": allow(json!("acl-2")) })).unwrap_err(),
            [format!("deployed[\"b\"]{}", text.replace("[0]", "[\"a\"]"))]
        );
        // Where one is not known, nothing says that they are two.
        for acl in [json!("acl-1"), Json::Null, json!("")] {
            assert!(deployed(json!([deny(), allow(acl)])).is_ok());
        }
    }
}
