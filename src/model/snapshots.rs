//! Which rows of a caseload count. Of several snapshots in one week the latest does: for each team, and for its cases and its
//! tasks apart, because teams are exported on different days, and reports may come in a file of their own.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::units::Week;

use super::{Officer, Team, Teams, TextId, Unit};

/// The snapshots of all weeks; the week `None` is that of an undated caseload.
#[derive(Debug, Default)]
pub(crate) struct Snapshots(BTreeMap<Option<Week>, OfWeek>);

#[derive(Debug)]
enum OfWeek {
    /// There is one date, and all its rows count.
    Of(Option<Date>),
    /// There are several dates.
    Several(OfTeams),
}

/// What a row holds, as far as it says which snapshot the row is of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum RowKind {
    Case,
    Task,
    /// Neither: the row says that an officer holds nothing.
    #[default]
    Nothing,
}

impl RowKind {
    pub(crate) const ALL: [Self; 3] = [Self::Case, Self::Task, Self::Nothing];

    /// Its position among all.
    pub(crate) const fn position(self) -> usize {
        match self {
            Self::Case => 0,
            Self::Task => 1,
            Self::Nothing => 2,
        }
    }
}

/// The latest snapshot of each team in a week.
#[derive(Debug, Default)]
pub(crate) struct OfTeams {
    latest: BTreeMap<(Team, RowKind), Date>,
    names: Teams,
    /// The team of each officer who is in one, for rows that do not say it; `None` where they are in several.
    teams: BTreeMap<Officer, Option<TextId>>,
}

impl OfTeams {
    /// Notes that there is a row of a unit.
    pub(crate) fn note(&mut self, officer: Option<Officer>, unit: Unit) {
        self.names.note(officer, unit);
        if let (Some(officer), Some(team)) = (officer, unit.team) {
            let known = self.teams.entry(officer).or_insert(Some(team));
            *known = known.filter(|known| *known == team);
        }
    }

    pub(crate) fn note_date(&mut self, team: Team, kind: RowKind, date: Date) {
        let latest = self.latest.entry((team, kind)).or_insert(date);
        *latest = date.max(*latest);
    }

    /// The team that a row belongs to, once all rows are noted: its own, or the one that its officer is in.
    pub(crate) fn team(&self, officer: Option<Officer>, unit: Unit) -> Team {
        let team = unit.team.or_else(|| self.teams.get(&officer?).copied().flatten());
        self.names.team(officer, Unit { team, ..unit })
    }

    pub(crate) fn latest(&self, team: Team, kind: RowKind) -> Option<Date> {
        self.latest.get(&(team, kind)).copied()
    }

    /// The latest date of a team: of its cases or tasks, or of rows that hold nothing where it has no others.
    pub(crate) fn latest_of(&self, team: Team) -> Option<Date> {
        let [cases, tasks] = [RowKind::Case, RowKind::Task].map(|kind| self.latest(team, kind));
        cases.max(tasks).or_else(|| self.latest(team, RowKind::Nothing))
    }

    /// The date of the rows that count for a team instead of those of `date`; `None` if those of `date` count. A row
    /// that holds nothing makes no snapshot: it counts beside the cases and the tasks, unless both are later.
    pub(crate) fn later(&self, team: Team, kind: RowKind, date: Date) -> Option<Date> {
        let [cases, tasks] = [RowKind::Case, RowKind::Task].map(|kind| self.latest(team, kind));
        match kind {
            RowKind::Case => cases.filter(|counts| *counts != date),
            RowKind::Task => tasks.filter(|counts| *counts != date),
            RowKind::Nothing => {
                let first = cases.into_iter().chain(tasks).min();
                self.latest_of(team).filter(|last| date < first.unwrap_or(*last))
            }
        }
    }
}

impl Snapshots {
    /// Adds a week with one date.
    pub(crate) fn add(&mut self, date: Option<Date>) {
        self.0.insert(date.map(Week::of), OfWeek::Of(date));
    }

    /// Adds a week with several dates.
    pub(crate) fn add_several(&mut self, week: Week, of_teams: OfTeams) {
        self.0.insert(Some(week), OfWeek::Several(of_teams));
    }

    /// The snapshots of the teams of a week that has several dates.
    pub(crate) fn several(&self, week: Option<Week>) -> Option<&OfTeams> {
        match self.0.get(&week)? {
            OfWeek::Of(_) => None,
            OfWeek::Several(of_teams) => Some(of_teams),
        }
    }

    /// Whether a row of a date counts. Whose it is and what it holds matter only in a week with several dates.
    pub(crate) fn counts(&self, date: Option<Date>, officer: Option<Officer>, unit: Unit, kind: RowKind) -> bool {
        match self.0.get(&date.map(Week::of)) {
            None => false,
            Some(OfWeek::Of(only)) => *only == date,
            Some(OfWeek::Several(of_teams)) => {
                let team = of_teams.team(officer, unit);
                date.is_some_and(|date| of_teams.later(team, kind, date).is_none())
            }
        }
    }
}
