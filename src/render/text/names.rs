//! The names of a text's objects: all start with the user's name and say
//! direction, protocol, ports and family, or a prefix. So two texts of different
//! names never share an object, and one can be read on the device.

use super::ObjectName;
use crate::{
    model::{IpProtocol, PortRange, Prefix},
    render::{RenderError, content_hash::content_hash, error::RenderErrorKind},
    rules::Permission,
};
use std::fmt::Display;

/// Gives names for one format, each at most as long as its device takes.
pub(super) struct Names<'a> {
    name: &'a ObjectName,
    format: &'static str,
    longest: usize,
}

impl<'a> Names<'a> {
    /// Names that start with `name` and have at most `longest` characters.
    pub(super) const fn new(name: &'a ObjectName, format: &'static str, longest: usize) -> Self {
        Self { name, format, longest }
    }

    /// What all names start with.
    pub(super) fn prefix(&self) -> &str {
        self.name.as_str()
    }

    /// The name that ends in `rest`.
    pub(super) fn of(&self, rest: impl Display) -> Result<String, RenderError> {
        let name = format!("{}-{rest}", self.name);
        if name.len() <= self.longest {
            return Ok(name);
        }
        let (found, longest, shorter) =
            (name.len(), self.longest, (self.name.as_str().len() + self.longest).saturating_sub(name.len()));
        let text =
            format!("{name:?} has {found} characters, but the device takes {longest}; set name to at most {shorter} characters");
        Err(RenderErrorKind::Refused { argument: "name", text }.of(self.format))
    }

    /// Such as `amazon-connect-egress-udp-3478-ipv4`.
    pub(super) fn of_permission(&self, permission: Permission) -> Result<String, RenderError> {
        self.of(permission.name('-'))
    }

    /// Such as `amazon-connect-15.193.0.0_19` and
    /// `amazon-connect-2600-f0f2-7100--_40`, for names take neither `/` nor `:`.
    /// Two prefixes never share one, since neither `_` nor `-` is in a prefix.
    pub(super) fn of_address(&self, prefix: Prefix) -> Result<String, RenderError> {
        self.of(prefix.to_string().replace('/', "_").replace(':', "-"))
    }

    /// Such as `amazon-connect-udp-3478`.
    pub(super) fn of_service(&self, protocol: IpProtocol, ports: PortRange) -> Result<String, RenderError> {
        self.of(format!("{protocol}-{ports}"))
    }
}

/// Eight characters that follow from the prefixes alone: other content, another
/// name.
pub(super) fn content_tag<'a>(prefixes: impl IntoIterator<Item = &'a Prefix>) -> String {
    let lines: String = prefixes.into_iter().map(|prefix| format!("{prefix}\n")).collect();
    format!("{:08x}", content_hash(&lines) >> 32)
}
