//! The cases of rows: their ids, and the rows of flags that say more of them.

mod bits;
pub(super) mod flags;
mod ids;

pub(crate) use bits::Bits;
pub(crate) use ids::{CaseId, CaseRows, Cases, is_known, repeated};
