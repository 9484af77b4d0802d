//! The order of posts.

use crate::inputs::{WhoId, Whos};

/// The place of each post in the order of all: rows of one post have the same. It is worked out once, so that putting the
/// rows of a week in order compares numbers.
pub(super) struct Ranks(Vec<u32>);

impl Ranks {
    pub(super) fn of(whos: &Whos) -> Self {
        let mut order: Vec<_> = whos.iter().map(crate::inputs::Who::post).zip(0_usize..).collect();
        // Officers have numbers in the order in which they come up, which this sort makes use of.
        order.sort();
        let (mut ranks, mut rank) = (vec![0; order.len()], 0);
        let mut last = None;
        for (post, position) in order {
            if last.is_some_and(|last| last != post) {
                rank += 1;
            }
            (ranks[position], last) = (rank, Some(post));
        }
        Self(ranks)
    }

    pub(super) fn get(&self, who: WhoId) -> u32 {
        self.0[who.index()]
    }
}
