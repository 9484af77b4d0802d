//! Adding the rows of one file to a tally.

use crate::fault::FileId;

use super::reader::{Meaning, Reader};
use super::tally::{DateId, Tally};

/// A tally that rows of one file are added to.
pub(super) struct Adding<'t> {
    tally: &'t mut Tally,
    file: FileId,
    /// The dates of the tally, by the numbers that the reader gives days.
    dates: Vec<DateId>,
}

impl<'t> Adding<'t> {
    pub(super) fn new(tally: &'t mut Tally, file: FileId) -> Self {
        Self { tally, file, dates: Vec::new() }
    }

    /// Adds a row that was read.
    #[inline]
    pub(super) fn add(&mut self, reader: &Reader, row: &Meaning) {
        if self.dates.len() <= row.day.index() {
            for day in &reader.days()[self.dates.len()..] {
                self.dates.push(self.tally.date(day.date, day.weights, Some(self.file)));
            }
        }
        self.tally.add(self.dates[row.day.index()], row.who, row.place, row.sums, reader.what_of(row));
    }
}
