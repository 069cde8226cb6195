//! IOS and ASA: every line works at once; a group in use is neither emptied nor
//! deleted; a line that is there already is not added again; an access list is
//! bound, so it must never be without lines.

use super::{Device, Permitted};
use amazonconnect::model::{IpVersion, Prefix, PrefixSet};
use std::{
    collections::{BTreeMap, BTreeSet},
    net::Ipv4Addr,
};

/// Lines that keep a list from being empty.
const GUARDS: [&str; 2] = ["deny udp any any eq 0", "deny ip host 192.0.2.0 host 192.0.2.0"];
/// The last lines of a user, which no line may come behind.
const DENIES: [&str; 2] = ["deny ip any any", "deny ipv6 any any"];

pub struct Cisco {
    is_asa: bool,
    groups: BTreeMap<String, Vec<String>>,
    /// Their lines with their numbers, by how a list is entered: the kind and
    /// the name.
    lists: BTreeMap<String, Vec<(u64, String)>>,
    mode: Mode,
}

enum Mode {
    Top,
    Group(String),
    List(String),
}

impl Cisco {
    pub fn ios() -> Self {
        Self { is_asa: false, groups: BTreeMap::new(), lists: BTreeMap::new(), mode: Mode::Top }
    }

    pub fn asa() -> Self {
        Self { is_asa: true, ..Self::ios() }
    }

    fn is_used(&self, group: &str) -> bool {
        let (within, last) = (format!("object-group {group} "), format!("object-group {group}"));
        let in_list = self.lists.values().flatten().any(|(_, line)| line.contains(&within) || line.ends_with(&last));
        in_list || self.groups.values().flatten().any(|member| *member == format!("group-object {group}"))
    }

    fn top(&mut self, line: &str) {
        if let Some(group) = line.strip_prefix("object-group network ") {
            self.groups.entry(group.to_owned()).or_default();
            self.mode = Mode::Group(group.to_owned());
        } else if let Some(group) = line.strip_prefix("no object-group network ") {
            assert!(!self.is_used(group), "group {group} is in use");
            assert!(self.groups.remove(group).is_some(), "there is no group {group}");
        } else if self.is_asa {
            self.asa_line(line);
        } else if let Some(rest) = line.strip_prefix("ip access-list resequence ") {
            let [list, first, step] = words(rest)[..] else { panic!("{line:?}") };
            let lines = self.lists.get_mut(&format!("ip access-list extended {list}")).expect("the list is there");
            let numbers = (first.parse().unwrap()..).step_by(step.parse().unwrap());
            lines.iter_mut().zip(numbers).for_each(|((number, _), new)| *number = new);
        } else {
            assert!(line.starts_with("ip access-list extended ") || line.starts_with("ipv6 access-list "), "{line:?}");
            self.lists.entry(line.to_owned()).or_default();
            self.mode = Mode::List(line.to_owned());
        }
    }

    fn asa_line(&mut self, line: &str) {
        let (is_new, rest) = match line.strip_prefix("no ") {
            Some(rest) => (false, rest),
            None => (true, line),
        };
        let rest = rest.strip_prefix("access-list ").unwrap_or_else(|| panic!("{line:?}"));
        let (list, rest) = rest.split_once(' ').unwrap();
        let (is_first, rest) = match rest.strip_prefix("line 1 ") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let entry = rest.strip_prefix("extended ").unwrap_or_else(|| panic!("{line:?}")).to_owned();
        if is_new {
            self.permit(list.to_owned(), entry, is_first.then_some(0));
        } else {
            self.withdraw(list, &entry);
        }
    }

    /// At this number, in front of what has it on ASA; without one at the end.
    fn permit(&mut self, list: String, entry: String, number: Option<u64>) {
        if let Some(group) = group_of(&entry) {
            assert!(self.groups.get(group).is_some_and(|members| !members.is_empty()), "group {group} is empty or not there");
        }
        let lines = self.lists.entry(list).or_default();
        if !lines.iter().any(|(_, line)| *line == entry) {
            let number = number.unwrap_or_else(|| lines.last().map_or(0, |(last, _)| *last) + 10);
            assert!(self.is_asa || lines.iter().all(|(taken, _)| *taken != number), "number {number} is taken");
            assert!(number <= 2_147_483_647, "there is no number {number}");
            lines.insert(lines.partition_point(|(one, _)| *one < number), (number, entry));
        }
    }

    fn withdraw(&mut self, list: &str, entry: &str) {
        let lines = self.lists.get_mut(list).unwrap_or_else(|| panic!("there is no list {list}"));
        let at = lines.iter().position(|(_, line)| line == entry).unwrap_or_else(|| panic!("{list} has no {entry:?}"));
        lines.remove(at);
        assert!(!lines.is_empty(), "list {list} is empty: it permits everything");
    }

    fn member(&mut self, group: &str, line: &str) {
        if let Some(member) = line.strip_prefix("no ") {
            let members = self.groups.get_mut(group).unwrap();
            let at = members.iter().position(|known| known == member).unwrap_or_else(|| panic!("{group} has no {member:?}"));
            members.remove(at);
            assert!(!members.is_empty() || !self.is_used(group), "group {group} is in use and empty");
            return;
        }
        if let Some(nested) = line.strip_prefix("group-object ") {
            assert!(self.groups.get(nested).is_some_and(|members| !members.is_empty()), "group {nested} is empty or not there");
            assert!(nested != group);
        }
        let members = self.groups.get_mut(group).unwrap();
        if !members.iter().any(|known| known == line) {
            members.push(line.to_owned());
        }
    }

    fn addresses(&self, group: &str) -> Vec<Prefix> {
        let of = |member: &String| match words(member)[..] {
            ["group-object", nested] => self.addresses(nested),
            ["network-object", prefix] => vec![prefix.parse().unwrap()],
            ["network-object", network, mask] | [network, mask] => vec![masked(network, mask)],
            _ => panic!("{member:?}"),
        };
        self.groups[group].iter().flat_map(of).collect()
    }
}

fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

fn group_of(entry: &str) -> Option<&str> {
    let words = words(entry);
    words.iter().position(|word| *word == "object-group").map(|at| words[at + 1])
}

/// `15.193.0.0 255.255.224.0` or `host 15.193.0.1`.
fn masked(network: &str, mask: &str) -> Prefix {
    if network == "host" {
        return format!("{mask}/32").parse().unwrap();
    }
    let mask = u32::from(mask.parse::<Ipv4Addr>().unwrap());
    assert_eq!(mask.leading_ones() + mask.trailing_zeros(), 32);
    format!("{network}/{}", mask.leading_ones()).parse().unwrap()
}

/// One permit: the permission's name and its prefix or group.
struct Entry<'a> {
    traffic: String,
    remote: &'a str,
    is_group: bool,
}

fn entry<'a>(direction: &str, line: &'a str, ipv6: bool) -> Entry<'a> {
    let words = words(line);
    assert_eq!(words[0], "permit");
    let protocol = words[1];
    let mut rest = &words[2..];
    let (mut remote, mut is_group, mut ipv6) = ("", false, ipv6);
    let mut ends = Vec::new();
    for _ in 0..2 {
        match rest[0] {
            "any" => rest = &rest[1..],
            "any4" | "any6" => {
                ipv6 = rest[0] == "any6";
                rest = &rest[1..];
            }
            "object-group" => {
                (remote, is_group) = (rest[1], true);
                rest = &rest[2..];
            }
            prefix => {
                remote = prefix;
                rest = &rest[1..];
            }
        }
        let (ports, taken) = match rest {
            ["eq", port, ..] => (Some((*port).to_owned()), 2),
            ["range", first, last, ..] => (Some(format!("{first}-{last}")), 3),
            _ => (None, 0),
        };
        ends.push(ports);
        rest = &rest[taken..];
    }
    let is_reply = ends[0].is_some();
    assert_eq!(rest == ["established"], is_reply && protocol == "tcp", "{line:?}");
    let source = ends[0].as_ref().map(|ports| format!("-from-{ports}")).unwrap_or_default();
    let family = if ipv6 { "ipv6" } else { "ipv4" };
    let traffic = format!("{direction}-{protocol}-{}{source}-{family}", ends[1].as_ref().unwrap());
    Entry { traffic, remote, is_group }
}

impl Device for Cisco {
    fn take(&mut self, line: &str) -> bool {
        if line.starts_with('!') {
            self.mode = Mode::Top;
            return false;
        }
        let Some(inner) = line.strip_prefix(' ') else {
            self.top(line);
            return self.is_asa && line.contains("access-list ");
        };
        match &self.mode {
            Mode::Group(group) => {
                let (group, before) = (group.clone(), self.groups[group].len());
                self.member(&group, inner);
                self.groups[&group].len() != before && self.is_used(&group)
            }
            Mode::List(list) => {
                let (list, before) = (list.clone(), self.lists[list].len());
                match inner.strip_prefix("no ") {
                    Some(entry) => self.withdraw(&list, entry),
                    None => {
                        let numbered = inner.strip_prefix("sequence ").unwrap_or(inner);
                        let (number, entry) = match numbered.split_once(' ').map(|(word, rest)| (word.parse(), rest)) {
                            Some((Ok(number), rest)) => (Some(number), rest),
                            _ => (None, inner),
                        };
                        assert_eq!(inner.starts_with("sequence "), number.is_some() && list.starts_with("ipv6"), "{line:?}");
                        self.permit(list.clone(), entry.to_owned(), number);
                    }
                }
                self.lists[&list].len() != before
            }
            Mode::Top => panic!("{line:?} stands alone"),
        }
    }

    fn permitted(&self, name: &str) -> Permitted {
        let mut permitted: BTreeMap<String, Vec<Prefix>> = BTreeMap::new();
        for (list, lines) in &self.lists {
            let list_name = words(list).pop().unwrap();
            let Some(rest) = list_name.strip_prefix(&format!("{name}-")) else { continue };
            let direction = rest.split('-').next().unwrap();
            for (_, line) in lines {
                if DENIES.contains(&line.as_str()) {
                    break;
                }
                if GUARDS.contains(&line.as_str()) {
                    continue;
                }
                let entry = entry(direction, line, list.starts_with("ipv6"));
                let prefixes = if entry.is_group { self.addresses(entry.remote) } else { vec![entry.remote.parse().unwrap()] };
                let ipv6 = entry.traffic.ends_with("ipv6");
                assert!(prefixes.iter().all(|prefix| (prefix.version() == IpVersion::V6) == ipv6), "{line:?}");
                permitted.entry(entry.traffic).or_default().extend(prefixes);
            }
        }
        permitted.into_iter().map(|(traffic, prefixes)| (traffic, prefixes.into_iter().collect::<PrefixSet>())).collect()
    }

    fn state(&self) -> BTreeSet<String> {
        let groups = self.groups.iter().flat_map(|(name, lines)| lines.iter().map(move |line| format!("{name}: {line}")));
        let lists = self.lists.iter().flat_map(|(name, lines)| lines.iter().map(move |(_, line)| format!("{name}: {line}")));
        groups.chain(lists).filter(|line| !GUARDS.iter().any(|guard| line.ends_with(guard))).collect()
    }

    fn is_immediate(&self) -> bool {
        true
    }
}
