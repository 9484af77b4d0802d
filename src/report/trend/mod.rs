//! What became of it, week by week: the rows of `calc` for every week, and for people a row a week, or a line each.

mod data;
mod drawn;
mod lines;
mod weeks;

use serde::{Serialize, Serializer};

use crate::rollup::By;

use super::labels::scope;
use super::{Labelled, OneTable, Report, Table};

pub(crate) use data::TrendData;
pub(super) use weeks::{INCOMPLETE, table as weeks_table};

#[derive(Debug)]
pub(crate) struct Trend<'r> {
    /// The report of the last week.
    pub(crate) last: Report<'r>,
    data: TrendData<'r>,
    /// Its rows in CSV and JSON: those of the report of every week.
    pub(crate) rows: Table<'r>,
}

impl<'r> Trend<'r> {
    /// Makes a trend, of whose last week this is the report.
    pub(crate) fn new(data: TrendData<'r>, mut last: Report<'r>) -> Self {
        let TrendData { caseload, selection, .. } = data;
        let shown = caseload.weeks.iter().filter(move |figures| (data.first..=data.last).contains(&figures.week));
        let units = shown.flat_map(|week| &week.posts).map(|post| post.unit);
        last.weights_shown = data.other_weights(last.weights());
        last.heading.scope = scope(&selection.named, &units, &caseload.texts);
        let rows = Table::lazy(last.table.columns.clone(), false, move |take| {
            data.each_week(|results| data.report(results).table.each(&mut *take));
        });
        Self { last, data, rows }
    }

    /// The rows for people, and what explains them: a row for each week, or for each officer or unit.
    pub(crate) fn for_people(&self) -> (Table<'static>, Vec<Labelled>) {
        match self.data.view.by {
            By::All => weeks::table(&self.data, |_, _| ()),
            _ => lines::table(&self.data),
        }
    }
}

impl Serialize for Trend<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        OneTable { heading: &self.last.heading, table: &self.rows, summary: self.last.summary() }.serialize(serializer)
    }
}
