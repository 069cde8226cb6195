//! Memory in a state, and back; and states that somebody changed.

use super::{Ledger, asks, day, https, old, value};
use amazonconnect::{
    ledger::{LedgerRecord, Memory},
    rules::records,
};
use serde_json::{Value, json};

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
        change(&|state| state["document"]["create_date"] = Value::Null),
        change(&|state| *state = json!({})),
        change(&|state| *state = json!("x")),
    ];
    insta::assert_snapshot!(all.join("\n"));
}
