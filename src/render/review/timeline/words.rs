//! What an image says of a notice.

use crate::{
    ledger::Notice,
    model::{AddressCount, Moment, cut, joined},
};

/// How many of a notice's prefixes its tooltip lists.
const LISTED: usize = 8;
/// Characters of the list of services at most.
const LONGEST_SERVICES: usize = 200;

/// What a row says of a notice, piece by piece, each with its class.
pub(super) fn pieces(notice: &Notice, now: Moment) -> [(&'static str, String); 4] {
    let deadline_class = if notice.allow_by <= now { "late" } else { "name" };
    [
        ("name", notice.permission.to_string()),
        (deadline_class, deadline(notice.allow_by, now)),
        ("detail", size(notice)),
        ("detail", services(notice)),
    ]
}

/// `allow by 2026-09-15 (in 12 days)`.
fn deadline(allow_by: Moment, now: Moment) -> String {
    let day = |moment: Moment| moment.unix().div_euclid(86_400);
    let days = day(allow_by) - day(now);
    let plural = if days.abs() == 1 { "" } else { "s" };
    let away = match days {
        0 => "today".to_owned(),
        1.. => format!("in {days} day{plural}"),
        _ => format!("{} day{plural} ago", -days),
    };
    format!("allow by {} ({away})", allow_by.date())
}

/// `2 prefixes, 8,192 addresses`.
fn size(notice: &Notice) -> String {
    let addresses = notice.address_count();
    let prefixes = if notice.cidrs.len() == 1 { "prefix" } else { "prefixes" };
    let noun = if addresses == AddressCount::from(1) { "address" } else { "addresses" };
    format!("{} {prefixes}, {} {noun}", grouped(&notice.cidrs.len().to_string()), short(addresses))
}

/// `AMAZON_CONNECT, EC2`; nothing if none is named.
fn services(notice: &Notice) -> String {
    cut(&joined(&notice.services, ", "), LONGEST_SERVICES)
}

/// All that is known of a notice, a line each.
pub(super) fn tooltip(notice: &Notice) -> String {
    let Notice { appearance, allow_by, full_traffic_at, permission, cidrs, .. } = notice;
    let mut prefixes = joined(cidrs.iter().take(LISTED), ", ");
    if cidrs.len() > LISTED {
        prefixes.push_str(&format!(" and {} more", grouped(&(cidrs.len() - LISTED).to_string())));
    }
    format!(
        "{permission}, {}\n{prefixes}\nnot seen at {}\nfirst seen {}\nallow by {allow_by}\nfull traffic at {full_traffic_at}",
        size(notice),
        appearance.not_seen_at,
        appearance.first_seen,
    )
}

/// The line in the place of rows that have no room.
pub(super) fn folded(notices: &[&Notice]) -> Option<String> {
    let first = notices.first()?;
    let plural = if notices.len() == 1 { "" } else { "s" };
    let count = grouped(&notices.len().to_string());
    Some(format!("… and {count} more notice{plural}, the first to be allowed by {}", first.allow_by.date()))
}

/// What the whole image says, in a sentence.
pub(super) fn summary(notices: usize, first: Option<&&Notice>, now: Moment) -> String {
    match first {
        None => format!("No notice is open at {now}: no new address space waits to be allowed."),
        Some(first) => {
            let noun = if notices == 1 { "notice is" } else { "notices are" };
            format!("{} {noun} open at {now}; the first must be allowed by {}.", grouped(&notices.to_string()), first.allow_by)
        }
    }
}

/// In full below a trillion, else the first two digits: an IPv6 prefix has 27.
fn short(count: AddressCount) -> String {
    let digits = count.to_string();
    match (digits.get(..1), digits.get(1..2)) {
        (Some(first), Some(second)) if digits.len() > 12 => format!("~{first}.{second} × 10^{}", digits.len() - 1),
        _ => grouped(&digits),
    }
}

/// Digits in groups of three.
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_readable_whatever_their_size() {
        assert_eq!(["7", "1000", "999999", "1234567"].map(grouped), ["7", "1,000", "999,999", "1,234,567"]);
        assert_eq!(short(AddressCount::from(524_288)), "524,288");
        assert_eq!(short(AddressCount::from(1 << 88)), "~3.0 × 10^26");
        assert_eq!(short(AddressCount::from(999_999_999_999)), "999,999,999,999");
    }

    #[test]
    fn days_are_counted_by_date() {
        let now = Moment::parse("2026-08-22T23:00:00Z").unwrap();
        let words = |text| deadline(Moment::parse(text).unwrap(), now);
        assert_eq!(words("2026-08-22T00:00:00Z"), "allow by 2026-08-22 (today)");
        assert_eq!(words("2026-08-23T00:00:00Z"), "allow by 2026-08-23 (in 1 day)");
        assert_eq!(words("2026-09-03T15:00:00Z"), "allow by 2026-09-03 (in 12 days)");
        assert_eq!(words("2026-08-20T23:59:59Z"), "allow by 2026-08-20 (2 days ago)");
    }

    #[test]
    fn a_deadline_that_has_come_is_late() {
        let at = |text| Moment::parse(text).unwrap();
        let permission = crate::rules::Permission::request(
            crate::model::Direction::Egress,
            crate::model::IpProtocol::Tcp,
            crate::model::PortRange::single(443),
            crate::model::IpVersion::V4,
        );
        let published = at("2026-08-01T00:00:00Z");
        let appearance = crate::ledger::Appearance { not_seen_at: published, first_seen: published };
        let notice = Notice::new(appearance, Default::default(), permission, Vec::new(), Vec::new());
        assert_eq!(pieces(&notice, at("2026-08-30T23:59:59Z"))[1].0, "name");
        assert_eq!(pieces(&notice, at("2026-08-31T00:00:00Z"))[1].0, "late");
    }
}
