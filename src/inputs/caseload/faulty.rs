//! Faulty rows: whose they are, and the weeks they touch, so that a run can keep going without those officers. All of them
//! are known here, however few faults are kept to be shown.

use std::collections::hash_map::Entry;

use foldhash::HashMap;
use jiff::civil::Date;

use crate::fault::{Faulty, FileId};

use super::whos::WhoId;

/// Which weeks a faulty row touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum When {
    /// The week of its date, or the undated one.
    On(Option<Date>),
    /// Every week of its file, because its date cannot be read.
    InFile,
    /// Every week, because it is of a staff list.
    Always,
    /// The weeks in which a reduction is in force: from the first day to the last, as far as those are known.
    InForce(Option<Date>, Option<Date>),
}

#[derive(Debug, Default)]
pub(crate) struct FaultyRows(HashMap<(FileId, When, WhoId), Faulty>);

impl FaultyRows {
    pub(crate) fn add(&mut self, when: When, who: WhoId, faulty: Faulty) {
        match self.0.entry((faulty.place.file, when, who)) {
            Entry::Vacant(free) => drop(free.insert(faulty)),
            Entry::Occupied(mut known) => drop(known.insert(known.get().clone().and(faulty))),
        }
    }

    /// Adds those of a part of a file. `numbers` has the new numbers of its people, by the old.
    pub(super) fn absorb(&mut self, part: Self, numbers: &[WhoId]) {
        for ((_, when, who), faulty) in part.0 {
            self.add(when, numbers[who.index()], faulty);
        }
    }

    /// All of them, in the order of their places.
    pub(crate) fn in_order(self) -> Vec<(When, WhoId, Faulty)> {
        let mut all: Vec<_> = self.0.into_iter().map(|((_, when, who), faulty)| (when, who, faulty)).collect();
        all.sort_unstable_by_key(|(when, who, faulty)| (faulty.place, *when, *who));
        all
    }
}
