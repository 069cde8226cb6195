//! A provider function: its signature and what it computes, declared beside
//! the target that it serves. Pure: a call depends on its arguments alone.

use erased_serde::Serialize as ErasedSerialize;

use super::{Argument, Parameters, Refusal, Refuse, Shape, Shaped, Value};

/// A result of any type.
type Outcome = Box<dyn ErasedSerialize + Send>;

type Call = Box<dyn Fn(&[Value]) -> Result<Outcome, Refusal> + Send + Sync>;

/// A function, ready to be served.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// What it does, in Markdown.
    pub description: &'static str,
    /// The arguments that every call gives.
    pub parameters: Vec<Argument>,
    /// The attributes of the object that may follow; `None` if none may.
    pub options: Option<Vec<Argument>>,
    /// The type of the result.
    pub result: Shape,
    call: Call,
}

/// The words of a declaration.
pub struct Declare {
    /// The function's name.
    pub name: &'static str,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// What it does, in Markdown.
    pub description: &'static str,
}

impl Declare {
    /// The function of this signature that `compute` computes.
    pub fn function<P, R, E>(self, parameters: P, compute: fn(P::Taken) -> Result<R, E>) -> Function
    where
        P: Parameters + Send + Sync + 'static,
        R: Shaped + serde::Serialize + Send + 'static,
        E: Refuse + 'static,
    {
        let (declared, options) = parameters.declare();
        let names: Vec<&'static str> = declared.iter().map(|parameter| parameter.name).collect();
        let call = move |values: &[Value]| {
            let taken = parameters.take(values)?;
            match compute(taken) {
                Ok(result) => Ok(Box::new(result) as Outcome),
                Err(error) => {
                    // A name that is no parameter is one of the options, which come last.
                    let index = |name: &str| names.iter().position(|known| *known == name).unwrap_or(names.len());
                    Err(Refusal { argument: Some(error.argument().map_or(0, index)), text: error.to_string() })
                }
            }
        };
        Function {
            name: self.name,
            summary: self.summary,
            description: self.description,
            parameters: declared,
            options,
            result: R::shape(),
            call: Box::new(call),
        }
    }
}

impl Function {
    /// The result for these arguments, which are wholly known.
    ///
    /// # Errors
    /// The argument at fault, and why.
    pub fn call(&self, values: &[Value]) -> Result<Box<dyn ErasedSerialize + Send>, Refusal> {
        (self.call)(values)
    }
}
