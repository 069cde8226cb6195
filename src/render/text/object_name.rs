//! Names that the user gives: of the text's own objects, of places on the
//! device, and of the Regions that its header names.

use crate::declaration::{FromValue, Mistake, Shape, Value};
use std::fmt;

/// Characters of an [`ObjectName`] at most: with what follows it, a name must fit
/// 63 characters on some devices.
const LONGEST_NAME: usize = 40;
/// Characters of a [`PlaceName`] at most.
const LONGEST_PLACE: usize = 63;
/// Characters of a [`RegionName`] at most, twice those of the longest today.
const LONGEST_REGION: usize = 30;

/// What the names of all objects of a text start with: a letter, then letters,
/// digits, `-` and `_`, which every device takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectName(String);

impl ObjectName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ObjectName {
    fn default() -> Self {
        Self("amazon-connect".to_owned())
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromValue for ObjectName {
    fn shape() -> Shape {
        Shape::Text
    }

    fn expected() -> String {
        format!("a letter and up to {} more letters, digits, \"-\" and \"_\"", LONGEST_NAME - 1)
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let name = String::from_value(value)?;
        let fits = (1..=LONGEST_NAME).contains(&name.len())
            && name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|character| character.is_ascii_alphanumeric() || "-_".contains(character));
        if fits { Ok(Self(name)) } else { Err(vec![Mistake::unexpected(value, &Self::expected())]) }
    }
}

/// A place on a device that the user made: a VDOM, a virtual system, a device
/// group, a zone. Written in quotes if it has spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName(String);

impl fmt::Display for PlaceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.contains(' ') { write!(f, "\"{}\"", self.0) } else { f.write_str(&self.0) }
    }
}

impl FromValue for PlaceName {
    fn shape() -> Shape {
        Shape::Text
    }

    fn expected() -> String {
        format!("at most {LONGEST_PLACE} letters, digits, spaces, \".\", \"-\" and \"_\", with a letter or digit at both ends")
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let name = String::from_value(value)?;
        let is_plain = |character: char| character.is_ascii_alphanumeric();
        let fits = name.len() <= LONGEST_PLACE
            && name.starts_with(is_plain)
            && name.ends_with(is_plain)
            && name.chars().all(|character| is_plain(character) || " .-_".contains(character));
        if fits { Ok(Self(name)) } else { Err(vec![Mistake::unexpected(value, &Self::expected())]) }
    }
}

/// A Region that the header of a text names. Its form is checked, for it becomes
/// part of a line; whether it exists is for whoever resolves rules.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionName(String);

impl fmt::Display for RegionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromValue for RegionName {
    fn shape() -> Shape {
        Shape::Text
    }

    fn expected() -> String {
        "a Region such as \"us-east-1\"".to_owned()
    }

    fn expected_list() -> String {
        "a list of Regions such as [\"us-east-1\"]".to_owned()
    }

    fn from_value(value: &Value) -> Result<Self, Vec<Mistake>> {
        let name = String::from_value(value)?;
        let is_word = |word: &str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase());
        let fits = name.len() <= LONGEST_REGION
            && name.rsplit_once('-').is_some_and(|(words, number)| {
                let is_number = !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit());
                is_number && words.contains('-') && words.split('-').all(is_word)
            });
        if fits { Ok(Self(name)) } else { Err(vec![Mistake::unexpected(value, &Self::expected())]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn read<T: FromValue>(name: &str) -> Result<T, String> {
        T::from_value(&Value::Text(name.into())).map_err(|mistakes| mistakes[0].text.clone())
    }

    #[test]
    fn a_name_is_one_word_that_every_device_takes() {
        for name in ["a", "amazon-connect", "Agents_2", &"a".repeat(40)] {
            assert_eq!(read::<ObjectName>(name).unwrap().as_str(), name);
        }
        for name in ["", "2nd", "-a", "a b", "a\nb", "a.b", "ä", "a\"", &"a".repeat(41)] {
            let text = read::<ObjectName>(name).unwrap_err();
            assert!(text.ends_with(r#": expected a letter and up to 39 more letters, digits, "-" and "_""#), "{text}");
        }
    }

    #[test]
    fn a_region_has_the_form_of_one() {
        for name in ["us-east-1", "ap-southeast-12", "us-gov-west-1", "us-isob-east-1", "eusc-de-east-1"] {
            assert_eq!(read::<RegionName>(name).unwrap().to_string(), name);
        }
        let long = format!("us-{}-1", "a".repeat(26));
        for name in
            ["", "us-east", "us-1", "US-EAST-1", "us-east-1a", "us--east-1", "us-east-1\nend", "us east-1", "GLOBAL", &long]
        {
            let text = read::<RegionName>(name).unwrap_err();
            assert!(text.ends_with(": expected a Region such as \"us-east-1\""), "{text}");
        }
    }

    #[test]
    fn a_place_may_have_spaces_and_is_quoted_then() {
        assert_eq!(read::<PlaceName>("vsys2").unwrap().to_string(), "vsys2");
        assert_eq!(read::<PlaceName>("Branch offices").unwrap().to_string(), "\"Branch offices\"");
        for name in ["", " a", "a ", "a\"b", "a\nend", &"a".repeat(64)] {
            assert!(read::<PlaceName>(name).is_err(), "{name:?}");
        }
    }
}
