//! Where the rows of a file end up: their heads found, their sums added to those of the date.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::fault::{Faults, Files, Notices, Place};
use crate::model::{DatedWeights, Held, Texts, WeightsId};

use super::cells::{Cells, Encoding, Row};
use super::columns::Column;
use super::heads::{HeadColumns, HeadId, Heads, PostId};
use super::held::Sums;
use super::record::Record;
use super::tally::{DateId, Dates, EntryId, Said};
use super::unread::UnreadHeads;

/// Where the heads of rows are kept.
pub(super) enum RowHeads<'a> {
    /// Read at once.
    Read(&'a mut Heads, &'a mut Texts),
    /// As they are. Of several readers of a file each meets nearly all officers, who are read once, when all is added up.
    Unread(&'a mut UnreadHeads),
}

impl RowHeads<'_> {
    fn count(&self) -> usize {
        match self {
            Self::Read(heads, _) => heads.count(),
            Self::Unread(heads) => heads.count(),
        }
    }

    fn post_of(&self, head: HeadId) -> PostId {
        match self {
            Self::Read(heads, _) => heads.post_of(head),
            Self::Unread(_) => PostId::of_unread(head),
        }
    }
}

/// Takes in the rows of one file.
pub(super) struct Sink<'a> {
    weights: &'a DatedWeights,
    files: &'a Files,
    dates: &'a mut Dates,
    heads: RowHeads<'a>,
    head_columns: &'a HeadColumns,
    /// Heads by their cells, under each of the weights, as far as they were asked for so.
    known: Vec<FxHashMap<Box<[u8]>, HeadId>>,
    key: Vec<u8>,
    /// For each date, where the rows of a head of the file go; `NONE` before its first row, or past the end. Nearly every
    /// row needs nothing else to find its place in the tally.
    slots: Vec<Vec<u32>>,
    /// What is found in the rows, for whoever reads the file.
    pub(super) faults: Faults,
    pub(super) notices: Notices,
    pub(super) encoding: Encoding,
}

const NONE: u32 = u32::MAX;

impl<'a> Sink<'a> {
    pub(super) fn new(
        weights: &'a DatedWeights,
        files: &'a Files,
        dates: &'a mut Dates,
        heads: RowHeads<'a>,
        head_columns: &'a HeadColumns,
        faults: Faults,
    ) -> Self {
        Self {
            weights,
            files,
            dates,
            heads,
            head_columns,
            known: (0..weights.count()).map(|_| FxHashMap::default()).collect(),
            key: Vec::new(),
            slots: Vec::new(),
            faults,
            notices: Notices::default(),
            encoding: Encoding::default(),
        }
    }

    /// The date that rows of a file have.
    pub(super) fn date(&mut self, date: Option<Date>, weights: WeightsId) -> DateId {
        self.dates.date(date, weights)
    }

    /// The head of a row, which is known by its cells or read. `None`, having added faults, where a cell of it is wrong.
    pub(super) fn head(&mut self, row: Row, place: Place, weights: WeightsId) -> Option<HeadId> {
        self.head_columns.in_rows.make(row.record, &mut self.key);
        if let Some(known) = self.known[weights.position()].get(self.key.as_slice()) {
            return Some(*known);
        }
        let head = self.read_head(row, place, weights)?;
        self.known[weights.position()].insert(self.key.as_slice().into(), head);
        Some(head)
    }

    /// Reads the head of a row. `None`, having added faults, where a cell of it is wrong.
    pub(super) fn read_head(&mut self, row: Row, place: Place, weights: WeightsId) -> Option<HeadId> {
        match &mut self.heads {
            RowHeads::Read(heads, texts) => {
                let mut cells = Cells { row, place, faults: &mut self.faults, encoding: &mut self.encoding };
                heads.read(&mut cells, self.weights.get(weights), texts)
            }
            RowHeads::Unread(heads) => {
                self.head_columns.in_rows.make(row.record, &mut self.key);
                Some(heads.keep(&self.key, weights, place))
            }
        }
    }

    /// Reads the head of an officer by its cells alone. `None` where a cell of it is wrong, which every row is to say that
    /// has it, and where it names no officer: what such a row says of hours is noted row by row.
    pub(super) fn new_head(&mut self, cells: Record, place: Place, weights: WeightsId) -> Option<HeadId> {
        let row = Row { record: cells, columns: &self.head_columns.apart };
        if row.is_blank(Column::Officer) {
            return None;
        }
        match &mut self.heads {
            RowHeads::Read(heads, texts) => {
                let mut faults = self.faults.none();
                let mut cells = Cells { row, place, faults: &mut faults, encoding: &mut self.encoding };
                heads.read(&mut cells, self.weights.get(weights), texts)
            }
            RowHeads::Unread(heads) => {
                self.head_columns.in_heads.make(cells, &mut self.key);
                Some(heads.keep(&self.key, weights, place))
            }
        }
    }

    /// The entry of a row: that of the post of its head on its date.
    pub(super) fn enter(&mut self, date: DateId, head: HeadId, place: Place) -> EntryId {
        if self.slots.len() <= date.index() {
            self.slots.resize(date.index() + 1, Vec::new());
        }
        let slots = &mut self.slots[date.index()];
        if slots.len() <= head.index() {
            slots.resize(self.heads.count(), NONE);
        }
        let slot = &mut slots[head.index()];
        if *slot == NONE {
            let (position, twice) = self.dates.enter(date, self.heads.post_of(head), head, place);
            *slot = position;
            if let (Some(first), RowHeads::Read(heads, _)) = (twice, &self.heads) {
                let said = &mut Said { files: self.files, faults: &mut self.faults, notices: &mut self.notices };
                said.held_twice(heads.officer_of(head).is_some(), place, first);
            }
        }
        EntryId::new(date, *slot)
    }

    /// Asks for entries that are about to be added to, so that waiting for one is waiting for all.
    pub(super) fn touch(&self, entries: impl Iterator<Item = EntryId>) {
        std::hint::black_box(entries.fold(0, |touched, entry| touched ^ self.dates.touch(entry)));
    }

    /// Adds what a row holds to its entry: what nearly every row has, and what few have beside it.
    pub(super) fn add(&mut self, entry: EntryId, place: Place, sums: Sums, more: Option<&Held>) {
        let said = &mut Said { files: self.files, faults: &mut self.faults, notices: &mut self.notices };
        self.dates.add(entry, sums, place, said);
        if let Some(more) = more {
            self.dates.add_seldom(entry, more);
        }
    }
}
