//! Publications, row by row → how many addresses every service had and when.
//!
//! Counted are merged global-unicast addresses of the services that the
//! requirements use: as a whole, and for each Region. Only what a publication
//! touched is counted again.

use amazonconnect::{
    guard::SERVICES,
    ip_ranges::{IpRanges, parse},
    model::{IpVersion, Prefix, PrefixSet},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
};

/// A service and family, as a whole or in a Region.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) service: &'static str,
    pub(super) version: IpVersion,
    /// `None`, the whole service, comes first.
    pub(super) region: Option<String>,
}

/// A count that holds from its publication on.
pub(super) struct Change {
    /// RFC 3339, as the parser gives it.
    pub(super) date: String,
    /// The same in seconds since 1970, from the sync token.
    pub(super) time: i64,
    pub(super) count: u128,
}

/// Every change of every count.
pub(super) struct Replay {
    pub(super) changes: BTreeMap<Key, Vec<Change>>,
    /// The first and the last publication of the history.
    pub(super) start: String,
    pub(super) end: String,
    pub(super) newest_time: i64,
    /// How many rows hold a prefix: it may stand in several border groups.
    rows: BTreeMap<Key, BTreeMap<Prefix, usize>>,
}

impl Replay {
    /// Replays `history`, a line a publication, and then the newest document.
    pub(super) fn of(history: &str, newest: &IpRanges) -> Result<Self, Box<dyn Error>> {
        let (changes, rows) = (BTreeMap::new(), BTreeMap::new());
        let mut replay = Self { changes, rows, start: String::new(), end: String::new(), newest_time: 0 };
        for (line, number) in history.lines().zip(1..) {
            replay.publication(line).map_err(|error| format!("line {number} of the history: {error}"))?;
        }
        if newest.create_date() <= replay.end.as_str() {
            return Err(format!("the document is of {}, the history ends later: {}", newest.create_date(), replay.end).into());
        }
        replay.newest_time = newest.sync_token().parse()?;
        let mut touched: BTreeSet<Key> = replay.rows.keys().cloned().collect();
        replay.rows.clear();
        for row in newest.entries() {
            replay.row(row.prefix, row.service.as_str(), row.region.as_str(), true, &mut touched)?;
        }
        replay.count(&touched, newest.create_date(), replay.newest_time)?;
        Ok(replay)
    }

    fn publication(&mut self, line: &str) -> Result<(), Box<dyn Error>> {
        let version: Value = serde_json::from_str(line)?;
        let text = |value: &Value| value.as_str().map(str::to_owned).ok_or(format!("{value} is no text"));
        let sync_token = text(&version["sync_token"])?;
        let date = date(&sync_token, &text(&version["create_date"])?)?;
        let mut touched = BTreeSet::new();
        for (list, added) in [("remove", false), ("add", true)] {
            for row in version[list].as_array().ok_or("no list of rows")? {
                let [prefix, service, region] = [text(&row[0])?, text(&row[1])?, text(&row[2])?];
                if SERVICES.contains(&service.as_str()) {
                    self.row(prefix.parse()?, &service, &region, added, &mut touched)?;
                }
            }
        }
        self.count(&touched, &date, sync_token.parse()?)?;
        if self.start.is_empty() {
            self.start.clone_from(&date);
        }
        self.end = date;
        Ok(())
    }

    fn row(
        &mut self,
        prefix: Prefix,
        service: &str,
        region: &str,
        added: bool,
        touched: &mut BTreeSet<Key>,
    ) -> Result<(), Box<dyn Error>> {
        let Some(service) = SERVICES.into_iter().find(|known| *known == service).filter(|_| prefix.is_global_unicast()) else {
            return Ok(());
        };
        for region in [None, Some(region.to_owned())] {
            let key = Key { service, version: prefix.version(), region };
            let rows = self.rows.entry(key.clone()).or_default();
            let count = rows.entry(prefix).or_default();
            *count = if added { *count + 1 } else { count.checked_sub(1).ok_or(format!("{prefix} leaves and never came"))? };
            if *count == 0 {
                rows.remove(&prefix);
            }
            touched.insert(key);
        }
        Ok(())
    }

    fn count(&mut self, touched: &BTreeSet<Key>, date: &str, time: i64) -> Result<(), Box<dyn Error>> {
        for key in touched {
            let rows = self.rows.get(key).into_iter().flat_map(BTreeMap::keys).copied();
            let count = rows.collect::<PrefixSet>().address_count().to_u128().ok_or("a whole address family")?;
            let changes = self.changes.entry(key.clone()).or_default();
            // The newest document ends every series, changed or not.
            if changes.last().is_none_or(|last| last.count != count) || time == self.newest_time {
                changes.push(Change { date: date.to_owned(), time, count });
            }
        }
        Ok(())
    }
}

/// When a publication was made, as the parser says it of a document: so a table
/// and the document that is judged by it agree.
fn date(sync_token: &str, create_date: &str) -> Result<String, Box<dyn Error>> {
    let row = r#"{"ip_prefix":"15.193.0.0/19","region":"GLOBAL","service":"AMAZON_CONNECT"}"#;
    let json = format!(r#"{{"syncToken":"{sync_token}","createDate":"{create_date}","prefixes":[{row}]}}"#);
    Ok(parse(json.as_bytes())?.create_date().to_owned())
}
