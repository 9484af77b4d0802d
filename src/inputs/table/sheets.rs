//! A sheet of a workbook as CSV. It is written to a copy that nobody else reads, line by line as its rows are numbered, so that
//! from here on a workbook is read as every other table is, and its faults have the rows that the spreadsheet shows.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use foldhash::HashSet;

use crate::delimited::letters;
use crate::fault::{
    Fault, FileId, Messages, Place, Subject, UNUSED_COLUMN, first_few, first_few_quoted, plain_words, quoted,
};
use crate::files::{Kept, MOST_KEPT, begin_copy};
use crate::model::nearest;
use crate::workbook::{OpenWorkbook, SheetName, SheetRow, Unread};

use super::cells::{NO_RESULT, NUMBER_OF_ERROR, SAVE_AGAIN, TOO_LONG, UNTYPED};
use super::columns::{CASELOAD, Column, REDUCTIONS, TableKind, plain};
use super::merged::Blanks;
use super::opening::{MOST_TITLES, TableStart, first_rows, known_start};
use super::row::SEPARATOR;
use super::source::{AskedSheets, ReadSheet};
use super::text::trimmed;

/// Writes the sheet of a workbook that has the headings as CSV, or the one that is asked for. Returns the copy with its path, and which
/// sheet it is.
pub(super) fn as_csv(
    path: &Path,
    asked: &AskedSheets,
    kind: TableKind,
    file: FileId,
    messages: &mut Messages,
) -> Result<(Kept, PathBuf, ReadSheet), Fault> {
    let place = Place::whole(file);
    let mut workbook = OpenWorkbook::open(path, place)?;
    let chosen = choose(&mut workbook, asked, kind, file, messages)?;
    let written = begin_copy().and_then(|(kept, copy)| Ok((Lines::to(kept.try_clone()?), kept, copy)));
    let (mut lines, kept, copy) = written.map_err(|error| not_written(&error, place))?;
    let (mut beyond, mut failed, mut blanks) = (BTreeSet::new(), None, None);
    let has_merged = workbook.has_merged(&chosen.name);
    workbook.rows(&chosen.name, |row| {
        if row.number > chosen.headings {
            beyond.extend(
                row.cells()
                    .filter(|(column, text)| *column >= chosen.width && !text.trim().is_empty())
                    .map(|(column, _)| column),
            );
        }
        if let Err(error) = lines.add(row, chosen.width) {
            failed = Some(not_written(&error, Place::new(file, row.number.into())));
            return ControlFlow::Break(());
        }
        if has_merged && row.number == chosen.headings {
            blanks = Blanks::under(&lines.row, kind, file);
        } else if let Some(blanks) = &mut blanks {
            blanks.note(row.number, &lines.row);
        }
        ControlFlow::Continue(())
    })?;
    failed.map_or_else(|| lines.writer.flush().map_err(|error| not_written(&error, place)), Err)?;
    if let Some(blanks) = &blanks {
        let mut said = HashSet::default();
        for watched in blanks.watched() {
            let covered = workbook.covered(&chosen.name, watched.position)?;
            blanks.warn(watched, &covered, &mut said, file, messages);
        }
    }
    warn_of_columns(&beyond, Place::new(file, chosen.headings.into()), messages);
    let all = workbook.sheets().into_iter().map(|sheet| sheet.name).collect();
    Ok((kept, copy, ReadSheet { name: chosen.name, all }))
}

fn not_written(error: &io::Error, place: Place) -> Fault {
    Fault::new(place, format!("a copy of the sheet cannot be made: {}", plain_words(error))).unreadable()
}

/// Warns of cells behind the last heading.
fn warn_of_columns(beyond: &BTreeSet<u32>, place: Place, messages: &mut Messages) {
    const NAMED: usize = 8;
    let columns: Vec<String> = beyond.iter().map(|column| letters(*column)).collect();
    let message = match columns.len() {
        0 => return,
        1 => format!("column {} has no heading and is not used, but has cells", columns[0]),
        _ => format!("columns {} have no headings and are not used, but have cells", first_few(&columns, NAMED)),
    };
    messages.warnings.add_of(UNUSED_COLUMN, place, [Subject::Column(String::new())], message);
}

struct ChosenSheet {
    name: String,
    /// The row of the headings; 0 where no row has them.
    headings: u32,
    /// The columns up to the last heading.
    width: u32,
    /// Whether there are rows below the headings.
    has_rows: bool,
    /// Whether it says hours, without which a table of officers may be any list of people.
    has_hours: bool,
}

/// The rows that a sheet begins with.
#[derive(Default)]
struct Beginning {
    csv: Vec<u8>,
    /// The number and the columns of each.
    rows: Vec<(u32, u32)>,
    /// Whether a cell does not say of what type it is.
    has_untyped: bool,
}

impl Beginning {
    fn read(workbook: &mut OpenWorkbook, sheet: &str) -> Result<Self, Fault> {
        let mut beginning = Self::default();
        workbook.first_rows(sheet, |row| {
            let filled = row.cells().filter(|(_, text)| !text.trim().is_empty()).map(|(column, _)| column);
            beginning.has_untyped |= row.unread().any(|(_, why)| why == Unread::Untyped);
            if let Some(last) = filled.chain(row.unread().map(|(column, _)| column)).max() {
                beginning.rows.push((row.number, last + 1));
                // Writing to memory does not fail.
                let _ = write_row(row, last + 1, &mut beginning.csv);
            }
            if beginning.rows.len() < MOST_TITLES { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok(beginning)
    }

    /// Whether one of the headings in a row is that of contracted hours.
    fn has_hours(&self, headings: usize) -> bool {
        let rows = first_rows(&self.csv, SEPARATOR);
        let is_of_hours = |cell: Cow<[u8]>| Column::ContractedHours.is_called(&plain(&trimmed(cell)));
        rows.get(headings).is_some_and(|row| row.row().cells().any(is_of_hours))
    }

    /// The kind of table that it most likely is. All of them name officers, and reductions have hours as staff do.
    fn kind(&self) -> TableKind {
        if known_start(&self.csv, &CASELOAD).is_some_and(|(has_work, _)| has_work) {
            TableKind::Caseload
        } else if known_start(&self.csv, &REDUCTIONS).is_some() {
            TableKind::Reductions
        } else {
            TableKind::Staff
        }
    }
}

/// Finds the sheet to read: the first that has the headings, among those that are named, or else among those that people see.
fn choose(
    workbook: &mut OpenWorkbook,
    asked: &AskedSheets,
    kind: TableKind,
    file: FileId,
    messages: &mut Messages,
) -> Result<ChosenSheet, Fault> {
    let place = Place::whole(file);
    let (mut known, mut otherwise, mut has_untyped) = (Vec::new(), None, false);
    let sheets = workbook.sheets();
    let candidates = asked.among(&sheets, place)?;
    for name in candidates.names {
        let beginning = Beginning::read(workbook, &name)?;
        let is_of_kind = beginning.kind() == kind;
        has_untyped |= beginning.has_untyped;
        if candidates.must_be_of_kind && !is_of_kind {
            continue;
        }
        if let Some((_, TableStart { headings, .. })) = known_start(&beginning.csv, kind.sheet()) {
            let (number, width) = beginning.rows[headings];
            // Headings may be the last of the rows that were looked at.
            let has_rows = headings + 1 < beginning.rows.len() || beginning.rows.len() == MOST_TITLES;
            let has_hours = beginning.has_hours(headings);
            known.push((is_of_kind, ChosenSheet { name, headings: number, width, has_rows, has_hours }));
        } else if otherwise.is_none() && !beginning.rows.is_empty() && !candidates.must_be_of_kind {
            let width = beginning.rows.iter().map(|(_, width)| *width).max().unwrap_or(0);
            otherwise = Some(ChosenSheet { name, headings: 0, width, has_rows: true, has_hours: false });
        }
    }
    let position = known.iter().position(|(is_of_kind, _)| *is_of_kind);
    // A caseload without headings of work is a fault in any case; the hours of a list may well be in another kind of table.
    let is_faulty = known.is_empty() && otherwise.is_some() || !known.is_empty() && kind == TableKind::Caseload;
    if position.is_none()
        && is_faulty
        && asked.named.is_empty()
        && let Some(fault) = hidden_table(workbook, &sheets, asked, kind, place)
    {
        return Err(fault);
    }
    if known.is_empty() && has_untyped {
        let fault = Fault::new(place, "its cells do not say of what type they are, so no headings can be read");
        return Err(fault.hint(SAVE_AGAIN).unreadable());
    }
    let Some(position) = position.or_else(|| (!known.is_empty()).then_some(0)) else {
        let none = || {
            if candidates.must_be_of_kind { asked.none_left(kind, place) } else { no_rows(&sheets, asked.named, place) }
        };
        return otherwise.ok_or_else(none);
    };
    let (is_of_kind, chosen) = known.remove(position);
    let may_be_read = |(is_other, sheet): &&(bool, ChosenSheet)| {
        *is_other == is_of_kind && sheet.has_rows && (sheet.has_hours || kind != TableKind::Staff)
    };
    let unread: Vec<&str> = known.iter().filter(may_be_read).map(|(_, sheet)| sheet.name.as_str()).collect();
    if !unread.is_empty() {
        say_unread(&chosen, &unread, asked, kind, place, messages)?;
    }
    Ok(chosen)
}

/// Warns of sheets that could be read too, and are not: they may be other teams, or a later week.
///
/// # Errors
///
/// Where several of them were named, and where the sheet that is read has no rows.
fn say_unread(
    read: &ChosenSheet,
    unread: &[&str],
    asked: &AskedSheets,
    kind: TableKind,
    place: Place,
    messages: &mut Messages,
) -> Result<(), Fault> {
    let is_named = |sheet: &str| asked.named.iter().any(|named| named.eq_ignore_ascii_case(sheet));
    let (one, others) = (quoted(&read.name), first_few_quoted(unread.iter().copied(), MOST_TITLES));
    if is_named(&read.name) && unread.iter().any(|sheet| is_named(sheet)) {
        let what = what(kind);
        let message = format!("--sheet names several sheets with a {what}, {one} and {others}, and only one is read");
        let hint = "put their rows into one sheet, or save each as a file of its own";
        return Err(Fault::new(place, message).hint(hint).unreadable());
    }
    if !read.has_rows {
        let message = format!("the sheet {one} has headings and no rows, and {others} would not be read");
        return Err(Fault::new(place, message).hint("--sheet NAME reads another sheet").unreadable());
    }
    let message = format!("the sheet {one} is read, and not {others}; --sheet chooses another");
    let subjects = unread.iter().map(|name| Subject::Column((*name).to_owned()));
    messages.warnings.add_of(UNUSED_COLUMN, place, subjects, message);
    Ok(())
}

fn what(kind: TableKind) -> &'static str {
    if kind == TableKind::Reductions { "list of reductions" } else { kind.name() }
}

/// The fault of a workbook in which only hidden sheets have the table, where there are any.
fn hidden_table(
    workbook: &mut OpenWorkbook,
    sheets: &[SheetName],
    asked: &AskedSheets,
    kind: TableKind,
    place: Place,
) -> Option<Fault> {
    let hidden = sheets.iter().filter(|sheet| sheet.is_hidden && !asked.taken.contains(&&*sheet.name));
    let mut has_table = |sheet: &&SheetName| {
        Beginning::read(workbook, &sheet.name)
            .is_ok_and(|beginning| beginning.kind() == kind && known_start(&beginning.csv, kind.sheet()).is_some())
    };
    let named: Vec<String> = hidden.filter(|sheet| has_table(sheet)).map(|sheet| quoted(&sheet.name)).collect();
    let (what, hidden) = (what(kind), first_few(&named, MOST_TITLES));
    let fault = Fault::new(place, format!("the workbook shows no sheet with a {what}, but hides {hidden}"));
    let hint = "--sheet NAME reads a hidden sheet, or says what one that is shown lacks";
    (!named.is_empty()).then(|| fault.hint(hint).unreadable())
}

/// The fault of a workbook without rows in the sheets that are looked at.
fn no_rows(sheets: &[SheetName], named: &[String], place: Place) -> Fault {
    let hidden = sheets.iter().filter(|sheet| sheet.is_hidden && named.is_empty());
    let hidden: Vec<String> = hidden.map(|sheet| quoted(&sheet.name)).collect();
    let fault = if hidden.is_empty() {
        Fault::new(place, "the workbook is empty").hint("its first row must be headings")
    } else {
        let hidden = first_few(&hidden, MOST_TITLES);
        let fault = Fault::new(place, format!("the workbook shows no sheet with rows, but hides {hidden}"));
        fault.hint("--sheet NAME reads a hidden sheet")
    };
    fault.unreadable()
}

/// The sheets among which the one to read is looked for.
struct Candidates {
    names: Vec<String>,
    /// Whether a sheet must have the headings of its kind of table. Where nobody named it, another kind may well be in use.
    must_be_of_kind: bool,
}

impl AskedSheets<'_> {
    /// The sheets that are named, and else those that people see; in both cases without those already read as another
    /// kind of table.
    fn among(&self, sheets: &[SheetName], place: Place) -> Result<Candidates, Fault> {
        let is_same = |name: &str, other: &str| name.trim().to_lowercase() == other.trim().to_lowercase();
        let is_named = |sheet: &&SheetName| self.named.iter().any(|name| is_same(name, &sheet.name));
        let is_free = |sheet: &&SheetName| !self.taken.contains(&&*sheet.name);
        let names = |sheets: &mut dyn Iterator<Item = &SheetName>| sheets.map(|sheet| sheet.name.clone()).collect();
        if !self.named.is_empty() && !sheets.iter().any(|sheet| is_named(&sheet)) {
            return Err(self.unknown(sheets, place));
        }
        let named: Vec<String> = names(&mut sheets.iter().filter(is_named).filter(is_free));
        if !named.is_empty() {
            return Ok(Candidates { names: named, must_be_of_kind: false });
        }
        let names = names(&mut sheets.iter().filter(|sheet| !sheet.is_hidden).filter(is_free));
        Ok(Candidates { names, must_be_of_kind: !self.taken.is_empty() })
    }

    /// The fault of a workbook that has none of the sheets that are named.
    fn unknown(&self, sheets: &[SheetName], place: Place) -> Fault {
        let all = || sheets.iter().map(|sheet| sheet.name.as_str());
        let asked: Vec<String> = self.named.iter().map(|name| quoted(name)).collect();
        let hint = match nearest(&self.named[0], all()) {
            Some((near, slips)) if slips <= 2 && slips <= near.chars().count() / 3 => {
                format!("did you mean {}?", quoted(near))
            }
            _ => format!("its sheets are {}", first_few_quoted(all(), MOST_TITLES)),
        };
        Fault::new(place, format!("the workbook has no sheet {}", asked.join(" or "))).hint(hint)
    }

    /// The fault of a workbook in which no sheet is left to be read.
    fn none_left(&self, kind: TableKind, place: Place) -> Fault {
        let taken: Vec<String> = self.taken.iter().map(|name| quoted(name)).collect();
        let message = format!("beside {} the workbook shows no sheet with a {}", taken.join(" and "), what(kind));
        Fault::new(place, message).hint("give --sheet NAME for each table that is read from it").unreadable()
    }
}

struct Lines {
    writer: BufWriter<File>,
    row: Vec<u8>,
    count: u32,
    bytes: u64,
}

impl Lines {
    fn to(writer: File) -> Self {
        Self { writer: BufWriter::with_capacity(1 << 16, writer), row: Vec::new(), count: 0, bytes: 0 }
    }

    /// Writes a row to the line of its number. Rows that the sheet does not have are blank lines.
    fn add(&mut self, row: &SheetRow, width: u32) -> io::Result<()> {
        self.row.clear();
        for _ in self.count + 1..row.number {
            self.row.push(b'\n');
        }
        write_row(row, width, &mut self.row)?;
        self.count = row.number;
        self.bytes += u64::try_from(self.row.len()).unwrap_or(u64::MAX);
        if self.bytes > MOST_KEPT {
            return Err(io::Error::other("up to this row it is longer than two gigabytes"));
        }
        self.writer.write_all(&self.row)
    }
}

/// Writes the first columns of a row as a line of CSV. A line break in a cell becomes a carriage return, so that every row is
/// one line; the texts of cells have a line break for it again.
fn write_row(row: &SheetRow, width: u32, line: &mut Vec<u8>) -> io::Result<()> {
    let mut column = 0;
    let end = |line: &mut Vec<u8>, column: &mut u32, to: u32| {
        line.extend(std::iter::repeat_n(b',', usize::try_from(to - *column).unwrap_or(0)));
        *column = to;
    };
    let mut unread = row.unread().peekable();
    for (at, text) in row.cells().take_while(|(at, _)| *at < width) {
        end(line, &mut column, at);
        match unread.next_if(|(column, _)| *column == at) {
            Some((_, Unread::NoResult)) => line.extend_from_slice(NO_RESULT),
            Some((_, Unread::TooLong)) => line.extend_from_slice(TOO_LONG),
            Some((_, Unread::Error)) => line.extend_from_slice(NUMBER_OF_ERROR),
            Some((_, Unread::Untyped)) => line.extend_from_slice(UNTYPED),
            None => write_cell(text, line),
        }
    }
    end(line, &mut column, width.max(1) - 1);
    line.write_all(b"\n")
}

fn write_cell(text: &str, line: &mut Vec<u8>) {
    let is_marked = |byte: &u8| matches!(byte, b',' | b';' | b'\t' | b'"' | b'\n' | b'\r');
    if !text.bytes().any(|byte| is_marked(&byte)) {
        line.extend_from_slice(text.as_bytes());
        return;
    }
    line.push(b'"');
    for byte in text.replace("\r\n", "\n").bytes() {
        match byte {
            b'\n' => line.push(b'\r'),
            b'"' => line.extend_from_slice(b"\"\""),
            _ => line.push(byte),
        }
    }
    line.push(b'"');
}
