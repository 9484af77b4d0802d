//! The order of posts.

use crate::inputs::{RowPost, Who, Whos};

/// The place of each post in the order of all: rows of one post have the same. It is worked out once, so that putting the
/// rows of a week in order compares numbers. The order is that of the texts: unallocated work first, then officers, each with
/// a blank team first. So nothing rests on the order of the rows.
pub(super) fn ranks(whos: &Whos) -> Vec<u32> {
    let mut order: Vec<(RowPost, usize)> = whos.iter().map(Who::post).zip(0..).collect();
    order.sort_by(|(one, _), (other, _)| {
        let officer = |post: &RowPost| post.officer.map(|officer| whos.texts.code(officer));
        let unit = |post: &RowPost| post.unit.shown(&whos.texts);
        officer(one).cmp(&officer(other)).then_with(|| unit(one).cmp(&unit(other)))
    });
    let (mut ranks, mut rank) = (vec![0; order.len()], 0);
    for (at, (post, position)) in order.iter().enumerate() {
        if at > 0 && order[at - 1].0 != *post {
            rank += 1;
        }
        ranks[*position] = rank;
    }
    ranks
}
