//! Bytes of `ip-ranges.json` → [`IpRanges`].
//!
//! Tolerant of all that AWS has published since 2015: no IPv6 list, no border
//! groups, keys in any order, unknown services and fields, odd dates, repeated
//! rows, rows that are not global unicast. Strict about whatever could turn
//! into missing or foreign rules. No input panics.

use super::{
    document::{Document, Family, Row},
    entries::{Entry, IpRanges},
    excerpt::excerpt,
    names::Names,
    parse_error::ParseError,
    publication_time::publication_time,
};
use crate::model::{IpVersion, Prefix};
use serde::Deserialize as _;
use serde_json::error::Category;

/// The longest service, region or border group. The longest so far has 29.
const MAX_NAME: usize = 64;

/// How a file of another kind starts. UTF-16 without a mark has a zero byte
/// beside its first brace.
const FOREIGN_STARTS: [(&[u8], ForeignStart); 8] = [
    (b"\x1f\x8b", ForeignStart::Compressed("gzip")),
    (b"\x28\xb5\x2f\xfd", ForeignStart::Compressed("Zstandard")),
    (b"PK\x03\x04", ForeignStart::Compressed("ZIP")),
    (b"\xef\xbb\xbf", ForeignStart::Encoded("a UTF-8 byte order mark")),
    (b"\xff\xfe", ForeignStart::Encoded("a UTF-16 byte order mark")),
    (b"\xfe\xff", ForeignStart::Encoded("a UTF-16 byte order mark")),
    (b"{\0", ForeignStart::Encoded("UTF-16 text")),
    (b"\0{", ForeignStart::Encoded("UTF-16 text")),
];

#[derive(Clone, Copy)]
enum ForeignStart {
    Compressed(&'static str),
    Encoded(&'static str),
}

/// Reads AWS's document.
///
/// ```
/// let json = br#"{
///   "syncToken": "1787411825",
///   "createDate": "2026-08-22-15-17-05",
///   "prefixes": [{"ip_prefix": "15.193.0.0/19", "region": "GLOBAL", "service": "AMAZON_CONNECT"}]
/// }"#;
/// let ranges = amazonconnect::ip_ranges::parse(json)?;
/// assert_eq!(ranges.create_date(), "2026-08-22T15:17:05Z");
/// assert_eq!(ranges.entries()[0].prefix.to_string(), "15.193.0.0/19");
/// # Ok::<(), amazonconnect::ip_ranges::ParseError>(())
/// ```
///
/// # Errors
/// What is wrong with the document, where, and what to do about it.
pub fn parse(bytes: &[u8]) -> Result<IpRanges, ParseError> {
    refuse_other_kinds(bytes)?;
    // Checked once and not string by string, which takes a third of the time.
    let text = str::from_utf8(bytes).map_err(|error| ParseError::NotUtf8 { offset: error.valid_up_to() })?;
    let document: Document<'_> = serde_json::from_str(text).map_err(|error| explain(text, &error))?;
    if let Some(key) = document.duplicate {
        return Err(ParseError::DuplicateKey { key });
    }
    let sync_token = document.sync_token.ok_or(ParseError::MissingKey { key: "syncToken" })?;
    let create_date = document.create_date.ok_or(ParseError::MissingKey { key: "createDate" })?;
    let prefixes = document.prefixes.ok_or(ParseError::MissingKey { key: "prefixes" })?;
    check_name(&sync_token, || "syncToken".to_owned())?;
    let time = publication_time(&create_date, &sync_token)
        .ok_or_else(|| ParseError::Date { create_date: excerpt(&create_date), sync_token: excerpt(&sync_token) })?;

    let mut names = Names::default();
    // The list was absent until AWS published its first IPv6 range, 2016-08-22.
    let ipv6_rows = document.ipv6_prefixes.as_ref().map_or(0, Vec::len);
    let mut entries = Vec::with_capacity(prefixes.len() + ipv6_rows);
    read_rows("prefixes", IpVersion::V4, prefixes, &mut names, &mut entries)?;
    if let Some(rows) = document.ipv6_prefixes {
        read_rows("ipv6_prefixes", IpVersion::V6, rows, &mut names, &mut entries)?;
    }
    Ok(IpRanges::with_names(sync_token.into_owned(), time, entries, names))
}

fn refuse_other_kinds(bytes: &[u8]) -> Result<(), ParseError> {
    let text = bytes.trim_ascii_start();
    let Some(first) = text.first() else { return Err(ParseError::Empty) };
    if *first == b'<' {
        let start = text.get(..100).unwrap_or(text);
        return Err(ParseError::Html { found: excerpt(String::from_utf8_lossy(start).lines().next().unwrap_or_default()) });
    }
    match FOREIGN_STARTS.into_iter().find(|(start, _)| bytes.starts_with(start)) {
        Some((_, ForeignStart::Compressed(format))) => Err(ParseError::Compressed { format }),
        Some((_, ForeignStart::Encoded(found))) => Err(ParseError::Encoding { found }),
        None => Ok(()),
    }
}

/// Names the place of a failure. Reads the text a second time for it, so that
/// the usual reading keeps no track of places.
fn explain(text: &str, error: &serde_json::Error) -> ParseError {
    let (line, column) = (error.line(), error.column());
    // The parser appends the place, which our messages name themselves.
    let cause = error.to_string();
    let cause = excerpt(cause.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&cause));
    match error.classify() {
        Category::Eof => ParseError::Truncated { line, column, bytes: text.len() },
        Category::Syntax | Category::Io => ParseError::Syntax { cause, line, column },
        Category::Data => {
            let mut json = serde_json::Deserializer::from_str(text);
            let mut track = serde_path_to_error::Track::new();
            let _again = Document::deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track));
            let path = track.path().to_string();
            let place = if path == "." { "the top level".to_owned() } else { excerpt(&path) };
            ParseError::Shape { cause, place, line, column }
        }
    }
}

fn read_rows<F: Family>(
    list: &'static str,
    version: IpVersion,
    rows: Vec<Row<'_, F>>,
    names: &mut Names,
    entries: &mut Vec<Entry>,
) -> Result<(), ParseError> {
    if rows.is_empty() {
        return Err(ParseError::EmptyList { key: list });
    }
    for (index, row) in rows.into_iter().enumerate() {
        let place = |key: &str| format!("{list}[{index}].{key}");
        check_name(&row.service, || place("service"))?;
        check_name(&row.region, || place("region"))?;
        if let Some(group) = &row.network_border_group {
            check_name(group, || place("network_border_group"))?;
        }
        entries.push(Entry {
            prefix: read_prefix(&row.prefix, version, || place(F::KEY))?,
            service: names.services.get(&row.service),
            region: names.regions.get(&row.region),
            network_border_group: row.network_border_group.map(|group| names.network_border_groups.get(&group)),
        });
    }
    Ok(())
}

fn read_prefix(text: &str, version: IpVersion, place: impl Fn() -> String) -> Result<Prefix, ParseError> {
    // An error shows the text. No prefix is longer than a name may be.
    let read: Result<Prefix, _> = if is_name(text) { text.parse() } else { excerpt(text).parse() };
    let prefix = read.map_err(|cause| ParseError::Prefix { place: place(), cause })?;
    if prefix.version() != version {
        return Err(ParseError::ForeignFamily { place: place(), found: prefix.to_string(), expected: version });
    }
    if prefix.len() == 0 {
        return Err(ParseError::DefaultRoute { place: place(), found: prefix.to_string() });
    }
    Ok(prefix)
}

fn check_name(name: &str, place: impl Fn() -> String) -> Result<(), ParseError> {
    if is_name(name) { Ok(()) } else { Err(ParseError::Name { place: place(), found: excerpt(name), max: MAX_NAME }) }
}

fn is_name(text: &str) -> bool {
    (1..=MAX_NAME).contains(&text.len()) && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests;
