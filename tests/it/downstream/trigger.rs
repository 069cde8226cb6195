//! The trigger of `examples/ci`: a subscription to AWS's topic.

use crate::support::{
    mirror,
    skip::skip,
    terraform::{Case, Install},
};
use serde_json::json;

use super::cloud::Cloud;

#[test]
fn awss_topic_calls_the_function() {
    if mirror::aws_mirror().is_none() {
        return skip("there is no hashicorp/aws in .venv/mirror: run tests/install.sh");
    }
    let Some(case) = Case::new(Install::UnpackedMirror) else { return };
    let Some(cloud) = Cloud::start() else { return };
    let function = "arn:aws:lambda:eu-central-1:123456789012:function:review";
    case.copy("examples/ci/trigger");
    case.write("loopback_override.tf", cloud.provider_block("skip_get_ec2_platforms = true"));
    case.write("terraform.tfvars.json", json!({ "function_arn": function }).to_string());
    case.init();
    let plan = case.plan();
    let created = |address: &str| {
        let change = plan.change(address);
        assert_eq!(change["actions"], json!(["create"]));
        change["after"].clone()
    };
    assert_eq!(plan.changes().len(), 2, "{:?}", plan.changes());
    let subscription = created("aws_sns_topic_subscription.ip_space_changed");
    let topic = json!("arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged");
    assert_eq!(
        (&subscription["topic_arn"], &subscription["endpoint"], &subscription["protocol"]),
        (&topic, &json!(function), &json!("lambda"))
    );
    let permission = created("aws_lambda_permission.ip_space_changed");
    assert_eq!((&permission["source_arn"], &permission["principal"]), (&topic, &json!("sns.amazonaws.com")));
}
