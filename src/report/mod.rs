//! The report: everything that is shown, finished before a character is written. Every format is a view of it.

mod changes;
mod data;
mod explanation;
mod labels;
mod listing;
mod officers;
mod summary;
mod table;
mod units;

pub use changes::{Change, Changes};
pub use data::{Only, Sort, View};
pub use explanation::{Balance, Evidence, Explanation, Material, OfficerFigure, OfficerHeading, Since, WorkTotal};
pub use listing::{ListHeading, ListSummary, Listing};
pub use summary::{Holding, LeftOut, NamedRun, NoFigure, Summary, Total};
pub use table::{Cells, Column, Rows, Table, Value};

use serde::Serialize;

use crate::model::{Caseload, DatedWeights};
use crate::rollup::{By, Results};
use crate::units::{Rounded, Week};

use data::{ReportData, Shown};
use labels::scope;

/// A finished report.
#[derive(Debug)]
pub struct Report<'r> {
    /// The line above.
    pub heading: Heading,
    /// Its rows.
    pub table: Table<'r>,
    /// Whether anyone shown is excessive or possible.
    pub is_alarming: bool,
    data: ReportData<'r>,
    shown: Shown<'r>,
}

/// The line above a report: which unit, which week, which weights, what counts as over.
#[derive(Debug, Serialize)]
pub struct Heading {
    /// What was chosen, or the one unit that the caseload is of.
    pub scope: String,
    /// The week reported; `None` for an undated caseload.
    pub week: Option<Week>,
    /// The date of the snapshot.
    pub snapshot: Option<String>,
    /// The version of the weights.
    pub weights: String,
    /// The file they are from, or `built in`.
    pub weights_file: String,
    /// Where that file says its values come from.
    pub weights_source: Option<String>,
    /// The limit, in per cent.
    pub limit_percent: Rounded,
    /// How many weeks over are excessive.
    pub limit_weeks: u32,
}

impl<'r> Report<'r> {
    /// Makes a report of results.
    pub fn new(
        results: &'r Results<'r>,
        caseload: &'r Caseload,
        weights: &'r DatedWeights,
        asked: &[String],
        view: View,
    ) -> Self {
        let data = ReportData { results, texts: &caseload.texts, reductions: &caseload.reductions, weights, view };
        let heading = heading(&data, asked);
        let (table, shown) = match view.by {
            By::Officer => data.officer_table(),
            _ => data.unit_table(),
        };
        let is_alarming = shown.officers.iter().any(|officer| officer.judgement.standing.is_alarming())
            || shown.units.iter().any(|unit| unit.judgement.standing.is_alarming());
        Self { heading, table, is_alarming, data, shown }
    }

    /// What stands below the rows. It is made on request, because a CSV has no room for it.
    pub fn summary(&self) -> Summary {
        self.data.summary(&self.shown)
    }
}

fn heading(data: &ReportData, asked: &[String]) -> Heading {
    let weights = data.weights();
    Heading {
        scope: scope(asked, Some(data.week()), data.texts),
        week: data.week().week,
        snapshot: data.week().snapshot.map(|date| date.to_string()),
        weights: weights.version.clone(),
        weights_file: weights.origin.clone(),
        weights_source: weights.source.clone(),
        limit_percent: weights.limits.over.rounded(),
        limit_weeks: weights.limits.weeks,
    }
}
