//! What stands below the rows: who is excessive, who is possible and why, the total, work that nobody with hours holds,
//! and what a reader should know before relying on the figures.

use serde::Serialize;

use crate::breach::{Judgement, Standing};
use crate::model::{Held, Nothing, OfficerWeek, SetAside, holds_untiered};
use crate::rollup::{OfficerResult, WithoutFigure};
use crate::units::{Rounded, Week};

use super::data::{Chosen, ReportData};
use super::labels::{LabelNames, SharedNames};
use super::{About, Changes, NotWorkedOut, Warned, WarningLine};

/// What stands below the rows of a report.
#[derive(Debug, Serialize)]
pub struct Summary {
    pub(crate) excessive: Vec<NamedRun>,
    /// Officers shown who are possible, and the weeks that are missing.
    pub(crate) possible: Vec<NamedRun>,
    pub(crate) excessive_units: Vec<NamedRun>,
    /// Units shown that are possible, in a report by unit.
    pub(crate) possible_units: Vec<NamedRun>,
    /// Everything selected, whichever rows are shown.
    pub(crate) total: Total,
    pub(crate) unallocated: Option<HeldWork>,
    /// Officers without hours who hold something.
    pub(crate) without_hours: Vec<HeldWork>,
    /// Officers shown who are below 100 per cent, the most time left first.
    pub(crate) room: Vec<Room>,
    /// Who more there would be, but for their untiered cases.
    #[serde(skip)]
    pub(crate) room_unknown: Vec<About>,
    /// How many officers are in more than one of the units shown.
    #[serde(skip)]
    pub(crate) in_several: usize,
    /// `None` where a history is reported, which does not keep it.
    pub(crate) counts_nothing: Option<CountsNothing>,
    pub(crate) not_yet_due: Option<NotYetDue>,
    pub(crate) many_cases: Option<ManyCases>,
    /// Officers that only the staff list has this week: they hold nothing, or their rows are missing.
    pub(crate) listed_only: Vec<OfficerInTeam>,
    /// Officers who have no figure this week, and had one lately; those who were over in the week before come first.
    pub(crate) no_figure: Vec<NoFigure>,
    /// Everyone without a figure because of faulty rows, in a run that keeps going, with the week; the week reported first.
    pub(crate) not_worked_out: Vec<NotWorkedOut>,
    /// Weeks up to the one reported in which somebody has a figure.
    pub(crate) weeks_known: usize,
    /// Whether they are as many as the rule has, so that it is known who is excessive.
    #[serde(skip)]
    pub(crate) has_weeks: bool,
    /// Weeks of the rule in which nobody has a figure, though somebody has earlier.
    pub(crate) weeks_without_figures: Vec<Week>,
    /// Officers with posts that are not chosen, and what is there: their rows have all their posts, the total has not.
    pub(crate) elsewhere: Vec<Elsewhere>,
    /// Earlier snapshots of the week, which do not count.
    pub(crate) set_aside: Vec<SetAside>,
    /// Officers with hours in several teams, which are the grade's in one of them or more.
    pub(crate) grade_hours_more_than_once: Vec<About>,
    /// Versions of other weights that weeks of the run were worked out with.
    pub(crate) other_weights: Vec<String>,
    /// Reductions that end, ended or start near the snapshot; `None` where no list of reductions was given.
    pub(crate) reductions: Option<Changes>,
    /// Signs that a figure may be wrong.
    pub(crate) warnings: Vec<WarningLine>,
    /// How many more there are of officers and units that are not chosen.
    pub(crate) warnings_elsewhere: usize,
}

impl Summary {
    /// Whether nobody has a figure in the week reported, and nobody is left out of it either.
    pub(crate) fn has_no_figure(&self, week: Option<Week>) -> bool {
        let is_without = week.is_some() && self.weeks_without_figures.last() == week.as_ref();
        is_without || self.total.officers == 0 && self.total.not_worked_out == 0
    }
}

/// A run of weeks over the limit, with whose it is.
#[derive(Debug, Serialize)]
pub(crate) struct NamedRun {
    #[serde(flatten)]
    pub(crate) about: About,
    #[serde(flatten)]
    pub(crate) judged: Judgement,
}

/// Everything selected, in one.
#[derive(Debug, Serialize)]
pub(crate) struct Total {
    pub(crate) officers: usize,
    /// Officers who are not among them, because of faulty rows.
    pub(crate) not_worked_out: usize,
    /// Officers who are over this week: over, possible or excessive.
    pub(crate) over: usize,
    /// Cases, whoever holds them; `None`, as the hours, where nobody is worked out.
    pub(crate) cases: Option<i64>,
    /// Hours a week for work.
    pub(crate) available_hours: Option<Rounded>,
    pub(crate) work_hours: Option<Rounded>,
    /// All work over all time.
    pub(crate) capacity_percent: Option<Rounded>,
}

/// Work that is held by somebody without time for it, or by nobody.
#[derive(Debug, Serialize)]
pub(crate) struct HeldWork {
    #[serde(flatten)]
    pub(crate) about: About,
    pub(crate) cases: i64,
    pub(crate) work_hours: Rounded,
}

/// Time that an officer has left.
#[derive(Debug, Serialize)]
pub(crate) struct Room {
    #[serde(flatten)]
    pub(crate) about: About,
    pub(crate) hours: Rounded,
}

/// Cases and tasks that count nothing.
#[derive(Debug, Default, Serialize)]
pub(crate) struct CountsNothing {
    /// All cases that count nothing.
    pub(crate) cases: i64,
    #[serde(flatten)]
    pub(crate) why: Nothing,
}

/// Tasks that are due too late to count.
#[derive(Debug, Serialize)]
pub(crate) struct NotYetDue {
    pub(crate) tasks: i64,
    pub(crate) work_hours: Rounded,
}

#[derive(Debug, Serialize)]
pub(crate) struct ManyCases {
    /// With this many cases or more, an officer holds many.
    pub(crate) warn_cases: i64,
    /// More than this cannot be managed well.
    pub(crate) max_cases: Option<i64>,
    /// Who holds how many, the most first.
    pub(crate) officers: Vec<OfficerCases>,
}

/// What an officer has in posts that are not chosen, in hours a week.
#[derive(Debug, Serialize)]
pub(crate) struct Elsewhere {
    #[serde(flatten)]
    pub(crate) about: About,
    pub(crate) work_hours: Rounded,
    pub(crate) available_hours: Rounded,
}

#[derive(Debug, Serialize)]
pub(crate) struct OfficerCases {
    #[serde(flatten)]
    pub(crate) about: About,
    pub(crate) cases: i64,
}

/// An officer, or their post in one team.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct OfficerInTeam {
    #[serde(flatten)]
    pub(crate) about: About,
    /// The team, where it is one of several.
    pub(crate) team: Option<String>,
}

/// An officer without a figure this week.
#[derive(Debug, Serialize)]
pub(crate) struct NoFigure {
    #[serde(flatten)]
    pub(crate) about: About,
    /// Their latest week with rows.
    pub(crate) last: Week,
    /// How many weeks they were over, up to the week before, or up to weeks that were not worked out; `None` where they were
    /// not over then.
    pub(crate) weeks_over: Option<u32>,
    /// The last of these weeks.
    pub(crate) over_until: Option<Week>,
}

impl ReportData<'_> {
    pub(super) fn summary(&self, chosen: &Chosen, warned: &Warned) -> Summary {
        let officers = |standing: Standing| {
            let these = chosen.officers.iter().filter(move |officer| officer.judgement.standing == standing);
            these
                .map(|officer| NamedRun { about: self.about(&officer.week), judged: officer.judgement.clone() })
                .collect()
        };
        let names: Vec<LabelNames> = chosen.units.iter().map(|unit| self.unit_names(unit)).collect();
        let shared = SharedNames::of(names.iter());
        let units = |standing: Standing| {
            let these = chosen.units.iter().zip(&names).filter(|(unit, _)| unit.judgement.standing == standing);
            these
                .map(|(unit, names)| NamedRun {
                    about: About::Unit { who: shared.tell_apart(self.unit_name(unit), names) },
                    judged: unit.judgement.clone(),
                })
                .collect()
        };
        let held = &self.results.total.held;
        let hours = self.weights().hours;
        let not_yet_due = NotYetDue { tasks: held.later_tasks, work_hours: hours.work_hours(held.later_work) };
        let other_weights = self.results.other_weights.iter().map(|version| self.texts.get(*version).to_owned());
        Summary {
            excessive: officers(Standing::Excessive),
            possible: officers(Standing::Possible),
            excessive_units: units(Standing::Excessive),
            possible_units: units(Standing::Possible),
            total: self.total(),
            unallocated: self.unallocated(),
            without_hours: self.without_hours(),
            room: self.room(chosen),
            room_unknown: self.room_unknown(chosen.officers.iter().copied()),
            in_several: in_several(chosen),
            counts_nothing: (!self.week().is_recorded)
                .then_some(CountsNothing { cases: held.nothing.cases(), why: held.nothing }),
            not_yet_due: (held.later_tasks != 0 || !held.later_work.is_nothing()).then_some(not_yet_due),
            many_cases: self.many_cases(chosen),
            listed_only: self.listed_only(),
            no_figure: self.no_figure(),
            not_worked_out: warned.not_worked_out.clone(),
            weeks_known: self.results.weeks_known,
            has_weeks: self.has_weeks(),
            weeks_without_figures: self.results.weeks_without.clone(),
            elsewhere: self.elsewhere(),
            set_aside: self.week().set_aside.clone(),
            grade_hours_more_than_once: self.officers_who(|officer| {
                let posts = || officer.posts.iter().filter(|post| post.contracted.is_some());
                posts().count() > 1 && posts().any(|post| post.hours_are_the_grades)
            }),
            reductions: self.changes(chosen),
            warnings: warned.warnings.clone(),
            warnings_elsewhere: warned.warnings_elsewhere,
            other_weights: other_weights.collect(),
        }
    }

    fn total(&self) -> Total {
        let (total, hours) = (&self.results.total, self.weights().hours);
        let is_known = !total.is_unknown();
        Total {
            officers: total.officers.len(),
            not_worked_out: total.left_out.len(),
            over: self.results.over_count(),
            cases: is_known.then_some(total.held.cases),
            available_hours: is_known.then(|| hours.available_hours(total.load.available)),
            work_hours: is_known.then(|| hours.work_hours(total.load.work)),
            capacity_percent: total.load.percent(),
        }
    }

    fn held_work(&self, about: About, held: &Held) -> HeldWork {
        HeldWork { about, cases: held.cases, work_hours: self.weights().hours.work_hours(held.work) }
    }

    fn unallocated(&self) -> Option<HeldWork> {
        let held = &self.results.total.unallocated;
        (held.cases != 0 || !held.work.is_nothing()).then(|| self.held_work(About::NOBODY, held))
    }

    pub(super) fn without_hours(&self) -> Vec<HeldWork> {
        let holds = |officer: &&OfficerResult| officer.week.held().cases != 0 || !officer.load.work.is_nothing();
        let these = self.results.officers.iter().filter(|officer| officer.load.has_no_hours()).filter(holds);
        let held = |officer: &OfficerResult| self.held_work(self.about(&officer.week), &officer.week.held());
        let mut all: Vec<HeldWork> = these.map(held).collect();
        all.sort_by(|one, other| one.about.cmp(&other.about));
        all
    }

    fn room(&self, chosen: &Chosen) -> Vec<Room> {
        let hours = self.weights().hours;
        // Untiered cases count nothing, so nobody knows how much room there is beside them. A history does not keep them.
        let is_known = |officer: &OfficerResult| {
            !self.week().is_recorded && !officer.is_unseen && !holds_untiered(officer.week.posts)
        };
        let these = chosen.officers.iter().filter(|officer| self.may_take_more(officer) && is_known(officer));
        let mut room: Vec<Room> = these
            .map(|officer| Room { about: self.about(&officer.week), hours: hours.spare_hours(officer.load) })
            .collect();
        room.sort_by_key(|room| std::cmp::Reverse(room.hours));
        room
    }

    /// Whether somebody has time left and is not over, as they may be where the limit is below 100 per cent.
    fn may_take_more(&self, officer: &OfficerResult) -> bool {
        officer.load.has_room() && !officer.load.exceeds(self.weights().limits.over)
    }

    /// Officers of whom nobody knows how much room they have, because they hold cases without a tier.
    pub(super) fn room_unknown<'o, 'p: 'o>(&self, officers: impl Iterator<Item = &'o OfficerResult<'p>>) -> Vec<About> {
        let these = officers.filter(|officer| self.may_take_more(officer) && holds_untiered(officer.week.posts));
        these.map(|officer| self.about(&officer.week)).collect()
    }

    fn many_cases(&self, chosen: &Chosen) -> Option<ManyCases> {
        let limits = self.weights().limits;
        let warn_cases = limits.many_cases()?;
        let cases = chosen.officers.iter().map(|officer| (officer, officer.week.held().cases));
        let many = cases.filter(|(_, cases)| *cases >= warn_cases);
        let of = |(officer, cases): (&&OfficerResult, i64)| OfficerCases { about: self.about(&officer.week), cases };
        let mut officers: Vec<OfficerCases> = many.map(of).collect();
        officers.sort_by_key(|officer| std::cmp::Reverse(officer.cases));
        (!officers.is_empty()).then_some(ManyCases { warn_cases, max_cases: limits.max_cases, officers })
    }

    fn elsewhere(&self) -> Vec<Elsewhere> {
        let hours = self.weights().hours;
        let of = |officer: &OfficerResult| {
            let (load, about) = (officer.elsewhere?, self.about(&officer.week));
            let (work_hours, available_hours) = (hours.work_hours(load.work), hours.available_hours(load.available));
            Some(Elsewhere { about, work_hours, available_hours })
        };
        let mut these: Vec<Elsewhere> = self.results.officers.iter().filter_map(of).collect();
        these.sort_by(|one, other| one.about.cmp(&other.about));
        these
    }

    pub(super) fn no_figure(&self) -> Vec<NoFigure> {
        let figure = |gone: &WithoutFigure| {
            let about = self.about_officer(gone.officer, gone.name);
            let (weeks_over, over_until) = gone.ended_run.map(|run| (run.weeks, run.last)).unzip();
            NoFigure { about, last: gone.last, weeks_over, over_until }
        };
        let mut these: Vec<NoFigure> = self.results.no_figure.iter().map(figure).collect();
        these.sort_by(|one, other| other.weeks_over.cmp(&one.weeks_over).then_with(|| one.about.cmp(&other.about)));
        these
    }

    /// Officers, and posts of others, that only the staff list has this week.
    fn listed_only(&self) -> Vec<OfficerInTeam> {
        let mut named = Vec::new();
        for officer in self.results.officers.iter().map(|officer| &officer.week) {
            if officer.is_listed_only() {
                named.push(OfficerInTeam { about: self.about(officer), team: None });
                continue;
            }
            for team in officer.posts.iter().filter(|post| post.is_listed_only).filter_map(|post| post.unit.team) {
                named.push(OfficerInTeam { about: self.about(officer), team: Some(self.texts.get(team).to_owned()) });
            }
        }
        named.sort();
        named
    }

    /// The names of the officers selected for whom something holds, in alphabetical order.
    fn officers_who(&self, is_so: impl Fn(&OfficerWeek) -> bool) -> Vec<About> {
        let these = self.results.officers.iter().filter(|officer| is_so(&officer.week));
        let mut names: Vec<About> = these.map(|officer| self.about(&officer.week)).collect();
        names.sort();
        names
    }
}

/// How many officers are in more than one of the units shown.
fn in_several(chosen: &Chosen) -> usize {
    let mut members: Vec<usize> = chosen.units.iter().flat_map(|unit| unit.officers.iter().copied()).collect();
    members.sort_unstable();
    members.chunk_by(|one, next| one == next).filter(|same| same.len() > 1).count()
}
