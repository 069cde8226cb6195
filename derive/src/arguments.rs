//! `#[derive(Arguments)]`.

use crate::field::{name, named_fields, text};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Expr, Field, Result};

/// What `#[argument(…)]` says of a field.
#[derive(Default)]
struct Options {
    required: bool,
    sensitive: bool,
    default: Option<Expr>,
    min: Option<Expr>,
    max: Option<Expr>,
}

impl Options {
    fn of(field: &Field) -> Result<Self> {
        let mut options = Self::default();
        for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("argument")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("required") {
                    options.required = true;
                } else if meta.path.is_ident("sensitive") {
                    options.sensitive = true;
                } else if meta.path.is_ident("default") {
                    options.default = Some(meta.value()?.parse()?);
                } else if meta.path.is_ident("min") {
                    options.min = Some(meta.value()?.parse()?);
                } else if meta.path.is_ident("max") {
                    options.max = Some(meta.value()?.parse()?);
                } else {
                    return Err(meta.error("expected required, sensitive, default, min or max"));
                }
                Ok(())
            })?;
        }
        Ok(options)
    }
}

pub fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let ident = &input.ident;
    let (mut declarations, mut readings, mut fields) = (Vec::new(), Vec::new(), Vec::new());
    let (mut needed, mut defaults) = (Vec::new(), Vec::new());
    for field in named_fields(input)? {
        let (name, text, of, field_ident) = (name(field)?, text(&field.attrs), &field.ty, &field.ident);
        let options = Options::of(field)?;
        let (required, sensitive) = (options.required, options.sensitive);
        declarations.push(quote! {
            crate::declaration::Argument {
                name: #name,
                text: #text,
                shape: <#of as crate::declaration::FromValue>::shape(),
                required: #required,
                sensitive: #sensitive,
            }
        });
        let bounds = match (options.min, options.max) {
            (None, None) => quote!(None),
            (min, max) => {
                let min = min.map_or_else(|| quote!(f64::MIN), |min| quote!(#min as f64));
                let max = max.map_or_else(|| quote!(f64::MAX), |max| quote!(#max as f64));
                quote!(Some((#min, #max)))
            }
        };
        match (required, &options.default) {
            (true, _) => {
                needed.push(quote!(#field_ident: #of));
                defaults.push(quote!(#field_ident));
            }
            (false, Some(default)) => defaults.push(quote!(#field_ident: #default)),
            (false, None) => defaults.push(quote!(#field_ident: None)),
        }
        let absent = match (required, options.default) {
            (true, _) => quote!(crate::declaration::Absent::Refused),
            (false, Some(default)) => quote!(crate::declaration::Absent::Gives(#default)),
            (false, None) => quote!(crate::declaration::Absent::Gives(None)),
        };
        readings.push(quote!(let #field_ident = reader.field::<#of>(#name, #bounds, #absent);));
        fields.push(quote!(#field_ident: #field_ident?));
    }
    Ok(quote! {
        impl #ident {
            /// What is required, with the default of everything else.
            #[allow(dead_code, clippy::too_many_arguments, clippy::new_without_default)]
            #[must_use]
            pub fn new(#(#needed),*) -> Self {
                Self { #(#defaults),* }
            }
        }

        impl crate::declaration::Arguments for #ident {
            fn declarations() -> Vec<crate::declaration::Argument> {
                vec![#(#declarations),*]
            }

            fn read(reader: &mut crate::declaration::Reader<'_>) -> Option<Self> {
                #(#readings)*
                Some(Self { #(#fields),* })
            }
        }
    })
}
