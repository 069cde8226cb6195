//! `#[derive(Record)]`.

use crate::field::{is_flattened, name, named_fields, text};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Result};

pub fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let ident = &input.ident;
    let (generics, types, bounds) = input.generics.split_for_impl();
    let mut fields = Vec::new();
    for field in named_fields(input)? {
        let (name, text, of) = (name(field)?, text(&field.attrs), &field.ty);
        fields.push(if is_flattened(field)? {
            quote!(fields.extend(<#of as crate::declaration::Record>::fields());)
        } else {
            let shape = quote!(<#of as crate::declaration::Shaped>::shape());
            quote!(fields.push(crate::declaration::Field { name: #name, text: #text, shape: #shape });)
        });
    }
    Ok(quote! {
        impl #generics crate::declaration::Record for #ident #types #bounds {
            fn fields() -> Vec<crate::declaration::Field> {
                let mut fields = Vec::new();
                #(#fields)*
                fields
            }
        }

        impl #generics crate::declaration::Shaped for #ident #types #bounds {
            fn shape() -> crate::declaration::Shape {
                crate::declaration::Shape::Object(<Self as crate::declaration::Record>::fields())
            }
        }
    })
}
