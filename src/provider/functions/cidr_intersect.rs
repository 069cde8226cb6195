//! `cidr_intersect`: the addresses that two lists share.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::arguments::{WhollyKnown, cidrs_parameter, prefix_set, texts};
use crate::provider::{attributes::function, values::StringList};

/// The function.
pub struct CidrIntersect;

#[async_trait]
impl Function for CidrIntersect {
    type Input<'a> = (StringList, StringList);
    type Output<'a> = Value<Vec<String>>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Intersect CIDR prefixes",
            "Gives the fewest CIDR prefixes that cover exactly the addresses that both lists have, IPv4 before IPv6, in numeric order. The list is empty if they share none.",
            vec![cidrs_parameter("a", "One list of prefixes."), cidrs_parameter("b", "The other list of prefixes.")],
            Type::List(Box::new(Type::String)),
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (first, second): (StringList, StringList)) -> Option<Value<Vec<String>>> {
        if !(first.is_wholly_known() && second.is_wholly_known()) {
            return Some(Value::Unknown);
        }
        let (first, second) = (prefix_set(diags, 0, "a", &first), prefix_set(diags, 1, "b", &second));
        Some(Value::Value(texts(&first?.intersect(&second?))))
    }
}
