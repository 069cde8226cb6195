//! The attributes of `data "amazonconnect_domain_rules"`, in the words of the
//! registry page.

use tf_provider::schema::{AttributeType, Schema};

use crate::provider::{
    attributes::{computed, list, optional, required, schema as schema_of},
    domain_rule_object::domain_rule_attribute_type,
};

const DESCRIPTION: &str = "Lists the domains that the agents of an Amazon Connect instance need, the allow-list that AWS recommends \
    ([option 1](https://docs.aws.amazon.com/connect/latest/adminguide/ccp-networking.html)), collected from all of AWS's pages that name \
    some. Every rule says which page. A feature that needs an alias, a bucket or an instance id without one is an error.";

/// The schema.
pub(super) fn schema() -> Schema {
    use AttributeType::{Bool, Number, String as Text};
    schema_of(
        DESCRIPTION,
        [
            (
                "regions",
                required(
                    list(Text),
                    "The Region of the instance, such as `[\"us-east-1\"]`; for Global Resiliency both Regions of the pair.",
                ),
            ),
            (
                "source_region",
                optional(
                    Text,
                    "For Global Resiliency: the Region in which the instance was replicated first, one of `regions`. Sign-in and Region \
                     discovery always go there. Required with `global_resiliency`.",
                ),
            ),
            (
                "instance_alias",
                optional(
                    Text,
                    "The alias of the instance, `my-company` of `https://my-company.my.connect.aws`. Without it the domains of every instance are \
                     allowed by wildcard, with a warning.",
                ),
            ),
            (
                "replica_alias",
                optional(Text, "For Global Resiliency: the alias of the replica instance, which has a domain of its own."),
            ),
            ("instance_id", optional(Text, "The id of the instance, a UUID. Needed for Global Resiliency with SAML.")),
            (
                "attachments",
                optional(Bool, "Whether agents send and receive attachments; needs `attachments_bucket`. Defaults to `false`."),
            ),
            ("attachments_bucket", optional(Text, "The name of the S3 bucket for attachments; implies `attachments`.")),
            (
                "ccp_versions",
                optional(
                    list(Text),
                    "The versions of the Contact Control Panel in use: `\"v1\"` (`/ccp#`, not in GovCloud), `\"v2\"` (`/ccp-v2` and the agent \
                     workspace) or both. Defaults to `[\"v2\"]`.",
                ),
            ),
            (
                "softphone",
                optional(Bool, "Whether agents take calls in the browser; `false` leaves out media. Defaults to `true`."),
            ),
            (
                "sign_in",
                optional(
                    Text,
                    "How agents sign in: `\"connect\"` for users managed in Amazon Connect or an existing directory, or `\"saml\"`. Your identity \
                     provider's own domains are not known here. Defaults to `\"connect\"`.",
                ),
            ),
            ("chat", optional(Bool, "Whether agents handle chats, tasks or email. Defaults to `true`.")),
            (
                "video_calling",
                optional(Bool, "Whether in-app, web or video calling or screen sharing is used. Defaults to `false`."),
            ),
            (
                "global_resiliency",
                optional(
                    Bool,
                    "Whether the instance is replicated with Global Resiliency; needs both `regions`. Defaults to `false`.",
                ),
            ),
            ("screen_recording", optional(Bool, "Whether agents' screens are recorded. Defaults to `false`.")),
            (
                "screen_recording_redaction",
                optional(Bool, "Whether recordings are redacted by rules, which needs a browser extension. Defaults to `false`."),
            ),
            ("scheduling_uploads", optional(Bool, "Whether time-off balances and allowances are uploaded. Defaults to `false`.")),
            (
                "vdi_role",
                optional(
                    Text,
                    "For virtual desktops with audio optimisation: `\"host\"` for the session host, `\"endpoint\"` for the agent's own device. \
                     Defaults to `\"none\"`.",
                ),
            ),
            (
                "exact_hosts",
                optional(
                    Bool,
                    "Whether named hosts are given instead of wildcards where AWS names them: TURN load balancers and CloudFront \
                     distributions. A warning says where it names none. AWS adds hosts from time to time. Defaults to `false`.",
                ),
            ),
            (
                "include_deprecated",
                optional(
                    Bool,
                    "Whether domains that AWS replaced but still serves are included, such as `awsapps.com`. Defaults to `false`.",
                ),
            ),
            (
                "include_unverified",
                optional(
                    Bool,
                    "Whether domains are included that AWS names for another purpose, so that nothing says agents need them. Defaults to `false`.",
                ),
            ),
            ("shift_hours", optional(Number, "The longest shift in hours, for `certificate_cache_timeout_hours`.")),
            ("break_hours", optional(Number, "The breaks of that shift in hours. Defaults to 0.")),
            (
                "rules",
                computed(
                    list(domain_rule_attribute_type()),
                    "The rules, ordered by protocol, port and domain. `match` is `exact`, `subdomains` (`*.name`: every name below) or \
                     `partial_label` (a `*` within a label, which many firewalls cannot express); `url_paths` are for proxies that match paths, \
                     empty for all; `source_page` is the AWS page that says so; `status` is `current`, `deprecated`, `derived` (follows from \
                     what AWS says) or `unverified`.",
                ),
            ),
            ("domains", computed(list(Text), "The distinct domains of all rules, in alphabetical order, with their wildcards.")),
            (
                "certificate_cache_timeout_hours",
                computed(
                    Number,
                    "For proxies that inspect TLS: how long certificates should be cached so that none is renewed during a shift, from \
                     `shift_hours` and `break_hours`; null without them.",
                ),
            ),
            (
                "requirements_version",
                computed(Text, "The newest date (`YYYY-MM-DD`) on which a requirement was read from AWS's pages."),
            ),
        ],
    )
}
