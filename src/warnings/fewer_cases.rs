//! Weeks in which most officers are there, with fewer than half of their cases: a filter was left on, or the counts are missing.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::fault::{Messages, THIN_WEEK};
use crate::model::{Officer, PostFigures, Texts, WeekFigures};

use super::by_team::{FEW_CASES, RecentWeeks, TeamOfPdu, cases};
use super::work::{EVERYONE, said};

/// An officer with fewer cases than this may well lose half of them.
const FEWEST_CASES: i64 = 4;

/// So many officers of all, or of a team, seldom lose half of their cases at once. Those of a team may give them to another one.
const FEWEST_OF_ALL: usize = 2;
const FEWEST_OF_A_TEAM: usize = 4;

/// The cases of an officer in two weeks, and the team of the later one.
struct CasesOfOfficer {
    officer: Officer,
    team: Option<TeamOfPdu>,
    then: i64,
    now: i64,
}

impl CasesOfOfficer {
    fn are_fewer(&self) -> bool {
        self.now.saturating_mul(2) < self.then
    }
}

/// Warns of such weeks: of everyone, or of a team. Cases that somebody else has now are not missing.
pub(super) fn warn(recent: &RecentWeeks, texts: &Texts, messages: &mut Messages) {
    for (weeks, sums) in recent.weeks.windows(2).zip(recent.everyone.windows(2)) {
        let ([before, week], [_, sums]) = (weeks, sums) else { continue };
        let [then, now] = [before, week].map(|week| sum(week.posts.iter().map(|post| post.cases)));
        // In most weeks there are about as many cases as before.
        if then.saturating_sub(now) < FEWEST_CASES {
            continue;
        }
        let then: HashMap<Officer, i64> = before.officers().filter_map(cases_of).collect();
        let gone = sum(then_of_both(week, &then)).saturating_add(unallocated(before)).saturating_sub(now);
        if gone <= 0 {
            continue;
        }
        let already = said(messages);
        let team = |posts: &[PostFigures]| {
            posts.iter().flat_map(TeamOfPdu::of_post).find(|team| sums.teams.contains_key(team))
        };
        let is_said = |team: TeamOfPdu| !already.is_empty() && already.contains(team.subject(texts).text());
        let both = week.officers().filter_map(|(officer, posts)| {
            let ((_, now), then) = (cases_of((officer, posts))?, *then.get(&officer)?);
            let team = team(posts);
            let is_followed = then >= FEWEST_CASES && !team.is_some_and(is_said);
            is_followed.then_some(CasesOfOfficer { officer, team, then, now })
        });
        let both: Vec<CasesOfOfficer> = both.collect();
        for (team, officers) in lacking(&both, gone) {
            let fewer = || officers.iter().filter(|officer| officer.are_fewer());
            if already.contains(EVERYONE) || fewer().all(|officer| already.contains(texts.code(officer.officer))) {
                continue;
            }
            let message = format!(
                "in the week {}, {} of {} officers{} have fewer than half of the cases that they had in the week {} ({} of {} in all), \
                 and nobody else has the others; is the caseload whole?",
                week.week,
                fewer().count(),
                officers.len(),
                team.map(|team| format!(" of {}", team.named(texts))).unwrap_or_default(),
                before.week,
                sum(officers.iter().map(|officer| officer.now)),
                sum(officers.iter().map(|officer| officer.then)),
            );
            let subjects = fewer()
                .map(|officer| officer.officer.subject(texts))
                .chain(team.map(|team| team.subject(texts)))
                .collect();
            messages.warnings.add_of(THIN_WEEK, week.place, subjects, message);
        }
    }
}

/// How many cases an officer has, where all of it is known.
fn cases_of((officer, posts): (Officer, &[PostFigures])) -> Option<(Officer, i64)> {
    let is_known = posts.iter().any(|post| !post.is_listed_only) && !posts.iter().any(|post| post.is_faulty);
    is_known.then(|| (officer, cases(posts)))
}

/// How many cases those had before who are there in a week.
fn then_of_both(week: &WeekFigures, then: &HashMap<Officer, i64>) -> impl Iterator<Item = i64> {
    week.officers().filter_map(cases_of).filter_map(|(officer, _)| then.get(&officer).copied())
}

fn unallocated(week: &WeekFigures) -> i64 {
    sum(week.posts.iter().filter(|post| post.officer.is_none()).map(|post| post.cases))
}

/// The officers who lack cases: all of them, or those of teams. So many cases are `gone` that nobody has now.
fn lacking(both: &[CasesOfOfficer], gone: i64) -> Vec<(Option<TeamOfPdu>, Vec<&CasesOfOfficer>)> {
    let all: Vec<&CasesOfOfficer> = both.iter().collect();
    if lacks_cases(&all, FEWEST_OF_ALL, gone) {
        return vec![(None, all)];
    }
    let mut teams: BTreeMap<TeamOfPdu, Vec<&CasesOfOfficer>> = BTreeMap::new();
    for officer in both {
        if let Some(team) = officer.team {
            teams.entry(team).or_default().push(officer);
        }
    }
    teams.retain(|_, officers| lacks_cases(officers, FEWEST_OF_A_TEAM, gone));
    teams.into_iter().map(|(team, officers)| (Some(team), officers)).collect()
}

/// Whether most of some officers have fewer than half of their cases, and most of what they lost is gone.
fn lacks_cases(officers: &[&CasesOfOfficer], fewest: usize, gone: i64) -> bool {
    let fewer = || officers.iter().filter(|officer| officer.are_fewer());
    let lost = sum(fewer().map(|officer| officer.then.saturating_sub(officer.now)));
    fewer().count() >= fewest.max(officers.len() / 2 + 1)
        && sum(officers.iter().map(|officer| officer.then)) >= FEW_CASES
        && gone.saturating_mul(2) > lost
}

fn sum(cases: impl Iterator<Item = i64>) -> i64 {
    cases.fold(0, i64::saturating_add)
}
