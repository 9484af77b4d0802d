//! Weeks in which all, or a team, hold nothing or nearly nothing of what they held in the week before: the caseload of such a
//! week came out without its cases, without their tiers, or without their counts.

use std::collections::BTreeMap;

use crate::fault::{Messages, Subject, THIN_WEEK, quoted};
use crate::model::{PostFigures, TextId, Texts, WeekFigures};

/// So few cases may all count nothing, or have ended.
const FEW: i64 = 20;

/// Warns of such weeks among those of the rule.
pub(super) fn warn(lately: &[WeekFigures], texts: &Texts, messages: &mut Messages) {
    let held: Vec<Held> = lately.iter().map(Held::of).collect();
    for (weeks, held) in lately.windows(2).zip(held.windows(2)) {
        let ([then, now], [before, week]) = (held, weeks) else { continue };
        let mut warn = |subjects: Vec<Subject>, what: String| {
            messages.warnings.add_of(THIN_WEEK, week.place, subjects, what + "; is the caseload whole?");
        };
        let (before, week) = (before.week, week.week);
        if then.all.has_work() && !now.all.has_work() {
            warn(
                Vec::new(),
                format!("nobody has any work in the week {week}, and somebody had some in the week {before}"),
            );
            continue;
        }
        if then.all.cases >= FEW && now.all.has_no_cases() {
            let cases = then.all.cases;
            warn(
                Vec::new(),
                format!("nobody has a case in the week {week}, and there were {cases} in the week {before}"),
            );
            continue;
        }
        for (team, now) in &now.teams {
            // One officer may well give up what they hold.
            let is_team = |holding: &&Holding| holding.officers > 1;
            let (Some(then), true) = (then.teams.get(team).filter(is_team), is_team(&now)) else { continue };
            let name = || format!("the team {}", quoted(texts.get(*team)));
            let subject = || vec![Subject::Unit(texts.get(*team).to_owned())];
            if then.has_work() && !now.has_work() {
                let what = format!("{} has no work in the week {week}, and had some in the week {before}", name());
                warn(subject(), what);
            } else if then.cases >= FEW && !now.is_faulty && now.cases.saturating_mul(10) < then.cases {
                let (name, now, then) = (name(), now.cases, then.cases);
                warn(
                    subject(),
                    format!("{name} has {now} cases in the week {week}, and had {then} in the week {before}"),
                );
            }
        }
    }
}

/// What is held in a week, in all and by the officers of each team.
#[derive(Default)]
struct Held {
    all: Holding,
    teams: BTreeMap<TextId, Holding>,
}

impl Held {
    fn of(week: &WeekFigures) -> Self {
        let mut held = Self::default();
        for post in week.posts.iter().filter(|post| !post.is_listed_only) {
            held.all.add(post);
            if let (Some(team), Some(_)) = (post.unit.team, post.officer) {
                held.teams.entry(team).or_default().add(post);
            }
        }
        held
    }
}

/// What some posts hold.
#[derive(Default)]
struct Holding {
    officers: usize,
    cases: i64,
    /// Whether any of it counts.
    counts: bool,
    /// Whether some of it is not known.
    is_faulty: bool,
}

impl Holding {
    fn add(&mut self, post: &PostFigures) {
        self.officers += usize::from(post.officer.is_some());
        self.cases = self.cases.saturating_add(post.cases);
        self.counts |= !post.work.is_nothing();
        self.is_faulty |= post.is_faulty;
    }

    /// Whether there is work, as far as is known. All of a few cases may well count nothing.
    fn has_work(&self) -> bool {
        self.counts || self.is_faulty || (1..FEW).contains(&self.cases)
    }

    fn has_no_cases(&self) -> bool {
        self.cases == 0 && !self.is_faulty
    }
}
