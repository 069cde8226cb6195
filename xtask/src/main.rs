//! The repository's own commands.

mod snapshot;

use std::{env, error::Error, path::Path, process::ExitCode};

const USAGE: &str = "usage: cargo xtask snapshot <ip-ranges.json or ip-ranges.json.gz>";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(message) => {
            say(&message);
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    match arguments {
        ["snapshot", document] => Ok(format!("wrote {}", snapshot::write(Path::new(document))?.display())),
        _ => Err(USAGE.into()),
    }
}

#[expect(clippy::print_stderr, reason = "a command talks to its caller; the provider does not")]
fn say(message: &str) {
    eprintln!("{message}");
}
