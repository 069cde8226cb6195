//! Whether a packet opens a session or answers within one.

use crate::model::named_enum;

named_enum! {
    /// What a rule lets through, seen from the session that it belongs to.
    Flow {
        /// Packets of whoever opens the session: what every firewall needs.
        Request = "request",
        /// Replies: what a firewall that knows no sessions needs besides.
        Return = "return",
    }
}
