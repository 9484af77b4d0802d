//! The rows of a report by officer.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::model::{OfficerWeek, TextId, Unit};
use crate::rollup::OfficerResult;
use crate::units::Hours;

use super::table::Drop;
use super::{Column, Making, Shown, Sort, Table, Value, joined};

/// The columns of the officer CSV, in their order, then those of JSON alone.
const COLUMNS: [Column; 18] = [
    Column::new("week", "Week"),
    Column::new("region", "Region").drop(Drop::WhenSame),
    Column::new("pdu", "PDU").drop(Drop::WhenSame),
    Column::new("team", "Team").drop(Drop::WhenSame),
    Column::new("officer", "Officer"),
    Column::new("name", "Name").drop(Drop::WhenBlank),
    Column::new("grade", "Grade"),
    Column::new("cases", "Cases"),
    Column::new("contracted_hours", "Hours"),
    Column::new("reduction_hours", "Reduction"),
    Column::new("available_hours", "Available"),
    Column::new("work_hours", "Work"),
    Column::new("capacity_percent", "Capacity"),
    Column::new("weeks_over", "Weeks over"),
    Column::new("standing", "Standing"),
    Column::new("weights", "Weights"),
    Column::json("over_since"),
    Column::json("missing_weeks"),
];

const NARROW: [&str; 11] = [
    "officer",
    "grade",
    "contracted_hours",
    "reduction_hours",
    "available_hours",
    "work_hours",
    "cases",
    "capacity_percent",
    "weeks_over",
    "standing",
    "reasons",
];

const WIDE: [&str; 15] = [
    "region",
    "pdu",
    "team",
    "officer",
    "name",
    "grade",
    "contracted_hours",
    "reduction_hours",
    "available_hours",
    "work_hours",
    "cases",
    "capacity_percent",
    "weeks_over",
    "standing",
    "reasons",
];

impl<'r> Making<'r> {
    pub(super) fn officer_table(&self) -> (Table<'r>, Shown<'r>) {
        let mut officers: Vec<&'r OfficerResult> =
            self.results.officers.iter().filter(|officer| self.is_shown(officer.judgement.standing)).collect();
        officers.sort_by_cached_key(|officer| {
            let parts: [fn(&Unit) -> Option<TextId>; 3] = [|unit| unit.region, |unit| unit.pdu, |unit| unit.team];
            let unit = parts.map(|of| self.joined(officer, of));
            let name = match self.texts.shown(officer.week.name()) {
                "" => self.texts.get(officer.week.officer.0),
                name => name,
            };
            let code = self.texts.get(officer.week.officer.0);
            (if self.view.sort == Sort::Team { Some(unit) } else { None }, name, code)
        });
        if self.view.sort == Sort::Capacity {
            officers.sort_by(|one, other| one.load.heavier_first(other.load));
        }
        let mut columns = COLUMNS.to_vec();
        if self.view.reasons {
            columns.push(Column::new("reasons", "Reasons").drop(Drop::WhenBlank));
        }
        let mut table = Table::new(columns, &NARROW, &WIDE, officers.len());
        for officer in &officers {
            self.add_officer(officer, &mut table);
        }
        (table, Shown { officers, units: Vec::new() })
    }

    fn add_officer(&self, officer: &'r OfficerResult, table: &mut Table<'r>) {
        let (weights, judgement) = (self.weights(), &officer.judgement);
        let week = &officer.week;
        let contracted: Option<Hours> =
            week.posts.iter().filter_map(|post| post.contracted).reduce(|sum, hours| sum + hours);
        let reduction = week.posts.iter().fold(Hours::default(), |sum, post| sum + post.reduction);
        let cells = [
            Value::or_blank(self.week().week, Value::Week),
            Value::text(self.joined(officer, |unit| unit.region)),
            Value::text(self.joined(officer, |unit| unit.pdu)),
            Value::text(self.joined(officer, |unit| unit.team)),
            Value::text(self.texts.get(week.officer.0)),
            Value::text(self.texts.shown(week.name())),
            Value::text(week.grade().map_or("", |grade| weights.grades.name(grade))),
            Value::Count(week.held().cases),
            Value::or_blank(contracted, |hours| Value::Figure(hours.rounded())),
            Value::Figure(reduction.rounded()),
            Value::Figure(weights.hours.available_hours(officer.load.available)),
            Value::Figure(weights.hours.work_hours(officer.load.work)),
            Value::or_blank(officer.load.percent(), Value::Percent),
            Value::or_blank(judgement.weeks_over, |weeks| Value::Count(weeks.into())),
            Value::Word(judgement.standing.word()),
            Value::text(&weights.version),
            Value::or_blank(judgement.since, Value::Week),
            Value::Weeks(&judgement.missing),
        ];
        let reasons = self.view.reasons.then(|| Value::text(self.reasons(week)));
        table.add(cells.into_iter().chain(reasons));
    }

    fn joined(&self, officer: &OfficerResult, of: impl Fn(&Unit) -> Option<TextId>) -> Cow<'r, str> {
        joined(officer.week.posts, self.texts, of)
    }

    /// Why an officer's hours are reduced, each reason once.
    fn reasons(&self, officer: &OfficerWeek) -> String {
        let in_force = officer
            .posts
            .iter()
            .flat_map(|post| self.reductions.in_force(post.officer, post.unit.team, self.week().snapshot));
        let declared = in_force.filter_map(|reduction| reduction.declared(self.texts, self.weights()));
        declared.map(|(name, _)| name).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" + ")
    }
}
