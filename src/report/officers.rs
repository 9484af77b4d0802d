//! The rows of a report by officer.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::model::{OfficerWeek, TextId, Unit};
use crate::rollup::OfficerResult;
use crate::units::Hours;

use super::data::{ReportData, Shown};
use super::names::joined;
use super::table::{Cells, Drop, Rows};
use super::{Column, Sort, Table, Value};

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

/// The region, the PDU and the team that somebody is shown with.
type Units<'r> = [Cow<'r, str>; 3];

/// Units, each once and in order, and for every officer which of them is theirs.
struct Ranked<'r> {
    units: Vec<Units<'r>>,
    of_officers: Vec<usize>,
}

impl<'r> Ranked<'r> {
    /// The units of officers, in the order of the officers. With them two officers are compared by a number and not by
    /// three texts, of which a country has thousands that begin alike.
    fn of(officers: impl Iterator<Item = &'r OfficerResult<'r>>, data: &ReportData<'r>) -> Self {
        let mut seen: FxHashMap<Units, usize> = FxHashMap::default();
        let mut number = |officer: &OfficerResult| {
            let next = seen.len();
            *seen.entry(data.units(officer)).or_insert(next)
        };
        let mut of_unit: FxHashMap<Unit, usize> = FxHashMap::default();
        let numbers: Vec<usize> = officers
            .map(|officer| match officer.week.posts {
                // Nearly everyone has one post, whose unit has the texts that it had before.
                [post] => *of_unit.entry(post.unit).or_insert_with(|| number(officer)),
                _ => number(officer),
            })
            .collect();
        let mut units: Vec<(Units, usize)> = seen.into_iter().collect();
        units.sort_unstable();
        let mut ranks = vec![0; units.len()];
        for (rank, (_, number)) in units.iter().enumerate() {
            ranks[*number] = rank;
        }
        let of_officers = numbers.into_iter().map(|number| ranks[number]).collect();
        Self { units: units.into_iter().map(|(units, _)| units).collect(), of_officers }
    }
}

/// A row for each officer, who is there with the rank of their units.
struct OfficerRows<'r> {
    data: ReportData<'r>,
    units: Vec<Units<'r>>,
    officers: Vec<(&'r OfficerResult<'r>, usize)>,
}

impl Rows for OfficerRows<'_> {
    fn count(&self) -> usize {
        self.officers.len()
    }
    fn row(&self, position: usize) -> Cow<'_, [Value<'_>]> {
        let (officer, rank) = self.officers[position];
        self.data.officer(officer, &self.units[rank]).into()
    }
}

impl<'r> ReportData<'r> {
    pub(super) fn officer_table(&self) -> (Table<'r>, Shown<'r>) {
        let shown = || self.results.officers.iter().filter(|officer| self.is_shown(officer.judgement.standing));
        let Ranked { units, of_officers } = Ranked::of(shown(), self);
        let mut officers: Vec<(&OfficerResult, usize)> = shown().zip(of_officers).collect();
        officers.sort_by_cached_key(|(officer, rank)| {
            let code = self.texts.get(officer.week.officer.0);
            let name = match self.texts.shown(officer.week.name()) {
                "" => code,
                name => name,
            };
            ((self.view.sort == Sort::Team).then_some(*rank), name, code)
        });
        if self.view.sort == Sort::Capacity {
            officers.sort_by(|(one, _), (other, _)| one.load.heavier_first(other.load));
        }
        let mut columns = COLUMNS.to_vec();
        if self.view.reasons {
            columns.push(Column::new("reasons", "Reasons").drop(Drop::WhenBlank));
        }
        let shown = Shown { officers: officers.iter().map(|(officer, _)| *officer).collect(), units: Vec::new() };
        (Table::new(columns, &NARROW, &WIDE, OfficerRows { data: *self, units, officers }), shown)
    }

    fn officer<'c>(&'c self, officer: &'c OfficerResult, units: &'c Units) -> Cells<'c> {
        let (weights, judgement) = (self.weights(), &officer.judgement);
        let week = &officer.week;
        let contracted: Option<Hours> =
            week.posts.iter().filter_map(|post| post.contracted).reduce(|sum, hours| sum + hours);
        let reduction = week.posts.iter().fold(Hours::default(), |sum, post| sum + post.reduction);
        let [region, pdu, team] = units;
        let mut cells = vec![
            Value::or_blank(self.week().week, Value::Week),
            Value::text(&**region),
            Value::text(&**pdu),
            Value::text(&**team),
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
        cells.extend(self.view.reasons.then(|| Value::text(self.reasons(week))));
        cells
    }

    fn units(&self, officer: &OfficerResult) -> Units<'r> {
        let parts: [fn(&Unit) -> Option<TextId>; 3] = [|unit| unit.region, |unit| unit.pdu, |unit| unit.team];
        parts.map(|of| joined(officer.week.posts, self.texts, of))
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
