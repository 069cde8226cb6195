//! `rules_subtract`: exceptions to rules, exactly.
//!
//! In: rules and the prefixes that they must not hold. Out: the rules with
//! these addresses cut out, permission by permission; a prefix that is not
//! concerned stays as it is, with its label and its slot.
//!
//! A prefix with a slot is never cut in pieces: pieces have no slots, rules with
//! and without them do not mix, and dropping all would renumber a whole
//! network ACL. The ledger gives numbers to what is subtracted before it.

use crate::{
    declaration::{Declare, Function, Refuse, parameter},
    model::{Prefix, PrefixSet},
    rules::{RuleSet, SlottedRuleRecord, records, rules_parameter},
};

pub(super) fn function() -> Function {
    Declare {
        name: "rules_subtract",
        summary: "Take addresses out of rules, exactly",
        description: "Gives the rules without the addresses of `cidrs`, in every direction and for every port: not one address more goes, \
                      not one less. A prefix that is concerned in part is cut into the fewest prefixes that hold the rest; all others stay \
                      as they are. Whatever is taken away Amazon Connect may need: calls can fail. Rules of an \
                      `amazonconnect_range_ledger` lose whole prefixes only, since the pieces of one would have no slot: subtract from the \
                      ledger's own `rules` instead.",
    }
    .function((rules_parameter(), parameter("cidrs", "The prefixes to take away, of either family.")), subtracted)
}

/// A prefix with a slot would be cut.
#[derive(Debug, thiserror::Error)]
#[error(
    "{key} has slot {slot} and would be cut into {pieces} prefixes, which have none: subtract from the `rules` that the amazonconnect_range_ledger is given, so that it numbers the pieces, or name whole prefixes"
)]
struct SlotCut {
    key: String,
    slot: u32,
    pieces: usize,
}

impl Refuse for SlotCut {
    fn argument(&self) -> Option<&str> {
        Some("cidrs")
    }
}

fn subtracted((rules, taken): (RuleSet, PrefixSet)) -> Result<Vec<SlottedRuleRecord>, SlotCut> {
    let rest = |prefix: Prefix| PrefixSet::from_iter([prefix]).subtract(&taken.part_in(prefix));
    if !rules.has_slots() {
        return Ok(records(&rules.replaced(|_, prefix| rest(prefix).iter().collect::<Vec<_>>()).rules()));
    }
    for rule in rules.iter() {
        let pieces = rest(rule.prefix);
        if let (Some(slot), false) = (rule.slot, pieces.is_empty() || pieces.contains(rule.prefix)) {
            return Err(SlotCut { key: rule.key(), slot, pieces: pieces.len() });
        }
    }
    Ok(records(&rules.kept(|rule| !taken.contains(rule.prefix)).rules()))
}

#[cfg(test)]
mod tests {
    use crate::functions::tests::{assert_refused, call};
    use serde_json::{Value, json};

    fn rule(cidrs: &[&str], slots: Value) -> Value {
        json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidrs": cidrs, "slots": slots,
            "services": ["EC2"] })
    }

    fn cidrs_and_slots(arguments: Value) -> Vec<(Value, Value)> {
        let rules = call("rules_subtract", arguments).unwrap();
        rules.as_array().unwrap().iter().map(|rule| (rule["cidrs"].clone(), rule["slots"].clone())).collect()
    }

    #[test]
    fn the_rest_keeps_its_label() {
        let all = json!([[rule(&["15.193.0.0/19", "52.0.0.0/16", "2600::/32"], Value::Null)], ["15.193.0.0/20", "52.0.0.0/8"]]);
        assert_eq!(cidrs_and_slots(all.clone()), [(json!(["15.193.16.0/20"]), Value::Null), (json!(["2600::/32"]), Value::Null)]);
        assert_eq!(call("rules_subtract", all).unwrap()[0]["services"], json!(["EC2"]));
        assert_eq!(call("rules_subtract", json!([[rule(&["52.0.0.0/16"], Value::Null)], ["0.0.0.0/0"]])), Ok(json!([])));
        assert_eq!(call("rules_subtract", json!([[], ["0.0.0.0/0"]])), Ok(json!([])));
    }

    #[test]
    fn slots_stay_and_are_never_cut() {
        let slotted = rule(&["15.193.0.0/19", "52.0.0.0/16"], json!([4, 9]));
        assert_eq!(cidrs_and_slots(json!([[slotted], ["15.193.0.0/19"]])), [(json!(["52.0.0.0/16"]), json!([9]))]);
        assert_eq!(
            cidrs_and_slots(json!([[slotted], ["10.0.0.0/8"]])),
            [(json!(["15.193.0.0/19", "52.0.0.0/16"]), json!([4, 9]))]
        );
        let part = json!([[slotted], ["52.0.0.0/24"]]);
        assert_refused("rules_subtract", part, 1, "egress-tcp-443-52.0.0.0/16 has slot 9 and would be cut into 8 prefixes");
    }
}
