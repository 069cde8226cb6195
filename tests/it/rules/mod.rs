//! The rules of resolution on AWS's real documents.

mod documents;
mod figures;
mod history;
mod odd_documents;
mod table;
