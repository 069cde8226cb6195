//! The trigger of a pipeline by AWS's SNS topic: what is made in AWS, and what
//! the function does for a message.

use super::{cloud::Cloud, example::OLD_ARGUMENT};
use crate::support::{
    mirror,
    skip::skip,
    terraform::{Case, Install},
};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    path::Path,
    process::{Command, Output},
};

const FOLDER: &str = "examples/ci/trigger";
const TOPIC: &str = "arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged";
const SECRET: &str = "arn:aws:secretsmanager:us-east-1:123456789012:secret:token-AbCdEf";

#[test]
fn each_message_of_the_topic_calls_a_function_that_may_read_one_secret() {
    if mirror::aws_mirror().is_none() {
        return skip("there is no hashicorp/aws in .venv/mirror: run tests/install.sh");
    }
    let Some(case) = Case::new(Install::UnpackedMirror) else { return };
    let Some(cloud) = Cloud::start() else { return };
    case.copy(FOLDER);
    case.write("terraform.tfvars.json", json!({ "token_secret_arn": SECRET }).to_string());
    let block = cloud.provider_block(OLD_ARGUMENT).replace("eu-central-1", "us-east-1");
    case.write("loopback_override.tf", block);
    case.init();

    // Apply, and see that a second plan is empty.
    let plan = case.converge();
    let after = |address: &str| plan.change(address)["after"].clone();
    let subscription = after("aws_sns_topic_subscription.ip_ranges");
    assert_eq!((&subscription["topic_arn"], &subscription["protocol"]), (&json!(TOPIC), &json!("lambda")));
    let permission = after("aws_lambda_permission.ip_ranges");
    assert_eq!((&permission["principal"], &permission["source_arn"]), (&json!("sns.amazonaws.com"), &json!(TOPIC)));
    let policy: Value = serde_json::from_str(after("aws_iam_role_policy.start_pipeline")["policy"].as_str().unwrap()).unwrap();
    let secrets = &policy["Statement"][0];
    assert_eq!((&secrets["Action"], &secrets["Resource"]), (&json!("secretsmanager:GetSecretValue"), &json!(SECRET)));
    assert!(!policy.to_string().contains("\"*\""), "{policy}");

    // What the subscription calls is the function that the stack made.
    let shown = case.run(&["show", "-json"]).success();
    let state: Value = serde_json::from_str(&shown.stdout).unwrap();
    let resources = state["values"]["root_module"]["resources"].as_array().unwrap();
    let value = |name: &str| resources.iter().find(|resource| resource["address"] == name).unwrap()["values"].clone();
    let function = value("aws_cloudformation_stack.start_pipeline")["outputs"]["FunctionArn"].clone();
    assert!(function.as_str().unwrap().starts_with("arn:aws:lambda:us-east-1:"), "{function}");
    assert_eq!(value("aws_sns_topic_subscription.ip_ranges")["endpoint"], function);
    let template: Value =
        serde_json::from_str(value("aws_cloudformation_stack.start_pipeline")["template_body"].as_str().unwrap()).unwrap();
    let properties = &template["Resources"]["Function"]["Properties"];
    assert_eq!(properties["Role"], value("aws_iam_role.start_pipeline")["arn"]);
    assert_eq!(properties["Environment"]["Variables"]["TOKEN_SECRET_ARN"], json!(SECRET));
    assert_eq!(properties["Code"]["ZipFile"], json!(source()));
    case.destroy();
}

fn source() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join("start_pipeline.py")).unwrap()
}

/// Has the function handle one message, with a GitHub on loopback that answers
/// with `status`; how it ended, and what it asked of GitHub.
fn handle(status: &str) -> Option<(Output, String, Value)> {
    if Command::new("python3").arg("--version").output().is_err() {
        skip("python3 is absent");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    // CloudFormation's name for it.
    fs::write(folder.path().join("index.py"), source()).unwrap();
    fs::write(
        folder.path().join("boto3.py"),
        "class client:\n    def __init__(self, name):\n        assert name == 'secretsmanager', name\n\n    \
         def get_secret_value(self, SecretId):\n        return {'SecretString': f'token of {SecretId}\\n'}\n",
    )
    .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let child = Command::new("python3")
        .args(["-c", "import index; index.handler({'Records': [{'Sns': {'Message': 'no JSON'}}]}, None)"])
        .env("PYTHONPATH", folder.path())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("NO_PROXY", "127.0.0.1")
        .env("GITHUB_API_URL", format!("http://{}", listener.local_addr().unwrap()))
        .env("REPOSITORY", "owner/name")
        .env("TOKEN_SECRET_ARN", "arn")
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stream, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
    drop((stream, reader));
    Some((child.wait_with_output().unwrap(), head, serde_json::from_slice(&body).unwrap()))
}

#[test]
fn a_message_whatever_it_holds_starts_the_pipeline_once() {
    let Some((output, head, body)) = handle("204 No Content") else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(head.starts_with("POST /repos/owner/name/dispatches HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("Authorization: Bearer token of arn\r\n"), "{head}");
    assert_eq!(body, json!({ "event_type": "aws-ip-ranges-changed" }));
    // The workflow listens to that very name.
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join("main.tf")).unwrap();
    assert!(text.contains("repository_dispatch: { types: [aws-ip-ranges-changed] }"));
}

#[test]
fn what_github_refuses_is_an_error_so_that_lambda_tries_again() {
    let Some((output, ..)) = handle("401 Unauthorized") else { return };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("401"), "{said}");
    assert!(!said.contains("token of"), "{said}");
}
