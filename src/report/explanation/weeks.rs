//! The weeks up to the one reported: which were over, which were not, which are missing, and which of them count.

use std::collections::BTreeMap;

use crate::model::{Caseload, Gaps, WeekCaseload, Weights};
use crate::report::table::{Omit, RowCells};
use crate::report::{ReportColumn, Table, Value};
use crate::rollup::OfficerResult;
use crate::units::{Load, Percent, Week};

const COLUMNS: [ReportColumn; 10] = [
    ReportColumn::new("week", "Week"),
    ReportColumn::unseen("work_hours"),
    ReportColumn::unseen("available_hours"),
    ReportColumn::new("work_minutes", "Work (min\u{a0}a\u{a0}month)"),
    ReportColumn::new("available_minutes", "Available (min\u{a0}a\u{a0}month)"),
    ReportColumn::new("capacity_percent", "Capacity"),
    ReportColumn::new("limit_percent", "Limit").omit(Omit::WhenSameOrBlank),
    ReportColumn::new("figure", "Figure"),
    ReportColumn::new("counts", "Counts").omit(Omit::WhenBlank),
    ReportColumn::new("weights", "Weights").omit(Omit::WhenSameOrBlank),
];

/// This many weeks are shown before the first that counts, to show why the run is not longer.
const BEFORE: usize = 2;

/// A week with or without a figure.
struct KnownWeek<'r> {
    load: Option<Load>,
    /// Why there is no figure, where there is none.
    without: &'static str,
    limit: Percent,
    version: &'r str,
}

/// The weeks of the run and some before them, the earliest first.
pub(super) fn weeks<'r>(
    officer: &OfficerResult,
    caseload: &'r Caseload,
    week: &WeekCaseload,
    weights: &'r Weights,
) -> Table<'r> {
    let mut known: BTreeMap<Week, KnownWeek> = BTreeMap::new();
    let gaps = Gaps::find(caseload, week.week);
    if let Some(reported) = week.week {
        for figures in caseload.weeks.iter().filter(|figures| figures.week < reported) {
            let posts = figures.officers().find(|(who, _)| *who == officer.week.officer);
            let load = posts.and_then(|(_, posts)| gaps.load(posts));
            let without = match posts {
                None => "no figure: no rows of this officer",
                Some((_, posts)) if posts.iter().any(|post| post.is_left_out) => "no figure: not worked out",
                Some(_) => "no figure: in the staff list alone",
            };
            let shown = KnownWeek { load, without, limit: figures.limit, version: caseload.texts.get(figures.weights) };
            known.insert(figures.week, shown);
        }
        let (limit, version) = (weights.limits.over, weights.version.as_str());
        known.insert(reported, KnownWeek { load: Some(officer.load), without: "", limit, version });
    }
    let leading = leading(&known, officer);
    let weeks = span(&known, officer, weights);
    let rows: Vec<RowCells> =
        weeks.iter().map(|week| row(*week, known.get(week), officer, &leading, weights)).collect();
    Table::new(COLUMNS, rows)
}

/// The weeks to show: from the officer's first figure, but no more than are needed to see how the run was counted.
fn span(known: &BTreeMap<Week, KnownWeek>, officer: &OfficerResult, weights: &Weights) -> Vec<Week> {
    let Some((reported, _)) = known.last_key_value() else { return Vec::new() };
    let first = known.iter().find(|(_, shown)| shown.load.is_some()).map_or(*reported, |(week, _)| *week);
    let rule = usize::try_from(weights.limits.weeks).unwrap_or(usize::MAX);
    let run = usize::try_from(officer.judgement.weeks_over.unwrap_or(0)).unwrap_or(usize::MAX);
    let most = run.max(rule).saturating_add(BEFORE);
    let back = std::iter::successors(Some(*reported), |week| Some(week.previous()));
    let mut weeks: Vec<Week> = back.take_while(|week| *week >= first).take(most).collect();
    weeks.reverse();
    weeks
}

/// The weeks over before the missing ones. They would lengthen the run if the missing ones had been over.
fn leading(known: &BTreeMap<Week, KnownWeek>, officer: &OfficerResult) -> Vec<Week> {
    let judgement = &officer.judgement;
    let Some(since) = judgement.since.filter(|_| !judgement.missing.is_empty()) else { return Vec::new() };
    let is_over =
        |week: &Week| known.get(week).is_some_and(|shown| shown.load.is_some_and(|load| load.exceeds(shown.limit)));
    let back = std::iter::successors(Some(since.previous()), |week| Some(week.previous()));
    let chain = back.take_while(|week| judgement.missing.contains(week) || is_over(week));
    chain.filter(|week| is_over(week)).collect()
}

fn row<'r>(
    week: Week,
    shown: Option<&KnownWeek<'r>>,
    officer: &OfficerResult,
    leading: &[Week],
    weights: &Weights,
) -> RowCells<'r> {
    let judgement = &officer.judgement;
    let load = shown.and_then(|shown| shown.load);
    let figure = match (shown, load) {
        (Some(shown), Some(load)) if load.exceeds(shown.limit) => "over",
        (Some(_), Some(load)) if load.has_no_hours() => "no hours",
        (Some(_), Some(_)) => "not over",
        (Some(shown), None) => shown.without,
        (None, _) => "no figure: no caseload",
    };
    let counts = match judgement.since {
        Some(since) if week >= since => Value::Word("yes"),
        _ if judgement.missing.contains(&week) => Value::Word("if over"),
        _ if leading.contains(&week) => Value::Word("then too"),
        _ => Value::Blank,
    };
    vec![
        Value::Week(week),
        Value::or_blank(load, |load| Value::Figure(weights.hours.work_hours(load.work))),
        Value::or_blank(load, |load| Value::Figure(weights.hours.available_hours(load.available))),
        Value::or_blank(load, |load| Value::Exact(load.work.to_string())),
        Value::or_blank(load, |load| Value::Exact(load.available.to_string())),
        Value::or_blank(load.and_then(Load::percent), Value::Percent),
        Value::or_blank(shown, |shown| Value::Percent(shown.limit.rounded())),
        Value::Word(figure),
        counts,
        Value::or_blank(shown, |shown| Value::Text(shown.version.into())),
    ]
}
