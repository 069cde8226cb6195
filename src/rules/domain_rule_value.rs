//! Domain rules as functions take them: lenient in form, strict in meaning.
//!
//! In: a list, set or tuple of objects, of a data source or written by hand.
//! Domain, protocol and port are needed; the rest may be absent or null. Out:
//! the set of them, or every defect with its place.

use super::{DomainHandling, DomainMatch, DomainRule, DomainRuleSet};
use crate::{
    declaration::{Arguments, FromValue, Mistake, Shape, Value, read_elements, read_object},
    model::{IpProtocol, PortRange},
    requirements::ProxyUse,
};

const EXPECTED: &str = "a list of domain rules, such as the `rules` of amazonconnect_domain_rules (of a map, give `values(…)`)";

/// One element.
#[derive(Arguments)]
struct DomainRuleObject {
    /// A name, or `*.name`, or one with a `*` within a label.
    #[argument(required)]
    domain: String,
    /// `tcp` or `udp`.
    #[argument(required)]
    ip_protocol: IpProtocol,
    /// The remote port.
    #[argument(required, min = 1, max = 65535)]
    port: u16,
    /// Follows from the domain; checked if it is there.
    r#match: Option<DomainMatch>,
    /// Not read: it follows from the content.
    #[expect(dead_code, reason = "what the data source gives can be given")]
    key: Option<String>,
    /// The ids of requirements.
    #[argument(default = Vec::new())]
    requirements: Vec<String>,
    /// Paths for proxies.
    #[argument(default = Vec::new())]
    url_paths: Vec<String>,
    /// The AWS page that says so.
    source_page: Option<String>,
    /// How far AWS stands behind it.
    status: Option<String>,
    /// What a proxy may do.
    handling: Option<ProxyUse>,
    /// The page that says so.
    handling_page: Option<String>,
    /// How far AWS stands behind that.
    handling_status: Option<String>,
}

impl FromValue for DomainRuleSet {
    fn shape() -> Shape {
        Shape::Dynamic
    }

    fn expected() -> String {
        EXPECTED.to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        read_elements(value, EXPECTED, rule).map(|rules| rules.into_iter().collect())
    }
}

/// The rule that an element is, or what is wrong with it: each text follows the
/// element's place.
fn rule(element: &Value) -> Result<DomainRule, Vec<String>> {
    let object: DomainRuleObject = read_object(element, "a domain rule")?;
    let match_kind = DomainMatch::of(&object.domain);
    if let Some(given) = object.r#match.filter(|given| *given != match_kind) {
        let (given, expected) = (given.as_str(), match_kind.as_str());
        return Err(vec![format!(".match is {given:?}, which does not fit {:?}: expected {expected:?} or null", object.domain)]);
    }
    Ok(DomainRule {
        requirements: object.requirements,
        domain: object.domain,
        match_kind,
        ip_protocol: object.ip_protocol,
        ports: PortRange::single(object.port),
        url_paths: object.url_paths,
        source_page: object.source_page.unwrap_or_default(),
        status: object.status.unwrap_or_default(),
        handling: object.handling.map(|proxy| DomainHandling {
            proxy,
            page: object.handling_page.unwrap_or_default(),
            status: object.handling_status.unwrap_or_default(),
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::DomainRuleRecord;
    use serde_json::json;

    fn rules(json: serde_json::Value) -> Result<DomainRuleSet, Vec<String>> {
        let value: Value = serde_json::from_value(json).unwrap();
        let texts = |mistakes: Vec<Mistake>| mistakes.into_iter().map(|mistake| mistake.of("domain_rules").text).collect();
        DomainRuleSet::from_value(&value).map_err(texts)
    }

    #[test]
    fn three_attributes_make_a_rule() {
        let rule = |domain: &str| json!({ "domain": domain, "ip_protocol": "tcp", "port": "443", "status": null });
        let set = rules(json!([rule("*.signin.aws"), rule("rtc*.example.com"), rule("a.example.com")])).unwrap();
        let kinds: Vec<_> = set.iter().map(|rule| (rule.key(), rule.match_kind)).collect();
        assert_eq!(
            kinds,
            [
                ("tcp-443-*.signin.aws".to_owned(), DomainMatch::Subdomains),
                ("tcp-443-a.example.com".to_owned(), DomainMatch::Exact),
                ("tcp-443-rtc*.example.com".to_owned(), DomainMatch::PartialLabel),
            ]
        );
        assert_eq!(rules(json!([])), Ok(DomainRuleSet::default()));
    }

    #[test]
    fn the_same_rule_given_twice_is_one() {
        let rule = |requirements: &[&str], url_paths: &[&str], status: &str| {
            json!({ "domain": "a.example.com", "ip_protocol": "tcp", "port": 443, "requirements": requirements,
                "url_paths": url_paths, "status": status, "key": "x", "match": "exact", "source_page": "https://docs.aws.amazon.com" })
        };
        let set = rules(json!([rule(&["a"], &["/x"], "current"), rule(&["b", "a"], &["/y", "/x"], "derived")])).unwrap();
        assert_eq!(set.len(), 1);
        let joined = set.iter().next().unwrap();
        assert_eq!(
            (&joined.requirements[..], &joined.url_paths[..]),
            (&["a".to_owned(), "b".to_owned()][..], &["/x".to_owned(), "/y".to_owned()][..])
        );
        assert_eq!(joined.status, "current");
        assert_eq!(joined.handling, None);
        let handled = |handling: &str| json!({ "domain": "a.example.com", "ip_protocol": "tcp", "port": 443, "handling": handling, "handling_page": handling });
        let set = rules(json!([rule(&["a"], &[], ""), handled("proxy_ok"), handled("direct"), handled("no_tls_inspection")]));
        let strictest = set.unwrap().iter().next().unwrap().handling.clone().unwrap();
        assert_eq!((strictest.proxy, &*strictest.page), (ProxyUse::Direct, "direct"));
        let every_path = rules(json!([rule(&["a"], &["/x"], ""), rule(&["a"], &[], "")])).unwrap();
        assert_eq!(every_path.iter().next().unwrap().url_paths, Vec::<String>::new());
    }

    #[test]
    fn what_is_given_can_be_given_back() {
        let given = json!([{ "domain": "*.signin.aws", "ip_protocol": "tcp", "port": 443, "requirements": ["dom-signin"],
            "url_paths": ["/saml"], "source_page": "https://docs.aws.amazon.com", "status": "current",
            "handling": "no_tls_inspection", "handling_page": "https://docs.aws.amazon.com", "handling_status": "derived" }]);
        let set = rules(given).unwrap();
        let records: Vec<_> = set.iter().map(DomainRuleRecord::from).collect();
        assert_eq!(rules(serde_json::to_value(records).unwrap()), Ok(set));
    }

    #[test]
    fn defects_name_their_place() {
        let all = json!([
            { "domain": null, "ip_protocol": "icmp", "port": 0, "requirement": "x" },
            "text",
            { "domain": "*.signin.aws", "ip_protocol": "tcp", "port": 443, "match": "exact" },
            { "domain": "a.example.com", "ip_protocol": "tcp", "port": 443, "match": "subdomain" },
            { "domain": "a.example.com", "ip_protocol": "tcp", "port": 443, "handling": "proxy-ok" },
        ]);
        insta::assert_snapshot!(rules(all).unwrap_err().join("\n"), @r#"
        domain_rules[0].domain is null: expected a string
        domain_rules[0].ip_protocol is "icmp": expected "tcp" or "udp"
        domain_rules[0].port is 0: expected an integer from 1 to 65535
        domain_rules[0]: there is no "requirement": did you mean "requirements"?
        domain_rules[1] is "text": expected a domain rule, an object
        domain_rules[2].match is "exact", which does not fit "*.signin.aws": expected "subdomains" or null
        domain_rules[3].match is "subdomain": expected "exact", "subdomains" or "partial_label". Did you mean "subdomains"?
        domain_rules[4].handling is "proxy-ok": expected "direct", "no_tls_inspection" or "proxy_ok". Did you mean "proxy_ok"?
        "#);
    }

    #[test]
    fn a_map_is_told_what_to_do() {
        assert_eq!(
            rules(json!({ "a": {} })).unwrap_err(),
            [
                "domain_rules is an object: expected a list of domain rules, such as the `rules` of amazonconnect_domain_rules (of a map, give `values(…)`)"
            ]
        );
    }
}
