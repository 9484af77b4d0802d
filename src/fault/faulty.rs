//! What is wrong with a row, or with all rows of somebody, in short.

use std::sync::Arc;

use super::one::Fault;
use super::place::Place;

/// So many faults, the first of them in this place and in these words. One is kept for everyone who has a faulty row, so it is
/// small.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulty {
    pub(crate) faults: u64,
    pub(crate) place: Place,
    pub(crate) message: Arc<str>,
}

impl Faulty {
    /// One fault.
    pub fn of(fault: &Fault) -> Self {
        Self { faults: 1, place: fault.place, message: fault.message.as_str().into() }
    }

    /// These faults and others.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let faults = self.faults + other.faults;
        Self { faults, ..if other.place < self.place { other } else { self } }
    }
}
