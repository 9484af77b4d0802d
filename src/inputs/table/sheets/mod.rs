//! A sheet of a workbook as CSV. It is written to a copy that nobody else reads, line by line as its rows are numbered, so that
//! from here on a workbook is read as every other table is, and its faults have the rows that the spreadsheet shows.

mod choosing;
mod written;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use foldhash::HashSet;

use crate::delimited::letters;
use crate::fault::{Fault, FileId, Messages, Place, Subject, UNUSED_COLUMN, first_few, plain_words};
use crate::files::{Kept, MOST_KEPT, begin_copy};
use crate::workbook::{OpenWorkbook, SheetRow};

use super::columns::TableKind;
use super::merged::Blanks;
use super::source::{AskedSheets, ReadSheet};

use choosing::{choose, other_lists};
use written::write_row;

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
    let lists = other_lists(&mut workbook, &chosen, kind)?;
    Ok((kept, copy, ReadSheet { name: chosen.name, all, lists }))
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
