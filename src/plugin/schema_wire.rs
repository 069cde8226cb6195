//! Schemas and signatures: plain types in → wire types out. Every description is
//! Markdown. An attribute gets a type or a nested type, never both.

use std::collections::BTreeMap;

use super::{
    proto::tfplugin6::{self as wire, StringKind, function, schema},
    schema::{Attribute, AttributeKind, Block, Function, FunctionParameter, NestedAttributes, Nesting, ProviderSchema, Schema},
};

/// What this server can do beyond the protocol's minimum.
pub(super) fn server_capabilities() -> wire::ServerCapabilities {
    wire::ServerCapabilities {
        plan_destroy: true,
        get_provider_schema_optional: true,
        move_resource_state: false,
        generate_resource_config: false,
    }
}

/// The whole answer to `GetProviderSchema`. No `provider_meta` is offered.
pub(super) fn provider_schema_to_wire(schema: ProviderSchema) -> wire::get_provider_schema::Response {
    let ProviderSchema { provider, data_sources, resources, functions } = schema;
    wire::get_provider_schema::Response {
        provider: Some(schema_to_wire(provider)),
        resource_schemas: by_name(resources, schema_to_wire),
        data_source_schemas: by_name(data_sources, schema_to_wire),
        functions: functions_to_wire(functions),
        server_capabilities: Some(server_capabilities()),
        ..Default::default()
    }
}

pub(super) fn functions_to_wire(functions: Vec<(String, Function)>) -> BTreeMap<String, wire::Function> {
    by_name(functions, function_to_wire)
}

fn by_name<T, W>(items: Vec<(String, T)>, to_wire: impl Fn(T) -> W) -> BTreeMap<String, W> {
    items.into_iter().map(|(name, item)| (name, to_wire(item))).collect()
}

fn schema_to_wire(schema: Schema) -> wire::Schema {
    let Schema { version, block } = schema;
    let Block { attributes, description, deprecated } = block;
    let block = schema::Block {
        attributes: attributes_to_wire(attributes),
        description,
        description_kind: StringKind::Markdown.into(),
        deprecated,
        ..Default::default()
    };
    wire::Schema { version, block: Some(block) }
}

fn attributes_to_wire(attributes: Vec<Attribute>) -> Vec<schema::Attribute> {
    attributes.into_iter().map(attribute_to_wire).collect()
}

fn attribute_to_wire(attribute: Attribute) -> schema::Attribute {
    let Attribute { name, kind, description, required, optional, computed, sensitive, deprecated } = attribute;
    let (r#type, nested_type) = match kind {
        AttributeKind::Type(json) => (json.into_bytes(), None),
        AttributeKind::Nested(nested) => (Vec::new(), Some(nested_to_wire(nested))),
    };
    schema::Attribute {
        name,
        r#type,
        nested_type,
        description,
        description_kind: StringKind::Markdown.into(),
        required,
        optional,
        computed,
        sensitive,
        deprecated,
        write_only: false,
    }
}

fn nested_to_wire(nested: NestedAttributes) -> schema::Object {
    use schema::object::NestingMode;

    let NestedAttributes { nesting, attributes } = nested;
    let nesting = match nesting {
        Nesting::Single => NestingMode::Single,
        Nesting::List => NestingMode::List,
        Nesting::Set => NestingMode::Set,
        Nesting::Map => NestingMode::Map,
    };
    schema::Object { attributes: attributes_to_wire(attributes), nesting: nesting.into(), ..Default::default() }
}

fn function_to_wire(function: Function) -> wire::Function {
    let Function { parameters, variadic, return_type, summary, description, deprecation_message } = function;
    wire::Function {
        parameters: parameters.into_iter().map(parameter_to_wire).collect(),
        variadic_parameter: variadic.map(parameter_to_wire),
        r#return: Some(function::Return { r#type: return_type.into_bytes() }),
        summary,
        description,
        description_kind: StringKind::Markdown.into(),
        deprecation_message,
    }
}

fn parameter_to_wire(parameter: FunctionParameter) -> function::Parameter {
    let FunctionParameter { name, type_json, allow_null, allow_unknown, description } = parameter;
    function::Parameter {
        name,
        r#type: type_json.into_bytes(),
        allow_null_value: allow_null,
        allow_unknown_values: allow_unknown,
        description,
        description_kind: StringKind::Markdown.into(),
    }
}
