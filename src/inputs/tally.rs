//! The tally: what each post holds on each snapshot date, added up row by row. Memory grows with posts and dates, not
//! with rows.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::fault::{Fault, Faults, Files, Notices, Place};
use crate::model::{Held, WeightsId};
use crate::units::Work;

use super::heads::{HeadId, HeadOfPost, Heads, PostId};

/// What one post holds on one date. Every row of a caseload touches one of these, so what few rows have is elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) post: PostId,
    /// The head of its first row; heads of later rows that differ are in [`DateTally::more_heads`].
    pub(super) head: HeadId,
    /// Its first row.
    pub(super) place: Place,
    work: Work,
    cases: i64,
    /// Where in [`DateTally::seldom`] the rest of what it holds is; `NONE` while there is nothing.
    seldom: u32,
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
    /// The entry of each post; posts without one are `NONE`, or past the end.
    slots: Vec<u32>,
    /// What of a post counts nothing or later, for those that have any.
    seldom: Vec<Held>,
    /// Entries that are in two files, which is said once.
    twice: FxHashSet<usize>,
}

const NONE: u32 = u32::MAX;

impl DateTally {
    /// The position of the entry of the post of a row, made where this is its first.
    fn position(&mut self, post: PostId, head: HeadId, place: Place) -> usize {
        if self.slots.len() <= post.index() {
            self.slots.resize(post.index() + 1, NONE);
        }
        let slot = &mut self.slots[post.index()];
        if *slot == NONE {
            *slot = u32::try_from(self.entries.len()).expect("fewer posts than memory holds");
            self.entries.push(Entry { post, head, place, work: Work::default(), cases: 0, seldom: NONE });
        }
        usize::try_from(*slot).expect("entries are kept in memory")
    }

    /// Everything that the post of an entry holds.
    pub(super) fn held(&self, entry: &Entry) -> Held {
        let mut held = Held { work: entry.work, cases: entry.cases, ..Held::default() };
        if let Some(seldom) = usize::try_from(entry.seldom).ok().and_then(|seldom| self.seldom.get(seldom)) {
            held += seldom;
        }
        held
    }

    fn add_seldom(&mut self, post: PostId, held: &Held) {
        let Some(entry) =
            self.slots.get(post.index()).and_then(|slot| self.entries.get_mut(usize::try_from(*slot).ok()?))
        else {
            return;
        };
        if entry.seldom == NONE {
            entry.seldom = u32::try_from(self.seldom.len()).expect("fewer posts than memory holds");
            self.seldom.push(Held::default());
        }
        self.seldom[usize::try_from(entry.seldom).expect("kept in memory")] += held;
    }
}

/// A date of the tally, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateId(usize);

/// Every date of a run.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) heads: Heads,
    dates: Vec<DateTally>,
    by_date: FxHashMap<Option<Date>, DateId>,
}

impl Tally {
    /// The tally of a date.
    pub(super) fn date(&mut self, date: Option<Date>, weights: WeightsId) -> DateId {
        let next = DateId(self.dates.len());
        *self.by_date.entry(date).or_insert_with(|| {
            let (entries, more_heads, slots) = (Vec::new(), FxHashMap::default(), Vec::new());
            let (seldom, twice) = (Vec::new(), FxHashSet::default());
            self.dates.push(DateTally { date, weights, entries, more_heads, slots, seldom, twice });
            next
        })
    }

    /// Adds a row: its work and cases, for the post of its head, on a date.
    pub(super) fn add(
        &mut self,
        date: DateId,
        head: HeadOfPost,
        place: Place,
        work: Work,
        cases: i64,
        said: &mut Said,
    ) {
        let HeadOfPost { head, post } = head;
        let tally = &mut self.dates[date.0];
        let position = tally.position(post, head, place);
        let entry = &mut tally.entries[position];
        entry.work += work;
        entry.cases += cases;
        if entry.work.is_absurd() {
            said.faults.add(Fault::new(place, "with this row one post has more work than 150,000 officers can do"));
            entry.work = Work::default();
        }
        let first = entry.place;
        if entry.head != head {
            tally.more_heads.entry((position, head)).or_insert(place);
        }
        if first.file != place.file && tally.twice.insert(position) {
            said.held_twice(self.heads.get_post(post).officer.is_some(), place, first);
        }
    }

    /// Adds what of a row counts nothing or later, for a post that has an entry on the date.
    pub(super) fn add_seldom(&mut self, date: DateId, post: PostId, held: &Held) {
        self.dates[date.0].add_seldom(post, held);
    }

    /// The dates and the heads, once all rows are added.
    pub(super) fn into_parts(self) -> (Vec<DateTally>, Heads) {
        (self.dates, self.heads)
    }
}

/// Where what is to be said goes.
pub(super) struct Said<'a> {
    pub(super) files: &'a Files,
    pub(super) faults: &'a mut Faults,
    pub(super) notices: &'a mut Notices,
}

impl Said<'_> {
    /// Work of one post and date in two files: for an officer that is counting twice; unallocated work has no one who
    /// tells two lists of it apart, so it counts, and is said.
    fn held_twice(&mut self, by_officer: bool, place: Place, first: Place) {
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
