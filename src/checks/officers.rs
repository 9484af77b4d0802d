//! Officers under two codes, in two teams, without hours, without work, part-time with the work of full time.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::fault::{FEW_NAMED, first_few, named, plural, quoted};
use crate::model::{OfficerWeek, PostWeek, grade_names, seen};
use crate::units::{CaseSize, Decimal, Hours, Load, Median, Percent, Work};
use crate::warnings::is_nobody;

use super::examined::Examined;
use super::finding::{FindingSubject, Findings, Severity};

/// A text in lower case without spaces and punctuation, to compare spellings.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// A name in the same form, with its parts in alphabetical order: `Bell, Amy` is equal to `Amy Bell`.
fn plain_name(name: &str) -> String {
    let mut parts: Vec<String> = name.split(|letter: char| !letter.is_alphanumeric()).map(plain).collect();
    parts.sort_unstable();
    parts.concat()
}

/// One name under several codes, in one week or from one week to another, which would end a run.
pub(super) fn two_codes(examined: &Examined, found: &mut Findings) {
    let mut by_name: BTreeMap<String, BTreeMap<&str, &str>> = BTreeMap::new();
    for (officer, name, _) in examined.caseload.everyone() {
        if let (Some(officer), Some(name)) = (officer, name) {
            let (code, name) = (examined.code(officer), examined.text(name));
            // Each team has its own `Unallocated Staff`.
            if is_nobody(name) {
                continue;
            }
            by_name.entry(plain_name(name)).or_default().insert(code, name);
        }
    }
    for (key, codes) in by_name {
        // Codes that look alike are warned of as such.
        let spellings: BTreeSet<String> = codes.keys().map(|code| seen(code)).collect();
        if key.is_empty() || spellings.len() < 2 {
            continue;
        }
        let these: Vec<String> =
            codes.iter().map(|(code, name)| format!("{} ({})", quoted(code), named(name))).collect();
        let known = codes.keys().filter_map(|code| examined.officer(code)).last();
        let place = known.map_or(examined.whole, OfficerWeek::place);
        let subject = known.map_or_else(FindingSubject::default, |officer| examined.subject(officer));
        let message = format!("{} have the same name; are they one officer?", these.join(" and "));
        found.add(Severity::Warning, place, subject, message);
    }
}

pub(super) fn two_teams(examined: &Examined, found: &mut Findings) {
    let Some(weights) = examined.of_week() else { return };
    let full_time = weights.full_time();
    for officer in examined.officers().filter(|officer| officer.posts.len() > 1) {
        let Some(full) = officer.usual_hours(weights).or(full_time) else { continue };
        let all = officer.contracted().unwrap_or_default();
        if all > full {
            let teams: Vec<String> = officer
                .posts
                .iter()
                .filter_map(|post| post.unit.team)
                .map(|team| quoted(examined.text(team)))
                .collect();
            let (who, teams) = (examined.who(&officer), teams.join(" and "));
            let message = format!("{who} has {all} contracted hours in {teams}, more than full time, which is {full}");
            found.add(Severity::Warning, officer.place(), examined.subject(&officer), message);
        }
    }
}

fn net(officer: &OfficerWeek) -> Hours {
    officer.posts.iter().map(PostWeek::net).sum()
}

pub(super) fn work_without_hours(examined: &Examined, found: &mut Findings) {
    let Some(weights) = examined.of_week() else { return };
    let mut by_design: BTreeMap<Cow<str>, Vec<OfficerWeek>> = BTreeMap::new();
    for officer in examined.officers() {
        let (load, held) = (officer.load(), officer.held());
        if load.has_no_hours() && (held.cases != 0 || !load.work.is_nothing()) {
            let is_by_design = |post: &PostWeek| post.grade.is_some() && post.contracted.is_none();
            if officer.posts.iter().all(is_by_design) {
                by_design.entry(grade_names(officer.posts, weights)).or_default().push(officer);
                continue;
            }
            let why = if officer.posts.iter().any(|post| post.contracted.is_some()) {
                "all hours are reduced"
            } else {
                "no contracted hours are known"
            };
            let (who, work) = (examined.who(&officer), weights.hours.work_hours(load.work));
            let cases = plural(held.cases, "case", "cases");
            let message = format!("{who} holds {cases}, {work} h of work a week, and {why}");
            found.add(Severity::Warning, officer.place(), examined.subject(&officer), message);
        }
    }
    for (grade, officers) in by_design {
        let named: Vec<String> = officers.iter().map(|officer| examined.who(officer)).collect();
        let (hold, grade) =
            (plural(officers.len(), "officer without hours holds", "officers without hours hold"), quoted(&grade));
        let message = format!(
            "{hold} work, as is usual in the grade {grade}: {}; give `contracted_hours` to whoever should have a capacity",
            first_few(&named, FEW_NAMED)
        );
        let place = officers.iter().map(OfficerWeek::place).min().expect("there is one");
        found.add(Severity::Note, place, FindingSubject::default(), message);
    }
}

pub(super) fn hours_without_work(examined: &Examined, found: &mut Findings) {
    // Work may be in the rows that were refused.
    if !examined.messages.faults.is_empty() {
        return;
    }
    for officer in examined.officers() {
        let (load, held) = (officer.load(), officer.held());
        if !load.has_no_hours() && held.cases == 0 && load.work.is_nothing() {
            let (who, hours) = (examined.who(&officer), net(&officer));
            let source = if officer.is_listed_only() { "; only the staff list has them" } else { "" };
            let what = if held.has_details() { "nothing that counts now" } else { "nothing" };
            let message = format!("{who} has {hours} hours a week and holds {what}{source}");
            found.add(Severity::Note, officer.place(), examined.subject(&officer), message);
        }
    }
}

/// "I went part-time, but my caseload did not change": as much work as the median full-time colleague of the grade or,
/// where there is none, as full time leaves room for. Up to nine tenths of full time are part-time.
pub(super) fn part_time_load(examined: &Examined, found: &mut Findings) {
    let Some(weights) = examined.of_week() else { return };
    let nine_tenths = Percent::new(Decimal::whole(90)).unwrap_or(Percent::ALL);
    let full_time = weights.full_time();
    let usual = |officer: &OfficerWeek| officer.usual_hours(weights).or(full_time);
    let mut of_full_time: BTreeMap<Vec<usize>, Vec<Work>> = BTreeMap::new();
    for officer in examined.officers() {
        if let Some(full) = usual(&officer)
            && net(&officer) >= full
            && !officer.load().work.is_nothing()
        {
            of_full_time.entry(officer.grades()).or_default().push(officer.load().work);
        }
    }
    let median =
        |works: Vec<Work>| Median::of(works.into_iter().map(|work| (CaseSize::of(work, Work::default(), 1), 1)));
    let medians: BTreeMap<Vec<usize>, Option<Median>> =
        of_full_time.into_iter().map(|(grades, works)| (grades, median(works))).collect();
    for officer in examined.officers() {
        let Some(full) = usual(&officer) else { continue };
        let (hours, load) = (officer.contracted().unwrap_or_default(), officer.load());
        if hours > full.share(nine_tenths) || load.has_no_hours() {
            continue;
        }
        let as_full_time = Load { work: load.work, available: weights.hours.available(full) };
        let (is_full, beside) = match medians.get(&officer.grades()).copied().flatten() {
            Some(median) => (median.is_at_most(load.work), "as the median full-time colleague of the grade"),
            None => (!as_full_time.has_room(), "as full time has room for"),
        };
        if is_full {
            let (who, work) = (examined.who(&officer), weights.hours.work_hours(load.work));
            let message = format!("{who} has {hours} of {full} hours, and {work} h of work a week, as much {beside}");
            found.add(Severity::Warning, officer.place(), examined.subject(&officer), message);
        }
    }
}

pub(super) fn may_not_hold(examined: &Examined, found: &mut Findings) {
    for held in &examined.survey.not_for_grade {
        let who = examined.named(held.holder.officer.as_deref().unwrap_or_default());
        let (cases, grade) = (plural(held.tiers.values().sum::<i64>(), "case", "cases"), quoted(&held.grade));
        let tiers: Vec<String> = held.tiers.iter().map(|(tier, count)| format!("{count} {tier}")).collect();
        let message = format!("{who} holds {cases} that the grade {grade} may not hold: {}", tiers.join(", "));
        found.add(Severity::Note, held.place, held.holder.clone(), message);
    }
}
