//! Reading the rows of one officer once more, line by line, to show how the figure was made. Sums are kept for everyone;
//! lines would be as many as rows, so they are read for one officer alone.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::inputs::Inputs;
use crate::model::{Caseload, DatedWeights, Kind, Line, LineItem, Officer, Weights};
use crate::units::{Minutes, Percent, Week};

use super::rows::{CountedRow, each_row};

/// Whose lines are wanted.
#[derive(Debug)]
pub struct WantedLines {
    pub(crate) officer: Officer,
    /// The weeks to read; `None` is an undated caseload.
    pub(crate) weeks: Vec<Option<Week>>,
    /// The date of files without a `week` column.
    pub(crate) week: Option<Date>,
}

/// Reads the lines of an officer, in the order of the files. The files have been read before and had no fault.
pub fn read_lines(inputs: &Inputs, wanted: &WantedLines, caseload: &Caseload, weights: &DatedWeights) -> Vec<Line> {
    let mut lines = Vec::new();
    each_row(inputs, wanted.week, caseload, weights, |row| {
        let CountedRow { day, who, what, .. } = *row;
        if who.officer != Some(wanted.officer) || !wanted.weeks.contains(&day.week) {
            return;
        }
        let (named, each, counted) = named(&row.kind, weights.get(day.weights));
        lines.push(Line {
            week: day.week,
            what: named,
            case_id: row.case_id().map(Cow::into_owned),
            count: what.count,
            each,
            counted,
            extra: what.extra,
            is_later: what.held.later_tasks != 0 || !what.held.later_work.is_nothing(),
        });
    });
    lines
}

/// A kind by the names of the weights, with the time of one and the share that counts.
fn named(kind: &Kind, weights: &Weights) -> (LineItem, Minutes, Percent) {
    let (Kind::Case { minutes, status, .. } | Kind::Task { minutes, status, .. }) = kind;
    let status_name = weights.statuses.name(status.position).to_owned();
    let what = match kind {
        Kind::Case { case_type, tier, .. } => {
            let tiers = &weights.case_types.at(*case_type).tiers;
            let (case_type, tier) = (weights.case_types.name(*case_type).to_owned(), tiers.name(*tier).to_owned());
            LineItem::Case { case_type, tier, status: status_name }
        }
        Kind::Task { task, .. } => LineItem::Task { task: weights.tasks.name(*task).to_owned(), status: status_name },
    };
    (what, *minutes, status.counted)
}
