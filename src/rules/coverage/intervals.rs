//! Ports cut where anything changes, so that within a piece all ports are
//! alike, and pieces put together again where they turn out to be alike.

use super::Deployed;
use crate::{
    model::{Direction, IpProtocol, PortRange, PrefixSet},
    rules::RuleSet,
};
use std::collections::BTreeSet;

/// Every port from 1 to 65535, in pieces that lie wholly within or outside each
/// range of ports that either side names.
pub(super) fn intervals(
    required: &RuleSet,
    deployed: &Deployed,
    direction: Direction,
    ip_protocol: IpProtocol,
) -> Vec<PortRange> {
    let named = required
        .permissions()
        .map(|(permission, _)| permission)
        .filter(|permission| (permission.direction, permission.ip_protocol) == (direction, ip_protocol))
        .map(|permission| permission.ports)
        .chain(deployed.ports(direction, ip_protocol));
    // Where a piece starts. What would start behind the last port starts nowhere.
    let mut starts = BTreeSet::from([1]);
    for ports in named {
        starts.insert(ports.first());
        starts.extend(ports.last().checked_add(1));
    }
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([u16::MAX]);
    starts.iter().zip(ends).filter_map(|(first, last)| PortRange::new(*first, last).ok()).collect()
}

/// The pieces with something in them; neighbours with the same are one.
pub(super) fn runs(pieces: impl IntoIterator<Item = (PortRange, PrefixSet)>) -> Vec<(PortRange, PrefixSet)> {
    let mut runs: Vec<(PortRange, PrefixSet)> = Vec::new();
    for (ports, set) in pieces.into_iter().filter(|(_, set)| !set.is_empty()) {
        match runs.last_mut() {
            Some((run, known)) if run.last().checked_add(1) == Some(ports.first()) && *known == set => {
                if let Ok(longer) = PortRange::new(run.first(), ports.last()) {
                    *run = longer;
                }
            }
            _ => runs.push((ports, set)),
        }
    }
    runs
}
