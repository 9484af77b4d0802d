//! Weeks that lack the hours or the reductions of the week before: an export without such a column, or a list that was forgotten,
//! gives officers more time than they have.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use indexmap::IndexSet;

use crate::fault::{Messages, Subject, THIN_WEEK, first_few, quoted};
use crate::model::{HoursFrom, Officer, PostFigures, Reductions, TextId, Texts, WeekFigures};

/// The posts of officers, by officer and team.
type PostsWithTime<'w> = HashMap<(Option<Officer>, Option<TextId>), &'w PostFigures>;

/// A post in the week before, and in the week.
type InBothWeeks<'w> = (&'w PostFigures, &'w PostFigures);

/// Warns of such weeks. `listed` are the reductions of the list, which says itself when they end.
pub(super) fn warn(weeks: &[WeekFigures], listed: &Reductions, texts: &Texts, messages: &mut Messages) {
    let sources: Vec<BTreeMap<Option<TextId>, HoursSources>> = weeks.iter().map(sources).collect();
    for at in 1..weeks.len() {
        let ([before, week], [then, now]) = ([&weeks[at - 1], &weeks[at]], [&sources[at - 1], &sources[at]]);
        // With other weights everyone may have another time.
        if before.weights != week.weights {
            continue;
        }
        let was_recorded = is_recorded(before);
        let without_hours: Vec<Option<TextId>> = now
            .iter()
            .filter(|(team, now)| now.lack_hours(then.get(team), was_recorded))
            .map(|(team, _)| *team)
            .collect();
        let are_reduced = |teams: &BTreeMap<_, HoursSources>| teams.values().any(|team| team.reduced);
        let lacks_reductions = !are_reduced(now) && (was_recorded || are_reduced(then));
        // Nearly every week has what the week before has.
        if is_recorded(week) || without_hours.is_empty() && !lacks_reductions {
            continue;
        }
        let pairs = pairs(week, &posts(before));
        let later = weeks.get(at + 1);
        let is_explained = |officer: Officer| listed.of(officer).any(|reduction| reduction.is_in_force_in(before.week));
        let mut is_said = false;
        for team in without_hours {
            let others =
                others_by_grade(pairs.get(&team).map_or(&[], Vec::as_slice), was_recorded, later, is_explained);
            if others.is_empty() {
                continue;
            }
            is_said = true;
            let of_team = team.map(|team| format!(" of the team {}", quoted(texts.get(team)))).unwrap_or_default();
            let message = format!(
                "no hours{of_team} are stated in the week {}, and by the hours of the grade the time of {} is another than in the week {}; \
                 are the hours missing?",
                week.week,
                named(&others, texts),
                before.week
            );
            messages.warnings.add_of(THIN_WEEK, week.place, subjects(&others, texts), message);
        }
        let gained = if lacks_reductions && !is_said { gained(&pairs, was_recorded, is_explained) } else { Vec::new() };
        if !gained.is_empty() {
            let message = format!(
                "nobody has a reduction in the week {}, and {} have more time than in the week {}; are the reductions missing?",
                week.week,
                named(&gained, texts),
                before.week
            );
            messages.warnings.add_of(THIN_WEEK, week.place, subjects(&gained, texts), message);
        }
    }
}

/// Where the hours of a team come from in a week.
#[derive(Debug, Clone, Copy, Default)]
struct HoursSources {
    stated: bool,
    by_grade: bool,
    reduced: bool,
}

impl HoursSources {
    /// Whether nobody's hours are stated, and somebody's were in the week before. Of a week that a history alone has, only the time is
    /// known, which reductions change too.
    fn lack_hours(self, then: Option<&Self>, was_recorded: bool) -> bool {
        let may_lack = if was_recorded { !self.reduced } else { then.is_some_and(|then| then.stated) };
        self.by_grade && !self.stated && may_lack
    }
}

fn sources(week: &WeekFigures) -> BTreeMap<Option<TextId>, HoursSources> {
    let mut sources: BTreeMap<Option<TextId>, HoursSources> = BTreeMap::new();
    // Most posts stand beside others of their team.
    for posts in week.posts.chunk_by(|one, next| one.unit.team == next.unit.team) {
        let team = sources.entry(posts[0].unit.team).or_default();
        for post in posts.iter().filter(|post| post.officer.is_some()) {
            team.stated |= post.hours_from == HoursFrom::Stated;
            team.by_grade |= post.hours_from == HoursFrom::Grade;
            team.reduced |= post.is_reduced;
        }
    }
    sources
}

/// Whether a history alone has a week.
fn is_recorded(week: &WeekFigures) -> bool {
    week.posts.iter().all(|post| post.hours_from == HoursFrom::Unknown)
}

fn posts(week: &WeekFigures) -> PostsWithTime<'_> {
    let with_time = week.posts.iter().filter(|post| post.officer.is_some() && !post.load().has_no_hours());
    with_time.map(|post| ((post.officer, post.unit.team), post)).collect()
}

/// The posts that have time in a week and in the week before, by team.
fn pairs<'w>(week: &'w WeekFigures, before: &PostsWithTime<'w>) -> BTreeMap<Option<TextId>, Vec<InBothWeeks<'w>>> {
    let mut pairs: BTreeMap<Option<TextId>, Vec<InBothWeeks>> = BTreeMap::new();
    for post in week.posts.iter().filter(|post| !post.load().has_no_hours()) {
        if let Some(then) = before.get(&(post.officer, post.unit.team)) {
            pairs.entry(post.unit.team).or_default().push((then, post));
        }
    }
    pairs
}

/// The posts of a team that have another time by the hours of their grades: several at once, or one whose time is the same again in the
/// week after.
fn others_by_grade<'w>(
    pairs: &[InBothWeeks<'w>],
    was_recorded: bool,
    later: Option<&WeekFigures>,
    is_explained: impl Fn(Officer) -> bool,
) -> Vec<InBothWeeks<'w>> {
    /// So many seldom get other hours at once.
    const SEVERAL: usize = 2;
    let were_stated = |(then, now): &&InBothWeeks| {
        now.hours_from == HoursFrom::Grade && (was_recorded || then.hours_from == HoursFrom::Stated)
    };
    let lost = || pairs.iter().filter(were_stated);
    let others: Vec<InBothWeeks> = lost().filter(|(then, now)| then.available != now.available).copied().collect();
    let enough = if was_recorded {
        let have_more = others.iter().all(|(then, now)| then.available < now.available);
        let is_explained = |(_, now): &InBothWeeks| now.officer.is_some_and(&is_explained);
        have_more && officers(others.iter()) >= SEVERAL && !others.iter().any(is_explained)
    } else {
        let are_several = officers(lost()) >= SEVERAL;
        let later = later.filter(|_| !are_several).map(posts).unwrap_or_default();
        let is_back = |(then, _): &InBothWeeks| {
            later.get(&(then.officer, then.unit.team)).is_some_and(|later| later.available == then.available)
        };
        !others.is_empty() && (are_several || others.iter().any(is_back))
    };
    if enough { others } else { Vec::new() }
}

/// The posts that have more time without a reduction: several at once, where nobody has less.
fn gained<'w>(
    pairs: &BTreeMap<Option<TextId>, Vec<InBothWeeks<'w>>>,
    was_recorded: bool,
    is_explained: impl Fn(Officer) -> bool,
) -> Vec<InBothWeeks<'w>> {
    /// The reductions of so many seldom end at once.
    const SEVERAL: usize = 3;
    let all = || pairs.values().flatten();
    let have_less = all().any(|(then, now)| now.available < then.available);
    let gained = all().filter(|(then, now)| now.available > then.available && (was_recorded || then.is_reduced));
    let gained: Vec<InBothWeeks> = gained.copied().collect();
    let are_explained = gained.iter().filter_map(|(_, now)| now.officer).any(is_explained);
    if have_less || are_explained || officers(gained.iter()) < SEVERAL { Vec::new() } else { gained }
}

/// The officers of posts, as a message names them.
fn named(pairs: &[InBothWeeks], texts: &Texts) -> String {
    const NAMED: usize = 3;
    let codes: Vec<String> = codes(pairs, texts).map(quoted).collect();
    first_few(&codes, NAMED)
}

fn subjects(pairs: &[InBothWeeks], texts: &Texts) -> Vec<Subject> {
    codes(pairs, texts).map(|code| Subject::Officer(code.to_owned())).collect()
}

fn codes<'t>(pairs: &[InBothWeeks], texts: &'t Texts) -> impl Iterator<Item = &'t str> {
    let officers: IndexSet<Officer> = pairs.iter().filter_map(|(_, now)| now.officer).collect();
    officers.into_iter().map(|officer| texts.get(officer.0))
}

/// How many officers posts are of.
fn officers<'p, 'w: 'p>(pairs: impl Iterator<Item = &'p InBothWeeks<'w>>) -> usize {
    pairs.filter_map(|(_, now)| now.officer).collect::<HashSet<Officer>>().len()
}
