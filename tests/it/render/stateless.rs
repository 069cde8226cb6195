//! What each target makes of return rules: it writes them as narrow as it can,
//! or leaves them out because it lets replies through by itself.

use super::sample::{self, Pair, answered, home_net, replies, reply, set, stateful, stateless};
use amazonconnect::{
    model::{Direction, IpProtocol},
    render::*,
    rules::{Permission, RuleSet},
};
use insta::{assert_json_snapshot, assert_snapshot};

/// Asserts that a target that knows sessions sees no return rules: neither
/// beside requests, nor alone.
#[track_caller]
fn assert_requests_only<T: PartialEq + std::fmt::Debug>(render: impl Fn(&RuleSet) -> Result<T, RenderError>) {
    assert_eq!(render(&stateless()), render(&stateful()));
    assert_eq!(render(&set(&replies())), render(&RuleSet::default()));
    assert_ne!(render(&stateful()), render(&RuleSet::default()));
}

#[test]
fn what_knows_sessions_leaves_replies_out() {
    assert_requests_only(security_group_rules);
    assert_requests_only(|rules| security_group_blocks(rules, Direction::Egress));
    assert_eq!(security_group_blocks(&stateless(), Direction::Ingress), Ok(Vec::new()));
    assert_requests_only(|rules| prefix_list_entries(rules, PrefixListOptions::new()));
    assert_requests_only(|rules| network_firewall_stateful(rules, &home_net()));
    assert_requests_only(|rules| suricata_rules(rules, &SuricataOptions::new()));
    assert_requests_only(|rules| suricata_ip_sets(rules, &SuricataOptions::new()));
    assert_requests_only(|rules| feed(rules, &ObjectName::default()));
    for format in [TextFormat::CiscoAsa, TextFormat::Fortios, TextFormat::JunosSrx, TextFormat::PanOs] {
        assert_requests_only(|rules| render_text(rules, format, &TextOptions::default()).map(|text| body(&text)));
    }
}

/// A text without its header, in which the digest is that of all rules given.
fn body(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with(['#', '!'])).map(|line| format!("{line}\n")).collect()
}

/// The lines of a text for stateless rules that name its return rules.
fn return_lines(format: TextFormat, is_one: impl Fn(&str) -> bool) -> String {
    let [text, requests] =
        [stateless(), stateful()].map(|rules| body(&render_text(&rules, format, &TextOptions::default()).unwrap()));
    assert!(requests.lines().all(|line| !is_one(line)), "{format:?}: a request is no reply");
    text.lines().filter(|line| is_one(line)).map(|line| format!("{line}\n")).collect()
}

#[test]
fn texts_for_filters_without_sessions_name_source_ports_and_tcp_replies() {
    let ios = return_lines(TextFormat::CiscoIos, |line| line.contains(" permit ") && line.contains(" range 49152 65535"));
    assert_snapshot!("return_cisco_ios", ios);
    let junos = return_lines(TextFormat::Junos, |line| line.contains(" term ingress-"));
    assert_snapshot!("return_junos", junos);
    let nftables = return_lines(TextFormat::Nftables, |line| line.starts_with("add rule") && line.contains("-ingress "));
    assert_snapshot!("return_nftables", nftables);
}

#[test]
fn a_stateless_rule_group_names_source_ports_and_flags() {
    let group = network_firewall_stateless(&stateless(), &home_net(), 100).unwrap();
    let (replies, requests): (Vec<_>, Vec<_>) = group.rules.iter().partition(|rule| rule.destination_ports[0].from_port == 49152);
    assert!(requests.iter().all(|rule| rule.tcp_flags.is_empty() && rule.source_ports[0].to_port == 65_535));
    let of = |rule: &StatelessRule| (rule.protocols.clone(), rule.source_ports.clone(), rule.tcp_flags.clone());
    assert_json_snapshot!("return_network_firewall", replies.into_iter().map(of).collect::<Vec<_>>());
}

/// As external voice has them with `firewall = "stateful"`.
#[test]
fn requests_of_both_directions_are_no_replies_to_each_other() {
    let request =
        |direction| sample::request(direction, IpProtocol::Udp, "5060".parse().unwrap(), "3.80.16.0/23".parse().unwrap());
    let requests = Direction::ALL.map(request);
    let (home, ports) = (home_net(), "1024-65535".parse().unwrap());
    let refused = |pairs: &[Pair]| network_firewall_stateless(&set(pairs), &home, 100).unwrap_err().kind;
    let one_way = |request: &str, direction| RenderErrorKind::OneWay { request: request.into(), direction, ports: "5060".into() };
    assert_eq!(refused(&requests), one_way("egress udp/5060 ipv4", "ingress"));
    let [egress, ingress] = requests;
    assert_eq!(refused(&[egress, ingress, reply(egress, ports)]), one_way("ingress udp/5060 ipv4", "egress"));
    let group = network_firewall_stateless(&set(&answered(&requests)), &home, 100).unwrap();
    assert_eq!(group.rules.len(), 4);
    for near_miss in [
        sample::request(Direction::Egress, IpProtocol::Tcp, egress.0.ports, egress.1),
        sample::request(Direction::Egress, IpProtocol::Udp, "5061".parse().unwrap(), egress.1),
        sample::request(Direction::Egress, IpProtocol::Udp, egress.0.ports, "2600::/32".parse().unwrap()),
    ] {
        assert_eq!(refused(&[egress, reply(near_miss, ports)]), one_way("egress udp/5060 ipv4", "ingress"));
    }
}

#[test]
fn a_network_acl_has_one_entry_for_replies_that_it_cannot_tell_apart() {
    let prefix = "3.5.0.0/19".parse().unwrap();
    let from = |port: u16| {
        let (of, prefix) = sample::reply(sample::stateful_pairs()[3], "49152-65535".parse().unwrap());
        (Permission { source_ports: Some(amazonconnect::model::PortRange::single(port)), ..of }, prefix)
    };
    assert_eq!(from(443).1, prefix);
    let entries = network_acl_entries(&set(&[from(443), from(80)]), 100, MAX_RULE_NUMBER).unwrap();
    assert_eq!(entries.keys().collect::<Vec<_>>(), ["ingress-tcp-49152-65535-3.5.0.0/19"]);
    let blocks = network_acl_blocks(&stateless(), Direction::Ingress, 100, MAX_RULE_NUMBER).unwrap();
    assert_eq!(blocks.len(), replies().len());
    assert!(blocks.iter().all(|block| (block.from_port, block.to_port) == (49152, 65535)));
}

#[test]
fn what_has_no_ports_or_serves_both_keeps_everything() {
    let shards = shard_rules(&stateless(), 2, None).unwrap();
    assert_eq!(shards.values().map(RuleSet::len).sum::<usize>(), stateless().len());
    for format in [TextFormat::Plain, TextFormat::PlainIpv4, TextFormat::PlainIpv6] {
        let media = |rules: &RuleSet| {
            let media = rules.filtered(|of| of.ip_protocol == IpProtocol::Udp);
            render_text(&media, format, &TextOptions::default())
        };
        assert_eq!(media(&stateless()), media(&stateful()), "replies come from the same addresses");
        assert_ne!(media(&stateful()), Ok(String::new()));
        let alone = render_text(&set(&replies()), format, &TextOptions::default()).unwrap_err().to_string();
        assert!(alone.contains(&format!("none of the {} rules is a request; an empty list would", replies().len())), "{alone}");
        assert_eq!(render_text(&RuleSet::default(), format, &TextOptions::default()), Ok(String::new()));
    }
}

#[test]
fn every_format_is_looked_at() {
    assert_eq!(TextFormat::ALL.len(), 10, "a new format belongs in one of the tests above");
}
