//! The functions as they are declared: what they take, what they give, and
//! that both are what the declaration says.

use super::sample::{domains, home_net, stateless};
use amazonconnect::{
    declaration::{Argument, Function, Shape, Value},
    render::{functions, network_firewall_stateless, security_group_rules},
    rules::{DomainRuleRecord, records},
};
use serde_json::json;
use std::fmt::Write as _;

fn function(name: &str) -> Function {
    functions().into_iter().find(|function| function.name == name).unwrap()
}

fn call(function: &Function, arguments: &[serde_json::Value]) -> Result<serde_json::Value, (Option<usize>, String)> {
    let values: Vec<Value> = arguments.iter().map(|argument| serde_json::from_value(argument.clone()).unwrap()).collect();
    let result = function.call(&values).map_err(|refusal| (refusal.argument, refusal.text))?;
    Ok(serde_json::to_value(result).unwrap())
}

fn rules() -> serde_json::Value {
    serde_json::to_value(records(&stateless().rules())).unwrap()
}

/// An argument that the parameter of this name takes.
fn argument(name: &str) -> serde_json::Value {
    match name {
        "rules" | "before" | "after" => rules(),
        "notices" => json!([]),
        "review" => json!({ "rules": rules() }),
        "now" => json!("2026-08-22T15:17:05Z"),
        "name" => json!("amazon-connect"),
        "domain_rules" => serde_json::to_value(domains().iter().map(DomainRuleRecord::from).collect::<Vec<_>>()).unwrap(),
        "direction" => json!("egress"),
        "home_net" => json!(home_net().iter().map(ToString::to_string).collect::<Vec<_>>()),
        "first_rule_number" | "first_priority" | "size" => json!(100),
        // The one that every function with a format has.
        "format" => json!("fortios"),
        "target" => json!("security_group"),
        _ => panic!("no argument for {name}"),
    }
}

/// Whether a value is of a type. What is null may be of any.
fn fits(value: &serde_json::Value, shape: &Shape) -> bool {
    match (value, shape) {
        (serde_json::Value::Null, _)
        | (_, Shape::Dynamic)
        | (serde_json::Value::Bool(_), Shape::Bool)
        | (serde_json::Value::Number(_), Shape::Number)
        | (serde_json::Value::String(_), Shape::Text) => true,
        (serde_json::Value::Array(elements), Shape::List(of) | Shape::Set(of)) => elements.iter().all(|one| fits(one, of)),
        (serde_json::Value::Object(elements), Shape::Map(of)) => elements.values().all(|one| fits(one, of)),
        (serde_json::Value::Object(attributes), Shape::Object(fields)) => {
            attributes.len() == fields.len()
                && fields.iter().all(|field| attributes.get(field.name).is_some_and(|value| fits(value, &field.shape)))
        }
        _ => false,
    }
}

/// A type as configuration writes it.
fn written(shape: &Shape) -> String {
    match shape {
        Shape::Bool => "bool".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Text => "string".to_owned(),
        Shape::Dynamic => "any".to_owned(),
        Shape::List(of) => format!("list({})", written(of)),
        Shape::Set(of) => format!("set({})", written(of)),
        Shape::Map(of) => format!("map({})", written(of)),
        Shape::Object(fields) => {
            let fields: Vec<String> = fields.iter().map(|field| format!("{} = {}", field.name, written(&field.shape))).collect();
            format!("object({{{}}})", fields.join(", "))
        }
        Shape::Nested(_) => "object".to_owned(),
    }
}

#[test]
fn signatures() {
    let mut text = String::new();
    for function in functions() {
        let list = |arguments: &[Argument]| {
            let argument = |argument: &Argument| format!("{} {}", argument.name, written(&argument.shape));
            arguments.iter().map(argument).collect::<Vec<String>>().join(", ")
        };
        let options = function.options.as_deref().map_or_else(String::new, |options| format!(", {{{}}}", list(options)));
        let _ = writeln!(text, "{}({}{options})\n  {}", function.name, list(&function.parameters), written(&function.result));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn results_are_of_the_declared_type() {
    for function in functions() {
        let arguments: Vec<_> = function.parameters.iter().map(|parameter| argument(parameter.name)).collect();
        let result = call(&function, &arguments).unwrap();
        assert!(fits(&result, &function.result), "{}: {result} is no {}", function.name, written(&function.result));
        assert!(!fits(&json!(true), &function.result), "the check can fail");
        let (text, summary) = (function.description, function.summary);
        assert!(text.ends_with('.') && !text.contains("  ") && !summary.ends_with('.'), "{}: {text}", function.name);
    }
}

#[test]
fn a_call_gives_what_the_rendering_gives() {
    let expected = serde_json::to_value(security_group_rules(&stateless()).unwrap()).unwrap();
    assert_eq!(call(&function("security_group_rules"), &[rules()]), Ok(expected));
    let expected = serde_json::to_value(network_firewall_stateless(&stateless(), &home_net(), 7).unwrap()).unwrap();
    let arguments = [rules(), argument("home_net"), json!("7")];
    assert_eq!(call(&function("network_firewall_stateless"), &arguments), Ok(expected));
}

#[test]
fn shards_can_be_given_to_the_next_function() {
    let parts = call(&function("shard_rules"), &[rules(), json!(2)]).unwrap();
    for part in parts.as_object().unwrap().values() {
        let groups = call(&function("security_group_rules"), std::slice::from_ref(part)).unwrap();
        assert!(groups.as_object().unwrap().len() <= 4, "two a family");
    }
}

#[test]
fn a_difference_has_the_lines_of_a_device_if_one_is_named() {
    let diff = function("rules_diff");
    let without = call(&diff, &[json!([]), rules()]).unwrap();
    assert_eq!(without["added"], rules());
    assert_eq!((&without["removed"], &without["unchanged"], &without["text"]), (&json!([]), &json!([]), &json!(null)));
    let options = json!({ "format": "cisco_asa", "name": "agents" });
    let with = call(&diff, &[json!([]), rules(), options.clone()]).unwrap();
    assert_eq!(with["summary"], without["summary"]);
    assert!(
        with["text"].as_str().unwrap().contains("access-list agents-egress line 1 extended permit udp any4 object-group agents-")
    );
    let same = call(&diff, &[rules(), rules(), options]).unwrap();
    assert_eq!((&same["text"], &same["summary"], &same["unchanged"]), (&json!(""), &json!("nothing changes"), &rules()));
    let (at, text) = call(&diff, &[rules(), rules(), json!({ "format": "plain" })]).unwrap_err();
    assert_eq!((at, text.contains("expected the format of a device")), (Some(2), true), "{text}");
    for option in ["name", "vdom", "agents_zone"] {
        // Given, if only as what is the default.
        let (at, text) = call(&diff, &[rules(), rules(), json!({ option: "amazon-connect" })]).unwrap_err();
        assert_eq!(at, Some(2));
        assert!(text.contains(&format!("{option} is set, but format is null")), "{text}");
        assert!(call(&diff, &[rules(), rules(), json!({ option: null })]).is_ok(), "{option}");
    }
}

#[test]
fn the_header_names_the_regions_and_nothing_else_changes() {
    let (text, diff) = (function("render_text"), function("rules_diff"));
    for format in ["cisco_asa", "cisco_ios", "fortios", "junos", "junos_srx", "nftables", "pan_os"] {
        let regions = json!({ "regions": ["us-west-2", "us-east-1"] });
        let with = call(&text, &[rules(), json!(format), regions]).unwrap();
        let with = with.as_str().unwrap();
        let without = call(&text, &[rules(), json!(format)]).unwrap();
        assert_eq!(
            with.lines().nth(1).unwrap().trim_start_matches(['#', '!', ' ']),
            "Regions: us-east-1, us-west-2.",
            "{format}"
        );
        let rest = |text: &str| text.lines().filter(|line| !line.contains("Regions: ")).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(rest(with), without.as_str().unwrap().lines().collect::<Vec<_>>(), "{format}");

        let lines = |options: serde_json::Value| {
            call(&diff, &[json!([]), rules(), options]).unwrap()["text"].as_str().unwrap().to_owned()
        };
        let with = lines(json!({ "format": format, "regions": ["us-east-1"] }));
        assert!(with.lines().any(|line| line.ends_with(" Regions: us-east-1.")), "{format}: {with}");
        assert_eq!(rest(&with), lines(json!({ "format": format })).lines().collect::<Vec<_>>(), "{format}");
    }
    let refused = |format: &str, regions: serde_json::Value| {
        call(&text, &[rules(), json!(format), json!({ "regions": regions })]).unwrap_err()
    };
    let expected = "expected a Region such as \"us-east-1\"";
    let (at, text) = refused("junos", json!(["us-east-1", "us-east-1\nset system"]));
    assert!(at == Some(2) && text.contains("regions[1]") && text.contains(expected), "{text}");
    let (at, text) = refused("plain", json!(["us-east-1"]));
    assert!(at == Some(2) && text.contains("a bare list has no header to name them in"), "{text}");
}

/// A device holds prefixes, so it must be told, though no address comes or goes.
#[test]
fn the_same_addresses_in_other_prefixes_are_to_be_loaded() {
    let rules = |cidrs: &[&str]| json!([{ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidrs": cidrs }]);
    let (halves, whole) = (rules(&["8.8.8.0/24", "8.8.9.0/24"]), rules(&["8.8.8.0/23"]));
    let diff = |options: serde_json::Value| call(&function("rules_diff"), &[halves.clone(), whole.clone(), options]).unwrap();
    let said = "egress tcp/443 ipv4: the same addresses in other prefixes";
    for format in ["cisco_asa", "cisco_ios", "fortios", "junos", "junos_srx", "nftables", "pan_os"] {
        let result = diff(json!({ "format": format }));
        assert_eq!((&result["added"], &result["removed"]), (&json!([]), &json!([])), "{format}");
        assert_eq!(result["summary"], json!(format!("{said}; load text, for the device holds prefixes")), "{format}");
        assert!(result["text"].as_str().unwrap().contains("8.8.8.0"), "{format}: {result}");
    }
    assert_eq!(diff(json!({}))["summary"], json!(said), "there is no text to load");
}

/// What wider ports permit is not closed, and yet the device has a line too many.
#[test]
fn a_line_that_wider_ports_stand_in_for_is_removed_from_the_device() {
    let rule = |to: u16| json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": to, "cidrs": ["8.8.8.0/24"] });
    let diff = |before: serde_json::Value, after: serde_json::Value, format: &str| {
        call(&function("rules_diff"), &[before, after, json!({ "format": format })]).unwrap()
    };
    for format in ["cisco_asa", "cisco_ios", "fortios", "junos", "junos_srx", "nftables", "pan_os"] {
        let fewer = diff(json!([rule(443), rule(444)]), json!([rule(444)]), format);
        assert_eq!((&fewer["added"], &fewer["removed"]), (&json!([]), &json!([])), "{format}");
        let said = "egress tcp/443 ipv4: the same traffic by other permissions; load text, for the device holds prefixes";
        assert_eq!(fewer["summary"], json!(said), "{format}");
        assert_ne!(fewer["text"], json!(""), "{format}");
        let wider = diff(json!([rule(443)]), json!([rule(444)]), format);
        assert_eq!(wider["removed"], json!([]), "{format}");
        let text = wider["text"].as_str().unwrap();
        let names = |line: &&str| line.contains("443") && !line.contains("444");
        assert!(text.lines().any(|line| names(&line)) && text.contains("444"), "{format}: {text}");
    }
}

#[test]
fn refusals_stand_at_their_argument() {
    let refused = |name: &str, arguments: &[serde_json::Value]| call(&function(name), arguments).unwrap_err();
    let (at, text) = refused("render_text", &[rules(), json!("iptables")]);
    assert_eq!(at, Some(1));
    assert!(text.contains("\"plain_ipv6\". Did you mean \"nftables\"?"), "{text}");
    assert_eq!(refused("network_acl_entries", &[rules(), json!(0)]).0, Some(1));
    assert_eq!(refused("network_acl_blocks", &[rules(), json!("out"), json!(1)]).0, Some(1));
    assert_eq!(refused("network_firewall_stateful", &[rules(), json!(["10.0.0.0/8"])]).0, Some(1), "no IPv6 home");
    assert_eq!(refused("network_firewall_stateful", &[json!(7), json!([])]).0, Some(0));
}
