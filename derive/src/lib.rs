//! Derives what a struct declares, so that each thing is declared once.
//!
//! - `Record`: a struct whose fields are the attributes of a result. The field's
//!   name, type and doc comment become the attribute's.
//! - `Arguments`: a struct whose fields are arguments. Name, type, doc comment
//!   and `#[argument(…)]` become schema, reading, checks and documentation.
//!
//! The traits are in `amazonconnect::declaration`, which says what they mean.

mod arguments;
mod field;
mod record;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Implements `Shaped` and `Record` for a struct with named fields.
///
/// `#[serde(rename = "…")]` on a field renames the attribute.
#[proc_macro_derive(Record)]
pub fn derive_record(input: TokenStream) -> TokenStream {
    record::derive(&parse_macro_input!(input as DeriveInput)).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Implements `Arguments` for a struct with named fields.
///
/// `#[argument(required)]`: null is refused. `#[argument(default = …)]`: null
/// gives the expression. Neither: the field is an `Option`, null gives `None`.
/// `min = …, max = …`: bounds of a number.
#[proc_macro_derive(Arguments, attributes(argument))]
pub fn derive_arguments(input: TokenStream) -> TokenStream {
    arguments::derive(&parse_macro_input!(input as DeriveInput)).unwrap_or_else(syn::Error::into_compile_error).into()
}
