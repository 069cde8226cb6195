//! What the built provider takes of memory, measured from outside: the most that
//! the kernel ever saw resident. No request of n bytes takes more than
//! 40 n + 32 MB, whatever is in it, and what is repeated leaves nothing behind.

/// Documents of hostile shapes.
mod documents;
/// Connections, walks and calls, one after the other.
mod repetition;
/// Values of hostile shapes in every call.
mod requests;
/// What a request is made of.
mod shapes;

use std::fs;

use crate::protocol::process::Process;

/// What a request may take beside its multiple.
const ALWAYS: usize = 32_000_000;

/// What a request may take for each of its bytes.
const PER_BYTE: usize = 40;

/// A figure of `/proc/<pid>/status`, such as `VmHWM`, in bytes.
fn status(process: &Process, figure: &str) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", process.id())).expect("the process is there");
    let line = status.lines().find_map(|line| line.strip_prefix(figure)?.strip_prefix(':')).expect("the kernel says it");
    line.trim().strip_suffix(" kB").expect("in kB").parse::<usize>().unwrap() * 1024
}

/// What a process took beyond what it had when it was ready to be asked.
struct Meter {
    at_rest: usize,
}

impl Meter {
    fn new(process: &Process) -> Self {
        Self { at_rest: status(process, "VmHWM") }
    }

    /// What was taken until now, and what a request of `bytes` may take.
    fn taken(&self, process: &Process, bytes: usize) -> (usize, usize) {
        (status(process, "VmHWM").saturating_sub(self.at_rest), PER_BYTE * bytes + ALWAYS)
    }

    /// Asserts that nothing asked until now took more than a request of `bytes`
    /// may. What earlier ones left behind counts too.
    #[track_caller]
    fn check(&self, process: &Process, bytes: usize, asked: &str) {
        let (taken, most) = self.taken(process, bytes);
        assert!(taken <= most, "{asked}: {taken} bytes for {bytes}, expected {most} at most");
    }
}
