//! Who needs a requirement: what an agent's workstation runs, how users sign
//! in, which features are on.

use crate::model::named_enum;

named_enum! {
    /// One trait of a deployment, by its name in the documentation. A deployment
    /// has several at a time.
    DeploymentTrait {
        /// The earlier Contact Control Panel (`/ccp#`).
        CcpV1 = "ccp-v1",
        /// The current Contact Control Panel (`/ccp-v2`).
        CcpV2 = "ccp-v2",
        /// A custom panel made with the Streams API, without softphone media.
        CcpMediaLess = "ccp-media-less",
        /// The agent workspace, embedded or native.
        AgentWorkspace = "agent-workspace",
        /// A stateless firewall, Windows clients.
        StatelessWindows = "stateless-windows",
        /// A stateless firewall, Linux clients.
        StatelessLinux = "stateless-linux",
        /// A stateless firewall, clients whose ephemeral ports the user names.
        StatelessOther = "stateless-other",
        /// An instance with SAML 2.0 identity management.
        Saml = "saml",
        /// Identity management by Connect or an existing directory.
        NonSaml = "non-saml",
        /// An instance in AWS GovCloud.
        GovCloud = "govcloud",
        /// Source and replica of Global Resiliency.
        GlobalResiliency = "global-resiliency",
        /// The chat, task and email channels; chat participants.
        Chat = "chat",
        /// Attachments are enabled.
        Attachments = "attachments",
        /// Upload of time-off balances and allowances.
        SchedulingUpload = "scheduling-upload",
        /// In-app, web and video calling, screen sharing.
        Video = "video",
        /// Screen recording by the client application.
        ScreenRecording = "screen-recording",
        /// Screen recording on Windows devices.
        ScreenRecordingWindows = "screen-recording-windows",
        /// Screen recording on ChromeOS devices.
        ScreenRecordingChromeOs = "screen-recording-chromeos",
        /// Redaction by rule, which needs a browser extension.
        ScreenRecordingRedaction = "screen-recording-redaction",
        /// The session host of a virtual desktop.
        VdiHost = "vdi-host",
        /// The agent's own device beside a virtual desktop, audio optimised.
        VdiEndpoint = "vdi-endpoint",
        /// An external voice system at an Amazon Chime SDK Voice Connector.
        ExternalVoice = "external-voice",
        /// The user interface of agent assist.
        AgentAssist = "agent-assist",
        /// A server or custom client that calls Connect's APIs.
        ApiClient = "api-client",
        /// A client that must use FIPS endpoints.
        FipsClient = "fips-client",
        /// A public virtual interface of Direct Connect.
        DirectConnect = "direct-connect",
        /// Tests of connectivity by an engineer: the endpoint test utility.
        Diagnostics = "diagnostics",
        /// The machine that runs Terraform with this provider.
        TerraformRun = "terraform-run",
        /// Named hosts are wanted instead of wildcards.
        ExactHosts = "exact-hosts",
        /// An instance still at `*.awsapps.com`.
        LegacyDomain = "legacy-domain",
    }
}

/// A set of traits, ordered as [`DeploymentTrait::ALL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeploymentTraits(u64);

impl DeploymentTraits {
    /// This set with `deployment`.
    #[must_use]
    pub const fn with(self, deployment: DeploymentTrait) -> Self {
        Self(self.0 | 1 << deployment as u64)
    }

    /// This set with `deployment` if `condition` holds.
    #[must_use]
    pub const fn with_if(self, condition: bool, deployment: DeploymentTrait) -> Self {
        if condition { self.with(deployment) } else { self }
    }

    /// Whether `deployment` is in it.
    pub const fn contains(self, deployment: DeploymentTrait) -> bool {
        self.0 & (1 << deployment as u64) != 0
    }
}

impl FromIterator<DeploymentTrait> for DeploymentTraits {
    fn from_iter<I: IntoIterator<Item = DeploymentTrait>>(deployments: I) -> Self {
        deployments.into_iter().fold(Self::default(), Self::with)
    }
}
