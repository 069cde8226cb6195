//! Publications, row by row → the addresses of every service, family and Region,
//! counted as plain intervals: without a word of the code under test.

use crate::{
    intervals::{of_prefix, union},
    shared_data::{newest_document, shared_data},
};
use amazonconnect::model::{AddressCount, IpVersion, Prefix};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use time::{OffsetDateTime, macros::format_description};

/// The services that the requirements use.
const SERVICES: [&str; 6] = ["AMAZON_CONNECT", "CHIME_MEETINGS", "CHIME_VOICECONNECTOR", "CLOUDFRONT", "EC2", "S3"];

/// Service, family, Region or nothing for the whole.
pub type Key = (String, IpVersion, Option<String>);

/// One publication, with what is in force then.
pub struct Publication<'a> {
    /// Seconds since 1970.
    pub time: i64,
    pub date: &'a str,
    pub counts: &'a BTreeMap<Key, AddressCount>,
    pub rows: &'a BTreeMap<Key, BTreeMap<Prefix, usize>>,
    /// What has been counted again.
    pub changed: &'a BTreeSet<Key>,
}

/// RFC 3339 of seconds since 1970.
pub fn rfc_3339(time: i64) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    OffsetDateTime::from_unix_timestamp(time).unwrap().format(format).unwrap()
}

/// Calls `check` with every publication, the newest document last. Returns how
/// many there were.
pub fn replay(mut check: impl FnMut(&Publication<'_>)) -> Option<usize> {
    let history = String::from_utf8(shared_data("history.jsonl")?).unwrap();
    let newest: Value = serde_json::from_slice(&newest_document()?).unwrap();
    let mut counter = Counter::default();
    let mut publications = 0;
    for line in history.lines() {
        let version: Value = serde_json::from_str(line).unwrap();
        for (list, added) in [("remove", false), ("add", true)] {
            for row in version[list].as_array().unwrap() {
                counter.row(&row[0], &row[1], &row[2], added);
            }
        }
        let time = version["sync_token"].as_str().unwrap().parse().unwrap();
        counter.publish(time, version["create_date"].as_str().unwrap(), &mut check);
        publications += 1;
    }
    counter.clear();
    for (list, key) in [("prefixes", "ip_prefix"), ("ipv6_prefixes", "ipv6_prefix")] {
        for row in newest[list].as_array().unwrap() {
            counter.row(&row[key], &row["service"], &row["region"], true);
        }
    }
    let time = newest["syncToken"].as_str().unwrap().parse().unwrap();
    counter.publish(time, newest["createDate"].as_str().unwrap(), &mut check);
    Some(publications + 1)
}

#[derive(Default)]
struct Counter {
    rows: BTreeMap<Key, BTreeMap<Prefix, usize>>,
    counts: BTreeMap<Key, AddressCount>,
    touched: BTreeSet<Key>,
}

impl Counter {
    fn row(&mut self, prefix: &Value, service: &Value, region: &Value, added: bool) {
        let [prefix, service, region] = [prefix, service, region].map(|value| value.as_str().unwrap());
        if !SERVICES.contains(&service) {
            return;
        }
        let prefix: Prefix = prefix.parse().unwrap();
        for region in [None, Some(region.to_owned())] {
            let key = (service.to_owned(), prefix.version(), region);
            let rows = self.rows.entry(key.clone()).or_default();
            let holders = rows.entry(prefix).or_default();
            *holders = if added { *holders + 1 } else { *holders - 1 };
            if *holders == 0 {
                rows.remove(&prefix);
            }
            self.touched.insert(key);
        }
    }

    fn clear(&mut self) {
        self.touched.extend(self.rows.keys().cloned());
        self.rows.clear();
    }

    fn publish(&mut self, time: i64, create_date: &str, check: &mut impl FnMut(&Publication<'_>)) {
        let changed = std::mem::take(&mut self.touched);
        for key in &changed {
            let count = count(self.rows.get(key).into_iter().flat_map(BTreeMap::keys).copied());
            self.counts.insert(key.clone(), count);
        }
        // `2020-08-12-16-19-14`; two of 2017 are malformed.
        let date = match create_date.split('-').collect::<Vec<_>>()[..] {
            [year, month, day, hour, minute, second] if second.len() == 2 => {
                format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z")
            }
            _ => rfc_3339(time),
        };
        check(&Publication { time, date: &date, counts: &self.counts, rows: &self.rows, changed: &changed });
    }
}

/// The public addresses of all `prefixes`, each once.
pub fn count(prefixes: impl Iterator<Item = Prefix>) -> AddressCount {
    let public = prefixes.filter(|prefix| prefix.is_global_unicast()).map(of_prefix);
    union(public).into_iter().map(|(_, first, last)| last - first + 1).sum::<u128>().into()
}
