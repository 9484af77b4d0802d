//! Whose work is changed: officers by code or name, with their team where they are in several, and unallocated work by unit.

use crate::fault::{Place, quoted};
use crate::model::{Held, Officer, PostWeek, Unit, meant};
use crate::units::{Available, Hours};

use super::holder::Holder;
use super::trial::{Trial, Whose, Wrong};

/// What stands for work that nobody holds.
pub(super) const NOBODY: &str = "unallocated";

impl Trial<'_> {
    /// Where work comes from or goes to.
    pub(super) fn whose(&self, who: &str) -> Result<Whose, Wrong> {
        let (name, team) = who.split_once('@').map_or((who, None), |(name, team)| (name, Some(team.trim())));
        if name.trim().to_lowercase() == NOBODY {
            return Ok(Whose::Nobody(team.map(|team| self.unit_of(team)).transpose()?));
        }
        self.posts(who).map(Whose::Officer)
    }

    /// An officer by code or name; `None` where nobody is called so.
    pub(super) fn officer(&self, who: &str) -> Result<Option<Officer>, Wrong> {
        let exact = self.texts.find(who).map(Officer).filter(|officer| self.index.officers.contains_key(officer));
        match (exact, self.index.names.get(&who.to_lowercase()).map_or(&[][..], Vec::as_slice)) {
            (Some(exact), _) => Ok(Some(exact)),
            (None, [one]) => Ok(Some(*one)),
            (None, []) => Ok(None),
            (None, several) => {
                let codes: Vec<String> = several.iter().map(|officer| quoted(self.texts.get(officer.0))).collect();
                let wrong = Wrong::new(format!("several officers are called {}", quoted(who)));
                Err(wrong.hint(format!("give one of {}", codes.join(", "))))
            }
        }
    }

    /// The posts of an officer, or the one in the team behind an `@`.
    pub(super) fn posts(&self, who: &str) -> Result<Vec<usize>, Wrong> {
        let in_team = || who.rsplit_once('@').map(|(code, team)| (code.trim(), team.trim().to_lowercase()));
        let (posts, team) = match (self.officer(who)?, in_team()) {
            (Some(officer), _) => (&self.index.officers[&officer], None),
            (None, Some((code, team))) => match self.officer(code)? {
                Some(officer) => (&self.index.officers[&officer], Some(team)),
                None if self.index.teams.contains_key(&team) => return Err(self.nobody_called(code)),
                None => return Err(self.nobody_called(who)),
            },
            (None, None) => return Err(self.nobody_called(who)),
        };
        let is_asked = |post: &&usize| team.as_ref().is_none_or(|team| self.team(**post).to_lowercase() == *team);
        let asked: Vec<usize> = posts.iter().filter(is_asked).copied().collect();
        if asked.is_empty() {
            let wrong = Wrong::new(format!("{} has no post in that team", quoted(who)));
            let teams: Vec<String> = posts.iter().map(|post| quoted(self.team(*post))).collect();
            return Err(wrong.hint(format!("their teams are {}", teams.join(", "))));
        }
        if asked.iter().any(|post| self.holders[*post].post.faulty.is_some()) {
            return Err(Wrong::new(format!("{} is not worked out, so nothing can change there", quoted(who))));
        }
        Ok(asked)
    }

    /// The one post that is meant.
    pub(super) fn one(&self, who: &str) -> Result<usize, Wrong> {
        match self.posts(who)?[..] {
            [one] => Ok(one),
            ref several => {
                let name = |post: &usize| {
                    let code = self.holders[*post].post.officer.map_or("", |officer| self.texts.get(officer.0));
                    quoted(&format!("{code}@{}", self.team(*post)))
                };
                let named: Vec<String> = several.iter().map(name).collect();
                let wrong = Wrong::new(format!("{} has several posts, and which is meant is not told", quoted(who)));
                Err(wrong.hint(format!("give {}", named.join(" or "))))
            }
        }
    }

    /// The unit of a post, then those of its officer's other posts.
    pub(super) fn units_of(&self, position: usize) -> Vec<Unit> {
        let posts = self.holders[position].post.officer.map(|officer| self.index.posts(officer));
        let others = posts.into_iter().flatten().filter(|post| **post != position);
        std::iter::once(&position).chain(others).map(|post| self.holders[*post].post.unit).collect()
    }

    fn team(&self, position: usize) -> &str {
        self.texts.shown(self.holders[position].post.unit.team)
    }

    fn nobody_called(&self, who: &str) -> Wrong {
        let week = self.week.map(|week| format!(" in the week {week}")).unwrap_or_default();
        let wanted = who.to_lowercase();
        let wrong = self.hinted(format!("no officer is called {}{week}", quoted(who)), || {
            let mut known: Vec<&str> = self.index.names.keys().map(String::as_str).collect();
            known.sort_unstable();
            let near = meant(who, known.into_iter())?;
            let officer = self.index.names[near][0];
            let code = self.texts.get(officer.0);
            let name = self.texts.shown(self.holders[self.index.officers[&officer][0]].post.name);
            let shown = quoted(if code.to_lowercase() == near { code } else { name });
            Some(format!("the nearest is {shown}"))
        });
        Wrong { is_follow_up: self.not_joined.contains(&wanted), ..wrong }
    }

    /// The unit of a team.
    pub(super) fn unit_of(&self, team: &str) -> Result<Unit, Wrong> {
        let units = self.index.teams.get(&team.to_lowercase());
        match units.into_iter().flatten().take(2).collect::<Vec<_>>()[..] {
            [one] => Ok(*one),
            [] => Err(self.hinted(format!("no team is called {}", quoted(team)), || {
                let units = self.index.teams.values().flatten();
                let mut teams: Vec<&str> = units.map(|unit| self.texts.shown(unit.team)).collect();
                teams.sort_unstable();
                meant(team, teams.into_iter()).map(|near| format!("the nearest is {}", quoted(near)))
            })),
            _ => Err(Wrong::new(format!("{} is a team of several PDUs or regions", quoted(team)))),
        }
    }

    /// The unit of somebody whose team is not said: the only one there is, or the one that `--team` asks for.
    pub(super) fn only_unit(&self, who: &str) -> Result<Unit, Wrong> {
        match (&self.index.staffed.iter().take(2).collect::<Vec<_>>()[..], self.teams) {
            ([one], _) => Ok(**one),
            (_, [team]) => self.unit_of(team),
            _ => {
                let wrong =
                    Wrong::new(format!("there are several teams, and which is meant for {} is not told", quoted(who)));
                Err(wrong.hint("give one with --team, or behind an @"))
            }
        }
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
        PostWeek {
            officer: None,
            name: None,
            grade: None,
            unit,
            contracted: None,
            hours_are_the_grades: false,
            reduction: Hours::default(),
            reduction_of_caseload: Hours::default(),
            available: Available::default(),
            is_listed_only: false,
            faulty: None,
            snapshot: self.snapshot,
            place,
            hours_place: place,
            held: Held::default(),
        }
    }
}
