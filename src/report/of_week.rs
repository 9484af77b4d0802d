//! The report of a week: its rows, and what stands above and below them.

use serde::{Serialize, Serializer};

use crate::model::{Caseload, DatedWeights, Weights};
use crate::rollup::{By, Results};
use crate::selection::Selection;

use super::data::{Chosen, ReportData};
use super::labels::scope;
use super::{Summary, Table, View, Warned, WeekHeading};

/// A finished report.
#[derive(Debug)]
pub struct Report<'r> {
    pub(crate) heading: Heading,
    pub(crate) table: Table<'r>,
    pub(super) data: ReportData<'r>,
    pub(super) chosen: Chosen<'r>,
    pub(super) warned: Warned,
    /// The versions of other weights that earlier weeks are shown with, where there are any.
    pub(super) weights_shown: Vec<String>,
}

/// The line above a report: which unit, which week.
#[derive(Debug, Serialize)]
pub(crate) struct Heading {
    /// The names asked for, else the one unit of the week, else everyone.
    pub(crate) scope: String,
    /// Whether only some officers or grades are chosen, so that units are of their posts alone.
    #[serde(skip)]
    pub(crate) is_of_people: bool,
    #[serde(flatten)]
    pub(crate) of_week: WeekHeading,
}

/// A report of one table, in JSON one object.
#[derive(Debug, Serialize)]
pub(crate) struct OneTable<H, T, S> {
    /// The line above.
    #[serde(flatten)]
    pub(crate) heading: H,
    #[serde(rename = "rows")]
    pub(crate) table: T,
    /// What stands below the rows.
    pub(crate) summary: S,
}

/// A plan for the week of a report: rows and a summary of its own.
pub(crate) type Planned<'r, S> = OneTable<Heading, Table<'r>, S>;

impl<'r> Report<'r> {
    /// Makes a report of results.
    pub fn new(
        results: &'r Results<'r>,
        caseload: &'r Caseload,
        weights: &'r DatedWeights,
        selection: &Selection,
        view: View,
        warned: Warned,
    ) -> Self {
        let data = ReportData { results, texts: &caseload.texts, reductions: &caseload.reductions, weights, view };
        let posts = &results.week.posts;
        let units = posts.iter().filter(|post| selection.has(&post.whose(data.weights()))).map(|post| post.unit);
        let scope = scope(&selection.named, &units, data.texts);
        let (is_of_people, of_week) = (selection.is_of_people(), WeekHeading::new(results.week, data.weights()));
        let heading = Heading { scope, is_of_people, of_week };
        let (table, chosen) = match view.by {
            By::Officer => data.officer_table(),
            _ => data.unit_table(),
        };
        let weights_shown = Vec::new();
        Self { heading, table, data, chosen, warned, weights_shown }
    }

    /// Whether anyone chosen is excessive or possible, or was over in the week before and has no figure now.
    pub fn is_alarming(&self) -> bool {
        self.has_alarming_officers() || self.chosen.units.iter().any(|unit| unit.judgement.standing.is_alarming())
    }

    /// The same of officers alone.
    pub(super) fn has_alarming_officers(&self) -> bool {
        let (officers, gone) = (&self.chosen.officers, &self.data.results.no_figure);
        officers.iter().any(|officer| officer.judgement.standing.is_alarming())
            || gone.iter().any(|gone| gone.ended_run.is_some())
    }

    /// Whether a figure may be wrong or missing: there is a warning of anyone chosen, or somebody is not worked out.
    pub fn is_doubtful(&self) -> bool {
        self.warned.is_doubtful()
    }

    pub(crate) fn weights(&self) -> &'r Weights {
        self.data.weights()
    }

    /// What stands below the rows. It is made on request, because a CSV has no room for it.
    pub fn summary(&self) -> Summary {
        let mut summary = self.data.summary(&self.chosen, &self.warned);
        let mut versions = self.weights_shown.clone();
        versions.extend(summary.other_weights.into_iter().filter(|version| !self.weights_shown.contains(version)));
        summary.other_weights = versions;
        summary
    }
}

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        OneTable { heading: &self.heading, table: &self.table, summary: self.summary() }.serialize(serializer)
    }
}
