//! The page of a function.

use amazonconnect::plugin::{Function, FunctionParameter};

use super::{
    page::{example, front_matter},
    types,
};

/// The page of the function `name`.
pub fn page(name: &str, function: &Function) -> Result<String, String> {
    let mut arguments = "## Arguments\n\n<!-- arguments generated from the signature -->\n".to_owned();
    for (index, parameter) in function.parameters.iter().chain(&function.variadic).enumerate() {
        let of = types::parsed(&parameter.type_json)?;
        let null = if parameter.allow_null { ", Nullable" } else { "" };
        arguments.push_str(&format!(
            "{}. `{}` ({}{null}) {}\n",
            index + 1,
            parameter.name,
            types::words(&of),
            parameter.description
        ));
    }
    Ok([
        front_matter(&format!("{name} function - amazonconnect"), &function.summary),
        format!("# function: {name}\n\n{}\n", function.description),
        example(&format!("examples/functions/{name}/function.tf"))?,
        format!("## Signature\n\n```text\n{}\n```\n", signature(name, function)?),
        arguments,
    ]
    .join("\n"))
}

fn signature(name: &str, function: &Function) -> Result<String, String> {
    let parameter = |parameter: &FunctionParameter| {
        Ok::<_, String>(format!("{} {}", parameter.name, types::signature(&types::parsed(&parameter.type_json)?)))
    };
    let mut parameters = function.parameters.iter().map(parameter).collect::<Result<Vec<_>, _>>()?;
    if let Some(variadic) = &function.variadic {
        parameters.push(format!("{}...", parameter(variadic)?));
    }
    Ok(format!("{name}({}) {}", parameters.join(", "), types::signature(&types::parsed(&function.return_type)?)))
}
