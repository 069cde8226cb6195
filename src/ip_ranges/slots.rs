//! A table of what was asked for last, found without a search. It forgets: what
//! is not found may have been there.

/// In how many places a thing may be.
const PLACES: usize = 4096;

/// Things by a number that tells them apart as a rule.
pub(super) struct Slots<T> {
    /// For each place, which of the things is there; 0 for none.
    places: Vec<u16>,
    /// Never more than there are places.
    things: Vec<T>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self { places: vec![0; PLACES], things: Vec::new() }
    }
}

impl<T> Slots<T> {
    /// What was put under `number` and `is_meant`.
    pub(super) fn find(&self, number: u64, is_meant: impl Fn(&T) -> bool) -> Option<&T> {
        places(number).into_iter().filter_map(|place| self.things.get(self.index(place)?)).find(|thing| is_meant(thing))
    }

    /// Keeps `thing` under `number`, in the place of another one where neither is
    /// free.
    pub(super) fn put(&mut self, number: u64, thing: T) {
        let [first, second] = places(number);
        match [first, second].map(|place| self.index(place)) {
            [Some(taken), Some(_)] => {
                if let Some(other) = self.things.get_mut(taken) {
                    *other = thing;
                }
            }
            [taken, _] => {
                self.things.push(thing);
                let place = if taken.is_none() { first } else { second };
                if let (Some(place), Ok(count)) = (self.places.get_mut(place), u16::try_from(self.things.len())) {
                    *place = count;
                }
            }
        }
    }

    /// Where the thing in this place is.
    fn index(&self, place: usize) -> Option<usize> {
        usize::from(*self.places.get(place)?).checked_sub(1)
    }
}

/// Two for each number, so that two things seldom take turns in one.
const fn places(number: u64) -> [usize; 2] {
    let place = (number >> 32) as usize % PLACES;
    [place, place ^ 1]
}

/// A number that depends on `number` and on the bytes of `text`. Nothing but
/// time is lost where two texts have the same.
pub(super) fn mix(number: u64, text: &[u8]) -> u64 {
    // Multiplied with each other, all bits of both halves reach all bits.
    let add = |number: u64, [low, high]: [u64; 2]| {
        let product = u128::from(low ^ number) * u128::from(high ^ 0x9e37_79b9_7f4a_7c15);
        product as u64 ^ (product >> 64) as u64
    };
    let (blocks, rest) = text.as_chunks::<16>();
    let halves = |block: &[u8; 16]| {
        let block = u128::from_le_bytes(*block);
        [block as u64, (block >> 64) as u64]
    };
    let number = blocks.iter().fold(number ^ text.len() as u64, |number, block| add(number, halves(block)));
    let mut last = [0; 16];
    last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
    add(number, halves(&last))
}

#[cfg(test)]
mod tests {
    use super::{PLACES, Slots, mix, places};

    #[test]
    fn finds_what_is_meant_until_it_is_displaced() {
        let mut slots = Slots::default();
        assert_eq!(slots.find(7, |_| true), None);
        for text in ["a", "b", "c"] {
            slots.put(7, text);
        }
        let found = ["a", "b", "c"].map(|text| slots.find(7, |known| *known == text));
        assert_eq!(found, [None, Some(&"b"), Some(&"c")]);
        assert_eq!(slots.find(1 << 40, |_| true), None);
    }

    #[test]
    fn numbers_spread() {
        let texts = ["", "a", "b", "aaaaaaaa", "aaaaaaaab", "baaaaaaaa", "us-east-1", "us-east-2"];
        let found: std::collections::BTreeSet<usize> = texts.iter().map(|text| places(mix(0, text.as_bytes()))[0]).collect();
        assert_eq!(found.len(), texts.len());
        assert!(found.iter().all(|place| *place < PLACES));
        assert_ne!(mix(mix(0, b"a"), b"b"), mix(mix(0, b"b"), b"a"));
    }
}
