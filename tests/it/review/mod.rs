//! What people read before they approve.
//!
//! | module | what is tested |
//! |---|---|
//! | `markdown` | a whole review, its size, and that nothing breaks out of a cell |

mod markdown;

use amazonconnect::{
    declaration::{Refusal, Value},
    render,
};
use serde_json::json;

/// What a function gives for arguments in JSON.
fn call(name: &str, arguments: serde_json::Value) -> Result<String, Refusal> {
    let arguments: Vec<Value> = serde_json::from_value(arguments).unwrap();
    let functions = render::functions();
    let function = functions.iter().find(|function| function.name == name).unwrap();
    function.call(&arguments).map(|text| serde_json::to_value(&*text).unwrap().as_str().unwrap().to_owned())
}

/// A notice of egress tcp/443 with these dates at midnight.
fn notice([not_seen, first_seen, allow_by, full]: [&str; 4], cidrs: &[&str]) -> serde_json::Value {
    let moment = |day: &str| format!("{day}T00:00:00Z");
    let ip_version = if cidrs[0].contains(':') { "ipv6" } else { "ipv4" };
    json!({ "not_seen_at": moment(not_seen), "first_seen": moment(first_seen), "allow_by": moment(allow_by),
        "full_traffic_at": moment(full), "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443,
        "ip_version": ip_version, "services": ["CLOUDFRONT", "EC2"], "cidrs": cidrs })
}

/// Four notices: overdue, due, far off and ended.
fn notices() -> serde_json::Value {
    json!([
        notice(["2026-08-18", "2026-08-21", "2026-09-17", "2026-10-04"], &["2600:1f70:4000::/40"]),
        notice(["2026-07-14", "2026-07-14", "2026-08-13", "2026-08-27"], &["3.2.34.0/26", "15.181.0.0/20"]),
        notice(
            ["2026-07-20", "2026-07-28", "2026-08-19", "2026-09-10"],
            &["18.97.128.0/18", "18.98.0.0/24", "18.98.2.0/24", "18.98.4.0/24"]
        ),
        notice(["2026-07-01", "2026-07-01", "2026-07-31", "2026-08-14"], &["1.2.3.0/24"]),
    ])
}

const NOW: &str = "2026-08-15T12:00:00Z";
