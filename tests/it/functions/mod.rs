//! Every function on the wire, as Terraform and as OpenTofu call it: a dynamic
//! value behind its type, an unknown one as an extension, null as nil or as
//! nothing. What a function computes is tested beside it; here it is how its
//! arguments arrive and how its result or refusal leaves.

pub(crate) mod arguments;
mod cidrs;
mod every;
mod hostile;
mod nulls_and_unknowns;
mod options;
mod rules;

use std::collections::BTreeMap;

use amazonconnect::plugin::proto::tfplugin6 as wire;
use serde_json::Value;

use crate::protocol::client::{Plugin, decode};

/// A function of the schema with good arguments.
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) schema: wire::Function,
    arguments: Vec<Value>,
}

impl Function {
    /// Whether the parameter at `index` takes any type; the options do.
    pub(crate) fn is_dynamic(&self, index: usize) -> bool {
        self.schema.parameters.get(index).is_none_or(|parameter| parameter.r#type == b"\"dynamic\"")
    }

    /// Where a parameter of this name stands.
    fn index_of(&self, name: &str) -> Option<usize> {
        self.schema.parameters.iter().position(|parameter| parameter.name == name)
    }

    /// These values as hosts send them to this function.
    fn encoded(&self, values: &[Value]) -> Vec<wire::DynamicValue> {
        let encode = |(index, value)| match self.is_dynamic(index) {
            true => arguments::dynamic(value),
            false => crate::protocol::client::encode(value),
        };
        values.iter().enumerate().map(encode).collect()
    }

    /// The good arguments as hosts send them.
    fn good(&self) -> Vec<wire::DynamicValue> {
        self.encoded(&self.arguments)
    }

    /// The good arguments with another one at `index`, which may be one more.
    pub(crate) fn with(&self, index: usize, argument: wire::DynamicValue) -> Vec<wire::DynamicValue> {
        let mut arguments = self.good();
        arguments.truncate(index);
        arguments.push(argument);
        arguments.extend(self.good().into_iter().skip(index + 1));
        arguments
    }

    /// The result for these values, decoded.
    #[track_caller]
    fn result(&self, answer: wire::call_function::Response) -> Value {
        assert_eq!(answer.error, None, "{}", self.name);
        decode(&answer.result.expect("a result or an error"))
    }
}

/// Every function that the schema lists, by name.
pub(crate) async fn functions(plugin: &Plugin) -> Vec<Function> {
    let response = plugin.provider().get_provider_schema(wire::get_provider_schema::Request {}).await.unwrap().into_inner();
    let sorted: BTreeMap<_, _> = response.functions.into_iter().collect();
    assert!(sorted.len() > 20, "the schema lists {} functions", sorted.len());
    let function = |(name, schema): (String, wire::Function)| {
        let arguments = schema.parameters.iter().map(|parameter| arguments::good(&parameter.name, &parameter.r#type)).collect();
        Function { name, schema, arguments }
    };
    sorted.into_iter().map(function).collect()
}

async fn call(plugin: &Plugin, name: &str, arguments: Vec<wire::DynamicValue>) -> wire::call_function::Response {
    plugin.provider().call_function(wire::call_function::Request { name: name.to_owned(), arguments }).await.unwrap().into_inner()
}

fn raw(msgpack: &[u8]) -> wire::DynamicValue {
    wire::DynamicValue { msgpack: msgpack.to_vec(), json: Vec::new() }
}
