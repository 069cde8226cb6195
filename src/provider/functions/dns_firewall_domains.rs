//! `dns_firewall_domains`: a domain list of Route 53 DNS Firewall.

use async_trait::async_trait;
use tf_provider::{Diagnostics, Function, schema::FunctionSchema, value::Value};

use super::{
    arguments::WhollyKnown,
    result_types::{left_out, object, strings},
    rule_arguments::{DomainRuleList, domain_rules_of, domain_rules_parameter, rendered},
};
use crate::{
    provider::attributes::function,
    render::{DnsFirewallDomains, dns_firewall_domains},
};

/// The function.
pub struct DnsFirewallDomainsFunction;

#[async_trait]
impl Function for DnsFirewallDomainsFunction {
    type Input<'a> = (DomainRuleList,);
    type Output<'a> = Value<DnsFirewallDomains>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render domain rules for a list of Route 53 DNS Firewall",
            "Gives `domains` of an `aws_route53_resolver_firewall_domain_list`, at most 1,000, each with a final dot as the service keeps \
             them. Names of UDP rules are in it, since they must be resolved. Wildcards within a label are in `left_out`.",
            vec![domain_rules_parameter()],
            object([("domains", strings()), ("left_out", left_out())]),
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (domain_rules,): (DomainRuleList,)) -> Option<Value<DnsFirewallDomains>> {
        if !domain_rules.is_wholly_known() {
            return Some(Value::Unknown);
        }
        let rules = domain_rules_of(diags, &domain_rules);
        rendered(diags, &["domain_rules"], dns_firewall_domains(&rules?))
    }
}
