//! Terraform's JSON notation of types → the words of the registry's pages.

use serde_json::Value;

/// `String`, `List of String`, `Map of Object`, ….
pub fn words(of: &Value) -> String {
    match of {
        Value::String(name) => match name.as_str() {
            "bool" => "Boolean".to_owned(),
            "dynamic" => "Dynamic".to_owned(),
            name => capitalised(name),
        },
        Value::Array(parts) => match (parts.first().and_then(Value::as_str), parts.get(1)) {
            (Some("object"), _) => "Object".to_owned(),
            (Some("tuple"), _) => "Tuple".to_owned(),
            (Some(collection), Some(element)) => format!("{} of {}", capitalised(collection), words(element)),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// The types in a signature: `list of string`, `object`.
pub fn signature(of: &Value) -> String {
    words(of).to_lowercase()
}

/// The attributes of the object inside a type, however deep in collections.
pub fn object(of: &Value) -> Option<&serde_json::Map<String, Value>> {
    let parts = of.as_array()?;
    match parts.first()?.as_str()? {
        "object" => parts.get(1)?.as_object(),
        _ => object(parts.get(1)?),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A type from the notation that the schema holds.
pub fn parsed(notation: &str) -> Result<Value, String> {
    serde_json::from_str(notation).map_err(|error| format!("type {notation}: {error}"))
}
