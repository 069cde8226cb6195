//! What a network must allow, as data: firewall rules and domain rules, and
//! the resolution of a deployment's requirements to them. Pure.

pub mod budget;
mod configured_rules;
pub mod coverage;
mod domain;
mod domain_rule;
mod domain_rule_record;
mod domain_rule_set;
mod domain_rule_value;
mod flow;
mod network;
mod permission;
mod permitted;
mod region_check;
mod rule;
mod rule_diff;
mod rule_record;
mod rule_set;
mod rule_value;
mod rules_parameter;
mod slot_error;
mod warning;
mod warning_kind;
mod workstation;

pub use configured_rules::ConfiguredRules;
pub use domain::{
    CertificateCacheError, DesktopOs, DomainDeployment, DomainError, DomainRules, LocalConnection,
    certificate_cache_timeout_hours, resolve_domain_rules,
};
pub use domain_rule::{DomainHandling, DomainMatch, DomainRule};
pub use domain_rule_record::DomainRuleRecord;
pub use domain_rule_set::DomainRuleSet;
pub use flow::Flow;
pub use network::{
    ClientOs, Firewall, Gap, Merge, NetworkDeployment, NetworkRules, Overshoot, ResolveError, VoiceRoute, digest,
    resolve_network_rules,
};
pub use permission::Permission;
pub use permitted::Permitted;
pub use region_check::RegionError;
pub use rule::{Label, Rule};
pub use rule_diff::RuleDiff;
pub use rule_record::{PermissionRecord, RuleRecord, SlottedRuleRecord, TrafficRecord, records};
pub use rule_set::{Line, PrefixRule, RuleSet};
pub use rules_parameter::rules_parameter;
pub use slot_error::SlotError;
pub use warning::ResolveWarning;
pub use warning_kind::WarningKind;
pub use workstation::{CcpVersion, SignIn, VdiRole};
