//! The arguments of domain rules, and the traits that they give a deployment.

use super::{DomainError, certificate_cache_timeout_hours};
use crate::{
    declaration::Arguments,
    model::{Region, named_enum},
    requirements::{DeploymentTrait, DeploymentTraits, is_govcloud},
    rules::{CcpVersion, SignIn, VdiRole},
};
use std::collections::BTreeSet;

named_enum! {
    /// The operating system of agents' devices.
    DesktopOs {
        /// Windows.
        Windows = "windows",
        /// macOS, for which AWS offers no screen recording client.
        MacOs = "macos",
        /// ChromeOS.
        ChromeOs = "chromeos",
    }
}

/// A deployment, as far as domains depend on it.
#[derive(Debug, Clone, PartialEq, Arguments)]
pub struct DomainDeployment {
    /// The Region of the instance, such as `["us-east-1"]`; for Global Resiliency both Regions of the pair.
    #[argument(required)]
    pub regions: BTreeSet<Region>,
    /// For Global Resiliency: the Region in which the instance was replicated first, one of `regions`. Sign-in and Region discovery always
    /// go there. Required with `global_resiliency`.
    pub source_region: Option<Region>,
    /// Whether Regions are taken in which AWS does not list Amazon Connect. Otherwise they are an error, since they are most often mistyped.
    /// Defaults to `false`.
    #[argument(default = false)]
    pub allow_unlisted_regions: bool,
    /// The alias of the instance, `my-company` of `https://my-company.my.connect.aws` or, in GovCloud,
    /// `https://my-company.govcloud.connect.aws`. Without it the domains of every instance are allowed by wildcard, with a warning.
    pub instance_alias: Option<String>,
    /// For Global Resiliency: the alias of the replica instance, which has a domain of its own.
    pub replica_alias: Option<String>,
    /// The id of the instance, a UUID. Needed for Global Resiliency with SAML.
    pub instance_id: Option<String>,
    /// Whether agents send and receive attachments; needs `attachments_bucket`. Defaults to `false`.
    pub attachments: Option<bool>,
    /// The name of the S3 bucket for attachments; implies `attachments`.
    pub attachments_bucket: Option<String>,
    /// The versions of the Contact Control Panel in use: `"v1"` (`/ccp#`, not in GovCloud), `"v2"` (`/ccp-v2` and the agent workspace) or
    /// both. Defaults to `["v2"]`.
    #[argument(default = BTreeSet::from([CcpVersion::V2]))]
    pub ccp_versions: BTreeSet<CcpVersion>,
    /// Whether agents take calls in the browser; `false` leaves out media. Defaults to `true`.
    #[argument(default = true)]
    pub softphone: bool,
    /// How agents sign in: `"connect"` for users managed in Amazon Connect or an existing directory, or `"saml"`. Your identity provider's
    /// own domains are not known here. Defaults to `"connect"`.
    #[argument(default = SignIn::Connect)]
    pub sign_in: SignIn,
    /// Whether agents handle chats, tasks or email. Defaults to `true`, to `false` with `vdi_role = "endpoint"`.
    pub chat: Option<bool>,
    /// Whether in-app, web or video calling or screen sharing is used. Defaults to `false`.
    #[argument(default = false)]
    pub video_calling: bool,
    /// Whether the instance is replicated with Global Resiliency; needs both `regions`. Defaults to `false`.
    #[argument(default = false)]
    pub global_resiliency: bool,
    /// Whether agents' screens are recorded. Defaults to `false`.
    #[argument(default = false)]
    pub screen_recording: bool,
    /// The operating systems of the devices whose screens are recorded: `"windows"`, `"chromeos"` or `"macos"` (for which AWS has no client).
    /// Each client has a host of its own for its download and updates, and a port in `local_connections`. Defaults to all.
    pub client_os: Option<BTreeSet<DesktopOs>>,
    /// Whether recordings are redacted by rules, which needs a browser extension. Defaults to `false`.
    #[argument(default = false)]
    pub screen_recording_redaction: bool,
    /// Whether time-off balances and allowances are uploaded. Defaults to `false`.
    #[argument(default = false)]
    pub scheduling_uploads: bool,
    /// For virtual desktops with audio optimisation: `"host"` for the session host, `"endpoint"` for the agent's own device. Defaults to
    /// `"none"`.
    #[argument(default = VdiRole::None)]
    pub vdi_role: VdiRole,
    /// Whether named hosts are given instead of wildcards where AWS names them: TURN load balancers and CloudFront distributions. A warning
    /// says where it names none. AWS adds hosts from time to time. Defaults to `false`.
    #[argument(default = false)]
    pub exact_hosts: bool,
    /// Whether domains that AWS replaced but still serves are included, such as `awsapps.com`. Defaults to `false`.
    #[argument(default = false)]
    pub include_deprecated: bool,
    /// Whether domains are included that AWS names for another purpose, so that nothing says agents need them. Defaults to `false`.
    #[argument(default = false)]
    pub include_unverified: bool,
    /// Whether AWS's endpoint test is used from this network: adds its page, and the TURN load balancers by name where AWS names them, since
    /// wildcards can be neither resolved nor reached. Defaults to `false`.
    #[argument(default = false)]
    pub diagnostics: bool,
    /// The longest shift in hours, for `certificate_cache_timeout_hours`.
    pub shift_hours: Option<f64>,
    /// The breaks of that shift in hours, at most as long as the shift. Defaults to 0.
    pub break_hours: Option<f64>,
}

impl DomainDeployment {
    /// How long a proxy should cache certificates, in hours; `None` without a
    /// shift.
    ///
    /// # Errors
    /// Hours that nobody works, or breaks without a shift.
    pub fn certificate_cache_timeout_hours(&self) -> Result<Option<u32>, DomainError> {
        match (self.shift_hours, self.break_hours) {
            (None, Some(_)) => Err(DomainError::BreaksWithoutShift),
            (None, None) => Ok(None),
            (Some(shift), breaks) => Ok(Some(certificate_cache_timeout_hours(shift, breaks.unwrap_or_default())?)),
        }
    }

    /// Whether screens of devices with this system are recorded.
    fn records(&self, system: DesktopOs) -> bool {
        let is_there = self.client_os.as_ref().is_none_or(|systems| systems.contains(&system));
        (self.screen_recording || self.screen_recording_redaction) && is_there
    }

    /// Whether chats, tasks or email are handled: not on the agent's own device
    /// beside a virtual desktop, which shows none.
    fn has_chat(&self) -> bool {
        self.chat.unwrap_or(self.vdi_role != VdiRole::Endpoint)
    }

    /// The alias of the instance in `region`, and the argument that holds it.
    /// A replica has an alias of its own
    /// (connect/latest/APIReference/API_ReplicateInstance.html, read 2026-11-22).
    pub(super) fn alias(&self, region: &Region) -> (Option<&str>, &'static str) {
        match &self.source_region {
            Some(source) if self.global_resiliency && source != region => (self.replica_alias.as_deref(), "replica_alias"),
            _ => (self.instance_alias.as_deref(), "instance_alias"),
        }
    }

    /// The traits of the part of the deployment that lies in `region`.
    pub(super) fn traits(&self, region: &Region) -> DeploymentTraits {
        let anywhere = DeploymentTraits::default()
            .with_if(is_govcloud(region.as_str()), DeploymentTrait::GovCloud)
            .with_if(self.exact_hosts, DeploymentTrait::ExactHosts)
            .with_if(self.diagnostics, DeploymentTrait::Diagnostics);
        if self.vdi_role == VdiRole::Endpoint {
            return anywhere.with(DeploymentTrait::VdiEndpoint);
        }
        let v2 = self.ccp_versions.contains(&CcpVersion::V2);
        anywhere
            .with_if(self.ccp_versions.contains(&CcpVersion::V1), DeploymentTrait::CcpV1)
            .with_if(v2, DeploymentTrait::CcpV2)
            .with_if(v2, DeploymentTrait::AgentWorkspace)
            .with_if(!self.softphone, DeploymentTrait::CcpMediaLess)
            .with_if(self.vdi_role == VdiRole::Host, DeploymentTrait::VdiHost)
            .with(match self.sign_in {
                SignIn::Connect => DeploymentTrait::NonSaml,
                SignIn::Saml => DeploymentTrait::Saml,
            })
            .with_if(self.has_chat(), DeploymentTrait::Chat)
            .with_if(self.attachments == Some(true) || self.attachments_bucket.is_some(), DeploymentTrait::Attachments)
            .with_if(self.scheduling_uploads, DeploymentTrait::SchedulingUpload)
            .with_if(self.screen_recording || self.screen_recording_redaction, DeploymentTrait::ScreenRecording)
            .with_if(self.records(DesktopOs::Windows), DeploymentTrait::ScreenRecordingWindows)
            .with_if(self.records(DesktopOs::ChromeOs), DeploymentTrait::ScreenRecordingChromeOs)
            .with_if(self.screen_recording_redaction, DeploymentTrait::ScreenRecordingRedaction)
            .with_if(self.video_calling, DeploymentTrait::Video)
            .with_if(self.global_resiliency, DeploymentTrait::GlobalResiliency)
            .with_if(self.include_deprecated, DeploymentTrait::LegacyDomain)
            .with_if(self.include_unverified, DeploymentTrait::AgentAssist)
    }
}
