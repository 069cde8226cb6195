//! Invariants of the table itself. What rules it leads to is tested in `rules`.

use super::*;
use crate::model::IpProtocol;
use std::collections::BTreeSet;

/// The service codes of ip-ranges.json of 2026-08-22 that rows may name.
const KNOWN_SERVICES: &[&str] =
    &["AMAZON_CONNECT", "CHIME_MEETINGS", "CHIME_VOICECONNECTOR", "CLOUDFRONT", "EC2", "ROUTE53", "S3"];

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

#[test]
fn ids_are_unique_and_plain() {
    let ids: Vec<_> = rows().map(|row| row.id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    assert!(ids.len() >= 55, "{} rows", ids.len());
    for id in ids {
        assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{id}");
        assert_eq!(lookup(id).map(|row| row.id), Some(id));
    }
    assert_eq!(lookup("dom-invented"), None);
}

#[test]
fn every_row_says_who_what_where_and_when() {
    for row in rows() {
        assert!(!row.purpose.is_empty() && !row.needed_by.is_empty(), "{}", row.id);
        assert!(is_date(row.read), "{}: {:?}", row.id, row.read);
        if row.status == Status::Derived {
            assert!(!row.note.is_empty(), "{} is derived and does not say why", row.id);
        } else {
            assert!(!row.sources.is_empty(), "{} has no source", row.id);
        }
        for source in row.sources {
            let aws = ["https://docs.aws.amazon.com/", "https://ip-ranges.amazonaws.com/", "https://github.com/awsdocs/"];
            assert!(aws.iter().any(|start| source.starts_with(start)), "{}: {source}", row.id);
        }
        for field in [row.purpose, row.note] {
            assert!(!field.contains("  ") && field.trim() == field, "{}: {field:?}", row.id);
        }
    }
}

#[test]
fn rows_refer_to_rows() {
    for row in rows() {
        let returns = if let Kind::ReturnTraffic { of } = row.kind { of } else { &[] };
        for id in row.alternatives.iter().chain(row.replaced_by).chain(returns).chain(row.narrows.iter()) {
            assert!(lookup(id).is_some(), "{} refers to {id}", row.id);
            assert_ne!(*id, row.id);
        }
        for id in returns {
            assert!(lookup(id).unwrap().service().is_some(), "{} returns traffic of {id}, which has no prefixes", row.id);
        }
        for id in row.narrows.iter().chain(row.alternatives) {
            let other = lookup(id).unwrap();
            assert!(row.status == Status::Retired || other.status != Status::Retired, "{} → {id}", row.id);
        }
    }
}

#[test]
fn values_suit_their_kind() {
    for row in rows() {
        match row.kind {
            Kind::IpRanges { service } => {
                assert!(KNOWN_SERVICES.contains(&service), "{}: {service}", row.id);
                assert!(row.values.is_empty() && !row.transports.is_empty(), "{}", row.id);
            }
            Kind::Prefixes { service } => {
                assert!(KNOWN_SERVICES.contains(&service), "{}: {service}", row.id);
                for value in row.values.all() {
                    let prefix: crate::model::Prefix = value.parse().unwrap();
                    assert_eq!(prefix.to_string(), value, "{}", row.id);
                }
            }
            Kind::ReturnTraffic { .. } => assert!(matches!(row.way, Way::Inbound | Way::Outbound), "{}", row.id),
            Kind::Domain => {
                assert!(!row.values.is_empty() && !row.transports.is_empty(), "{}", row.id);
                for value in row.values.all() {
                    assert!(
                        !value.contains('/') && value.contains('.') && value.matches('*').count() <= 1,
                        "{}: {value}",
                        row.id
                    );
                }
            }
            Kind::Principle => {}
            Kind::Loopback | Kind::SmtpSender | Kind::BgpCommunity | Kind::Setting => {
                assert!(!row.values.is_empty(), "{}", row.id);
            }
        }
        assert_eq!(row.scope == RegionScope::Named, row.values.any.is_empty() && !row.values.by_region.is_empty(), "{}", row.id);
        for path in row.url_paths.all() {
            assert!(path.starts_with('/'), "{}: {path}", row.id);
        }
    }
}

#[test]
fn parameters_are_the_known_ones() {
    let known = ["region", "source_region", "instance_alias", "instance_id", "attachments_bucket"];
    for row in rows() {
        for value in row.values.all().chain(row.url_paths.all()) {
            for piece in value.split('{').skip(1) {
                let (name, _) = piece.split_once('}').expect("a parameter ends");
                assert!(known.contains(&name), "{}: {value}", row.id);
            }
        }
    }
}

#[test]
fn regions_are_known_sorted_and_unique() {
    assert!(AWS_REGIONS.is_sorted() && AWS_REGIONS.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(CONNECT_REGIONS.windows(2).all(|pair| pair[0].code < pair[1].code));
    for region in CONNECT_REGIONS {
        assert!(is_aws_region(region.code));
        assert!(region.replica.is_none_or(|replica| connect_region(replica).is_some()));
    }
    for row in rows() {
        for values in [row.values, row.url_paths] {
            assert!(values.by_region.windows(2).all(|pair| pair[0].0 < pair[1].0), "{}", row.id);
            assert!(values.by_region.iter().all(|(region, values)| is_aws_region(region) && !values.is_empty()), "{}", row.id);
        }
        if let RegionScope::InstanceAndFixed(fixed) = row.scope {
            assert!(fixed.iter().all(|region| is_aws_region(region)), "{}", row.id);
        }
    }
}

#[test]
fn regions_have_a_partition() {
    let of = |name| AWS_REGIONS.iter().copied().filter(|code| partition(code) == name).collect::<Vec<_>>();
    assert_eq!(of("aws-us-gov"), ["us-gov-east-1", "us-gov-west-1"]);
    assert_eq!(of("aws-cn"), ["cn-north-1", "cn-northwest-1"]);
    assert_eq!(of("aws-eusc"), ["eusc-de-east-1"]);
    assert_eq!(of("aws").len(), AWS_REGIONS.len() - 5);
    assert_eq!((partition("us-iso-east-1"), partition("us-isob-east-1")), ("aws-iso", "aws-iso"));
    assert!(offered_regions().any(|code| code == "ap-northeast-3") && offered_regions().all(|code| code != "ap-south-1"));
}

#[test]
fn replicas_go_where_aws_lets_them() {
    assert!(is_resiliency_pair("us-east-1", "us-west-2") && is_resiliency_pair("us-west-2", "us-east-1"));
    assert!(is_resiliency_pair("eu-central-1", "eu-west-2") && is_resiliency_pair("ap-northeast-1", "ap-northeast-3"));
    assert!(!is_resiliency_pair("ap-northeast-3", "ap-northeast-1"), "a replica is no source");
    assert!(!is_resiliency_pair("us-east-1", "eu-west-2") && !is_resiliency_pair("us-east-1", "us-east-1"));
    assert!(!is_resiliency_pair("mars-north-1", "us-east-1"));
}

#[test]
fn the_version_is_the_newest_date() {
    assert!(is_date(version()));
    assert!(rows().all(|row| row.read <= version()));
    assert!(rows().any(|row| row.read == version()));
}

#[test]
fn a_row_applies_by_any_all_and_none() {
    let media = lookup("ipr-amazon-connect-media").unwrap();
    let set = |deployments: &[DeploymentTrait]| deployments.iter().copied().collect::<DeploymentTraits>();
    assert!(media.applies_to(set(&[DeploymentTrait::CcpV2, DeploymentTrait::Saml])));
    assert!(!media.applies_to(set(&[DeploymentTrait::CcpV2, DeploymentTrait::CcpMediaLess])));
    assert!(!media.applies_to(set(&[DeploymentTrait::NonSaml])));
    let sign_in = lookup("dom-signin-nonsaml-govcloud").unwrap();
    assert!(sign_in.applies_to(set(&[DeploymentTrait::NonSaml, DeploymentTrait::GovCloud])));
    assert!(!sign_in.applies_to(set(&[DeploymentTrait::NonSaml])));
    assert!(!sign_in.applies_to(set(&[DeploymentTrait::GovCloud])));
}

#[test]
fn no_row_holds_a_rejected_claim() {
    for row in rows() {
        for rejected in REJECTED {
            assert!(row.values.all().all(|value| value != rejected.claim), "{}", row.id);
        }
    }
    assert_eq!(REJECTED.len(), 4);
}

#[test]
fn deployments_fit_their_set() {
    assert!(DeploymentTrait::ALL.len() <= 64);
    let all: DeploymentTraits = DeploymentTrait::ALL.into_iter().collect();
    assert!(DeploymentTrait::ALL.iter().all(|deployment| all.contains(*deployment)));
    assert!(DeploymentTrait::ALL.iter().all(|deployment| !DeploymentTraits::default().contains(*deployment)));
}

#[test]
fn every_row_says_what_a_proxy_may_do() {
    for row in rows() {
        let Handling { proxy, page, status } = row.handling;
        assert!(page.starts_with("https://"), "{}", row.id);
        let by_aws = page.starts_with("https://docs.aws.amazon.com/");
        assert!(status == Status::Derived || (status == Status::Current && by_aws), "{}: {page}", row.id);
        let is_media = row.kind == Kind::Domain && row.transports.iter().any(|transport| transport.protocol == IpProtocol::Udp);
        assert!(!is_media || proxy == ProxyUse::Direct, "{}: no proxy carries UDP", row.id);
    }
}

#[test]
fn what_the_chime_guide_adds_never_becomes_a_rule() {
    let added = rows().filter(|row| row.status == Status::Unverified && row.needed_by == [DeploymentTrait::ExternalVoice]);
    let added: Vec<_> = added.map(|row| row.id).collect();
    assert_eq!(
        added,
        [
            "cidr-voice-connector-ipv6",
            "dom-voice-connector",
            "ipr-voice-connector-ec2",
            "ipr-voice-connector-cloudfront",
            "ipr-voice-connector-route53"
        ]
    );
}

#[test]
fn every_turn_and_cloudfront_name_is_there() {
    let count = |id| lookup(id).unwrap().values.all().count();
    assert_eq!((count("turn-named"), count("dns-turn")), (22, 22));
    assert_eq!(count("dom-cloudfront-static"), 15);
    assert_eq!(count("dom-cloudfront-nonsaml"), 11);
    assert_eq!(count("cidr-voice-connector"), 20);
}

#[test]
fn what_a_stateless_firewall_lets_out_has_a_way_back() {
    let is_answered = |row: &Requirement, transport: &Transport| {
        rows().any(|back| {
            let Kind::ReturnTraffic { of } = back.kind else { return false };
            of.contains(&row.id) && back.transports.iter().any(|returned| returned.protocol == transport.protocol)
        })
    };
    for row in rows().filter(|row| row.service().is_some() && row.status.becomes_a_rule() && row.way != Way::None) {
        // Ports that the customer chooses are tcp or udp.
        let chosen: &[Transport] = if row.ports_argument.is_some() { &[Transport::tcp(1), Transport::udp(1)] } else { &[] };
        for transport in row.transports.iter().chain(chosen) {
            assert!(is_answered(row, transport), "nothing answers {transport} of {}", row.id);
        }
    }
}
