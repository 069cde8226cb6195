//! `rules_cover`: rules within a budget of prefixes.
//!
//! In: rules and a budget. Out: the rules, where too many prefixes of a
//! permission are replaced by the superset with the fewest extra addresses; a
//! prefix has the joined labels of all that it holds. What is within the budget
//! stays as it is.
//!
//! Slots are dropped, also where nothing is replaced: a cover's prefixes have
//! none, rules with and without slots do not mix, and numbers must not change
//! their form on the day on which a budget is first exceeded.

use crate::{
    declaration::{Arguments, Declare, Function, Refuse, options},
    model::Prefix,
    rules::{
        RuleSet, SlottedRuleRecord,
        budget::{Budget, Excess, fit},
        records, rules_parameter,
    },
};
/// The budget.
#[derive(Arguments)]
struct Options {
    /// How many prefixes each direction and family may have, over all its port
    /// ranges, as security groups and network ACLs count; split so that the
    /// fewest extra addresses are allowed.
    #[argument(min = 1)]
    max_rules: Option<usize>,
    /// How many prefixes each direction, flow, protocol, port range and family may have.
    #[argument(min = 1)]
    max_cidrs: Option<usize>,
    /// How many extra addresses are accepted for each wanted one, such as `0.05`,
    /// in each direction, flow, protocol, port range and family.
    #[argument(default = 0.0, min = 0)]
    max_overshoot_ratio: f64,
}

pub(super) fn function() -> Function {
    Declare {
        name: "rules_cover",
        summary: "Hold rules within a budget of prefixes",
        description: "Gives the rules with at most `max_cidrs` prefixes for each direction, flow, protocol, port range and family, and at \
                      most `max_rules` for each direction and family: where there are more, the superset with the fewest extra addresses \
                      stands for them. Both budgets hold where both are given; without one the rules come back as they are. Extra \
                      addresses belong to others: more than `max_overshoot_ratio` of them is an error that says what other budgets cost. \
                      Nothing broader than /8 or /20 (IPv6) is ever allowed, and nothing that is not public. The result has no slots, so \
                      that numbers do not change on the day on which a budget is first exceeded.",
    }
    .function((rules_parameter(), options::<Options>()), covered)
}

impl Refuse for Excess {
    fn argument(&self) -> Option<&str> {
        Self::argument(self)
    }
}

fn covered((rules, options): (RuleSet, Options)) -> Result<Vec<SlottedRuleRecord>, Excess> {
    let Options { max_rules, max_cidrs, max_overshoot_ratio } = options;
    let budget = Budget { max_cidrs, max_rules, max_overshoot_ratio };
    let exceeding = budget.exceeded_by(&rules.permissions().map(|(permission, lines)| (permission, lines.len())).collect());
    let wanted = exceeding.into_iter().map(|permission| (permission, rules.prefixes(&permission))).collect();
    let fitted = fit(&wanted, &budget)?;
    let covered = rules.replaced(|permission, prefix| {
        let cover = fitted.get(&permission).map(|fitted| fitted.prefixes.as_slice());
        [cover.and_then(|cover| holder(cover, prefix)).unwrap_or(prefix)]
    });
    Ok(records(&covered.rules()))
}

/// The prefix of a cover, sorted and disjoint, that holds `prefix`.
fn holder(cover: &[Prefix], prefix: Prefix) -> Option<Prefix> {
    let last = cover.partition_point(|member| *member <= prefix).checked_sub(1)?;
    cover.get(last).copied().filter(|member| member.contains(prefix))
}

#[cfg(test)]
mod tests {
    use crate::functions::tests::{assert_refused, call};
    use serde_json::{Value, json};

    fn rules() -> Value {
        let rule = |port: u16, services: &[&str], cidrs: &[&str]| {
            json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": port, "to_port": port, "services": services,
                "cidrs": cidrs, "slots": (1..=cidrs.len()).collect::<Vec<_>>() })
        };
        json!([
            rule(443, &["S3"], &["15.0.0.0/24"]),
            rule(443, &["EC2"], &["15.0.2.0/24", "15.0.4.0/24"]),
            rule(3478, &["EC2"], &["20.0.0.0/25", "20.0.0.128/25", "52.0.0.0/24"]),
        ])
    }

    fn lists(options: Value) -> Vec<(Value, Value, Value)> {
        let rules = call("rules_cover", json!([rules(), options])).unwrap();
        let part = |rule: &Value| (rule["services"].clone(), rule["cidrs"].clone(), rule["slots"].clone());
        rules.as_array().unwrap().iter().map(part).collect()
    }

    #[test]
    fn what_is_within_the_budget_stays() {
        let as_they_are = [
            (json!(["EC2"]), json!(["15.0.2.0/24", "15.0.4.0/24"]), Value::Null),
            (json!(["S3"]), json!(["15.0.0.0/24"]), Value::Null),
            (json!(["EC2"]), json!(["20.0.0.0/25", "20.0.0.128/25", "52.0.0.0/24"]), Value::Null),
        ];
        for options in [json!({}), json!({ "max_cidrs": 3, "max_rules": 6 })] {
            assert_eq!(lists(options), as_they_are);
        }
        assert_eq!(call("rules_cover", json!([[], { "max_rules": 1 }])), Ok(json!([])));
    }

    #[test]
    fn labels_are_those_of_what_a_prefix_holds() {
        assert_eq!(
            lists(json!({ "max_rules": 4, "max_overshoot_ratio": 0.7 })),
            [
                (json!(["EC2"]), json!(["15.0.4.0/24"]), Value::Null),
                (json!(["EC2", "S3"]), json!(["15.0.0.0/22"]), Value::Null),
                (json!(["EC2"]), json!(["20.0.0.0/24", "52.0.0.0/24"]), Value::Null),
            ]
        );
    }

    #[test]
    fn an_excess_names_the_options() {
        assert_refused("rules_cover", json!([rules(), { "max_rules": 4 }]), 1, "max_rules = 5 would do, with 0 extra addresses");
        assert_refused("rules_cover", json!([rules(), { "max_cidrs": 2 }]), 1, "egress tcp/443 ipv4: an exact list has 3 CIDRs");
        assert_refused(
            "rules_cover",
            json!([rules(), { "max_cidrs": 0 }]),
            1,
            "max_cidrs is 0: expected an integer of 1 or more",
        );
    }
}
