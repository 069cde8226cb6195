//! Structs of arguments, read from an object.
//!
//! In: an object's attributes. Out: the struct, or every defect with the
//! attribute and the element at fault. An attribute that is not wholly known is
//! left for later; then there is no struct, and no defect either.

use super::{Argument, Defect, FromValue, Mistake, Number, Value};

/// A struct whose fields are arguments. Derived.
pub trait Arguments: Sized {
    /// The arguments, in the order of the fields.
    fn declarations() -> Vec<Argument>;

    /// The struct, or `None` with defects, or `None` because of unknown parts.
    fn read(reader: &mut Reader<'_>) -> Option<Self>;
}

/// What an argument that is null or absent gives.
pub enum Absent<T> {
    /// A defect.
    Refused,
    /// This.
    Gives(T),
}

/// Reads the attributes of one object.
pub struct Reader<'a> {
    attributes: &'a [(Box<str>, Value)],
    pub(super) defects: Vec<Defect>,
}

impl<'a> Reader<'a> {
    /// A reader of these attributes.
    pub const fn new(attributes: &'a [(Box<str>, Value)]) -> Self {
        Self { attributes, defects: Vec::new() }
    }

    /// Whether the argument `name` is given, and not as null.
    pub fn is_set(&self, name: &str) -> bool {
        self.attributes.iter().any(|(key, value)| &**key == name && !value.is_null())
    }

    /// The argument `name`, whose number must lie within `bounds`.
    pub fn field<T: FromValue>(&mut self, name: &'static str, bounds: Option<(f64, f64)>, absent: Absent<T>) -> Option<T> {
        let value = self.attributes.iter().find(|(key, _)| &**key == name).map_or(&Value::Null, |(_, value)| value);
        if value.is_null() {
            return match absent {
                Absent::Gives(default) => Some(default),
                Absent::Refused => {
                    let expected = T::expected();
                    self.defects.push(Mistake::unexpected(value, &expected).of(name));
                    None
                }
            };
        }
        if !value.is_wholly_known() {
            return None;
        }
        match checked::<T>(value, bounds).map_or_else(|| T::from_value(value), |mistake| Err(vec![mistake])) {
            Ok(read) => Some(read),
            Err(mistakes) => {
                self.defects.extend(mistakes.into_iter().map(|mistake| mistake.of(name)));
                None
            }
        }
    }
}

/// Whether a number lies outside its bounds, in the words of the argument.
fn checked<T: FromValue>(value: &Value, bounds: Option<(f64, f64)>) -> Option<Mistake> {
    let (min, max) = bounds?;
    let number = Number::of(value)?;
    let inside = number.as_float().is_some_and(|float| (min..=max).contains(&float));
    let noun = T::expected();
    let expected = if max == f64::MAX { format!("{noun} of {min} or more") } else { format!("{noun} from {min} to {max}") };
    let fits = inside && (!T::IS_INTEGER || number.as_integer().is_some());
    (!fits).then(|| Mistake::unexpected(&Value::Number(number), &expected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::Shape;

    /// A whole number that calls itself something else.
    #[derive(Debug, PartialEq)]
    struct Dozen(u16);

    impl FromValue for Dozen {
        const IS_INTEGER: bool = true;

        fn shape() -> Shape {
            Shape::Number
        }

        fn expected() -> String {
            "a dozen".to_owned()
        }

        fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
            u16::from_value(value).map(Self)
        }
    }

    #[test]
    fn whether_a_fraction_is_refused_is_for_the_type_and_not_for_its_name() {
        let attributes: Vec<(Box<str>, Value)> = vec![("a".into(), Value::Text("1.5".into()))];
        let mut reader = Reader::new(&attributes);
        assert_eq!(reader.field::<Dozen>("a", Some((1.0, 9.0)), Absent::Refused), None);
        assert_eq!(reader.field::<Option<f64>>("a", Some((1.0, 9.0)), Absent::Refused), Some(Some(1.5)));
        let texts: Vec<&str> = reader.defects.iter().map(|defect| defect.text.as_str()).collect();
        assert_eq!(texts, ["a is 1.5: expected a dozen from 1 to 9"]);
    }
}
