//! FortiOS: an edit works when its `next` is reached; what is in use is not
//! deleted. Policies are the user's: one a group, with the service that the
//! group's name tells, and none for a group or service that is not there.

use super::{Device, Permitted, direction_and_service};
use amazonconnect::model::Prefix;
use std::{
    collections::{BTreeMap, BTreeSet},
    net::Ipv4Addr,
};

#[derive(Default)]
pub struct Fortigate {
    /// Settings by table and entry.
    entries: BTreeMap<(String, String), Vec<String>>,
    table: Option<String>,
    edit: Option<(String, Vec<String>)>,
}

impl Fortigate {
    fn members(settings: &[String]) -> Vec<String> {
        settings.iter().map(|member| member.trim_matches('"').to_owned()).collect()
    }

    fn address(&self, table: &str, name: &str) -> Prefix {
        let settings = &self.entries[&(table.to_owned(), name.to_owned())];
        match settings.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["subnet", network, mask] => {
                let mask = u32::from(mask.parse::<Ipv4Addr>().unwrap());
                format!("{network}/{}", mask.leading_ones()).parse().unwrap()
            }
            ["ip6", prefix] => prefix.parse().unwrap(),
            _ => panic!("{settings:?}"),
        }
    }

    fn groups(&self) -> impl Iterator<Item = (&String, &String, Vec<String>)> {
        let of_groups = self.entries.iter().filter(|((table, _), _)| table.starts_with("addrgrp"));
        of_groups.map(|((table, name), settings)| (table, name, Self::members(settings)))
    }

    fn finish(&mut self, table: &str) {
        let (name, settings) = self.edit.take().expect("a next without an edit");
        if let Some(addresses) = table.strip_prefix("addrgrp").map(|suffix| format!("address{suffix}")) {
            let members = Self::members(&settings);
            assert!(!members.is_empty(), "group {name} has no members");
            for member in members {
                assert!(self.entries.contains_key(&(addresses.clone(), member.clone())), "there is no address {member}");
            }
        }
        self.entries.insert((table.to_owned(), name), settings);
    }

    fn delete(&mut self, table: &str, name: &str) {
        let in_use = self.groups().any(|(group_table, _, members)| {
            group_table.replace("addrgrp", "address") == table && members.iter().any(|member| member == name)
        });
        assert!(!in_use, "address {name} is in use");
        assert!(self.entries.remove(&(table.to_owned(), name.to_owned())).is_some(), "there is no {table} {name}");
    }
}

impl Device for Fortigate {
    fn take(&mut self, line: &str) -> bool {
        if line.starts_with('#') {
            return false;
        }
        assert!(line.len() <= 512, "{} characters in one line", line.len());
        let words: Vec<&str> = line.split_whitespace().collect();
        match (&words[..], self.table.clone()) {
            (["config", "firewall", table @ ..], None) => self.table = Some(table.join(" ")),
            (["end"], Some(_)) => {
                assert!(self.edit.is_none(), "an end within an edit");
                self.table = None;
            }
            (["edit", name], Some(table)) => {
                let name = name.trim_matches('"').to_owned();
                let known = self.entries.get(&(table, name.clone())).cloned().unwrap_or_default();
                self.edit = Some((name, known));
            }
            (["set", "member", members @ ..], Some(_)) => {
                self.edit.as_mut().unwrap().1 = members.iter().map(ToString::to_string).collect();
            }
            (["append", "member", members @ ..], Some(_)) => {
                self.edit.as_mut().unwrap().1.extend(members.iter().map(ToString::to_string));
            }
            (["set", setting @ ..], Some(_)) => {
                self.edit.as_mut().unwrap().1 = setting.iter().map(ToString::to_string).collect();
            }
            (["next"], Some(table)) => self.finish(&table),
            (["delete", name], Some(table)) => self.delete(&table, name.trim_matches('"')),
            _ => panic!("{line:?}"),
        }
        let is_of_groups = self.table.as_deref().is_some_and(|table| table.starts_with("addrgrp"));
        is_of_groups && matches!(words[0], "next" | "delete")
    }

    fn permitted(&self, name: &str) -> Permitted {
        let of_name = self.groups().filter_map(|(table, group, members)| {
            let (direction, service) = direction_and_service(name, group)?;
            let (addresses, family) = match table.as_str() {
                "addrgrp6" => ("address6", "ipv6"),
                _ => ("address", "ipv4"),
            };
            let setting = self.entries.get(&("service custom".to_owned(), service))?;
            let [portrange, ports] = &setting[..] else { panic!("{setting:?}") };
            let protocol = portrange.strip_suffix("-portrange").unwrap();
            let prefixes = members.iter().map(|member| self.address(addresses, member)).collect();
            Some((format!("{direction}-{protocol}-{ports}-{family}"), prefixes))
        });
        of_name.collect()
    }

    fn state(&self) -> BTreeSet<String> {
        self.entries.iter().map(|((table, name), settings)| format!("{table} {name}: {settings:?}")).collect()
    }

    fn is_immediate(&self) -> bool {
        true
    }
}
