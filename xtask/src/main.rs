//! The repository's own commands: `cargo xtask docs`, `cargo xtask snapshot`.

mod docs;

use std::process::ExitCode;

const USAGE: &str = "usage:
  cargo xtask docs            write docs/ from the schema, templates/ and examples/
  cargo xtask docs --check    fail if docs/ differs from that";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["docs"] => docs::write(),
        ["docs", "--check"] => docs::check(),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(message) => {
            println!("{message}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
