//! `render_text`: rules as text.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::{
    arguments::{WhollyKnown, argument_error},
    rule_arguments::{RuleList, rendered, rules_of, rules_parameter},
};
use crate::{
    provider::attributes::{function, parameter},
    render::render_text,
};

/// The function.
pub struct RenderText;

#[async_trait]
impl Function for RenderText {
    type Input<'a> = (RuleList, Value<String>);
    type Output<'a> = Value<String>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Render rules as text for other firewalls",
            "Gives the rules as text that ends in a newline and is the same for the same rules: `plain` (one prefix a line, for external \
             dynamic lists; `plain_ipv4` and `plain_ipv6` for one address family), `nftables`, `cisco_ios`, `junos`, `fortios` or \
             `pan_os`.",
            vec![
                rules_parameter(),
                parameter(
                    "format",
                    Type::String,
                    "`cisco_ios`, `fortios`, `junos`, `nftables`, `pan_os`, `plain`, `plain_ipv4` or `plain_ipv6`.",
                ),
            ],
            Type::String,
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (rules, format): (RuleList, Value<String>)) -> Option<Value<String>> {
        if !(rules.is_wholly_known() && format.is_wholly_known()) {
            return Some(Value::Unknown);
        }
        let rules = rules_of(diags, &rules);
        let Some(format) = format.as_deref_option() else {
            argument_error(diags, 1, "format is null: expected the name of a text format");
            return None;
        };
        rendered(diags, &["rules", "format"], render_text(&rules?, format))
    }
}
