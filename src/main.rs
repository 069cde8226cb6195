//! The provider's executable: arguments and environment in → a served provider
//! and an exit status out. The only place that ends the process, and the only
//! one that speaks to a person directly.

use std::{
    fmt::Display,
    io::{self, Write},
    mem,
    process::ExitCode,
    sync::Arc,
};

use amazonconnect::{
    plugin::{HostEnvironment, Mode, ServeOptions, announce_failure, log_panics, logging, serve},
    provider,
};

const NAME: &str = env!("CARGO_PKG_NAME");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The provider's address in a registry, without the registry.
const ADDRESS: &str = "amazonconnect/amazonconnect";

/// Follows from [`ADDRESS`]: registries take a provider from the repository of
/// that name.
const BUG_REPORTS: &str = "https://github.com/amazonconnect/terraform-provider-amazonconnect/issues";

/// The provider's name in `TF_LOG_PROVIDER_<NAME>`.
const LOG_NAME: &str = "AMAZONCONNECT";

/// The crates whose events are in the log: the library and this one.
const LOGGED_CRATES: [&str; 2] = ["amazonconnect", env!("CARGO_CRATE_NAME")];

const HELP: &str = "A provider for Terraform and OpenTofu, which start it themselves.

Options:
  --debug    run on its own and print what to set for Terraform to attach to it
  --version  print name and version
  --help     print this
";

/// What the arguments ask for.
enum Command {
    Serve(Mode),
    Print(String),
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Nobody may be listening.
            let _ = writeln!(io::stderr(), "{message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    match command(std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()))? {
        Command::Print(text) => io::stdout().write_all(text.as_bytes()).map_err(failure),
        Command::Serve(mode) => {
            let host = HostEnvironment::read(LOG_NAME);
            let is_hosted = mode == Mode::Hosted && host.is_host;
            serve_provider(mode, host).inspect_err(|message| {
                if is_hosted {
                    announce_failure(message);
                }
            })
        }
    }
}

fn command(arguments: impl IntoIterator<Item = String>) -> Result<Command, String> {
    let mut command = Command::Serve(Mode::Hosted);
    for argument in arguments {
        command = match argument.as_str() {
            "--debug" => Command::Serve(Mode::Reattach),
            "--version" => return Ok(Command::Print(format!("{NAME} {VERSION}\n"))),
            "--help" => return Ok(Command::Print(format!("{NAME} {VERSION}\n\n{HELP}"))),
            _ => return Err(failure(format_args!("unknown argument \"{argument}\"; --help lists the known ones"))),
        };
    }
    Ok(command)
}

fn serve_provider(mode: Mode, host: HostEnvironment) -> Result<(), String> {
    if mode == Mode::Hosted && !host.is_host {
        return Err(format!(
            "{NAME} is a plugin: Terraform and OpenTofu start it themselves. Use --debug to run it on its own, --help for more."
        ));
    }
    logging::init(host.log_level.as_deref(), &LOGGED_CRATES).map_err(failure)?;
    log_panics();
    // Chosen here, because a choice by enabled features fails when a dependency
    // enables another one.
    if rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
        return Err(failure("a TLS library was chosen twice"));
    }
    // One thread: calls compute on threads of their own, and what is left is too
    // little to be worth handing it from thread to thread.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failure)?;
    let options = ServeOptions { host, mode, address: ADDRESS, bug_reports: BUG_REPORTS };
    let provider = provider::assemble();
    let result = runtime.block_on(serve(Arc::clone(&provider), options)).map_err(failure);
    // All calls are answered and the socket is gone. The host waits for the end
    // of the process, which takes memory and threads along faster than they can
    // be tidied up, also those of work that nobody can cancel.
    mem::forget((provider, runtime));
    result
}

fn failure(error: impl Display) -> String {
    format!("{NAME}: {error}")
}
