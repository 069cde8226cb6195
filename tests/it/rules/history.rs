//! Nine years of publications, resolved for the Regions of Amazon Connect: since
//! 2020 nothing but what AWS mislaid is refused. In debug builds a sample, and
//! every state that changed AMAZON_CONNECT.

use super::odd_documents::assert_complete;
use crate::{
    guard::counts::rfc_3339,
    shared_data::{Row, history},
};
use amazonconnect::{
    guard::{Examined, SERVICES},
    ip_ranges::{Entry, IpRanges},
    model::{IpProtocol, IpVersion, Region},
    requirements::{CONNECT_REGIONS, Offer},
    rules::{Line, NetworkDeployment, ResolveError, RuleSet, SignIn, VoiceRoute, resolve_network_rules},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Every how many versions one is resolved.
const STEP: usize = if cfg!(debug_assertions) { 60 } else { 1 };

/// Calls `check` with a sample of the publications and their dates.
fn replay(check: impl FnMut(&str, IpRanges)) -> Option<()> {
    replay_when(|_, number, is_rare| number % STEP == 0 || is_rare, check)
}

/// Calls `check` with the publications that changed something and are chosen, by
/// date, number, and whether rows of the services changed that seldom do.
pub fn replay_when(is_chosen: impl Fn(&str, usize, bool) -> bool, mut check: impl FnMut(&str, IpRanges)) -> Option<()> {
    let mut rows: BTreeMap<Row, Entry> = BTreeMap::new();
    let mut has_changed = false;
    for (number, version) in history()?.enumerate() {
        let touches =
            |services: &[&str]| version.add.iter().chain(&version.remove).any(|row| services.contains(&row[1].as_str()));
        has_changed |= touches(&SERVICES);
        let date = rfc_3339(version.sync_token.parse().unwrap());
        let chosen = has_changed && is_chosen(&date, number, touches(&["AMAZON_CONNECT", "CHIME_MEETINGS"]));
        for row in &version.remove {
            rows.remove(row);
        }
        for row in version.add.into_iter().filter(|row| SERVICES.contains(&row[1].as_str())) {
            let entry = entry(&row);
            rows.insert(row, entry);
        }
        if chosen {
            has_changed = false;
            check(&date, IpRanges::new(version.sync_token, date.clone(), rows.values().cloned().collect()));
        }
    }
    Some(())
}

/// A row as the parser gives it.
pub fn entry([prefix, service, region, group]: &Row) -> Entry {
    Entry::new(prefix.parse().unwrap(), service, region, Some(group.as_str()).filter(|group| !group.is_empty()))
}

/// The rules of a deployment by a document, or `None` where it is refused.
pub fn rules_of(examined: &Examined, deployment: &NetworkDeployment) -> Option<RuleSet> {
    let rules = resolve_network_rules(examined, deployment).ok()?.rules;
    let mut set = RuleSet::default();
    for rule in rules {
        let label = Arc::new(rule.label);
        for prefix in rule.prefixes {
            set.add(rule.permission, prefix, Line { label: Arc::clone(&label), slot: None }).unwrap();
        }
    }
    Some(set)
}

fn softphone(region: &str) -> NetworkDeployment {
    NetworkDeployment::new(BTreeSet::from([Region::from(region)]))
}

/// What was refused, by its message: the Regions, and the first and last date.
#[derive(Default)]
struct Refusals(BTreeMap<String, (BTreeSet<String>, String, String, usize)>);

impl Refusals {
    fn note(&mut self, region: &str, date: &str, error: &ResolveError) {
        // Whatever a Region is called, the reason is the same.
        let text = match error {
            ResolveError::Gaps { gaps } => {
                let gaps: Vec<_> = gaps.iter().map(|gap| gap.to_string().replace(region, "the Region")).collect();
                gaps.join("; ")
            }
            ResolveError::NoRows { service, ip_versions, .. } => format!("{service} never had {ip_versions:?} rows"),
            other => other.to_string(),
        };
        let noted = self.0.entry(text).or_insert_with(|| (BTreeSet::new(), date.to_owned(), String::new(), 0));
        noted.0.insert(region.to_owned());
        noted.2 = date.to_owned();
        noted.3 += 1;
    }

    fn report(&self) -> Vec<String> {
        let line = |(text, (regions, first, last, count)): (&String, &(BTreeSet<String>, String, String, usize))| {
            format!(
                "{first} to {last}, {count} times in {} Regions: {text}: {}",
                regions.len(),
                regions.iter().cloned().collect::<Vec<_>>().join(" ")
            )
        };
        self.0.iter().map(line).collect()
    }
}

/// When AWS had mislaid the GLOBAL IPv6 row of AMAZON_CONNECT.
const MISLAID: (&str, &str) = ("2025-06-17T18:03:23Z", "2025-06-23T00:13:21Z");

#[test]
fn since_2020_nothing_but_what_aws_mislaid_is_refused() {
    let regions: Vec<_> = CONNECT_REGIONS.iter().filter(|region| region.offer != Offer::NotListed).collect();
    let (mut softphones, mut features, mut resolved, mut publications) = (Refusals::default(), Refusals::default(), 0, 0);
    let replayed = replay(|date, ranges| {
        if date < "2020" {
            return;
        }
        publications += 1;
        let examined = Examined::new(ranges, false);
        for region in &regions {
            match resolve_network_rules(&examined, &softphone(region.code)) {
                Ok(rules) => {
                    resolved += 1;
                    assert!((date < MISLAID.0) | (date >= MISLAID.1), "{date} {}: the GLOBAL row is missing", region.code);
                    if publications % 50 == 0 {
                        assert_complete(examined.ranges(), region.code, &rules);
                    }
                }
                Err(error) => softphones.note(region.code, date, &error),
            }
            let mut everything = softphone(region.code);
            everything.softphone = false;
            everything.s3_uploads = true;
            everything.video_calling = true;
            everything.external_voice_routes =
                (date >= "2022-10").then(|| BTreeSet::from([VoiceRoute { ip_protocol: IpProtocol::Tcp, port: 5061 }]));
            match resolve_network_rules(&examined, &everything) {
                Ok(_) => {}
                Err(error) => features.note(region.code, date, &error),
            }
        }
    });
    if replayed.is_none() {
        return;
    }
    let (softphones, features) = (softphones.report(), features.report());
    eprintln!("{publications} publications, {} Regions, {resolved} resolved", regions.len());
    eprintln!("refused: {softphones:#?}\nrefused without softphone, with every feature: {features:#?}");
    assert!(resolved > 1_000 && publications > 50);
    let [mislaid] = &softphones[..] else { panic!("{softphones:#?}") };
    let gap = "AMAZON_CONNECT has no ipv6 rows for GLOBAL, which ipr-amazon-connect-media needs (softphone media (TURN))";
    assert!(mislaid.contains(&format!("in {} Regions: {gap}: ", regions.len())), "{mislaid}");
    let (first, last) = (&mislaid[..20], &mislaid[24..44]);
    assert!(first >= MISLAID.0 && last < MISLAID.1, "{mislaid}");
}

#[test]
fn nine_years_resolve_or_fail_closed() {
    let (mut resolved, mut refused, mut refusing) = (0, 0, BTreeSet::new());
    let replayed = replay(|date, ranges| {
        if date >= "2020" {
            return;
        }
        let examined = Examined::new(ranges, false);
        for region in ["us-east-1", "eu-west-2"] {
            let mut deployment = softphone(region);
            match resolve_network_rules(&examined, &deployment) {
                Ok(rules) => {
                    assert_complete(examined.ranges(), region, &rules);
                    resolved += 1;
                }
                Err(ResolveError::NoRows { service, .. }) => {
                    refused += 1;
                    refusing.insert((service, date[..7].to_owned()));
                }
                Err(error) => panic!("{date} {region}: {error}"),
            }
            deployment.softphone = false;
            deployment.sign_in = SignIn::Saml;
            deployment.ip_versions = BTreeSet::from([IpVersion::V4]);
            assert!(resolve_network_rules(&examined, &deployment).is_ok(), "{date} {region}");
        }
    });
    if replayed.is_none() {
        return;
    }
    eprintln!("{resolved} resolved, {refused} refused");
    assert!(resolved > 5 && refused > 5, "{resolved} resolved, {refused} refused");
    let newest = refusing.iter().map(|(_, month)| month.as_str()).max();
    assert_eq!(newest, Some("2019-12"), "{refusing:?}");
}
