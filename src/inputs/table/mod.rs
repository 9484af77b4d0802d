//! Tables of any kind: from the bytes of a file to its rows and their cells. Small tables, such as staff lists, are read
//! here from the first row to the last.

mod cells;
mod columns;
mod footers;
mod headings;
mod marks;
#[cfg(feature = "workbooks")]
mod merged;
mod opening;
mod row;
mod rows;
mod shape;
#[cfg(feature = "workbooks")]
mod sheets;
mod source;
mod splitter;
mod text;
mod totals;
mod unused;

use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::fault::{FileId, Messages, NOT_AN_OFFICER, Place, TOTALS_ROW};
use crate::files::Kept;

pub(crate) use cells::{Cells, may_say_nothing, says_nothing};
#[cfg(feature = "workbooks")]
pub(crate) use columns::plain;
pub(crate) use columns::{CASELOAD, Column, Columns, REDUCTIONS, STAFF, TableColumns, TableKind, WHAT, WHO};
pub(crate) use footers::{A_FOOTER, begins_footer, footer, is_footer, week_title};
pub(crate) use opening::open_table;
pub(crate) use row::{Batch, KeptRow, Row, count_breaks, is_line_end};
pub(crate) use rows::{Rest, Rows, fill};
pub(crate) use shape::{broken_file, is_empty, misshapen, no_row, nul};
pub(crate) use source::{AskedSheets, Content, OtherList, ReadSheet, Source, open, size, unreadable};
pub(crate) use splitter::{BATCH, Splitter};
pub(crate) use text::Encoding;
pub(crate) use totals::{Totals, first_filled, has_total, is_total_of_officer, total};
pub(crate) use unused::Unused;

/// A file to read; standard input where there is no path.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// Its path.
    pub path: Option<PathBuf>,
    /// The path that may date it by its name, where the file itself is a copy kept elsewhere.
    pub named: Option<PathBuf>,
    /// Its name in faults.
    pub id: FileId,
}

impl InputFile {
    /// Puts a copy of a sheet in place of a workbook, where this is one. Returns what keeps the copy, and which sheet it is;
    /// `None`, and perhaps having added a fault, where there is none.
    #[cfg(feature = "workbooks")]
    pub(crate) fn open_workbook(
        &mut self,
        kind: TableKind,
        asked: &AskedSheets,
        messages: &mut Messages,
    ) -> Option<(Kept, ReadSheet)> {
        let path = self.path.as_deref().filter(|_| kind != TableKind::History)?;
        if !source::begins(path).is_some_and(|start| crate::workbook::is_workbook(&start)) {
            return None;
        }
        match sheets::as_csv(path, asked, kind, self.id, messages) {
            Ok((kept, copy, sheet)) => {
                self.named = self.path.replace(copy);
                Some((kept, sheet))
            }
            Err(fault) => {
                messages.faults.add(fault);
                None
            }
        }
    }

    /// Workbooks are not read in this build; opening one says so.
    #[cfg(not(feature = "workbooks"))]
    #[allow(clippy::unused_self)]
    pub(crate) fn open_workbook(
        &mut self,
        _: TableKind,
        _: &AskedSheets,
        _: &mut Messages,
    ) -> Option<(Kept, ReadSheet)> {
        None
    }
}

/// Reads a small table, and calls `each` for every row. Returns the columns and the number of rows; `None`, having
/// added faults, where the headings or the rows cannot be read.
pub(crate) fn read_table(
    input: &InputFile,
    sheet: &TableColumns,
    messages: &mut Messages,
    mut each: impl FnMut(&mut Cells),
) -> Option<(Columns, u64)> {
    let source = match open(input.path.as_deref(), Content::Csv, Place::whole(input.id)) {
        Ok(source) => source,
        Err(mut fault) => {
            if input.path.as_deref().is_some_and(std::path::Path::is_dir) {
                // What is advised for a caseload would make the other files of the folder caseloads.
                fault.hint = None;
            }
            messages.faults.add(fault);
            return None;
        }
    };
    let (mut rows, mut encoding) = (Rows::new(source), Encoding::default());
    let columns = open_table(&mut rows, sheet, &|_| None, input.id, &mut encoding, messages)?;
    let (mut count, mut has_nul) = (0, false);
    let (mut totals, mut footers, mut unused) = (Totals::default(), Totals::default(), Unused::of(&columns));
    let ended = rows.each(|row| {
        let place = Place::new(input.id, row.about.line);
        if let (Some(line), false) = (row.about.nul_line, has_nul) {
            has_nul = true;
            messages.faults.add(nul(Place::new(input.id, line)));
        }
        if is_empty(row) {
            return ControlFlow::Continue(());
        }
        count += 1;
        let left_out = total(row, &columns).map(|(name, unit)| totals.add(place, name, unit));
        let left_out = left_out.or_else(|| footer(row, &columns, false).map(|line| footers.add(place, line, None)));
        if left_out.is_some() {
            return ControlFlow::Continue(());
        }
        unused.note(row, &columns);
        if let Some(fault) = no_row(row, &columns, place) {
            messages.faults.add(fault);
            return ControlFlow::Continue(());
        }
        // Where the officer cannot be read, anyone may be meant.
        let has_officer = Cells::silent(row, &columns, place, |cells| cells.text(Column::Officer).is_some());
        let faults = if has_officer { messages.faults_of_rows() } else { &mut messages.faults };
        each(&mut Cells { row, columns: &columns, place, faults, encoding: &mut encoding, looked_up: None });
        ControlFlow::Continue(())
    });
    if let Err(broken) = ended {
        messages.faults.extend(rows.nul_line().filter(|_| !has_nul).map(|line| nul(Place::new(input.id, line))));
        messages.faults.add(broken_file(&broken, input.id));
        return None;
    }
    encoding.say(messages);
    totals.warn(TOTALS_ROW, "a total", messages);
    footers.warn(NOT_AN_OFFICER, A_FOOTER, messages);
    unused.say(&columns, input.id, messages);
    Some((columns, count))
}
