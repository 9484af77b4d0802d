//! What the bytes of rows mean, as far as earlier rows have said it.

use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date;

use crate::model::{DatedWeights, WeightsId};

use super::known_rows::{BytesTable, index, number};
use super::layout::Day;
use super::whats::{Sums, What};
use super::whos::WhoId;

/// The most [`What`]s that are kept. Rows that hold anything else are read cell by cell.
pub(super) const MOST_WHATS: usize = 1 << 18;

/// What bytes mean under one of the weights.
#[derive(Debug, Clone, Default)]
struct OfWeights {
    whos: BytesTable<WhoId>,
    whats: BytesTable<KnownWhat>,
}

/// What the bytes of a row say of what it holds.
#[derive(Debug, Clone, Copy)]
enum KnownWhat {
    /// It means the same on every day.
    Always(WhatId),
    /// A task that is due some day, by a number of its own: whether it counts goes by the date of the row.
    ByDay(u32),
}

/// The number of a day of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct DayId(pub(super) u32);

impl DayId {
    pub(crate) fn index(self) -> usize {
        index(self.0)
    }
}

/// The number of what a row holds, of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WhatId(pub(super) u32);

/// The number of no work at all. A row also has it if a cell that says its work is wrong.
pub(super) const NOTHING: WhatId = WhatId(0);

/// The meanings of the bytes of rows of one file, by their numbers. Cloning keeps the numbers.
#[derive(Debug, Clone)]
pub(super) struct Dictionary {
    pub(super) days: Vec<Day>,
    by_date: HashMap<Option<Date>, DayId>,
    by_week: BytesTable<DayId>,
    /// The bytes of the week found last, with its day: most rows are of the same week as the row before.
    last: (Vec<u8>, Option<DayId>),
    /// By the positions of the weights.
    of_weights: Vec<OfWeights>,
    /// Tasks that are due some day, by their numbers and the days of rows.
    by_day: HashMap<(u32, DayId), WhatId>,
    /// What rows hold; the first is nothing at all. There are at most [`MOST_WHATS`].
    whats: Vec<What>,
    /// What each of them adds up to.
    sums: Vec<Sums>,
}

impl Dictionary {
    /// A dictionary that knows nothing yet.
    pub(super) fn new(weights: &DatedWeights) -> Self {
        Self {
            days: Vec::new(),
            by_date: HashMap::new(),
            by_week: BytesTable::default(),
            last: (Vec::new(), None),
            of_weights: vec![OfWeights::default(); weights.of_files().len()],
            by_day: HashMap::new(),
            whats: vec![What::nothing()],
            sums: vec![Sums::default()],
        }
    }

    pub(super) fn day_of(&self, id: DayId) -> Day {
        self.days[id.index()]
    }

    /// The day that was found last.
    pub(super) fn last_day(&self) -> Option<DayId> {
        self.last.1
    }

    /// The day that the bytes of a week mean.
    #[inline]
    pub(super) fn day(&mut self, week: &[u8]) -> Option<DayId> {
        if self.last.1.is_none() || self.last.0 != week {
            let day = self.by_week.get(self.by_week.hash(week), week)?;
            self.last.0.clear();
            self.last.0.extend_from_slice(week);
            self.last.1 = Some(day);
        }
        self.last.1
    }

    /// The number of a day. A new day gets the next number.
    pub(super) fn keep_day(&mut self, day: Day) -> DayId {
        let days = &mut self.days;
        *self.by_date.entry(day.date).or_insert_with(|| {
            days.push(day);
            DayId(number(days.len() - 1))
        })
    }

    /// Keeps the day that the bytes of a week mean.
    pub(super) fn keep_week(&mut self, week: &[u8], day: DayId) {
        self.by_week.keep(self.by_week.hash(week), week, day);
    }

    /// Whom the bytes of rows mean, for rows that are read with these weights.
    pub(super) fn whos(&self, weights: WeightsId) -> &BytesTable<WhoId> {
        &self.of_weights[weights.position()].whos
    }

    /// Keeps whom the bytes of a row mean. `hash` is that of the bytes.
    pub(super) fn keep_who(&mut self, weights: WeightsId, hash: u64, bytes: &[u8], who: WhoId) {
        self.of_weights[weights.position()].whos.keep(hash, bytes, who);
    }

    /// What the bytes of a row of some day say that it holds.
    #[inline]
    pub(super) fn what(&self, day: DayId, bytes: &[u8]) -> Option<WhatId> {
        let whats = &self.of_weights[self.day_of(day).weights.position()].whats;
        match whats.get(whats.hash(bytes), bytes)? {
            KnownWhat::Always(what) => Some(what),
            KnownWhat::ByDay(number) => self.by_day.get(&(number, day)).copied(),
        }
    }

    /// Whether there is room for more of what rows hold.
    pub(super) fn has_room(&self) -> bool {
        self.whats.len() < MOST_WHATS
    }

    /// Keeps what the bytes of a row of some day say that it holds.
    pub(super) fn keep_what(&mut self, day: DayId, bytes: &[u8], what: What, sums: Sums) -> WhatId {
        let (id, is_by_day) = (WhatId(number(self.whats.len())), what.due.is_some());
        self.whats.push(what);
        self.sums.push(sums);
        let known = &mut self.of_weights[self.days[day.index()].weights.position()].whats;
        let hash = known.hash(bytes);
        match known.get(hash, bytes) {
            Some(KnownWhat::ByDay(number)) => drop(self.by_day.insert((number, day), id)),
            _ if is_by_day => {
                known.keep(hash, bytes, KnownWhat::ByDay(id.0));
                self.by_day.insert((id.0, day), id);
            }
            _ => known.keep(hash, bytes, KnownWhat::Always(id)),
        }
        id
    }

    /// What a row holds; `None` where that is not kept here.
    #[inline]
    pub(super) fn what_of(&self, id: WhatId) -> Option<&What> {
        self.whats.get(index(id.0))
    }

    /// What it adds up to.
    #[inline]
    pub(super) fn sums_of(&self, id: WhatId) -> Option<Sums> {
        self.sums.get(index(id.0)).copied()
    }
}
