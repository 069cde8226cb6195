//! Memory as Terraform sees it: the computed attributes of the resource.

use super::{Changes, Hold, Memory, NoticeRecord};
use crate::{
    declaration::Record,
    model::{Prefix, Service},
    rules::{Permission, PermissionRecord, SlottedRuleRecord, digest, records},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct LedgerRecord {
    /// What to allow: the required prefixes, and those that are held. Like `rules`, which functions of this provider take, with `slots`: for
    /// each of `cidrs` the number that it keeps for life, unique within a direction and family. So network ACL numbers and shards of
    /// unchanged prefixes never move.
    pub effective_rules: Vec<SlottedRuleRecord>,
    /// The `not_seen_at` of what will be new next (RFC 3339): the date of `document`, and after a rollback that held nothing
    /// (`hold_removed_days = 0`) that of the older one.
    pub next_not_seen_at: String,
    /// What is new, by address and not by row: an object for prefixes of one permission with the same dates, until all traffic may go there.
    /// AWS published them after `not_seen_at` and not after `first_seen`; until `allow_by` they must be allowed everywhere, at
    /// `full_traffic_at` the notice ends. `services` are those of the rules that they came with. Of requests alone: replies follow.
    pub notices: Vec<NoticeRecord>,
    /// Prefixes that stay although they are no longer required: since `removed_at`, until `drop_at`. The dates of a notice are those of the
    /// space that is gone, if it had one: space that comes back keeps them.
    pub held: Vec<HeldRecord>,
    /// What the last apply changed, as keys such as `egress-udp-3478-15.193.0.0/19`: prefixes that it `added`, that it `held` (no longer
    /// required, still allowed) and that it `dropped`. Empty after a creation.
    pub changes: Changes,
    /// SHA-256 (hex) of the traffic that `effective_rules` allow, prefix by prefix: no date, slot or explanation changes it.
    pub digest: String,
}

/// Held prefixes of one permission with the same dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct HeldRecord {
    /// The last moment at which the space that is gone is known not to have been published, if it had a notice.
    pub not_seen_at: Option<String>,
    /// The date of the first document that had it.
    pub first_seen: Option<String>,
    /// By when it had to be allowed.
    pub allow_by: Option<String>,
    /// When all traffic might have gone there.
    pub full_traffic_at: Option<String>,
    /// What they may.
    #[serde(flatten)]
    pub permission: PermissionRecord,
    /// The services of the rules that they came from.
    pub services: Vec<String>,
    /// The prefixes, in numeric order.
    pub cidrs: Vec<String>,
    /// The date of the first document without them (RFC 3339).
    pub removed_at: String,
    /// When they are no longer allowed: with the first apply after it. Only what holds addresses of a prefix that is new in that very apply
    /// stays for one more, since Terraform orders nothing between instances: first the new is made, then the old goes. The plan directly
    /// after such an apply is therefore not empty.
    pub drop_at: String,
}

impl From<&Memory> for LedgerRecord {
    fn from(memory: &Memory) -> Self {
        let effective = memory.effective.rules();
        Self {
            digest: digest(&effective),
            effective_rules: records(&effective),
            next_not_seen_at: memory.next_not_seen_at.to_string(),
            notices: memory.notices.iter().map(NoticeRecord::from).collect(),
            held: held(memory),
            changes: memory.changes.clone(),
        }
    }
}

/// Ordered by permission, then by date.
fn held(memory: &Memory) -> Vec<HeldRecord> {
    let mut alike: BTreeMap<(Permission, Hold, Vec<Service>), Vec<Prefix>> = BTreeMap::new();
    for ((permission, prefix), hold) in &memory.held {
        let label = memory.effective.line(permission, *prefix).map(|line| &line.label);
        let services = label.map(|label| label.services.clone()).unwrap_or_default();
        alike.entry((*permission, *hold, services)).or_default().push(*prefix);
    }
    let record = |((permission, hold, services), cidrs): ((Permission, Hold, Vec<Service>), Vec<Prefix>)| {
        let period = memory.arguments.period();
        HeldRecord {
            not_seen_at: hold.appearance.map(|appearance| appearance.not_seen_at.to_string()),
            first_seen: hold.appearance.map(|appearance| appearance.first_seen.to_string()),
            allow_by: hold.appearance.map(|appearance| appearance.allow_by(period).to_string()),
            full_traffic_at: hold.appearance.map(|appearance| appearance.full_traffic_at(period).to_string()),
            permission: permission.into(),
            services: services.iter().map(ToString::to_string).collect(),
            cidrs: cidrs.iter().map(ToString::to_string).collect(),
            removed_at: hold.removed_at.to_string(),
            drop_at: hold.drop_at.to_string(),
        }
    };
    alike.into_iter().map(record).collect()
}
