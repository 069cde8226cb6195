//! What agents work at: which Contact Control Panel, which sign-in, which side
//! of a virtual desktop. Shared by network and domain rules.

use crate::model::named_enum;

named_enum! {
    /// How users of the instance are identified.
    SignIn {
        /// By Connect or an existing directory, at AWS's sign-in page.
        Connect = "connect",
        /// By a SAML 2.0 identity provider.
        Saml = "saml",
    }
}

named_enum! {
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

named_enum! {
    /// A version of the Contact Control Panel.
    CcpVersion {
        /// The earlier one, at `/ccp#`.
        V1 = "v1",
        /// The current one, at `/ccp-v2`.
        V2 = "v2",
    }
}
