//! Reading the rows of one file: each is checked, found a day, a kind and a post, and handed on to the tally.

use std::hash::BuildHasher;
use std::sync::mpsc;

use hashbrown::HashTable;
use jiff::civil::Date;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::fault::{Fault, FileId, Place};
use crate::model::{DatedWeights, WeightsId};
use crate::units::Week;

use super::batch::{Batch, DayId, Sums};
use super::cells::{Cells, Encoding, Row};
use super::columns::{Column, Columns};
use super::held::{Ignored, Snapshot, read_held};
use super::key::KeyColumns;
use super::kinds::{KIND_COLUMNS, Kind};
use super::rows::{RowOnLine, Rows, Stretch};
use super::sink::Sink;
use super::table::{broken_file, misshapen, nul, say_encoding};
use super::tally::Said;

/// So many rows are read without a second thread, which costs more than it brings in a smaller file.
const ROWS_ALONE: u64 = 20_000;

/// So many stretches of rows may wait to be read before the splitting waits for the reading.
const STRETCHES_AHEAD: usize = 8;

/// A date of the file: where its rows go, and the weights they are worked out with.
#[derive(Clone, Copy)]
struct Day {
    date: Option<Date>,
    id: DayId,
    weights: WeightsId,
}

/// Reading one file.
pub(super) struct Reading<'a> {
    file: FileId,
    weights: &'a DatedWeights,
    columns: &'a Columns,
    said: Said<'a>,
    head_columns: &'a KeyColumns,
    /// How many days have come up.
    day_count: usize,
    /// The day of every row, in a file without a `week` column.
    file_day: Option<Day>,
    days: FxHashMap<Box<[u8]>, Day>,
    /// Most rows have the same date as the row before.
    last_day: (Vec<u8>, Option<Day>),
    /// Kinds that are known, by the weights they are known under.
    kinds: Vec<KnownKinds>,
    key: Vec<u8>,
    kind_columns: KeyColumns,
    /// Whether the file has columns that make a case count for more or less than one of its kind.
    has_amounts: bool,
    batch: Batch,
    encoding: Encoding,
    ignored: Ignored,
    /// Rows that are not blank, whether sound or not.
    row_count: u64,
}

/// Kinds that are known under one set of weights. Every row asks for its kind.
#[derive(Default)]
struct KnownKinds {
    side_by_side: HashTable<KnownKind>,
    scattered: FxHashMap<Box<[u8]>, Kind>,
}

struct KnownKind {
    hash: u64,
    lengths: u64,
    text: Box<[u8]>,
    kind: Kind,
}

impl<'a> Reading<'a> {
    /// `date` is that of every row, in a file without a `week` column.
    pub(super) fn new(
        file: FileId,
        date: Option<Date>,
        weights: &'a DatedWeights,
        columns: &'a Columns,
        encoding: Encoding,
        head_columns: &'a KeyColumns,
        said: Said<'a>,
    ) -> Self {
        let mut reading = Self {
            file,
            weights,
            columns,
            said,
            head_columns,
            day_count: 0,
            file_day: None,
            days: FxHashMap::default(),
            last_day: (Vec::new(), None),
            kinds: (0..weights.count()).map(|_| KnownKinds::default()).collect(),
            key: Vec::new(),
            kind_columns: KeyColumns::new(&KIND_COLUMNS, columns),
            has_amounts: [Column::Count, Column::ExtraMinutes, Column::Due].iter().any(|column| columns.has(*column)),
            batch: Batch::default(),
            encoding,
            ignored: Ignored::default(),
            row_count: 0,
        };
        if !columns.has(Column::Week) {
            reading.file_day = reading.day(date, Place::whole(file));
        }
        reading
    }

    /// Reads all rows of the file into a sink, and says what was ignored in it.
    ///
    /// A large file is split into rows on this thread, and all else is done with them on a second one. The first rows
    /// are read on this thread alone: a smaller file is not worth a second.
    pub(super) fn read<R: std::io::Read>(mut self, rows: &mut Rows<R>, mut sink: Sink) {
        let mut stretch = Stretch::default();
        while stretch.end.is_none() && self.row_count < ROWS_ALONE {
            rows.fill(&mut stretch);
            self.stretch(&stretch, &mut sink);
        }
        if stretch.end.is_none() {
            let (full, waiting) = mpsc::sync_channel::<Stretch>(STRETCHES_AHEAD);
            let (empty, free) = mpsc::channel::<Stretch>();
            let (reading, sink) = (&mut self, &mut sink);
            std::thread::scope(|scope| {
                scope.spawn(move || {
                    for stretch in waiting {
                        reading.stretch(&stretch, sink);
                        // The file may have ended, and want no more room.
                        let _ = empty.send(stretch);
                    }
                });
                let mut has_more = true;
                while has_more {
                    let mut next = free.try_recv().unwrap_or_default();
                    rows.fill(&mut next);
                    has_more = next.end.is_none();
                    full.send(next).expect("the other thread takes rows until the last");
                }
                drop(full);
            });
        }
        sink.take_in(&mut self.batch);
        self.said.faults.absorb(sink.faults);
        self.said.notices.absorb(sink.notices);
        if let Some(place) = sink.encoding.windows_1252 {
            self.encoding.note(place);
        }
        self.finish();
    }

    fn stretch(&mut self, stretch: &Stretch, sink: &mut Sink) {
        for row in stretch.rows() {
            self.row(row);
            if self.batch.is_full() {
                sink.take_in(&mut self.batch);
            }
        }
        self.said.faults.extend(stretch.nul_line.map(|line| nul(Place::new(self.file, line))));
        if let Some(Err(broken)) = &stretch.end {
            self.said.faults.add(broken_file(broken, self.file));
            self.row_count += 1;
        }
    }

    fn row(&mut self, at: &RowOnLine) {
        let row = Row { record: &at.record, columns: self.columns };
        let place = Place::new(self.file, at.line);
        let (cells, headings) = (row.record.len(), self.columns.count);
        if cells == headings && !at.has_breaks_inside {
            if !row.is_empty() {
                self.row_count += 1;
                self.checked_row(row, place);
            }
            return;
        }
        if row.is_empty() {
            return;
        }
        self.row_count += 1;
        match misshapen(row, place) {
            Some(fault) => self.said.faults.add(fault),
            None => self.checked_row(row, place),
        }
    }

    /// A row with as many cells as there are headings. Everything in it is read, so that all its faults are found.
    fn checked_row(&mut self, row: Row, place: Place) {
        let day = self.row_day(row, place);
        let weights = day.map_or(self.weights.latest(), |day| day.weights);
        let kind = self.kind(row, place, weights);
        let date = day.map(|day| day.id);
        match (kind, date) {
            // Nearly every row of nearly every file: one case that counts.
            (Some(Kind::Case(work, None)), Some(day))
                if !self.has_amounts && !row.bytes(Column::Officer).is_empty() =>
            {
                let sums = Some(Sums { day, work, cases: 1 });
                self.batch.push(row, self.head_columns, place, weights, sums, None);
            }
            _ => {
                let mut cells = Cells { row, place, faults: self.said.faults, encoding: &mut self.encoding };
                let held = read_held(&mut cells, kind, day.map(|day| Snapshot(day.date)), &mut self.ignored);
                // A row with a fault holds nothing, but what it says of its officer is still held against other rows.
                let held = held.unwrap_or_default();
                let sums = date.map(|day| Sums { day, work: held.work, cases: held.cases });
                let more = held.has_seldom().then_some(&held);
                self.batch.push(row, self.head_columns, place, weights, sums, more);
            }
        }
    }

    fn cells<'c>(&'c mut self, row: Row<'c>, place: Place) -> Cells<'c> {
        Cells { row, place, faults: &mut *self.said.faults, encoding: &mut self.encoding }
    }

    fn row_day(&mut self, row: Row, place: Place) -> Option<Day> {
        if !self.columns.has(Column::Week) {
            return self.file_day;
        }
        let bytes = row.bytes(Column::Week);
        if self.last_day.0 == bytes && self.last_day.1.is_some() {
            return self.last_day.1;
        }
        let known = self.days.get(bytes).copied();
        let day = known.or_else(|| self.new_day(row, place));
        if let (None, Some(day)) = (known, day) {
            self.days.insert(bytes.into(), day);
        }
        self.last_day.0.clear();
        self.last_day.0.extend_from_slice(bytes);
        self.last_day.1 = day;
        day
    }

    fn new_day(&mut self, row: Row, place: Place) -> Option<Day> {
        let mut cells = self.cells(row, place);
        if row.is_blank(Column::Week) {
            let hint = "give every row its date, or leave the column out".to_owned();
            cells.fault(format!("{} is blank", cells.name(Column::Week)), Some(hint));
            return None;
        }
        let date = cells.date(Column::Week)?;
        self.day(Some(date), place)
    }

    /// A date with the weights it is worked out with; `None`, having added a fault, where there are none.
    fn day(&mut self, date: Option<Date>, place: Place) -> Option<Day> {
        let latest = self.weights.latest();
        let weights = match date {
            None if self.weights.count() > 1 => {
                let message = "the caseload is undated, and there are several weights files";
                self.said.faults.add(Fault::new(place, message).hint("give the week with --week"));
                return None;
            }
            None => latest,
            Some(date) => {
                let Some(weights) = self.weights.for_week(Week::of(date)) else {
                    self.said.faults.add(before_all_weights(date, self.weights, place));
                    return None;
                };
                weights
            }
        };
        self.batch.new_days.push((date, weights));
        self.day_count += 1;
        Some(Day { date, id: DayId(self.day_count - 1), weights })
    }

    fn kind(&mut self, row: Row, place: Place, weights: WeightsId) -> Option<Kind> {
        let Some((lengths, text)) = self.kind_columns.borrow(row.record) else {
            return self.scattered_kind(row, place, weights);
        };
        let hash = FxBuildHasher.hash_one((lengths, text));
        let known = &self.kinds[weights.position()].side_by_side;
        if let Some(known) = known.find(hash, |known| known.lengths == lengths && *known.text == *text) {
            return Some(known.kind);
        }
        let of = self.weights.get(weights);
        let kind = Kind::read(&mut self.cells(row, place), of)?;
        let known = KnownKind { hash, lengths, text: text.into(), kind };
        self.kinds[weights.position()].side_by_side.insert_unique(hash, known, |known| known.hash);
        Some(kind)
    }

    /// The kind of a row in a file whose columns for it are not side by side.
    fn scattered_kind(&mut self, row: Row, place: Place, weights: WeightsId) -> Option<Kind> {
        self.key.clear();
        self.kind_columns.append(row.record, &mut self.key);
        if let Some(kind) = self.kinds[weights.position()].scattered.get(self.key.as_slice()) {
            return Some(*kind);
        }
        let of = self.weights.get(weights);
        let kind = Kind::read(&mut self.cells(row, place), of)?;
        self.kinds[weights.position()].scattered.insert(self.key.as_slice().into(), kind);
        Some(kind)
    }

    /// Says what was ignored in the file.
    fn finish(self) {
        let place = Place::whole(self.file);
        say_encoding(&self.encoding, self.said.notices);
        let Ignored { due_of_cases, hours_of_nobody, status_of_nothing } = self.ignored;
        if self.row_count == 0 {
            self.said.faults.add(Fault::new(place, "there are headings but no rows"));
        } else if !self.columns.has(Column::CaseType) && !self.columns.has(Column::Task) {
            let message = "there is no `case_type` and no `task` column; its officers are taken to hold nothing";
            self.said.notices.add(place, message);
        }
        if due_of_cases > 0 {
            let message = format!("`due` is for tasks; rows with a case where it is not used: {due_of_cases}");
            self.said.notices.add(place, message);
        }
        if status_of_nothing > 0 {
            let message = format!("rows with a status but neither a case type nor a task: {status_of_nothing}");
            self.said.notices.add(place, message);
        }
        if hours_of_nobody > 0 {
            let message = format!("rows without an officer whose hours are not used: {hours_of_nobody}");
            self.said.notices.add(place, message);
        }
    }
}

/// The fault of a date that no weights hold for.
pub(super) fn before_all_weights(date: Date, weights: &DatedWeights, place: Place) -> Fault {
    let (week, first) = (Week::of(date), weights.first_week());
    let message = format!("the week {week} is before {first}, the first that the weights hold for");
    Fault::new(place, message).hint("give an earlier weights file too, with --weights")
}
