//! The page of a data source or of a resource.

use amazonconnect::provider::Declaration;

use super::page::{example, front_matter, schema_section};

/// What a block of configuration is.
pub enum Kind {
    /// It is read at each plan.
    DataSource,
    /// It is kept in the state.
    Resource,
}

impl Kind {
    const fn title(&self) -> &'static str {
        match self {
            Self::DataSource => "Data Source",
            Self::Resource => "Resource",
        }
    }

    fn example(&self, name: &str) -> String {
        match self {
            Self::DataSource => format!("examples/data-sources/{name}/data-source.tf"),
            Self::Resource => format!("examples/resources/{name}/resource.tf"),
        }
    }
}

/// The page of a block; `more` stands before its schema.
pub fn page(kind: &Kind, block: &Declaration, more: Option<String>) -> Result<String, String> {
    let (name, description, title) = (block.name, block.description, kind.title());
    let mut sections = vec![
        front_matter(&format!("{name} {title} - amazonconnect"), description),
        format!("# {name} ({title})\n\n{description}\n"),
        example(&kind.example(name))?,
    ];
    sections.extend(more);
    sections.push(schema_section(block));
    Ok(sections.join("\n"))
}
