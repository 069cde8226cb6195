//! Rules as text for firewalls that are not configured with Terraform records.
//! One file a format.
//!
//! In: firewall rules. Out: text that ends in a newline, the same for the same
//! rules: no dates, no counters. Names start with `amazonconnect`, say
//! direction, protocol, ports and family, and have at most 57 characters, fewer
//! than any vendor here takes.

mod address_name;
mod cisco_ios;
mod fortios;
mod junos;
mod netmask;
mod nftables;
mod pan_os;
mod plain;
mod text_format;

pub use text_format::{TextFormat, render_text};
