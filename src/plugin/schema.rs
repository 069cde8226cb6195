//! Schemas in plain types, field for field what the protocol sends.
//! Lists are sent in the order given; the implementor sorts them.

/// All that `GetProviderSchema` answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProviderSchema {
    /// The `provider` block.
    pub provider: Schema,
    /// Data sources by full name.
    pub data_sources: Vec<(String, Schema)>,
    /// Managed resources by full name.
    pub resources: Vec<(String, Schema)>,
    /// Functions by name.
    pub functions: Vec<(String, Function)>,
}

/// What there is of each kind, without its schema: all that `GetMetadata`
/// answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProviderNames {
    /// Full names of data sources.
    pub data_sources: Vec<String>,
    /// Full names of managed resources.
    pub resources: Vec<String>,
    /// Names of functions.
    pub functions: Vec<String>,
}

/// A versioned block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schema {
    /// The version of the state; 0 for data sources.
    pub version: i64,
    /// The root block.
    pub block: Block,
}

/// The attributes of a schema. Nested blocks are not offered: attributes say
/// the same and can be computed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// The attributes.
    pub attributes: Vec<Attribute>,
    /// Markdown.
    pub description: String,
    /// Whether the whole block is deprecated.
    pub deprecated: bool,
}

/// One attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The name in HCL.
    pub name: String,
    /// Its type.
    pub kind: AttributeKind,
    /// Markdown.
    pub description: String,
    /// Must be set in configuration.
    pub required: bool,
    /// May be set in configuration.
    pub optional: bool,
    /// May be set by the provider.
    pub computed: bool,
    /// Hidden in plans.
    pub sensitive: bool,
    /// Warned about when set.
    pub deprecated: bool,
}

/// The type of an attribute: the protocol allows exactly one of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttributeKind {
    /// A type in Terraform's JSON notation, such as `["list","string"]`.
    Type(String),
    /// Attributes with schemas of their own.
    Nested(NestedAttributes),
}

/// A nested attribute's inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NestedAttributes {
    /// How many of it, and how they are told apart.
    pub nesting: Nesting,
    /// The attributes of each.
    pub attributes: Vec<Attribute>,
}

/// How nested attributes are collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nesting {
    /// One object.
    Single,
    /// A list of objects.
    List,
    /// A set of objects.
    Set,
    /// A map of objects.
    Map,
}

/// The signature of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// The fixed parameters, in order.
    pub parameters: Vec<FunctionParameter>,
    /// The parameter that takes all further arguments.
    pub variadic: Option<FunctionParameter>,
    /// The result's type in Terraform's JSON notation.
    pub return_type: String,
    /// One plain line.
    pub summary: String,
    /// Markdown.
    pub description: String,
    /// What to use instead, or empty.
    pub deprecation_message: String,
}

/// One parameter of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionParameter {
    /// The name in the documentation.
    pub name: String,
    /// The type in Terraform's JSON notation.
    pub type_json: String,
    /// Whether null is passed on instead of refused by the host.
    pub allow_null: bool,
    /// Whether unknown values are passed on instead of giving an unknown result.
    pub allow_unknown: bool,
    /// Markdown.
    pub description: String,
}
