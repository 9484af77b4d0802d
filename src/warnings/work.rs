//! Weeks in which all, or a team, hold nothing or nearly nothing of what they held in the week before: the caseload of such a
//! week came out without its cases, without their tiers, or without their counts.

use foldhash::HashSet;

use crate::fault::{Messages, Subject, THIN_WEEK, plural, quoted};
use crate::model::{Officer, PostFigures, TextId, Texts, WeekFigures};
use crate::units::Week;

use super::by_team::{FEW_CASES, Holding, RecentWeeks};

/// Warns of such weeks: of all who are selected, of any team, and of any officer.
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
        let mut said = Vec::new();
        for (team, now) in &now.teams {
            let Some(then) = then.teams.get(team) else { continue };
            if let Some(what) = missing_of_team(then, now, weeks) {
                let name = texts.get(*team);
                warn(vec![Subject::Unit(name.to_owned())], format!("the team {} has {what}", quoted(name)));
                said.push(*team);
            }
        }
        warn_of_officers(before, week, &said, texts, messages);
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
    } else if now.cases.saturating_mul(4) < then.cases {
        let (now, then) = (plural(now.cases, "case", "cases"), then.cases);
        Some(format!("{now} in the week {week}, and had {then} in the week {before}"))
    } else {
        None
    }
}

/// So many cases of an officer seldom all count nothing.
const MANY: i64 = 10;

/// Warns of officers with cases and no work who had work in the week before. Of a team among `said` it is said already.
fn warn_of_officers(before: &WeekFigures, week: &WeekFigures, said: &[TextId], texts: &Texts, messages: &mut Messages) {
    let has_no_work = |posts: &[PostFigures]| {
        let cases: i64 = posts.iter().fold(0, |cases, post| cases.saturating_add(post.cases));
        let is_said = posts.iter().any(|post| post.unit.team.is_some_and(|team| said.contains(&team)));
        cases >= MANY && !is_said && posts.iter().all(|post| post.work.is_nothing() && !post.is_faulty)
    };
    let idle: Vec<(Officer, &[PostFigures])> = week.officers().filter(|(_, posts)| has_no_work(posts)).collect();
    // In nearly every week there is nobody of the kind.
    if idle.is_empty() {
        return;
    }
    let had_work: HashSet<Officer> = before
        .officers()
        .filter(|(_, posts)| posts.iter().any(|post| !post.work.is_nothing()))
        .map(|(officer, _)| officer)
        .collect();
    for (officer, posts) in idle.into_iter().filter(|(officer, _)| had_work.contains(officer)) {
        let code = texts.get(officer.0);
        let subjects = vec![Subject::Officer(code.to_owned())];
        let cases: i64 = posts.iter().map(|post| post.cases).sum();
        let message = format!(
            "{} has {cases} cases and no work in the week {}, and had work in the week {}; are tiers missing?",
            quoted(code),
            week.week,
            before.week
        );
        messages.warnings.add_of(THIN_WEEK, week.place, subjects, message);
    }
}
