//! Functions that belong to no target: of prefix lists, and of rules. Pure.
//!
//! In: arguments. Out: lists of prefixes, or rules in the form in which every
//! function takes them back. Each is declared once, beside what it computes.

mod cidr;
mod coverage;
mod explain;
mod notice_status;
mod prefix_texts;
mod recent_notices;
mod rules_by_key;
mod rules_cidrs;
mod rules_cover;
mod rules_subtract;

use crate::declaration::Function;

/// Every function of this folder.
pub fn functions() -> Vec<Function> {
    let mut functions = cidr::functions();
    functions.extend([
        coverage::function(),
        explain::function(),
        notice_status::function(),
        recent_notices::function(),
        rules_by_key::function(),
        rules_cidrs::function(),
        rules_cover::function(),
        rules_subtract::function(),
    ]);
    functions
}

#[cfg(test)]
pub(crate) mod tests {
    use super::functions;
    use crate::declaration::{Refusal, Value};

    /// What the function gives for arguments in JSON.
    pub fn call(name: &str, arguments: serde_json::Value) -> Result<serde_json::Value, Refusal> {
        let arguments: Vec<Value> = serde_json::from_value(arguments).unwrap();
        let functions = functions();
        let function = functions.iter().find(|function| function.name == name).unwrap();
        function.call(&arguments).map(|result| serde_json::to_value(&*result).unwrap())
    }

    /// Asserts which argument is at fault, and that the text says `part`.
    #[track_caller]
    pub fn assert_refused(name: &str, arguments: serde_json::Value, argument: usize, part: &str) {
        let refusal = call(name, arguments).expect_err(name);
        assert_eq!(refusal.argument, Some(argument), "{}", refusal.text);
        assert!(refusal.text.contains(part), "{}", refusal.text);
    }

    #[test]
    fn names_are_unique_and_every_text_is_there() {
        let functions = functions();
        let names: std::collections::BTreeSet<_> = functions.iter().map(|function| function.name).collect();
        assert_eq!(names.len(), functions.len());
        for function in functions {
            assert!(!function.summary.ends_with('.') && function.description.ends_with('.'), "{}", function.name);
            let options = function.options.unwrap_or_default();
            assert!(function.parameters.iter().chain(&options).all(|argument| !argument.text.is_empty()), "{}", function.name);
        }
    }
}
