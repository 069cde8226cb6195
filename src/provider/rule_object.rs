//! A firewall rule as a Terraform object: an element of the `rules` output of
//! `amazonconnect_network_rules`, and of the `rules` argument of functions.

use serde::{Deserialize, Serialize};
use tf_provider::{
    schema::{AttributeType, Type},
    value::Value,
};

use super::{
    functions::WhollyKnown,
    values::{Number, StringList},
};
use crate::{
    model::{Direction, IpProtocol, IpVersion, PortRange, Prefix, Service},
    rules::FirewallRule,
};

/// One rule. As an output every field is known; as an argument each may be
/// null or unknown. An attribute that is absent is null.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleObject {
    key: Value<String>,
    requirement: Value<String>,
    services: StringList,
    direction: Value<String>,
    ip_protocol: Value<String>,
    from_port: Value<Number>,
    to_port: Value<Number>,
    ip_version: Value<String>,
    cidr: Value<String>,
    description: Value<String>,
}

/// The names and types of the object's attributes.
const FIELDS: [(&str, FieldType); 10] = [
    ("key", FieldType::Text),
    ("requirement", FieldType::Text),
    ("services", FieldType::Texts),
    ("direction", FieldType::Text),
    ("ip_protocol", FieldType::Text),
    ("from_port", FieldType::Number),
    ("to_port", FieldType::Number),
    ("ip_version", FieldType::Text),
    ("cidr", FieldType::Text),
    ("description", FieldType::Text),
];

#[derive(Clone, Copy)]
enum FieldType {
    Text,
    Texts,
    Number,
}

/// The object's type, for an attribute.
pub fn rule_attribute_type() -> AttributeType {
    let fields = FIELDS.into_iter().map(|(name, field)| {
        let of = match field {
            FieldType::Text => AttributeType::String,
            FieldType::Texts => AttributeType::List(Box::new(AttributeType::String)),
            FieldType::Number => AttributeType::Number,
        };
        (name.to_owned(), of)
    });
    AttributeType::Object(fields.collect())
}

/// The object's type, for a function.
pub fn rule_type() -> Type {
    let fields = FIELDS.into_iter().map(|(name, field)| {
        let of = match field {
            FieldType::Text => Type::String,
            FieldType::Texts => Type::List(Box::new(Type::String)),
            FieldType::Number => Type::Number,
        };
        (name.to_owned(), of)
    });
    Type::Object(fields.collect())
}

impl From<&FirewallRule> for RuleObject {
    fn from(rule: &FirewallRule) -> Self {
        let text = |text: &str| Value::Value(text.to_owned());
        Self {
            key: Value::Value(rule.key()),
            requirement: text(&rule.requirement),
            services: Value::Value(rule.services.iter().map(|service| text(service.as_str())).collect()),
            direction: text(rule.direction.as_str()),
            ip_protocol: text(rule.ip_protocol.as_str()),
            from_port: Value::Value(Number::from(i64::from(rule.ports.first()))),
            to_port: Value::Value(Number::from(i64::from(rule.ports.last()))),
            ip_version: text(rule.prefix.version().as_str()),
            cidr: Value::Value(rule.prefix.to_string()),
            description: text(&rule.description),
        }
    }
}

impl RuleObject {
    /// The rule that the object describes. `key` is not read: it follows from
    /// the content. `requirement`, `services` and `ip_version` may be null.
    ///
    /// # Errors
    /// The first defect: the attribute, what was found and what was expected.
    pub fn to_rule(&self) -> Result<FirewallRule, String> {
        let cidr = self.cidr.as_deref_option().ok_or("cidr is null: expected a CIDR prefix")?;
        let prefix: Prefix = cidr.parse().map_err(|error| format!("cidr: {error}"))?;
        let version = name("ip_version", &self.ip_version, IpVersion::ALL.map(|version| (version.as_str(), version)));
        if self.ip_version.is_value() && version? != prefix.version() {
            return Err(format!("ip_version does not fit cidr {cidr:?}: expected {:?} or null", prefix.version().as_str()));
        }
        let (first, last) = (port("from_port", &self.from_port)?, port("to_port", &self.to_port)?);
        let services = self.services.as_ref_option().into_iter().flatten();
        Ok(FirewallRule {
            requirement: self.requirement.as_deref_option().unwrap_or_default().to_owned(),
            services: services.filter_map(|service| service.as_deref_option().map(Service::from)).collect(),
            direction: name("direction", &self.direction, Direction::ALL.map(|direction| (direction.as_str(), direction)))?,
            ip_protocol: name("ip_protocol", &self.ip_protocol, IpProtocol::ALL.map(|protocol| (protocol.as_str(), protocol)))?,
            ports: PortRange::new(first, last).map_err(|error| format!("from_port, to_port: {error}"))?,
            prefix,
            description: self.description.as_deref_option().unwrap_or_default().to_owned(),
        })
    }
}

/// The choice that an attribute names.
pub(super) fn name<T, const N: usize>(attribute: &str, value: &Value<String>, allowed: [(&str, T); N]) -> Result<T, String> {
    let listed = allowed.iter().map(|(known, _)| format!("{known:?}")).collect::<Vec<_>>().join(" or ");
    let Some(found) = value.as_deref_option() else { return Err(format!("{attribute} is null: expected {listed}")) };
    allowed
        .into_iter()
        .find(|(known, _)| *known == found)
        .map(|(_, value)| value)
        .ok_or_else(|| format!("{attribute} is {found:?}: expected {listed}"))
}

/// The port that an attribute holds.
pub(super) fn port(attribute: &str, value: &Value<Number>) -> Result<u16, String> {
    let Some(number) = value.as_ref_option() else { return Err(format!("{attribute} is null: expected a port from 1 to 65535")) };
    number
        .as_integer()
        .and_then(|integer| u16::try_from(integer).ok())
        .filter(|port| *port > 0)
        .ok_or_else(|| format!("{attribute} is {number}: expected a port from 1 to 65535"))
}

impl WhollyKnown for RuleObject {
    fn is_wholly_known(&self) -> bool {
        let texts =
            [&self.key, &self.requirement, &self.direction, &self.ip_protocol, &self.ip_version, &self.cidr, &self.description];
        texts.into_iter().all(WhollyKnown::is_wholly_known)
            && self.services.is_wholly_known()
            && self.from_port.is_wholly_known()
            && self.to_port.is_wholly_known()
    }
}
