//! Which rows contribute to each group of rules: outbound demands, connections
//! that AWS opens, and what comes back through a stateless firewall.

use super::{
    NetworkDeployment,
    demand::Demand,
    group::{Contribution, Group},
};
use crate::{
    model::Direction,
    requirements::{Flow, Kind, Requirement, Transport, rows},
};
use std::collections::BTreeMap;

/// The contributions to each group, rows in table order, groups in rule order.
pub(super) fn contributions<'a>(demands: &'a [Demand], deployment: &NetworkDeployment) -> BTreeMap<Group, Vec<Contribution<'a>>> {
    let mut groups = BTreeMap::new();
    for demand in demands {
        for direction in directions(demand.requirement.flow) {
            for transport in demand.requirement.transports {
                add(&mut groups, deployment, (*direction, *transport), demand.requirement, demand);
            }
        }
    }
    for row in rows() {
        let Kind::ReturnTraffic { of } = row.kind else { continue };
        if !deployment.regions.iter().any(|region| row.applies_to(deployment.deployments(region))) {
            continue;
        }
        for transport in row.transports {
            // Answers go to the ephemeral ports of whoever opened the session.
            let narrowed = deployment.ephemeral_ports.filter(|_| row.flow == Flow::Inbound);
            let ports = narrowed.unwrap_or(transport.ports);
            let transport = Transport { ports, ..*transport };
            let returning = demands.iter().filter(|demand| {
                let sent = demand.requirement.transports.iter().any(|sent| sent.protocol == transport.protocol);
                of.contains(&demand.requirement.id) && sent
            });
            for demand in returning {
                for direction in directions(row.flow) {
                    add(&mut groups, deployment, (*direction, transport), row, demand);
                }
            }
        }
    }
    groups
}

fn add<'a>(
    groups: &mut BTreeMap<Group, Vec<Contribution<'a>>>,
    deployment: &NetworkDeployment,
    (direction, transport): (Direction, Transport),
    requirement: &'static Requirement,
    demand: &'a Demand,
) {
    for &ip_version in &deployment.ip_versions {
        let prefixes = demand.prefixes(ip_version);
        if !prefixes.is_empty() {
            let group = Group { direction, transport, ip_version };
            groups.entry(group).or_default().push(Contribution { requirement, service: demand.service, prefixes });
        }
    }
}

const fn directions(flow: Flow) -> &'static [Direction] {
    match flow {
        Flow::Outbound => &[Direction::Egress],
        Flow::Inbound => &[Direction::Ingress],
        Flow::Both => &[Direction::Egress, Direction::Ingress],
        Flow::Local | Flow::None => &[],
    }
}
