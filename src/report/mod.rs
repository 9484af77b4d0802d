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

pub(crate) use balance::{BalanceSummary, NoRoomFor, StillAbove};
pub(crate) use changes::{Change, Changes};
pub use data::{Only, Sort, View};
pub(crate) use explanation::{
    CasesOfLine, Evidence, Explanation, ExplanationInput, OfficerFigure, OfficerHeading, RunBegins, Since, TimeLeft,
    WorkTotal,
};
pub(crate) use labels::{About, Labelled, WeekHeading};
pub(crate) use listing::{ListHeading, ListSummary, Listing};
pub use of_week::Report;
pub(crate) use of_week::{Heading, OneTable, Planned};
pub(crate) use overview::{GRID, OfficerLine, Overview, WeekPoint};
pub(crate) use staffing::{FORMULAS, StaffingSummary};
pub(crate) use summary::{CountsNothing, Elsewhere, HeldWork, NamedRun, NoFigure, OfficerInTeam, Room, Summary};
pub(crate) use table::{CellKind, LATE, ReportColumn, Table, VisibleColumn, parts};
pub(crate) use trend::{Trend, TrendData};

pub(crate) use value::Value;
pub use warned::Warned;
pub(crate) use warned::{NotWorkedOut, WarningLine};
pub(crate) use weights::{SetHeading, SetList, SetOfWeights, WeightsCompared};
pub(crate) use whatif::{Alarming, ExcessiveFrom, OutsideChange, Side, TotalChange, WhatIfSummary};
#[cfg(feature = "workbooks")]
pub(crate) use workbook::Workbook;
#[cfg(feature = "workbooks")]
pub(crate) use {
    weights::WeightsValue,
    workbook::{KindHeld, PostHeld, UnitPosts},
};
