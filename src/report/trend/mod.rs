//! What became of it, week by week: the rows of `calc` for every week, and for people a row a week, or a line each.

mod data;
mod drawn;
mod lines;
mod weeks;

use crate::model::{Caseload, DatedWeights};
use crate::rollup::By;
use crate::selection::Selection;
use crate::units::Week;

use super::{Labelled, Report, Table, View};

pub(super) use data::TrendData;
pub(super) use weeks::table as weeks_table;

/// A finished trend.
#[derive(Debug)]
pub struct Trend<'r> {
    /// The report of the last week.
    pub(crate) last: Report<'r>,
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
        let rows = Table::lazy(of_last.table.columns.clone(), false, move |take| {
            data.each_week(|results| data.report(results).table.each(&mut *take));
        });
        Self { last: of_last, data, rows }
    }

    /// The rows for people, and what explains them: a row for each week, or for each officer or unit.
    pub(crate) fn for_people(&self) -> (Table<'static>, Vec<Labelled>) {
        match self.data.view.by {
            By::All => weeks::table(&self.data, |_, _| ()),
            _ => lines::table(&self.data),
        }
    }
}
