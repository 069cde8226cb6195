//! `suricata_domains`: Suricata rules for domains.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::WhollyKnown,
    result_types::{left_out, object},
    rule_arguments::{DomainRuleList, domain_rules_of, domain_rules_parameter, rendered},
};
use crate::{
    provider::attributes::function,
    render::{SuricataDomains, suricata_domains},
};

/// The function.
pub struct SuricataDomainsFunction;

#[async_trait]
impl Function for SuricataDomainsFunction {
    type Input<'a> = (DomainRuleList,);
    type Output<'a> = Value<SuricataDomains>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render domain rules as Suricata rules",
            "Gives `rules_string`, pass rules for DNS queries and TLS server names that match exactly what AWS names, wildcards within a \
             label included, and the `capacity` they use. UDP rules are in `left_out`: their names may be resolved, their packets need the \
             rules of `amazonconnect_network_rules`. `$HOME_NET` must be the agents' network.",
            vec![domain_rules_parameter()],
            object([("rules_string", Type::String), ("capacity", Type::Number), ("left_out", left_out())]),
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (domain_rules,): (DomainRuleList,)) -> Option<Value<SuricataDomains>> {
        if !domain_rules.is_wholly_known() {
            return Some(Value::Unknown);
        }
        let rules = domain_rules_of(diags, &domain_rules);
        rendered(diags, &["domain_rules"], suricata_domains(&rules?))
    }
}
