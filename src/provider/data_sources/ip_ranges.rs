//! `data "amazonconnect_ip_ranges"`: a query of AWS's document.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::Serialize;
use tf_provider::{AttributePath, Diagnostics};

use super::document::{DocumentRecord, read_document, report_unbelievable};
use crate::{
    declaration::Record,
    guard::GuardDefect,
    ip_ranges::{Entry, Selection, merged, select},
    model::{IpVersion, Prefix, digest},
    provider::{
        diagnostics::{Report as _, sentence},
        document::Document,
        documents::Documents,
        query::Query,
        strictness::Strictness,
    },
    rules::WarningKind,
};

/// The data source.
pub struct IpRangesQuery {
    /// Where the document comes from.
    pub documents: Documents,
    /// Which warnings are errors.
    pub strictness: Strictness,
}

/// What is read.
#[derive(Debug, Serialize, Record)]
pub struct IpRangesRecord {
    /// The IPv4 prefixes, in numeric order.
    cidr_blocks: Vec<String>,
    /// The IPv6 prefixes, in numeric order.
    ipv6_cidr_blocks: Vec<String>,
    /// The selected rows as published, never merged: an object for each `service`, `region`, `network_border_group` (null where AWS
    /// publishes none) and `ip_version`, with its `cidrs` in numeric order.
    ranges: Vec<RangesRecord>,
    /// SHA-256 (hex) of the selected rows and prefixes: it changes when, and only when, the selection's content does.
    digest: String,
    /// The document that was read: `create_date` (RFC 3339), `sync_token`, `sha256` of its bytes and `origin` (its URL, or `bundled`). It
    /// changes about three times a day: leave it out of tags, names and descriptions, use `digest` there.
    document: DocumentRecord,
}

/// The rows of one service, region, border group and family.
#[derive(Debug, Serialize, Record)]
pub struct RangesRecord {
    /// The service code.
    service: String,
    /// The region, or `GLOBAL`.
    region: String,
    /// The network border group.
    network_border_group: Option<String>,
    /// `ipv4` or `ipv6`.
    ip_version: &'static str,
    /// The prefixes, in numeric order.
    cidrs: Vec<String>,
}

/// The rows by what they have in common, in alphabetical order.
fn ranges(entries: &[&Entry]) -> Vec<RangesRecord> {
    let mut groups: BTreeMap<_, Vec<Prefix>> = BTreeMap::new();
    for entry in entries {
        let group = (&entry.service, &entry.region, entry.network_border_group.as_ref(), entry.prefix.version());
        groups.entry(group).or_default().push(entry.prefix);
    }
    let records = groups.into_iter().map(|((service, region, group, version), mut prefixes)| {
        prefixes.sort_unstable();
        RangesRecord {
            service: service.to_string(),
            region: region.to_string(),
            network_border_group: group.map(ToString::to_string),
            ip_version: version.as_str(),
            cidrs: prefixes.iter().map(ToString::to_string).collect(),
        }
    });
    records.collect()
}

/// One line a row and a prefix of the merged lists.
fn content(ranges: &[RangesRecord], merged: &[String]) -> String {
    let rows = ranges.iter().flat_map(|range| {
        let group = range.network_border_group.as_deref().unwrap_or_default();
        range.cidrs.iter().map(move |cidr| format!("{cidr} {} {} {group}", range.service, range.region))
    });
    digest(rows.chain(merged.iter().cloned()))
}

/// Reports families without rows: an error for one that was asked for.
/// Whether there is no error.
fn families(selection: &Selection, entries: &[&Entry], strictness: &Strictness, diags: &mut Diagnostics) -> bool {
    let asked = selection.ip_versions.as_ref();
    for version in IpVersion::ALL {
        if asked.is_some_and(|asked| !asked.contains(&version)) || entries.iter().any(|entry| entry.prefix.version() == version) {
            continue;
        }
        let found = format!("The selection has no {version} rows, so its list of {version} prefixes is empty.");
        let path = AttributePath::new("ip_versions");
        if asked.is_some() {
            diags.report_error(path, "No such IP ranges", format!("{found} Remove \"{version}\" from ip_versions."));
            return false;
        }
        strictness.report(diags, WarningKind::NeverPublished, path, found);
    }
    true
}

/// Reports what the guards say of the selected services: an error, or a warning
/// if the document was accepted. Whether there is no error.
fn is_believed(selection: &Selection, document: &Document, strictness: &Strictness, diags: &mut Diagnostics) -> bool {
    let defects = document.examined.defects_of(|service| selection.services.contains(service));
    let text = || format!("The document is not believable: {}.", GuardDefect::list(&defects));
    match (defects.is_empty(), document.examined.is_accepted()) {
        (true, _) => true,
        (false, true) => {
            strictness.report(diags, WarningKind::DocumentAccepted, AttributePath::root(), text());
            true
        }
        (false, false) => {
            report_unbelievable(diags, &text(), document);
            false
        }
    }
}

#[async_trait]
impl Query for IpRangesQuery {
    type Arguments = Selection;
    type Results = IpRangesRecord;
    const NAME: &'static str = "amazonconnect_ip_ranges";
    const DESCRIPTION: &'static str = "Selects prefixes from AWS's `ip-ranges.json` by service, region, network border group and address family. An \
        unknown name or a result without rows is an error; an address family without rows is one if `ip_versions` names it, else a warning. \
        For the rules that Amazon Connect needs, use `amazonconnect_network_rules`: it knows which rows apply.";

    fn check(&self, _selection: &Selection, _diags: &mut Diagnostics) {}

    async fn answer(&self, selection: Selection, diags: &mut Diagnostics) -> Option<IpRangesRecord> {
        let document = read_document(&self.documents, &self.strictness, diags).await?;
        let entries = match select(document.examined.ranges(), &selection) {
            Ok(entries) => entries,
            Err(error) => {
                let detail = sentence(&error.to_string(), Some(error.argument()));
                diags.report_error(AttributePath::new(error.argument()), "No such IP ranges", detail);
                return None;
            }
        };
        if !families(&selection, &entries, &self.strictness, diags)
            || !is_believed(&selection, &document, &self.strictness, diags)
        {
            return None;
        }
        let all = merged(&entries, selection.merge);
        let of = |version| all.iter().filter(move |prefix| prefix.version() == version).map(ToString::to_string).collect();
        let (cidr_blocks, ipv6_cidr_blocks): (Vec<_>, Vec<_>) = (of(IpVersion::V4), of(IpVersion::V6));
        let ranges = ranges(&entries);
        let lists: Vec<String> = cidr_blocks.iter().chain(&ipv6_cidr_blocks).cloned().collect();
        Some(IpRangesRecord {
            digest: content(&ranges, &lists),
            cidr_blocks,
            ipv6_cidr_blocks,
            ranges,
            document: (&*document).into(),
        })
    }
}
