//! What is done with arbitrary bytes: libFuzzer's, and those of the tests, which
//! have the same targets. A target panics where a law is broken.
//!
//! Bytes choose first what is called, where there is a choice; the rest is what
//! a host or a server would send. A value that is one of several has its length
//! before it, in two bytes.

use amazonconnect::{
    declaration::FromValue as _,
    fetch::{
        Source,
        cache::{CacheFault, Slot},
        sha256_hex,
    },
    guard::{Examined, freshness},
    ip_ranges::{parse, snapshot},
    model::{Moment, PortRange, Prefix, PrefixSet, cover},
    plugin::{Diagnostic, ResourceChange, ResourceState, ServedProvider},
    provider::{
        adapter::{Adapter, Catalog},
        assemble,
    },
    rules::RuleSet,
};
use serde_json::json;
use std::{
    fs,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use crate::devices::{self, FORMATS};

#[path = "../../tests/fixture/note.rs"]
mod note;

/// What is done with some bytes.
pub type Target = fn(&[u8]);

/// All targets. What reads bytes from outside has one.
pub const TARGETS: [(&str, Target); 10] = [
    ("document", document),
    ("snapshot", snapshot_text),
    ("cache", cache),
    ("provider", provider_block),
    ("data_source", data_source),
    ("resource", resource),
    ("function", function),
    ("prefixes", prefixes),
    ("ports", ports),
    ("rendered", rendered),
];

/// Longer than any message is.
const MOST_TEXT: usize = 64 << 10;

#[track_caller]
fn check_message(message: &str) {
    assert!(message.len() <= MOST_TEXT, "{} bytes of message", message.len());
    assert!(!message.contains(|c: char| c.is_control() && c != '\n'), "unprintable: {message:?}");
}

#[track_caller]
fn check_diagnostics(diagnostics: &[Diagnostic]) {
    diagnostics.iter().for_each(|diagnostic| {
        check_message(&diagnostic.summary);
        check_message(&diagnostic.detail);
    });
}

/// AWS's document: read alike in any layout, judged, kept in a snapshot.
fn document(data: &[u8]) {
    let read = parse(data);
    if let Ok(text) = std::str::from_utf8(data) {
        // The shortcut for AWS's own layout takes no text that starts so.
        assert_eq!(read.as_ref().ok(), parse(format!(" {text}").as_bytes()).as_ref().ok(), "the layout makes a difference");
    }
    match read {
        Ok(ranges) => {
            if let Ok(text) = snapshot::encode(&ranges, "0") {
                assert_eq!(snapshot::encode(&snapshot::decode(&text).unwrap().ranges, "0"), Ok(text));
            }
            Moment::parse(ranges.create_date()).into_iter().for_each(check_date);
            let examined = Examined::new(ranges, false);
            examined.defects().iter().for_each(|defect| check_message(&defect.to_string()));
            let doubt = examined.doubt();
            assert!(doubt.is_some() || examined.defects().is_empty(), "defects, and no doubt");
            doubt.iter().for_each(|doubt| check_message(doubt));
        }
        Err(error) => check_message(&error.to_string()),
    }
}

/// A document's date, held against a clock's and against itself.
fn check_date(published: Moment) {
    let now = Moment::from_unix(1_787_411_825).expect("a moment");
    let is_future = freshness::is_of_the_future(published, now);
    assert_eq!(freshness::age(published, now).is_none(), is_future, "{published}");
    assert!(!is_future || !freshness::is_of_the_future(now, published), "each is ahead of the other");
    assert!(freshness::is_small_step_back(published, published), "{published}");
    let _ = freshness::is_small_step_back(published, now) || freshness::is_small_step_back(now, published);
}

/// A file of the cache: read, kept, it is read alike. An odd first byte has the
/// head, up to a NUL, sealed with its digest, which no input would ever guess.
fn cache(data: &[u8]) {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let Some((kind, file)) = data.split_first() else { return };
    let file = if kind % 2 == 0 {
        file.to_vec()
    } else {
        let (head, document) = file.split_at(file.iter().position(|byte| *byte == 0).unwrap_or(file.len()));
        let digest = format!("head {}\n", sha256_hex(head));
        [head, digest.as_bytes(), document.get(1..).unwrap_or_default()].concat()
    };
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("amazonconnect-fuzzed-cache-{}-{number}", std::process::id()));
    fs::create_dir(&folder).expect("a folder of this input's own");
    let source = Source::parse("https://example.com/x").expect("a source");
    let slot = Slot::of(&folder, &source, Duration::from_secs(10)).expect("a place for it");
    fs::write(slot.path(), file).expect("a file");
    match run(slot.read()) {
        Ok(entry) => {
            let entry = entry.expect("a file is there");
            assert_eq!(sha256_hex(&entry.bytes), entry.sha256);
            // Two files are never at odds with each other here.
            fs::remove_file(slot.path()).expect("the file is there");
            assert_eq!(run(slot.write(entry.clone(), i64::MAX)), Ok(None));
            assert_eq!(run(slot.read()), Ok(Some(entry)));
        }
        Err(error) => {
            assert!(matches!(error.kind, CacheFault::Damaged { .. } | CacheFault::Foreign), "{error:?}");
            check_message(&error.to_string());
        }
    }
    fs::remove_dir_all(folder).expect("the folder is there");
}

/// The snapshot's text: what is read is written alike from then on.
fn snapshot_text(data: &[u8]) {
    match snapshot::decode(&String::from_utf8_lossy(data)) {
        Ok(read) => {
            if let Ok(text) = snapshot::encode(&read.ranges, &read.sha256) {
                let again = snapshot::decode(&text).unwrap();
                assert_eq!(snapshot::encode(&again.ranges, &again.sha256), Ok(text));
            }
        }
        Err(error) => check_message(&error.to_string()),
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    static RUNTIME: LazyLock<tokio::runtime::Runtime> =
        LazyLock::new(|| tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime"));
    RUNTIME.block_on(future)
}

/// A provider that is not configured.
fn fresh() -> &'static Arc<dyn ServedProvider> {
    static PROVIDER: LazyLock<Arc<dyn ServedProvider>> = LazyLock::new(assemble);
    &PROVIDER
}

/// A provider with the bundled document: what it reads comes from nowhere else.
fn configured() -> &'static Arc<dyn ServedProvider> {
    static PROVIDER: LazyLock<Arc<dyn ServedProvider>> = LazyLock::new(|| {
        let provider = assemble();
        run(provider.configure(String::new(), b"\x81\xb1bundled_ip_ranges\xc3".to_vec()));
        provider
    });
    &PROVIDER
}

/// The `provider` block, checked and taken. Nothing is read under it.
fn provider_block(data: &[u8]) {
    check_diagnostics(&run(fresh().validate_provider_config(data.to_vec())));
    check_diagnostics(&run(fresh().configure("1.11.4".to_owned(), data.to_vec())));
}

/// A data source by its number, checked and read.
fn data_source(data: &[u8]) {
    let Some((name, config)) = data.split_first() else { return };
    let names = configured().names().data_sources;
    let name = &names[usize::from(*name) % names.len()];
    let checked = run(configured().validate_data_source(name, config.to_vec()));
    let (state, read) = run(configured().read_data_source(name, config.to_vec()));
    assert_ne!(state.is_some(), is_failure(&read), "a state, or an error: {read:?}");
    assert!(state.is_none() || !is_failure(&checked), "what is refused is not read");
    check_diagnostics(&checked);
    check_diagnostics(&read);
}

fn is_failure(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == amazonconnect::plugin::Severity::Error)
}

struct Fixture;

#[async_trait::async_trait]
impl tf_provider::Provider for Fixture {
    type Config<'a> = tf_provider::value::ValueEmpty;
    type MetaState<'a> = tf_provider::value::ValueEmpty;

    fn schema(&self, _: &mut tf_provider::Diagnostics) -> Option<tf_provider::schema::Schema> {
        None
    }
}

/// Every call of a managed resource, with values that differ.
fn resource(data: &[u8]) {
    static PROVIDER: LazyLock<Adapter<Fixture>> =
        LazyLock::new(|| Adapter::new(Fixture, Catalog::default().resource("fixture_note", note::Note)));
    const NAME: &str = "fixture_note";
    let mut values = values(data).into_iter();
    let mut next = || values.next().unwrap_or_else(|| vec![0xc0]);
    let change = ResourceChange { prior: next(), proposed: next(), config: next(), private: next() };
    check_diagnostics(&run(PROVIDER.validate_resource(NAME, change.config.clone())));
    check_diagnostics(&run(PROVIDER.upgrade_resource(NAME, 1, change.prior.clone())).1);
    let current = ResourceState { state: change.prior.clone(), private: change.private.clone() };
    check_diagnostics(&run(PROVIDER.read_resource(NAME, current)).1);
    check_diagnostics(&run(PROVIDER.plan_resource(NAME, change.clone())).1);
    check_diagnostics(&run(PROVIDER.apply_resource(NAME, change.clone())).1);
    check_diagnostics(&run(PROVIDER.import_resource(NAME, &String::from_utf8_lossy(&change.config))).1);
}

/// The values that follow each other; the last one ends with the bytes.
fn values(mut data: &[u8]) -> Vec<Vec<u8>> {
    let mut values = Vec::new();
    while let [low, high, rest @ ..] = data {
        let length = usize::from(u16::from_le_bytes([*low, *high])).min(rest.len());
        let (value, behind) = rest.split_at(length);
        values.push(value.to_vec());
        data = behind;
    }
    values
}

/// A function by its number, called twice: the same arguments, the same result.
fn function(data: &[u8]) {
    let Some((name, arguments)) = data.split_first() else { return };
    let names = fresh().names().functions;
    let name = &names[usize::from(*name) % names.len()];
    let call = || run(fresh().call_function(name, values(arguments)));
    let result = call();
    assert_eq!(result, call(), "{name}");
    if let Err(error) = result {
        check_message(&error.text);
    }
}

/// Prefixes, one a line: each is written as it was read, and a cover of them
/// holds them all.
fn prefixes(data: &[u8]) {
    let mut all = Vec::new();
    for line in String::from_utf8_lossy(data).lines() {
        match line.parse::<Prefix>() {
            Ok(prefix) => {
                assert_eq!(prefix.to_string().parse(), Ok(prefix));
                all.push(prefix);
            }
            Err(error) => drop(error.to_string()),
        }
    }
    let set: PrefixSet = all.iter().copied().collect();
    assert!(all.iter().all(|prefix| set.contains_set(&[*prefix].into_iter().collect())));
    for budget in [1, 3] {
        if let Ok(cover) = cover(&set, budget) {
            let covered: PrefixSet = cover.prefixes.iter().copied().collect();
            assert!(cover.prefixes.len() <= budget && covered.contains_set(&set));
        }
    }
}

/// A port or a range of ports: written, it is the same again.
fn ports(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match text.parse::<PortRange>() {
        Ok(ports) => assert_eq!(ports.to_string().parse(), Ok(ports)),
        Err(error) => drop(error.to_string()),
    }
}

/// Rules of seven bytes each.
fn rules(data: &[u8]) -> RuleSet {
    let rule = |bytes: &[u8]| {
        let [kind, length, address @ ..] = bytes else { return None };
        let address: [u8; 4] = address.get(..4)?.try_into().ok()?;
        let prefix = if kind & 0x80 == 0 {
            let length = 1 + length % 32;
            Prefix::new(std::net::Ipv4Addr::from(u32::from_be_bytes(address) & u32::MAX << (32 - length)).into(), length)
        } else {
            let length = 17 + length % 32;
            let bits = u128::from(u32::from_be_bytes(address)) << 80 | 0x2600 << 112;
            Prefix::new(std::net::Ipv6Addr::from(bits & u128::MAX << (128 - length)).into(), length)
        };
        let prefix = prefix.expect("without host bits");
        let (direction, protocol, (from, to), source) = match kind % 5 {
            0 => ("egress", "tcp", (443, 443), None),
            1 => ("egress", "udp", (3478, 3478), None),
            2 => ("ingress", "udp", (49152, 65535), None),
            3 => ("ingress", "tcp", (49152, 65535), Some(443)),
            _ => ("ingress", "udp", (49152, 65535), Some(3478)),
        };
        Some(json!({
            "direction": direction, "flow": if source.is_some() { "return" } else { "request" }, "ip_protocol": protocol,
            "from_port": from, "to_port": to, "source_from_port": source, "source_to_port": source, "cidrs": [prefix.to_string()],
        }))
    };
    let rules: Vec<_> = data.chunks(7).take(40).filter_map(rule).collect();
    RuleSet::from_value(&serde_json::from_value(json!(rules)).expect("a value")).expect("rules")
}

/// Texts for devices, on devices that read them: what was rendered is what is
/// permitted, and the lines between two texts make one of the other.
fn rendered(data: &[u8]) {
    let (before, after) = data.split_at(data.len() / 2);
    let (before, after) = (rules(before), rules(after));
    for format in FORMATS {
        let mut device = devices::fresh(format, &before, "a");
        assert_eq!(device.permitted("a"), devices::required(&before, format), "{format:?}");
        devices::change(&mut *device, format, &before, &after, "a");
        assert_eq!(device.state(), devices::fresh(format, &after, "a").state(), "{format:?}");
    }
}
