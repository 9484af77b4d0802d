//! Warns of weeks in which everyone, or a team, holds nothing or nearly nothing of what they held in the week before: the caseload
//! of such a week was exported without its cases, their tiers or their counts.

use std::cell::LazyCell;

use foldhash::{HashMap, HashSet};

use crate::fault::{Messages, NO_TIER, Place, Subject, THIN_WEEK, Warning, plural, quoted};
use crate::model::{
    Held, Nothing, Officer, OfficerWeek, PostFigures, PostWeek, TextId, Texts, Unit, WeekCaseload, WeekFigures,
};
use crate::units::{Week, Work};

use super::by_team::{FEW_CASES, Holding, RecentWeeks, TeamOfPdu, cases, counting_cases, few_count};

/// Warns of such weeks: of all who are selected, and of any team.
pub(super) fn warn(recent: &RecentWeeks, texts: &Texts, messages: &mut Messages) {
    for (at, beside) in recent.with_week_beside() {
        let [before, week] = [beside, at].map(|at| &recent.weeks[at]);
        let [then, now] = [beside, at].map(|at| &recent.everyone[at]);
        let [chosen_then, chosen_now] = [beside, at].map(|at| &recent.chosen()[at]);
        let mut warn = |subjects: Vec<Subject>, what: String| {
            messages.warnings.add_of(THIN_WEEK, week.place, subjects, what);
        };
        let weeks = (before.week, week.week);
        // If one team is chosen, the warning is about the team, as it is if nothing is chosen.
        let is_of_team = recent.has_choice() && chosen_then.teams.len() == 1;
        let missing = missing_of_all(&chosen_then.all, &chosen_now.all, weeks, recent.has_choice());
        if let Some(what) = missing.filter(|_| !is_of_team) {
            warn(Vec::new(), what);
            continue;
        }
        let taken_along = LazyCell::new(|| taken_along(before, week));
        for (team, now) in &now.teams {
            let Some(then) = then.teams.get(team) else { continue };
            let are_elsewhere = || {
                let taken = taken_along.get(team).copied().unwrap_or_default();
                now.cases < then.cases / 2 && taken >= then.cases / 2
            };
            if let Some(what) = missing_of_team(then, now, weeks).filter(|_| !are_elsewhere()) {
                let subject = team.subject(texts);
                warn(vec![subject], format!("{} has {what}", team.named(texts)));
            }
        }
    }
}

/// Counts how many of the cases of each team its officers may have in other teams now.
fn taken_along(before: &WeekFigures, week: &WeekFigures) -> HashMap<TeamOfPdu, i64> {
    let mut taken = HashMap::default();
    let now: HashMap<Officer, &[PostFigures]> = week.officers().collect();
    for (officer, posts) in before.officers() {
        let then: HashMap<Option<TextId>, i64> = posts.iter().map(|post| (post.unit.team, post.cases)).collect();
        let now = now.get(&officer).copied().unwrap_or_default();
        let more =
            |post: &PostFigures| post.cases - then.get(&post.unit.team).copied().unwrap_or_default().min(post.cases);
        let more = now.iter().fold(0, |sum: i64, post| sum.saturating_add(more(post)));
        for post in posts {
            for team in TeamOfPdu::of_post(post) {
                let taken: &mut i64 = taken.entry(team).or_default();
                *taken = taken.saturating_add(post.cases.min(more));
            }
        }
    }
    taken
}

/// Warns if several officers have rows, and nobody holds a case or a task in the week or in any week before it. If somebody did
/// before, the week is compared with the week before instead.
pub(super) fn warn_of_nothing(week: &WeekCaseload, so_far: &[WeekFigures], messages: &mut Messages) {
    /// This many officers are never all without work.
    const FEWEST: usize = 5;
    let holds = |post: &PostWeek| {
        let Held { work, cases, nothing, later_tasks, .. } = &post.held;
        post.faulty.is_some() || *cases != 0 || nothing.tasks + later_tasks != 0 || !work.is_nothing()
    };
    let officers: Vec<OfficerWeek> = week.officers().filter(|officer| !officer.is_listed_only()).collect();
    let held_before =
        || so_far.iter().flat_map(|week| &week.posts).any(|post| post.cases != 0 || !post.work.is_nothing());
    if !held_before()
        && !week.is_recorded
        && officers.len() >= FEWEST
        && !week.posts.iter().any(|post| post.officer.is_some() && holds(post))
    {
        let of_week = week.week.map(|week| format!(" in the week {week}")).unwrap_or_default();
        let have = plural(u64::try_from(officers.len()).unwrap_or(u64::MAX), "officer has", "officers have");
        let message = format!("nobody holds a case or a task{of_week}, and {have} rows; {WHOLE}");
        messages.warnings.add(THIN_WEEK, officers[0].place(), message);
    }
}

/// Says what everyone, or everyone who is chosen, lacks that they had in the week before. A week without rows is missing, and
/// another warning says so.
fn missing_of_all(then: &Holding, now: &Holding, weeks: (Week, Week), are_chosen: bool) -> Option<String> {
    let (nobody, fewest) = if are_chosen { ("nobody who is chosen", FEW_CASES) } else { ("nobody", SOME) };
    let (before, week) = weeks;
    if now.posts == 0 {
        None
    } else if then.cases > 0 && then.has_work() && !now.has_work() {
        let had = format!("has any work in the week {week}, and somebody had some in the week {before}");
        Some(format!("{nobody} {had}; {WHOLE}"))
    } else if then.cases >= fewest && now.cases == 0 && !now.is_faulty {
        let there_were = plural(then.cases, "case", "cases");
        Some(format!(
            "{nobody} has a case in the week {week}, and there were {there_were} in the week {before}; {WHOLE}"
        ))
    } else {
        now.lost_tiers_of(then).then(|| {
            let whose = if are_chosen { "those who are chosen have" } else { "all together have" };
            format!("{whose} {}", without_time(then, now, weeks))
        })
    }
}

/// Says what a team has now, if it is nothing or little of what it had in the week before. A single officer may well give up what
/// they hold, so the team must have had two.
fn missing_of_team(then: &Holding, now: &Holding, weeks: (Week, Week)) -> Option<String> {
    let (before, week) = weeks;
    if then.officers.len() < 2 || then.cases < FEW_CASES || now.officers.is_empty() || now.is_faulty {
        None
    } else if then.has_work() && !now.has_work() {
        Some(format!("no work in the week {week}, and had some in the week {before}; {WHOLE}"))
    } else if now.cases.saturating_mul(10) < then.cases {
        let (now, then) = (plural(now.cases, "case", "cases"), then.cases);
        Some(format!("{now} in the week {week}, and had {then} in the week {before}; {WHOLE}"))
    } else {
        now.lost_tiers_of(then).then(|| without_time(then, now, weeks))
    }
}

const WHOLE: &str = "is the caseload whole?";

fn without_time(then: &Holding, now: &Holding, (before, week): (Week, Week)) -> String {
    let (cases, take_time) = (plural(now.cases, "case", "cases"), take_time(now.counting_cases));
    let did = if now.counting_cases == 0 { "some did".to_owned() } else { format!("{} did", then.counting_cases) };
    format!(
        "{cases} in the week {week}; {take_time}, and in the week {before} {did}; are tiers missing, or statuses wrong?"
    )
}

/// Says how many cases take time, if they are few.
fn take_time(counting: i64) -> String {
    match counting {
        0 => "none of them takes time".to_owned(),
        1 => "1 of them takes time".to_owned(),
        few => format!("{few} of them take time"),
    }
}

/// It is seldom right that this many cases of an officer all have no tier.
const MANY: i64 = 10;

/// Fewer cases than this may all be new, without a tier so far.
const SOME: i64 = 5;

/// Warns of the week reported where officers had cases that took time in an earlier one of the weeks and hold cases now, of which
/// hardly any has a tier: everyone, or an officer with many of them. They may still have tasks.
pub(super) fn warn_of_untiered(recent: &RecentWeeks, reported: &WeekCaseload, texts: &Texts, messages: &mut Messages) {
    let [earlier @ .., week] = recent.weeks else { return };
    // Cases whose status counts nothing may have a tier or not: the others tell. A few that came later may have theirs.
    let counting = |held: &Held| held.cases - held.nothing.cases();
    let is_untiered = |held: &Held| {
        let Held { cases, nothing, .. } = held;
        nothing.untiered * 2 >= *cases && nothing.by_tier == 0 && counting(held).saturating_mul(4) < *cases
    };
    if messages.warnings.iter().any(|warning| warning.check == NO_TIER) {
        return;
    }
    let untiered: Vec<OfficerWeek> = reported.officers().filter(|officer| is_untiered(&officer.held())).collect();
    // Most weeks have none.
    if untiered.is_empty() {
        return;
    }
    let most = most(earlier);
    let had_more = |officer: &&OfficerWeek| {
        most.get(&officer.officer).is_some_and(|(most, _)| officer.held().work.is_less_than_half_of(*most))
    };
    let said = said(messages);
    if said.contains(EVERYONE) {
        return;
    }
    let may_count = |officer: &OfficerWeek| officer.held().cases != officer.held().nothing.by_status;
    let all = untiered.iter().fold(0, |all: i64, officer| all.saturating_add(officer.held().cases));
    let are_all = untiered.len() == reported.officers().filter(may_count).count();
    if all >= SOME && are_all && untiered.iter().any(|officer| had_more(&officer)) {
        let no = if untiered.iter().any(|officer| counting(&officer.held()) > 0) { "almost no" } else { "no" };
        let message = format!(
            "{no} case that could count has a tier in the week {}, and there was more work before; are the tiers missing?",
            week.week
        );
        messages.warnings.add(THIN_WEEK, week.place, message);
        return;
    }
    let is_said = |officer: &OfficerWeek| officer.posts.iter().any(|post| has_team(&said, post.unit, texts));
    let many = untiered.iter().filter(|officer| officer.held().cases >= MANY);
    for officer in many.filter(|officer| had_more(officer) && !is_said(officer)) {
        let message = format!(
            "{} has {} without a tier in the week {}, and had more work before; are the tiers missing?",
            quoted(texts.code(officer.officer)),
            plural(officer.held().nothing.untiered, "case", "cases"),
            week.week
        );
        messages.warnings.add_of(THIN_WEEK, officer.place(), [officer.officer.subject(texts)], message);
    }
}

/// Warns of officers who have many cases in the week reported, nearly all of them with a status or a tier that counts nothing, and had as
/// many in the week before that took time, and more work: one was filled down.
pub(super) fn warn_of_status(recent: &RecentWeeks, reported: &WeekCaseload, texts: &Texts, messages: &mut Messages) {
    let [.., before, week] = recent.weeks else { return };
    let counting = |held: &Held| held.cases - held.nothing.cases();
    let is_idle = |officer: &OfficerWeek| {
        let held = officer.held();
        let are_known = held.nothing.by_status.saturating_add(held.nothing.by_tier);
        held.cases >= MANY
            && are_known.saturating_mul(2) > held.cases
            && few_count(counting(&held), held.cases, i64::MAX)
    };
    let mut idle = reported.officers().filter(is_idle).peekable();
    // Most weeks have none.
    if idle.peek().is_none() {
        return;
    }
    let said = said_in(messages, week.place);
    let most = most(std::slice::from_ref(before));
    for officer in idle {
        let held = officer.held();
        let is_said = said.contains(EVERYONE) || officer.posts.iter().any(|post| has_team(&said, post.unit, texts));
        // A history does not say how many cases took time, so there must be less work too.
        let counted = most.get(&officer.officer).is_some_and(|(work, then)| {
            *then >= MANY && few_count(counting(&held), held.cases, *then) && held.work.is_less_than_half_of(*work)
        });
        if is_said || !counted {
            continue;
        }
        let Nothing { by_status, by_tier, .. } = held.nothing;
        let (count, what, whats) =
            if by_status >= by_tier { (by_status, "status", "statuses") } else { (by_tier, "tier", "tiers") };
        let message = format!(
            "{} has {} in the week {}, {count} of them with a {what} that counts nothing, and had more work in the week {}; are the {whats} \
             right?",
            quoted(texts.code(officer.officer)),
            plural(held.cases, "case", "cases"),
            week.week,
            before.week,
        );
        messages.warnings.add_of(THIN_WEEK, officer.place(), [officer.officer.subject(texts)], message);
    }
}

/// Warns of officers who hold many cases in one of the weeks, of which hardly any takes time, while more do in an earlier week and
/// in a later one.
pub(super) fn warn_of_idle(recent: &RecentWeeks, texts: &Texts, messages: &mut Messages) {
    let said = said(messages);
    if said.contains(EVERYONE) {
        return;
    }
    let is_idle_beside = |posts: &[PostFigures], counting_then: i64| {
        cases(posts) >= MANY && few_count(counting_cases(posts), cases(posts), counting_then)
    };
    let is_idle = |posts: &[PostFigures]| {
        let is_unsaid = |post: &PostFigures| !post.is_faulty && !has_team(&said, post.unit, texts);
        is_idle_beside(posts, i64::MAX) && posts.iter().all(is_unsaid)
    };
    let mut warned = HashSet::default();
    for (at, week) in recent.weeks.iter().enumerate() {
        let mut idle = week.officers().filter(|(_, posts)| is_idle(posts)).peekable();
        // Most weeks have none.
        if idle.peek().is_none() {
            continue;
        }
        let mut others = vec![most(&recent.weeks[at + 1..])];
        if at > 0 || !recent.first_ends_a_run() {
            others.push(most(&recent.weeks[..at]));
        }
        for (officer, posts) in idle {
            let (counting, held) = (counting_cases(posts), posts.iter().map(|post| post.work).sum::<Work>());
            // A history does not say how many cases took time, so there must be less work too.
            let has_less = |work: Work| counting == 0 || held.is_less_than_half_of(work);
            let is_idle_beside = |most: &HashMap<Officer, (Work, i64)>| {
                most.get(&officer).is_some_and(|(work, then)| is_idle_beside(posts, *then) && has_less(*work))
            };
            if !others.iter().all(is_idle_beside) || !warned.insert(officer) {
                continue;
            }
            let message = format!(
                "{} has {} in the week {}; {}, and {} it {} do; are tiers missing, or statuses wrong?",
                quoted(texts.code(officer)),
                plural(cases(posts), "case", "cases"),
                week.week,
                take_time(counting),
                if others.len() == 1 { "after" } else { "before and after" },
                if counting == 0 { "some" } else { "more" },
            );
            messages.warnings.add_of(THIN_WEEK, week.place, [officer.subject(texts)], message);
        }
    }
}

/// Finds the most work and the most cases that take time that each officer has in some weeks. Only weeks in which some of their
/// cases take time are looked at.
fn most(weeks: &[WeekFigures]) -> HashMap<Officer, (Work, i64)> {
    let mut most: HashMap<Officer, (Work, i64)> = HashMap::default();
    for (officer, posts) in weeks.iter().flat_map(WeekFigures::officers) {
        let counting = counting_cases(posts);
        if counting > 0 {
            let (work, cases) = most.entry(officer).or_default();
            *work = posts.iter().map(|post| post.work).sum::<Work>().max(*work);
            *cases = counting.max(*cases);
        }
    }
    most
}

/// Stands for everyone among the teams and officers that have a warning.
pub(super) const EVERYONE: &str = "";

/// Whether a team has a warning already, by its name or with its PDU.
fn has_team(said: &HashSet<String>, unit: Unit, texts: &Texts) -> bool {
    let team = texts.shown(unit.team);
    said.contains(team) || unit.pdu.is_some_and(|pdu| said.contains(&format!("{team} ({})", texts.get(pdu))))
}

/// The teams and officers that have a warning `thin-week` already. What is said of a team is not said again of its officers.
fn said(messages: &Messages) -> HashSet<String> {
    said_of(messages, |_| true)
}

/// The same of the week whose rows begin at a place.
pub(super) fn said_in(messages: &Messages, place: Place) -> HashSet<String> {
    said_of(messages, |warning| warning.place == place)
}

fn said_of(messages: &Messages, is_meant: impl Fn(&Warning) -> bool) -> HashSet<String> {
    let thin = messages.warnings.iter().filter(|warning| warning.check == THIN_WEEK && is_meant(warning));
    let texts = thin.flat_map(|warning| {
        let is_of_all = warning.subjects.is_empty();
        let everyone = is_of_all.then(|| EVERYONE.to_owned());
        warning.subjects.iter().map(|subject| subject.text().to_owned()).chain(everyone)
    });
    texts.collect()
}
