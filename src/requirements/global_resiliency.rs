//! Global Resiliency: one instance in two Regions. Data only.

use super::{DeploymentTrait::*, Kind, RegionScope, Requirement, Status, Transport, Values, sources::*};

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "dom-acgr-signin",
        purpose: "SAML sign-in of Global Resiliency",
        values: Values::any(&["{instance_id}.{source_region}.sign-in.connect.aws"]),
        scope: RegionScope::SourceRegion,
        needed_by: &[GlobalResiliency],
        only_with: &[Saml],
        url_paths: Values::any(&["/saml"]),
        sources: &[CCP_NETWORKING, INTEGRATE_IDP],
        read: "2026-11-22",
        note: "Always the source Region, for the replica too. AWS's page names it for SAML sign-in, so it applies with that alone.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-acgr-discovery",
        purpose: "Region discovery of Global Resiliency",
        values: Values::any(&["*.{source_region}.region-discovery.connect.aws"]),
        scope: RegionScope::SourceRegion,
        needed_by: &[GlobalResiliency],
        sources: &[CCP_NETWORKING],
        read: "2026-11-22",
        ..Requirement::BASE
    },
    Requirement {
        id: "acgr-both-regions",
        purpose: "every row of a Region is needed for the source and for the replica",
        kind: Kind::Principle,
        transports: &[Transport::HTTPS, Transport::TURN],
        needed_by: &[GlobalResiliency],
        status: Status::Derived,
        sources: &[CREATE_REPLICA, INTEGRATE_IDP],
        read: "2026-11-22",
        note: "Agents are always signed in to both Regions. The pairs stand in the table of Regions.",
        ..Requirement::BASE
    },
];
