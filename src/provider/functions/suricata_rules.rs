//! `suricata_rules`: Suricata rules over IP sets.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::WhollyKnown,
    rule_arguments::{RuleList, rendered, rules_of, rules_parameter},
};
use crate::{provider::attributes::function, render::suricata_rules};

/// The function.
pub struct SuricataRules;

#[async_trait]
impl Function for SuricataRules {
    type Input<'a> = (RuleList,);
    type Output<'a> = Value<String>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render rules as Suricata rules over IP sets",
            "Gives pass rules for `rules_string` of AWS Network Firewall. Prefixes are in the IP set variables of `suricata_ip_sets`, so \
             the text stays as it is when prefixes change. `$HOME_NET` must be the agents' network. Each rule fits 8,192 characters with \
             its variables' values, 1,024 of them for `$HOME_NET`. The capacity that the rules use is the number of IP sets.",
            vec![rules_parameter()],
            Type::String,
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (rules,): (RuleList,)) -> Option<Value<String>> {
        if !rules.is_wholly_known() {
            return Some(Value::Unknown);
        }
        let rules = rules_of(diags, &rules);
        rendered(diags, &["rules"], suricata_rules(&rules?))
    }
}
