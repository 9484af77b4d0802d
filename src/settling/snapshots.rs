//! Snapshots: of several in one week the latest counts.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use foldhash::{HashMap, HashSet};

use crate::fault::{Fault, Messages, Place};
use crate::inputs::{DateTally, Listed, Post, WhoId, Whos};
use crate::model::{Officer, Reductions, SetAside};
use crate::units::Week;

/// The snapshot of a week that counts, and those that do not.
pub(super) struct Snapshot {
    pub(super) tally: DateTally,
    pub(super) set_aside: Vec<SetAside>,
}

/// Looks for work of one post and date in two files. Of an officer it would be counted twice, which is a fault. Nothing
/// tells two lists of unallocated work apart, so that counts, and is said.
pub(super) fn find_twice(dates: &[DateTally], whos: &Whos, messages: &mut Messages) {
    let has_two_files =
        |tally: &&DateTally| tally.entries.iter().any(|entry| entry.place.file != tally.entries[0].place.file);
    for tally in dates.iter().filter(has_two_files) {
        let mut firsts: HashMap<Post, (Place, bool)> = HashMap::default();
        let mut rows: Vec<(Place, WhoId)> = tally.entries.iter().map(|entry| (entry.place, entry.who)).collect();
        rows.sort_unstable();
        for (place, who) in rows {
            let post = whos.get(who).post();
            let (first, is_said) = firsts.entry(post).or_insert((place, false));
            if first.file == place.file || std::mem::replace(is_said, true) {
                continue;
            }
            let first = messages.files.at(*first);
            if post.officer.is_some() {
                let message =
                    format!("this officer, team and date are already in {first}: work would be counted twice");
                let hint =
                    "give each file once; files without a `week` column are dated by --week, else by their names";
                messages.faults.add(Fault::new(place, message).hint(hint));
            } else {
                let message = format!("unallocated work of this unit and date is in {first} as well; both are counted");
                messages.notices.add(place, message);
            }
        }
    }
}

/// The latest snapshot of each week; `None` is the undated one.
pub(super) fn latest_of_weeks(
    mut dates: Vec<DateTally>,
    listed: &Listed,
    whos: &Whos,
    messages: &mut Messages,
) -> BTreeMap<Option<Week>, Snapshot> {
    let mut weeks: BTreeMap<Option<Week>, Snapshot> = BTreeMap::new();
    dates.sort_by_key(|tally| std::cmp::Reverse(tally.date));
    let has_anyone = |tally: &DateTally| {
        let is_listed = tally.is_listed_alone() && listed.get(&tally.weights).is_some_and(|listed| !listed.is_empty());
        !tally.entries.is_empty() || is_listed
    };
    for tally in dates.into_iter().filter(has_anyone) {
        match weeks.entry(tally.date.map(Week::of)) {
            Entry::Vacant(free) => drop(free.insert(Snapshot { tally, set_aside: Vec::new() })),
            Entry::Occupied(mut week) => {
                let week = week.get_mut();
                week.set_aside.extend(set_aside(&tally, &week.tally, whos, messages));
            }
        }
    }
    weeks
}

/// Says that an earlier snapshot of a week does not count.
fn set_aside(earlier: &DateTally, latest: &DateTally, whos: &Whos, messages: &mut Messages) -> Option<SetAside> {
    let first = earlier.entries.iter().map(|entry| entry.place).min()?;
    let (date, kept) = (earlier.date?, latest.date?);
    let officers = |tally: &DateTally| -> HashSet<Officer> {
        tally.entries.iter().filter_map(|entry| whos.get(entry.who).officer).collect()
    };
    let officers_lost = officers(earlier).difference(&officers(latest)).count();
    let week = Week::of(date);
    let message = format!("the week {week} has snapshots of {date} and {kept}; the latest counts, {date} does not");
    messages.notices.add(first, message);
    Some(SetAside { date, officers_lost })
}

/// Which reductions are in force goes by the date.
pub(super) fn refuse_undated_reductions(
    weeks: &BTreeMap<Option<Week>, Snapshot>,
    reductions: &Reductions,
    messages: &mut Messages,
) {
    if let Some(first) = reductions.iter().next().filter(|_| weeks.contains_key(&None)) {
        let message = "the caseload is undated, so which reductions are in force cannot be told";
        let fault = Fault::new(Place::whole(first.place.file), message);
        messages.faults.add(fault.hint("give the week with --week"));
    }
}

/// Files with a date beside files without one: which week the latter belong to, nobody can tell.
pub(super) fn refuse_half_dated(weeks: &BTreeMap<Option<Week>, Snapshot>, messages: &mut Messages) {
    let Some(undated) = weeks.get(&None).filter(|_| weeks.len() > 1) else { return };
    let mut files: Vec<_> = undated.tally.entries.iter().map(|entry| entry.place.file).collect();
    files.sort_unstable();
    files.dedup();
    for file in files {
        let hint = "give it a `week` column, a date in its name, or --week";
        let fault = Fault::new(Place::whole(file), "nothing dates this file, while others have a date");
        messages.faults.add(fault.hint(hint));
    }
}
