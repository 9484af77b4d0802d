//! The hours of an officer, step by step, down to what is left for casework.

use crate::model::{Caseload, OfficerWeek, PostWeek, Reduction, ReductionsByTeam, Weights, latest};
use crate::report::table::{CellColumn, Omit};
use crate::report::{ReportColumn, Table, Value};
use crate::units::{Hours, HoursPolicy, HoursWay, Percent, Rounded};

const COLUMNS: [CellColumn<'static, TimeStep>; 4] = [
    (ReportColumn::new("step", "Time\u{a0}a\u{a0}week"), |step| step.what.clone()),
    (ReportColumn::new("percent", "Share").omit(Omit::WhenBlank), |step| {
        Value::or_blank(step.percent, |percent| Value::Percent(percent.rounded()))
    }),
    (ReportColumn::new("hours", "Hours"), |step| step.hours.clone()),
    (ReportColumn::new("hours_left", "Left"), |step| Value::or_blank(step.left, Value::Figure)),
];

/// A step from contracted hours to available time.
struct TimeStep {
    what: Value<'static>,
    percent: Option<Percent>,
    /// What it adds or takes.
    hours: Value<'static>,
    /// What is left behind it.
    left: Option<Rounded>,
}

/// The steps from contracted hours to available time.
pub(super) fn time(officer: &OfficerWeek, caseload: &Caseload, weights: &Weights, reasons: bool) -> Table<'static> {
    let (left, rows, has_several) = (Hours::default(), Vec::new(), officer.posts.len() > 1);
    let mut steps = TimeSteps { caseload, weights, reasons, has_several, left, rows };
    let of_posts = caseload.reductions.of(officer.officer).filter(|one| !has_several || one.team.is_some());
    let of_posts = ReductionsByTeam::new(of_posts.collect());
    officer.posts.iter().for_each(|post| steps.post(post, &of_posts));
    steps.without_team(officer);
    let TimeSteps { left, mut rows, .. } = steps;
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
            let what = Value::text(format!("for casework: {available_a_month} h a month of {full_time} contracted"));
            rows.push(TimeStep { what, percent: None, hours: Value::Blank, left: hours });
        }
    }
    Table::of(&COLUMNS, rows)
}

fn deduction(what: &'static str, percent: Percent, left: Option<Rounded>) -> TimeStep {
    TimeStep { what: Value::word(what), percent: Some(percent), hours: Value::Blank, left }
}

/// The steps of contracted hours and reductions.
struct TimeSteps<'a> {
    caseload: &'a Caseload,
    weights: &'a Weights,
    reasons: bool,
    has_several: bool,
    /// What is left of all posts so far.
    left: Hours,
    rows: Vec<TimeStep>,
}

impl TimeSteps<'_> {
    /// Adds a step, behind which stands what is left.
    fn add(&mut self, what: String, percent: Option<Percent>, hours: Value<'static>) {
        self.rows.push(TimeStep { what: Value::text(what), percent, hours, left: Some(self.left.rounded()) });
    }

    /// Adds a step that takes hours off.
    fn take(&mut self, what: &str, percent: Option<Percent>, hours: Hours) {
        self.left = self.left.less(hours);
        let of = if percent.is_some() { ", of contracted" } else { "" };
        self.add(format!("less {what}{of}"), percent, Value::Exact(format!("-{hours}")));
    }

    /// Adds the steps of one post, with the reductions that are taken off it alone.
    fn post(&mut self, post: &PostWeek, reductions: &ReductionsByTeam) {
        let of_team = match post.unit.team {
            Some(team) if self.has_several => format!(", {}", self.caseload.texts.get(team)),
            _ => String::new(),
        };
        let Some(contracted) = post.contracted else {
            self.add(format!("contracted, not known{of_team}"), None, Value::Blank);
            return;
        };
        let of_grade = if post.hours_are_the_grades { ", the grade's usual" } else { "" };
        self.left += contracted;
        self.add(format!("contracted{of_grade}{of_team}"), None, Value::Exact(contracted.to_string()));
        if !post.reduction_of_caseload.is_nothing() {
            let what = format!("reduction hours of the caseload{of_team}");
            self.take(&what, None, post.reduction_of_caseload);
        }
        for reduction in reductions.in_force(post) {
            self.reduction(reduction, contracted, &of_team);
        }
    }

    /// Adds the steps of reductions without a team, which are taken off several posts together.
    fn without_team(&mut self, officer: &OfficerWeek) {
        let Some(contracted) = officer.contracted().filter(|_| self.has_several) else { return };
        let in_force = self.caseload.reductions.in_force(officer.officer, latest(officer.posts));
        for reduction in in_force.filter(|reduction| reduction.team.is_none()) {
            self.reduction(reduction, contracted, "");
        }
    }

    fn reduction(&mut self, reduction: &Reduction, contracted: Hours, of_team: &str) {
        let (texts, weights) = (&self.caseload.texts, self.weights);
        let hours = reduction.hours(Some(contracted), texts, weights).unwrap_or_default();
        let reason = reduction.declared(texts, weights).filter(|_| self.reasons);
        let reason = reason.map_or("reduction", |(name, _)| name);
        let until = reduction.to.map(|to| format!(" to {to}")).unwrap_or_default();
        let what = format!("{reason} from {}{until}{of_team}", reduction.from);
        self.take(&what, reduction.percent(texts, weights), hours);
    }
}
