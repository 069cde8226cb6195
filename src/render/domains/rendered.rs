//! What every format of domain rules gives.

use crate::{declaration::Record, render::LeftOut};
use serde::Serialize;

/// Domain rules in one dialect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct RenderedDomains {
    /// For a file or the device's command line; ends in a newline, and is empty without rules.
    pub text: String,
    /// For an argument that takes a list: the names in the format's dialect, without ports, in alphabetical order; of `squid`, the lines of `text`.
    pub entries: Vec<String>,
    /// The rules that the format cannot express. Their traffic stays blocked unless something else allows it.
    pub left_out: Vec<LeftOut>,
}
