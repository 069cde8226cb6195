//! Connections that never leave an agent's device: nothing for a firewall of the
//! network, but for one on the device, and for policies of browsers.

use super::DomainDeployment;
use crate::{
    model::{IpProtocol, PortRange},
    requirements::{Kind, Requirement, rows},
};

/// A connection within the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalConnection {
    /// The id of the requirement.
    pub requirement: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// The address, of the device itself.
    pub address: &'static str,
    /// TCP or UDP.
    pub ip_protocol: IpProtocol,
    /// The ports.
    pub ports: PortRange,
    /// The AWS page that says so.
    pub source_page: &'static str,
}

/// Those of `deployment`, in table order.
pub(super) fn local_connections(deployment: &DomainDeployment) -> Vec<LocalConnection> {
    let applies = |row: &&Requirement| deployment.regions.iter().any(|region| row.applies_to(deployment.traits(region)));
    let local = rows().filter(|row| row.kind == Kind::Loopback && row.status.becomes_a_rule()).filter(applies);
    let connections = local.flat_map(|row| {
        row.values.any.iter().flat_map(move |address| {
            row.transports.iter().map(move |transport| LocalConnection {
                requirement: row.id,
                purpose: row.purpose,
                address,
                ip_protocol: transport.protocol,
                ports: transport.ports,
                source_page: row.sources.first().copied().unwrap_or_default(),
            })
        })
    });
    connections.collect()
}
