//! Warns of weeks in which most officers have much less work than in the week before, though they have as many cases, and as many
//! take time: case types or tiers were filled down, or tasks are missing.

use foldhash::{HashMap, HashSet};

use crate::fault::{Messages, THIN_WEEK};
use crate::model::{Officer, PostFigures, Texts, WeekFigures};
use crate::units::Work;

use super::by_team::{RecentWeeks, TeamOfPdu, all_or_teams, cases, counting_cases, officers_over};
use super::work::said_in;

/// Officers with fewer cases than this may well have got other cases.
const MANY: i64 = 10;

/// It is seldom that this many officers, of all or of a team, have so much less work at once.
const FEWEST_OF_ALL: usize = 3;
const FEWEST_OF_A_TEAM: usize = 4;

/// An officer who has many cases in two adjacent weeks, and about as many in both.
struct OfficerOfBoth {
    officer: Officer,
    team: Option<TeamOfPdu>,
    is_lighter: bool,
}

/// Warns of such weeks, of all officers or of a team, if one of them is over in the week beside and not in the week.
pub(super) fn warn(recent: &RecentWeeks, texts: &Texts, messages: &mut Messages) {
    for (at, beside) in recent.with_week_beside() {
        let [before, week] = [beside, at].map(|at| &recent.weeks[at]);
        if before.weights != week.weights {
            continue;
        }
        let teams = &recent.everyone[at].teams;
        let both = in_both(before, week, |post| TeamOfPdu::of_post(post).find(|team| teams.contains_key(team)));
        // In most weeks nobody's cases are lighter.
        if !both.iter().any(|one| one.is_lighter) || !said_in(messages, week.place).is_empty() {
            continue;
        }
        let [over_then, over_now] = [before, week].map(officers_over);
        for (team, officers) in lighter(&both, &over_then, &over_now) {
            let lighter: Vec<Officer> = officers.iter().filter(|one| one.is_lighter).map(|one| one.officer).collect();
            let message = format!(
                "in the week {} {} of {} officers{} have less than three quarters of the work that they had in the week {}, and about as \
                 many cases; are the case types, the tiers and the tasks right?",
                week.week,
                lighter.len(),
                officers.len(),
                team.map(|team| format!(" of {}", team.named(texts))).unwrap_or_default(),
                before.week,
            );
            let subjects = lighter.into_iter().map(|officer| officer.subject(texts));
            let subjects = subjects.chain(team.map(|team| team.subject(texts)));
            messages.warnings.add_of(THIN_WEEK, week.place, subjects, message);
        }
    }
}

/// Finds the officers who have many cases in both weeks, and about as many in both, of all and of those that take time: nine tenths
/// to ten ninths as many.
fn in_both(
    before: &WeekFigures,
    week: &WeekFigures,
    team: impl Fn(&PostFigures) -> Option<TeamOfPdu>,
) -> Vec<OfficerOfBoth> {
    let then: HashMap<Officer, &[PostFigures]> = before.officers().collect();
    let are_about = |one: i64, other: i64| {
        one.saturating_mul(10) >= other.saturating_mul(9) && other.saturating_mul(10) >= one.saturating_mul(9)
    };
    let work = |posts: &[PostFigures]| posts.iter().map(|post| post.work).sum::<Work>();
    let in_both = week.officers().filter_map(|(officer, posts)| {
        let then = then.get(&officer)?;
        let have_many = cases(posts) >= MANY && counting_cases(posts) > 0 && !posts.iter().any(|post| post.is_faulty);
        let are_same = are_about(cases(posts), cases(then)) && are_about(counting_cases(posts), counting_cases(then));
        let is_lighter = work(posts).units() * 4 < work(then).units() * 3;
        (have_many && are_same).then(|| OfficerOfBoth { officer, team: posts.iter().find_map(&team), is_lighter })
    });
    in_both.collect()
}

/// Finds everyone, or else the teams, if most have lighter cases and one of these officers is no longer over.
fn lighter<'b>(
    both: &'b [OfficerOfBoth],
    over_then: &HashSet<Officer>,
    over_now: &HashSet<Officer>,
) -> Vec<(Option<TeamOfPdu>, Vec<&'b OfficerOfBoth>)> {
    let are_lighter = |officers: &[&OfficerOfBoth], fewest: usize| {
        let lighter = || officers.iter().filter(|one| one.is_lighter);
        lighter().count() >= fewest.max(officers.len() / 2 + 1)
            && lighter().any(|one| over_then.contains(&one.officer) && !over_now.contains(&one.officer))
    };
    all_or_teams(both.iter().collect(), [FEWEST_OF_ALL, FEWEST_OF_A_TEAM], |one| one.team, are_lighter)
}
