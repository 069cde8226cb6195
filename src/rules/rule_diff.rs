//! What lies between two sets of rules, by traffic.
//!
//! In: rules before and after. Out: what is permitted only after, only before,
//! and by both: together exactly what both sets permit, however it is cut into
//! prefixes and ports. What wider permissions of the other side permit, several
//! that adjoin among them, is neither new nor gone; of a permission whose ports
//! are permitted in part alone, the addresses stand under the whole of it. Labels
//! are those of the rules that the addresses come from, of `after` where both
//! have them. Slots belong to whole prefixes, so there are none.

use super::{Line, Permission, RuleSet, permitted::Permitted};
use crate::model::{Prefix, PrefixSet, joined};
use std::collections::{BTreeMap, BTreeSet};

/// The difference between two sets of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDiff {
    /// Permitted after, and not before.
    pub added: RuleSet,
    /// Permitted before, and not after.
    pub removed: RuleSet,
    /// Permitted before and after.
    pub unchanged: RuleSet,
    /// The permissions whose addresses are the same, in other prefixes.
    pub recut: BTreeSet<Permission>,
    /// The permissions whose addresses are others, of which the other side
    /// permits each by other permissions.
    pub regrouped: BTreeSet<Permission>,
}

impl RuleDiff {
    /// What changes from `before` to `after`.
    pub fn between(before: &RuleSet, after: &RuleSet) -> Self {
        let (was, is) = (addresses(before), addresses(after));
        let (added, removed) = (beyond(&is, before), beyond(&was, after));
        let (in_after, in_before) = (without(&is, &added), without(&was, &removed));
        let rows: BTreeMap<Permission, &BTreeMap<Prefix, Line>> = before.permissions().collect();
        let is_recut = |permission: &Permission, lines: &BTreeMap<Prefix, Line>| {
            was.get(permission) == is.get(permission)
                && rows.get(permission).is_some_and(|earlier| !earlier.keys().eq(lines.keys()))
        };
        let recut = after.permissions().filter(|(permission, lines)| is_recut(permission, lines));
        let is_regrouped = |permission: &Permission| {
            let stays = |moved: &Addresses| moved.get(permission).is_none_or(PrefixSet::is_empty);
            was.get(permission) != is.get(permission) && stays(&added) && stays(&removed)
        };
        Self {
            added: within(after, &added),
            removed: within(before, &removed),
            unchanged: within(after, &in_after).joined(&within(before, &without(&in_before, &in_after))),
            recut: recut.map(|(permission, _)| permission).collect(),
            regrouped: was.keys().chain(is.keys()).filter(|permission| is_regrouped(permission)).copied().collect(),
        }
    }

    /// The difference in words, such as `egress tcp/443 ipv4: 1 prefix (256
    /// addresses) more`; never empty. `nothing changes` only where every prefix
    /// stays.
    pub fn summary(&self) -> String {
        let of_one = |permission: &Permission| {
            let part = |rules: &RuleSet, word: &str| {
                let set = rules.prefixes(permission);
                let prefixes = if set.len() == 1 { "prefix" } else { "prefixes" };
                (!set.is_empty()).then(|| format!("{} {prefixes} ({} addresses) {word}", set.len(), set.address_count()))
            };
            let recut = self.recut.contains(permission).then(|| "the same addresses in other prefixes".to_owned());
            let regrouped = self.regrouped.contains(permission).then(|| "the same traffic by other permissions".to_owned());
            let parts = [part(&self.added, "more"), part(&self.removed, "less"), recut, regrouped];
            format!("{permission}: {}", joined(parts.into_iter().flatten(), ", "))
        };
        let moved = self.added.permissions().chain(self.removed.permissions()).map(|(permission, _)| permission);
        let changed: BTreeSet<Permission> = moved.chain(self.recut.iter().chain(&self.regrouped).copied()).collect();
        if changed.is_empty() { "nothing changes".to_owned() } else { joined(changed.iter().map(of_one), "; ") }
    }
}

type Addresses = BTreeMap<Permission, PrefixSet>;

fn addresses(rules: &RuleSet) -> Addresses {
    rules.permissions().map(|(permission, _)| (permission, rules.prefixes(&permission))).collect()
}

/// What of `ours` the rules `theirs` do not permit on all ports.
fn beyond(ours: &Addresses, theirs: &RuleSet) -> Addresses {
    let permitted = Permitted::from(theirs);
    let of = |(permission, set): (&Permission, &PrefixSet)| {
        // What stands there as it is needs no look at other permissions.
        let rest = set.subtract(&theirs.prefixes(permission));
        (*permission, permitted.lacking(*permission, &rest))
    };
    ours.iter().map(of).collect()
}

fn without(ours: &Addresses, taken: &Addresses) -> Addresses {
    let nothing = PrefixSet::default();
    ours.iter().map(|(permission, set)| (*permission, set.subtract(taken.get(permission).unwrap_or(&nothing)))).collect()
}

/// The part of `rules` that lies in `addresses`.
fn within(rules: &RuleSet, addresses: &Addresses) -> RuleSet {
    rules.replaced(|permission, prefix| {
        addresses.get(&permission).map(|set| set.part_in(prefix).as_slice().to_vec()).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::FromValue as _;
    use serde_json::json;

    fn rules(prefixes: &[(&str, &str)]) -> RuleSet {
        let rule = |(cidr, service): &(&str, &str)| json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr": cidr, "services": [service] });
        let list = prefixes.iter().map(rule).collect::<serde_json::Value>();
        RuleSet::from_value(&serde_json::from_value(list).unwrap()).unwrap()
    }

    fn shown(rules: &RuleSet) -> Vec<String> {
        rules.iter().map(|rule| format!("{} {}", rule.prefix, rule.label.services[0])).collect()
    }

    #[test]
    fn a_broader_prefix_adds_its_new_half() {
        let diff = RuleDiff::between(&rules(&[("44.192.0.0/13", "EC2")]), &rules(&[("44.192.0.0/12", "S3")]));
        assert_eq!(shown(&diff.added), ["44.200.0.0/13 S3"]);
        assert_eq!(shown(&diff.removed), Vec::<String>::new());
        assert_eq!(shown(&diff.unchanged), ["44.192.0.0/13 S3"]);
        assert_eq!(diff.summary(), "egress tcp/443 ipv4: 1 prefix (524288 addresses) more");
    }

    #[test]
    fn other_prefixes_of_the_same_addresses_are_no_change_of_addresses() {
        let diff = RuleDiff::between(
            &rules(&[("10.0.0.0/25", "EC2"), ("10.0.0.128/25", "EC2")]),
            &rules(&[("10.0.0.0/24", "EC2"), ("10.0.0.64/26", "EC2")]),
        );
        assert!(diff.added.is_empty() && diff.removed.is_empty());
        assert_eq!(shown(&diff.unchanged), ["10.0.0.0/24 EC2", "10.0.0.64/26 EC2"]);
        assert_eq!(diff.summary(), "egress tcp/443 ipv4: the same addresses in other prefixes");
        let relabelled = RuleDiff::between(&rules(&[("10.0.0.0/24", "EC2")]), &rules(&[("10.0.0.0/24", "S3")]));
        assert_eq!(relabelled.summary(), "nothing changes");
    }

    #[test]
    fn what_goes_keeps_the_label_that_it_had() {
        let before = rules(&[("10.0.0.0/24", "EC2"), ("2600::/32", "EC2")]);
        let diff = RuleDiff::between(&before, &rules(&[("10.0.0.0/26", "S3")]));
        assert_eq!(shown(&diff.removed), ["10.0.0.64/26 EC2", "10.0.0.128/25 EC2", "2600::/32 EC2"]);
        assert_eq!(
            diff.summary(),
            "egress tcp/443 ipv4: 2 prefixes (192 addresses) less; egress tcp/443 ipv6: 1 prefix (79228162514264337593543950336 addresses) less"
        );
    }

    fn of_ports(rules: &[(u16, u16, &str)]) -> RuleSet {
        let rule = |(from, to, cidr): &(u16, u16, &str)| json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": from, "to_port": to, "cidr": cidr });
        let list = rules.iter().map(rule).collect::<serde_json::Value>();
        RuleSet::from_value(&serde_json::from_value(list).unwrap()).unwrap()
    }

    fn keys(rules: &RuleSet) -> Vec<String> {
        rules.iter().map(|rule| rule.key()).collect()
    }

    #[test]
    fn wider_ports_close_nothing_and_narrower_ones_open_nothing() {
        let (narrow, wide) = (of_ports(&[(443, 443, "15.193.0.0/19")]), of_ports(&[(443, 444, "15.193.0.0/19")]));
        let diff = RuleDiff::between(&narrow, &wide);
        assert_eq!((keys(&diff.added), keys(&diff.removed)), (vec!["egress-tcp-443-444-15.193.0.0/19".to_owned()], vec![]));
        assert_eq!(keys(&diff.unchanged), ["egress-tcp-443-15.193.0.0/19"]);
        assert_eq!(
            diff.summary(),
            "egress tcp/443 ipv4: the same traffic by other permissions; egress tcp/443-444 ipv4: 1 prefix (8192 addresses) more"
        );
        let back = RuleDiff::between(&wide, &narrow);
        assert_eq!((keys(&back.added), keys(&back.removed)), (vec![], vec!["egress-tcp-443-444-15.193.0.0/19".to_owned()]));
        assert_eq!(back.unchanged, diff.unchanged);
    }

    #[test]
    fn ranges_that_adjoin_are_what_covers_both() {
        let parts = of_ports(&[(1, 442, "15.193.0.0/19"), (443, 65535, "15.193.0.0/20")]);
        let whole = of_ports(&[(1, 65535, "15.193.0.0/19")]);
        let diff = RuleDiff::between(&parts, &whole);
        assert_eq!((keys(&diff.added), keys(&diff.removed)), (vec!["egress-tcp-1-65535-15.193.16.0/20".to_owned()], vec![]));
    }

    /// Nothing opens or closes, and yet there is a line more.
    #[test]
    fn a_line_that_permits_nothing_new_is_told() {
        let wide = of_ports(&[(1, 65535, "15.193.0.0/18")]);
        let both = of_ports(&[(1, 65535, "15.193.0.0/18"), (443, 443, "15.193.0.0/19")]);
        let diff = RuleDiff::between(&wide, &both);
        assert!(diff.added.is_empty() && diff.removed.is_empty());
        assert_eq!(diff.summary(), "egress tcp/443 ipv4: the same traffic by other permissions");
    }
}
