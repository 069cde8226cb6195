//! Nine years of publications: every state that changed AMAZON_CONNECT, and a
//! sample of the rest.

use super::odd_documents::assert_complete;
use crate::shared_data::shared_data;
use amazonconnect::{
    ip_ranges::{Entry, IpRanges},
    model::{IpVersion, Prefix, Region},
    rules::{NetworkDeployment, ResolveError, SignIn, resolve_network_rules},
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::BufRead as _,
};

/// Every how many versions one is resolved.
const STEP: usize = 60;

#[derive(Deserialize)]
struct Version {
    sync_token: String,
    create_date: String,
    add: Vec<[String; 4]>,
    remove: Vec<[String; 4]>,
}

#[test]
fn nine_years_resolve_or_fail_closed() {
    let Some(history) = shared_data("history.jsonl") else { return };
    let mut rows: BTreeMap<[String; 4], Entry> = BTreeMap::new();
    let (mut resolved, mut refused, mut refusing) = (0, 0, BTreeSet::new());
    for (number, line) in history.lines().enumerate() {
        let version: Version = serde_json::from_str(&line.unwrap()).unwrap();
        let touches_connect = |rows: &[[String; 4]]| rows.iter().any(|row| row[1] == "AMAZON_CONNECT");
        let chosen = number % STEP == 0 || touches_connect(&version.add) || touches_connect(&version.remove);
        for row in &version.remove {
            rows.remove(row);
        }
        for row in version.add {
            if ["AMAZON_CONNECT", "EC2", "CLOUDFRONT", "S3"].contains(&row[1].as_str()) {
                let entry = entry(&row);
                rows.insert(row, entry);
            }
        }
        if !chosen {
            continue;
        }
        let ranges = IpRanges::new(version.sync_token, version.create_date.clone(), rows.values().cloned().collect());
        for region in ["us-east-1", "eu-west-2"] {
            let mut deployment = NetworkDeployment::new([Region::from(region)]);
            match resolve_network_rules(&ranges, &deployment) {
                Ok(rules) => {
                    assert_complete(&ranges, region, &rules);
                    resolved += 1;
                }
                Err(ResolveError::NoRows { service, .. }) => {
                    refused += 1;
                    refusing.insert((service, version.create_date[..7].to_owned()));
                }
                Err(error) => panic!("{} {region}: {error}", version.create_date),
            }
            deployment.softphone = false;
            deployment.sign_in = SignIn::Saml;
            deployment.ip_versions = BTreeSet::from([IpVersion::V4]);
            assert!(resolve_network_rules(&ranges, &deployment).is_ok(), "{} {region}", version.create_date);
        }
    }
    eprintln!("{resolved} resolved, {refused} refused");
    assert!(resolved > 100 && refused > 5, "{resolved} resolved, {refused} refused");
    let newest = refusing.iter().map(|(_, month)| month.as_str()).max();
    assert_eq!(newest, Some("2019-12"), "{refusing:?}");
}

fn entry(row: &[String; 4]) -> Entry {
    let [prefix, service, region, group] = row;
    Entry {
        prefix: prefix.parse::<Prefix>().unwrap(),
        service: service.as_str().into(),
        region: region.as_str().into(),
        network_border_group: Some(group.as_str().into()).filter(|_| !group.is_empty()),
    }
}
