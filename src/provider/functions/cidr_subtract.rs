//! `cidr_subtract`: the addresses of one list that another does not have.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::arguments::{WhollyKnown, cidrs_parameter, prefix_set, texts};
use crate::provider::{attributes::function, values::StringList};

/// The function.
pub struct CidrSubtract;

#[async_trait]
impl Function for CidrSubtract {
    type Input<'a> = (StringList, StringList);
    type Output<'a> = Value<Vec<String>>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Subtract CIDR prefixes",
            "Gives the fewest CIDR prefixes that cover exactly the addresses of `cidrs` that are not in `minus`, IPv4 before IPv6, in numeric order. The list is empty if `minus` covers all of `cidrs`.",
            vec![
                cidrs_parameter("cidrs", "The prefixes to subtract from."),
                cidrs_parameter("minus", "The prefixes to take away."),
            ],
            Type::List(Box::new(Type::String)),
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (first, second): (StringList, StringList)) -> Option<Value<Vec<String>>> {
        if !(first.is_wholly_known() && second.is_wholly_known()) {
            return Some(Value::Unknown);
        }
        let (first, second) = (prefix_set(diags, 0, "cidrs", &first), prefix_set(diags, 1, "minus", &second));
        Some(Value::Value(texts(&first?.subtract(&second?))))
    }
}
