//! Weeks that lack the hours or the reductions of the week before: an export without such a column, or a list that was forgotten,
//! gives officers more time than they have.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use crate::fault::{Messages, Subject, THIN_WEEK, first_few, quoted};
use crate::model::{HoursFrom, Officer, PostFigures, Reductions, TextId, Texts, WeekFigures};
use crate::ordered::OrderedSet;

use super::by_team::RecentWeeks;

/// How many officers a warning names.
const NAMED: usize = 3;

/// The posts of officers, by officer and team.
type PostsWithTime<'w> = HashMap<(Option<Officer>, Option<TextId>), &'w PostFigures>;

/// A post in the week before, and in the week.
type InBothWeeks<'w> = (&'w PostFigures, &'w PostFigures);

type PairsByTeam<'w> = BTreeMap<Option<TextId>, Vec<InBothWeeks<'w>>>;

/// Posts with other hours than in the week before, with their team, where it is known; and what may be wrong, as a question.
type Lacking<'w> = (Option<TextId>, Vec<&'w PostFigures>, &'static str);

const ARE_HOURS_MISSING: &str = "are the hours missing?";
const ARE_REDUCTIONS_MISSING: &str = "are the reductions missing?";
const ARE_EITHER_MISSING: &str = "are the hours or the reductions missing?";
const ARE_HOURS_RIGHT: &str = "are the hours right?";
const ARE_HOURS_RIGHT_OR_REDUCTIONS_MISSING: &str = "are the hours right, or are reductions missing?";

/// Warns of such weeks. `listed` are the reductions of the list, which says itself when they end.
pub(super) fn warn(recent: &RecentWeeks, listed: &Reductions, texts: &Texts, messages: &mut Messages) {
    let weeks = recent.weeks;
    let sources: Vec<HoursOfTeams> = weeks.iter().map(sources).collect();
    for (at, beside) in recent.with_week_beside() {
        let ([before, week], [then, now]) = ([beside, at].map(|at| &weeks[at]), [beside, at].map(|at| &sources[at]));
        // With other weights everyone may have another time.
        if before.weights != week.weights || is_recorded(week) {
            continue;
        }
        let is_explained = |officer: Officer| listed.of(officer).any(|reduction| reduction.is_in_force_in(before.week));
        let pairs = pairs(week, &posts(before));
        let lacking = if is_recorded(before) {
            lacking_beside_history(pairs, now, is_explained)
        } else {
            let later = weeks.get(at + 1).filter(|_| beside < at);
            let hours = lacking_hours(&pairs, then, now, later);
            // Reductions that begin are ordinary, so the first week is not asked about those of the second.
            if hours.is_empty() && beside < at { lacking_reductions(pairs, then, now, is_explained) } else { hours }
        };
        say(week, before, lacking, texts, messages);
    }
}

/// Warns of a week in which hours are other ones than in a week beside it.
fn say(week: &WeekFigures, beside: &WeekFigures, lacking: Vec<Lacking>, texts: &Texts, messages: &mut Messages) {
    for (team, posts, question) in lacking.into_iter().filter(|(_, posts, _)| !posts.is_empty()) {
        let officers: OrderedSet<Officer> = posts.iter().filter_map(|post| post.officer).collect();
        let named: Vec<String> = officers.iter().map(|officer| quoted(texts.code(*officer))).collect();
        let message = format!(
            "the hours that count for {}{} in the week {} differ from those in the week {}; {question}",
            first_few(&named, NAMED),
            team.map(|team| format!(" in the team {}", quoted(texts.get(team)))).unwrap_or_default(),
            week.week,
            beside.week
        );
        let officers = officers.iter().map(|officer| officer.subject(texts));
        let subjects = officers.chain(team.map(|team| Subject::Unit(texts.get(team).to_owned()))).collect();
        messages.warnings.add_of(THIN_WEEK, week.place, subjects, message);
    }
}

/// The hours that a week lacks and the week before has, where the caseload has both.
fn lacking_hours<'w>(
    pairs: &PairsByTeam<'w>,
    then: &HoursOfTeams,
    now: &HoursOfTeams,
    later: Option<&WeekFigures>,
) -> Vec<Lacking<'w>> {
    let of_teams = pairs.iter().map(|(team, pairs)| {
        let [then, now] = [then, now].map(|sources| sources.get(team).copied().unwrap_or_default());
        let are_all_missing = now.by_grade && !now.stated && then.stated;
        let posts = if are_all_missing { by_grade(pairs, later) } else { left_blank(pairs, 1) };
        (*team, posts, ARE_HOURS_MISSING)
    });
    of_teams.filter(|(_, posts, _)| !posts.is_empty()).collect()
}

/// The same of reductions; or those whose hours are other ones without a reduction.
fn lacking_reductions<'w>(
    pairs: PairsByTeam<'w>,
    then: &HoursOfTeams,
    now: &HoursOfTeams,
    is_explained: impl Fn(Officer) -> bool,
) -> Vec<Lacking<'w>> {
    if are_reduced(then) && !are_reduced(now) {
        let posts = not_reduced(&pairs, &is_explained);
        if !posts.is_empty() {
            return vec![(None, posts, ARE_REDUCTIONS_MISSING)];
        }
    }
    let never_reduced = pairs.into_values().flatten().filter(|(then, _)| !then.is_reduced);
    let all: Vec<InBothWeeks> = never_reduced.collect();
    vec![(None, more_time(&all, most(&all), &is_explained), ARE_HOURS_RIGHT)]
}

/// So many officers seldom get other hours in one week: half of them, and four or more.
fn most(pairs: &[InBothWeeks]) -> usize {
    count(pairs.iter().map(|(_, now)| *now)).div_ceil(2).max(4)
}

/// The same where a history alone has the week before. It keeps the time and not what it is made of.
fn lacking_beside_history<'w>(
    pairs: PairsByTeam<'w>,
    now: &HoursOfTeams,
    is_explained: impl Fn(Officer) -> bool,
) -> Vec<Lacking<'w>> {
    let has_reductions = are_reduced(now);
    let of_teams = pairs.iter().map(|(team, pairs)| {
        let blank = left_blank(pairs, 2);
        if !blank.is_empty() {
            return (*team, blank, ARE_HOURS_MISSING);
        }
        let is_stated = now[team].stated || !now[team].by_grade;
        // The reductions of so many seldom end at once, and so many seldom get other hours.
        match (is_stated, has_reductions) {
            (true, true) => (*team, Vec::new(), ""),
            (true, false) => (*team, more_time(pairs, 3, &is_explained), ARE_HOURS_RIGHT_OR_REDUCTIONS_MISSING),
            (false, _) => (*team, more_time(pairs, 2, &is_explained), ARE_EITHER_MISSING),
        }
    });
    let of_teams: Vec<Lacking> = of_teams.filter(|(_, posts, _)| !posts.is_empty()).collect();
    if !of_teams.is_empty() {
        return of_teams;
    }
    let all: Vec<InBothWeeks> = pairs.into_values().flatten().collect();
    let (fewest, question) =
        if has_reductions { (most(&all), ARE_HOURS_RIGHT) } else { (3, ARE_HOURS_RIGHT_OR_REDUCTIONS_MISSING) };
    vec![(None, more_time(&all, fewest, &is_explained), question)]
}

/// Where the hours of each team come from in a week.
type HoursOfTeams = BTreeMap<Option<TextId>, HoursSources>;

fn are_reduced(teams: &HoursOfTeams) -> bool {
    teams.values().any(|team| team.reduced)
}

/// Where the hours of a team come from in a week.
#[derive(Debug, Clone, Copy, Default)]
struct HoursSources {
    stated: bool,
    by_grade: bool,
    reduced: bool,
}

fn sources(week: &WeekFigures) -> HoursOfTeams {
    let mut sources = HoursOfTeams::new();
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

/// The posts that have time in a week and in the week before.
fn pairs<'w>(week: &'w WeekFigures, before: &PostsWithTime<'w>) -> PairsByTeam<'w> {
    let mut pairs = PairsByTeam::new();
    for post in week.posts.iter().filter(|post| !post.load().has_no_hours()) {
        if let Some(then) = before.get(&(post.officer, post.unit.team)) {
            pairs.entry(post.unit.team).or_default().push((then, post));
        }
    }
    pairs
}

/// The posts of a team that have another time by the hours of their grades, where they were stated: of several officers, or of one
/// whose time is the same again in the week after.
fn by_grade<'w>(pairs: &[InBothWeeks<'w>], later: Option<&WeekFigures>) -> Vec<&'w PostFigures> {
    let were_stated =
        |(then, now): &&InBothWeeks| now.hours_from == HoursFrom::Grade && then.hours_from == HoursFrom::Stated;
    let lost = || pairs.iter().filter(were_stated);
    let others = || lost().filter(|(then, now)| then.available != now.available);
    let are_several = count(lost().map(|(_, now)| *now)) > 1;
    let later = later.filter(|_| !are_several).map(posts).unwrap_or_default();
    let is_back = |(then, _): &InBothWeeks| {
        later.get(&(then.officer, then.unit.team)).is_some_and(|later| later.available == then.available)
    };
    if are_several || others().any(is_back) { others().map(|(_, now)| *now).collect() } else { Vec::new() }
}

/// The posts of a team whose hours were left blank, so that they have another time by those of their grades. The hours of so many others are
/// stated, and of all others, so that a blank cell does not say full-time. A history does not say whose hours were stated, so
/// there must be more time than before.
fn left_blank<'w>(pairs: &[InBothWeeks<'w>], fewest_stated: usize) -> Vec<&'w PostFigures> {
    let with = |from: HoursFrom| pairs.iter().filter(move |(_, now)| now.hours_from == from);
    let were_stated = with(HoursFrom::Grade).all(|(then, now)| match then.hours_from {
        HoursFrom::Stated => true,
        HoursFrom::Grade => false,
        HoursFrom::Unknown => then.available < now.available,
    });
    if !were_stated || count(with(HoursFrom::Stated).map(|(_, now)| *now)) < fewest_stated {
        return Vec::new();
    }
    with(HoursFrom::Grade).filter(|(then, now)| then.available != now.available).map(|(_, now)| *now).collect()
}

/// The posts that had a reduction and have more time without it: of three officers or more, where nobody has less. The list may say that
/// the reduction of an officer ended.
fn not_reduced<'w>(pairs: &PairsByTeam<'w>, is_explained: impl Fn(Officer) -> bool) -> Vec<&'w PostFigures> {
    let all = || pairs.values().flatten();
    let have_less = all().any(|(then, now)| now.available < then.available);
    let more = all().filter(|(then, now)| now.available > then.available && then.is_reduced);
    let more = more.map(|(_, now)| *now).filter(|post| !post.officer.is_some_and(&is_explained));
    let more: Vec<&PostFigures> = more.collect();
    if have_less || count(more.iter().copied()) < 3 { Vec::new() } else { more }
}

/// The posts of a team that have more time than in the week before, without a reduction: of so many officers, where nobody has less. The
/// list may say that the reduction of an officer ended.
fn more_time<'w>(
    pairs: &[InBothWeeks<'w>],
    fewest: usize,
    is_explained: impl Fn(Officer) -> bool,
) -> Vec<&'w PostFigures> {
    let may_lack = |(then, now): &&InBothWeeks| !now.is_reduced && then.grade == now.grade;
    let have_less = pairs.iter().filter(may_lack).any(|(then, now)| now.available < then.available);
    let more = pairs.iter().filter(may_lack).filter(|(then, now)| now.available > then.available);
    let more = more.map(|(_, now)| *now).filter(|post| !post.officer.is_some_and(&is_explained));
    let more: Vec<&PostFigures> = more.collect();
    if have_less || count(more.iter().copied()) < fewest { Vec::new() } else { more }
}

/// How many officers posts are of.
fn count<'w>(posts: impl Iterator<Item = &'w PostFigures>) -> usize {
    posts.filter_map(|post| post.officer).collect::<HashSet<Officer>>().len()
}
