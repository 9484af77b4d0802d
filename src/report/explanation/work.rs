//! The work of an officer: one line for each case type, tier and status, and for each task.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Kind, Weights, WorkLine};
use crate::report::table::Omit;
use crate::report::{LATE, ReportColumn, Table, Value};
use crate::units::{Percent, Rounded, Work};

type WorkColumn = (ReportColumn, for<'r> fn(&WorkRow<'r>) -> Value<'r>);

const COUNTED: &str = "counted_percent";

const COLUMNS: [WorkColumn; 13] = [
    (ReportColumn::new("work", "Work\u{a0}a\u{a0}month"), |row| match row.names() {
        Some(names) => Value::text(called(names, row.weights)),
        None => Value::word("extra minutes"),
    }),
    (ReportColumn::json("case_type"), |row| Value::or_blank(row.names(), |[case_type, ..]| Value::text(case_type))),
    (ReportColumn::json("tier"), |row| Value::or_blank(row.names(), |[_, tier, ..]| Value::text(tier))),
    (ReportColumn::json("task"), |row| Value::or_blank(row.names(), |[.., task]| Value::text(task))),
    (ReportColumn::new("status", "Status").omit(Omit::WhenSame).leaves(LATE + 3), |row| {
        Value::or_blank(row.names(), |[.., status, _]| Value::text(status))
    }),
    (ReportColumn::new("count", "Count"), |row| Value::Count(row.sum.count)),
    (ReportColumn::new("minutes_each", "Each"), |row| {
        row.of_kind(|of| Value::Exact(of.kind.minutes().number().to_string()))
    }),
    (ReportColumn::new(COUNTED, "Counts").omit(Omit::WhenSame).leaves(LATE + 4), |row| {
        row.of_kind(|of| Value::Percent(of.counted_now().rounded()))
    }),
    (ReportColumn::new("minutes", "Minutes"), |row| Value::Exact(row.sum.work.to_string())),
    (ReportColumn::new("hours_a_month", "Hours").leaves(LATE), |row| Value::Figure(row.sum.work.hours_a_month())),
    (ReportColumn::new("minutes_in_full", "In\u{a0}full").omit(Omit::WhenBlank).leaves(LATE + 1), |row| {
        let WorkSum { work, in_full, .. } = row.sum;
        if work == in_full { Value::Blank } else { Value::Exact(in_full.to_string()) }
    }),
    (ReportColumn::new("why_zero", "Why\u{a0}0").omit(Omit::WhenBlank).leaves(LATE + 2), |row| {
        row.of_kind(|of| Value::word(of.why_zero()))
    }),
    (ReportColumn::json("name"), |row| {
        let name = row.names().and_then(|names| task_name(names, row.weights));
        Value::or_blank(name, |name| Value::Text(name.into()))
    }),
];

#[derive(Debug, Serialize)]
pub(crate) struct WorkTotal {
    /// Cases, whatever their status.
    pub(crate) cases: i64,
    /// Minutes a month, exactly.
    pub(crate) minutes: serde_json::Number,
    pub(crate) hours_a_month: Rounded,
    /// Hours a week: minutes a month × 12 ÷ weeks per year ÷ 60.
    pub(crate) hours_a_week: Rounded,
    /// Minutes a month of what counts nothing, or later, if it counted in full; exactly.
    pub(crate) uncounted_minutes_in_full: serde_json::Number,
}

/// The names of a kind, as [`Weights::names_of`] gives them: its case type, tier, status and task. Where two weeks with other
/// weights are compared, they stand for the kind.
pub(super) type KindNames<'w> = [&'w str; 4];

/// What the lines of one row have in common, in the order of the weights.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct WorkKind {
    kind: Kind,
    is_later: bool,
}

impl WorkKind {
    const fn counted_now(&self) -> Percent {
        if self.is_later { Percent::NOTHING } else { self.kind.status().counted }
    }

    /// Why it counts nothing; blank where it counts.
    const fn why_zero(&self) -> &'static str {
        match self {
            Self { is_later: true, .. } => "not yet due",
            Self { kind, .. } if kind.status().counted.is_nothing() => "its status",
            Self { kind, .. } if kind.minutes().is_nothing() => "0 in the weights",
            _ => "",
        }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct WorkSum {
    count: i64,
    work: Work,
    in_full: Work,
}

/// A row, with what its cells are made with.
struct WorkRow<'r> {
    /// `None` of extra minutes.
    kind: Option<WorkKind>,
    sum: WorkSum,
    weights: &'r Weights,
}

impl<'r> WorkRow<'r> {
    /// The cell of a column that extra minutes do not have.
    fn of_kind(&self, cell: impl Fn(&WorkKind) -> Value<'r>) -> Value<'r> {
        Value::or_blank(self.kind.as_ref(), cell)
    }

    /// The names of the kind; `None` of extra minutes.
    fn names(&self) -> Option<KindNames<'r>> {
        self.kind.as_ref().map(|of| self.weights.names_of(&of.kind))
    }
}

/// The lines of the work, and all of it.
pub(super) fn work<'r>(lines: &[&WorkLine], weights: &'r Weights) -> (Table<'r>, WorkTotal) {
    let mut kinds: BTreeMap<WorkKind, WorkSum> = BTreeMap::new();
    for line in lines {
        let WorkLine { kind, count, is_later, .. } = **line;
        let sum = kinds.entry(WorkKind { kind, is_later }).or_default();
        sum.count += count;
        sum.in_full += Work::of(count, kind.minutes(), Percent::ALL);
        sum.work += if is_later { Work::default() } else { kind.each() * count };
    }
    let total: Work = lines.iter().map(|line| line.held().work).sum();
    let uncounted = kinds.values().filter(|sum| sum.work.is_nothing()).map(|sum| sum.in_full).sum::<Work>();
    // The extra minutes of what counts nothing count all the same, unless it is not due yet.
    let later = lines.iter().filter(|line| line.is_later).map(|line| Work::extra(line.extra)).sum::<Work>();
    let total = WorkTotal {
        cases: lines.iter().filter(|line| line.kind.is_case()).map(|line| line.count).sum(),
        minutes: exact(total),
        hours_a_month: total.hours_a_month(),
        hours_a_week: weights.hours.work_hours(total),
        uncounted_minutes_in_full: exact(uncounted + later),
    };
    // A percentage that all lines share is a factor of each all the same, unless it is 100.
    let mut columns = COLUMNS;
    if kinds.keys().any(|of| of.kind.status().counted != Percent::ALL) {
        columns
            .iter_mut()
            .filter(|(column, _)| column.key == COUNTED)
            .for_each(|(column, _)| *column = column.omit(Omit::Never));
    }
    let kinds = kinds.into_iter().map(|(kind, sum)| (Some(kind), sum));
    let rows = kinds.chain(extra(lines).map(|sum| (None, sum))).map(|(kind, sum)| WorkRow { kind, sum, weights });
    (Table::of(&columns[..], rows), total)
}

#[derive(Debug, Serialize)]
pub(crate) struct CasesOfLine {
    /// The case type and the tier, or the task, with the status.
    pub(crate) work: String,
    pub(crate) case_ids: Vec<String>,
    /// How many are without a number.
    pub(crate) without_id: i64,
}

/// The numbers of the cases behind each line, in the order of the lines. Few tasks have any, so those without are left out.
pub(super) fn cases(lines: &[&WorkLine], weights: &Weights) -> Vec<CasesOfLine> {
    let mut by_kind: BTreeMap<Kind, CasesOfLine> = BTreeMap::new();
    for line in lines {
        let new = || {
            let names = weights.names_of(&line.kind);
            let work = format!("{}, {}", called(names, weights), names[2]);
            CasesOfLine { work, case_ids: Vec::new(), without_id: 0 }
        };
        let of_kind = by_kind.entry(line.kind).or_insert_with(new);
        match &line.case_id {
            Some(case_id) => of_kind.case_ids.push(case_id.to_string()),
            None => of_kind.without_id += line.count,
        }
    }
    by_kind.retain(|kind, of_line| kind.is_case() || !of_line.case_ids.is_empty());
    let mut cases: Vec<CasesOfLine> = by_kind.into_values().collect();
    for of_line in &mut cases {
        of_line.case_ids.sort();
    }
    cases
}

/// A case or a task as people call it: a task by its name, with the key of the weights.
pub(super) fn called(names: KindNames, weights: &Weights) -> String {
    let [case_type, tier, _, task] = names;
    match task_name(names, weights) {
        Some(name) => format!("{name} ({task})"),
        None if task.is_empty() => format!("{case_type} {tier}"),
        None => task.to_owned(),
    }
}

fn task_name<'w>([.., task]: KindNames, weights: &'w Weights) -> Option<&'w str> {
    weights.tasks.get(task).filter(|_| !task.is_empty())?.name.as_deref()
}

fn exact(work: Work) -> serde_json::Number {
    serde_json::Number::from_string_unchecked(work.to_string())
}

/// All extra minutes, and on how many rows they are.
fn extra(lines: &[&WorkLine]) -> Option<WorkSum> {
    let with_extra = || lines.iter().filter(|line| !line.extra.is_nothing() && !line.is_later);
    let work = with_extra().map(|line| Work::extra(line.extra)).sum();
    let count = with_extra().map(|_| 1).sum();
    (count > 0).then_some(WorkSum { count, work, in_full: work })
}
