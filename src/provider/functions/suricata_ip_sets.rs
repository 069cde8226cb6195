//! `suricata_ip_sets`: the IP sets that Suricata rules name.

use std::collections::BTreeMap;

use async_trait::async_trait;
use tf_provider::{Diagnostics, Function, schema::FunctionSchema, value::Value};

use super::{
    arguments::WhollyKnown,
    result_types::{map, strings},
    rule_arguments::{RuleList, rendered, rules_of, rules_parameter},
};
use crate::{provider::attributes::function, render::suricata_ip_sets};

/// The function.
pub struct SuricataIpSets;

#[async_trait]
impl Function for SuricataIpSets {
    type Input<'a> = (RuleList,);
    type Output<'a> = Value<BTreeMap<String, Vec<String>>>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render rules as IP sets of Suricata rules",
            "Gives the prefixes by the name of their IP set variable, for `rule_variables` of AWS Network Firewall, ready for a dynamic \
             `ip_sets` block. `suricata_rules` gives the rules over them.",
            vec![rules_parameter()],
            map(strings()),
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (rules,): (RuleList,)) -> Option<Value<BTreeMap<String, Vec<String>>>> {
        if !rules.is_wholly_known() {
            return Some(Value::Unknown);
        }
        let rules = rules_of(diags, &rules);
        rendered(diags, &["rules"], suricata_ip_sets(&rules?))
    }
}
