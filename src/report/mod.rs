//! The report: everything that is shown, finished before a character is written. Every format is a view of it.

mod balance;
mod changes;
mod data;
mod explanation;
mod labels;
mod listing;
mod of_week;
mod officers;
mod overview;
mod staffing;
mod summary;
mod table;
mod trend;
mod units;
mod warned;
mod weights;
mod whatif;
mod who;
#[cfg(feature = "workbooks")]
mod workbook;

pub use balance::{BalanceReport, BalanceSummary, Summed};
pub(crate) use balance::{Between, NoRoomFor, StillOver};
pub use changes::{Change, Changes};
pub use data::{Only, Sort, View};
pub use explanation::{
    Balance, CasesOfLine, Evidence, Explanation, ExplanationInput, OfficerFigure, OfficerHeading, Since, WorkTotal,
};
pub use labels::WeekHeading;
pub use listing::{ListHeading, ListSummary, Listing};
pub use of_week::{Heading, Report};
pub(crate) use overview::{GRID, OfficerLine, WeekPoint};
pub use overview::{Overview, OverviewInput};
pub(crate) use staffing::FORMULAS;
pub use staffing::{Staffing, StaffingSummary};
pub use summary::{CountsNothing, Elsewhere, HeldWork, LeftOut, NamedRun, NoFigure, OfficerInTeam, Room, Summary};
pub use table::{CellKind, Programs, ReportColumn, RowCells, RowSource, Table, Told, Value};
pub(crate) use table::{LATE, parts};
pub use trend::Trend;

pub use warned::{Doubts, NotWorkedOut, Warned, WarningLine};
pub use weights::{SetHeading, SetList, SetOfWeights, SetPart, WeightsCompared};
pub use whatif::{Alarming, Side, WhatIf, WhatIfSaid, WhatIfSummary};
pub(crate) use whatif::{ExcessiveFrom, Total as WhatIfTotal};
pub use who::About;
#[cfg(feature = "workbooks")]
pub use workbook::Workbook;
#[cfg(feature = "workbooks")]
pub(crate) use {
    weights::WeightsValue,
    workbook::{KindHeld, PostHeld, UnitPosts},
};
