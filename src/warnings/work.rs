//! Weeks in which all, or a team, hold nothing or nearly nothing of what they held in the week before: the caseload of such a
//! week came out without its cases, without their tiers, or without their counts.

use std::collections::BTreeMap;

use crate::fault::{Messages, Subject, THIN_WEEK, plural, quoted};
use crate::model::{PostFigures, TextId, Texts, WeekFigures};
use crate::selection::Selection;

/// Fewer cases than this may all count nothing, or have ended.
const FEW: i64 = 20;

/// Warns of such weeks among those of the rule. `apart` are posts that the history alone has in the last of them.
pub(super) fn warn(
    lately: &[WeekFigures],
    apart: &[PostFigures],
    texts: &Texts,
    selection: &Selection,
    messages: &mut Messages,
) {
    let held = lately.iter().enumerate().map(|(at, week)| {
        let apart = if at + 1 == lately.len() { apart } else { &[] };
        WeekHoldings::of(week.posts.iter().chain(apart), texts, selection)
    });
    let held: Vec<WeekHoldings> = held.collect();
    for (weeks, held) in lately.windows(2).zip(held.windows(2)) {
        let ([then, now], [before, week]) = (held, weeks) else { continue };
        let mut warn = |subjects: Vec<Subject>, what: String| {
            messages.warnings.add_of(THIN_WEEK, week.place, subjects, what + "; is the caseload whole?");
        };
        let (before, week) = (before.week, week.week);
        let (all_then, all_now) = (&then.all, &now.all);
        if all_now.posts == 0 {
            // A week without rows of those selected is missing, which is said otherwise.
            continue;
        }
        if all_then.cases > 0 && all_then.has_work() && !all_now.has_work() {
            let what = format!("nobody has any work in the week {week}, and somebody had some in the week {before}");
            warn(Vec::new(), what);
            continue;
        }
        if all_then.cases >= FEW && all_now.cases == 0 && !all_now.is_faulty {
            let cases = all_then.cases;
            let what = format!("nobody has a case in the week {week}, and there were {cases} in the week {before}");
            warn(Vec::new(), what);
            continue;
        }
        for (team, now) in &now.teams {
            // One officer may well give up what they hold.
            let then = then.teams.get(team).filter(|then| then.officers > 1 && then.cases >= FEW);
            let (Some(then), true) = (then, now.officers > 0 && !now.is_faulty) else { continue };
            let name = texts.get(*team);
            let has = if then.has_work() && !now.has_work() {
                format!("no work in the week {week}, and had some in the week {before}")
            } else if now.cases.saturating_mul(10) < then.cases {
                let (now, then) = (plural(now.cases, "case", "cases"), then.cases);
                format!("{now} in the week {week}, and had {then} in the week {before}")
            } else {
                continue;
            };
            warn(vec![Subject::Unit(name.to_owned())], format!("the team {} has {has}", quoted(name)));
        }
    }
}

/// What is held in a week: by all who are selected, and in each team.
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
