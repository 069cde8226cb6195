//! What each rendering gives for one small rule set: the contract with users.

use super::sample;
use amazonconnect::{
    declaration::read_object,
    model::{Direction, IpProtocol},
    render::*,
    rules::RuleSet,
};
use insta::{assert_json_snapshot, assert_snapshot};
use serde_json::json;
use sha2::{Digest, Sha256};

#[test]
fn security_group() {
    assert_json_snapshot!("security_group_rules", security_group_rules(&sample::stateful()).unwrap());
    let blocks = |direction| security_group_blocks(&sample::stateful(), direction).unwrap();
    assert_json_snapshot!("security_group_blocks", blocks(Direction::Egress));
    assert_eq!(blocks(Direction::Ingress), [], "a stateful deployment has no ingress rules");
}

#[test]
fn network_acl() {
    assert_json_snapshot!("network_acl_entries", network_acl_entries(&sample::stateless(), 100, MAX_RULE_NUMBER).unwrap());
    let blocks = |rules: &RuleSet, direction| network_acl_blocks(rules, direction, 100, MAX_RULE_NUMBER).unwrap();
    let slotted = sample::with_slots(&sample::stateless_pairs());
    assert_json_snapshot!("network_acl_blocks_with_slots", blocks(&slotted, Direction::Egress));
    assert_eq!(blocks(&sample::stateful(), Direction::Ingress), []);
}

#[test]
fn prefix_list() {
    assert_json_snapshot!("prefix_list_entries", prefix_list_entries(&sample::stateful(), PrefixListOptions::new()).unwrap());
}

#[test]
fn shards() {
    let keys = |rules: RuleSet| {
        let shards = shard_rules(&rules, 2, None).unwrap();
        let keys = |part: RuleSet| part.iter().map(|rule| rule.key()).collect::<Vec<_>>();
        shards.into_iter().map(|(shard, part)| (shard, keys(part))).collect::<Vec<_>>()
    };
    assert_json_snapshot!("shard_rules", keys(sample::stateful()));
    assert_json_snapshot!("shard_rules_with_slots", keys(sample::with_slots(&sample::stateful_pairs())));
}

#[test]
fn network_firewall() {
    let home_net = sample::home_net();
    assert_json_snapshot!(
        "network_firewall_stateless",
        network_firewall_stateless(&sample::stateless(), &home_net, 100).unwrap()
    );
    assert_json_snapshot!("network_firewall_stateful", network_firewall_stateful(&sample::stateful(), &home_net).unwrap());
}

#[test]
fn suricata() {
    assert_snapshot!("suricata_rules", suricata_rules(&sample::stateful(), &SuricataOptions::new()).unwrap());
    assert_json_snapshot!("suricata_ip_sets", suricata_ip_sets(&sample::stateful(), &SuricataOptions::new()).unwrap());
}

#[test]
fn text() {
    for format in TextFormat::ALL {
        // A bare list is for one permission.
        let of_media = |rules: RuleSet| rules.filtered(|of| of.ip_protocol == IpProtocol::Udp);
        let is_list = format.as_str().starts_with("plain");
        let rules = if is_list { of_media(sample::stateless()) } else { sample::stateless() };
        assert_snapshot!(format!("text_{}", format.as_str()), render_text(&rules, format, &TextOptions::default()).unwrap());
    }
}

#[test]
fn lines_between_texts() {
    let mut later = sample::stateless_pairs();
    later.retain(|(_, prefix)| prefix.to_string() != "52.55.191.224/27");
    for (permission, prefix) in &mut later {
        if permission.is_request() && prefix.to_string() == "2600:9000::/28" {
            *prefix = "2600:9000::/27".parse().unwrap();
        }
    }
    for format in TextFormat::ALL.into_iter().filter(|format| !format.as_str().starts_with("plain")) {
        let options = TextOptions::default();
        let lines = text_between(&sample::stateless(), &sample::set(&later), format, &options).unwrap();
        assert_snapshot!(format!("lines_{}", format.as_str()), lines);
    }
}

#[test]
fn places_on_a_device() {
    let place = |format: &str, places: serde_json::Value| {
        let options = read_object(&serde_json::from_value(places).unwrap(), "options").unwrap();
        let format = TextFormat::ALL.into_iter().find(|one| one.as_str() == format).unwrap();
        let text = render_text(&sample::set(&sample::stateful_pairs()[..1]), format, &options).unwrap();
        text.lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect::<String>()
    };
    let texts = [
        place("fortios", json!({ "vdom": "agents" })),
        place("pan_os", json!({ "vsys": "vsys2" })),
        place("pan_os", json!({ "device_group": "Branch offices" })),
        place("junos_srx", json!({ "agents_zone": "trust", "internet_zone": "untrust" })),
    ];
    assert_snapshot!("text_places", texts.join("\n"));
}

#[test]
fn feeds() {
    let files = feed(&sample::stateless(), &ObjectName::default()).unwrap();
    let all: Vec<String> = files.iter().map(|(file, text)| format!("== {file}\n{text}")).collect();
    assert_snapshot!("feed", all.concat());
    let index: serde_json::Value = serde_json::from_str(&files["amazon-connect-index.json"]).unwrap();
    let listed = index["files"].as_array().unwrap();
    assert_eq!(listed.len() + 1, files.len());
    for file in listed {
        let text = &files[file["file"].as_str().unwrap()];
        let hex: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(file["sha256"], hex, "the digest is that of the file's bytes");
        assert_eq!(file["prefixes"], text.lines().count());
    }
}

#[test]
fn domains() {
    let rules = sample::domain_set();
    assert_json_snapshot!("network_firewall_domains", network_firewall_domains(&rules).unwrap());
    assert_json_snapshot!("dns_firewall_domains", dns_firewall_domains(&rules).unwrap());
    let suricata = suricata_domains(&rules).unwrap();
    assert_snapshot!("suricata_domains", suricata.rules_string);
    assert_json_snapshot!("suricata_domains_left_out", suricata.left_out);
    for format in DomainFormat::ALL {
        let RenderedDomains { text, entries, left_out } = render_domains(&rules, format, &DomainOptions::default()).unwrap();
        assert_snapshot!(format!("domains_{format}"), text);
        assert_json_snapshot!(format!("domains_{format}_left_out"), left_out);
        if format != DomainFormat::Fortios {
            assert_eq!(entries, text.lines().collect::<Vec<_>>(), "{format}");
        }
    }
    insta::assert_debug_snapshot!(
        "domains_fortios_entries",
        render_domains(&rules, DomainFormat::Fortios, &DomainOptions::default()).unwrap().entries
    );
}
