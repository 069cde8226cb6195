//! The elements of a list: each read on its own, each defect with its place.

use super::{MOST_DEFECTS, Mistake, Value};

/// What `read_one` makes of each element of the list `value`. Its texts follow
/// the element's place, such as `rules[0]`.
///
/// # Errors
/// The value is no list, or what is wrong with its elements; read no further
/// than a hundred.
pub fn read_elements<T>(
    value: &Value,
    expected: &str,
    mut read_one: impl FnMut(&Value) -> Result<T, Vec<String>>,
) -> Result<Vec<T>, Vec<Mistake>> {
    let Value::List(elements) = value else { return Err(vec![Mistake::unexpected(value, expected)]) };
    let (mut read, mut mistakes) = (Vec::with_capacity(elements.len()), Vec::new());
    for (index, element) in elements.iter().enumerate() {
        if mistakes.len() >= MOST_DEFECTS {
            break;
        }
        match read_one(element) {
            Ok(element) => read.push(element),
            Err(texts) => mistakes.extend(texts.into_iter().map(|text| Mistake { index: Some(index), text })),
        }
    }
    if mistakes.is_empty() { Ok(read) } else { Err(mistakes) }
}
