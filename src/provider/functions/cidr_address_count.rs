//! `cidr_address_count`: how many addresses a list covers.

use async_trait::async_trait;
use tf_provider::{
    Diagnostics, Function,
    schema::{FunctionSchema, Type},
    value::Value,
};

use super::arguments::{WhollyKnown, cidrs_parameter, prefix_set};
use crate::provider::{
    attributes::function,
    values::{Number, StringList},
};

/// The function.
pub struct CidrAddressCount;

#[async_trait]
impl Function for CidrAddressCount {
    type Input<'a> = (StringList,);
    type Output<'a> = Value<Number>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(function(
            "Count the addresses of CIDR prefixes",
            "Gives how many distinct addresses the prefixes cover, exactly: addresses in several of them count once. The number can exceed \
             2^64; Terraform keeps it exact.",
            vec![cidrs_parameter("cidrs", "IPv4 and IPv6 prefixes in CIDR notation, without host bits.")],
            Type::Number,
        ))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, (cidrs,): (StringList,)) -> Option<Value<Number>> {
        if !cidrs.is_wholly_known() {
            return Some(Value::Unknown);
        }
        Some(Value::Value(Number::decimal(prefix_set(diags, 0, "cidrs", &cidrs)?.address_count().to_string())))
    }
}
