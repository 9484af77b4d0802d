//! Settles the teams of an officer, where rows name no team, or a staff list names other teams than the caseload.

use std::collections::BTreeMap;

use crate::fault::{Fault, Place, first_few_by, quoted};
use crate::inputs::Column;
use crate::model::Officer;

use super::posts::{Group, RowWords, Settling, hint_of_alike};
use super::snapshots::{CountedRows, counted_twice};

impl<'a> Settling<'a> {
    /// Fills a blank team from the other rows of the same officer, if they name one team. Returns the rows of a staff list that
    /// belong to no team.
    pub(super) fn fill_team(
        &mut self,
        officer: Option<Officer>,
        posts: &mut Vec<Group<'a, '_>>,
        snapshot: &CountedRows,
    ) -> Vec<RowWords<'a>> {
        let is_mixed = posts.len() > 1 && posts[0].post.unit.team.is_none();
        let Some(officer) = officer.filter(|_| is_mixed) else { return Vec::new() };
        if posts.len() > 2 && posts[0].is_listed_only && !self.says_of_post(&posts[0], &posts[1..]) {
            // A staff list that names no team may still say an officer's name and grade.
            return posts.remove(0).row_words().collect();
        }
        if posts.len() > 2 {
            const NAMED: usize = 6;
            let team = |post: &Group| quoted(self.whos.texts.shown(post.post.unit.team));
            let teams = first_few_by(&posts[1..], NAMED, " and ", team);
            let message = format!("`team` is blank, and the officer is in {teams} this week");
            let fault = Fault::new(posts[0].place, message).hint("say which team the row belongs to");
            self.tell(officer, Column::Team.name(), fault);
            return Vec::new();
        }
        let blank = posts.remove(0);
        let other = &mut posts[0];
        other.is_listed_only &= blank.is_listed_only;
        // Cases and tasks of one date may come in two files; cases of one date may not.
        let firsts: BTreeMap<_, Place> = other.sources(snapshot).collect();
        let twice = blank.sources(snapshot).find_map(|(source, place)| {
            let first = firsts.get(&source).filter(|first| first.file != place.file)?;
            Some((place.min(*first), place.max(*first)))
        });
        if let Some((first, second)) = twice {
            self.messages.faults.add(counted_twice(second, &self.messages.files.at(first)));
        }
        other.date = other.date.max(blank.date);
        other.held += &blank.held;
        other.more.extend(blank.row_words());
        Vec::new()
    }

    /// Whether rows without a team say something that belongs to one of several posts. In other weeks than the one reported,
    /// nothing does if the caseload has the hours of all posts, because a staff list does not replace them.
    fn says_of_post(&self, blank: &Group, posts: &[Group]) -> bool {
        let has_hours = |post: &Group| post.row_words().any(|(_, who)| who.contracted.is_some());
        if self.is_reported {
            has_hours(blank) || blank.row_words().any(|(_, who)| who.unit.pdu.is_some() || who.unit.region.is_some())
        } else {
            has_hours(blank) && !posts.iter().all(has_hours)
        }
    }

    /// Compares the teams of an officer with those that a staff list names. In the week reported, the caseload must not have the
    /// officer in another team. In another week the officer may have been in other teams: if the caseload has a team that the list
    /// does not have, or other hours, the posts that only the list has are removed. Returns the rows of these.
    pub(super) fn hold_teams_against_staff(
        &mut self,
        officer: Option<Officer>,
        posts: &mut Vec<Group<'a, '_>>,
    ) -> Vec<RowWords<'a>> {
        let is_known = |officer: &Officer| self.is_sound && !self.left_out.has(*officer);
        let Some(officer) = officer.filter(is_known) else { return Vec::new() };
        let staff = self.staff;
        let listed = |post: &Group| {
            let named = post.row_words().filter(|(place, who)| staff.says(place.file) && who.unit.team.is_some());
            named.map(|(place, who)| (place, who.unit.team)).min()
        };
        let Some((place, team)) = posts.iter().filter_map(listed).min() else { return Vec::new() };
        let is_other = |post: &&Group| !post.is_listed_only && listed(post).is_none();
        if !self.is_reported {
            let hours = |post: &Group, is_of_list: bool| {
                post.row_words()
                    .filter(|(place, _)| staff.says(place.file) == is_of_list)
                    .find_map(|(_, who)| who.contracted)
            };
            let has_other_hours = |post: &Group| {
                let (listed, stated) = (hours(post, true), hours(post, false));
                listed.zip(stated).is_some_and(|(listed, stated)| listed != stated)
            };
            let has_other = posts.iter().any(|post| is_other(&post) || has_other_hours(post));
            return posts
                .extract_if(.., |post| has_other && post.is_listed_only)
                .flat_map(|post| post.row_words().collect::<Vec<_>>())
                .collect();
        }
        for post in posts.iter().filter(is_other) {
            let texts = &self.whos.texts;
            let (here, there) = (texts.shown(team), texts.shown(post.post.unit.team));
            let hint = hint_of_alike(here, there);
            let (here, there) = (quoted(here), quoted(there));
            let (code, first) = (quoted(self.whos.texts.code(officer)), self.messages.files.at(post.place));
            let message = format!("`team` of {code} is {here} here and {there} in {first}");
            self.tell(officer, Column::Team.name(), Fault { hint, ..Fault::new(place, message) });
        }
        Vec::new()
    }
}
