//! One side of a what-if: the week as it is, or as it would be, with everything that is shown of it.

use foldhash::HashMap;
use serde::Serialize;

use crate::breach::{Judgement, Standing};
use crate::model::Officer;
use crate::ordered::OrderedMap;
use crate::rollup::{By, OfficerResult, Results, UnitResult};
use crate::units::{Count, Load, Rounded, Week};

use super::super::labels::LabelNames;
use super::super::{Heading, NamedRun, NoFigure, Report, Summary};

/// The week on one side of the changes.
#[derive(Debug)]
pub(crate) struct Side {
    pub(super) heading: Heading,
    pub(super) officers: Vec<NamedFigure>,
    /// The units, in the order of a report.
    pub(super) units: Vec<NamedFigure>,
    pub(super) total: SideFigures,
    /// Unallocated cases, and hours a week of unallocated work.
    pub(super) unallocated: (Count, Rounded),
    pub(super) officer_count: usize,
    pub(super) over_count: usize,
    pub(super) not_worked_out: usize,
    pub(super) alarming: Alarming,
    /// Whether anyone makes the exit code.
    pub(crate) is_alarming: bool,
}

/// Who makes the exit code, also of those who do not change.
#[derive(Debug, Serialize)]
pub(crate) struct Alarming {
    pub(crate) excessive: Vec<NamedRun>,
    pub(crate) possible: Vec<NamedRun>,
    /// Officers who were over and have no figure.
    pub(crate) no_figure: Vec<NoFigure>,
}

impl Alarming {
    fn of(summary: Summary) -> Self {
        Self {
            excessive: summary.excessive_units.into_iter().chain(summary.excessive).collect(),
            possible: summary.possible_units.into_iter().chain(summary.possible).collect(),
            no_figure: summary.no_figure.into_iter().filter(|gone| gone.weeks_over.is_some()).collect(),
        }
    }
}

/// A figure with whose it is.
#[derive(Debug)]
pub(super) struct NamedFigure {
    pub(super) names: LabelNames,
    pub(super) figure: SideFigures,
}

/// What an officer or a unit holds, and how they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SideFigures {
    pub(super) cases: Count,
    pub(super) load: Load,
    pub(super) available_hours: Rounded,
    pub(super) work_hours: Rounded,
    pub(super) standing: Standing,
    pub(super) weeks_over: Option<u32>,
    /// The first week in which the run would be excessive, if it went on: where they are over and not excessive yet.
    pub(super) excessive_from: Option<Week>,
}

/// Somebody or a unit on both sides; `None` on a side where they are not.
#[derive(Debug)]
pub(super) struct BothSides {
    pub(super) names: LabelNames,
    pub(super) before: Option<SideFigures>,
    pub(super) after: Option<SideFigures>,
}

impl SideFigures {
    /// What the columns show of it.
    pub(super) fn shown(&self) -> (Rounded, Option<Rounded>, [Rounded; 2], Standing) {
        (self.cases.rounded(), self.load.percent(), [self.available_hours, self.work_hours], self.standing)
    }
}

impl Side {
    /// The side of a report by unit, where `by` is what is asked for. `cases` are those of each post of the week, where they need not
    /// be whole.
    pub(crate) fn new(report: Report, results: &Results, by: By, cases: Option<&[Count]>) -> Self {
        let data = report.data;
        let posts = &results.week.posts;
        let of_post = |post: usize| cases.map_or_else(|| Count::whole(posts[post].held.cases), |cases| cases[post]);
        let mut of_officers: HashMap<Officer, Count> = HashMap::default();
        for (position, officer) in posts.iter().enumerate().filter_map(|(at, post)| Some((at, post.officer?))) {
            *of_officers.entry(officer).or_default() += of_post(position);
        }
        let of_unit = |unit: &UnitResult| {
            report.figure(unit.posts.iter().map(|post| of_post(*post)).sum(), unit.load, &unit.judgement)
        };
        let of_officer = |officer: &OfficerResult| {
            let cases = of_officers.get(&officer.week.officer).copied().unwrap_or_default();
            NamedFigure { names: data.names(officer), figure: report.figure(cases, officer.load, &officer.judgement) }
        };
        let mut officers: Vec<NamedFigure> = results.officers.iter().map(of_officer).collect();
        officers.sort_by(|one, other| one.names.order().cmp(&other.names.order()));
        let nobodys = results.total.posts.iter().filter(|post| posts[**post].officer.is_none());
        let unallocated_work = report.weights().hours.work_hours(results.total.unallocated.work);
        let unallocated = (nobodys.map(|post| of_post(*post)).sum(), unallocated_work);
        let units = report
            .chosen
            .units
            .iter()
            .map(|unit| NamedFigure { names: data.unit_names(unit), figure: of_unit(unit) })
            .collect();
        Self {
            officers,
            units,
            total: of_unit(&results.total),
            unallocated,
            officer_count: results.total.officers.len(),
            over_count: results.over_count(),
            not_worked_out: results.total.left_out.len(),
            // By officer, the teams that are shown as well make no exit code, as in `calc`.
            is_alarming: if by == By::Officer { report.has_alarming_officers() } else { report.is_alarming() },
            alarming: Alarming::of(report.summary()),
            heading: report.heading,
        }
    }
}

impl Report<'_> {
    fn figure(&self, cases: Count, load: Load, judgement: &Judgement) -> SideFigures {
        let (weights, week) = (self.weights(), self.heading.of_week.week);
        let run = judgement.weeks_over.filter(|_| judgement.standing.is_over());
        let more = run.and_then(|run| weights.limits.weeks.checked_sub(run)).filter(|more| *more > 0);
        let excessive_from = more.and_then(|more| (0..more).try_fold(week?, |week, _| Some(week.next())));
        SideFigures {
            cases,
            load,
            available_hours: weights.hours.available_hours(load.available),
            work_hours: weights.hours.work_hours(load.work),
            standing: judgement.standing,
            weeks_over: judgement.weeks_over,
            excessive_from,
        }
    }
}

/// Everyone of both sides, in the order of the side after; who is only before comes last.
pub(super) fn rows(before: Vec<NamedFigure>, after: Vec<NamedFigure>) -> Vec<BothSides> {
    let known = before.into_iter().map(|before| (before.names.key(), Some(before)));
    let mut known: OrderedMap<LabelNames, Option<NamedFigure>> = known.collect();
    let mut row = |NamedFigure { names, figure }: NamedFigure| {
        let before = known.get_mut(&names.key()).and_then(Option::take).map(|before| before.figure);
        BothSides { names, before, after: Some(figure) }
    };
    let mut rows: Vec<BothSides> = after.into_iter().map(&mut row).collect();
    let gone = known.into_values().flatten();
    rows.extend(gone.map(|NamedFigure { names, figure }| BothSides { names, before: Some(figure), after: None }));
    rows
}
