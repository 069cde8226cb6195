//! `data "amazonconnect_ip_ranges"`: a query of AWS's document.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tf_provider::{
    AttributePath, DataSource, Diagnostics,
    schema::{AttributeType, Schema},
    value::{Value, ValueEmpty},
};

use crate::{
    ip_ranges::{Entry, SelectError, Selection, select},
    model::{IpVersion, NetworkBorderGroup, Prefix, PrefixSet, Region, Service, digest},
    provider::{
        arguments::{Arguments, flag},
        attributes::{computed, list, object, optional, required, schema},
        diagnostics::{Report, sentence},
        document_output::{DOCUMENT_DESCRIPTION, DocumentOutput, document_type, report_document_error},
        documents::Documents,
        values::StringList,
    },
};

/// The data source.
pub struct IpRangesDataSource {
    documents: Documents,
}

impl IpRangesDataSource {
    /// A data source that reads the document from `documents`.
    pub fn new(documents: Documents) -> Self {
        Self { documents }
    }
}

/// Arguments and results.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct IpRangesState {
    services: StringList,
    regions: StringList,
    network_border_groups: StringList,
    ip_versions: StringList,
    merge: Value<bool>,
    cidr_blocks: Value<Vec<String>>,
    ipv6_cidr_blocks: Value<Vec<String>>,
    prefixes: Value<Vec<PrefixOutput>>,
    digest: Value<String>,
    document: Value<DocumentOutput>,
}

/// One row of the document.
#[derive(Debug, Serialize, Deserialize)]
struct PrefixOutput {
    cidr: String,
    ip_version: String,
    service: String,
    region: String,
    network_border_group: Option<String>,
}

impl From<&Entry> for PrefixOutput {
    fn from(entry: &Entry) -> Self {
        Self {
            cidr: entry.prefix.to_string(),
            ip_version: entry.prefix.version().to_string(),
            service: entry.service.to_string(),
            region: entry.region.to_string(),
            network_border_group: entry.network_border_group.as_ref().map(ToString::to_string),
        }
    }
}

/// The selection that the arguments ask for, or `None` if a part of it is
/// wrong or not known yet.
fn selection(arguments: &mut Arguments, config: &IpRangesState) -> Option<Selection> {
    let services = arguments.strings("services", &config.services);
    let regions = arguments.strings("regions", &config.regions);
    let network_border_groups = arguments.strings("network_border_groups", &config.network_border_groups);
    let versions = IpVersion::ALL.map(|version| (version.as_str(), version));
    let ip_versions = arguments.choices("ip_versions", &config.ip_versions, &versions, IpVersion::ALL.to_vec());
    if services.is_unknown() || regions.is_unknown() || network_border_groups.is_unknown() || arguments.failed() {
        return None;
    }
    Some(Selection {
        services: services.as_option()?.iter().map(|name| Service::from(name.as_str())).collect(),
        regions: regions.as_option().map(|names| names.iter().map(|name| Region::from(name.as_str())).collect()),
        network_border_groups: network_border_groups
            .as_option()
            .map(|names| names.iter().map(|name| NetworkBorderGroup::from(name.as_str())).collect()),
        ip_versions: ip_versions?,
    })
}

/// The attribute that a defect of the selection belongs to.
fn attribute(error: &SelectError) -> AttributePath {
    AttributePath::new(match error {
        SelectError::EmptyArgument { argument, .. } => argument,
        SelectError::Unknown { kind: "region", .. } => "regions",
        SelectError::Unknown { kind: "network border group", .. } => "network_border_groups",
        SelectError::Unknown { .. } | SelectError::NotKept { .. } | SelectError::Empty { .. } => "services",
    })
}

fn cidrs(prefixes: impl Iterator<Item = Prefix>) -> Value<Vec<String>> {
    Value::Value(prefixes.map(|prefix| prefix.to_string()).collect())
}

#[async_trait]
impl DataSource for IpRangesDataSource {
    type State<'a> = IpRangesState;
    type ProviderMetaState<'a> = ValueEmpty;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<Schema> {
        Some(schema(
            "Selects prefixes from AWS's `ip-ranges.json` by service, region, network border group and address family. An unknown name \
             or a result without rows is an error; an address family without rows is one if `ip_versions` names it, else a warning. For the rules that Amazon Connect needs, use \
             `amazonconnect_network_rules`: it knows which rows apply.",
            [
                (
                    "services",
                    required(
                        list(AttributeType::String),
                        "Service codes as AWS writes them, such as `[\"AMAZON_CONNECT\"]`. Case-sensitive.",
                    ),
                ),
                (
                    "regions",
                    optional(
                        list(AttributeType::String),
                        "Keep only rows of these regions, such as `[\"GLOBAL\", \"us-east-1\"]`. Defaults to every region.",
                    ),
                ),
                (
                    "network_border_groups",
                    optional(
                        list(AttributeType::String),
                        "Keep only rows of these network border groups. Defaults to every one.",
                    ),
                ),
                (
                    "ip_versions",
                    optional(list(AttributeType::String), "Address families: `\"ipv4\"`, `\"ipv6\"` or both. Defaults to both."),
                ),
                (
                    "merge",
                    optional(
                        AttributeType::Bool,
                        "Whether `cidr_blocks` and `ipv6_cidr_blocks` are merged to the fewest prefixes that cover exactly the same \
                         addresses. With `false` they are the distinct prefixes as published. Defaults to `true`.",
                    ),
                ),
                ("cidr_blocks", computed(list(AttributeType::String), "The IPv4 prefixes, in numeric order.")),
                ("ipv6_cidr_blocks", computed(list(AttributeType::String), "The IPv6 prefixes, in numeric order.")),
                (
                    "prefixes",
                    computed(
                        list(object([
                            ("cidr", AttributeType::String),
                            ("ip_version", AttributeType::String),
                            ("service", AttributeType::String),
                            ("region", AttributeType::String),
                            ("network_border_group", AttributeType::String),
                        ])),
                        "The selected rows as published, never merged, in numeric order: `cidr`, `ip_version`, `service`, `region` and \
                         `network_border_group` (null where AWS publishes none).",
                    ),
                ),
                (
                    "digest",
                    computed(
                        AttributeType::String,
                        "SHA-256 (hex) of the selected rows and prefixes: it changes when, and only when, the selection's content does.",
                    ),
                ),
                ("document", computed(document_type(), DOCUMENT_DESCRIPTION)),
            ],
        ))
    }

    async fn validate<'a>(&self, diags: &mut Diagnostics, config: IpRangesState) -> Option<()> {
        selection(&mut Arguments::new(diags), &config);
        Some(())
    }

    async fn read<'a>(&self, diags: &mut Diagnostics, config: IpRangesState, _meta: ValueEmpty) -> Option<IpRangesState> {
        let selection = selection(&mut Arguments::new(diags), &config)?;
        let document = match self.documents.document().await {
            Ok(document) => document,
            Err(error) => return report_document_error(diags, &error),
        };
        let mut entries = match select(&document.ranges, &selection) {
            Ok(entries) => entries,
            Err(error) => {
                diags.report_error(attribute(&error), "No such IP ranges", sentence(&error.to_string()));
                return None;
            }
        };
        for version in &selection.ip_versions {
            if entries.iter().any(|entry| entry.prefix.version() == *version) {
                continue;
            }
            let found = format!("The selection has no {version} rows, so its list of {version} prefixes is empty.");
            if config.ip_versions.is_value() {
                diags.report_error(
                    AttributePath::new("ip_versions"),
                    "No such IP ranges",
                    format!("{found} Remove \"{version}\" from ip_versions."),
                );
                return None;
            }
            diags.report_warning(AttributePath::new("ip_versions"), "An address family without rows", found);
        }
        entries.sort_by(|a, b| (a.prefix, &a.service, &a.region).cmp(&(b.prefix, &b.service, &b.region)));
        let all = if flag(config.merge, true) {
            entries.iter().map(|entry| entry.prefix).collect::<PrefixSet>().iter().collect()
        } else {
            let mut distinct: Vec<_> = entries.iter().map(|entry| entry.prefix).collect();
            distinct.dedup();
            distinct
        };
        let of = |version| all.iter().copied().filter(move |prefix| prefix.version() == version);
        let prefixes: Vec<_> = entries.into_iter().map(PrefixOutput::from).collect();
        let rows = prefixes.iter().map(|row| {
            format!("{} {} {} {}", row.cidr, row.service, row.region, row.network_border_group.as_deref().unwrap_or_default())
        });
        let digest = digest(rows.chain(all.iter().map(|prefix| prefix.to_string())));
        Some(IpRangesState {
            cidr_blocks: cidrs(of(IpVersion::V4)),
            ipv6_cidr_blocks: cidrs(of(IpVersion::V6)),
            prefixes: Value::Value(prefixes),
            digest: Value::Value(digest),
            document: Value::Value(DocumentOutput::new(&document)),
            ..config
        })
    }
}
