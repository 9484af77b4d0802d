//! Warns of weeks in which most officers have fewer than half of the cases that they had in the week before: a filter was left on,
//! or the counts are missing.

use foldhash::HashMap;

use crate::fault::{Messages, THIN_WEEK};
use crate::model::{Officer, PostFigures, Texts, WeekFigures};

use super::by_team::{FEW_CASES, RecentWeeks, TeamOfPdu, WeekByTeam, all_or_teams, cases};
use super::work::{EVERYONE, said_in};

/// Officers with fewer cases than this may well lose half of them. An officer who gained this many took them from somebody.
const MANY: i64 = 4;

/// It is seldom that this many officers, of all or of a team, lose half of their cases at once. A team may give its cases to
/// another one.
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

    fn lost(&self) -> i64 {
        self.then.saturating_sub(self.now)
    }
}

/// Warns of such weeks: of everyone, or of a team. Cases that somebody else has now are not missing.
pub(super) fn warn(recent: &RecentWeeks, texts: &Texts, messages: &mut Messages) {
    for (at, beside) in recent.with_week_beside() {
        let [before, week] = [beside, at].map(|at| &recent.weeks[at]);
        let [then, now] = [before, week].map(|week| cases(&week.posts));
        // In most weeks there are about as many cases as before.
        if then.saturating_sub(now) < MANY {
            continue;
        }
        let apart = if at + 1 == recent.weeks.len() { recent.apart } else { &[] };
        let changed = LostBetweenWeeks::of(before, week.posts.iter().chain(apart), &recent.everyone[at]);
        let already = said_in(messages, week.place);
        for (team, officers) in changed.lacking() {
            let fewer = || officers.iter().filter(|officer| officer.are_fewer());
            let is_said = |team: TeamOfPdu| already.contains(team.subject(texts).text());
            if already.contains(EVERYONE)
                || team.is_some_and(is_said)
                || fewer().all(|officer| officer.team.is_some_and(is_said))
            {
                continue;
            }
            let message = format!(
                "in the week {}, {} of {} officers{} have fewer than half of the cases that they had in the week {} ({} of {} in all), \
                 and most of the other cases are with nobody else; is the caseload whole?",
                week.week,
                fewer().count(),
                officers.len(),
                team.map(|team| format!(" of {}", team.named(texts))).unwrap_or_default(),
                before.week,
                sum(officers.iter().map(|officer| officer.now)),
                sum(officers.iter().map(|officer| officer.then)),
            );
            let subjects = fewer().map(|officer| officer.officer.subject(texts));
            let subjects = subjects.chain(team.map(|team| team.subject(texts)));
            messages.warnings.add_of(THIN_WEEK, week.place, subjects, message);
        }
    }
}

/// Warns of weeks in which the counts are missing: each row has one case, and in the week beside it some of about as many rows had
/// several. The other warning does not see this if rows had few cases each, so that nobody lost half of theirs.
pub(super) fn warn_of_counts(recent: &RecentWeeks, messages: &mut Messages) {
    for (at, beside) in recent.with_week_beside() {
        let [before, week] = [beside, at].map(|at| &recent.weeks[at]);
        let [(rows_then, then), (rows, now)] = [before, week].map(|week| {
            let of = |numbers: fn(&PostFigures) -> i64| sum(week.posts.iter().map(numbers));
            (of(|post| post.case_rows.into()), of(|post| post.cases))
        });
        let are_as_many = |rows: i64| (rows_then * 3..=rows_then * 5).contains(&rows.saturating_mul(4));
        let are_blank = rows == now && (1..then).contains(&rows_then) && are_as_many(rows);
        // A few cases may have ended. But if each case has a row now, there are about as many cases as before.
        let are_fewer = now.saturating_mul(10) < then.saturating_mul(9);
        if then < FEW_CASES || !are_blank || !are_fewer || !said_in(messages, week.place).is_empty() {
            continue;
        }
        let message = format!(
            "in the week {} every row of cases counts as one case, {now} in all; in the week {} {rows_then} rows counted {then} cases; are \
             the counts missing?",
            week.week, before.week
        );
        messages.warnings.add(THIN_WEEK, week.place, message);
    }
}

/// What became of the cases of a week, in the teams that have rows in the next one.
struct LostBetweenWeeks {
    /// The officers who are in both weeks.
    both: Vec<CasesOfOfficer>,
    /// By how many cases there are fewer in all.
    fewer: i64,
    /// Cases that somebody may have taken over: those of new officers, those that became unallocated, and those that officers
    /// gained who gained many.
    taken: i64,
    /// Cases of officers who are gone.
    left_behind: i64,
    /// Cases that officers lost who lost many.
    lost: i64,
}

impl LostBetweenWeeks {
    /// `posts` are those of the week after `before`, which `sums` are of.
    fn of<'p>(
        before: &'p WeekFigures,
        posts: impl Iterator<Item = &'p PostFigures> + Clone,
        sums: &WeekByTeam,
    ) -> Self {
        let team = |post: &PostFigures| TeamOfPdu::of_post(post).find(|team| sums.teams.contains_key(team));
        let is_there = |post: &&PostFigures| post.unit.team.is_none() || team(post).is_some();
        let mut then = cases_of(before.posts.iter().filter(is_there));
        let now = cases_of(posts.clone());
        let all = |cases: &HashMap<Option<Officer>, Option<i64>>| sum(cases.values().copied().flatten());
        let mut changed =
            Self { both: Vec::new(), fewer: all(&then).saturating_sub(all(&now)), taken: 0, left_behind: 0, lost: 0 };
        let teams: HashMap<Officer, TeamOfPdu> = posts.filter_map(|post| Some((post.officer?, team(post)?))).collect();
        let unallocated = now.get(&None).copied().flatten().unwrap_or(0);
        let was_unallocated = then.remove(&None).flatten().unwrap_or(0);
        changed.taken = unallocated.saturating_sub(was_unallocated).max(0);
        for (officer, now) in now.into_iter().filter_map(|(officer, now)| Some((officer?, now?))) {
            match then.remove(&Some(officer)) {
                Some(Some(then)) => {
                    let cases = CasesOfOfficer { officer, team: teams.get(&officer).copied(), then, now };
                    let many = |cases: i64| if cases >= MANY { cases } else { 0 };
                    changed.taken = changed.taken.saturating_add(many(cases.lost().saturating_neg()));
                    changed.lost = changed.lost.saturating_add(many(cases.lost()));
                    changed.both.push(cases);
                }
                Some(None) => {}
                None => changed.taken = changed.taken.saturating_add(now),
            }
        }
        changed.left_behind = sum(then.into_values().flatten());
        // A map has another order in each run.
        changed.both.sort_unstable_by_key(|officer| officer.officer);
        changed
    }

    /// Finds the officers who lack cases: all of them, or else those of teams.
    fn lacking(&self) -> Vec<(Option<TeamOfPdu>, Vec<&CasesOfOfficer>)> {
        let all: Vec<&CasesOfOfficer> = self.both.iter().filter(|officer| officer.then >= MANY).collect();
        all_or_teams(
            all,
            [FEWEST_OF_ALL, FEWEST_OF_A_TEAM],
            |officer| officer.team,
            |officers, fewest| self.lack_cases(officers, fewest),
        )
    }

    /// Whether most of these officers have fewer than half of their cases, and at least half of what they lost is with nobody else.
    fn lack_cases(&self, officers: &[&CasesOfOfficer], fewest: usize) -> bool {
        let fewer = || officers.iter().filter(|officer| officer.are_fewer());
        let lost = sum(fewer().map(|officer| officer.lost()));
        // What other officers lost may have gone to the same colleagues.
        let given = self.lost.saturating_sub(lost).max(0);
        let taken = self.taken.saturating_sub(self.left_behind.saturating_add(given)).max(0);
        fewer().count() >= fewest.max(officers.len() / 2 + 1)
            && sum(officers.iter().map(|officer| officer.then)) >= FEW_CASES
            && lost.saturating_sub(taken).saturating_mul(2) >= lost
            && self.fewer.saturating_mul(2) >= lost
    }
}

/// Counts the cases of each officer, and those that are unallocated; `None` if the number is not known. Officers whom only the
/// staff list has are left out.
fn cases_of<'p>(posts: impl Iterator<Item = &'p PostFigures>) -> HashMap<Option<Officer>, Option<i64>> {
    let mut cases: HashMap<Option<Officer>, Option<i64>> = HashMap::default();
    for post in posts.filter(|post| !post.is_listed_only) {
        let known = cases.entry(post.officer).or_insert(Some(0));
        *known = known.filter(|_| !post.is_faulty).map(|known| known.saturating_add(post.cases));
    }
    cases
}

fn sum(cases: impl Iterator<Item = i64>) -> i64 {
    cases.fold(0, i64::saturating_add)
}
