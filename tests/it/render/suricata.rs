//! Suricata rules that share a policy with others: their names, ids and home
//! prefixes.

use super::sample::{any_pairs, home_net, set, stateful};
use amazonconnect::{declaration::Refuse as _, render::*, rules::RuleSet};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn named(name: &str) -> SuricataOptions {
    SuricataOptions { name: Some(name.to_owned()), ..SuricataOptions::new() }
}

fn names(rules: &RuleSet, options: &SuricataOptions) -> BTreeSet<String> {
    suricata_ip_sets(rules, options).unwrap().into_keys().collect()
}

fn sids(text: &str) -> BTreeSet<u32> {
    text.lines().map(|line| line.split("sid:").nth(1).unwrap().split(';').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn a_name_is_in_variables_messages_and_ids() {
    let both = |options: &SuricataOptions| {
        serde_json::json!([suricata_ip_sets(&stateful(), options).unwrap(), suricata_rules(&stateful(), options).unwrap()])
    };
    let options = SuricataOptions { first_sid: Some(2_000_000), home_net: Some(home_net()), ..named("eu-1") };
    insta::assert_json_snapshot!("suricata_named", both(&options));
    assert_eq!(both(&named("")), both(&SuricataOptions::new()), "an empty name is none");
    // As the page says of `name`.
    for same in ["eu_1", "EU-1", "Eu_1"] {
        assert_eq!(both(&named(same)), both(&named("eu-1")), "{same}");
    }
    assert_ne!(both(&named("eu-2")), both(&named("eu-1")));
}

/// The page and its example tell how variables are called.
#[test]
fn the_page_names_variables_that_are_there() {
    let page = functions().into_iter().find(|function| function.name == "suricata_ip_sets").unwrap().description;
    let example = include_str!("../../../examples/functions/suricata_ip_sets/function.tf");
    for (text, options) in [
        (page, SuricataOptions::new()),
        (page, named("eu-central-1")),
        (example, SuricataOptions { home_net: Some(home_net()), ..named("connect") }),
    ] {
        let said: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
        let names = names(&stateful(), &options);
        let start = options.name.map_or_else(String::new, |name| format!("{}_", name.replace('-', "_").to_uppercase()));
        let mut told = said.iter().filter(|word| word.starts_with(&format!("{start}OUT_"))).peekable();
        assert!(told.peek().is_some(), "{text} names no variable {start}OUT_…");
        assert!(told.all(|word| names.contains(*word)), "{text}\n{names:?}");
        assert_eq!(names.contains("HOME_NET"), text == example);
    }
}

#[test]
fn names_that_variables_cannot_have_are_refused() {
    let refused = |name: &str| {
        let error = suricata_ip_sets(&stateful(), &named(name)).unwrap_err();
        assert_eq!(suricata_rules(&stateful(), &named(name)).unwrap_err(), error);
        (error.argument().map(str::to_owned), error.to_string())
    };
    let (argument, text) = refused("a b");
    assert_eq!(argument.as_deref(), Some("name"));
    assert_eq!(
        text,
        "Suricata rules: name \"a b\" holds ' ' where only letters, digits, \"-\" and \"_\", the first a letter are allowed"
    );
    assert!(refused("1a").1.contains("holds '1'"));
    assert!(refused("$(x)").1.contains("holds '$'"));
    // The longest Region's name fits.
    assert!(suricata_ip_sets(&stateful(), &named("ap-southeast-1")).is_ok());
    let (_, text) = refused("ap-southeast-1-b");
    assert!(text.contains("\"AP_SOUTHEAST_1_B_OUT_TCP_443_V4_0\"") && text.contains("shorten name"), "{text}");
}

#[test]
fn home_prefixes_are_needed_for_each_family() {
    let options = SuricataOptions { home_net: Some(vec!["10.0.0.0/8".parse().unwrap()]), ..SuricataOptions::new() };
    let refused = suricata_rules(&stateful(), &options).unwrap_err();
    assert_eq!(refused.argument(), Some("home_net"));
    assert!(refused.to_string().contains("home_net holds no ipv6 prefix"), "{refused}");
    // Without rules nobody reads them.
    assert!(names(&RuleSet::default(), &options).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn two_groups_share_neither_variables_nor_ids(one in any_pairs(200), other in any_pairs(200), first in 1_u32..4_000_000_000) {
        let (one, other) = (set(&one), set(&other));
        let here = SuricataOptions { first_sid: Some(first), ..named("us") };
        let there = SuricataOptions { first_sid: Some(first + 10_000), ..named("eu") };
        prop_assert!(names(&one, &here).is_disjoint(&names(&other, &there)));
        let (here, there) = (suricata_rules(&one, &here).unwrap(), suricata_rules(&other, &there).unwrap());
        prop_assert!(sids(&here).iter().all(|sid| (first..first + 10_000).contains(sid)));
        prop_assert!(sids(&here).is_disjoint(&sids(&there)));
        prop_assert_eq!(sids(&here).len(), here.lines().count());
    }

    /// Both functions cut alike, or a rule would name a variable that is not there.
    #[test]
    fn every_rule_reads_a_set_that_is_there(pairs in any_pairs(1200), home in prop::option::of(Just(home_net()))) {
        let rules = set(&pairs);
        let options = SuricataOptions { home_net: home, ..named("eu") };
        let mut known = names(&rules, &options);
        let text = suricata_rules(&rules, &options).unwrap();
        let read: BTreeSet<String> =
            text.split(' ').filter_map(|word| word.strip_prefix('$')).map(str::to_owned).collect();
        if options.home_net.is_none() && !text.is_empty() {
            known.insert("HOME_NET".to_owned());
        }
        prop_assert_eq!(read, known);
    }
}
