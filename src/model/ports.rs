//! An inclusive range of TCP or UDP ports.

use std::{fmt, str::FromStr};

/// Ports `first` to `last`, both included, `first <= last`, never 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortRange {
    first: u16,
    last: u16,
}

/// Why a text or a pair of numbers is no port range.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PortRangeError {
    /// Neither `"port"` nor `"from-to"` with decimal numbers from 1 to 65535.
    #[error(
        "{found:?} is no port range: expected a port such as \"443\" or a range such as \"49152-65535\", with numbers from 1 to 65535"
    )]
    Syntax {
        /// The text as given.
        found: String,
    },
    /// The first port is greater than the last one.
    #[error("the port range {first}-{last} is reversed: expected \"{last}-{first}\"")]
    Reversed {
        /// The port given first.
        first: u16,
        /// The port given last.
        last: u16,
    },
    /// Port 0 was named.
    #[error("port 0 is reserved: expected ports from 1 to 65535")]
    Zero,
}

impl PortRange {
    /// One port. `port` must not be 0; meant for constants.
    pub const fn single(port: u16) -> Self {
        Self { first: port, last: port }
    }

    /// A range known when the program is written; `new` is for input.
    pub const fn constant(first: u16, last: u16) -> Self {
        assert!(first != 0 && first <= last, "a port range constant must be ordered and not 0");
        Self { first, last }
    }

    /// The ports `first` to `last`.
    ///
    /// # Errors
    /// `Zero` if `first` is 0, `Reversed` if `first > last`.
    pub const fn new(first: u16, last: u16) -> Result<Self, PortRangeError> {
        if first == 0 {
            Err(PortRangeError::Zero)
        } else if first > last {
            Err(PortRangeError::Reversed { first, last })
        } else {
            Ok(Self { first, last })
        }
    }

    /// Whether every port of `other` is one of ours.
    pub const fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// The ports of both, if there are any.
    pub fn common(self, other: Self) -> Option<Self> {
        let (first, last) = (self.first.max(other.first), self.last.min(other.last));
        (first <= last).then_some(Self { first, last })
    }

    /// The lowest port.
    pub const fn first(self) -> u16 {
        self.first
    }

    /// The highest port, included.
    pub const fn last(self) -> u16 {
        self.last
    }
}

impl fmt::Display for PortRange {
    /// `443`, or `49152-65535`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}-{}", self.first, self.last) }
    }
}

impl FromStr for PortRange {
    type Err = PortRangeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let syntax = || PortRangeError::Syntax { found: text.to_owned() };
        let port = |digits: &str| {
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
            if plain { digits.parse::<u16>().map_err(|_| syntax()) } else { Err(syntax()) }
        };
        match text.split_once('-') {
            Some((first, last)) => Self::new(port(first)?, port(last)?),
            None => port(text).map(Self::single),
        }
    }
}
