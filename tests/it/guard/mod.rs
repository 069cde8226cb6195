//! The guard against history: no real publication since 2020 is refused, also by
//! tables that end a day, 90 days and a year before it; every document thinned
//! to 70 % or less is.

pub mod counts;
mod publications;
mod thinning;
mod thinning_record;
mod whole_documents;
