//! The attributes of `data "amazonconnect_network_rules"`, in the words of the
//! registry page.

use tf_provider::schema::{AttributeType, Schema};

use crate::provider::{
    attributes::{computed, list, map, object, optional, required, schema as schema_of},
    document_output::{DOCUMENT_DESCRIPTION, document_type},
    rule_object::rule_attribute_type,
};

const DESCRIPTION: &str = "Computes the firewall rules that the agents of an Amazon Connect instance need, from AWS's IP ranges and the \
    requirements that AWS documents (the allow-list by IP ranges, \
    [option 2](https://docs.aws.amazon.com/connect/latest/adminguide/ccp-networking.html)). The rules are complete for the deployment \
    described by the arguments, or the read fails: an empty or partial list is never given.";

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
                    "The Region of the Amazon Connect instance, such as `[\"us-east-1\"]`. For Global Resiliency name both Regions of the \
                     pair: agents are signed in to both.",
                ),
            ),
            ("ip_versions", optional(list(Text), "Address families: `\"ipv4\"`, `\"ipv6\"` or both. Defaults to both.")),
            (
                "softphone",
                optional(
                    Bool,
                    "Whether agents take calls in the browser. `false` describes a media-less CCP (calls go to desk phones): no rules toward \
                     AMAZON_CONNECT. Defaults to `true`.",
                ),
            ),
            (
                "sign_in",
                optional(
                    Text,
                    "How agents sign in: `\"connect\"` for users managed in Amazon Connect or an existing directory, which needs S3 of \
                     us-east-1, us-west-2 and the Region, or `\"saml\"`. Defaults to `\"connect\"`.",
                ),
            ),
            (
                "video_calling",
                optional(
                    Bool,
                    "Whether in-app, web or video calling or screen sharing is used: adds CHIME_MEETINGS. AWS does not support it in virtual \
                     desktops. Defaults to `false`.",
                ),
            ),
            (
                "external_voice",
                optional(
                    Bool,
                    "Whether an external voice system or session border controller connects to Amazon Chime SDK Voice Connectors: adds \
                     CHIME_VOICECONNECTOR of the Region, signaling and media, in both directions. Defaults to `false`.",
                ),
            ),
            (
                "vdi_role",
                optional(
                    Text,
                    "For virtual desktops with audio optimisation: `\"host\"` for the session host, which needs no media, or `\"endpoint\"` for \
                     the agent's own device, which needs nothing but media. Defaults to `\"none\"`.",
                ),
            ),
            (
                "s3_uploads",
                optional(
                    Bool,
                    "Whether attachments, scheduling uploads or screen recordings must reach Amazon S3 of the Region by these rules rather than \
                     by domain rules. Defaults to `false`.",
                ),
            ),
            (
                "services",
                optional(
                    list(Text),
                    "Keep only the rules of these service codes, such as `[\"AMAZON_CONNECT\"]` where a proxy with domain rules carries the \
                     rest. A code that the deployment does not use is an error. Defaults to all that apply.",
                ),
            ),
            (
                "ec2_global",
                optional(
                    Bool,
                    "Whether the rows of EC2 with region GLOBAL are included. AWS's sentence has two readings; `true` allows both. Defaults to \
                     `true`.",
                ),
            ),
            (
                "firewall",
                optional(
                    Text,
                    "`\"stateful\"` (security groups, most firewalls) or `\"stateless\"` (network ACLs), which adds the inbound rules for return \
                     traffic to the clients' ephemeral ports. Defaults to `\"stateful\"`.",
                ),
            ),
            (
                "client_os",
                optional(
                    list(Text),
                    "The operating systems of agents' devices, whose ephemeral ports return traffic goes to: `\"windows\"` (49152-65535) and \
                     `\"linux\"` (32768-61000). Only for `firewall = \"stateless\"`. Defaults to `[\"windows\"]`.",
                ),
            ),
            (
                "ephemeral_ports",
                optional(
                    Text,
                    "An explicit range of ephemeral ports, such as `\"1024-65535\"`, instead of those of `client_os`. Only for \
                     `firewall = \"stateless\"`.",
                ),
            ),
            (
                "merge",
                optional(
                    Text,
                    "How prefixes are merged, always exactly: `\"none\"` (as published), `\"per_service\"`, or `\"per_port\"`, which merges \
                     services with the same direction, protocol and ports and gives the fewest rules. Defaults to `\"per_service\"`.",
                ),
            ),
            (
                "max_cidrs",
                optional(
                    Number,
                    "How many prefixes each direction, protocol, port range and address family may have at most. A larger group is replaced by \
                     the superset of that size with the fewest extra addresses, within `max_overshoot_ratio`. Defaults to no limit.",
                ),
            ),
            (
                "max_overshoot_ratio",
                optional(
                    Number,
                    "How many extra addresses `max_cidrs` may add for each wanted one, such as `0.06`. Extra addresses belong to others. If the \
                     best superset needs more, the read fails with a table of what each budget would cost. Defaults to 0.",
                ),
            ),
            (
                "rules",
                computed(
                    list(rule_attribute_type()),
                    "The rules, ordered by direction, protocol, ports and prefix; no two share these four. `key` is made of content alone and \
                     fits `for_each`; `requirement` and `services` say what needs it; `direction` is `egress` or `ingress`; `ip_protocol` is \
                     `tcp` or `udp`; `from_port` and `to_port` are AWS's ports, or the client's for ingress; `ip_version` is `ipv4` or `ipv6`; \
                     `cidr` is the remote prefix; `description` suits EC2 and never changes for an unchanged rule.",
                ),
            ),
            ("cidr_blocks", computed(list(Text), "The distinct IPv4 prefixes of all rules, in numeric order.")),
            ("ipv6_cidr_blocks", computed(list(Text), "The distinct IPv6 prefixes of all rules, in numeric order.")),
            (
                "rule_counts",
                computed(
                    map(Number),
                    "How many rules each direction and family has, by `egress_ipv4`, `egress_ipv6`, `ingress_ipv4` and `ingress_ipv6`: to hold \
                     against the limits of a security group (60) or network ACL (20) in a `check` or `precondition`.",
                ),
            ),
            (
                "overshoot",
                computed(
                    list(object([
                        ("direction", Text),
                        ("ip_protocol", Text),
                        ("from_port", Number),
                        ("to_port", Number),
                        ("ip_version", Text),
                        ("exact_cidrs", Number),
                        ("cidrs", Number),
                        ("extra_addresses", Number),
                        ("ratio", Number),
                    ])),
                    "What `max_cidrs` cost: for each group that was covered, how many prefixes an exact fit would need (`exact_cidrs`), how many \
                     it has (`cidrs`), the `extra_addresses` and their `ratio` to the wanted ones. Empty when no group had to be covered.",
                ),
            ),
            (
                "digest",
                computed(
                    Text,
                    "SHA-256 (hex) of the traffic that the rules allow: it changes when, and only when, that does. For tags, names and drift checks.",
                ),
            ),
            ("document", computed(document_type(), DOCUMENT_DESCRIPTION)),
            (
                "requirements_version",
                computed(Text, "The newest date (`YYYY-MM-DD`) on which a requirement was read from AWS's pages."),
            ),
        ],
    )
}
