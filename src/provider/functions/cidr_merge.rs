//! `cidr_merge`: the fewest prefixes for the same addresses.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::arguments::{WhollyKnown, cidrs_parameter, prefix_set, texts};
use crate::provider::{attributes::function, values::StringList};

/// The function.
pub struct CidrMerge;

#[async_trait]
impl Function for CidrMerge {
    type Input<'a> = (StringList,);
    type Output<'a> = Value<Vec<String>>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Merge CIDR prefixes exactly",
            "Gives the fewest CIDR prefixes that cover exactly the same addresses, IPv4 before IPv6, in numeric order: prefixes inside \
             others are dropped and adjacent ones joined. Not one address is added; for a shorter list that covers more, see `cidr_cover`.",
            vec![cidrs_parameter("cidrs", "IPv4 and IPv6 prefixes in CIDR notation, without host bits.")],
            Type::List(Box::new(Type::String)),
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (cidrs,): (StringList,)) -> Option<Value<Vec<String>>> {
        if !cidrs.is_wholly_known() {
            return Some(Value::Unknown);
        }
        Some(Value::Value(texts(&prefix_set(diags, 0, "cidrs", &cidrs)?)))
    }
}
