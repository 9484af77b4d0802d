//! Reductions of officers' hours for a reason and a time: sickness, facility time, the protection of newly qualified
//! officers.

use foldhash::{HashMap, HashSet};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::fault::{FileId, Place};
use crate::units::{Hours, Percent, Week};

use super::{Officer, PostWeek, ReductionReason, TextId, Texts, Weights, contracted};

/// A reduction of an officer's hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reduction {
    pub(crate) officer: Officer,
    /// The team it applies to; `None` for all teams.
    pub(crate) team: Option<TextId>,
    /// The reason, as it is written; `None` where it is blank.
    pub(crate) reason: Option<TextId>,
    pub(crate) amount: Amount,
    /// The first day it is in force.
    pub(crate) from: Date,
    /// The last day it is in force; `None` does not end.
    pub(crate) to: Option<Date>,
    /// The row that it is from.
    pub(crate) place: Place,
}

/// How much a reduction takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Amount {
    /// Hours a week.
    Hours(Hours),
    /// A share of contracted hours.
    Percent(Percent),
    /// The share that the weights file sets for the reason.
    OfReason,
}

/// Whether a reduction is in force on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// It was in force before the date, and is no more.
    Ended,
    InForce,
    /// It will be in force after the date.
    ToCome,
}

impl State {
    /// The word for it on every report.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::InForce => "in force",
            Self::ToCome => "to come",
        }
    }
}

impl Reduction {
    /// Its state on a date. On its first and its last day it is in force.
    pub(crate) fn state(&self, date: Date) -> State {
        match self.to {
            Some(to) if to < date => State::Ended,
            _ if date < self.from => State::ToCome,
            _ => State::InForce,
        }
    }

    /// Whether it is in force on a date; never where no date is known.
    pub(crate) fn is_in_force(&self, date: Option<Date>) -> bool {
        date.is_some_and(|date| self.state(date) == State::InForce)
    }

    /// Whether it is in force on any day of a week.
    pub(crate) fn is_in_force_in(&self, week: Week) -> bool {
        self.from < week.next().monday() && self.to.is_none_or(|to| to >= week.monday())
    }

    /// The day on which it ends or starts soon after a snapshot, within 30 days, or ended lately, within the eight weeks before.
    pub(crate) fn near(&self, snapshot: Date) -> Option<Date> {
        const SOON_DAYS: i32 = 30;
        const LATELY_DAYS: i32 = 8 * 7;
        let (lately, soon) = (snapshot.saturating_sub(LATELY_DAYS.days()), snapshot.saturating_add(SOON_DAYS.days()));
        match self.state(snapshot) {
            State::Ended => self.to.filter(|to| *to >= lately),
            State::InForce => self.to.filter(|to| *to <= soon),
            State::ToCome => Some(self.from).filter(|from| *from <= soon),
        }
    }

    /// The reason, as a weights file declares it.
    pub(crate) fn declared<'w>(&self, texts: &Texts, weights: &'w Weights) -> Option<(&'w str, &'w ReductionReason)> {
        let position = weights.reductions.position(texts.get(self.reason?))?;
        Some((weights.reductions.name(position), weights.reductions.at(position)))
    }

    /// Its share of contracted hours; `None` if it is a number of hours, or the weights fix no share for the reason.
    pub(crate) fn percent(&self, texts: &Texts, weights: &Weights) -> Option<Percent> {
        match self.amount {
            Amount::Hours(_) => None,
            Amount::Percent(percent) => Some(percent),
            Amount::OfReason => self.declared(texts, weights).and_then(|(_, reason)| reason.percent),
        }
    }

    /// The hours a week that it takes off contracted hours; `None` where it is a percentage of unknown hours.
    pub(crate) fn hours(&self, contracted: Option<Hours>, texts: &Texts, weights: &Weights) -> Option<Hours> {
        match self.amount {
            Amount::Hours(hours) => Some(self.share_meant(hours, contracted, texts, weights).unwrap_or(hours)),
            _ => Some(contracted?.share(self.percent(texts, weights)?)),
        }
    }

    /// The exact hours of the share that the weights fix for the reason, if `hours` is that share to one decimal place.
    /// If they only set a most, the hours of the most, where `hours` is above it by rounding.
    fn share_meant(&self, hours: Hours, contracted: Option<Hours>, texts: &Texts, weights: &Weights) -> Option<Hours> {
        let (_, reason) = self.declared(texts, weights)?;
        let share = contracted?.share(reason.percent.or(reason.max_percent)?);
        (hours.are_about(share) && (reason.percent.is_some() || hours > share)).then_some(share)
    }
}

/// An officer's posts by team. A reduction finds its posts without looking at all of them, because an officer in
/// thousands of teams may have thousands of reductions.
#[derive(Debug, Default)]
pub(crate) struct PostsByTeam<'p> {
    posts: &'p [PostWeek],
    of_teams: HashMap<Option<TextId>, Vec<&'p PostWeek>>,
    latest: Option<Date>,
    contracted: Option<Hours>,
}

impl<'p> PostsByTeam<'p> {
    pub(crate) fn new(posts: &'p [PostWeek]) -> Self {
        let mut of_teams: HashMap<_, Vec<_>> = HashMap::default();
        for post in posts {
            of_teams.entry(post.unit.team).or_default().push(post);
        }
        Self { posts, of_teams, latest: latest(posts), contracted: contracted(posts) }
    }

    /// The posts to which a reduction of their officer applies: all, or those of its team and those without a team.
    pub(crate) fn of(&self, reduction: &Reduction) -> impl Iterator<Item = &'p PostWeek> {
        let all = if reduction.team.is_none() { self.posts } else { &[] };
        let of_team = |team| self.of_teams.get(&team).into_iter().flatten().copied();
        let of_team = reduction.team.into_iter().flat_map(move |team| of_team(None).chain(of_team(Some(team))));
        all.iter().chain(of_team)
    }

    /// The date by which a reduction is in force or not: that of the posts in its team, or the latest of all where there are
    /// none.
    pub(crate) fn date_of(&self, reduction: &Reduction) -> Option<Date> {
        let of_team = reduction.team.and_then(|_| self.of(reduction).filter_map(|post| post.snapshot).max());
        of_team.or(self.latest)
    }

    /// Whether a reduction is in force on that date.
    pub(crate) fn has_in_force(&self, reduction: &Reduction) -> bool {
        reduction.is_in_force(self.date_of(reduction))
    }

    /// The hours a week that a reduction takes off; `None` where it is a percentage of unknown hours.
    pub(crate) fn hours_of(&self, reduction: &Reduction, texts: &Texts, weights: &Weights) -> Option<Hours> {
        let hours = |contracted: Option<Hours>| reduction.hours(contracted, texts, weights);
        let mut each = self.of(reduction).filter(|_| reduction.team.is_some()).peekable();
        match each.peek() {
            Some(_) => each.map(|post| hours(post.contracted)).sum(),
            None => hours(self.contracted.filter(|_| reduction.team.is_none())),
        }
    }
}

/// The reductions of all officers.
#[derive(Debug, Default)]
pub(crate) struct Reductions {
    /// Whether a list of reductions was given, even an empty one.
    pub(crate) is_given: bool,
    all: Vec<Reduction>,
    by_officer: HashMap<Officer, Vec<usize>>,
    files: HashSet<FileId>,
}

impl Reductions {
    pub(crate) fn add(&mut self, reduction: Reduction) {
        self.by_officer.entry(reduction.officer).or_default().push(self.all.len());
        self.files.insert(reduction.place.file);
        self.all.push(reduction);
    }

    /// All of them, in the order of their files.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Reduction> {
        self.all.iter()
    }

    pub(crate) fn has_from(&self, file: FileId) -> bool {
        self.files.contains(&file)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Renames the officers. `to` must give each a name of their own.
    pub(crate) fn rename(&mut self, to: impl Fn(Officer) -> Officer) {
        self.all.iter_mut().for_each(|reduction| reduction.officer = to(reduction.officer));
        self.by_officer =
            std::mem::take(&mut self.by_officer).into_iter().map(|(officer, of)| (to(officer), of)).collect();
    }

    /// Those of an officer, in the order of their files.
    pub(crate) fn of(&self, officer: Officer) -> impl Iterator<Item = &Reduction> {
        self.by_officer.get(&officer).into_iter().flatten().map(|position| &self.all[*position])
    }

    /// Those of an officer that are in force on a date, whatever their team.
    pub(crate) fn in_force(&self, officer: Officer, date: Option<Date>) -> impl Iterator<Item = &Reduction> {
        self.of(officer).filter(move |reduction| reduction.is_in_force(date))
    }
}

/// Reductions of one officer, found by the team of a post.
#[derive(Debug)]
pub(crate) struct ReductionsByTeam<'r> {
    all: Vec<&'r Reduction>,
    of_teams: HashMap<Option<TextId>, Vec<&'r Reduction>>,
}

impl<'r> ReductionsByTeam<'r> {
    pub(crate) fn new(all: Vec<&'r Reduction>) -> Self {
        let mut of_teams: HashMap<_, Vec<_>> = HashMap::default();
        for reduction in &all {
            of_teams.entry(reduction.team).or_default().push(*reduction);
        }
        Self { all, of_teams }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them, in the order in which they were given.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'r Reduction> {
        self.all.iter().copied()
    }

    /// Those that apply to a post and are in force on its snapshot, in the order of their files. To a post without a team, every
    /// reduction of the officer applies.
    pub(crate) fn in_force(&self, post: &PostWeek) -> Vec<&'r Reduction> {
        let mut these: Vec<&Reduction> = match post.unit.team {
            None => self.all.clone(),
            team => [team, None].iter().filter_map(|team| self.of_teams.get(team)).flatten().copied().collect(),
        };
        these.retain(|reduction| reduction.is_in_force(post.snapshot));
        these.sort_by_key(|reduction| reduction.place);
        these
    }
}

/// The latest snapshot of an officer's posts, by which reductions without a team are in force or not.
pub(crate) fn latest(posts: &[PostWeek]) -> Option<Date> {
    posts.iter().filter_map(|post| post.snapshot).max()
}

/// Spreads reductions without a team (hours, and shares of contracted hours) over an officer's posts, in proportion to
/// the hours that `taken` leaves each. Posts with rows give first, because rows that seem to be missing may be missing
/// from the file. A post that only the staff list has gives its own shares, and what the others have no hours for. What
/// is more than all hours is added to the first post with contracted hours.
pub(crate) fn spread(hours: Hours, shares: &[Percent], posts: &[PostWeek], taken: &mut [Hours]) {
    let of = |is_listed: bool| -> Hours {
        let posts = posts.iter().filter(|post| post.is_listed_only == is_listed).filter_map(|post| post.contracted);
        posts.flat_map(|contracted| shares.iter().map(move |share| contracted.share(*share))).sum()
    };
    let rest = spread_among(false, hours + of(false), posts, taken);
    let rest = spread_among(true, rest + of(true), posts, taken);
    let rest = spread_among(false, rest, posts, taken);
    let first = posts.iter().position(|post| post.contracted.is_some()).unwrap_or_default();
    if let Some(first) = taken.get_mut(first) {
        *first += rest;
    }
}

/// Spreads hours over the posts that only the staff list has, or over the others. Returns what they have no hours for.
fn spread_among(is_listed: bool, hours: Hours, posts: &[PostWeek], taken: &mut [Hours]) -> Hours {
    let left = |post: &PostWeek, taken: Hours| match post.contracted {
        Some(contracted) if post.is_listed_only == is_listed => contracted.less(taken),
        _ => Hours::default(),
    };
    let before: Vec<Hours> = posts.iter().zip(&*taken).map(|(post, taken)| left(post, *taken)).collect();
    let all: Hours = before.iter().copied().sum();
    if all.is_nothing() {
        return hours;
    }
    let (mut rest, spread) = (hours, hours.min(all));
    for (taken, before) in taken.iter_mut().zip(&before) {
        let part = spread.part_of(*before, all);
        *taken += part;
        rest = rest.less(part);
    }
    // Parts are rounded down, so a few units of the smallest amount may be left for posts with hours.
    for (taken, post) in taken.iter_mut().zip(posts) {
        let part = left(post, *taken).min(rest);
        *taken += part;
        rest = rest.less(part);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Files;
    use jiff::civil::date;

    #[test]
    fn the_first_and_the_last_day_are_in_force() {
        let mut texts = Texts::default();
        let place = Place::whole(Files::default().add("reductions.csv"));
        let mut reduction = Reduction {
            officer: Officer::of(texts.keep("N53-0412")),
            team: None,
            reason: None,
            amount: Amount::OfReason,
            from: date(2026, 2, 11),
            to: Some(date(2026, 11, 10)),
            place,
        };
        for (day, expected) in [
            (date(2026, 2, 10), State::ToCome),
            (date(2026, 2, 11), State::InForce),
            (date(2026, 11, 10), State::InForce),
            (date(2026, 11, 11), State::Ended),
        ] {
            assert_eq!(reduction.state(day), expected, "{day}");
        }
        reduction.to = None;
        assert_eq!(reduction.state(date(2099, 12, 31)), State::InForce);
    }
}
