//! What a trend is made from, and its rows, a week at a time.

use crate::model::{Caseload, DatedWeights};
use crate::rollup::{Results, roll_up_each};
use crate::selection::Selection;
use crate::units::Week;

use super::super::table::RowSource;
use super::super::{Report, Value, View, Warned};

/// What a trend is made from.
#[derive(Clone, Copy)]
pub(super) struct TrendData<'r> {
    pub(super) caseload: &'r Caseload,
    pub(super) weights: &'r DatedWeights,
    pub(super) selection: &'r Selection,
    pub(super) view: View,
    pub(super) first: Week,
    pub(super) last: Week,
}

impl TrendData<'_> {
    /// Works out every week, and gives what it comes to.
    pub(super) fn each_week(&self, take: impl FnMut(&Results<'_>)) {
        let Self { caseload, weights, selection, view, first, last } = *self;
        roll_up_each(caseload, weights, selection, view.by, (first, last), take);
    }

    /// The report of a week.
    pub(super) fn report<'w>(&'w self, results: &'w Results<'w>) -> Report<'w> {
        Report::new(results, self.caseload, self.weights, &self.selection.named, self.view, Warned::default())
    }
}

impl RowSource for TrendData<'_> {
    fn is_empty(&self) -> bool {
        false
    }
    fn each(&self, take: &mut dyn FnMut(&[Value<'_>])) {
        self.each_week(|results| self.report(results).table.each(&mut *take));
    }
}

impl std::fmt::Debug for TrendData<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} to {}", self.first, self.last)
    }
}
