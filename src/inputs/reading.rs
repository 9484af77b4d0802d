//! Reading the rows of one file: each is checked, found a day, a kind and a post, and handed on to the tally.

use std::hash::BuildHasher;
use std::io::Read;

use hashbrown::HashTable;
use jiff::civil::Date;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::fault::{Fault, Faults, FileId, Files, Place};
use crate::model::{DatedWeights, Texts, WeightsId};
use crate::units::{CompactWork, Week};

use super::batch::{Batch, DayId, Standing, Sums};
use super::cells::{Cells, Row};
use super::columns::{Column, Columns};
use super::findings::Findings;
use super::heads::HEAD_COLUMNS;
use super::held::{Snapshot, read_held};
use super::key::KeyColumns;
use super::kinds::{KIND_COLUMNS, Kind};
use super::record::Record;
use super::rows::Rows;
use super::sink::Sink;
use super::table::{broken_file, misshapen, nul};
use super::tally::{Said, Tally};

/// A date of the file: where its rows go, and the weights they are worked out with.
#[derive(Clone, Copy)]
struct Day {
    date: Option<Date>,
    id: DayId,
    weights: WeightsId,
}

/// A file to be read: what is the same for all its rows.
pub(super) struct Form<'a> {
    pub(super) file: FileId,
    files: &'a Files,
    weights: &'a DatedWeights,
    pub(super) columns: &'a Columns,
    head_columns: KeyColumns,
    kind_columns: KeyColumns,
    /// Whether the file has columns that make a case count for more or less than one of its kind.
    has_amounts: bool,
    /// The day of every row, in a file without a `week` column.
    day: Option<(Option<Date>, WeightsId)>,
    /// No faults, which tell how many are to be kept.
    pub(super) faults: Faults,
}

impl<'a> Form<'a> {
    /// `date` is that of every row, in a file without a `week` column. Adds a fault where no weights hold for it.
    pub(super) fn new<'s: 'a>(
        file: FileId,
        date: Option<Date>,
        weights: &'a DatedWeights,
        columns: &'a Columns,
        said: &mut Said<'s>,
    ) -> Self {
        let day = if columns.has(Column::Week) {
            None
        } else {
            weights_of(date, weights, Place::whole(file)).map_err(|fault| said.faults.add(fault)).ok()
        };
        let amounts = [Column::Count, Column::ExtraMinutes, Column::Due];
        Self {
            file,
            files: said.files,
            weights,
            columns,
            head_columns: KeyColumns::new(&HEAD_COLUMNS, columns),
            kind_columns: KeyColumns::new(&KIND_COLUMNS, columns),
            has_amounts: amounts.iter().any(|column| columns.has(*column)),
            day: day.map(|weights| (date, weights)),
            faults: said.faults.none(),
        }
    }
}

/// Reading rows of one file, all of them or some.
pub(super) struct Reading<'a> {
    form: &'a Form<'a>,
    sink: Sink<'a>,
    found: Findings,
    /// How many days have come up.
    day_count: usize,
    /// The day of every row, in a file without a `week` column.
    file_day: Option<Day>,
    days: FxHashMap<Box<[u8]>, Day>,
    /// Most rows have the same date as the row before.
    last_day: (Vec<u8>, Option<Day>),
    /// Kinds that are known, by the weights they are known under.
    kinds: Vec<KnownKinds>,
    all_kinds: Vec<Kind>,
    key: Vec<u8>,
    batch: Batch,
}

/// Kinds that are known under one set of weights. Every row asks for its kind.
#[derive(Default)]
struct KnownKinds {
    side_by_side: HashTable<KindText>,
    scattered: FxHashMap<Box<[u8]>, KnownKind>,
}

/// A kind by its cells, as they stand in the file.
struct KindText {
    hash: u64,
    lengths: u64,
    text: Box<[u8]>,
    known: KnownKind,
}

/// A kind that is known, in few bytes.
#[derive(Clone, Copy)]
struct KnownKind {
    /// Its number among the kinds of the file.
    number: usize,
    /// The work of one of it, where it is a case that counts.
    work: Option<CompactWork>,
}

impl<'a> Reading<'a> {
    /// What is read goes into the tally and the texts.
    pub(super) fn new(form: &'a Form<'a>, tally: &'a mut Tally, texts: &'a mut Texts) -> Self {
        let mut reading = Self {
            form,
            sink: Sink::new(form.weights, form.files, tally, texts, &form.head_columns, form.faults.none()),
            found: Findings::none(&form.faults),
            day_count: 0,
            file_day: None,
            days: FxHashMap::default(),
            last_day: (Vec::new(), None),
            kinds: (0..form.weights.count()).map(|_| KnownKinds::default()).collect(),
            all_kinds: Vec::new(),
            key: Vec::new(),
            batch: Batch::default(),
        };
        reading.file_day = form.day.map(|(date, weights)| reading.add_day(date, weights));
        reading
    }

    /// Reads all rows that are left of a file.
    pub(super) fn rows<R: Read>(&mut self, rows: &mut Rows<R>) {
        loop {
            let has_more = rows.advance();
            self.nul(rows.take_nul_line());
            match has_more {
                Ok(true) => self.row(rows.record(), rows.line(), rows.has_breaks_inside()),
                Ok(false) => return,
                Err(broken) => {
                    self.found.rows.add(broken_file(&broken, self.form.file));
                    self.found.row_count += 1;
                    return;
                }
            }
        }
    }

    /// Notes that there is a NUL character, on this line if on any.
    pub(super) fn nul(&mut self, line: Option<u64>) {
        if let (Some(line), None) = (line, &self.found.nul) {
            self.found.nul = Some(nul(Place::new(self.form.file, line)));
        }
    }

    /// Whether what a row says of its officer was wrong somewhere. Takes in all rows so far.
    pub(super) fn has_faulty_heads(&mut self) -> bool {
        self.sink.take_in(&mut self.batch);
        !self.sink.faults.is_empty()
    }

    /// Ends the reading; what was found.
    pub(super) fn finish(mut self) -> Findings {
        self.sink.take_in(&mut self.batch);
        self.found.heads = self.sink.faults;
        self.found.notices = self.sink.notices;
        self.found.encoding.extend(&self.sink.encoding);
        self.found
    }

    /// Reads a row.
    pub(super) fn row(&mut self, record: Record, line: u64, has_breaks_inside: bool) {
        let row = Row { record, columns: self.form.columns };
        if row.is_empty() {
            return;
        }
        self.found.row_count += 1;
        let place = Place::new(self.form.file, line);
        let is_plain = record.len() == self.form.columns.count && !has_breaks_inside;
        match if is_plain { None } else { misshapen(row, place) } {
            Some(fault) => self.found.rows.add(fault),
            None => self.checked_row(row, place),
        }
        if self.batch.is_full() {
            self.sink.take_in(&mut self.batch);
        }
    }

    /// A row with as many cells as there are headings. Everything in it is read, so that all its faults are found.
    fn checked_row(&mut self, row: Row, place: Place) {
        let day = self.row_day(row, place);
        let weights = day.map_or(self.form.weights.latest(), |day| day.weights);
        let kind = self.kind(row, place, weights);
        let date = day.map(|day| day.id);
        let head_columns = &self.form.head_columns;
        match kind {
            // Nearly every row of nearly every file: one case that counts.
            Some(KnownKind { work: Some(work), .. })
                if date.is_some() && !self.form.has_amounts && !row.bytes(Column::Officer).is_empty() =>
            {
                self.batch.push(
                    row,
                    head_columns,
                    Standing { place, weights, day: date },
                    Sums { work, cases: 1 },
                    None,
                );
            }
            _ => {
                let Findings { rows: faults, encoding, ignored, .. } = &mut self.found;
                let mut cells = Cells { row, place, faults, encoding };
                let kind = kind.map(|known| self.all_kinds[known.number]);
                let held = read_held(&mut cells, kind, day.map(|day| Snapshot(day.date)), ignored);
                // A row with a fault holds nothing, but what it says of its officer is still held against other rows.
                let held = held.unwrap_or_default();
                let more = held.has_seldom().then_some(&held);
                self.batch.push(row, head_columns, Standing { place, weights, day: date }, Sums::of(&held), more);
            }
        }
    }

    fn cells<'c>(&'c mut self, row: Row<'c>, place: Place) -> Cells<'c> {
        Cells { row, place, faults: &mut self.found.rows, encoding: &mut self.found.encoding }
    }

    fn row_day(&mut self, row: Row, place: Place) -> Option<Day> {
        if !self.form.columns.has(Column::Week) {
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
        match weights_of(Some(date), self.form.weights, place) {
            Ok(weights) => Some(self.add_day(Some(date), weights)),
            Err(fault) => {
                self.found.rows.add(fault);
                None
            }
        }
    }

    fn add_day(&mut self, date: Option<Date>, weights: WeightsId) -> Day {
        self.batch.new_days.push((date, weights));
        self.day_count += 1;
        Day { date, id: DayId::behind(self.day_count - 1), weights }
    }

    fn kind(&mut self, row: Row, place: Place, weights: WeightsId) -> Option<KnownKind> {
        let Some((lengths, text)) = self.form.kind_columns.borrow(row.record) else {
            return self.scattered_kind(row, place, weights);
        };
        let hash = FxBuildHasher.hash_one((lengths, text));
        let known = &self.kinds[weights.position()].side_by_side;
        if let Some(known) = known.find(hash, |known| known.lengths == lengths && *known.text == *text) {
            return Some(known.known);
        }
        let of = self.form.weights.get(weights);
        let kind = Kind::read(&mut self.cells(row, place), of)?;
        let known = self.know(kind);
        let text = KindText { hash, lengths, text: text.into(), known };
        self.kinds[weights.position()].side_by_side.insert_unique(hash, text, |text| text.hash);
        Some(known)
    }

    fn know(&mut self, kind: Kind) -> KnownKind {
        self.all_kinds.push(kind);
        let work = if let Kind::Case(work, None) = kind { Some(work.compact_or_absurd()) } else { None };
        KnownKind { number: self.all_kinds.len() - 1, work }
    }

    /// The kind of a row in a file whose columns for it are not side by side.
    fn scattered_kind(&mut self, row: Row, place: Place, weights: WeightsId) -> Option<KnownKind> {
        self.key.clear();
        self.form.kind_columns.append(row.record, &mut self.key);
        if let Some(kind) = self.kinds[weights.position()].scattered.get(self.key.as_slice()) {
            return Some(*kind);
        }
        let of = self.form.weights.get(weights);
        let kind = Kind::read(&mut self.cells(row, place), of)?;
        let kind = self.know(kind);
        self.kinds[weights.position()].scattered.insert(self.key.as_slice().into(), kind);
        Some(kind)
    }
}

/// The weights that a date is worked out with.
fn weights_of(date: Option<Date>, weights: &DatedWeights, place: Place) -> Result<WeightsId, Fault> {
    match date {
        None if weights.count() > 1 => {
            let message = "the caseload is undated, and there are several weights files";
            Err(Fault::new(place, message).hint("give the week with --week"))
        }
        None => Ok(weights.latest()),
        Some(date) => weights.for_week(Week::of(date)).ok_or_else(|| before_all_weights(date, weights, place)),
    }
}

/// The fault of a date that no weights hold for.
pub(super) fn before_all_weights(date: Date, weights: &DatedWeights, place: Place) -> Fault {
    let (week, first) = (Week::of(date), weights.first_week());
    let message = format!("the week {week} is before {first}, the first that the weights hold for");
    Fault::new(place, message).hint("give an earlier weights file too, with --weights")
}
