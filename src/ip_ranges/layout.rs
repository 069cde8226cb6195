//! The document in AWS's own layout, which is always the same: text in → head
//! and rows, or nothing if a single character stands elsewhere.
//!
//! A shortcut of `document`, which reads every layout and is asked when this
//! one is another: taking JSON apart was the greater part of the time that a
//! plan waits for the document. What is read here is JSON of the same meaning:
//! the text between two values is compared as a whole, and a value with an
//! escape or a control character is left to `document`.

use super::{
    collector::Collector,
    document::Head,
    entries::Usage,
    row::Row,
    slots::{Slots, mix},
};
use crate::model::IpVersion;
use memchr::memchr;
use std::sync::Arc;

/// The whole document, if it is laid out as AWS does it.
pub(super) fn read(text: &str) -> Option<(Head<'_>, Collector)> {
    let mut rest = Rest(text.trim_end_matches([' ', '\t', '\r', '\n']));
    let (mut rows, mut tails) = (Collector::default(), Tails::default());
    rest.skip("{\n  \"syncToken\": \"")?;
    let sync_token = rest.value()?;
    rest.skip("\",\n  \"createDate\": \"")?;
    let create_date = rest.value()?;
    rest.skip("\",\n  \"prefixes\": [\n    {\n      \"ip_prefix\": \"")?;
    rest.rows(IpVersion::V4, ",\n    {\n      \"ip_prefix\": \"", &mut rows, &mut tails)?;
    rest.skip("\n  ],\n  \"ipv6_prefixes\": [\n    {\n      \"ipv6_prefix\": \"")?;
    rest.rows(IpVersion::V6, ",\n    {\n      \"ipv6_prefix\": \"", &mut rows, &mut tails)?;
    (rest.0 == "\n  ]\n}").then(|| (Head::of_both_lists(sync_token, create_date), rows))
}

/// What is left to read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Passes `expected`, if that is what follows.
    fn skip(&mut self, expected: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    /// The text up to the quote that ends it, which stays.
    fn value(&mut self) -> Option<&'a str> {
        let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..b' ');
        let (value, rest) = self.0.split_at_checked(self.0.as_bytes().iter().position(is_special)?)?;
        self.0 = rest;
        Some(value)
    }

    /// The rows of a list from within its first one on; `next` is what stands
    /// between the end of a row and the prefix of the next one.
    fn rows(&mut self, version: IpVersion, next: &str, rows: &mut Collector, tails: &mut Tails<'a>) -> Option<()> {
        loop {
            let prefix = self.value()?;
            if let Some((tail, usage)) = tails.known(self.0) {
                self.0 = self.0.get(tail.len()..)?;
                rows.take_prefix(version, prefix, usage);
            } else {
                let before = self.0;
                let row = self.tail(prefix)?;
                if let Some(usage) = rows.take(version, &row) {
                    tails.learn(before.get(..before.len() - self.0.len())?, usage);
                }
            }
            if self.skip(next).is_none() {
                return Some(());
            }
        }
    }

    /// The row of `prefix`, from behind it to the end of the row.
    fn tail(&mut self, prefix: &'a str) -> Option<Row<'a>> {
        self.skip("\",\n      \"region\": \"")?;
        let region = self.value()?;
        self.skip("\",\n      \"service\": \"")?;
        let service = self.value()?;
        self.skip("\",\n      \"network_border_group\": \"")?;
        let group = self.value()?;
        self.skip("\"\n    }")?;
        let [prefix, service, region, group] = [prefix, service, region, group].map(Into::into);
        Some(Row { prefix, service, region, network_border_group: Some(group) })
    }
}

/// What stands behind the prefix of a row, to its end, and is the same for many
/// rows: it need not be taken apart again.
#[derive(Default)]
struct Tails<'a>(Slots<(&'a str, Arc<Usage>)>);

impl<'a> Tails<'a> {
    /// The known tail that `rest` starts with.
    fn known(&self, rest: &str) -> Option<&(&'a str, Arc<Usage>)> {
        let (tail, _) = rest.split_at_checked(memchr(b'}', rest.as_bytes())? + 1)?;
        self.0.find(number_of(tail), |(known, _)| *known == tail)
    }

    fn learn(&mut self, tail: &'a str, usage: Arc<Usage>) {
        self.0.put(number_of(tail), (tail, usage));
    }
}

/// Of the length and of three parts in which AWS's tails differ: within the
/// region, within the service, and up to the end of the group.
fn number_of(tail: &str) -> u64 {
    let bytes = tail.as_bytes();
    let parts = [bytes.get(18..34), bytes.get(48..64), bytes.last_chunk::<32>().map(|last| last.as_slice())];
    parts.into_iter().flatten().fold(bytes.len() as u64, mix)
}

#[cfg(test)]
mod tests;
