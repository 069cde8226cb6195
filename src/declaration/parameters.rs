//! The parameters of a function, typed, and its optional arguments: one object
//! that may be left out, hence a variadic parameter.

use std::marker::PhantomData;

use super::{Argument, Arguments, Defect, FromValue, Incomplete, Mistake, Refusal, Value, read};

/// The name of the variadic parameter.
const OPTIONS: &str = "options";

/// One parameter that every call gives.
pub struct Parameter<T> {
    name: &'static str,
    text: &'static str,
    of: PhantomData<fn() -> T>,
}

/// One parameter that every call gives, if only as null.
pub struct Nullable<T> {
    name: &'static str,
    text: &'static str,
    of: PhantomData<fn() -> T>,
}

/// The optional arguments.
pub struct Options<A> {
    of: PhantomData<fn() -> A>,
}

/// The parameter `name`, which `text` explains in Markdown.
pub const fn parameter<T: FromValue>(name: &'static str, text: &'static str) -> Parameter<T> {
    Parameter { name, text, of: PhantomData }
}

/// The parameter `name`, for which null may be given; `text` says what that means.
pub const fn nullable<T: FromValue>(name: &'static str, text: &'static str) -> Nullable<T> {
    Nullable { name, text, of: PhantomData }
}

/// The optional arguments that `A` declares.
pub const fn options<A: Arguments>() -> Options<A> {
    Options { of: PhantomData }
}

/// One element of a signature.
pub trait Take {
    /// What it gives.
    type Taken;

    /// Adds itself to the declared parameters, or to the options.
    fn declare(&self, parameters: &mut Vec<Argument>, options: &mut Option<Vec<Argument>>);

    /// Reads itself from the values that are left; `index` is that of the first.
    fn take(&self, values: &mut &[Value], index: &mut usize) -> Result<Self::Taken, Refusal>;
}

impl<T: FromValue> Take for Parameter<T> {
    type Taken = T;

    fn declare(&self, parameters: &mut Vec<Argument>, _options: &mut Option<Vec<Argument>>) {
        parameters.push(Argument { name: self.name, text: self.text, shape: T::shape(), required: true, sensitive: false });
    }

    fn take(&self, values: &mut &[Value], index: &mut usize) -> Result<T, Refusal> {
        let (at, value) = next(values, index);
        if value.is_null() {
            return Err(refused(at, self.name, vec![Mistake::unexpected(value, &T::expected())]));
        }
        T::from_value(value).map_err(|mistakes| refused(at, self.name, mistakes))
    }
}

impl<T: FromValue> Take for Nullable<T> {
    type Taken = Option<T>;

    fn declare(&self, parameters: &mut Vec<Argument>, _options: &mut Option<Vec<Argument>>) {
        parameters.push(Argument { name: self.name, text: self.text, shape: T::shape(), required: false, sensitive: false });
    }

    fn take(&self, values: &mut &[Value], index: &mut usize) -> Result<Option<T>, Refusal> {
        let (at, value) = next(values, index);
        if value.is_null() {
            return Ok(None);
        }
        T::from_value(value).map(Some).map_err(|mistakes| refused(at, self.name, mistakes))
    }
}

/// The next value with its index; null where none is left.
const fn next<'a>(values: &mut &'a [Value], index: &mut usize) -> (usize, &'a Value) {
    let at = *index;
    *index += 1;
    match values.split_first() {
        Some((value, rest)) => {
            *values = rest;
            (at, value)
        }
        None => (at, &Value::Null),
    }
}

fn refused(at: usize, name: &str, mistakes: Vec<Mistake>) -> Refusal {
    let defects: Vec<Defect> = mistakes.into_iter().map(|mistake| mistake.of(name)).collect();
    Refusal::of_defects(at, &defects)
}

impl<A: Arguments> Take for Options<A> {
    type Taken = A;

    fn declare(&self, _parameters: &mut Vec<Argument>, options: &mut Option<Vec<Argument>>) {
        *options = Some(A::declarations());
    }

    fn take(&self, values: &mut &[Value], index: &mut usize) -> Result<A, Refusal> {
        let (value, rest) = values.split_first().unwrap_or((&Value::Null, &[]));
        let at = *index;
        if !rest.is_empty() {
            let text = format!("{} objects of optional arguments were given: expected one at most", values.len());
            return Err(Refusal { argument: Some(at + 1), text });
        }
        *values = rest;
        if !matches!(value, Value::Object(_) | Value::Null) {
            let defects = [Mistake::unexpected(value, "an object of optional arguments").of(OPTIONS)];
            return Err(Refusal::of_defects(at, &defects));
        }
        read(value).map_err(|Incomplete { defects }| Refusal::of_defects(at, &defects))
    }
}

/// A whole signature: a tuple of parameters, the options last.
pub trait Parameters {
    /// What a call gives.
    type Taken;

    /// The parameters and the options.
    fn declare(&self) -> (Vec<Argument>, Option<Vec<Argument>>);

    /// The arguments of a call.
    ///
    /// # Errors
    /// The first argument that cannot be read, with all its defects.
    fn take(&self, values: &[Value]) -> Result<Self::Taken, Refusal>;
}

macro_rules! signature {
    ($($name:ident),+) => {
        impl<$($name: Take),+> Parameters for ($($name,)+) {
            type Taken = ($($name::Taken,)+);

            #[expect(non_snake_case, reason = "a type and its value have one name here")]
            fn declare(&self) -> (Vec<Argument>, Option<Vec<Argument>>) {
                let ($($name,)+) = self;
                let (mut parameters, mut options) = (Vec::new(), None);
                $($name.declare(&mut parameters, &mut options);)+
                (parameters, options)
            }

            #[expect(non_snake_case, reason = "a type and its value have one name here")]
            fn take(&self, values: &[Value]) -> Result<Self::Taken, Refusal> {
                let ($($name,)+) = self;
                let (mut rest, mut index) = (values, 0);
                let taken = ($($name.take(&mut rest, &mut index)?,)+);
                if rest.is_empty() {
                    return Ok(taken);
                }
                let text = format!("{} arguments were given, and the function takes {index}", values.len());
                Err(Refusal { argument: Some(index), text })
            }
        }
    };
}

signature!(A);
signature!(A, B);
signature!(A, B, C);
signature!(A, B, C, D);

#[cfg(test)]
mod tests {
    use super::*;

    fn values(json: serde_json::Value) -> Vec<Value> {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn null_is_for_nullable_parameters_alone() {
        let signature = (parameter::<bool>("yes", ""), nullable::<f64>("ratio", ""));
        let (declared, options) = signature.declare();
        assert_eq!(declared.iter().map(|parameter| parameter.required).collect::<Vec<_>>(), [true, false]);
        assert_eq!(options, None);
        assert_eq!(signature.take(&values(serde_json::json!([true, null]))), Ok((true, None)));
        assert_eq!(signature.take(&values(serde_json::json!([true, "0.5"]))), Ok((true, Some(0.5))));
        let refused = |json| signature.take(&values(json)).unwrap_err();
        let refusal = |argument, text: &str| Refusal { argument: Some(argument), text: text.to_owned() };
        assert_eq!(refused(serde_json::json!([null, null])), refusal(0, "yes is null: expected true or false"));
        assert_eq!(refused(serde_json::json!([true, "x"])), refusal(1, "ratio is \"x\": expected a number"));
        assert_eq!(refused(serde_json::json!([true, 1, 2])), refusal(2, "3 arguments were given, and the function takes 2"));
    }
}
