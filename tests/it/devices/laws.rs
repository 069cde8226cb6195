//! What holds for any rules: the lines between two texts make one of the other,
//! and texts of two names never meet.

use super::{FORMATS, Permitted, change, device, fresh, load, named, required};
use crate::render::sample::{any_pairs, set, stateless, stateless_pairs};
use amazonconnect::{
    render::{TextFormat, render_text, text_between},
    rules::RuleSet,
};
use proptest::prelude::*;

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
