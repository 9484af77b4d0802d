//! What the calculation works with: the weights that a service has set, and caseloads.

mod caseload;
mod figures;
mod gaps;
mod kind;
mod lines;
mod names;
mod posts;
mod reductions;
mod texts;
mod weights;

pub use caseload::{Caseload, SetAside, WeekCaseload};
pub use figures::{PostFigures, WeekFigures};
pub use gaps::Gaps;
pub use kind::{Kind, Status, Unknown, WhyNothing};
pub use lines::{Line, What};
pub use names::{Names, nearest};
pub use posts::{Held, Nothing, Officer, OfficerWeek, PostWeek, Unit, Whose};
pub use reductions::{Amount, Reduction, Reductions, State};
pub use texts::{TextId, Texts};
pub use weights::{
    CaseType, Checks, DatedWeights, DeclaredStatus, Grade, Limits, ReductionReason, Task, Weights, WeightsId,
};
