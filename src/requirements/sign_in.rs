//! How agents sign in: with SAML, or at AWS's sign-in page. Data only.

use super::{DeploymentTrait::*, Kind, RegionScope, Requirement, Status, Values, Way, sources::*};

pub(super) const ROWS: &[Requirement] = &[
    Requirement {
        id: "dom-signin-nonsaml",
        purpose: "the new sign-in page",
        values: Values::any(&["*.apps.signin.aws", "*.signin.aws", "*.threat-mitigation.aws.amazon.com"]),
        scope: RegionScope::None,
        needed_by: &[NonSaml],
        sources: &[NEW_SIGN_IN, UPDATE_DOMAIN],
        read: "2026-11-22",
        note: "Not on the networking page, and named without a port. New instances since 2026-04-07, reachable ones moved since 2026-07-07, all since 2026-10-07. Firewalls with ranges cover it by EC2 and CLOUDFRONT.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-signin-nonsaml-govcloud",
        purpose: "the new sign-in page in GovCloud",
        values: Values::any(&[
            "*.signin-fips.amazonaws-us-gov.com",
            "*.apps.signin-fips.aws-us-gov.com",
            "*.apps.signin.aws-us-gov.com",
        ]),
        scope: RegionScope::None,
        needed_by: &[NonSaml],
        only_with: &[GovCloud],
        sources: &[NEW_SIGN_IN, UPDATE_DOMAIN],
        read: "2026-11-22",
        note: "In addition to dom-signin-nonsaml and dom-s3-dualstack-signin.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-s3-dualstack-signin",
        purpose: "assets of the new sign-in page",
        values: Values::any(&[
            "*.s3.dualstack.us-east-1.amazonaws.com",
            "*.s3.dualstack.us-west-2.amazonaws.com",
            "*.s3.dualstack.{region}.amazonaws.com",
        ]),
        scope: RegionScope::InstanceAndFixed(&["us-east-1", "us-west-2"]),
        needed_by: &[NonSaml],
        alternatives: &["ipr-s3-signin"],
        sources: &[CCP_NETWORKING, NEW_SIGN_IN, UPDATE_DOMAIN],
        read: "2026-11-22",
        note: "Both fixed Regions, wherever the instance is. Dates as for dom-signin-nonsaml.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-cloudfront-nonsaml",
        purpose: "assets of the sign-in page, named hosts",
        values: Values::by_region(&[
            ("ap-northeast-1", &["d2c2t8mxjhq5z1.cloudfront.net"]),
            ("ap-northeast-2", &["d9j3u8qaxidxi.cloudfront.net"]),
            ("ap-southeast-1", &["d3qzmd7y07pz0i.cloudfront.net"]),
            ("ap-southeast-2", &["dwcpoxuuza83q.cloudfront.net"]),
            ("ca-central-1", &["d2wfbsypmqjmog.cloudfront.net"]),
            ("eu-central-1", &["d1whcm49570jjw.cloudfront.net"]),
            ("eu-west-2", &["d16q6638mh01s7.cloudfront.net"]),
            ("us-east-1", &["d32i4gd7pg4909.cloudfront.net"]),
            ("us-gov-east-1", &["s3-us-gov-east-1.amazonaws.com"]),
            ("us-gov-west-1", &["s3-us-gov-west-1.amazonaws.com"]),
            ("us-west-2", &["d18af777lco7lp.cloudfront.net"]),
        ]),
        scope: RegionScope::Named,
        needed_by: &[NonSaml],
        url_paths: Values::by_region(&[
            ("us-gov-east-1", &["/warp-drive-console-static-content-prod-osu/"]),
            ("us-gov-west-1", &["/warp-drive-console-static-content-prod-pdt/"]),
        ]),
        sources: &[CCP_NETWORKING],
        read: "2026-11-22",
        note: "The GovCloud entries are S3 hosts with a path; us-gov-east-1 is listed though Connect is not offered there.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-saml-signin",
        purpose: "AWS's SAML endpoint",
        values: Values {
            any: &["{region}.signin.aws.amazon.com", "signin.aws.amazon.com"],
            by_region: &[
                ("us-east-1", &["signin.aws.amazon.com"]),
                ("us-gov-east-1", &["us-gov-east-1.signin.amazonaws-us-gov.com"]),
                ("us-gov-west-1", &["signin.amazonaws-us-gov.com"]),
            ],
        },
        needed_by: &[Saml],
        sources: &[SIGN_IN_ENDPOINTS, CONFIGURE_SAML, CCP_NETWORKING],
        read: "2026-11-22",
        note: "The name without a Region is us-east-1's and most identity providers' default; AWS prefers the Region's.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-saml-relay",
        purpose: "SAML relay state, federation by the console, emergency access",
        values: Values {
            any: &["{region}.console.aws.amazon.com"],
            by_region: &[("us-gov-west-1", &["console.amazonaws-us-gov.com"])],
        },
        needed_by: &[Saml],
        url_paths: Values::any(&["/connect/federate/{instance_id}"]),
        sources: &[CONFIGURE_SAML, UPDATE_DOMAIN],
        read: "2026-11-22",
        note: "Follows from the relay URL on the page; no page lists it as an entry of an allow-list.",
        ..Requirement::BASE
    },
    Requirement {
        id: "dom-oauth-signin",
        purpose: "OAuth of AWS Sign-In",
        values: Values::any(&["{region}.oauth.signin.aws"]),
        needed_by: &[Saml],
        status: Status::Unverified,
        sources: &[SIGN_IN_ENDPOINTS],
        read: "2026-11-22",
        note: "On a page that the networking page points to, but nothing says that agents use it. Lies inside `*.signin.aws`.",
        ..Requirement::BASE
    },
    Requirement {
        id: "mail-signin",
        purpose: "password reset mail",
        kind: Kind::SmtpSender,
        values: Values::any(&["no-reply@signin.aws"]),
        scope: RegionScope::None,
        transports: &[],
        way: Way::Inbound,
        needed_by: &[NonSaml],
        sources: &[NEW_SIGN_IN],
        read: "2026-11-22",
        note: "For the mail filter.",
        ..Requirement::BASE
    },
];
