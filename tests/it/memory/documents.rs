//! Documents from whoever answers at the URL: rows as short, as many and as
//! different as they can be, and what is not a row.

use amazonconnect::plugin::proto::tfplugin6 as wire;
use serde_json::json;

use super::Meter;
use crate::protocol::client::Plugin;

/// About so many bytes of a document's rows.
type Rows = fn(usize) -> String;

const ROWS: [(&str, Rows); 6] = [
    ("rows of one name", |n| rows(n, |_| "{\"ip_prefix\":\"PREFIX\",\"region\":\"a\",\"service\":\"b\"}".to_owned())),
    ("a service for each row", |n| {
        rows(n, |row| format!("{{\"ip_prefix\":\"PREFIX\",\"region\":\"a\",\"service\":\"{row:x}\"}}"))
    }),
    ("names for each row", |n| {
        rows(n, |row| {
            format!(
                "{{\"ip_prefix\":\"PREFIX\",\"region\":\"{row:x}\",\"service\":\"b{row:x}\",\"network_border_group\":\"{row:x}\"}}"
            )
        })
    }),
    ("one row many times", |n| rows(n, |_| "{\"ip_prefix\":\"8.8.8.0/24\",\"region\":\"a\",\"service\":\"b\"}".to_owned())),
    ("nulls for rows", |n| vec!["null"; n / 5].join(",")),
    ("empty rows", |n| vec!["{}"; n / 3].join(",")),
];

/// As many rows as have so many bytes, each with a prefix of its own.
fn rows(n: usize, row: impl Fn(usize) -> String) -> String {
    let length = row(0x10_0000).len() + 1;
    let of = |at: usize| row(at).replace("PREFIX", &format!("{}.{}.{}.0/24", 1 + (at >> 16) % 200, at >> 8 & 0xff, at & 0xff));
    (0..n / length).map(of).collect::<Vec<_>>().join(",")
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_any_shape() {
    const LENGTH: usize = 4 << 20;
    let bomb = |n: usize| format!("{{\"syncToken\":{}", "[".repeat(n));
    let unknown = |n: usize| format!("{{\"other\":[{}],\"syncToken\":1}}", vec!["[]"; n / 3].join(","));
    let with_rows = |rows: &Rows| {
        let rows = rows(LENGTH);
        format!("{{\"syncToken\":\"1787411825\",\"createDate\":\"2026-08-22-15-17-05\",\"prefixes\":[{rows}]}}")
    };
    let documents = ROWS.iter().map(|(name, rows)| (*name, with_rows(rows)));
    let others = [("a bomb", bomb(LENGTH)), ("an unknown key", unknown(LENGTH))];
    for (name, document) in documents.chain(others) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ip-ranges.json");
        std::fs::write(&path, &document).unwrap();
        let mut plugin = Plugin::start().await;
        plugin.provider().get_provider_schema(wire::get_provider_schema::Request {}).await.unwrap();
        plugin.configure(&json!({ "ip_ranges_url": format!("file://{}", path.display()) })).await;
        let meter = Meter::new(&plugin.process);
        let (state, diagnostics) =
            plugin.read_data_source("amazonconnect_ip_ranges", &json!({ "services": ["AMAZON_CONNECT"] })).await;
        assert!(state.is_none() && !diagnostics.is_empty(), "{name}: it has no row of the service");
        meter.check(&plugin.process, document.len(), name);
        assert!(plugin.process.is_running());
    }
}
