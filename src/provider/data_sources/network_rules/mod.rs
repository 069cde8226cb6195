//! `data "amazonconnect_network_rules"`: the firewall rules of a deployment.

mod deployment;
mod schema;
mod state;

use async_trait::async_trait;
use tf_provider::{DataSource, Diagnostics, schema::Schema, value::ValueEmpty};

use self::{deployment::deployment, state::NetworkRulesState};
use crate::{
    provider::{
        arguments::Arguments, document_output::report_document_error, documents::Documents, resolve_report::report_warnings,
    },
    rules::resolve_network_rules,
};

/// The data source.
pub struct NetworkRulesDataSource {
    documents: Documents,
}

impl NetworkRulesDataSource {
    /// A data source that reads the document from `documents`.
    pub fn new(documents: Documents) -> Self {
        Self { documents }
    }
}

#[async_trait]
impl DataSource for NetworkRulesDataSource {
    type State<'a> = NetworkRulesState;
    type ProviderMetaState<'a> = ValueEmpty;

    fn schema(&self, _diags: &mut Diagnostics) -> Option<Schema> {
        Some(schema::schema())
    }

    async fn validate<'a>(&self, diags: &mut Diagnostics, config: NetworkRulesState) -> Option<()> {
        deployment(&mut Arguments::new(diags), &config);
        Some(())
    }

    async fn read<'a>(&self, diags: &mut Diagnostics, config: NetworkRulesState, _meta: ValueEmpty) -> Option<NetworkRulesState> {
        let deployment = deployment(&mut Arguments::new(diags), &config)?;
        let document = match self.documents.document().await {
            Ok(document) => document,
            Err(error) => return report_document_error(diags, &error),
        };
        match resolve_network_rules(&document.ranges, &deployment) {
            Ok(resolved) => {
                report_warnings(diags, &resolved.warnings);
                Some(config.with_results(&resolved, &document))
            }
            Err(error) => {
                Arguments::new(diags).error_at(error.argument(), &error.to_string());
                None
            }
        }
    }
}
