//! What was read of an extract, on which its sheets build one after the other.

use std::collections::BTreeSet;

use foldhash::HashMap;
use jiff::civil::Date;

use crate::fault::{Fault, Messages, Place};
use crate::inputs::Totals;
use crate::model::{Kind, Unknown, Weights};
use crate::units::Week;

use super::people::{People, PostId};
use super::sheet::ExtractRow;

pub(super) struct ExtractRead<'w> {
    pub(super) weights: &'w Weights,
    pub(super) has_detail: bool,
    pub(super) people: People,
    /// The first and the last day that rows are of, each with a place; `None` where no row has one.
    pub(super) days: Option<[(Date, Place); 2]>,
    /// The posts of officers that have cases in the sheet of all posts, be they active or not.
    pub(super) with_cases: Vec<PostId>,
    /// The counts of cases by post, case type and tier, to compare the cases with.
    pub(super) counted: HashMap<(PostId, Kind), i64>,
    pub(super) told: ExtractNotes,
}

/// What there is to tell of an extract beside its faults.
#[derive(Default)]
pub(super) struct ExtractNotes {
    /// Rows without a key that are named as totals, and are left out.
    pub(super) totals: Totals,
    /// Names on rows without a key, whose work is nobody's.
    pub(super) without_key: BTreeSet<String>,
    /// Rows that name neither anybody nor a place.
    pub(super) without_names: Vec<Place>,
    /// Posts that have cases in the sheet of all posts, and no row in the sheet of cases that count.
    pub(super) without_row: Vec<PostId>,
    /// Rows that have more cases than their counts come to.
    pub(super) short_of_counts: Vec<Place>,
    /// How many officers write court reports only.
    pub(super) only_reports: usize,
    pub(super) old_contacts: usize,
    /// Officers whom only contacts have.
    pub(super) of_contacts: Vec<String>,
    /// How many rows were joined with that of their case.
    pub(super) joined: usize,
    /// Posts that only cases have.
    pub(super) of_cases: Vec<String>,
    /// Posts whose cases are not as many as their counts.
    pub(super) uneven: Vec<String>,
}

impl<'w> ExtractRead<'w> {
    pub(super) fn new(weights: &'w Weights, has_detail: bool) -> Self {
        let (people, counted, told) = (People::default(), HashMap::default(), ExtractNotes::default());
        Self { weights, has_detail, people, days: None, with_cases: Vec::new(), counted, told }
    }

    pub(super) fn note_day(&mut self, day: Date, place: Place) {
        let [first, last] = self.days.get_or_insert([(day, place); 2]);
        if day < first.0 {
            *first = (day, place);
        }
        if day > last.0 {
            *last = (day, place);
        }
    }

    /// The day of the extract; `None` where no row has one.
    pub(super) fn day(&self) -> Option<Date> {
        self.days.map(|[_, (last, _)]| last)
    }

    /// Adds a fault where the days are of two weeks.
    pub(super) fn check_days(&self, messages: &mut Messages) {
        let Some([(first, before), (last, place)]) = self.days else { return };
        if Week::of(first) != Week::of(last) {
            let message = format!("the day {last} is of another week than {first} in {}", messages.files.at(before));
            messages.faults.add(Fault::new(place, message).hint("an extract is of one day"));
        }
    }
}

/// Adds the faults of work that the weights do not know, of which a row has some.
pub(super) fn add_unknown(unknown: &[Unknown], row: &mut ExtractRow, column: usize) {
    for Unknown { message, .. } in unknown {
        let hint = "declare it in the weights; `minutes = 0` there says that it counts nothing";
        row.fault(format!("{} has work, but {message}", row.heading(column)), hint);
    }
}
