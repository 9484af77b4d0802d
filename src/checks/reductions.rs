//! Reductions that end, ended, overlap, have no end, or are missing where one should protect an officer.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::fault::quoted;
use crate::model::{OfficerWeek, PostWeek, Reduction, State};
use crate::units::Percent;

use super::examined::Examined;
use super::finding::{Findings, Severity, Subject};

/// The reductions of officers of the week reported, each with the date of the snapshot that it goes by.
fn known<'a>(examined: &Examined<'a>) -> impl Iterator<Item = (&'a Reduction, Date)> {
    let reductions = &examined.caseload.reductions;
    let of =
        |officer: OfficerWeek<'a>| reductions.of(officer.officer).map(move |one| (one, one.date_in(officer.posts)));
    examined.officers().flat_map(of).filter_map(|(reduction, date)| Some((reduction, date?)))
}

fn subject(examined: &Examined, reduction: &Reduction) -> Subject {
    Subject {
        officer: Some(examined.text(reduction.officer.0).to_owned()),
        team: reduction.team.map(|team| examined.text(team).to_owned()),
    }
}

fn officer(examined: &Examined, reduction: &Reduction) -> String {
    examined.named(examined.text(reduction.officer.0))
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
    let reductions = &examined.caseload.reductions;
    let of_list = |post: &PostWeek| {
        reductions.in_force(post.officer, post.unit.team, date).any(|reduction| protects(examined, reduction))
    };
    who.posts.iter().any(|post| !post.reduction_of_caseload.is_nothing() || of_list(post))
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

/// Notes what is so of reductions that are in a state; nothing of those of which it is not so.
fn note(examined: &Examined, found: &mut Findings, state: State, is_so: impl Fn(&Reduction, Date) -> Option<String>) {
    for (reduction, date) in known(examined).filter(|(reduction, date)| reduction.state(*date) == state) {
        if let Some(so) = is_so(reduction, date) {
            let message = format!("a reduction of {} {so}", officer(examined, reduction));
            found.add(Severity::Note, reduction.place, subject(examined, reduction), message);
        }
    }
}

pub(super) fn overlap(examined: &Examined, found: &mut Findings) {
    let all = &examined.caseload.reductions;
    for (reduction, date) in known(examined) {
        let is_over = |one: &Reduction| one.state(date) == State::Ended && one.near(date).is_none();
        if is_over(reduction) {
            continue;
        }
        let is_earlier = |other: &&Reduction| other.place < reduction.place;
        let overlaps = |other: &&Reduction| {
            let ends = |one: &Reduction| one.to.unwrap_or(Date::MAX);
            let same_team = other.team.is_none() || reduction.team.is_none() || other.team == reduction.team;
            same_team && other.from <= ends(reduction) && reduction.from <= ends(other)
        };
        let same_reason = |other: &&Reduction| reason(examined, other) == reason(examined, reduction);
        let earlier = all
            .of(reduction.officer)
            .filter(is_earlier)
            .filter(|other| !is_over(other))
            .filter(same_reason)
            .find(overlaps);
        if let Some(earlier) = earlier {
            let (who, first) = (officer(examined, reduction), examined.messages.files.at(earlier.place));
            let why = if reduction.reason.is_some() { "for the same reason" } else { "both without a reason" };
            let message = format!("this reduction of {who} overlaps that of {first}, {why}; both are taken off");
            found.add(Severity::Warning, reduction.place, subject(examined, reduction), message);
        }
    }
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
    for (reduction, date) in known(examined) {
        if let Some((short, months)) = cut_short(examined, reduction, date) {
            let message = format!(
                "this reduction of {} ended on {short}, before the {months} months that it usually lasts, and none followed",
                officer(examined, reduction)
            );
            found.add(Severity::Warning, reduction.place, subject(examined, reduction), message);
        }
    }
}

fn cut_short(examined: &Examined, reduction: &Reduction, date: Date) -> Option<(Date, u32)> {
    let weights = examined.of_week()?;
    let months = reduction.declared(&examined.caseload.texts, weights)?.1.months?;
    let ended = reduction.to.filter(|to| *to < date)?;
    let usual = reduction.from.saturating_add(i64::from(months).months()).saturating_sub(1.day());
    let who = examined.officer(examined.text(reduction.officer.0))?;
    let is_short = ended < usual && date <= usual && protects(examined, reduction);
    (is_short && !is_protected(examined, who, Some(date))).then_some((ended, months))
}
