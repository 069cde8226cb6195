//! The page of a data source.

use amazonconnect::plugin::Schema;

use super::page::{example, front_matter, schema_section};

/// The page of the data source with the full name `name`.
pub fn page(name: &str, schema: &Schema) -> Result<String, String> {
    let description = &schema.block.description;
    Ok([
        front_matter(&format!("{name} Data Source - amazonconnect"), description),
        format!("# {name} (Data Source)\n\n{description}\n"),
        example(&format!("examples/data-sources/{name}/data-source.tf"))?,
        schema_section(schema)?,
    ]
    .join("\n"))
}
