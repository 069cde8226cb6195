//! Whether rules fit a quota, held against what the renderings give.

use super::sample::{Pair, answered, any_pairs, home_net, labelled, set, stateful, stateless};
use amazonconnect::{
    declaration::Refuse,
    model::{Direction, IpProtocol, PortRange, Prefix},
    render::*,
    rules::RuleSet,
};
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr};

fn check(rules: &RuleSet, target: QuotaTarget, options: &QuotaOptions) -> QuotaCheck {
    quota_check(rules, target, options).unwrap()
}

/// `count` IPv4 requests to tcp/443, or to a port of their own.
fn many(count: u32, port: impl Fn(u32) -> u16) -> RuleSet {
    let pair = |index: u32| {
        let prefix = Prefix::new(IpAddr::V4(Ipv4Addr::from(0x0100_0000 + index * 0x200)), 24).unwrap();
        super::sample::request(Direction::Egress, IpProtocol::Tcp, PortRange::single(port(index)), prefix)
    };
    set(&(0..count).map(pair).collect::<Vec<Pair>>())
}

#[test]
fn verdicts_and_their_words() {
    let options = QuotaOptions::new();
    let with_home = QuotaOptions { home_net: Some(home_net()), ..QuotaOptions::new() };
    let one = |target, options: &QuotaOptions, rules: &RuleSet| check(rules, target, options);
    insta::assert_json_snapshot!(
        "quota_check",
        [
            one(QuotaTarget::SecurityGroup, &options, &stateless()),
            one(QuotaTarget::SecurityGroup, &options, &many(301, |_| 443)),
            one(QuotaTarget::SecurityGroup, &QuotaOptions { groups: Some(1), ..QuotaOptions::new() }, &many(61, |_| 443)),
            one(QuotaTarget::NetworkAcl, &options, &stateless()),
            one(QuotaTarget::NetworkAcl, &options, &many(20, |_| 443)),
            one(QuotaTarget::PrefixList, &options, &stateful()),
            one(QuotaTarget::PrefixList, &options, &many(80, |_| 443)),
            one(QuotaTarget::NetworkFirewallStateless, &with_home, &stateless()),
            one(QuotaTarget::NetworkFirewallStateless, &QuotaOptions { quota: Some(20), ..with_home.clone() }, &stateless()),
            one(QuotaTarget::Suricata, &with_home, &stateful()),
            one(QuotaTarget::Suricata, &options, &RuleSet::default()),
        ]
    );
}

#[test]
fn slots_need_the_groups_that_shard_rules_makes_of_them() {
    let with_slots = |slots: &[u32]| {
        let mut slots = slots.iter();
        many(slots.len() as u32, |_| 443).numbered(|_| *slots.next().unwrap())
    };
    let groups = |groups| QuotaOptions { groups: Some(groups), ..QuotaOptions::new() };
    let close: Vec<u32> = (0..275).chain(300..305).collect();
    for slots in [&[0, 70, 500][..], &close] {
        let rules = with_slots(slots);
        let needed = shard_rules(&rules, 60, None).unwrap().len();
        let enough = check(&rules, QuotaTarget::SecurityGroup, &groups(needed));
        assert_eq!((enough.fits, enough.groups_needed), (true, Some(needed)));
        let few = check(&rules, QuotaTarget::SecurityGroup, &groups(needed - 1));
        assert_eq!((few.fits, few.groups_needed), (false, Some(needed)));
        assert!(few.message.contains("the numbers that the ledger gave lie in so many"), "{}", few.message);
    }
    let alone = check(&with_slots(&[0, 70, 500]), QuotaTarget::SecurityGroup, &groups(1));
    assert_eq!((alone.fits, alone.groups_needed), (true, Some(1)), "one group is not split");
}

#[test]
fn home_prefixes_count_in_suricata() {
    let home = |count: u32| {
        let prefix = |index: u32| Prefix::new(IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + index * 0x1_0000)), 16).unwrap();
        QuotaOptions { home_net: Some((0..count).map(prefix).collect()), ..QuotaOptions::new() }
    };
    let rules = many(600, |_| 443);
    let (few, many_of_them) = (check(&rules, QuotaTarget::Suricata, &home(1)), check(&rules, QuotaTarget::Suricata, &home(120)));
    assert!(few.fits && many_of_them.fits, "sets are split so that rules fit with 120 home prefixes");
    let rule = |options: &QuotaOptions| {
        let options = SuricataOptions { home_net: options.home_net.clone(), ..SuricataOptions::new() };
        let sets = suricata_ip_sets(&rules, &options).unwrap();
        let length = |name: &str| 1 + sets[name].iter().map(|cidr| cidr.len() + 1).sum::<usize>();
        let lines = suricata_rules(&rules, &options).unwrap();
        let longest = lines.lines().map(|line| {
            let name = line.split(['$', ' ']).find(|word| word.starts_with("OUT_")).unwrap();
            line.len() + 1 + length(name) + length("HOME_NET")
        });
        longest.max().unwrap()
    };
    assert_eq!(few.counts.egress_ipv4, rule(&home(1)));
    assert_eq!(many_of_them.counts.egress_ipv4, rule(&home(120)));
    let too_many = check(&rules, QuotaTarget::Suricata, &home(700));
    assert!(!too_many.fits && too_many.message.contains("Name fewer prefixes in home_net"), "{}", too_many.message);
    let options = SuricataOptions { home_net: home(700).home_net, ..SuricataOptions::new() };
    let refused = suricata_rules(&rules, &options).unwrap_err().to_string();
    assert!(refused.contains("the limit is 8192; name fewer prefixes in home_net"), "{refused}");
}

/// The options of `prefix_list_entries` decide as much as the quota does.
#[test]
fn lists_that_have_no_room_do_not_fit() {
    let lists = |size, count| QuotaOptions { size: Some(size), count: Some(count), groups: Some(16), ..QuotaOptions::new() };
    let full = check(&many(409, |_| 443), QuotaTarget::PrefixList, &lists(20, 1));
    assert!(!full.fits);
    assert_eq!(
        full.message,
        "prefix_list: sums of max_entries (egress ipv4 20, egress ipv6 0, ingress ipv4 0, ingress ipv6 0), the quota is 60: the rules do not fit. The rendering refuses them: count is 1, but a list of size 20 would have 409 entries of egress tcp/443 ipv4; count = 39 would do; or raise size, set max_cidrs in amazonconnect_network_rules or in rules_cover, or give fewer rules."
    );
    let too_many = check(&many(2, |index| if index == 0 { 443 } else { 80 }), QuotaTarget::PrefixList, &lists(1, 51));
    assert!(!too_many.fits);
    assert!(too_many.message.contains("are 102, but the limit is 100 in a Region; count = 1 would do"), "{}", too_many.message);
    assert!(check(&many(2, |_| 443), QuotaTarget::PrefixList, &lists(2, 1)).fits, "a list with room");
}

#[test]
fn what_is_not_read_is_refused_by_name() {
    let refused = |target, options: QuotaOptions| {
        let error = quota_check(&stateful(), target, &options).unwrap_err();
        (error.argument().map(str::to_owned), error.to_string())
    };
    let new = QuotaOptions::new;
    let argument = |found: (Option<String>, String)| found.0.unwrap();
    for target in [QuotaTarget::NetworkAcl, QuotaTarget::Suricata, QuotaTarget::NetworkFirewallStateless] {
        assert_eq!(argument(refused(target, QuotaOptions { groups: Some(2), ..new() })), "groups");
        assert_eq!(argument(refused(target, QuotaOptions { size: Some(2), ..new() })), "size");
    }
    assert_eq!(argument(refused(QuotaTarget::SecurityGroup, QuotaOptions { count: Some(2), ..new() })), "count");
    let (argument, text) = refused(QuotaTarget::SecurityGroup, QuotaOptions { home_net: Some(home_net()), ..new() });
    assert_eq!(argument.as_deref(), Some("home_net"));
    assert_eq!(
        text,
        "security_group: home_net means nothing there; leave it out: it is for network_firewall_stateless and suricata"
    );
    let (argument, text) = refused(QuotaTarget::NetworkAcl, QuotaOptions { quota: Some(40), ..new() });
    assert_eq!((argument.as_deref(), text.as_str()), (Some("quota"), "network_acl: quota is 40, but must be from 1 to 39"));
    let (argument, text) = refused(QuotaTarget::SecurityGroup, QuotaOptions { quota: Some(200), groups: Some(6), ..new() });
    assert_eq!((argument.as_deref(), text.as_str()), (Some("groups"), "security_group: groups is 6, but must be from 1 to 5"));
    assert!(refused(QuotaTarget::NetworkFirewallStateless, new()).1.contains("home_net holds no ipv4 prefix"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn figures_are_those_of_the_renderings(pairs in any_pairs(60), quota in 1_usize..60, groups in 1_usize..=16) {
        let rules = set(&pairs);
        let options = QuotaOptions { quota: Some(quota), groups: Some(groups), ..QuotaOptions::new() };
        let found = check(&rules, QuotaTarget::SecurityGroup, &options);
        let records = security_group_rules(&rules).unwrap();
        let count = |way: &str, v4: bool| records.values().filter(|rule| rule.r#type == way && rule.cidr_ipv4.is_some() == v4).count();
        let FamilyCounts { egress_ipv4, egress_ipv6, ingress_ipv4, ingress_ipv6 } = found.counts;
        prop_assert_eq!((egress_ipv4, egress_ipv6), (count("egress", true), count("egress", false)));
        prop_assert_eq!((ingress_ipv4, ingress_ipv6), (count("ingress", true), count("ingress", false)));
        // As many groups as shard_rules makes of the requests.
        let shards = shard_rules(&rules.requests(), u32::try_from(quota).unwrap(), None).unwrap().len().max(1);
        prop_assert_eq!(found.groups_needed, Some(shards));
        prop_assert_eq!(found.fits, shards <= groups);

        let lists = prefix_list_entries(&rules, PrefixListOptions::new()).unwrap();
        let found = check(&rules, QuotaTarget::PrefixList, &options);
        prop_assert_eq!(found.counts, lists.weights);
        let heaviest = lists.lists.values().map(|list| list.max_entries).max().unwrap_or_default();
        prop_assert_eq!(found.groups_needed.is_some(), heaviest <= quota);
    }

    #[test]
    fn a_verdict_on_entries_and_capacity_is_that_of_the_renderings(pairs in any_pairs(60), quota in 1_usize..400) {
        let (answered, home) = (set(&answered(&pairs)), home_net());
        let acl = check(&answered, QuotaTarget::NetworkAcl, &QuotaOptions { quota: Some(39), ..QuotaOptions::new() });
        prop_assert_eq!(acl.fits, network_acl_entries(&answered, 1, MAX_RULE_NUMBER).is_ok(), "{}", acl.message);
        let options = QuotaOptions { quota: Some(quota), home_net: Some(home.clone()), ..QuotaOptions::new() };
        let stateless = check(&answered, QuotaTarget::NetworkFirewallStateless, &options);
        prop_assert_eq!(stateless.fits, network_firewall_stateless(&answered, &home, 1).unwrap().capacity <= quota);
    }

    #[test]
    fn what_fits_is_rendered_with_the_same_options(
        pairs in any_pairs(150),
        target in prop::sample::select(&QuotaTarget::ALL),
        (size, count) in (1_usize..=100, prop::option::of(1_usize..=100)),
        described in prop::bool::weighted(0.9),
        replied in any::<bool>(),
    ) {
        let pairs = if replied { answered(&pairs) } else { pairs };
        let rules = labelled(&pairs, |_| None, |_| (if described { "media" } else { "Zürich" }).to_owned());
        let home = home_net();
        let (raised, new) = (QuotaOptions { quota: Some(39), ..QuotaOptions::new() }, QuotaOptions::new);
        let at_home = QuotaOptions { home_net: Some(home.clone()), ..new() };
        let suricata = SuricataOptions { home_net: at_home.home_net.clone(), ..SuricataOptions::new() };
        let (options, refusal) = match target {
            QuotaTarget::SecurityGroup => (new(), security_group_rules(&rules).err()),
            QuotaTarget::NetworkAcl => (raised, network_acl_entries(&rules, 1, MAX_RULE_NUMBER).err()),
            QuotaTarget::PrefixList => (
                QuotaOptions { quota: Some(1_000), groups: Some(1), size: Some(size), count, ..new() },
                prefix_list_entries(&rules, PrefixListOptions { size, count }).err(),
            ),
            QuotaTarget::NetworkFirewallStateless => (at_home, network_firewall_stateless(&rules, &home, 1).err()),
            QuotaTarget::Suricata => (at_home, suricata_rules(&rules, &suricata).err()),
        };
        let found = check(&rules, target, &options);
        if let Some(refusal) = refusal {
            prop_assert!(!found.fits, "{}: {}", refusal, found.message);
            prop_assert!(found.message.contains(&refusal.kind.to_string()), "{}: {}", refusal, found.message);
            prop_assert_eq!(found.groups_needed, None);
        }
    }

    #[test]
    fn a_message_is_never_empty(pairs in any_pairs(60), target in prop::sample::select(&QuotaTarget::ALL)) {
        let home = matches!(target, QuotaTarget::Suricata | QuotaTarget::NetworkFirewallStateless).then(home_net);
        for rules in [set(&pairs), labelled(&[], |_| None, |_| String::new())] {
            let found = check(&rules, target, &QuotaOptions { home_net: home.clone(), ..QuotaOptions::new() });
            prop_assert!(found.message.ends_with('.') && found.message.contains(target.as_str()), "{}", found.message);
            prop_assert_eq!(found.message.contains("do not fit"), !found.fits);
        }
    }
}
