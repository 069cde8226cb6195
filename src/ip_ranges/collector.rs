//! Rows as the document has them, one after the other → checked rows by
//! service, and the first thing that was wrong with each list. Every row is
//! read once and kept once.

use super::{
    entries::{Entry, IpRanges},
    groups::Groups,
    parse_error::ParseError,
    row::{Row, list_key, prefix_key},
};
use crate::model::{IpVersion, Prefix, excerpt};

/// The longest service, region or border group. The longest so far has 29.
const MAX_NAME: usize = 64;

/// What has come so far.
#[derive(Default)]
pub(super) struct Collector {
    groups: Groups,
    ipv4: List,
    ipv6: List,
}

/// One of the two lists.
#[derive(Default)]
struct List {
    rows: usize,
    fault: Option<ParseError>,
}

impl Collector {
    /// Takes the next row of a family's list. Nothing counts any more after a
    /// fault, but the JSON behind it may be worse, and is told first.
    pub(super) fn take(&mut self, version: IpVersion, row: Row<'_>) {
        let list = match version {
            IpVersion::V4 => &mut self.ipv4,
            IpVersion::V6 => &mut self.ipv6,
        };
        if list.fault.is_none() {
            match read_row(&mut self.groups, version, list.rows, &row) {
                Ok(entry) => self.groups.push(entry),
                Err(fault) => list.fault = Some(fault),
            }
            list.rows += 1;
        }
    }

    /// Whether the list of a family is usable, if it was there.
    ///
    /// # Errors
    /// The first fault in it, or that it has no rows.
    pub(super) fn check(&mut self, version: IpVersion) -> Result<(), ParseError> {
        let list = match version {
            IpVersion::V4 => &mut self.ipv4,
            IpVersion::V6 => &mut self.ipv6,
        };
        match list.fault.take() {
            Some(fault) => Err(fault),
            None if list.rows == 0 => Err(ParseError::EmptyList { key: list_key(version) }),
            None => Ok(()),
        }
    }

    /// The document of all rows.
    pub(super) fn into_ranges(self, sync_token: String, create_date: String) -> IpRanges {
        self.groups.into_ranges(sync_token, create_date)
    }
}

fn read_row(groups: &mut Groups, version: IpVersion, index: usize, row: &Row<'_>) -> Result<Entry, ParseError> {
    let place = |key: &str| format!("{}[{index}].{key}", list_key(version));
    let names = &mut groups.names;
    // A name that was seen before was checked then.
    let service = names.services.get_if(&row.service, is_name).ok_or_else(|| no_name(&row.service, place("service")))?;
    let region = names.regions.get_if(&row.region, is_name).ok_or_else(|| no_name(&row.region, place("region")))?;
    let network_border_group = match &row.network_border_group {
        Some(group) => Some(
            names.network_border_groups.get_if(group, is_name).ok_or_else(|| no_name(group, place("network_border_group")))?,
        ),
        None => None,
    };
    let prefix = read_prefix(&row.prefix, version, || place(prefix_key(version)))?;
    Ok(Entry { prefix, service, region, network_border_group })
}

fn read_prefix(text: &str, version: IpVersion, place: impl Fn() -> String) -> Result<Prefix, ParseError> {
    let prefix: Prefix = match text.parse() {
        Ok(prefix) => prefix,
        Err(cause) if is_name(text) => return Err(ParseError::Prefix { place: place(), cause }),
        // The error shows the text: it must be printable and short.
        Err(_) => excerpt(text).parse().map_err(|cause| ParseError::Prefix { place: place(), cause })?,
    };
    if prefix.version() != version {
        return Err(ParseError::ForeignFamily { place: place(), found: prefix.to_string(), expected: version });
    }
    if prefix.len() == 0 {
        return Err(ParseError::DefaultRoute { place: place(), found: prefix.to_string() });
    }
    Ok(prefix)
}

/// Refuses what is no name.
pub(super) fn check_name(name: &str, place: &str) -> Result<(), ParseError> {
    if is_name(name) { Ok(()) } else { Err(no_name(name, place.to_owned())) }
}

fn no_name(name: &str, place: String) -> ParseError {
    ParseError::Name { place, found: excerpt(name), max: MAX_NAME }
}

fn is_name(text: &str) -> bool {
    (1..=MAX_NAME).contains(&text.len()) && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}
