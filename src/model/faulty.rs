//! Faults of an officer in a week, in a run that keeps going without them.

use crate::fault::Place;

/// So many faults, the first of them in this place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faulty {
    pub(crate) faults: u64,
    pub(crate) place: Place,
}

impl Faulty {
    /// One fault.
    pub const fn at(place: Place) -> Self {
        Self { faults: 1, place }
    }

    /// These faults and others.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { faults: self.faults + other.faults, place: self.place.min(other.place) }
    }
}
