//! Adds up weeks: who has rows in a week and what they hold, for all who are selected together, and for each team.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use crate::fault::{Subject, quoted};
use crate::model::{HoursFrom, Officer, PostFigures, TextId, Texts, Unit, WeekFigures};
use crate::selection::Selection;
use crate::units::Work;

/// Fewer cases than this may all count nothing, or have ended.
pub(super) const FEW_CASES: i64 = 20;

/// A team. It has its PDU only if several PDUs have teams of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TeamOfPdu {
    pub(super) name: TextId,
    pdu: Option<TextId>,
}

impl TeamOfPdu {
    /// As the subject of a warning: `Court`, or `Court (North)`.
    pub(super) fn subject(self, texts: &Texts) -> Subject {
        let pdu = self.pdu.map(|pdu| format!(" ({})", texts.get(pdu))).unwrap_or_default();
        Subject::Unit(format!("{}{pdu}", texts.get(self.name)))
    }

    /// The two forms that the team of a post may have: without its PDU, and with it.
    pub(super) fn of_post(post: &PostFigures) -> impl Iterator<Item = Self> {
        let pdus = [None, post.unit.pdu].into_iter();
        post.unit.team.into_iter().flat_map(move |name| pdus.clone().map(move |pdu| Self { name, pdu }))
    }

    /// As a message names it.
    pub(super) fn named(self, texts: &Texts) -> String {
        let pdu = self.pdu.map(|pdu| format!(" of the PDU {}", quoted(texts.get(pdu)))).unwrap_or_default();
        format!("the team {}{pdu}", quoted(texts.get(self.name)))
    }
}

/// The weeks that the rule looks at, and one week before them, each added up by team.
pub(super) struct RecentWeeks<'w> {
    /// All weeks before them.
    pub(super) earlier: &'w [WeekFigures],
    pub(super) weeks: &'w [WeekFigures],
    /// Posts of the last of the weeks that only a history has.
    pub(super) apart: &'w [PostFigures],
    /// The sums of everyone, by week.
    pub(super) everyone: Vec<WeekByTeam>,
    /// The sums of those who are selected, by week; `None` if everyone is.
    chosen: Option<Vec<WeekByTeam>>,
    /// Officers who are over in the second of the weeks and not in the first. There are none if the first is the week before those
    /// of the rule.
    pub(super) over_from_second: HashSet<Officer>,
}

impl<'w> RecentWeeks<'w> {
    /// Adds up the weeks that a rule of `of_rule` weeks looks at, of all weeks so far. `apart` are posts that only the history has
    /// in the last of them.
    pub(super) fn of(
        so_far: &'w [WeekFigures],
        of_rule: u32,
        apart: &'w [PostFigures],
        texts: &Texts,
        selection: &Selection,
    ) -> Self {
        let weeks = of_rule_and_before(so_far, of_rule);
        let with_rows = |at: usize| {
            let apart = if at + 1 == weeks.len() { apart } else { &[] };
            weeks[at].posts.iter().chain(apart).filter(|post| !post.is_listed_only)
        };
        let in_several = in_several_pdus((0..weeks.len()).map(with_rows));
        let add_up = |selection: &Selection| -> Vec<WeekByTeam> {
            let is_selected = |post: &&PostFigures| selection.has(&post.whose(texts));
            (0..weeks.len()).map(|at| WeekByTeam::of(with_rows(at).filter(is_selected), &in_several)).collect()
        };
        let everyone = add_up(&Selection::default());
        let chosen = (!selection.is_of_all()).then(|| add_up(selection));
        let earlier = &so_far[..so_far.len() - weeks.len()];
        Self { earlier, weeks, apart, everyone, chosen, over_from_second: over_from_second(weeks, of_rule) }
    }

    /// Whether a wrong first week may hide a run that is as long as the rule.
    pub(super) fn first_ends_a_run(&self) -> bool {
        !self.over_from_second.is_empty()
    }

    /// The position of each week, and of the week that it is compared with, which is the week before. The first week has none
    /// before it. If it ends a run, it is compared with the week after it.
    pub(super) fn with_week_beside(&self) -> impl Iterator<Item = (usize, usize)> {
        self.first_ends_a_run().then_some((0, 1)).into_iter().chain((1..self.weeks.len()).map(|at| (at, at - 1)))
    }

    /// The weeks two and three before one of the weeks, if there are any.
    pub(super) fn some_before(&self, at: usize) -> impl Iterator<Item = &'w WeekFigures> {
        let (earlier, weeks, at) = (self.earlier, self.weeks, self.earlier.len() + at);
        let before = [2, 3].into_iter().filter_map(move |back| at.checked_sub(back));
        before.map(move |at| earlier.get(at).unwrap_or_else(|| &weeks[at - earlier.len()]))
    }

    /// Whether only some are selected.
    pub(super) fn has_choice(&self) -> bool {
        self.chosen.is_some()
    }

    /// The sums of those who are selected, by week.
    pub(super) fn chosen(&self) -> &[WeekByTeam] {
        self.chosen.as_ref().unwrap_or(&self.everyone)
    }
}

/// Of some weeks, those that the rule looks at up to the latest, and one week before them, with which the first is compared.
pub(super) fn of_rule_and_before(weeks: &[WeekFigures], of_rule: u32) -> &[WeekFigures] {
    let Some(latest) = weeks.last() else { return weeks };
    &weeks[weeks.partition_point(|week| week.week.weeks_until(latest.week) > i64::from(of_rule))..]
}

/// Whether only a history has a week.
pub(super) fn is_of_history(week: &WeekFigures) -> bool {
    week.posts.iter().all(|post| post.hours_from == HoursFrom::Unknown)
}

fn over_from_second(weeks: &[WeekFigures], of_rule: u32) -> HashSet<Officer> {
    let ([first, second, ..], Some(latest)) = (weeks, weeks.last()) else { return HashSet::default() };
    if first.week.weeks_until(latest.week) >= i64::from(of_rule) {
        return HashSet::default();
    }
    let over = officers_over(first);
    officers_over(second).into_iter().filter(|officer| !over.contains(officer)).collect()
}

/// The officers who are over in a week.
pub(super) fn officers_over(week: &WeekFigures) -> HashSet<Officer> {
    week.officers_over().map(|(officer, _)| officer).collect()
}

/// Returns all of some officers, if `is_so` of all, or else the teams of which it is so. `is_so` gets the officers, and of how many it must
/// be so at least: the first of `fewest` for all, the second for a team.
pub(super) fn all_or_teams<'o, T>(
    all: Vec<&'o T>,
    fewest: [usize; 2],
    team: impl Fn(&T) -> Option<TeamOfPdu>,
    is_so: impl Fn(&[&'o T], usize) -> bool,
) -> Vec<(Option<TeamOfPdu>, Vec<&'o T>)> {
    if is_so(&all, fewest[0]) {
        return vec![(None, all)];
    }
    let mut teams: BTreeMap<TeamOfPdu, Vec<&T>> = BTreeMap::new();
    for one in all {
        if let Some(team) = team(one) {
            teams.entry(team).or_default().push(one);
        }
    }
    teams.retain(|_, officers| is_so(officers, fewest[1]));
    teams.into_iter().map(|(team, officers)| (Some(team), officers)).collect()
}

/// Finds the names of teams that are in several PDUs in one and the same week. From week to week, the PDU of one team may be
/// written differently or be missing, so a name that has no PDU in some row is left out.
fn in_several_pdus<'p>(weeks: impl Iterator<Item = impl Iterator<Item = &'p PostFigures>>) -> HashSet<TextId> {
    let (mut in_several, mut without) = (HashSet::default(), HashSet::default());
    for posts in weeks {
        let mut pdus: HashMap<TextId, TextId> = HashMap::default();
        for Unit { team, pdu, .. } in posts.map(|post| post.unit) {
            match (team, pdu) {
                (Some(name), None) => drop(without.insert(name)),
                (Some(name), Some(pdu)) if *pdus.entry(name).or_insert(pdu) != pdu => drop(in_several.insert(name)),
                _ => (),
            }
        }
    }
    in_several.retain(|name| !without.contains(name));
    in_several
}

/// The sums of a week: of some officers with what nobody holds, and of each of their teams.
#[derive(Default)]
pub(super) struct WeekByTeam {
    pub(super) all: Holding,
    pub(super) teams: BTreeMap<TeamOfPdu, Holding>,
}

/// The sums of some posts of officers and of unallocated work.
#[derive(Default)]
pub(super) struct Holding {
    /// The officers who have rows, each once.
    pub(super) officers: Vec<Officer>,
    pub(super) posts: usize,
    pub(super) cases: i64,
    work: Work,
    /// Cases that take time.
    pub(super) counting_cases: i64,
    /// Whether there is any work.
    counts: bool,
    /// Whether some of the work is not known.
    pub(super) is_faulty: bool,
}

impl WeekByTeam {
    /// Adds up posts. `in_several` are the names of teams that need their PDU.
    fn of<'p>(posts: impl Iterator<Item = &'p PostFigures>, in_several: &HashSet<TextId>) -> Self {
        let mut week = Self::default();
        for post in posts {
            week.all.add(post);
            if let Some(name) = post.unit.team {
                let pdu = post.unit.pdu.filter(|_| in_several.contains(&name));
                week.teams.entry(TeamOfPdu { name, pdu }).or_default().add(post);
            }
        }
        week.all.officers_once();
        week.teams.values_mut().for_each(Holding::officers_once);
        week
    }

    pub(super) fn officers_of(&self, team: TeamOfPdu) -> usize {
        self.teams.get(&team).map_or(0, |held| held.officers.len())
    }
}

/// How many cases an officer has in some posts.
pub(super) fn cases(posts: &[PostFigures]) -> i64 {
    posts.iter().fold(0, |cases, post| cases.saturating_add(post.cases))
}

/// How many of them take time.
pub(super) fn counting_cases(posts: &[PostFigures]) -> i64 {
    posts.iter().fold(0, |cases, post| cases.saturating_add(post.counting_cases))
}

/// Whether few cases take time: fewer than a quarter of the cases, and also of those that took time in another week.
pub(super) fn few_count(counting: i64, cases: i64, counting_then: i64) -> bool {
    counting.saturating_mul(4) < cases.min(counting_then)
}

impl Holding {
    fn add(&mut self, post: &PostFigures) {
        self.posts += 1;
        self.officers.extend(post.officer);
        self.cases = self.cases.saturating_add(post.cases);
        self.work += post.work;
        self.counting_cases = self.counting_cases.saturating_add(post.counting_cases);
        self.counts |= !post.work.is_nothing();
        self.is_faulty |= post.is_faulty;
    }

    /// Keeps each officer once. Sorting numbers that are nearly in order takes less time than a set of them.
    fn officers_once(&mut self) {
        self.officers.sort_unstable();
        self.officers.dedup();
    }

    /// Whether the cases have lost their tiers since an earlier week: there are many cases, as there were then, and hardly any
    /// takes time any more. Tasks may be left.
    pub(super) fn lost_tiers_of(&self, then: &Self) -> bool {
        let has_cases = self.cases >= FEW_CASES && self.cases >= then.cases / 2;
        // In a history, the work of the earlier week may have been of tasks alone, and these may still be there.
        let has_less = self.work.is_less_than_half_of(then.work);
        has_cases && !self.is_faulty && has_less && few_count(self.counting_cases, self.cases, then.counting_cases)
    }

    /// Whether there is work, as far as is known. If there are only a few cases, it may be right that none of them counts.
    pub(super) fn has_work(&self) -> bool {
        self.counts || self.is_faulty || (1..FEW_CASES).contains(&self.cases)
    }
}
