//! Reductions of people who are not in the caseload, or not in that team.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::fault::{Fault, FileId, Messages, Place, quoted};
use crate::inputs::Whos;
use crate::model::{Officer, Reductions, TextId};

/// A reduction of hours in a team must be of a team that its officer is in, in some week: a slip of the pen would reduce
/// nothing.
pub(super) fn refuse_other_teams(reductions: &Reductions, whos: &Whos, messages: &mut Messages) {
    let mut teams: HashMap<Officer, HashSet<Option<TextId>>> = HashMap::new();
    for who in whos.iter().filter(|_| !reductions.is_empty()) {
        if let Some(officer) = who.officer {
            teams.entry(officer).or_default().insert(who.unit.team);
        }
    }
    let texts = &whos.texts;
    for reduction in reductions.iter().filter(|reduction| reduction.team.is_some()) {
        let Some(teams) = teams.get(&reduction.officer) else { continue };
        if teams.contains(&None) || teams.contains(&reduction.team) {
            continue;
        }
        let (officer, team) = (quoted(texts.get(reduction.officer.0)), quoted(texts.shown(reduction.team)));
        let mut known: Vec<String> = teams.iter().map(|team| quoted(texts.shown(*team))).collect();
        known.sort_unstable();
        let fault = Fault::new(reduction.place, format!("{officer} is not in the team {team}"));
        messages.faults.add(fault.hint(format!("they are in {}", known.join(" and "))));
    }
}

/// Reductions of officers whom nobody knows reduce nothing: a list may be of more teams than the caseload, or have a slip
/// of the pen.
pub(super) fn say(reductions: &Reductions, whos: &Whos, messages: &mut Messages) {
    const NAMED: usize = 3;
    if reductions.is_empty() {
        return;
    }
    let known: HashSet<Officer> = whos.iter().filter_map(|who| who.officer).collect();
    let mut seen: HashSet<(FileId, Officer)> = HashSet::default();
    let mut strangers: BTreeMap<FileId, Vec<&str>> = BTreeMap::new();
    for reduction in reductions.iter().filter(|reduction| !known.contains(&reduction.officer)) {
        let file = reduction.place.file;
        if seen.insert((file, reduction.officer)) {
            strangers.entry(file).or_default().push(whos.texts.get(reduction.officer.0));
        }
    }
    for (file, officers) in strangers {
        let named: Vec<String> = officers.iter().take(NAMED).map(|officer| quoted(officer)).collect();
        let more = officers.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!("not in the caseload, so their reductions are not used: {}{more}", named.join(", "));
        messages.notices.add(Place::whole(file), message);
    }
}
