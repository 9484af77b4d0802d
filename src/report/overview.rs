//! A page about a week and the weeks before it, for people who would rather look than read.

use foldhash::HashMap;

use crate::breach::Standing;
use crate::model::{Caseload, DatedWeights, Officer};
use crate::rollup::OfficerResult;
use crate::selection::Selection;
use crate::units::{HoursPolicy, Load, Percent, Rounded, Week};

use super::trend::{TrendData, weeks_table};
use super::{About, Evidence, Report, Table, View};

/// With more officers than this, a page shows those alone whom somebody should look at.
const MOST_OFFICERS: usize = 500;

/// The most weeks that have a square for each officer: more have no room on paper.
pub(crate) const GRID: usize = 53;

/// A finished page.
#[derive(Debug)]
pub struct Overview<'r> {
    /// The report of the last week by officer, and that by unit.
    pub(crate) report: Report<'r>,
    pub(crate) units: Report<'r>,
    /// What stands above, where it was asked for.
    pub(crate) title: Option<String>,
    /// The weeks shown, the earliest first, and whether anything is known of each.
    pub(crate) weeks: Vec<WeekPoint>,
    /// The figures of the weeks; `None` where the caseload is undated.
    pub(crate) weeks_table: Option<Table<'static>>,
    pub(crate) officers: Vec<OfficerLine>,
    /// How many officers are not shown, because there are so many.
    pub(crate) not_shown: usize,
    /// The limit of the week reported.
    pub(crate) limit: Percent,
    /// How hours become time for casework.
    pub(crate) hours: HoursPolicy,
    pub(crate) files: Vec<Evidence>,
}

/// A week of everyone chosen together.
#[derive(Debug)]
pub(crate) struct WeekPoint {
    pub(crate) week: Week,
    /// Capacity; `None` where there is none.
    pub(crate) percent: Option<Rounded>,
    pub(crate) is_over: bool,
}

/// An officer on the page.
#[derive(Debug)]
pub(crate) struct OfficerLine {
    pub(crate) about: About,
    pub(crate) team: String,
    pub(crate) grade: String,
    pub(crate) load: Load,
    pub(crate) work_hours: Rounded,
    pub(crate) available_hours: Rounded,
    pub(crate) weeks_over: Option<u32>,
    pub(crate) standing: Standing,
    /// How they stood in each of the last weeks, at most [`GRID`]; `None` where they have no rows.
    pub(crate) by_week: Vec<Option<Standing>>,
}

/// What a page is made of beside the caseload.
#[derive(Debug)]
pub struct OverviewInput<'r> {
    /// The report of the last week by officer.
    pub(crate) officers: Report<'r>,
    /// The report of the last week by unit.
    pub(crate) units: Report<'r>,
    /// The first and the last week; `None` where the caseload is undated.
    pub(crate) weeks: Option<(Week, Week)>,
    pub(crate) title: Option<String>,
    /// Whether all officers are shown, however many there are.
    pub(crate) all_officers: bool,
    pub(crate) files: Vec<Evidence>,
}

impl<'r> Overview<'r> {
    /// Makes a page. `view` is that of everyone together.
    pub fn new(
        caseload: &'r Caseload,
        weights: &'r DatedWeights,
        selection: &'r Selection,
        view: View,
        input: OverviewInput<'r>,
    ) -> Self {
        let OverviewInput { officers: report, units, weeks, title, all_officers, files } = input;
        let mut points: Vec<WeekPoint> = Vec::new();
        let mut standings: HashMap<Officer, Vec<(Week, Standing)>> = HashMap::default();
        let weeks_table = weeks.map(|(first, last)| {
            let data = TrendData { caseload, weights, selection, view, first, last };
            let (table, _) = weeks_table(&data, |week, results| {
                let limit = weights.get(results.week.weights).limits.over;
                let load = results.units.first().map(|unit| unit.load);
                let percent = load.and_then(Load::percent);
                points.push(WeekPoint { week, percent, is_over: load.is_some_and(|load| load.exceeds(limit)) });
                for officer in &results.officers {
                    standings.entry(officer.week.officer).or_default().push((week, officer.judgement.standing));
                }
            });
            table
        });
        let weeks = with_gaps(points);
        let all = &report.chosen.officers;
        let is_shown = |officer: &&&OfficerResult| {
            all_officers || all.len() <= MOST_OFFICERS || officer.judgement.standing != Standing::Within
        };
        let shown: Vec<OfficerLine> = all
            .iter()
            .filter(is_shown)
            .map(|officer| {
                let mut known = standings.remove(&officer.week.officer).unwrap_or_default().into_iter().peekable();
                let mut of = |point: &WeekPoint| known.next_if(|(week, _)| *week == point.week);
                let in_grid = weeks.len().saturating_sub(GRID);
                let by_week = weeks.iter().map(|point| of(point).map(|(_, standing)| standing)).skip(in_grid).collect();
                report.line(officer, by_week)
            })
            .collect();
        let of_week = report.weights();
        let not_shown = all.len() - shown.len();
        Self {
            title,
            weeks,
            weeks_table,
            officers: shown,
            not_shown,
            limit: of_week.limits.over,
            hours: of_week.hours,
            files,
            report,
            units,
        }
    }

    /// The weeks that have a square for each officer.
    pub(crate) fn grid_weeks(&self) -> &[WeekPoint] {
        &self.weeks[self.weeks.len().saturating_sub(GRID)..]
    }
}

impl Report<'_> {
    /// An officer on a page, with the standing in each of its weeks.
    fn line(&self, officer: &OfficerResult, by_week: Vec<Option<Standing>>) -> OfficerLine {
        let [_, _, team, _, _, grade] = self.data.names(officer);
        let hours = self.data.weights().hours;
        OfficerLine {
            about: self.data.about(&officer.week),
            team,
            grade,
            load: officer.load,
            work_hours: hours.work_hours(officer.load.work),
            available_hours: hours.available_hours(officer.load.available),
            weeks_over: officer.judgement.weeks_over,
            standing: officer.judgement.standing,
            by_week,
        }
    }
}

/// The weeks, with those between them of which nothing is known.
fn with_gaps(points: Vec<WeekPoint>) -> Vec<WeekPoint> {
    let mut all: Vec<WeekPoint> = Vec::with_capacity(points.len());
    for point in points {
        while let Some(next) = all.last().map(|last| last.week.next()).filter(|next| *next < point.week) {
            all.push(WeekPoint { week: next, percent: None, is_over: false });
        }
        all.push(point);
    }
    all
}
