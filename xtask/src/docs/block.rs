//! The page of a data source.

use amazonconnect::provider::Declaration;

use super::page::{example, front_matter, schema_section};

/// The page of a data source.
pub fn page(data_source: &Declaration) -> Result<String, String> {
    let (name, description) = (data_source.name, data_source.description);
    Ok([
        front_matter(&format!("{name} Data Source - amazonconnect"), description),
        format!("# {name} (Data Source)\n\n{description}\n"),
        example(&format!("examples/data-sources/{name}/data-source.tf"))?,
        schema_section(data_source),
    ]
    .join("\n"))
}
