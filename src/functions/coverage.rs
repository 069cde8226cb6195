//! `coverage`: whether what is deployed covers what is required.
//!
//! In: the required rules, what a filter has in place in the shape that users
//! have it in, and prefixes that are left out on purpose. Out: what is missing,
//! what is open beyond, what could not be looked into, and the same in a
//! sentence.

use crate::{
    declaration::{Arguments, Declare, Function, Record, Refuse, options, parameter},
    model::{AddressCount, PrefixSet, joined},
    rules::{
        RuleSet, SlottedRuleRecord,
        coverage::{Deployed, TooManyPieces, compare},
        records,
    },
};
use serde::Serialize;

/// The optional arguments.
#[derive(Arguments)]
struct CoverageOptions {
    /// Prefixes that are left out on purpose: what lies in them is `excepted` and not `missing`.
    #[argument(default = PrefixSet::default())]
    exceptions: PrefixSet,
}

/// What the comparison found.
#[derive(Debug, Serialize, Record)]
struct CoverageRecord {
    /// Whether nothing is missing.
    covered: bool,
    /// What is required and not let through.
    missing: Vec<SlottedRuleRecord>,
    /// What is let through and not required.
    excess: Vec<SlottedRuleRecord>,
    /// What is required, not let through, and left out on purpose.
    excepted: Vec<SlottedRuleRecord>,
    /// What could not be looked into, each with its place and the reason.
    unresolved: Vec<String>,
    /// All of it in a few sentences.
    summary: String,
}

pub(super) fn function() -> Function {
    Declare {
        name: "coverage",
        summary: "Compare what is deployed with what is required",
        description: "Compares by address and port, not row by row: a broader prefix or a wider range of ports covers what lies in it. \
                      `deployed` may be\n\n\
                      - rules;\n\
                      - an object with the `egress` and `ingress` blocks of an `aws_security_group` or an `aws_network_acl`, such as the \
                      resource itself (the data source `aws_security_group` has no blocks);\n\
                      - a list or map of several such groups, as one network interface has them: their rules are taken together;\n\
                      - a list or map of `aws_vpc_security_group_rule`, `aws_security_group_rule` or `aws_network_acl_rule` objects;\n\
                      - the `lists` of `prefix_list_entries`, or objects with `direction`, `ip_protocol`, `from_port`, `to_port` and the \
                      `entries` of an `aws_ec2_managed_prefix_list`.\n\n\
                      Entries of a network ACL are taken in the order of their numbers, denies among them. A security group knows \
                      sessions, so replies are not asked of it. What names a prefix list or a security group instead of prefixes, and \
                      every protocol but tcp and udp, is told in `unresolved`: it neither covers anything nor counts as open. `excess` is \
                      what is open beyond the required rules for tcp and udp; a network ACL cannot tell replies from requests, so either \
                      is a reason there. An empty `deployed` lets nothing through.",
    }
    .function(
        (
            parameter::<RuleSet>("required", "The rules that must be let through, as every function of rules takes them."),
            parameter::<Deployed>(
                "deployed",
                "What is in place: of one filter, or of the security groups of one interface. A packet must pass a network ACL besides.",
            ),
            options::<CoverageOptions>(),
        ),
        covered,
    )
}

fn covered((required, deployed, given): (RuleSet, Deployed, CoverageOptions)) -> Result<CoverageRecord, TooManyPieces> {
    let coverage = compare(&required, &deployed, &given.exceptions)?;
    let covered = coverage.missing.is_empty();
    let asked = if deployed.knows_sessions() { required.requests().len() } else { required.len() };
    let mut sentences = vec![match (covered, coverage.excepted.is_empty()) {
        (true, true) if asked == 0 => "Nothing is required.".to_owned(),
        (true, true) => format!("Covered: all {asked} required prefixes are let through."),
        (true, false) => format!("Covered, exceptions aside: {asked} prefixes are required."),
        (false, _) => format!("Missing: {}.", spaces(&coverage.missing)),
    }];
    for (what, set) in [("Left out on purpose", &coverage.excepted), ("Open beyond what is required", &coverage.excess)] {
        if !set.is_empty() {
            sentences.push(format!("{what}: {}.", spaces(set)));
        }
    }
    if !deployed.unresolved().is_empty() {
        sentences.push(format!("Not looked into: {}.", deployed.unresolved().len()));
    }
    let [missing, excess, excepted] = [&coverage.missing, &coverage.excess, &coverage.excepted].map(|set| records(&set.rules()));
    let unresolved = deployed.unresolved().to_vec();
    Ok(CoverageRecord { covered, missing, excess, excepted, unresolved, summary: sentences.join(" ") })
}

impl Refuse for TooManyPieces {
    fn argument(&self) -> Option<&str> {
        Some("deployed")
    }
}

/// How many addresses of each permission, such as `egress udp/3478 ipv4 (8192 addresses)`.
fn spaces(set: &RuleSet) -> String {
    let space = |(permission, _)| {
        let addresses: AddressCount = set.prefixes(&permission).address_count();
        format!("{permission} ({addresses} addresses)")
    };
    joined(set.permissions().map(space), ", ")
}

#[cfg(test)]
mod tests {
    use crate::functions::tests::{assert_refused, call};
    use serde_json::{Value, json};

    fn required() -> Value {
        json!([
            { "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidrs": ["15.193.0.0/19", "2600::/32"] },
            { "direction": "egress", "ip_protocol": "udp", "from_port": 3478, "to_port": 3478, "cidrs": ["15.193.0.0/19"] },
        ])
    }

    #[test]
    fn a_security_group_that_lacks_half_a_prefix_is_told_so() {
        let block = |protocol: &str, port: u16, cidrs: &[&str]| {
            json!({ "from_port": port, "to_port": port, "protocol": protocol,
            "cidr_blocks": cidrs, "ipv6_cidr_blocks": [], "prefix_list_ids": [], "security_groups": [], "self": false,
            "description": "" })
        };
        let mut six = block("tcp", 443, &[]);
        six["ipv6_cidr_blocks"] = json!(["2600::/31"]);
        let group = json!({ "id": "sg-1", "egress": [block("tcp", 443, &["15.192.0.0/10"]), six, block("udp", 3478, &["15.193.0.0/20"])],
            "ingress": [block("tcp", 22, &["203.0.113.0/24"])] });
        let found = call("coverage", json!([required(), group])).unwrap();
        insta::assert_snapshot!(found["summary"].as_str().unwrap(), @"Missing: egress udp/3478 ipv4 (4096 addresses). Open beyond what is required: egress tcp/443 ipv4 (4186112 addresses), egress tcp/443 ipv6 (79228162514264337593543950336 addresses), ingress tcp/22 ipv4 (256 addresses).");
        assert_eq!(found["missing"][0]["cidrs"], json!(["15.193.16.0/20"]));
        assert_eq!((&found["covered"], found["missing"].as_array().unwrap().len()), (&json!(false), 1));
        let excepted = call("coverage", json!([required(), group, { "exceptions": ["15.193.16.0/20"] }])).unwrap();
        assert_eq!((&excepted["covered"], &excepted["missing"]), (&json!(true), &json!([])));
        assert_eq!(excepted["excepted"][0]["cidrs"], json!(["15.193.16.0/20"]));
    }

    #[test]
    fn what_is_refused_names_its_place() {
        assert_refused(
            "coverage",
            json!([required(), "sg-1"]),
            1,
            "deployed is \"sg-1\": expected rules, an object with the egress",
        );
        assert_refused("coverage", json!([required(), [], { "exceptions": ["10.0.0.1/8"] }]), 2, "has host bits set");
    }

    #[test]
    fn nothing_deployed_covers_nothing_and_nothing_required_is_covered() {
        let found = call("coverage", json!([required(), []])).unwrap();
        assert_eq!((&found["covered"], found["missing"].as_array().unwrap().len()), (&json!(false), 3));
        let found = call("coverage", json!([[], []])).unwrap();
        assert_eq!((&found["covered"], &found["excess"]), (&json!(true), &json!([])));
    }
}
