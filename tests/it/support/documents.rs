//! AWS's real documents, as they were served and as history records them.
//! In: a name or a moment → out: the document's bytes, or `None` and a printed
//! reason where the data is not beside the repository.

use std::collections::BTreeSet;

use serde_json::{Value, json};

pub use crate::shared_data::Row;
use crate::shared_data::history;

/// The document published at `create_date` and the one before it, each with
/// only the rows that `keep` wants. The rows are AWS's, the choice is the test's.
pub fn before_and_after(create_date: &str, keep: impl Fn(&Row) -> bool) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut rows: BTreeSet<Row> = BTreeSet::new();
    let mut before = Vec::new();
    for publication in history()? {
        for row in &publication.remove {
            rows.remove(row);
        }
        rows.extend(publication.add.into_iter().filter(&keep));
        if publication.create_date == create_date {
            return Some((before, render(&publication.sync_token, create_date, &rows)));
        }
        // Rendering all of them would take minutes: only the day's may be the one before.
        if publication.create_date[..7] == create_date[..7] {
            before = render(&publication.sync_token, &publication.create_date, &rows);
        }
    }
    panic!("history has no publication of {create_date}");
}

/// A document with these rows, in AWS's form.
pub fn render(sync_token: &str, create_date: &str, rows: &BTreeSet<Row>) -> Vec<u8> {
    let (ipv6, ipv4): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row[0].contains(':'));
    let entry = |key: &str, [prefix, service, region, group]: &Row| -> Value {
        let mut entry = json!({ key: prefix, "service": service, "region": region });
        if !group.is_empty() {
            entry["network_border_group"] = json!(group);
        }
        entry
    };
    let document = json!({
        "syncToken": sync_token,
        "createDate": create_date,
        "prefixes": ipv4.iter().map(|row| entry("ip_prefix", row)).collect::<Vec<_>>(),
        "ipv6_prefixes": ipv6.iter().map(|row| entry("ipv6_prefix", row)).collect::<Vec<_>>(),
    });
    serde_json::to_vec_pretty(&document).unwrap()
}
