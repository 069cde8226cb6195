//! A function behind one erased trait.

use std::cell::Cell;

use async_trait::async_trait;
use serde::{
    Deserialize,
    de::{DeserializeSeed, Error as _, SeqAccess, value::SeqAccessDeserializer},
};
use tf_provider::{AttributePath, Diagnostics, Function, schema::FunctionSchema};

use super::codec::{encode, reader};
use crate::{model::excerpt, provider::diagnostics::Report};

#[async_trait]
pub(super) trait ServedFunction: Send + Sync {
    fn schema(&self, diags: &mut Diagnostics) -> Option<FunctionSchema>;
    async fn call(&self, diags: &mut Diagnostics, arguments: &[Vec<u8>]) -> Option<Vec<u8>>;
}

#[async_trait]
impl<T: Function> ServedFunction for T {
    fn schema(&self, diags: &mut Diagnostics) -> Option<FunctionSchema> {
        Function::schema(self, diags)
    }

    async fn call(&self, diags: &mut Diagnostics, arguments: &[Vec<u8>]) -> Option<Vec<u8>> {
        let input = decode_arguments(diags, arguments)?;
        let output = Function::call(self, diags, input).await?;
        encode(diags, &output)
    }
}

/// Decode each argument on its own into the fields of a tuple, so that an
/// error names the argument.
fn decode_arguments<'a, T: Deserialize<'a>>(diags: &mut Diagnostics, arguments: &'a [Vec<u8>]) -> Option<T> {
    let decoded = Cell::new(0);
    let sequence = Arguments { rest: arguments.iter(), decoded: &decoded };
    match T::deserialize(SeqAccessDeserializer::new(sequence)) {
        Ok(input) if decoded.get() as usize == arguments.len() => Some(input),
        Ok(_) => {
            let (taken, given) = (decoded.get(), arguments.len());
            let detail = format!("{given} arguments were given, and the function takes {taken}");
            diags.report_error(AttributePath::root(), "Too many arguments", detail);
            None
        }
        Err(error) => {
            let index = i64::from(decoded.get()) - 1;
            diags.report_error(
                AttributePath::function_argument(index.max(0)),
                "Argument of an unexpected shape",
                format!("argument {} could not be decoded: {}", index + 1, excerpt(&error.to_string())),
            );
            None
        }
    }
}

struct Arguments<'a, 'b> {
    rest: std::slice::Iter<'a, Vec<u8>>,
    /// How many arguments were started on.
    decoded: &'b Cell<u32>,
}

impl<'de> SeqAccess<'de> for Arguments<'de, '_> {
    type Error = rmp_serde::decode::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Self::Error> {
        let Some(argument) = self.rest.next() else { return Ok(None) };
        self.decoded.set(self.decoded.get() + 1);
        seed.deserialize(&mut reader(argument).map_err(Self::Error::custom)?).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}
