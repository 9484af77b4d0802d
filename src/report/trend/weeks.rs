//! The rows of everything chosen as one unit: a row a week, with a bar.

use std::iter::once;

use crate::breach::Standing;
use crate::fault::first_few;
use crate::rollup::Results;
use crate::units::Week;

use super::super::table::{Omit, RowCells};
use super::super::units::UnitRow;
use super::super::{Labelled, ReportColumn, Table, Value};
use super::data::TrendData;
use super::drawn::bar;

/// What stands before weeks whose figures leave somebody or some work out.
pub(in crate::report) const INCOMPLETE: &str = "Not worked out";

/// How many weeks are named below the rows.
const NAMED: usize = 10;

type WeekColumn = (ReportColumn, fn(&UnitRow<'_>) -> Value<'static>);

/// The columns after the week.
const FIGURES: &[WeekColumn] = &[
    (ReportColumn::new("officers", "Officers").leaves(5), |week| week.unit.officers.len().into()),
    (ReportColumn::new("not_worked_out", "Not worked out").leaves(8).omit(Omit::WhenBlank), |week| {
        week.unit.left_out.len().into()
    }),
    (ReportColumn::new("over", "Over"), |week| week.count(Standing::is_over).into()),
    (ReportColumn::new("possible", "Possible").leaves(7).omit(Omit::WhenBlank), |week| {
        week.count_judged(Standing::Possible).into()
    }),
    (ReportColumn::new("excessive", "Excessive"), |week| week.count_judged(Standing::Excessive).into()),
    (ReportColumn::new("no_hours", "No hours").leaves(4).omit(Omit::WhenBlank), |week| {
        week.count(|standing| standing == Standing::NoHours).into()
    }),
    (ReportColumn::new("cases", "Cases").leaves(3), |week| week.known(Value::Count(week.unit.held.cases))),
    (ReportColumn::new("work_hours", "Work").leaves(2), |week| {
        week.known(Value::Figure(week.weights.hours.work_hours(week.unit.load.work)))
    }),
    (ReportColumn::new("available_hours", "Time").leaves(1), |week| {
        week.known(Value::Figure(week.weights.hours.available_hours(week.unit.load.available)))
    }),
    (ReportColumn::new("capacity_percent", "Capacity"), |week| Value::capacity(week.unit.load)),
    (ReportColumn::new("bar", "Bar").leaves(6), |week| {
        let limit = week.weights.limits.over;
        // For runs such a week is missing, and so it is in a picture.
        let percent = week.unit.load.percent().filter(|_| !week.unit.is_incomplete);
        Value::or_blank(percent, |_| Value::word(bar(week.unit.load, limit)))
    }),
];

/// A row for each week, also of those that nothing is known of, and the lines that explain them. `also` is called with each
/// week that is known, so that the weeks are worked out once.
pub(in crate::report) fn table(
    data: &TrendData,
    mut also: impl FnMut(Week, &Results),
) -> (Table<'static>, Vec<Labelled>) {
    let mut rows: Vec<RowCells> = Vec::new();
    let mut next: Option<Week> = data.first_of_gap();
    let (mut has_gaps, mut too_few, mut incomplete) = (false, None, Vec::new());
    data.each_week(|results| {
        let Some(week) = results.week.week else { return };
        let unit = results.units.first();
        // Before anybody chosen has rows, nothing is missing.
        if unit.is_none() && next.is_none() {
            return;
        }
        let only = data.view.only;
        let last_gap = if unit.is_none() { week.next() } else { week };
        while let Some(missing) = next.filter(|next| *next < last_gap) {
            has_gaps |= only.is_none();
            if only.is_none() {
                rows.push(once(missing.into()).chain(FIGURES.iter().map(|_| Value::Blank)).collect());
            }
            next = Some(missing.next());
        }
        next = Some(week.next());
        also(week, results);
        // Of faulty rows of the caseload themselves the faults are said.
        let is_incomplete = results.week.is_recorded && unit.is_some_and(|unit| unit.is_incomplete);
        incomplete.extend(is_incomplete.then(|| week.to_string()));
        let of_week = data.report(results).data;
        if !of_week.has_weeks() {
            too_few = Some(of_week.weights().limits.weeks);
        }
        for unit in unit.into_iter().filter(|unit| only.is_none_or(|only| only.shows(unit.judgement.standing))) {
            let known = UnitRow::new(of_week, unit);
            rows.push(once(week.into()).chain(FIGURES.iter().map(|(_, cell)| cell(&known))).collect());
        }
    });
    let mut lines = vec![("Bar", "a bar that goes past the mark │ is over the limit".to_owned())];
    if has_gaps {
        lines.push(("Gaps", "nothing is known of a week without figures".to_owned()));
    }
    if let Some(weeks) = too_few {
        let text = format!("who is possible or excessive is known once there are {weeks} weeks");
        lines.push(("Weeks", text));
    }
    if !incomplete.is_empty() {
        let weeks = first_few(&incomplete, NAMED);
        lines.push((
            INCOMPLETE,
            format!("rows were faulty when these weeks were recorded, so figures leave out work: {weeks}"),
        ));
    }
    let columns = once(ReportColumn::new("week", "Week")).chain(FIGURES.iter().map(|(column, _)| *column));
    (Table::new(columns.collect::<Vec<_>>(), rows), lines)
}
