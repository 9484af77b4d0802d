//! The rows of a report by team, PDU, region or grade, or of everything in one.

use foldhash::HashSet;

use crate::breach::Standing;
use crate::model::{TextId, Weights};
use crate::rollup::{By, OfficerResult, UnitKey, UnitResult};
use crate::units::{Hours, Load};

use super::data::{Chosen, ReportData};
use super::labels::LabelNames;
use super::table::{LATE, Omit};
use super::{ReportColumn, Sort, Table, Value};

pub(super) type UnitColumn = (ReportColumn, for<'r> fn(&UnitRow<'r>) -> Value<'r>);

pub(super) const WEEK: UnitColumn = (ReportColumn::new("week", "Week"), |row| row.data.week().week.into());

/// Columns that name a unit, or one above it.
const REGION: UnitColumn = (ReportColumn::new("region", "Region"), |row| row.name(row.unit.key.region));
const PDU: UnitColumn = (ReportColumn::new("pdu", "PDU"), |row| row.name(row.unit.key.pdu));
const TEAM: UnitColumn = (ReportColumn::new("team", "Team"), |row| row.name(row.unit.key.team));
const GRADE: UnitColumn = (ReportColumn::new("grade", "Grade"), |row| {
    Value::or_blank(row.unit.key.grade, |grade| Value::Text(row.weights.grades.name(grade).into()))
});

/// The columns after those that name the unit.
const FIGURES: &[UnitColumn] = &[
    (ReportColumn::new("officers", "Officers").leaves(LATE), |row| row.unit.officers.len().into()),
    (ReportColumn::new("over", "Over"), |row| row.known(row.count(Standing::is_over).into())),
    (ReportColumn::new("possible", "Possible").leaves(6), |row| row.known(row.count_judged(Standing::Possible).into())),
    (ReportColumn::new("excessive", "Excessive"), |row| row.known(row.count_judged(Standing::Excessive).into())),
    (ReportColumn::new("no_hours", "No hours"), |row| {
        row.known(row.count(|standing| standing == Standing::NoHours).into())
    }),
    (ReportColumn::new("cases", "Cases").leaves(5), |row| row.known(Value::Count(row.unit.held.cases))),
    (ReportColumn::new("contracted_hours", "Hours").leaves(2), |row| row.hours(row.unit.contracted)),
    (ReportColumn::new("reduction_hours", "Reduction").leaves(1), |row| row.hours(row.unit.reduction)),
    (ReportColumn::new("available_hours", "Available").leaves(4), |row| {
        row.known(Value::Figure(row.weights.hours.available_hours(row.unit.load.available)))
    }),
    (ReportColumn::new("work_hours", "Work").leaves(10), |row| {
        row.known(Value::Figure(row.weights.hours.work_hours(row.unit.load.work)))
    }),
    (ReportColumn::new("unallocated_cases", "Unallocated"), |row| row.known(Value::Count(row.unit.unallocated.cases))),
    (ReportColumn::new("unallocated_work_hours", "Unallocated work"), |row| {
        row.known(Value::Figure(row.weights.hours.work_hours(row.unit.unallocated.work)))
    }),
    (ReportColumn::new("capacity_percent", "Capacity"), |row| Value::capacity(row.unit.load)),
    (ReportColumn::new("lowest_percent", "Lowest").leaves(8), |row| {
        Value::or_blank(row.loads().min_by(|one, other| one.lighter_first(*other)), Value::capacity)
    }),
    (ReportColumn::new("highest_percent", "Highest").leaves(9), |row| {
        Value::or_blank(row.loads().max_by(|one, other| one.lighter_first(*other)), Value::capacity)
    }),
    (ReportColumn::new("weeks_over", "Weeks over").leaves(3), |row| row.unit.judgement.weeks_over.into()),
    (ReportColumn::new("standing", "Standing").leaves(LATE + 1), |row| Value::word(row.unit.judgement.standing.word())),
    (ReportColumn::new("weights", "Weights"), |row| Value::Text(row.weights.version.as_str().into())),
    (ReportColumn::unseen("previous_percent"), |row| Value::or_blank(row.unit.previous, Value::capacity)),
    (ReportColumn::json("over_since"), |row| row.unit.judgement.since.into()),
    (ReportColumn::json("missing_weeks"), |row| Value::Weeks((&row.unit.judgement.missing).into())),
    (ReportColumn::json("not_worked_out").seen("Not worked out").leaves(9).omit(Omit::WhenBlank), |row| {
        row.unit.left_out.len().into()
    }),
];

/// The columns that people see, in their order.
const SHOWN: &str = "region pdu team grade contracted_hours reduction_hours available_hours work_hours cases officers \
    not_worked_out over possible excessive capacity_percent lowest_percent highest_percent weeks_over standing";

impl<'r> ReportData<'r> {
    pub(super) fn unit_table(&self) -> (Table<'r>, Chosen<'r>) {
        let columns: Vec<UnitColumn> =
            [WEEK].into_iter().chain(self.name_columns()).chain(FIGURES.iter().copied()).collect();
        let mut units: Vec<&'r UnitResult> = self.results.units.iter().collect();
        units.sort_by_cached_key(|unit| self.unit_order(unit));
        match self.view.sort {
            Sort::Capacity => units.sort_by(|one, other| one.load.heavier_first(other.load)),
            Sort::Weeks => units.sort_by(|one, other| one.judgement.longer_first(&other.judgement)),
            Sort::Team | Sort::Name => (),
        }
        let members = units.iter().flat_map(|unit| unit.officers.iter().chain(&unit.left_out));
        let mut members: Vec<usize> = members.copied().collect();
        members.sort_unstable();
        members.dedup();
        let mut officers: Vec<_> = members.into_iter().map(|member| &self.results.officers[member]).collect();
        officers.sort_by_cached_key(|officer| officer.week.who(self.texts));
        let shown = units.iter().filter(|unit| self.is_shown(unit.judgement.standing));
        let table = Table::of(&columns, shown.map(|unit| UnitRow::new(*self, unit)));
        (table.showing(SHOWN), Chosen { officers, units })
    }

    /// The order of a unit by its names: from above, or by its own first.
    pub(super) fn unit_order(&self, unit: &UnitResult) -> (Option<String>, [String; 3], Option<usize>) {
        let UnitKey { region, pdu, team, grade } = unit.key;
        let above = [region, pdu, team].map(|text| self.texts.shown(text).to_owned());
        ((self.view.sort == Sort::Name).then(|| self.unit_name(unit)), above, grade)
    }

    pub(super) fn unit_names(&self, unit: &UnitResult) -> LabelNames {
        let UnitKey { region, pdu, team, grade } = unit.key;
        let [region, pdu, team] = [region, pdu, team].map(|text| self.texts.shown(text).to_owned());
        let grade = grade.map(|grade| self.weights().grades.name(grade).to_owned()).unwrap_or_default();
        LabelNames { region, pdu, team, grade, ..LabelNames::default() }
    }

    /// The columns that name the unit, with the units above it. Those leave a narrow screen where the unit's own name tells which
    /// it is.
    pub(super) fn name_columns(&self) -> Vec<UnitColumn> {
        let mut seen = HashSet::default();
        let own = |key: UnitKey| if self.view.by == By::Pdu { key.pdu } else { key.team };
        let are_different = self.results.units.iter().all(|unit| seen.insert(own(unit.key)));
        let above = |(column, cell): UnitColumn| {
            (if are_different { column.leaves(1) } else { column }.omit(Omit::WhenSame), cell)
        };
        match self.view.by {
            By::Team | By::Officer => vec![above(REGION), above(PDU), TEAM],
            By::Pdu => vec![above(REGION), PDU],
            By::Region => vec![REGION],
            By::Grade => vec![GRADE],
            By::All => Vec::new(),
        }
    }
}

/// What the cells of one row are made from.
pub(super) struct UnitRow<'r> {
    data: ReportData<'r>,
    pub(super) weights: &'r Weights,
    pub(super) unit: &'r UnitResult,
}

impl<'r> UnitRow<'r> {
    pub(super) fn new(data: ReportData<'r>, unit: &'r UnitResult) -> Self {
        Self { data, weights: data.weights(), unit }
    }

    fn name(&self, text: Option<TextId>) -> Value<'r> {
        Value::or_blank(text, |text| Value::Text(self.data.texts.get(text).into()))
    }

    /// A figure; blank where nothing of the unit is known.
    pub(super) fn known<'v>(&self, value: Value<'v>) -> Value<'v> {
        if self.unit.is_unknown() { Value::Blank } else { value }
    }

    /// Hours that a history does not keep.
    fn hours(&self, hours: Hours) -> Value<'r> {
        if self.data.week().is_recorded { Value::Blank } else { self.known(hours.into()) }
    }

    fn members(&self) -> impl Iterator<Item = &'r OfficerResult<'r>> {
        self.unit.officers.iter().map(|member| &self.data.results.officers[*member])
    }

    /// How many of its officers have such a standing.
    pub(super) fn count(&self, is_such: impl Fn(Standing) -> bool) -> usize {
        self.members().filter(|officer| is_such(officer.judgement.standing)).count()
    }

    /// How many of its officers have a standing that needs as many weeks as the rule has; blank where fewer are known.
    pub(super) fn count_judged(&self, standing: Standing) -> Option<usize> {
        self.data.has_weeks().then(|| self.count(|of| of == standing))
    }

    /// The loads of its officers with hours.
    fn loads(&self) -> impl Iterator<Item = Load> {
        self.members().map(|officer| officer.load).filter(|load| !load.has_no_hours())
    }
}
