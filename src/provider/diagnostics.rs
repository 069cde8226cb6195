//! How defects reach the user: a summary that says what failed, a detail that
//! says what was found, what was expected and what to do, and the attribute.

use std::borrow::Cow;

use tf_provider::{AttributePath, Diagnostic, Diagnostics};

use crate::rules::Argument;

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

/// A core error's fragment as a sentence: the first letter large unless it
/// begins with a name, a full stop unless it ends with a mark of its own or in a table.
pub fn sentence(fragment: &str) -> String {
    let first_word = fragment.split(' ').next().unwrap_or_default();
    // Names of arguments, Regions and URLs are written as they are.
    let is_name = !first_word.bytes().all(|byte| byte.is_ascii_lowercase())
        || Argument::ALL.iter().any(|argument| argument.as_str() == first_word);
    let mut letters = fragment.chars();
    let mut sentence: String = match letters.next() {
        Some(first) if !is_name => first.to_uppercase().chain(letters).collect(),
        _ => fragment.to_owned(),
    };
    if !sentence.ends_with(['.', '?', '!', '\n']) && !sentence.contains('\n') {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_fragment_becomes_a_sentence() {
        assert_eq!(sentence("there is no such Region"), "There is no such Region.");
        assert_eq!(sentence("no such Region: did you mean x?"), "No such Region: did you mean x?");
        assert_eq!(sentence("a table\n1 2"), "A table\n1 2");
        assert_eq!(sentence("services holds \"EC3\""), "services holds \"EC3\".");
        assert_eq!(sentence("vdi_role is wrong"), "vdi_role is wrong.");
        assert_eq!(sentence("https://a/b cannot be read"), "https://a/b cannot be read.");
        assert_eq!(sentence(""), ".");
    }
}
