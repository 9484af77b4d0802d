//! Tables, whatever they are of: their headings, the shape of their rows, and what is wrong with a file as a whole. Small
//! ones, such as staff lists, are read row by row from here.

use std::path::PathBuf;

use crate::fault::{Fault, Faults, FileId, Notices, Place};

use super::cells::{Cells, Encoding, Row, is_blank};
use super::columns::{Columns, Sheet};
use super::rows::{Broken, Rows};
use super::source::{Content, empty, open, unreadable};

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
pub(super) fn read_table(
    input: &InputFile,
    sheet: &Sheet,
    faults: &mut Faults,
    notices: &mut Notices,
    mut each: impl FnMut(&mut Cells),
) -> Option<u64> {
    let source = match open(input.path.as_deref(), Content::Csv, Place::whole(input.id)) {
        Ok(source) => source,
        Err(mut fault) => {
            if input.path.as_deref().is_some_and(std::path::Path::is_dir) {
                // What is advised for a caseload would make the other files of the folder caseloads.
                fault.hint = None;
            }
            faults.add(fault);
            return None;
        }
    };
    let (mut rows, mut encoding) = (Rows::new(source), Encoding::default());
    let columns = headings(&mut rows, sheet, input.id, &mut encoding, faults, notices)?;
    let mut count = 0;
    loop {
        let has_more = rows.advance();
        faults.extend(rows.take_nul_line().map(|line| nul(Place::new(input.id, line))));
        match has_more {
            Ok(false) => break,
            Err(broken) => {
                faults.add(broken_file(&broken, input.id));
                return None;
            }
            Ok(true) => (),
        }
        let (row, place) = (Row { record: rows.record(), columns: &columns }, Place::new(input.id, rows.line()));
        if row.is_empty() {
            continue;
        }
        count += 1;
        match misshapen(row, place) {
            Some(fault) => faults.add(fault),
            None => each(&mut Cells { row, place, faults: &mut *faults, encoding: &mut encoding }),
        }
    }
    say_encoding(&encoding, notices);
    Some(count)
}

/// The columns of a file, from its first row; `None`, having added faults, when there are none to go by.
pub(super) fn headings<R: std::io::Read>(
    rows: &mut Rows<R>,
    sheet: &Sheet,
    file: FileId,
    encoding: &mut Encoding,
    faults: &mut Faults,
    notices: &mut Notices,
) -> Option<Columns> {
    let first = rows.advance();
    faults.extend(rows.take_nul_line().map(|line| nul(Place::new(file, line))));
    match first {
        Ok(true) => Columns::read(rows.record(), sheet, Place::new(file, rows.line()), encoding, faults, notices),
        Ok(false) => {
            faults.add(empty(Content::Csv, Place::whole(file)));
            None
        }
        Err(broken) => {
            faults.add(broken_file(&broken, file));
            None
        }
    }
}

/// The fault of a row that has another number of cells than there are headings, or has swallowed other rows.
pub(super) fn misshapen(row: Row, place: Place) -> Option<Fault> {
    let (cells, headings) = (row.record.len(), row.columns.count);
    let extra_is_blank = || row.record.iter().skip(headings).all(is_blank);
    if cells < headings || (cells > headings && !extra_is_blank()) {
        let noun = if cells == 1 { "cell" } else { "cells" };
        let fault = Fault::new(place, format!("the row has {cells} {noun}, but the headings are {headings}"));
        return Some(fault.hint("is a comma or a quotation mark missing, or the end of the file?"));
    }
    let has_swallowed = row.record.iter().any(|cell| holds_whole_rows(cell, headings));
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

/// Says which row was not UTF-8, if one was not.
pub(super) fn say_encoding(encoding: &Encoding, notices: &mut Notices) {
    if let Some(first) = encoding.windows_1252 {
        notices.add(first, "this is not UTF-8, and is read as Windows-1252");
    }
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
