//! `data "amazonconnect_domain_rules"`: the domain allow-list of a deployment.
//! Needs no document: the names stand in the requirement table.

mod deployment;
mod schema;
mod state;

use async_trait::async_trait;
use tf_provider::{DataSource, Diagnostics, schema::Schema, value::ValueEmpty};

use self::{deployment::deployment, state::DomainRulesState};
use crate::{
    provider::{arguments::Arguments, resolve_report::report_warnings},
    rules::resolve_domain_rules,
};

/// The data source.
pub struct DomainRulesDataSource;

#[async_trait]
impl DataSource for DomainRulesDataSource {
    type State<'a> = DomainRulesState;
    type ProviderMetaState<'a> = ValueEmpty;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<Schema> {
        Some(schema::schema())
    }

    /// Nothing but the arguments is needed, so what the arguments mean
    /// together is checked here already.
    async fn validate<'a>(&self, diags: &mut Diagnostics, config: DomainRulesState) -> Option<()> {
        let mut arguments = Arguments::new(diags);
        state::certificate_cache_timeout(&mut arguments, &config);
        let deployment = deployment(&mut arguments, &config)?;
        if config.is_wholly_known()
            && let Err(error) = resolve_domain_rules(&deployment)
        {
            arguments.error_at(Some(error.argument()), &error.to_string());
        }
        Some(())
    }

    async fn read<'a>(&self, diags: &mut Diagnostics, config: DomainRulesState, _meta: ValueEmpty) -> Option<DomainRulesState> {
        let mut arguments = Arguments::new(diags);
        let timeout = state::certificate_cache_timeout(&mut arguments, &config);
        let deployment = deployment(&mut arguments, &config)?;
        match resolve_domain_rules(&deployment) {
            Ok(resolved) => {
                report_warnings(diags, &resolved.warnings);
                Some(config.with_results(&resolved, timeout))
            }
            Err(error) => {
                arguments.error_at(Some(error.argument()), &error.to_string());
                None
            }
        }
    }
}
