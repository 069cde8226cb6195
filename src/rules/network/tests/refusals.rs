//! Arguments and documents that are refused or warned of.

use super::*;

#[test]
fn documents_that_lack_something_fail_closed() {
    let without = |service: &str| document(ROWS.iter().filter(|(_, of, _)| *of != service));
    for service in ["AMAZON_CONNECT", "EC2", "CLOUDFRONT", "S3"] {
        let error = resolve_network_rules(&without(service), &deployment(&["us-east-1"])).unwrap_err();
        assert!(error.to_string().starts_with(&format!("{service} has no ipv4 or ipv6 rows")), "{error}");
    }
    let broad = [("8.0.0.0/7", "EC2", "us-east-1")];
    let error = resolve_network_rules(&document(ROWS.iter().chain(&broad)), &deployment(&["us-east-1"])).unwrap_err();
    assert!(error.to_string().contains("8.0.0.0/7") && error.argument().is_none(), "{error}");
    let everything = [("0.0.0.0/0", "CLOUDFRONT", "GLOBAL")];
    let error = resolve_network_rules(&document(ROWS.iter().chain(&everything)), &deployment(&["us-east-1"])).unwrap_err();
    assert!(error.to_string().contains("0.0.0.0/0 to CLOUDFRONT"), "{error}");
    let elsewhere = [("8.0.0.0/7", "EC2", "us-west-2"), ("2600::/12", "ROUTE53", "us-east-1")];
    assert!(resolve_network_rules(&document(ROWS.iter().chain(&elsewhere)), &deployment(&["us-east-1"])).is_ok());
    let error = resolve_network_rules(&document([]), &deployment(&["us-east-1"])).unwrap_err();
    assert!(matches!(error, ResolveError::NoRows { .. }), "{error}");
}

#[test]
fn a_missing_family_is_a_warning_and_a_missing_global_row_too() {
    let v4 = document(ROWS.iter().filter(|(prefix, _, _)| prefix.contains('.')));
    let resolved = resolve_network_rules(&v4, &deployment(&["us-east-1"])).unwrap();
    for service in ["AMAZON_CONNECT", "EC2", "CLOUDFRONT", "S3"] {
        assert!(resolved.warnings.contains(&ResolveWarning::FamilyWithoutRows { service, ip_version: IpVersion::V6 }));
    }
    let mut v6_only = deployment(&["us-east-1"]);
    v6_only.ip_versions = BTreeSet::from([IpVersion::V6]);
    let error = resolve_network_rules(&v4, &v6_only).unwrap_err();
    assert!(error.to_string().starts_with("AMAZON_CONNECT has no ipv6 rows"), "{error}");

    let no_global = document(ROWS.iter().filter(|(_, service, region)| (*service, *region) != ("AMAZON_CONNECT", "GLOBAL")));
    let resolved = resolve_network_rules(&no_global, &deployment(&["us-east-1"])).unwrap();
    let missing = ResolveWarning::GlobalRowMissing { service: "AMAZON_CONNECT", ip_version: IpVersion::V4 };
    assert!(resolved.warnings.contains(&missing));
    let old = IpRanges::new("1".into(), "2019-12-17T00:53:10Z".into(), no_global.entries().cloned().collect());
    assert!(!resolve_network_rules(&old, &deployment(&["us-east-1"])).unwrap().warnings.contains(&missing));
    assert_eq!(resolve_network_rules(&old, &deployment(&["eu-west-2"])).unwrap_err().argument(), Some(Argument::Regions));
}

#[test]
fn regions_are_checked_against_the_document_too() {
    refuses(|it| it.regions.clear(), Argument::Regions, "no Region is given");
    refuses(|it| it.regions = BTreeSet::from(["us-east1".into()]), Argument::Regions, "did you mean \"us-east-1\"");
    refuses(|it| it.regions = BTreeSet::from(["GLOBAL".into()]), Argument::Regions, "is no Region");
    let new = [("18.1.0.0/16", "EC2", "mars-north-1")];
    let resolved = resolve_network_rules(&document(ROWS.iter().chain(&new)), &deployment(&["mars-north-1"])).unwrap();
    let region = || Region::from("mars-north-1");
    assert!(resolved.warnings.contains(&ResolveWarning::RegionNotOffered { region: region() }));
    let mut pair = deployment(&["ap-northeast-3"]);
    assert!(resolve(&pair).warnings.contains(&ResolveWarning::ReplicaOnly { region: "ap-northeast-3".into() }));
    pair.regions.insert("ap-northeast-1".into());
    assert!(!resolve(&pair).warnings.iter().any(|warning| matches!(warning, ResolveWarning::ReplicaOnly { .. })));
}

#[test]
fn names_the_argument_at_fault() {
    refuses(|it| it.ip_versions.clear(), Argument::IpVersions, "expected \"ipv4\"");
    let services = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
    refuses(
        |it| it.services = services(&[]),
        Argument::Services,
        "services is empty: this deployment uses AMAZON_CONNECT, CLOUDFRONT, EC2, S3",
    );
    refuses(|it| it.services = services(&["EC2", "amazon-connect"]), Argument::Services, "did you mean \"AMAZON_CONNECT\"");
    refuses(|it| it.services = services(&["CHIME_MEETINGS"]), Argument::Services, "holds \"CHIME_MEETINGS\"");
    refuses(
        |it| {
            it.firewall = Firewall::Stateless;
            it.client_os.clear();
        },
        Argument::ClientOs,
        "stateless",
    );
    refuses(
        |it| {
            it.firewall = Firewall::Stateless;
            it.ephemeral_ports = "443-65535".parse().ok();
        },
        Argument::EphemeralPorts,
        "443-65535",
    );
    refuses(
        |it| {
            it.video_calling = true;
            it.vdi_role = VdiRole::Host;
        },
        Argument::VideoCalling,
        "virtual desktop",
    );
    refuses(
        |it| {
            it.softphone = false;
            it.vdi_role = VdiRole::Endpoint;
        },
        Argument::Softphone,
        "nothing is left",
    );
    type Feature = fn(&mut NetworkDeployment);
    let features: [(Feature, Argument); 2] =
        [(|it| it.external_voice = true, Argument::ExternalVoice), (|it| it.s3_uploads = true, Argument::S3Uploads)];
    for (feature, argument) in features {
        let at_endpoint = |it: &mut NetworkDeployment| {
            it.vdi_role = VdiRole::Endpoint;
            feature(it);
        };
        refuses(at_endpoint, argument, "does not go with vdi_role = \"endpoint\"");
    }
    let budget = |max_cidrs, max_overshoot_ratio| Some(Budget { max_cidrs, max_overshoot_ratio });
    refuses(|it| it.budget = budget(0, 0.0), Argument::MaxCidrs, "at least 1");
    refuses(|it| it.budget = budget(5, -0.5), Argument::MaxOvershootRatio, "-0.5");
    refuses(|it| it.budget = budget(5, f64::NAN), Argument::MaxOvershootRatio, "NaN");
    refuses(|it| it.services = services(&["AMAZON_CONNECT\u{1b}[2J"]), Argument::Services, "AMAZON_CONNECT\\\\u{1b}[2J");
}

#[test]
fn a_fixed_region_without_rows_fails_closed() {
    let without = |region: &str, family: &str| {
        document(ROWS.iter().filter(|(prefix, service, of)| !(*service == "S3" && *of == region && prefix.contains(family))))
    };
    for region in ["us-east-1", "us-west-2"] {
        let error = resolve_network_rules(&without(region, "/"), &deployment(&["eu-west-2"])).unwrap_err();
        assert!(error.to_string().starts_with(&format!("S3 has no ipv4 or ipv6 rows for {region} in")), "{error}");
        let mut saml = deployment(&["eu-west-2"]);
        saml.sign_in = SignIn::Saml;
        assert!(resolve_network_rules(&without(region, "/"), &saml).is_ok(), "SAML needs no S3");
        for (family, ip_version) in [(".", IpVersion::V4), (":", IpVersion::V6)] {
            let resolved = resolve_network_rules(&without(region, family), &deployment(&["eu-west-2"])).unwrap();
            let expected = ResolveWarning::RegionWithoutRows { service: "S3", region: region.into(), ip_version };
            assert!(resolved.warnings.contains(&expected), "{:?}", resolved.warnings);
            assert!(!resolve(&deployment(&["eu-west-2"])).warnings.contains(&expected));
        }
    }
}

#[test]
fn chosen_global_rows_that_are_missing_are_warned() {
    let no_global = document(ROWS.iter().filter(|(_, service, region)| (*service, *region) != ("EC2", "GLOBAL")));
    let missing = ResolveWarning::GlobalRowMissing { service: "EC2", ip_version: IpVersion::V4 };
    let mut deployment = deployment(&["us-east-1"]);
    assert!(resolve_network_rules(&no_global, &deployment).unwrap().warnings.contains(&missing));
    assert!(!resolve(&deployment).warnings.contains(&missing));
    deployment.ec2_global = false;
    assert!(!resolve_network_rules(&no_global, &deployment).unwrap().warnings.contains(&missing));
}
