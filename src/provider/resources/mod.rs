//! The managed resources: a file each with one call into the core, which declares
//! arguments and results.

mod range_ledger;

pub use range_ledger::RangeLedger;
