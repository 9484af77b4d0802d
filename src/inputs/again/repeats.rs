//! Rows without a case id that say the same as an earlier one: a block of rows that was pasted twice has no other sign.

use foldhash::HashSet;

use crate::fault::{FileId, Place};
use crate::model::Officer;

/// Rows of the week reported, with a count of several cases and no case id, that say the same as others.
#[derive(Debug)]
pub(crate) struct RepeatedRows {
    pub(crate) rows: u64,
    /// How many rows have a count of several cases and no case id, repeated or not.
    pub(crate) of: u64,
    pub(crate) officers: usize,
    pub(crate) place: Place,
}

/// The rows that came up, each once.
#[derive(Default)]
pub(super) struct Repeats {
    seen: HashSet<(FileId, Box<[u8]>)>,
    all: u64,
    rows: u64,
    officers: HashSet<Officer>,
    first: Option<Place>,
}

impl Repeats {
    /// Notes a row by all its bytes, because a column that is not used may tell it from another.
    pub(super) fn note(&mut self, officer: Option<Officer>, row: &[u8], place: Place) {
        self.all += 1;
        if !self.seen.insert((place.file, row.into())) {
            self.rows += 1;
            self.officers.extend(officer);
            self.first = Some(self.first.map_or(place, |first| first.min(place)));
        }
    }

    /// `None` if no row is repeated.
    pub(super) fn finish(self) -> Option<RepeatedRows> {
        let (rows, of, officers) = (self.rows, self.all, self.officers.len());
        self.first.map(|place| RepeatedRows { rows, of, officers, place })
    }
}
