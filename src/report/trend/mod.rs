//! What became of it, week by week: the rows of `calc` for every week, and for people a row a week, or a line each.

mod data;
mod drawn;
mod lines;
mod weeks;

use crate::model::{Caseload, DatedWeights};
use crate::rollup::By;
use crate::selection::Selection;
use crate::units::Week;

use super::{Heading, Report, ReportColumn, Summary, Table, View};

use data::TrendData;

/// A finished trend.
#[derive(Debug)]
pub struct Trend<'r> {
    /// The report of the last week.
    last: Report<'r>,
    data: TrendData<'r>,
    /// Its rows in CSV and JSON: those of the report of every week.
    pub(crate) rows: Table<'r>,
}

impl<'r> Trend<'r> {
    /// Makes a trend of the weeks from the first one to the last one, of which this is the report.
    pub fn new(
        caseload: &'r Caseload,
        weights: &'r DatedWeights,
        selection: &'r Selection,
        view: View,
        (first, last): (Week, Week),
        of_last: Report<'r>,
    ) -> Self {
        let data = TrendData { caseload, weights, selection, view, first, last };
        let columns: Vec<ReportColumn> = of_last.table.columns.clone();
        Self { last: of_last, data, rows: Table::new(columns, data) }
    }

    /// The line above: whom it is of, the last week.
    pub(crate) fn heading(&self) -> &Heading {
        &self.last.heading
    }

    /// Whether somebody should look at the last week.
    pub fn is_alarming(&self) -> bool {
        self.last.is_alarming
    }

    /// Whether a figure may be wrong or missing.
    pub fn is_doubtful(&self) -> bool {
        self.last.is_doubtful()
    }

    /// What stands below the rows of the last week.
    pub(crate) fn summary(&self) -> Summary {
        self.last.summary()
    }

    /// The rows for people, and what explains them: a row for each week, or for each officer or unit.
    pub(crate) fn for_people(&self) -> (Table<'static>, Vec<(&'static str, String)>) {
        match self.data.view.by {
            By::All => weeks::table(&self.data),
            _ => lines::table(&self.data),
        }
    }
}
