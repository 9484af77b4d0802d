//! What a trend is made from, a week at a time.

use crate::model::{Caseload, DatedWeights};
use crate::rollup::{Results, roll_up_each};
use crate::selection::Selection;
use crate::units::Week;

use super::super::{Report, View, Warned};

/// What a trend is made from.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct TrendData<'r> {
    pub(in crate::report) caseload: &'r Caseload,
    pub(in crate::report) weights: &'r DatedWeights,
    pub(in crate::report) selection: &'r Selection,
    pub(in crate::report) view: View,
    pub(in crate::report) first: Week,
    pub(in crate::report) last: Week,
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
