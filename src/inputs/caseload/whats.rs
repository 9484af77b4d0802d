//! What a row holds: a case or a task of the weights, how many of it, and what that adds to the post.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::inputs::table::{Cells, Column};
use crate::model::{DUE_WITHIN_DAYS, FAR_DAYS, Held, Kind, RowKind, Weights};
use crate::units::Minutes;

use super::layout::Day;

/// What a row holds. Rows with the same words hold the same, so each is read once.
#[derive(Debug, Clone)]
pub(crate) struct What {
    /// Its kind; `None` where the row says that an officer holds nothing.
    pub(crate) kind: Option<Kind>,
    pub(crate) count: i64,
    /// Minutes a month on top.
    pub(crate) extra: Minutes,
    /// The day that a task is due.
    pub(crate) due: Option<Date>,
    /// What it adds to the post.
    pub(crate) held: Held,
    /// The statuses of all rows that are joined in it, by their positions, where it is read a second time.
    pub(crate) joined: Vec<usize>,
    pub(super) ignored: Ignored,
}

/// What nearly every row adds to its post.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums {
    /// Units of `Work`. There is room for a million cases that take all of a month, and minutes on top.
    pub(super) work: i64,
    pub(super) cases: u32,
    /// Whether [`What`] has more: something that counts nothing, or only later, or a cell that is not used.
    pub(super) has_more: bool,
    /// A team's tasks may have another snapshot than its cases.
    pub(super) kind: RowKind,
    /// Whether its status is a flag of a case.
    pub(super) is_flag: bool,
}

/// How many rows have a cell that means nothing in such a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Ignored {
    pub(super) due_of_cases: u64,
    pub(super) hours_of_nobody: u64,
    pub(super) status_of_nothing: u64,
    /// Flags in a file without a column of case ids, by which they would join another row.
    pub(super) flags_alone: u64,
    /// Tasks that are due so far away that the year is most likely mistyped.
    pub(super) due_far: u64,
}

impl std::ops::AddAssign<&Ignored> for Ignored {
    fn add_assign(&mut self, other: &Self) {
        self.due_of_cases += other.due_of_cases;
        self.hours_of_nobody += other.hours_of_nobody;
        self.status_of_nothing += other.status_of_nothing;
        self.flags_alone += other.flags_alone;
        self.due_far += other.due_far;
    }
}

impl What {
    /// What a row holds that has neither a case nor a task.
    pub(super) fn nothing() -> Self {
        let (count, extra, held, joined) = (0, Minutes::default(), Held::default(), Vec::new());
        Self { kind: None, count, extra, due: None, held, joined, ignored: Ignored::default() }
    }

    /// Reads what a row holds. All its cells are read, also where the day is not known, so that all faults are found.
    ///
    /// Gives `None`, having added faults, where a cell is wrong.
    pub(super) fn read(cells: &mut Cells, weights: &Weights, day: Option<Day>) -> Option<Self> {
        let kind = read_kind(cells, weights);
        let count = optional(cells, Column::Count, Cells::count);
        let extra = optional(cells, Column::ExtraMinutes, Cells::minutes);
        let (kind, count, extra) = (kind?, count.ok()?, extra.ok()?.unwrap_or_default());
        let Some(kind) = kind else {
            check_nothing_held(cells, count, extra)?;
            let ignored =
                Ignored { status_of_nothing: u64::from(!cells.is_blank(Column::Status)), ..Ignored::default() };
            return Some(Self { ignored, ..Self::nothing() });
        };
        let (count, mut ignored) = (count.unwrap_or(1), Ignored::default());
        let mut due = None;
        let mut is_later = false;
        if let Kind::Case { .. } = kind {
            check_case_count(cells, count)?;
            ignored.due_of_cases = u64::from(optional(cells, Column::Due, Cells::text).ok()?.is_some());
            let has_no_ids = cells.columns.is_row_type() && !cells.columns.has(Column::CaseId);
            ignored.flags_alone = u64::from(has_no_ids && kind.status().is_flag);
        } else if !cells.is_blank(Column::Due) {
            let date = cells.date(Column::Due)?;
            let snapshot = snapshot(cells, day)?;
            let is_after = |days: i32| date > snapshot.saturating_add(days.days());
            is_later = is_after(DUE_WITHIN_DAYS);
            ignored.due_far = u64::from(is_after(FAR_DAYS));
            due = Some(date);
        }
        let held = kind.held(count, extra, is_later);
        Some(Self { kind: Some(kind), count, extra, due, held, joined: Vec::new(), ignored })
    }

    pub(super) fn sums(&self) -> Sums {
        let has_more = self.held.has_details() || self.ignored != Ignored::default();
        let work = i64::try_from(self.held.work.units()).expect("counts and minutes are bounded where they are read");
        let cases = u32::try_from(self.held.cases).expect("a count is at most a million");
        let kind = self.row_kind();
        let is_flag = kind == RowKind::Case && self.kind.is_some_and(|kind| kind.status().is_flag);
        Sums { work, cases, has_more, kind, is_flag }
    }

    /// What the row holds, as far as it says which snapshot the row is of.
    pub(crate) fn row_kind(&self) -> RowKind {
        match self.kind {
            Some(Kind::Case { .. }) => RowKind::Case,
            Some(Kind::Task { .. }) => RowKind::Task,
            None => RowKind::Nothing,
        }
    }
}

/// Reads the kind of a row; `Some(None)` where it has neither a case nor a task. `None`, having added faults, where a cell
/// is wrong.
#[expect(clippy::option_option, reason = "a row may be wrong, and a sound one may hold nothing")]
fn read_kind(cells: &mut Cells, weights: &Weights) -> Option<Option<Kind>> {
    let is_case = !cells.is_blank(Column::CaseType) || !cells.is_blank(Column::Tier);
    let is_task = !cells.is_blank(Column::Task);
    let [status, case_type, tier, task] = [Column::Status, Column::CaseType, Column::Tier, Column::Task]
        .map(|column| optional(cells, column, Cells::text));
    let is_sound = status.is_ok() && case_type.is_ok() && tier.is_ok() && task.is_ok();
    let [status, case_type, tier, task] = [status, case_type, tier, task].map(Result::unwrap_or_default);
    let status = status.as_deref();
    let read = match (is_case, is_task, case_type.as_deref(), task.as_deref()) {
        (true, false, Some(case_type), _) => weights.case(case_type, tier.as_deref(), status).map(Some),
        (false, true, _, Some(task)) => weights.task(task, status).map(Some),
        _ => weights.status(status).map(|_| None).map_err(|unknown| vec![unknown]),
    };
    let read =
        read.map_err(|unknown| unknown.into_iter().for_each(|name| cells.fault_searching(name.message, name.hint)));
    if is_case && is_task && is_sound {
        cells.fault("the row is both a case and a task", "a task has a row of its own, without case type and tier");
        return None;
    }
    if is_case && cells.is_blank(Column::CaseType) {
        let hint = || format!("it is read from the column `case_type`{}", cells.columns.unused_headings());
        let hint = (!cells.columns.has(Column::CaseType)).then(hint);
        cells.fault("the row has a tier but no case type", hint);
        return None;
    }
    read.ok().filter(|_| is_sound)
}

/// A value that may be left out; `Err`, having added a fault, where its cell is wrong.
fn optional<'a, T>(
    cells: &mut Cells<'a>,
    column: Column,
    read: impl FnOnce(&mut Cells<'a>, Column) -> Option<T>,
) -> Result<Option<T>, ()> {
    if cells.is_blank(column) { Ok(None) } else { read(cells, column).map(Some).ok_or(()) }
}

/// Nobody holds fewer than 0 cases.
fn check_case_count(cells: &mut Cells, count: i64) -> Option<()> {
    if count >= 0 {
        return Some(());
    }
    let name = cells.name(Column::Count);
    let hint = "only a task may have a count below 0, for work that a colleague did";
    cells.fault(format!("{name} is `{count}`, but nobody holds fewer than 0 cases"), hint);
    None
}

/// A row with neither a case nor a task says that an officer holds nothing; it must not say anything else.
fn check_nothing_held(cells: &mut Cells, count: Option<i64>, extra: Minutes) -> Option<()> {
    let stray = [Column::CaseId, Column::Due].into_iter().find(|column| !cells.is_blank(*column));
    let stray = stray.or(count.filter(|count| *count != 0).map(|_| Column::Count));
    let stray = stray.or((!extra.is_nothing()).then_some(Column::ExtraMinutes));
    if let Some(column) = stray {
        let name = cells.name(column);
        let hint = format!(
            "a case has its type in the column `case_type`, a task its name in the column `task`{}",
            cells.columns.unused_headings()
        );
        cells.fault(format!("the row has {name}, but neither a case type nor a task"), hint);
        return None;
    }
    if cells.is_blank(Column::Officer) {
        cells.fault("the row has neither an officer nor a case type nor a task", None);
        return None;
    }
    Some(())
}

/// The day from which it is counted when a task is due. `None`, having added a fault, where that is not known.
fn snapshot(cells: &mut Cells, day: Option<Day>) -> Option<Date> {
    let snapshot = day?.date;
    if snapshot.is_none() {
        let hint = "give the week with --week";
        cells.fault("the caseload has no date, so nobody can tell whether the task is due", hint);
    }
    snapshot
}
