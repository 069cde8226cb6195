//! Arguments that are refused or warned of.

use super::*;

#[test]
fn names_the_argument_at_fault() {
    refuses(|it| it.regions.clear(), "regions", "no Region is given");
    refuses(|it| it.regions = BTreeSet::from(["us-eest-1".into()]), "regions", "did you mean \"us-east-1\"");
    refuses(|it| it.regions = BTreeSet::from(["GLOBAL".into()]), "regions", "is no Region");
    refuses(|it| it.instance_alias = Some("https://x.my.connect.aws".into()), "instance_alias", "first label");
    refuses(|it| it.instance_alias = Some(String::new()), "instance_alias", "\"\"");
    refuses(|it| it.attachments_bucket = Some("My_Bucket".into()), "attachments_bucket", "S3 bucket");
    refuses(|it| it.instance_id = Some("my-company".into()), "instance_id", "ARN");
    refuses(|it| it.attachments = Some(true), "attachments_bucket", "attachments needs it (dom-s3-attachments)");
    refuses(|it| it.global_resiliency = true, "regions", "regions holds 1");
    refuses(|it| it.source_region = Some("us-west-2".into()), "source_region", "not among regions (us-east-1)");
    refuses(
        |it| {
            it.regions = BTreeSet::from(["us-gov-west-1".into()]);
            it.ccp_versions.insert(CcpVersion::V1);
        },
        "ccp_versions",
        "us-gov-west-1",
    );
    for role in [VdiRole::Host, VdiRole::Endpoint] {
        refuses(
            |it| {
                it.video_calling = true;
                it.vdi_role = role;
            },
            "video_calling",
            "does not support",
        );
    }
    refuses(
        |it| {
            it.vdi_role = VdiRole::Endpoint;
            it.softphone = false;
        },
        "softphone",
        "nothing is left",
    );
}

/// What the declaration itself refuses, before a deployment exists.
#[test]
fn declared_lists_are_not_empty() {
    use crate::declaration::{Incomplete, Value, read};
    let defects = |versions: serde_json::Value| -> Vec<String> {
        let json = serde_json::json!({ "regions": ["us-east-1"], "ccp_versions": versions });
        let value: Value = serde_json::from_value(json).unwrap();
        let found = read::<DomainDeployment>(&value).err().map(|Incomplete { defects }| defects).unwrap_or_default();
        found.into_iter().map(|defect| defect.text).collect()
    };
    assert_eq!(defects(serde_json::json!(["v1", "v2"])), [""; 0]);
    assert_eq!(defects(serde_json::json!([])), ["ccp_versions is an empty list: expected at least one element"]);
    assert_eq!(defects(serde_json::json!(["v3"])), ["ccp_versions[0] is \"v3\": expected \"v1\" or \"v2\""]);
}

#[test]
fn features_that_need_an_argument_say_so() {
    let resilient = |it: &mut DomainDeployment| {
        it.regions.insert("us-west-2".into());
        it.global_resiliency = true;
    };
    refuses(resilient, "source_region", "expected one of us-east-1, us-west-2");
    let with_source = |it: &mut DomainDeployment| {
        resilient(it);
        it.source_region = Some("us-west-2".into());
    };
    let mut signing_in_at_aws = deployment(&["us-east-1"]);
    with_source(&mut signing_in_at_aws);
    let rules = resolve_domain_rules(&signing_in_at_aws).unwrap().rules;
    assert!(rules.iter().all(|rule| rule.requirements != ["dom-acgr-signin"]), "SAML's sign-in alone");
    let with_saml = |it: &mut DomainDeployment| {
        with_source(it);
        it.sign_in = SignIn::Saml;
    };
    refuses(with_saml, "instance_id", "instance_id is missing");
    let no_alias = |change: fn(&mut DomainDeployment)| {
        move |it: &mut DomainDeployment| {
            it.instance_alias = None;
            change(it);
        }
    };
    refuses(no_alias(|it| it.screen_recording = true), "instance_alias", "dom-sr-auth");
    refuses(no_alias(|it| it.include_deprecated = true), "instance_alias", "dom-instance-legacy");
}

#[test]
fn warns_of_what_aws_does_not_offer() {
    let at = |region: &'static str| {
        move |it: &mut DomainDeployment| {
            it.regions = BTreeSet::from([Region::from(region)]);
            it.allow_unlisted_regions = true;
        }
    };
    refuses(
        |it| it.regions = BTreeSet::from(["eu-west-3".into()]),
        "regions",
        "does not offer Amazon Connect in eu-west-3 (did you mean \"eu-west-2\"?)",
    );
    refuses(|it| it.regions = ["us-east-1", "us-gov-west-1"].map(Region::from).into(), "regions", "a block of its own");
    warns(at("ap-south-1"), "regions", "does not list Amazon Connect for ap-south-1");
    warns(at("eu-west-3"), "regions", "does not list Amazon Connect for eu-west-3");
    warns(at("ap-northeast-3"), "regions", "holds only replicas");
    warns(
        |it| {
            at("ca-central-1")(it);
            it.exact_hosts = true;
        },
        "exact_hosts",
        "\"*.cloudfront.net\" is allowed",
    );
    warns(|it| it.source_region = Some("us-east-1".into()), "source_region", "global_resiliency");
    warns(
        |it| {
            it.regions.insert("eu-west-2".into());
            it.global_resiliency = true;
            it.source_region = Some("eu-west-2".into());
            it.instance_id = Some("11111111-2222-3333-4444-555555555555".into());
        },
        "global_resiliency",
        "from eu-west-2 to us-east-1",
    );
    warns(
        |it| {
            at("ap-northeast-3")(it);
            it.video_calling = true;
        },
        "video_calling",
        "ap-northeast-3",
    );
    let clean = resolve_domain_rules(&deployment(&["us-east-1"])).unwrap();
    assert_eq!(clean.warnings, []);
}

#[test]
fn the_media_side_refuses_other_features() {
    type Feature = fn(&mut DomainDeployment);
    let features: [(Feature, &str); 8] = [
        (|it| it.attachments = Some(true), "attachments"),
        (|it| it.attachments_bucket = Some("my-bucket".into()), "attachments_bucket"),
        (|it| it.chat = Some(true), "chat"),
        (|it| it.screen_recording = true, "screen_recording"),
        (|it| it.screen_recording_redaction = true, "screen_recording_redaction"),
        (|it| it.client_os = Some(BTreeSet::from([DesktopOs::Windows])), "client_os"),
        (|it| it.scheduling_uploads = true, "scheduling_uploads"),
        (|it| it.include_deprecated = true, "include_deprecated"),
    ];
    for (feature, argument) in features {
        let at_endpoint = |it: &mut DomainDeployment| {
            it.vdi_role = VdiRole::Endpoint;
            feature(it);
        };
        refuses(at_endpoint, argument, &format!("{argument} does not go with vdi_role = \"endpoint\""));
    }
}

#[test]
fn a_pair_without_global_resiliency_is_warned_once() {
    let pair = resolve_domain_rules(&deployment(&["us-west-2", "us-east-1"])).unwrap();
    let expected = ResolveWarning::PairWithoutResiliency { regions: ["us-east-1".into(), "us-west-2".into()] };
    assert_eq!(expected.argument(), Some("global_resiliency"));
    assert_eq!(pair.warnings, [expected]);
    assert_eq!(resolve_domain_rules(&deployment(&["us-east-1", "eu-west-2"])).unwrap().warnings, []);
}

#[test]
fn the_systems_of_recorded_devices_matter_with_recording_alone() {
    let systems = |systems: &[DesktopOs]| Some(systems.iter().copied().collect::<BTreeSet<_>>());
    warns(|it| it.client_os = systems(&[DesktopOs::Windows]), "client_os", "it matters with screen_recording = true alone");
    let recorded = |it: &mut DomainDeployment, recorded: &[DesktopOs]| {
        it.screen_recording = true;
        it.client_os = systems(recorded);
    };
    warns(
        |it| recorded(it, &[DesktopOs::Windows, DesktopOs::MacOs]),
        "client_os",
        "AWS has no screen recording client for \"macos\"",
    );
    let mut windows = deployment(&["us-east-1"]);
    recorded(&mut windows, &[DesktopOs::Windows]);
    assert_eq!(resolve_domain_rules(&windows).unwrap().warnings, []);
}

#[test]
fn wildcards_that_stay_among_exact_hosts_are_warned() {
    let recorded = |it: &mut DomainDeployment| {
        it.screen_recording = true;
        it.exact_hosts = true;
    };
    warns(recorded, "exact_hosts", "\"connect-recording-staging-*.s3.dualstack.us-east-1.amazonaws.com\" is allowed");
    let mut wildcards = deployment(&["us-east-1"]);
    wildcards.screen_recording = true;
    assert_eq!(resolve_domain_rules(&wildcards).unwrap().warnings, []);
}

#[test]
fn the_bucket_lies_in_the_source_region() {
    let with_bucket = |it: &mut DomainDeployment| {
        it.regions.insert("us-west-2".into());
        it.attachments_bucket = Some("my-bucket".into());
    };
    let buckets = |it: &DomainDeployment| {
        let resolved = resolve_domain_rules(it).unwrap();
        resolved.domains().into_iter().filter(|name| name.starts_with("my-bucket")).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut apart = deployment(&["us-east-1"]);
    with_bucket(&mut apart);
    assert_eq!(buckets(&apart), ["my-bucket.s3.us-east-1.amazonaws.com", "my-bucket.s3.us-west-2.amazonaws.com"]);
    let resilient = |it: &mut DomainDeployment| {
        with_bucket(it);
        it.global_resiliency = true;
        it.source_region = Some("us-west-2".into());
    };
    let mut one = deployment(&["us-east-1"]);
    resilient(&mut one);
    assert_eq!(buckets(&one), ["my-bucket.s3.us-west-2.amazonaws.com"]);
    warns(resilient, "attachments_bucket", "the replica in us-east-1");
}
