//! Reading the rows of one officer once more, line by line, to show how the figure was made. Sums are kept for everyone;
//! lines would be as many as rows, so they are read for one officer alone.

use jiff::civil::Date;

use crate::fault::{Faults, Notices};
use crate::model::{DatedWeights, Line, Weights, What};
use crate::units::Week;

use super::caseload::{Inputs, file_date};
use super::cells::Cells;
use super::columns::{CASELOAD, Column};
use super::held::{Ignored, Snapshot, read_held};
use super::kinds::{Kind, Named};
use super::table::{InputFile, read_table};

/// Whose lines are wanted.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// The officer, as the caseload has it.
    pub officer: &'a str,
    /// The snapshots to read; `None` is an undated caseload.
    pub snapshots: Vec<Option<Date>>,
    /// The date of files without a `week` column.
    pub week: Option<Date>,
}

/// Reads the lines of an officer, in the order of the files. The files have been read before and had no fault.
pub fn read_lines(inputs: &Inputs, wanted: &Wanted, weights: &DatedWeights) -> Vec<Line> {
    let mut lines = Vec::new();
    for input in &inputs.caseloads {
        // Everything there is to say of the file was said when it was read first.
        let (mut faults, mut notices) = (Faults::default(), Notices::default());
        let mut of_file: Option<Option<Date>> = None;
        read_table(input, &CASELOAD, &mut faults, &mut notices, |cells| {
            let date = match of_file {
                Some(date) if !cells.row.columns.has(Column::Week) => date,
                _ => *of_file.insert(date_of(cells, input, wanted)),
            };
            lines.extend(read_line(cells, date, wanted, weights));
        });
    }
    lines
}

fn date_of(cells: &mut Cells, input: &InputFile, wanted: &Wanted) -> Option<Date> {
    if cells.row.columns.has(Column::Week) {
        return cells.date(Column::Week);
    }
    file_date(input, wanted.week, &mut Faults::default(), &mut Notices::default())
}

fn read_line(cells: &mut Cells, date: Option<Date>, wanted: &Wanted, weights: &DatedWeights) -> Option<Line> {
    if !wanted.snapshots.contains(&date) || cells.text(Column::Officer)? != wanted.officer {
        return None;
    }
    let of_week = match date {
        Some(date) => weights.for_week(Week::of(date))?,
        None => weights.latest(),
    };
    let of_week = weights.get(of_week);
    let named = Named::read(cells, of_week)?;
    let (what, each, counted) = what(named, of_week)?;
    let kind = Kind::read(cells, of_week);
    let held = read_held(cells, kind, Some(Snapshot(date)), &mut Ignored::default())?;
    let is_blank = |column| cells.row.is_blank(column);
    let (has_count, has_extra) = (!is_blank(Column::Count), !is_blank(Column::ExtraMinutes));
    Some(Line {
        week: date.map(Week::of),
        what,
        case_id: cells.text(Column::CaseId).map(std::borrow::Cow::into_owned),
        count: if has_count { cells.count(Column::Count)? } else { 1 },
        each,
        counted,
        extra: if has_extra { cells.minutes(Column::ExtraMinutes)? } else { crate::units::Minutes::default() },
        is_later: held.later_tasks != 0 || !held.later_work.is_nothing(),
    })
}

/// What a row names by the names of the weights, with the time of one and the share that counts.
fn what(named: Named, weights: &Weights) -> Option<(What, crate::units::Minutes, crate::units::Percent)> {
    let status_name = |position| weights.statuses.name(position).to_owned();
    match named {
        Named::Case { case_type, tier, minutes, status, .. } => {
            let tiers = &weights.case_types.at(case_type).tiers;
            let (case_type, tier) = (weights.case_types.name(case_type).to_owned(), tiers.name(tier).to_owned());
            let what = What::Case { case_type, tier, status: status_name(status.position) };
            Some((what, minutes, status.counted))
        }
        Named::Task { task, minutes, status } => {
            let what = What::Task { task: weights.tasks.name(task).to_owned(), status: status_name(status.position) };
            Some((what, minutes, status.counted))
        }
        Named::Neither => None,
    }
}
