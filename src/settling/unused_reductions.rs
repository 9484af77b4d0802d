//! Finds reductions that take nothing: of people who are not in the caseload, or no longer in that team.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashSet;
use jiff::ToSpan;

use crate::fault::{
    FEW_NAMED, FILE_DATE, FileId, LOOK_ALIKE, MOVED_REDUCTION, Messages, Place, first_few, first_few_quoted, plural,
    quoted,
};
use crate::inputs::{RequestedWeeks, Whos};
use crate::model::{FAR_DAYS, Officer, PostWeek, Reduction, Reductions, TextId, Texts, latest};
use crate::units::Week;

/// Reductions in force for a team in which the officer has no rows, while the officer has rows in another team. The officer has
/// moved, or the team is misspelt, and the reduction takes nothing. Each reduction has one warning: for the week reported, or else
/// for the first such week that the rule looks at, with the number of other such weeks.
#[derive(Default)]
pub(super) struct MisplacedReductions {
    moved: BTreeMap<Place, (Officer, String, usize)>,
    /// Officers, by file, whose reductions in force take nothing in the week reported, because their hours are not
    /// known.
    without_hours: BTreeMap<FileId, BTreeSet<Officer>>,
}

impl MisplacedReductions {
    /// Notes such reductions in a week, from its settled posts. `earlier` is `None` for the week reported.
    pub(super) fn note(&mut self, earlier: Option<Week>, posts: &[PostWeek], reductions: &Reductions, texts: &Texts) {
        let officers = posts.chunk_by(|one, other| one.officer == other.officer);
        for (officer, posts) in officers.filter_map(|posts| Some((posts[0].officer?, posts))) {
            let date = latest(posts);
            // The hours of an officer who is left out are blanked, and may be known.
            let is_faulty = posts.iter().any(|post| post.faulty.is_some());
            if earlier.is_none() && !is_faulty && posts.iter().any(|post| post.contracted.is_none()) {
                let of_officer = reductions.of(officer).filter(|reduction| reduction.is_in_force(date));
                for place in without_hours(of_officer, posts) {
                    self.without_hours.entry(place.file).or_default().insert(officer);
                }
            }
            let of_teams = reductions.of(officer).filter(|reduction| reduction.team.is_some());
            let mut in_force = of_teams.filter(|reduction| reduction.is_in_force(date)).peekable();
            let with_rows: Vec<Option<TextId>> =
                posts.iter().filter(|post| !post.is_listed_only).map(|post| post.unit.team).collect();
            if in_force.peek().is_none() || with_rows.is_empty() || with_rows.contains(&None) {
                continue;
            }
            let code = quoted(texts.code(officer));
            let teams: Vec<String> = with_rows.iter().map(|team| quoted(texts.shown(*team))).collect();
            let teams = if teams.len() > FEW_NAMED { first_few(&teams, FEW_NAMED) } else { teams.join(" and ") };
            let with_rows: HashSet<Option<TextId>> = with_rows.into_iter().collect();
            // A staff list may still have the officer in the team, without rows.
            let listed: HashSet<Option<TextId>> = posts.iter().map(|post| post.unit.team).collect();
            for reduction in in_force.filter(|reduction| !with_rows.contains(&reduction.team)) {
                let team = quoted(texts.shown(reduction.team));
                let is_listed = listed.contains(&reduction.team) || listed.contains(&None);
                let so = match (is_listed, earlier) {
                    (true, _) => "only the staff list has them there",
                    (false, None) => "so the reduction takes no hours off",
                    (false, Some(_)) => "so the reduction takes no hours off in that week",
                };
                let in_week = earlier.map(|week| format!(" in the week {week}")).unwrap_or_default();
                let message = format!("{code} has nothing in the team {team}{in_week} and is in {teams}, {so}");
                if earlier.is_none() {
                    self.moved.insert(reduction.place, (officer, message, 0));
                } else {
                    let known = self.moved.entry(reduction.place).and_modify(|(.., more)| *more += 1);
                    known.or_insert((officer, message, 0));
                }
            }
        }
    }

    pub(super) fn warn(self, texts: &Texts, messages: &mut Messages) {
        for (place, (officer, message, more)) in self.moved {
            let weeks = plural(more, "week", "weeks");
            let message = if more > 0 { format!("{message}; the same in {weeks} after it") } else { message };
            messages.warnings.add_of(MOVED_REDUCTION, place, [officer.subject(texts)], message);
        }
        for (file, officers) in self.without_hours {
            let codes: BTreeSet<&str> = officers.into_iter().map(|officer| texts.code(officer)).collect();
            let codes = first_few_quoted(codes, FEW_NAMED);
            let message = format!("reductions take nothing off where the contracted hours are not known: {codes}");
            messages.notices.add(Place::whole(file), message);
        }
    }
}

/// Finds an officer's reductions in force that take nothing, because the hours of all their posts are unknown. Returns their
/// places.
fn without_hours<'r>(in_force: impl Iterator<Item = &'r Reduction>, posts: &[PostWeek]) -> impl Iterator<Item = Place> {
    let [with, without]: [HashSet<Option<TextId>>; 2] = [true, false].map(|is_known| {
        let posts = posts.iter().filter(|post| post.contracted.is_some() == is_known);
        posts.map(|post| post.unit.team).collect()
    });
    let takes_nothing = move |reduction: &&Reduction| match reduction.team {
        None => with.is_empty(),
        team => without.contains(&team) && !with.contains(&team),
    };
    in_force.filter(takes_nothing).map(|reduction| reduction.place)
}

/// Says which lists of reductions have none that is in force in the week reported, and which officers of a list are in no row. The
/// reductions of these officers take nothing: the list may be of more teams than the caseload, or a code may be misspelt.
/// Reductions that end before the week reported, or start after it, are ignored.
pub(super) fn say(
    reductions: &Reductions,
    asked: RequestedWeeks,
    reported: Option<Week>,
    whos: &Whos,
    messages: &mut Messages,
) {
    const SEVERAL: usize = 3;
    if reductions.is_empty() || asked.lists_reductions {
        return;
    }
    let known: HashSet<Officer> = whos.iter().filter_map(|who| who.officer).collect();
    let teams: HashSet<TextId> = whos.iter().filter_map(|who| who.unit.team).collect();
    let mut seen: HashSet<(FileId, Officer)> = HashSet::default();
    let mut strangers: BTreeMap<FileId, Vec<&str>> = BTreeMap::new();
    // Those of a team that the caseload does not have may well be somebody else's.
    let mut of_other_teams: BTreeMap<FileId, usize> = BTreeMap::new();
    let is_of_week = |reduction: &Reduction| reported.is_none_or(|week| reduction.is_in_force_in(week));
    for reduction in reductions.iter().filter(|reduction| is_of_week(reduction) && !known.contains(&reduction.officer))
    {
        let file = reduction.place.file;
        if seen.insert((file, reduction.officer)) {
            strangers.entry(file).or_default().push(whos.texts.code(reduction.officer));
            let is_elsewhere = reduction.team.is_some_and(|team| !teams.contains(&team));
            *of_other_teams.entry(file).or_default() += usize::from(is_elsewhere);
        }
    }
    if let Some(week) = reported {
        warn_of_far(reductions, week, &whos.texts, messages);
        let in_force: HashSet<FileId> =
            reductions.iter().filter(|reduction| is_of_week(reduction)).map(|reduction| reduction.place.file).collect();
        let files: BTreeSet<FileId> = reductions.iter().map(|reduction| reduction.place.file).collect();
        for file in files.into_iter().filter(|file| !in_force.contains(file)) {
            let message = format!("no reduction of this list is in force in the week {week}");
            messages.notices.add(Place::whole(file), message);
        }
    }
    let of_known = reductions.iter().filter(|reduction| known.contains(&reduction.officer));
    let of_known: HashSet<FileId> = of_known.map(|reduction| reduction.place.file).collect();
    for (file, officers) in strangers {
        let place = Place::whole(file);
        // A few officers may have left.
        if officers.len() - of_other_teams[&file] >= SEVERAL && !of_known.contains(&file) {
            let message = format!(
                "none of its officers is in the caseload, so no hours are taken off: {}; are they named by other codes there?",
                first_few_quoted(officers, FEW_NAMED)
            );
            messages.warnings.add(LOOK_ALIKE, place, message);
            continue;
        }
        let message =
            format!("not in the caseload, so their reductions are not used: {}", first_few_quoted(officers, FEW_NAMED));
        messages.notices.add(place, message);
    }
}

/// Warns of reductions that begin so long after a week that their year is most likely mistyped.
fn warn_of_far(reductions: &Reductions, week: Week, texts: &Texts, messages: &mut Messages) {
    let far = week.monday().saturating_add(FAR_DAYS.days());
    for reduction in reductions.iter().filter(|reduction| reduction.from > far) {
        let message = format!(
            "the reduction of {} begins on {}, more than {FAR_DAYS} days after the week {week}; is the year mistyped?",
            quoted(texts.code(reduction.officer)),
            reduction.from
        );
        messages.warnings.add_of(FILE_DATE, reduction.place, [reduction.officer.subject(texts)], message);
    }
}
