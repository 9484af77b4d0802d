//! Reductions that end, ended, overlap, have no end, or are missing where one should protect an officer.

use std::collections::BTreeMap;

use foldhash::HashMap;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::fault::{Place, quoted};
use crate::model::{Officer, OfficerWeek, PostsByTeam, Reduction, State, TextId};
use crate::units::Percent;

use super::examined::Examined;
use super::finding::{FindingSubject, Findings, Severity};

/// The reductions of officers of the week reported, each with the date of the snapshot that it goes by.
fn known<'a>(examined: &Examined<'a>) -> impl Iterator<Item = (&'a Reduction, Date)> {
    let reductions = &examined.caseload.reductions;
    let officers = examined.officers().filter(|officer| reductions.of(officer.officer).next().is_some());
    let of = |officer: OfficerWeek<'a>| {
        let posts = PostsByTeam::new(officer.posts);
        reductions.of(officer.officer).filter_map(move |reduction| Some((reduction, posts.date_of(reduction)?)))
    };
    officers.flat_map(of)
}

fn subject(examined: &Examined, reduction: &Reduction) -> FindingSubject {
    examined.subject_of(Some(reduction.officer), reduction.team)
}

fn officer(examined: &Examined, reduction: &Reduction) -> String {
    examined.named(examined.code(reduction.officer))
}

/// Whether a reduction protects an officer who is new to the work: the weights give its reason a percentage and a
/// number of months. A reduction of 100 per cent is leave, not protection.
fn protects(examined: &Examined, reduction: &Reduction) -> bool {
    let Some(weights) = examined.of_week() else { return false };
    let declared = reduction.declared(&examined.caseload.texts, weights);
    declared.is_some_and(|(_, reason)| {
        reason.months.is_some() && reason.percent.is_some_and(|percent| percent < Percent::ALL)
    })
}

/// Whether an officer is protected on a date. Reduction hours of the caseload have no reason, so they count as
/// protection.
fn is_protected(examined: &Examined, who: &OfficerWeek, date: Option<Date>) -> bool {
    if who.posts.iter().any(|post| !post.reduction_of_caseload.is_nothing()) {
        return true;
    }
    let in_force = examined.caseload.reductions.in_force(who.officer, date);
    let mut protecting = in_force.filter(|reduction| protects(examined, reduction)).peekable();
    if protecting.peek().is_none() {
        return false;
    }
    let posts = PostsByTeam::new(who.posts);
    protecting.any(|reduction| posts.of(reduction).next().is_some())
}

pub(super) fn ends(examined: &Examined, found: &mut Findings) {
    note(examined, found, State::InForce, |reduction, date| Some(format!("ends on {}", reduction.near(date)?)));
}

pub(super) fn ended(examined: &Examined, found: &mut Findings) {
    note(examined, found, State::Ended, |reduction, date| Some(format!("ended on {}", reduction.near(date)?)));
}

pub(super) fn without_end(examined: &Examined, found: &mut Findings) {
    note(examined, found, State::InForce, |reduction, _| reduction.to.is_none().then(|| "has no end".to_owned()));
}

/// Notes each reduction in a state of which `is_so` has something to say.
fn note(examined: &Examined, found: &mut Findings, state: State, is_so: impl Fn(&Reduction, Date) -> Option<String>) {
    for (reduction, date) in known(examined).filter(|(reduction, date)| reduction.state(*date) == state) {
        if let Some(so) = is_so(reduction, date) {
            let message = format!("a reduction of {} {so}", officer(examined, reduction));
            found.add(Severity::Note, reduction.place, subject(examined, reduction), message);
        }
    }
}

/// Finds reductions of one officer for one reason that are in force at the same time. Each is compared with the one
/// that ends last among those that began before it, and the later row of the two has the finding.
pub(super) fn overlap(examined: &Examined, found: &mut Findings) {
    let is_over = |one: &Reduction, date: Date| one.state(date) == State::Ended && one.near(date).is_none();
    let mut all: Vec<&Reduction> =
        known(examined).filter(|(one, date)| !is_over(one, *date)).map(|(reduction, _)| reduction).collect();
    all.sort_by_key(|reduction| (reduction.from, reduction.place));
    let mut of_reasons: HashMap<_, Longest> = HashMap::default();
    let mut overlapping: BTreeMap<Place, (&Reduction, Place)> = BTreeMap::new();
    for reduction in all {
        let longest = of_reasons.entry((reduction.officer, reason(examined, reduction))).or_default();
        if let Some(other) = longest.overlapping(reduction) {
            // Each row says it once.
            let other_says_it = reduction.place < other.place && !overlapping.contains_key(&other.place);
            let [this, other] = if other_says_it { [other, reduction] } else { [reduction, other] };
            overlapping.insert(this.place, (this, other.place));
        }
        longest.add(reduction);
    }
    for (place, (reduction, other)) in overlapping {
        let (who, other) = (officer(examined, reduction), examined.messages.files.at(other));
        let why = if reduction.reason.is_some() { "for the same reason" } else { "both without a reason" };
        let message = format!("this reduction of {who} overlaps that of {other}, {why}; both are taken off");
        found.add(Severity::Warning, place, subject(examined, reduction), message);
    }
}

/// Of reductions that began so far, those that end last: in each team, without a team, and of all.
#[derive(Default)]
struct Longest<'r> {
    of_teams: HashMap<Option<TextId>, &'r Reduction>,
    of_all: Option<&'r Reduction>,
}

impl<'r> Longest<'r> {
    /// The one that a reduction overlaps which begins no earlier: in its team or without a team, or in any where it has none.
    fn overlapping(&self, reduction: &Reduction) -> Option<&'r Reduction> {
        let of_team = |team: Option<TextId>| self.of_teams.get(&team).copied();
        let others = match reduction.team {
            None => [self.of_all, None],
            team => [of_team(team), of_team(None)],
        };
        let ends_last = others.into_iter().flatten().max_by_key(|other| last_day(other));
        ends_last.filter(|other| last_day(other) >= reduction.from)
    }

    fn add(&mut self, reduction: &'r Reduction) {
        let of_team = self.of_teams.entry(reduction.team).or_insert(reduction);
        for longest in [of_team, self.of_all.get_or_insert(reduction)] {
            if last_day(longest) < last_day(reduction) {
                *longest = reduction;
            }
        }
    }
}

fn last_day(reduction: &Reduction) -> Date {
    reduction.to.unwrap_or(Date::MAX)
}

fn reason(examined: &Examined, reduction: &Reduction) -> Option<String> {
    let weights = examined.weights.get(examined.weights.latest());
    let declared = reduction.declared(&examined.caseload.texts, weights).map(|(name, _)| name.to_owned());
    declared.or_else(|| reduction.reason.map(|reason| examined.text(reason).to_owned()))
}

/// Finds officers without protection whose grade should have it by the weights, and protective reductions that ended
/// before their usual number of months and that no other one followed.
pub(super) fn unprotected(examined: &Examined, found: &mut Findings) {
    let Some(weights) = examined.of_week() else { return };
    let snapshot = examined.week().and_then(|week| week.snapshot);
    for who in examined.officers() {
        let protected = |grade: usize| Some((grade, weights.checks.grades.get(&grade)?));
        let Some((grade, why)) = who.grades().into_iter().find_map(protected) else { continue };
        let has_hours = who.posts.iter().any(|post| post.contracted.is_some());
        if has_hours && !is_protected(examined, &who, snapshot) {
            let name = quoted(weights.grades.name(grade));
            let message =
                format!("{} is of grade {name} and has no reduction of hours for that: {why}", examined.who(&who));
            found.add(Severity::Warning, who.place(), examined.subject(&who), message);
        }
    }
    // Somebody in many teams may have many reductions, and most of their snapshots are of one date.
    let mut protected_on: HashMap<(Officer, Date), bool> = HashMap::default();
    let mut is_protected_on = |officer: Officer, date: Date| {
        let who = || examined.officer(examined.code(officer));
        let is_protected = || who().is_some_and(|who| is_protected(examined, who, Some(date)));
        *protected_on.entry((officer, date)).or_insert_with(is_protected)
    };
    // The day on which the latest protective reduction of each officer begins. It may follow an absence.
    let mut latest: HashMap<Officer, Date> = HashMap::default();
    for (reduction, _) in known(examined).filter(|(reduction, _)| protects(examined, reduction)) {
        let from = latest.entry(reduction.officer).or_insert(reduction.from);
        *from = reduction.from.max(*from);
    }
    for (reduction, date) in known(examined) {
        let is_followed = |ended: Date| latest.get(&reduction.officer).is_some_and(|from| *from > ended);
        let cut_short = cut_short(examined, reduction, date).filter(|(ended, _)| !is_followed(*ended));
        if let Some((short, months)) = cut_short.filter(|_| !is_protected_on(reduction.officer, date)) {
            let message = format!(
                "this reduction of {} ended on {short}, before the {months} months that it usually lasts, and none followed",
                officer(examined, reduction)
            );
            found.add(Severity::Warning, reduction.place, subject(examined, reduction), message);
        }
    }
}

/// The day on which a protective reduction ended, where that is before its usual number of months, which are not over.
fn cut_short(examined: &Examined, reduction: &Reduction, date: Date) -> Option<(Date, u32)> {
    let weights = examined.of_week()?;
    let months = reduction.declared(&examined.caseload.texts, weights)?.1.months?;
    let ended = reduction.to.filter(|to| *to < date)?;
    let usual = reduction.from.saturating_add(i64::from(months).months()).saturating_sub(1.day());
    (ended < usual && date <= usual && protects(examined, reduction)).then_some((ended, months))
}
