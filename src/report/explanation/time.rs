//! The hours of an officer, step by step, down to what is left for casework.

use crate::model::{Caseload, OfficerWeek, PostWeek, Reduction, Weights};
use crate::report::table::{Omit, RowCells};
use crate::report::{ReportColumn, Table, Value};
use crate::units::{Hours, HoursPolicy, HoursWay, Percent, Rounded};

const COLUMNS: [ReportColumn; 4] = [
    ReportColumn::new("step", "Time\u{a0}a\u{a0}week"),
    ReportColumn::new("percent", "Share").omit(Omit::WhenBlank),
    ReportColumn::new("hours", "Hours"),
    ReportColumn::new("hours_left", "Left"),
];

/// The steps from contracted hours to available time.
pub(super) fn time(officer: &OfficerWeek, caseload: &Caseload, weights: &Weights, reasons: bool) -> Table<'static> {
    let data = TimeData { caseload, weights, reasons, has_several: officer.posts.len() > 1 };
    let mut left = Hours::default();
    let mut rows = Vec::new();
    for post in officer.posts {
        data.post(post, &mut left, &mut rows);
    }
    data.without_team(officer, &mut left, &mut rows);
    let available = weights.hours.available(left);
    let hours = Some(weights.hours.available_hours(available));
    match weights.hours.way() {
        HoursWay::Deducted { non_effective, non_attributable, is_together } => {
            let (behind, effective) = if is_together {
                ("non-attributable, of the same", None)
            } else {
                ("non-attributable, of what is left", Some(HoursPolicy::effective_hours(left, non_effective)))
            };
            rows.push(deduction("non-effective, of what is left", non_effective, effective));
            rows.push(deduction(behind, non_attributable, hours));
        }
        HoursWay::Stated { available_a_month } => {
            let full_time = weights.hours.full_time();
            let step = Value::text(format!("for casework: {available_a_month} h a month of {full_time} contracted"));
            rows.push(vec![step, Value::Blank, Value::Blank, Value::or_blank(hours, Value::Figure)]);
        }
    }
    Table::new(COLUMNS, rows)
}

fn deduction(step: &'static str, percent: Percent, left: Option<Rounded>) -> RowCells<'static> {
    let percent = Value::Percent(percent.rounded());
    vec![Value::Word(step), percent, Value::Blank, Value::or_blank(left, Value::Figure)]
}

struct TimeData<'a> {
    caseload: &'a Caseload,
    weights: &'a Weights,
    reasons: bool,
    has_several: bool,
}

impl TimeData<'_> {
    /// The steps of one post; `left` is what is left of all posts so far.
    fn post(&self, post: &PostWeek, left: &mut Hours, rows: &mut Vec<RowCells>) {
        let texts = &self.caseload.texts;
        let of_team = match post.unit.team {
            Some(team) if self.has_several => format!(", {}", texts.get(team)),
            _ => String::new(),
        };
        let Some(contracted) = post.contracted else {
            let step = Value::text(format!("contracted, not known{of_team}"));
            rows.push(vec![step, Value::Blank, Value::Blank, Value::Figure(left.rounded())]);
            return;
        };
        let of_grade = if post.hours_are_the_grades { ", the grade's usual" } else { "" };
        *left += contracted;
        let step = Value::text(format!("contracted{of_grade}{of_team}"));
        let hours = |hours: Hours| Value::Exact(hours.to_string());
        rows.push(vec![step, Value::Blank, hours(contracted), Value::Figure(left.rounded())]);
        if !post.reduction_of_caseload.is_nothing() {
            let what = format!("reduction hours of the caseload{of_team}");
            take(&what, None, post.reduction_of_caseload, left, rows);
        }
        let in_force = self.caseload.reductions.in_force(post.officer, post.unit.team, post.snapshot);
        for reduction in in_force.filter(|reduction| !(self.has_several && reduction.is_of_no_team())) {
            self.reduction(reduction, contracted, &of_team, left, rows);
        }
    }

    /// The steps of hours without a team, which are taken off several posts together.
    fn without_team(&self, officer: &OfficerWeek, left: &mut Hours, rows: &mut Vec<RowCells>) {
        let contracted = officer.posts.iter().filter_map(|post| post.contracted).reduce(|sum, hours| sum + hours);
        let Some(contracted) = contracted.filter(|_| self.has_several) else { return };
        let in_force = self.caseload.reductions.in_force(Some(officer.officer), None, officer.posts[0].snapshot);
        for reduction in in_force.filter(|reduction| reduction.is_of_no_team()) {
            self.reduction(reduction, contracted, "", left, rows);
        }
    }

    fn reduction(
        &self,
        reduction: &Reduction,
        contracted: Hours,
        of_team: &str,
        left: &mut Hours,
        rows: &mut Vec<RowCells>,
    ) {
        let texts = &self.caseload.texts;
        let hours = reduction.hours(Some(contracted), texts, self.weights).unwrap_or_default();
        let reason = reduction.declared(texts, self.weights).filter(|_| self.reasons);
        let reason = reason.map_or("reduction", |(name, _)| name);
        let until = reduction.to.map(|to| format!(" to {to}")).unwrap_or_default();
        let what = format!("{reason} from {}{until}{of_team}", reduction.from);
        take(&what, reduction.percent(texts, self.weights), hours, left, rows);
    }
}

/// A step that takes hours off.
fn take(what: &str, percent: Option<Percent>, hours: Hours, left: &mut Hours, rows: &mut Vec<RowCells>) {
    *left = left.less(hours);
    let of = if percent.is_some() { ", of contracted" } else { "" };
    let percent = Value::or_blank(percent, |percent| Value::Percent(percent.rounded()));
    let taken = Value::Exact(format!("-{hours}"));
    rows.push(vec![Value::text(format!("less {what}{of}")), percent, taken, Value::Figure(left.rounded())]);
}
