//! The rules of resolution on AWS's real documents.

pub mod documents;
mod figures;
pub mod history;
mod odd_documents;
pub mod read_back;
mod table;
mod written;
