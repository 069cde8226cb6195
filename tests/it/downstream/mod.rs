//! The example of each consumer, as it stands in `examples/`, with a real
//! Terraform and the real hashicorp/aws 3.39.0 against an AWS on loopback.
//!
//! Each is applied, planned again (empty), planned after a change that AWS's
//! ranges really went through (only what changed), applied, planned again
//! (empty) and destroyed. `tests/install.sh` brings what they need; where it
//! has not run they print so and pass, and fail with CI=true.

mod approval;
mod cloud;
mod coverage;
mod dns_firewall;
mod end_to_end;
pub mod example;
mod make_before_break;
mod minimum;
mod missed;
mod network_acl;
mod network_firewall;
mod prefix_list;
mod readme;
mod replay;
mod security_group;
mod sns_trigger;
