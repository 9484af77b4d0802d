//! The tally: what each post holds on each snapshot date, added up row by row. Memory grows with posts and dates, not
//! with rows.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::fault::{Fault, Faults, FileId, Files, Notices, Place};
use crate::model::{Held, Nothing, Officer, WeightsId};
use crate::units::{CompactWork, Week, Work};

use super::heads::{HeadId, Heads, PostId};
use super::held::Sums;

/// What one post holds on one date. Every row of a caseload touches one of these, so what few rows have is elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The head of its first row; heads of later rows that differ are in [`DateTally::more_heads`].
    pub(super) head: HeadId,
    /// Its first row.
    pub(super) place: Place,
    work: CompactWork,
    cases: u32,
}

/// All posts on one snapshot date.
#[derive(Debug)]
pub(super) struct DateTally {
    /// The date; `None` when nothing says which it is.
    pub(super) date: Option<Date>,
    pub(super) weights: WeightsId,
    pub(super) entries: Vec<Entry>,
    /// Heads that differ from the first of their post, with the first row of each.
    pub(super) more_heads: FxHashMap<(usize, HeadId), Place>,
    /// What staff lists say of posts that have rows, or are listed already.
    pub(super) listed: Vec<(usize, HeadId, Place)>,
    /// The entry of each post; posts without one are `NONE`, or past the end.
    slots: Vec<u32>,
    /// What of an entry counts nothing or later, for those that have any; `None` on dates that are not reported, of which
    /// nobody asks it.
    seldom: Option<Seldom>,
    /// Entries that are in two files, which is said once.
    twice: FxHashSet<usize>,
}

const NONE: u32 = u32::MAX;

/// What few rows have, by the positions of entries.
#[derive(Debug, Default)]
struct Seldom {
    /// Past the end there is nothing.
    nothing: Vec<Nothing>,
    /// Tasks that are due later, and their work.
    later: FxHashMap<usize, (i64, Work)>,
}

impl Seldom {
    fn get(&self, position: usize) -> Held {
        let nothing = self.nothing.get(position).copied().unwrap_or_default();
        let (later_tasks, later_work) = self.later.get(&position).copied().unwrap_or_default();
        Held { nothing, later_tasks, later_work, ..Held::default() }
    }

    fn add(&mut self, position: usize, held: &Held) {
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

impl DateTally {
    /// The position of the entry of the post of a row, made where this is its first.
    fn position(&mut self, post: PostId, head: HeadId, place: Place) -> usize {
        if self.slots.len() <= post.index() {
            self.slots.resize(post.index() + 1, NONE);
        }
        let slot = &mut self.slots[post.index()];
        if *slot == NONE {
            *slot = u32::try_from(self.entries.len()).expect("fewer posts than memory holds");
            self.entries.push(Entry { head, place, work: CompactWork::default(), cases: 0 });
        }
        usize::try_from(*slot).expect("entries are kept in memory")
    }

    /// Everything that the post of an entry holds; on dates that are not reported, without what counts nothing or later.
    pub(super) fn held(&self, position: usize) -> Held {
        let entry = &self.entries[position];
        let mut held = Held { work: entry.work.into(), cases: entry.cases.into(), ..Held::default() };
        if let Some(seldom) = &self.seldom {
            held += &seldom.get(position);
        }
        held
    }

    fn add_seldom(&mut self, position: usize, held: &Held) {
        if let Some(seldom) = &mut self.seldom {
            seldom.add(position, held);
        }
    }
}

/// An entry of a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct EntryId {
    date: DateId,
    position: u32,
}

impl EntryId {
    /// The entry of a date at a position that [`Tally::enter`] gave.
    pub(super) const fn new(date: DateId, position: u32) -> Self {
        Self { date, position }
    }

    fn position(self) -> usize {
        usize::try_from(self.position).expect("entries are kept in memory")
    }
}

/// A date of the tally, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateId(u32);

impl DateId {
    pub(super) fn index(self) -> usize {
        usize::try_from(self.0).expect("dates are kept in memory")
    }
}

/// The rows of a run, tallied: the heads tell which posts there are, the dates what those hold.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) heads: Heads,
    pub(super) dates: Dates,
}

/// Every date of a run, or of a part of a file.
#[derive(Debug, Default)]
pub(super) struct Dates {
    dates: Vec<DateTally>,
    by_date: FxHashMap<Option<Date>, DateId>,
    /// The week to report where it is asked for, and otherwise the latest so far.
    asked: Option<Week>,
    latest: Option<Week>,
    /// All work below 0, which may hide from the end of a sum how large it was on the way.
    taken_off: Work,
    /// Whether a sum was too large.
    is_full: bool,
}

/// The most that any post holds on any date, and may have held on the way there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Most {
    work: Work,
    cases: i64,
    is_full: bool,
}

impl Most {
    /// The most that comes of adding both up.
    pub(super) fn and(self, other: Self) -> Self {
        let (work, cases) = (self.work + other.work, self.cases + other.cases);
        Self { work, cases, is_full: self.is_full || other.is_full }
    }

    pub(super) fn is_in_bounds(self) -> bool {
        !self.is_full && !self.work.is_absurd() && u32::try_from(self.cases).is_ok()
    }
}

impl Dates {
    /// No dates yet. `asked` is the week to report; where there is none, it is the latest.
    pub(super) fn new(asked: Option<Week>) -> Self {
        Self { asked, ..Self::default() }
    }

    /// The week to report, where it is asked for.
    pub(super) const fn asked(&self) -> Option<Week> {
        self.asked
    }

    /// The most that any post holds on any date, and may have held on the way there.
    pub(super) fn most(&self) -> Most {
        let entries = || self.dates.iter().flat_map(|tally| &tally.entries);
        let work = entries().map(|entry| Work::from(entry.work).magnitude()).max().unwrap_or_default();
        let cases = entries().map(|entry| i64::from(entry.cases)).max().unwrap_or_default();
        Most { work: work + self.taken_off, cases, is_full: self.is_full }
    }

    /// The most that all posts together hold on any date, and may have held on the way there.
    pub(super) fn most_of_all_posts(&self) -> Most {
        let work = |tally: &DateTally| tally.entries.iter().map(|entry| Work::from(entry.work).magnitude()).sum();
        let cases = |tally: &DateTally| tally.entries.iter().map(|entry| i64::from(entry.cases)).sum();
        let (work, cases): (Option<Work>, Option<i64>) =
            (self.dates.iter().map(work).max(), self.dates.iter().map(cases).max());
        Most {
            work: work.unwrap_or_default() + self.taken_off,
            cases: cases.unwrap_or_default(),
            is_full: self.is_full,
        }
    }

    /// The tally of a date.
    pub(super) fn date(&mut self, date: Option<Date>, weights: WeightsId) -> DateId {
        if let Some(known) = self.by_date.get(&date) {
            return *known;
        }
        let seldom = self.may_be_reported(date).then(Seldom::default);
        let (entries, more_heads, slots, twice) = (Vec::new(), FxHashMap::default(), Vec::new(), FxHashSet::default());
        let id = DateId(u32::try_from(self.dates.len()).expect("fewer dates than memory holds"));
        let listed = Vec::new();
        self.dates.push(DateTally { date, weights, entries, more_heads, listed, slots, seldom, twice });
        self.by_date.insert(date, id);
        id
    }

    /// Whether a date is in the week that is reported as far as is known. Other dates are kept in less detail.
    fn may_be_reported(&mut self, date: Option<Date>) -> bool {
        let week = date.map(Week::of);
        if self.asked.is_some() {
            return week == self.asked;
        }
        if week > self.latest {
            self.latest = week;
            self.dates.iter_mut().for_each(|earlier| earlier.seldom = None);
        }
        week == self.latest
    }

    /// Finds the position of the entry for a row with a head, on a date; made where there is none. A head that differs
    /// from that of the entry's first row is noted. Where this is the first row of a second file, gives the place of the
    /// first row as well.
    pub(super) fn enter(&mut self, date: DateId, post: PostId, head: HeadId, place: Place) -> (u32, Option<Place>) {
        let tally = &mut self.dates[date.index()];
        let position = tally.position(post, head, place);
        let Entry { head: first_head, place: first, .. } = tally.entries[position];
        if first_head != head {
            tally.more_heads.entry((position, head)).or_insert(place);
        }
        let is_twice = first.file != place.file && tally.twice.insert(position);
        (u32::try_from(position).expect("fewer posts than memory holds"), is_twice.then_some(first))
    }

    /// Something of an entry.
    pub(super) fn touch(&self, entry: EntryId) -> u32 {
        self.dates[entry.date.index()].entries[entry.position()].cases
    }

    /// Adds the work and cases of a row to an entry.
    pub(super) fn add(&mut self, entry: EntryId, sums: Sums, place: Place, said: &mut Said) {
        let entry = &mut self.dates[entry.date.index()].entries[entry.position()];
        if let Some(both) = entry.work.plus(sums.work).zip(entry.cases.checked_add(sums.cases)) {
            (entry.work, entry.cases) = both;
            if sums.work.is_negative() {
                self.taken_off += Work::from(sums.work).magnitude();
            }
        } else {
            self.is_full = true;
            said.faults.add(Fault::new(place, "with this row one post has more work than 150,000 officers can do"));
        }
    }

    /// Adds what of a row counts nothing or later to an entry.
    pub(super) fn add_seldom(&mut self, entry: EntryId, held: &Held) {
        self.dates[entry.date.index()].add_seldom(entry.position(), held);
    }

    /// The weights that its dates are worked out with, each once.
    pub(super) fn weights(&self) -> Vec<WeightsId> {
        let mut weights: Vec<WeightsId> = self.dates.iter().map(|tally| tally.weights).collect();
        weights.sort_unstable();
        weights.dedup();
        weights
    }

    /// The dates, once all rows are added.
    pub(super) fn into_each(self) -> Vec<DateTally> {
        self.dates
    }
}

impl Tally {
    /// An empty tally. `asked` is the week to report; where there is none, it is the latest.
    pub(super) fn new(asked: Option<Week>) -> Self {
        Self { heads: Heads::default(), dates: Dates::new(asked) }
    }

    /// Lists posts on every date with some weights: an entry for each, which holds nothing where the caseload has no row of
    /// it, and what the list says of it beside what the caseload says.
    pub(super) fn list(&mut self, weights: WeightsId, heads: &[(HeadId, Place)]) {
        for tally in self.dates.dates.iter_mut().filter(|tally| tally.weights == weights) {
            for (head, place) in heads {
                let position = tally.position(self.heads.post_of(*head), *head, *place);
                if tally.entries[position].place != *place {
                    tally.listed.push((position, *head, *place));
                }
            }
        }
    }

    /// Whether the caseload has rows of officers, and of none of these. `is_list` tells the files that only list them.
    pub(super) fn has_rows_of_others(&self, officers: &FxHashSet<Officer>, is_list: impl Fn(FileId) -> bool) -> bool {
        let entries = self.dates.dates.iter().flat_map(|tally| &tally.entries);
        let with_rows = entries.filter(|entry| !is_list(entry.place.file));
        let mut holders = with_rows.filter_map(|entry| self.heads.officer_of(entry.head)).peekable();
        holders.peek().is_some() && !holders.any(|officer| officers.contains(&officer))
    }

    /// The dates and the heads, once all rows are added.
    pub(super) fn into_parts(self) -> (Vec<DateTally>, Heads) {
        (self.dates.into_each(), self.heads)
    }
}

/// Where what is to be said goes.
pub struct Said<'a> {
    /// The names of the files.
    pub files: &'a Files,
    /// What must be mended.
    pub faults: &'a mut Faults,
    /// What is worth knowing.
    pub notices: &'a mut Notices,
}

impl Said<'_> {
    /// Work of one post and date in two files: for an officer that is counting twice; unallocated work has no one who
    /// tells two lists of it apart, so it counts, and is said.
    pub(super) fn held_twice(&mut self, by_officer: bool, place: Place, first: Place) {
        let first = self.files.at(first);
        if by_officer {
            let message = format!("this officer, team and date are already in {first}: work would be counted twice");
            let hint = "give each file once; files without a `week` column are dated by --week, else by their names";
            self.faults.add(Fault::new(place, message).hint(hint));
        } else {
            let message = format!("unallocated work of this unit and date is in {first} as well; both are counted");
            self.notices.add(place, message);
        }
    }
}
