//! What a row adds to its post: its count, its extra minutes, and whether a task is due.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{Held, Nothing};
use crate::units::{CompactWork, Minutes, Work};

use super::cells::Cells;
use super::columns::Column;
use super::kinds::{Kind, WhyNothing};

/// A task counts when it is due on or before the snapshot date and so many days; one that is overdue counts too.
const DUE_WITHIN_DAYS: i32 = 30;

/// What nearly every row holds; few hold more.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) work: CompactWork,
    pub(super) cases: u32,
}

impl Sums {
    /// What is held. More than a post may hold stays more than that.
    pub(super) fn of(held: &Held) -> Self {
        Self { work: held.work.compact_or_absurd(), cases: u32::try_from(held.cases).unwrap_or(u32::MAX) }
    }
}

/// Rows with a cell that means nothing where it stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ignored {
    pub(super) due_of_cases: u64,
    pub(super) hours_of_nobody: u64,
    pub(super) status_of_nothing: u64,
}

impl std::ops::AddAssign<&Ignored> for Ignored {
    fn add_assign(&mut self, other: &Self) {
        self.due_of_cases += other.due_of_cases;
        self.hours_of_nobody += other.hours_of_nobody;
        self.status_of_nothing += other.status_of_nothing;
    }
}

/// The snapshot that a row is of: a date, or none in an undated caseload.
#[derive(Debug, Clone, Copy)]
pub(super) struct Snapshot(pub(super) Option<Date>);

/// Reads what a row adds to its post. Its numbers are read even where its kind or its snapshot is not known.
///
/// Gives `None`, having added faults, where a cell is wrong.
pub(super) fn read_held(
    cells: &mut Cells,
    kind: Option<Kind>,
    snapshot: Option<Snapshot>,
    ignored: &mut Ignored,
) -> Option<Held> {
    let count = number(cells, Column::Count, Cells::count);
    let extra = number(cells, Column::ExtraMinutes, Cells::minutes);
    let (kind, count, extra) = (kind?, count.ok()?, extra.ok()?.unwrap_or_default());
    note_ignored(cells, kind, ignored);
    match kind {
        Kind::Case(each, why) => cases(cells, each, why, count.unwrap_or(1), extra),
        Kind::Task(each) => {
            let is_later = is_later(cells, snapshot)?;
            Some(tasks(each, count.unwrap_or(1), extra, is_later))
        }
        Kind::Neither => neither(cells, count, extra),
    }
}

/// A cell is wrong, and a fault says how.
struct Wrong;

/// A number that may be left out.
fn number<'a, T>(
    cells: &mut Cells<'a>,
    column: Column,
    read: impl FnOnce(&mut Cells<'a>, Column) -> Option<T>,
) -> Result<Option<T>, Wrong> {
    if cells.row.is_blank(column) { Ok(None) } else { read(cells, column).map(Some).ok_or(Wrong) }
}

fn note_ignored(cells: &Cells, kind: Kind, ignored: &mut Ignored) {
    let has = |column: Column| !cells.row.is_blank(column);
    let has_hours = || has(Column::ContractedHours) || has(Column::ReductionHours);
    ignored.hours_of_nobody += u64::from(!has(Column::Officer) && has_hours());
    match kind {
        Kind::Case(..) => ignored.due_of_cases += u64::from(has(Column::Due)),
        Kind::Neither => ignored.status_of_nothing += u64::from(has(Column::Status)),
        Kind::Task(_) => (),
    }
}

fn cases(cells: &mut Cells, each: Work, why: Option<WhyNothing>, count: i64, extra: Minutes) -> Option<Held> {
    if count < 0 {
        let name = cells.name(Column::Count);
        let hint = "only a task can be taken off: a colleague did it".to_owned();
        cells.fault(format!("{name} is `{count}`, but nobody holds fewer than 0 cases"), Some(hint));
        return None;
    }
    let mut nothing = Nothing::default();
    match why.filter(|_| extra.is_nothing()) {
        None => (),
        Some(WhyNothing::Status) => nothing.by_status = count,
        Some(WhyNothing::Untiered) => nothing.untiered = count,
        Some(WhyNothing::Tier) => nothing.by_tier = count,
    }
    Some(Held { work: each * count + Work::extra(extra), cases: count, nothing, ..Held::default() })
}

fn tasks(each: Work, count: i64, extra: Minutes, is_later: bool) -> Held {
    let work = each * count + Work::extra(extra);
    if is_later {
        return Held { later_tasks: count, later_work: work, ..Held::default() };
    }
    let counts_nothing = if each.is_nothing() && extra.is_nothing() { count } else { 0 };
    Held { work, nothing: Nothing { tasks: counts_nothing, ..Nothing::default() }, ..Held::default() }
}

/// A row with neither a case nor a task says that an officer holds nothing; it must not say anything else.
fn neither(cells: &mut Cells, count: Option<i64>, extra: Minutes) -> Option<Held> {
    let stray = [Column::CaseId, Column::Due].into_iter().find(|column| !cells.row.is_blank(*column));
    let stray = stray.or(count.filter(|count| *count != 0).map(|_| Column::Count));
    let stray = stray.or((!extra.is_nothing()).then_some(Column::ExtraMinutes));
    if let Some(column) = stray {
        let name = cells.name(column);
        cells.fault(format!("the row has {name}, but neither a case type nor a task"), None);
        return None;
    }
    if cells.row.is_blank(Column::Officer) {
        cells.fault("the row has neither an officer nor a case type nor a task", None);
        return None;
    }
    Some(Held::default())
}

/// Whether a task is due too late to count. `None`, having added a fault, when that cannot be told.
fn is_later(cells: &mut Cells, snapshot: Option<Snapshot>) -> Option<bool> {
    if cells.row.is_blank(Column::Due) {
        return Some(false);
    }
    let due = cells.date(Column::Due)?;
    let Some(snapshot) = snapshot?.0 else {
        let hint = "give the week with --week".to_owned();
        cells.fault("whether the task is due cannot be told, because the caseload is undated", Some(hint));
        return None;
    };
    Some(due > snapshot.saturating_add(DUE_WITHIN_DAYS.days()))
}
