//! What is wrong with an argument, in words that name it.

use super::Value;

/// After how many defects a list is read no further: nobody reads more, and a
/// list may have millions.
pub(super) const MOST_DEFECTS: usize = 100;

/// What a defect is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefectKind {
    /// The argument's value: the text starts with the argument's name.
    Value,
    /// An attribute that is no argument.
    Undeclared,
}

/// What is wrong with one argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// The argument.
    pub argument: String,
    /// The element of its list that is at fault, if one is.
    pub index: Option<usize>,
    /// What it is about.
    pub kind: DefectKind,
    /// What was found, what was expected; names the argument.
    pub text: String,
}

impl Defect {
    /// The text where the object is itself an element: it follows the element's
    /// place, such as `rules[0]`.
    pub fn after_place(&self) -> String {
        match self.kind {
            DefectKind::Value => format!(".{}", self.text),
            DefectKind::Undeclared => format!(": {}", self.text),
        }
    }
}

/// What is wrong with a value, without its name: the text follows the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The element at fault, if the value is a list.
    pub index: Option<usize>,
    /// Such as ` is null: expected a string`.
    pub text: String,
}

impl Mistake {
    /// The value is something else than what was expected.
    pub fn unexpected(value: &Value, expected: &str) -> Self {
        Self { index: None, text: format!(" is {}: expected {expected}", value.shown()) }
    }

    /// Mistakes of the value as a whole, by their texts.
    pub fn of_texts(texts: Vec<String>) -> Vec<Self> {
        texts.into_iter().map(|text| Self { index: None, text }).collect()
    }

    /// The defect of the argument `name`.
    pub fn of(self, name: &str) -> Defect {
        let place = self.index.map(|index| format!("[{index}]")).unwrap_or_default();
        let text = format!("{name}{place}{}", self.text);
        Defect { argument: name.to_owned(), index: self.index, kind: DefectKind::Value, text }
    }
}
