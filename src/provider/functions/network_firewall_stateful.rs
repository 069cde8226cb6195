//! `network_firewall_stateful`: 5-tuple rules of AWS Network Firewall.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::{WhollyKnown, cidrs_parameter, prefixes},
    result_types::{list, object, strings},
    rule_arguments::{RuleList, rendered, rules_of, rules_parameter},
};
use crate::{
    provider::{attributes::function, values::StringList},
    render::{StatefulRuleGroup, network_firewall_stateful},
};

/// The function.
pub struct NetworkFirewallStateful;

#[async_trait]
impl Function for NetworkFirewallStateful {
    type Input<'a> = (RuleList, StringList);
    type Output<'a> = Value<StatefulRuleGroup>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render rules for a stateful rule group of AWS Network Firewall",
            "Gives the `stateful_rule` blocks of an `aws_networkfirewall_rule_group`, one for each pair of prefix and prefix of \
             `home_net`, and the `capacity` they use, at most 30,000. The `sid` of a rule is made of its content. For fewer rules and \
             smaller plans, see `suricata_rules`.",
            vec![
                rules_parameter(),
                cidrs_parameter(
                    "home_net",
                    "The prefixes of the agents' network: the source of egress, the destination of return traffic.",
                ),
            ],
            object([
                ("capacity", Type::Number),
                (
                    "rules",
                    list(object([
                        ("action", Type::String),
                        (
                            "header",
                            object([
                                ("protocol", Type::String),
                                ("source", Type::String),
                                ("source_port", Type::String),
                                ("direction", Type::String),
                                ("destination", Type::String),
                                ("destination_port", Type::String),
                            ]),
                        ),
                        ("rule_option", list(object([("keyword", Type::String), ("settings", strings())]))),
                    ])),
                ),
            ]),
        ))
    }

    async fn call<'a>(
        &self,
        diags: &mut Diagnostics,
        (rules, home_net): (RuleList, StringList),
    ) -> Option<Value<StatefulRuleGroup>> {
        if !(rules.is_wholly_known() && home_net.is_wholly_known()) {
            return Some(Value::Unknown);
        }
        let rules = rules_of(diags, &rules);
        let home_net = prefixes(diags, 1, "home_net", &home_net);
        rendered(diags, &["rules", "home_net"], network_firewall_stateful(&rules?, &home_net?))
    }
}
