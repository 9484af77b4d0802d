//! Kinds: what a row holds, as case type, tier, status and task say it, and the work of one of it. There are some
//! hundred in a country, so each is read once and known after that.

use crate::fault::quoted;
use crate::model::Weights;
use crate::units::{Minutes, Percent, Work};

use super::cells::Cells;
use super::columns::Column;

/// What a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A case: the work of one, and why that is nothing where it is.
    Case(Work, Option<WhyNothing>),
    /// A task: the work of one.
    Task(Work),
    /// Neither: an officer who holds nothing.
    Neither,
}

/// Why a case counts nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WhyNothing {
    Status,
    Untiered,
    Tier,
}

/// The columns that make a kind.
pub(super) const KIND_COLUMNS: [Column; 4] = [Column::CaseType, Column::Tier, Column::Status, Column::Task];

/// What a row names, with what the weights say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// A case, by the positions of its case type and its tier.
    Case { case_type: usize, tier: usize, is_untiered: bool, minutes: Minutes, status: Status },
    /// A task, by its position.
    Task { task: usize, minutes: Minutes, status: Status },
    /// Neither.
    Neither,
}

/// A status, by its position, and the share of minutes that counts with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) position: usize,
    pub(super) counted: Percent,
}

impl Kind {
    /// Reads the kind of a row. `None`, having added faults, where a cell of it is wrong.
    pub(super) fn read(cells: &mut Cells, weights: &Weights) -> Option<Self> {
        Some(match Named::read(cells, weights)? {
            Named::Case { is_untiered, minutes, status, .. } => {
                let nothing = match (status.counted.is_nothing(), minutes.is_nothing()) {
                    (true, _) => Some(WhyNothing::Status),
                    (false, true) if is_untiered => Some(WhyNothing::Untiered),
                    (false, true) => Some(WhyNothing::Tier),
                    (false, false) => None,
                };
                Self::Case(Work::of(1, minutes, status.counted), nothing)
            }
            Named::Task { minutes, status, .. } => Self::Task(Work::of(1, minutes, status.counted)),
            Named::Neither => Self::Neither,
        })
    }
}

impl Named {
    /// Reads what a row names. `None`, having added faults, where a cell of it is wrong.
    pub(super) fn read(cells: &mut Cells, weights: &Weights) -> Option<Self> {
        let status = status(cells, weights);
        let blank = |cells: &Cells, column| cells.row.is_blank(column);
        let is_case = !blank(cells, Column::CaseType) || !blank(cells, Column::Tier);
        match (blank(cells, Column::Task), is_case) {
            (false, true) => {
                let hint = "a task has a row of its own, without case type and tier";
                cells.fault("the row is both a case and a task", Some(hint.to_owned()));
                None
            }
            (false, false) => task(cells, weights).zip(status).map(|(task, status)| Self::Task {
                task,
                minutes: weights.tasks.at(task).minutes,
                status,
            }),
            (true, true) => case(cells, weights).zip(status).map(|((case_type, tier), status)| {
                let tiers = &weights.case_types.at(case_type).tiers;
                let is_untiered = tiers.position(Weights::UNTIERED) == Some(tier);
                Self::Case { case_type, tier, is_untiered, minutes: *tiers.at(tier), status }
            }),
            (true, false) => status.map(|_| Self::Neither),
        }
    }
}

/// The status of a row, with the share that counts; a blank status is active.
fn status(cells: &mut Cells, weights: &Weights) -> Option<Status> {
    let blank = cells.row.is_blank(Column::Status);
    let text = if blank { Weights::ACTIVE.into() } else { cells.text(Column::Status)? };
    let position = weights.statuses.position(&text);
    if position.is_none() {
        cells.fault(format!("the status {} is not known", quoted(&text)), weights.statuses.hint(&text));
    }
    position.map(|position| Status { position, counted: *weights.statuses.at(position) })
}

/// The position of a task.
fn task(cells: &mut Cells, weights: &Weights) -> Option<usize> {
    let text = cells.text(Column::Task)?;
    let task = weights.tasks.position(&text);
    if task.is_none() {
        cells.fault(format!("the task {} is not known", quoted(&text)), weights.tasks.hint(&text));
    }
    task
}

/// The positions of the case type and the tier of a case.
fn case(cells: &mut Cells, weights: &Weights) -> Option<(usize, usize)> {
    let Some(type_text) = cells.text(Column::CaseType) else {
        if cells.row.is_blank(Column::CaseType) {
            cells.fault("the row has a tier but no case type", None);
        }
        return None;
    };
    let Some(position) = weights.case_types.position(&type_text) else {
        let hint = weights.case_types.hint(&type_text).or(Some("the weights declare no case types".to_owned()));
        cells.fault(format!("the case type {} is not known", quoted(&type_text)), hint);
        return None;
    };
    let tiers = &weights.case_types.at(position).tiers;
    let untiered = cells.row.is_blank(Column::Tier);
    let tier = if untiered { Weights::UNTIERED.into() } else { cells.text(Column::Tier)? };
    let Some(tier) = tiers.position(&tier) else {
        let case_type = weights.case_types.name(position);
        let (message, hint) = if untiered {
            let hint =
                format!("give the tier, or declare `{}` under [cases.{case_type}] in the weights", Weights::UNTIERED);
            (format!("a {case_type} case has no tier, and the weights do not say what that counts"), Some(hint))
        } else {
            let tier = cells.text(Column::Tier)?;
            (format!("the tier {} is not known for {case_type} cases", quoted(&tier)), tiers.hint(&tier))
        };
        cells.fault(message, hint);
        return None;
    };
    Some((position, tier))
}
