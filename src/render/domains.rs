//! Domain rules in the dialect of proxies and firewalls that match names. One
//! file a format; this one lists them.
//!
//! In: domain rules. Out: text, its entries, and the rules that the dialect
//! cannot express. An entry is never wider than its rule but where its format
//! says so here and in the function's description: a dialect may have no ports,
//! and a name may cover the names below it or the other way round.

mod azure_firewall;
mod check_point;
mod fortios;
mod list;
mod options;
mod pan_os;
mod plain;
mod rendered;
mod squid;
mod zscaler;

use super::{RenderError, domain_parameter::domain_rules};
use crate::{
    declaration::{Declare, Function, options, parameter},
    model::named_enum,
    rules::DomainRuleSet,
};
use list::list;

pub use options::DomainOptions;
pub use rendered::RenderedDomains;

named_enum! {
    /// A format of [`render_domains`].
    DomainFormat {
        /// Azure Firewall: target FQDNs of an application rule.
        AzureFirewall = "azure_firewall",
        /// Check Point: the URL list of a custom application or site.
        CheckPoint = "check_point",
        /// FortiOS: FQDN addresses, address groups and services.
        Fortios = "fortios",
        /// PAN-OS: a custom URL category, or an external dynamic list of URLs.
        PanOs = "pan_os",
        /// One name a line.
        Plain = "plain",
        /// Squid: access control elements.
        Squid = "squid",
        /// Zscaler Internet Access: a custom URL category.
        Zscaler = "zscaler",
    }
}

/// `rules` in the dialect of `format`: nothing for no rules.
///
/// # Errors
/// `Domain`, `NothingLeft`, and for a list `SeveralPorts`, since it knows no
/// ports, and `Unread` with a name.
pub fn render_domains(
    rules: &DomainRuleSet,
    format: DomainFormat,
    options: &DomainOptions,
) -> Result<RenderedDomains, RenderError> {
    let list = |entry| {
        options.check_list(format.as_str())?;
        list(format.as_str(), rules, entry)
    };
    match format {
        DomainFormat::AzureFirewall => list(azure_firewall::entry),
        DomainFormat::CheckPoint => list(check_point::entry),
        DomainFormat::Fortios => fortios::render(format.as_str(), rules, &options.object_name()),
        DomainFormat::PanOs => list(pan_os::entry),
        DomainFormat::Plain => list(plain::entry),
        DomainFormat::Squid => squid::render(format.as_str(), rules, &options.object_name()),
        DomainFormat::Zscaler => list(zscaler::entry),
    }
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let domains = Declare {
        name: "render_domains",
        summary: "Render domain rules for proxies and firewalls that match names",
        description: "Gives the rules in the dialect of one product, and in `left_out` what that dialect cannot express, with the reason: UDP \
                      (but for `fortios`), whose packets carry no host name, and wildcards within a label (but for `squid`). Paths \
                      (`url_paths`) are in none of them: every path of a name is allowed.\n\n\
                      - `azure_firewall`: target FQDNs of an application rule, whose protocol names the port. `*.x` does not match `x`.\n\
                      - `check_point`: the URL list of a custom application or site, not as regular expressions. It is matched against the \
                      whole URL: where HTTPS is inspected, `*.x/` also matches a URL of another site with `/a.x/` in its path.\n\
                      - `fortios`: FQDN addresses of IPv4 policies, one group a protocol and port, and services. The FortiGate learns the \
                      addresses behind `*.x` from the DNS answers that pass through it (not from DNS over HTTPS), and matches addresses: \
                      other names at the same address are allowed as well. Names of objects start with `name` and a dot.\n\
                      - `pan_os`: a custom URL category or an external dynamic list of URLs, each entry with the slash at the end that keeps \
                      longer names out. `*.x/` does not match `x`.\n\
                      - `plain`: one name a line, as AWS writes it, for what reads lists of names with `*.`.\n\
                      - `squid`: lines for `squid.conf` that define an element called `name`: true for a CONNECT to a domain and port that \
                      the rules name. Say who may use it: `http_access allow localnet amazon-connect`. `.x` matches `x` as well. A CONNECT to \
                      an IP address is never to a domain: the elements have `-n`, without which Squid would look up the address's name, \
                      which its owner chooses.\n\
                      - `zscaler`: a custom URL category of Zscaler Internet Access. `.x` matches `x` as well, and up to five levels below \
                      it; an entry holds for every port.\n\n\
                      The lists (all but `fortios` and `squid`) know no ports: the firewall's rule names them, and rules of several ports are \
                      refused.",
    };
    let formats = "`azure_firewall`, `check_point`, `fortios`, `pan_os`, `plain`, `squid` or `zscaler`.";
    let parameters = (domain_rules(), parameter("format", formats), options::<DomainOptions>());
    vec![domains.function(parameters, |(rules, format, options)| render_domains(&rules, format, &options))]
}
