//! nftables: `nft -f` applies a file in one transaction, line by line; a set that
//! a rule names is not deleted, and a rule names a set that is there. A base
//! chain of the user jumps to the two chains of a name.

use super::{Device, Permitted};
use amazonconnect::model::{IpVersion, Prefix};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub struct Nftables {
    has_table: bool,
    sets: BTreeMap<String, Set>,
    chains: BTreeMap<String, Vec<String>>,
    /// The set whose elements follow.
    filling: Option<String>,
}

struct Set {
    is_ipv6: bool,
    elements: BTreeSet<Prefix>,
}

/// `ip daddr @set udp dport 3478 accept`, read.
struct Accept<'a> {
    is_ipv6: bool,
    end: &'a str,
    set: &'a str,
    protocol: &'a str,
    ports: &'a str,
    source_ports: Option<&'a str>,
}

fn accept(rule: &str) -> Accept<'_> {
    let words: Vec<&str> = rule.split(' ').collect();
    let [family, end, set, ref rest @ ..] = words[..] else { panic!("{rule:?}") };
    let (source_ports, rest) = match rest {
        [_, "sport", ports, rest @ ..] => (Some(*ports), rest),
        _ => (None, rest),
    };
    let [protocol, "dport", ports, ref rest @ ..] = *rest else { panic!("{rule:?}") };
    let flags = match source_ports.is_some() && protocol == "tcp" {
        true => "tcp flags & (ack | rst) != 0x0 accept",
        false => "accept",
    };
    assert_eq!(rest.join(" "), flags, "{rule:?}");
    assert!(rule.split(' ').filter(|word| ["tcp", "udp"].contains(word)).all(|word| word == protocol), "{rule:?}");
    assert!(["ip", "ip6"].contains(&family), "{rule:?}");
    let set = set.strip_prefix('@').unwrap_or_else(|| panic!("{rule:?}"));
    Accept { is_ipv6: family == "ip6", end, set, protocol, ports, source_ports }
}

impl Nftables {
    fn element(&mut self, set: &str, line: &str) {
        let text = line.trim().trim_end_matches(',');
        let prefix: Prefix = text.parse().unwrap_or_else(|_| panic!("{line:?}"));
        let set = self.sets.get_mut(set).unwrap();
        assert_eq!(prefix.version() == IpVersion::V6, set.is_ipv6, "{line:?}");
        set.elements.insert(prefix);
    }

    fn add_rule(&mut self, chain: &str, rule: String) {
        let accept = accept(&rule);
        let set = self.sets.get(accept.set).unwrap_or_else(|| panic!("there is no set {}", accept.set));
        assert_eq!(set.is_ipv6, accept.is_ipv6, "{rule:?}");
        self.chains.get_mut(chain).unwrap_or_else(|| panic!("there is no chain {chain}")).push(rule);
    }
}

impl Device for Nftables {
    fn take(&mut self, line: &str) -> bool {
        if let Some(set) = self.filling.take() {
            if line != "}" {
                self.element(&set, line);
                self.filling = Some(set);
            }
            return true;
        }
        if line.starts_with('#') {
            return false;
        }
        assert!(self.has_table || line == "add table inet filter" || line.starts_with("flush"), "{line:?} without a table");
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["add", "table", "inet", "filter"] => self.has_table = true,
            ["add", "set", "inet", "filter", name, "{", "type", kind, "flags", "interval;", "auto-merge;", "}"] => {
                let is_ipv6 = match kind {
                    "ipv4_addr;" => false,
                    "ipv6_addr;" => true,
                    _ => panic!("{line:?}"),
                };
                let set = self.sets.entry(name.to_owned()).or_insert(Set { is_ipv6, elements: BTreeSet::new() });
                assert_eq!(set.is_ipv6, is_ipv6, "set {name} is there with another type");
            }
            ["flush", "set", "inet", "filter", name] => self.sets.get_mut(name).expect("the set is there").elements.clear(),
            ["delete", "set", "inet", "filter", name] => {
                let is_used = self.chains.values().flatten().any(|rule| accept(rule).set == name);
                assert!(!is_used, "set {name} is in use");
                assert!(self.sets.remove(name).is_some(), "there is no set {name}");
            }
            ["add", "element", "inet", "filter", name, "{"] => {
                assert!(self.sets.contains_key(name), "there is no set {name}");
                self.filling = Some(name.to_owned());
            }
            ["add", "chain", "inet", "filter", name] => {
                self.chains.entry(name.to_owned()).or_default();
            }
            ["flush", "chain", "inet", "filter", name] => self.chains.get_mut(name).expect("the chain is there").clear(),
            ["add", "rule", "inet", "filter", chain, ref rule @ ..] => self.add_rule(chain, rule.join(" ")),
            _ => panic!("{line:?}"),
        }
        true
    }

    fn permitted(&self, name: &str) -> Permitted {
        let mut permitted: BTreeMap<String, Vec<Prefix>> = BTreeMap::new();
        for (direction, end) in [("egress", "daddr"), ("ingress", "saddr")] {
            for rule in self.chains.get(&format!("{name}-{direction}")).into_iter().flatten() {
                let accept = accept(rule);
                assert_eq!(accept.end, end, "{direction}: {rule:?}");
                let source = accept.source_ports.map(|ports| format!("-from-{ports}")).unwrap_or_default();
                let family = if accept.is_ipv6 { "ipv6" } else { "ipv4" };
                let traffic = format!("{direction}-{}-{}{source}-{family}", accept.protocol, accept.ports);
                permitted.entry(traffic).or_default().extend(&self.sets[accept.set].elements);
            }
        }
        permitted.into_iter().map(|(traffic, prefixes)| (traffic, prefixes.into_iter().collect())).collect()
    }

    /// Chains stay, and do nothing when they are empty.
    fn state(&self) -> BTreeSet<String> {
        let sets = self.sets.iter().map(|(name, set)| format!("{name}: {:?}", set.elements));
        let rules = self.chains.iter().flat_map(|(chain, rules)| rules.iter().map(move |rule| format!("{chain}: {rule}")));
        sets.chain(rules).collect()
    }

    fn is_immediate(&self) -> bool {
        false
    }
}
