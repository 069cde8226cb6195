//! Rendered text, read by the programs that it is for: `nft`, `suricata` and
//! `squid`. `tests/install.sh` installs them.

use crate::{
    render::{domain_laws::named, sample},
    support::skip::skip,
};
use amazonconnect::{
    model::{IpProtocol, PortRange},
    render::{
        DomainFormat, SuricataOptions, TextFormat, TextOptions, render_domains, render_text, suricata_domains, suricata_ip_sets,
        suricata_rules, text_between,
    },
    rules::{DomainRule, DomainRuleSet, RuleSet},
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Output},
};

/// Whether `program` is there. If not, says so, and fails where CI is set.
pub fn installed(program: &str) -> bool {
    let there = Command::new("sh").args(["-c", &format!("command -v {program}")]).output().unwrap().status.success();
    if !there {
        skip(&format!("{program} is absent: tests/install.sh installs it"));
    }
    there
}

fn words(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Runs `commands` in `folder` and in a network namespace of its own, for `nft`
/// needs the right to change rules even to check them.
fn in_own_network(folder: &Path, commands: &str) -> Output {
    Command::new("unshare").args(["-r", "-n", "sh", "-ec", commands]).current_dir(folder).output().unwrap()
}

#[test]
fn nft_takes_the_nftables_text() {
    if !installed("nft") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let text = |pairs: &[sample::Pair]| render_text(&sample::set(pairs), TextFormat::Nftables, &TextOptions::default()).unwrap();
    let mut overlapping = sample::stateless_pairs();
    overlapping.push((overlapping[0].0, "15.193.6.0/24".parse().unwrap()));
    write("before", &text(&overlapping));
    let mut fewer = sample::stateless_pairs();
    fewer.retain(|(_, prefix)| !prefix.to_string().starts_with("15.193."));
    write("after", &text(&fewer));
    for file in ["before", "after"] {
        let checked = in_own_network(folder.path(), &format!("nft -c -f {file}"));
        assert!(checked.status.success(), "{}", words(&checked));
    }
    let fresh = in_own_network(folder.path(), "nft -f after; nft list ruleset");
    let replaced = in_own_network(folder.path(), "nft -f before; nft -f after; nft -f after; nft list ruleset");
    assert!(fresh.status.success() && replaced.status.success(), "{}{}", words(&fresh), words(&replaced));
    assert!(words(&fresh).contains("52.55.191.224/27") && !words(&fresh).contains("15.193."));
    assert_eq!(words(&fresh), words(&replaced), "what an earlier text left must go");
    let between = text_between(&sample::set(&overlapping), &sample::set(&fewer), TextFormat::Nftables, &TextOptions::default());
    write("between", &between.unwrap());
    let changed = in_own_network(folder.path(), "nft -f before; nft -f between; nft list ruleset");
    assert!(changed.status.success(), "{}", words(&changed));
    assert_eq!(words(&fresh), words(&changed), "the lines between two texts make one of the other");
    // Two names in one table, and one of them removed.
    let named = |name: &str, rules: &RuleSet| render_text(rules, TextFormat::Nftables, &crate::devices::named(name)).unwrap();
    write("other", &named("other", &sample::stateless()));
    let nothing = text_between(&sample::stateless(), &RuleSet::default(), TextFormat::Nftables, &crate::devices::named("other"));
    write("without_other", &nothing.unwrap());
    let both = in_own_network(folder.path(), "nft -f after; nft -f other; nft list ruleset");
    assert!(words(&both).contains("other-egress") && words(&both).contains("15.193."));
    let gone = "nft -f after; nft -f other; nft -f without_other; nft delete chain inet filter other-egress";
    let gone = in_own_network(folder.path(), &format!("{gone}; nft delete chain inet filter other-ingress; nft list ruleset"));
    assert!(gone.status.success(), "{}", words(&gone));
    assert_eq!(words(&fresh), words(&gone), "one text is removed without touching the other");
    write("nonsense", "table inet filter { set x { type nonsense; } }\n");
    assert!(!in_own_network(folder.path(), "nft -c -f nonsense").status.success(), "the check can fail");
}

/// Runs `suricata -T` with `rules`, in a configuration that knows `$HOME_NET`
/// and `sets`.
fn suricata(rules: &str, sets: &[(String, Vec<String>)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut config =
        "%YAML 1.1\n---\nvars:\n  address-groups:\n    HOME_NET: \"[10.20.0.0/16]\"\n    EXTERNAL_NET: \"any\"\n".to_owned();
    for (name, cidrs) in sets {
        let _ = writeln!(config, "    {name}: \"[{}]\"", cidrs.join(","));
    }
    let _ = write!(
        config,
        "default-log-dir: {}\nlogging:\n  outputs:\n  - console:\n      enabled: yes\napp-layer:\n  protocols:\n    tls:\n      enabled: yes\n    dns:\n      udp:\n        enabled: yes\n      tcp:\n        enabled: yes\n",
        folder.path().display()
    );
    let (config_file, rules_file) = (folder.path().join("suricata.yaml"), folder.path().join("test.rules"));
    fs::write(&config_file, config).unwrap();
    fs::write(&rules_file, rules).unwrap();
    Command::new("suricata").arg("-T").arg("-S").arg(&rules_file).arg("-c").arg(&config_file).output().unwrap()
}

#[test]
fn suricata_takes_the_rules_and_their_sets() {
    if !installed("suricata") {
        return;
    }
    let rules = sample::stateless();
    let text = suricata_rules(&rules, &SuricataOptions::new()).unwrap();
    let sets: Vec<_> = suricata_ip_sets(&rules, &SuricataOptions::new()).unwrap().into_iter().collect();
    let tested = suricata(&text, &sets);
    assert!(tested.status.success(), "{}\n{text}", words(&tested));
    let without_sets = suricata(&text, &[]);
    assert!(!without_sets.status.success(), "the test can fail: a set that is not defined");
}

/// Rules and their sets.
type Group = (String, BTreeMap<String, Vec<String>>);

#[test]
fn two_named_groups_live_in_one_suricata() {
    if !installed("suricata") {
        return;
    }
    let group = |name: Option<&str>, first_sid: Option<u32>| -> Group {
        let options = SuricataOptions { name: name.map(str::to_owned), first_sid, ..SuricataOptions::new() };
        let rules = sample::stateful();
        (suricata_rules(&rules, &options).unwrap(), suricata_ip_sets(&rules, &options).unwrap())
    };
    let both = |(text, sets): Group, (other, more): Group| {
        let sets: Vec<_> = sets.into_iter().chain(more).collect();
        suricata(&format!("{text}{other}"), &sets)
    };
    let named = both(group(Some("us-east-1"), Some(1_000_000)), group(Some("eu-central-1"), Some(1_010_000)));
    assert!(named.status.success(), "{}", words(&named));
    let (text, sets) = group(None, None);
    let nameless = both((text.clone(), sets), (text, BTreeMap::new()));
    assert!(words(&nameless).contains("uplicate"), "the test can fail: {}", words(&nameless));
}

#[test]
fn suricata_takes_the_domain_rules() {
    if !installed("suricata") {
        return;
    }
    let text = suricata_domains(&sample::domain_set()).unwrap().rules_string;
    let both = format!("{text}{}", suricata_rules(&sample::stateless(), &SuricataOptions::new()).unwrap());
    let sets: Vec<_> = suricata_ip_sets(&sample::stateless(), &SuricataOptions::new()).unwrap().into_iter().collect();
    let tested = suricata(&both, &sets);
    assert!(tested.status.success(), "{}\n{both}", words(&tested));
    let twice = suricata(&format!("{text}{text}"), &[]);
    assert!(words(&twice).contains("uplicate"), "the test can fail: each sid twice: {}", words(&twice));
}

/// `squid -k parse` over `acls` in a small configuration that uses them.
fn squid(acls: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("squid.conf");
    let rest = "acl agents src 10.20.0.0/16\nhttp_access allow agents amazon-connect\nhttp_access deny all\nhttp_port 3128\n";
    fs::write(&file, format!("{acls}{rest}")).unwrap();
    Command::new("squid").args(["-k", "parse", "-f"]).arg(&file).output().unwrap()
}

#[test]
fn squid_takes_the_acls() {
    if !installed("squid") {
        return;
    }
    let render = |rules: &DomainRuleSet, name: &str| render_domains(rules, DomainFormat::Squid, &named(name)).unwrap().text;
    let text = render(&sample::domain_set(), "amazon-connect");
    let parsed = squid(&text);
    let said = words(&parsed);
    assert!(parsed.status.success(), "{said}");
    for complaint in ["FATAL", "ERROR", "WARNING"] {
        assert!(!said.lines().any(|line| line.contains(complaint) && !line.contains("hostname")), "{said}");
    }
    // Others beside it, one with the longest names that there can be.
    let longest =
        DomainRule { ports: PortRange::constant(10_000, 65_535), ..sample::domain(IpProtocol::Tcp, 443, "media.example.com") };
    let longest = render(&[longest].into_iter().collect(), &"n".repeat(40));
    let beside = squid(&format!("{}{longest}{text}", render(&sample::domain_set(), "amazon")));
    let said = words(&beside);
    assert!(beside.status.success(), "{said}");
    assert!(!said.contains("FATAL") && !said.contains("ERROR"), "{said}");
    let shared = squid(&text.replace("amazon-connect.connect", "amazon-connect"));
    assert!(!shared.status.success(), "the test can fail: one name for two elements: {}", words(&shared));
    // What the rendering avoids: a name below another one in the same list.
    let overlapping = text.replace("dstdomain -n .cloudfront.net", "dstdomain -n .cloudfront.net a.cloudfront.net");
    assert_ne!(overlapping, text);
    assert!(words(&squid(&overlapping)).contains("subdomain"), "{}", words(&squid(&overlapping)));
}
