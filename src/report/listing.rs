//! The list of reductions: whose hours are reduced, by how much, from when to when.

use foldhash::HashMap;
use jiff::civil::Date;
use serde::Serialize;

use crate::model::{
    Caseload, Officer, PostWeek, Reduction, State, TextId, Texts, Unit, WeekCaseload, Weights, Whose, grade_names,
};
use crate::selection::Selection;
use crate::units::{Hours, Rounded};

use super::labels::{joined, scope};
use super::table::{LATE, Omit, RowCells};
use super::{ReportColumn, Table, Value};

/// A column with how its cell is made.
type ListColumn = (ReportColumn, for<'r> fn(&ListData<'r>, &ListedReduction<'r>) -> Value<'r>);

const COLUMNS: [ListColumn; 13] = [
    (ReportColumn::new("region", "Region").leaves(1).omit(Omit::WhenSame), |data, listed| {
        data.joined(listed, |unit| unit.region)
    }),
    (ReportColumn::new("pdu", "PDU").leaves(2).omit(Omit::WhenSame), |data, listed| {
        data.joined(listed, |unit| unit.pdu)
    }),
    (ReportColumn::new("team", "Team").leaves(4).omit(Omit::WhenSame), |data, listed| Value::text(data.team(listed))),
    (ReportColumn::new("officer", "Officer"), |data, listed| Value::text(data.texts().get(listed.reduction.officer.0))),
    (ReportColumn::new("name", "Name").leaves(7).omit(Omit::WhenBlank), |data, listed| {
        Value::text(data.texts().shown(listed.posts.first().and_then(|post| post.name)))
    }),
    (ReportColumn::new("grade", "Grade").leaves(3).omit(Omit::WhenBlank), |data, listed| {
        Value::text(grade_names(listed.posts.iter().copied(), data.weights))
    }),
    (ReportColumn::new(REASON, "Reason"), |data, listed| {
        let declared = listed.reduction.declared(data.texts(), data.weights).map(|(name, _)| name);
        Value::text(declared.unwrap_or(data.texts().shown(listed.reduction.reason)))
    }),
    (ReportColumn::new("percent", "Percent").leaves(6).omit(Omit::WhenBlank), |data, listed| {
        let percent = listed.reduction.percent(data.texts(), data.weights);
        Value::or_blank(percent, |percent| Value::Percent(percent.rounded()))
    }),
    (ReportColumn::new("hours", "Hours"), |_, listed| {
        Value::or_blank(listed.hours, |hours| Value::Figure(hours.rounded()))
    }),
    (ReportColumn::new("from", "From").leaves(LATE + 1), |_, listed| Value::Day(listed.reduction.from)),
    (ReportColumn::new("to", "To"), |_, listed| Value::or_blank(listed.reduction.to, Value::Day)),
    (ReportColumn::new("days_left", "Days left").leaves(5), |_, listed| {
        Value::or_blank(listed.days_left(), Value::Count)
    }),
    (ReportColumn::new("state", "State").leaves(LATE), |_, listed| Value::Word(listed.state.word())),
];

/// Reasons are personal, so this column is shown on request.
const REASON: &str = "reason";

/// A finished list of reductions.
#[derive(Debug, Serialize)]
pub struct Listing<'r> {
    /// The line above.
    #[serde(flatten)]
    pub(crate) heading: ListHeading,
    #[serde(rename = "rows")]
    pub(crate) table: Table<'r>,
    /// What stands below the rows.
    pub(crate) summary: ListSummary,
}

/// The line above a list of reductions.
#[derive(Debug, Serialize)]
pub struct ListHeading {
    /// What it shows: the names asked for, else the one unit of the week, else everyone.
    pub(crate) scope: String,
    /// The date for which it says what is in force.
    pub(crate) date: String,
    pub(crate) weights: String,
    /// The file they are from, or `built in`.
    pub(crate) weights_file: String,
    /// Whether reasons are shown.
    #[serde(skip)]
    pub(crate) has_reasons: bool,
}

/// What stands below a list of reductions.
#[derive(Debug, Serialize)]
pub struct ListSummary {
    /// Officers with any of them.
    pub(crate) officers: usize,
    pub(crate) in_force: usize,
    /// Hours a week of those, as far as they are known.
    pub(crate) in_force_hours: Rounded,
    pub(crate) ended: usize,
    pub(crate) to_come: usize,
    /// How many are a percentage of unknown hours.
    pub(crate) without_hours: usize,
}

impl<'r> Listing<'r> {
    /// Lists the reductions of a caseload that are selected, as they are on a date; or those of each officer as they are on the
    /// date of the officer's snapshot, where the caseload has one.
    pub fn new(
        caseload: &'r Caseload,
        (date, by_snapshots): (Date, bool),
        weights: &'r Weights,
        selection: &Selection,
        has_reasons: bool,
    ) -> Self {
        let officers = caseload.reported.iter().flat_map(WeekCaseload::officers);
        let posts = officers.map(|officer| (officer.officer, officer.posts)).collect();
        let data = ListData { caseload, date, by_snapshots, weights, posts };
        let mut listed: Vec<ListedReduction> =
            caseload.reductions.iter().map(|reduction| data.listed(reduction)).collect();
        listed.retain(|listed| data.is_selected(listed, selection));
        listed.sort_by_cached_key(|listed| {
            let units = [|unit: &Unit| unit.region, |unit: &Unit| unit.pdu]
                .map(|of| joined(listed.posts.iter().copied(), &caseload.texts, of));
            let officer = caseload.texts.get(listed.reduction.officer.0);
            (units, data.team(listed), officer, listed.reduction.from, listed.reduction.place)
        });
        let columns: Vec<ListColumn> =
            COLUMNS.into_iter().filter(|(column, _)| has_reasons || column.key != REASON).collect();
        let cells = |listed: &ListedReduction<'r>| columns.iter().map(|(_, cell)| cell(&data, listed)).collect();
        let rows: Vec<RowCells> = listed.iter().map(cells).collect();
        let table = Table::new(columns.iter().map(|(column, _)| *column).collect::<Vec<_>>(), rows);
        Self {
            heading: ListHeading {
                scope: scope(&selection.named, caseload.reported.as_ref(), &caseload.texts),
                date: date.to_string(),
                weights: weights.version.clone(),
                weights_file: weights.origin.clone(),
                has_reasons,
            },
            table,
            summary: summary(&listed),
        }
    }
}

/// A reduction with what is known of its officer.
struct ListedReduction<'a> {
    reduction: &'a Reduction,
    /// The date for which its state is said.
    date: Date,
    state: State,
    /// Hours a week, where they are known.
    hours: Option<Hours>,
    /// The posts that it applies to; none where only the list knows the officer.
    posts: Vec<&'a PostWeek>,
}

impl ListedReduction<'_> {
    /// Days until the last day of a reduction in force, which is 0 on that day; `None` for any other, and without an
    /// end.
    fn days_left(&self) -> Option<i64> {
        let to = self.reduction.to.filter(|_| self.state == State::InForce)?;
        Some((to - self.date).get_days().into())
    }
}

struct ListData<'a> {
    caseload: &'a Caseload,
    date: Date,
    /// Whether the date of an officer's snapshot counts in its place.
    by_snapshots: bool,
    weights: &'a Weights,
    /// The posts of every officer of the week.
    posts: HashMap<Officer, &'a [PostWeek]>,
}

impl<'a> ListData<'a> {
    fn texts(&self) -> &'a Texts {
        &self.caseload.texts
    }

    /// The units of its posts, each once.
    fn joined(&self, listed: &ListedReduction, of: impl Fn(&Unit) -> Option<TextId>) -> Value<'a> {
        Value::text(joined(listed.posts.iter().copied(), self.texts(), of))
    }

    fn listed(&self, reduction: &'a Reduction) -> ListedReduction<'a> {
        let posts = self.posts.get(&reduction.officer).copied().unwrap_or_default();
        let hours = reduction.hours_of(posts.iter(), &self.caseload.texts, self.weights);
        let date = posts.iter().find_map(|post| post.snapshot).filter(|_| self.by_snapshots).unwrap_or(self.date);
        let posts = posts.iter().filter(|post| reduction.is_of_team(post.unit.team)).collect();
        ListedReduction { reduction, date, state: reduction.state(date), hours, posts }
    }

    fn is_selected(&self, listed: &ListedReduction, selection: &Selection) -> bool {
        let mut whose = listed.posts.iter().map(|post| post.whose(self.weights)).peekable();
        if whose.peek().is_none() {
            let unit = Unit { team: listed.reduction.team, ..Unit::default() };
            return selection.has(&Whose { officer: Some(listed.reduction.officer), name: None, grade: None, unit });
        }
        whose.any(|whose| selection.has(&whose))
    }

    fn team(&self, listed: &ListedReduction) -> String {
        let texts = &self.caseload.texts;
        listed.reduction.team.map_or_else(
            || joined(listed.posts.iter().copied(), texts, |unit| unit.team).into_owned(),
            |team| texts.get(team).to_owned(),
        )
    }
}

fn summary(listed: &[ListedReduction]) -> ListSummary {
    let count = |state: State| listed.iter().filter(|listed| listed.state == state).count();
    let mut officers: Vec<_> = listed.iter().map(|listed| listed.reduction.officer).collect();
    officers.sort_unstable();
    officers.dedup();
    let in_force = listed.iter().filter(|listed| listed.state == State::InForce);
    let hours: Hours = in_force.filter_map(|listed| listed.hours).sum();
    ListSummary {
        officers: officers.len(),
        in_force: count(State::InForce),
        in_force_hours: hours.rounded(),
        ended: count(State::Ended),
        to_come: count(State::ToCome),
        without_hours: listed.iter().filter(|listed| listed.hours.is_none()).count(),
    }
}
