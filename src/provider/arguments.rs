//! Reading arguments out of configuration: null gives the default, unknown is
//! tolerated while a configuration is only validated, and everything else is
//! checked with the attribute named. Input: a config struct's fields; output:
//! plain values, or diagnostics.

use std::{collections::BTreeSet, fmt::Display, ops::RangeInclusive, str::FromStr};

use tf_provider::{AttributePath, Diagnostics, value::Value};

use super::{
    diagnostics::{Report, sentence},
    values::{Number, StringList},
};
use crate::{model::nearest_names, rules::Argument};

/// Collects the defects of one configuration.
pub struct Arguments<'a> {
    diags: &'a mut Diagnostics,
}

impl<'a> Arguments<'a> {
    /// Report defects to `diags`.
    pub fn new(diags: &'a mut Diagnostics) -> Self {
        Self { diags }
    }

    /// A list of strings without repeats; null or empty elements are errors at
    /// their index. Null when the list is, unknown when any part of it is.
    pub fn strings(&mut self, name: &'static str, list: &StringList) -> Value<Vec<String>> {
        let elements = match list {
            Value::Value(elements) => elements,
            Value::Null => return Value::Null,
            Value::Unknown => return Value::Unknown,
        };
        if elements.is_empty() {
            self.error(name, format!("{name} is an empty list: expected at least one element."));
            return Value::Unknown;
        }
        let mut strings = Vec::with_capacity(elements.len());
        let (mut seen, mut unknown) = (BTreeSet::new(), false);
        for (index, element) in (0_i64..).zip(elements) {
            match element {
                Value::Unknown => unknown = true,
                Value::Value(text) if !text.trim().is_empty() => {
                    if seen.insert(text) {
                        strings.push(text.clone());
                    }
                }
                Value::Value(_) | Value::Null => {
                    let found = if element.is_null() { "null" } else { "an empty string" };
                    self.diags.report_error(
                        AttributePath::new(name).index(index),
                        format!("Invalid {name}"),
                        format!("{name}[{index}] is {found}: expected a text, or leave the element out."),
                    );
                    unknown = true;
                }
            }
        }
        if unknown { Value::Unknown } else { Value::Value(strings) }
    }

    /// A list of names out of a fixed set; the default for null, `None` if a
    /// part is unknown or wrong.
    pub fn choices<T: Clone>(
        &mut self,
        name: &'static str,
        list: &StringList,
        allowed: &[(&str, T)],
        default: Vec<T>,
    ) -> Option<Vec<T>> {
        match self.strings(name, list) {
            Value::Null => Some(default),
            Value::Unknown => None,
            Value::Value(names) => {
                names.iter().map(|found| self.one_of(name, found, allowed)).collect::<Vec<_>>().into_iter().collect()
            }
        }
    }

    /// A name out of a fixed set; the default for null or unknown, `None` if
    /// it is wrong.
    pub fn choice<T: Clone>(
        &mut self,
        name: &'static str,
        value: &Value<String>,
        allowed: &[(&str, T)],
        default: T,
    ) -> Option<T> {
        match value {
            Value::Value(found) => self.one_of(name, found, allowed),
            Value::Null | Value::Unknown => Some(default),
        }
    }

    fn one_of<T: Clone>(&mut self, name: &'static str, found: &str, allowed: &[(&str, T)]) -> Option<T> {
        if let Some((_, value)) = allowed.iter().find(|(known, _)| *known == found) {
            return Some(value.clone());
        }
        let known: Vec<_> = allowed.iter().map(|(known, _)| *known).collect();
        let hint = nearest_names(found, known.iter().copied())
            .first()
            .map(|best| format!(" Did you mean {best:?}?"))
            .unwrap_or_default();
        let listed = known.iter().map(|known| format!("{known:?}")).collect::<Vec<_>>().join(", ");
        self.error(name, format!("{name} is {found:?}: expected one of {listed}.{hint}"));
        None
    }

    /// A text with a syntax of its own; `None` for null, unknown or wrong.
    pub fn parsed<T>(&mut self, name: &'static str, value: &Value<String>) -> Option<T>
    where
        T: FromStr<Err: Display>,
    {
        match value.as_deref_option()?.parse() {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                self.error(name, sentence(&format!("{name}: {error}")));
                None
            }
        }
    }

    /// An integer within `range`; `None` for null, unknown or wrong.
    pub fn integer(&mut self, name: &'static str, value: &Value<Number>, range: RangeInclusive<i128>) -> Option<i128> {
        let number = value.as_ref_option()?;
        match number.as_integer() {
            Some(integer) if range.contains(&integer) => Some(integer),
            _ => {
                let (low, high) = (range.start(), range.end());
                self.error(name, format!("{name} is {number}: expected an integer from {low} to {high}."));
                None
            }
        }
    }

    /// A number that is not negative; `None` for null, unknown or wrong.
    pub fn non_negative(&mut self, name: &'static str, value: &Value<Number>) -> Option<f64> {
        let number = value.as_ref_option()?;
        match number.as_float() {
            Some(float) if float >= 0.0 => Some(float),
            _ => {
                self.error(name, format!("{name} is {number}: expected a number of 0 or more."));
                None
            }
        }
    }

    /// An error of the resolution, at the argument that it names, if any.
    pub fn error_at(&mut self, argument: Option<Argument>, detail: &str) {
        match argument {
            Some(argument) => self.error(argument.as_str(), sentence(detail)),
            None => self.diags.report_error(AttributePath::root(), "No rules can be given", sentence(detail)),
        }
    }

    /// An error at the argument `name`.
    pub fn error(&mut self, name: &'static str, detail: impl Into<String>) {
        self.diags.report_error(AttributePath::new(name), format!("Invalid {name}"), detail.into());
    }

    /// Whether a defect was found so far.
    pub fn failed(&self) -> bool {
        !self.diags.errors.is_empty()
    }
}

/// `true` or `false`; the default for null or unknown.
pub fn flag(value: Value<bool>, default: bool) -> bool {
    value.unwrap_or(default)
}

/// The choices of an argument by their names.
pub fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<(&'static str, T)> {
    all.iter().map(|choice| (name(*choice), *choice)).collect()
}
