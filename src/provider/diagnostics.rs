//! How defects reach the user: a summary that says what failed, a detail that
//! says what was found, what was expected and what to do, and the attribute.

use std::borrow::Cow;

use tf_provider::{AttributePath, Diagnostic, Diagnostics};

/// Adds diagnostics without the backtrace that tf-provider's own constructors
/// append when `RUST_BACKTRACE` is set.
pub trait Report {
    /// Add an error at `path`.
    fn report_error(&mut self, path: AttributePath, summary: impl Into<Cow<'static, str>>, detail: impl Into<Cow<'static, str>>);

    /// Add a warning at `path`.
    fn report_warning(
        &mut self,
        path: AttributePath,
        summary: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    );
}

impl Report for Diagnostics {
    fn report_error(&mut self, path: AttributePath, summary: impl Into<Cow<'static, str>>, detail: impl Into<Cow<'static, str>>) {
        self.errors.push(Diagnostic { summary: summary.into(), detail: detail.into(), attribute: path });
    }

    fn report_warning(
        &mut self,
        path: AttributePath,
        summary: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
    ) {
        self.warnings.push(Diagnostic { summary: summary.into(), detail: detail.into(), attribute: path });
    }
}
