//! One thing that must be mended, and what is wrong with a row, or with all rows of somebody, in short.

use std::sync::Arc;

use super::place::Place;

/// Something in a file that must be mended before anything is worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub place: Place,
    /// What is wrong, in the user's words, lower case, without a full stop.
    pub message: String,
    /// What to do about it, where that helps.
    pub hint: Option<String>,
    /// Whether all known names were searched for the hint, which only the first faults get.
    pub is_searched: bool,
    /// Whether the file cannot be read at all.
    pub is_unreadable: bool,
}

impl Fault {
    /// A fault without a hint.
    pub fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), hint: None, is_searched: false, is_unreadable: false }
    }

    /// The same fault, of a file that cannot be read at all.
    #[must_use]
    pub fn unreadable(self) -> Self {
        Self { is_unreadable: true, ..self }
    }

    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// What to do about a fault: a text, or nothing that would help.
pub(crate) struct Hint(pub(crate) Option<String>);

impl From<&str> for Hint {
    fn from(text: &str) -> Self {
        Self(Some(text.to_owned()))
    }
}

impl From<String> for Hint {
    fn from(text: String) -> Self {
        Self(Some(text))
    }
}

impl From<Option<String>> for Hint {
    fn from(text: Option<String>) -> Self {
        Self(text)
    }
}

/// How many faults somebody has, and the place and the message of the first. One is kept for everyone who has a faulty row,
/// so it is small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulty {
    pub(crate) faults: u64,
    pub(crate) place: Place,
    pub(crate) message: Arc<str>,
}

impl Faulty {
    pub fn of(fault: &Fault) -> Self {
        Self { faults: 1, place: fault.place, message: fault.message.as_str().into() }
    }

    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let faults = self.faults + other.faults;
        Self { faults, ..if other.place < self.place { other } else { self } }
    }
}
