//! Warns of weeks that lack the hours or the reductions of the week before. An export without such a column, or a list that was
//! forgotten, gives officers more time than they have.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use crate::fault::{Messages, Subject, THIN_WEEK, first_few_quoted, quoted};
use crate::model::{HoursFrom, Officer, PostFigures, Reductions, TextId, Texts, WeekFigures};
use crate::ordered::OrderedSet;
use crate::units::{Available, Load};

use super::by_team::{RecentWeeks, is_of_history};

/// How many officers a warning names.
const NAMED: usize = 3;

/// The posts of officers that have time, by officer and team.
type PostsWithTime<'w> = HashMap<(Option<Officer>, Option<TextId>), &'w PostFigures>;

/// A post in the week before, and in the week.
type InBothWeeks<'w> = (&'w PostFigures, &'w PostFigures);

type PairsByTeam<'w> = BTreeMap<Option<TextId>, Vec<InBothWeeks<'w>>>;

/// Posts that have other hours than in the week before, with their team if all are of one; and a question about what may be wrong.
type Lacking<'w> = (Option<TextId>, Vec<&'w PostFigures>, &'static str);

const ARE_HOURS_MISSING: &str = "are the hours missing?";
const ARE_REDUCTIONS_MISSING: &str = "are the reductions missing?";
const ARE_EITHER_MISSING: &str = "are the hours or the reductions missing?";
const ARE_HOURS_RIGHT: &str = "are the hours right?";
const ARE_HOURS_RIGHT_OR_REDUCTIONS_MISSING: &str = "are the hours right, or are reductions missing?";

/// Warns of such weeks. `listed` are the reductions of the list: if one of them ended, the officer has more time for that reason.
pub(super) fn warn(recent: &RecentWeeks, listed: &Reductions, texts: &Texts, messages: &mut Messages) {
    let weeks = recent.weeks;
    let sources: Vec<HoursOfTeams> = weeks.iter().map(sources).collect();
    for (at, beside) in recent.with_week_beside() {
        let ([before, week], now) = ([beside, at].map(|at| &weeks[at]), &sources[at]);
        // With other weights, everyone may have another time. A history keeps too little of hours to compare an earlier week with
        // it.
        let of_history = [beside, at].map(|at| is_of_history(&weeks[at]));
        if before.weights != week.weights || of_history[1] && at > beside || of_history[0] && at < beside {
            continue;
        }
        // After one or two weeks with a bank holiday, officers have the time again that they had before it, in all teams together.
        let time_now = LazyCell::new(|| time_in_all(week));
        let times_before = LazyCell::new(|| recent.some_before(at).map(time_in_all).collect::<Vec<_>>());
        let had_same = |officer| times_before.iter().any(|time| time.get(&officer) == time_now.get(&officer));
        // An officer may have begun in the week of the bank holiday, if most of the others have their time back after it.
        let are_back = LazyCell::new(|| are_most_back(before, &time_now, had_same));
        let has_begun = |officer| *are_back && !times_before.iter().any(|time| time.contains_key(&officer));
        // The first week or two may have a bank holiday as well. Then everybody has a reduction in them, or all but one in six.
        let is_reduced = |post: &&PostFigures| post.is_reduced || post.load().has_no_hours();
        let are_reduced = |week: &WeekFigures| week.posts.iter().filter(is_reduced).count() * 6 >= week.posts.len() * 5;
        let is_holiday = recent.earlier.is_empty() && (1..=2).contains(&at) && weeks[..at].iter().all(are_reduced);
        let is_explained = |post: &PostFigures| {
            let ended = |officer| listed.of(officer).any(|reduction| reduction.is_in_force_in(before.week));
            is_holiday || post.officer.is_some_and(|officer| ended(officer) || had_same(officer) || has_begun(officer))
        };
        let lacking = if of_history[1] {
            vec![other_hours(&pairs(week, &posts(before)), is_explained)]
        } else if of_history[0] {
            lacking_beside_history(pairs(week, &posts(before)), now, is_explained)
        } else {
            lacking(weeks, (at, beside), &sources, is_explained)
        };
        say(week, before, lacking, texts, messages);
    }
}

/// Warns of a week in which officers have other hours than in a week beside it.
fn say(week: &WeekFigures, beside: &WeekFigures, lacking: Vec<Lacking>, texts: &Texts, messages: &mut Messages) {
    for (team, posts, question) in lacking.into_iter().filter(|(_, posts, _)| !posts.is_empty()) {
        let officers: OrderedSet<Officer> = posts.iter().filter_map(|post| post.officer).collect();
        let message = format!(
            "the hours that count for {}{} in the week {} differ from those in the week {}; {question}",
            first_few_quoted(officers.iter().map(|officer| texts.code(*officer)), NAMED),
            team.map(|team| format!(" in the team {}", quoted(texts.get(team)))).unwrap_or_default(),
            week.week,
            beside.week
        );
        let officers = officers.iter().map(|officer| officer.subject(texts));
        let subjects = officers.chain(team.map(|team| Subject::Unit(texts.get(team).to_owned())));
        messages.warnings.add_of(THIN_WEEK, week.place, subjects, message);
    }
}

/// Finds what a week lacks that the week beside it has, if both are weeks of the caseload. `sources` are those of all weeks.
fn lacking<'w>(
    weeks: &'w [WeekFigures],
    (at, beside): (usize, usize),
    sources: &[HoursOfTeams],
    is_explained: impl Fn(&PostFigures) -> bool,
) -> Vec<Lacking<'w>> {
    let (pairs, is_first) = (pairs(&weeks[at], &posts(&weeks[beside])), at < beside);
    let hours = lacking_hours(&pairs, weeks.get(at + 1).filter(|_| !is_first));
    if !hours.is_empty() {
        return hours;
    }
    if are_reduced(&sources[beside]) && !are_reduced(&sources[at]) {
        // A reduction of one week, as for a bank holiday, is not missing in the week before it.
        let later = weeks.get(beside + 1).map(posts).unwrap_or_default();
        let lasts = |then: &PostFigures| !is_first || has_same_time(then, &later);
        let posts = not_reduced(&pairs, lasts, &is_explained);
        if !posts.is_empty() {
            return vec![(None, posts, ARE_REDUCTIONS_MISSING)];
        }
    }
    vec![other_hours(&pairs, is_explained)]
}

/// Finds posts that have more time than in the week beside and no reduction there, if they are of many officers.
fn other_hours<'w>(pairs: &PairsByTeam<'w>, is_explained: impl Fn(&PostFigures) -> bool) -> Lacking<'w> {
    let all: Vec<InBothWeeks> = pairs.values().flatten().filter(|(then, _)| !then.is_reduced).copied().collect();
    (None, more_time(&all, most(&all), is_explained), ARE_HOURS_RIGHT)
}

/// Finds the hours that a week lacks and the week beside it has, if both are weeks of the caseload.
fn lacking_hours<'w>(pairs: &PairsByTeam<'w>, later: Option<&WeekFigures>) -> Vec<Lacking<'w>> {
    // In most weeks nobody's hours are lost.
    if !pairs.values().flatten().any(lost_hours) {
        return Vec::new();
    }
    let later = later.map(posts).unwrap_or_default();
    let of_teams = pairs.iter().map(|(team, pairs)| (*team, without_hours(pairs, &later), ARE_HOURS_MISSING));
    of_teams.filter(|(_, posts, _)| !posts.is_empty()).collect()
}

/// The number of officers who seldom all get other hours in one week: half of them, and at least four.
fn most(pairs: &[InBothWeeks]) -> usize {
    count(pairs.iter().map(|(_, now)| *now)).div_ceil(2).max(4)
}

/// Finds what a week lacks that the week before has, if only a history has that one. A history keeps how much time there was, and
/// not the hours and reductions that made it.
fn lacking_beside_history<'w>(
    pairs: PairsByTeam<'w>,
    now: &HoursOfTeams,
    is_explained: impl Fn(&PostFigures) -> bool,
) -> Vec<Lacking<'w>> {
    let has_reductions = are_reduced(now);
    let of_teams = pairs.iter().map(|(team, pairs)| {
        let blank = left_blank(pairs, &is_explained);
        if !blank.is_empty() {
            return (*team, blank, ARE_HOURS_MISSING);
        }
        let is_stated = now[team].stated || !now[team].by_grade;
        // It is seldom that the reductions of so many officers end at once, or that so many officers get other hours.
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
    // Most posts stand next to others of their team.
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

fn posts(week: &WeekFigures) -> PostsWithTime<'_> {
    let with_time = week.posts.iter().filter(|post| post.officer.is_some() && !post.load().has_no_hours());
    with_time.map(|post| ((post.officer, post.unit.team), post)).collect()
}

/// Finds the posts that have time both in a week and in the week before.
fn pairs<'w>(week: &'w WeekFigures, before: &PostsWithTime<'w>) -> PairsByTeam<'w> {
    let mut pairs = PairsByTeam::new();
    for post in week.posts.iter().filter(|post| !post.load().has_no_hours()) {
        if let Some(then) = before.get(&(post.officer, post.unit.team)) {
            pairs.entry(post.unit.team).or_default().push((then, post));
        }
    }
    pairs
}

/// Adds up the time of each officer in all teams.
fn time_in_all(week: &WeekFigures) -> HashMap<Officer, Available> {
    let time = |posts: &[PostFigures]| posts.iter().map(PostFigures::load).sum::<Load>().available;
    week.officers().map(|(officer, posts)| (officer, time(posts))).collect()
}

/// Whether most officers who have more time than in the week before had as much before that.
fn are_most_back(before: &WeekFigures, now: &HashMap<Officer, Available>, had_same: impl Fn(Officer) -> bool) -> bool {
    let before = time_in_all(before);
    let has_more = |officer: &&Officer| before.get(*officer).is_some_and(|then| *then < now[*officer]);
    let more: Vec<Officer> = now.keys().filter(has_more).copied().collect();
    more.iter().filter(|officer| had_same(**officer)).count() * 2 > more.len()
}

/// Whether a post has the same time in another week.
fn has_same_time(post: &PostFigures, other: &PostsWithTime) -> bool {
    other.get(&(post.officer, post.unit.team)).is_some_and(|other| other.available == post.available)
}

/// Whether a post had stated hours, and has the hours of its grade now and another time.
fn lost_hours((then, now): &InBothWeeks) -> bool {
    let are_blank = now.hours_from == HoursFrom::Grade && then.hours_from == HoursFrom::Stated;
    are_blank && then.available != now.available
}

/// Finds the posts of a team whose hours are lost. A blank cell may stand for full-time hours. So hours are lost only if nobody of
/// the team had a blank cell before, if several officers had hours and all of these are blank now, or if the officer has the same
/// time again in the week after.
fn without_hours<'w>(pairs: &[InBothWeeks<'w>], later: &PostsWithTime) -> Vec<&'w PostFigures> {
    let are_stated = pairs.iter().any(|(_, now)| now.hours_from == HoursFrom::Stated);
    let may_be_blank = pairs.iter().any(|(then, _)| then.hours_from == HoursFrom::Grade);
    let blank_now = pairs.iter().filter(|(_, now)| now.hours_from == HoursFrom::Grade);
    let were_stated = blank_now.filter(|(then, _)| then.hours_from == HoursFrom::Stated);
    let are_lost = if are_stated { !may_be_blank } else { count(were_stated.map(|(_, now)| *now)) > 1 };
    let lost = pairs.iter().filter(|pair| lost_hours(pair) && (are_lost || has_same_time(pair.0, later)));
    lost.map(|(_, now)| *now).collect()
}

/// Finds the posts of a team whose hours are lost, if the week before is one of a history, which does not say whose hours were
/// stated. A blank cell may stand for full-time hours. It does not if two others have stated hours, and either one of them states
/// the hours that the blank cell gives, or all who have a blank cell have more time than before.
fn left_blank<'w>(pairs: &[InBothWeeks<'w>], is_explained: impl Fn(&PostFigures) -> bool) -> Vec<&'w PostFigures> {
    let with = |from: HoursFrom| pairs.iter().filter(move |(_, now)| now.hours_from == from);
    let have_more = |(then, now): &&InBothWeeks| then.available < now.available;
    let time = |post: &PostFigures| (post.grade, post.available);
    let stated: HashSet<_> = with(HoursFrom::Stated).map(|(_, now)| time(now)).collect();
    let are_stated = count(with(HoursFrom::Stated).map(|(_, now)| *now)) >= 2;
    let lost = with(HoursFrom::Grade).filter(have_more).filter(|(_, now)| !is_explained(now));
    // One alone may have had a reduction that ended.
    let all_have_more = || with(HoursFrom::Grade).count() > 1 && with(HoursFrom::Grade).all(|pair| have_more(&pair));
    if are_stated && (all_have_more() || lost.clone().any(|(_, now)| stated.contains(&time(now)))) {
        lost.map(|(_, now)| *now).collect()
    } else {
        Vec::new()
    }
}

/// Finds the posts that had a lasting reduction and have more time without it. There are none if they are of fewer than three
/// officers, or if anybody has less time. Those whose reduction ended by the list are left out.
fn not_reduced<'w>(
    pairs: &PairsByTeam<'w>,
    lasts: impl Fn(&PostFigures) -> bool,
    is_explained: impl Fn(&PostFigures) -> bool,
) -> Vec<&'w PostFigures> {
    let all = || pairs.values().flatten();
    let have_less = all().any(|(then, now)| now.available < then.available);
    let more = all().filter(|pair| pair.1.available > pair.0.available && pair.0.is_reduced && lasts(pair.0));
    let more = more.map(|(_, now)| *now).filter(|post| !is_explained(post));
    let more: Vec<&PostFigures> = more.collect();
    if have_less || count(more.iter().copied()) < 3 { Vec::new() } else { more }
}

/// Finds the posts that have no reduction and more time than in the week before. There are none if they are of fewer than `fewest`
/// officers, or if anybody has less time. Those whose reduction ended by the list are left out.
fn more_time<'w>(
    pairs: &[InBothWeeks<'w>],
    fewest: usize,
    is_explained: impl Fn(&PostFigures) -> bool,
) -> Vec<&'w PostFigures> {
    let may_lack = |(then, now): &&InBothWeeks| !now.is_reduced && then.grade == now.grade;
    let have_less = pairs.iter().filter(may_lack).any(|(then, now)| now.available < then.available);
    let more = pairs.iter().filter(may_lack).filter(|(then, now)| now.available > then.available);
    let more = more.map(|(_, now)| *now).filter(|post| !is_explained(post));
    let more: Vec<&PostFigures> = more.collect();
    if have_less || count(more.iter().copied()) < fewest { Vec::new() } else { more }
}

/// Counts the officers of posts.
fn count<'w>(posts: impl Iterator<Item = &'w PostFigures>) -> usize {
    posts.filter_map(|post| post.officer).collect::<HashSet<Officer>>().len()
}
