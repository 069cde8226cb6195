//! A real Terraform drives this provider alone, offline but for loopback.
//! Where there is no Terraform the tests print so and pass; with CI=true they fail.

mod approved_file;
mod ci;
mod data_sources;
mod examples;
mod functions;
mod install;
mod lifecycle;
mod managed_resource;
mod mocks;
mod outage;
mod quick_start;
mod range_ledger;
mod range_ledger_apply;
mod rules;
mod time;
mod wrong;

/// The start of every configuration here.
const REQUIRED: &str = r#"
terraform {
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}
"#;
