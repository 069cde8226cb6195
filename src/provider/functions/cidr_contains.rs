//! `cidr_contains`: whether one list covers another.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::{Value, ValueBool},
};

use super::arguments::{WhollyKnown, cidrs_parameter, prefix_set};
use crate::provider::{attributes::function, values::StringList};

/// The function.
pub struct CidrContains;

#[async_trait]
impl Function for CidrContains {
    type Input<'a> = (StringList, StringList);
    type Output<'a> = ValueBool;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Test whether CIDR prefixes cover others",
            "Gives `true` if every address of `inner` is in `outer`, however either is cut into prefixes. An empty `inner` is covered by \
             anything.",
            vec![
                cidrs_parameter("outer", "The prefixes that should cover the others."),
                cidrs_parameter("inner", "The prefixes that should be covered."),
            ],
            Type::Bool,
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (outer, inner): (StringList, StringList)) -> Option<ValueBool> {
        if !(outer.is_wholly_known() && inner.is_wholly_known()) {
            return Some(Value::Unknown);
        }
        let (outer, inner) = (prefix_set(diags, 0, "outer", &outer), prefix_set(diags, 1, "inner", &inner));
        Some(Value::Value(outer?.contains_set(&inner?)))
    }
}
