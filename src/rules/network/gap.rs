//! What a document lacks that a requirement must have.

use crate::model::{IpVersion, Region};
use std::fmt;

/// A requirement without rows in a Region and family in which AWS published
/// some before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The service code.
    pub service: &'static str,
    /// The row that asks for it.
    pub requirement: &'static str,
    /// What needs it.
    pub purpose: &'static str,
    /// The region without rows; `None` for every region.
    pub region: Option<Region>,
    /// The family without rows.
    pub ip_version: IpVersion,
    /// Whether it is GLOBAL rows beside the Region's own: all that can be missing
    /// from a document that the user accepts.
    pub is_beside_region: bool,
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has no {} rows", self.service, self.ip_version)?;
        match &self.region {
            Some(region) => write!(f, " for {region}")?,
            None => f.write_str(" at all")?,
        }
        write!(f, ", which {} needs ({})", self.requirement, self.purpose)
    }
}
