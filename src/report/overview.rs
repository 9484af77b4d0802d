//! A page about a week and the weeks before it, for people who would rather look than read.

use foldhash::HashMap;

use crate::breach::Standing;
use crate::model::Officer;
use crate::rollup::{OfficerResult, WithoutFigure};
use crate::units::{Load, Percent, Rounded, Week};

use super::labels::{LabelNames, SharedNames};
use super::trend::{INCOMPLETE, TrendData, weeks_table};
use super::{About, Evidence, Only, Report, Sort, Table};

/// With more officers than this, a page shows those alone whom somebody should look at.
const MOST_OFFICERS: usize = 500;

/// The most weeks that have a square for each officer: more have no room on paper.
pub(crate) const GRID: usize = 53;

/// A finished page.
#[derive(Debug)]
pub(crate) struct Overview<'r> {
    /// The report of the last week by officer, and that by unit.
    pub(crate) report: Report<'r>,
    pub(crate) units: Report<'r>,
    /// What stands above, where it was asked for.
    pub(crate) title: Option<String>,
    /// The weeks shown, the earliest first, and whether anything is known of each.
    pub(crate) weeks: Vec<WeekPoint>,
    /// The figures of the weeks; `None` where the caseload is undated.
    pub(crate) weeks_table: Option<Table<'static>>,
    /// Of which of these weeks the history has no figure of somebody, in words.
    pub(crate) incomplete: Option<String>,
    pub(crate) officers: Vec<OfficerLine<'r>>,
    /// Those who have squares and no figure now, unless `--only` chooses by how they stand now.
    pub(crate) gone: Vec<GoneLine>,
    /// Whether there are so many officers that those within the limit are not shown, and how many that are.
    pub(crate) is_cut: bool,
    pub(crate) not_shown: usize,
    /// Whom alone `--only` lists, and how many officers there are with the others.
    pub(crate) only: Option<(Only, usize)>,
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
pub(crate) struct OfficerLine<'r> {
    pub(crate) about: About,
    pub(crate) team: String,
    pub(crate) grade: String,
    pub(crate) result: &'r OfficerResult<'r>,
    /// How they stood in each of the last weeks, at most [`GRID`]; `None` where they have no rows.
    pub(crate) by_week: Vec<Option<Standing>>,
}

/// An officer who has no figure in the last week and had one lately, with a square for each week.
#[derive(Debug)]
pub(crate) struct GoneLine {
    pub(crate) about: About,
    pub(crate) by_week: Vec<Option<Standing>>,
}

impl<'r> Overview<'r> {
    /// Makes a page of the reports by officer and by unit of the last week. `data` is of everyone together; `None` where the
    /// caseload is undated. With `all_officers`, all are shown, however many there are.
    pub(crate) fn new(
        data: Option<TrendData>,
        mut report: Report<'r>,
        units: Report<'r>,
        title: Option<String>,
        all_officers: bool,
        files: Vec<Evidence>,
    ) -> Self {
        let mut points: Vec<WeekPoint> = Vec::new();
        let mut standings: HashMap<Officer, Vec<(Week, Standing)>> = HashMap::default();
        let mut incomplete = None;
        let weeks_table = data.map(|data| {
            let (table, lines) = weeks_table(&data, |week, results| {
                let limit = data.weights.get(results.week.weights).limits.over;
                let whole = results.units.first().filter(|unit| !unit.is_incomplete);
                let load = whole.map(|unit| unit.load);
                let percent = load.and_then(Load::percent);
                points.push(WeekPoint { week, percent, is_over: load.is_some_and(|load| load.exceeds(limit)) });
                for officer in results.officers.iter().chain(&results.elsewhere) {
                    standings.entry(officer.week.officer).or_default().push((week, officer.judgement.standing));
                }
            });
            incomplete = lines.into_iter().find(|(label, _)| *label == INCOMPLETE).map(|(_, text)| text);
            table
        });
        report.weights_shown = data.map_or_else(Vec::new, |data| data.other_weights(report.weights()));
        let weeks = with_gaps(points, data.and_then(|data| data.first_of_gap()));
        let in_grid = weeks.len().saturating_sub(GRID);
        let (all, only) = (&report.chosen.officers, report.data.view.only);
        let is_cut = !all_officers && all.len() > MOST_OFFICERS;
        let is_shown = |(officer, _): &(&&OfficerResult, &LabelNames)| {
            let standing = officer.judgement.standing;
            report.data.is_shown(standing) && (!is_cut || standing != Standing::Within)
        };
        let names: Vec<LabelNames> = all.iter().map(|officer| report.data.names(officer)).collect();
        let shared = SharedNames::of(names.iter());
        let mut squares = |officer| squares(standings.remove(&officer).unwrap_or_default(), &weeks[in_grid..]);
        let line = |(result, names): (&&'r OfficerResult<'r>, &LabelNames)| {
            let by_week = squares(result.week.officer);
            let LabelNames { team, grade, .. } = names.clone();
            let team = if team.is_empty() { team } else { shared.tell_apart(team, names) };
            OfficerLine { about: report.data.about(&result.week), team, grade, result, by_week }
        };
        let officers: Vec<OfficerLine> = all.iter().zip(&names).filter(is_shown).map(line).collect();
        let is_gone_shown = |gone: &&WithoutFigure| only.is_none() && (!is_cut || gone.ended_run.is_some());
        let gone = report.data.results.no_figure.iter().filter(is_gone_shown).map(|gone| GoneLine {
            about: report.data.about_officer(gone.officer, gone.name),
            by_week: squares(gone.officer),
        });
        let mut gone: Vec<GoneLine> = gone.collect();
        gone.sort_by(|one, other| one.about.cmp(&other.about));
        // What --only leaves out is not listed on request.
        let not_shown = if only.is_none() { all.len() - officers.len() } else { 0 };
        let only = only.map(|only| (only, all.len()));
        Self { report, units, title, weeks, weeks_table, incomplete, officers, gone, is_cut, not_shown, only, files }
    }

    /// What it is about, which is its title where none was asked for.
    pub(crate) fn subject(&self) -> String {
        let heading = &self.report.heading;
        let week = heading.of_week.week.map(|week| format!(", week of {week}")).unwrap_or_default();
        format!("Workload: {}{week}", heading.scope)
    }

    /// Whether the officers stand by team.
    pub(crate) const fn is_by_team(&self) -> bool {
        matches!(self.report.data.view.sort, Sort::Team)
    }

    /// The weeks that have a square for each officer.
    pub(crate) fn grid_weeks(&self) -> &[WeekPoint] {
        &self.weeks[self.weeks.len().saturating_sub(GRID)..]
    }

    pub(crate) fn limit(&self) -> Percent {
        self.report.weights().limits.over
    }
}

/// How somebody stood in each of some weeks.
fn squares(known: Vec<(Week, Standing)>, weeks: &[WeekPoint]) -> Vec<Option<Standing>> {
    let known: HashMap<Week, Standing> = known.into_iter().collect();
    weeks.iter().map(|point| known.get(&point.week).copied()).collect()
}

/// The weeks, with those between them of which nothing is known, and those from the first of a gap at the start.
fn with_gaps(points: Vec<WeekPoint>, first: Option<Week>) -> Vec<WeekPoint> {
    let (mut all, mut expected) = (Vec::with_capacity(points.len()), first);
    for point in points {
        while let Some(next) = expected.filter(|next| *next < point.week) {
            all.push(WeekPoint { week: next, percent: None, is_over: false });
            expected = Some(next.next());
        }
        expected = Some(point.week.next());
        all.push(point);
    }
    all
}
