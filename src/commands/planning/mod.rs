//! Planning: how many people the work needs, what would be if it, they or the values were others, and which cases could move.

pub(super) mod balance;
mod scenario;
pub(super) mod staffing;
pub(super) mod whatif;
