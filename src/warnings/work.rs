//! Weeks in which all, or a team, hold nothing or nearly nothing of what they held in the week before: the caseload of such a
//! week came out without its cases, without their tiers, or without their counts.

use foldhash::HashSet;

use crate::fault::{Messages, Subject, THIN_WEEK, plural, quoted};
use crate::model::{Officer, OfficerWeek, Texts, WeekCaseload};
use crate::units::Week;

use super::by_team::{FEW_CASES, Holding, RecentWeeks};

/// Warns of such weeks: of all who are selected, and of any team.
pub(super) fn warn(recent: &RecentWeeks, texts: &Texts, messages: &mut Messages) {
    let sums = recent.everyone.windows(2).zip(recent.chosen().windows(2));
    for (weeks, (everyone, chosen)) in recent.weeks.windows(2).zip(sums) {
        let ([before, week], [then, now], [chosen_then, chosen_now]) = (weeks, everyone, chosen) else { continue };
        let mut warn = |subjects: Vec<Subject>, what: String| {
            messages.warnings.add_of(THIN_WEEK, week.place, subjects, what + "; is the caseload whole?");
        };
        let weeks = (before.week, week.week);
        // What is said of one team that is chosen is said of the team.
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

/// What all have not, who had it in the week before. A week without rows is missing, which is said otherwise.
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

/// Warns of officers of the week reported who had work in the week before and hold many cases now, of which none has a tier.
pub(super) fn warn_of_untiered(recent: &RecentWeeks, reported: &WeekCaseload, texts: &Texts, messages: &mut Messages) {
    const MANY: i64 = 10;
    let [.., before, week] = recent.weeks else { return };
    let is_untiered = |officer: &OfficerWeek| {
        let held = officer.held();
        held.cases >= MANY && held.nothing.untiered == held.cases && held.work.is_nothing()
    };
    let untiered: Vec<OfficerWeek> = reported.officers().filter(is_untiered).collect();
    // In nearly every week there is nobody of the kind; where nobody has any work, that is said.
    if untiered.is_empty() || !recent.everyone.last().is_some_and(|now| now.all.has_work()) {
        return;
    }
    let with_work = before.officers().filter(|(_, posts)| posts.iter().any(|post| !post.work.is_nothing()));
    let had_work: HashSet<Officer> = with_work.map(|(officer, _)| officer).collect();
    // What is said of a team is not said again of its officers.
    let thin =
        messages.warnings.iter().filter(|warning| warning.check == THIN_WEEK).flat_map(|warning| &warning.subjects);
    let said: HashSet<String> = thin.map(|subject| subject.text().to_owned()).collect();
    let is_said = |officer: &OfficerWeek| officer.posts.iter().any(|post| said.contains(texts.shown(post.unit.team)));
    for officer in untiered.into_iter().filter(|officer| had_work.contains(&officer.officer) && !is_said(officer)) {
        let code = texts.get(officer.officer.0);
        let message = format!(
            "{} has {} cases and no tier in the week {}, and had work in the week {}; are the tiers missing?",
            quoted(code),
            officer.held().cases,
            week.week,
            before.week
        );
        messages.warnings.add_of(THIN_WEEK, officer.place(), vec![Subject::Officer(code.to_owned())], message);
    }
}
