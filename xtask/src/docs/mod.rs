//! `docs/`, the registry's pages: generated from what the provider declares, the
//! examples and `templates/`, in the layout that the registries read
//! (<https://developer.hashicorp.com/terraform/registry/providers/docs>, read 2026-11-22).

mod block;
mod function;
mod page;
mod requirements;
mod types;

use std::{collections::BTreeMap, fs, path::Path};

use amazonconnect::provider;

use block::Kind;

/// Page paths below `docs/` with their text.
type Pages = BTreeMap<String, String>;

/// The provider's prefix of full names.
const PREFIX: &str = "amazonconnect_";

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// A text file of the repository.
fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))
}

/// Every page.
fn pages() -> Result<Pages, String> {
    let declarations = provider::declarations();
    let mut pages = Pages::new();
    pages.insert("index.md".to_owned(), page::index(&declarations.provider)?);
    for data_source in &declarations.data_sources {
        let short = data_source.name.strip_prefix(PREFIX).unwrap_or(data_source.name);
        pages.insert(format!("data-sources/{short}.md"), block::page(&Kind::DataSource, data_source, None)?);
    }
    for resource in &declarations.resources {
        let short = resource.name.strip_prefix(PREFIX).unwrap_or(resource.name);
        let more = read(&format!("templates/resources/{short}.md"))?;
        pages.insert(format!("resources/{short}.md"), block::page(&Kind::Resource, resource, Some(more))?);
    }
    for function in &declarations.functions {
        pages.insert(format!("functions/{}.md", function.name), function::page(function)?);
    }
    let guides = root().join("templates/guides");
    for entry in fs::read_dir(&guides).map_err(|error| format!("templates/guides: {error}"))?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        pages.insert(format!("guides/{name}"), read(&format!("templates/guides/{name}"))?);
    }
    pages.insert("guides/requirements.md".to_owned(), requirements::page());
    Ok(pages)
}

/// The pages that are in `docs/` now.
fn present(folder: &Path, below: &str, pages: &mut Pages) -> Result<(), String> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries.flatten() {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            present(&entry.path(), &format!("{name}/"), pages)?;
        } else {
            pages.insert(name.clone(), fs::read_to_string(entry.path()).map_err(|error| format!("docs/{name}: {error}"))?);
        }
    }
    Ok(())
}

/// Write `docs/` anew.
pub fn write() -> Result<String, String> {
    let (docs, pages) = (root().join("docs"), pages()?);
    if docs.exists() {
        fs::remove_dir_all(&docs).map_err(|error| format!("docs: {error}"))?;
    }
    for (name, text) in &pages {
        let path = docs.join(name);
        let folder = path.parent().unwrap_or(&docs);
        fs::create_dir_all(folder).and_then(|()| fs::write(&path, text)).map_err(|error| format!("docs/{name}: {error}"))?;
    }
    Ok(format!("docs/: {} pages", pages.len()))
}

/// Compare `docs/` with what `write` would write.
pub fn check() -> Result<String, String> {
    let (wanted, mut found) = (pages()?, Pages::new());
    present(&root().join("docs"), "", &mut found)?;
    let mut wrong: Vec<&String> =
        wanted.iter().filter(|(name, text)| found.get(*name) != Some(text)).map(|(name, _)| name).collect();
    wrong.extend(found.keys().filter(|name| !wanted.contains_key(*name)));
    if wrong.is_empty() {
        return Ok(format!("docs/: {} pages, all up to date", wanted.len()));
    }
    Err(format!("these pages of docs/ are not what `cargo xtask docs` writes; run it and commit the result: {wrong:?}"))
}
