//! What a trend is made from, a week at a time.

use crate::model::{Caseload, DatedWeights, WeekFigures, Weights};
use crate::ordered::OrderedSet;
use crate::rollup::{Results, roll_up_each};
use crate::selection::Selection;
use crate::units::Week;

use super::super::{Report, View, Warned};

#[derive(Debug, Clone, Copy)]
pub(crate) struct TrendData<'r> {
    pub(crate) caseload: &'r Caseload,
    pub(crate) weights: &'r DatedWeights,
    pub(crate) selection: &'r Selection,
    pub(crate) view: View,
    /// The first week that is shown, and the last one.
    pub(crate) first: Week,
    pub(crate) last: Week,
}

impl TrendData<'_> {
    /// Works out every week, and calls `take` with each.
    pub(super) fn each_week(&self, take: impl FnMut(&Results<'_>)) {
        let Self { caseload, weights, selection, view, first, last } = *self;
        roll_up_each(caseload, weights, selection, view.by, (first, last), take);
    }

    /// The first week shown, if somebody selected has rows before it. Weeks without rows at the start are then gaps.
    pub(crate) fn first_of_gap(&self) -> Option<Week> {
        let texts = &self.caseload.texts;
        let before = self.caseload.weeks.iter().take_while(|figures| figures.week < self.first);
        let mut posts = before.flat_map(WeekFigures::with_rows);
        posts.any(|post| self.selection.has(&post.whose(texts))).then_some(self.first)
    }

    /// The versions of the weights of the weeks shown that are not those of the last one, each once, the earliest first.
    pub(crate) fn other_weights(&self, last: &Weights) -> Vec<String> {
        let texts = &self.caseload.texts;
        let shown = self.caseload.weeks.iter().filter(|figures| (self.first..=self.last).contains(&figures.week));
        let versions: OrderedSet<&str> = shown.map(|figures| texts.get(figures.weights)).collect();
        versions.into_iter().filter(|version| *version != last.version).map(str::to_owned).collect()
    }

    pub(super) fn report<'w>(&'w self, results: &'w Results<'w>) -> Report<'w> {
        Report::new(results, self.caseload, self.weights, self.selection, self.view, Warned::default())
    }
}
