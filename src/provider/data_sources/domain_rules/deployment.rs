//! Arguments → the deployment that the domains are resolved for.

use tf_provider::value::Value;

use super::state::DomainRulesState;
use crate::{
    model::Region,
    provider::arguments::{Arguments, flag, names},
    rules::{CcpVersion, DomainDeployment, SignIn, VdiRole},
};

/// The deployment, or `None` if an argument is wrong or not known yet.
pub(super) fn deployment(arguments: &mut Arguments, config: &DomainRulesState) -> Option<DomainDeployment> {
    let regions = arguments.strings("regions", &config.regions);
    let ccp_versions = arguments.choices(
        "ccp_versions",
        &config.ccp_versions,
        &names(&CcpVersion::ALL, |version| version.as_str()),
        vec![CcpVersion::V2],
    );
    let sign_in = arguments.choice("sign_in", &config.sign_in, &names(&SignIn::ALL, |choice| choice.as_str()), SignIn::Connect);
    let vdi_role = arguments.choice("vdi_role", &config.vdi_role, &names(&VdiRole::ALL, |role| role.as_str()), VdiRole::None);
    if config.attachments == Value::Value(false) && config.attachments_bucket.is_value() {
        arguments.error("attachments_bucket", "attachments_bucket is set although attachments is false: remove one of the two.");
    }
    if regions.is_null() {
        arguments.error("regions", "regions is null: expected the Region of the instance, such as [\"us-east-1\"].");
    }
    if arguments.failed() || regions.is_unknown() {
        return None;
    }
    let regions = regions.as_option()?;
    Some(DomainDeployment {
        source_region: config.source_region.as_deref_option().map(Region::from),
        instance_alias: config.instance_alias.as_deref_option().map(str::to_owned),
        replica_alias: config.replica_alias.as_deref_option().map(str::to_owned),
        instance_id: config.instance_id.as_deref_option().map(str::to_owned),
        attachments: flag(config.attachments, false),
        attachments_bucket: config.attachments_bucket.as_deref_option().map(str::to_owned),
        ccp_versions: ccp_versions?.into_iter().collect(),
        softphone: flag(config.softphone, true),
        sign_in: sign_in?,
        // The agent's own device beside a virtual desktop shows no chats.
        chat: flag(config.chat, vdi_role != Some(VdiRole::Endpoint)),
        video_calling: flag(config.video_calling, false),
        global_resiliency: flag(config.global_resiliency, false),
        screen_recording: flag(config.screen_recording, false),
        screen_recording_redaction: flag(config.screen_recording_redaction, false),
        scheduling_uploads: flag(config.scheduling_uploads, false),
        vdi_role: vdi_role?,
        exact_hosts: flag(config.exact_hosts, false),
        include_deprecated: flag(config.include_deprecated, false),
        include_unverified: flag(config.include_unverified, false),
        ..DomainDeployment::new(regions.iter().map(|name| Region::from(name.as_str())))
    })
}
