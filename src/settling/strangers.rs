//! Reductions of people who are not in the caseload, or no longer in that team.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::fault::{FileId, MOVED_REDUCTION, Messages, Place, Subject, first_few, quoted};
use crate::inputs::{Asked, Whos};
use crate::model::{Caseload, Officer, Reductions, State, TextId};

/// Warns of reductions in force that name a team in which their officer has nothing in the week reported, while they have
/// something in another: the officer has moved, or the team is misspelt, and the reduction takes nothing.
pub(super) fn warn_of_moved(caseload: &Caseload, messages: &mut Messages) {
    const NAMED: usize = 3;
    let Some(week) = &caseload.reported else { return };
    let Some(date) = week.snapshot else { return };
    let texts = &caseload.texts;
    for officer in week.officers() {
        let of_teams = caseload.reductions.of(officer.officer).filter(|reduction| reduction.team.is_some());
        let mut in_force = of_teams.filter(|reduction| reduction.state(date) == State::InForce).peekable();
        let with_rows: Vec<Option<TextId>> =
            officer.posts.iter().filter(|post| !post.is_listed_only).map(|post| post.unit.team).collect();
        if in_force.peek().is_none() || with_rows.is_empty() || with_rows.contains(&None) {
            continue;
        }
        let code = texts.get(officer.officer.0);
        let teams: Vec<String> = with_rows.iter().map(|team| quoted(texts.shown(*team))).collect();
        let teams = if teams.len() > NAMED { first_few(&teams, NAMED) } else { teams.join(" and ") };
        let with_rows: HashSet<Option<TextId>> = with_rows.into_iter().collect();
        // A staff list may have the officer in the team still: there are no rows of it.
        let listed: HashSet<Option<TextId>> = officer.posts.iter().map(|post| post.unit.team).collect();
        for reduction in in_force.filter(|reduction| !with_rows.contains(&reduction.team)) {
            let team = quoted(texts.shown(reduction.team));
            let is_listed = listed.contains(&reduction.team) || listed.contains(&None);
            let so =
                if is_listed { "only the staff list has them there" } else { "so the reduction takes no hours off" };
            let message = format!("{} has nothing in the team {team} and is in {teams}, {so}", quoted(code));
            let subjects = vec![Subject::Officer(code.to_owned())];
            messages.warnings.add_of(MOVED_REDUCTION, reduction.place, subjects, message);
        }
    }
}

/// Says which officers of a list of reductions are in no row. Their reductions take nothing: the list may be of more teams
/// than the caseload, or a code may be misspelt.
pub(super) fn say(reductions: &Reductions, asked: Asked, whos: &Whos, messages: &mut Messages) {
    const NAMED: usize = 3;
    if reductions.is_empty() || asked.lists_reductions {
        return;
    }
    let known: HashSet<Officer> = whos.iter().filter_map(|who| who.officer).collect();
    let mut seen: HashSet<(FileId, Officer)> = HashSet::default();
    let mut strangers: BTreeMap<FileId, Vec<String>> = BTreeMap::new();
    for reduction in reductions.iter().filter(|reduction| !known.contains(&reduction.officer)) {
        let file = reduction.place.file;
        if seen.insert((file, reduction.officer)) {
            strangers.entry(file).or_default().push(quoted(whos.texts.get(reduction.officer.0)));
        }
    }
    for (file, officers) in strangers {
        let message = format!("not in the caseload, so their reductions are not used: {}", first_few(&officers, NAMED));
        messages.notices.add(Place::whole(file), message);
    }
}
