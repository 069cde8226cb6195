//! `squid_acls`: access control elements of Squid.

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
    render::{SquidAcls, squid_acls},
};

/// The function.
pub struct SquidAclsFunction;

#[async_trait]
impl Function for SquidAclsFunction {
    type Input<'a> = (DomainRuleList,);
    type Output<'a> = Value<SquidAcls>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render domain rules for Squid",
            "Gives `text`, lines for `squid.conf` that define the element `amazonconnect`: true for a CONNECT to a domain and port that \
             the rules name. Say who may use it: `http_access allow localnet amazonconnect`. UDP rules are in `left_out`.",
            vec![domain_rules_parameter()],
            object([("text", Type::String), ("left_out", left_out())]),
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (domain_rules,): (DomainRuleList,)) -> Option<Value<SquidAcls>> {
        if !domain_rules.is_wholly_known() {
            return Some(Value::Unknown);
        }
        let rules = domain_rules_of(diags, &domain_rules);
        rendered(diags, &["domain_rules"], squid_acls(&rules?))
    }
}
