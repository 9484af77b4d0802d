//! Weeks in which all, or a team, hold nothing or nearly nothing of what they held in the week before: the caseload of such a
//! week came out without its cases, without their tiers, or without their counts.

use foldhash::HashSet;

use crate::fault::{Messages, Subject, THIN_WEEK, plural, quoted};
use crate::model::{Held, Officer, OfficerWeek, PostFigures, Texts, WeekCaseload, WeekFigures};
use crate::units::Week;

use super::by_team::{FEW_CASES, Holding, RecentWeeks, cases};

/// Warns of such weeks: of all who are selected, and of any team.
pub(super) fn warn(recent: &RecentWeeks, texts: &Texts, messages: &mut Messages) {
    let sums = recent.everyone.windows(2).zip(recent.chosen().windows(2));
    for (weeks, (everyone, chosen)) in recent.weeks.windows(2).zip(sums) {
        let ([before, week], [then, now], [chosen_then, chosen_now]) = (weeks, everyone, chosen) else { continue };
        let mut warn = |subjects: Vec<Subject>, what: String| {
            messages.warnings.add_of(THIN_WEEK, week.place, subjects, what + "; is the caseload whole?");
        };
        let weeks = (before.week, week.week);
        // Where one team is chosen, the warning is about the team, as it is without the choice.
        let is_of_team = recent.has_choice() && chosen_then.teams.len() == 1;
        if let Some(what) = missing_of_all(&chosen_then.all, &chosen_now.all, weeks).filter(|_| !is_of_team) {
            let whose = if recent.has_choice() { "nobody who is chosen" } else { "nobody" };
            warn(Vec::new(), format!("{whose} {what}"));
            continue;
        }
        for (team, now) in &now.teams {
            let Some(then) = then.teams.get(team) else { continue };
            if let Some(what) = missing_of_team(then, now, weeks) {
                let name = texts.get(*team);
                warn(vec![Subject::Unit(name.to_owned())], format!("the team {} has {what}", quoted(name)));
            }
        }
    }
}

/// What everyone lacks that they had in the week before. A week without rows is missing, which is said otherwise.
fn missing_of_all(then: &Holding, now: &Holding, (before, week): (Week, Week)) -> Option<String> {
    if now.posts == 0 {
        None
    } else if then.cases > 0 && then.has_work() && !now.has_work() {
        Some(format!("has any work in the week {week}, and somebody had some in the week {before}"))
    } else if then.cases >= FEW_CASES && now.cases == 0 && !now.is_faulty {
        Some(format!("has a case in the week {week}, and there were {} in the week {before}", then.cases))
    } else {
        None
    }
}

/// What a team has now, where it is nothing or little of what it had in the week before. One officer may well give up what they
/// hold.
fn missing_of_team(then: &Holding, now: &Holding, (before, week): (Week, Week)) -> Option<String> {
    if then.officers.len() < 2 || then.cases < FEW_CASES || now.officers.is_empty() || now.is_faulty {
        None
    } else if then.has_work() && !now.has_work() {
        Some(format!("no work in the week {week}, and had some in the week {before}"))
    } else if now.cases.saturating_mul(10) < then.cases {
        let (now, then) = (plural(now.cases, "case", "cases"), then.cases);
        Some(format!("{now} in the week {week}, and had {then} in the week {before}"))
    } else {
        None
    }
}

/// So many cases of an officer seldom all lose their tiers for a good reason.
const MANY: i64 = 10;

/// Fewer cases than this may all be new and have no tier yet.
const SOME: i64 = 5;

/// Warns of the week reported where officers had work in an earlier one of the weeks and hold cases now, of which none has a tier:
/// everyone, or an officer with many of them.
pub(super) fn warn_of_untiered(recent: &RecentWeeks, reported: &WeekCaseload, texts: &Texts, messages: &mut Messages) {
    let [earlier @ .., week] = recent.weeks else { return };
    let has_no_tier = |held: &Held| held.cases > 0 && held.nothing.untiered == held.cases && held.work.is_nothing();
    let untiered: Vec<OfficerWeek> = reported.officers().filter(|officer| has_no_tier(&officer.held())).collect();
    // In nearly every week there is nobody of the kind.
    if untiered.is_empty() {
        return;
    }
    let had_work: HashSet<Officer> = earlier.iter().flat_map(with_work).collect();
    let said = said(messages);
    if said.contains(EVERYONE) {
        return;
    }
    let has_cases = |officer: &OfficerWeek| officer.held().cases != 0;
    let all = untiered.iter().fold(0, |all: i64, officer| all.saturating_add(officer.held().cases));
    if all >= SOME && untiered.len() == reported.officers().filter(has_cases).count() && !had_work.is_empty() {
        let message = format!(
            "no case of anybody has a tier in the week {}, and there was work before; are the tiers missing?",
            week.week
        );
        messages.warnings.add(THIN_WEEK, week.place, message);
        return;
    }
    let is_said = |officer: &OfficerWeek| officer.posts.iter().any(|post| said.contains(texts.shown(post.unit.team)));
    let many = untiered.into_iter().filter(|officer| officer.held().cases >= MANY);
    for officer in many.filter(|officer| had_work.contains(&officer.officer) && !is_said(officer)) {
        let code = texts.get(officer.officer.0);
        let message = format!(
            "{} has {} cases and no tier in the week {}, and had work before; are the tiers missing?",
            quoted(code),
            officer.held().cases,
            week.week
        );
        messages.warnings.add_of(THIN_WEEK, officer.place(), vec![Subject::Officer(code.to_owned())], message);
    }
}

/// Warns of officers who hold many cases and have no work in some of the weeks, and have work in an earlier and in a later one.
pub(super) fn warn_of_idle(recent: &RecentWeeks, texts: &Texts, messages: &mut Messages) {
    let said = said(messages);
    if said.contains(EVERYONE) {
        return;
    }
    let is_idle = |posts: &[PostFigures]| {
        let has_work = posts.iter().any(|post| !post.work.is_nothing() || post.is_faulty);
        cases(posts) >= MANY && !has_work && !posts.iter().any(|post| said.contains(texts.shown(post.unit.team)))
    };
    let mut warned = HashSet::default();
    for (at, week) in recent.weeks.iter().enumerate() {
        let mut idle = week.officers().filter(|(_, posts)| is_idle(posts)).map(|(officer, _)| officer).peekable();
        // In nearly every week there is nobody of the kind.
        if idle.peek().is_none() {
            continue;
        }
        let [then, later] = [&recent.weeks[..at], &recent.weeks[at + 1..]]
            .map(|weeks| weeks.iter().flat_map(with_work).collect::<HashSet<Officer>>());
        for officer in idle.filter(|officer| then.contains(officer) && later.contains(officer)) {
            if !warned.insert(officer) {
                continue;
            }
            let code = texts.get(officer.0);
            let message = format!(
                "{} has cases and no work in the week {}, and has work before and after it; are tiers missing?",
                quoted(code),
                week.week
            );
            messages.warnings.add_of(THIN_WEEK, week.place, vec![Subject::Officer(code.to_owned())], message);
        }
    }
}

/// Officers who have work in a week.
fn with_work(week: &WeekFigures) -> impl Iterator<Item = Officer> {
    let with_work = week.officers().filter(|(_, posts)| posts.iter().any(|post| !post.work.is_nothing()));
    with_work.map(|(officer, _)| officer)
}

/// Stands for everyone among the teams and officers that are warned of.
const EVERYONE: &str = "";

/// The teams and officers of whom `thin-week` warns already; what is said of a team is not said again of its officers.
fn said(messages: &Messages) -> HashSet<String> {
    let thin = messages.warnings.iter().filter(|warning| warning.check == THIN_WEEK);
    let texts = thin.flat_map(|warning| {
        let is_of_all = warning.subjects.is_empty();
        let everyone = is_of_all.then(|| EVERYONE.to_owned());
        warning.subjects.iter().map(|subject| subject.text().to_owned()).chain(everyone)
    });
    texts.collect()
}
