//! Memory of what rules were: single steps, laws on arbitrary histories, and
//! AWS's nine years.

mod laws;
mod state;
mod steps;
mod truth;

use amazonconnect::{
    declaration::{FromValue as _, Value},
    ledger::{DocumentStamp, LedgerArguments, LedgerError, Memory, Publications, Published, Remembered, Sha256, remember},
    model::{IpVersion, Moment, PrefixSet, Service},
    rules::{ConfiguredRules, RuleSet},
};
use serde_json::json;

/// A moment from RFC 3339.
pub fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

/// Midnight of a day of 2027, counted from 0.
pub fn day(number: u32) -> Moment {
    at("2027-01-01T00:00:00Z").plus_days(number)
}

/// A digest that depends on the moment alone.
pub fn sha256(moment: Moment) -> Sha256 {
    Sha256::from_value(&Value::Text(format!("{:064x}", moment.unix()).into())).unwrap()
}

/// The document of a moment.
pub fn stamp(moment: Moment) -> DocumentStamp {
    DocumentStamp::new(moment, sha256(moment))
}

/// What a value of JSON says.
pub fn value(json: serde_json::Value) -> Value {
    serde_json::from_value(json).unwrap()
}

/// `tcp/443` to these prefixes of EC2.
pub fn https(prefixes: &[&str]) -> RuleSet {
    let rule = json!({ "direction": "egress", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidrs": prefixes, "services": ["EC2"] });
    RuleSet::from_value(&value(json!([rule]))).unwrap()
}

/// These rules by the document of a moment, everything else by default.
pub fn asks(rules: &RuleSet, moment: Moment) -> LedgerArguments {
    LedgerArguments::new(ConfiguredRules(rules.clone()), stamp(moment))
}

/// A table that knows `old` space since always, and the rest not at all.
pub struct Known {
    pub date: Moment,
    pub old: PrefixSet,
}

impl Publications for Known {
    fn date(&self) -> Moment {
        self.date
    }

    fn published_since(&self, _: &[Service], _: IpVersion, prefixes: &PrefixSet, _: Moment) -> Published {
        Published { dated: Vec::new(), unknown: prefixes.subtract(&self.old) }
    }
}

/// A ledger over time.
pub struct Ledger<P> {
    pub memory: Option<Memory>,
    pub publications: P,
}

impl<P: Publications> Ledger<P> {
    pub fn new(publications: P) -> Self {
        Self { memory: None, publications }
    }

    pub fn try_apply(&mut self, arguments: &LedgerArguments) -> Result<Remembered, LedgerError> {
        let remembered = remember(self.memory.as_ref(), arguments, &self.publications)?;
        self.memory = Some(remembered.memory.clone());
        Ok(remembered)
    }

    #[track_caller]
    pub fn apply(&mut self, arguments: &LedgerArguments) -> Remembered {
        self.try_apply(arguments).unwrap()
    }
}
