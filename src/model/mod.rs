//! What the calculation works with: the weights that a service has set, and caseloads.

mod called;
mod caseload;
mod few_cases;
mod figures;
mod gaps;
mod kind;
mod lines;
mod names;
mod numbers;
mod posts;
mod reductions;
mod snapshots;
mod spelling;
mod teams;
mod texts;
mod weights;

pub use called::{CalledOfficers, several_called};
pub use caseload::{Caseload, SetAside, WeekCaseload};
pub(crate) use few_cases::FewCases;
pub use figures::{HoursFrom, LeftOut, PostFigures, WeekFigures};
pub use gaps::Gaps;
pub use kind::{DUE_WITHIN_DAYS, Kind, Status, Unknown, WhyNothing};
pub use lines::{WorkLine, case_key, median_case};
#[cfg(test)]
pub(crate) use names::COMPARED;
pub use names::{Names, meant, nearest, section_of_cases};
pub use numbers::OfficerNumbers;
pub use posts::{Held, Nothing, Officer, OfficerWeek, PostWeek, Unit, Whose, contracted, grade_names, holds_untiered};
pub use reductions::{Amount, PostsByTeam, Reduction, Reductions, ReductionsByTeam, State, latest, spread};
pub use snapshots::{OfTeams, RowKind, Snapshots};
pub use spelling::matched;
pub(crate) use spelling::{
    are_alike, has_lost, in_words, is_other_form, may_lose, seen, seen_without_lost, whole_number, written_twice,
};
pub use teams::{Team, Teams};
pub use texts::{TextId, Texts};
pub use weights::{
    CaseType, Checks, DatedWeights, DeclaredStatus, Grade, Limits, ReductionReason, Task, Weights, WeightsId,
};
