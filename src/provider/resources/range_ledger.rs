//! `resource "amazonconnect_range_ledger"`: memory of what rules were.

use tf_provider::{AttributePath, Diagnostics};

use crate::{
    declaration::{FromValue as _, Value},
    ledger::{LedgerArguments, LedgerRecord, Memory, Remembered, StateError, remember},
    model::Moment,
    provider::{
        diagnostics::{Report as _, report_refusal, sentence},
        keep::{Keep, Next},
        strictness::Strictness,
    },
    publications::Publications,
};

/// The resource.
pub struct RangeLedger {
    /// Which warnings are errors.
    pub strictness: Strictness,
}

/// Report that the state is no memory.
fn report_state(diags: &mut Diagnostics, error: &StateError) {
    let detail = format!(
        "{}\nThe state was changed by something else than this provider, and what it held cannot be told any more: going on could drop \
         prefixes that are needed. Restore the state from its last good version (`terraform state pull`, `terraform state push`), or, if \
         there is none, take the ledger out of the state (`terraform state rm`) and apply: the new one has forgotten what was held, and \
         numbers start again.",
        sentence(&error.to_string(), None)
    );
    diags.report_error(AttributePath::root(), "The ledger's state contradicts itself", detail);
}

impl Keep for RangeLedger {
    type Arguments = LedgerArguments;
    type Results = LedgerRecord;
    const NAME: &'static str = "amazonconnect_range_ledger";
    const DESCRIPTION: &'static str = "Remembers, in Terraform's state, what the rules of `amazonconnect_network_rules` were: by when new space must be \
        allowed, which prefixes stay although AWS withdrew them, and a number for each prefix that never changes. Build filters from its \
        `effective_rules`.";
    const NOT_VALIDATED: &'static [&'static str] = &["rules", "document"];
    const NO_IMPORT: &'static str = "A ledger is memory that exists in the state alone, so there is nothing to read it from. To rename it or to move it \
        into a module, use a `moved` block; to take it to another state, `terraform state mv`. A new ledger takes dates of publication from \
        the table inside the provider.";

    fn staying(prior: &Value, config: &Value) -> &'static [&'static str] {
        // Other parts of a document may be unknown too.
        let date = |state: &Value| Moment::from_value(state.attribute("document")?.attribute("create_date")?).ok();
        match (date(prior), date(config)) {
            // The newest document is the recorded one.
            (Some(recorded), Some(document)) if document < recorded => &["document"],
            _ => &[],
        }
    }

    fn next(&self, prior: Option<&Value>, arguments: LedgerArguments, diags: &mut Diagnostics) -> Option<Next<LedgerRecord>> {
        let before = match prior.map(Memory::from_state).transpose() {
            Ok(before) => before,
            Err(error) => {
                report_state(diags, &error);
                return None;
            }
        };
        match remember(before.as_ref(), &arguments, Publications::bundled()) {
            Ok(Remembered { memory, warnings }) => {
                for warning in &warnings {
                    let (name, text) = (warning.argument(), warning.to_string());
                    let (path, detail) = (AttributePath::new(name), sentence(&text, Some(name)));
                    match warning.kind() {
                        Some(kind) => self.strictness.report(diags, kind, path, detail),
                        None => diags.report_warning(path, "Time stands still for a ledger", detail),
                    }
                }
                if before.as_ref() == Some(&memory) {
                    return Some(Next::Same);
                }
                // The newest document is the recorded one.
                let is_recorded = memory.arguments.document == arguments.document;
                let staying: &[&str] = if is_recorded { &[] } else { &["document"] };
                Some(Next::Changed { results: LedgerRecord::from(&memory), staying })
            }
            Err(error) => {
                report_refusal(diags, &error);
                None
            }
        }
    }
}
