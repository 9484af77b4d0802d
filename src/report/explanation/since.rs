//! Why a figure changed since another week. One cause after the other is moved from its old value to its new one, and
//! the change in capacity at each step is its share. So the shares add up to the whole change, exactly.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Caseload, DatedWeights, Gaps, PostWeek, Weights, WorkLine, case_key};
use crate::report::table::{CellColumn, Omit};
use crate::report::{LATE, ReportColumn, Table, Value};
use crate::rollup::OfficerResult;
use crate::units::{Available, Hours, Load, Rounded, Week, Work};

use super::moves::{CasesById, Moves};
use super::work::KindNames;

const COLUMNS: [CellColumn<'static, Cause>; 5] = [
    (ReportColumn::new("cause", "Cause,\u{a0}a\u{a0}month"), |cause| Value::text(cause.name.clone())),
    (ReportColumn::new("work_hours_a_month", "Work\u{a0}h").omit(Omit::WhenBlank).leaves(LATE + 1), |cause| {
        if cause.work.is_nothing() { Value::Blank } else { Value::Figure(cause.work.hours_a_month()) }
    }),
    (ReportColumn::new("available_minutes", "Time\u{a0}min").omit(Omit::WhenBlank).leaves(LATE), |cause| {
        let exact = || Value::Exact(Available::from_units(cause.available).to_string());
        if cause.available == 0 { Value::Blank } else { exact() }
    }),
    (ReportColumn::new("points", "Percentage\u{a0}points"), |cause| Value::or_blank(cause.points, Value::Figure)),
    (ReportColumn::json("work_minutes"), |cause| Value::Exact(cause.work.to_string())),
];

/// A step with what it changes.
struct Cause {
    name: String,
    work: Work,
    /// Units of available time.
    available: i128,
    points: Option<Rounded>,
}

/// Why the figure changed.
#[derive(Debug, Serialize)]
pub(crate) struct Since<'r> {
    pub(crate) week: Week,
    /// Capacity then; `None` without available time.
    pub(crate) capacity_then_percent: Option<Rounded>,
    pub(crate) capacity_now_percent: Option<Rounded>,
    pub(crate) change_points: Option<Rounded>,
    /// The causes, each with its share; the shares add up to the whole change.
    pub(crate) causes: Table<'r>,
    /// Why the causes are less detailed than they could be.
    pub(crate) remark: Option<&'static str>,
}

/// The load after some causes have their new values and the others still their old ones.
struct PartlyNew {
    cause: String,
    load: Load,
    /// Whether it is shown even where it changes no capacity, because cases that count nothing came or went.
    is_always_told: bool,
}

/// The causes of the change since a week; `None` where nothing is known of the officer in that week.
pub(super) fn since(
    week: Week,
    officer: &OfficerResult,
    (caseload, gaps): (&Caseload, &Gaps),
    weights: &DatedWeights,
    lines: &[WorkLine],
) -> Option<Since<'static>> {
    let reported = caseload.reported.as_ref()?;
    let now = weights.get(reported.weights);
    let compared = caseload.in_full(week).and_then(|compared| {
        let of_officer = compared.officers().find(|then| then.officer == officer.week.officer)?;
        Some((compared, gaps.known(of_officer.posts)))
    });
    let (then, steps, remark) = if let Some((compared, posts)) = &compared {
        if posts.is_empty() {
            return None;
        }
        let then = weights.get(compared.weights);
        let of_week = |week: Option<Week>, weights| ComparedLine::of_week(lines, week, weights, now);
        let (lines_then, lines_now) = (of_week(compared.week, then), of_week(reported.week, now));
        let comparison = Comparison { then, now, lines_then, lines_now };
        let load = posts.iter().map(PostWeek::load).sum();
        let (steps, has_numbers) = comparison.steps(posts, officer.week.posts);
        let remark = "cases without a case_id of their own in both weeks are compared by their number: one whose tier changed \
                      is one out and one in";
        (load, steps, has_numbers.then_some(remark))
    } else {
        let (load, steps) = from_history(week, officer, caseload, gaps)?;
        (load, steps, Some("the week is known from the history alone, which keeps no cases"))
    };
    let capacity = (then.percent(), officer.load.percent());
    Some(Since {
        week,
        capacity_then_percent: capacity.0,
        capacity_now_percent: capacity.1,
        change_points: capacity.0.zip(capacity.1).map(|(then, now)| now - then),
        causes: table(then, steps, capacity.0.is_some() && capacity.1.is_some()),
        remark,
    })
}

/// The load of a week in the history and the steps from there: a history does not keep what work and time were made
/// from.
fn from_history(
    week: Week,
    officer: &OfficerResult,
    caseload: &Caseload,
    gaps: &Gaps,
) -> Option<(Load, Vec<PartlyNew>)> {
    let figures = caseload.weeks.iter().find(|figures| figures.week == week)?;
    let (_, posts) = figures.officers().find(|(who, _)| *who == officer.week.officer)?;
    let load = gaps.load(posts)?;
    let time = Load { available: officer.load.available, ..load };
    let steps = vec![
        PartlyNew { cause: "hours, reductions and deductions".to_owned(), load: time, is_always_told: false },
        PartlyNew { cause: "work".to_owned(), load: officer.load, is_always_told: false },
    ];
    Some((load, steps))
}

/// The steps as rows. A share is the difference of the rounded capacities before and after it, so that displayed shares
/// add up as exact ones do.
fn table(then: Load, steps: Vec<PartlyNew>, has_points: bool) -> Table<'static> {
    let mut before = then;
    let mut rows = Vec::new();
    for step in steps {
        let after = step.load;
        let work = after.work - before.work;
        let available = after.available.units() - before.available.units();
        let points = before.percent().zip(after.percent()).filter(|_| has_points);
        let points = points.map(|(before, after)| after - before);
        let is_nothing = work.is_nothing() && available == 0;
        if !is_nothing || step.is_always_told {
            rows.push(Cause { name: step.cause, work, available, points });
        }
        before = after;
    }
    Table::of(&COLUMNS, rows)
}

struct Comparison<'a> {
    then: &'a Weights,
    now: &'a Weights,
    lines_then: Vec<ComparedLine<'a>>,
    lines_now: Vec<ComparedLine<'a>>,
}

impl Comparison<'_> {
    /// The steps, and whether cases without IDs are told by number.
    fn steps(&self, then: &[PostWeek], now: &[PostWeek]) -> (Vec<PartlyNew>, bool) {
        let mut steps = Vec::new();
        let mut go = |cause: String, load: Load| {
            steps.push(PartlyNew { cause, load, is_always_told: false });
            load
        };
        let old_hours = then.iter().map(|post| self.now.hours.available(post.net()));
        let revalued: Work = self.lines_then.iter().map(|line| line.by_value).sum();
        let load = Load { work: revalued + extra(&self.lines_then), available: old_hours.sum() };
        let load = go(format!("weights {} → {}", self.then.version, self.now.version), load);
        let contracted =
            |posts: &[PostWeek]| posts.iter().filter_map(|post| post.contracted).reduce(|one, other| one + other);
        let reduction = |posts: &[PostWeek]| posts.iter().map(PostWeek::taken_off).sum::<Hours>();
        let (old, new) = ((contracted(then), reduction(then)), (contracted(now), reduction(now)));
        let between = self.now.hours.available(new.0.unwrap_or_default().less(old.1));
        let known = |hours: Option<Hours>| hours.map_or_else(|| "not known".to_owned(), |hours| hours.to_string());
        let contracted = format!("contracted hours {} → {}", known(old.0), known(new.0));
        let reductions = format!("reductions {} → {}", old.1, new.1);
        let reduced = Load { available: now.iter().map(|post| post.available).sum(), ..load };
        let mut load = if between.is_nothing() {
            // New hours less old reductions leave nothing, so both share one step, named by what changed.
            go(
                match (old.0 == new.0, old.1 == new.1) {
                    (false, false) => format!("{contracted}, {reductions}"),
                    (true, false) => reductions,
                    (_, true) => contracted,
                },
                reduced,
            )
        } else {
            go(contracted, Load { available: between, ..load });
            go(reductions, reduced)
        };
        let (moves, extra) = self.moves();
        let has_numbers = moves.has_numbers;
        for (cause, work) in moves.causes(extra) {
            load.work += work;
            steps.push(PartlyNew { cause, load, is_always_told: true });
        }
        (steps, has_numbers)
    }

    /// What changed in the work, by the new time values: cases out, cases in, cases that changed, tasks; and extra minutes.
    fn moves(&self) -> (Moves<'_>, Work) {
        let mut changes = Moves::new(self.now);
        let sides = [&self.lines_then, &self.lines_now];
        let [then, now] = sides.map(|lines| -> CasesById {
            lines.iter().filter_map(|line| Some((line.id()?, (line.names, line.by_value)))).collect()
        });
        let is_twice =
            |lines: &[ComparedLine], known: usize| lines.iter().filter(|line| line.id().is_some()).count() != known;
        let by_ids = !is_twice(sides[0], then.len()) && !is_twice(sides[1], now.len());
        if by_ids {
            changes.by_ids(&then, &now);
        }
        let [then, now] = sides.map(|lines| {
            let mut sums: BTreeMap<KindNames, (i64, Work)> = BTreeMap::new();
            for ComparedLine { line, names, by_value } in lines.iter().filter(|line| !by_ids || line.id().is_none()) {
                if !line.is_later {
                    let sum = sums.entry(*names).or_default();
                    *sum = (sum.0 + line.count, sum.1 + *by_value);
                }
            }
            sums
        });
        changes.by_kinds(&then, &now);
        (changes, extra(&self.lines_now) - extra(&self.lines_then))
    }
}

/// A line of one of the two weeks.
struct ComparedLine<'a> {
    line: &'a WorkLine,
    /// What it counts, by the names of the weights of its week.
    names: KindNames<'a>,
    /// The work by the new time values, without extra minutes.
    by_value: Work,
}

impl<'a> ComparedLine<'a> {
    /// The lines of a week with these weights, by the time values of the weights `now`.
    fn of_week(lines: &'a [WorkLine], week: Option<Week>, weights: &'a Weights, now: &Weights) -> Vec<Self> {
        let of_week = lines.iter().filter(|line| line.week == week);
        let of = |line: &'a WorkLine| {
            let names = weights.names_of(&line.kind);
            Self { line, names, by_value: by_value(line, names, now) }
        };
        of_week.map(of).collect()
    }

    /// The ID of the case as it is compared, for a line of a single case.
    fn id(&self) -> Option<Cow<'a, str>> {
        self.line.case_id.as_deref().filter(|_| self.line.count == 1 && self.line.kind.is_case()).map(case_key)
    }
}

/// The work of a line by other weights, without extra minutes; by its own values where those lack its names.
fn by_value(line: &WorkLine, [case_type, tier, status, task]: KindNames, weights: &Weights) -> Work {
    let counted = weights.statuses.get(status).map_or(line.kind.status().counted, |status| status.counted);
    let minutes = if line.kind.is_case() {
        weights.case_types.get(case_type).and_then(|case_type| case_type.tiers.get(tier)).copied()
    } else {
        weights.tasks.get(task).map(|task| task.minutes)
    };
    let minutes = minutes.unwrap_or(line.kind.minutes());
    if line.is_later { Work::default() } else { Work::of(line.count, minutes, counted) }
}

/// The extra minutes of lines that count now.
fn extra(lines: &[ComparedLine]) -> Work {
    lines.iter().filter(|of| !of.line.is_later).map(|of| Work::extra(of.line.extra)).sum()
}
