//! The cases of rows: their ids, and the rows of flags that say more of them.

mod bits;
pub(super) mod flags;
mod ids;

pub(crate) use bits::Bits;
pub(crate) use ids::{CaseId, CaseRows, Cases, add_up, forget_single, is_known};

/// Reserves so much at once that the system keeps a long list in pages of its own. Most systems make such a list longer
/// without a copy; a copy would leave a hole in memory as large as the list.
#[inline]
fn reserve_own<T>(rows: &mut Vec<T>) {
    const BYTES: usize = 1 << 21;
    if rows.capacity() == 0 {
        rows.reserve_exact(BYTES / size_of::<T>());
    }
}
