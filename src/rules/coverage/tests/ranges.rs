//! Ranges of ports that overlap: each packet is told once, and a call ends.

use super::*;
use crate::rules::coverage::TooManyPieces;

/// A rule for replies to `ports` from `sources`.
fn from(sources: (u16, u16), ports: (u16, u16), cidr: &str) -> Json {
    let mut rule = rule("ingress", "udp", ports, &[cidr]);
    rule["flow"] = json!("return");
    (rule["source_from_port"], rule["source_to_port"]) = (json!(sources.0), json!(sources.1));
    rule
}

/// Ranges that begin at each port up to 200, of a prefix each.
fn staggered(last: u16) -> Json {
    (1..=200).map(|first| from((3478, 3478), (first, last), &format!("20.0.{first}.0/24"))).collect()
}

#[test]
fn what_comes_from_ports_that_overlap_is_beyond_once() {
    let in_place = json!([from((443, 500), (49152, 65535), "20.0.0.0/24"), from((450, 600), (49152, 65535), "20.0.0.0/24")]);
    let [missing, excess] = found(json!([]), in_place.clone());
    assert_eq!(missing, Vec::<String>::new());
    // What is beyond in the same way stands together, however it was cut.
    assert_eq!(excess, ["ingress-udp-49152-65535-from-443-600-20.0.0.0/24"]);
    let wider = from((450, 600), (49152, 65535), "20.0.0.0/23");
    assert_eq!(
        found(json!([]), json!([in_place[0], wider]))[1],
        ["ingress-udp-49152-65535-from-443-449-20.0.0.0/24", "ingress-udp-49152-65535-from-450-600-20.0.0.0/23"]
    );
    let asked = json!([from((470, 480), (49152, 65535), "20.0.0.0/24")]);
    assert_eq!(
        found(asked, in_place)[1],
        ["ingress-udp-49152-65535-from-443-469-20.0.0.0/24", "ingress-udp-49152-65535-from-481-600-20.0.0.0/24"]
    );
}

/// Each piece was compared with every line, by sets that grew with every line.
#[test]
fn hundreds_of_ranges_are_few_enough_to_compare() {
    let [missing, excess] = found(staggered(u16::MAX), staggered(65000));
    assert_eq!((missing.len(), excess.len()), (200, 0));
    assert_eq!(missing[0], "ingress-udp-65001-65535-from-3478-20.0.1.0/24");
    let same_prefix = |last| (1..=200).map(|first| from((3478, 3478), (first, last), "20.0.0.0/24")).collect::<Json>();
    let [missing, excess] = found(same_prefix(u16::MAX), same_prefix(65000));
    assert_eq!((missing.len(), excess.len()), (1, 0));
}

#[test]
fn more_pieces_than_can_be_compared_are_refused() {
    let same_prefix = |last| (1..=500).map(|first| from((first, last), (first, last), "20.0.0.0/24")).collect::<Json>();
    let refused = compare(&rules(same_prefix(u16::MAX)), &deployed(same_prefix(65000)).unwrap(), &PrefixSet::default());
    assert_eq!(refused.unwrap_err(), TooManyPieces);
    insta::assert_snapshot!(TooManyPieces, @"deployed and required have so many ranges of ports that overlap that comparing them takes more than 100000000 steps: expected fewer of them in one call, so ask for the rules of one direction and protocol, or of a part of the ranges, in a call of its own");
}

/// Each piece is told with each of the prefixes that are asked about.
#[test]
fn prefixes_that_are_asked_about_count_as_those_in_place_do() {
    let prefix = |number: u32| format!("20.{}.{}.0/24", number / 250, number % 250);
    let asked: Vec<String> = (0..20_000).map(prefix).collect();
    let asked = rule("egress", "tcp", (1, 65535), &asked.iter().map(String::as_str).collect::<Vec<_>>());
    let every_other = |number: u32| {
        let port = 2 * u16::try_from(number).unwrap();
        rule("egress", "tcp", (port, port), &[&prefix(number)])
    };
    let in_place: Json = (1..=3_000).map(every_other).collect();
    let refused = compare(&rules(json!([asked])), &deployed(in_place).unwrap(), &PrefixSet::default());
    assert_eq!(refused.unwrap_err(), TooManyPieces);
}
