//! Memory of what rules were: single steps, laws on arbitrary histories, and
//! AWS's nine years.

mod approval;
mod budget;
mod cadence;
mod events;
mod first_day;
mod laws;
mod replay;
mod rollback;
mod state;
mod steps;
mod truth;

use amazonconnect::{
    declaration::{FromValue as _, Value},
    ledger::{DocumentStamp, LedgerArguments, LedgerError, Memory, Remembered, Sha256, remember},
    model::{Moment, Prefix, PrefixSet},
    publications::Publications,
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

/// The table that is made at `date` of these publications of EC2, in order: each
/// with all space that it has.
pub fn table<'a>(date: Moment, publications: impl IntoIterator<Item = (Moment, &'a PrefixSet)>) -> Publications {
    let (mut known, mut parts, mut lines) = (PrefixSet::default(), 0, String::new());
    for (published, space) in publications {
        let new = space.subtract(&known);
        if !new.is_empty() {
            let prefixes: Vec<String> = new.iter().map(|prefix| prefix.to_string()).collect();
            parts += prefixes.len();
            lines.push_str(&format!("{} {}\n", published.unix(), prefixes.join(" ")));
            known = known.iter().chain(new.iter()).collect();
        }
    }
    Publications::read(&format!("amazonconnect-publications 1\nnewest {date}\nparts {parts}\n[EC2]\n{lines}")).unwrap()
}

/// A table of day 0 to which `prefixes` are old, and nothing else is known.
pub fn old(prefixes: &[&str]) -> Publications {
    let space: PrefixSet = prefixes.iter().map(|text| text.parse::<Prefix>().unwrap()).collect();
    table(day(0), [(at("2020-01-01T00:00:00Z"), &space)])
}

/// A ledger over time.
pub struct Ledger {
    pub memory: Option<Memory>,
    pub publications: Publications,
}

impl Ledger {
    pub const fn new(publications: Publications) -> Self {
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
