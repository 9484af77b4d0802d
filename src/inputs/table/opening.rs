//! The start of a table: what separates its cells, and which row has the headings.

use std::cmp::Reverse;
use std::io::Read;
use std::ops::ControlFlow;

use crate::fault::{Fault, FileId, Messages, Place, plural, quoted};

use super::columns::{Columns, TableColumns};
use super::headings::{count_known, has_needed, has_work};
use super::row::{KeptRow, Row};
use super::rows::{Broken, Rows};
use super::shape::{broken_file, nul};
use super::source::{Content, empty};
use super::splitter::Splitter;
use super::text::Encoding;
use super::unused::WorkNames;

/// What may separate cells. In a country with decimal commas a spreadsheet writes semicolons; copied cells have tabs.
const SEPARATORS: [u8; 3] = *b",;\t";

/// The headings are looked for in this many rows, because a report may have titles above them.
pub(super) const MOST_TITLES: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TableStart {
    separator: u8,
    /// The row that has the headings, among those that are not blank.
    pub(super) headings: usize,
    /// Whether the first row says what the separator is.
    says_separator: bool,
}

/// Reads up to the headings of a file, and reads those. `names` are those of the weights, under which somebody may have
/// put numbers. `None`, having added faults, when there are none to go by.
pub(crate) fn open_table<R: Read>(
    rows: &mut Rows<R>,
    sheet: &TableColumns,
    names: WorkNames,
    file: FileId,
    encoding: &mut Encoding,
    messages: &mut Messages,
) -> Option<Columns> {
    if let Some(mark) = rows.begin().ok().and_then(unknown_separator) {
        let message = format!("this line says that {} separates cells", quoted(&mark.to_string()));
        let fault = Fault::new(Place::new(file, 1), message);
        messages.faults.add(fault.hint("save the file with commas, semicolons or tabs"));
        return None;
    }
    let (row, separator) = match headings_row(rows, sheet, file, messages) {
        Ok(Some(found)) => found,
        Ok(None) => {
            messages.faults.add(empty(Content::Csv, Place::whole(file)));
            return None;
        }
        Err(broken) => {
            messages.faults.extend(rows.nul_line().map(|line| nul(Place::new(file, line))));
            messages.faults.add(broken_file(&broken, file));
            return None;
        }
    };
    messages.faults.extend(row.row().about.nul_line.map(|line| nul(Place::new(file, line))));
    let columns = Columns::read(row.row(), sheet, names, file, encoding, messages)?;
    Some(Columns { separator, ..columns })
}

/// The row of the headings, with the separator. A notice says that the rows above are not used.
fn headings_row<R: Read>(
    rows: &mut Rows<R>,
    sheet: &TableColumns,
    file: FileId,
    messages: &mut Messages,
) -> Result<Option<(KeptRow, u8)>, Broken> {
    let bytes = rows.begin()?;
    let start = known_start(bytes, sheet).map(|(_, start)| start).or_else(|| nearly_known_start(bytes, sheet));
    let start = start.unwrap_or_else(|| unknown_start(bytes));
    rows.set_separator(start.separator);
    let mut above = Vec::new();
    for _ in 0..start.headings {
        let Some(row) = rows.next()? else { return Ok(None) };
        above.push(row.row().about.line);
    }
    let titles = if start.says_separator { &above[1..] } else { &above[..] };
    if let Some(first) = titles.first() {
        let rows = plural(titles.len(), "row above the headings is", "rows above the headings are");
        messages.notices.add(Place::new(file, *first), format!("{rows} not used"));
    }
    Ok(rows.next()?.map(|row| (row, start.separator)))
}

/// How a table begins of which not all headings are known that it must have: with the row and the separator that make most of
/// them known, so that what is wrong with them can be said. `None` where hardly any is.
fn nearly_known_start(bytes: &[u8], sheet: &TableColumns) -> Option<TableStart> {
    /// One known heading may also be a word of a title.
    const FEWEST: usize = 2;
    let otherwise = unknown_start(bytes);
    let starts = separators(otherwise).into_iter().flat_map(|separator| {
        let rows = first_rows(bytes, separator).into_iter().enumerate().skip(otherwise.headings);
        let start = move |headings: usize| TableStart { separator, headings, ..otherwise };
        rows.map(move |(headings, row)| (count_known(row.row(), sheet), start(headings)))
    });
    let starts = starts.filter(|(known, _)| *known >= FEWEST);
    starts.min_by_key(|(known, start)| (Reverse(*known), start.headings)).map(|(_, start)| start)
}

/// What may separate cells, where the file does not say it.
fn separators(start: TableStart) -> Vec<u8> {
    if start.says_separator { vec![start.separator] } else { SEPARATORS.to_vec() }
}

fn unknown_start(bytes: &[u8]) -> TableStart {
    let said = said_mark(bytes).filter(|mark| SEPARATORS.contains(mark));
    let separator = said.unwrap_or(SEPARATORS[0]);
    TableStart { separator, headings: usize::from(said.is_some()), says_separator: said.is_some() }
}

/// How a table begins: with the separator that makes the headings known in the earliest row. A start with the headings
/// of work comes before others, and the flag tells whether it has them. `None` where no row has the headings.
pub(super) fn known_start(bytes: &[u8], sheet: &TableColumns) -> Option<(bool, TableStart)> {
    let otherwise = unknown_start(bytes);
    let found = separators(otherwise).into_iter().filter_map(|separator| {
        let rows = first_rows(bytes, separator);
        let mut known =
            rows.iter().enumerate().skip(otherwise.headings).filter(|(_, row)| has_needed(row.row(), sheet));
        let first = known.next()?;
        let of_work = std::iter::once(first).chain(known).find(|(_, row)| has_work(row.row(), sheet));
        let headings = of_work.unwrap_or(first).0;
        Some((of_work.is_some(), TableStart { separator, headings, ..otherwise }))
    });
    found.min_by_key(|(has_work, start)| (!has_work, start.headings))
}

/// The mark of a first line `sep=|` that is none of those that are read.
fn unknown_separator(bytes: &[u8]) -> Option<char> {
    said_mark(bytes).filter(|mark| mark.is_ascii_punctuation() && !SEPARATORS.contains(mark)).map(char::from)
}

/// The mark of a first line such as `sep=;`.
fn said_mark(bytes: &[u8]) -> Option<u8> {
    let line = bytes.split(|byte| *byte == b'\n').next()?.trim_ascii();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let (name, mark) = line.split_at_checked(4)?;
    let is_said = name.eq_ignore_ascii_case(b"sep=") && mark.len() <= 1;
    if bytes.starts_with(b"sep=\t") { Some(b'\t') } else { mark.first().copied().filter(|_| is_said) }
}

/// The rows that a text begins with, as far as headings are looked for.
pub(super) fn first_rows(bytes: &[u8], separator: u8) -> Vec<KeptRow> {
    let mut rows = Vec::new();
    Splitter::new(separator).split(bytes, &mut 0, 1, |batch| {
        rows.extend(batch.iter().map(Row::kept));
        if rows.len() >= MOST_TITLES { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_says_the_separator_is_obeyed() {
        for (text, separator) in
            [("sep=;\n", Some(b';')), ("SEP=,\r\n", Some(b',')), ("\"sep=;\"\n", Some(b';')), ("sep=\t\n", Some(b'\t'))]
        {
            assert_eq!(said_mark(text.as_bytes()), separator, "{text:?}");
        }
        assert!(!unknown_start(b"sep=x\n").says_separator);
        assert_eq!(said_mark(b"officer,sep=;\n"), None);
    }
}
