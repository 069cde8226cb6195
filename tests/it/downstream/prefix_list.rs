//! Managed prefix lists, and what EC2 asks of them that moto does not check.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::example::{assert_event, example};

/// EC2 takes this many entries in one request.
const MAX_ENTRIES_PER_REQUEST: usize = 100;

fn prefixes(list: &Value) -> BTreeSet<String> {
    list["entry"].as_array().unwrap().iter().map(|entry| entry["cidr"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_list_changes_in_place_and_its_rule_stays() {
    let services = ["AMAZON_CONNECT", "CLOUDFRONT"];
    let Some(example) = example("aws-prefix-list", json!({ "services": services, "vpc_id": "", "list_size": 30 })) else {
        return;
    };
    let first = example.apply_before();
    let planned = first.json["planned_values"]["root_module"]["resources"].as_array().unwrap();
    let lists: Vec<&Value> = planned.iter().filter(|item| item["type"] == "aws_ec2_managed_prefix_list").collect();
    assert!(!lists.is_empty());
    for list in lists {
        let values = &list["values"];
        let entries = values["entry"].as_array().unwrap();
        assert_eq!(prefixes(values).len(), entries.len(), "{} repeats a prefix", list["address"]);
        assert!(entries.len() <= MAX_ENTRIES_PER_REQUEST);
        assert!(entries.len() <= usize::try_from(values["max_entries"].as_u64().unwrap()).unwrap());
        let ipv6 = values["address_family"] == "IPv6";
        assert!(prefixes(values).iter().all(|prefix| prefix.contains(':') == ipv6));
    }

    let plan = example.plan_event();
    let address = r#"aws_ec2_managed_prefix_list.connect["egress-tcp-443-ipv4-0"]"#;
    assert_eq!(plan.changes().keys().collect::<Vec<_>>(), [address]);
    let change = plan.change(address);
    assert_eq!(change["actions"], json!(["update"]));
    assert_eq!(change["before"]["max_entries"], change["after"]["max_entries"]);
    assert_event(&prefixes(&change["before"]), &prefixes(&change["after"]));
    example.finish(&plan);
}
