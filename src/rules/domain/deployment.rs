//! The arguments of domain rules, and the traits that they give a deployment.

use crate::{
    model::Region,
    requirements::{Deployment, DeploymentSet, is_govcloud},
    rules::{Argument, CcpVersion, SignIn, VdiRole},
};
use std::collections::BTreeSet;

/// A deployment, as far as domains depend on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainDeployment {
    /// The Regions of the instance: two with Global Resiliency.
    pub regions: BTreeSet<Region>,
    /// With Global Resiliency: where the instance was created.
    pub source_region: Option<Region>,
    /// The instance's alias; without it, instances of every customer are allowed.
    pub instance_alias: Option<String>,
    /// With Global Resiliency: the replica's alias, which differs.
    pub replica_alias: Option<String>,
    /// The instance's id, a UUID; with Global Resiliency the same in both Regions.
    pub instance_id: Option<String>,
    /// Whether attachments are enabled; a bucket says so too.
    pub attachments: bool,
    /// The bucket that keeps attachments.
    pub attachments_bucket: Option<String>,
    /// The versions of the Contact Control Panel in use.
    pub ccp_versions: BTreeSet<CcpVersion>,
    /// Whether agents talk through the browser.
    pub softphone: bool,
    /// How users sign in.
    pub sign_in: SignIn,
    /// Whether chat is used; the current panel asks for its domains anyway.
    pub chat: bool,
    /// Whether in-app, web and video calling is used.
    pub video_calling: bool,
    /// Whether the instance has a replica in a second Region.
    pub global_resiliency: bool,
    /// Whether screens are recorded.
    pub screen_recording: bool,
    /// Whether recordings are redacted by rule, which needs a browser extension.
    pub screen_recording_redaction: bool,
    /// Whether time-off balances and allowances are uploaded.
    pub scheduling_uploads: bool,
    /// Which side of a virtual desktop the network holds.
    pub vdi_role: VdiRole,
    /// Named hosts instead of wildcards where AWS names them.
    pub exact_hosts: bool,
    /// Rows that AWS has replaced, such as `awsapps.com`.
    pub include_deprecated: bool,
    /// Rows that AWS names for another purpose.
    pub include_unverified: bool,
}

impl DomainDeployment {
    /// Agents with the current panel and a softphone, signing in at AWS's page.
    pub fn new(regions: impl IntoIterator<Item = Region>) -> Self {
        Self {
            regions: regions.into_iter().collect(),
            source_region: None,
            instance_alias: None,
            replica_alias: None,
            instance_id: None,
            attachments: false,
            attachments_bucket: None,
            ccp_versions: BTreeSet::from([CcpVersion::V2]),
            softphone: true,
            sign_in: SignIn::Connect,
            chat: false,
            video_calling: false,
            global_resiliency: false,
            screen_recording: false,
            screen_recording_redaction: false,
            scheduling_uploads: false,
            vdi_role: VdiRole::None,
            exact_hosts: false,
            include_deprecated: false,
            include_unverified: false,
        }
    }

    /// The alias of the instance in `region`, and the argument that holds it.
    /// A replica has an alias of its own
    /// (connect/latest/APIReference/API_ReplicateInstance.html, read 2026-11-22).
    pub(super) fn alias(&self, region: &Region) -> (Option<&str>, Argument) {
        match &self.source_region {
            Some(source) if self.global_resiliency && source != region => (self.replica_alias.as_deref(), Argument::ReplicaAlias),
            _ => (self.instance_alias.as_deref(), Argument::InstanceAlias),
        }
    }

    /// The traits of the part of the deployment that lies in `region`.
    pub(super) fn deployments(&self, region: &Region) -> DeploymentSet {
        let anywhere = DeploymentSet::default()
            .with_if(is_govcloud(region.as_str()), Deployment::GovCloud)
            .with_if(self.exact_hosts, Deployment::ExactHosts);
        if self.vdi_role == VdiRole::Endpoint {
            return anywhere.with(Deployment::VdiEndpoint);
        }
        let v2 = self.ccp_versions.contains(&CcpVersion::V2);
        anywhere
            .with_if(self.ccp_versions.contains(&CcpVersion::V1), Deployment::CcpV1)
            .with_if(v2, Deployment::CcpV2)
            .with_if(v2, Deployment::AgentWorkspace)
            .with_if(!self.softphone, Deployment::CcpMediaLess)
            .with_if(self.vdi_role == VdiRole::Host, Deployment::VdiHost)
            .with(match self.sign_in {
                SignIn::Connect => Deployment::NonSaml,
                SignIn::Saml => Deployment::Saml,
            })
            .with_if(self.chat, Deployment::Chat)
            .with_if(self.attachments || self.attachments_bucket.is_some(), Deployment::Attachments)
            .with_if(self.scheduling_uploads, Deployment::SchedulingUpload)
            .with_if(self.screen_recording || self.screen_recording_redaction, Deployment::ScreenRecording)
            .with_if(self.screen_recording_redaction, Deployment::ScreenRecordingRedaction)
            .with_if(self.video_calling, Deployment::Video)
            .with_if(self.global_resiliency, Deployment::GlobalResiliency)
            .with_if(self.include_deprecated, Deployment::LegacyDomain)
            .with_if(self.include_unverified, Deployment::AgentAssist)
    }
}
