//! `network_acl_blocks`: blocks of `aws_network_acl`.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::WhollyKnown,
    result_types::{list, object},
    rule_arguments::{direction_of, direction_parameter, integer, rendered},
    rules_or_entries::{RulesOrEntries, rules_or_entries_parameter},
};
use crate::{
    provider::{
        attributes::{function, parameter},
        values::Number,
    },
    render::{NetworkAclBlock, network_acl_blocks},
};

/// The function.
pub struct NetworkAclBlocks;

#[async_trait]
impl Function for NetworkAclBlocks {
    type Input<'a> = (RulesOrEntries, Value<String>, Value<Number>);
    type Output<'a> = Value<Vec<NetworkAclBlock>>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render rules for egress or ingress of aws_network_acl",
            "Gives the rules of one direction as objects with all nine attributes, so that `egress = …` or `ingress = …` of \
             `aws_network_acl` is one line. Numbers are those of `network_acl_entries`. The result is empty if no rule has this direction. \
             A network ACL is stateless: set `firewall = \"stateless\"` in the data source for the return rules.",
            vec![
                rules_or_entries_parameter(),
                direction_parameter(),
                parameter(
                    "first_rule_number",
                    Type::Number,
                    "The lowest rule number to use, from 1 to 32766. Leave the numbers below it to rules of your own.",
                ),
            ],
            list(object([
                ("rule_no", Type::Number),
                ("action", Type::String),
                ("protocol", Type::String),
                ("from_port", Type::Number),
                ("to_port", Type::Number),
                ("cidr_block", Type::String),
                ("ipv6_cidr_block", Type::String),
                ("icmp_type", Type::Number),
                ("icmp_code", Type::Number),
            ])),
        ))
    }

    async fn call<'a>(
        &self,
        diags: &mut Diagnostics,
        (rules_or_entries, direction, first_rule_number): (RulesOrEntries, Value<String>, Value<Number>),
    ) -> Option<Value<Vec<NetworkAclBlock>>> {
        if !(rules_or_entries.is_wholly_known() && direction.is_wholly_known() && first_rule_number.is_wholly_known()) {
            return Some(Value::Unknown);
        }
        let entries = rules_or_entries.entries(diags);
        let direction = direction_of(diags, 1, &direction);
        let first_rule_number = integer(diags, 2, "first_rule_number", &first_rule_number);
        rendered(
            diags,
            &["rules_or_entries", "direction", "first_rule_number"],
            network_acl_blocks(&entries?, direction?, first_rule_number?),
        )
    }
}
