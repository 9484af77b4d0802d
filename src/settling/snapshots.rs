//! Finds which snapshot counts: of several in one week, the latest of each team.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use jiff::civil::Date;

use crate::fault::{FEW_NAMED, Fault, Messages, Place, first_few_quoted};
use crate::inputs::{CaseRows, DateTally, Listed, RowPost, Who, WhoId, Whos};
use crate::model::{Held, OfTeams, Officer, Reductions, RowKind, SetAside, Snapshots, Team, TextId, WeightsId};
use crate::units::Week;

use super::left_out::FaultyWeeks;

/// The rows of a week that count, and the snapshots that are set aside because a team has a later one.
pub(super) struct CountedRows {
    pub(super) date: Option<Date>,
    pub(super) weights: WeightsId,
    pub(super) tallies: Vec<DateTally>,
    /// The rows that count: who they are of, the first of them, and where their sums are.
    pub(super) rows: Vec<(WhoId, Place, EntryAt)>,
    pub(super) set_aside: Vec<SetAside>,
    /// The rows of the snapshots that are set aside, with their dates.
    pub(super) aside: Vec<(WhoId, Place, Date)>,
}

/// Where an entry is: its tally, and its position there.
#[derive(Debug, Clone, Copy)]
pub(super) struct EntryAt {
    tally: usize,
    position: usize,
}

impl CountedRows {
    /// Finds which rows of a week count, and notes it in `snapshots`. Adds a notice of what does not count.
    pub(super) fn of(
        tallies: Vec<DateTally>,
        whos: &Whos,
        snapshots: &mut Snapshots,
        messages: &mut Messages,
    ) -> Option<Self> {
        let latest = tallies.iter().max_by_key(|tally| tally.date)?;
        let (date, weights) = (latest.date, latest.weights);
        let mut snapshot = Self { date, weights, tallies, rows: Vec::new(), set_aside: Vec::new(), aside: Vec::new() };
        if snapshot.tallies.iter().all(|tally| tally.date == date) {
            snapshots.add(date);
            snapshot.rows = snapshot.all_rows().collect();
            return Some(snapshot);
        }
        let of_teams = snapshot.of_teams(whos);
        let (mut rows, mut aside) = (Vec::new(), Vec::new());
        for (who, place, at) in snapshot.all_rows() {
            let (row, tally) = (whos.get(who), &snapshot.tallies[at.tally]);
            if tally.rows(at.position) == 0 {
                // Nobody knows whether a faulty row is a case or a task, but its officer is known.
                rows.push((who, place, at));
                continue;
            }
            let team = of_teams.team(row.officer, row.unit);
            let later = |date| Some((date, of_teams.later(team, tally.kind, date)?));
            match tally.date.and_then(later) {
                Some((date, kept)) => aside.push(RowSetAside { date, kept, team, who, place }),
                None => rows.push((who, place, at)),
            }
        }
        snapshot.aside = aside.iter().map(|row| (row.who, row.place, row.date)).collect();
        snapshot.set_aside = say_set_aside(aside, &rows, whos, messages);
        snapshot.rows = rows;
        if let Some(date) = date {
            snapshots.add_several(Week::of(date), of_teams);
        }
        Some(snapshot)
    }

    /// Takes the case rows of the week: those that count, and those that do not. In a week with one date, most rows of cases with a
    /// single row have been forgotten.
    pub(super) fn take_cases(&mut self) -> (Vec<CaseRows>, Vec<CaseRows>) {
        let counting: HashSet<(usize, WhoId)> = self.rows.iter().map(|(who, _, at)| (at.tally, *who)).collect();
        let (mut rows, mut set_aside) = (Vec::new(), Vec::new());
        for (tally, of_date) in self.tallies.iter_mut().enumerate() {
            let cases = of_date.take_cases().into_iter();
            let (counted, aside): (Vec<_>, _) = cases.partition(|case| counting.contains(&(tally, case.who)));
            rows.extend(counted);
            set_aside.extend(aside);
        }
        (rows, set_aside)
    }

    /// The names on rows that have no officer.
    pub(super) fn names_of_nobody(&self, whos: &Whos) -> impl Iterator<Item = (Place, TextId)> {
        let whos = self.rows.iter().map(|(who, place, _)| (*place, whos.get(*who)));
        whos.filter(|(_, who)| who.officer.is_none()).filter_map(|(place, who)| Some((place, who.name?)))
    }

    /// Whether each officer has one row, which does not give their hours, and no row is unallocated.
    pub(super) fn has_one_row_each(&self, whos: &Whos) -> bool {
        let mut seen = HashSet::default();
        self.all_rows().all(|(who, _, at)| {
            let Who { officer, contracted, .. } = *whos.get(who);
            let is_first = officer.is_some_and(|officer| seen.insert(officer));
            is_first && contracted.is_none() && self.tallies[at.tally].rows(at.position) == 1
        })
    }

    /// The date of a row, and whether it is of cases, of tasks or of nothing.
    pub(super) fn source(&self, at: EntryAt) -> (Option<Date>, RowKind) {
        let tally = &self.tallies[at.tally];
        (tally.date, tally.kind)
    }

    /// What a row that counts holds.
    pub(super) fn held(&self, at: EntryAt) -> Held {
        self.tallies[at.tally].held(at.position)
    }

    pub(super) fn all_rows(&self) -> impl Iterator<Item = (WhoId, Place, EntryAt)> {
        self.tallies.iter().enumerate().flat_map(|(tally, of_date)| {
            let entries = of_date.entries.iter().enumerate();
            entries.map(move |(position, entry)| (entry.who, entry.place, EntryAt { tally, position }))
        })
    }

    fn of_teams(&self, whos: &Whos) -> OfTeams {
        let mut of_teams = OfTeams::default();
        for (who, ..) in self.all_rows() {
            let who = whos.get(who);
            of_teams.note(who.officer, who.unit);
        }
        for (who, _, at) in self.all_rows() {
            let (who, tally) = (whos.get(who), &self.tallies[at.tally]);
            if let Some(date) = tally.date.filter(|_| tally.rows(at.position) > 0) {
                of_teams.note_date(of_teams.team(who.officer, who.unit), tally.kind, date);
            }
        }
        of_teams
    }
}

/// A row that is set aside, because there is a later snapshot of its team.
struct RowSetAside {
    date: Date,
    kept: Date,
    team: Team,
    who: WhoId,
    place: Place,
}

/// Says which snapshots are set aside. Returns each with the number of officers who are in no snapshot that counts.
fn say_set_aside(
    aside: Vec<RowSetAside>,
    kept: &[(WhoId, Place, EntryAt)],
    whos: &Whos,
    messages: &mut Messages,
) -> Vec<SetAside> {
    let staying: HashSet<Officer> = kept.iter().filter_map(|(who, ..)| whos.get(*who).officer).collect();
    let mut by_dates: BTreeMap<(Date, Date), Vec<RowSetAside>> = BTreeMap::new();
    for row in aside {
        by_dates.entry((row.date, row.kept)).or_default().push(row);
    }
    let mut lost: BTreeMap<Date, HashSet<Officer>> = BTreeMap::new();
    for ((date, kept), rows) in by_dates {
        let teams: BTreeSet<&str> = rows.iter().filter_map(|row| Some(whos.texts.get(row.team.name?))).collect();
        let of = if teams.is_empty() { String::new() } else { format!(" of {}", first_few_quoted(teams, FEW_NAMED)) };
        let week = Week::of(date);
        let gone = || {
            let officers = rows.iter().filter_map(|row| whos.get(row.who).officer);
            officers.filter(|officer| !staying.contains(officer))
        };
        let codes: BTreeSet<&str> = gone().map(|officer| whos.texts.code(officer)).collect();
        let only = if codes.is_empty() {
            String::new()
        } else {
            format!("; only in it: {}", first_few_quoted(codes, FEW_NAMED))
        };
        let message =
            format!("the week {week} has snapshots of {date} and {kept}{of}; the latest counts, {date} does not{only}");
        if let Some(place) = rows.iter().map(|row| row.place).min() {
            messages.notices.add(place, message);
        }
        lost.entry(date).or_default().extend(gone());
    }
    lost.into_iter().rev().map(|(date, officers)| SetAside { date, officers_lost: officers.len() }).collect()
}

/// The tallies of each week; `None` is the undated one.
pub(super) fn by_week(
    dates: Vec<DateTally>,
    listed: &Listed,
    faulty: &FaultyWeeks,
) -> BTreeMap<Option<Week>, Vec<DateTally>> {
    let mut weeks: BTreeMap<Option<Week>, Vec<DateTally>> = BTreeMap::new();
    let has_anyone = |tally: &DateTally| {
        let is_listed = tally.is_listed_alone() && listed.get(&tally.weights).is_some_and(|listed| !listed.is_empty());
        !tally.entries.is_empty() || is_listed || faulty.has(tally.date.map(Week::of))
    };
    for tally in dates.into_iter().filter(has_anyone) {
        weeks.entry(tally.date.map(Week::of)).or_default().push(tally);
    }
    weeks
}

/// Looks for work of one kind, post and date that is in two files. If it is an officer's, it would be counted twice, which is a
/// fault. If it is unallocated, both lists may be right, so both are counted, with a notice.
pub(super) fn find_twice(dates: &[DateTally], whos: &Whos, messages: &mut Messages) {
    let has_two_files =
        |tally: &&DateTally| tally.entries.iter().any(|entry| entry.place.file != tally.entries[0].place.file);
    for tally in dates.iter().filter(|tally| tally.kind != RowKind::Nothing).filter(has_two_files) {
        let mut firsts: HashMap<RowPost, (Place, bool)> = HashMap::default();
        let mut rows: Vec<(Place, WhoId)> = tally.entries.iter().map(|entry| (entry.place, entry.who)).collect();
        rows.sort_unstable();
        for (place, who) in rows {
            let post = whos.get(who).post();
            let (first, is_said) = firsts.entry(post).or_insert((place, false));
            if first.file == place.file || std::mem::replace(is_said, true) {
                continue;
            }
            if post.officer.is_some() {
                // The message has no line, so that two files with the same dates give one fault and not one for every row.
                let hint =
                    "give each file once; files without a `week` column are dated by their names, else by --week";
                let fault = counted_twice(place, messages.files.name(first.file)).hint(hint);
                messages.faults.add(fault);
            } else {
                let first = messages.files.at(*first);
                let message = format!("unallocated work of this unit and date is in {first} as well; both are counted");
                messages.notices.add(place, message);
            }
        }
    }
}

/// The fault of work that is in a second file; `first` says where else it is.
pub(super) fn counted_twice(second: Place, first: &str) -> Fault {
    Fault::new(second, format!("this officer, team and date are already in {first}: work would be counted twice"))
}

/// Refuses files without a date where others have one, because nothing says which week they belong to; and reductions of
/// an undated caseload, because which are in force depends on the date.
pub(super) fn refuse_undated(
    weeks: &BTreeMap<Option<Week>, Vec<DateTally>>,
    reductions: &Reductions,
    messages: &mut Messages,
) {
    let undated = weeks.get(&None).filter(|_| weeks.len() > 1).into_iter().flatten();
    let files: BTreeSet<_> = undated.flat_map(|tally| &tally.entries).map(|entry| entry.place.file).collect();
    for file in files {
        let hint = "give it a `week` column, a date in its name, or --week";
        let fault = Fault::new(Place::whole(file), "this file has no date, and others have one");
        messages.faults.add(fault.hint(hint));
    }
    if let Some(first) = reductions.iter().next().filter(|_| weeks.contains_key(&None)) {
        let message = "the caseload has no date, so nobody can tell which reductions are in force";
        let fault = Fault::new(Place::whole(first.place.file), message);
        messages.faults.add(fault.hint("give the week with --week"));
    }
}
