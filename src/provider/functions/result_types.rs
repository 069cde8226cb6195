//! Short forms for the types of functions' results.

use tf_provider::schema::Type;

/// `object({name = type, …})`.
pub fn object<const N: usize>(attributes: [(&str, Type); N]) -> Type {
    Type::Object(attributes.into_iter().map(|(name, of)| (name.to_owned(), of)).collect())
}

/// `list(element)`.
pub fn list(element: Type) -> Type {
    Type::List(Box::new(element))
}

/// `list(string)`.
pub fn strings() -> Type {
    list(Type::String)
}

/// `map(element)`.
pub fn map(element: Type) -> Type {
    Type::Map(Box::new(element))
}

/// The domain rules that a target cannot express.
pub fn left_out() -> Type {
    list(object([("key", Type::String), ("domain", Type::String), ("reason", Type::String)]))
}
