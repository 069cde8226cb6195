//! The page of a function.

use amazonconnect::declaration::{Argument, Function};

use super::{
    page::{example, front_matter, nested},
    types,
};

/// The page of a function.
pub fn page(function: &Function) -> Result<String, String> {
    let name = function.name;
    let mut sections = vec![
        front_matter(&format!("{name} function - amazonconnect"), function.summary),
        format!("# function: {name}\n\n{}\n", function.description),
        example(&format!("examples/functions/{name}/function.tf"))?,
        format!("## Signature\n\n```text\n{}\n```\n", signature(function)),
        arguments(function),
    ];
    let result = result(function);
    if !result.is_empty() {
        sections.push(format!("## Result\n\n{}\n{result}", types::words(&function.result)));
    }
    Ok(sections.join("\n"))
}

fn signature(function: &Function) -> String {
    let parameter = |parameter: &Argument| format!("{} {}", parameter.name, types::of_parameter(parameter).to_lowercase());
    let mut parameters: Vec<String> = function.parameters.iter().map(parameter).collect();
    parameters.extend(function.options.as_ref().map(|_| "options object...".to_owned()));
    format!("{}({}) {}", function.name, parameters.join(", "), types::words(&function.result).to_lowercase())
}

fn arguments(function: &Function) -> String {
    let mut text = "## Arguments\n\n<!-- arguments generated from the signature -->\n".to_owned();
    for (index, parameter) in function.parameters.iter().enumerate() {
        let null = if parameter.required { "" } else { ", Nullable" };
        let (name, of) = (parameter.name, types::of_parameter(parameter));
        text.push_str(&format!("{}. `{name}` ({of}{null}) {}\n", index + 1, parameter.text));
    }
    if let Some(options) = &function.options {
        let index = function.parameters.len() + 1;
        text.push_str(&format!("{index}. `options` (Object, Optional) At most one object, with any of these attributes:\n"));
        for option in options {
            text.push_str(&format!("    - `{}` ({}) {}\n", option.name, types::words(&option.shape), option.text));
        }
    }
    text
}

/// The attributes of the objects in the result; empty if it has none.
fn result(function: &Function) -> String {
    let mut text = String::new();
    nested(&mut text, "", &function.result);
    text
}
