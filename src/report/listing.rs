//! The list of reductions: whose hours are reduced, by how much, from when to when.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Caseload, PostWeek, Reduction, State, Unit, Weights, Whose};
use crate::selection::Selection;
use crate::units::{Hours, Rounded};

use super::names::{joined, scope};
use super::table::{Cells, Drop};
use super::{Column, Table, Value};

const COLUMNS: [Column; 12] = [
    Column::new("region", "Region").drop(Drop::WhenSame),
    Column::new("pdu", "PDU").drop(Drop::WhenSame),
    Column::new("team", "Team").drop(Drop::WhenSame),
    Column::new("officer", "Officer"),
    Column::new("name", "Name").drop(Drop::WhenBlank),
    Column::new("grade", "Grade").drop(Drop::WhenBlank),
    Column::new("percent", "Percent").drop(Drop::WhenBlank),
    Column::new("hours", "Hours"),
    Column::new("from", "From"),
    Column::new("to", "To"),
    Column::new("days_left", "Days left"),
    Column::new("state", "State"),
];
/// It stands behind the grade, where reasons are shown.
const REASON: Column = Column::new("reason", "Reason");
const REASON_AT: usize = 6;

const NARROW: [&str; 8] = ["officer", "reason", "percent", "hours", "from", "to", "days_left", "state"];
const WIDE: [&str; 13] = [
    "region",
    "pdu",
    "team",
    "officer",
    "name",
    "grade",
    "reason",
    "percent",
    "hours",
    "from",
    "to",
    "days_left",
    "state",
];

/// A finished list of reductions.
#[derive(Debug)]
pub struct Listing<'r> {
    /// What it is of.
    pub heading: ListHeading,
    /// Its rows.
    pub table: Table<'r>,
    /// What stands below the rows.
    pub summary: ListSummary,
}

/// The line above a list of reductions.
#[derive(Debug, Serialize)]
pub struct ListHeading {
    /// What was chosen.
    pub scope: String,
    /// The date that it is told for what is in force.
    pub date: String,
    /// The version of the weights.
    pub weights: String,
    /// The file they are from, or `built in`.
    pub weights_file: String,
    /// Whether reasons are shown.
    #[serde(skip)]
    pub has_reasons: bool,
}

/// What stands below a list of reductions.
#[derive(Debug, Serialize)]
pub struct ListSummary {
    /// Officers with any of them.
    pub officers: usize,
    /// How many are in force.
    pub in_force: usize,
    /// Hours a week of those, as far as they are known.
    pub in_force_hours: Rounded,
    /// How many have ended.
    pub ended: usize,
    /// How many are to come.
    pub to_come: usize,
    /// How many are a share of contracted hours that nobody knows.
    pub without_hours: usize,
}

impl<'r> Listing<'r> {
    /// Lists the reductions of a caseload that are chosen, as they stand on a date.
    pub fn new(
        caseload: &'r Caseload,
        date: Date,
        weights: &'r Weights,
        selection: &Selection,
        has_reasons: bool,
    ) -> Self {
        let data = ListData { caseload, date, weights, has_reasons };
        let mut lines: Vec<Line> = caseload.reductions.iter().map(|reduction| data.line(reduction)).collect();
        lines.retain(|line| data.is_chosen(line, selection));
        lines.sort_by_cached_key(|line| {
            let units = [|unit: &Unit| unit.region, |unit: &Unit| unit.pdu]
                .map(|of| joined(line.posts.iter().copied(), &caseload.texts, of));
            let officer = caseload.texts.get(line.reduction.officer.0);
            (units, data.team(line), officer, line.reduction.from, line.reduction.place)
        });
        let mut columns = COLUMNS.to_vec();
        if has_reasons {
            columns.insert(REASON_AT, REASON);
        }
        let rows: Vec<Cells> = lines.iter().map(|line| data.row(line)).collect();
        let table = Table::new(columns, &NARROW, &WIDE, rows);
        Self {
            heading: ListHeading {
                scope: scope(&selection.named, caseload.reported.as_ref(), &caseload.texts),
                date: date.to_string(),
                weights: weights.version.clone(),
                weights_file: weights.origin.clone(),
                has_reasons,
            },
            table,
            summary: summary(&lines),
        }
    }
}

/// A reduction with what is known of its officer.
struct Line<'a> {
    reduction: &'a Reduction,
    state: State,
    /// Hours a week, where they are known.
    hours: Option<Hours>,
    /// The posts that it is of; none where nothing but the list knows the officer.
    posts: Vec<&'a PostWeek>,
}

struct ListData<'a> {
    caseload: &'a Caseload,
    date: Date,
    weights: &'a Weights,
    has_reasons: bool,
}

impl<'a> ListData<'a> {
    fn line(&self, reduction: &'a Reduction) -> Line<'a> {
        let week = self.caseload.reported.as_ref();
        let posts = week.and_then(|week| week.officers().find(|officer| officer.officer == reduction.officer));
        let posts = posts.map_or(&[][..], |officer| officer.posts);
        let hours = reduction.hours_of(posts.iter(), &self.caseload.texts, self.weights);
        let posts = posts.iter().filter(|post| reduction.is_of_team(post.unit.team)).collect();
        Line { reduction, state: reduction.state(self.date), hours, posts }
    }

    fn is_chosen(&self, line: &Line, selection: &Selection) -> bool {
        let mut whose = line.posts.iter().map(|post| post.whose(self.weights)).peekable();
        if whose.peek().is_none() {
            let unit = Unit { team: line.reduction.team, ..Unit::default() };
            return selection.has(&Whose { officer: Some(line.reduction.officer), name: None, grade: None, unit });
        }
        whose.any(|whose| selection.has(&whose))
    }

    fn team(&self, line: &Line) -> String {
        let texts = &self.caseload.texts;
        line.reduction.team.map_or_else(
            || joined(line.posts.iter().copied(), texts, |unit| unit.team).into_owned(),
            |team| texts.get(team).to_owned(),
        )
    }

    fn row(&self, line: &Line<'a>) -> Cells<'a> {
        let (texts, reduction) = (&self.caseload.texts, line.reduction);
        let first = line.posts.first();
        let name = texts.shown(first.and_then(|post| post.name));
        let grade = first.and_then(|post| post.grade).map_or("", |grade| self.weights.grades.name(grade));
        let mut cells = vec![
            Value::text(joined(line.posts.iter().copied(), texts, |unit| unit.region)),
            Value::text(joined(line.posts.iter().copied(), texts, |unit| unit.pdu)),
            Value::text(self.team(line)),
            Value::text(texts.get(reduction.officer.0)),
            Value::text(name),
            Value::text(grade),
            Value::or_blank(reduction.percent(texts, self.weights), |percent| Value::Percent(percent.rounded())),
            Value::or_blank(line.hours, |hours| Value::Figure(hours.rounded())),
            Value::Day(reduction.from),
            Value::or_blank(reduction.to, Value::Day),
            Value::or_blank(self.days_left(line), Value::Count),
            Value::Word(line.state.word()),
        ];
        if self.has_reasons {
            let declared = reduction.declared(texts, self.weights).map(|(name, _)| name);
            let written = texts.shown(reduction.reason);
            cells.insert(REASON_AT, Value::text(declared.unwrap_or(written)));
        }
        cells
    }

    /// Days until the last day of a reduction in force, which is 0 on that day; `None` for any other, and without an end.
    fn days_left(&self, line: &Line) -> Option<i64> {
        let to = line.reduction.to.filter(|_| line.state == State::InForce)?;
        Some((to - self.date).get_days().into())
    }
}

fn summary(lines: &[Line]) -> ListSummary {
    let count = |state: State| lines.iter().filter(|line| line.state == state).count();
    let mut officers: Vec<_> = lines.iter().map(|line| line.reduction.officer).collect();
    officers.sort_unstable();
    officers.dedup();
    let in_force = lines.iter().filter(|line| line.state == State::InForce);
    let hours: Hours = in_force.filter_map(|line| line.hours).sum();
    ListSummary {
        officers: officers.len(),
        in_force: count(State::InForce),
        in_force_hours: hours.rounded(),
        ended: count(State::Ended),
        to_come: count(State::ToCome),
        without_hours: lines.iter().filter(|line| line.hours.is_none()).count(),
    }
}
