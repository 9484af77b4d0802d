//! Settling the tally into a caseload: the latest snapshot of each week, with its posts settled, one week in full and of
//! the others the figures.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as MapEntry;
use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::fault::{Fault, FileId, Place, quoted};
use crate::model::{
    Caseload, DatedWeights, Numbers, Officer, Reductions, SetAside, TextId, Texts, WeekCaseload, WeekFigures, hash_from,
};
use crate::units::Week;

use super::caseload::Asked;
use super::heads::Heads;
use super::posts::Settling;
use super::staff::Staff;
use super::tally::{DateTally, Said, Tally};

/// Settles a tally. Faults and notices say what could not be settled, and what was left out.
///
/// The week of the date asked for is settled in full, or else the latest; of the others the figures are kept.
pub(super) fn settle(
    tally: Tally,
    texts: Texts,
    weights: &DatedWeights,
    asked: Asked,
    staff: &Staff,
    reductions: Reductions,
    said: &mut Said,
) -> Caseload {
    let (dates, heads) = tally.into_parts();
    let is_sound = said.faults.is_empty();
    let mut weeks: BTreeMap<Option<Week>, (DateTally, Vec<SetAside>)> = BTreeMap::new();
    let mut dates = dates;
    dates.sort_by_key(|tally| std::cmp::Reverse(tally.date));
    for tally in dates.into_iter().filter(|tally| !tally.entries.is_empty()) {
        match weeks.entry(tally.date.map(Week::of)) {
            MapEntry::Vacant(free) => drop(free.insert((tally, Vec::new()))),
            MapEntry::Occupied(mut week) => {
                let (latest, aside) = week.get_mut();
                aside.extend(set_aside(&tally, latest, &heads, staff, said));
            }
        }
    }
    say_near_spellings(&heads, &texts, weeks.values().next_back().map(|(tally, _)| tally), said);
    refuse_half_dated(&weeks, staff, said);
    refuse_undated_reductions(&weeks, &reductions, said);
    if !asked.lists_reductions {
        say_strangers(&reductions, &heads, &texts, said);
    }
    if is_sound {
        refuse_other_teams(&reductions, &heads, &texts, said);
    }
    let reported = asked.week.map_or_else(|| weeks.keys().next_back().copied(), |date| Some(Some(Week::of(date))));
    let mut caseload = Caseload {
        texts,
        weeks: Vec::with_capacity(weeks.len()),
        reported: None,
        compared: None,
        snapshots: Vec::new(),
        reductions,
    };
    let mut told = FxHashSet::default();
    for (week, (tally, set_aside)) in weeks {
        let (snapshot, weights_id) = (tally.date, tally.weights);
        caseload.snapshots.push(snapshot);
        let of_week = weights.get(weights_id);
        let settling = Settling {
            heads: &heads,
            texts: &caseload.texts,
            weights: of_week,
            snapshot,
            staff,
            reductions: &caseload.reductions,
            is_sound,
            told: &mut told,
            said: &mut *said,
        };
        let place = tally.entries[0].place;
        let posts = settling.posts(&tally);
        drop(tally);
        if let Some(week) = week {
            let texts = &mut caseload.texts;
            let version = texts.keep(&of_week.version);
            // Grades by name, each looked up once.
            let grades: Vec<TextId> = of_week.grades.iter().map(|(name, _)| texts.keep(name)).collect();
            let posts = posts.iter().map(|post| post.figures(&grades)).collect();
            caseload.weeks.push(WeekFigures { week, limit: of_week.limits.over, weights: version, place, posts });
        }
        let is_compared = week.is_some() && week == asked.since;
        let in_full = || WeekCaseload { week, snapshot, set_aside, weights: weights_id, posts };
        if Some(week) == reported {
            caseload.reported = Some(in_full());
        } else if is_compared {
            caseload.compared = Some(in_full());
        }
    }
    caseload
}

/// Which reductions are in force goes by the date.
fn refuse_undated_reductions(
    weeks: &BTreeMap<Option<Week>, (DateTally, Vec<SetAside>)>,
    reductions: &Reductions,
    said: &mut Said,
) {
    if let Some(first) = reductions.iter().next().filter(|_| weeks.contains_key(&None)) {
        let message = "the caseload is undated, so which reductions are in force cannot be told";
        said.faults.add(Fault::new(Place::whole(first.place.file), message).hint("give the week with --week"));
    }
}

/// A reduction of hours in a team must be of a team that its officer is in, in some week: a slip of the pen would reduce
/// nothing.
fn refuse_other_teams(reductions: &Reductions, heads: &Heads, texts: &Texts, said: &mut Said) {
    let mut teams: FxHashMap<Officer, Vec<Option<TextId>>> = FxHashMap::default();
    for (officer, team) in heads.teams().filter(|_| !reductions.is_empty()) {
        teams.entry(officer).or_default().push(team);
    }
    for reduction in reductions.iter().filter(|reduction| reduction.team.is_some()) {
        let Some(teams) = teams.get(&reduction.officer) else { continue };
        if teams.contains(&None) || teams.contains(&reduction.team) {
            continue;
        }
        let (officer, team) = (quoted(texts.get(reduction.officer.0)), quoted(texts.shown(reduction.team)));
        let mut known: Vec<String> = teams.iter().map(|team| quoted(texts.shown(*team))).collect();
        known.sort_unstable();
        let fault = Fault::new(reduction.place, format!("{officer} is not in the team {team}"));
        said.faults.add(fault.hint(format!("they are in {}", known.join(" and "))));
    }
}

/// Reductions of officers whom nobody knows reduce nothing: a list may be of more teams than the caseload, or have a slip
/// of the pen.
fn say_strangers(reductions: &Reductions, heads: &Heads, texts: &Texts, said: &mut Said) {
    const NAMED: usize = 3;
    if reductions.is_empty() {
        return;
    }
    let known: FxHashSet<Officer> = heads.officers().collect();
    let mut strangers: BTreeMap<FileId, Vec<&str>> = BTreeMap::new();
    for reduction in reductions.iter().filter(|reduction| !known.contains(&reduction.officer)) {
        let of_file = strangers.entry(reduction.place.file).or_default();
        let officer = texts.get(reduction.officer.0);
        if !of_file.contains(&officer) {
            of_file.push(officer);
        }
    }
    for (file, officers) in strangers {
        let named: Vec<String> = officers.iter().take(NAMED).map(|officer| quoted(officer)).collect();
        let more = officers.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!("not in the caseload, so their reductions are not used: {}{more}", named.join(", "));
        said.notices.add(Place::whole(file), message);
    }
}

/// Several snapshots in one week: the latest counts.
fn set_aside(
    earlier: &DateTally,
    latest: &DateTally,
    heads: &Heads,
    staff: &Staff,
    said: &mut Said,
) -> Option<SetAside> {
    let (first, date, kept) = (earlier.entries.first()?, earlier.date?, latest.date?);
    let officers = |tally: &DateTally| -> FxHashSet<Officer> {
        let with_rows = tally.entries.iter().filter(|entry| !staff.says(entry.place.file));
        with_rows.filter_map(|entry| heads.officer_of(entry.head)).collect()
    };
    let officers_lost = officers(earlier).difference(&officers(latest)).count();
    let week = Week::of(date);
    let message = format!("the week {week} has snapshots of {date} and {kept}; the latest counts, {date} does not");
    said.notices.add(first.place, message);
    Some(SetAside { date, officers_lost })
}

/// Codes and teams that differ in nothing but capitals and spaces are taken for different ones, and said: an officer
/// under two spellings has hours twice.
fn say_near_spellings(heads: &Heads, texts: &Texts, latest: Option<&DateTally>, said: &mut Said) {
    let Some(tally) = latest else { return };
    let (mut officers, mut teams) = (Spellings::default(), Spellings::default());
    for entry in &tally.entries {
        let post = heads.get_post(heads.post_of(entry.head));
        let officer = post.officer.map(|officer| ("officers", officer.0, &mut officers));
        let team = post.unit.team.map(|team| ("teams", team, &mut teams));
        for (kind, text, spellings) in officer.into_iter().chain(team) {
            if let Some(first) = spellings.earlier(text, texts) {
                let (one, other) = (quoted(texts.get(first)), quoted(texts.get(text)));
                said.notices.add(entry.place, format!("{one} and {other} are taken for two {kind}"));
            }
        }
    }
}

/// Texts by what is left of them without capitals and spaces.
#[derive(Default)]
struct Spellings {
    by_letters: Numbers,
    /// By their positions, whether they have come up.
    seen: Vec<bool>,
}

impl Spellings {
    /// An earlier text that is spelt as one that comes up for the first time.
    fn earlier(&mut self, text: TextId, texts: &Texts) -> Option<TextId> {
        self.seen.resize(texts.count(), false);
        if std::mem::replace(&mut self.seen[text.index()], true) {
            return None;
        }
        let hash = hash_of_letters(texts.get(text));
        let id = |number| TextId::of_number(number).expect("the number of a text");
        let first = self.by_letters.find(hash, |known| letters(texts.get(id(known))).eq(letters(texts.get(text))));
        if first.is_none() {
            self.by_letters.add(hash, text.number());
        }
        first.map(id)
    }
}

/// What is left of a text without capitals and spaces.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase)
}

/// Texts with the same letters have the same hash.
fn hash_of_letters(text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    let mut add = |letter: char| hasher.write_u32(letter.into());
    if text.is_ascii() {
        // The same in a few steps: nearly every text is so.
        let characters = text.bytes().map(char::from).filter(|character| !character.is_whitespace());
        characters.for_each(|character| add(character.to_ascii_lowercase()));
    } else {
        letters(text).for_each(add);
    }
    hash_from(&hasher)
}

/// Files with a date beside files without one: which week the latter belong to, nobody can tell.
fn refuse_half_dated(weeks: &BTreeMap<Option<Week>, (DateTally, Vec<SetAside>)>, staff: &Staff, said: &mut Said) {
    let Some((undated, _)) = weeks.get(&None).filter(|_| weeks.len() > 1) else { return };
    let mut files: Vec<_> = undated.entries.iter().map(|entry| entry.place.file).collect();
    files.sort_unstable();
    files.dedup();
    for file in files.into_iter().filter(|file| !staff.says(*file)) {
        let hint = "give it a `week` column, a date in its name, or --week";
        said.faults.add(Fault::new(Place::whole(file), "nothing dates this file, while others have a date").hint(hint));
    }
}
