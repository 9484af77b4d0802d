//! What an officer holds in each team, and what time there is for it there.

use crate::model::{Caseload, OfficerWeek, PostWeek, Texts, Weights};
use crate::report::{LATE, ReportColumn, Table, Value};

/// A post, with what its cells are made with.
type ShownPost<'r> = (&'r PostWeek, &'r Texts, &'r Weights);

type TeamColumn = (ReportColumn, for<'r> fn(&ShownPost<'r>) -> Value<'r>);

const COLUMNS: &[TeamColumn] = &[
    (ReportColumn::new("team", "Team"), |(post, texts, _)| Value::text(texts.shown(post.unit.team))),
    (ReportColumn::new("contracted_hours", "Hours"), |(post, ..)| post.contracted.into()),
    (ReportColumn::new("reduction_hours", "Reduction").leaves(LATE + 1), |(post, ..)| post.taken_off().into()),
    (ReportColumn::new("available_hours", "Available"), |(post, _, weights)| {
        Value::Figure(weights.hours.available_hours(post.available))
    }),
    (ReportColumn::new("work_hours", "Work"), |(post, _, weights)| {
        Value::Figure(weights.hours.work_hours(post.held.work))
    }),
    (ReportColumn::new("cases", "Cases").leaves(LATE), |(post, ..)| Value::Count(post.held.cases)),
    (ReportColumn::new("capacity_percent", "Capacity"), |(post, ..)| Value::capacity(post.load())),
    (ReportColumn::json("work_minutes"), |(post, ..)| Value::Exact(post.held.work.to_string())),
];

/// A row for each team; none for an officer in one team, because the page says it all.
pub(super) fn teams<'r>(officer: &OfficerWeek<'r>, caseload: &'r Caseload, weights: &'r Weights) -> Table<'r> {
    let posts = officer.posts.iter().filter(|_| officer.posts.len() > 1);
    Table::of(COLUMNS, posts.map(|post| (post, &caseload.texts, weights)))
}
