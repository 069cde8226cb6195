//! Which provider processes of one test are alive.
//! In: the marker that the test put into the environment → out: process ids.

use std::fs;
use std::time::{Duration, Instant};

/// The variable that marks the processes of one test case.
pub const MARKER: &str = "AMAZONCONNECT_TEST_CASE";

/// The live provider processes whose environment carries `marker`.
pub fn providers_of(marker: &str) -> Vec<u32> {
    let wanted = format!("{MARKER}={marker}");
    let processes = fs::read_dir("/proc").expect("/proc is mounted");
    processes
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|id: &u32| {
            let name = fs::read_to_string(format!("/proc/{id}/cmdline")).unwrap_or_default();
            let environment = fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
            name.contains("terraform-provider-amazonconnect")
                && environment.split(|byte| *byte == 0).any(|entry| entry == wanted.as_bytes())
        })
        .collect()
}

/// Whether all provider processes of `marker` are gone within `limit`.
pub fn gone_within(marker: &str, limit: Duration) -> bool {
    let deadline = Instant::now() + limit;
    while !providers_of(marker).is_empty() {
        if Instant::now() > deadline {
            return false;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    true
}
