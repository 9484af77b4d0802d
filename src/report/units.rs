//! The rows of a report by team, PDU, region or grade, or of everything in one.

use crate::breach::Standing;
use crate::model::TextId;
use crate::rollup::{By, UnitResult};

use super::data::{ReportData, Shown};
use super::table::{Cells, Drop};
use super::{Column, Sort, Table, Value};

const REGION: Column = Column::new("region", "Region");
const REGION_ABOVE: Column = REGION.drop(Drop::WhenSame);
const PDU: Column = Column::new("pdu", "PDU");
const PDU_ABOVE: Column = PDU.drop(Drop::WhenSame);
const TEAM: Column = Column::new("team", "Team");
const GRADE: Column = Column::new("grade", "Grade");

/// The columns behind those that name the unit.
const FIGURES: [Column; 20] = [
    Column::new("officers", "Officers"),
    Column::new("over", "Over"),
    Column::new("possible", "Possible"),
    Column::new("excessive", "Excessive"),
    Column::new("no_hours", "No hours"),
    Column::new("cases", "Cases"),
    Column::new("contracted_hours", "Hours"),
    Column::new("reduction_hours", "Reduction"),
    Column::new("available_hours", "Available"),
    Column::new("work_hours", "Work"),
    Column::new("unallocated_cases", "Unallocated"),
    Column::new("unallocated_work_hours", "Unallocated work"),
    Column::new("capacity_percent", "Capacity"),
    Column::new("lowest_percent", "Lowest"),
    Column::new("highest_percent", "Highest"),
    Column::new("weeks_over", "Weeks over"),
    Column::new("standing", "Standing"),
    Column::new("weights", "Weights"),
    Column::json("over_since"),
    Column::json("missing_weeks"),
];

const NARROW: [&str; 12] = [
    "region",
    "pdu",
    "team",
    "grade",
    "available_hours",
    "work_hours",
    "officers",
    "over",
    "excessive",
    "capacity_percent",
    "lowest_percent",
    "highest_percent",
];

const WIDE: [&str; 18] = [
    "region",
    "pdu",
    "team",
    "grade",
    "contracted_hours",
    "reduction_hours",
    "available_hours",
    "work_hours",
    "cases",
    "officers",
    "over",
    "possible",
    "excessive",
    "capacity_percent",
    "lowest_percent",
    "highest_percent",
    "weeks_over",
    "standing",
];

/// The same for everything in one row, which needs no name.
const NARROW_ALL: [&str; 9] = [
    "available_hours",
    "work_hours",
    "officers",
    "over",
    "excessive",
    "capacity_percent",
    "lowest_percent",
    "highest_percent",
    "standing",
];

impl<'r> ReportData<'r> {
    pub(super) fn unit_table(&self) -> (Table<'r>, Shown<'r>) {
        let names = self.name_columns();
        let mut units: Vec<&'r UnitResult> =
            self.results.units.iter().filter(|unit| self.is_shown(unit.judgement.standing)).collect();
        units.sort_by_cached_key(|unit| {
            let (key, name) = (unit.key, self.unit_name(unit));
            let above = [key.region, key.pdu, key.team].map(|text| self.texts.shown(text).to_owned());
            if self.view.sort == Sort::Name { (Some(name), above, key.grade) } else { (None, above, key.grade) }
        });
        if self.view.sort == Sort::Capacity {
            units.sort_by(|one, other| one.load.heavier_first(other.load));
        }
        let columns = [Column::new("week", "Week")].iter().chain(names).chain(&FIGURES).copied().collect();
        let mut members: Vec<usize> = units.iter().flat_map(|unit| &unit.officers).copied().collect();
        members.sort_unstable();
        members.dedup();
        let mut officers: Vec<_> = members.into_iter().map(|member| &self.results.officers[member]).collect();
        officers.sort_by_cached_key(|officer| self.who(&officer.week));
        let narrow: &'static [&'static str] = if self.view.by == By::All { &NARROW_ALL } else { &NARROW };
        let rows: Vec<Cells> = units.iter().map(|unit| self.unit(unit, names)).collect();
        (Table::new(columns, narrow, &WIDE, rows), Shown { officers, units })
    }

    /// The columns that name the unit, with the units above it.
    fn name_columns(&self) -> &'static [Column] {
        match self.view.by {
            By::Team | By::Officer => &[REGION_ABOVE, PDU_ABOVE, TEAM],
            By::Pdu => &[REGION_ABOVE, PDU],
            By::Region => &[REGION],
            By::Grade => &[GRADE],
            By::All => &[],
        }
    }

    fn unit(&self, unit: &'r UnitResult, names: &[Column]) -> Cells<'r> {
        let (weights, judgement) = (self.weights(), &unit.judgement);
        let members = || unit.officers.iter().map(|member| &self.results.officers[*member]);
        let count =
            |is: fn(Standing) -> bool| Value::count(members().filter(|officer| is(officer.judgement.standing)).count());
        let mut loads: Vec<_> = members().map(|officer| officer.load).filter(|load| !load.has_no_hours()).collect();
        loads.sort_by(|one, other| one.lighter_first(*other));
        let percent =
            |load: Option<&crate::units::Load>| Value::or_blank(load.and_then(|load| load.percent()), Value::Percent);
        let week = [Value::or_blank(self.week().week, Value::Week)];
        let names = names.iter().map(|column| self.name_cell(unit, column));
        let figures = [
            Value::count(unit.officers.len()),
            count(Standing::is_over),
            count(|standing| standing == Standing::Possible),
            count(|standing| standing == Standing::Excessive),
            count(|standing| standing == Standing::NoHours),
            Value::Count(unit.held.cases),
            Value::Figure(unit.contracted.rounded()),
            Value::Figure(unit.reduction.rounded()),
            Value::Figure(weights.hours.available_hours(unit.load.available)),
            Value::Figure(weights.hours.work_hours(unit.load.work)),
            Value::Count(unit.unallocated.cases),
            Value::Figure(weights.hours.work_hours(unit.unallocated.work)),
            percent(Some(&unit.load)),
            percent(loads.first()),
            percent(loads.last()),
            Value::or_blank(judgement.weeks_over, |weeks| Value::Count(weeks.into())),
            Value::Word(judgement.standing.word()),
            Value::Text(weights.version.as_str().into()),
            Value::or_blank(judgement.since, Value::Week),
            Value::Weeks(&judgement.missing),
        ];
        week.into_iter().chain(names).chain(figures).collect()
    }

    fn name_cell(&self, unit: &UnitResult, column: &Column) -> Value<'r> {
        let text = |id: Option<TextId>| Value::or_blank(id, |id| Value::Text(self.texts.get(id).into()));
        match column.key {
            "region" => text(unit.key.region),
            "pdu" => text(unit.key.pdu),
            "team" => text(unit.key.team),
            _ => Value::or_blank(unit.key.grade, |grade| Value::Text(self.weights().grades.name(grade).into())),
        }
    }
}
