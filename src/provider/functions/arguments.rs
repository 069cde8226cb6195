//! Checks of function arguments: each defect is reported at the argument's
//! index. An argument that is not wholly known makes the result unknown, and
//! is never looked at.

use std::borrow::Cow;

use tf_provider::{
    AttributePath, Diagnostics,
    schema::{Parameter, Type},
    value::Value,
};

use crate::{
    model::{Prefix, PrefixSet},
    provider::{
        attributes::parameter,
        diagnostics::Report,
        values::{Number, StringList},
    },
};

/// How many defects of one argument are listed.
const LISTED_DEFECTS: usize = 5;

/// Whether a value has no unknown part.
pub trait WhollyKnown {
    /// `false` if any part of the value is unknown.
    fn is_wholly_known(&self) -> bool;
}

impl<T: WhollyKnown> WhollyKnown for Value<T> {
    fn is_wholly_known(&self) -> bool {
        match self {
            Self::Value(value) => value.is_wholly_known(),
            Self::Null => true,
            Self::Unknown => false,
        }
    }
}

impl<T: WhollyKnown> WhollyKnown for Vec<T> {
    fn is_wholly_known(&self) -> bool {
        self.iter().all(WhollyKnown::is_wholly_known)
    }
}

impl WhollyKnown for String {
    fn is_wholly_known(&self) -> bool {
        true
    }
}

impl WhollyKnown for Number {
    fn is_wholly_known(&self) -> bool {
        true
    }
}

/// Report a defect of the argument at `index`.
pub fn argument_error(diags: &mut Diagnostics, index: i64, text: impl Into<Cow<'static, str>>) {
    diags.report_error(AttributePath::function_argument(index), text, "");
}

/// Report the defects of the argument at `index`: the first few, and how many
/// there are.
pub fn argument_errors(diags: &mut Diagnostics, index: i64, defects: &[String]) {
    let mut text = defects.iter().take(LISTED_DEFECTS).cloned().collect::<Vec<_>>().join("\n");
    if defects.len() > LISTED_DEFECTS {
        text.push_str(&format!("\n({} defects in all)", defects.len()));
    }
    argument_error(diags, index, text);
}

/// A `list(string)` parameter of CIDR prefixes.
pub fn cidrs_parameter(name: &str, description: &str) -> Parameter {
    parameter(name, Type::List(Box::new(Type::String)), description)
}

/// The prefixes of the list at `index`, which the signature calls `name`.
pub fn prefixes(diags: &mut Diagnostics, index: i64, name: &str, list: &StringList) -> Option<Vec<Prefix>> {
    let Value::Value(elements) = list else {
        argument_error(diags, index, format!("{name} is null: expected a list of CIDR prefixes"));
        return None;
    };
    let mut prefixes = Vec::with_capacity(elements.len());
    let mut defects = Vec::new();
    for (position, element) in elements.iter().enumerate() {
        match element.as_deref_option().map(str::parse::<Prefix>) {
            Some(Ok(prefix)) => prefixes.push(prefix),
            Some(Err(error)) => defects.push(format!("{name}[{position}]: {error}")),
            None => defects.push(format!("{name}[{position}] is null: expected a CIDR prefix")),
        }
    }
    if defects.is_empty() {
        return Some(prefixes);
    }
    argument_errors(diags, index, &defects);
    None
}

/// The exact union of the prefixes of the list at `index`.
pub fn prefix_set(diags: &mut Diagnostics, index: i64, name: &str, list: &StringList) -> Option<PrefixSet> {
    prefixes(diags, index, name, list).map(|prefixes| prefixes.into_iter().collect())
}

/// A set as the function results give it: IPv4 first, each in numeric order.
pub fn texts(set: &PrefixSet) -> Vec<String> {
    set.iter().map(|prefix| prefix.to_string()).collect()
}
