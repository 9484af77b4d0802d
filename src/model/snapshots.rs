//! Which rows of a caseload count. Of several snapshots in one week the latest does: for each team, and for its cases and its
//! tasks apart, because teams are exported on different days, and reports may come in a file of their own.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::units::Week;

use super::{Officer, TextId, Texts};

/// The snapshots of all weeks; the week `None` is that of an undated caseload.
#[derive(Debug, Default)]
pub struct Snapshots(BTreeMap<Option<Week>, OfWeek>);

/// The snapshots of one week.
#[derive(Debug)]
enum OfWeek {
    /// There is one date, and all its rows count.
    Of(Option<Date>),
    /// There are several dates.
    Several(OfTeams),
}

/// The latest snapshot of each team in a week.
#[derive(Debug, Default)]
pub struct OfTeams {
    latest: BTreeMap<(Option<TextId>, bool), Date>,
    /// The team of each officer who is in one, for rows that do not say it; `None` where they are in several.
    teams: BTreeMap<Officer, Option<TextId>>,
}

impl OfTeams {
    /// Notes that an officer has a row in a team.
    pub fn note(&mut self, officer: Option<Officer>, team: Option<TextId>) {
        if let (Some(officer), Some(team)) = (officer, team) {
            let known = self.teams.entry(officer).or_insert(Some(team));
            *known = known.filter(|known| *known == team);
        }
    }

    /// Notes a date on which a team has case rows or task rows.
    pub fn note_date(&mut self, team: Option<TextId>, is_task: bool, date: Date) {
        let latest = self.latest.entry((team, is_task)).or_insert(date);
        *latest = date.max(*latest);
    }

    /// The team that a row belongs to: its own, or the one that its officer is in.
    pub fn team(&self, officer: Option<Officer>, team: Option<TextId>) -> Option<TextId> {
        team.or_else(|| self.teams.get(&officer?).copied().flatten())
    }

    /// The date that counts for case rows or task rows of a team.
    pub fn latest(&self, team: Option<TextId>, is_task: bool) -> Option<Date> {
        self.latest.get(&(team, is_task)).copied()
    }
}

/// A row, by the texts that say whose it is.
#[derive(Debug, Clone, Copy)]
pub struct RowOf<'a> {
    /// The officer; `None` for unallocated work.
    pub officer: Option<&'a str>,
    /// The team.
    pub team: Option<&'a str>,
    /// Whether it is a task.
    pub is_task: bool,
}

impl Snapshots {
    /// Adds a week with one date.
    pub fn add(&mut self, date: Option<Date>) {
        self.0.insert(date.map(Week::of), OfWeek::Of(date));
    }

    /// Adds a week with several dates.
    pub fn add_several(&mut self, week: Week, of_teams: OfTeams) {
        self.0.insert(Some(week), OfWeek::Several(of_teams));
    }

    /// The snapshots of the teams of a week that has several dates.
    pub fn several(&self, week: Option<Week>) -> Option<&OfTeams> {
        match self.0.get(&week)? {
            OfWeek::Of(_) => None,
            OfWeek::Several(of_teams) => Some(of_teams),
        }
    }

    /// Whether a row of a date counts. Whose it is matters only in a week with several dates. `texts` are those of the caseload.
    pub fn counts<'r>(&self, date: Option<Date>, row: impl FnOnce() -> RowOf<'r>, texts: &Texts) -> bool {
        match self.0.get(&date.map(Week::of)) {
            None => false,
            Some(OfWeek::Of(only)) => *only == date,
            Some(OfWeek::Several(of_teams)) => {
                let row = row();
                let officer = row.officer.and_then(|officer| texts.find(officer)).map(Officer);
                let team = of_teams.team(officer, row.team.and_then(|team| texts.find(team)));
                of_teams.latest(team, row.is_task) == date
            }
        }
    }
}
