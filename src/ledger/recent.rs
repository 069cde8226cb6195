//! What is young without any memory: the table of first publications alone tells.
//!
//! In: the space that a deployment needs, the date of the document that it is
//! from. Out: notices of the space whose ramp has not ended at that date.

use super::{Appearance, Notice, NoticePeriod};
use crate::{
    model::{Moment, PrefixSet},
    publications::Publications,
    rules::Wanted,
};

/// The notices of what AWS first published within notice and ramp before
/// `document`, by permission and date; of requests alone, since replies follow.
///
/// Space in the table has the date of its publication at both ends. What it does
/// not have appeared between its own date and that of the document; nothing is
/// told of it where the document is not the newer one.
pub fn recent(wanted: &[Wanted], document: Moment, publications: &Publications) -> Vec<Notice> {
    let period = NoticePeriod::default();
    let oldest = document.minus_days(period.notice_days).minus_days(period.ramp_days);
    let mut notices = Vec::new();
    for Wanted { permission, services, prefixes } in wanted.iter().filter(|wanted| wanted.permission.is_request()) {
        let mut note = |not_seen_at: Moment, first_seen: Moment, space: &PrefixSet| {
            let appearance = Appearance { not_seen_at, first_seen };
            if !space.is_empty() && appearance.full_traffic_at(period) > document {
                notices.push(Notice::new(appearance, period, *permission, services.clone(), space.as_slice().to_vec()));
            }
        };
        let published = publications.published_since(services, permission.ip_version, prefixes, oldest);
        // An older document may have had space in a row that is gone since.
        for (date, space) in published.dated.iter().filter(|(date, _)| *date <= document) {
            note(*date, *date, space);
        }
        if publications.date() < document {
            note(publications.date(), document, &published.unknown);
        }
    }
    notices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Direction, IpProtocol, IpVersion, PortRange, Service},
        rules::{Flow, Permission},
    };

    const TABLE: &str = "amazonconnect-publications 1
newest 2026-08-22T15:17:05Z
parts 4
[EC2]
1000000000 10.0.0.0/9
1783728000 10.128.0.0/16
1787270400 10.129.0.0/24 10.130.0.0/24
";

    /// `not seen, first seen, allow by, full: prefixes` of each notice of egress tcp/443.
    fn noticed(document: &str, prefixes: &[&str]) -> Vec<String> {
        let permission = Permission::request(Direction::Egress, IpProtocol::Tcp, PortRange::single(443), IpVersion::V4);
        let reply = Permission { flow: Flow::Return, ..permission };
        let prefixes: PrefixSet = prefixes.iter().map(|text| text.parse::<crate::model::Prefix>().unwrap()).collect();
        let wanted = [permission, reply].map(|permission| {
            let services = vec![Service::from("EC2")];
            Wanted { permission, services, prefixes: prefixes.clone() }
        });
        let line = |notice: Notice| {
            assert_eq!((notice.permission, notice.services), (permission, vec![Service::from("EC2")]));
            let dates = [notice.appearance.not_seen_at, notice.appearance.first_seen, notice.allow_by, notice.full_traffic_at];
            let cidrs: Vec<String> = notice.cidrs.iter().map(ToString::to_string).collect();
            format!("{}: {}", dates.map(Moment::date).join(" "), cidrs.join(" "))
        };
        let table = Publications::read(TABLE).unwrap();
        recent(&wanted, Moment::parse(document).unwrap(), &table).into_iter().map(line).collect()
    }

    #[test]
    fn young_space_has_the_date_of_its_publication() {
        let dated = "2026-08-21 2026-08-21 2026-09-20 2026-10-04: 10.129.0.0/24 10.130.0.0/24";
        let ramp = "2026-07-11 2026-07-11 2026-08-10 2026-08-24: 10.128.0.0/16";
        assert_eq!(noticed("2026-08-22T15:17:05Z", &["10.0.0.0/8"]), [ramp, dated]);
        assert_eq!(noticed("2026-08-23T23:59:59Z", &["10.0.0.0/9", "10.128.0.0/24"]), [ramp.replace("/16", "/24")]);
        assert_eq!(noticed("2026-08-24T00:00:00Z", &["10.0.0.0/9", "10.128.0.0/24"]), [""; 0], "the ramp has ended");
        assert_eq!(noticed("2026-08-22T15:17:05Z", &["10.0.0.0/9"]), [""; 0]);
    }

    #[test]
    fn space_that_the_table_lacks_is_younger_than_the_table() {
        let unknown = "2026-08-22 2026-09-30 2026-09-30 2026-11-13: 11.0.0.0/8";
        assert_eq!(noticed("2026-09-30T00:00:00Z", &["10.0.0.0/9", "11.0.0.0/8"]), [unknown]);
        assert_eq!(noticed("2026-08-22T15:17:05Z", &["11.0.0.0/8"]), [""; 0], "the table's own document");
    }

    #[test]
    fn an_older_document_knows_nothing_that_came_later() {
        assert_eq!(
            noticed("2026-08-01T00:00:00Z", &["10.0.0.0/8"]),
            ["2026-07-11 2026-07-11 2026-08-10 2026-08-24: 10.128.0.0/16"]
        );
        assert_eq!(noticed("2020-01-01T00:00:00Z", &["10.0.0.0/8", "11.0.0.0/8"]), [""; 0]);
    }
}
