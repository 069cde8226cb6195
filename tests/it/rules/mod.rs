//! The rules of resolution on AWS's real documents.

pub mod documents;
mod figures;
mod history;
mod odd_documents;
mod table;
