//! Route 53 Resolver DNS Firewall: `domains` of
//! `aws_route53_resolver_firewall_domain_list`.
//!
//! In: domain rules. Out: names and `*.names`, and the rules that no list
//! expresses. `*.x` does not match `x`, as in AWS's pages. DNS knows neither
//! ports nor protocols, so names of UDP rules are in the list as well: the
//! softphone must resolve them.
//!
//! Every name ends with the root's dot. The service keeps and answers names so
//! whatever it was given, and hashicorp/aws compares them as text: without the
//! dot each later plan wants to change the list (hashicorp/terraform-provider-aws
//! issue 23543; seen with 3.39.0 and 5.100.0).
//!
//! AWS's names are aliases of others, such as of load balancers and of
//! CloudFront. Unless a rule says `TRUST_REDIRECTION_DOMAIN`, every name of such
//! a chain must be on its list, which no page of AWS's tells: agents resolve
//! nothing
//! (<https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateFirewallRule.html>,
//! read 2026-11-24; seen in cds-snc/terraform-modules issue 838).
//!
//! Limits: 1,000 domains in one request of `UpdateFirewallDomains`, which is
//! what the AWS provider sends. From
//! <https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_UpdateFirewallDomains.html>,
//! read 2026-11-22.

use super::{
    LeftOut, RenderError,
    domain_parameter::domain_rules,
    domain_pattern::{DomainPattern, domain_patterns},
    error::RenderErrorKind,
    left_out::{self, something_left},
};
use crate::{
    declaration::{Declare, Function, Record},
    rules::DomainRuleSet,
};
use serde::Serialize;
use std::collections::BTreeSet;

const TARGET: &str = "DNS Firewall domain list";

/// Domains in one request.
pub const MAX_DOMAINS_PER_REQUEST: usize = 1_000;

/// One domain list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct DnsFirewallDomains {
    /// Names and `*.names`, each with the root's dot, in alphabetical order.
    pub domains: Vec<String>,
    /// The rules that a list cannot express.
    pub left_out: Vec<LeftOut>,
}

pub(super) fn functions() -> Vec<Function> {
    vec![
        Declare {
            name: "dns_firewall_domains",
            summary: "Render domain rules for a list of Route 53 DNS Firewall",
            description: "Gives `domains` of an `aws_route53_resolver_firewall_domain_list`, at most 1,000, each with a final dot as the service \
                      keeps them. Names of UDP rules are in it, since they must be resolved. Wildcards within a label are in `left_out`. The names are \
                      aliases (CNAME) of others that no list holds, and by default DNS Firewall checks every name of such a chain: the rule that \
                      allows the list needs `firewall_domain_redirection_action = \"TRUST_REDIRECTION_DOMAIN\"`. It restricts nothing until a \
                      later rule blocks all else; `examples/aws-dns-firewall` has both.",
        }
        .function((domain_rules(),), |(rules,)| dns_firewall_domains(&rules)),
    ]
}

/// A domain list of all rules.
///
/// # Errors
/// `Domain`, `NothingLeft`, and `Limit` above 1,000
/// domains.
pub fn dns_firewall_domains(rules: &DomainRuleSet) -> Result<DnsFirewallDomains, RenderError> {
    let (mut domains, mut left_out) = (BTreeSet::new(), Vec::new());
    for (rule, pattern) in domain_patterns(TARGET, rules)? {
        match pattern {
            DomainPattern::Exact(_) | DomainPattern::Subdomains(_) => {
                domains.insert(format!("{}.", rule.domain));
            }
            DomainPattern::PartialLabel { .. } => left_out.push(LeftOut::new(rule, left_out::PARTIAL_LABEL)),
        }
    }
    something_left(TARGET, domains.len(), &left_out)?;
    if domains.len() > MAX_DOMAINS_PER_REQUEST {
        return Err(RenderErrorKind::Limit {
            what: "domains".to_owned(),
            limit: MAX_DOMAINS_PER_REQUEST,
            found: domains.len(),
            remedy: "set exact_hosts to false in amazonconnect_domain_rules, or render each Region's rules to a list of its own",
        }
        .of(TARGET));
    }
    Ok(DnsFirewallDomains { domains: domains.into_iter().collect(), left_out })
}
