//! A loopback HTTP server for one document, whose behaviour a test switches.
//! In: a `Behaviour` → out: its URL and the number of requests so far.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How the next requests are answered.
#[derive(Clone)]
pub enum Behaviour {
    /// 200 with this document.
    Serve(Arc<Vec<u8>>),
    /// This status and an empty body.
    Status(u16),
    /// 200, then a byte now and then, for minutes.
    Drip,
}

/// The server; it ends with the test's process.
pub struct DocumentServer {
    state: Arc<Mutex<State>>,
    port: u16,
}

struct State {
    behaviour: Behaviour,
    requests: usize,
}

impl DocumentServer {
    /// Start on a free port.
    pub fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let port = listener.local_addr().expect("the listener is bound").port();
        let state = Arc::new(Mutex::new(State { behaviour, requests: 0 }));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || answer(stream, &state));
            }
        });
        Self { state, port }
    }

    /// Start with a document.
    pub fn serving(document: Vec<u8>) -> Self {
        Self::start(Behaviour::Serve(Arc::new(document)))
    }

    /// From now on, serve this document.
    pub fn serve(&self, document: Vec<u8>) {
        self.set(Behaviour::Serve(Arc::new(document)));
    }

    /// From now on, behave so.
    pub fn set(&self, behaviour: Behaviour) {
        self.state.lock().unwrap().behaviour = behaviour;
    }

    /// Where the document is.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/ip-ranges.json", self.port)
    }

    /// The number of requests since the start.
    pub fn requests(&self) -> usize {
        self.state.lock().unwrap().requests
    }
}

/// Answer one request and close. A client that hangs up is no defect.
fn answer(mut stream: TcpStream, state: &Mutex<State>) {
    let mut request = BufReader::new(&stream).lines();
    if request.next().is_none() {
        return;
    }
    while request.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let behaviour = {
        let mut state = state.lock().unwrap();
        state.requests += 1;
        state.behaviour.clone()
    };
    let _ = match behaviour {
        Behaviour::Serve(document) => respond(&mut stream, 200, &document),
        Behaviour::Status(status) => respond(&mut stream, status, b""),
        Behaviour::Drip => drip(&mut stream),
    };
}

fn respond(stream: &mut TcpStream, status: u16, body: &[u8]) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)?;
    stream.flush()
}

fn drip(stream: &mut TcpStream) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n")?;
    for _ in 0..1200 {
        stream.write_all(b" ")?;
        stream.flush()?;
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}
