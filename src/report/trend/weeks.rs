//! The rows of everything chosen as one unit: a row a week, with a bar.

use crate::breach::Standing;
use crate::rollup::{Results, UnitResult};
use crate::units::Week;

use super::super::table::{Omit, RowCells};
use super::super::{Report, ReportColumn, Table, Value};
use super::data::TrendData;
use super::drawn::bar;

const COLUMNS: [ReportColumn; 11] = [
    ReportColumn::new("week", "Week"),
    ReportColumn::new("officers", "Officers").leaves(5),
    ReportColumn::new("over", "Over"),
    ReportColumn::new("possible", "Possible").leaves(7).omit(Omit::WhenBlank),
    ReportColumn::new("excessive", "Excessive"),
    ReportColumn::new("no_hours", "No hours").leaves(4).omit(Omit::WhenBlank),
    ReportColumn::new("cases", "Cases").leaves(3),
    ReportColumn::new("work_hours", "Work").leaves(2),
    ReportColumn::new("available_hours", "Time").leaves(1),
    ReportColumn::new("capacity_percent", "Capacity"),
    ReportColumn::new("bar", "Bar").leaves(6),
];

/// The rows, also of weeks that nothing is known of, and what explains them. What else is wanted of each week that is known is
/// taken in passing.
pub(in crate::report) fn table(
    data: &TrendData,
    mut also: impl FnMut(Week, &Results),
) -> (Table<'static>, Vec<(&'static str, String)>) {
    let mut rows: Vec<RowCells> = Vec::new();
    let mut next: Option<Week> = None;
    let (mut has_gaps, mut too_few) = (false, None);
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
                rows.push(
                    std::iter::once(Value::Week(missing)).chain(COLUMNS[1..].iter().map(|_| Value::Blank)).collect(),
                );
            }
            next = Some(missing.next());
        }
        next = Some(week.next());
        also(week, results);
        let report = data.report(results);
        if !report.data.has_weeks() {
            too_few = Some(report.data.weights().limits.weeks);
        }
        let is_shown = |unit: &&UnitResult| only.is_none_or(|only| only.shows(unit.judgement.standing));
        rows.extend(unit.filter(is_shown).map(|unit| cells(&report, results, unit)));
    });
    let mut lines = vec![("Bar", "a bar that goes past the mark │ is over the limit".to_owned())];
    if has_gaps {
        lines.push(("Gaps", "nothing is known of a week without figures".to_owned()));
    }
    if let Some(weeks) = too_few {
        let text = format!("who is possible or excessive is known once there are {weeks} weeks");
        lines.push(("Weeks", text));
    }
    (Table::new(COLUMNS, rows), lines)
}

fn cells(report: &Report, results: &Results, unit: &UnitResult) -> RowCells<'static> {
    let weights = report.data.weights();
    let count = |is_such: fn(Standing) -> bool| {
        results.officers.iter().filter(|officer| is_such(officer.judgement.standing)).count()
    };
    let judged = |is_such| Value::or_blank(report.data.has_weeks().then(|| count(is_such)), Value::count);
    vec![
        Value::or_blank(results.week.week, Value::Week),
        Value::count(unit.officers.len()),
        Value::count(count(Standing::is_over)),
        judged(|standing| standing == Standing::Possible),
        judged(|standing| standing == Standing::Excessive),
        Value::count(count(|standing| standing == Standing::NoHours)),
        Value::Count(unit.held.cases),
        Value::Figure(weights.hours.work_hours(unit.load.work)),
        Value::Figure(weights.hours.available_hours(unit.load.available)),
        Value::or_blank(unit.load.percent(), Value::Percent),
        Value::or_blank(unit.load.percent(), |_| Value::Drawn(bar(unit.load, weights.limits.over))),
    ]
}
