//! Reading caseloads: file by file, each into the one tally, which is settled at the end.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::fault::{Fault, Faults, FileId, Files, Notices, Place};
use crate::model::{Caseload, DatedWeights, Texts};
use crate::units::Week;

use super::cells::Encoding;
use super::columns::{Column, Columns};
use super::dates::date_in_name;
use super::heads::HEAD_COLUMNS;
use super::key::KeyColumns;
use super::reading::Reading;
use super::rows::{Broken, Rows};
use super::settle::settle;
use super::sink::Sink;
use super::source::{Content, empty, open, unreadable};
use super::tally::{Said, Tally};

/// A caseload file to read; standard input where there is no path.
#[derive(Debug, Clone)]
pub struct CaseloadFile {
    /// Its path.
    pub path: Option<PathBuf>,
    /// Its name in faults.
    pub id: FileId,
}

/// Reads caseloads and settles them. `week` dates the files that have no `week` column.
///
/// What comes back is of use only if no fault was added.
pub fn read_caseload(
    inputs: &[CaseloadFile],
    week: Option<Date>,
    weights: &DatedWeights,
    files: &Files,
    faults: &mut Faults,
    notices: &mut Notices,
) -> Caseload {
    let (mut tally, mut texts) = (Tally::default(), Texts::default());
    for input in inputs {
        let said = Said { files, faults: &mut *faults, notices: &mut *notices };
        let place = Place::whole(input.id);
        match open(input.path.as_deref(), Content::Csv, place) {
            Ok(source) => {
                let (mut rows, mut encoding) = (Rows::new(source), Encoding::default());
                let columns = headings(&mut rows, input.id, &mut encoding, said.faults, said.notices);
                let Some(columns) = columns else { continue };
                let date =
                    if columns.has(Column::Week) { None } else { file_date(input, week, said.faults, said.notices) };
                let head_columns = KeyColumns::new(&HEAD_COLUMNS, &columns);
                let sink = Sink::new(weights, files, &mut tally, &mut texts, &head_columns);
                let reading = Reading::new(input.id, date, weights, &columns, encoding, &head_columns, said);
                reading.read(&mut rows, sink);
            }
            Err(fault) => said.faults.add(fault),
        }
    }
    settle(tally, texts, weights, &mut Said { files, faults, notices })
}

/// The columns of a file, from its first row; `None` when there are none to go by.
fn headings<R: std::io::Read>(
    rows: &mut Rows<R>,
    file: FileId,
    encoding: &mut Encoding,
    faults: &mut Faults,
    notices: &mut Notices,
) -> Option<Columns> {
    let first = rows.advance();
    faults.extend(rows.take_nul_line().map(|line| nul(Place::new(file, line))));
    match first {
        Ok(true) => Columns::read(rows.record(), Place::new(file, rows.line()), encoding, faults, notices),
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

/// The fault of a NUL character.
pub(super) fn nul(place: Place) -> Fault {
    Fault::new(place, "there is a NUL character, which no text has").hint("the file is damaged, or is not CSV")
}

/// The fault of a file whose rows end before it does.
pub(super) fn broken_file(broken: &Broken, file: FileId) -> Fault {
    match broken {
        Broken::Io(error) => unreadable(error, Place::whole(file)),
        Broken::OpenQuote(line) => Fault::new(Place::new(file, *line), "a quotation mark is opened and never closed")
            .hint("close it, or write two of them where one is meant"),
        Broken::TooLong(line) => Fault::new(Place::new(file, *line), "the row that starts here is longer than 16 MiB")
            .hint("is a quotation mark opened and never closed?"),
    }
}

/// The date of a file whose rows have none.
fn file_date(input: &CaseloadFile, week: Option<Date>, faults: &mut Faults, notices: &mut Notices) -> Option<Date> {
    let place = Place::whole(input.id);
    let named = input.path.as_deref().map_or(Ok(None), date_in_name);
    match (week, named) {
        (Some(week), Ok(Some(named))) if Week::of(week) != Week::of(named) => {
            notices.add(place, format!("dated {week} by --week, though its name says {named}"));
            Some(week)
        }
        (Some(week), _) => Some(week),
        (None, Ok(named)) => named,
        (None, Err([first, second])) => {
            let hint = "give the week with --week, or rename the file";
            faults.add(Fault::new(place, format!("its name has two dates, {first} and {second}")).hint(hint));
            None
        }
    }
}
