//! How many people the work of each unit needs.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::breach::Standing;
use crate::model::{Officer, TextId};
use crate::rollup::UnitStaffing;
use crate::units::{Percent, Plan, Rounded};

use super::data::ReportData;
use super::table::{Omit, RowCells};
use super::units::{UnitColumn, UnitRow, WEEK};
use super::{About, Planned, Report, ReportColumn, Table, Value, Warned};

/// How each figure is worked out: what it is called, and the formula.
pub(crate) const FORMULAS: [(&str, &str); 6] = [
    (
        "Full-time",
        "full-time equivalent = contracted hours ÷ the contracted hours of a full-time officer (hours.full_time)",
    ),
    (
        "Needed",
        "work ÷ (available time of one full-time officer × target); at the limit, × the limit in place of the target",
    ),
    ("Short", "needed − (contracted − reduction hours) ÷ hours of full time; below 0 where there are more than needed"),
    ("Room", "hours a week: Σ over officers of target × available time − work, of those who are below the target"),
    ("Full", "nobody has room for the median case (of those that count, unallocated ones too), or nobody is there"),
    (
        "Plan",
        "growth makes all work more and no case larger; absence makes all time less, that of a full-time officer too",
    ),
];

type StaffingColumn = (ReportColumn, for<'r> fn(&StaffingRow<'_, 'r>) -> Value<'r>);

/// The columns after those that name the unit.
const FIGURES: &[StaffingColumn] = &[
    (ReportColumn::new("officers", "Officers").leaves(7), |row| row.of().officers.len().into()),
    (ReportColumn::new("contracted_hours", "Hours").leaves(2), |row| row.known(row.of().contracted.rounded())),
    (ReportColumn::new("reduction_hours", "Reduction").leaves(1), |row| row.known(row.of().reduction.rounded())),
    (ReportColumn::new("full_time_equivalent", "Full-time").leaves(9), |row| {
        row.known(row.of().contracted.full_time_equivalent(row.unit.weights.hours.full_time()))
    }),
    (ReportColumn::new("work_hours", "Work").leaves(5), |row| {
        row.of_work(row.plan.work_hours(row.unit.weights.hours, row.of().load.work))
    }),
    (ReportColumn::new("available_hours", "Available").leaves(3), |row| {
        row.known(row.plan.available_hours(row.unit.weights.hours, row.of().load.available))
    }),
    (ReportColumn::new("capacity_percent", "Capacity").leaves(4), |row| {
        Value::or_blank(row.plan.percent(row.of().load).filter(|_| !row.of().lacks_work), Value::Percent)
    }),
    (ReportColumn::new("needed_at_target", "Needed"), |row| row.needed(row.plan.target)),
    (ReportColumn::new("needed_at_limit", "Needed at\u{a0}limit").leaves(6), |row| row.needed(row.limit())),
    (ReportColumn::new("short_at_target", "Short"), |row| row.short(row.plan.target)),
    (ReportColumn::new("short_at_limit", "Short at\u{a0}limit").leaves(8), |row| row.short(row.limit())),
    (ReportColumn::new("room_hours", "Room"), |row| {
        row.known(row.plan.room_hours(row.unit.weights.hours, row.staffing.with_room))
    }),
    (ReportColumn::new("full", "Full"), |row| {
        Value::word(match row.staffing.is_full {
            _ if row.of().is_incomplete => Standing::NotWorkedOut.word(),
            true => "yes",
            false => "no",
        })
    }),
    (ReportColumn::json("not_worked_out").seen("Not worked\u{a0}out").leaves(9).omit(Omit::WhenBlank), |row| {
        row.of().left_out.len().into()
    }),
];

/// The columns that people see, in their order: all that have a heading but the week, which is above.
const SHOWN: &str = "region pdu team grade officers not_worked_out contracted_hours reduction_hours full_time_equivalent \
    work_hours available_hours capacity_percent needed_at_target needed_at_limit short_at_target short_at_limit room_hours full";

/// What the cells of one row are made from.
struct StaffingRow<'a, 'r> {
    unit: UnitRow<'r>,
    staffing: &'a UnitStaffing<'r>,
    plan: Plan,
}

impl<'r> StaffingRow<'_, 'r> {
    const fn of(&self) -> &'r crate::rollup::UnitResult {
        self.staffing.unit
    }

    fn limit(&self) -> Percent {
        self.unit.weights.limits.over
    }

    /// A figure; blank where nothing of the unit is known.
    fn known(&self, figure: Rounded) -> Value<'r> {
        self.unit.known(Value::Figure(figure))
    }

    /// A figure of the work; blank also where unallocated work is not known in full.
    fn of_work(&self, figure: Rounded) -> Value<'r> {
        if self.of().lacks_work { Value::Blank } else { self.known(figure) }
    }

    fn needed(&self, share: Percent) -> Value<'r> {
        self.of_work(self.plan.needed(self.unit.weights.hours, self.of().load.work, share))
    }

    fn short(&self, share: Percent) -> Value<'r> {
        let hours = [self.of().contracted, self.of().reduction];
        self.of_work(self.plan.short(self.unit.weights.hours, self.of().load.work, hours, share))
    }
}

/// What stands below the rows.
#[derive(Debug, Serialize)]
pub(crate) struct StaffingSummary {
    pub(crate) target_percent: Rounded,
    pub(crate) absence_percent: Rounded,
    pub(crate) growth_percent: Rounded,
    /// Contracted hours a week of a full-time officer, and what of them is available for work.
    pub(crate) full_time_hours: Rounded,
    pub(crate) full_time_available_hours: Rounded,
    /// Whose cases without a tier count nothing, so that the room of their units may be less.
    pub(crate) room_unknown: Vec<About>,
    #[serde(flatten)]
    pub(crate) doubts: Warned,
}

impl<'r> Planned<'r, StaffingSummary> {
    /// How many people the work of each unit of a report needs.
    pub(crate) fn staffing(report: Report<'r>, units: &[UnitStaffing<'r>], plan: Plan) -> Self {
        let data: ReportData<'r> = report.data;
        let named: Vec<UnitColumn> = std::iter::once(WEEK).chain(data.name_columns()).collect();
        let posts = units.iter().flat_map(|staffing| &staffing.untiered).map(|post| &data.week().posts[*post]);
        let untiered = posts.filter_map(|post| Some((post.officer?, post.name)));
        let mut units: Vec<&UnitStaffing<'r>> = units.iter().collect();
        units.sort_by_cached_key(|staffing| data.unit_order(staffing.unit));
        let cells = |staffing: &UnitStaffing<'r>| -> RowCells<'r> {
            let row = StaffingRow { unit: UnitRow::new(data, staffing.unit), staffing, plan };
            let names = named.iter().map(|(_, cell)| cell(&row.unit));
            names.chain(FIGURES.iter().map(|(_, cell)| cell(&row))).collect()
        };
        let rows: Vec<RowCells> = units.into_iter().map(cells).collect();
        let columns = named.iter().map(|(column, _)| *column).chain(FIGURES.iter().map(|(column, _)| *column));
        let table = Table::new(columns.collect::<Vec<_>>(), rows).showing(SHOWN);
        // Somebody may be in several units.
        let untiered: BTreeMap<Officer, Option<TextId>> = untiered.collect();
        let policy = data.weights().hours;
        let full_time = policy.full_time();
        let summary = StaffingSummary {
            target_percent: plan.target.rounded(),
            absence_percent: plan.absence.rounded(),
            growth_percent: plan.growth.rounded(),
            full_time_hours: full_time.rounded(),
            full_time_available_hours: plan.available_hours(policy, policy.available(full_time)),
            room_unknown: untiered.into_iter().map(|(officer, name)| data.about_officer(officer, name)).collect(),
            doubts: report.warned,
        };
        Self { heading: report.heading, table, summary }
    }
}
