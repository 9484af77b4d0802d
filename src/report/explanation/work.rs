//! The work of an officer: one line for each case type, tier and status, and for each task.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Line, Weights, What};
use crate::report::table::{Omit, RowCells};
use crate::report::{LATE, ReportColumn, Table, Value};
use crate::units::{Minutes, Percent, Rounded, Work};

const COLUMNS: [ReportColumn; 13] = [
    ReportColumn::new("work", "Work\u{a0}a\u{a0}month"),
    ReportColumn::json("case_type"),
    ReportColumn::json("tier"),
    ReportColumn::json("task"),
    ReportColumn::new("status", "Status").omit(Omit::WhenSame).leaves(LATE + 3),
    ReportColumn::new("count", "Count"),
    ReportColumn::new("minutes_each", "Each"),
    ReportColumn::new("counted_percent", "Counts").omit(Omit::WhenSame).leaves(LATE + 4),
    ReportColumn::new("minutes", "Minutes"),
    ReportColumn::new("hours_a_month", "Hours").leaves(LATE),
    ReportColumn::new("minutes_in_full", "In\u{a0}full").omit(Omit::WhenBlank).leaves(LATE + 1),
    ReportColumn::new("why_zero", "Why\u{a0}0").omit(Omit::WhenBlank).leaves(LATE + 2),
    ReportColumn::json("name"),
];

/// All the work of an officer.
#[derive(Debug, Serialize)]
pub struct WorkTotal {
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

/// What the lines of one row have in common.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct WorkKind<'l> {
    is_task: bool,
    /// Its place in the weights, which is the order of the lines.
    order: [Option<usize>; 3],
    what: &'l What,
    each: Minutes,
    counted: Percent,
    is_later: bool,
}

#[derive(Debug, Default)]
struct WorkSum {
    count: i64,
    work: Work,
    in_full: Work,
}

/// The lines of the work, and all of it.
pub(super) fn work<'r>(lines: &[&'r Line], weights: &'r Weights) -> (Table<'r>, WorkTotal) {
    let mut kinds: BTreeMap<WorkKind<'r>, WorkSum> = BTreeMap::new();
    for line in lines {
        let Line { what, each, counted, is_later, .. } = line;
        let (is_task, order) = (!what.is_case(), order(what, weights));
        let kind = WorkKind { is_task, order, what, each: *each, counted: *counted, is_later: *is_later };
        let sum = kinds.entry(kind).or_default();
        sum.count += line.count;
        sum.in_full += Work::of(line.count, *each, Percent::ALL);
        sum.work += if *is_later { Work::default() } else { line.by_value() };
    }
    let rows: Vec<RowCells> = kinds.iter().map(|(kind, sum)| row(kind, sum, weights)).chain(extra(lines)).collect();
    let table = Table::new(COLUMNS, rows);
    let total: Work = lines.iter().map(|line| line.work()).sum();
    let uncounted = kinds.values().filter(|sum| sum.work.is_nothing()).map(|sum| sum.in_full).sum::<Work>();
    let total = WorkTotal {
        cases: lines.iter().filter(|line| line.what.is_case()).map(|line| line.count).sum(),
        minutes: exact(total),
        hours_a_month: total.hours_a_month(),
        hours_a_week: weights.hours.work_hours(total),
        uncounted_minutes_in_full: exact(uncounted),
    };
    (table, total)
}

/// The cases behind a line of the work.
#[derive(Debug, Serialize)]
pub struct CasesOfLine {
    /// The case type and the tier, or the task, with the status.
    pub(crate) work: String,
    pub(crate) case_ids: Vec<String>,
    /// How many are without a number.
    pub(crate) without_id: i64,
}

/// The numbers of the cases behind each line, in the order of the lines. Few tasks have any, so those without are left out.
pub(super) fn cases(lines: &[&Line], weights: &Weights) -> Vec<CasesOfLine> {
    let mut by_kind: BTreeMap<(bool, [Option<usize>; 3], &What), CasesOfLine> = BTreeMap::new();
    for line in lines {
        let new = || {
            let work = format!("{}, {}", called(&line.what, weights), line.what.status());
            CasesOfLine { work, case_ids: Vec::new(), without_id: 0 }
        };
        let kind = (!line.what.is_case(), order(&line.what, weights), &line.what);
        let of_kind = by_kind.entry(kind).or_insert_with(new);
        match &line.case_id {
            Some(case_id) => of_kind.case_ids.push(case_id.clone()),
            None => of_kind.without_id += line.count,
        }
    }
    by_kind.retain(|(is_task, ..), of_line| !is_task || !of_line.case_ids.is_empty());
    let mut cases: Vec<CasesOfLine> = by_kind.into_values().collect();
    for of_line in &mut cases {
        of_line.case_ids.sort();
    }
    cases
}

/// A case or a task as people call it: a task by its name, with the key of the weights.
pub(super) fn called(what: &What, weights: &Weights) -> String {
    task_name(what, weights).map_or_else(|| what.to_string(), |name| format!("{name} ({what})"))
}

fn task_name<'w>(what: &What, weights: &'w Weights) -> Option<&'w str> {
    let What::Task { task, .. } = what else { return None };
    weights.tasks.get(task)?.name.as_deref()
}

/// Where the weights declare it: the case type, the tier and the status, or the task and the status.
fn order(what: &What, weights: &Weights) -> [Option<usize>; 3] {
    let status = weights.statuses.position(what.status());
    match what {
        What::Case { case_type, tier, .. } => {
            let tiers = weights.case_types.get(case_type).and_then(|declared| declared.tiers.position(tier));
            [weights.case_types.position(case_type), tiers, status]
        }
        What::Task { task, .. } => [weights.tasks.position(task), None, status],
    }
}

fn exact(work: Work) -> serde_json::Number {
    serde_json::Number::from_string_unchecked(work.to_string())
}

fn row<'r>(kind: &WorkKind<'r>, sum: &WorkSum, weights: &'r Weights) -> RowCells<'r> {
    let (case_type, tier, task) = match kind.what {
        What::Case { case_type, tier, .. } => (Value::text(case_type), Value::text(tier), Value::Blank),
        What::Task { task, .. } => (Value::Blank, Value::Blank, Value::text(task)),
    };
    let why_zero = match kind {
        WorkKind { is_later: true, .. } => Value::Word("not yet due"),
        WorkKind { counted, .. } if counted.is_nothing() => Value::Word("its status"),
        WorkKind { each, .. } if each.is_nothing() => Value::Word("0 in the weights"),
        _ => Value::Blank,
    };
    let is_part = sum.work != sum.in_full;
    vec![
        Value::text(called(kind.what, weights)),
        case_type,
        tier,
        task,
        Value::text(kind.what.status()),
        Value::Count(sum.count),
        Value::Exact(kind.each.number().to_string()),
        Value::Percent(kind.counted.rounded()),
        Value::Exact(sum.work.to_string()),
        Value::Figure(sum.work.hours_a_month()),
        if is_part { Value::Exact(sum.in_full.to_string()) } else { Value::Blank },
        why_zero,
        Value::or_blank(task_name(kind.what, weights), |name| Value::Text(name.into())),
    ]
}

/// Extra minutes, in one row.
fn extra(lines: &[&Line]) -> Option<RowCells<'static>> {
    let with_extra = || lines.iter().filter(|line| !line.extra.is_nothing() && !line.is_later);
    let sum: Work = with_extra().map(|line| Work::extra(line.extra)).sum();
    let count = with_extra().count();
    let cell = |column: ReportColumn| match column.key {
        "work" => Value::Word("extra minutes"),
        "count" => count.into(),
        "minutes" => Value::Exact(sum.to_string()),
        "hours_a_month" => Value::Figure(sum.hours_a_month()),
        _ => Value::Blank,
    };
    (count > 0).then(|| COLUMNS.map(cell).into())
}
