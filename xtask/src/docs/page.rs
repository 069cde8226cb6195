//! What all pages share: front matter, example, and the schema section; and
//! the page of the provider itself.

use amazonconnect::plugin::{Attribute, AttributeKind, Schema};

use super::{read, types};

/// The YAML at the head of a page; `description` is Markdown.
pub fn front_matter(title: &str, description: &str) -> String {
    let subcategory = if title.ends_with("Provider") { "" } else { "subcategory: \"\"\n" };
    format!("---\npage_title: \"{title}\"\n{subcategory}description: |-\n  {}\n---\n", description.replace('\n', "\n  "))
}

/// The `## Example Usage` section from a file of `examples/`.
pub fn example(path: &str) -> Result<String, String> {
    Ok(format!("## Example Usage\n\n```terraform\n{}\n```\n", read(path)?.trim_end()))
}

/// The heading under which an attribute stands.
fn group(attribute: &Attribute) -> &'static str {
    match (attribute.required, attribute.optional) {
        (true, _) => "Required",
        (false, true) => "Optional",
        (false, false) => "Read-Only",
    }
}

/// The `## Schema` section: required, optional and read-only attributes, then
/// the attributes of objects.
pub fn schema_section(schema: &Schema) -> Result<String, String> {
    let mut text = "## Schema\n".to_owned();
    let mut nested = String::new();
    for heading in ["Required", "Optional", "Read-Only"] {
        let attributes: Vec<_> = schema.block.attributes.iter().filter(|attribute| group(attribute) == heading).collect();
        if attributes.is_empty() {
            continue;
        }
        text.push_str(&format!("\n### {heading}\n\n"));
        for attribute in attributes {
            let name = &attribute.name;
            let AttributeKind::Type(notation) = &attribute.kind else {
                return Err(format!("{name} is a nested attribute, and the generator writes plain types only"));
            };
            let of = types::parsed(notation)?;
            let mut link = String::new();
            if let Some(fields) = types::object(&of) {
                link = format!(" (see [below for nested schema](#nestedatt--{name}))");
                nested.push_str(&format!("\n<a id=\"nestedatt--{name}\"></a>\n### Nested Schema for `{name}`\n\n{heading}:\n\n"));
                for (field, of) in fields {
                    nested.push_str(&format!("- `{field}` ({})\n", types::words(of)));
                }
            }
            text.push_str(&format!("- `{name}` ({}) {}{link}\n", types::words(&of), attribute.description));
        }
    }
    Ok(text + &nested)
}

/// The provider's page.
pub fn index(schema: &Schema) -> Result<String, String> {
    Ok([
        front_matter("amazonconnect Provider", &schema.block.description),
        format!("# amazonconnect Provider\n\n{}\n", schema.block.description),
        example("examples/provider/provider.tf")?,
        read("templates/index.md")?,
        schema_section(schema)?,
    ]
    .join("\n"))
}
