//! What the calculation is about: the weights a service has set, and the caseloads they are laid against.

mod caseload;
mod figures;
mod gaps;
mod lines;
mod names;
mod numbers;
mod reductions;
mod texts;
mod weights;

pub use caseload::{Caseload, Held, Nothing, Officer, OfficerWeek, PostWeek, SetAside, Unit, WeekCaseload};
pub use figures::{PostFigures, WeekFigures, Whose};
pub use gaps::Gaps;
pub use lines::{Line, What};
pub use names::{Names, nearest};
pub use numbers::{Numbers, hash_from, hash_of};
pub use reductions::{Amount, Reduction, Reductions, State};
pub use texts::{TextId, Texts};
pub use weights::{CaseType, Checks, DatedWeights, Grade, Limits, ReductionReason, Task, Weights, WeightsId};
