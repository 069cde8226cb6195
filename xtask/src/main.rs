//! The repository's own commands: `cargo xtask docs`, `cargo xtask snapshot`,
//! `cargo xtask history`, `cargo xtask publications`, `cargo xtask release`.

#[path = "../../tests/it/support/archive.rs"]
mod archive;
mod docs;
mod history;
mod publications;
mod release;
mod sbom;
mod snapshot;

use std::{env, error::Error, path::Path, process::ExitCode};

const USAGE: &str = "usage:
  cargo xtask docs              write docs/ from the schema, templates/ and examples/
  cargo xtask docs --check      fail if docs/ differs from that
  cargo xtask snapshot <file>   write the bundled snapshot from an ip-ranges.json or ip-ranges.json.gz
  cargo xtask history <history> <file>
                                write the tables of src/guard/ from recorded publications and the newest document
  cargo xtask publications <history> <rows>
                                write the table of src/publications/ from recorded publications and the newest document's rows with their dates
  cargo xtask release <binary> <folder>
                                write the files of a release: the binary in a zip file, its CycloneDX SBOM, SHA256SUMS";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(message) => {
            println!("{message}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    match arguments {
        ["docs"] => Ok(docs::write()?),
        ["docs", "--check"] => Ok(docs::check()?),
        ["snapshot", document] => Ok(format!("wrote {}", snapshot::write(Path::new(document))?.display())),
        ["history", history, document] => history::write(Path::new(history), Path::new(document)),
        ["publications", history, rows] => publications::write(Path::new(history), Path::new(rows)),
        ["release", binary, folder] => Ok(format!("wrote {}", release::write(Path::new(binary), Path::new(folder))?.join(", "))),
        _ => Err(USAGE.into()),
    }
}
