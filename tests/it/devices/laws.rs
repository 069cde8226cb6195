//! What holds for any rules: the lines between two texts make one of the other,
//! and texts of two names never meet.

use super::{FORMATS, Permitted, change, device, fresh, load, named, required};
use crate::render::sample::{self, any_pairs, set, stateless, stateless_pairs};
use amazonconnect::{
    model::{Direction, IpProtocol, IpVersion, PortRange},
    render::{TextFormat, render_text, text_between},
    rules::RuleSet,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_lines_between_two_texts_make_one_of_the_other(before in any_pairs(12), after in any_pairs(12)) {
        let (before, after) = (set(&before), set(&after));
        for format in FORMATS {
            let mut device = fresh(format, &before, "a");
            prop_assert_eq!(device.permitted("a"), required(&before, format));
            change(&mut *device, format, &before, &after, "a");
            prop_assert_eq!(device.state(), fresh(format, &after, "a").state(), "{:?}", format);
            change(&mut *device, format, &after, &RuleSet::default(), "a");
            prop_assert!(device.state().is_empty(), "{:?}: {:?}", format, device.state());
            // And back, onto what removal leaves.
            change(&mut *device, format, &RuleSet::default(), &before, "a");
            prop_assert_eq!(device.state(), fresh(format, &before, "a").state());
        }
    }

    #[test]
    fn texts_of_two_names_do_not_meet(one in any_pairs(10), other in any_pairs(10)) {
        let (one, other) = (set(&one), set(&other));
        for format in FORMATS {
            let mut device = fresh(format, &one, "a");
            load(&mut *device, &render_text(&other, format, &named("b")).unwrap(), "b", &Permitted::new());
            prop_assert_eq!(device.permitted("a"), required(&one, format));
            prop_assert_eq!(device.permitted("b"), required(&other, format));
            change(&mut *device, format, &one, &RuleSet::default(), "a");
            prop_assert_eq!(device.state(), fresh(format, &other, "b").state(), "{:?}", format);
        }
    }
}

/// The lines by which a user ends each list of this text as its header asks,
/// after a restart, in which IOS forgets the numbers of IPv4 lists.
fn ends(format: TextFormat, text: &str) -> Vec<String> {
    let lists: BTreeSet<&str> = text
        .lines()
        .filter(|line| line.contains("access-list ") && !line.contains(" resequence ") && !line.starts_with('!'))
        .collect();
    let end = |line: &str| match line.split(' ').collect::<Vec<_>>()[..] {
        [_, list, ..] if format == TextFormat::CiscoAsa => vec![format!("access-list {list} extended deny ip any any")],
        ["ip", _, _, list] => {
            vec![format!("ip access-list resequence {list} 10 10"), line.to_owned(), " deny ip any any".to_owned()]
        }
        ["ipv6", ..] => vec![line.to_owned(), " sequence 2000000000 deny ipv6 any any".to_owned()],
        _ => panic!("{line:?}"),
    };
    lists.into_iter().flat_map(end).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_deny_of_the_user_stays_behind_new_lines(before in any_pairs(12), after in any_pairs(12)) {
        let (before, after) = (set(&before), set(&after));
        for format in [TextFormat::CiscoAsa, TextFormat::CiscoIos] {
            let mut device = fresh(format, &before, "a");
            for line in ends(format, &render_text(&before, format, &named("a")).unwrap()) {
                device.take(&line);
            }
            change(&mut *device, format, &before, &after, "a");
            change(&mut *device, format, &after, &before, "a");
        }
    }
}

/// One prefix for two: what was found where the new line went behind the deny.
#[test]
fn a_wider_ipv6_prefix_is_permitted_before_its_halves_go() {
    let media =
        |prefix: &str| sample::request(Direction::Egress, IpProtocol::Udp, PortRange::single(3478), prefix.parse().unwrap());
    let halves = set(&[media("2600:f0f2:7100::/41"), media("2600:f0f2:7180::/41")]);
    let text = text_between(&halves, &set(&[media("2600:f0f2:7100::/40")]), TextFormat::CiscoIos, &named("a")).unwrap();
    let mut device = fresh(TextFormat::CiscoIos, &halves, "a");
    for line in ends(TextFormat::CiscoIos, "ipv6 access-list a-egress-ipv6") {
        device.take(&line);
    }
    load(&mut *device, &text, "a", &required(&halves, TextFormat::CiscoIos));
    assert!(text.contains("from 2000000000 on in IPv6 lists"), "{text}");
}

/// What an emptied list keeps matches nothing: later lines of the user count.
#[test]
fn lines_behind_what_an_emptied_list_keeps_still_count() {
    let media = sample::request(Direction::Egress, IpProtocol::Udp, PortRange::single(3478), "15.193.0.0/19".parse().unwrap());
    let rules = set(&[media]);
    let mut device = fresh(TextFormat::CiscoAsa, &rules, "a");
    let text = change(&mut *device, TextFormat::CiscoAsa, &rules, &RuleSet::default(), "a");
    assert!(text.contains("clear configure access-list for each:\n!   a-egress\n"), "{text}");
    device.take("object-group network own");
    device.take(" network-object 10.0.0.0 255.0.0.0");
    device.take("access-list a-egress extended permit tcp any4 object-group own eq 22");
    assert_eq!(device.permitted("a").keys().collect::<Vec<_>>(), ["egress-tcp-22-ipv4"]);
}

/// A header names the lists that the text defines, and those that it does not as such.
#[test]
fn a_header_binds_defined_lists_alone() {
    let media = sample::request(Direction::Egress, IpProtocol::Udp, PortRange::single(3478), "15.193.0.0/19".parse().unwrap());
    let rules = set(&[media]);
    let (ios, asa) = ("ip access-group a-egress-ipv4 in", "access-group a-egress in interface inside");
    for (format, bound, missing) in [
        (TextFormat::CiscoIos, ios, "unbound unless"),
        (TextFormat::Junos, "family inet filter input-list a-egress-ipv4", "take it off the interfaces first"),
        (TextFormat::CiscoAsa, asa, ""),
    ] {
        let text = render_text(&rules, format, &named("a")).unwrap();
        assert!(text.contains(bound), "{text}");
        for other in [
            "access-group a-ingress",
            "access-group a-egress-ipv6",
            "traffic-filter a-",
            "output-list a-",
            "input-list a-egress-ipv6",
        ] {
            assert!(!text.contains(other), "{other}: {text}");
        }
        assert!(text.contains(missing), "{text}");
        let removed = text_between(&rules, &RuleSet::default(), format, &named("a")).unwrap();
        assert!(removed.contains(if format == TextFormat::Junos {
            "take them off the interfaces first"
        } else {
            "with one line that matches nothing"
        }));
    }
    let all = render_text(&stateless(), TextFormat::CiscoIos, &named("a")).unwrap();
    assert!(all.contains("ipv6 traffic-filter a-ingress-ipv6 out") && !all.contains("unbound unless"), "{all}");
}

/// A filter that is bound is not left without terms: it goes, and the lines say so.
#[test]
fn a_filter_without_rules_is_deleted() {
    let fewer: Vec<_> = stateless_pairs().into_iter().filter(|(of, _)| of.ip_version == IpVersion::V4).collect();
    let text = text_between(&stateless(), &set(&fewer), TextFormat::Junos, &named("a")).unwrap();
    for filter in ["family inet6 filter a-egress-ipv6", "family inet6 filter a-ingress-ipv6"] {
        assert!(text.contains(&format!("\ndelete firewall {filter}\n")) && text.contains(&format!("#   {filter}\n")), "{text}");
    }
    assert!(!text.contains("delete firewall family inet filter"), "{text}");
}

#[test]
fn lines_between_texts_say_what_they_leave_to_people() {
    for (format, said) in [
        (TextFormat::JunosSrx, "insert each before one of yours that denies:\n#   a-egress-tcp-443-ipv4\n"),
        (TextFormat::PanOs, "until a security rule of yours names them:\n#   a-egress-tcp-443-ipv4\n"),
        (TextFormat::Fortios, "until a policy of yours names them:\n#   a-egress-tcp-443-ipv4\n"),
    ] {
        let text = text_between(&RuleSet::default(), &stateless(), format, &named("a")).unwrap();
        assert!(text.contains(said), "{text}");
        let gone = text_between(&stateless(), &RuleSet::default(), format, &named("a")).unwrap();
        assert!(!gone.contains("are new"), "{gone}");
    }
}

/// Names of up to 40 characters: the length that a refusal asks for does.
#[test]
fn the_length_asked_for_does() {
    for format in FORMATS {
        let Err(refused) = render_text(&stateless(), format, &named(&"n".repeat(40))) else { continue };
        let refused = refused.to_string();
        let most: usize = refused.split("at most ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        assert!(render_text(&stateless(), format, &named(&"n".repeat(most))).is_ok(), "{format:?}: {refused}");
        assert!(render_text(&stateless(), format, &named(&"n".repeat(most + 1))).is_err(), "{format:?}: {refused}");
        assert!(text_between(&RuleSet::default(), &stateless(), format, &named(&"n".repeat(most + 1))).is_err());
    }
    assert!(render_text(&stateless(), TextFormat::CiscoAsa, &named(&"n".repeat(40))).is_err(), "one at least is refused");
}

#[test]
fn nothing_changes_nothing() {
    for format in FORMATS {
        assert_eq!(text_between(&stateless(), &stateless(), format, &named("a")), Ok(String::new()));
    }
}

/// A text alone permits what it must; whether what an earlier one left goes
/// depends on the device, and its header says so.
#[test]
fn a_text_over_another_permits_all_it_must() {
    let mut fewer = stateless_pairs();
    fewer.retain(|(_, prefix)| !prefix.to_string().starts_with("15.193."));
    let after = set(&fewer);
    for format in FORMATS {
        let mut device = fresh(format, &stateless(), "a");
        let text = render_text(&after, format, &named("a")).unwrap();
        load(&mut *device, &text, "a", &required(&after, format));
        let only_adds = [TextFormat::CiscoAsa, TextFormat::CiscoIos, TextFormat::PanOs].contains(&format);
        assert_eq!(device.permitted("a") == required(&after, format), !only_adds, "{format:?}");
        assert_eq!(text.contains("It only adds: "), only_adds, "{format:?}");
    }
}

#[test]
#[should_panic(expected = "is permitted")]
fn what_is_missing_is_seen() {
    let text = render_text(&set(&stateless_pairs()[1..]), TextFormat::CiscoIos, &named("a")).unwrap();
    load(&mut *device(TextFormat::CiscoIos), &text, "a", &required(&stateless(), TextFormat::CiscoIos));
}
