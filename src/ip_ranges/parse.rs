//! Bytes of `ip-ranges.json` → [`IpRanges`].
//!
//! Tolerant of all that AWS has published since 2015: no IPv6 list, no border
//! groups, keys in any order, unknown services and fields, odd dates, repeated
//! rows, rows that are not global unicast. Strict about whatever could turn
//! into missing or foreign rules. No input panics.

use super::{
    collector::{Collector, check_name},
    document::{DocumentSeed, Head},
    entries::IpRanges,
    layout,
    parse_error::ParseError,
    publication_time::publication_time,
    row::list_key,
};
use crate::model::{IpVersion, excerpt};
use serde::de::DeserializeSeed as _;
use serde_json::error::Category;

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
/// assert_eq!(ranges.rows("AMAZON_CONNECT")[0].prefix.to_string(), "15.193.0.0/19");
/// # Ok::<(), amazonconnect::ip_ranges::ParseError>(())
/// ```
///
/// # Errors
/// What is wrong with the document, where, and what to do about it.
pub fn parse(bytes: &[u8]) -> Result<IpRanges, ParseError> {
    refuse_other_kinds(bytes)?;
    // Checked once and not string by string, which takes a third of the time.
    let text = str::from_utf8(bytes).map_err(|error| ParseError::NotUtf8 { offset: error.valid_up_to() })?;
    let (head, mut rows) = match layout::read(text) {
        Some(read) => read,
        None => read_any_layout(text)?,
    };
    if let Some(key) = head.duplicate {
        return Err(ParseError::DuplicateKey { key });
    }
    let sync_token = head.sync_token.as_deref().ok_or(ParseError::MissingKey { key: "syncToken" })?;
    let create_date = head.create_date.as_deref().ok_or(ParseError::MissingKey { key: "createDate" })?;
    if !head.has_list(IpVersion::V4) {
        return Err(ParseError::MissingKey { key: list_key(IpVersion::V4) });
    }
    check_name(sync_token, "syncToken")?;
    let time = publication_time(create_date, sync_token)
        .ok_or_else(|| ParseError::Date { create_date: excerpt(create_date), sync_token: excerpt(sync_token) })?;
    rows.check(IpVersion::V4)?;
    // The list was absent until AWS published its first IPv6 range, 2016-08-22.
    if head.has_list(IpVersion::V6) {
        rows.check(IpVersion::V6)?;
    }
    let ranges = rows.into_ranges(sync_token.to_owned(), time.text);
    Ok(if time.is_undisputed { ranges } else { ranges.with_disputed_date(excerpt(create_date)) })
}

fn read_any_layout(text: &str) -> Result<(Head<'_>, Collector), ParseError> {
    let mut rows = Collector::default();
    let mut json = serde_json::Deserializer::from_str(text);
    let head = DocumentSeed(&mut rows).deserialize(&mut json).and_then(|head| json.end().map(|()| head));
    Ok((head.map_err(|error| explain(text, &error))?, rows))
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
            let mut unused = Collector::default();
            let _again = DocumentSeed(&mut unused).deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track));
            let path = track.path().to_string();
            let place = if path == "." { "the top level".to_owned() } else { excerpt(&path) };
            ParseError::Shape { cause, place, line, column }
        }
    }
}

#[cfg(test)]
mod tests;
