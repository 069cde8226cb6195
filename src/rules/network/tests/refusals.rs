//! Arguments and documents that are refused or warned of.

use super::*;

#[test]
fn documents_that_lack_something_fail_closed() {
    let without = |service: &str| document(ROWS.iter().filter(|(_, of, _)| *of != service));
    for service in ["AMAZON_CONNECT", "EC2", "CLOUDFRONT", "S3"] {
        let error = resolve_network_rules(&without(service), &deployment(&["us-east-1"])).unwrap_err();
        assert!(error.to_string().starts_with(&format!("{service} has no ipv4 or ipv6 rows for us-east-1")), "{error}");
        assert_eq!(error.argument(), Some("regions"));
    }
    let broad = [("8.0.0.0/7", "EC2", "us-east-1")];
    let error = resolve_network_rules(&document(ROWS.iter().chain(&broad)), &deployment(&["us-east-1"])).unwrap_err();
    assert!(error.to_string().contains("8.0.0.0/7") && error.argument().is_none(), "{error}");
    let everything = [("0.0.0.0/0", "CLOUDFRONT", "GLOBAL")];
    let error = resolve_network_rules(&document(ROWS.iter().chain(&everything)), &deployment(&["us-east-1"])).unwrap_err();
    assert!(error.to_string().contains("0.0.0.0/0 to CLOUDFRONT"), "{error}");
    let elsewhere = [("8.0.0.0/7", "ROUTE53", "us-east-1"), ("2600::/12", "ROUTE53", "us-east-1")];
    assert!(resolve_network_rules(&document(ROWS.iter().chain(&elsewhere)), &deployment(&["us-east-1"])).is_ok());
    // Another Region's row makes the document doubtful, but becomes no rule.
    let rows: Vec<_> = ROWS.iter().copied().chain([("8.0.0.0/7", "EC2", "us-west-2")]).collect();
    let doubtful = Examined::new(dated(LONG_AGO, &rows), false);
    let error = resolve_network_rules(&doubtful, &deployment(&["us-east-1"])).unwrap_err();
    assert!(matches!(error, ResolveError::NotBelievable { .. }) && error.to_string().contains("8.0.0.0/7"), "{error}");
    let accepted = resolve_network_rules(&Examined::new(dated(LONG_AGO, &rows), true), &deployment(&["us-east-1"])).unwrap();
    assert_eq!(accepted.rules, resolve(&deployment(&["us-east-1"])).rules);
    assert!(matches!(accepted.warnings[..], [.., ResolveWarning::DocumentAccepted { .. }]), "{:?}", accepted.warnings);
    let error = resolve_network_rules(&document([]), &deployment(&["us-east-1"])).unwrap_err();
    assert!(matches!(error, ResolveError::NoRows { .. }), "{error}");
}

#[test]
fn a_family_that_never_was_is_a_warning() {
    let v4 = document(ROWS.iter().filter(|(prefix, _, _)| prefix.contains('.')));
    let resolved = resolve_network_rules(&v4, &deployment(&["us-east-1"])).unwrap();
    let never = |service, region: Option<&str>| ResolveWarning::NeverPublished {
        service,
        region: region.map(Region::from),
        ip_version: IpVersion::V6,
    };
    for (service, region) in [
        ("AMAZON_CONNECT", Some("us-east-1")),
        ("EC2", Some("us-east-1")),
        ("CLOUDFRONT", None),
        ("S3", Some("us-east-1")),
        ("S3", Some("us-west-2")),
    ] {
        assert!(resolved.warnings.contains(&never(service, region)), "{service}: {:?}", resolved.warnings);
        assert!(!resolve(&deployment(&["us-east-1"])).warnings.contains(&never(service, region)), "{service}");
    }
    let mut v6_only = deployment(&["us-east-1"]);
    v6_only.ip_versions = BTreeSet::from([IpVersion::V6]);
    let error = resolve_network_rules(&v4, &v6_only).unwrap_err();
    assert!(error.to_string().starts_with("AMAZON_CONNECT has no ipv6 rows"), "{error}");
}

#[test]
fn global_rows_that_never_were_are_nothing_to_say() {
    let no_global = document(ROWS.iter().filter(|(_, service, region)| (*service, *region) != ("AMAZON_CONNECT", "GLOBAL")));
    let mut v4 = deployment(&["us-east-1"]);
    v4.ip_versions = BTreeSet::from([IpVersion::V4]);
    assert_eq!(resolve_network_rules(&no_global, &v4).unwrap().warnings, []);
    v4.regions = BTreeSet::from(["eu-west-2".into()]);
    assert_eq!(resolve_network_rules(&no_global, &v4).unwrap_err().argument(), Some("regions"));
}

#[test]
fn every_region_needs_rows_of_its_own() {
    let mut voice = deployment(&["us-east-1"]);
    voice.allow_unlisted_regions = true;
    voice.external_voice_routes = Some(routes(&[("tcp", 5061)]));
    assert!(resolve_network_rules(&document(ROWS), &voice).is_ok());
    // Neither rows nor prefixes that a page names.
    voice.regions.insert("ap-south-1".into());
    let south = [("52.95.0.0/20", "S3", "ap-south-1"), ("3.6.0.0/15", "EC2", "ap-south-1")];
    let rows: Vec<_> = ROWS.iter().chain(&south).copied().collect();
    let error = resolve_network_rules(&document(&rows), &voice).unwrap_err();
    let expected = "CHIME_VOICECONNECTOR has no ipv4 or ipv6 rows for ap-south-1";
    assert!(error.to_string().starts_with(expected), "{error}");
    assert!(error.to_string().contains("ipr-chime-voiceconnector ("), "{error}");
    let connector = [("99.77.1.0/24", "CHIME_VOICECONNECTOR", "ap-south-1")];
    assert!(resolve_network_rules(&document(rows.iter().chain(&connector)), &voice).is_ok());
    voice.external_voice_routes = None;
    assert!(resolve_network_rules(&document(&rows), &voice).is_ok());
    // A Region that rows name besides the instance's.
    let without = |region: &str, family: &str| {
        document(ROWS.iter().filter(|(prefix, service, of)| !(*service == "S3" && *of == region && prefix.contains(family))))
    };
    for region in ["us-east-1", "us-west-2"] {
        let error = resolve_network_rules(&without(region, "/"), &deployment(&["eu-west-2"])).unwrap_err();
        assert!(error.to_string().starts_with(&format!("S3 has no ipv4 or ipv6 rows for {region}, and")), "{error}");
        let mut saml = deployment(&["eu-west-2"]);
        saml.sign_in = SignIn::Saml;
        assert!(resolve_network_rules(&without(region, "/"), &saml).is_ok(), "SAML needs no S3");
        for (family, ip_version) in [(".", IpVersion::V4), (":", IpVersion::V6)] {
            let resolved = resolve_network_rules(&without(region, family), &deployment(&["eu-west-2"])).unwrap();
            let expected = ResolveWarning::NeverPublished { service: "S3", region: Some(region.into()), ip_version };
            assert!(resolved.warnings.contains(&expected), "{:?}", resolved.warnings);
            assert!(!resolve(&deployment(&["eu-west-2"])).warnings.contains(&expected));
        }
    }
}

#[test]
fn regions_are_checked_against_the_document_too() {
    refuses(|it| it.regions.clear(), "regions", "no Region is given");
    refuses(|it| it.regions = BTreeSet::from(["us-east1".into()]), "regions", "did you mean \"us-east-1\"");
    refuses(|it| it.regions = BTreeSet::from(["GLOBAL".into()]), "regions", "is no Region");
    let new = [("18.1.0.0/16", "EC2", "mars-north-1"), ("18.2.0.0/16", "S3", "mars-north-1")];
    let document_of_mars = document(ROWS.iter().chain(&new));
    let mut mars = deployment(&["mars-north-1"]);
    let error = resolve_network_rules(&document_of_mars, &mars).unwrap_err();
    assert_eq!(error.argument(), Some("regions"));
    assert!(
        error.to_string().starts_with("AWS does not offer Amazon Connect in mars-north-1: expected one of af-south-1, "),
        "{error}"
    );
    mars.allow_unlisted_regions = true;
    let resolved = resolve_network_rules(&document_of_mars, &mars).unwrap();
    let region = || Region::from("mars-north-1");
    assert!(resolved.warnings.contains(&ResolveWarning::RegionNotOffered { region: region() }));
    let osaka = [("18.1.0.0/16", "S3", "ap-northeast-3"), ("18.2.0.0/16", "S3", "ap-northeast-1")];
    let document = document(ROWS.iter().chain(&osaka));
    let mut pair = deployment(&["ap-northeast-3"]);
    let warnings = resolve_network_rules(&document, &pair).unwrap().warnings;
    assert!(warnings.contains(&ResolveWarning::ReplicaOnly { region: "ap-northeast-3".into() }));
    pair.regions.insert("ap-northeast-1".into());
    let warnings = resolve_network_rules(&document, &pair).unwrap().warnings;
    assert!(!warnings.iter().any(|warning| matches!(warning, ResolveWarning::ReplicaOnly { .. })));
}

#[test]
fn names_the_argument_at_fault() {
    let services = |names: &[&str]| Some(names.iter().map(|name| Service::from(*name)).collect());
    refuses(
        |it| it.services = services(&["S3", "CHIME_MEETINGS"]),
        "services",
        "services holds \"CHIME_MEETINGS\" which no rule comes from (video_calling = true adds CHIME_MEETINGS): this deployment uses AMAZON_CONNECT, CLOUDFRONT, EC2, S3",
    );
    refuses(
        |it| it.services = services(&["CHIME_VOICECONNECTOR", "EC3"]),
        "services",
        "(external_voice_routes = [{ ip_protocol = \"tcp\", port = 5061 }] adds CHIME_VOICECONNECTOR; did you mean \"EC2\"?)",
    );
    let saml = |it: &mut NetworkDeployment| {
        it.sign_in = SignIn::Saml;
        it.softphone = false;
        it.services = services(&["S3", "AMAZON_CONNECT"]);
    };
    refuses(saml, "services", "(softphone = true adds AMAZON_CONNECT; s3_uploads = true adds S3)");
    // AWS does not support it there, so no argument is proposed.
    let video_in_vdi = |it: &mut NetworkDeployment| {
        it.vdi_role = VdiRole::Host;
        it.services = services(&["CHIME_MEETINGS", "ROUTE53"]);
    };
    refuses(video_in_vdi, "services", "services holds \"CHIME_MEETINGS\", \"ROUTE53\" which no rule comes from: this");
    refuses(|it| it.services = services(&["EC2", "amazon-connect"]), "services", "did you mean \"AMAZON_CONNECT\"");
    refuses(|it| it.services = services(&["AMAZON_CONNECT\u{1b}[2J"]), "services", "AMAZON_CONNECT\\\\u{1b}[2J");
    refuses(
        |it| {
            it.firewall = Firewall::Stateless;
            it.ephemeral_ports = "443-65535".parse().ok();
        },
        "ephemeral_ports",
        "443-65535",
    );
    refuses(
        |it| {
            it.video_calling = true;
            it.vdi_role = VdiRole::Host;
        },
        "video_calling",
        "virtual desktop",
    );
    refuses(
        |it| {
            it.softphone = false;
            it.vdi_role = VdiRole::Endpoint;
        },
        "softphone",
        "nothing is left",
    );
    type Feature = fn(&mut NetworkDeployment);
    let features: [(Feature, &str); 2] = [
        (|it| it.external_voice_routes = Some(routes(&[("tcp", 5061)])), "external_voice_routes"),
        (|it| it.s3_uploads = true, "s3_uploads"),
    ];
    for (feature, argument) in features {
        let at_endpoint = |it: &mut NetworkDeployment| {
            it.vdi_role = VdiRole::Endpoint;
            feature(it);
        };
        refuses(at_endpoint, argument, "does not go with vdi_role = \"endpoint\"");
    }
    refuses(|it| it.max_overshoot_ratio = Some(0.5), "max_overshoot_ratio", "without max_cidrs or max_rules");
}

/// What the declaration itself refuses, before a deployment exists.
#[test]
fn declared_bounds_hold() {
    use crate::declaration::{Incomplete, Value, read};
    let defects = |json: serde_json::Value| -> Vec<String> {
        let value: Value = serde_json::from_value(json).unwrap();
        match read::<NetworkDeployment>(&value) {
            Ok(_) => Vec::new(),
            Err(Incomplete { defects }) => defects.into_iter().map(|defect| defect.text).collect(),
        }
    };
    let with = |name: &str, value: serde_json::Value| defects(serde_json::json!({ "regions": ["us-east-1"], name: value }));
    assert_eq!(with("max_cidrs", 5.into()), [""; 0]);
    let route = |routes: serde_json::Value| with("external_voice_routes", routes);
    assert_eq!(
        route(serde_json::json!([{ "ip_protocol": "udp", "port": 5080 }, { "ip_protocol": "tcp", "port": "5061" }])),
        [""; 0]
    );
    let wrong = serde_json::json!([{ "ip_protocol": "sip", "port": 0 }, null, { "ip_protocol": "tcp" }]);
    insta::assert_snapshot!(route(wrong).join("\n"), @r#"
    external_voice_routes[0].ip_protocol is "sip": expected "tcp" or "udp"
    external_voice_routes[0].port is 0: expected an integer from 1 to 65535
    external_voice_routes[1] is null: expected a route, an object of ip_protocol and port
    external_voice_routes[2].port is null: expected an integer
    "#);
    assert_eq!(with("max_cidrs", 0.into()), ["max_cidrs is 0: expected an integer from 1 to 1000000"]);
    assert_eq!(with("max_rules", 1.5.into()), ["max_rules is 1.5: expected an integer from 1 to 1000000"]);
    assert_eq!(with("max_overshoot_ratio", (-0.5).into()), ["max_overshoot_ratio is -0.5: expected a number of 0 or more"]);
    assert_eq!(with("max_overshoot_ratio", "NaN".into()), ["max_overshoot_ratio is NaN: expected a number of 0 or more"]);
    for list in ["ip_versions", "services", "client_os", "regions", "external_voice_routes"] {
        let empty = with(list, serde_json::json!([]));
        assert_eq!(empty, [format!("{list} is an empty list: expected at least one element")]);
    }
    let system = with("client_os", serde_json::json!(["macOS"]));
    assert!(system[0].starts_with("client_os[0] is \"macOS\": expected \"windows\", \"linux\""), "{system:?}");
}

#[test]
fn a_region_without_amazon_connect_is_refused_unless_it_is_meant() {
    let at = |regions: &[&'static str]| {
        let regions = regions.iter().map(|region| Region::from(*region)).collect();
        move |it: &mut NetworkDeployment| it.regions = regions
    };
    refuses(
        at(&["eu-west-3"]),
        "regions",
        "AWS does not offer Amazon Connect in eu-west-3 (did you mean \"eu-west-2\"?): expected one of",
    );
    refuses(at(&["us-east-1", "ap-south-1"]), "regions", "in ap-south-1 (did you mean");
    let mut paris = deployment(&["eu-west-3"]);
    paris.allow_unlisted_regions = true;
    paris.sign_in = SignIn::Saml;
    let warnings = resolve(&paris).warnings;
    assert!(warnings.contains(&ResolveWarning::RegionNotOffered { region: "eu-west-3".into() }), "{warnings:?}");
}

#[test]
fn regions_of_one_partition_are_joined_and_of_two_refused() {
    let message = "regions holds us-east-1 of the partition aws and us-gov-west-1 of aws-us-gov";
    refuses(|it| it.regions = ["us-gov-west-1", "us-east-1"].map(Region::from).into(), "regions", message);
    let mut three = deployment(&["us-east-1", "us-west-2", "eu-west-2"]);
    three.sign_in = SignIn::Saml;
    let mut apart = BTreeSet::new();
    for region in three.regions.clone() {
        let mut one = three.clone();
        one.regions = BTreeSet::from([region]);
        one.merge = Merge::None;
        apart.extend(keys(&resolve(&one)));
    }
    three.merge = Merge::None;
    assert_eq!(keys(&resolve(&three)).into_iter().collect::<BTreeSet<_>>(), apart);
}

#[test]
fn a_voice_connector_has_ten_routes() {
    let ports = |count: u16| (0..count).map(|port| ("udp", 5060 + port)).collect::<Vec<_>>();
    let mut voice = deployment(&["us-east-1"]);
    voice.external_voice_routes = Some(routes(&ports(10)));
    assert!(resolve_network_rules(&document(ROWS), &voice).is_ok());
    let eleven = |it: &mut NetworkDeployment| it.external_voice_routes = Some(routes(&ports(11)));
    refuses(eleven, "external_voice_routes", "holds 11 routes: expected at most 10");
}
