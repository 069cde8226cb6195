//! What all pages share: front matter, example, and the schema section; and
//! the page of the provider itself.

use amazonconnect::{declaration::Shape, provider::Declaration, rules::WarningKind};

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
                below.push_str(&format!("\n<a id=\"nestedatt--{name}\"></a>\n### Nested Schema for `{name}`\n\n{heading}:\n"));
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
    let Some(fields) = types::object(shape) else { return };
    text.push('\n');
    for field in fields {
        text.push_str(&format!("- `{}` ({}) {}\n", field.name, types::words(&field.shape), field.text));
    }
    for field in fields.iter().filter(|field| types::object(&field.shape).is_some()) {
        let inner = if path.is_empty() { field.name.to_owned() } else { format!("{path}.{}", field.name) };
        text.push_str(&format!("\n`{inner}`:\n"));
        nested(text, &inner, &field.shape);
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
