//! Running a program with a deadline, in a process group of its own, so that a
//! test can send what a terminal sends.
//! In: a `Command` → out: its exit code and all it printed.

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What a finished program left.
#[derive(Debug)]
pub struct Outcome {
    /// The exit code; `None` after a signal.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
    pub elapsed: Duration,
}

impl Outcome {
    /// All that was printed, for a failed assertion.
    pub fn text(&self) -> String {
        format!("exit {:?} after {:?}\n{}\n{}", self.code, self.elapsed, self.stdout, self.stderr)
    }

    /// The outcome, if the program exited with 0.
    #[track_caller]
    pub fn success(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.text());
        self
    }
}

/// A started program.
pub struct Running {
    child: Child,
    stdout: JoinHandle<String>,
    stderr: JoinHandle<String>,
    started: Instant,
}

/// Start `command` with no input and in its own process group.
pub fn start(command: &mut Command) -> Running {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
    let stdout = drain(child.stdout.take().expect("stdout is piped"));
    let stderr = drain(child.stderr.take().expect("stderr is piped"));
    Running { child, stdout, stderr, started: Instant::now() }
}

/// Run `command` to its end.
#[track_caller]
pub fn run(command: &mut Command, limit: Duration) -> Outcome {
    let shown = format!("{command:?}");
    start(command).wait(limit, &shown)
}

impl Running {
    /// Ctrl-C: SIGINT to the whole group, as a terminal sends it.
    pub fn interrupt(&self) {
        self.signal("-INT", &format!("-{}", self.child.id()));
    }

    /// `kill -9` of the program alone; its children live on.
    pub fn kill_leader(&self) {
        self.signal("-KILL", &self.child.id().to_string());
    }

    fn signal(&self, signal: &str, target: &str) {
        let status = Command::new("kill").args([signal, "--", target]).status().expect("kill runs");
        assert!(status.success(), "kill {signal} {target} failed");
    }

    /// Wait for the end; past `limit` the whole group is killed and the test fails.
    #[track_caller]
    pub fn wait(mut self, limit: Duration, shown: &str) -> Outcome {
        let deadline = Instant::now() + limit;
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("the child can be waited for") {
                break Some(status);
            }
            if Instant::now() > deadline {
                self.signal("-KILL", &format!("-{}", self.child.id()));
                break None;
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let outcome = Outcome {
            code: status.and_then(|status| status.code()),
            elapsed: self.started.elapsed(),
            stdout: self.stdout.join().expect("stdout is read"),
            stderr: self.stderr.join().expect("stderr is read"),
        };
        assert!(status.is_some(), "{shown} did not end within {limit:?}:\n{}", outcome.text());
        outcome
    }
}

fn drain(mut pipe: impl Read + Send + 'static) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("a pipe can be read");
        String::from_utf8_lossy(&bytes).into_owned()
    })
}
