//! The arguments of network rules, each declared once, and the traits that
//! they give a deployment.

use super::VoiceRoute;
use crate::{
    declaration::Arguments,
    model::{IpVersion, PortRange, Region, Service, named_enum},
    requirements::{DeploymentTrait, DeploymentTraits, Requirement, Transport, is_govcloud},
    rules::{SignIn, VdiRole},
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
    /// Whose ephemeral ports replies go to.
    ClientOs {
        /// 49152-65535.
        Windows = "windows",
        /// 32768-61000.
        Linux = "linux",
        /// Not known from a source: needs `ephemeral_ports`.
        MacOs = "macos",
        /// Not known from a source: needs `ephemeral_ports`.
        ChromeOs = "chromeos",
        /// A filter beyond a translator of ports, which chooses its own: 1024-65535.
        Nat = "nat",
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

/// A deployment, as far as network rules depend on it.
#[derive(Debug, Clone, PartialEq, Arguments)]
pub struct NetworkDeployment {
    /// The Region of the Amazon Connect instance, such as `["us-east-1"]`. For Global Resiliency name both Regions of the pair: agents
    /// are signed in to both. Several instances of one partition may be named together: what each Region needs is resolved for it and
    /// joined.
    #[argument(required)]
    pub regions: BTreeSet<Region>,
    /// Whether Regions are taken in which AWS does not list Amazon Connect. Otherwise they are an error, since they are most often mistyped.
    /// Defaults to `false`.
    #[argument(default = false)]
    pub allow_unlisted_regions: bool,
    /// Address families: `"ipv4"`, `"ipv6"` or both. Defaults to both.
    #[argument(default = BTreeSet::from(IpVersion::ALL))]
    pub ip_versions: BTreeSet<IpVersion>,
    /// Whether agents take calls in the browser. `false` describes a media-less CCP (calls go to desk phones): no rules toward
    /// AMAZON_CONNECT. Defaults to `true`.
    #[argument(default = true)]
    pub softphone: bool,
    /// How agents sign in: `"connect"` for users managed in Amazon Connect or an existing directory, which needs S3 of us-east-1,
    /// us-west-2 and the Region, or `"saml"`. Defaults to `"connect"`.
    #[argument(default = SignIn::Connect)]
    pub sign_in: SignIn,
    /// Whether in-app, web or video calling or screen sharing is used: adds CHIME_MEETINGS. AWS does not support it in virtual desktops.
    /// Defaults to `false`.
    #[argument(default = false)]
    pub video_calling: bool,
    /// Where an external voice system or session border controller is connected by an Amazon Chime SDK Voice Connector: the routes that the
    /// connector calls, as you chose them there, up to ten, such as `[{ ip_protocol = "tcp", port = 5061 }]` (TLS is `"tcp"`). Adds
    /// CHIME_VOICECONNECTOR of the Region: signaling and media to it, signaling to the routes' ports and media from it. Defaults to none.
    pub external_voice_routes: Option<BTreeSet<VoiceRoute>>,
    /// For virtual desktops with audio optimisation: `"host"` for the session host, which needs no media, or `"endpoint"` for the agent's
    /// own device, which needs nothing but media. Defaults to `"none"`.
    #[argument(default = VdiRole::None)]
    pub vdi_role: VdiRole,
    /// Whether attachments, scheduling uploads or screen recordings must reach Amazon S3 of the Region by these rules rather than by
    /// domain rules. Defaults to `false`.
    #[argument(default = false)]
    pub s3_uploads: bool,
    /// Keep only the rules of these service codes, such as `["AMAZON_CONNECT"]` where a proxy with domain rules carries the rest. A code
    /// that the deployment does not use is an error. Defaults to all that apply.
    pub services: Option<BTreeSet<Service>>,
    /// Whether the rows of EC2 with region GLOBAL are included. AWS's sentence has two readings; `true` allows both. Defaults to `true`.
    #[argument(default = true)]
    pub ec2_global: bool,
    /// `"stateful"` (security groups, most firewalls) or `"stateless"` (network ACLs, router filters), which adds rules with
    /// `flow = "return"` for replies to the clients' ephemeral ports. Defaults to `"stateful"`.
    #[argument(default = Firewall::Stateful)]
    pub firewall: Firewall,
    /// The operating systems of agents' devices, whose ephemeral ports replies go to: `"windows"` (49152-65535) and `"linux"`
    /// (32768-61000); `"nat"` (1024-65535) for a filter beyond a NAT gateway or port translation, where the clients' own ranges no longer
    /// hold. `"macos"` and `"chromeos"` need `ephemeral_ports`, since no source tells theirs. Only for `firewall = "stateless"`. Defaults to
    /// `["windows"]`.
    pub client_os: Option<BTreeSet<ClientOs>>,
    /// An explicit range of ephemeral ports, such as `"1024-65535"`, instead of those of `client_os`. Only for `firewall = "stateless"`.
    pub ephemeral_ports: Option<PortRange>,
    /// How prefixes are merged, always exactly: `"none"` (as published), `"per_service"`, or `"per_port"`, which merges services with the
    /// same direction, protocol and ports and gives the fewest prefixes. Defaults to `"per_port"`.
    #[argument(default = Merge::PerPort)]
    pub merge: Merge,
    /// How many prefixes each direction, protocol, port range and address family may have at most. A larger group is replaced by the
    /// superset of that size with the fewest extra addresses, within `max_overshoot_ratio`. Defaults to no limit.
    #[argument(min = 1, max = 1_000_000)]
    pub max_cidrs: Option<usize>,
    /// How many prefixes each direction and address family may have at most over all its ports, as security groups and network ACLs
    /// count; the best split over the ports is chosen. With `max_cidrs` both hold. Defaults to no limit.
    #[argument(min = 1, max = 1_000_000)]
    pub max_rules: Option<usize>,
    /// How many extra addresses `max_cidrs` and `max_rules` may add for each wanted one of a port range, such as `0.06`. Extra addresses
    /// belong to others. If the best superset needs more, the read fails with a table of what each budget would cost. Defaults to 0.
    #[argument(min = 0)]
    pub max_overshoot_ratio: Option<f64>,
}

impl NetworkDeployment {
    /// The protocols and ports of a row: those of the table, and the customer's
    /// own where they are his choice.
    pub(super) fn transports(&self, row: &Requirement) -> Vec<Transport> {
        let routes = self.external_voice_routes.iter().flatten().filter(|_| row.ports_argument.is_some());
        row.transports.iter().copied().chain(routes.map(VoiceRoute::transport)).collect()
    }

    /// The traits of the part of the deployment that lies in `region`.
    pub(super) fn traits(&self, region: &Region) -> DeploymentTraits {
        let stateless = self.firewall == Firewall::Stateless;
        let by_system = stateless && self.ephemeral_ports.is_none();
        let systems = self.client_os.clone().unwrap_or_else(|| BTreeSet::from([ClientOs::Windows]));
        let of = |system| by_system && systems.contains(&system);
        let anywhere = DeploymentTraits::default()
            .with_if(is_govcloud(region.as_str()), DeploymentTrait::GovCloud)
            .with_if(of(ClientOs::Windows), DeploymentTrait::StatelessWindows)
            .with_if(of(ClientOs::Linux), DeploymentTrait::StatelessLinux)
            .with_if(stateless && !by_system || of(ClientOs::Nat), DeploymentTrait::StatelessOther);
        if self.vdi_role == VdiRole::Endpoint {
            return anywhere.with(DeploymentTrait::VdiEndpoint);
        }
        anywhere
            .with(DeploymentTrait::CcpV2)
            .with(DeploymentTrait::AgentWorkspace)
            .with_if(!self.softphone, DeploymentTrait::CcpMediaLess)
            .with_if(self.vdi_role == VdiRole::Host, DeploymentTrait::VdiHost)
            .with(match self.sign_in {
                SignIn::Connect => DeploymentTrait::NonSaml,
                SignIn::Saml => DeploymentTrait::Saml,
            })
            .with_if(self.s3_uploads, DeploymentTrait::Attachments)
            .with_if(self.video_calling, DeploymentTrait::Video)
            .with_if(self.external_voice_routes.is_some(), DeploymentTrait::ExternalVoice)
    }
}
