//! Merged cells of a workbook. A spreadsheet shows one value beside all rows of a merged cell, but keeps it in the first row alone,
//! so that the work of the others seems to be nobody's, or to have no tier.

use crate::fault::{FileId, MERGED_CELLS, Messages, Place};
use crate::workbook::SheetRow;

use super::columns::{Column, Columns, TableKind};
use super::footers::footer;
use super::opening::first_rows;
use super::row::{KeptRow, SEPARATOR};
use super::shape::is_empty;
use super::text::Encoding;
use super::totals::total;

/// The columns that are watched, with what each is called.
const WATCHED: [(Column, &str); 14] = [
    (Column::Officer, "officer"),
    (Column::Team, "team"),
    (Column::Grade, "grade"),
    (Column::ContractedHours, "contracted hours"),
    (Column::ReductionHours, "reduction hours"),
    (Column::Tier, "tier"),
    (Column::Status, "status"),
    (Column::Count, "count"),
    (Column::ExtraMinutes, "extra minutes"),
    (Column::Reason, "reason"),
    (Column::Hours, "hours"),
    (Column::Percent, "percentage"),
    (Column::From, "first day"),
    (Column::To, "last day"),
];

/// The rows of a table that say something and have a blank cell which may be covered by a merged one.
pub(super) struct Blanks {
    columns: Columns,
    /// Whether the rows say what people hold. Of a list every row says something.
    holds_work: bool,
    watched: Vec<Watched>,
}

/// A column with the rows in which it is blank.
pub(super) struct Watched {
    column: Column,
    called: &'static str,
    /// From 0.
    pub(super) position: u32,
    is_blank: bool,
    /// The officer of the last row in which it is not.
    officer: String,
    rows: Vec<u32>,
}

impl Blanks {
    /// None yet. `headings` is the line of the headings; what there is to say of them is said when the copy is read.
    pub(super) fn under(headings: &[u8], kind: TableKind, file: FileId) -> Option<Self> {
        let (mut encoding, mut messages) = (Encoding::default(), Messages::default());
        let headings = only_row(headings)?;
        let columns = Columns::read(headings.row(), kind.sheet(), &|_| None, file, &mut encoding, &mut messages)?;
        let watched = WATCHED.iter().filter_map(|(column, called)| {
            let position = u32::try_from(columns.position(*column)?).ok()?;
            let officer = String::new();
            Some(Watched { column: *column, called, position, is_blank: true, officer, rows: Vec::new() })
        });
        let watched = watched.collect();
        Some(Self { columns, holds_work: kind.sheet().holds_work, watched })
    }

    /// Notes a row. `line` is what it is in the copy.
    pub(super) fn note(&mut self, row: &SheetRow, line: &[u8]) {
        self.watched.iter_mut().for_each(|watched| watched.is_blank = true);
        let mut officer = "";
        for (column, text) in row.cells().filter(|(_, text)| !text.trim().is_empty()) {
            if let Some(watched) = self.watched.iter_mut().find(|watched| watched.position == column) {
                watched.is_blank = false;
                officer = if watched.column == Column::Officer { text } else { officer };
            }
        }
        for watched in self.watched.iter_mut().filter(|watched| !watched.is_blank && watched.officer != officer) {
            watched.officer.clear();
            watched.officer.push_str(officer);
        }
        if !self.watched.iter().any(|watched| watched.is_blank) {
            return;
        }
        let Some(kept) = only_row(line) else { return };
        let (row_of_copy, columns) = (kept.row(), &self.columns);
        let [is_case, is_task] =
            [Column::CaseType, Column::Task].map(|column| !columns.text(row_of_copy, column).is_empty());
        let says_something = || if self.holds_work { is_case || is_task } else { !is_empty(row_of_copy) };
        let is_left_out = || {
            total(row_of_copy, columns).is_some() || footer(row_of_copy, columns, columns.has(Column::Week)).is_some()
        };
        if !says_something() || is_left_out() {
            return;
        }
        for watched in self.watched.iter_mut().filter(|watched| watched.is_blank) {
            let is_missed = match watched.column {
                Column::Tier => is_case,
                // Somebody's other rows fill these, and work of nobody may be in no team.
                Column::Team | Column::Grade | Column::ContractedHours | Column::ReductionHours if self.holds_work => {
                    !officer.is_empty() && officer != watched.officer
                }
                _ => true,
            };
            watched.rows.extend(is_missed.then_some(row.number));
        }
    }

    /// The columns with such rows.
    pub(super) fn watched(&self) -> impl Iterator<Item = &Watched> {
        self.watched.iter().filter(|watched| !watched.rows.is_empty())
    }
}

impl Watched {
    /// Warns of the rows whose cell is covered by a merged cell. `covered` are the first and the last of rows in which it is, in
    /// the order of the first. `holds_work` is whether the rows say what people hold.
    pub(super) fn warn(&self, holds_work: bool, covered: &[(u32, u32)], file: FileId, messages: &mut Messages) {
        let (mut covered, mut last) = (covered.iter().peekable(), 0);
        let merged = self.rows.iter().filter(|row| {
            while let Some((_, end)) = covered.next_if(|(first, _)| first <= *row) {
                last = last.max(*end);
            }
            **row <= last
        });
        let merged: Vec<u32> = merged.copied().collect();
        let Some((first, more)) = merged.split_first() else { return };
        let rows = match more.len() {
            0 => "this row has".to_owned(),
            count => format!("this row and {count} more have"),
        };
        let (called, work) = (self.called, if holds_work { " work and" } else { "" });
        let message = format!(
            "{rows}{work} no {called}, because the cell of the {called} is merged with others: undo the merging, and \
             fill the {called} into every row"
        );
        messages.warnings.add(MERGED_CELLS, Place::new(file, (*first).into()), message);
    }
}

fn only_row(line: &[u8]) -> Option<KeptRow> {
    first_rows(line, SEPARATOR).into_iter().next()
}
