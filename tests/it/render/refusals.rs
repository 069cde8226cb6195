//! What is refused, and in which words.

use super::sample::{self, Pair, request, set};
use amazonconnect::{
    declaration::{FromValue, Refuse, Value, read_object},
    model::{Direction, IpProtocol, PortRange, Prefix},
    render::*,
    rules::{DomainMatch, DomainRule, DomainRuleSet, RuleSet},
};
use insta::assert_json_snapshot;
use std::net::{IpAddr, Ipv4Addr};

/// `count` IPv4 pairs for tcp/443.
fn many_pairs(count: u32) -> Vec<Pair> {
    let prefix = |index| Prefix::new(IpAddr::V4(Ipv4Addr::from(0x0100_0000 + index * 0x200)), 24).unwrap();
    (0..count).map(|index| request(Direction::Egress, IpProtocol::Tcp, PortRange::single(443), prefix(index))).collect()
}

fn many(count: u32) -> RuleSet {
    set(&many_pairs(count))
}

/// Options with this one set.
fn placed(option: &str, value: &str) -> TextOptions {
    let options = serde_json::from_value(serde_json::json!({ option: value })).unwrap();
    read_object(&options, "options").unwrap()
}

fn message<T: std::fmt::Debug>(result: Result<T, RenderError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn no_domain_rules_give_nothing() {
    let none = DomainRuleSet::default();
    let network_firewall = network_firewall_domains(&none).unwrap();
    assert_eq!((network_firewall.targets.len(), network_firewall.target_types.len(), network_firewall.capacity), (0, 0, 0));
    assert_eq!(dns_firewall_domains(&none).unwrap().domains.len(), 0);
    let suricata = suricata_domains(&none).unwrap();
    assert_eq!((suricata.rules_string.as_str(), suricata.capacity), ("", 0));
    for format in DomainFormat::ALL {
        assert_eq!(
            render_domains(&none, format, &DomainOptions::default()),
            Ok(RenderedDomains { text: String::new(), entries: Vec::new(), left_out: Vec::new() }),
            "{format}"
        );
    }
}

#[test]
fn limits_are_refused_with_figures_and_remedies() {
    let home = sample::home_net();
    let described = |text: &str| sample::labelled(&many_pairs(1), |_| None, |_| text.to_owned());
    assert_json_snapshot!(
        "refused_limits",
        [
            message(security_group_rules(&many(1_001))),
            message(security_group_rules(&described(&"a".repeat(256)))),
            message(prefix_list_entries(&described("Zürich"), PrefixListOptions::new())),
            message(network_acl_entries(&many(40), 100, MAX_RULE_NUMBER)),
            message(network_acl_entries(&many(1), 0, MAX_RULE_NUMBER)),
            message(network_acl_entries(&many(1), 32_767, MAX_RULE_NUMBER)),
            message(network_acl_entries(&many(3), 32_765, MAX_RULE_NUMBER)),
            message(network_acl_entries(&many(3), 100, 101)),
            message(network_acl_entries(&many(3), 100, 99)),
            message(shard_rules(&many(101), 1, None)),
            message(shard_rules(&many(1), 0, None)),
            message(network_firewall_stateful(&many(15_001), &home)),
            message(render_text(&many(2_501), TextFormat::PanOs, &TextOptions::default())),
            message(render_text(&many(150_001), TextFormat::Plain, &TextOptions::default())),
        ]
    );
}

#[test]
fn what_is_within_the_limits_is_given() {
    assert_eq!(security_group_rules(&many(1_000)).unwrap().len(), 1_000);
    assert_eq!(network_acl_entries(&many(39), 100, MAX_RULE_NUMBER).unwrap().len(), 39);
    assert_eq!(network_acl_entries(&many(2), 32_765, MAX_RULE_NUMBER).unwrap().len(), 2);
    assert_eq!(shard_rules(&many(100), 1, None).unwrap().len(), 100);
    assert_eq!(network_firewall_stateful(&many(15_000), &sample::home_net()).unwrap().capacity, 30_000);
}

#[test]
fn defects_of_the_input_are_refused_by_name() {
    let slotted = |slots: [Option<u32>; 2]| sample::labelled(&many_pairs(2), |place| slots[place], |_| "media".to_owned());
    let v6_home: Vec<Prefix> = vec!["fd12::/48".parse().unwrap()];
    let home = sample::home_net();
    assert_json_snapshot!(
        "refused_defects",
        [
            message(shard_rules(&slotted([Some(7), Some(7)]), 60, None)),
            message(network_acl_entries(&slotted([Some(0), Some(16_334)]), 100, MAX_RULE_NUMBER)),
            message(shard_rules(&slotted([Some(0), Some(60_000)]), 60, None)),
            message(network_firewall_stateful(&many(1), &v6_home)),
            message(network_firewall_stateless(&many(1), &home, 1)),
            message(network_firewall_stateless(&sample::stateless(), &home, 0)),
            message(render_text(&many(1), TextFormat::PlainIpv6, &TextOptions::default())),
            message(render_text(&sample::stateless(), TextFormat::Plain, &TextOptions::default())),
            message(render_text(&many(1), TextFormat::PanOs, &placed("vdom", "root"))),
            message(render_text(&many(1), TextFormat::Plain, &placed("vdom", "root"))),
            message(render_text(&many(1), TextFormat::JunosSrx, &placed("agents_zone", "trust"))),
            message(render_text(&many(1), TextFormat::JunosSrx, &placed("internet_zone", "untrust"))),
            message(render_text(&many(1), TextFormat::PanOs, &placed("name", &"n".repeat(40)))),
            message(text_between(&many(1), &many(2), TextFormat::Plain, &TextOptions::default())),
            TextFormat::from_value(&Value::Text("iptables".into())).unwrap_err()[0].clone().of("format").text,
        ]
    );
    assert!(network_acl_entries(&slotted([Some(0), Some(16_333)]), 100, MAX_RULE_NUMBER).is_ok(), "number 32766 is the last one");
}

#[test]
fn a_slot_may_be_in_both_directions_and_families() {
    let pairs = sample::stateless_pairs();
    let kinds = |place: usize| pairs.iter().take(place).filter(|(of, _)| same_kind(of, &pairs[place])).count();
    let slotted = sample::labelled(&pairs, |place| u32::try_from(kinds(place)).ok(), |of| of.describe());
    let numbers: Vec<u32> =
        network_acl_entries(&slotted, 100, MAX_RULE_NUMBER).unwrap().values().map(|entry| entry.rule_number).collect();
    assert_eq!(numbers.iter().max(), Some(&106), "four IPv4 prefixes a direction, on every other number");
    assert_eq!(numbers.len(), pairs.len());
}

fn same_kind(of: &amazonconnect::rules::Permission, (other, _): &Pair) -> bool {
    (of.direction, of.ip_version) == (other.direction, other.ip_version)
}

#[test]
fn a_refusal_names_the_argument_at_fault() {
    let home = sample::home_net();
    let argument = |error: RenderError| error.argument().map(str::to_owned);
    assert_eq!(argument(network_acl_entries(&many(1), 0, MAX_RULE_NUMBER).unwrap_err()).as_deref(), Some("first_rule_number"));
    assert_eq!(argument(network_firewall_stateful(&many(1), &home[2..]).unwrap_err()).as_deref(), Some("home_net"));
    assert_eq!(argument(security_group_rules(&many(1_001)).unwrap_err()), None);
}

#[test]
fn domains_that_are_none_are_refused_by_name() {
    let of_kind = |domain: &str, match_kind| -> DomainRuleSet {
        [DomainRule { match_kind, ..sample::domain(IpProtocol::Tcp, 443, domain) }].into_iter().collect()
    };
    let udp: DomainRuleSet = sample::domains().into_iter().filter(|rule| rule.ip_protocol == IpProtocol::Udp).collect();
    let many = |count: usize| -> DomainRuleSet {
        (0..count).map(|index| sample::domain(IpProtocol::Tcp, 443, &format!("host-{index}.example.com"))).collect()
    };
    let squid = |rules: &DomainRuleSet| render_domains(rules, DomainFormat::Squid, &DomainOptions::default());
    let two_ports: DomainRuleSet =
        [443, 80].into_iter().map(|port| sample::domain(IpProtocol::Tcp, port, "a.example.com")).collect();
    assert_eq!(dns_firewall_domains(&many(1_000)).unwrap().domains.len(), 1_000);
    assert_json_snapshot!(
        "refused_domains",
        [
            message(suricata_domains(&of_kind("a.example.com\"; sid:1; )", DomainMatch::Exact))),
            message(squid(&of_kind("a.example.com\nhttp_access allow all", DomainMatch::Exact))),
            message(squid(&of_kind("*.example.com", DomainMatch::Exact))),
            message(squid(&of_kind("example.com", DomainMatch::Subdomains))),
            message(squid(&of_kind("*.*.example.com", DomainMatch::Subdomains))),
            message(squid(&of_kind("a*b*.example.com", DomainMatch::PartialLabel))),
            message(squid(&of_kind("*", DomainMatch::PartialLabel))),
            message(squid(&of_kind("Upper.example.com", DomainMatch::Exact))),
            message(squid(&of_kind("a..example.com", DomainMatch::Exact))),
            message(network_firewall_domains(&udp)),
            message(render_domains(&udp, DomainFormat::PanOs, &DomainOptions::default())),
            message(squid(&udp)),
            message(render_domains(&two_ports, DomainFormat::Plain, &DomainOptions::default())),
            message(dns_firewall_domains(&many(1_001))),
        ]
    );
}

/// A list has no named objects, with rules as without.
#[test]
fn a_name_is_refused_where_nothing_has_one() {
    let named = crate::render::domain_laws::named("branch");
    for rules in [sample::domain_set(), DomainRuleSet::default()] {
        for format in DomainFormat::ALL {
            match render_domains(&rules, format, &named) {
                Ok(_) => assert!(matches!(format, DomainFormat::Fortios | DomainFormat::Squid), "{format}"),
                Err(error) => {
                    assert!(!matches!(format, DomainFormat::Fortios | DomainFormat::Squid), "{error}");
                    assert_eq!(error.argument(), Some("name"));
                    assert_eq!(
                        error.to_string(),
                        format!("{format}: name means nothing there; leave it out: it is for fortios and squid")
                    );
                }
            }
        }
    }
}

/// Rules may come from the data source, from a function or from a hand: what
/// lowers a count must be in reach of each, and count as the limit does.
#[test]
fn remedies_name_a_budget_that_counts_as_the_limit_does() {
    let (home, per_permission) = (sample::home_net(), "max_cidrs in amazonconnect_network_rules or in rules_cover");
    let per_direction = "max_rules in amazonconnect_network_rules or in rules_cover";
    let answered = set(&sample::answered(&many_pairs(10_001)));
    for (found, budget) in [
        (message(security_group_rules(&many(1_001))), per_direction),
        (message(network_acl_entries(&many(40), 100, MAX_RULE_NUMBER)), per_direction),
        (message(shard_rules(&many(101), 1, None)), per_direction),
        (message(network_firewall_stateless(&answered, &home, 1)), per_direction),
        (message(prefix_list_entries(&many(20_000), PrefixListOptions::new())), per_permission),
        (message(render_text(&many(2_501), TextFormat::PanOs, &TextOptions::default())), per_permission),
        (message(render_text(&many(150_001), TextFormat::Plain, &TextOptions::default())), per_permission),
    ] {
        assert!(found.contains(budget), "{found}");
    }
}
