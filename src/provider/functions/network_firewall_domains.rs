//! `network_firewall_domains`: a domain list of AWS Network Firewall.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::WhollyKnown,
    result_types::{left_out, object, strings},
    rule_arguments::{DomainRuleList, domain_rules_of, domain_rules_parameter, rendered},
};
use crate::{
    provider::attributes::function,
    render::{NetworkFirewallDomains, network_firewall_domains},
};

/// The function.
pub struct NetworkFirewallDomainsFunction;

#[async_trait]
impl Function for NetworkFirewallDomainsFunction {
    type Input<'a> = (DomainRuleList,);
    type Output<'a> = Value<NetworkFirewallDomains>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render domain rules for a domain list of AWS Network Firewall",
            "Gives the arguments of `rules_source_list` of an `aws_networkfirewall_rule_group` and the `capacity` they use. A target with \
             a leading dot matches the name itself as well. What a list cannot express, UDP and wildcards within a label, is in `left_out` \
             with the reason.",
            vec![domain_rules_parameter()],
            object([
                ("generated_rules_type", Type::String),
                ("target_types", strings()),
                ("targets", strings()),
                ("capacity", Type::Number),
                ("left_out", left_out()),
            ]),
        ))
    }

    async fn call<'a>(
        &self,
        diags: &mut Diagnostics,
        (domain_rules,): (DomainRuleList,),
    ) -> Option<Value<NetworkFirewallDomains>> {
        if !domain_rules.is_wholly_known() {
            return Some(Value::Unknown);
        }
        let rules = domain_rules_of(diags, &domain_rules);
        rendered(diags, &["domain_rules"], network_firewall_domains(&rules?))
    }
}
