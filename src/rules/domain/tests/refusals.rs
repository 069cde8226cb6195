//! Arguments that are refused or warned of.

use super::*;

#[test]
fn names_the_argument_at_fault() {
    refuses(|it| it.regions.clear(), Argument::Regions, "no Region is given");
    refuses(|it| it.regions = BTreeSet::from(["us-eest-1".into()]), Argument::Regions, "did you mean \"us-east-1\"");
    refuses(|it| it.regions = BTreeSet::from(["GLOBAL".into()]), Argument::Regions, "is no Region");
    refuses(|it| it.instance_alias = Some("https://x.my.connect.aws".into()), Argument::InstanceAlias, "first label");
    refuses(|it| it.instance_alias = Some(String::new()), Argument::InstanceAlias, "\"\"");
    refuses(|it| it.attachments_bucket = Some("My_Bucket".into()), Argument::AttachmentsBucket, "S3 bucket");
    refuses(|it| it.instance_id = Some("my-company".into()), Argument::InstanceId, "ARN");
    refuses(|it| it.attachments = true, Argument::AttachmentsBucket, "attachments needs it (dom-s3-attachments)");
    refuses(|it| it.ccp_versions.clear(), Argument::CcpVersions, "expected \"v1\", \"v2\" or both");
    refuses(|it| it.global_resiliency = true, Argument::Regions, "regions holds 1");
    refuses(|it| it.source_region = Some("us-west-2".into()), Argument::SourceRegion, "not among regions (us-east-1)");
    refuses(
        |it| {
            it.regions = BTreeSet::from(["us-gov-west-1".into()]);
            it.ccp_versions.insert(CcpVersion::V1);
        },
        Argument::CcpVersions,
        "us-gov-west-1",
    );
    for role in [VdiRole::Host, VdiRole::Endpoint] {
        refuses(
            |it| {
                it.video_calling = true;
                it.vdi_role = role;
            },
            Argument::VideoCalling,
            "does not support",
        );
    }
    refuses(
        |it| {
            it.vdi_role = VdiRole::Endpoint;
            it.softphone = false;
        },
        Argument::Softphone,
        "nothing is left",
    );
}

#[test]
fn features_that_need_an_argument_say_so() {
    let resilient = |it: &mut DomainDeployment| {
        it.regions.insert("us-west-2".into());
        it.global_resiliency = true;
    };
    refuses(resilient, Argument::InstanceId, "instance_id is missing");
    let with_id = |it: &mut DomainDeployment| {
        resilient(it);
        it.instance_id = Some("11111111-2222-3333-4444-555555555555".into());
    };
    refuses(with_id, Argument::SourceRegion, "source_region is missing");
    let no_alias = |change: fn(&mut DomainDeployment)| {
        move |it: &mut DomainDeployment| {
            it.instance_alias = None;
            change(it);
        }
    };
    refuses(no_alias(|it| it.screen_recording = true), Argument::InstanceAlias, "dom-sr-auth");
    refuses(no_alias(|it| it.include_deprecated = true), Argument::InstanceAlias, "dom-instance-legacy");
}

#[test]
fn warns_of_what_aws_does_not_offer() {
    let at = |region: &'static str| move |it: &mut DomainDeployment| it.regions = BTreeSet::from([Region::from(region)]);
    warns(at("ap-south-1"), Argument::Regions, "does not list Amazon Connect for ap-south-1");
    warns(at("eu-west-3"), Argument::Regions, "does not list Amazon Connect for eu-west-3");
    warns(at("ap-northeast-3"), Argument::Regions, "holds only replicas");
    warns(
        |it| {
            at("ca-central-1")(it);
            it.exact_hosts = true;
        },
        Argument::ExactHosts,
        "\"*.cloudfront.net\" is allowed",
    );
    warns(|it| it.source_region = Some("us-east-1".into()), Argument::SourceRegion, "global_resiliency");
    warns(
        |it| {
            it.regions.insert("eu-west-2".into());
            it.global_resiliency = true;
            it.source_region = Some("eu-west-2".into());
            it.instance_id = Some("11111111-2222-3333-4444-555555555555".into());
        },
        Argument::GlobalResiliency,
        "from eu-west-2 to us-east-1",
    );
    warns(
        |it| {
            at("ap-northeast-3")(it);
            it.video_calling = true;
        },
        Argument::VideoCalling,
        "ap-northeast-3",
    );
    let clean = resolve_domain_rules(&deployment(&["us-east-1"])).unwrap();
    assert_eq!(clean.warnings, []);
}
