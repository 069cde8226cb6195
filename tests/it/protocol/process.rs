//! A process of the built provider: how a host starts it in → its handshake, its
//! output and its end out. It is killed when dropped.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

/// The built provider.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_terraform-provider-amazonconnect");

/// The value hosts set.
const COOKIE: &str = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/// Far more than a start takes on a busy machine.
const START_LIMIT: Duration = Duration::from_secs(20);

/// The provider's command with nothing from this process's environment.
pub(crate) fn bare_command(temp_dir: &Path) -> Command {
    let mut command = Command::new(BINARY);
    command.env_clear().env("TMPDIR", temp_dir);
    command
}

/// The provider's command as Terraform gives it, without TLS.
pub(crate) fn host_command(temp_dir: &Path) -> Command {
    let mut command = bare_command(temp_dir);
    as_host(&mut command);
    command
}

/// Adds what a host puts into the environment.
pub(crate) fn as_host(command: &mut Command) {
    command
        .env("TF_PLUGIN_MAGIC_COOKIE", COOKIE)
        .env("PLUGIN_PROTOCOL_VERSIONS", "5,6")
        .env("PLUGIN_MIN_PORT", "10000")
        .env("PLUGIN_MAX_PORT", "25000");
}

/// A running provider.
pub(crate) struct Process {
    child: Child,
    stdout: Receiver<String>,
    stderr: Receiver<String>,
}

impl Process {
    /// Starts `command` and reads its output as it comes.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout = lines(child.stdout.take().unwrap());
        let stderr = lines(child.stderr.take().unwrap());
        Self { child, stdout, stderr }
    }

    /// The next line on standard output; `None` when it is closed.
    pub(crate) fn next_line(&self) -> Option<String> {
        match self.stdout.recv_timeout(START_LIMIT) {
            Ok(line) => Some(line),
            Err(mpsc::RecvTimeoutError::Disconnected) => None,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("no line on standard output"),
        }
    }

    /// Whether standard output was closed, by every process that had it, within
    /// `limit`, with nothing more written to it.
    pub(crate) fn stdout_closes_within(&self, limit: Duration) -> bool {
        match self.stdout.recv_timeout(limit) {
            Ok(line) => panic!("unexpected line on standard output: {line}"),
            Err(error) => error == mpsc::RecvTimeoutError::Disconnected,
        }
    }

    /// Sends a signal by its short name.
    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status().unwrap();
        assert!(status.success());
    }

    /// Whether it still runs.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// How it ended, and after how long; `None` if it did not within `limit`.
    pub(crate) fn wait(&mut self, limit: Duration) -> Option<(ExitStatus, Duration)> {
        let start = Instant::now();
        while start.elapsed() < limit {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some((status, start.elapsed()));
            }
            thread::sleep(Duration::from_millis(2));
        }
        None
    }

    /// Everything on standard error; waits for its end.
    pub(crate) fn stderr(&self) -> Vec<String> {
        self.stderr.iter().collect()
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines() {
            // Nobody listens any more, or the stream broke: either is the end.
            if line.is_err() || line.is_ok_and(|line| sender.send(line).is_err()) {
                break;
            }
        }
    });
    receiver
}
