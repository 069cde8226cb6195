//! The one list of what the provider offers.

use super::{
    adapter::Catalog,
    config,
    data_sources::{DomainRulesQuery, IpRangesQuery, NetworkRulesQuery},
    declared_function::DeclaredFunction,
    documents::Documents,
    keep::{Keep as _, Kept},
    query::{Declaration, Query, Served},
    resources::RangeLedger,
    strictness::Strictness,
};
use crate::{declaration::Function, functions, render};

/// Every data source, resource and function, under its full name. A function is declared
/// beside what it computes.
pub fn catalog(documents: &Documents, strictness: &Strictness) -> Catalog {
    fn with<Q: Query>(catalog: Catalog, query: Q) -> Catalog {
        catalog.data_source(Q::NAME, Served(query))
    }
    let (documents, strictness) = (|| documents.clone(), || strictness.clone());
    let catalog = with(Catalog::default(), DomainRulesQuery { strictness: strictness() });
    let catalog = with(catalog, IpRangesQuery { documents: documents(), strictness: strictness() });
    let catalog = with(catalog, NetworkRulesQuery { documents: documents(), strictness: strictness() });
    let catalog = catalog.resource(RangeLedger::NAME, Kept(RangeLedger { strictness: strictness() }));
    functions().into_iter().fold(catalog, |catalog, function| catalog.function(function.name, DeclaredFunction(function)))
}

/// Every function.
fn functions() -> Vec<Function> {
    functions::functions().into_iter().chain(render::functions()).collect()
}

/// All that is offered, in words.
pub struct Declarations {
    /// The `provider` block.
    pub provider: Declaration,
    /// The data sources.
    pub data_sources: Vec<Declaration>,
    /// The resources.
    pub resources: Vec<Declaration>,
    /// The functions.
    pub functions: Vec<Function>,
}

/// What the registry pages are made of.
pub fn declarations() -> Declarations {
    Declarations {
        provider: config::declaration(),
        data_sources: vec![
            Declaration::of::<DomainRulesQuery>(),
            Declaration::of::<IpRangesQuery>(),
            Declaration::of::<NetworkRulesQuery>(),
        ],
        resources: vec![Declaration::of_resource::<RangeLedger>()],
        functions: functions(),
    }
}
