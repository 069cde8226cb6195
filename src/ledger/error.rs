//! Why a ledger does not take rules.

use super::{Sha256, clock::FutureDocument};
use crate::{
    declaration::Refuse,
    model::{Moment, Prefix, joined},
    rules::Permission,
};

/// How many prefixes of a permission a message lists.
const LISTED: usize = 8;

/// What one permission loses.
#[derive(Debug, Clone, PartialEq)]
pub struct Shrink {
    /// The permission.
    pub permission: Permission,
    /// How many prefixes it had.
    pub before: usize,
    /// Those of which addresses are no longer required.
    pub gone: Vec<Prefix>,
    /// Which share of its prefixes goes: one of which a part goes counts in part.
    pub share: f64,
}

/// A reason not to change the memory.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum LedgerError {
    /// Too much goes at once.
    #[error(
        "rules lacks too much of what the ledger required before: {}. At most {:.0} % of the prefixes of one permission and family may go at once (max_shrink_ratio). This is most often the wrong deployment, Region or file. If it is right, accept it for this document, of {create_date}, and no other:\n  accept_shrink_sha256 = \"{sha256}\"",
        list(.shrinks), .max_ratio * 100.0
    )]
    Shrink {
        /// What each permission loses.
        shrinks: Vec<Shrink>,
        /// The share that may go.
        max_ratio: f64,
        /// The date of the document.
        create_date: Moment,
        /// The digest of the document.
        sha256: Sha256,
    },
    /// The document is dated later than any that there can be.
    #[error("document.{0}")]
    Future(#[from] FutureDocument),
}

impl Refuse for LedgerError {
    fn argument(&self) -> Option<&str> {
        match self {
            Self::Shrink { .. } => Some("rules"),
            Self::Future(_) => Some("document"),
        }
    }
}

fn list(shrinks: &[Shrink]) -> String {
    let one = |shrink: &Shrink| {
        let more = if shrink.gone.len() > LISTED { format!(" and {} more", shrink.gone.len() - LISTED) } else { String::new() };
        let (percent, gone) = (shrink.share * 100.0, joined(shrink.gone.iter().take(LISTED), ", "));
        format!("{}: {percent:.0} % of {} prefixes ({gone}{more})", shrink.permission, shrink.before)
    };
    joined(shrinks.iter().map(one), "; ")
}
