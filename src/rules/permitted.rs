//! Whether rules permit all packets of a permission, whatever permissions they
//! do it by: wider ones, or several that adjoin.
//!
//! The packets are ports by source ports, cut in half until a rule is about all
//! of a part or about none of it. A rule is cut in few of the parts, so hundreds
//! of ranges that overlap cost little more than their number.

use super::{Permission, RuleSet};
use crate::model::{PortRange, PrefixSet};

/// What rules permit.
pub struct Permitted {
    rules: Vec<(Permission, PrefixSet)>,
}

impl From<&RuleSet> for Permitted {
    fn from(rules: &RuleSet) -> Self {
        Self { rules: rules.permissions().map(|(permission, _)| (permission, rules.prefixes(&permission))).collect() }
    }
}

impl Permitted {
    /// The addresses of `wanted` with which not every packet of `permission` is
    /// permitted.
    pub fn lacking(&self, permission: Permission, wanted: &PrefixSet) -> PrefixSet {
        let mut lacking = PrefixSet::default();
        search(permission, wanted, &self.rules.iter().collect::<Vec<_>>(), &mut lacking);
        lacking
    }
}

/// Adds to `lacking` what of `wanted` lacks a packet of `part`.
fn search(part: Permission, wanted: &PrefixSet, rules: &[&(Permission, PrefixSet)], lacking: &mut PrefixSet) {
    let (whole, others): (Vec<_>, Vec<_>) = rules.iter().copied().partition(|(permission, _)| permits(permission, &part));
    let permitted: PrefixSet = whole.into_iter().flat_map(|(_, prefixes)| prefixes.iter()).collect();
    // Where one packet is known to lack, others make no difference.
    let rest = wanted.subtract(&permitted).subtract(lacking);
    if rest.is_empty() {
        return;
    }
    let concerns = |(permission, prefixes): &&(Permission, PrefixSet)| {
        meets(permission, &part) && prefixes.iter().any(|prefix| rest.overlaps(prefix))
    };
    let rules: Vec<_> = others.into_iter().filter(concerns).collect();
    match halves(part, &rules) {
        Some((one, other)) => {
            search(one, &rest, &rules, lacking);
            search(other, &rest, &rules, lacking);
        }
        None => *lacking = lacking.iter().chain(rest.iter()).collect(),
    }
}

/// Whether `rule` permits every packet of `part`.
fn permits(rule: &Permission, part: &Permission) -> bool {
    are_alike(rule, part)
        && rule.ports.contains(part.ports)
        // Who may open sessions from any port may answer as well.
        && rule.source_ports.is_none_or(|own| part.source_ports.is_some_and(|asked| own.contains(asked)))
}

/// Whether `rule` permits a part of the packets of `part`.
fn meets(rule: &Permission, part: &Permission) -> bool {
    are_alike(rule, part)
        && rule.ports.common(part.ports).is_some()
        && rule.source_ports.is_none_or(|own| part.source_ports.is_some_and(|asked| own.common(asked).is_some()))
}

fn are_alike(one: &Permission, other: &Permission) -> bool {
    let of = |one: &Permission| (one.direction, one.ip_protocol, one.ip_version);
    of(one) == of(other)
}

/// `part` cut at a port where rules begin or end, in the middle of those that
/// are most; `None` if none of them does within it.
fn halves(part: Permission, rules: &[&(Permission, PrefixSet)]) -> Option<(Permission, Permission)> {
    let ports = cuts(part.ports, rules.iter().map(|(rule, _)| rule.ports));
    let sources =
        part.source_ports.map_or_else(Vec::new, |asked| cuts(asked, rules.iter().filter_map(|(rule, _)| rule.source_ports)));
    if ports.len() >= sources.len() {
        let (one, other) = cut(part.ports, &ports)?;
        Some((Permission { ports: one, ..part }, Permission { ports: other, ..part }))
    } else {
        let (one, other) = cut(part.source_ports?, &sources)?;
        Some((Permission { source_ports: Some(one), ..part }, Permission { source_ports: Some(other), ..part }))
    }
}

/// The ports, in order, at which a second part of `whole` may begin.
fn cuts(whole: PortRange, ranges: impl Iterator<Item = PortRange>) -> Vec<u16> {
    let ends = ranges.flat_map(|ports| [Some(ports.first()), ports.last().checked_add(1)]).flatten();
    let mut cuts: Vec<u16> = ends.filter(|port| *port > whole.first() && *port <= whole.last()).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn cut(whole: PortRange, cuts: &[u16]) -> Option<(PortRange, PortRange)> {
    let second = *cuts.get(cuts.len() / 2)?;
    Some((PortRange::new(whole.first(), second - 1).ok()?, PortRange::new(second, whole.last()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Direction, IpProtocol, IpVersion},
        rules::{Flow, Line},
    };
    use std::sync::Arc;

    fn reply(ports: (u16, u16), sources: (u16, u16)) -> Permission {
        let range = |(first, last)| PortRange::new(first, last).unwrap();
        let request = Permission::request(Direction::Ingress, IpProtocol::Udp, range(ports), IpVersion::V4);
        Permission { flow: Flow::Return, source_ports: Some(range(sources)), ..request }
    }

    fn rules(permissions: impl IntoIterator<Item = Permission>) -> RuleSet {
        let mut set = RuleSet::default();
        for permission in permissions {
            set.add(permission, "20.0.0.0/24".parse().unwrap(), Line { label: Arc::default(), slot: None }).unwrap();
        }
        set
    }

    #[test]
    fn rules_that_adjoin_permit_what_none_does_alone() {
        let wanted = PrefixSet::from_iter(["20.0.0.0/24".parse().unwrap()]);
        let lacking = |permissions: &[Permission]| {
            Permitted::from(&rules(permissions.iter().copied())).lacking(reply((1, 9), (1, 9)), &wanted)
        };
        let quarters = [reply((1, 4), (1, 7)), reply((5, 9), (1, 3)), reply((1, 4), (8, 9)), reply((4, 65535), (4, 65535))];
        assert!(lacking(&quarters).is_empty());
        for left_out in 0..quarters.len() {
            let mut others = quarters.to_vec();
            others.remove(left_out);
            assert_eq!(lacking(&others), wanted, "{left_out}");
        }
        let any_port = Permission { flow: Flow::Request, source_ports: None, ..quarters[3] };
        assert!(lacking(&[quarters[0], quarters[2], quarters[1], any_port]).is_empty());
        assert_eq!(Permitted::from(&rules(quarters)).lacking(any_port, &wanted), wanted, "a reply opens no session");
    }

    #[test]
    fn the_last_port_is_a_port_as_others_are() {
        let wanted = PrefixSet::from_iter(["20.0.0.0/24".parse().unwrap()]);
        let lacking = |permissions: &[Permission]| {
            Permitted::from(&rules(permissions.iter().copied())).lacking(reply((65535, 65535), (1, 65535)), &wanted)
        };
        let parts = [reply((65535, 65535), (1, 9)), reply((60000, 65535), (10, 65534)), reply((1, 65535), (65535, 65535))];
        assert!(lacking(&parts).is_empty());
        assert_eq!(lacking(&parts[..2]), wanted);
    }

    /// Cut at every end of every range, they were millions of parts.
    #[test]
    fn hundreds_of_ranges_that_overlap_are_told_apart() {
        let wanted = PrefixSet::from_iter(["20.0.0.0/24".parse().unwrap()]);
        let to = |last: u16| (1..=300).map(move |first| reply((first, last + first), (first, last + first)));
        let permitted = Permitted::from(&rules(to(60_000)));
        for asked in to(65_000) {
            assert_eq!(permitted.lacking(asked, &wanted), wanted);
        }
        for asked in to(59_000) {
            assert!(permitted.lacking(asked, &wanted).is_empty());
        }
    }
}
