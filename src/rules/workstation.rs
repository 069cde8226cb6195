//! What agents work at: which Contact Control Panel, which sign-in, which side
//! of a virtual desktop. Shared by network and domain rules.

macro_rules! choice {
    (
        $(#[$doc:meta])+ $type:ident { $($(#[$variant_doc:meta])+ $variant:ident = $name:literal,)+ }
    ) => {
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $($(#[$variant_doc])+ $variant,)+
        }

        impl $type {
            /// Every choice, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that users write.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The choice that `as_str` calls `name`.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.as_str() == name)
            }
        }
    };
}
pub(super) use choice;

choice! {
    /// How users of the instance are identified.
    SignIn {
        /// By Connect or an existing directory, at AWS's sign-in page.
        Connect = "connect",
        /// By a SAML 2.0 identity provider.
        Saml = "saml",
    }
}

choice! {
    /// Which side of a virtual desktop the network holds.
    VdiRole {
        /// No virtual desktop: signalling and media leave from one device.
        None = "none",
        /// The session host: signalling alone.
        Host = "host",
        /// The agent's own device: media alone.
        Endpoint = "endpoint",
    }
}

choice! {
    /// A version of the Contact Control Panel.
    CcpVersion {
        /// The earlier one, at `/ccp#`.
        V1 = "v1",
        /// The current one, at `/ccp-v2`.
        V2 = "v2",
    }
}
