//! A data source as it is declared: arguments and results are structs, from
//! which schema, reading and state follow.

use std::collections::BTreeSet;

use async_trait::async_trait;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tf_provider::{AttributePath, DataSource, Diagnostics, schema::Schema, value::ValueEmpty};

use super::{
    diagnostics::{Report, refuse_attribute, report_defects},
    shapes::schema,
};
use crate::declaration::{Argument, Arguments, Field, Incomplete, Record, Value, read_beside};

/// A data source.
#[async_trait]
pub trait Query: Send + Sync + 'static {
    /// What configuration sets.
    type Arguments: Arguments + Send + Sync;
    /// What is read.
    type Results: Record + Serialize + Send;
    /// Its full name.
    const NAME: &'static str;
    /// What it is, in Markdown.
    const DESCRIPTION: &'static str;

    /// Reports what is wrong with the arguments together, as far as they tell
    /// without a document.
    fn check(&self, arguments: &Self::Arguments, diags: &mut Diagnostics);

    /// The results; `None` with at least one error.
    async fn answer(&self, arguments: Self::Arguments, diags: &mut Diagnostics) -> Option<Self::Results>;
}

/// A block of configuration in words, as its registry page shows it.
pub struct Declaration {
    /// Its full name.
    pub name: &'static str,
    /// What it is, in Markdown.
    pub description: &'static str,
    /// What configuration sets.
    pub arguments: Vec<Argument>,
    /// What is read.
    pub results: Vec<Field>,
}

impl Declaration {
    /// That of a data source.
    pub fn of<Q: Query>() -> Self {
        Self {
            name: Q::NAME,
            description: Q::DESCRIPTION,
            arguments: Q::Arguments::declarations(),
            results: Q::Results::fields(),
        }
    }
}

/// Serves a query.
pub struct Served<Q>(pub Q);

/// The arguments as they are, and the results beside them.
pub struct State<R> {
    /// The attributes as a host sent them.
    pub config: Value,
    /// What stands in the place of the computed ones.
    pub results: Option<R>,
}

impl<'de, R> Deserialize<'de> for State<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { config: Value::deserialize(deserializer)?, results: None })
    }
}

impl<R: Record + Serialize> Serialize for State<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// One object of both.
        #[derive(Serialize)]
        struct Object<'a, R> {
            #[serde(flatten)]
            arguments: std::collections::BTreeMap<&'a str, &'a Value>,
            #[serde(flatten)]
            results: Option<&'a R>,
        }
        let fields = R::fields();
        let is_result = |name: &str| self.results.is_some() && fields.iter().any(|field| field.name == name);
        let arguments = attributes(&self.config).iter().map(|(name, value)| (&**name, value));
        Object { arguments: arguments.filter(|(name, _)| !is_result(name)).collect(), results: self.results.as_ref() }
            .serialize(serializer)
    }
}

/// The attributes of an object by name.
pub fn attributes(config: &Value) -> &[(Box<str>, Value)] {
    match config {
        Value::Object(attributes) => attributes,
        _ => &[],
    }
}

/// The arguments that `config` gives, or `None` with the defects reported, or
/// without any if a part is not known yet.
pub fn arguments<A: Arguments>(config: &Value, results: &[Field], diags: &mut Diagnostics) -> Option<A> {
    let is_result = |name: &str| results.iter().any(|field| field.name == name);
    // By name: a hostile host may send one a million times.
    let set = attributes(config).iter().filter(|(name, value)| is_result(name) && !value.is_null());
    let set: BTreeSet<&str> = set.map(|(name, _)| &**name).collect();
    for name in set {
        refuse_attribute(
            diags,
            name,
            &format!("{name} is set, but only the provider sets it: remove it from the configuration."),
        );
    }
    match read_beside(config, is_result) {
        Ok(arguments) => Some(arguments),
        Err(Incomplete { defects }) => {
            report_defects(diags, &defects);
            None
        }
    }
}

#[async_trait]
impl<Q: Query> DataSource for Served<Q> {
    type State<'a> = State<Q::Results>;
    type ProviderMetaState<'a> = ValueEmpty;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<Schema> {
        Some(schema(Q::DESCRIPTION, &Q::Arguments::declarations(), &Q::Results::fields()))
    }

    async fn validate<'a>(&self, diags: &mut Diagnostics, state: State<Q::Results>) -> Option<()> {
        if let Some(arguments) = arguments(&state.config, &Q::Results::fields(), diags) {
            self.0.check(&arguments, diags);
        }
        Some(())
    }

    async fn read<'a>(&self, diags: &mut Diagnostics, state: State<Q::Results>, _meta: ValueEmpty) -> Option<State<Q::Results>> {
        let Some(arguments) = arguments(&state.config, &Q::Results::fields(), diags) else {
            if diags.errors.is_empty() {
                diags.report_error(AttributePath::root(), "Unknown argument", "An argument is not known yet.");
            }
            return None;
        };
        let results = self.0.answer(arguments, diags).await?;
        Some(State { config: state.config, results: Some(results) })
    }
}
