//! The optional arguments of domain rules in a dialect.

use crate::{
    declaration::Arguments,
    render::{ObjectName, RenderError, error::RenderErrorKind},
};

/// How a text with named objects is named.
#[derive(Debug, Clone, PartialEq, Eq, Arguments)]
pub struct DomainOptions {
    /// For `fortios` and `squid`: what the names of all objects in the text start with, `"amazon-connect"` if left out.
    /// Texts of different names never touch each other's objects, so give each deployment on one device its own, such as
    /// `"connect-frankfurt"`.
    pub name: Option<ObjectName>,
}

impl Default for DomainOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl DomainOptions {
    /// What names of objects start with. A dot and the rest follow: no such name
    /// has a dot, so one text's object is never another's, nor one of
    /// `render_text`.
    pub(super) fn object_name(&self) -> ObjectName {
        self.name.clone().unwrap_or_default()
    }

    /// Refuses a name for a list of names, in which nothing is called.
    ///
    /// # Errors
    /// `Unread`.
    pub(super) fn check_list(&self, target: &'static str) -> Result<(), RenderError> {
        match self.name {
            None => Ok(()),
            Some(_) => Err(RenderErrorKind::Unread { argument: "name", targets: "fortios and squid" }.of(target)),
        }
    }
}
