//! The state of `data "amazonconnect_domain_rules"`: arguments and results.

use serde::{Deserialize, Serialize};
use tf_provider::value::Value;

use crate::{
    provider::{
        arguments::Arguments,
        domain_rule_object::DomainRuleObject,
        functions::WhollyKnown,
        values::{Number, StringList},
    },
    requirements,
    rules::{DomainRules, certificate_cache_timeout_hours},
};

/// Arguments and results, by attribute.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct DomainRulesState {
    pub(super) regions: StringList,
    pub(super) source_region: Value<String>,
    pub(super) instance_alias: Value<String>,
    pub(super) replica_alias: Value<String>,
    pub(super) instance_id: Value<String>,
    pub(super) attachments: Value<bool>,
    pub(super) attachments_bucket: Value<String>,
    pub(super) ccp_versions: StringList,
    pub(super) softphone: Value<bool>,
    pub(super) sign_in: Value<String>,
    pub(super) chat: Value<bool>,
    pub(super) video_calling: Value<bool>,
    pub(super) global_resiliency: Value<bool>,
    pub(super) screen_recording: Value<bool>,
    pub(super) screen_recording_redaction: Value<bool>,
    pub(super) scheduling_uploads: Value<bool>,
    pub(super) vdi_role: Value<String>,
    pub(super) exact_hosts: Value<bool>,
    pub(super) include_deprecated: Value<bool>,
    pub(super) include_unverified: Value<bool>,
    shift_hours: Value<Number>,
    break_hours: Value<Number>,
    rules: Value<Vec<DomainRuleObject>>,
    domains: Value<Vec<String>>,
    certificate_cache_timeout_hours: Value<u32>,
    requirements_version: Value<String>,
}

/// The time-out in hours, from `shift_hours` and `break_hours`; `None` if
/// neither is given, unknown or wrong.
pub(super) fn certificate_cache_timeout(arguments: &mut Arguments, config: &DomainRulesState) -> Option<u32> {
    let shift = arguments.non_negative("shift_hours", &config.shift_hours);
    let breaks = arguments.non_negative("break_hours", &config.break_hours);
    if config.break_hours.is_value() && config.shift_hours.is_null() {
        arguments.error("break_hours", "break_hours has no effect without shift_hours: set both, or remove break_hours.");
    }
    if config.break_hours.is_unknown() {
        return None;
    }
    match certificate_cache_timeout_hours(shift?, breaks.unwrap_or_default()) {
        Ok(hours) => Some(hours),
        Err(error) => {
            arguments.error_at(Some(error.argument()), &error.to_string());
            None
        }
    }
}

impl DomainRulesState {
    /// Whether every argument is known.
    pub(super) fn is_wholly_known(&self) -> bool {
        let texts = [
            &self.source_region,
            &self.instance_alias,
            &self.replica_alias,
            &self.instance_id,
            &self.attachments_bucket,
            &self.sign_in,
            &self.vdi_role,
        ];
        let flags = [
            self.attachments,
            self.softphone,
            self.chat,
            self.video_calling,
            self.global_resiliency,
            self.screen_recording,
            self.screen_recording_redaction,
            self.scheduling_uploads,
            self.exact_hosts,
            self.include_deprecated,
            self.include_unverified,
        ];
        self.regions.is_wholly_known()
            && self.ccp_versions.is_wholly_known()
            && texts.into_iter().all(|text| !text.is_unknown())
            && flags.into_iter().all(|flag| !flag.is_unknown())
    }

    /// The arguments as they are, with the results beside them.
    pub(super) fn with_results(self, resolved: &DomainRules, timeout_hours: Option<u32>) -> Self {
        Self {
            rules: Value::Value(resolved.rules.iter().map(DomainRuleObject::from).collect()),
            domains: Value::Value(resolved.domains().into_iter().map(str::to_owned).collect()),
            certificate_cache_timeout_hours: timeout_hours.into(),
            requirements_version: Value::Value(requirements::version().to_owned()),
            ..self
        }
    }
}
