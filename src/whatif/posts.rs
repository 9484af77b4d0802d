//! Whose work is changed: officers by code or name, with their team where they are in several, and unallocated work by unit.

use crate::fault::{Place, first_few_by, quoted};
use crate::model::{Officer, PostWeek, UNALLOCATED, Unit, last_seen, meant, several_called};

use super::holder::Holder;
use super::trial::{Trial, WorkParty, WrongChange};

/// How many teams or posts a hint names.
const NAMED: usize = 12;

impl Trial<'_> {
    /// Where work comes from or goes to.
    pub(super) fn whose(&self, who: &str) -> Result<WorkParty, WrongChange> {
        let (name, team) = who.split_once('@').map_or((who, None), |(name, team)| (name, Some(team.trim())));
        if !name.trim().eq_ignore_ascii_case(UNALLOCATED) {
            return self.posts(who).map(WorkParty::Officer);
        }
        let is_called_so = |post: &usize| {
            self.holders.all[*post].post.officer.is_some_and(|of| self.texts.code(of).eq_ignore_ascii_case(UNALLOCATED))
        };
        if self.meant(who).0.iter().flatten().any(is_called_so) {
            let wrong =
                WrongChange::new(format!("{} is an officer, and also stands for what nobody holds", quoted(who)));
            return Err(wrong.hint("give the officer another code in the caseload, or none where the work is nobody's"));
        }
        Ok(WorkParty::Nobody(team.map(|team| self.unit_of(team)).transpose()?))
    }

    /// An officer by code or name; `None` where nobody is called so.
    pub(super) fn officer(&self, who: &str) -> Result<Option<Officer>, WrongChange> {
        match self.index.called.find(who, self.texts)[..] {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            ref several => {
                let (message, hint) = several_called(who, several, self.texts);
                Err(WrongChange::new(message).hint(hint))
            }
        }
    }

    /// The posts of an officer, or the one in the team behind an `@`.
    pub(super) fn posts(&self, who: &str) -> Result<Vec<usize>, WrongChange> {
        let (mut meant, wrong) = self.meant(who);
        let in_team = || borders(who).find(|(_, team)| self.is_team(team));
        let nobody = || self.nobody_called(in_team().map_or(who, |(name, _)| name));
        let asked = meant.pop().ok_or_else(|| wrong.unwrap_or_else(nobody))?;
        if let Some(other) = meant.pop() {
            let names = [other, asked].map(|posts| self.name_of(posts[0]));
            let wrong = WrongChange::new(format!("{} may be {}", quoted(who), names.join(" or ")));
            return Err(wrong.hint("give the officer by their name, or another code in the caseload"));
        }
        if asked.iter().any(|post| self.holders.all[*post].post.faulty.is_some()) {
            return Err(WrongChange::new(format!("{} is not worked out, so nothing can change there", quoted(who))));
        }
        Ok(asked)
    }

    /// The posts that a text may mean: those of an officer, or with an `@` as the border those of an officer in a team. Also what
    /// is wrong where a border fits in part.
    fn meant(&self, who: &str) -> (Vec<Vec<usize>>, Option<WrongChange>) {
        let (mut meant, mut wrong) = (Vec::new(), None);
        let in_teams = borders(who).map(|(name, team)| (name, Some(team.to_lowercase())));
        for (name, team) in std::iter::once((who, None)).chain(in_teams) {
            let posts = match self.officer(name) {
                Ok(None) => continue,
                Ok(Some(officer)) => self.index.posts(officer),
                Err(several) => {
                    wrong.get_or_insert(several);
                    continue;
                }
            };
            let is_asked = |post: &&usize| team.as_ref().is_none_or(|team| self.team(**post).to_lowercase() == *team);
            let asked: Vec<usize> = posts.iter().filter(is_asked).copied().collect();
            if asked.is_empty() {
                let teams = first_few_by(posts, NAMED, ", ", |post| quoted(self.team(*post)));
                let hint = format!("their teams are {teams}");
                wrong.get_or_insert(WrongChange::new(format!("{} has no post in that team", quoted(who))).hint(hint));
            } else {
                meant.push(asked);
            }
        }
        (meant, wrong)
    }

    /// The one post that is meant.
    pub(super) fn one(&self, who: &str) -> Result<usize, WrongChange> {
        match self.posts(who)?[..] {
            [one] => Ok(one),
            ref several => {
                let named = first_few_by(several, NAMED, " or ", |post| self.name_of(*post));
                let wrong =
                    WrongChange::new(format!("{} has several posts, and which is meant is not clear", quoted(who)));
                Err(wrong.hint(format!("give {named}")))
            }
        }
    }

    /// An officer with the team of a post.
    fn name_of(&self, post: usize) -> String {
        let code = self.texts.code_of(self.holders.all[post].post.officer);
        quoted(&format!("{code}@{}", self.team(post)))
    }

    /// The unit of a post, then those of its officer's other posts.
    pub(super) fn units_of(&self, position: usize) -> Vec<Unit> {
        let posts = self.holders.all[position].post.officer.map(|officer| self.index.posts(officer));
        let others = posts.into_iter().flatten().filter(|post| **post != position);
        std::iter::once(&position).chain(others).map(|post| self.holders.all[*post].post.unit).collect()
    }

    fn team(&self, position: usize) -> &str {
        self.texts.shown(self.holders.all[position].post.unit.team)
    }

    fn nobody_called(&self, who: &str) -> WrongChange {
        let week = self.week.map(|week| format!(" in the week {week}")).unwrap_or_default();
        let wanted = who.to_lowercase();
        let hint = || match last_seen(who, self.weeks, self.texts) {
            Some((who, last)) => Some(format!("the last week of {} is {last}", quoted(&who))),
            None => self.index.called.hint(who, self.texts),
        };
        let wrong = self.hinted(format!("no officer is called {}{week}", quoted(who)), hint);
        WrongChange { is_follow_up: self.not_joined.contains(&wanted), ..wrong }
    }

    pub(super) fn is_team(&self, name: &str) -> bool {
        !self.units_called(name).is_empty()
    }

    /// The units that a team is, or a team with its PDU or region behind an `@`.
    fn units_called(&self, team: &str) -> Vec<Unit> {
        if let Some(units) = self.index.teams.get(&team.to_lowercase()) {
            return units.iter().copied().collect();
        }
        let is_in = |unit: &Unit, wider: &str| {
            [unit.pdu, unit.region].into_iter().flatten().any(|of| self.texts.get(of).eq_ignore_ascii_case(wider))
        };
        let units =
            borders(team).filter_map(|(team, wider)| Some((self.index.teams.get(&team.to_lowercase())?, wider)));
        units.flat_map(|(units, wider)| units.iter().copied().filter(move |unit| is_in(unit, wider))).collect()
    }

    pub(super) fn unit_of(&self, team: &str) -> Result<Unit, WrongChange> {
        let units = self.units_called(team);
        let chosen: Vec<Unit> = units.iter().copied().filter(|unit| (self.is_chosen)(*unit)).collect();
        let units = if chosen.is_empty() { units } else { chosen };
        match units[..] {
            [one] => Ok(one),
            [] => Err(self.hinted(format!("no team is called {}", quoted(team)), || {
                let units = self.index.teams.values().flatten();
                let mut teams: Vec<&str> = units.map(|unit| self.texts.shown(unit.team)).collect();
                teams.sort_unstable();
                meant(team, teams.into_iter()).map(|near| format!("the nearest is {}", quoted(near)))
            })),
            _ => {
                let message = format!("{} is a team of several PDUs or regions", quoted(team));
                Err(WrongChange::new(message).hint(self.say_pdu(&units)))
            }
        }
    }

    /// The unit of somebody whose team is not said: the only one there is, or the one that is asked for.
    pub(super) fn only_unit(&self, who: &str) -> Result<Unit, WrongChange> {
        if let [one] = self.index.asked.iter().take(2).collect::<Vec<_>>()[..] {
            return Ok(*one);
        }
        let message = format!("there are several teams, and which is meant for {} is not clear", quoted(who));
        let asked: Vec<Unit> = self.index.asked.iter().copied().collect();
        let are_of_one_name = asked.iter().all(|unit| unit.team == asked[0].team);
        let hint = || "give one with --team, or behind an @".to_owned();
        let hint = if are_of_one_name && !asked.is_empty() { self.say_pdu(&asked) } else { hint() };
        Err(WrongChange::new(message).hint(hint))
    }

    /// A mend for the name that teams of several PDUs have.
    fn say_pdu(&self, units: &[Unit]) -> String {
        let named = |unit: &Unit| {
            let [team, within] = [unit.team, unit.pdu.or(unit.region)].map(|name| self.texts.shown(name));
            format!("{team}@{within}")
        };
        let such = units.iter().map(named).min().unwrap_or_default();
        format!(
            "say which with --pdu or --region, or give the PDU or the region behind the team, as in {}",
            quoted(&such)
        )
    }

    /// The unallocated work of a unit.
    pub(super) fn nobody(&mut self, unit: Unit, place: Place) -> usize {
        if let Some(position) = self.index.nobody.get(&unit) {
            return *position;
        }
        let post = self.blank(unit, place);
        self.index.nobody.insert(unit, self.holders.all.len());
        self.holders.all.push(Holder::new(post));
        self.holders.all.len() - 1
    }

    /// A post of nobody that holds nothing.
    pub(super) fn blank(&self, unit: Unit, place: Place) -> PostWeek {
        PostWeek { snapshot: self.snapshot, ..PostWeek::blank(unit, place) }
    }
}

/// What stands before and behind each `@` of a text, up to a number of them that no name has.
pub(super) fn borders(who: &str) -> impl Iterator<Item = (&str, &str)> {
    const MOST: usize = 64;
    who.match_indices('@').take(MOST).map(|(at, _)| (who[..at].trim(), who[at + 1..].trim()))
}
