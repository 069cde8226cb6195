//! The log: tracing events of the crates named in → one JSON object a line on standard
//! error, as go-plugin's hclog reads them. Nothing at all below the level that
//! the user asked for, and no line that hclog would split. Events of other
//! crates are never written: they may hold what must stay secret.

use std::{
    fmt::{Debug, Write as _},
    io::Write as _,
};

use serde_json::{Map, Value};
use time::{OffsetDateTime, format_description::BorrowedFormatItem, macros::format_description};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
};
use tracing_subscriber::{
    Layer,
    filter::FilterFn,
    layer::{Context, SubscriberExt},
    util::{SubscriberInitExt, TryInitError},
};

/// The only format that hclog takes for a time, and it must be text: read in
/// go-plugin 1.7.0 on 2026-11-22.
const TIMESTAMP: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");

/// hclog splits lines of 64 KiB; JSON can make one byte six.
const MAX_LINE_BYTES: usize = 60 * 1024;
const MAX_TEXT_BYTES: usize = 9 * 1024;

/// Writes the log of `crates` from now on. `level` is what the user wrote.
///
/// # Errors
/// When this process already has a log.
pub fn init(level: Option<&str>, crates: &'static [&'static str]) -> Result<(), TryInitError> {
    tracing_subscriber::registry().with(HclogLayer.with_filter(events_of(crates, level_filter(level)))).try_init()
}

/// Terraform's level names. What is no level counts as `trace`, as Terraform
/// reads it; `json` is Terraform's word for trace in JSON.
fn level_filter(level: Option<&str>) -> LevelFilter {
    match level.map(|level| level.trim().to_ascii_lowercase()).as_deref() {
        None | Some("off" | "") => LevelFilter::OFF,
        Some("error") => LevelFilter::ERROR,
        Some("warn") => LevelFilter::WARN,
        Some("info") => LevelFilter::INFO,
        Some("debug") => LevelFilter::DEBUG,
        Some(_) => LevelFilter::TRACE,
    }
}

/// The events of `crates`, from `level` on.
fn events_of(crates: &'static [&'static str], level: LevelFilter) -> FilterFn<impl Fn(&Metadata<'_>) -> bool> {
    let is_theirs = move |metadata: &Metadata<'_>| {
        let root = metadata.target().split("::").next().unwrap_or_default();
        *metadata.level() <= level && crates.contains(&root)
    };
    FilterFn::new(is_theirs).with_max_level_hint(level)
}

/// Formats events for hclog.
struct HclogLayer;

impl<S: Subscriber> Layer<S> for HclogLayer {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let line = line(event, OffsetDateTime::now_utc());
        // A log that cannot be written must not end the work.
        let _ = std::io::stderr().lock().write_all(line.as_bytes());
    }
}

/// One event as one line.
fn line(event: &Event<'_>, now: OffsetDateTime) -> String {
    let mut fields = Fields::default();
    event.record(&mut fields);
    let metadata = event.metadata();
    let mut standard = Map::new();
    standard.insert("@level".to_owned(), metadata.level().as_str().to_ascii_lowercase().into());
    standard.insert("@message".to_owned(), fields.message.into());
    standard.insert("@module".to_owned(), metadata.target().replace("::", ".").into());
    standard.insert("@timestamp".to_owned(), now.format(TIMESTAMP).unwrap_or_default().into());

    let mut all = standard.clone();
    all.append(&mut fields.others);
    let mut line = Value::Object(all).to_string();
    if line.len() > MAX_LINE_BYTES {
        standard.insert("truncated".to_owned(), true.into());
        line = Value::Object(standard).to_string();
    }
    line.push('\n');
    line
}

/// What an event carries.
#[derive(Default)]
struct Fields {
    message: String,
    others: Map<String, Value>,
}

impl Fields {
    fn insert(&mut self, field: &Field, value: impl Into<Value>) {
        self.others.insert(field.name().to_owned(), value.into());
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut text = Text::default();
        // Writing stops with an error when the text is full: what fits stays.
        let _ = write!(text, "{value:?}");
        if field.name() == "message" {
            self.message = text.0;
        } else {
            self.insert(field, text.0);
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.insert(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.insert(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.insert(field, value);
    }
}

/// At most [`MAX_TEXT_BYTES`] of text, cut between characters.
#[derive(Default)]
struct Text(String);

impl std::fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for character in text.chars() {
            if self.0.len() + character.len_utf8() > MAX_TEXT_BYTES {
                return Err(std::fmt::Error);
            }
            self.0.push(character);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// Collects lines instead of writing them.
    #[derive(Clone, Default)]
    struct Collector(Arc<Mutex<Vec<String>>>);

    impl<S: Subscriber> Layer<S> for Collector {
        fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
            let now = OffsetDateTime::from_unix_timestamp_nanos(1_000_000_000_000_000_100).unwrap();
            self.0.lock().unwrap().push(line(event, now));
        }
    }

    fn lines(level: &str, events: impl FnOnce()) -> Vec<String> {
        let collector = Collector::default();
        let subscriber =
            tracing_subscriber::registry().with(collector.clone().with_filter(events_of(&["ours"], level_filter(Some(level)))));
        tracing::subscriber::with_default(subscriber, events);
        collector.0.lock().unwrap().clone()
    }

    #[test]
    fn a_line_is_what_hclog_takes() {
        let lines =
            lines("trace", || tracing::info!(target: "ours::logs", count = 2, error = %"a \"b\"\nc", fine = true, "read"));
        let expected = r#"{"@level":"info","@message":"read","@module":"ours.logs","@timestamp":"2001-09-09T01:46:40.000000Z","count":2,"error":"a \"b\"\nc","fine":true}"#;
        assert_eq!(lines, [format!("{expected}\n")]);
    }

    #[test]
    fn nothing_is_written_below_the_level() {
        let events = || {
            tracing::error!(target: "ours", "e");
            tracing::warn!(target: "ours", "w");
            tracing::info!(target: "ours", "i");
            tracing::debug!(target: "ours", "d");
            tracing::trace!(target: "ours", "t");
        };
        for (level, count) in
            [("off", 0), ("ERROR", 1), ("Warn", 2), ("info", 3), ("DEBUG", 4), ("trace", 5), ("json", 5), ("what", 5)]
        {
            assert_eq!(lines(level, events).len(), count, "{level}");
        }
        assert_eq!(level_filter(None), LevelFilter::OFF);
    }

    #[test]
    fn other_crates_are_not_heard() {
        assert!(lines("trace", || tracing::error!(target: "h2::frame", "secret")).is_empty());
        assert!(lines("trace", || tracing::error!(target: "oursx", "secret")).is_empty());
    }

    #[test]
    fn the_longest_line_is_one_line_of_under_64_kib() {
        let worst = "\u{1}".repeat(100_000);
        let text = worst.as_str();
        let long = lines("trace", || tracing::error!(target: "ours", a = text, b = text, "{text}"));
        assert!(long[0].len() < 64 * 1024, "{}", long[0].len());
        let value: Value = serde_json::from_str(&long[0]).unwrap();
        assert_eq!(value["truncated"], true);
        assert_eq!(value["@message"].as_str().unwrap().len(), MAX_TEXT_BYTES);

        let umlauts = "ü".repeat(100_000);
        let cut = lines("trace", || tracing::error!(target: "ours", a = umlauts.as_str(), "m"));
        assert!(serde_json::from_str::<Value>(&cut[0]).unwrap()["a"].as_str().unwrap().len() <= MAX_TEXT_BYTES);
    }
}
