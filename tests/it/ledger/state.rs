//! Memory in a state, and back; and states that somebody changed.

use super::{Ledger, asks, at, day, https, old, value};
use crate::rules::{
    documents::{bundled, examined},
    history::rules_of,
};
use amazonconnect::{
    ledger::{LedgerRecord, Memory},
    model::Prefix,
    publications::Publications,
    rules::{Firewall, Merge, NetworkDeployment, Permission, records},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    net::{IpAddr, Ipv4Addr},
};

/// The state of a memory, as Terraform stores it.
pub fn state_of(memory: &Memory) -> Value {
    let arguments = &memory.arguments;
    let mut rules = serde_json::to_value(records(&arguments.required().rules())).unwrap();
    for rule in rules.as_array_mut().unwrap() {
        rule.as_object_mut().unwrap().remove("slots");
    }
    let mut state = json!({
        "rules": rules,
        "document": {
            "create_date": arguments.document.create_date.to_string(), "sha256": arguments.document.sha256.to_string(),
            "sync_token": arguments.document.sync_token, "origin": arguments.document.origin,
        },
        "notice_days": arguments.notice_days, "ramp_days": arguments.ramp_days, "hold_removed_days": arguments.hold_removed_days,
        "record_interval_days": arguments.record_interval_days, "max_shrink_ratio": arguments.max_shrink_ratio,
        "accept_shrink_sha256": arguments.accept_shrink_sha256.as_ref().map(ToString::to_string),
    });
    let computed = serde_json::to_value(LedgerRecord::from(memory)).unwrap();
    state.as_object_mut().unwrap().extend(computed.as_object().unwrap().clone());
    state
}

/// A ledger with a notice and a held prefix.
fn memory() -> Memory {
    let mut ledger = Ledger::new(old(&["10.0.0.0/24", "10.0.1.0/24", "10.0.3.0/24"]));
    ledger.apply(&asks(&https(&["10.0.0.0/24", "10.0.1.0/24", "10.0.3.0/24"]), day(0)));
    ledger.apply(&asks(&https(&["10.0.0.0/24", "10.0.1.0/24", "10.0.9.0/24"]), day(1))).memory
}

#[test]
fn a_state_is_the_memory() {
    let memory = memory();
    assert!(memory.notices.len() == 1 && memory.held.len() == 1 && memory.changes.added.len() == 1);
    assert_eq!(Memory::from_state(&value(state_of(&memory))), Ok(memory.clone()));
    insta::assert_json_snapshot!(state_of(&memory));
}

#[test]
fn a_state_that_was_changed_is_no_memory() {
    let change = |what: &dyn Fn(&mut Value)| {
        let mut state = state_of(&memory());
        what(&mut state);
        Memory::from_state(&value(state)).unwrap_err().to_string()
    };
    let cidrs = |state: &mut Value, list: &str| state[list][0]["cidrs"].as_array_mut().unwrap().pop();
    let all = [
        change(&|state| {
            state["effective_rules"][0]["cidrs"].as_array_mut().unwrap().pop();
        }),
        change(&|state| {
            cidrs(state, "effective_rules");
            state["effective_rules"][0]["slots"].as_array_mut().unwrap().pop();
        }),
        change(&|state| {
            state["effective_rules"][0]["cidrs"][0] = json!("10.0.0.0/25");
        }),
        change(&|state| {
            state["effective_rules"][0]["slots"][0] = json!(1);
        }),
        change(&|state| state["effective_rules"] = json!([])),
        change(&|state| {
            cidrs(state, "rules");
        }),
        change(&|state| state["held"] = json!([])),
        change(&|state| state["held"][0]["cidrs"] = json!(["10.0.77.0/24", "10.0.3.0/24"])),
        change(&|state| state["held"][0]["removed_at"] = json!("soon")),
        change(&|state| state["held"][0]["from_port"] = json!(444)),
        change(&|state| state["notices"][0]["cidrs"] = json!(["10.0.77.0/24"])),
        change(&|state| state["notices"][0]["from_port"] = json!(0)),
        change(&|state| state["notices"][0]["allow_by"] = json!("2027-09-01T00:00:00Z")),
        change(&|state| state["notices"][0]["full_traffic_at"] = json!("2027-01-02T00:00:00Z")),
        change(&|state| state["notices"][0]["not_seen_at"] = json!("2027-01-09T00:00:00Z")),
        change(&|state| state["held"][0]["drop_at"] = json!("2027-01-03T00:00:00Z")),
        change(&|state| state["held"][0]["removed_at"] = json!("2026-01-03T00:00:00Z")),
        change(&|state| state["digest"] = json!("0")),
        change(&|state| state["effective_rules"][0]["slots"] = Value::Null),
        change(&|state| state["held"][0]["first_seen"] = json!("2027-01-01T00:00:00Z")),
        change(&|state| {
            let twice = state["held"][0].clone();
            state["held"].as_array_mut().unwrap().push(twice);
        }),
        change(&|state| {
            state["held"][0]["removed_at"] = json!("2027-01-20T00:00:00Z");
            state["held"][0]["drop_at"] = json!("2027-02-03T00:00:00Z");
        }),
        change(&|state| {
            let twice = state["notices"][0].clone();
            state["notices"].as_array_mut().unwrap().push(twice);
        }),
        change(&|state| state["document"]["create_date"] = json!("2027-01-01T00:00:00Z")),
        change(&|state| state["next_not_seen_at"] = json!("2029-01-01T00:00:00Z")),
        change(&|state| state["changes"]["added"] = json!(["egress-tcp-443-10.0.3.0/25"])),
        change(&|state| state["changes"]["held"] = json!(["egress-tcp-443-10.0.0.0/24"])),
        change(&|state| state["changes"]["dropped"] = json!(["egress-tcp-443-10.0.0.0/24"])),
        change(&|state| state["document"]["create_date"] = Value::Null),
        change(&|state| *state = json!({})),
        change(&|state| *state = json!("x")),
    ];
    insta::assert_snapshot!(all.join("\n"));
}

/// What stands in a state once, and no other part of it tells.
#[test]
fn what_nothing_denies_is_taken() {
    let change = |what: &dyn Fn(&mut Value)| {
        let mut state = state_of(&memory());
        what(&mut state);
        Memory::from_state(&value(state))
    };
    // Another number of its own: prefixes move to other shards, and none goes.
    assert!(change(&|state| state["effective_rules"][0]["slots"][0] = json!(77)).is_ok());
    // A notice that is gone: nothing brings it back.
    assert!(change(&|state| state["notices"] = json!([])).is_ok());
}

#[test]
fn a_state_is_at_most_three_times_that_of_its_rules() {
    let examined = examined(&bundled());
    for region in ["us-east-1", "eu-central-1"] {
        for (merge, firewall) in Merge::ALL.into_iter().flat_map(|merge| Firewall::ALL.map(|firewall| (merge, firewall))) {
            let mut deployment = NetworkDeployment::new(BTreeSet::from([region.into()]));
            (deployment.merge, deployment.firewall) = (merge, firewall);
            let rules = rules_of(&examined, &deployment).unwrap();
            let first = asks(&rules, at("2026-08-22T15:17:05Z"));
            let mut ledger = Ledger { memory: None, publications: Publications::bundled().clone() };
            let created = ledger.apply(&first).memory;
            // Some of it is withdrawn, and as much is new.
            let is_moved = |address: Ipv4Addr| address.octets().map(u32::from).iter().sum::<u32>() % 23 == 0;
            let moved = |_: Permission, prefix: Prefix| match prefix.network() {
                IpAddr::V4(address) if is_moved(address) => {
                    format!("{}/24", Ipv4Addr::from(u32::from(address) ^ 0x1000_0000)).parse()
                }
                _ => Ok(prefix),
            };
            let changed = ledger.apply(&asks(&rules.replaced(moved), at("2026-08-29T15:17:05Z"))).memory;
            assert!(!changed.held.is_empty() && !created.notices.is_empty());
            for memory in [created, changed] {
                let state = state_of(&memory);
                let (whole, rules) = (state.to_string().len(), json!({ "rules": state["rules"] }).to_string().len());
                eprintln!(
                    "{region} {merge:?} {firewall:?}, {} held: {whole} bytes, {:.2} times its rules",
                    memory.held.len(),
                    whole as f64 / rules as f64
                );
                assert!(whole <= 3 * rules, "{region} {merge:?} {firewall:?}: {whole} bytes, {rules} of its rules");
            }
        }
    }
}
