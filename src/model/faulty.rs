//! Who is left out of a week because of faults, in a run that keeps going without them.

use crate::fault::Place;
use crate::units::Week;

use super::PostFigures;

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

/// A post that has no figure in a week, because a row of its officer is faulty; or unallocated work that is not known in
/// full.
#[derive(Debug, Clone, Copy)]
pub struct LeftOut {
    /// The week; `None` in an undated caseload.
    pub(crate) week: Option<Week>,
    pub(crate) post: PostFigures,
    /// All faults of the officer in the week.
    pub(crate) faulty: Faulty,
}
