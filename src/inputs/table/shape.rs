//! The shape of rows, and what is wrong with rows and files as a whole.

use std::borrow::Cow;

use crate::fault::{Fault, FileId, Place, plural};

use super::columns::Columns;
use super::row::Row;
use super::rows::Broken;
use super::source::unreadable;
use super::text::{is_blank, trimmed};

/// Whether a row has nothing in it but white space.
pub(crate) fn is_empty(row: Row) -> bool {
    row.cells().all(|cell| is_blank(&cell))
}

/// The fault of a row that is none: headings once more, a line below them, or a row that is [`misshapen`].
pub(crate) fn no_row(row: Row, columns: &Columns, place: Place) -> Option<Fault> {
    let is_line = |cell: Cow<[u8]>| is_blank(&cell) || cell.trim_ascii().iter().all(|byte| matches!(byte, b'-' | b'='));
    if row.len() > 1 && row.cells().next().is_some_and(|first| first.trim_ascii().len() > 1) && row.cells().all(is_line)
    {
        let fault = Fault::new(place, "this row is a line of dashes, as databases write below headings");
        return Some(fault.hint("delete it"));
    }
    let mut filled = row.cells().filter(|cell| !is_blank(cell)).map(trimmed);
    // Where files were put behind each other, each begins with a byte-order mark.
    let is_heading = |cell: &Cow<str>| {
        let cell = cell.trim_start_matches('\u{feff}');
        columns.headings.iter().any(|heading| heading.eq_ignore_ascii_case(cell))
    };
    // One word, also in several cells, may be somebody's name.
    let (first, second) = (filled.next(), filled.next());
    let are_two = first != second && [first, second].iter().flatten().filter(|cell| is_heading(cell)).count() == 2;
    let are_headings = are_two && filled.all(|cell| is_heading(&cell));
    if !are_headings {
        return misshapen(row, columns, place);
    }
    let hint = "does one file stand below another? give each file by itself, and no row twice";
    Some(Fault::new(place, "this row repeats the headings").hint(hint))
}

/// The fault of a row that has more or fewer cells than there are headings, or a cell that holds other rows.
pub(crate) fn misshapen(row: Row, columns: &Columns, place: Place) -> Option<Fault> {
    let (cells, headings) = (row.len(), columns.count);
    if cells == headings && !row.about.has_breaks {
        return None;
    }
    let extra_is_blank = || row.cells().skip(headings).all(|cell| is_blank(&cell));
    if cells < headings || (cells > headings && !extra_is_blank()) {
        let cells = plural(cells, "cell", "cells");
        let fault = Fault::new(place, format!("the row has {cells}, but there are {headings} headings"));
        let separator = match columns.separator {
            b';' => "semicolon",
            b'\t' => "tab",
            _ => "comma",
        };
        let hint = format!("is a {separator} or a quotation mark missing, or the end of the file?");
        return Some(fault.hint(hint));
    }
    let mut cells = row.cells().enumerate();
    let holds_other_rows =
        cells.any(|(position, cell)| holds_rows(&cell, columns, columns.uses(position) || row.about.is_by_core));
    holds_other_rows.then(|| {
        let fault = Fault::new(place, "a cell of this row holds other rows");
        fault.hint("is a quotation mark missing, or one too many?")
    })
}

/// Whether a cell with line breaks has so many separators that it can only be several rows, which a quotation mark that is
/// missing or one too many has made into one cell. In a column that is not used people write whole sentences: there, all
/// of these must stand in one line, unless the quotation marks are odd themselves.
fn holds_rows(cell: &[u8], columns: &Columns, counts_all: bool) -> bool {
    let holds = |text: &[u8]| memchr::memchr_iter(columns.separator, text).count() + 1 >= columns.count;
    let has_breaks = memchr::memchr(b'\n', cell).is_some() && columns.count > 2;
    has_breaks && if counts_all { holds(cell) } else { cell.split(|byte| *byte == b'\n').any(holds) }
}

/// The fault of a NUL character.
pub(crate) fn nul(place: Place) -> Fault {
    Fault::new(place, "there is a NUL character, which belongs in no text").hint("the file is damaged, or is not CSV")
}

/// The fault of a file whose rows end before it does.
pub(crate) fn broken_file(broken: &Broken, file: FileId) -> Fault {
    match broken {
        Broken::Io(error) => unreadable(error, Place::whole(file)),
        Broken::OpenQuote(line) => Fault::new(Place::new(file, *line), "a quotation mark is opened and never closed")
            .hint("close it; where a text has one in it, write two"),
        Broken::TooLong(line) => Fault::new(Place::new(file, *line), "the row that starts here is longer than 16 MiB")
            .hint("is a quotation mark opened and never closed?"),
    }
}
