//! Reading the rows of one file: each is checked, found a day, a kind and a post, and handed on to the tally. Rows that say
//! nothing new are recalled, and need none of that but the last.

use std::io::Read;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::fault::{Fault, Faults, FileId, Files, Place};
use crate::model::{DatedWeights, WeightsId};
use crate::units::Week;

use super::cells::{Cells, Row};
use super::columns::{Column, Columns};
use super::findings::Findings;
use super::heads::HeadColumns;
use super::held::{Ignored, Snapshot, read_held};
use super::key::KeyColumns;
use super::kinds::{KIND_COLUMNS, Kind};
use super::meanings::{Day, Holding, HoldingId, Meanings};
use super::recall::Recall;
use super::record::Record;
use super::rows::Rows;
use super::sink::{RowHeads, Sink};
use super::table::{broken_file, misshapen, nul};
use super::tally::{Dates, EntryId, Said};

/// A file to be read: what is the same for all its rows.
pub(super) struct Form<'a> {
    pub(super) file: FileId,
    files: &'a Files,
    pub(super) weights: &'a DatedWeights,
    pub(super) columns: &'a Columns,
    pub(super) head_columns: HeadColumns,
    kind_columns: KeyColumns,
    /// The date of every row, in a file without a `week` column, and its weights.
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
        Self {
            file,
            files: said.files,
            weights,
            columns,
            head_columns: HeadColumns::new(columns),
            kind_columns: KeyColumns::new(&KIND_COLUMNS, columns),
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
    /// The day of every row, in a file without a `week` column.
    file_day: Option<Day>,
    days: FxHashMap<Box<[u8]>, Day>,
    /// Kinds by their cells, under each of the weights. There are some hundred in a country.
    kinds: Vec<FxHashMap<Box<[u8]>, Kind>>,
    key: Vec<u8>,
    recall: Recall,
    meanings: Meanings,
    /// Rows that say nothing new, as they are added.
    entered: Vec<(EntryId, Place, HoldingId)>,
}

impl<'a> Reading<'a> {
    /// What is read goes to the dates and the heads.
    pub(super) fn new(form: &'a Form<'a>, dates: &'a mut Dates, heads: RowHeads<'a>) -> Self {
        let mut sink = Sink::new(form.weights, form.files, dates, heads, &form.head_columns, form.faults.none());
        let file_day = form.day.map(|(date, weights)| Day { date, id: sink.date(date, weights), weights });
        Self {
            form,
            sink,
            found: Findings::none(&form.faults),
            file_day,
            days: FxHashMap::default(),
            kinds: (0..form.weights.count()).map(|_| FxHashMap::default()).collect(),
            key: Vec::new(),
            recall: Recall::new(form.columns),
            meanings: Meanings::new(form.weights.count()),
            entered: Vec::new(),
        }
    }

    /// Reads all rows that are left of a file.
    pub(super) fn rows<R: Read>(&mut self, rows: &mut Rows<R>) {
        loop {
            let (taken, breaks) = self.known_rows(rows.ahead(), rows.breaks());
            rows.skip(taken, breaks);
            let has_more = rows.advance();
            self.nul(rows.take_nul_line());
            match has_more {
                Ok(true) => self.row(rows.record(), rows.line(), rows.has_breaks_inside(), rows.bytes()),
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

    /// Ends the reading; what was found.
    pub(super) fn finish(mut self) -> Findings {
        self.found.heads = self.sink.faults;
        self.found.notices = self.sink.notices;
        self.found.encoding.extend(&self.sink.encoding);
        self.found
    }

    /// Reads the rows that say nothing new from the start of bytes, which begin where a row may, behind so many line breaks.
    /// How many bytes they are, and the line breaks behind them.
    pub(super) fn known_rows(&mut self, bytes: &[u8], mut breaks: u64) -> (usize, u64) {
        let mut at = 0;
        loop {
            let (length, count) = match &bytes[at..] {
                // csv-core takes no notice of empty lines between rows either.
                [b'\n', ..] => (1, 1),
                [b'\r', b'\n', ..] => (2, 1),
                rest => self.some_known_rows(rest, breaks),
            };
            if length == 0 {
                return (at, breaks);
            }
            at += length;
            breaks += count;
        }
    }

    /// Some rows that say nothing new; how many bytes and how many rows they are.
    fn some_known_rows(&mut self, bytes: &[u8], breaks: u64) -> (usize, u64) {
        let (mut length, mut line) = (0, breaks);
        self.entered.clear();
        self.recall.look(bytes);
        for row in self.recall.rows() {
            let (said, place) = (row.said(), Place::new(self.form.file, line + 1));
            let Some((day, holding)) = self.meanings.get(said) else { break };
            let known = self.meanings.head(said, day.weights).or_else(|| {
                let head = self.sink.new_head(self.recall.new_head(row)?, place, day.weights)?;
                self.meanings.set_head(said, day.weights, head);
                Some(head)
            });
            let Some(head) = known else { break };
            length += row.length;
            line += 1;
            self.entered.push((self.sink.enter(day.id, head, place), place, holding));
        }
        self.sink.touch(self.entered.iter().map(|(entry, ..)| *entry));
        for (entry, place, holding) in &self.entered {
            let holding = self.meanings.holding(*holding);
            self.sink.add(*entry, *place, holding.sums, holding.more.as_ref());
            self.found.ignored += &holding.ignored;
        }
        self.found.row_count += line - breaks;
        (length, line - breaks)
    }

    /// Reads a row, which these bytes begin with, as far as they are there.
    pub(super) fn row(&mut self, record: Record, line: u64, has_breaks_inside: bool, bytes: &[u8]) {
        let row = Row { record, columns: self.form.columns };
        if row.is_empty() {
            return;
        }
        self.found.row_count += 1;
        let place = Place::new(self.form.file, line);
        let is_plain = record.len() == self.form.columns.count && !has_breaks_inside;
        match if is_plain { None } else { misshapen(row, place) } {
            Some(fault) => self.found.rows.add(fault),
            None => self.checked_row(row, place, bytes),
        }
    }

    /// A row with as many cells as there are headings. Everything in it is read, so that all its faults are found.
    fn checked_row(&mut self, row: Row, place: Place, bytes: &[u8]) {
        let day = self.row_day(row, place);
        let weights = day.map_or(self.form.weights.latest(), |day| day.weights);
        let kind = self.kind(row, place, weights);
        let mut ignored = Ignored::default();
        let held = read_held(&mut self.cells(row, place), kind, day.map(|day| Snapshot(day.date)), &mut ignored);
        self.found.ignored += &ignored;
        // Of a row with a fault not all is known, and hours of nobody are counted row by row.
        let may_recall = held.is_some() && ignored.hours_of_nobody == 0;
        let recalled = self.recall.note(bytes, row.record).filter(|_| may_recall);
        let head = match recalled {
            Some(recalled) => {
                self.meanings.head(recalled, weights).or_else(|| self.sink.read_head(row, place, weights))
            }
            None => self.sink.head(row, place, weights),
        };
        let Some((day, head)) = day.zip(head) else { return };
        // A row with a fault holds nothing, but what it says of its officer is still held against other rows.
        let (entry, holding) = (self.sink.enter(day.id, head, place), Holding::of(&held.unwrap_or_default(), ignored));
        self.sink.add(entry, place, holding.sums, holding.more.as_ref());
        if let Some(recalled) = recalled {
            // What counts of a task that is due some day goes by the date of the row as well.
            let is_always = match kind {
                Some(Kind::Case(..)) => true,
                Some(Kind::Task(_)) => row.is_blank(Column::Due),
                Some(Kind::Neither) | None => false,
            };
            self.meanings.set(recalled, day, head, is_always.then_some(holding));
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
        if let Some(day) = self.days.get(bytes) {
            return Some(*day);
        }
        let day = self.new_day(row, place)?;
        self.days.insert(bytes.into(), day);
        Some(day)
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
            Ok(weights) => Some(Day { date: Some(date), id: self.sink.date(Some(date), weights), weights }),
            Err(fault) => {
                self.found.rows.add(fault);
                None
            }
        }
    }

    fn kind(&mut self, row: Row, place: Place, weights: WeightsId) -> Option<Kind> {
        self.form.kind_columns.make(row.record, &mut self.key);
        if let Some(kind) = self.kinds[weights.position()].get(self.key.as_slice()) {
            return Some(*kind);
        }
        let of = self.form.weights.get(weights);
        let kind = Kind::read(&mut self.cells(row, place), of)?;
        self.kinds[weights.position()].insert(self.key.as_slice().into(), kind);
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
