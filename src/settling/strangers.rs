//! Reductions of people who are not in the caseload, or no longer in that team.

use std::collections::BTreeMap;

use foldhash::HashSet;

use crate::fault::{FileId, MOVED_REDUCTION, Messages, Place, Subject, first_few, quoted};
use crate::inputs::{Asked, Whos};
use crate::model::{Caseload, Officer, PostWeek, Reduction, Reductions, State};

/// Warns of reductions in force that name a team in which their officer has nothing in the week reported, while they have
/// something in another: the officer has moved, or the team is misspelt, and the reduction takes nothing.
pub(super) fn warn_of_moved(caseload: &Caseload, messages: &mut Messages) {
    let Some(week) = &caseload.reported else { return };
    let Some(date) = week.snapshot else { return };
    let texts = &caseload.texts;
    for officer in week.officers() {
        let is_moved = |reduction: &&Reduction| {
            // A staff list may have the officer in the team still: there are no rows of it.
            let is_elsewhere = |post: &&PostWeek| post.unit.team.is_some() && !reduction.is_of_team(post.unit.team);
            let mut with_rows = officer.posts.iter().filter(|post| !post.is_listed_only).peekable();
            let holds_something = with_rows.peek().is_some();
            reduction.state(date) == State::InForce && holds_something && with_rows.all(|post| is_elsewhere(&post))
        };
        let of_teams = caseload.reductions.of(officer.officer).filter(|reduction| reduction.team.is_some());
        for reduction in of_teams.filter(is_moved) {
            let (code, team) = (quoted(texts.get(officer.officer.0)), quoted(texts.shown(reduction.team)));
            let with_rows = officer.posts.iter().filter(|post| !post.is_listed_only);
            let teams: Vec<String> = with_rows.map(|post| quoted(texts.shown(post.unit.team))).collect();
            let is_listed = officer.posts.iter().any(|post| reduction.is_of_team(post.unit.team));
            let so =
                if is_listed { "only the staff list has them there" } else { "so the reduction takes no hours off" };
            let message = format!("{code} has nothing in the team {team} and is in {}, {so}", teams.join(" and "));
            let subjects = vec![Subject::Officer(texts.get(officer.officer.0).to_owned())];
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
