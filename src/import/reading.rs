//! What was read of an extract, on which its sheets build one after the other.

use foldhash::HashMap;
use jiff::civil::Date;

use crate::fault::{Fault, Messages, Place};
use crate::model::{Kind, Unknown, Weights};
use crate::units::Week;

use super::people::{People, PostId};
use super::sheet::ExtractRow;

/// What was read of an extract.
pub(super) struct Reading<'w> {
    pub(super) weights: &'w Weights,
    pub(super) has_detail: bool,
    pub(super) people: People,
    pub(super) days: Days,
    /// The counts of cases by post, case type and tier, to compare the cases with.
    pub(super) counted: HashMap<(PostId, Kind), i64>,
    /// How many officers write court reports only.
    pub(super) only_reports: usize,
    pub(super) contacts: ContactsTold,
    pub(super) detail: CasesTold,
}

impl<'w> Reading<'w> {
    pub(super) fn new(weights: &'w Weights, has_detail: bool) -> Self {
        Self {
            weights,
            has_detail,
            people: People::default(),
            days: Days::default(),
            counted: HashMap::default(),
            only_reports: 0,
            contacts: ContactsTold::default(),
            detail: CasesTold::default(),
        }
    }

    /// The day of the extract; `None` where no row has one.
    pub(super) fn day(&self) -> Option<Date> {
        self.days.last.map(|(day, _)| day)
    }

    /// Adds a fault where the days are of two weeks.
    pub(super) fn check_days(&self, messages: &mut Messages) {
        let (Some((first, before)), Some((last, place))) = (self.days.first, self.days.last) else { return };
        if Week::of(first) != Week::of(last) {
            let message = format!("the day {last} is of another week than {first} in {}", messages.files.at(before));
            messages.faults.add(Fault::new(place, message).hint("an extract is of one day"));
        }
    }
}

/// The days that rows are of, the first and the last, each with a place.
#[derive(Debug, Default)]
pub(super) struct Days {
    pub(super) first: Option<(Date, Place)>,
    pub(super) last: Option<(Date, Place)>,
}

impl Days {
    pub(super) fn add(&mut self, day: Date, place: Place) {
        if self.first.is_none_or(|(first, _)| day < first) {
            self.first = Some((day, place));
        }
        if self.last.is_none_or(|(last, _)| day > last) {
            self.last = Some((day, place));
        }
    }
}

/// What there is to tell of contacts.
#[derive(Debug, Default)]
pub(super) struct ContactsTold {
    /// How many are too old to count.
    pub(super) old: usize,
    /// Officers who are in no other sheet.
    pub(super) strangers: Vec<String>,
}

/// What there is to tell of cases.
#[derive(Debug, Default)]
pub(super) struct CasesTold {
    /// How many rows were joined with that of their case.
    pub(super) joined: usize,
    /// Posts that are in no other sheet.
    pub(super) strangers: Vec<String>,
    /// Posts whose cases are not as many as their counts.
    pub(super) uneven: Vec<String>,
}

/// Adds the faults of work that the weights do not know, of which a row has some.
pub(super) fn add_unknown(unknown: &[Unknown], row: &mut ExtractRow, column: usize) {
    for Unknown { message, .. } in unknown {
        let hint = "declare it in the weights; `minutes = 0` there says that it counts nothing";
        row.fault(format!("{} has work, but {message}", row.heading(column)), Some(hint));
    }
}
