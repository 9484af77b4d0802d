//! Caseloads: what their rows mean, and what they add up to.

mod adding;
mod case_ids;
mod dates;
mod faulty;
mod found;
mod known;
mod layout;
mod meaning;
mod positions;
mod reader;
mod seldom;
mod tally;
mod threads;
mod whats;
mod whos;

use std::io::{self, Read};

use jiff::civil::Date;

use crate::fault::{Fault, Messages, Place};
use crate::model::DatedWeights;
use crate::progress::Progress;

use super::table::{CASELOAD, Column, Content, Encoding, InputFile, Rows, SEPARATOR, Source, open, open_table, size};
use adding::Adding;
use found::Found;
use threads::read_shared;

pub(crate) use case_ids::{CaseRows, repeated};
pub use dates::parse_week_argument;
pub(super) use dates::warn_of_names;
pub(crate) use faulty::{FaultyRows, When};
pub(crate) use layout::Layout;
pub(crate) use layout::before_all_weights;
pub(crate) use meaning::Meaning;
pub(crate) use reader::Reader;
pub(crate) use tally::{DateTally, Listed, Tally};
pub(crate) use threads::Sharing;
pub(crate) use whos::{Post, Who, WhoId, Whos};

/// A caseload file to read.
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
    pub(super) rows: Rows<Followed<'a>>,
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
        let columns = open_table(&mut rows, &CASELOAD, input.id, &mut encoding, messages)?;
        let date = if columns.has(Column::Week) { None } else { file_date(input, week, messages) };
        Some(Opened { layout: Layout::new(input.id, date, weights, columns, messages), rows, encoding })
    }

    fn rows(&self) -> Result<Rows<Followed<'a>>, Fault> {
        let source = open(self.input.path.as_deref(), Content::Csv, Place::whole(self.input.id))?;
        Ok(Rows::new(Followed { source, progress: self.progress }, SEPARATOR))
    }

    /// Adds all rows to a tally.
    pub(super) fn add_to(&self, tally: &mut Tally, whos: &mut Whos, sharing: Sharing, messages: &mut Messages) {
        let Some(Opened { layout, rows, encoding }) = self.open(messages) else { return };
        match self.found(rows, &layout, sharing, tally, whos, messages) {
            Err(fault) => messages.faults.add(fault),
            Ok(mut found) => {
                found.encoding.extend(&encoding);
                found.say(&layout, messages);
            }
        }
    }

    /// Reads the rows after the headings, on several threads where that is faster and safe.
    fn found(
        &self,
        mut rows: Rows<Followed<'a>>,
        layout: &Layout,
        sharing: Sharing,
        tally: &mut Tally,
        whos: &mut Whos,
        messages: &Messages,
    ) -> Result<Found, Fault> {
        let bytes = self.input.path.as_deref().and_then(size).unwrap_or(0);
        if let Some(shares) = sharing.of(bytes) {
            if let Some(found) = read_shared(rows.into_rest(), layout, shares, whos, tally, &messages.faults) {
                return Ok(found);
            }
            rows = self.rows()?;
            // What there is to say of the headings was said when they were read first.
            let columns =
                open_table(&mut rows, &CASELOAD, self.input.id, &mut Encoding::default(), &mut Messages::default());
            debug_assert!(columns.is_some(), "the headings were known a moment ago");
        }
        let mut reader = Reader::new(layout, whos, &messages.faults);
        let mut adding = Adding::new(tally, layout);
        reader.rows(&mut rows, |reader, batch, meanings| adding.add(reader, batch, meanings));
        Ok(reader.finish())
    }
}

/// A source that reports how far it was read.
pub(super) struct Followed<'a> {
    source: Source,
    progress: &'a Progress,
}

impl Read for Followed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.progress.add(count);
        Ok(count)
    }
}

/// The date of a file whose rows have none: that in its name, else the one asked for.
fn file_date(input: &InputFile, week: Option<Date>, messages: &mut Messages) -> Option<Date> {
    let place = Place::whole(input.id);
    match input.named.as_deref().or(input.path.as_deref()).map_or(Ok(None), dates::date_in_name) {
        Ok(named) => named.or(week),
        Err([first, second]) => {
            let hint = "rename the file, or give its rows a `week` column";
            let fault = Fault::new(place, format!("its name has two dates, {first} and {second}"));
            messages.faults.add(fault.hint(hint));
            None
        }
    }
}
