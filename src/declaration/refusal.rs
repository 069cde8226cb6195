//! Why a call of a function has no result.

use super::{Defect, MOST_DEFECTS};
use std::fmt::Display;

/// How many defects of one argument are listed.
const LISTED_DEFECTS: usize = 5;

/// Why a call has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The index of the argument at fault, if one is.
    pub argument: Option<usize>,
    /// What was found, what was expected, what to do.
    pub text: String,
}

impl Refusal {
    /// The defects of the argument at `index`: the first few, and how many
    /// there are.
    pub fn of_defects(index: usize, defects: &[Defect]) -> Self {
        let mut text = defects.iter().take(LISTED_DEFECTS).map(|defect| defect.text.as_str()).collect::<Vec<_>>().join("\n");
        if defects.len() > LISTED_DEFECTS {
            let how_many = if defects.len() < MOST_DEFECTS { "in all" } else { "or more" };
            text.push_str(&format!("\n({} defects {how_many})", defects.len()));
        }
        Self { argument: Some(index), text }
    }
}

/// An error of the core that a function passes on.
pub trait Refuse: Display {
    /// The name of the argument at fault; `None` for the first one.
    fn argument(&self) -> Option<&str>;
}

/// For functions that refuse nothing but malformed arguments.
impl Refuse for std::convert::Infallible {
    fn argument(&self) -> Option<&str> {
        None
    }
}
