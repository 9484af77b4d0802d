//! Cases that are in none of the snapshots that count. A date that was dragged down a column spreads the cases of an officer over
//! several days.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::fault::{FileId, Messages, Place, Subject, THIN_WEEK, Warning, first_few, quoted};
use crate::inputs::{CaseRows, Whos};
use crate::model::{OfTeams, Officer, RowKind, Team};
use crate::units::Week;

/// How many officers a warning names.
const NAMED: usize = 3;

/// Fewer missing cases than this may well have ended within the week.
const FEW: usize = 4;

/// The cases of an officer in a team: how many count, and those of earlier snapshots that count nowhere.
#[derive(Default)]
struct OfOfficer {
    counting: usize,
    missing: usize,
    first: Option<Place>,
}

/// Warns of officers of whose cases in a week fewer than half are in the snapshot of the team that counts, and nobody has the
/// others now. Cases are known by their ids. Officers who have no case in that snapshot are missing, which is said otherwise.
pub(super) fn warn(
    counting: &[CaseRows],
    set_aside: &[CaseRows],
    of_teams: &OfTeams,
    whos: &Whos,
    messages: &mut Messages,
) {
    let officers = of_officers(counting, set_aside, of_teams, whos);
    let is_dragged = |of: &OfOfficer| of.counting > 0 && of.missing >= FEW && of.missing > of.counting;
    let mut teams: BTreeMap<Team, Vec<(Officer, OfOfficer)>> = BTreeMap::new();
    for ((team, officer), of) in officers.into_iter().filter(|(_, of)| is_dragged(of)) {
        teams.entry(team).or_default().push((officer, of));
    }
    // Of a team whose snapshots do not fit together it is said once.
    let thin = messages.warnings.iter().filter(|warning| warning.check == THIN_WEEK);
    let said: HashSet<(FileId, Option<String>)> = thin.map(|warning| (warning.place.file, team_of(warning))).collect();
    for (team, officers) in teams {
        let (Some(place), Some(date)) =
            (officers.iter().filter_map(|(_, of)| of.first).min(), of_teams.latest(team, RowKind::Case))
        else {
            continue;
        };
        let team = team.name.map(|team| whos.texts.get(team).to_owned());
        if said.contains(&(place.file, team.clone())) {
            continue;
        }
        let of = team.as_deref().map(|team| format!(" of the team {}", quoted(team))).unwrap_or_default();
        let code = |officer: Officer| whos.texts.get(officer.0);
        let few: Vec<String> = officers
            .iter()
            .map(|(officer, of)| {
                format!("{} ({} of {})", quoted(code(*officer)), of.counting, of.counting + of.missing)
            })
            .collect();
        let message = format!(
            "the latest snapshot{of} in the week {}, of {date}, has fewer than half of the cases that its snapshots have together \
             of {}; only the latest counts; are the dates right?",
            Week::of(date),
            first_few(&few, NAMED)
        );
        let officers = officers.iter().map(|(officer, _)| Subject::Officer(code(*officer).to_owned()));
        let subjects = team.map(Subject::Unit).into_iter().chain(officers).collect();
        messages.warnings.add_of(THIN_WEEK, place, subjects, message);
    }
}

/// The team that a warning is about.
fn team_of(warning: &Warning) -> Option<String> {
    let unit = warning.subjects.iter().find(|subject| matches!(subject, Subject::Unit(_)));
    unit.map(|unit| unit.text().to_owned())
}

/// The cases of each officer in each team, each case once.
fn of_officers(
    counting: &[CaseRows],
    set_aside: &[CaseRows],
    of_teams: &OfTeams,
    whos: &Whos,
) -> BTreeMap<(Team, Officer), OfOfficer> {
    let now: HashSet<_> = counting.iter().map(|case| case.id).collect();
    let mut officers: BTreeMap<(Team, Officer), OfOfficer> = BTreeMap::new();
    let holder = |case: &CaseRows| {
        let who = whos.get(case.who);
        who.officer.map(|officer| (of_teams.team(Some(officer), who.unit), officer))
    };
    let mut seen = HashSet::default();
    for case in counting.iter().filter(|case| seen.insert((case.id, case.who))) {
        let Some(holder) = holder(case) else { continue };
        officers.entry(holder).or_default().counting += 1;
    }
    for case in set_aside.iter().filter(|case| !now.contains(&case.id) && seen.insert((case.id, case.who))) {
        let Some(holder) = holder(case) else { continue };
        let officer = officers.entry(holder).or_default();
        officer.missing += 1;
        officer.first = officer.first.into_iter().chain([case.place]).min();
    }
    officers
}
