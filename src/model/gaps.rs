//! Gaps: weeks in which only the staff list has a post that has rows in another week. Its rows may be missing from the
//! export, so in such a week the post is treated as if it were not listed.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use crate::units::{Load, Week};

use super::{Caseload, Officer, PostFigures, PostWeek, TextId};

/// A post of an officer: one officer in one team.
type Key = (Officer, Option<TextId>);

/// Since when posts have rows, up to the week reported.
#[derive(Debug, Default)]
pub struct Gaps {
    first_rows: HashMap<Key, Week>,
    /// The weeks in which posts have rows for the first time that only the staff list had before.
    late: BTreeSet<Week>,
    reported: Option<Week>,
}

impl Gaps {
    /// Finds since when posts have rows, for the first week to be reported. Where no post is without rows, there are no gaps
    /// and it finds none.
    pub fn find(caseload: &Caseload, reported: Option<Week>) -> Self {
        let mut gaps = Self { reported, ..Self::default() };
        if !caseload.weeks.iter().flat_map(|week| &week.posts).any(|post| post.is_listed_only) {
            return gaps;
        }
        let mut listed: HashSet<Key> = HashSet::default();
        for week in &caseload.weeks {
            for post in &week.posts {
                let Some(key) = key(post) else { continue };
                if post.is_listed_only {
                    listed.insert(key);
                } else if let std::collections::hash_map::Entry::Vacant(first) = gaps.first_rows.entry(key) {
                    first.insert(week.week);
                    gaps.late.extend(listed.contains(&key).then_some(week.week));
                }
            }
        }
        gaps
    }

    /// Goes on to a later week, and says whether that opens gaps in the weeks before it.
    pub fn go_on_to(&mut self, reported: Week) -> bool {
        let before = self.reported.replace(reported);
        let is_new = |week: &Week| before.is_none_or(|before| *week > before);
        self.late.range(..=reported).next_back().is_some_and(is_new)
    }

    /// Whether the rows of a post are missing in its week, and it does not merely hold nothing.
    pub fn is_gap(&self, post: &PostFigures) -> bool {
        post.is_listed_only && self.has_rows(post.officer, post.unit.team)
    }

    /// Whether a post has rows in a week up to the one reported.
    fn has_rows(&self, officer: Option<Officer>, team: Option<TextId>) -> bool {
        let first = officer.and_then(|officer| self.first_rows.get(&(officer, team)).copied());
        first.is_some_and(|first| Some(first) <= self.reported)
    }

    /// The load of an officer's posts in a week, without gaps; `None` where nothing is known of them, or they are left out.
    pub fn load(&self, posts: &[PostFigures]) -> Option<Load> {
        let is_known = are_known(posts, |post| post.is_listed_only, |post| self.is_gap(post));
        let is_faulty = posts.iter().any(|post| post.is_faulty);
        let known = posts.iter().filter(|post| !self.is_gap(post));
        (is_known && !is_faulty).then(|| known.map(PostFigures::load).sum())
    }

    /// An officer's posts in a week in full, without gaps; none where nothing is known of them.
    pub fn known(&self, posts: &[PostWeek]) -> Vec<PostWeek> {
        let is_gap = |post: &PostWeek| post.is_listed_only && self.has_rows(post.officer, post.unit.team);
        let is_known = are_known(posts, |post| post.is_listed_only, is_gap);
        posts.iter().filter(|post| is_known && !is_gap(post)).cloned().collect()
    }
}

/// Whether anything is known of an officer's posts in a week. Where rows of one are missing, another that only the staff list
/// has tells nothing by itself.
fn are_known<P>(posts: &[P], is_listed_only: impl Fn(&P) -> bool, is_gap: impl Fn(&P) -> bool) -> bool {
    posts.iter().any(|post| !is_listed_only(post)) || !posts.iter().any(is_gap)
}

fn key(post: &PostFigures) -> Option<Key> {
    post.officer.map(|officer| (officer, post.unit.team))
}
