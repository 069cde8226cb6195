//! Which warnings are errors, as the `provider` block says; shared by all that
//! may warn.

use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError, RwLock},
};

use tf_provider::{AttributePath, Diagnostics};

use super::diagnostics::{Report as _, sentence};
use crate::rules::{ResolveWarning, WarningKind};

/// The kinds of warning that fail a plan; cheap to clone, all clones share them.
#[derive(Clone, Default)]
pub struct Strictness {
    errors: Arc<RwLock<BTreeSet<WarningKind>>>,
}

impl Strictness {
    /// From now on, these are errors, and no others.
    pub fn set(&self, errors: BTreeSet<WarningKind>) {
        *self.errors.write().unwrap_or_else(PoisonError::into_inner) = errors;
    }

    /// Report what is to be told at `path`: a warning, or an error if its kind
    /// shall be one.
    pub fn report(&self, diags: &mut Diagnostics, kind: WarningKind, path: AttributePath, detail: String) {
        let is_error = self.errors.read().unwrap_or_else(PoisonError::into_inner).contains(&kind);
        if is_error {
            let detail = format!("{detail}\nThis is an error because warnings_as_errors of the provider block names \"{kind}\".");
            diags.report_error(path, kind.summary(), detail);
        } else {
            diags.report_warning(path, kind.summary(), detail);
        }
    }

    /// Report what the resolution of rules has to say, each at its argument.
    pub fn report_all(&self, diags: &mut Diagnostics, warnings: &[ResolveWarning]) {
        for warning in warnings {
            let name = warning.argument();
            let path = name.map_or_else(AttributePath::root, AttributePath::new);
            self.report(diags, warning.kind(), path, sentence(&warning.to_string(), name));
        }
    }
}
