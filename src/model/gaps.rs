//! Gaps: weeks in which only the staff list has a post that has rows in another week. Its rows may be missing from the
//! export, so in such a week the post is treated as if it were not listed.

use foldhash::HashSet;

use crate::units::{Load, Week};

use super::{Caseload, Officer, PostFigures, TextId};

/// The posts that have rows in any week up to the one reported.
#[derive(Debug, Default)]
pub struct Gaps {
    with_rows: HashSet<(Officer, Option<TextId>)>,
}

impl Gaps {
    /// Finds the posts with rows. Where no post is without rows, there are no gaps and it finds none.
    pub fn find(caseload: &Caseload, reported: Option<Week>) -> Self {
        let weeks = caseload.weeks.iter().filter(|week| Some(week.week) <= reported);
        let posts = || weeks.clone().flat_map(|week| &week.posts);
        if !posts().any(|post| post.is_listed_only) {
            return Self::default();
        }
        let with_rows = posts().filter(|post| !post.is_listed_only);
        Self { with_rows: with_rows.filter_map(|post| Some((post.officer?, post.unit.team))).collect() }
    }

    /// Whether the rows of a post are missing in its week, and it does not merely hold nothing.
    pub fn is_gap(&self, post: &PostFigures) -> bool {
        let key = post.officer.map(|officer| (officer, post.unit.team));
        post.is_listed_only && key.is_some_and(|key| self.with_rows.contains(&key))
    }

    /// The load of an officer's posts in a week, without gaps; `None` where all of them are gaps, or they are left out.
    pub fn load(&self, posts: &[PostFigures]) -> Option<Load> {
        if posts.iter().any(|post| post.is_left_out) {
            return None;
        }
        let mut known = posts.iter().filter(|post| !self.is_gap(post)).peekable();
        known.peek()?;
        Some(known.map(PostFigures::load).sum())
    }
}
