//! What the calculation works with: the weights that a service has set, and caseloads.

mod called;
mod caseload;
mod figures;
mod gaps;
mod kind;
mod lines;
mod lost_within_week;
mod names;
mod numbers;
mod posts;
mod reductions;
mod snapshots;
mod spelling;
mod teams;
mod texts;
mod weights;

pub(crate) use called::{CalledOfficers, code_and_name, last_seen, several_called};
pub use caseload::Caseload;
pub(crate) use caseload::{SetAside, WeekCaseload};
pub(crate) use figures::{HoursFrom, LeftOut, PostFigures, WeekFigures};
pub(crate) use gaps::Gaps;
pub(crate) use kind::{DUE_WITHIN_DAYS, FAR_DAYS, Kind, Unknown, WhyNothing};
pub(crate) use lines::{WorkLine, case_key, median_case};
pub(crate) use lost_within_week::LostWithinWeek;
#[cfg(test)]
pub(crate) use names::COMPARED;
pub(crate) use names::{Names, meant, nearest, section_of_cases};
pub(crate) use numbers::OfficerNumbers;
pub(crate) use posts::{
    Held, NOBODY, Nothing, OfficerWeek, PostWeek, UNALLOCATED, Unit, Whose, contracted, grade_names, holds_untiered,
};
pub(crate) use reductions::{Amount, PostsByTeam, Reduction, Reductions, ReductionsByTeam, State, latest, spread};
pub(crate) use snapshots::{OfTeams, RowKind, Snapshots};
pub(crate) use spelling::{
    are_alike, has_lost, in_words, is_other_form, matched, may_lose, seen, seen_without_lost, whole_number,
    written_twice,
};
pub(crate) use teams::{Team, Teams};
pub(crate) use texts::{Officer, TextId, Texts};
pub use weights::DatedWeights;
pub(crate) use weights::{CaseType, Checks, DeclaredStatus, Grade, Limits, ReductionReason, Task, Weights, WeightsId};
