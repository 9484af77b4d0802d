//! Adding the rows of one file to a tally.

use foldhash::fast::RandomState;

use crate::inputs::table::Batch;
use crate::model::RowKind;

use super::cases::CaseId;
use super::dictionary::NOTHING;
use super::faulty::When;
use super::joining::Joining;
use super::reader::{Reader, RowNumbers};
use super::tally::Tally;

/// A tally that rows of one file are added to.
pub(super) struct Adding<'t> {
    tally: &'t mut Tally,
    /// The dates of the tally, by the numbers that the reader gives days, and the kinds of rows.
    dates: Vec<[usize; 3]>,
    /// The flags that rows are joined to, where the rows were added before.
    joining: Option<&'t Joining>,
    /// That of the tally, for case ids.
    hasher: RandomState,
}

impl<'t> Adding<'t> {
    pub(super) fn new(tally: &'t mut Tally, joining: Option<&'t Joining>) -> Self {
        let hasher = tally.hasher.clone();
        Self { tally, dates: Vec::new(), joining, hasher }
    }

    /// Takes a batch of rows that were read: adds them, or joins them to their flags.
    pub(super) fn take(&mut self, reader: &Reader, batch: Batch, rows: &[RowNumbers]) {
        for day in &reader.known.days[self.dates.len()..] {
            let ids = RowKind::ALL.map(|kind| self.tally.date(day.date, kind, day.weights, Some(reader.layout.file)));
            self.dates.push(ids);
        }
        match self.joining {
            None => self.add(reader, batch, rows),
            Some(joining) => self.join(joining, reader, batch, rows),
        }
    }

    fn add(&mut self, reader: &Reader, batch: Batch, rows: &[RowNumbers]) {
        let date = |row: &RowNumbers| self.dates[row.day.index()][row.sums.kind.position()];
        let is_of_one_date =
            |one: &RowNumbers, next: &RowNumbers| (one.day, one.sums.kind) == (next.day, next.sums.kind);
        for rows in rows.chunk_by(is_of_one_date) {
            let (tally, flags) = self.tally.of_date(date(&rows[0]));
            for row in rows {
                let RowNumbers { at, day, who, sums, place, .. } = *row;
                let id = || CaseId::of(batch.row(at), &reader.layout.columns, &self.hasher);
                if row.what == NOTHING {
                    tally.note(who, place);
                } else if sums.is_flag
                    && reader.layout.joins_flags
                    && let Some(id) = id()
                {
                    tally.note(who, place);
                    flags.add(id, who, place.line, reader.day_of(day), reader.what_of(row));
                } else {
                    tally.add(who, place, sums, || reader.what_of(row));
                    if sums.cases > 0 {
                        tally.note_case(who, place, id);
                    }
                }
            }
        }
        for row in &reader.faulty {
            let when = row.day.map_or(When::InFile, |day| When::On(reader.day_of(day).date));
            self.tally.faulty.add(when, row.who, row.faulty.clone());
        }
    }

    /// Joins rows without a flag, which are in the tally, to the flags of their cases.
    fn join(&mut self, joining: &Joining, reader: &Reader, batch: Batch, rows: &[RowNumbers]) {
        for row in rows.iter().filter(|row| !row.sums.is_flag) {
            if let Some(to) = joining.join(reader, batch.row(row.at), row) {
                let [date, ..] = self.dates[row.day.index()];
                self.tally.correct(date, row.who, row.place, &reader.what_of(row).held, &to.held);
            }
        }
    }
}
