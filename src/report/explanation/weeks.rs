//! The weeks up to the one reported: which were over, which were not, which are missing, and which of them count.

use std::collections::BTreeMap;

use crate::model::{Caseload, Gaps, Weights};
use crate::report::table::Omit;
use crate::report::{LATE, ReportColumn, Table, Value};
use crate::rollup::OfficerResult;
use crate::units::{HoursPolicy, Load, Percent, Week};

type OfficersWeekColumn = (ReportColumn, for<'r> fn(&WeekRow<'r>) -> Value<'r>);

const COLUMNS: &[OfficersWeekColumn] = &[
    (ReportColumn::new("week", "Week"), |row| row.week.into()),
    (ReportColumn::unseen("work_hours"), |row| {
        Value::or_blank(row.load(), |load| Value::Figure(row.hours.work_hours(load.work)))
    }),
    (ReportColumn::unseen("available_hours"), |row| {
        Value::or_blank(row.load(), |load| Value::Figure(row.hours.available_hours(load.available)))
    }),
    (ReportColumn::new("work_minutes", "Work (min\u{a0}a\u{a0}month)").leaves(LATE + 3), |row| {
        Value::or_blank(row.load(), |load| Value::Exact(load.work.to_string()))
    }),
    (ReportColumn::new("available_minutes", "Available (min\u{a0}a\u{a0}month)").leaves(LATE + 2), |row| {
        Value::or_blank(row.load(), |load| Value::Exact(load.available.to_string()))
    }),
    (ReportColumn::new("capacity_percent", "Capacity"), |row| Value::or_blank(row.load(), Value::capacity)),
    (ReportColumn::new("limit_percent", "Limit").omit(Omit::WhenSameOrBlank).leaves(LATE + 1), |row| {
        Value::or_blank(row.known, |known| Value::Percent(known.limit.rounded()))
    }),
    (ReportColumn::new("figure", "Figure"), |row| Value::word(row.figure())),
    (ReportColumn::unseen("counts"), |row| Value::word(row.counts)),
    (ReportColumn::for_people("counts_for_people", "Counts").omit(Omit::WhenBlank), |row| {
        Value::word(if row.counts.is_empty() || row.counts == COUNTS { row.counts } else { PERHAPS })
    }),
    (ReportColumn::new("weights", "Weights").omit(Omit::WhenSameOrBlank).leaves(LATE), |row| {
        Value::or_blank(row.known, |known| Value::Text(known.version.into()))
    }),
];

/// This many weeks are shown before the first that counts, to show why the run is not longer.
const BEFORE: usize = 2;

/// A week that counts.
const COUNTS: &str = "yes";

/// A week that counts if the missing weeks were over: one of those, or one behind them.
const PERHAPS: &str = "perhaps";

/// A week with or without a figure.
#[derive(Clone, Copy)]
struct OfficersWeek<'r> {
    load: Option<Load>,
    /// Why there is no figure, where there is none.
    without: &'static str,
    /// Whether the week was not worked out because of a faulty row.
    is_left_out: bool,
    limit: Percent,
    version: &'r str,
}

/// The weeks of the run and some before them, the earliest first.
pub(super) fn weeks<'r>(
    officer: &OfficerResult,
    caseload: &'r Caseload,
    gaps: &Gaps,
    weights: &'r Weights,
) -> Table<'r> {
    let mut known: BTreeMap<Week, OfficersWeek> = BTreeMap::new();
    if let Some(reported) = caseload.week_reported() {
        for figures in caseload.weeks.iter().filter(|figures| figures.week < reported) {
            let posts = figures.officers().find(|(who, _)| *who == officer.week.officer);
            let load = posts.and_then(|(_, posts)| gaps.load(posts));
            let is_left_out = posts.is_some_and(|(_, posts)| posts.iter().any(|post| post.is_faulty));
            let without = match posts {
                None => "no figure: no rows of this officer",
                Some(_) if is_left_out => "no figure: not worked out",
                Some(_) => "no figure: only in the staff list",
            };
            let version = caseload.texts.get(figures.weights);
            let shown = OfficersWeek { load, without, is_left_out, limit: figures.limit, version };
            known.insert(figures.week, shown);
        }
        let (limit, version) = (weights.limits.over, weights.version.as_str());
        let load = Some(officer.load);
        known.insert(reported, OfficersWeek { load, without: "", is_left_out: false, limit, version });
    }
    let leading = leading(&known, officer);
    let row = |week: Week| WeekRow {
        week,
        known: known.get(&week).copied(),
        counts: counts(week, officer, &leading),
        hours: weights.hours,
    };
    Table::of(COLUMNS, span(&known, officer, weights).into_iter().map(row))
}

/// The weeks to show: from the officer's first figure or faulty row, but no more than are needed to see how the run was counted.
fn span(known: &BTreeMap<Week, OfficersWeek>, officer: &OfficerResult, weights: &Weights) -> Vec<Week> {
    let Some((reported, _)) = known.last_key_value() else { return Vec::new() };
    let is_known = |shown: &OfficersWeek| shown.load.is_some() || shown.is_left_out;
    let first = known.iter().find(|(_, shown)| is_known(shown)).map_or(*reported, |(week, _)| *week);
    let rule = usize::try_from(weights.limits.weeks).unwrap_or(usize::MAX);
    let run = usize::try_from(officer.judgement.weeks_over.unwrap_or(0)).unwrap_or(usize::MAX);
    let most = run.max(rule).saturating_add(BEFORE);
    let mut weeks: Vec<Week> = reported.backwards().take_while(|week| *week >= first).take(most).collect();
    weeks.reverse();
    weeks
}

/// The weeks over before the missing ones. They would lengthen the run if the missing ones had been over.
fn leading(known: &BTreeMap<Week, OfficersWeek>, officer: &OfficerResult) -> Vec<Week> {
    let judgement = &officer.judgement;
    let Some(since) = judgement.since.filter(|_| !judgement.missing.is_empty()) else { return Vec::new() };
    let is_over =
        |week: &Week| known.get(week).is_some_and(|shown| shown.load.is_some_and(|load| load.exceeds(shown.limit)));
    let chain = since.previous().backwards().take_while(|week| judgement.missing.contains(week) || is_over(week));
    chain.filter(|week| is_over(week)).collect()
}

/// Whether a week counts, in a word; a blank one where it does not.
fn counts(week: Week, officer: &OfficerResult, leading: &[Week]) -> &'static str {
    let judgement = &officer.judgement;
    match judgement.since {
        Some(since) if week >= since => COUNTS,
        _ if judgement.missing.contains(&week) => "if over",
        _ if leading.contains(&week) => "then too",
        _ => "",
    }
}

/// A week that is shown, with what its cells are made with.
struct WeekRow<'r> {
    week: Week,
    /// `None` where nobody has rows.
    known: Option<OfficersWeek<'r>>,
    counts: &'static str,
    hours: HoursPolicy,
}

impl WeekRow<'_> {
    fn load(&self) -> Option<Load> {
        self.known.and_then(|known| known.load)
    }

    fn figure(&self) -> &'static str {
        match (self.known, self.load()) {
            (Some(known), Some(load)) if load.exceeds(known.limit) => "over",
            (Some(_), Some(load)) if load.has_no_hours() => "no hours",
            (Some(_), Some(_)) => "not over",
            (Some(known), None) => known.without,
            (None, _) => "no figure: no caseload",
        }
    }
}
