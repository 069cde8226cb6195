//! Junos: `set` and `delete` of paths, applied by a commit, which refuses a name
//! that is not defined. As a router it has filters, as an SRX policies.

use super::{Device, Permitted};
use amazonconnect::model::Prefix;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub struct Junos {
    paths: BTreeSet<String>,
}

impl Junos {
    /// What follows `path` in the configuration.
    fn below<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a str> {
        // In the order of texts, what follows the path and a space stands together.
        let from = format!("{path} ");
        let found = self.paths.range(from.clone()..).take_while(move |one| one.starts_with(&from));
        found.filter_map(move |one| one.strip_prefix(path)?.strip_prefix(' '))
    }

    fn prefixes(&self, list: &str) -> Vec<Prefix> {
        let found: Vec<Prefix> =
            self.below(&format!("policy-options prefix-list {list}")).map(|prefix| prefix.parse().unwrap()).collect();
        assert!(!found.is_empty(), "prefix list {list} is not defined");
        found
    }

    fn filters(&self, name: &str) -> BTreeMap<String, Vec<Prefix>> {
        let mut terms: BTreeMap<(String, String), BTreeSet<&str>> = BTreeMap::new();
        for path in self.below("firewall") {
            let words: Vec<&str> = path.split(' ').collect();
            let ["family", _, "filter", filter, "term", term, ..] = words[..] else { panic!("{path:?}") };
            if filter.starts_with(&format!("{name}-")) {
                let statement = path.split_once(&format!(" term {term} ")).unwrap().1;
                terms.entry((filter.to_owned(), term.to_owned())).or_default().insert(statement);
            }
        }
        let mut permitted: BTreeMap<String, Vec<Prefix>> = BTreeMap::new();
        for ((filter, _), statements) in terms {
            assert!(statements.contains("then accept"), "{statements:?}");
            let value = |names: &[&str]| {
                let of = |name: &&str| {
                    statements.iter().find_map(|one| one.strip_prefix("from ")?.strip_prefix(name)?.strip_prefix(' '))
                };
                names.iter().find_map(of).map(str::to_owned)
            };
            let family = filter.rsplit('-').next().unwrap();
            let direction = filter.rsplit('-').nth(1).unwrap();
            let list = value(&[if direction == "egress" { "destination-prefix-list" } else { "source-prefix-list" }]).unwrap();
            let protocol = value(&["protocol", "next-header"]).unwrap();
            let source = value(&["source-port"]).map(|ports| format!("-from-{ports}")).unwrap_or_default();
            assert_eq!(statements.contains("from tcp-established"), !source.is_empty() && protocol == "tcp");
            let traffic = format!("{direction}-{protocol}-{}{source}-{family}", value(&["destination-port"]).unwrap());
            permitted.entry(traffic).or_default().extend(self.prefixes(&list));
        }
        permitted
    }

    fn members(&self, set: &str) -> Vec<Prefix> {
        let of = |name: &str| {
            self.below(&format!("security address-book global address {name}")).next().map(|prefix| prefix.parse().unwrap())
        };
        let set_path = format!("security address-book global address-set {set}");
        let found: Vec<Prefix> = self
            .below(&set_path)
            .map(|member| of(member.strip_prefix("address ").unwrap()).unwrap_or_else(|| panic!("{member} is not defined")))
            .collect();
        assert!(!found.is_empty(), "address set {set} is not defined");
        found
    }

    fn policies(&self, name: &str) -> BTreeMap<String, Vec<Prefix>> {
        let mut policies: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for path in self.below("security policies") {
            let (place, rest) = path.split_once("policy ").unwrap();
            assert!(place == "global " || place.starts_with("from-zone "), "{path:?}");
            let (policy, statement) = rest.split_once(' ').unwrap();
            if policy.starts_with(&format!("{name}-")) {
                policies.entry(policy.to_owned()).or_default().insert(statement);
            }
        }
        let mut permitted = BTreeMap::new();
        for statements in policies.into_values() {
            assert!(statements.contains("then permit"));
            let value = |start: &str| statements.iter().find_map(|one| one.strip_prefix(start)).unwrap();
            let (source, destination) = (value("match source-address "), value("match destination-address "));
            let application = value("match application ");
            let path = format!("applications application {application}");
            let settings: Vec<&str> = self.below(&path).collect();
            let setting =
                |start: &str| settings.iter().find_map(|one| one.strip_prefix(start)).expect("the application is defined");
            let (direction, set) = if source == "any" { ("egress", destination) } else { ("ingress", source) };
            let prefixes = self.members(set);
            let family = if prefixes[0].version() == amazonconnect::model::IpVersion::V6 { "ipv6" } else { "ipv4" };
            let traffic = format!("{direction}-{}-{}-{family}", setting("protocol "), setting("destination-port "));
            assert!(permitted.insert(traffic, prefixes).is_none());
        }
        permitted
    }
}

impl Device for Junos {
    fn take(&mut self, line: &str) -> bool {
        if line.starts_with('#') {
            return false;
        }
        if let Some(path) = line.strip_prefix("set ") {
            self.paths.insert(path.to_owned());
        } else if let Some(path) = line.strip_prefix("delete ") {
            let below = format!("{path} ");
            self.paths.remove(path);
            let gone: Vec<String> =
                self.paths.range(below.clone()..).take_while(|one| one.starts_with(&below)).cloned().collect();
            for one in &gone {
                self.paths.remove(one);
            }
        } else {
            panic!("{line:?}");
        }
        true
    }

    fn permitted(&self, name: &str) -> Permitted {
        let all = self.filters(name).into_iter().chain(self.policies(name));
        all.map(|(traffic, prefixes)| (traffic, prefixes.into_iter().collect())).collect()
    }

    fn state(&self) -> BTreeSet<String> {
        self.paths.clone()
    }

    fn is_immediate(&self) -> bool {
        false
    }
}
