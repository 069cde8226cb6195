//! A notice: from when new space is used, hence by when it must be allowed.
//!
//! In: an interval in which AWS published some space, and how long AWS waits
//! before it uses new space. Out: the dates that follow, with the permission and
//! the prefixes, as users read them. Dates alone: no "days left", which would
//! change by themselves.

use crate::{
    declaration::Record,
    model::{Moment, Prefix, Service},
    rules::Permission,
};
use serde::Serialize;

/// When AWS published some space: after the first moment, or at it, and not
/// after the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Appearance {
    /// The last moment at which it is known not to have been there, or the
    /// moment of publication itself.
    pub not_seen_at: Moment,
    /// The date of the first document that has it.
    pub first_seen: Moment,
}

/// How AWS takes new space into use, in days: unused at first, then with more
/// traffic from day to day
/// (<https://docs.aws.amazon.com/whitepapers/latest/aws-direct-connect-for-amazon-connect/set-up-your-network.html>,
/// read 2026-11-24).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticePeriod {
    /// For how long it stays unused at least.
    pub notice_days: u32,
    /// For how long its traffic grows after that.
    pub ramp_days: u32,
}

impl Default for NoticePeriod {
    /// What AWS says: 30 days, and two weeks.
    fn default() -> Self {
        Self { notice_days: 30, ramp_days: 14 }
    }
}

impl Appearance {
    /// The earliest moment at which the space may be used, but not before it was
    /// seen: until then nobody could have known.
    pub fn allow_by(&self, period: NoticePeriod) -> Moment {
        self.not_seen_at.plus_days(period.notice_days).max(self.first_seen)
    }

    /// The moment from which all traffic may go there.
    pub fn full_traffic_at(&self, period: NoticePeriod) -> Moment {
        self.first_seen.plus_days(period.notice_days).plus_days(period.ramp_days)
    }
}

/// New space of one permission, all of it with the same dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Since when AWS publishes it.
    pub appearance: Appearance,
    /// By when it must be allowed.
    pub allow_by: Moment,
    /// From when all traffic may go there.
    pub full_traffic_at: Moment,
    /// What has to be allowed. Always a request: what is allowed for replies
    /// follows from it.
    pub permission: Permission,
    /// The services of the rules that it came with, in alphabetical order.
    pub services: Vec<Service>,
    /// The prefixes, in numeric order.
    pub cidrs: Vec<Prefix>,
}

impl Notice {
    /// The notice of space that appeared so.
    pub fn new(
        appearance: Appearance,
        period: NoticePeriod,
        permission: Permission,
        services: Vec<Service>,
        cidrs: Vec<Prefix>,
    ) -> Self {
        let (allow_by, full_traffic_at) = (appearance.allow_by(period), appearance.full_traffic_at(period));
        Self { appearance, allow_by, full_traffic_at, permission, services, cidrs }
    }
}

/// A notice as Terraform sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct NoticeRecord {
    /// The last moment at which the prefixes are known not to have been published, or that of their publication (RFC 3339).
    pub not_seen_at: String,
    /// The date of the first document that has them.
    pub first_seen: String,
    /// By when they must be allowed.
    pub allow_by: String,
    /// When all traffic may go there; the notice ends then.
    pub full_traffic_at: String,
    /// `egress` or `ingress`.
    pub direction: &'static str,
    /// `tcp` or `udp`.
    pub ip_protocol: &'static str,
    /// The first port.
    pub from_port: u16,
    /// The last port.
    pub to_port: u16,
    /// `ipv4` or `ipv6`.
    pub ip_version: &'static str,
    /// The services of the rules that they came with.
    pub services: Vec<String>,
    /// The new prefixes, in numeric order.
    pub cidrs: Vec<String>,
}

impl From<&Notice> for NoticeRecord {
    fn from(notice: &Notice) -> Self {
        let permission = notice.permission;
        Self {
            not_seen_at: notice.appearance.not_seen_at.to_string(),
            first_seen: notice.appearance.first_seen.to_string(),
            allow_by: notice.allow_by.to_string(),
            full_traffic_at: notice.full_traffic_at.to_string(),
            direction: permission.direction.as_str(),
            ip_protocol: permission.ip_protocol.as_str(),
            from_port: permission.ports.first(),
            to_port: permission.ports.last(),
            ip_version: permission.ip_version.as_str(),
            services: notice.services.iter().map(ToString::to_string).collect(),
            cidrs: notice.cidrs.iter().map(ToString::to_string).collect(),
        }
    }
}
