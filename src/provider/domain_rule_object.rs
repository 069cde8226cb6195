//! A domain rule as a Terraform object: an element of the `rules` output of
//! `amazonconnect_domain_rules`, and of the `domain_rules` argument of
//! functions.

use serde::{Deserialize, Serialize};
use tf_provider::{
    schema::{AttributeType, Type},
    value::Value,
};

use super::{
    functions::WhollyKnown,
    rule_object::{name, port},
    values::{Number, StringList},
};
use crate::{
    model::{IpProtocol, PortRange},
    rules::{DomainMatch, DomainRule},
};

/// One rule. As an output every field is known; as an argument each may be
/// null or unknown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DomainRuleObject {
    key: Value<String>,
    requirement: Value<String>,
    domain: Value<String>,
    r#match: Value<String>,
    ip_protocol: Value<String>,
    port: Value<Number>,
    url_paths: StringList,
    source_page: Value<String>,
    status: Value<String>,
}

/// The attributes that are neither the port nor the paths.
const TEXTS: [&str; 7] = ["key", "requirement", "domain", "match", "ip_protocol", "source_page", "status"];

/// The object's type, for an attribute.
pub fn domain_rule_attribute_type() -> AttributeType {
    let texts = TEXTS.into_iter().map(|field| (field.to_owned(), AttributeType::String));
    let others = [
        ("port".to_owned(), AttributeType::Number),
        ("url_paths".to_owned(), AttributeType::List(Box::new(AttributeType::String))),
    ];
    AttributeType::Object(texts.chain(others).collect())
}

/// The object's type, for a function.
pub fn domain_rule_type() -> Type {
    let texts = TEXTS.into_iter().map(|field| (field.to_owned(), Type::String));
    let others = [("port".to_owned(), Type::Number), ("url_paths".to_owned(), Type::List(Box::new(Type::String)))];
    Type::Object(texts.chain(others).collect())
}

impl From<&DomainRule> for DomainRuleObject {
    fn from(rule: &DomainRule) -> Self {
        let text = |text: &str| Value::Value(text.to_owned());
        Self {
            key: Value::Value(rule.key()),
            requirement: text(&rule.requirement),
            domain: text(&rule.domain),
            r#match: text(rule.match_kind.as_str()),
            ip_protocol: text(rule.ip_protocol.as_str()),
            port: Value::Value(Number::from(i64::from(rule.ports.first()))),
            url_paths: Value::Value(rule.url_paths.iter().map(|path| text(path)).collect()),
            source_page: text(&rule.source_page),
            status: text(&rule.status),
        }
    }
}

impl DomainRuleObject {
    /// The rule that the object describes. `key` is not read: it follows from
    /// the content. `match` may be null: it follows from the domain.
    ///
    /// # Errors
    /// The first defect: the attribute, what was found and what was expected.
    pub fn to_rule(&self) -> Result<DomainRule, String> {
        let domain = self.domain.as_deref_option().ok_or("domain is null: expected a domain name")?;
        let match_kind = match domain.strip_prefix("*.") {
            Some(rest) if !rest.contains('*') => DomainMatch::Subdomains,
            None if !domain.contains('*') => DomainMatch::Exact,
            _ => DomainMatch::PartialLabel,
        };
        let given = name("match", &self.r#match, DomainMatch::ALL.map(|kind| (kind.as_str(), kind)));
        if self.r#match.is_value() && given? != match_kind {
            return Err(format!("match does not fit domain {domain:?}: expected {:?} or null", match_kind.as_str()));
        }
        let text = |value: &Value<String>| value.as_deref_option().unwrap_or_default().to_owned();
        Ok(DomainRule {
            requirement: text(&self.requirement),
            domain: domain.to_owned(),
            match_kind,
            ip_protocol: name("ip_protocol", &self.ip_protocol, IpProtocol::ALL.map(|protocol| (protocol.as_str(), protocol)))?,
            ports: PortRange::single(port("port", &self.port)?),
            url_paths: self.url_paths.as_ref_option().into_iter().flatten().map(text).collect(),
            source_page: text(&self.source_page),
            status: text(&self.status),
        })
    }
}

impl WhollyKnown for DomainRuleObject {
    fn is_wholly_known(&self) -> bool {
        let texts =
            [&self.key, &self.requirement, &self.domain, &self.r#match, &self.ip_protocol, &self.source_page, &self.status];
        texts.into_iter().all(WhollyKnown::is_wholly_known) && self.port.is_wholly_known() && self.url_paths.is_wholly_known()
    }
}
