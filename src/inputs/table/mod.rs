//! Tables of any kind: from the bytes of a file to its rows and their cells. Small tables, such as staff lists, are read
//! here from the first row to the last.

mod cells;
mod columns;
mod headings;
mod marks;
mod row;
mod rows;
mod source;
mod splitter;
mod text;

use std::io::Read;
use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::fault::{Fault, FileId, Messages, Place};

pub(crate) use cells::Cells;
pub(crate) use columns::{CASELOAD, Column, Columns, REDUCTIONS, STAFF, Sheet};
pub(crate) use row::{Batch, KeptRow, Row, count_breaks, is_line_end};
pub(crate) use rows::{Broken, Rest, Rows};
pub(crate) use source::{Content, Source, empty, open, size, unreadable};
pub(crate) use splitter::{BATCH, Splitter};
pub(crate) use text::{Encoding, is_blank};

/// What parts the cells of a row.
pub(crate) const SEPARATOR: u8 = b',';

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

/// Reads a small table, and gives each of its rows to be read. `None`, having added faults, where there is nothing to go
/// by; else the number of rows.
pub(crate) fn read_table(
    input: &InputFile,
    sheet: &Sheet,
    messages: &mut Messages,
    mut each: impl FnMut(&mut Cells),
) -> Option<u64> {
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
    let (mut rows, mut encoding) = (Rows::new(source, SEPARATOR), Encoding::default());
    let columns = headings(&mut rows, sheet, input.id, &mut encoding, messages)?;
    let (mut count, mut has_nul) = (0, false);
    let ended = rows.each(|row| {
        let place = Place::new(input.id, row.line);
        if let (Some(line), false) = (row.nul_line, has_nul) {
            has_nul = true;
            messages.faults.add(nul(Place::new(input.id, line)));
        }
        if is_empty(row) {
            return ControlFlow::Continue(());
        }
        count += 1;
        match misshapen(row, columns.count, place) {
            Some(fault) => messages.faults.add(fault),
            None => each(&mut Cells {
                row,
                columns: &columns,
                place,
                faults: &mut messages.faults,
                encoding: &mut encoding,
            }),
        }
        ControlFlow::Continue(())
    });
    if let Err(broken) = ended {
        messages.faults.extend(rows.nul_line().filter(|_| !has_nul).map(|line| nul(Place::new(input.id, line))));
        messages.faults.add(broken_file(&broken, input.id));
        return None;
    }
    encoding.say(&mut messages.notices);
    Some(count)
}

/// The columns of a file, from its first row; `None`, having added faults, when there are none to go by.
pub(crate) fn headings<R: Read>(
    rows: &mut Rows<R>,
    sheet: &Sheet,
    file: FileId,
    encoding: &mut Encoding,
    messages: &mut Messages,
) -> Option<Columns> {
    match rows.next() {
        Ok(Some(first)) => {
            messages.faults.extend(first.row().nul_line.map(|line| nul(Place::new(file, line))));
            Columns::read(first.row(), sheet, file, encoding, messages)
        }
        Ok(None) => {
            messages.faults.add(empty(Content::Csv, Place::whole(file)));
            None
        }
        Err(broken) => {
            messages.faults.extend(rows.nul_line().map(|line| nul(Place::new(file, line))));
            messages.faults.add(broken_file(&broken, file));
            None
        }
    }
}

/// Whether a row has nothing in it but white space.
pub(crate) fn is_empty(row: Row) -> bool {
    row.cells().all(|cell| is_blank(&cell))
}

/// The fault of a row that has another number of cells than there are headings, or has swallowed other rows.
pub(crate) fn misshapen(row: Row, headings: usize, place: Place) -> Option<Fault> {
    let cells = row.len();
    if cells == headings && !row.has_breaks {
        return None;
    }
    let extra_is_blank = || row.cells().skip(headings).all(|cell| is_blank(&cell));
    if cells < headings || (cells > headings && !extra_is_blank()) {
        let noun = if cells == 1 { "cell" } else { "cells" };
        let fault = Fault::new(place, format!("the row has {cells} {noun}, but the headings are {headings}"));
        return Some(fault.hint("is a comma or a quotation mark missing, or the end of the file?"));
    }
    let has_swallowed = row.cells().any(|cell| holds_whole_rows(&cell, headings));
    has_swallowed.then(|| {
        let fault = Fault::new(place, "a cell of this row holds other rows");
        fault.hint("is a quotation mark missing, or one too many?")
    })
}

/// Whether a cell with line breaks has so many commas that it can only be several rows, which a quotation mark that is
/// missing or one too many has made into one cell.
fn holds_whole_rows(cell: &[u8], headings: usize) -> bool {
    let commas = || memchr::memchr_iter(b',', cell).count();
    memchr::memchr(b'\n', cell).is_some() && headings > 2 && commas() + 1 >= headings
}

/// The fault of a NUL character.
pub(crate) fn nul(place: Place) -> Fault {
    Fault::new(place, "there is a NUL character, which no text has").hint("the file is damaged, or is not CSV")
}

/// The fault of a file whose rows end before it does.
pub(crate) fn broken_file(broken: &Broken, file: FileId) -> Fault {
    match broken {
        Broken::Io(error) => unreadable(error, Place::whole(file)),
        Broken::OpenQuote(line) => Fault::new(Place::new(file, *line), "a quotation mark is opened and never closed")
            .hint("close it, or write two of them where one is meant"),
        Broken::TooLong(line) => Fault::new(Place::new(file, *line), "the row that starts here is longer than 16 MiB")
            .hint("is a quotation mark opened and never closed?"),
    }
}
