//! What would be if: changes of the work and the people of the week reported, made in their order on what was settled. What a
//! case or a task takes is asked of the weights, as everywhere, so that what comes out is what a caseload changed in this way
//! would give.

mod holder;
mod holders;
mod hours;
mod making;
mod posts;
mod trial;
mod wanted;

pub(crate) use making::{Changed, make_changes};
