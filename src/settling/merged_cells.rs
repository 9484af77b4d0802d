//! Warns of merged cells. A spreadsheet may name an officer in one cell that is merged over several rows. The other rows then have
//! a blank officer, and most of the work seems to be nobody's.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use crate::fault::{FileId, MERGED_CELLS, Messages, Place, Subject, Warning, quoted};
use crate::inputs::{DateTally, Who, Whos};
use crate::model::{Officer, TextId};

/// In a team with fewer officers than this, too little can be seen.
const FEWEST_OF_TEAM: usize = 3;

/// Warns where most officers are named in one row only, and rows without an officer follow: in the rows of a file that have one
/// date, or in those of one of their teams.
pub(super) fn warn(tallies: &[DateTally], whos: &Whos, messages: &mut Messages) {
    // Cases and tasks of one date may stand in one table.
    for of_date in tallies.chunk_by(|one, next| one.date == next.date) {
        warn_of_teams(of_date, whos, messages);
        let has_nobody = |tally: &&DateTally| tally.entries.iter().any(|entry| whos.get(entry.who).officer.is_none());
        if !of_date.iter().any(|tally| has_nobody(&tally)) {
            continue;
        }
        // The counts of the file as a whole stand under no team.
        let mut of_files: BTreeMap<(FileId, Option<TextId>), OfficerRowCounts> = BTreeMap::new();
        for tally in of_date {
            for (at, entry) in tally.entries.iter().enumerate() {
                let (rows, who) = (u64::from(tally.rows(at)), whos.get(entry.who));
                of_files.entry((entry.place.file, None)).or_default().add(who.officer, entry.place, rows);
                if who.unit.team.is_some() {
                    let of_team = of_files.entry((entry.place.file, who.unit.team)).or_default();
                    of_team.add(who.officer, entry.place, rows);
                }
            }
        }
        let mut merged = Vec::new();
        for ((_, team), OfficerRowCounts { officers, mut blanks, blank_rows }) in of_files {
            blanks.sort_unstable();
            let are_few = team.is_some() && officers.len() < FEWEST_OF_TEAM;
            if !are_few && is_merged(officers.into_values().collect(), &blanks, blank_rows) {
                merged.push((blanks[0], team.map(|team| whos.texts.get(team))));
            }
        }
        say(&merged, messages);
    }
    warn_of_hours(tallies, whos, messages);
}

/// Warns of rows without an officer that have what only somebody has: a grade and contracted hours.
fn warn_of_hours(tallies: &[DateTally], whos: &Whos, messages: &mut Messages) {
    let is_of_somebody = |who: &Who| {
        let has_hours = who.contracted.is_some_and(|hours| !hours.is_nothing());
        // Of rows with a name it is said elsewhere.
        who.officer.is_none() && who.name.is_none() && who.grade.is_some() && has_hours
    };
    let entries = tallies.iter().flat_map(|tally| &tally.entries);
    let mut of_files: BTreeMap<FileId, (Place, BTreeSet<TextId>)> = BTreeMap::new();
    for (place, who) in entries.map(|entry| (entry.place, whos.get(entry.who))).filter(|(_, who)| is_of_somebody(who)) {
        let (first, teams) = of_files.entry(place.file).or_insert((place, BTreeSet::new()));
        *first = place.min(*first);
        teams.extend(who.unit.team);
    }
    if of_files.is_empty() {
        return;
    }
    let said: HashSet<FileId> = messages.warnings.iter().filter_map(said_of).map(|(file, _)| file).collect();
    for (place, teams) in of_files.into_values().filter(|(place, _)| !said.contains(&place.file)) {
        let message = "rows without an officer have a grade and contracted hours, which are not used: whose are they? fill the officer \
                       into every row";
        let subjects = teams.into_iter().map(|team| Subject::Unit(whos.texts.get(team).to_owned()));
        messages.warnings.add_of(MERGED_CELLS, place, subjects, message);
    }
}

/// Warns of merged cells of officers: of a file as a whole, or else of its teams. A workbook says itself which cells are merged, so
/// it was warned of when it was read.
fn say(merged: &[(Place, Option<&str>)], messages: &mut Messages) {
    if merged.is_empty() {
        return;
    }
    let mut said: HashSet<(FileId, Option<String>)> = messages.warnings.iter().filter_map(said_of).collect();
    for (place, team) in merged {
        let is_of_file = said.contains(&(place.file, None));
        if is_of_file || !said.insert((place.file, team.map(str::to_owned))) {
            continue;
        }
        let of = team.map(|team| format!(" of the team {}", quoted(team))).unwrap_or_default();
        let message = format!(
            "most officers{of} are named in one row only, and rows without an officer follow: are their cells merged? fill the \
             officer into every row"
        );
        let subjects = team.map(|team| Subject::Unit(team.to_owned())).into_iter();
        messages.warnings.add_of(MERGED_CELLS, *place, subjects, message);
    }
}

/// The file and the team that a warning of merged cells is about; no team where it is about the whole file.
fn said_of(warning: &Warning) -> Option<(FileId, Option<String>)> {
    let team = warning.subjects.first().map(|team| team.text().to_owned());
    (warning.check == MERGED_CELLS).then_some((warning.place.file, team))
}

/// The teams of a file, each with its first row and the number of rows, and the first rows of officers without one.
#[derive(Default)]
struct NamedTeams {
    teams: BTreeMap<TextId, (Place, u64)>,
    without: Vec<Place>,
}

/// Warns where each of several teams is named in one row only, and rows of officers without a team follow most of them, among the
/// rows of a file that have one date. Each team would have only the work of its first officer.
fn warn_of_teams(of_date: &[DateTally], whos: &Whos, messages: &mut Messages) {
    let entries =
        || of_date.iter().flat_map(|tally| tally.entries.iter().enumerate().map(move |(at, entry)| (tally, at, entry)));
    let is_without = |who: &Who| who.officer.is_some() && who.unit.team.is_none();
    if !entries().any(|(.., entry)| is_without(whos.get(entry.who))) {
        return;
    }
    // An officer whose other rows name a team has that team.
    let with_team = entries().map(|(.., entry)| whos.get(entry.who)).filter(|who| who.unit.team.is_some());
    let with_team: HashSet<Officer> = with_team.filter_map(|who| who.officer).collect();
    let mut of_files: BTreeMap<FileId, NamedTeams> = BTreeMap::new();
    for (tally, at, entry) in entries() {
        let (who, of_file) = (whos.get(entry.who), of_files.entry(entry.place.file).or_default());
        if let Some(team) = who.unit.team {
            let (first, rows) = of_file.teams.entry(team).or_insert((entry.place, 0));
            (*first, *rows) = (entry.place.min(*first), *rows + u64::from(tally.rows(at)));
        } else if who.officer.is_some_and(|officer| !with_team.contains(&officer)) {
            of_file.without.push(entry.place);
        }
    }
    for NamedTeams { teams, mut without } in of_files.into_values() {
        without.sort_unstable();
        let follows = |place: &Place| without.binary_search(&Place::new(place.file, u64::from(place.line) + 1)).is_ok();
        let followed = teams.values().filter(|(first, rows)| *rows == 1 && follows(first)).count();
        if teams.len() > 1 && teams.values().all(|(_, rows)| *rows == 1) && followed * 2 > teams.len() {
            let message = "each team is named in one row only, and rows of officers without a team follow: are their cells \
                           merged? fill the team into every row";
            if !messages.warnings.iter().filter_map(said_of).any(|said| said == (without[0].file, None)) {
                messages.warnings.add(MERGED_CELLS, without[0], message);
            }
        }
    }
}

/// Who is named in the rows of a file, or of a team in it.
#[derive(Default)]
struct OfficerRowCounts {
    /// Officers, each with the first row and the number of rows.
    officers: HashMap<Officer, (Place, u64)>,
    /// The first row of each unit's work that nobody holds.
    blanks: Vec<Place>,
    blank_rows: u64,
}

impl OfficerRowCounts {
    /// Adds rows of an officer, or of nobody.
    fn add(&mut self, officer: Option<Officer>, first: Place, rows: u64) {
        if let Some(officer) = officer {
            let (place, all) = self.officers.entry(officer).or_insert((first, 0));
            (*place, *all) = (first.min(*place), *all + rows);
        } else {
            self.blanks.push(first);
            self.blank_rows += rows;
        }
    }
}

/// Whether it looks as if the cells of officers were merged over rows without an officer. `officers` are the first row of each
/// officer and the number of rows. `blanks` are first rows without an officer, in order, and `blank_rows` is how many such rows
/// there are in all.
fn is_merged(mut officers: Vec<(Place, u64)>, blanks: &[Place], blank_rows: u64) -> bool {
    officers.sort_unstable();
    // A row without an officer must stand right below that of an officer, or such rows must fill the gaps between officers.
    // Otherwise they are work that nobody holds, and a gap between officers is a row of totals.
    let is_below =
        |(place, _): &(Place, u64)| blanks.binary_search(&Place::new(place.file, u64::from(place.line) + 1)).is_ok();
    if !officers.iter().any(is_below) && !fill_gaps(&officers, blanks, blank_rows) {
        return false;
    }
    let once = officers.iter().filter(|(_, rows)| *rows == 1).count();
    let mut followed = 0;
    for (position, (place, rows)) in officers.iter().enumerate() {
        let is_followed = match officers.get(position + 1) {
            Some((next, _)) => next.file != place.file || next.line > place.line + 1,
            None => true,
        };
        followed += u64::from(*rows == 1 && is_followed && followed < blank_rows);
    }
    // One row without an officer is work that is not allocated yet.
    once * 2 > officers.len() && blank_rows > 1 && usize::try_from(followed).is_ok_and(|followed| followed * 2 > once)
}

/// Whether rows without an officer begin above all officers, and there are enough of them to fill also the lines between officers.
fn fill_gaps(officers: &[(Place, u64)], blanks: &[Place], blank_rows: u64) -> bool {
    let ([(first, _), ..], [.., (last, _)], [blank, ..]) = (officers, officers, blanks) else { return false };
    let above = u64::from(first.line.saturating_sub(blank.line));
    let named: u64 = officers.iter().map(|(_, rows)| rows).sum();
    let between = u64::from(last.line - first.line + 1).saturating_sub(named);
    above > 0 && between > 0 && blank_rows.saturating_sub(above) >= between
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Files;

    #[test]
    fn cells_are_merged_where_most_officers_are_followed_by_nobody() {
        let file = Files::default().add("a.csv");
        for (rows, blank_rows, merged) in [
            (&[(2, 1), (6, 1)][..], 5, true),
            (&[(2, 1), (6, 1), (7, 1)], 3, true),
            (&[(2, 1), (3, 1), (4, 1), (5, 1)], 3, false),
            (&[(2, 1), (6, 4), (10, 4)], 3, false),
            (&[(2, 1), (6, 1), (10, 1)], 1, false),
            (&[(2, 1)], 4, true),
            (&[(2, 1)], 1, false),
            (&[], 4, false),
        ] {
            let officers = rows.iter().map(|(line, rows)| (Place::new(file, *line), *rows)).collect();
            assert_eq!(is_merged(officers, &[Place::new(file, 3)], blank_rows), merged, "{rows:?}");
            let above = format!("{rows:?} below work that nobody holds");
            let officers = rows.iter().map(|(line, rows)| (Place::new(file, *line + 10), *rows)).collect();
            assert!(!is_merged(officers, &[Place::new(file, 3)], blank_rows), "{above}");
        }
        let named = |rows: &[(u64, u64)]| rows.iter().map(|(line, rows)| (Place::new(file, *line), *rows)).collect();
        // Below a first row that nobody holds, or in the middle of their rows; the last has lines between that are no rows.
        for (rows, blank_rows, merged) in [
            (&[(3, 1), (7, 1), (11, 1)][..], 10, true),
            (&[(3, 2), (7, 1), (11, 1)], 9, true),
            (&[(4, 1), (8, 1), (12, 1)], 9, true),
            (&[(4, 1), (6, 1), (8, 1)], 3, false),
        ] {
            assert_eq!(is_merged(named(rows), &[Place::new(file, 2)], blank_rows), merged, "{rows:?}");
        }
        // Somebody is named again within their rows.
        assert!(is_merged(named(&[(2, 2), (10, 1), (14, 1)]), &[Place::new(file, 3)], 12));
    }
}
