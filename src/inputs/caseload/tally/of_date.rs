//! The tally of one date: an entry for everyone who has rows of a file on it.

use foldhash::HashMap;
use jiff::civil::Date;

use crate::fault::{FileId, Place};
use crate::inputs::caseload::cases::{CaseId, CaseRows, Cases};
use crate::inputs::caseload::known_rows::{index, number};
use crate::inputs::caseload::whats::{Sums, What};
use crate::inputs::caseload::whos::WhoId;
use crate::model::{Held, Nothing, RowKind, WeightsId};
use crate::units::Work;

use super::positions::PostPositions;

/// Rows of one file, date and who.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) who: WhoId,
    /// The first row.
    pub(crate) place: Place,
}

/// What the rows of an entry add up to. However much it is, the sum is exact.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    work: Work,
    cases: i64,
    rows: u32,
    /// Cases that take time; no more are counted than there is room for. A part of a file that is read again has fewer than none
    /// where joined flags take time away.
    counting: i32,
}

impl std::ops::AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.work += other.work;
        self.cases += other.cases;
        self.rows = self.rows.saturating_add(other.rows);
        self.counting = self.counting.saturating_add(other.counting);
    }
}

/// What is only said of dates that are reported, by the positions of entries: what counts nothing or later, and the cases.
#[derive(Debug, Default)]
pub(super) struct Details {
    /// Positions after its end have nothing.
    pub(super) nothing: Vec<Nothing>,
    /// Tasks that are due later, and their work.
    pub(super) later: HashMap<usize, (i64, Work)>,
    pub(super) cases: Cases,
}

impl Details {
    pub(super) fn get(&self, position: usize) -> Held {
        let nothing = self.nothing.get(position).copied().unwrap_or_default();
        let (later_tasks, later_work) = self.later.get(&position).copied().unwrap_or_default();
        Held { nothing, later_tasks, later_work, ..Held::default() }
    }

    pub(super) fn add(&mut self, position: usize, held: &Held) {
        if self.nothing.len() <= position {
            self.nothing.resize(position + 1, Nothing::default());
        }
        self.nothing[position] += &held.nothing;
        if held.later_tasks != 0 || !held.later_work.is_nothing() {
            let (tasks, work) = self.later.entry(position).or_default();
            *tasks += held.later_tasks;
            *work += held.later_work;
        }
    }
}

/// All rows of one kind of one snapshot date.
#[derive(Debug)]
pub(crate) struct DateTally {
    /// The date; `None` when nothing says which it is.
    pub(crate) date: Option<Date>,
    pub(crate) kind: RowKind,
    pub(crate) weights: WeightsId,
    pub(crate) entries: Vec<Entry>,
    /// How many cases of whom have rows of flags alone.
    pub(crate) flags_alone: Vec<(WhoId, i64)>,
    /// By the positions of entries.
    sums: Vec<Sum>,
    /// The file that is being read, and where its entries are. Each file has entries of its own, so that work that is in
    /// two files is found.
    pub(super) file: Option<FileId>,
    positions: PostPositions,
    /// What is only said of dates that are reported; `None` on others.
    pub(super) details: Option<Details>,
}

impl DateTally {
    pub(super) fn new(date: Option<Date>, kind: RowKind, weights: WeightsId, details: Option<Details>) -> Self {
        let (entries, sums, positions) = (Vec::new(), Vec::new(), PostPositions::default());
        Self { date, kind, weights, entries, flags_alone: Vec::new(), sums, file: None, positions, details }
    }

    /// Begins the rows of a file, unless they have begun.
    pub(super) fn begin(&mut self, file: Option<FileId>) {
        if self.file != file {
            (self.file, self.positions) = (file, PostPositions::default());
        }
    }

    /// The position of the entry of someone. It is made where this is their first row.
    #[inline]
    fn position(&mut self, who: WhoId, place: Place) -> usize {
        index(self.positions.get(who).unwrap_or_else(|| self.enter(who, place)))
    }

    /// Makes the entry of a row that is not added here, of which only what it says of the officer counts.
    pub(crate) fn note(&mut self, who: WhoId, place: Place) {
        self.position(who, place);
    }

    fn enter(&mut self, who: WhoId, place: Place) -> u32 {
        let position = number(self.entries.len());
        self.positions.set(who, position);
        self.entries.push(Entry { who, place });
        self.sums.push(Sum::default());
        position
    }

    /// Whether no caseload file has rows of it, only staff lists.
    pub(crate) fn is_listed_alone(&self) -> bool {
        self.file.is_none()
    }

    /// Everything that an entry holds; on dates that are not reported, without what counts nothing or later.
    pub(crate) fn held(&self, position: usize) -> Held {
        let Sum { work, cases, rows, counting } = self.sums[position];
        let details = self.details.as_ref().map(|details| details.get(position)).unwrap_or_default();
        let case_rows = if self.kind == RowKind::Case { rows } else { 0 };
        Held { work, cases, counting_cases: counting.into(), case_rows, ..details }
    }

    /// The cases that may have more rows than one, once all rows are added.
    pub(crate) fn take_cases(&mut self) -> Vec<CaseRows> {
        self.details.as_mut().map_or_else(Vec::new, |details| std::mem::take(&mut details.cases).into_rows())
    }

    /// How many rows an entry has, without faulty ones.
    pub(crate) fn rows(&self, position: usize) -> u32 {
        self.sums[position].rows
    }

    /// Adds a row, with all that it holds where that is more than the sums.
    #[inline]
    pub(crate) fn add<'w>(&mut self, who: WhoId, place: Place, sums: Sums, what: impl FnOnce() -> &'w What) {
        let position = self.position(who, place);
        let work = Work::from_units(sums.work.into());
        let counting = if sums.work == 0 { 0 } else { i32::try_from(sums.cases).unwrap_or(i32::MAX) };
        self.sums[position] += Sum { work, cases: sums.cases.into(), rows: 1, counting };
        if let (true, Some(details)) = (sums.has_more, &mut self.details) {
            details.add(position, &what().held);
        }
    }

    /// Notes a case, if the date may be reported.
    #[inline]
    pub(crate) fn note_case(&mut self, who: WhoId, place: Place, id: impl FnOnce() -> Option<CaseId>) {
        if let Some(details) = &mut self.details
            && let Some(id) = id()
        {
            details.cases.add(CaseRows { id, who, place, rows: 1 });
        }
    }

    /// Takes back what a case row that was added held, and adds another share of it.
    pub(super) fn correct(&mut self, who: WhoId, place: Place, from: &Held, to: &Held) {
        let position = self.position(who, place);
        let counting = |held: &Held| i32::try_from(held.counting_cases).unwrap_or(0);
        let sum = &mut self.sums[position];
        sum.work += to.work - from.work;
        sum.counting = sum.counting.saturating_add(counting(to) - counting(from));
        if let Some(details) = &mut self.details {
            details.add(position, to);
            details.nothing[position] -= &from.nothing;
        }
    }

    /// Gives people new numbers, once all rows of a part of a file are added; `numbers` has them by the old.
    pub(super) fn renumber(&mut self, numbers: &[WhoId]) {
        self.forget_positions();
        self.entries.iter_mut().for_each(|entry| entry.who = numbers[entry.who.index()]);
    }

    /// Frees the memory that finds entries, once all rows are added.
    pub(super) fn forget_positions(&mut self) {
        self.positions = PostPositions::default();
    }

    /// Adds the entries of a part of the file.
    pub(super) fn absorb(&mut self, part: &Self) {
        for (from, entry) in part.entries.iter().enumerate() {
            let position = self.position(entry.who, entry.place);
            let first = &mut self.entries[position].place;
            *first = entry.place.min(*first);
            self.sums[position] += part.sums[from];
            if let (Some(details), Some(part)) = (&mut self.details, &part.details) {
                details.add(position, &part.get(from));
            }
        }
    }
}
