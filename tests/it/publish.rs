//! The script of `examples/edl` that publishes lists: what is there, what goes,
//! and what stays when there is nothing to go by.

use crate::support::{
    command::{Outcome, run},
    skip::skip,
};
use amazonconnect::{
    declaration::FromValue as _,
    render::{ObjectName, feed},
    rules::RuleSet,
};
use serde_json::json;
use std::{collections::BTreeSet, fs, path::Path, process::Command, time::Duration};

/// Files by name, for requests to these tcp ports.
fn files(ports: &[u16]) -> String {
    let rule = |port: &u16| json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": port, "to_port": port, "cidrs": ["8.8.8.0/24"] });
    let rules: Vec<_> = ports.iter().map(rule).collect();
    let rules = RuleSet::from_value(&serde_json::from_value(json!(rules)).unwrap()).unwrap();
    let name = ObjectName::from_value(&serde_json::from_value(json!("agents")).unwrap()).unwrap();
    serde_json::to_string(&feed(&rules, &name).unwrap()).unwrap()
}

/// Publishes `files` as the example says.
fn publish(files: &str, folder: &Path) -> Outcome {
    let input = folder.with_extension("json");
    fs::write(&input, files).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/edl/publish.sh");
    let mut sh = Command::new("sh");
    sh.args(["-c", "sh \"$0\" agents \"$1\" < \"$2\""]).arg(script).arg(folder).arg(input);
    run(&mut sh, Duration::from_secs(60))
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn the_list_of_a_permission_that_is_gone_goes() {
    if Command::new("jq").arg("--version").output().is_err() {
        return skip("there is no jq on PATH");
    }
    let scratch = tempfile::TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let folder = &scratch.path().join("lists");
    fs::create_dir(folder).unwrap();
    let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    // Of another name, though it starts alike; and of nobody.
    let others = ["agents-2-egress-tcp-443-ipv4.txt", "notes.txt"];
    for other in others {
        fs::write(folder.join(other), "").unwrap();
    }
    let both = ["agents-egress-tcp-443-ipv4.txt", "agents-egress-tcp-8443-ipv4.txt", "agents-index.json"];
    publish(&files(&[443, 8443]), folder).success();
    assert_eq!(names(folder), of(&[&others[..], &both[..]].concat()));
    assert_eq!(fs::read_to_string(folder.join(both[0])).unwrap(), "8.8.8.0/24\n");

    // Nothing to go by, or half of it: everything stays.
    for nothing in ["", "{}", "{\"agents-index.json\": \"{\"}"] {
        let outcome = publish(nothing, folder);
        assert_ne!(outcome.code, Some(0), "{nothing:?}: {}", outcome.text());
        assert_eq!(names(folder), of(&[&others[..], &both[..]].concat()), "{nothing:?}");
    }

    publish(&files(&[443]), folder).success();
    assert_eq!(names(folder), of(&[&others[..], &["agents-egress-tcp-443-ipv4.txt", "agents-index.json"]].concat()));
}
