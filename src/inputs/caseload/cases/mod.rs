//! The cases of rows: their ids, and the rows of flags that say more of them.

pub(super) mod flags;
mod ids;

pub(crate) use ids::{CaseId, CaseRows, Cases, is_known, repeated};
