//! Finds a date that was dragged down a column: each row is dated a day, a week or two weeks after the row before, or the cases of
//! an officer are spread over several days. Most of these rows are then in no snapshot that counts.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::fault::{FEW_NAMED, FileId, Messages, Place, Subject, THIN_WEEK, Warning, first_few, quoted};
use crate::inputs::{CaseRows, DateTally, WhoId, Whos};
use crate::model::{Held, OfTeams, Officer, RowKind, Team, TextId};
use crate::units::Work;

use super::uneven_snapshots::are_dates_right;

/// Fewer missing cases than this may well have ended within the week.
const FEW: usize = 4;

/// Nobody is likely to date this many rows on purpose so that each is a day, a week or two weeks after the one before.
const STEPS: usize = 4;

/// A daily list seldom has so many rows on days one after the other, each of one case.
const SURE: usize = 8;

/// A date on which a file has more posts than this is the date of a snapshot.
const MOST_OF_A_DATE: usize = 1_000;

/// A row that is the only one of its post, kind and date.
#[derive(Clone, Copy)]
struct SingleRow {
    place: Place,
    date: Date,
    who: WhoId,
    officer: Option<Officer>,
    work: Work,
    cases: i64,
    /// Whether its file has no other post on its date.
    is_alone: bool,
}

impl SingleRow {
    /// Whether `next` is the next row of the file, and is dated this many days later.
    fn is_step(&self, next: &Self, days: i32) -> bool {
        self.place.file == next.place.file
            && self.place.line + 1 == next.place.line
            && self.date.checked_add(days.days()).is_ok_and(|date| date == next.date)
    }

    /// Whether another row may be the same cases on another day. Their number may change, but the time of one case does not.
    fn may_be_same_cases(&self, other: &Self) -> bool {
        let of_one = |row: &Self, of: i64| row.work.units().checked_mul(of.into());
        self.officer == other.officer && of_one(self, other.cases) == of_one(other, self.cases)
    }
}

/// Rows that follow each other in a file, each dated a day, a week or two weeks after the row before. Tasks may stand among the
/// cases.
pub(super) struct DraggedDates {
    first: Place,
    last: Place,
    subjects: Vec<Subject>,
    message: String,
}

impl DraggedDates {
    /// Finds the first such rows with cases in each file.
    pub(super) fn find(dates: &[DateTally], whos: &Whos) -> Vec<Self> {
        let mut steps: Vec<Self> = Vec::new();
        let by_day = single_rows(dates, 1, whos);
        for run in by_day.chunk_by(|one, next| one.is_step(next, 1)).filter(|run| are_dragged_by_day(&cases_of(run))) {
            steps.extend(Self::of(run, "a day", whos));
        }
        for (days, later) in [(7, "a week"), (14, "two weeks")] {
            let rows = single_rows(dates, days, whos);
            // In a list of several weeks, an officer has rows in more than one of them, and is not alone on a date.
            let again = LazyCell::new(|| of_dates(dates, whos));
            let comes_again = |row: &SingleRow| row.officer.is_some_and(|officer| again.contains(&officer));
            for run in rows.chunk_by(|one, next| one.is_step(next, days)).filter(|run| run.len() >= STEPS) {
                let are_all_alone = run.iter().all(|row| row.is_alone);
                let is_whole = are_all_alone || !run.iter().any(comes_again);
                let parts = run.chunk_by(|one, next| is_whole || one.is_alone == next.is_alone);
                let parts =
                    parts.filter(|part| (is_whole || part[0].is_alone) && are_dragged_by_weeks(&cases_of(part)));
                steps.extend(parts.filter_map(|part| Self::of(part, later, whos)));
            }
        }
        steps.sort_by_key(|steps| steps.first);
        steps.dedup_by_key(|steps| steps.first.file);
        steps
    }

    fn of(run: &[SingleRow], later: &str, whos: &Whos) -> Option<Self> {
        let [first, .., last] = run else { return None };
        let message = format!(
            "each row from here to line {} is dated {later} after the row before, from {} to {}; was the date dragged down the \
             column? only the latest snapshot of a week counts",
            last.place.line, first.date, last.date
        );
        let officers: BTreeSet<Officer> = run.iter().filter_map(|row| row.officer).collect();
        let teams: BTreeSet<TextId> = run.iter().filter_map(|row| whos.get(row.who).unit.team).collect();
        let officers = officers.into_iter().map(|officer| officer.subject(&whos.texts));
        let subjects =
            officers.chain(teams.into_iter().map(|team| Subject::Unit(whos.texts.get(team).to_owned()))).collect();
        Some(Self { first: first.place, last: last.place, subjects, message })
    }

    /// Warns of them. Drops the warnings of snapshots that do not fit together because of them.
    pub(super) fn warn(all: Vec<Self>, messages: &mut Messages) {
        let is_because = |steps: &Self, warning: &Warning| {
            warning.check == THIN_WEEK && (steps.first..=steps.last).contains(&warning.place)
        };
        messages.warnings.retain(|warning| !all.iter().any(|steps| is_because(steps, warning)));
        for Self { first, subjects, message, .. } in all {
            messages.warnings.add_of(THIN_WEEK, first, subjects, message);
        }
    }
}

/// Whether the date was dragged in rows that are each a day after the row before. A daily list that is sorted by officer looks
/// similar, but in it each officer has several rows with the same cases, and at most one officer follows another without a break in
/// the dates.
fn are_dragged_by_day(run: &[SingleRow]) -> bool {
    let differ = |rows: &[SingleRow]| !rows[0].may_be_same_cases(&rows[1]);
    let has_one_case_each = run.len() >= SURE && run.iter().all(|row| row.cases == 1);
    run.len() >= STEPS
        && (officers_in_turn(run) >= 3 || run.windows(2).all(differ) || has_one_case_each && run.windows(2).any(differ))
}

/// The officers who have work on more than one date.
fn of_dates(dates: &[DateTally], whos: &Whos) -> HashSet<Officer> {
    let mut first: HashMap<Officer, Option<Date>> = HashMap::default();
    let with_work = dates.iter().filter(|tally| tally.kind != RowKind::Nothing);
    let officers =
        with_work.flat_map(|tally| tally.entries.iter().map(|entry| (whos.get(entry.who).officer, tally.date)));
    let again = officers.filter_map(|(officer, date)| {
        let officer = officer?;
        (*first.entry(officer).or_insert(date) != date).then_some(officer)
    });
    again.collect()
}

/// Whether the date was dragged in rows that are each a week or two after the row before: either each row is of another officer, or
/// each has one case and they are of several officers. An officer who comes again may have a row for each week on purpose, perhaps
/// under two spellings.
fn are_dragged_by_weeks(run: &[SingleRow]) -> bool {
    let in_turn = officers_in_turn(run);
    let officers: HashSet<Option<Officer>> = run.iter().map(|row| row.officer).collect();
    let has_one_case_each = run.len() >= SURE && run.iter().all(|row| row.cases == 1);
    in_turn >= STEPS && in_turn == officers.len() || in_turn >= 3 && has_one_case_each
}

fn cases_of(run: &[SingleRow]) -> Vec<SingleRow> {
    run.iter().filter(|row| row.cases != 0).copied().collect()
}

/// Counts the runs of rows that are of one officer.
fn officers_in_turn(run: &[SingleRow]) -> usize {
    run.chunk_by(|one, next| one.officer == next.officer).count()
}

/// Finds the rows that are the only one of their kind, date and post, in the order of the files. On such a date the file has at
/// most a thousand posts of the kind, and there are rows exactly `days` days before or after it.
fn single_rows(dates: &[DateTally], days: i32, whos: &Whos) -> Vec<SingleRow> {
    let with_work = || dates.iter().filter(|tally| tally.kind != RowKind::Nothing);
    let known: HashSet<Date> = with_work().filter_map(|tally| tally.date).collect();
    let has = |date: Date, days: i32| date.checked_add(days.days()).is_ok_and(|date| known.contains(&date));
    let mut rows = Vec::new();
    for tally in with_work() {
        let Some(date) = tally.date.filter(|date| has(*date, days) || has(*date, -days)) else { continue };
        let mut at = 0;
        // The entries of a file stand side by side.
        for of_file in tally.entries.chunk_by(|one, next| one.place.file == next.place.file) {
            let positions = at..at + of_file.len();
            at = positions.end;
            let is_alone = of_file.len() == 1;
            for at in positions.filter(|at| of_file.len() <= MOST_OF_A_DATE && tally.rows(*at) == 1) {
                let (entry, Held { work, cases, .. }) = (tally.entries[at], tally.held(at));
                let officer = whos.get(entry.who).officer;
                rows.push(SingleRow { place: entry.place, date, who: entry.who, officer, work, cases, is_alone });
            }
        }
    }
    rows.sort_unstable_by_key(|row| row.place);
    rows
}

/// The cases of an officer in a team: those that count, and those of earlier snapshots that do not count anywhere.
#[derive(Default)]
struct OfOfficer {
    counting: usize,
    /// How many of the counting cases are in an earlier snapshot too.
    known: usize,
    missing: usize,
    first: Option<Place>,
}

/// Warns of officers who have only some of their cases of the week in the snapshot of their team that counts, where nobody has the
/// other cases now. Some means fewer than half, or none of the cases of earlier snapshots, as when each case type is exported on a
/// day of its own. Cases are told apart by their ids. Another warning is for officers who have no case in that snapshot.
pub(super) fn warn(
    counting: &[CaseRows],
    set_aside: &[CaseRows],
    of_teams: &OfTeams,
    whos: &Whos,
    messages: &mut Messages,
) {
    let officers = of_officers(counting, set_aside, of_teams, whos);
    let is_dragged =
        |of: &OfOfficer| of.counting > 0 && of.missing >= FEW && (of.missing > of.counting || of.known == 0);
    let mut teams: BTreeMap<Team, Vec<(Officer, OfOfficer)>> = BTreeMap::new();
    for ((team, officer), of) in officers.into_iter().filter(|(_, of)| is_dragged(of)) {
        teams.entry(team).or_default().push((officer, of));
    }
    // Gives no second warning to a team whose snapshots do not fit together.
    let thin = messages.warnings.iter().filter(|warning| warning.check == THIN_WEEK);
    let team_of = |warning: &Warning| {
        let unit = warning.subjects.iter().find(|subject| matches!(subject, Subject::Unit(_)));
        (warning.place.file, unit.map(|unit| unit.text().to_owned()))
    };
    let said: HashSet<(FileId, Option<String>)> = thin.map(team_of).collect();
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
        let few: Vec<String> = officers
            .iter()
            .map(|(officer, of)| {
                format!("{} ({} of {})", quoted(whos.texts.code(*officer)), of.counting, of.counting + of.missing)
            })
            .collect();
        let few = first_few(&few, FEW_NAMED);
        let has = format!("only some of the cases that its snapshots have together of {few}");
        let message = are_dates_right(team.as_deref(), date, &has);
        let officers = officers.iter().map(|(officer, _)| officer.subject(&whos.texts));
        let subjects = team.map(Subject::Unit).into_iter().chain(officers);
        messages.warnings.add_of(THIN_WEEK, place, subjects, message);
    }
}

/// The cases of each officer in each team, each case once.
fn of_officers(
    counting: &[CaseRows],
    set_aside: &[CaseRows],
    of_teams: &OfTeams,
    whos: &Whos,
) -> BTreeMap<(Team, Officer), OfOfficer> {
    let now: HashSet<_> = counting.iter().map(|case| case.id).collect();
    let earlier: HashSet<_> = set_aside.iter().map(|case| case.id).collect();
    let mut officers: BTreeMap<(Team, Officer), OfOfficer> = BTreeMap::new();
    let holder = |case: &CaseRows| {
        let who = whos.get(case.who);
        who.officer.map(|officer| (of_teams.team(Some(officer), who.unit), officer))
    };
    let mut seen = HashSet::default();
    for case in counting.iter().filter(|case| seen.insert((case.id, case.who))) {
        let Some(holder) = holder(case) else { continue };
        let officer = officers.entry(holder).or_default();
        officer.counting += 1;
        officer.known += usize::from(earlier.contains(&case.id));
    }
    for case in set_aside.iter().filter(|case| !now.contains(&case.id) && seen.insert((case.id, case.who))) {
        let Some(holder) = holder(case) else { continue };
        let officer = officers.entry(holder).or_default();
        officer.missing += 1;
        officer.first = officer.first.into_iter().chain([case.place]).min();
    }
    officers
}
