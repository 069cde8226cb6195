//! Whatever the arguments, the image is well-formed, within its width, and says
//! what it was given: as Python's XML parser (expat) reads it.

use super::{notice, sample, svg};
use crate::oracle::ask_python;
use amazonconnect::{
    declaration::{FromValue as _, Value as Argument},
    ledger::{Appearance, Notice, Notices},
    model::{Direction, IpProtocol, IpVersion, Moment, PortRange, Prefix},
    render::{TimelineOptions, Title, notice_timeline_svg},
    rules::Permission,
};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr};

fn any_moment() -> impl Strategy<Value = Moment> {
    // All years, and mostly the days about one another that real ones are.
    let day = 86_400_i64;
    prop_oneof![4 => 20_600 * day..20_700 * day, 1 => -719_528 * day..2_932_897 * day]
        .prop_map(|seconds| Moment::from_unix(seconds).unwrap())
}

fn any_notice() -> impl Strategy<Value = Notice> {
    let prefix = (any::<u32>(), 1_u8..=32).prop_map(|(address, len)| {
        let network = address >> (32 - u32::from(len)) << (32 - u32::from(len));
        Prefix::new(IpAddr::V4(Ipv4Addr::from(network)), len).unwrap()
    });
    let texts = prop::collection::vec(any::<String>(), 0..4);
    (prop::array::uniform4(any_moment()), any::<(u16, u16)>(), texts, prop::collection::vec(prefix, 0..30)).prop_map(
        |([not_seen_at, first_seen, allow_by, full_traffic_at], (one, other), services, cidrs)| Notice {
            appearance: Appearance { not_seen_at, first_seen },
            allow_by,
            full_traffic_at,
            permission: Permission::request(
                Direction::Ingress,
                IpProtocol::Tcp,
                PortRange::new(one.min(other).max(1), one.max(other).max(1)).unwrap(),
                IpVersion::V4,
            ),
            services: services.iter().map(|service| service.as_str().into()).collect(),
            cidrs,
        },
    )
}

/// What XML 1.0 can hold of a text, whose parser reads a return as a new line.
fn expressible(text: &str) -> String {
    let is_unknown =
        |character: char| (character.is_control() && !"\t\n".contains(character)) || "\u{fffe}\u{ffff}".contains(character);
    text.chars().map(|character| if is_unknown(character) { char::REPLACEMENT_CHARACTER } else { character }).collect()
}

#[test]
fn any_text_and_any_dates_give_an_image_that_a_parser_reads() {
    let arguments = (
        prop::collection::vec(any_notice(), 0..60),
        any_moment(),
        320_u16..=4096,
        any::<String>().prop_filter("a title", |title| !title.trim().is_empty() && title.chars().count() <= 200),
    );
    let mut runner = TestRunner::deterministic();
    let (mut images, mut given) = (Vec::new(), Vec::new());
    for _ in 0..200 {
        let (notices, now, width, title) = arguments.new_tree(&mut runner).unwrap().current();
        let image_of = |notices: Vec<Notice>| {
            let title = Title::from_value(&Argument::Text(title.as_str().into())).unwrap();
            notice_timeline_svg(&Notices(notices), now, &TimelineOptions { title, width })
        };
        let image = image_of(notices.clone());
        assert_eq!(image_of(notices.iter().rev().cloned().collect()), image, "their order means nothing");
        let open = notices.iter().filter(|notice| notice.full_traffic_at > now).count();
        images.push(image);
        given.push((open, width, title));
    }
    assert!(given.iter().any(|(open, ..)| *open > 40) && given.iter().any(|(open, ..)| *open == 0));
    let Some(read) = ask_python("read_svg.py", &json!(images)) else { return };
    for (read, (open, width, title)) in read.as_array().unwrap().iter().zip(given) {
        assert_eq!(read["title"], json!(expressible(&title)));
        assert_eq!((&read["notices"], &read["size"][0]), (&json!(open.min(40)), &json!(width)));
        let reach = |index: usize| read["reach"][index].as_f64().unwrap();
        assert!(reach(0) >= 0.0 && reach(1) <= f64::from(width), "{read}");
        assert!(read["size"][1].as_u64().unwrap() < 10_000, "{read}");
    }
}

#[test]
fn what_a_parser_reads_is_what_was_given() {
    let Some(read) = ask_python("read_svg.py", &json!([svg(&sample(), 960), svg(&[], 960)])) else { return };
    let texts = |image: &Value| -> Vec<String> {
        image["texts"].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let shown = texts(&read[0]);
    for text in [
        "Amazon Connect: notices",
        "egress udp/3478 ipv4",
        "allow by 2026-08-09 (13 days ago)",
        "1 prefix, 8,192 addresses",
        "ingress tcp/49152-65535 ipv4",
        "allow by 2026-08-20 (2 days ago)",
        "CHIME_VOICECONNECTOR",
        "allow by 2026-08-23 (in 1 day)",
        "4 prefixes, 25,088 addresses",
        "CLOUDFRONT, EC2, S3",
        "2 prefixes, ~6.1 × 10^26 addresses",
    ] {
        assert!(shown.iter().any(|found| found == text), "{text}: {shown:?}");
    }
    assert_eq!(
        read[0]["description"],
        json!("4 notices are open at 2026-08-22T15:17:05Z; the first must be allowed by 2026-08-09T08:00:00Z.")
    );
    assert_eq!(
        read[1]["description"],
        json!("No notice is open at 2026-08-22T15:17:05Z: no new address space waits to be allowed.")
    );
    assert_eq!(read[1]["notices"], json!(0));
    // Both can fail: a parser refuses what is not escaped, and services are shown.
    let hostile = notice(["2026-08-15T06:00:00Z"; 2], sample()[0].permission, &["</text><b>&\u{1}"], &["10.0.0.0/8"]);
    let Some(read) = ask_python("read_svg.py", &json!([svg(&[hostile], 960)])) else { return };
    assert!(texts(&read[0]).contains(&"</text><b>&\u{fffd}".to_owned()), "{read}");
}
