//! The rows of a report by officer.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::model::{OfficerWeek, PostWeek, PostsByTeam, TextId, Unit, Weights, grade_names};
use crate::rollup::OfficerResult;
use crate::units::Hours;

use super::data::{Chosen, ReportData};
use super::labels::{LabelNames, joined};
use super::table::{LATE, Omit};
use super::{ReportColumn, Sort, Table, Value};

type OfficerColumn = (ReportColumn, for<'r> fn(&OfficerRow<'r>) -> Value<'r>);

/// The columns of the officer CSV in their order, then those of JSON alone, then the one that is shown on request.
const COLUMNS: &[OfficerColumn] = &[
    (ReportColumn::new("week", "Week"), |row| row.data.week().week.into()),
    (ReportColumn::new("region", "Region").leaves(1).omit(Omit::WhenSame), |row| Value::text(&*row.units[0])),
    (ReportColumn::new("pdu", "PDU").leaves(2).omit(Omit::WhenSame), |row| Value::text(&*row.units[1])),
    (ReportColumn::new("team", "Team").leaves(10).omit(Omit::WhenSame), |row| Value::text(&*row.units[2])),
    (ReportColumn::new("officer", "Officer"), |row| Value::text(row.data.texts.code(row.officer.week.officer))),
    (ReportColumn::new("name", "Name").omit(Omit::WhenBlank), |row| {
        Value::text(row.data.texts.shown(row.officer.week.name()))
    }),
    (ReportColumn::new("grade", "Grade").leaves(8), |row| {
        Value::text(grade_names(row.officer.week.posts, row.weights))
    }),
    (ReportColumn::new("cases", "Cases").leaves(7), |row| row.figure(Value::Count(row.officer.week.held().cases))),
    (ReportColumn::new("contracted_hours", "Hours").leaves(4), |row| row.officer.week.contracted().into()),
    (ReportColumn::new("reduction_hours", "Reduction").leaves(3), |row| {
        let hours: Hours = row.officer.week.posts.iter().map(PostWeek::taken_off).sum();
        if row.data.week().is_recorded { Value::Blank } else { row.figure(hours.into()) }
    }),
    (ReportColumn::new("available_hours", "Available").leaves(5), |row| {
        row.figure(Value::Figure(row.weights.hours.available_hours(row.officer.load.available)))
    }),
    (ReportColumn::new("work_hours", "Work").leaves(9), |row| {
        row.figure(Value::Figure(row.weights.hours.work_hours(row.officer.load.work)))
    }),
    (ReportColumn::new("capacity_percent", "Capacity"), |row| Value::capacity(row.officer.load)),
    (ReportColumn::new("weeks_over", "Weeks over").leaves(11), |row| row.officer.judgement.weeks_over.into()),
    (ReportColumn::new("standing", "Standing"), |row| Value::word(row.officer.judgement.standing.word())),
    (ReportColumn::new("weights", "Weights"), |row| Value::text(&row.weights.version)),
    (ReportColumn::unseen("previous_percent"), |row| Value::or_blank(row.officer.previous, Value::capacity)),
    (ReportColumn::for_people("change", "Change").leaves(1).omit(Omit::WhenBlank), |row| {
        Value::or_blank(row.officer.change(), Value::Figure)
    }),
    (ReportColumn::json("over_since").seen("Since").leaves(2).omit(Omit::WhenBlank), |row| {
        row.officer.judgement.since.into()
    }),
    (ReportColumn::json("missing_weeks"), |row| Value::Weeks((&row.officer.judgement.missing).into())),
    (ReportColumn::new(REASONS, "Reasons").omit(Omit::WhenBlank), |row| {
        Value::text(row.data.reasons(&row.officer.week))
    }),
];

const REASONS: &str = "reasons";

/// The columns that people see, in their order.
const SHOWN: &str = "region pdu team officer name grade contracted_hours reduction_hours available_hours work_hours cases \
    capacity_percent change weeks_over over_since standing reasons";

/// The region, the PDU and the team that somebody is shown with.
type Units<'r> = [Cow<'r, str>; 3];

/// What the cells of one row are made from.
struct OfficerRow<'r> {
    data: &'r ReportData<'r>,
    weights: &'r Weights,
    officer: &'r OfficerResult<'r>,
    units: &'r Units<'r>,
}

impl<'r> OfficerRow<'r> {
    /// A figure; blank where the officer is not worked out.
    fn figure(&self, value: Value<'r>) -> Value<'r> {
        if self.officer.week.has_faults() { Value::Blank } else { value }
    }
}

impl<'r> ReportData<'r> {
    pub(super) fn officer_table(&self) -> (Table<'r>, Chosen<'r>) {
        let officers = self.results.officers.iter().map(|officer| (officer, self.units(officer)));
        let mut officers: Vec<(&OfficerResult, Units)> = officers.collect();
        let names = |officer: &OfficerResult| {
            let code = self.texts.code(officer.week.officer);
            let name = match self.texts.shown(officer.week.name()) {
                "" => code,
                name => name,
            };
            (name, code)
        };
        officers.sort_by(|(one, units), (other, other_units)| {
            let order = match self.view.sort {
                Sort::Capacity => one.load.heavier_first(other.load),
                Sort::Weeks => one.judgement.longer_first(&other.judgement),
                Sort::Team => units.cmp(other_units),
                Sort::Name => Ordering::Equal,
            };
            order.then_with(|| names(one).cmp(&names(other)))
        });
        let is_asked = |(column, _): &OfficerColumn| self.view.reasons || column.key != REASONS;
        let mut columns: Vec<OfficerColumn> = COLUMNS.iter().copied().filter(is_asked).collect();
        if self.view.reasons {
            // A narrow page has no room for both names and reasons.
            columns.iter_mut().filter(|(column, _)| column.key == "name").for_each(|(column, _)| column.leaves = LATE);
        }
        let chosen = Chosen { officers: officers.iter().map(|(officer, _)| *officer).collect(), units: Vec::new() };
        officers.retain(|(officer, _)| self.is_shown(officer.judgement.standing));
        let headings: Vec<ReportColumn> = columns.iter().map(|(column, _)| *column).collect();
        let (data, is_empty) = (*self, officers.is_empty());
        let table = Table::lazy(headings, is_empty, move |take| {
            let mut cells: Vec<Value> = Vec::with_capacity(columns.len());
            for (officer, units) in &officers {
                let row = OfficerRow { data: &data, weights: data.weights(), officer, units };
                cells.extend(columns.iter().map(|(_, cell)| cell(&row)));
                take(&cells);
                cells.clear();
            }
        });
        (table.showing(SHOWN), chosen)
    }

    pub(super) fn names(&self, officer: &OfficerResult) -> LabelNames {
        let [region, pdu, team] = self.units(officer).map(Cow::into_owned);
        LabelNames {
            region,
            pdu,
            team,
            officer: self.texts.code(officer.week.officer).to_owned(),
            name: self.texts.shown(officer.week.name()).to_owned(),
            grade: grade_names(officer.week.posts, self.weights()).into_owned(),
        }
    }

    fn units(&self, officer: &OfficerResult) -> Units<'r> {
        let parts: [fn(&Unit) -> Option<TextId>; 3] = [|unit| unit.region, |unit| unit.pdu, |unit| unit.team];
        parts.map(|of| joined(officer.week.posts, self.texts, of))
    }

    /// Why an officer's hours are reduced, each reason once.
    fn reasons(&self, officer: &OfficerWeek) -> String {
        let mut all = self.reductions.of(officer.officer).peekable();
        let posts = all.peek().map(|_| PostsByTeam::new(officer.posts)).unwrap_or_default();
        let in_force = all.filter(|reduction| posts.has_in_force(reduction));
        let declared = in_force.filter_map(|reduction| reduction.declared(self.texts, self.weights()));
        declared.map(|(name, _)| name).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" + ")
    }
}
