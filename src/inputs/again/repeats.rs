//! What comes up more than once in a snapshot: cases by their ids, and rows without one that say the same as an earlier row.

use std::borrow::Cow;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashSet};

use crate::fault::{FileId, Place};
use crate::inputs::caseload::is_known;
use crate::model::{Officer, Texts, case_key};
use crate::units::Week;

use super::rows::CountedRow;

/// A case that is in a snapshot more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CaseTwice {
    pub(crate) case_id: String,
    /// Its first row, with the officer; `None` for unallocated work.
    pub(crate) first: (Place, Option<String>),
    /// A later row, with the officer.
    pub(crate) again: (Place, Option<String>),
}

/// A row that a case is in, with the officer; `None` for unallocated work.
type RowOfCase = (Place, Option<Officer>);

/// The cases of all snapshots that count, first as hashes of their ids, with a seed that no file knows, because a year has
/// millions of rows; then those of which two hashes of a snapshot are equal, with their rows as they are read again.
#[derive(Debug, Default)]
pub(super) struct CaseIds {
    hasher: RandomState,
    hashes: HashMap<Option<Week>, Vec<u64>>,
    twice: HashSet<(Option<Week>, u64)>,
    rows: HashMap<(Option<Week>, String), Vec<RowOfCase>>,
}

impl CaseIds {
    pub(super) fn add(&mut self, week: Option<Week>, case_id: &str) {
        self.hashes.entry(week).or_default().push(self.hasher.hash_one(case_id));
    }

    /// Whether any cases seem to come up more than once, when all are noted.
    pub(super) fn seem_twice(&mut self) -> bool {
        for (week, mut hashes) in std::mem::take(&mut self.hashes) {
            hashes.sort_unstable();
            let repeated = hashes.windows(2).filter(|pair| pair[0] == pair[1]);
            self.twice.extend(repeated.map(|pair| (week, pair[0])));
        }
        !self.twice.is_empty()
    }

    /// Notes a row, read once more, if its case seems to come up more than once.
    pub(super) fn note_again(&mut self, row: &CountedRow) {
        let has_case = row.kind.is_case() && row.what.count != 0;
        let case_id = row.case_id().filter(|_| has_case);
        let Some(case_id) = case_id.as_deref().and_then(comparable) else { return };
        if self.twice.contains(&(row.day.week, self.hasher.hash_one(&*case_id))) {
            let rows = self.rows.entry((row.day.week, case_id.into_owned())).or_default();
            rows.push((row.place, row.who.officer));
        }
    }

    /// The cases that do come up more than once, in the order of their later rows.
    pub(super) fn finish(self, texts: &Texts) -> Vec<CaseTwice> {
        let mut twice = Vec::new();
        for ((_, case_id), rows) in self.rows {
            let held = |(place, officer): &RowOfCase| (*place, officer.map(|officer| texts.code(officer).to_owned()));
            let again = rows.iter().skip(1);
            twice.extend(again.map(|row| CaseTwice {
                case_id: case_id.clone(),
                first: held(&rows[0]),
                again: held(row),
            }));
        }
        twice.sort_by_key(|case| case.again.0);
        twice
    }
}

/// A case id as it is compared; `None` where there is none.
pub(super) fn comparable(case_id: &str) -> Option<Cow<'_, str>> {
    is_known(case_id).then(|| case_key(case_id))
}

/// Rows of the week reported, with a count of several cases and no case id, that say the same as others.
#[derive(Debug)]
pub(crate) struct RepeatedRows {
    pub(crate) rows: u64,
    /// How many rows have a count of several cases and no case id, repeated or not.
    pub(crate) of: u64,
    pub(crate) officers: usize,
    pub(crate) place: Place,
}

/// The rows without a case id that came up, each once. Where one says the same as an earlier one, a block may have been pasted
/// twice; it has no other sign.
#[derive(Default)]
pub(super) struct Repeats {
    seen: HashSet<(FileId, Box<[u8]>)>,
    all: u64,
    rows: u64,
    officers: HashSet<Officer>,
    first: Option<Place>,
}

impl Repeats {
    /// Notes a row by all its bytes, because a column that is not used may tell it from another.
    pub(super) fn note(&mut self, officer: Option<Officer>, row: &[u8], place: Place) {
        self.all += 1;
        if !self.seen.insert((place.file, row.into())) {
            self.rows += 1;
            self.officers.extend(officer);
            // Rows come in the order of the files.
            self.first = self.first.or(Some(place));
        }
    }

    /// `None` if no row is repeated.
    pub(super) fn finish(self) -> Option<RepeatedRows> {
        let (rows, of, officers) = (self.rows, self.all, self.officers.len());
        self.first.map(|place| RepeatedRows { rows, of, officers, place })
    }
}
