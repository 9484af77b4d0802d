//! Adding the rows of one file to a tally.

use crate::fault::FileId;

use super::faulty::When;
use super::meaning::{Meaning, NOTHING};
use super::reader::Reader;
use super::tally::{DateId, Tally};

/// A tally that rows of one file are added to.
pub(super) struct Adding<'t> {
    tally: &'t mut Tally,
    file: FileId,
    /// The dates of the tally, by the numbers that the reader gives days: for cases and for tasks.
    dates: Vec<[DateId; 2]>,
}

impl<'t> Adding<'t> {
    pub(super) fn new(tally: &'t mut Tally, file: FileId) -> Self {
        Self { tally, file, dates: Vec::new() }
    }

    /// Adds a batch of rows that were read.
    pub(super) fn add(&mut self, reader: &Reader, rows: &[Meaning]) {
        for day in &reader.days()[self.dates.len()..] {
            let ids = [false, true].map(|is_task| self.tally.date(day.date, is_task, day.weights, Some(self.file)));
            self.dates.push(ids);
        }
        let date = |row: &Meaning| self.dates[row.day.index()][usize::from(reader.sums_of(row).is_task)];
        // This only brings the entries into the cache, in a short loop, so that their cache misses overlap.
        let touch = |row: &Meaning| self.tally.touch(date(row), row.who, reader.sums_of(row));
        std::hint::black_box(rows.iter().fold(0, |read, row| read ^ touch(row)));
        for row in rows {
            if row.what == NOTHING {
                self.tally.enter(date(row), row.who, row.place);
            } else {
                self.tally.add(date(row), row.who, row.place, reader.sums_of(row), || reader.what_of(row));
            }
        }
        for row in reader.faulty() {
            let when = row.day.map_or(When::InFile, |day| When::On(reader.day_of(day).date));
            self.tally.faulty.add(when, row.who, row.faulty.clone());
        }
    }
}
