//! Arguments that no configuration gives: too deep, too many, cut off. Each is
//! answered with an error at its index, and the process lives on.

use std::collections::BTreeSet;

use amazonconnect::plugin::proto::tfplugin6 as wire;
use serde_json::json;

use super::{Function, arguments, call, functions, raw};
use crate::protocol::client::Plugin;

/// The bytes as an argument of `function` at `index`, bare and behind a type.
fn forms(function: &Function, index: usize, bytes: &[u8]) -> Vec<wire::DynamicValue> {
    let typed = arguments::behind(&json!("dynamic"), bytes);
    if function.is_dynamic(index) { vec![typed, raw(bytes)] } else { vec![raw(bytes)] }
}

async fn assert_refused_everywhere(plugin: &mut Plugin, bytes: &[u8]) {
    assert_refused(plugin, bytes, |_| true).await;
}

/// Asserts that parameters are not given these bytes, as far as `is_tried` says
/// so of a parameter.
async fn assert_refused(plugin: &mut Plugin, bytes: &[u8], mut is_tried: impl FnMut(&wire::function::Parameter) -> bool) {
    for function in functions(plugin).await {
        let parameters = function.schema.parameters.iter().chain(&function.schema.variadic_parameter);
        for (index, _) in parameters.enumerate().filter(|(_, parameter)| is_tried(parameter)) {
            for argument in forms(&function, index, bytes) {
                let response = call(plugin, &function.name, function.with(index, argument)).await;
                let error = response.error.unwrap_or_else(|| panic!("{}, argument {index} was taken", function.name));
                assert_eq!(error.function_argument, Some(index as i64), "{}: {}", function.name, error.text);
                assert!(error.text.len() < 2_000 && !error.text.starts_with("Provider bug"), "{}: {}", function.name, error.text);
            }
        }
    }
    assert!(plugin.process.is_running());
}

#[tokio::test(flavor = "multi_thread")]
async fn deep_nesting_is_refused() {
    let mut plugin = Plugin::start().await;
    for depth in [33, 1_000, 100_000] {
        for level in [&[0x91][..], b"\x81\xa1a"] {
            assert_refused_everywhere(&mut plugin, &[level.repeat(depth), vec![0xc0]].concat()).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn megabytes_of_nulls_are_refused() {
    let mut plugin = Plugin::start().await;
    let nulls = |count: usize| [&[0xdd], &u32::try_from(count).unwrap().to_be_bytes()[..], &vec![0xc0; count]].concat();
    assert_refused_everywhere(&mut plugin, &nulls(4 << 10)).await;
    // One parameter of each kind, since a test build takes seconds for each.
    let mut seen = BTreeSet::new();
    let is_new = |parameter: &wire::function::Parameter| {
        let is_list = parameter.r#type != b"\"dynamic\"";
        seen.insert(if is_list { String::from_utf8(parameter.r#type.clone()).unwrap() } else { parameter.name.clone() })
    };
    assert_refused(&mut plugin, &nulls(8 << 20), is_new).await;
    assert!(["rules", "domain_rules", "options", "[\"list\",\"string\"]"].iter().all(|kind| seen.contains(*kind)), "{seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn lengths_that_are_not_there_are_refused() {
    let mut plugin = Plugin::start().await;
    for kind in [0xdd_u8, 0xdf, 0xdb, 0xc6] {
        assert_refused_everywhere(&mut plugin, &[kind, 0xff, 0xff, 0xff, 0xff]).await;
    }
}
