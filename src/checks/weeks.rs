//! What does not fit from one week to the next: missing weeks, jumps, tiers that moved down, other weights.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use crate::fault::{Place, named as of_user, plural};
use crate::inputs::TeamTiers;
use crate::model::{Officer, PostFigures, TextId};
use crate::units::{Available, Minutes, Week};

use super::examined::Examined;
use super::finding::{FindingSubject, Findings, Severity};
use super::refused;

/// A change of fewer cases than this is no jump, however small the caseload.
const FEWEST: i128 = 3;
/// Fewer cases than this in lower tiers are no move of a team.
const FEWEST_MOVED: i64 = 5;

/// Who is followed from week to week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum OfficerOrTeam {
    Officer(Officer),
    Team(TextId),
}

impl OfficerOrTeam {
    fn both(officer: Option<Officer>, team: Option<TextId>) -> impl Iterator<Item = Self> {
        officer.map(Self::Officer).into_iter().chain(team.map(Self::Team))
    }
}

/// What every officer and team have, in each week in which they have rows.
fn by_week(examined: &Examined, of: fn(&PostFigures) -> i128) -> BTreeMap<OfficerOrTeam, BTreeMap<Week, i128>> {
    let mut all: BTreeMap<OfficerOrTeam, BTreeMap<Week, i128>> = BTreeMap::new();
    for week in &examined.caseload.weeks {
        for post in week.with_rows() {
            for who in OfficerOrTeam::both(post.officer, post.unit.team) {
                *all.entry(who).or_default().entry(week.week).or_default() += of(post);
            }
        }
    }
    all
}

fn cases(post: &PostFigures) -> i128 {
    post.cases.into()
}

fn named(examined: &Examined, who: OfficerOrTeam) -> (String, FindingSubject) {
    match who {
        OfficerOrTeam::Officer(officer) => (of_user(examined.code(officer)), examined.subject_of(Some(officer), None)),
        OfficerOrTeam::Team(team) => {
            (format!("team {}", of_user(examined.text(team))), examined.subject_of(None, Some(team)))
        }
    }
}

/// Where findings stand of an officer or a team.
struct Places<'e, 'a> {
    examined: &'e Examined<'a>,
    /// Their first rows in the week reported.
    first: HashMap<OfficerOrTeam, Place>,
}

impl<'e, 'a> Places<'e, 'a> {
    fn of(examined: &'e Examined<'a>) -> Self {
        let mut first = HashMap::default();
        for post in examined.caseload.reported_posts() {
            for who in OfficerOrTeam::both(post.officer, post.unit.team) {
                let place = first.entry(who).or_insert(post.place);
                *place = post.place.min(*place);
            }
        }
        Self { examined, first }
    }

    /// The first row of an officer or a team in the week reported, else the caseload as a whole.
    fn place(&self, who: OfficerOrTeam) -> Place {
        self.first.get(&who).copied().unwrap_or(self.examined.whole)
    }

    /// The same for another week, of which only the file is known.
    fn place_in(&self, who: OfficerOrTeam, week: Week) -> Place {
        if self.examined.caseload.week_reported() == Some(week) {
            return self.place(who);
        }
        let figures = self.examined.caseload.weeks.binary_search_by_key(&week, |figures| figures.week);
        figures.map_or(self.examined.whole, |at| Place::whole(self.examined.caseload.weeks[at].place.file))
    }
}

pub(super) fn missing(examined: &Examined, found: &mut Findings) {
    if examined.week().is_some_and(|week| week.week.is_none()) {
        let message =
            "this caseload has no date, so weeks, overdue tasks and reductions cannot be checked; give --week";
        found.add(Severity::Note, examined.whole, FindingSubject::default(), message);
    }
    let named_weeks: Vec<Week> = examined.caseload.weeks.iter().map(|week| week.week).collect();
    if let [first, .., last] = named_weeks[..] {
        let count = usize::try_from(first.weeks_until(last) + 1).unwrap_or_default() - named_weeks.len();
        let gaps = first.onwards().filter(|week| named_weeks.binary_search(week).is_err());
        if count > 0 {
            let message = format!("there is no caseload for {}", listed(gaps, count));
            found.add(Severity::Warning, examined.whole, FindingSubject::default(), message);
        }
    }
    let places = Places::of(examined);
    for (who, weeks) in by_week(examined, cases) {
        let Some(((first, _), (last, _))) = weeks.first_key_value().zip(weeks.last_key_value()) else { continue };
        let at =
            |week: &Week| named_weeks.binary_search(week).expect("all weeks of somebody are weeks of the caseload");
        let within = &named_weeks[at(first)..=at(last)];
        let count = within.len() - weeks.len();
        if count > 0 {
            let gaps = within.iter().filter(|week| !weeks.contains_key(*week)).copied();
            let (name, subject) = named(examined, who);
            let message = format!("{name} has no rows in {}, and has some before and after", listed(gaps, count));
            found.add(Severity::Warning, places.place(who), subject, message);
        }
    }
}

/// The first of so many weeks, and how many more there are. No more are looked for than are named.
fn listed(weeks: impl Iterator<Item = Week>, count: usize) -> String {
    const NAMED: usize = 6;
    let more = count.saturating_sub(NAMED);
    let named = weeks.take(count.min(NAMED)).map(|week| week.to_string());
    named.chain((more > 0).then(|| plural(more, "more week", "more weeks"))).collect::<Vec<_>>().join(", ")
}

/// Jumps up to a week of the caseload. A week that only the history has was checked when it was recorded.
pub(super) fn jump(examined: &Examined, found: &mut Findings) {
    let places = Places::of(examined);
    let recorded = examined.caseload.weeks.iter().filter(|week| Some(week.place.file) == examined.history);
    let recorded: HashSet<Week> = recorded.map(|week| week.week).collect();
    for (who, weeks) in by_week(examined, cases) {
        for ((before, then), (week, now)) in weeks.iter().zip(weeks.iter().skip(1)) {
            let change = (now - then).abs();
            if *before == week.previous() && !recorded.contains(week) && change >= FEWEST && change * 4 > *then {
                let (name, subject) = named(examined, who);
                let then = plural(then, "case", "cases");
                let message = format!("{name} went from {then} to {now} in the week {week}");
                found.add(Severity::Warning, places.place_in(who, *week), subject, message);
            }
        }
    }
}

/// Hours that are blank in one week, so that those of the grade count, change a capacity as much as the work does.
pub(super) fn hours_jump(examined: &Examined, found: &mut Findings) {
    let (Some(week), Some(weights)) = (examined.caseload.week_reported(), examined.of_week()) else { return };
    let places = Places::of(examined);
    for (who, weeks) in by_week(examined, |post| post.available.units()) {
        let (Some(then), Some(now)) = (weeks.get(&week.previous()), weeks.get(&week)) else { continue };
        let is_known = *then > 0 && *now > 0;
        if matches!(who, OfficerOrTeam::Officer(_)) && is_known && (now - then).abs() * 4 > *then {
            let (name, subject) = named(examined, who);
            let [then, now] = [then, now].map(|units| weights.hours.available_hours(Available::from_units(*units)));
            let message = format!("{name} had {then} h a week for casework, and has {now} h in the week {week}");
            found.add(Severity::Note, places.place(who), subject, message);
        }
    }
}

pub(super) fn lower_tiers(examined: &Examined, found: &mut Findings) {
    for TeamTiers { team, weeks, place } in &examined.survey.tiers {
        for ((before, then), (week, now)) in weeks.iter().zip(weeks.iter().skip(1)) {
            let all: i64 = now.values().flat_map(BTreeMap::values).sum();
            let of_type = |(case_type, now): (&String, _)| then.get(case_type).map_or(0, |then| moved_down(then, now));
            let moved: i64 = now.iter().map(of_type).sum();
            if *before == week.previous() && moved >= FEWEST_MOVED && moved * 10 >= all {
                let name =
                    team.as_deref().map_or_else(|| "the caseload".to_owned(), |team| format!("team {}", of_user(team)));
                let message = format!(
                    "{name}: at least {moved} more of {all} cases are in tiers of fewer minutes in the week {week} than before, \
                     because they moved or took the place of others"
                );
                let subject = FindingSubject { officer: None, team: team.clone() };
                found.add(Severity::Warning, *place, subject, message);
            }
        }
    }
}

/// The fewest cases that must have moved to fewer minutes: for some time value, how many fewer cases are at or above it
/// than before, less the cases by which the team as a whole became smaller. It is the largest such number.
fn moved_down(then: &BTreeMap<Minutes, i64>, now: &BTreeMap<Minutes, i64>) -> i64 {
    let [all_then, all_now] = [then, now].map(|tiers| tiers.values().sum::<i64>());
    let gone = (all_then - all_now).max(0);
    // Both are gone through once, from the most minutes to the fewest.
    let mut of_now = now.iter().rev().peekable();
    let (mut fewer, mut most) = (-gone, 0);
    for (least, cases) in then.iter().rev() {
        fewer += cases;
        while let Some((_, cases)) = of_now.next_if(|(minutes, _)| *minutes >= least) {
            fewer -= cases;
        }
        most = most.max(fewer);
    }
    most
}

pub(super) fn weights_change(examined: &Examined, found: &mut Findings) {
    refused::warnings(examined, found);
    let (Some(week), Some(weights)) = (examined.week(), examined.of_week()) else { return };
    let Some(reported) = week.week else { return };
    let first = reported.back(weights.limits.weeks - 1);
    let mut others: BTreeMap<&str, Vec<Week>> = BTreeMap::new();
    for earlier in examined.caseload.weeks.iter().filter(|week| week.week >= first && week.week < reported) {
        others.entry(examined.text(earlier.weights)).or_default().push(earlier.week);
    }
    others.remove(weights.version.as_str());
    for (version, weeks) in others {
        let (weeks, now) = (listed(weeks.iter().copied(), weeks.len()), &weights.version);
        let message = format!("{weeks}: worked out with {version}, and the week {reported} with {now}");
        found.add(Severity::Note, examined.whole, FindingSubject::default(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::fixtures::minutes;

    fn tiers(cases: &[(&str, i64)]) -> BTreeMap<Minutes, i64> {
        cases.iter().map(|(each, cases)| (minutes(each), *cases)).collect()
    }

    #[test]
    fn cases_that_are_gone_have_not_moved() {
        for (then, now, moved) in [
            (vec![("600", 10), ("300", 10)], vec![("600", 4), ("300", 16)], 6),
            (vec![("600", 10), ("300", 10)], vec![("600", 4), ("300", 10)], 0),
            (vec![("600", 10), ("300", 10)], vec![("600", 16), ("300", 4)], 0),
            (vec![("600", 10)], vec![("600", 4), ("300", 12)], 6),
            (vec![("600", 10), ("300", 10), ("100", 0)], vec![("600", 10), ("300", 2), ("100", 8)], 8),
        ] {
            assert_eq!(moved_down(&tiers(&then), &tiers(&now)), moved, "{then:?} {now:?}");
        }
    }
}
