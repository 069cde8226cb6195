//! `pan_os_urls`: entries of a URL category of PAN-OS.

use async_trait::async_trait;
use tf_provider::{Diagnostics, Function, schema::FunctionSchema, value::Value};

use super::{
    arguments::WhollyKnown,
    result_types::{left_out, object, strings},
    rule_arguments::{DomainRuleList, domain_rules_of, domain_rules_parameter, rendered},
};
use crate::{
    provider::attributes::function,
    render::{PanOsUrls, pan_os_urls},
};

/// The function.
pub struct PanOsUrlsFunction;

#[async_trait]
impl Function for PanOsUrlsFunction {
    type Input<'a> = (DomainRuleList,);
    type Output<'a> = Value<PanOsUrls>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render domain rules for a URL category of PAN-OS",
            "Gives `list`, the entries of a custom URL category or of an external dynamic list of URLs, each with the trailing slash that \
             keeps longer names out. UDP and wildcards within a label are in `left_out`.",
            vec![domain_rules_parameter()],
            object([("list", strings()), ("left_out", left_out())]),
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (domain_rules,): (DomainRuleList,)) -> Option<Value<PanOsUrls>> {
        if !domain_rules.is_wholly_known() {
            return Some(Value::Unknown);
        }
        let rules = domain_rules_of(diags, &domain_rules);
        rendered(diags, &["domain_rules"], pan_os_urls(&rules?))
    }
}
