//! Reading the rows of one caseload file: for each row the week, who and what. Each of the three is found by the row's own
//! bytes, and read into its meaning once, when it is new. A row with something new, odd or wrong is read cell by cell.

use std::io::Read;
use std::ops::ControlFlow;

use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date;

use crate::fault::{Faults, Place};
use crate::inputs::table::{Cells, Column, Row, Rows, broken_file, is_empty, misshapen, nul};
use crate::model::WeightsId;

use super::found::Found;
use super::layout::{Layout, weights_of};
use super::whats::{Snapshot, Sums, What};
use super::whos::{WhoId, Whos};

/// The most of each kind that is known by its bytes: several times the officers of a year, and no more memory than there
/// is room for. Rows with others are read cell by cell.
const MOST_KNOWN: usize = 1 << 18;

/// What a row says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meaning {
    pub(crate) day: DayId,
    pub(crate) who: WhoId,
    pub(crate) what: WhatId,
    pub(super) sums: Sums,
    pub(crate) place: Place,
}

/// A date of the file with the weights that it is worked out with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    pub(crate) date: Option<Date>,
    pub(crate) weights: WeightsId,
}

/// The number of a [`Day`] of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct DayId(usize);

impl DayId {
    pub(crate) const fn index(self) -> usize {
        self.0
    }
}

/// The number of a [`What`] of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WhatId(usize);

/// What the bytes of rows mean, under one of the weights.
#[derive(Debug, Default)]
struct Known {
    whos: HashMap<Box<[u8]>, WhoId>,
    whats: HashMap<Box<[u8]>, KnownWhat>,
}

/// What the bytes of a row say of what it holds.
#[derive(Debug, Clone, Copy)]
enum KnownWhat {
    /// The same on every day.
    Always(WhatId, Sums),
    /// A task that is due some day, by a number of its own: whether it counts goes by the date of the row.
    ByDay(usize),
}

/// Reads the rows of one file, all of them or those of some blocks.
pub(crate) struct Reader<'a> {
    layout: &'a Layout<'a>,
    pub(super) whos: &'a mut Whos,
    pub(super) found: Found,
    days: Vec<Day>,
    by_date: HashMap<Option<Date>, DayId>,
    by_week: HashMap<Box<[u8]>, DayId>,
    /// The bytes of the week found last, with its day: most rows are of the same week as the row before.
    last: (Vec<u8>, Option<DayId>),
    /// By the positions of the weights.
    known: Vec<Known>,
    /// Tasks that are due some day, by their numbers and the days of rows.
    by_day: HashMap<(usize, DayId), (WhatId, Sums)>,
    /// What rows hold. The first is nothing at all, the second that of a row which is not kept.
    whats: Vec<What>,
    week_bytes: Vec<u8>,
    who_bytes: Vec<u8>,
    what_bytes: Vec<u8>,
}

const NOTHING: WhatId = WhatId(0);
const NOT_KEPT: WhatId = WhatId(1);

impl<'a> Reader<'a> {
    pub(crate) fn new(layout: &'a Layout<'a>, whos: &'a mut Whos, most_faults: &Faults) -> Self {
        Self {
            layout,
            whos,
            found: Found::none(most_faults),
            days: Vec::new(),
            by_date: HashMap::new(),
            by_week: HashMap::new(),
            last: (Vec::new(), None),
            known: (0..layout.weights.count()).map(|_| Known::default()).collect(),
            by_day: HashMap::new(),
            whats: vec![What::nothing(), What::nothing()],
            week_bytes: Vec::new(),
            who_bytes: Vec::new(),
            what_bytes: Vec::new(),
        }
    }

    /// Reads all rows that are left of a file, and gives what each says.
    pub(crate) fn rows<R: Read>(&mut self, rows: &mut Rows<R>, mut take: impl FnMut(&Self, Row, Meaning)) {
        let ended = rows.each(|row| {
            if let Some(meaning) = self.read(row) {
                take(self, row, meaning);
            }
            ControlFlow::Continue(())
        });
        if let Err(broken) = ended {
            self.note_nul(rows.nul_line());
            self.found.faults.add(broken_file(&broken, self.layout.file));
            self.found.row_count += 1;
        }
    }

    /// What a row says. `None` where it is blank, and where it has a fault, which is added. A row that is wrong in what it
    /// holds alone is given as one that holds nothing: what it says of the officer is held against other rows.
    #[inline]
    pub(crate) fn read(&mut self, row: Row) -> Option<Meaning> {
        let place = Place::new(self.layout.file, row.line);
        let count = self.layout.columns.count;
        let is_regular = row.len() == count && !row.has_breaks || misshapen(row, count, place).is_none();
        let is_plain = is_regular && !row.is_by_core;
        let day = if is_plain { self.known_day(row) } else { None };
        let known = day.and_then(|day| Some((day, self.known_who(day, row)?, self.known_what(day, row)?)));
        let Some((day, who, (what, sums))) = known else { return self.read_cells(row, place, is_plain) };
        self.found.row_count += 1;
        if sums.has_more {
            self.found.ignored += &self.whats[what.0].ignored;
        }
        Some(Meaning { day, who, what, sums, place })
    }

    /// Reads a row cell by cell, as far as its bytes are not known.
    fn read_cells(&mut self, row: Row, place: Place, is_plain: bool) -> Option<Meaning> {
        self.note_nul(row.nul_line);
        if is_empty(row) {
            return None;
        }
        self.found.row_count += 1;
        if let Some(fault) = misshapen(row, self.layout.columns.count, place) {
            self.found.faults.add(fault);
            return None;
        }
        let day = self.day(row, place, is_plain);
        let what = self.what(row, place, day, is_plain);
        let who = self.who(row, place, day, is_plain);
        let (day, who) = day.zip(who)?;
        if what.is_some() {
            self.found.ignored.hours_of_nobody += u64::from(self.whos.get(who).has_hours_of_nobody());
        }
        let (what, sums) = what.unwrap_or((NOTHING, Sums::default()));
        self.found.ignored += &self.whats[what.0].ignored;
        Some(Meaning { day, who, what, sums, place })
    }

    /// What a row holds. The number holds good until the next row is read.
    pub(crate) fn what_of(&self, meaning: &Meaning) -> &What {
        &self.whats[meaning.what.0]
    }

    pub(crate) fn day_of(&self, id: DayId) -> Day {
        self.days[id.0]
    }

    /// The days that came up so far, in their order.
    pub(crate) fn days(&self) -> &[Day] {
        &self.days
    }

    pub(crate) fn whos(&self) -> &Whos {
        self.whos
    }

    /// Ends the reading; what was found.
    pub(super) fn finish(self) -> Found {
        self.found
    }

    /// Notes that there is a NUL character, on this line if on any.
    fn note_nul(&mut self, line: Option<u64>) {
        if let (Some(line), None) = (line, &self.found.nul) {
            self.found.nul = Some(nul(Place::new(self.layout.file, line)));
        }
    }

    /// The day of a row by the bytes of its week.
    #[inline]
    fn known_day(&mut self, row: Row) -> Option<DayId> {
        let week = self.layout.week.bytes(row, &mut self.week_bytes);
        if self.last.1.is_none() || self.last.0 != week {
            let day = *self.by_week.get(week)?;
            self.last.0.clear();
            self.last.0.extend_from_slice(week);
            self.last.1 = Some(day);
        }
        self.last.1
    }

    #[inline]
    fn known_who(&mut self, day: DayId, row: Row) -> Option<WhoId> {
        let known = &self.known[self.days[day.0].weights.position()];
        known.whos.get(self.layout.who.bytes(row, &mut self.who_bytes)).copied()
    }

    #[inline]
    fn known_what(&mut self, day: DayId, row: Row) -> Option<(WhatId, Sums)> {
        let known = &self.known[self.days[day.0].weights.position()];
        match *known.whats.get(self.layout.what.bytes(row, &mut self.what_bytes))? {
            KnownWhat::Always(what, sums) => Some((what, sums)),
            KnownWhat::ByDay(number) => self.by_day.get(&(number, day)).copied(),
        }
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
                self.found.faults.add(fault);
                return None;
            }
        };
        let days = &mut self.days;
        let day = *self.by_date.entry(date).or_insert_with(|| {
            days.push(Day { date, weights });
            DayId(days.len() - 1)
        });
        if is_plain && self.by_week.len() < MOST_KNOWN {
            self.by_week.insert(self.layout.week.bytes(row, &mut self.week_bytes).into(), day);
        }
        Some(day)
    }

    /// The date of a row; `Some(None)` in an undated caseload. `None`, having added a fault, where it is wrong.
    #[expect(clippy::option_option, reason = "a date may be wrong, and a sound row may be undated")]
    fn date(&mut self, row: Row, place: Place) -> Option<Option<Date>> {
        if !self.layout.columns.has(Column::Week) {
            return self.layout.date;
        }
        let mut cells = self.cells(row, place);
        if cells.is_blank(Column::Week) {
            let hint = "give every row its date, or leave the column out".to_owned();
            cells.fault(format!("{} is blank", cells.name(Column::Week)), Some(hint));
            return None;
        }
        cells.date(Column::Week).map(Some)
    }

    /// The weights of a row whose day is known, else the latest, with which its names can be looked up still.
    fn weights(&self, day: Option<DayId>) -> WeightsId {
        day.map_or(self.layout.weights.latest(), |day| self.days[day.0].weights)
    }

    /// Who a row is of, read from its cells where they are new.
    fn who(&mut self, row: Row, place: Place, day: Option<DayId>, is_plain: bool) -> Option<WhoId> {
        let known = day.filter(|_| is_plain).and_then(|day| self.known_who(day, row));
        if known.is_some() {
            return known;
        }
        let weights = self.weights(day);
        let Found { faults, encoding, .. } = &mut self.found;
        let mut cells = Cells { row, columns: &self.layout.columns, place, faults, encoding };
        let who = self.whos.read(&mut cells, self.layout.weights.get(weights))?;
        let known = &mut self.known[weights.position()].whos;
        // Hours of nobody are counted row by row.
        if is_plain && known.len() < MOST_KNOWN && !self.whos.get(who).has_hours_of_nobody() {
            known.insert(self.layout.who.bytes(row, &mut self.who_bytes).into(), who);
        }
        Some(who)
    }

    /// What a row holds, read from its cells where they are new.
    fn what(&mut self, row: Row, place: Place, day: Option<DayId>, is_plain: bool) -> Option<(WhatId, Sums)> {
        let known = day.filter(|_| is_plain).and_then(|day| self.known_what(day, row));
        if known.is_some() {
            return known;
        }
        let weights = self.weights(day);
        let snapshot = day.map(|day| Snapshot(self.days[day.0].date));
        let layout = self.layout;
        let what = What::read(&mut self.cells(row, place), layout.weights.get(weights), snapshot)?;
        let (sums, is_by_day) = (what.sums(), what.due.is_some());
        let known = &mut self.known[weights.position()].whats;
        let has_room = self.whats.len() < MOST_KNOWN && known.len() < MOST_KNOWN;
        // Whether a row may hold nothing goes by other cells too: its officer and its case id.
        let may_keep = is_plain && has_room && what.kind.is_some();
        let Some(day) = day.filter(|_| may_keep) else {
            self.whats[NOT_KEPT.0] = what;
            return Some((NOT_KEPT, sums));
        };
        let id = WhatId(self.whats.len());
        self.whats.push(what);
        let bytes = self.layout.what.bytes(row, &mut self.what_bytes);
        if is_by_day {
            let next = known.len();
            let number = match known.get(bytes) {
                Some(KnownWhat::ByDay(number)) => *number,
                _ => next,
            };
            known.insert(bytes.into(), KnownWhat::ByDay(number));
            self.by_day.insert((number, day), (id, sums));
        } else {
            known.insert(bytes.into(), KnownWhat::Always(id, sums));
        }
        Some((id, sums))
    }

    fn cells<'c>(&'c mut self, row: Row<'c>, place: Place) -> Cells<'c> {
        let Found { faults, encoding, .. } = &mut self.found;
        Cells { row, columns: &self.layout.columns, place, faults, encoding }
    }
}
