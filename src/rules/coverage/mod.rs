//! Whether what is in place lets through what is required, and no more.
//!
//! In: the required rules, what a filter has in place, and addresses that are
//! left out on purpose. Out: what is missing, what is open beyond, what is left
//! out. Everything is compared by address and port, never row by row: a /19 in
//! place covers two required /20, and ports 1-65535 cover 443.

mod deployed;
mod deployed_value;
mod element;
mod intervals;

pub use deployed::Deployed;

use super::{Flow, Label, Line, Permission, RuleSet};
use crate::model::{Direction, IpProtocol, IpVersion, PortRange, Prefix, PrefixSet};
use deployed::Reach;
use intervals::{pieces, runs, within};
use std::{collections::BTreeMap, sync::Arc};

/// What open space says of itself where nothing requires it.
const NOT_REQUIRED: &str = "Not required by Amazon Connect";

/// What the comparison found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// What is required and not let through.
    pub missing: RuleSet,
    /// What is let through and not required.
    pub excess: RuleSet,
    /// What would be missing if it were not left out on purpose.
    pub excepted: RuleSet,
}

/// Compares `required` with `deployed`; `exceptions` may be missing.
///
/// A filter that knows sessions lets replies through, so none are asked of it.
pub fn compare(required: &RuleSet, deployed: &Deployed, exceptions: &PrefixSet) -> Coverage {
    let required = if deployed.knows_sessions() { required.requests() } else { required.clone() };
    let (mut missing, mut excepted) = (RuleSet::default(), RuleSet::default());
    for (permission, lines) in required.permissions() {
        let wanted = required.prefixes(&permission);
        let mut intervals = intervals(&required, deployed, permission.direction, permission.ip_protocol);
        intervals.retain(|ports| permission.ports.contains(*ports));
        for source_ports in sources(permission, deployed) {
            let of_ports = |ports| Permission { ports, source_ports, ..permission };
            let lacking = intervals.iter().map(|ports| (*ports, wanted.subtract(&deployed.lets_through(&of_ports(*ports)))));
            for (ports, lacking) in runs(lacking) {
                add(&mut excepted, of_ports(ports), lines, &lacking.intersect(exceptions));
                add(&mut missing, of_ports(ports), lines, &lacking.subtract(exceptions));
            }
        }
    }
    Coverage { missing, excess: excess(&required, deployed), excepted }
}

/// Every port from 1 to 65535, in pieces that lie wholly within or outside each
/// range of ports that either side names.
fn intervals(required: &RuleSet, deployed: &Deployed, direction: Direction, ip_protocol: IpProtocol) -> Vec<PortRange> {
    let of_required = required
        .permissions()
        .map(|(permission, _)| permission)
        .filter(|permission| (permission.direction, permission.ip_protocol) == (direction, ip_protocol))
        .map(|permission| permission.ports);
    pieces(of_required.chain(deployed.ports(direction, ip_protocol)))
}

/// The ports that packets of `permission` come from, in pieces that lie wholly
/// within or outside what each line lets replies come from.
fn sources(permission: Permission, deployed: &Deployed) -> Vec<Option<PortRange>> {
    match permission.source_ports {
        None => vec![None],
        Some(asked) => within(asked, deployed.source_ports()).into_iter().map(Some).collect(),
    }
}

/// The part of `lines` that lies in `part`, each under its own label.
fn add(set: &mut RuleSet, permission: Permission, lines: &BTreeMap<Prefix, Line>, part: &PrefixSet) {
    for (prefix, line) in lines {
        for piece in part.part_in(*prefix).iter() {
            set.put(permission, piece, Line { label: Arc::clone(&line.label), slot: None });
        }
    }
}

/// What `deployed` lets through and `required` does not ask for.
fn excess(required: &RuleSet, deployed: &Deployed) -> RuleSet {
    let mut excess = RuleSet::default();
    let sources: Vec<PortRange> = required.permissions().filter_map(|(permission, _)| permission.source_ports).collect();
    let reaches = deployed.reaches(&sources);
    let label = Arc::new(Label { description: NOT_REQUIRED.to_owned(), ..Label::default() });
    for direction in Direction::ALL {
        for ip_protocol in IpProtocol::ALL {
            let intervals = intervals(required, deployed, direction, ip_protocol);
            for ip_version in IpVersion::ALL {
                for reach in reaches.iter().copied() {
                    let beyond = intervals.iter().map(|ports| {
                        let permission = reach.permission(direction, ip_protocol, *ports, ip_version);
                        let asked = asked_for(required, &permission, reach);
                        (*ports, deployed.open_at(&permission, reach).subtract(&asked))
                    });
                    for (ports, beyond) in runs(beyond) {
                        let permission = reach.permission(direction, ip_protocol, ports, ip_version);
                        for prefix in beyond.iter() {
                            excess.put(permission, prefix, Line { label: Arc::clone(&label), slot: None });
                        }
                    }
                }
            }
        }
    }
    excess
}

/// The addresses that `required` asks to be open to such packets.
fn asked_for(required: &RuleSet, opened: &Permission, reach: Reach) -> PrefixSet {
    let asks = |permission: &Permission| {
        (permission.direction, permission.ip_protocol, permission.ip_version)
            == (opened.direction, opened.ip_protocol, opened.ip_version)
            && permission.ports.contains(opened.ports)
            && match reach {
                // It cannot tell replies from requests, so either is a reason.
                Reach::Both => true,
                Reach::Requests => permission.flow == Flow::Request,
                // Requests come from any port, hence from these too.
                Reach::Replies(source) => permission.source_ports.is_none_or(|asked| asked.contains(source)),
            }
    };
    required.permissions().filter(|(permission, _)| asks(permission)).flat_map(|(_, lines)| lines.keys().copied()).collect()
}

#[cfg(test)]
mod tests;
