//! What an officer holds in each team, and what time there is for it there.

use crate::model::{Caseload, OfficerWeek, PostWeek, Weights};
use crate::report::table::RowCells;
use crate::report::{LATE, ReportColumn, Table, Value};
use crate::units::Load;

const COLUMNS: [ReportColumn; 8] = [
    ReportColumn::new("team", "Team"),
    ReportColumn::new("contracted_hours", "Hours"),
    ReportColumn::new("reduction_hours", "Reduction").leaves(LATE + 1),
    ReportColumn::new("available_hours", "Available"),
    ReportColumn::new("work_hours", "Work"),
    ReportColumn::new("cases", "Cases").leaves(LATE),
    ReportColumn::new("capacity_percent", "Capacity"),
    ReportColumn::json("work_minutes"),
];

/// A row for each team; none for an officer in one team, because the page says it all.
pub(super) fn teams<'r>(officer: &OfficerWeek, caseload: &'r Caseload, weights: &Weights) -> Table<'r> {
    let row = |post: &PostWeek| -> RowCells<'r> {
        let load = post.load();
        vec![
            Value::text(caseload.texts.shown(post.unit.team)),
            Value::or_blank(post.contracted, |hours| Value::Figure(hours.rounded())),
            Value::Figure(post.reduction.rounded()),
            Value::Figure(weights.hours.available_hours(load.available)),
            Value::Figure(weights.hours.work_hours(load.work)),
            Value::Count(post.held.cases),
            Value::or_blank(Load::percent(load), Value::Percent),
            Value::Exact(load.work.to_string()),
        ]
    };
    let posts = officer.posts.iter().filter(|_| officer.posts.len() > 1);
    Table::new(COLUMNS, posts.map(row).collect::<Vec<RowCells>>())
}
