//! The tally of one date: an entry for everyone who has rows of a file on it.

use foldhash::HashMap;
use jiff::civil::Date;

use crate::fault::{FileId, Place};
use crate::inputs::caseload::cases::{CaseId, CaseRows};
use crate::inputs::caseload::whats::{Sums, What};
use crate::inputs::caseload::whos::WhoId;
use crate::model::{Held, RowKind, WeightsId};
use crate::units::Work;

use super::details::Details;
use super::positions::PostPositions;

/// Rows of one file, date and who.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) who: WhoId,
    /// The first row.
    pub(crate) place: Place,
}

/// What the rows of an entry add up to. Every row of a caseload uses one of these, so it is small: what few rows have is
/// kept elsewhere.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    /// Work and cases as far as they fit in here; [`DateTally::more`] has the rest.
    work: i64,
    cases: i32,
    rows: u32,
}

/// All rows of one kind of one snapshot date.
#[derive(Debug)]
pub(crate) struct DateTally {
    /// The date; `None` when nothing says which it is.
    pub(crate) date: Option<Date>,
    pub(crate) kind: RowKind,
    pub(crate) weights: WeightsId,
    pub(crate) entries: Vec<Entry>,
    /// By the positions of entries.
    sums: Vec<Sum>,
    /// Work and cases that are too large for a [`Sum`], by the positions of entries.
    more: HashMap<usize, (Work, i64)>,
    /// The file that is being read, and where its entries are. Each file has entries of its own, so that work that is in
    /// two files is found.
    pub(super) file: Option<FileId>,
    positions: PostPositions,
    /// What is only said of dates that are reported; `None` on others.
    pub(super) details: Option<Details>,
}

impl DateTally {
    pub(super) fn new(date: Option<Date>, kind: RowKind, weights: WeightsId, details: Option<Details>) -> Self {
        let (entries, sums, more, positions) = (Vec::new(), Vec::new(), HashMap::default(), PostPositions::default());
        Self { date, kind, weights, entries, sums, more, file: None, positions, details }
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
        let position = self.positions.get(who).unwrap_or_else(|| self.enter(who, place));
        usize::try_from(position).expect("entries are kept in memory")
    }

    /// Makes the entry of a row that is not added here, of which only what it says of the officer counts.
    pub(crate) fn note(&mut self, who: WhoId, place: Place) {
        self.position(who, place);
    }

    fn enter(&mut self, who: WhoId, place: Place) -> u32 {
        let position = u32::try_from(self.entries.len()).expect("fewer entries than memory holds");
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
        let sum = self.sums[position];
        let (more_work, more_cases) = self.more.get(&position).copied().unwrap_or_default();
        let details = self.details.as_ref().map(|details| details.get(position)).unwrap_or_default();
        let cases = i64::from(sum.cases) + more_cases;
        Held { work: Work::from_units(sum.work.into()) + more_work, cases, ..details }
    }

    /// The cases that may have more rows than one, once all rows are added.
    pub(crate) fn take_cases(&mut self) -> Vec<CaseRows> {
        self.details.as_mut().map_or_else(Vec::new, |details| std::mem::take(&mut details.cases).into_rows())
    }

    /// How many rows an entry has, without faulty ones.
    pub(crate) fn rows(&self, position: usize) -> u32 {
        self.sums[position].rows
    }

    /// Reads the sums that a row adds to, only to bring them into the cache.
    #[inline]
    pub(super) fn touch(&self, who: WhoId, sums: Sums) -> i64 {
        let position = self.positions.get(who).and_then(|position| usize::try_from(position).ok());
        let Some(position) = position else { return 0 };
        let details = self.details.as_ref().filter(|_| sums.has_more);
        let nothing = details.and_then(|details| details.nothing.get(position)).map_or(0, |nothing| nothing.by_status);
        i64::from(self.sums[position].cases) ^ nothing
    }

    /// Adds a row, with all that it holds where that is more than the sums.
    #[inline]
    pub(crate) fn add<'w>(&mut self, who: WhoId, place: Place, sums: Sums, what: impl FnOnce() -> &'w What) {
        let position = self.position(who, place);
        self.add_sums(position, sums.work, sums.cases.into(), 1);
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

    /// Adds what some rows hold to an entry. However much it is, the sum is exact.
    #[inline]
    fn add_sums(&mut self, position: usize, work: i64, cases: i64, rows: u32) {
        let sum = &mut self.sums[position];
        sum.rows = sum.rows.saturating_add(rows);
        let small = i32::try_from(cases).ok().and_then(|cases| sum.cases.checked_add(cases));
        match (sum.work.checked_add(work), small) {
            (Some(work), Some(cases)) => (sum.work, sum.cases) = (work, cases),
            _ => self.add_more(position, (Work::from_units(work.into()), cases)),
        }
    }

    /// Takes back what a case row that was added held, and adds another share of it.
    pub(super) fn correct(&mut self, who: WhoId, place: Place, from: &Held, to: &Held) {
        let position = self.position(who, place);
        let work = (to.work - from.work).units();
        self.add_sums(position, i64::try_from(work).expect("what one row holds is bounded"), 0, 0);
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
    pub(super) fn absorb(&mut self, part: Self) {
        if self.entries.is_empty() {
            self.take_over(part);
        } else {
            self.add_all(&part);
        }
    }

    /// Takes all entries of a part of the file, where there are none yet. None is copied, so it takes no more memory.
    fn take_over(&mut self, part: Self) {
        (self.entries, self.sums, self.more) = (part.entries, part.sums, part.more);
        self.positions = PostPositions::of(self.entries.iter().map(|entry| entry.who));
        if let (Some(details), Some(part)) = (&mut self.details, part.details) {
            (details.nothing, details.later) = (part.nothing, part.later);
        }
    }

    fn add_all(&mut self, part: &Self) {
        for (from, entry) in part.entries.iter().enumerate() {
            let position = self.position(entry.who, entry.place);
            let first = &mut self.entries[position].place;
            *first = entry.place.min(*first);
            let Sum { work, cases, rows } = part.sums[from];
            self.add_sums(position, work, cases.into(), rows);
            if let Some(more) = part.more.get(&from) {
                self.add_more(position, *more);
            }
            if let (Some(details), Some(part)) = (&mut self.details, &part.details) {
                details.add(position, &part.get(from));
            }
        }
    }

    #[cold]
    fn add_more(&mut self, position: usize, (work, cases): (Work, i64)) {
        let more = self.more.entry(position).or_default();
        more.0 += work;
        more.1 += cases;
    }
}
