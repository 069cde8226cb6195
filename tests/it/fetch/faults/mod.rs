//! What goes wrong on the wire, one row a fault, and what is said about it. The
//! messages of a group are one snapshot: read them as their user will.

// Faults below and beside HTTP.
mod connections;
// Faults of the answer's head: statuses, headers, redirects.
mod heads;
// Faults of the body: its length, its encoding, its content.
mod bodies;
// Faults of TLS and of proxies.
mod trust;

use super::{LIMITS, server::Server};
use amazonconnect::{
    fetch::{Access, FetchError, Limits, Source, fetch},
    ip_ranges::parse,
};
use std::{fmt::Write as _, time::Duration};

/// One more try, after a millisecond.
const PATIENCE: Limits = Limits { max_retries: 1, ..LIMITS };

/// The same for what never ends by itself.
const HURRY: Limits = Limits { request_timeout: Duration::from_millis(400), ..PATIENCE };

/// The messages of a group: fault, kind and message.
#[derive(Default)]
struct Told(String);

impl Told {
    /// What a fetch from `url` ends in; a document that can be used fails the test.
    async fn fetch(&mut self, fault: &str, url: &str) {
        self.fetch_by(fault, url, &PATIENCE.into()).await;
    }

    async fn fetch_by(&mut self, fault: &str, url: &str, access: &Access) {
        let (kind, message) = match fetch(&Source::parse(url).unwrap(), access).await {
            Ok(fetched) => match parse(&fetched.bytes) {
                Ok(_) => panic!("{fault}: the document can be used"),
                Err(error) => ("Parse".to_owned(), error.to_string()),
            },
            Err(error) => (kind(&error), error.to_string()),
        };
        assert!(!message.contains("secret"), "{message}");
        assert!(!message.contains(|c: char| c.is_control()), "{message:?}");
        let _ = writeln!(self.0, "{fault}\n  {kind}: {}", steady(&message));
    }

    async fn server(&mut self, fault: &str, server: Server) {
        self.fetch(fault, &(server.url() + "?secret")).await;
    }

    async fn endless(&mut self, fault: &str, server: Server) {
        self.fetch_by(fault, &(server.url() + "?secret"), &HURRY.into()).await;
    }

    /// The answer with this head and this body, without a length of its own.
    async fn answer(&mut self, fault: &str, answer: impl Into<Vec<u8>>) {
        self.server(fault, Server::answering(answer).await).await;
    }
}

/// The variant's name.
fn kind(error: &FetchError) -> String {
    format!("{:?}", error.kind).split([' ', '{']).next().unwrap().to_owned()
}

/// Without what differs between runs and systems: ports, the numbers of the
/// system's errors, and what resolvers say of a name.
fn steady(message: &str) -> String {
    let ports = ["127.0.0.1:", "localhost:"]
        .iter()
        .fold(message.to_owned(), |text, host| cut_behind(&text, host, |c| c.is_ascii_digit(), "PORT"));
    let errors = cut_behind(&ports, "(os error ", |c| c.is_ascii_digit(), "N");
    cut_behind(&errors, "failed to lookup address information: ", |c| c != ';', "REASON")
}

/// `text` with `word` for all characters that are `cut` behind each `mark`.
fn cut_behind(text: &str, mark: &str, cut: impl Fn(char) -> bool + Copy, word: &str) -> String {
    let mut pieces = text.split(mark);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |shown, piece| shown + mark + word + piece.trim_start_matches(cut))
}
