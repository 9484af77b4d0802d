//! The list of reductions: whose hours are reduced, by how much, from when to when.

use std::borrow::Cow;

use foldhash::HashMap;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::{
    Caseload, Officer, PostWeek, PostsByTeam, Reduction, State, TextId, Texts, Unit, WeekCaseload, Weights, Whose,
    grade_names,
};
use crate::selection::Selection;
use crate::units::{Hours, Rounded};

use super::labels::{joined, scope};
use super::table::{LATE, Omit};
use super::{OneTable, ReportColumn, Table, Value};

type ListColumn = (ReportColumn, for<'r> fn(&ListedReduction<'r>) -> Value<'r>);

const COLUMNS: &[ListColumn] = &[
    (ReportColumn::new("region", "Region").leaves(1).omit(Omit::WhenSame), |row| {
        Value::text(row.joined(|unit| unit.region))
    }),
    (ReportColumn::new("pdu", "PDU").leaves(2).omit(Omit::WhenSame), |row| Value::text(row.joined(|unit| unit.pdu))),
    (ReportColumn::new("team", "Team").leaves(4).omit(Omit::WhenSame), |row| Value::text(row.team())),
    (ReportColumn::new("officer", "Officer"), |row| Value::text(row.officer())),
    (ReportColumn::new("name", "Name").leaves(7).omit(Omit::WhenBlank), |row| {
        Value::text(row.texts.shown(row.posts.first().and_then(|post| post.name)))
    }),
    (ReportColumn::new("grade", "Grade").leaves(3).omit(Omit::WhenBlank), |row| {
        Value::text(grade_names(row.posts.iter().copied(), row.weights))
    }),
    (ReportColumn::new(REASON, "Reason"), |row| {
        let declared = row.reduction.declared(row.texts, row.weights).map(|(name, _)| name);
        Value::text(declared.unwrap_or(row.texts.shown(row.reduction.reason)))
    }),
    (ReportColumn::new("percent", "Percent").leaves(6).omit(Omit::WhenBlank), |row| {
        let percent = row.reduction.percent(row.texts, row.weights);
        Value::or_blank(percent, |percent| Value::Percent(percent.rounded()))
    }),
    (ReportColumn::new("hours", "Hours"), |row| row.hours.into()),
    (ReportColumn::new("from", "From").leaves(LATE + 1), |row| row.reduction.from.into()),
    (ReportColumn::new("to", "To"), |row| row.reduction.to.into()),
    (ReportColumn::new("days_left", "Days left").leaves(5), |row| Value::or_blank(row.days_left(), Value::Count)),
    (ReportColumn::new("state", "State").leaves(LATE), |row| Value::word(row.state.word())),
];

/// Reasons are personal, so this column is shown on request.
const REASON: &str = "reason";

pub(crate) type Listing<'r> = OneTable<ListHeading, Table<'r>, ListSummary>;

/// The line above a list of reductions.
#[derive(Debug, Serialize)]
pub(crate) struct ListHeading {
    /// What it shows: the names asked for, else the one unit of the week, else everyone.
    pub(crate) scope: String,
    /// The date for which it says what is in force.
    pub(crate) date: String,
    pub(crate) weights: String,
    /// The file they are from, or `built in`.
    pub(crate) weights_file: String,
    #[serde(skip)]
    pub(crate) has_reasons: bool,
}

/// What stands below a list of reductions.
#[derive(Debug, Serialize)]
pub(crate) struct ListSummary {
    /// Officers with any of them.
    pub(crate) officers: usize,
    pub(crate) in_force: usize,
    /// Hours a week of those, as far as they are known; `None` where none are.
    pub(crate) in_force_hours: Option<Rounded>,
    /// How many of those are a percentage of unknown hours.
    #[serde(skip)]
    pub(crate) in_force_without_hours: usize,
    pub(crate) ended: usize,
    pub(crate) to_come: usize,
    /// How many are a percentage of unknown hours.
    pub(crate) without_hours: usize,
}

impl<'r> Listing<'r> {
    /// Lists the reductions of a caseload that are selected, as they are on a date; or each as it is on the date of the
    /// snapshot that it goes by, where the caseload has one.
    pub(crate) fn new(
        caseload: &'r Caseload,
        (date, by_snapshots): (Date, bool),
        weights: &'r Weights,
        selection: &Selection,
        has_reasons: bool,
    ) -> Self {
        let (texts, week) = (&caseload.texts, caseload.reported.as_ref());
        let officers = week.into_iter().flat_map(WeekCaseload::officers);
        let units = week.into_iter().flat_map(|week| &week.posts).map(|post| post.unit);
        let posts: HashMap<Officer, PostsByTeam> =
            officers.map(|officer| (officer.officer, PostsByTeam::new(officer.posts))).collect();
        let nobody = PostsByTeam::default();
        let listed = |reduction: &'r Reduction| {
            let of_officer = posts.get(&reduction.officer).unwrap_or(&nobody);
            let hours = of_officer.hours_of(reduction, texts, weights);
            let date = of_officer.date_of(reduction).filter(|_| by_snapshots).unwrap_or(date);
            let posts = of_officer.of(reduction).collect();
            ListedReduction { reduction, date, state: reduction.state(date), hours, posts, texts, weights }
        };
        let mut listed: Vec<ListedReduction> = caseload.reductions.iter().map(listed).collect();
        listed.retain(|listed| listed.is_selected(selection));
        listed.sort_by_cached_key(|listed| {
            let above = [listed.joined(|unit| unit.region), listed.joined(|unit| unit.pdu)];
            (above, listed.team(), listed.officer(), listed.reduction.from, listed.reduction.place)
        });
        let columns: Vec<ListColumn> =
            COLUMNS.iter().copied().filter(|(column, _)| has_reasons || column.key != REASON).collect();
        Self {
            heading: ListHeading {
                scope: scope(&selection.named, &units, texts),
                date: date.to_string(),
                weights: weights.version.clone(),
                weights_file: weights.origin.clone(),
                has_reasons,
            },
            summary: summary(&listed),
            table: Table::of(&columns, listed),
        }
    }
}

/// A reduction with what is known of its officer.
struct ListedReduction<'r> {
    reduction: &'r Reduction,
    /// The date for which its state is said.
    date: Date,
    state: State,
    /// Hours a week, where they are known.
    hours: Option<Hours>,
    /// The posts that it applies to; none where only the list knows the officer.
    posts: Vec<&'r PostWeek>,
    texts: &'r Texts,
    weights: &'r Weights,
}

impl<'r> ListedReduction<'r> {
    /// Days until the last day of a reduction in force, which is 0 on that day; `None` for any other, and without an
    /// end.
    fn days_left(&self) -> Option<i64> {
        let to = self.reduction.to.filter(|_| self.state == State::InForce)?;
        Some((to - self.date).get_days().into())
    }

    fn officer(&self) -> &'r str {
        self.texts.code(self.reduction.officer)
    }

    /// The units of its posts, each once.
    fn joined(&self, of: impl Fn(&Unit) -> Option<TextId>) -> Cow<'r, str> {
        joined(self.posts.iter().copied(), self.texts, of)
    }

    fn team(&self) -> Cow<'r, str> {
        self.reduction.team.map_or_else(|| self.joined(|unit| unit.team), |team| self.texts.get(team).into())
    }

    fn is_selected(&self, selection: &Selection) -> bool {
        let mut whose = self.posts.iter().map(|post| post.whose(self.weights)).peekable();
        if whose.peek().is_none() {
            let unit = Unit::of_team(self.reduction.team);
            return selection.has(&Whose { officer: Some(self.reduction.officer), name: None, grade: None, unit });
        }
        whose.any(|whose| selection.has(&whose))
    }
}

fn summary(listed: &[ListedReduction]) -> ListSummary {
    let count = |state: State| listed.iter().filter(|listed| listed.state == state).count();
    let mut officers: Vec<_> = listed.iter().map(|listed| listed.reduction.officer).collect();
    officers.sort_unstable();
    officers.dedup();
    let in_force = listed.iter().filter(|listed| listed.state == State::InForce);
    let without = in_force.clone().filter(|listed| listed.hours.is_none()).count();
    let hours: Hours = in_force.filter_map(|listed| listed.hours).sum();
    ListSummary {
        officers: officers.len(),
        in_force: count(State::InForce),
        in_force_hours: (without == 0 || without < count(State::InForce)).then(|| hours.rounded()),
        in_force_without_hours: without,
        ended: count(State::Ended),
        to_come: count(State::ToCome),
        without_hours: listed.iter().filter(|listed| listed.hours.is_none()).count(),
    }
}
