//! The part of `ip-ranges.json` that the requirements use, as compact text.
//!
//! ```text
//! amazonconnect-ip-ranges 2          the format and its version
//! sync_token 1787411825              as AWS's document has it
//! create_date 2026-08-22T15:17:05Z   RFC 3339
//! sha256 752894ac…                   of AWS's document, byte for byte
//! services AMAZON_CONNECT EC2 …      services kept, each whole
//! rows 5413                          so that a cut file is noticed
//! [EC2 us-east-1 us-east-1-bos-1]    service, region, border group or "-"
//! 15.181.128.0/21                    its prefixes, one a line
//! ```
//!
//! Lines end with LF. Groups stand in alphabetical order, prefixes in numeric
//! order, IPv4 first: the same rows give the same bytes, and a new snapshot
//! differs from the old one in the changed lines alone.

use super::{
    entries::{Entry, IpRanges, Usage},
    groups::Groups,
    usages::Usages,
};
use crate::model::{NetworkBorderGroup, Service, excerpt};
use std::{fmt::Write as _, str::Lines, sync::Arc};

/// Services that the requirements name, in alphabetical order; every row of
/// them is kept.
const SERVICES: [&str; 6] = ["AMAZON_CONNECT", "CHIME_MEETINGS", "CHIME_VOICECONNECTOR", "CLOUDFRONT", "EC2", "S3"];

const FORMAT: &str = "amazonconnect-ip-ranges 2";
const NO_GROUP: &str = "-";

/// What a snapshot holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The rows kept, in the order of the text.
    pub ranges: IpRanges,
    /// The SHA-256 of the document that they come from, in hexadecimal.
    pub sha256: String,
}

/// Why there is no snapshot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// A name that would break the format.
    #[error("\"{name}\" cannot stand in a snapshot: expected ASCII letters, digits, \"_\" and \"-\", a letter or digit first")]
    Name {
        /// The name, as far as it may be shown.
        name: String,
    },
    /// A line that is not what stands there.
    #[error("line {line} of the snapshot is \"{found}\": expected {expected}; make it again with `cargo xtask snapshot`")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What it is, as far as it may be shown.
        found: String,
        /// What it should be.
        expected: &'static str,
    },
    /// Fewer or more rows than its head says.
    #[error("the snapshot has {found} rows, but its head says {expected}; make it again with `cargo xtask snapshot`")]
    Rows {
        /// The rows there are.
        found: usize,
        /// The rows there should be.
        expected: usize,
    },
}

/// The text of `ranges`, whose document has the digest `sha256`.
///
/// # Errors
/// `Name` for a name with other characters than AWS uses.
pub fn encode(ranges: &IpRanges, sha256: &str) -> Result<String, SnapshotError> {
    let mut rows: Vec<&Entry> = SERVICES.iter().flat_map(|service| ranges.rows(service)).collect();
    rows.sort_unstable_by_key(|row| (&row.usage, row.prefix));
    let mut text = format!(
        "{FORMAT}\nsync_token {}\ncreate_date {}\nsha256 {}\nservices {}\nrows {}\n",
        checked(ranges.sync_token())?,
        ranges.create_date(),
        checked(sha256)?,
        SERVICES.join(" "),
        rows.len()
    );
    for group in rows.chunk_by(|a, b| a.usage == b.usage) {
        if let Some(first) = group.first() {
            let border_group = first.network_border_group.as_ref().map(NetworkBorderGroup::as_str).map(checked).transpose()?;
            let (service, region) = (checked(first.service.as_str())?, checked(first.region.as_str())?);
            // Writing to a string cannot fail.
            let _ = writeln!(text, "[{service} {region} {}]", border_group.unwrap_or(NO_GROUP));
        }
        for row in group {
            let _ = writeln!(text, "{}", row.prefix);
        }
    }
    Ok(text)
}

/// The rows of a snapshot's text.
///
/// # Errors
/// The line that is not what it should be.
pub fn decode(text: &str) -> Result<Snapshot, SnapshotError> {
    let mut reader = Reader { lines: text.lines(), line: 0 };
    let format = reader.next("the format's name and version")?;
    if format != FORMAT {
        return Err(reader.unexpected(format, "the format's name and version"));
    }
    let sync_token = reader.value("sync_token ", "sync_token and a value")?.to_owned();
    let create_date = reader.value("create_date ", "create_date and a value")?.to_owned();
    let sha256 = reader.value("sha256 ", "sha256 and a value")?.to_owned();
    let services = reader.value("services ", "services and their codes")?;
    let kept = services.split(' ').map(Service::from).collect();
    let expected = reader.value("rows ", "rows and a number")?;
    let expected: usize = expected.parse().map_err(|_| reader.unexpected(expected, "rows and a number"))?;

    let mut groups = Groups::default();
    let mut found = 0;
    let mut usage: Option<Arc<Usage>> = None;
    while let Some(line) = reader.advance() {
        if let Some(head) = line.strip_prefix('[') {
            let read = read_usage(head, &mut groups.usages);
            usage = Some(read.ok_or_else(|| reader.unexpected(line, "[service region group]"))?);
            continue;
        }
        let usage = usage.clone().ok_or_else(|| reader.unexpected(line, "[service region group]"))?;
        groups.push(line.parse().map_err(|_| reader.unexpected(line, "a prefix"))?, usage);
        found += 1;
    }
    if found != expected {
        return Err(SnapshotError::Rows { found, expected });
    }
    Ok(Snapshot { ranges: groups.into_ranges(sync_token, create_date).with_kept(kept), sha256 })
}

fn checked(name: &str) -> Result<&str, SnapshotError> {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if plain && name.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        Ok(name)
    } else {
        Err(SnapshotError::Name { name: excerpt(name) })
    }
}

fn read_usage(head: &str, usages: &mut Usages) -> Option<Arc<Usage>> {
    let mut words = head.strip_suffix(']')?.split(' ');
    let (service, region, group) = (words.next()?, words.next()?, words.next()?);
    words.next().is_none().then(|| usages.get(service, region, Some(group).filter(|group| *group != NO_GROUP)))
}

/// The lines left, and the number of the one read last.
struct Reader<'a> {
    lines: Lines<'a>,
    line: usize,
}

impl<'a> Reader<'a> {
    fn advance(&mut self) -> Option<&'a str> {
        self.line += 1;
        self.lines.next()
    }

    fn next(&mut self, expected: &'static str) -> Result<&'a str, SnapshotError> {
        self.advance().ok_or_else(|| self.unexpected("", expected))
    }

    fn value(&mut self, key: &str, expected: &'static str) -> Result<&'a str, SnapshotError> {
        let line = self.next(expected)?;
        line.strip_prefix(key).ok_or_else(|| self.unexpected(line, expected))
    }

    fn unexpected(&self, found: &str, expected: &'static str) -> SnapshotError {
        SnapshotError::Line { line: self.line, found: excerpt(found), expected }
    }
}

#[cfg(test)]
mod tests;
