//! What a proxy may do with the traffic of a row, and who says so.
//!
//! AWS asks for no path around proxies but for scheduling's uploads; it warns
//! of certificates that an inspecting proxy renews during a shift. What
//! engineers of other companies report is marked as derived.

use super::{
    Status,
    sources::{CCP_NETWORKING, VDI},
};
use crate::model::named_enum;

named_enum! {
    /// What a proxy may do, the strictest first.
    ProxyUse {
        /// No proxy in its way.
        Direct = "direct",
        /// A proxy may pass it on, but not open its TLS.
        NoTlsInspection = "no_tls_inspection",
        /// A proxy may pass it on and open its TLS, if its cache of
        /// certificates outlasts a shift.
        ProxyOk = "proxy_ok",
    }
}

/// The advice for one row, with who gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handling {
    /// What a proxy may do.
    pub proxy: ProxyUse,
    /// The page that says so.
    pub page: &'static str,
    /// `Current` where AWS says it; else `Derived`.
    pub status: Status,
}

/// Reports of agents whose softphone broke behind proxies (read 2026-11-24).
const OPERATA: &str = "https://help.operata.com/en/articles/6484340-amazon-connect-ccp-and-proxy-s";
/// A report of a contact centre whose calls dropped under packet inspection
/// (read 2026-11-24).
const NULLED_COFFEE: &str = "https://nulledcoffee.com/amazon-connect-and-zscalar";

impl Handling {
    /// Inspection is tolerated where certificates outlast the shift.
    pub(super) const TOLERATED: Self = Self { proxy: ProxyUse::ProxyOk, page: CCP_NETWORKING, status: Status::Derived };
    /// Nothing of it is in real time.
    pub(super) const TELEMETRY: Self = Self { proxy: ProxyUse::ProxyOk, page: OPERATA, status: Status::Derived };
    /// The agent's application talks without pause.
    pub(super) const UNINSPECTED: Self = Self { proxy: ProxyUse::NoTlsInspection, page: NULLED_COFFEE, status: Status::Derived };
    /// Web sockets that announce calls: a proxy under load makes agents miss them.
    pub(super) const SIGNALLING: Self = Self { proxy: ProxyUse::Direct, page: OPERATA, status: Status::Derived };
    /// Media over UDP, which no HTTP proxy carries; AWS has it leave from the
    /// agent's own device even beside a virtual desktop.
    pub(super) const MEDIA: Self = Self { proxy: ProxyUse::Direct, page: VDI, status: Status::Derived };
    /// AWS asks for an exception of the proxy.
    pub(super) const EXCEPTION: Self = Self { proxy: ProxyUse::Direct, page: CCP_NETWORKING, status: Status::Current };
}
