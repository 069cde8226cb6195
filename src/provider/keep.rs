//! A managed resource that lives in its state alone, as it is declared: there is
//! nothing outside that it creates or reads.
//!
//! In: what was stored, what configuration says. Out: what is stored next, which
//! a plan shows and its apply computes again: it depends on both alone.

use async_trait::async_trait;
use serde::Serialize;
use tf_provider::{AttributePath, Diagnostics, Resource, schema::Schema, value::ValueEmpty};

use super::{
    diagnostics::Report as _,
    query::{Declaration, State, arguments, attributes},
    shapes::schema,
};
use crate::declaration::{Arguments, Record, Value};

/// A resource that keeps something.
pub trait Keep: Send + Sync + 'static {
    /// What configuration sets.
    type Arguments: Arguments + Send + Sync;
    /// What is kept beside it.
    type Results: Record + Serialize + Send;
    /// Its full name.
    const NAME: &'static str;
    /// What it is, in Markdown.
    const DESCRIPTION: &'static str;
    /// The arguments that are checked at plan alone: what comes from a data source
    /// may be mocked in a test, where a plan of this provider is never asked.
    const NOT_VALIDATED: &'static [&'static str];
    /// Why it cannot be imported, and what to do instead.
    const NO_IMPORT: &'static str;

    /// The arguments that stay as they were, whatever those that are not known yet
    /// turn out to be.
    fn staying(prior: &Value, config: &Value) -> &'static [&'static str];

    /// What is kept next; `None` with at least one error.
    fn next(&self, prior: Option<&Value>, arguments: Self::Arguments, diags: &mut Diagnostics) -> Option<Next<Self::Results>>;
}

/// What is kept next.
pub enum Next<R> {
    /// Nothing is to be done, whatever configuration says anew.
    Same,
    /// These results, and all that configuration says but for some attributes,
    /// which stay as they were.
    Changed {
        /// What is kept beside the arguments.
        results: R,
        /// The arguments that stay.
        staying: &'static [&'static str],
    },
}

impl Declaration {
    /// That of a resource.
    pub fn of_resource<K: Keep>() -> Self {
        Self {
            name: K::NAME,
            description: K::DESCRIPTION,
            arguments: K::Arguments::declarations(),
            results: K::Results::fields(),
        }
    }
}

/// Serves what is kept.
pub struct Kept<K>(pub K);

impl<K: Keep> Kept<K> {
    /// The state after the next apply; its computed attributes are unknown if an
    /// argument is.
    fn planned(&self, prior: Option<&Value>, config: &Value, diags: &mut Diagnostics) -> Option<State<K::Results>> {
        let fields = K::Results::fields();
        let is_result = |name: &str| fields.iter().any(|field| field.name == name);
        let Some(arguments) = arguments(config, &fields, diags) else {
            let staying = prior.map_or(&[][..], |prior| K::staying(prior, config));
            let stays = |name: &str| prior.and_then(|prior| prior.attribute(name)).filter(|_| staying.contains(&name)).cloned();
            let unknown =
                with(
                    config,
                    |name, value| {
                        if is_result(name) { Value::Unknown } else { stays(name).unwrap_or_else(|| value.clone()) }
                    },
                );
            return diags.errors.is_empty().then_some(State { config: unknown, results: None });
        };
        let next = self.0.next(prior, arguments, diags)?;
        if !diags.errors.is_empty() {
            return None;
        }
        let was = |name: &str| prior.and_then(|prior| prior.attribute(name));
        // A host takes the prior value of an argument that is set then and now.
        let kept =
            |name: &str, value: &Value| was(name).filter(|was| !was.is_null() && !value.is_null()).unwrap_or(value).clone();
        Some(match next {
            Next::Same => {
                let computed = |name: &str| was(name).cloned().unwrap_or_default();
                let config = with(config, |name, value| if is_result(name) { computed(name) } else { kept(name, value) });
                State { config, results: None }
            }
            Next::Changed { results, staying } => {
                let config = with(config, |name, value| if staying.contains(&name) { kept(name, value) } else { value.clone() });
                State { config, results: Some(results) }
            }
        })
    }

    /// What an apply stores: what its plan showed, and what follows once the
    /// arguments are known that were not. Configuration does not say it alone: a
    /// host applies `ignore_changes` when it plans, and not to what it sends here.
    fn applied(
        &self,
        prior: Option<&Value>,
        planned: Value,
        config: &Value,
        diags: &mut Diagnostics,
    ) -> Option<(State<K::Results>, ValueEmpty)> {
        if planned.is_wholly_known() {
            return Some((State { config: planned, results: None }, ValueEmpty::default()));
        }
        let staying = prior.map_or(&[][..], |prior| K::staying(prior, config));
        let decided = |name: &str| planned.attribute(name).filter(|value| value.is_wholly_known() && !staying.contains(&name));
        let config = with(config, |name, value| decided(name).unwrap_or(value).clone());
        let state = self.planned(prior, &config, diags);
        // Its plan has said what there is to say.
        diags.warnings.clear();
        Some((state?, ValueEmpty::default()))
    }
}

/// The object with what `value` gives for each attribute.
fn with(object: &Value, value: impl Fn(&str, &Value) -> Value) -> Value {
    Value::Object(attributes(object).iter().map(|(name, old)| (name.clone(), value(name, old))).collect())
}

#[async_trait]
impl<K: Keep> Resource for Kept<K> {
    type State<'a> = State<K::Results>;
    type PrivateState<'a> = ValueEmpty;
    type ProviderMetaState<'a> = ValueEmpty;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<Schema> {
        Some(schema(K::DESCRIPTION, &K::Arguments::declarations(), &K::Results::fields()))
    }

    async fn validate<'a>(&self, diags: &mut Diagnostics, config: Self::State<'a>) -> Option<()> {
        let is_later = |name: &str| K::NOT_VALIDATED.contains(&name);
        let mut config = config.config;
        if let Value::Object(attributes) = &mut config {
            for (_, value) in attributes.iter_mut().filter(|(name, _)| is_later(name)) {
                *value = Value::Unknown;
            }
        }
        arguments::<K::Arguments>(&config, &K::Results::fields(), diags);
        Some(())
    }

    async fn read<'a>(
        &self,
        _diags: &mut Diagnostics,
        state: Self::State<'a>,
        private: ValueEmpty,
        _meta: ValueEmpty,
    ) -> Option<(Self::State<'a>, ValueEmpty)> {
        Some((state, private))
    }

    async fn plan_create<'a>(
        &self,
        diags: &mut Diagnostics,
        _proposed: Self::State<'a>,
        config: Self::State<'a>,
        meta: ValueEmpty,
    ) -> Option<(Self::State<'a>, ValueEmpty)> {
        Some((self.planned(None, &config.config, diags)?, meta))
    }

    async fn plan_update<'a>(
        &self,
        diags: &mut Diagnostics,
        prior: Self::State<'a>,
        _proposed: Self::State<'a>,
        config: Self::State<'a>,
        private: ValueEmpty,
        _meta: ValueEmpty,
    ) -> Option<(Self::State<'a>, ValueEmpty, Vec<AttributePath>)> {
        Some((self.planned(Some(&prior.config), &config.config, diags)?, private, Vec::new()))
    }

    async fn plan_destroy<'a>(
        &self,
        _diags: &mut Diagnostics,
        _prior: Self::State<'a>,
        private: ValueEmpty,
        _meta: ValueEmpty,
    ) -> Option<ValueEmpty> {
        Some(private)
    }

    async fn create<'a>(
        &self,
        diags: &mut Diagnostics,
        planned: Self::State<'a>,
        config: Self::State<'a>,
        _private: ValueEmpty,
        _meta: ValueEmpty,
    ) -> Option<(Self::State<'a>, ValueEmpty)> {
        self.applied(None, planned.config, &config.config, diags)
    }

    async fn update<'a>(
        &self,
        diags: &mut Diagnostics,
        prior: Self::State<'a>,
        planned: Self::State<'a>,
        config: Self::State<'a>,
        _private: ValueEmpty,
        _meta: ValueEmpty,
    ) -> Option<(Self::State<'a>, ValueEmpty)> {
        self.applied(Some(&prior.config), planned.config, &config.config, diags)
    }

    async fn destroy<'a>(
        &self,
        _diags: &mut Diagnostics,
        _prior: Self::State<'a>,
        _private: ValueEmpty,
        _meta: ValueEmpty,
    ) -> Option<()> {
        Some(())
    }

    async fn import<'a>(&self, diags: &mut Diagnostics, _id: String) -> Option<(Self::State<'a>, ValueEmpty)> {
        diags.report_error(AttributePath::root(), format!("{} cannot be imported", K::NAME), K::NO_IMPORT);
        None
    }
}
