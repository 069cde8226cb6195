//! A declared function as tf-provider's. What is unknown and what is null is
//! decided here, once: an unknown part of any argument makes the result
//! unknown, and null is refused where a parameter does not take it.

use async_trait::async_trait;
use erased_serde::Serialize as ErasedSerialize;
use serde::{Serialize, Serializer};
use tf_provider::{AttributePath, Diagnostics, schema::FunctionSchema, value};

use super::{diagnostics::Report as _, shapes::signature};
use crate::declaration::{Function, Refusal, Shape, Value};

/// A function of the core, served.
pub struct DeclaredFunction(pub Function);

/// A result of any type.
pub struct Outcome(Box<dyn ErasedSerialize + Send>);

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        erased_serde::serialize(&*self.0, serializer)
    }
}

impl DeclaredFunction {
    /// The value of an argument; a dynamic one comes behind its type.
    fn plain(&self, index: usize, value: Value) -> Value {
        let is_dynamic = self.0.parameters.get(index).is_none_or(|parameter| parameter.shape == Shape::Dynamic);
        match value {
            Value::List(mut typed) if is_dynamic && matches!(typed.as_slice(), [Value::Text(_), _]) => {
                typed.pop().unwrap_or_default()
            }
            plain => plain,
        }
    }
}

#[async_trait]
impl tf_provider::Function for DeclaredFunction {
    type Input<'a> = Vec<Value>;
    type Output<'a> = value::Value<Outcome>;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Some(signature(&self.0))
    }

    async fn call<'a>(&self, diags: &mut Diagnostics, arguments: Vec<Value>) -> Option<value::Value<Outcome>> {
        if !arguments.iter().all(Value::is_wholly_known) {
            return Some(value::Value::Unknown);
        }
        let plain: Vec<Value> = arguments.into_iter().enumerate().map(|(index, value)| self.plain(index, value)).collect();
        match self.0.call(&plain) {
            Ok(result) => Some(value::Value::Value(Outcome(result))),
            Err(Refusal { argument, text }) => {
                let index = argument.and_then(|index| i64::try_from(index).ok());
                diags.report_error(index.map_or_else(AttributePath::root, AttributePath::function_argument), text, "");
                None
            }
        }
    }
}
