//! Lists beside the caseload: staff, and reductions of hours.

mod reductions;
mod staff;

pub(crate) use reductions::read_reductions;
pub(crate) use staff::Staff;
