//! PAN-OS: `set` adds, `delete` refuses what is in use and the last member of a
//! group; a commit applies all. Rules are the user's: one a group that says a
//! permission and nothing more, with the service that its name tells.

use super::{Device, Permitted, direction_and_service};
use amazonconnect::model::Prefix;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub struct PanOs {
    addresses: BTreeMap<String, Prefix>,
    groups: BTreeMap<String, BTreeSet<String>>,
    services: BTreeMap<String, String>,
}

impl PanOs {
    fn resolved(&self, member: &str) -> Vec<Prefix> {
        match self.addresses.get(member) {
            Some(prefix) => vec![*prefix],
            None => self.groups[member].iter().flat_map(|member| self.resolved(member)).collect(),
        }
    }

    fn assert_unused(&self, name: &str) {
        let user = self.groups.iter().find(|(_, members)| members.contains(name));
        assert!(user.is_none(), "{name} cannot be deleted because of a reference from {user:?}");
    }
}

impl Device for PanOs {
    fn take(&mut self, line: &str) -> bool {
        if line.starts_with('#') {
            return false;
        }
        match line.split_whitespace().collect::<Vec<_>>()[..] {
            ["set", "address", name, "ip-netmask", prefix] => {
                self.addresses.insert(name.to_owned(), prefix.parse().unwrap());
            }
            ["set", "address-group", group, "static", member] => {
                assert!(self.addresses.contains_key(member) || self.groups.contains_key(member), "{member} is not there");
                let members = self.groups.entry(group.to_owned()).or_default();
                members.insert(member.to_owned());
                assert!(members.len() <= 2_500);
            }
            ["set", "service", name, "protocol", protocol, "port", ports] => {
                self.services.insert(name.to_owned(), format!("{protocol} {ports}"));
            }
            ["delete", "address", name] => {
                self.assert_unused(name);
                assert!(self.addresses.remove(name).is_some(), "there is no address {name}");
            }
            ["delete", "address-group", name] => {
                self.assert_unused(name);
                assert!(self.groups.remove(name).is_some(), "there is no group {name}");
            }
            ["delete", "address-group", group, "static", member] => {
                let members = self.groups.get_mut(group).unwrap();
                assert!(members.remove(member), "{group} has no {member}");
                assert!(!members.is_empty(), "{group} has no members");
            }
            ["delete", "service", name] => assert!(self.services.remove(name).is_some(), "there is no service {name}"),
            _ => panic!("{line:?}"),
        }
        true
    }

    fn permitted(&self, name: &str) -> Permitted {
        let named = |group: &String| {
            let (direction, service) = direction_and_service(name, group)?;
            let (protocol, ports) = self.services.get(&service)?.split_once(' ').unwrap();
            let prefixes = self.resolved(group);
            let family = prefixes[0].version();
            assert!(prefixes.iter().all(|prefix| prefix.version() == family), "{group} has both families");
            Some((format!("{direction}-{protocol}-{ports}-{family}"), prefixes.into_iter().collect()))
        };
        self.groups.keys().filter_map(named).collect()
    }

    fn state(&self) -> BTreeSet<String> {
        let addresses = self.addresses.iter().map(|one| format!("{one:?}"));
        let groups = self.groups.iter().map(|one| format!("{one:?}"));
        addresses.chain(groups).chain(self.services.iter().map(|one| format!("{one:?}"))).collect()
    }

    fn is_immediate(&self) -> bool {
        false
    }
}
