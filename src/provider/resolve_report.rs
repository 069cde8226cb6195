//! What the resolution of rules has to say, at the arguments that it names.

use tf_provider::{AttributePath, Diagnostics};

use super::diagnostics::{Report, sentence};
use crate::rules::ResolveWarning;

/// Report warnings, each at its argument.
pub fn report_warnings(diags: &mut Diagnostics, warnings: &[ResolveWarning]) {
    for warning in warnings {
        let path = warning.argument().map_or_else(AttributePath::root, |argument| AttributePath::new(argument.as_str()));
        diags.report_warning(path, "Check the rules", sentence(&warning.to_string()));
    }
}
