//! Whether what is in place lets through what is required, and no more.
//!
//! In: the required rules, what a filter has in place, and addresses that are
//! left out on purpose. Out: what is missing, what is open beyond, what is left
//! out. Everything is compared by address and port, never row by row: a /19 in
//! place covers two required /20, and ports 1-65535 cover 443.

mod concerned;
mod deployed;
mod deployed_value;
mod effort;
mod element;
mod intervals;
mod terraform_types;

pub use deployed::Deployed;
pub use effort::TooManyPieces;

use super::{Label, Line, Permission, RuleSet};
use crate::model::{Direction, IpProtocol, IpVersion, PortRange, Prefix, PrefixSet};
use concerned::Concerned;
use deployed::{DeployedLine, Reach};
use effort::Effort;
use intervals::runs;
use std::{collections::BTreeMap, sync::Arc};

/// What open space says of itself where nothing requires it.
const NOT_REQUIRED: &str = "Not required by Amazon Connect";

const ANY_PORT: PortRange = PortRange::constant(1, u16::MAX);

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
///
/// # Errors
/// If the ranges of ports cut each other into more pieces than can be compared.
pub fn compare(required: &RuleSet, deployed: &Deployed, exceptions: &PrefixSet) -> Result<Coverage, TooManyPieces> {
    let required = if deployed.knows_sessions() { required.requests() } else { required.clone() };
    let (mut missing, mut excepted) = (RuleSet::default(), RuleSet::default());
    let mut effort = Effort::default();
    for (permission, lines) in required.permissions() {
        let wanted = required.prefixes(&permission);
        let concerned = Concerned::by(deployed, permission, &wanted);
        effort.takes(concerned.steps(lines.len()))?;
        for (piece, lacking) in concerned.lacking(&wanted) {
            add(&mut excepted, piece, lines, &lacking.intersect(exceptions));
            add(&mut missing, piece, lines, &lacking.subtract(exceptions));
        }
    }
    let excess = excess(&required, deployed, &mut effort)?;
    Ok(Coverage { missing, excess, excepted })
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
fn excess(required: &RuleSet, deployed: &Deployed, effort: &mut Effort) -> Result<RuleSet, TooManyPieces> {
    let mut excess = RuleSet::default();
    let asked = Deployed::from(required);
    // A filter that cannot tell replies from requests has either as a reason.
    let either = asked.lines.iter().map(|line| DeployedLine { reach: Reach::Both, ..line.clone() });
    let either = Deployed { lines: either.collect(), ..Deployed::default() };
    let label = Arc::new(Label { description: NOT_REQUIRED.to_owned(), ..Label::default() });
    for direction in Direction::ALL {
        for ip_protocol in IpProtocol::ALL {
            let of_traffic = asked.lines.iter().filter(|line| line.is_of(direction, ip_protocol));
            let sources: Vec<PortRange> = of_traffic.filter_map(|line| line.reach.source_ports()).collect();
            let replies = deployed.reply_sources(direction, ip_protocol, &sources);
            for ip_version in IpVersion::ALL {
                let mut beyond = |reach: Reach| {
                    let reasons = if reach == Reach::Both { &either } else { &asked };
                    beyond(deployed, reach.permission(direction, ip_protocol, ANY_PORT, ip_version), reach, reasons, effort)
                };
                let mut found = Vec::new();
                for reach in [Reach::Both, Reach::Requests] {
                    found.push((reach, beyond(reach)?));
                }
                let of_replies = replies.iter().map(|source| Ok((*source, beyond(Reach::Replies(*source))?)));
                let of_replies = runs(of_replies.collect::<Result<Vec<_>, _>>()?);
                found.extend(of_replies.into_iter().map(|(source, beyond)| (Reach::Replies(source), beyond)));
                for (reach, beyond) in found {
                    for (ports, prefixes) in beyond {
                        let permission = reach.permission(direction, ip_protocol, ports, ip_version);
                        for prefix in prefixes.iter() {
                            excess.put(permission, prefix, Line { label: Arc::clone(&label), slot: None });
                        }
                    }
                }
            }
        }
    }
    Ok(excess)
}

/// What lines of this reach open of `permission` and none of `reasons` asks for.
fn beyond(
    deployed: &Deployed,
    permission: Permission,
    reach: Reach,
    reasons: &Deployed,
    effort: &mut Effort,
) -> Result<Vec<(PortRange, PrefixSet)>, TooManyPieces> {
    let concerned = Concerned::at(deployed, permission, reach);
    effort.takes(concerned.steps(0))?;
    let mut beyond = Vec::new();
    for (ports, open) in concerned.open().into_iter().filter(|(_, open)| !open.is_empty()) {
        let concerned = Concerned::by(reasons, Permission { ports, ..permission }, &open);
        effort.takes(concerned.steps(open.len()))?;
        beyond.extend(concerned.lacking(&open).into_iter().map(|(piece, lacking)| (piece.ports, lacking)));
    }
    Ok(runs(beyond))
}

#[cfg(test)]
mod tests;
