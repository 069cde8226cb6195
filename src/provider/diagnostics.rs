//! How defects reach the user: a summary that says what failed, a detail that
//! says what was found, what was expected and what to do, and the attribute.

use std::borrow::Cow;

use tf_provider::{AttributePath, Diagnostic, Diagnostics};

use crate::declaration::{Defect, Refuse};

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

/// An error at the attribute `name`.
pub fn refuse_attribute(diags: &mut Diagnostics, name: &str, detail: &str) {
    diags.report_error(AttributePath::new(name.to_owned()), format!("Invalid {name}"), detail.to_owned());
}

/// The defects of arguments, each at its attribute and element.
pub fn report_defects(diags: &mut Diagnostics, defects: &[Defect]) {
    for defect in defects {
        let mut path = AttributePath::new(defect.argument.clone());
        if let Some(index) = defect.index.and_then(|index| i64::try_from(index).ok()) {
            path = path.index(index);
        }
        diags.report_error(path, format!("Invalid {}", defect.argument), sentence(&defect.text, Some(&defect.argument)));
    }
}

/// An error of the core, at the argument that it names, if any.
pub fn report_refusal(diags: &mut Diagnostics, error: &impl Refuse) {
    match error.argument() {
        Some(name) => refuse_attribute(diags, name, &sentence(&error.to_string(), Some(name))),
        None => diags.report_error(AttributePath::root(), "No rules can be given", sentence(&error.to_string(), None)),
    }
}

/// A core error's fragment as a sentence: the first letter large unless it
/// begins with a name (`name` of an argument, or what is no lower-case word), a
/// full stop unless it ends with a mark of its own or in a table.
pub fn sentence(fragment: &str, name: Option<&str>) -> String {
    let first_word = fragment.split(' ').next().unwrap_or_default();
    // Names of arguments, Regions and URLs are written as they are.
    let is_argument = first_word.split(['[', ':']).next() == name && name.is_some();
    let is_name = is_argument || !first_word.bytes().all(|byte| byte.is_ascii_lowercase());
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
        assert_eq!(sentence("there is no such Region", None), "There is no such Region.");
        assert_eq!(sentence("no such Region: did you mean x?", None), "No such Region: did you mean x?");
        assert_eq!(sentence("a table\n1 2", None), "A table\n1 2");
        assert_eq!(sentence("services holds \"EC3\"", Some("services")), "services holds \"EC3\".");
        assert_eq!(sentence("regions[0] is null", Some("regions")), "regions[0] is null.");
        assert_eq!(sentence("vdi_role is wrong", None), "vdi_role is wrong.");
        assert_eq!(sentence("https://a/b cannot be read", None), "https://a/b cannot be read.");
        assert_eq!(sentence("", None), ".");
    }
}
