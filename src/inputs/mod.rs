//! Reading and checking what people have: caseloads and lists from CSV and workbooks, weights from TOML. Everything
//! that touches input files is here; what comes out is checked, and what is wrong is a fault with a place.

mod again;
mod caseload;
mod changes;
mod lists;
mod table;
mod toml;
mod weights;

use std::num::NonZeroUsize;

use jiff::civil::Date;

use crate::fault::{Messages, Place};
use crate::model::{DatedWeights, Reductions};
use crate::progress::Progress;
use crate::units::Week;

use caseload::{CaseloadFile, before_all_weights, warn_of_names};
use lists::read_reductions;

pub(crate) use again::{
    FindingSubject, Late, LateWhat, RepeatedRows, SecondReading, Survey, TeamTiers, Uncounted, WhyUncounted,
};
pub(crate) use caseload::{
    CaseRows, DateTally, FaultyRows, Listed, RowPost, Sharing, Tally, When, Who, WhoId, Whos, add_up, is_dated_by_name,
    parse_week_argument,
};
pub(crate) use changes::{AskedChange, ChangeName, read_scenario, scenario_text};
pub(crate) use lists::Staff;
pub use table::InputFile;
#[cfg(feature = "workbooks")]
pub(crate) use table::Totals;
#[cfg(feature = "workbooks")]
pub(crate) use table::plain;
pub(crate) use table::{
    AskedSheets, Column, Content, OtherList, ReadSheet, Row, Rows, Source, TableKind, begins_footer, broken_file,
    is_footer, is_total_of_officer, nul, open, says_nothing,
};
#[cfg(test)]
pub(crate) use weights::BUILT_IN;
pub use weights::{WeightsFile, read_weights};
pub(crate) use weights::{built_in_sets, changed_weights, has_value, is_built_in};

/// The files that make a caseload.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Caseloads.
    pub caseloads: Vec<InputFile>,
    /// Staff lists.
    pub staff: Vec<InputFile>,
    /// Lists of reductions.
    pub reductions: Vec<InputFile>,
}

impl Inputs {
    /// All of them, in the order they are read.
    pub fn all(&self) -> impl Iterator<Item = &InputFile> {
        self.caseloads.iter().chain(&self.staff).chain(&self.reductions)
    }
}

/// The weeks that are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct RequestedWeeks {
    /// The week to report, by any date in it; the latest where there is none. It dates the files that have no `week`
    /// column.
    pub week: Option<Date>,
    /// A week to compare it with, in full.
    pub since: Option<Week>,
    /// The weeks before it that are wanted in full too: as many, gaps counted.
    pub weeks_before: u32,
    /// Whether the reductions are to be listed, also of officers whom the caseload does not have.
    pub lists_reductions: bool,
}

impl RequestedWeeks {
    /// Whether a week is wanted in full beside the one reported.
    pub fn has_in_full(&self, week: Week, reported: Option<Week>) -> bool {
        let is_before = |reported: Week| {
            let weeks = week.weeks_until(reported);
            weeks > 0 && weeks <= i64::from(self.weeks_before)
        };
        self.since == Some(week) || reported.is_some_and(is_before)
    }
}

/// How a caseload is read. Nothing here changes what comes out.
#[derive(Debug)]
pub struct ReadOptions {
    /// How files are shared out among threads.
    pub(crate) sharing: Sharing,
    /// What shows how far the reading is.
    pub(crate) progress: Progress,
}

impl ReadOptions {
    /// Reads on so many threads, or where there is no number on as many as there are cores for them. Nobody sees how far it is.
    pub fn among(threads: Option<NonZeroUsize>) -> Self {
        Self { sharing: Sharing::among(threads), progress: Progress::default() }
    }
}

/// Everything that was read, before it is settled.
pub(crate) struct Unsettled {
    pub(crate) tally: Tally,
    pub(crate) whos: Whos,
    pub(crate) staff: Staff,
    pub(crate) reductions: Reductions,
}

/// Reads caseloads with staff and reductions. Without any caseload, the staff are as listed in the week asked for.
///
/// What comes back is of use only if no fault was added.
pub(crate) fn read(
    options: &ReadOptions,
    inputs: &Inputs,
    week: Option<Date>,
    weights: &DatedWeights,
    messages: &mut Messages,
) -> Unsettled {
    let ReadOptions { sharing, ref progress } = *options;
    let (mut tally, mut whos) = (Tally::new(week.map(Week::of)), Whos::default());
    for input in &inputs.caseloads {
        CaseloadFile { input, week, weights, progress }.add_to(&mut tally, &mut whos, sharing, messages);
    }
    progress.clear();
    if messages.faults.is_empty() {
        warn_of_names(&inputs.caseloads, &tally, messages);
    }
    if let (None, Some(date), Some(input)) = (inputs.caseloads.first(), week, inputs.all().next()) {
        match weights.for_week(Week::of(date)) {
            Some(id) => tally.list_on(date, id),
            None => messages.faults.add(before_all_weights(date, weights, Place::whole(input.id))),
        }
    }
    let staff = Staff::read(&inputs.staff, messages);
    staff.list(&mut tally, &mut whos, weights, messages);
    let reductions = read_reductions(&inputs.reductions, weights, &mut whos, &mut tally.faulty, messages);
    Unsettled { tally, whos, staff, reductions }
}
