//! A source on this machine, a cache, and a clock of the test's own.

use super::super::{Document, DocumentError, Entry, Wanted, acquire};
use crate::{
    fetch::{Source, sha256_hex},
    model::Moment,
};
use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// The day of the tests: before the recorded history, so that a document of
/// services that nobody judges is believable, and one with EC2 is not.
const NOON: &str = "2016-10-10T12:00:00Z";
pub(super) const HOUR: i64 = 3600;

pub(super) fn noon() -> Moment {
    Moment::parse(NOON).unwrap()
}

pub(super) fn after_noon(seconds: i64) -> Moment {
    Moment::from_unix(noon().unix() + seconds).unwrap()
}

/// A document of a service that is not judged, published at this time.
pub(super) fn good(published: Moment) -> Vec<u8> {
    of_service("ROUTE53", published)
}

/// A document that the guards refuse.
pub(super) fn doubtful(published: Moment) -> Vec<u8> {
    of_service("EC2", published)
}

fn of_service(service: &str, published: Moment) -> Vec<u8> {
    let date = published.to_string().replace(['T', ':'], "-").replace('Z', "");
    let row = format!(r#"{{"ip_prefix":"52.95.110.0/24","region":"GLOBAL","service":"{service}"}}"#);
    format!(r#"{{"syncToken":"{}","createDate":"{date}","prefixes":[{row}]}}"#, published.unix()).into_bytes()
}

/// What the server has: a body, which its digest names, or nothing but a status.
type Answer = Arc<Mutex<Result<Vec<u8>, u16>>>;

/// What happens once, between a question and its answer.
type Meanwhile = Arc<Mutex<Option<Box<dyn FnOnce() + Send>>>>;

pub(super) struct Bench {
    answer: Answer,
    requests: Arc<Mutex<Vec<String>>>,
    meanwhile: Meanwhile,
    pub(super) wanted: Wanted,
    pub(super) folder: tempfile::TempDir,
}

impl Bench {
    pub(super) fn serving(document: Vec<u8>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let source = Source::parse(&format!("http://me:secret@{}/x?key=secret", listener.local_addr().unwrap())).unwrap();
        let answer = Arc::new(Mutex::new(Ok(document)));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let meanwhile = Meanwhile::default();
        let (shared, seen, once) = (Arc::clone(&answer), Arc::clone(&requests), Arc::clone(&meanwhile));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Some(happen) = once.lock().unwrap().take() {
                    happen();
                }
                serve(stream, &shared, &seen);
            }
        });
        let folder = tempfile::tempdir().unwrap();
        let cache_dir = Some(folder.path().join("cache"));
        let wanted = Wanted { cache_dir, max_stale: Duration::from_secs(24 * 3600), ..Wanted::of(source) };
        Self { answer, requests, meanwhile, wanted, folder }
    }

    pub(super) fn serve(&self, document: Vec<u8>) {
        *self.answer.lock().unwrap() = Ok(document);
    }

    /// Does this before the next answer.
    pub(super) fn meanwhile(&self, happen: impl FnOnce() + Send + 'static) {
        *self.meanwhile.lock().unwrap() = Some(Box::new(happen));
    }

    pub(super) fn fail(&self) {
        *self.answer.lock().unwrap() = Err(404);
    }

    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub(super) async fn read(&self, now: Moment) -> Result<Document, DocumentError> {
        acquire(&self.wanted, now).await
    }

    pub(super) async fn entry(&self) -> Option<Entry> {
        self.wanted.slot().unwrap().read().await.unwrap()
    }

    pub(super) fn file(&self) -> PathBuf {
        self.wanted.slot().unwrap().path().to_owned()
    }

    /// A message without what differs between runs.
    pub(super) fn steady(&self, message: &str) -> String {
        let mut text = message.replace(&self.wanted.source.to_string(), "URL");
        if let Some(slot) = self.wanted.slot() {
            text = text.replace(&slot.path().display().to_string(), "FILE");
            text = text.replace(&slot.path().with_extension("lock").display().to_string(), "LOCK");
        }
        assert!(!text.contains("secret"), "{text}");
        text.replace(&self.folder.path().display().to_string(), "FOLDER")
    }

    pub(super) fn notes(&self, document: &Document) -> String {
        let lines = document.notes.iter().map(|note| format!("[{}] {note}", note.kind().as_str()));
        self.steady(&lines.collect::<Vec<_>>().join("\n"))
    }

    pub(super) fn error(&self, result: Result<Document, DocumentError>) -> String {
        self.steady(&result.expect_err("it should be refused").to_string())
    }
}

fn serve(mut stream: TcpStream, answer: &Answer, requests: &Mutex<Vec<String>>) {
    let head: Vec<String> = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let asked = head.iter().find_map(|line| line.strip_prefix("if-none-match: ").map(str::to_owned));
    requests.lock().unwrap().push(asked.clone().unwrap_or_default());
    let _ = match &*answer.lock().unwrap() {
        Err(status) => write!(stream, "HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        Ok(body) => {
            let tag = format!("\"{}\"", &sha256_hex(body)[..8]);
            if asked.as_deref() == Some(&tag) {
                write!(stream, "HTTP/1.1 304 x\r\nETag: {tag}\r\nConnection: close\r\n\r\n")
            } else {
                let head =
                    format!("HTTP/1.1 200 x\r\nETag: {tag}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
                stream.write_all(&[head.as_bytes(), body].concat())
            }
        }
    };
}
