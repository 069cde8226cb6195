//! One AWS on loopback for one test: `tests/downstream/cloud.py`.
//! In: nothing → out: its endpoints, and what was asked of its firewalls.
//! It ends when its standard input closes, hence with the test.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use crate::support::skip::skip;

/// The running cloud.
pub struct Cloud {
    process: Child,
    greeting: Greeting,
}

#[derive(Deserialize)]
struct Greeting {
    ec2: u16,
    firewalls: u16,
    vpc_id: String,
}

impl Cloud {
    /// Start one, or `None` and a printed reason where there is no moto.
    pub fn start() -> Option<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let python = root.join(".venv/bin/python");
        if !python.exists() {
            skip("there is no .venv with moto: run tests/install.sh");
            return None;
        }
        let mut process = Command::new(python)
            .arg(root.join("tests/downstream/cloud.py"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let greeting = serde_json::from_str(&line).unwrap_or_else(|error| panic!("cloud.py said {line:?}: {error}"));
        Some(Self { process, greeting })
    }

    /// The VPC that is there from the start.
    pub fn vpc_id(&self) -> &str {
        &self.greeting.vpc_id
    }

    /// A `provider "aws"` block for an override file, with one more argument.
    pub fn provider_block(&self, argument: &str) -> String {
        let Greeting { ec2, firewalls, .. } = self.greeting;
        // One retry: the cloud answers what it does not know with HTTP 500,
        // which the AWS provider would otherwise try 25 times.
        format!(
            r#"
provider "aws" {{
  region                      = "eu-central-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  skip_region_validation      = true
  max_retries                 = 5
  {argument}
  endpoints {{
    cloudformation  = "http://127.0.0.1:{ec2}"
    ec2             = "http://127.0.0.1:{ec2}"
    iam             = "http://127.0.0.1:{ec2}"
    lambda          = "http://127.0.0.1:{ec2}"
    sns             = "http://127.0.0.1:{ec2}"
    networkfirewall = "http://127.0.0.1:{firewalls}"
    route53resolver = "http://127.0.0.1:{firewalls}"
  }}
}}
"#
        )
    }

    /// What somebody does or asks by hand: one action of EC2's API with its parameters;
    /// its answer.
    ///
    /// # Panics
    /// If the cloud refuses it.
    pub fn by_hand(&self, action: &str, parameters: &[(&str, &str)]) -> String {
        let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let parameters = parameters.iter().map(|(name, value)| format!("&{name}={}", encode(value))).collect::<String>();
        let body = format!("Action={action}&Version=2016-11-15{parameters}");
        let mut stream = TcpStream::connect(("127.0.0.1", self.greeting.ec2)).unwrap();
        write!(
            stream,
            "POST / HTTP/1.1\r\nHost: ec2.eu-central-1.amazonaws.com\r\nConnection: close\r\nAuthorization: AWS4-HMAC-SHA256 \
             Credential=test/20260101/eu-central-1/ec2/aws4_request, SignedHeaders=host, Signature=0\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{action}: {answer}");
        answer
    }

    /// The requests of one operation that the firewalls accepted, in order.
    pub fn requests(&self, operation: &str) -> Vec<Value> {
        let all: Vec<Value> = self.get("/requests");
        let matching = all.into_iter().filter(|call| call["operation"] == operation && call["status"] == 200);
        matching.map(|mut call| call["request"].take()).collect()
    }

    /// What the cloud tells of itself at this path.
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        let mut stream = TcpStream::connect(("127.0.0.1", self.greeting.firewalls)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (_, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{path}: {answer:?}"));
        serde_json::from_str(body).unwrap()
    }
}

impl Drop for Cloud {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        if self.process.wait().is_err() {
            eprintln!("the cloud on loopback could not be waited for");
        }
    }
}
