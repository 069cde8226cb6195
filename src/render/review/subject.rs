//! What a review is about, as a call gives it.

use crate::{
    declaration::{Arguments, FromValue, Mistake, Shape, Value, read, read_object},
    ledger::{HeldNotices, Notices},
    rules::RuleSet,
};

const EXPECTED: &str = "an object with rules and, where there are any, approved, notices, held, coverage and title";

/// What a review is about.
#[derive(Debug, Arguments)]
pub(super) struct Subject {
    /// The rules that hold from now on.
    #[argument(required)]
    pub rules: RuleSet,
    /// The rules that were approved before.
    pub approved: Option<RuleSet>,
    /// What is new.
    #[argument(default = Notices::default())]
    pub notices: Notices,
    /// What a ledger holds.
    #[argument(default = HeldNotices::default())]
    pub held: HeldNotices,
    /// What `coverage` found.
    pub coverage: Option<Found>,
    /// The heading.
    #[argument(default = "Amazon Connect: network rules".to_owned())]
    pub title: String,
}

impl FromValue for Subject {
    fn shape() -> Shape {
        Shape::Dynamic
    }

    fn expected() -> String {
        EXPECTED.to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        if !matches!(value, Value::Object(_)) {
            return Err(vec![Mistake::unexpected(value, EXPECTED)]);
        }
        read(value).map_err(|incomplete| {
            let texts = incomplete.defects.iter().map(|defect| defect.after_place());
            texts.map(|text| Mistake { index: None, text }).collect()
        })
    }
}

/// The result of `coverage`.
#[derive(Debug, Arguments)]
pub(super) struct Found {
    /// Whether nothing is missing.
    #[argument(required)]
    pub covered: bool,
    /// What is required and not let through.
    #[argument(required)]
    pub missing: RuleSet,
    /// What is let through and not required.
    #[argument(required)]
    pub excess: RuleSet,
    /// What is left out on purpose.
    #[argument(default = RuleSet::default())]
    pub excepted: RuleSet,
    /// What could not be looked into.
    #[argument(default = Vec::new())]
    pub unresolved: Vec<String>,
    /// The same in words; not used, since a review tells more.
    #[expect(dead_code, reason = "what coverage gives can be given on")]
    summary: Option<String>,
}

impl FromValue for Found {
    fn shape() -> Shape {
        Shape::Dynamic
    }

    fn expected() -> String {
        "the result of coverage".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        read_object(value, "the result of coverage").map_err(Mistake::of_texts)
    }
}
