//! Caseloads: what their rows mean, and what they add up to.

mod adding;
mod cases;
mod dates;
mod dictionary;
mod faulty;
mod found;
mod joining;
mod known_rows;
mod layout;
mod reader;
mod tally;
mod threads;
mod whats;
mod whos;

use std::fs::File;
use std::io::{self, Read, Seek};

use jiff::civil::Date;

use crate::fault::{Fault, Faults, Messages, Place, plain_words, quoted};
use crate::files::keep_rest;
use crate::model::DatedWeights;
use crate::progress::Progress;

use super::table::{CASELOAD, Column, Content, Encoding, InputFile, Rest, Rows, Source, open, open_table, size};
use adding::Adding;
use found::Found;
use threads::read_shared;

pub(crate) use cases::{CaseRows, add_up, is_known};
pub(super) use dates::warn_of_names;
pub(crate) use dates::{is_dated_by_name, parse_week_argument};
pub(crate) use faulty::{FaultyRows, When};
pub(crate) use joining::Joining;
use layout::{Dating, Layout};
pub(crate) use layout::{Day, before_all_weights};
pub(crate) use reader::Reader;
pub(crate) use tally::{DateTally, Listed, Tally};
pub(crate) use threads::Sharing;
pub(crate) use whats::What;
pub(crate) use whos::{RowPost, Who, WhoId, Whos};

pub(super) struct CaseloadFile<'a> {
    pub(super) input: &'a InputFile,
    /// The week asked for, by a date in it.
    pub(super) week: Option<Date>,
    pub(super) weights: &'a DatedWeights,
    pub(super) progress: &'a Progress,
}

/// A caseload file whose headings are read.
pub(super) struct Opened<'a> {
    pub(super) layout: Layout<'a>,
    pub(super) rows: Rows<ProgressReader<'a>>,
    encoding: Encoding,
}

impl<'a> CaseloadFile<'a> {
    /// Opens the file and reads its headings. `None`, having added faults, where that cannot be done.
    pub(super) fn open(&self, messages: &mut Messages) -> Option<Opened<'a>> {
        let Self { input, week, weights, .. } = *self;
        let mut rows = match self.rows() {
            Ok(rows) => rows,
            Err(fault) => {
                messages.faults.add(fault);
                return None;
            }
        };
        let mut encoding = Encoding::default();
        let columns =
            open_table(&mut rows, &CASELOAD, &|name| weights.kind_called(name), input.id, &mut encoding, messages)?;
        let week_column = columns.position(Column::Week);
        // `wmt import` writes such a column, where nothing says of which week a workbook is.
        let is_blank = week_column
            .is_some_and(|at| rows.all_ahead(|row| row.len() <= at || columns.text(row, Column::Week).is_empty()));
        if is_blank {
            let message = "the column `week` is blank, so this file is dated as one without it";
            messages.notices.add(Place::whole(input.id), message);
        }
        let has_dates = week_column.is_some() && !is_blank;
        let dating = if has_dates { Dating::ByRow } else { Dating::OfFile(file_date(input, week, messages)) };
        Some(Opened { layout: Layout::new(input.id, dating, weights, columns, messages), rows, encoding })
    }

    fn rows(&self) -> Result<Rows<ProgressReader<'a>>, Fault> {
        let source = open(self.input.path.as_deref(), Content::Csv, Place::whole(self.input.id))?;
        Ok(Rows::new(ProgressReader { source, progress: self.progress }))
    }

    /// Adds all rows to a tally. Gives the flags that were joined to other rows, if there are any.
    pub(super) fn add_to(
        &self,
        tally: &mut Tally,
        whos: &mut Whos,
        sharing: Sharing,
        messages: &mut Messages,
    ) -> Option<Joining> {
        let Opened { layout, rows, encoding } = self.open(messages)?;
        let read = self.kept(rows, &layout).and_then(|(rows, kept)| {
            Passes { file: self, layout: &layout, kept, sharing, faults: &messages.faults }.read(rows, tally, whos)
        });
        match read {
            Err(fault) => {
                messages.faults.add(fault);
                None
            }
            Ok((mut found, joining)) => {
                found.encoding.extend(&encoding);
                found.say(&layout, messages);
                joining
            }
        }
    }

    /// Keeps the rows of a pipe that may have flags, because a pipe cannot be read twice.
    fn kept(
        &self,
        rows: Rows<ProgressReader<'a>>,
        layout: &Layout,
    ) -> Result<(Option<Rows<ProgressReader<'a>>>, Option<RowsCopy>), Fault> {
        if !layout.joins_flags || self.input.path.as_deref().and_then(size).is_some() {
            return Ok((Some(rows), None));
        }
        let Rest { ahead, source, breaks } = rows.into_rest();
        let rows = keep_rest(io::Cursor::new(ahead).chain(source)).map_err(|error| self.not_kept(&error))?;
        Ok((None, Some(RowsCopy { rows, breaks })))
    }

    fn not_kept(&self, error: &io::Error) -> Fault {
        let message = format!("this cannot be kept to be read a second time: {}", plain_words(error));
        Fault::new(Place::whole(self.input.id), message).unreadable()
    }
}

struct RowsCopy {
    rows: File,
    /// The line breaks before them.
    breaks: u64,
}

/// Reading the rows of a file whose headings are read: once, or twice where flags are to be joined.
struct Passes<'p, 'a> {
    file: &'p CaseloadFile<'a>,
    layout: &'p Layout<'a>,
    kept: Option<RowsCopy>,
    sharing: Sharing,
    faults: &'p Faults,
}

impl<'a> Passes<'_, 'a> {
    /// Adds all rows to a tally. `rows` are those after the headings, where they are not kept.
    fn read(
        &self,
        rows: Option<Rows<ProgressReader<'a>>>,
        tally: &mut Tally,
        whos: &mut Whos,
    ) -> Result<(Found, Option<Joining>), Fault> {
        let mut found = self.pass(rows.map_or_else(|| self.again(), Ok)?, None, tally, whos)?;
        let flags = std::mem::take(&mut tally.flags);
        if flags.is_empty() {
            return Ok((found, None));
        }
        let mut joining = Joining::new(flags, whos, self.layout, tally, &mut found);
        // Everything there is to say of the rows was found when they were read first.
        self.pass(self.again()?, Some(&joining), tally, whos)?;
        joining.finish(self.layout, tally, &mut found);
        Ok((found, Some(joining)))
    }

    /// Reads the rows after the headings, on several threads where that is faster and safe.
    fn pass(
        &self,
        mut rows: Rows<ProgressReader<'a>>,
        joining: Option<&Joining>,
        tally: &mut Tally,
        whos: &mut Whos,
    ) -> Result<Found, Fault> {
        let Self { layout, faults, .. } = *self;
        let bytes = match &self.kept {
            Some(kept) => kept.rows.metadata().map_or(0, |about| about.len()),
            None => self.file.input.path.as_deref().and_then(size).unwrap_or(0),
        };
        if let Some(shares) = self.sharing.of(bytes) {
            if let Some(found) = read_shared(rows.into_rest(), layout, shares, whos, tally, faults, joining) {
                return Ok(found);
            }
            if let Some(joining) = joining {
                joining.forget_rows();
            }
            rows = self.again()?;
        }
        let mut reader = Reader::new(layout, whos, faults);
        let mut adding = Adding::new(tally, joining);
        reader.rows(&mut rows, |reader, batch, meanings| adding.take(reader, batch, meanings));
        Ok(reader.found)
    }

    /// The rows after the headings, from the first.
    fn again(&self) -> Result<Rows<ProgressReader<'a>>, Fault> {
        if let Some(RowsCopy { rows, breaks }) = &self.kept {
            let again = rows.try_clone().and_then(|mut rows| rows.rewind().map(|()| rows));
            let source: Source = Box::new(again.map_err(|error| self.file.not_kept(&error))?);
            let source = ProgressReader { source, progress: self.file.progress };
            return Ok(Rows::after(*breaks, source, self.layout.columns.separator));
        }
        let mut rows = self.file.rows()?;
        // What there is to say of the headings was said when they were read first.
        let (mut encoding, mut messages) = (Encoding::default(), Messages::default());
        let columns = open_table(&mut rows, &CASELOAD, &|_| None, self.file.input.id, &mut encoding, &mut messages);
        debug_assert!(columns.is_some(), "the headings were known a moment ago");
        Ok(rows)
    }
}

/// A source that reports how far it was read.
pub(super) struct ProgressReader<'a> {
    source: Source,
    progress: &'a Progress,
}

impl Read for ProgressReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.progress.add(count);
        Ok(count)
    }
}

/// The date of a file whose rows have none: that in its name, else the one asked for. A notice says where a name nearly
/// has one.
fn file_date(input: &InputFile, week: Option<Date>, messages: &mut Messages) -> Option<Date> {
    let place = Place::whole(input.id);
    let path = input.named.as_deref().or(input.path.as_deref());
    let named = path.map_or_else(Vec::new, dates::dates_in_name);
    if let [first, second] = named[..] {
        let hint = "rename the file, or give its rows a `week` column";
        let fault = Fault::new(place, format!("its name has two dates, {first} and {second}"));
        messages.faults.add(fault.hint(hint));
        return None;
    }
    if let Some((text, hint)) = path.filter(|_| named.is_empty()).and_then(dates::nearly_date_in_name) {
        let text = quoted(&text);
        messages.notices.add(place, format!("the {text} in its name is not read as a date; {hint}"));
    }
    named.first().copied().or(week)
}
