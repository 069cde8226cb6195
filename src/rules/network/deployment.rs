//! The arguments of network rules, and the traits that they give a deployment.

use super::ResolveError;
use crate::{
    model::{IpVersion, PortRange, Region, named_enum},
    requirements::{Deployment, DeploymentSet, is_govcloud},
    rules::{Argument, ResolveWarning, SignIn, VdiRole},
};
use std::collections::BTreeSet;

named_enum! {
    /// Whether the firewall knows sessions.
    Firewall {
        /// It lets answers back in by itself.
        Stateful = "stateful",
        /// It needs rules for return traffic.
        Stateless = "stateless",
    }
}

named_enum! {
    /// The clients' operating system, which decides their ephemeral ports.
    ClientOs {
        /// 49152-65535.
        Windows = "windows",
        /// 32768-61000.
        Linux = "linux",
    }
}

named_enum! {
    /// How prefixes are merged; never an address more or less.
    Merge {
        /// Rows as published, each prefix once.
        None = "none",
        /// The rows of each service on their own.
        PerService = "per_service",
        /// The rows of all services with the same direction, protocol and ports.
        PerPort = "per_port",
    }
}

/// How many prefixes a group of rules may have, and at what price.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// The most prefixes for each direction, protocol, port range and family.
    pub max_cidrs: usize,
    /// The most extra addresses allowed, as a multiple of the wanted ones.
    pub max_overshoot_ratio: f64,
}

/// A deployment, as far as network rules depend on it.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkDeployment {
    /// The Regions of the instance: two with Global Resiliency.
    pub regions: BTreeSet<Region>,
    /// The families that the network speaks.
    pub ip_versions: BTreeSet<IpVersion>,
    /// Whether agents talk through the browser.
    pub softphone: bool,
    /// How users sign in.
    pub sign_in: SignIn,
    /// Whether in-app, web and video calling is used.
    pub video_calling: bool,
    /// Whether an external voice system connects to a Voice Connector.
    pub external_voice: bool,
    /// Whether attachments, scheduling uploads or screen recordings must reach
    /// Amazon S3 by these rules rather than by domain rules.
    pub s3_uploads: bool,
    /// Only rules for these service codes; `None` for all that apply.
    pub services: Option<BTreeSet<String>>,
    /// Whether EC2's GLOBAL rows are included beside the Region's.
    pub ec2_global: bool,
    /// Whether the firewall knows sessions.
    pub firewall: Firewall,
    /// For a stateless firewall: the clients' systems.
    pub client_os: BTreeSet<ClientOs>,
    /// For a stateless firewall: the clients' ephemeral ports, instead of
    /// those of their systems.
    pub ephemeral_ports: Option<PortRange>,
    /// How prefixes are merged.
    pub merge: Merge,
    /// Which side of a virtual desktop the network holds.
    pub vdi_role: VdiRole,
    /// The most prefixes that the consumer takes; `None` for as many as it needs.
    pub budget: Option<Budget>,
}

impl NetworkDeployment {
    /// Agents with a softphone behind a stateful firewall, signing in at AWS's page.
    pub fn new(regions: impl IntoIterator<Item = Region>) -> Self {
        Self {
            regions: regions.into_iter().collect(),
            ip_versions: BTreeSet::from(IpVersion::ALL),
            softphone: true,
            sign_in: SignIn::Connect,
            video_calling: false,
            external_voice: false,
            s3_uploads: false,
            services: None,
            ec2_global: true,
            firewall: Firewall::Stateful,
            client_os: BTreeSet::from([ClientOs::Windows]),
            ephemeral_ports: None,
            merge: Merge::PerService,
            vdi_role: VdiRole::None,
            budget: None,
        }
    }

    /// The traits of the part of the deployment that lies in `region`.
    pub(super) fn deployments(&self, region: &Region) -> DeploymentSet {
        let stateless = self.firewall == Firewall::Stateless;
        let by_system = stateless && self.ephemeral_ports.is_none();
        let anywhere = DeploymentSet::default()
            .with_if(is_govcloud(region.as_str()), Deployment::GovCloud)
            .with_if(by_system && self.client_os.contains(&ClientOs::Windows), Deployment::StatelessWindows)
            .with_if(by_system && self.client_os.contains(&ClientOs::Linux), Deployment::StatelessLinux)
            .with_if(stateless && !by_system, Deployment::StatelessOther);
        if self.vdi_role == VdiRole::Endpoint {
            return anywhere.with(Deployment::VdiEndpoint);
        }
        anywhere
            .with(Deployment::CcpV2)
            .with(Deployment::AgentWorkspace)
            .with_if(!self.softphone, Deployment::CcpMediaLess)
            .with_if(self.vdi_role == VdiRole::Host, Deployment::VdiHost)
            .with(match self.sign_in {
                SignIn::Connect => Deployment::NonSaml,
                SignIn::Saml => Deployment::Saml,
            })
            .with_if(self.s3_uploads, Deployment::Attachments)
            .with_if(self.video_calling, Deployment::Video)
            .with_if(self.external_voice, Deployment::ExternalVoice)
    }

    /// Checks every argument but the Regions and services; appends what users
    /// should know.
    ///
    /// # Errors
    /// The first argument that is empty, out of range or contradicts another.
    pub(super) fn validate(&self, warnings: &mut Vec<ResolveWarning>) -> Result<(), ResolveError> {
        if self.ip_versions.is_empty() {
            return Err(ResolveError::NoIpVersion);
        }
        if self.video_calling && self.vdi_role != VdiRole::None {
            return Err(ResolveError::VideoInVdi);
        }
        if self.vdi_role == VdiRole::Endpoint {
            let features = [(self.external_voice, Argument::ExternalVoice), (self.s3_uploads, Argument::S3Uploads)];
            if let Some((_, argument)) = features.into_iter().find(|(wanted, _)| *wanted) {
                return Err(ResolveError::NotAtEndpoint { argument });
            }
        }
        if self.vdi_role == VdiRole::Endpoint && !self.softphone {
            return Err(ResolveError::EndpointWithoutMedia);
        }
        match (self.firewall, self.ephemeral_ports) {
            (Firewall::Stateless, Some(ports)) if ports.first() < 1024 => return Err(ResolveError::EphemeralPorts { ports }),
            (Firewall::Stateless, None) if self.client_os.is_empty() => return Err(ResolveError::NoClientOs),
            (Firewall::Stateful, Some(_)) => warnings.push(ResolveWarning::Unused {
                argument: Argument::EphemeralPorts,
                reason: "a stateful firewall lets return traffic in by itself; it matters with firewall = \"stateless\"",
            }),
            _ => {}
        }
        match self.budget {
            Some(budget) if budget.max_cidrs == 0 => Err(ResolveError::NoBudget),
            Some(Budget { max_overshoot_ratio: ratio, .. }) if !(ratio.is_finite() && ratio >= 0.0) => {
                Err(ResolveError::OvershootRatio { found: ratio })
            }
            _ => Ok(()),
        }
    }
}
