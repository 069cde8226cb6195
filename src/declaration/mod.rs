//! How arguments, results and functions are declared: each once, as Rust types
//! from which schema, reading, checks and documentation follow. Pure; knows
//! `model` alone.
//!
//! - [`Value`]: what a host sends, freed of its wire form.
//! - [`Shape`]: the type that a host is told; [`Shaped`] gives a Rust type's.
//! - [`Arguments`]: a struct of arguments; [`FromValue`]: one argument's type.
//! - [`Record`]: a struct of results.
//! - [`Function`]: parameters, options and result of a provider function.

mod argument_types;
mod arguments;
mod defect;
mod elements;
mod function;
mod number;
mod parameters;
mod read;
mod refusal;
mod shape;
mod value;

pub use amazonconnect_derive::{Arguments, Record};
pub use argument_types::FromValue;
pub use arguments::{Absent, Arguments, Reader};
use defect::MOST_DEFECTS;
pub use defect::{Defect, DefectKind, Mistake};
pub use elements::read_elements;
pub use function::{Declare, Function};
pub use number::Number;
pub use parameters::{Nullable, Options, Parameter, Parameters, nullable, options, parameter};
pub use read::{Incomplete, read, read_beside, read_object};
pub use refusal::{Refusal, Refuse};
pub use shape::{Argument, Field, Record, Shape, Shaped};
pub use value::Value;
