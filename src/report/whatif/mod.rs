//! What would be if: everyone who changes, before and after.

mod outside;
mod side;

use serde::Serialize;

use crate::breach::Standing;
use crate::rollup::By;
use crate::units::{Load, Rounded, Week};

use super::labels::{LabelNames, SharedNames};
use super::table::{Omit, RowCells};
use super::value::arrow;
use super::{About, Planned, ReportColumn, Table, Value, Warned};
use outside::outside_changes;
use side::{BothSides, SideFigures, rows};

pub(crate) use outside::OutsideChange;
pub(crate) use side::{Alarming, Side};

/// The columns that name an officer, and of them those that name a unit.
const NAMES: [ReportColumn; 6] = [
    ReportColumn::new("region", "Region").leaves(1).omit(Omit::WhenSame),
    ReportColumn::new("pdu", "PDU").leaves(2).omit(Omit::WhenSame),
    ReportColumn::new("team", "Team").leaves(4).omit(Omit::WhenSame),
    ReportColumn::new("officer", "Officer").omit(Omit::WhenBlank),
    ReportColumn::new("name", "Name").omit(Omit::WhenBlank),
    ReportColumn::new("grade", "Grade").leaves(3).omit(Omit::WhenSameOrBlank),
];

/// A pair of columns for programs and one for people, with how the cells are made.
type Pair = ([&'static str; 2], ReportColumn, fn(&SideFigures) -> Value<'static>);

const PAIRS: &[Pair] = &[
    (["cases_before", "cases_after"], ReportColumn::for_people("cases", "Cases").leaves(5), |figure| {
        figure.known(figure.cases.as_whole().map_or(Value::Figure(figure.cases.rounded()), Value::Count))
    }),
    (["available_before", "available_after"], ReportColumn::for_people("available", "Time").leaves(6), |figure| {
        figure.known(Value::Figure(figure.available_hours))
    }),
    (["work_before", "work_after"], ReportColumn::for_people("work", "Work").leaves(7), |figure| {
        figure.known(Value::Figure(figure.work_hours))
    }),
    (["capacity_before", "capacity_after"], ReportColumn::for_people("capacity", "Capacity"), |figure| {
        Value::capacity(figure.load)
    }),
    (["standing_before", "standing_after"], ReportColumn::for_people("standing", "Standing"), |figure| {
        Value::word(figure.standing.word())
    }),
];

impl SideFigures {
    /// A figure; blank where somebody is not worked out.
    fn known(&self, value: Value<'static>) -> Value<'static> {
        if self.standing == Standing::NotWorkedOut && self.load == Load::default() { Value::Blank } else { value }
    }
}

/// What stands below the rows of a what-if. What only the command knows, as the changes, it fills in itself.
#[derive(Debug, Serialize)]
pub(crate) struct WhatIfSummary {
    /// The teams that change, in a report by officer.
    #[serde(skip)]
    pub(crate) teams: Option<Table<'static>>,
    pub(crate) changes: Vec<String>,
    pub(crate) total: TotalChange,
    pub(crate) excessive_from: Vec<ExcessiveFrom>,
    /// Who is excessive or possible on the side after, or was over and has no figure, also of those who do not change.
    pub(crate) after: Alarming,
    /// Officers who are not chosen and stand otherwise after the changes.
    pub(crate) outside_choice: Vec<OutsideChange>,
    pub(crate) limit_percent_after: Rounded,
    pub(crate) limit_weeks_after: u32,
    /// Weeks that keep the figures with which they were recorded.
    pub(crate) recorded_weeks: Vec<Week>,
    /// Whether counts are scaled, so that they need not be whole.
    pub(crate) counts_are_scaled: bool,
    /// Whether hours or reductions change, which they do in the week reported alone.
    #[serde(skip)]
    pub(crate) hours_change: bool,
    #[serde(flatten)]
    pub(crate) doubts: Warned,
}

/// Everything chosen, before and after.
#[derive(Debug, Serialize)]
pub(crate) struct TotalChange {
    pub(crate) officers_before: usize,
    pub(crate) officers_after: usize,
    pub(crate) over_before: usize,
    pub(crate) over_after: usize,
    /// Officers who have faulty rows, and so no figure on either side.
    pub(crate) not_worked_out: usize,
    pub(crate) cases_before: Rounded,
    pub(crate) cases_after: Rounded,
    pub(crate) available_before: Rounded,
    pub(crate) available_after: Rounded,
    pub(crate) work_before: Rounded,
    pub(crate) work_after: Rounded,
    pub(crate) capacity_before: Option<Rounded>,
    pub(crate) capacity_after: Option<Rounded>,
    pub(crate) unallocated_cases_before: Rounded,
    pub(crate) unallocated_cases_after: Rounded,
    pub(crate) unallocated_work_before: Rounded,
    pub(crate) unallocated_work_after: Rounded,
}

/// Somebody who would be over, with the week in which they would be excessive if it stayed.
#[derive(Debug, Serialize)]
pub(crate) struct ExcessiveFrom {
    #[serde(flatten)]
    pub(crate) about: About,
    pub(crate) weeks_over: u32,
    pub(crate) week: Week,
}

impl Planned<'static, WhatIfSummary> {
    /// Puts both sides beside each other: who changes, or everyone. `of_all` are both sides without the choice, where there is one.
    pub(crate) fn what_if(before: Side, after: Side, of_all: Option<[Side; 2]>, by: By, shows_all: bool) -> Self {
        let chosen = [&before, &after].map(|side| &side.officers[..]);
        let outside_choice = of_all.map(|of_all| outside_changes(of_all, chosen)).unwrap_or_default();
        let total = total(&before, &after);
        let week = before.heading.of_week.week;
        let changes = |row: &BothSides| shows_all || row.before != row.after;
        let rows = |before, after| -> Vec<BothSides> { rows(before, after).into_iter().filter(changes).collect() };
        // How long they have been over has no column, and changes where a limit does.
        let is_shown = |row: &BothSides| {
            shows_all || row.before.as_ref().map(SideFigures::shown) != row.after.as_ref().map(SideFigures::shown)
        };
        let shared = SharedNames::of(before.units.iter().chain(&after.units).map(|unit| &unit.names));
        let mut units = rows(before.units, after.units);
        let excessive_from = |row: &BothSides| excessive_from(row, &shared);
        let mut excessive: Vec<ExcessiveFrom> = units.iter().filter_map(excessive_from).collect();
        let (rows, teams) = if by == By::Officer {
            let has_names = units.iter().any(|row| row.names.texts().iter().any(|name| !name.is_empty()));
            let mut officers = rows(before.officers, after.officers);
            excessive.retain(|_| has_names);
            excessive.splice(..0, officers.iter().filter_map(excessive_from));
            officers.retain(is_shown);
            units.retain(is_shown);
            let has_teams = has_names && !units.is_empty();
            (officers, has_teams.then(|| table(&units, week, By::Team, !shared.is_empty())))
        } else {
            units.retain(is_shown);
            (units, None)
        };
        let summary = WhatIfSummary {
            teams,
            changes: Vec::new(),
            total,
            excessive_from: excessive,
            after: after.alarming,
            outside_choice,
            limit_percent_after: after.heading.of_week.limit_percent,
            limit_weeks_after: after.heading.of_week.limit_weeks,
            recorded_weeks: Vec::new(),
            counts_are_scaled: false,
            hours_change: false,
            doubts: Warned::default(),
        };
        Self {
            heading: before.heading,
            table: table(&rows, week, by, by != By::Officer && !shared.is_empty()),
            summary,
        }
    }
}

/// The rows as a table. `are_within` says that what the units are in must be seen, as it alone tells them from others.
fn table(rows: &[BothSides], week: Option<Week>, by: By, are_within: bool) -> Table<'static> {
    let named = LabelNames::shown(by);
    // The names of the units themselves stay, also where they are the same in every row.
    let own = named.clone().last().filter(|_| by != By::Officer);
    let name = |position: usize| {
        let column = NAMES[position];
        match own {
            Some(own) if own == position => column.leaves(0).omit(Omit::Never),
            Some(_) if are_within => column.leaves(0).omit(Omit::WhenBlank),
            _ => column,
        }
    };
    let mut columns = vec![ReportColumn::unseen("week")];
    columns.extend(named.clone().map(name));
    columns.extend(PAIRS.iter().flat_map(|(keys, ..)| keys.map(ReportColumn::unseen)));
    // Where somebody's time changes, it says more than their work.
    let hours =
        |row: &BothSides| [&row.before, &row.after].map(|side| side.as_ref().map(|figure| figure.available_hours));
    let has_other_time = rows.iter().map(hours).any(|[before, after]| before != after);
    let seen = |(_, seen, _): &Pair| if has_other_time && seen.key == "available" { seen.leaves(8) } else { *seen };
    columns.extend(PAIRS.iter().map(seen));
    let cells = |row: &BothSides| -> RowCells<'static> {
        let sides = || [&row.before, &row.after];
        let pairs = || PAIRS.iter().map(|(.., cell)| sides().map(|side| Value::or_blank(side.as_ref(), cell)));
        let names = named.clone().map(|position| Value::text(row.names.texts()[position].to_owned()));
        let week = std::iter::once(week.into());
        week.chain(names).chain(pairs().flatten()).chain(pairs().map(|pair| Value::word(arrow(&pair)))).collect()
    };
    Table::new(columns, rows.iter().map(cells).collect::<Vec<_>>())
}

fn excessive_from(row: &BothSides, shared: &SharedNames) -> Option<ExcessiveFrom> {
    let figure = row.after.as_ref()?;
    let (week, weeks_over) = (figure.excessive_from?, figure.weeks_over?);
    let about = match row.names.about() {
        About::Unit { who } => About::Unit { who: shared.tell_apart(who, &row.names) },
        officer @ About::Officer { .. } => officer,
    };
    Some(ExcessiveFrom { about, weeks_over, week })
}

fn total(before: &Side, after: &Side) -> TotalChange {
    TotalChange {
        officers_before: before.officer_count,
        officers_after: after.officer_count,
        over_before: before.over_count,
        over_after: after.over_count,
        not_worked_out: after.not_worked_out,
        cases_before: before.total.cases.rounded(),
        cases_after: after.total.cases.rounded(),
        available_before: before.total.available_hours,
        available_after: after.total.available_hours,
        work_before: before.total.work_hours,
        work_after: after.total.work_hours,
        capacity_before: before.total.load.percent(),
        capacity_after: after.total.load.percent(),
        unallocated_cases_before: before.unallocated.0.rounded(),
        unallocated_cases_after: after.unallocated.0.rounded(),
        unallocated_work_before: before.unallocated.1,
        unallocated_work_after: after.unallocated.1,
    }
}
