//! Merged cells of a workbook. A spreadsheet shows an officer once beside all rows of a merged cell, but keeps the value in the
//! first row alone, so that the work of the others seems to be nobody's.

use crate::fault::{FileId, MERGED_CELLS, Messages, Place};
use crate::workbook::SheetRow;

use super::columns::{CASELOAD, Column, Columns};
use super::footers::footer;
use super::opening::first_rows;
use super::row::{KeptRow, SEPARATOR};
use super::text::Encoding;
use super::totals::total;

/// The rows of a caseload that have work and no officer.
pub(super) struct OfNobody {
    columns: Columns,
    /// The column of the officer, from 0.
    pub(super) officer: u32,
    rows: Vec<u32>,
}

impl OfNobody {
    /// None yet. `headings` is the line of the headings; what there is to say of them is said when the copy is read.
    pub(super) fn under(headings: &[u8], file: FileId) -> Option<Self> {
        let (mut encoding, mut messages) = (Encoding::default(), Messages::default());
        let columns =
            Columns::read(only_row(headings)?.row(), &CASELOAD, &|_| None, file, &mut encoding, &mut messages)?;
        let officer = u32::try_from(columns.position(Column::Officer)?).ok()?;
        Some(Self { columns, officer, rows: Vec::new() })
    }

    /// Notes a row, where it is one of them. `line` is what it is in the copy.
    pub(super) fn note(&mut self, row: &SheetRow, line: &[u8]) {
        if row.cells().any(|(column, text)| column == self.officer && !text.trim().is_empty()) {
            return;
        }
        let Some(kept) = only_row(line) else { return };
        let (row_of_copy, columns) = (kept.row(), &self.columns);
        let has_work = [Column::CaseType, Column::Task].map(|column| columns.text(row_of_copy, column));
        let is_left_out = || {
            total(row_of_copy, columns).is_some() || footer(row_of_copy, columns, columns.has(Column::Week)).is_some()
        };
        if has_work.iter().any(|text| !text.is_empty()) && !is_left_out() {
            self.rows.push(row.number);
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Warns of those whose cell of the officer is covered by a merged cell. `covered` are the first and the last of rows in which
    /// it is, in the order of the first.
    pub(super) fn warn(&self, covered: &[(u32, u32)], file: FileId, messages: &mut Messages) {
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
        let message = format!(
            "{rows} work and no officer, because the cell of the officer is merged with others: undo the merging, and \
             fill the officer into every row"
        );
        messages.warnings.add(MERGED_CELLS, Place::new(file, (*first).into()), message);
    }
}

fn only_row(line: &[u8]) -> Option<KeptRow> {
    first_rows(line, SEPARATOR).into_iter().next()
}
