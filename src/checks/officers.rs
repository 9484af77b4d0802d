//! Officers under two codes, in two teams, without hours, without work, part-time with the work of full time.

use std::collections::BTreeMap;

use crate::fault::quoted;
use crate::model::{Officer, OfficerWeek, PostWeek};
use crate::units::{Hours, Load, Work};

use super::{Examined, Found, Severity};

/// A text without what does not matter between two spellings of it.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
}

pub(super) fn two_codes(examined: &Examined, found: &mut Found) {
    let mut by_name: BTreeMap<String, (Officer, String)> = BTreeMap::new();
    let mut by_code: BTreeMap<String, String> = BTreeMap::new();
    for officer in examined.officers() {
        let code = examined.text(officer.officer.0);
        let (place, about) = (Examined::place(&officer), examined.about(&officer));
        let first = by_code.entry(plain(code)).or_insert_with(|| code.to_owned());
        if first != code && !plain(code).is_empty() {
            let message =
                format!("{} and {} differ in spelling alone; are they one officer?", quoted(first), quoted(code));
            found.add(Severity::Warning, place, about, message);
            continue;
        }
        let Some(name) = officer.name().map(|name| examined.text(name)) else { continue };
        let key = plain(name);
        let (other, written) = by_name.entry(key).or_insert_with(|| (officer.officer, name.to_owned())).clone();
        if other != officer.officer {
            let spelling =
                if written == name { String::new() } else { format!(", there written {}", quoted(&written)) };
            let other = quoted(examined.text(other.0));
            let message = format!("{} is the name of {other} as well{spelling}; are they one officer?", quoted(name));
            found.add(Severity::Warning, place, about, message);
        }
    }
}

pub(super) fn two_teams(examined: &Examined, found: &mut Found) {
    let Some(weights) = examined.of_week() else { return };
    for officer in examined.officers().filter(|officer| officer.posts.len() > 1) {
        let usual = officer.grade().and_then(|grade| weights.grades.at(grade).contracted_hours);
        let Some(full) = usual.or(weights.full_time()) else { continue };
        let all = contracted(&officer);
        if all > full {
            let teams: Vec<String> = officer
                .posts
                .iter()
                .filter_map(|post| post.unit.team)
                .map(|team| quoted(examined.text(team)))
                .collect();
            let (who, teams) = (examined.who(&officer), teams.join(" and "));
            let message = format!("{who} has {all} contracted hours in {teams}, more than full time, which is {full}");
            found.add(Severity::Warning, Examined::place(&officer), examined.about(&officer), message);
        }
    }
}

fn contracted(officer: &OfficerWeek) -> Hours {
    officer.posts.iter().filter_map(|post| post.contracted).sum()
}

fn net(officer: &OfficerWeek) -> Hours {
    let hours = |post: &PostWeek| post.contracted.unwrap_or_default().less(post.reduction);
    officer.posts.iter().map(hours).sum()
}

pub(super) fn work_without_hours(examined: &Examined, found: &mut Found) {
    let Some(weights) = examined.of_week() else { return };
    for officer in examined.officers() {
        let (load, held) = (officer.load(), officer.held());
        if load.has_no_hours() && (held.cases != 0 || !load.work.is_nothing()) {
            let why = if officer.posts.iter().any(|post| post.contracted.is_some()) {
                "all hours are reduced"
            } else {
                "no contracted hours are known"
            };
            let (who, work) = (examined.who(&officer), weights.hours.work_hours(load.work));
            let message = format!("{who} holds {} cases, {work} h of work a week, and {why}", held.cases);
            found.add(Severity::Warning, Examined::place(&officer), examined.about(&officer), message);
        }
    }
}

pub(super) fn hours_without_work(examined: &Examined, found: &mut Found) {
    for officer in examined.officers() {
        let (load, held) = (officer.load(), officer.held());
        if !load.has_no_hours() && held.cases == 0 && load.work.is_nothing() {
            let (who, hours) = (examined.who(&officer), net(&officer));
            let source = if officer.is_listed_only() { "; only the staff list has them" } else { "" };
            let message = format!("{who} has {hours} hours a week and holds nothing{source}");
            found.add(Severity::Note, Examined::place(&officer), examined.about(&officer), message);
        }
    }
}

/// "I went part-time, but my caseload did not change": as much work as the median full-time colleague of the grade, or, where
/// there is none, as full time has room for.
pub(super) fn part_time_load(examined: &Examined, found: &mut Found) {
    let Some(weights) = examined.of_week() else { return };
    let usual = |officer: &OfficerWeek| officer.grade().and_then(|grade| weights.grades.at(grade).contracted_hours);
    let mut of_full_time: BTreeMap<usize, Vec<Work>> = BTreeMap::new();
    for officer in examined.officers() {
        if let (Some(grade), Some(full)) = (officer.grade(), usual(&officer))
            && contracted(&officer) >= full
            && !officer.load().work.is_nothing()
        {
            of_full_time.entry(grade).or_default().push(officer.load().work);
        }
    }
    for officer in examined.officers() {
        let (Some(grade), Some(full)) = (officer.grade(), usual(&officer)) else { continue };
        let (hours, load) = (contracted(&officer), officer.load());
        if hours >= full || load.has_no_hours() {
            continue;
        }
        let colleagues = of_full_time.get_mut(&grade).map(|works| {
            works.sort_unstable();
            works[works.len() / 2]
        });
        let as_full_time = Load { work: load.work, available: weights.hours.available(full) };
        let (is_full, beside) = match colleagues {
            Some(median) => (load.work >= median, "as the median full-time colleague of the grade"),
            None => (!as_full_time.has_room(), "as full time has room for"),
        };
        if is_full {
            let (who, work) = (examined.who(&officer), weights.hours.work_hours(load.work));
            let message = format!("{who} has {hours} of {full} hours, and {work} h of work a week, as much {beside}");
            found.add(Severity::Warning, Examined::place(&officer), examined.about(&officer), message);
        }
    }
}
