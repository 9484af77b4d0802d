//! Gaps: weeks in which only the staff list has a post that has rows in another week. Its rows may be missing from the
//! export, so in such a week the post is treated as if it were not listed.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};

use crate::units::{Load, Week};

use super::{Caseload, Officer, PostFigures, PostWeek, TextId};

/// A post of an officer: one officer in one team.
type PostKey = (Officer, Option<TextId>);

/// Since when posts have rows, up to the week reported.
#[derive(Debug, Default)]
pub(crate) struct Gaps {
    first_rows: HashMap<PostKey, Week>,
    /// The weeks in which posts have rows for the first time that only the staff list had before.
    late: BTreeSet<Week>,
    reported: Option<Week>,
}

impl Gaps {
    /// `reported` is the first week to be reported. If no post is ever without rows, nothing is kept, because there are
    /// no gaps.
    pub(crate) fn find(caseload: &Caseload, reported: Option<Week>) -> Self {
        let mut gaps = Self { reported, ..Self::default() };
        if !caseload.figures().any(|post| post.is_listed_only) {
            return gaps;
        }
        let mut listed: HashSet<PostKey> = HashSet::default();
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

    /// Moves on to a later week. Returns true if earlier weeks then have new gaps and must be added up again.
    pub(crate) fn go_on_to(&mut self, reported: Week) -> bool {
        let before = self.reported.replace(reported);
        let is_new = |week: &Week| before.is_none_or(|before| *week > before);
        self.late.range(..=reported).next_back().is_some_and(is_new)
    }

    /// Whether rows of a post are missing in its week: only the staff list has it there, and it has rows in some week
    /// up to the one reported.
    pub(crate) fn is_gap(&self, post: &PostFigures) -> bool {
        post.is_listed_only && self.has_rows(post.officer, post.unit.team)
    }

    /// Whether a post has rows in a week up to the one reported.
    fn has_rows(&self, officer: Option<Officer>, team: Option<TextId>) -> bool {
        let first = officer.and_then(|officer| self.first_rows.get(&(officer, team)).copied());
        first.is_some_and(|first| Some(first) <= self.reported)
    }

    /// The load of an officer's posts in a week, without gaps; `None` where nothing is known of them, or they are left out.
    pub(crate) fn load(&self, posts: &[PostFigures]) -> Option<Load> {
        let is_gap = |post: &PostFigures| self.is_gap(post);
        let is_known = are_known(posts, |post| post.is_listed_only, is_gap) && !posts.iter().any(|post| post.is_faulty);
        is_known.then(|| load(posts, is_gap, PostFigures::load).1)
    }

    /// An officer's posts in a week in full, without gaps; none where nothing is known of them.
    pub(crate) fn known(&self, posts: &[PostWeek]) -> Vec<PostWeek> {
        let is_gap = |post: &PostWeek| post.is_listed_only && self.has_rows(post.officer, post.unit.team);
        if !are_known(posts, |post| post.is_listed_only, is_gap) {
            return Vec::new();
        }
        let (with_gaps, _) = load(posts, is_gap, PostWeek::load);
        posts.iter().filter(|post| with_gaps || !is_gap(post)).cloned().collect()
    }
}

/// Whether anything is known of an officer's posts in a week. If rows of one post are missing, another that only the
/// staff list has proves nothing.
fn are_known<P>(posts: &[P], is_listed_only: impl Fn(&P) -> bool, is_gap: impl Fn(&P) -> bool) -> bool {
    posts.iter().any(|post| !is_listed_only(post)) || !posts.iter().any(is_gap)
}

/// Adds up an officer's posts of a week without the gaps. If the other posts have no hours, adds up all posts: the
/// staff list then has all of the officer's hours where rows are missing, and the true capacity is at least the one
/// found. Also returns whether gaps are in the sum.
fn load<P>(posts: &[P], is_gap: impl Fn(&P) -> bool, of: impl Fn(&P) -> Load) -> (bool, Load) {
    let rest: Load = posts.iter().filter(|post| !is_gap(post)).map(&of).sum();
    let with_gaps = rest.has_no_hours() && posts.iter().any(is_gap);
    (with_gaps, if with_gaps { posts.iter().map(of).sum() } else { rest })
}

fn key(post: &PostFigures) -> Option<PostKey> {
    post.officer.map(|officer| (officer, post.unit.team))
}
