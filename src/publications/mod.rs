//! Since when AWS publishes the space of the services that rules use: a table
//! inside the binary, for whoever has no memory of his own. Pure.

mod published;
mod table;

pub use published::Published;
pub use table::Publications;
