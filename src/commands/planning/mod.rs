//! Planning: how many people the work needs, and what would be if it, they or the values were others.

pub(super) mod staffing;
pub(super) mod whatif;
