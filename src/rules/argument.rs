//! The arguments of a deployment by the names that users see, so that an error
//! or a warning can be attached to the one at fault.

use std::fmt;

macro_rules! arguments {
    ($($variant:ident = $name:literal,)+) => {
        /// An argument of `amazonconnect_network_rules` or `amazonconnect_domain_rules`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Argument {
            $(
                #[doc = concat!("`", $name, "`")]
                $variant,
            )+
        }

        impl Argument {
            /// Every argument, in alphabetical order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The attribute's name, such as `instance_alias`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

arguments! {
    Attachments = "attachments",
    AttachmentsBucket = "attachments_bucket",
    BreakHours = "break_hours",
    CcpVersions = "ccp_versions",
    Chat = "chat",
    ClientOs = "client_os",
    Ec2Global = "ec2_global",
    EphemeralPorts = "ephemeral_ports",
    ExactHosts = "exact_hosts",
    ExternalVoice = "external_voice",
    GlobalResiliency = "global_resiliency",
    IncludeDeprecated = "include_deprecated",
    InstanceAlias = "instance_alias",
    InstanceId = "instance_id",
    IpVersions = "ip_versions",
    MaxCidrs = "max_cidrs",
    MaxOvershootRatio = "max_overshoot_ratio",
    Regions = "regions",
    ReplicaAlias = "replica_alias",
    S3Uploads = "s3_uploads",
    SchedulingUploads = "scheduling_uploads",
    ScreenRecording = "screen_recording",
    ScreenRecordingRedaction = "screen_recording_redaction",
    Services = "services",
    ShiftHours = "shift_hours",
    Softphone = "softphone",
    SourceRegion = "source_region",
    VdiRole = "vdi_role",
    VideoCalling = "video_calling",
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
