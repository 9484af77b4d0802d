//! One officer's figure with its whole working: every line of the sum, every deduction from the hours, every week of
//! the run. The lines add up to what the report of everyone shows.

mod moves;
mod since;
mod teams;
mod time;
mod time_left;
mod weeks;
mod work;

pub(crate) use since::Since;
pub(crate) use time_left::TimeLeft;
pub(crate) use work::{CasesOfLine, WorkTotal};

use jiff::civil::Date;
use serde::Serialize;

use crate::breach::Standing;
use crate::model::{Caseload, DatedWeights, Gaps, OfficerWeek, WeekCaseload, Weights, WorkLine, grade_names};
use crate::rollup::{EndedRun, OfficerResult};
use crate::units::{Rounded, Week};

use super::labels::{WeekHeading, joined};
use super::{Table, WarningLine};

/// A sentence that belongs on every such page (HM Inspectorate of Probation, Research & Analysis Bulletin 2021/02).
const CAUTION: &str = "This measure is for balancing work within a team. It is not by itself a judgement of a person, nor of \
                       how many cases anyone can hold (HM Inspectorate of Probation, Research & Analysis Bulletin 2021/02).";

#[derive(Debug, Serialize)]
pub(crate) struct Explanation<'r> {
    #[serde(flatten)]
    pub(crate) heading: OfficerHeading,
    pub(crate) figure: OfficerFigure,
    /// The dates of earlier snapshots of the week than the officer's, which do not count.
    pub(crate) set_aside: Vec<Date>,
    /// What is held, line by line.
    pub(crate) work: Table<'r>,
    pub(crate) work_total: WorkTotal,
    /// The numbers of the cases behind each line, where the command line asks for them.
    pub(crate) cases: Option<Vec<CasesOfLine>>,
    /// What is held and what time there is in each team, for somebody in several.
    pub(crate) teams: Table<'r>,
    /// The hours, step by step.
    pub(crate) time: Table<'r>,
    /// The weeks up to the one reported.
    pub(crate) weeks: Table<'r>,
    /// What would have to go, or what room there is.
    #[serde(rename = "balance")]
    pub(crate) time_left: TimeLeft,
    /// Why the figure changed since another week, where the command line asks for it.
    pub(crate) since: Option<Since<'r>>,
    /// Signs that a figure may be wrong, of the officer, of their units or of everything.
    pub(crate) warnings: Vec<WarningLine>,
    pub(crate) files: Vec<Evidence>,
    pub(crate) wmt: &'static str,
    /// What the figure is for, and what it is not.
    pub(crate) caution: &'static str,
}

/// Who, when, and by which weights.
#[derive(Debug, Serialize)]
pub(crate) struct OfficerHeading {
    pub(crate) officer: String,
    pub(crate) name: Option<String>,
    pub(crate) grade: Option<String>,
    /// The officer's teams.
    pub(crate) team: String,
    #[serde(flatten)]
    pub(crate) of_week: WeekHeading,
}

/// The figure that is explained.
#[derive(Debug, Serialize)]
pub(crate) struct OfficerFigure {
    /// Minutes a month of the work, exactly.
    pub(crate) work_minutes: serde_json::Number,
    /// Minutes a month that there are for it, exactly.
    pub(crate) available_minutes: serde_json::Number,
    /// Hours a week that there are for it, exactly, where that has an end.
    #[serde(skip)]
    pub(crate) exact_hours: Option<String>,
    /// By how many weeks a year, and 12 months, minutes a month become hours a week.
    pub(crate) weeks_per_year: serde_json::Number,
    pub(crate) work_hours: Rounded,
    /// Hours a week that there are for it.
    pub(crate) available_hours: Rounded,
    /// Work ÷ available time.
    pub(crate) capacity_percent: Option<Rounded>,
    pub(crate) standing: Standing,
    /// Weeks over, up to the week reported.
    pub(crate) weeks_over: Option<u32>,
    /// The first of them.
    pub(crate) over_since: Option<Week>,
    /// Why they begin there.
    #[serde(skip)]
    pub(crate) begins: RunBegins,
    /// The weeks without a figure that a possible breach rests on.
    pub(crate) missing_weeks: Vec<Week>,
    /// The weeks over that end before this one, which has no figure.
    #[serde(skip)]
    pub(crate) ended_run: Option<EndedRun>,
}

/// Why a run of weeks begins where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunBegins {
    /// Nothing is known of the weeks before, so it may be longer.
    WithTheData,
    /// The week before has no figure of the officer.
    BehindAGap,
    /// The officer was not over in the week before.
    BehindAWeekWithin,
}

/// A file that was read, so that the page can be compared with it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Evidence {
    pub(crate) file: String,
    /// The SHA-256 of its bytes, in hexadecimal figures.
    pub(crate) sha256: String,
}

#[derive(Debug)]
pub(crate) struct ExplanationInput<'a> {
    /// The caseload, with a history if there is one.
    pub(crate) caseload: &'a Caseload,
    pub(crate) weights: &'a DatedWeights,
    pub(crate) gaps: &'a Gaps,
    /// The officer's lines, of the week reported and of one to compare it with.
    pub(crate) lines: &'a [WorkLine],
    pub(crate) files: Vec<Evidence>,
    pub(crate) since: Option<Week>,
    pub(crate) reasons: bool,
    pub(crate) lists_cases: bool,
    pub(crate) ended_run: Option<EndedRun>,
    /// Signs that a figure of the officer may be wrong.
    pub(crate) warnings: Vec<WarningLine>,
}

impl<'r> Explanation<'r> {
    /// Explains an officer's figure. `None` where the caseload has no week to report.
    pub(crate) fn new(input: ExplanationInput<'r>, officer: &OfficerResult<'r>) -> Option<Self> {
        let ExplanationInput { caseload, weights, gaps, lines, .. } = input;
        let week = caseload.reported.as_ref()?;
        let of_week = weights.get(week.weights);
        let now: Vec<&WorkLine> = lines.iter().filter(|line| line.week == week.week).collect();
        let (work, work_total) = work::work(&now, of_week);
        Some(Self {
            heading: heading(caseload, week, of_week, &officer.week),
            figure: figure(officer, input.ended_run, (caseload, gaps), of_week),
            set_aside: set_aside(week, &officer.week),
            work,
            work_total,
            cases: input.lists_cases.then(|| work::cases(&now, of_week)),
            teams: teams::teams(&officer.week, caseload, of_week),
            time: time::time(&officer.week, caseload, of_week, input.reasons),
            weeks: weeks::weeks(officer, caseload, gaps, of_week),
            time_left: time_left::time_left(&now, officer, of_week),
            since: input.since.and_then(|since| since::since(since, officer, (caseload, gaps), weights, lines)),
            warnings: input.warnings,
            files: input.files,
            wmt: env!("CARGO_PKG_VERSION"),
            caution: CAUTION,
        })
    }
}

fn heading(caseload: &Caseload, week: &WeekCaseload, weights: &Weights, officer: &OfficerWeek) -> OfficerHeading {
    let texts = &caseload.texts;
    OfficerHeading {
        officer: texts.code(officer.officer).to_owned(),
        name: officer.name().map(|name| texts.get(name).to_owned()),
        grade: Some(grade_names(officer.posts, weights).into_owned()).filter(|grade| !grade.is_empty()),
        team: joined(officer.posts, texts, |unit| unit.team).into_owned(),
        of_week: WeekHeading::new(week, weights),
    }
}

fn set_aside(week: &WeekCaseload, officer: &OfficerWeek) -> Vec<Date> {
    let latest = officer.posts.iter().filter_map(|post| post.snapshot).max();
    week.set_aside.iter().map(|aside| aside.date).filter(|date| latest.is_some_and(|latest| *date < latest)).collect()
}

fn figure(
    officer: &OfficerResult,
    ended_run: Option<EndedRun>,
    (caseload, gaps): (&Caseload, &Gaps),
    weights: &Weights,
) -> OfficerFigure {
    let (judgement, load) = (&officer.judgement, officer.load);
    let number = |text: String| serde_json::Number::from_string_unchecked(text);
    OfficerFigure {
        work_minutes: number(load.work.to_string()),
        available_minutes: number(load.available.to_string()),
        exact_hours: weights.hours.exact_hours(load.available),
        weeks_per_year: number(weights.hours.weeks_per_year().to_string()),
        work_hours: weights.hours.work_hours(officer.load.work),
        available_hours: weights.hours.available_hours(officer.load.available),
        capacity_percent: officer.load.percent(),
        standing: judgement.standing,
        weeks_over: judgement.weeks_over,
        over_since: judgement.since,
        begins: judgement.since.map_or(RunBegins::WithTheData, |since| begins(since, officer, caseload, gaps)),
        missing_weeks: judgement.missing.clone(),
        ended_run,
    }
}

fn begins(since: Week, officer: &OfficerResult, caseload: &Caseload, gaps: &Gaps) -> RunBegins {
    let before = caseload.weeks.iter().rfind(|figures| figures.week < since);
    let Some(before) = before else { return RunBegins::WithTheData };
    let of_officer = before.officers().find(|(who, _)| *who == officer.week.officer);
    let load = of_officer.and_then(|(_, posts)| gaps.load(posts));
    // A week in which somebody has no hours has no figure either.
    let is_known = before.week == since.previous() && load.is_some_and(|load| !load.has_no_hours());
    if is_known { RunBegins::BehindAWeekWithin } else { RunBegins::BehindAGap }
}
