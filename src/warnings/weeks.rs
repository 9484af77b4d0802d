//! Warns of weeks that do not fit: one far after the others, because a year is mistyped, and one with few officers, because a file
//! is cut.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use crate::fault::{FAR_WEEK, Messages, Place, Subject, THIN_WEEK, first_few_quoted, plural, quoted};
use crate::model::{Caseload, Officer, PostFigures, Texts, WeekCaseload, WeekFigures};
use crate::units::Week;

use super::by_team::{FEW_CASES, RecentWeeks, TeamOfPdu, WeekByTeam, is_of_history, officers_over};

/// A team that had fewer officers than this is not looked at by itself.
const FEWEST: usize = 4;

/// Warns if the latest week lies as many weeks as the rule has, or more, after the week before it.
pub(super) fn warn_of_far(weeks: &[WeekFigures], of_rule: u32, messages: &mut Messages) {
    let [.., before, latest] = weeks else { return };
    let between = before.week.weeks_until(latest.week);
    // A rule of one week does not say how far weeks may lie apart.
    if between >= i64::from(of_rule.max(2)) {
        let message = format!(
            "the week {} is reported because it is the latest of the caseload, and the one before it is {}, {between} weeks earlier; is a \
             date mistyped? --week chooses the week to report",
            latest.week, before.week
        );
        messages.warnings.add(FAR_WEEK, latest.place, message);
    }
}

/// Warns if the history has weeks that lie as many weeks as the rule has, or more, after the week reported. A date that is read
/// with its day and month exchanged is often one of months ago.
pub(super) fn warn_of_late(caseload: &Caseload, reported: &WeekCaseload, of_rule: u32, messages: &mut Messages) {
    let reported = caseload.weeks.iter().find(|figures| reported.week == Some(figures.week));
    let (Some(reported), Some(latest)) = (reported, caseload.weeks.last()) else { return };
    let between = reported.week.weeks_until(latest.week);
    if between >= i64::from(of_rule.max(2)) {
        let message = format!(
            "the week {} is reported, and the history has weeks up to {}, {between} weeks later; are the dates \
             right? --week chooses the week to report",
            reported.week, latest.week
        );
        messages.warnings.add(FAR_WEEK, reported.place, message);
    }
}

/// Warns of an early week that stands alone, a year before a week that is missing. The missing week is the next one at the turn of
/// the year, when people still write last year's year, or one that the rule looks at. `weeks` are all weeks, also those after the
/// week reported.
pub(super) fn warn_of_last_year(weeks: &[WeekFigures], reported: Week, of_rule: u32, messages: &mut Messages) {
    const ALONE: i64 = 4;
    const A_YEAR: u32 = 53;
    let [.., before, latest] = weeks else { return };
    let has = |week: Week| weeks.binary_search_by_key(&week, |figures| figures.week).is_ok();
    let is_at_turn = |week: &WeekFigures| matches!(week.week.monday().month(), 1 | 12);
    // Two weeks that lie a year apart may be compared on purpose.
    let may_follow = before.week == latest.week.previous() && is_at_turn(latest);
    // A missing week of the rule matters only if the rule has another week before the week reported.
    let at = weeks.partition_point(|figures| figures.week < reported);
    let other = at.checked_sub(1).map(|at| weeks[at].week.weeks_until(reported));
    // However long the rule is, only a year of weeks is searched.
    let of_rule = if other.is_some_and(|other| other < i64::from(of_rule)) { of_rule.min(A_YEAR) } else { 0 };
    let missing: Vec<Week> = (1..of_rule).map(|back| reported.back(back)).filter(|week| !has(*week)).collect();
    let last_year = |stray: Week, when: &str| {
        format!("the week {stray} stands alone, a year before {when}; is it dated with last year's year?")
    };
    let said = far_weeks(messages);
    for (at, stray) in weeks.iter().enumerate() {
        let gap =
            |other: Option<&WeekFigures>| other.is_none_or(|other| other.week.weeks_until(stray.week).abs() >= ALONE);
        let is_alone = || gap(at.checked_sub(1).and_then(|before| weeks.get(before))) && gap(weeks.get(at + 1));
        // A year has 52 or 53 weeks.
        let is_year_before_next =
            may_follow && is_at_turn(stray) && matches!(stray.week.weeks_until(latest.week), 51 | 52);
        if !is_alone() || said.contains(&stray.place) {
            continue;
        }
        let is_year_before = |week: Week| matches!(stray.week.weeks_until(week), 52 | 53);
        let message = if is_year_before_next {
            last_year(stray.week, &format!("the one that would follow {}", latest.week))
        } else if let Some(week) = missing.iter().find(|week| is_year_before(**week)) {
            last_year(stray.week, &format!("{week}, which is missing"))
        } else {
            continue;
        };
        messages.warnings.add(FAR_WEEK, stray.place, message);
    }
}

/// Where the rows of weeks begin of which it is said that they lie far from the others.
pub(super) fn far_weeks(messages: &Messages) -> HashSet<Place> {
    messages.warnings.iter().filter(|warning| warning.check == FAR_WEEK).map(|warning| warning.place).collect()
}

/// Says how many officers of the week reported are only in the history, because their teams were recorded apart. They are not in
/// the report.
pub(super) fn say_apart(weeks: &[WeekFigures], apart: &[PostFigures], messages: &mut Messages) {
    let Some(latest) = weeks.last() else { return };
    let here: HashSet<Officer> = latest.officers().map(|(officer, _)| officer).collect();
    let apart: HashSet<Officer> =
        apart.iter().filter_map(|post| post.officer).filter(|officer| !here.contains(officer)).collect();
    if !apart.is_empty() {
        let are = plural(apart.len(), "officer of another team is", "officers of other teams are");
        let message =
            format!("{are} in the history of the week {} and not in this report; --team chooses one team", latest.week);
        messages.notices.add(Place::whole(latest.place.file), message);
    }
}

/// Warns if the latest week has fewer than half of the officers of the week before it: of all who are selected, or of any team that
/// had four or more. Weeks without rows of these officers may lie between, but fewer than the rule has. A team that is gone is said
/// once.
pub(super) fn warn_of_thin(recent: &RecentWeeks, texts: &Texts, messages: &mut Messages) {
    let (Some(latest), Some(now)) = (recent.weeks.last(), recent.everyone.last()) else { return };
    let then = Earlier::find(recent.weeks, &recent.everyone);
    let mut warn = |subjects: Vec<Subject>, whose: String, (week, then): (Week, usize), now: usize| {
        let message = format!(
            "{whose} has {} in the week {}, and had {} in the week {week}; is the caseload whole?",
            officers(now),
            latest.week,
            officers(then)
        );
        messages.warnings.add_of(THIN_WEEK, latest.place, subjects, message);
    };
    let is_thin = |now: usize, then: usize| now * 2 < then;
    let is_thin_team = |team: TeamOfPdu| {
        let then = then.by_team.get(&team).map_or(0, |(_, officers)| *officers);
        then >= FEWEST && is_thin(now.officers_of(team), then)
    };
    let chosen_then = Earlier::find(recent.weeks, recent.chosen());
    let (chosen_now, cases_now) =
        recent.chosen().last().map_or((0, 0), |chosen| (chosen.all.officers.len(), chosen.all.cases));
    let only_team = chosen_then.only_team();
    let mut said = None;
    // A file that is cut in the middle of its rows has few of the cases too.
    let is_cut = |week: Week, all: usize| {
        let then = recent.weeks.iter().zip(recent.chosen()).find(|(figures, _)| figures.week == week);
        then.is_some_and(|(_, then)| are_few_cases(cases_now, then.all.cases)) && chosen_now * 2 == all && all >= FEWEST
    };
    if let Some((week, all)) = chosen_then.all.filter(|(week, all)| is_thin(chosen_now, *all) || is_cut(*week, *all)) {
        // If one team is chosen, the warning of the team says it. If a caseload has only one team, this warning says it.
        if !recent.has_choice() {
            let subjects = only_team.iter().map(|team| team.subject(texts)).collect();
            warn(subjects, "the caseload".to_owned(), (week, all), chosen_now);
            said = only_team;
        } else if !only_team.is_some_and(is_thin_team) {
            warn(Vec::new(), "what is chosen of the caseload".to_owned(), (week, all), chosen_now);
        }
    }
    for (team, (week, count)) in then.by_team.iter().filter(|(team, _)| is_thin_team(**team) && said != Some(**team)) {
        let subject = team.subject(texts);
        warn(vec![subject], team.named(texts), (*week, *count), now.officers_of(*team));
    }
}

/// Warns if a week of the caseload before the latest has fewer than half of the officers of the week before it, and so have all weeks
/// after it: dates that were dragged on at the end of a file make such weeks.
pub(super) fn warn_of_thin_since(recent: &RecentWeeks, messages: &mut Messages) {
    let counts: Vec<usize> = recent.everyone.iter().map(|week| week.all.officers.len()).collect();
    let is_thin_since = |at: &usize| {
        let then = counts[at - 1];
        // A week with far more than the one before it says nothing of those after it.
        let is_usual = at.checked_sub(2).is_none_or(|before| counts[before] * 2 >= then);
        then >= FEWEST
            && is_usual
            && counts[*at..].iter().all(|now| now * 2 < then)
            && !is_of_history(&recent.weeks[*at])
    };
    let first = (1..counts.len().saturating_sub(1)).find(is_thin_since);
    if let (Some(at), false) = (first, recent.has_choice()) {
        let [before, week] = [at - 1, at].map(|at| &recent.weeks[at]);
        let message = format!(
            "the caseload has {} in the week {}, and had {} in the week {}, and has few in all weeks from then on; is the caseload whole, and \
             are the dates right?",
            officers(counts[at]),
            week.week,
            officers(counts[at - 1]),
            before.week
        );
        messages.warnings.add(THIN_WEEK, week.place, message);
    }
}

/// Warns if the first week has fewer than half of the officers that a team has in the week after it, and somebody of the team is
/// over from then on.
pub(super) fn warn_of_thin_first(recent: &RecentWeeks, texts: &Texts, messages: &mut Messages) {
    let ([first, second, ..], [now, then, ..]) = (recent.weeks, &recent.everyone[..]) else { return };
    // In most caseloads, the first week does not end a run.
    if !recent.first_ends_a_run() {
        return;
    }
    // A team may be made of other teams, or take some in; and the teams may come to a history one after another.
    let was_there = |officer: &&Officer| now.all.officers.binary_search(officer).is_ok();
    for (team, holding) in &then.teams {
        let (now, then) = (now.officers_of(*team), holding.officers.len());
        let were_there = holding.officers.iter().filter(was_there).count();
        if then < FEWEST || now * 2 >= then || were_there * 2 >= then || now == 0 && is_of_history(first) {
            continue;
        }
        let begins = |(officer, posts): &(Officer, &[PostFigures])| {
            recent.over_from_second.contains(officer) && posts.iter().flat_map(TeamOfPdu::of_post).any(|of| of == *team)
        };
        let over: Vec<Officer> = second.officers().filter(begins).map(|(officer, _)| officer).collect();
        if over.is_empty() {
            continue;
        }
        let message = format!(
            "in the week {} {} has {}, and {then} in the week {}; over in the later week and not before: {}; is the caseload of the week \
             {} whole?",
            first.week,
            team.named(texts),
            officers(now),
            second.week,
            first_few_quoted(over.iter().map(|officer| texts.code(*officer)), 3),
            first.week,
        );
        let subjects = over.iter().map(|officer| officer.subject(texts)).chain([team.subject(texts)]);
        messages.warnings.add_of(THIN_WEEK, first.place, subjects, message);
    }
}

/// Warns if an officer is over in two weeks and not in the one between them, and their team has fewer than half of its officers in
/// that week. The file may have been cut, so that it has only a part of the officer's cases.
pub(super) fn warn_of_thin_between(recent: &RecentWeeks, texts: &Texts, messages: &mut Messages) {
    let between = recent.weeks.windows(3).zip(recent.everyone.windows(3));
    for (weeks, sums) in between {
        let ([before, week, after], [then, now, later]) = (weeks, sums) else { continue };
        let is_thin = |team: &TeamOfPdu| {
            let count = |sum: &WeekByTeam| {
                sum.teams.get(team).map_or((0, 0), |holding| (holding.officers.len(), holding.cases))
            };
            let ((officers, cases), (then, cases_then), (later, cases_later)) = (count(now), count(then), count(later));
            let is_cut = officers * 2 == then.min(later) && are_few_cases(cases, cases_then.min(cases_later));
            then.min(later) >= FEWEST && (officers * 2 < then.min(later) || is_cut)
        };
        let thin: HashSet<TeamOfPdu> = then.teams.keys().copied().filter(is_thin).collect();
        // Most weeks have none.
        if thin.is_empty() {
            continue;
        }
        let [over, over_after] = [week, after].map(officers_over);
        let over_before: HashMap<Officer, &[PostFigures]> = before.officers_over().collect();
        for (officer, _) in week.officers().filter(|(officer, _)| !over.contains(officer)) {
            let Some(posts) = over_before.get(&officer).filter(|_| over_after.contains(&officer)) else { continue };
            // In that week, the team may have no rows, and the officer may have rows in another team.
            let team = posts.iter().flat_map(TeamOfPdu::of_post).find(|team| thin.contains(team));
            let Some(team) = team else { continue };
            let message = format!(
                "in the week {} {} has {}, and {} or more in the weeks before and after it; only in that week {} is not over; is the \
                 caseload of that week whole?",
                week.week,
                team.named(texts),
                officers(now.officers_of(team)),
                then.officers_of(team).min(later.officers_of(team)),
                quoted(texts.code(officer)),
            );
            let subjects = [officer.subject(texts), team.subject(texts)];
            messages.warnings.add_of(THIN_WEEK, week.place, subjects, message);
        }
    }
}

/// Whether there were many cases and there are fewer than half of them now.
fn are_few_cases(now: i64, then: i64) -> bool {
    then >= FEW_CASES && now.saturating_mul(2) < then
}

/// How many officers there are, in words.
fn officers(count: usize) -> String {
    if count == 0 { "no officers".to_owned() } else { plural(count, "officer", "officers") }
}

/// How many officers there were, in all and in each team. Each number is of the latest week before the last one that has rows of
/// them.
#[derive(Default)]
struct Earlier {
    all: Option<(Week, usize)>,
    by_team: BTreeMap<TeamOfPdu, (Week, usize)>,
}

impl Earlier {
    fn find(weeks: &[WeekFigures], sums: &[WeekByTeam]) -> Self {
        let mut earlier = Self::default();
        let Some((now, before)) = sums.split_last() else { return earlier };
        for (at, (figures, then)) in weeks.iter().zip(before).rev().enumerate() {
            // If they had no rows in the week before either, there was a warning for that week.
            let is_first = at == 0;
            let all = then.all.officers.len();
            if earlier.all.is_none() && all > 0 && (is_first || !now.all.officers.is_empty()) {
                earlier.all = Some((figures.week, all));
            }
            for (team, held) in then.teams.iter().filter(|(team, _)| is_first || now.teams.contains_key(*team)) {
                if !held.officers.is_empty() {
                    earlier.by_team.entry(*team).or_insert((figures.week, held.officers.len()));
                }
            }
        }
        earlier
    }

    /// The team, if there is only one.
    fn only_team(&self) -> Option<TeamOfPdu> {
        self.by_team.keys().next().copied().filter(|_| self.by_team.len() == 1)
    }
}
