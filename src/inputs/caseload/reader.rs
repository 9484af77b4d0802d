//! Reading the rows of one caseload file: for each row the week, who and what. Each of the three is found by the row's own
//! bytes, and read into its meaning once, when it is new. A row with something new, odd or wrong is read cell by cell.

use std::io::Read;
use std::ops::ControlFlow;

use jiff::civil::Date;

use crate::fault::{Fault, Faults, Faulty, Place};
use crate::inputs::table::{
    BATCH, Batch, Cells, Column, Row, Rows, broken_file, footer, has_total, is_empty, misshapen, no_row, nul, total,
    week_title,
};
use crate::model::{Kind, WeightsId};
use crate::units::Week;

use super::dictionary::{DayId, Dictionary, MOST_WHATS, NOTHING, WhatId};
use super::found::Found;
use super::known_rows::{index, number};
use super::layout::{Dating, Day, Layout, weights_of};
use super::whats::{Sums, What};
use super::whos::{WhoId, Whos};

/// What a row says, as numbers of its reader.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowNumbers {
    /// Which row of its batch it is.
    pub(crate) at: usize,
    pub(crate) day: DayId,
    pub(crate) who: WhoId,
    pub(crate) what: WhatId,
    /// What it adds up to.
    pub(super) sums: Sums,
    pub(crate) place: Place,
}

/// A row with faults, as far as it can be read.
#[derive(Debug)]
pub(super) struct FaultyRow {
    /// Its day; `None` where the date cannot be read.
    pub(super) day: Option<DayId>,
    pub(super) who: WhoId,
    pub(super) faulty: Faulty,
}

/// Reads the rows of one file, all of them or those of some blocks.
pub(crate) struct Reader<'a> {
    pub(super) layout: &'a Layout<'a>,
    pub(crate) whos: &'a mut Whos,
    pub(super) found: Found,
    pub(super) known: Dictionary,
    /// What rows of the batch hold that is not kept for later rows. Their numbers start at [`MOST_WHATS`].
    not_kept: Vec<(What, Sums)>,
    /// What the rows of the batch say.
    meanings: Vec<RowNumbers>,
    /// The rows of the batch that have faults.
    pub(super) faulty: Vec<FaultyRow>,
    /// The hashes of who the rows of a batch are of.
    hashes: Vec<u64>,
    seen: Vec<(u32, u32)>,
    week_bytes: Vec<u8>,
    who_bytes: Vec<u8>,
    what_bytes: Vec<u8>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(layout: &'a Layout<'a>, whos: &'a mut Whos, most_faults: &Faults) -> Self {
        Self::knowing(Dictionary::new(layout.weights), layout, whos, most_faults)
    }

    /// A reader that begins with what another one knows. `whos` has the people of that.
    pub(super) fn knowing(known: Dictionary, layout: &'a Layout<'a>, whos: &'a mut Whos, most_faults: &Faults) -> Self {
        Self {
            layout,
            whos,
            found: Found::none(layout, most_faults),
            known,
            not_kept: Vec::new(),
            meanings: Vec::new(),
            faulty: Vec::new(),
            hashes: Vec::new(),
            seen: Vec::new(),
            week_bytes: Vec::new(),
            who_bytes: Vec::new(),
            what_bytes: Vec::new(),
        }
    }

    /// Reads all rows that are left of a file, and gives `take` what each says, batch by batch.
    pub(crate) fn rows<R: Read>(&mut self, rows: &mut Rows<R>, mut take: impl FnMut(&Self, Batch, &[RowNumbers])) {
        let ended = rows.batches(BATCH, |batch| {
            self.batch(batch, &mut take);
            ControlFlow::Continue(())
        });
        if let Err(broken) = ended {
            self.note_nul(rows.nul_line());
            self.found.stopping.add(broken_file(&broken, self.layout.file));
            self.found.row_count += 1;
        }
    }

    /// Reads a batch of rows, and gives `take` what each says.
    pub(crate) fn batch(&mut self, batch: Batch, take: impl FnOnce(&Self, Batch, &[RowNumbers])) {
        self.prefetch(batch);
        if self.found.unused.is_open() {
            batch.iter().for_each(|row| self.found.unused.note(row, &self.layout.columns));
        }
        self.not_kept.clear();
        self.faulty.clear();
        let mut meanings = std::mem::take(&mut self.meanings);
        meanings.clear();
        for (at, row) in batch.iter().enumerate() {
            meanings.extend(self.read(row, at));
        }
        take(self, batch, &meanings);
        self.meanings = meanings;
    }

    /// Brings what is known of the officers of a batch into the cache. All rows are looked up in one short loop, so that
    /// their cache misses overlap.
    fn prefetch(&mut self, batch: Batch) {
        let whos = self.known.whos(self.weights(self.known.last_day()));
        self.hashes.clear();
        for row in batch.iter() {
            let may_be_known = row.len() >= self.layout.columns.count && !row.about.is_by_core;
            let bytes = if may_be_known { self.layout.who.bytes(row, &mut self.who_bytes) } else { &[] };
            self.hashes.push(whos.hash(bytes));
        }
        whos.prefetch(&self.hashes, &mut self.seen);
    }

    /// What a row says. `None` where it is blank or a total, or has a fault, which is added. A row whose only fault is in
    /// what it holds is given as one that holds nothing, so that other rows are still compared with what it says of the
    /// officer.
    #[inline]
    fn read(&mut self, row: Row, at: usize) -> Option<RowNumbers> {
        let hash = self.hashes[at];
        let place = Place::new(self.layout.file, row.about.line);
        let columns = &self.layout.columns;
        let is_regular =
            row.len() == columns.count && !row.about.has_breaks || misshapen(row, columns, place).is_none();
        let is_plain = is_regular && !row.about.is_by_core;
        let day = if is_plain { self.known_day(row) } else { None };
        let known = day.and_then(|day| Some((day, self.known_who(day, row, hash)?, self.known_what(day, row)?)));
        let known = known.filter(|_| !self.layout.may_be_total(row) && !self.layout.has_faulty_case(row));
        let Some((day, who, what)) = known else { return self.read_cells(row, at, place, is_plain) };
        self.found.row_count += 1;
        let meaning = RowNumbers { at, day, who, what, sums: self.sums_of(what), place };
        if meaning.sums.has_more {
            let ignored = self.what_of(&meaning).ignored;
            self.found.ignored += &ignored;
        }
        Some(meaning)
    }

    /// Reads a row cell by cell, as far as its bytes are not known.
    fn read_cells(&mut self, row: Row, at: usize, place: Place, is_plain: bool) -> Option<RowNumbers> {
        self.note_nul(row.about.nul_line);
        if is_empty(row) {
            return None;
        }
        let has_total = has_total(row);
        if let Some((name, unit)) = total(row, &self.layout.columns) {
            self.found.totals.add(place, name, unit);
            return None;
        }
        let has_dates = matches!(self.layout.dating, Dating::ByRow);
        if !self.layout.columns.has(Column::Week)
            && let Some(title) = week_title(row, &self.layout.columns)
        {
            self.found.week_titles.add(place, title, None);
            return None;
        }
        if let Some(line) = footer(row, &self.layout.columns, has_dates) {
            self.found.footers.add(place, line, None);
            return None;
        }
        // Each row with the words of a total must be asked whether it is one, so its bytes are not kept.
        let is_plain = is_plain && !has_total;
        self.found.row_count += 1;
        if let Some(fault) = no_row(row, &self.layout.columns, place) {
            self.found.stopping.add(fault);
            return None;
        }
        let day = self.day(row, place, is_plain);
        let mut what = self.what(row, place, day, is_plain);
        if self.layout.has_faulty_case(row) {
            // Reading the cell adds its fault.
            what = what.filter(|_| self.cells(row, place).text(Column::CaseId).is_some());
        }
        let who = self.who(row, place, day, is_plain.then_some(self.hashes[at]));
        if let Some(faulty) = self.found.faults.of_row(place) {
            let who = who.unwrap_or_else(|| self.whos.blame(row, &self.layout.columns, place));
            self.faulty.push(FaultyRow { day, who, faulty });
        }
        let (day, who) = day.zip(who)?;
        if what.is_some() {
            self.found.ignored.hours_of_nobody += u64::from(self.whos.get(who).has_hours_of_nobody());
        }
        let what = what.unwrap_or(NOTHING);
        let meaning = RowNumbers { at, day, who, what, sums: self.sums_of(what), place };
        let ignored = self.what_of(&meaning).ignored;
        self.found.ignored += &ignored;
        Some(meaning)
    }

    /// What a row of the batch holds.
    pub(crate) fn what_of(&self, meaning: &RowNumbers) -> &What {
        self.known.what_of(meaning.what).unwrap_or_else(|| &self.not_kept[index(meaning.what.0) - MOST_WHATS].0)
    }

    fn sums_of(&self, what: WhatId) -> Sums {
        self.known.sums_of(what).unwrap_or_else(|| self.not_kept[index(what.0) - MOST_WHATS].1)
    }

    pub(crate) fn day_of(&self, id: DayId) -> Day {
        self.known.day_of(id)
    }

    /// Notes the first NUL character, where `line` says that there is one.
    fn note_nul(&mut self, line: Option<u64>) {
        if let (Some(line), None) = (line, &self.found.nul) {
            self.found.nul = Some(nul(Place::new(self.layout.file, line)));
        }
    }

    #[inline]
    fn known_day(&mut self, row: Row) -> Option<DayId> {
        self.known.day(self.layout.week.bytes(row, &mut self.week_bytes))
    }

    #[inline]
    fn known_who(&mut self, day: DayId, row: Row, hash: u64) -> Option<WhoId> {
        let whos = self.known.whos(self.known.day_of(day).weights);
        whos.get(hash, self.layout.who.bytes(row, &mut self.who_bytes))
    }

    #[inline]
    fn known_what(&mut self, day: DayId, row: Row) -> Option<WhatId> {
        self.known.what(day, self.layout.what.bytes(row, &mut self.what_bytes))
    }

    /// The day of a row, read from its cell where it is new.
    fn day(&mut self, row: Row, place: Place, is_plain: bool) -> Option<DayId> {
        let known = if is_plain { self.known_day(row) } else { None };
        if known.is_some() {
            return known;
        }
        let date = self.date(row, place)?;
        let weights = match weights_of(date, self.layout.weights, place) {
            Ok(weights) => weights,
            Err(fault) => {
                self.found.stopping.add(fault);
                return None;
            }
        };
        let day = self.known.keep_day(Day { date, week: date.map(Week::of), weights });
        if is_plain {
            self.known.keep_week(self.layout.week.bytes(row, &mut self.week_bytes), day);
        }
        Some(day)
    }

    /// The date of a row; `Some(None)` in an undated caseload. `None`, having added a fault, where it is wrong.
    #[expect(clippy::option_option, reason = "a date may be wrong, and a sound row may be undated")]
    fn date(&mut self, row: Row, place: Place) -> Option<Option<Date>> {
        let (dating, hint) =
            (self.layout.dating, "give every row its date; where all rows are of one date, the column may be left out");
        let mut cells = self.cells(row, place);
        match dating {
            Dating::Wrong => return None,
            Dating::OfFile(date) if cells.is_blank(Column::Week) => return Some(date),
            Dating::ByRow if !cells.is_blank(Column::Week) => return cells.date(Column::Week).map(Some),
            Dating::ByRow => cells.fault(format!("{} is blank", cells.name(Column::Week)), hint),
            // The rows before have the date of the file, which may be another.
            Dating::OfFile(_) => {
                let message = format!("{} is given here, and blank in the rows before", cells.name(Column::Week));
                self.found.stopping.add(Fault::new(place, message).hint(hint));
            }
        }
        None
    }

    /// The weights of a row's day. Where that is not known, the latest, so that the other cells can still be checked.
    fn weights(&self, day: Option<DayId>) -> WeightsId {
        day.map_or(self.layout.weights.latest(), |day| self.day_of(day).weights)
    }

    /// Where there are several sets of weights, the week of a row and the version of the one that it is read with.
    fn looked_up(&self, day: Option<DayId>) -> Option<(Week, &'a str)> {
        let weights = self.layout.weights;
        let day = self.day_of(day.filter(|_| weights.of_files().len() > 1)?);
        Some((day.week?, &weights.get(day.weights).version))
    }

    /// Who a row is of, read from its cells where they are new.
    fn who(&mut self, row: Row, place: Place, day: Option<DayId>, hash: Option<u64>) -> Option<WhoId> {
        let known = day.zip(hash).and_then(|(day, hash)| self.known_who(day, row, hash));
        if known.is_some() {
            return known;
        }
        let (weights, looked_up) = (self.weights(day), self.looked_up(day));
        let Found { faults, encoding, .. } = &mut self.found;
        let mut cells = Cells { row, columns: &self.layout.columns, place, faults, encoding, looked_up };
        let who = self.whos.read(&mut cells, self.layout.weights.get(weights))?;
        // Rows with hours but no officer are counted, so each must be read.
        if let (Some(hash), Some(_), false) = (hash, day, self.whos.get(who).has_hours_of_nobody()) {
            self.known.keep_who(weights, hash, self.layout.who.bytes(row, &mut self.who_bytes), who);
        }
        Some(who)
    }

    /// What a row holds, read from its cells where they are new.
    fn what(&mut self, row: Row, place: Place, day: Option<DayId>, is_plain: bool) -> Option<WhatId> {
        let known = day.filter(|_| is_plain).and_then(|day| self.known_what(day, row));
        if known.is_some() {
            return known;
        }
        let weights = self.weights(day);
        let (layout, looked_up) = (self.layout, self.looked_up(day));
        let date = day.map(|day| self.day_of(day));
        let mut cells = Cells { looked_up, ..self.cells(row, place) };
        let what = What::read(&mut cells, layout.weights.get(weights), date)?;
        let sums = what.sums();
        match what.kind {
            Some(Kind::Case { is_untiered, .. }) => {
                self.found.has_cases = true;
                self.found.has_tiers |= !is_untiered;
            }
            Some(Kind::Task { .. }) => (),
            None => self.found.unused.note_tasks(row, &layout.columns, |name| layout.weights.names_task(name)),
        }
        // Whether a row may hold nothing depends on other cells too: its officer and its case id.
        let may_keep = is_plain && what.kind.is_some() && self.known.has_room();
        let Some(day) = day.filter(|_| may_keep) else {
            self.not_kept.push((what, sums));
            return Some(WhatId(number(MOST_WHATS + self.not_kept.len() - 1)));
        };
        Some(self.known.keep_what(day, self.layout.what.bytes(row, &mut self.what_bytes), what, sums))
    }

    fn cells<'c>(&'c mut self, row: Row<'c>, place: Place) -> Cells<'c> {
        let Found { faults, encoding, .. } = &mut self.found;
        Cells { row, columns: &self.layout.columns, place, faults, encoding, looked_up: None }
    }
}
