//! Warns of snapshots of teams that do not fit together: officers in teams with different dates, and a later snapshot that has few
//! of the officers or cases of the earlier ones.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};
use jiff::civil::Date;

use crate::fault::{FEW_NAMED, Messages, Place, Subject, THIN_WEEK, TWO_SNAPSHOTS, first_few, plural, quoted};
use crate::inputs::Whos;
use crate::model::{LostWithinWeek, OfTeams, Officer, RowKind, Team, TextId};
use crate::units::Week;

use super::snapshots::CountedRows;

const WITH_WORK: [RowKind; 2] = [RowKind::Case, RowKind::Task];

/// Warns of officers who count in teams whose snapshots have different dates: work may have moved from one team to the other
/// between them.
pub(super) fn warn_of_two(snapshot: &CountedRows, of_teams: &OfTeams, whos: &Whos, messages: &mut Messages) {
    let mut teams: BTreeMap<Officer, (Place, BTreeSet<Team>)> = BTreeMap::new();
    for (who, place, _) in &snapshot.rows {
        let who = whos.get(*who);
        let Some(officer) = who.officer else { continue };
        let (first, teams) = teams.entry(officer).or_insert_with(|| (*place, BTreeSet::new()));
        *first = *place.min(first);
        let team = of_teams.team(Some(officer), who.unit);
        teams.extend(team.name.map(|_| team));
    }
    let dates = |team: Team| WITH_WORK.map(|kind| of_teams.latest(team, kind));
    for (officer, (place, teams)) in teams {
        let all: BTreeMap<Team, [Option<Date>; 2]> = teams.iter().map(|team| (*team, dates(*team))).collect();
        if !are_uneven(&all.values().copied().collect::<Vec<_>>()) {
            continue;
        }
        let text = |team: Team| whos.texts.shown(team.name).to_owned();
        let mut named: Vec<String> = all
            .iter()
            .map(|(team, dates)| {
                let dates: BTreeSet<String> = dates.iter().flatten().map(Date::to_string).collect();
                format!("{} of {}", quoted(&text(*team)), dates.into_iter().collect::<Vec<_>>().join(" and "))
            })
            .collect();
        named.sort();
        let message = format!(
            "{} is in teams whose snapshots are of different dates ({}); work that moved between them may count twice or not at \
             all",
            quoted(whos.texts.code(officer)),
            named.join(", ")
        );
        let subjects = all.keys().map(|team| Subject::Unit(text(*team)));
        let subjects = std::iter::once(officer.subject(&whos.texts)).chain(subjects);
        messages.warnings.add_of(TWO_SNAPSHOTS, place, subjects, message);
    }
}

/// Whether teams have different dates of their case rows or of their task rows. If neither cases nor tasks are in all teams, the
/// latest date of each team is compared.
fn are_uneven(teams: &[[Option<Date>; 2]]) -> bool {
    let dates = |of: fn(&[Option<Date>; 2]) -> Option<Date>| teams.iter().map(of).collect::<Vec<_>>();
    let differ = |dates: &[Option<Date>]| dates.iter().flatten().collect::<BTreeSet<_>>().len() > 1;
    let (cases, tasks) = (dates(|team| team[0]), dates(|team| team[1]));
    let has_all = |dates: &[Option<Date>]| dates.iter().all(Option::is_some);
    let is_comparable = has_all(&cases) || has_all(&tasks);
    differ(&cases) || differ(&tasks) || !is_comparable && differ(&dates(|team| team[0].max(team[1])))
}

/// The officers and cases of a team: in the snapshot that counts, and in all snapshots of the week.
#[derive(Default)]
struct TeamOfficers {
    all: HashSet<Officer>,
    counted: HashSet<Officer>,
    /// Those with rows that are set aside.
    earlier: HashSet<Officer>,
    /// How many cases each officer has in each snapshot.
    cases: BTreeMap<Officer, BTreeMap<Option<Date>, i64>>,
    /// How many cases are unallocated in each snapshot.
    unallocated: BTreeMap<Option<Date>, i64>,
    /// How many cases have only rows of flags, and how many do not.
    flags_alone: BTreeMap<Option<Date>, i64>,
    others: BTreeMap<Option<Date>, i64>,
    /// The first row that is set aside.
    set_aside: Option<Place>,
    /// The PDUs that the snapshot that counts names, and those of the officers in earlier ones.
    pdus: BTreeSet<TextId>,
    earlier_pdus: BTreeMap<TextId, HashSet<Officer>>,
}

impl TeamOfficers {
    /// Whether several officers are in the snapshot that counts, several others in earlier ones, and nobody in both. Then the
    /// snapshots are parts of one team, or of teams that the files do not name.
    fn are_apart(&self) -> bool {
        self.counted.len() > 1 && self.earlier.len() > 1 && self.earlier.is_disjoint(&self.counted)
    }

    /// Finds a PDU that earlier snapshots name and the one that counts does not, and of which officers are gone. There may be two
    /// teams of one name, which are taken for one because somebody is in both.
    fn lost_pdu(&self) -> Option<(TextId, usize)> {
        let gone = self.earlier_pdus.iter().filter(|(pdu, _)| !self.pdus.is_empty() && !self.pdus.contains(*pdu));
        let gone = gone.map(|(pdu, officers)| (*pdu, officers.difference(&self.counted).count()));
        gone.filter(|(_, count)| *count > 0).max_by_key(|(_, count)| *count)
    }

    /// Whether the snapshot that counts has only cases with nothing but flags, and an earlier one has others: a file of flags may
    /// have been exported later than the cases.
    fn has_flags_alone(&self, date: Date) -> bool {
        let has = |cases: &BTreeMap<Option<Date>, i64>| cases.get(&Some(date)).is_some_and(|cases| *cases > 0);
        has(&self.flags_alone) && !has(&self.others) && self.others.values().any(|cases| *cases > 0)
    }

    /// Finds officers who have fewer than half of their cases in the snapshot that counts, which is that of `date`, each with the
    /// numbers in words. `there` are the officers of all snapshots that count. `moved` is how many cases officers have in teams
    /// that they came to in the week.
    fn who_lost_cases(
        &self,
        date: Date,
        there: &HashSet<Officer>,
        moved: &HashMap<Officer, i64>,
        whos: &Whos,
    ) -> Vec<(Officer, String)> {
        let most_earlier = |cases: &BTreeMap<Option<Date>, i64>| {
            cases.iter().filter(|(of, _)| **of != Some(date)).map(|(_, cases)| *cases).max().unwrap_or_default()
        };
        let nobodys = self.unallocated.get(&Some(date)).copied().unwrap_or_default();
        let mut lost = LostWithinWeek::beside_unallocated(nobodys, most_earlier(&self.unallocated));
        for (officer, cases) in &self.cases {
            let none = there.contains(officer).then_some(0);
            let Some(now) = cases.get(&Some(date)).copied().or(none) else { continue };
            lost.note(*officer, now, most_earlier(cases), moved.get(officer).copied().unwrap_or_default());
        }
        let words = |officer: Officer, now, most| format!("{} ({now} of {most})", quoted(whos.texts.code(officer)));
        lost.officers().into_iter().map(|(officer, now, most)| (officer, words(officer, now, most))).collect()
    }
}

/// Warns of teams whose snapshot that counts is thin: it has fewer than half of the officers of all snapshots of the week, or of
/// the cases of an officer. Cases and tasks are compared apart. The snapshot may be a part of a file, or its date may have been
/// dragged down a column.
pub(super) fn warn_of_thin(snapshot: &CountedRows, of_teams: &OfTeams, whos: &Whos, messages: &mut Messages) {
    // An officer who has only reports, or nothing, in a snapshot that counts has a figure too.
    let counting = snapshot.rows.iter().filter_map(|(who, ..)| whos.get(*who).officer);
    let there: HashSet<Officer> = counting.collect();
    let by_team = by_team(snapshot, of_teams, whos);
    let mut moved: HashMap<Officer, i64> = HashMap::default();
    for ((team, kind), officers) in by_team.iter().filter(|(_, officers)| officers.set_aside.is_some()) {
        for (officer, cases) in &officers.cases {
            // An officer who was in an earlier snapshot of the team did not come to it.
            if let Some(cases) = cases.get(&of_teams.latest(*team, *kind)).filter(|_| cases.len() == 1) {
                *moved.entry(*officer).or_default() += cases;
            }
        }
    }
    for ((team, kind), officers) in by_team {
        let (Some(place), Some(date)) = (officers.set_aside, of_teams.latest(team, kind)) else { continue };
        let (now, all) = (officers.counted.len(), officers.all.len());
        let team = team.name.map(|team| whos.texts.get(team));
        let mut subjects: Vec<Subject> = team.map(|team| Subject::Unit(team.to_owned())).into_iter().collect();
        let has = if now * 2 < all || officers.are_apart() {
            let (kind, now) =
                (if kind == RowKind::Task { "tasks" } else { "cases" }, plural(now, "officer", "officers"));
            format!("{kind} of {now}, and all its snapshots of the week have {all}")
        } else if let Some((pdu, gone)) = officers.lost_pdu() {
            let (pdu, gone) = (quoted(whos.texts.get(pdu)), plural(gone, "officer", "officers"));
            format!(
                "nobody of the PDU {pdu}, where an earlier one has {gone} more; there may be two teams of that name"
            )
        } else if officers.has_flags_alone(date) {
            "only cases with a flag, and an earlier one has others".to_owned()
        } else {
            let lost = officers.who_lost_cases(date, &there, &moved, whos);
            if lost.is_empty() {
                continue;
            }
            subjects.extend(lost.iter().map(|(officer, _)| officer.subject(&whos.texts)));
            let lost: Vec<String> = lost.into_iter().map(|(_, words)| words).collect();
            format!("fewer than half of the cases that an earlier one has of {}", first_few(&lost, FEW_NAMED))
        };
        messages.warnings.add_of(THIN_WEEK, place, subjects, are_dates_right(team, date, &has));
    }
}

/// The message about the latest snapshot of a team, or of all if there are no teams, that has less than it should.
pub(super) fn are_dates_right(team: Option<&str>, date: Date, has: &str) -> String {
    let (of, week) = (team.map(|team| format!(" of the team {}", quoted(team))).unwrap_or_default(), Week::of(date));
    format!(
        "the latest snapshot{of} in the week {week}, of {date}, has {has}; only the latest counts; are the dates right?"
    )
}

/// Collects the officers of all snapshots of each team, those of cases and of tasks apart.
fn by_team(snapshot: &CountedRows, of_teams: &OfTeams, whos: &Whos) -> BTreeMap<(Team, RowKind), TeamOfficers> {
    let mut by_team: BTreeMap<(Team, RowKind), TeamOfficers> = BTreeMap::new();
    for tally in &snapshot.tallies {
        for (who, cases) in &tally.flags_alone {
            let who = whos.get(*who);
            let officers = by_team.entry((of_teams.team(who.officer, who.unit), RowKind::Case)).or_default();
            *officers.flags_alone.entry(tally.date).or_default() += cases;
            *officers.others.entry(tally.date).or_default() -= cases;
        }
    }
    for (who, place, at) in snapshot.all_rows() {
        let (who, (date, kind)) = (whos.get(who), snapshot.source(at));
        let team = of_teams.team(who.officer, who.unit);
        if kind == RowKind::Case {
            *by_team.entry((team, kind)).or_default().others.entry(date).or_default() += snapshot.held(at).cases;
        }
        let Some(officer) = who.officer else {
            let unallocated = &mut by_team.entry((team, RowKind::Case)).or_default().unallocated;
            *unallocated.entry(date).or_default() += snapshot.held(at).cases;
            continue;
        };
        // An officer who holds nothing is in the snapshots of both kinds.
        for of_kind in WITH_WORK.into_iter().filter(|of_kind| [*of_kind, RowKind::Nothing].contains(&kind)) {
            let officers = by_team.entry((team, of_kind)).or_default();
            officers.all.insert(officer);
            if kind == RowKind::Case {
                let cases = officers.cases.entry(officer).or_default();
                *cases.entry(date).or_default() += snapshot.held(at).cases;
            }
            if of_teams.latest(team, of_kind) == date {
                officers.counted.insert(officer);
                officers.pdus.extend(who.unit.pdu);
            } else if kind == of_kind {
                officers.earlier.insert(officer);
                if let Some(pdu) = who.unit.pdu {
                    officers.earlier_pdus.entry(pdu).or_default().insert(officer);
                }
                officers.set_aside = officers.set_aside.into_iter().chain([place]).min();
            }
        }
    }
    by_team
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn teams_are_uneven_where_the_same_kind_of_rows_has_other_dates() {
        let (monday, wednesday) = (Some(date(2026, 11, 16)), Some(date(2026, 11, 18)));
        for (teams, uneven) in [
            (&[[monday, None], [monday, None]][..], false),
            (&[[monday, None], [wednesday, None]], true),
            (&[[monday, wednesday], [monday, wednesday]], false),
            (&[[monday, wednesday], [monday, None]], false),
            (&[[monday, monday], [monday, wednesday]], true),
            (&[[monday, None], [None, wednesday]], true),
            (&[[monday, None]], false),
        ] {
            assert_eq!(are_uneven(teams), uneven, "{teams:?}");
        }
    }
}
