//! The image of notices: its bytes, what an XML parser reads in it whatever its
//! arguments, and how Chromium draws it.

mod chromium;
mod laws;

use amazonconnect::{
    ledger::{Appearance, Notice, NoticePeriod, Notices},
    model::{Direction, IpProtocol, IpVersion, Moment, PortRange},
    render::{TimelineOptions, notice_timeline_svg},
    rules::Permission,
};

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

fn now() -> Moment {
    moment("2026-08-22T15:17:05Z")
}

fn notice(dates: [&str; 2], permission: Permission, services: &[&str], cidrs: &[&str]) -> Notice {
    let [not_seen_at, first_seen] = dates.map(moment);
    Notice::new(
        Appearance { not_seen_at, first_seen },
        NoticePeriod::default(),
        permission,
        services.iter().map(|service| (*service).into()).collect(),
        cidrs.iter().map(|cidr| cidr.parse().unwrap()).collect(),
    )
}

/// One whose day is past, one whose day is tomorrow, one with time, and one of a
/// ledger that recorded nothing for years; the first to be allowed first.
fn sample() -> Vec<Notice> {
    let media = |ip_version| Permission::request(Direction::Egress, IpProtocol::Udp, PortRange::single(3478), ip_version);
    let web = Permission::request(Direction::Egress, IpProtocol::Tcp, PortRange::single(443), IpVersion::V4);
    let back = Permission::request(Direction::Ingress, IpProtocol::Tcp, PortRange::new(49152, 65535).unwrap(), IpVersion::V4);
    vec![
        notice(["2026-07-10T08:00:00Z", "2026-07-14T20:40:11Z"], media(IpVersion::V4), &["AMAZON_CONNECT"], &["15.193.0.0/19"]),
        notice(["2024-02-01T00:00:00Z", "2026-08-20T09:30:00Z"], back, &["CHIME_VOICECONNECTOR"], &["99.77.253.0/24"]),
        notice(
            ["2026-07-24T12:00:00Z", "2026-07-26T12:00:00Z"],
            web,
            &["CLOUDFRONT", "EC2", "S3"],
            &["3.5.0.0/20", "3.5.32.0/20", "15.177.0.0/18", "15.230.4.0/23"],
        ),
        notice(
            ["2026-08-15T06:00:00Z", "2026-08-15T06:00:00Z"],
            media(IpVersion::V6),
            &["AMAZON_CONNECT"],
            &["2600:f0f2:7100::/40", "2600:f0f2:7200::/40"],
        ),
    ]
}

fn svg(notices: &[Notice], width: u16) -> String {
    notice_timeline_svg(&Notices(notices.to_vec()), now(), &TimelineOptions { width, ..TimelineOptions::default() })
}

#[test]
fn the_bytes_are_a_contract() {
    insta::assert_snapshot!("notices", svg(&sample(), 960));
    insta::assert_snapshot!("no_notices", svg(&[], 320));
}
