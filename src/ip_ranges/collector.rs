//! Rows as the document has them, one after the other → checked rows by
//! service, and the first thing that was wrong with each list. Every row is
//! read once and kept once.

use super::{
    entries::{IpRanges, Usage},
    groups::Groups,
    parse_error::ParseError,
    row::{Row, list_key, prefix_key},
    usages::Usages,
};
use crate::model::{IpVersion, Prefix, excerpt};
use std::sync::Arc;

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
    /// Takes the next row of a family's list; its usage, if nothing was wrong
    /// with its names. Nothing counts any more after a fault, but the JSON behind
    /// it may be worse, and is told first.
    pub(super) fn take(&mut self, version: IpVersion, row: &Row<'_>) -> Option<Arc<Usage>> {
        if self.list(version).fault.is_some() {
            return None;
        }
        let index = self.list(version).rows;
        match read_usage(&mut self.groups.usages, version, index, row) {
            Ok(usage) => {
                self.take_prefix(version, &row.prefix, &usage);
                Some(usage)
            }
            Err(fault) => {
                self.list(version).fault = Some(fault);
                None
            }
        }
    }

    /// Takes the next row of a family's list, whose usage an earlier row had.
    pub(super) fn take_prefix(&mut self, version: IpVersion, prefix: &str, usage: &Arc<Usage>) {
        let index = self.list(version).rows;
        self.list(version).rows += 1;
        if self.list(version).fault.is_none() {
            match read_prefix(prefix, version, index) {
                Ok(prefix) => self.groups.push(prefix, Arc::clone(usage)),
                Err(fault) => self.list(version).fault = Some(fault),
            }
        }
    }

    /// Whether the list of a family is usable, if it was there.
    ///
    /// # Errors
    /// The first fault in it, or that it has no rows.
    pub(super) fn check(&mut self, version: IpVersion) -> Result<(), ParseError> {
        let list = self.list(version);
        match list.fault.take() {
            Some(fault) => Err(fault),
            None if list.rows == 0 => Err(ParseError::EmptyList { key: list_key(version) }),
            None => Ok(()),
        }
    }

    const fn list(&mut self, version: IpVersion) -> &mut List {
        match version {
            IpVersion::V4 => &mut self.ipv4,
            IpVersion::V6 => &mut self.ipv6,
        }
    }

    /// The document of all rows.
    pub(super) fn into_ranges(self, sync_token: String, create_date: String) -> IpRanges {
        self.groups.into_ranges(sync_token, create_date)
    }
}

fn read_usage(usages: &mut Usages, version: IpVersion, index: usize, row: &Row<'_>) -> Result<Arc<Usage>, ParseError> {
    let group = row.network_border_group.as_deref();
    // Names that were seen before were checked then.
    if let Some(known) = usages.known(&row.service, &row.region, group) {
        return Ok(known);
    }
    let names = [("service", Some(&*row.service)), ("region", Some(&*row.region)), ("network_border_group", group)];
    for (key, name) in names {
        if let Some(name) = name.filter(|name| !is_name(name)) {
            return Err(no_name(name, place(version, index, key)));
        }
    }
    Ok(usages.get(&row.service, &row.region, group))
}

fn read_prefix(text: &str, version: IpVersion, index: usize) -> Result<Prefix, ParseError> {
    let place = || place(version, index, prefix_key(version));
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

/// Where in the document a value stands.
fn place(version: IpVersion, index: usize, key: &str) -> String {
    format!("{}[{index}].{key}", list_key(version))
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
