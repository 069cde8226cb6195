//! Which rows contribute to each permission: outbound demands, connections
//! that AWS opens, and the replies that a stateless firewall must let through.

use super::{NetworkDeployment, demand::Demand};
use crate::{
    model::{Direction, PortRange, Prefix},
    requirements::{Kind, Requirement, Transport, Way, rows},
    rules::{Flow, Permission},
};
use std::collections::BTreeMap;

/// What one row asks of a permission.
#[derive(Debug, Clone)]
pub(super) struct Contribution<'a> {
    pub requirement: &'static Requirement,
    /// The service whose prefixes they are: of the row itself, or of the
    /// outbound row whose traffic returns.
    pub service: &'static str,
    /// In no particular order; all of the permission's family.
    pub prefixes: &'a [Prefix],
}

/// The contributions to each permission, rows in table order.
pub(super) fn contributions<'a>(
    demands: &'a [Demand],
    deployment: &NetworkDeployment,
) -> BTreeMap<Permission, Vec<Contribution<'a>>> {
    contributions_of(rows(), demands, deployment)
}

/// The same, with the replies that `table` asks for.
pub(super) fn contributions_of<'a>(
    table: impl Iterator<Item = &'static Requirement>,
    demands: &'a [Demand],
    deployment: &NetworkDeployment,
) -> BTreeMap<Permission, Vec<Contribution<'a>>> {
    let mut permissions = Contributions { deployment, by_permission: BTreeMap::new() };
    for demand in demands {
        for direction in directions(demand.requirement.way) {
            for transport in deployment.transports(demand.requirement) {
                permissions.add(demand.requirement, demand, (*direction, transport), None);
            }
        }
    }
    for row in table.filter(|row| row.status.becomes_a_rule()) {
        let Kind::ReturnTraffic { of } = row.kind else { continue };
        if !deployment.regions.iter().any(|region| row.applies_to(deployment.traits(region))) {
            continue;
        }
        for transport in row.transports {
            // Answers go to the ephemeral ports of whoever opened the session.
            let narrowed = deployment.ephemeral_ports.filter(|_| row.way == Way::Inbound);
            let transport = Transport { ports: narrowed.unwrap_or(transport.ports), ..*transport };
            for demand in demands.iter().filter(|demand| of.contains(&demand.requirement.id)) {
                let sent = deployment.transports(demand.requirement);
                for sent in sent.iter().filter(|sent| sent.protocol == transport.protocol) {
                    for direction in directions(row.way) {
                        permissions.add(row, demand, (*direction, transport), Some(sent.ports));
                    }
                }
            }
        }
    }
    permissions.by_permission
}

struct Contributions<'a, 'd> {
    deployment: &'d NetworkDeployment,
    by_permission: BTreeMap<Permission, Vec<Contribution<'a>>>,
}

impl<'a> Contributions<'a, '_> {
    /// Adds the prefixes of `demand`; replies come from `source_ports`.
    fn add(
        &mut self,
        requirement: &'static Requirement,
        demand: &'a Demand,
        (direction, transport): (Direction, Transport),
        source_ports: Option<PortRange>,
    ) {
        for &ip_version in &self.deployment.ip_versions {
            let prefixes = demand.prefixes(ip_version);
            if !prefixes.is_empty() {
                let permission = Permission {
                    direction,
                    flow: if source_ports.is_some() { Flow::Return } else { Flow::Request },
                    ip_protocol: transport.protocol,
                    ports: transport.ports,
                    source_ports,
                    ip_version,
                };
                let contribution = Contribution { requirement, service: demand.service, prefixes };
                self.by_permission.entry(permission).or_default().push(contribution);
            }
        }
    }
}

const fn directions(way: Way) -> &'static [Direction] {
    match way {
        Way::Outbound => &[Direction::Egress],
        Way::Inbound => &[Direction::Ingress],
        Way::Both => &[Direction::Egress, Direction::Ingress],
        Way::Local | Way::None => &[],
    }
}
