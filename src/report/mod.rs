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
mod value;
mod warned;
mod weights;
mod whatif;
#[cfg(feature = "workbooks")]
mod workbook;

pub use balance::BalanceSummary;
pub(crate) use balance::{NoRoomFor, StillAbove};
pub use changes::{Change, Changes};
pub use data::{Only, Sort, View};
pub use explanation::{
    CasesOfLine, Evidence, Explanation, ExplanationInput, OfficerFigure, OfficerHeading, RunBegins, Since, TimeLeft,
    WorkTotal,
};
pub(crate) use labels::Labelled;
pub use labels::{About, WeekHeading};
pub use listing::{ListHeading, ListSummary, Listing};
pub use of_week::{Heading, OneTable, Planned, Report};
pub use overview::Overview;
pub(crate) use overview::{GRID, OfficerLine, WeekPoint};
pub(crate) use staffing::FORMULAS;
pub use staffing::StaffingSummary;
pub use summary::{CountsNothing, Elsewhere, HeldWork, NamedRun, NoFigure, OfficerInTeam, Room, Summary};
pub use table::{CellKind, Programs, ReportColumn, RowCells, Table, VisibleColumn};
pub(crate) use table::{LATE, parts};
pub use trend::{Trend, TrendData};

pub use value::Value;
pub use warned::{NotWorkedOut, Warned, WarningLine};
pub use weights::{SetHeading, SetList, SetOfWeights, SetPart, WeightsCompared};
pub use whatif::{Alarming, Side, WhatIfSaid, WhatIfSummary};
pub(crate) use whatif::{ExcessiveFrom, TotalChange};
#[cfg(feature = "workbooks")]
pub use workbook::Workbook;
#[cfg(feature = "workbooks")]
pub(crate) use {
    weights::WeightsValue,
    workbook::{KindHeld, PostHeld, UnitPosts},
};
