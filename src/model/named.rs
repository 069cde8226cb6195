//! Enums whose variants have a name: the word that users write and read.
//!
//! In: the variants, each with its text and its name. Out: the enum in the order
//! given, every variant in `ALL`, its name by `as_str` and `Display`. A name
//! stands in one place alone.

/// What every named enum has, for code that serves all of them.
pub trait Named: Copy + 'static {
    /// Every variant, in the order of the documentation.
    const ALL: &'static [Self];

    /// The name.
    fn as_str(self) -> &'static str;
}

/// Declares a named enum: `/// Text. Name { /// Text. Variant = "name", … }`.
macro_rules! named_enum {
    (
        $(#[$doc:meta])+ $type:ident { $($(#[$variant_doc:meta])+ $variant:ident = $name:literal,)+ }
    ) => {
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $($(#[$variant_doc])+ $variant,)+
        }

        impl $type {
            /// Every variant, in the order in which they are sorted and documented.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The name that users write and read.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }

        impl $crate::model::Named for $type {
            const ALL: &'static [Self] = &Self::ALL;

            fn as_str(self) -> &'static str {
                Self::as_str(self)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use named_enum;

#[cfg(test)]
mod tests {
    use super::Named;

    named_enum! {
        /// A colour.
        Colour {
            /// The first.
            Red = "red",
            /// The second.
            DarkBlue = "dark_blue",
        }
    }

    #[test]
    fn variants_have_their_names_in_their_order() {
        assert_eq!(Colour::ALL, [Colour::Red, Colour::DarkBlue]);
        assert_eq!(Colour::ALL.map(Colour::as_str), ["red", "dark_blue"]);
        assert!(Colour::Red < Colour::DarkBlue);
        assert_eq!(format!("{} {}", Colour::Red, Colour::DarkBlue), "red dark_blue");
    }

    #[test]
    fn the_trait_says_the_same() {
        fn names<T: Named>() -> Vec<&'static str> {
            T::ALL.iter().map(|variant| variant.as_str()).collect()
        }
        assert_eq!(names::<Colour>(), Colour::ALL.map(Colour::as_str));
    }
}
