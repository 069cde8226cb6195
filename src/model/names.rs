//! Names as AWS publishes them in `ip-ranges.json`: service codes,
//! regions and network border groups. Any text is accepted; which names are
//! known depends on a document.

use std::{borrow::Borrow, fmt, sync::Arc};

macro_rules! name {
    ($(#[$doc:meta])* $type:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(Arc<str>);

        impl $type {
            /// The name as AWS writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $type {
            fn from(name: &str) -> Self {
                Self(name.into())
            }
        }

        impl Borrow<str> for $type {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// A service code, such as `AMAZON_CONNECT`.
    Service
}

name! {
    /// A region, such as `us-east-1`, or [`Region::GLOBAL`].
    Region
}

name! {
    /// A network border group: a Region itself, or a Local Zone, Wavelength
    /// Zone or Outpost group within it, such as `us-west-2-lax-1`.
    NetworkBorderGroup
}

impl Region {
    /// The region value of rows that belong to no single Region.
    pub const GLOBAL: &'static str = "GLOBAL";

    /// Whether this is `GLOBAL`.
    pub fn is_global(&self) -> bool {
        self.as_str() == Self::GLOBAL
    }
}
