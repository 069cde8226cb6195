//! What all pages share: front matter, example, and the schema section; and
//! the page of the provider itself.

use amazonconnect::{declaration::Shape, provider::Declaration, rules::WarningKind};

use super::{
    read,
    types::{self, Attribute},
};

/// The YAML at the head of a page; `description` is Markdown.
pub fn front_matter(title: &str, description: &str) -> String {
    let subcategory = if title.ends_with("Provider") { "" } else { "subcategory: \"\"\n" };
    format!("---\npage_title: \"{title}\"\n{subcategory}description: |-\n  {}\n---\n", description.replace('\n', "\n  "))
}

/// The `## Example Usage` section from a file of `examples/`.
pub fn example(path: &str) -> Result<String, String> {
    Ok(format!("## Example Usage\n\n```terraform\n{}\n```\n", read(path)?.trim_end()))
}

/// The `## Schema` section: required, optional and read-only attributes, each
/// in alphabetical order, then the attributes of objects.
pub fn schema_section(block: &Declaration) -> String {
    let of = |required: bool| {
        let arguments = block.arguments.iter().filter(move |argument| argument.required == required);
        arguments.map(|argument| (argument.name, argument.text, &argument.shape, argument.sensitive)).collect::<Vec<_>>()
    };
    let results = block.results.iter().map(|field| (field.name, field.text, &field.shape, false)).collect::<Vec<_>>();
    let (mut text, mut below) = ("## Schema\n".to_owned(), String::new());
    for (heading, mut attributes) in [("Required", of(true)), ("Optional", of(false)), ("Read-Only", results)] {
        if attributes.is_empty() {
            continue;
        }
        attributes.sort_by_key(|(name, ..)| *name);
        text.push_str(&format!("\n### {heading}\n\n"));
        for (name, words, shape, sensitive) in attributes {
            let mut link = String::new();
            if types::object(shape).is_some() {
                link = format!(" (see [below for nested schema](#nestedatt--{name}))");
                below.push_str(&format!("\n<a id=\"nestedatt--{name}\"></a>\n### Nested Schema for `{name}`\n"));
                if !types::is_configured(shape) {
                    below.push_str(&format!("\n{heading}:\n"));
                }
                nested(&mut below, name, shape);
            }
            let hidden = if sensitive { ", Sensitive" } else { "" };
            text.push_str(&format!("- `{name}` ({}{hidden}) {words}{link}\n", types::words(shape)));
        }
    }
    text + &below
}

/// The attributes of the objects of a type, one a line, and below them those of
/// the objects that they hold. `path` names the outer object.
pub fn nested(text: &mut String, path: &str, shape: &Shape) {
    let Some(attributes) = types::object(shape) else { return };
    for (heading, required) in [("\n", None), ("\nRequired:\n\n", Some(true)), ("\nOptional:\n\n", Some(false))] {
        let mut of_kind = attributes.iter().filter(|attribute| attribute.required == required).peekable();
        if of_kind.peek().is_some() {
            text.push_str(heading);
        }
        for Attribute { name, text: words, shape, .. } in of_kind {
            text.push_str(&format!("- `{name}` ({}) {words}\n", types::words(shape)));
        }
    }
    for Attribute { name, shape, .. } in attributes.iter().filter(|attribute| types::object(attribute.shape).is_some()) {
        let inner = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
        text.push_str(&format!("\n`{inner}`:\n"));
        nested(text, &inner, shape);
    }
}

/// One row of a table for each kind of warning.
fn warning_kinds() -> String {
    WarningKind::ALL.iter().map(|kind| format!("| `{kind}` | {} |\n", kind.summary())).collect()
}

/// The provider's page.
pub fn index(provider: &Declaration) -> Result<String, String> {
    Ok([
        front_matter("amazonconnect Provider", provider.description),
        format!("# amazonconnect Provider\n\n{}\n", provider.description),
        example("examples/provider/provider.tf")?,
        read("templates/index.md")?.replace("{{warning_kinds}}\n", &warning_kinds()),
        schema_section(provider),
    ]
    .join("\n"))
}
