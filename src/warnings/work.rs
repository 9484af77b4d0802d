//! Weeks in which all, or a team, hold nothing or nearly nothing of what they held in the week before: the caseload of such a
//! week came out without its cases, without their tiers, or without their counts.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::fault::{Messages, Subject, THIN_WEEK, plural, quoted};
use crate::model::{Officer, PostFigures, TextId, Texts, WeekFigures};
use crate::selection::Selection;
use crate::units::Week;

/// Fewer cases than this may all count nothing, or have ended.
const FEW: i64 = 20;

/// Warns of such weeks among those of the rule: of all who are selected, of any team, and of any officer. `apart` are posts that
/// the history alone has in the last of them.
pub(super) fn warn(
    lately: &[WeekFigures],
    apart: &[PostFigures],
    texts: &Texts,
    selection: &Selection,
    messages: &mut Messages,
) {
    let held = |selection: &Selection| -> Vec<WeekHoldings> {
        let of = |(at, week): (usize, &WeekFigures)| {
            let apart = if at + 1 == lately.len() { apart } else { &[] };
            WeekHoldings::of(week.posts.iter().chain(apart), texts, selection)
        };
        lately.iter().enumerate().map(of).collect()
    };
    let (all, chosen) = (held(&Selection::default()), held(selection));
    let pairs = lately.windows(2).zip(all.windows(2)).zip(chosen.windows(2));
    for ((weeks, all), chosen) in pairs {
        let ([before, week], [then, now], [chosen_then, chosen_now]) = (weeks, all, chosen) else { continue };
        let mut warn = |subjects: Vec<Subject>, what: String| {
            messages.warnings.add_of(THIN_WEEK, week.place, subjects, what + "; is the caseload whole?");
        };
        let weeks = (before.week, week.week);
        // What is said of one team that is chosen is said of the team.
        let is_of_team = !selection.is_of_all() && chosen_then.teams.len() == 1;
        if let Some(what) = missing_of_all(&chosen_then.all, &chosen_now.all, weeks).filter(|_| !is_of_team) {
            let whose = if selection.is_of_all() { "nobody" } else { "nobody who is chosen" };
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
    } else if then.cases >= FEW && now.cases == 0 && !now.is_faulty {
        Some(format!("has a case in the week {week}, and there were {} in the week {before}", then.cases))
    } else {
        None
    }
}

/// What a team has now, where it is nothing or little of what it had in the week before. One officer may well give up what they
/// hold.
fn missing_of_team(then: &Holding, now: &Holding, (before, week): (Week, Week)) -> Option<String> {
    if then.officers < 2 || then.cases < FEW || now.officers == 0 || now.is_faulty {
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

/// What is held in a week: by all who are selected, and in each of their teams.
#[derive(Default)]
struct WeekHoldings {
    all: Holding,
    teams: BTreeMap<TextId, Holding>,
}

impl WeekHoldings {
    fn of<'p>(posts: impl Iterator<Item = &'p PostFigures>, texts: &Texts, selection: &Selection) -> Self {
        let mut held = Self::default();
        let posts = posts.filter(|post| !post.is_listed_only);
        for post in posts.filter(|post| selection.has(&post.whose(texts))) {
            held.all.add(post);
            if let Some(team) = post.unit.team {
                held.teams.entry(team).or_default().add(post);
            }
        }
        held
    }
}

/// What some posts hold, with what is unallocated.
#[derive(Default)]
struct Holding {
    posts: usize,
    officers: usize,
    cases: i64,
    /// Whether any of it counts.
    counts: bool,
    /// Whether some of it is not known.
    is_faulty: bool,
}

impl Holding {
    fn add(&mut self, post: &PostFigures) {
        self.posts += 1;
        self.officers += usize::from(post.officer.is_some());
        self.cases = self.cases.saturating_add(post.cases);
        self.counts |= !post.work.is_nothing();
        self.is_faulty |= post.is_faulty;
    }

    /// Whether there is work, as far as is known. All of a few cases may well count nothing.
    fn has_work(&self) -> bool {
        self.counts || self.is_faulty || (1..FEW).contains(&self.cases)
    }
}
