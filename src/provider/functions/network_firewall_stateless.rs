//! `network_firewall_stateless`: stateless rules of AWS Network Firewall.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::{WhollyKnown, cidrs_parameter, prefixes},
    result_types::{list, object, strings},
    rule_arguments::{RuleList, integer, rendered, rules_of, rules_parameter},
};
use crate::{
    provider::{
        attributes::{function, parameter},
        values::{Number, StringList},
    },
    render::{StatelessRuleGroup, network_firewall_stateless},
};

/// The function.
pub struct NetworkFirewallStateless;

#[async_trait]
impl Function for NetworkFirewallStateless {
    type Input<'a> = (RuleList, StringList, Value<Number>);
    type Output<'a> = Value<StatelessRuleGroup>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render rules for a stateless rule group of AWS Network Firewall",
            "Gives the `stateless_rule` blocks of an `aws_networkfirewall_rule_group` and the exact `capacity` they use, at most 30,000. \
             IPv4 and IPv6 have rules of their own. The rules must have both directions: set `firewall = \"stateless\"` in the data \
             source. Leave room in the group's capacity, which cannot change later.",
            vec![
                rules_parameter(),
                cidrs_parameter(
                    "home_net",
                    "The prefixes of the agents' network: the source of egress, the destination of return traffic.",
                ),
                parameter("first_priority", Type::Number, "The lowest priority to use, from 1 to 65535."),
            ],
            object([
                ("capacity", Type::Number),
                (
                    "rules",
                    list(object([
                        ("priority", Type::Number),
                        ("actions", strings()),
                        ("protocols", list(Type::Number)),
                        ("sources", strings()),
                        ("source_ports", ports()),
                        ("destinations", strings()),
                        ("destination_ports", ports()),
                    ])),
                ),
            ]),
        ))
    }

    async fn call<'a>(
        &self,
        diags: &mut Diagnostics,
        (rules, home_net, first_priority): (RuleList, StringList, Value<Number>),
    ) -> Option<Value<StatelessRuleGroup>> {
        if !(rules.is_wholly_known() && home_net.is_wholly_known() && first_priority.is_wholly_known()) {
            return Some(Value::Unknown);
        }
        let rules = rules_of(diags, &rules);
        let home_net = prefixes(diags, 1, "home_net", &home_net);
        let first_priority = integer(diags, 2, "first_priority", &first_priority);
        rendered(
            diags,
            &["rules", "home_net", "first_priority"],
            network_firewall_stateless(&rules?, &home_net?, first_priority?),
        )
    }
}

fn ports() -> Type {
    list(object([("from_port", Type::Number), ("to_port", Type::Number)]))
}
