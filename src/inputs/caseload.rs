//! Reading caseloads: file by file, each into the one tally, which is settled at the end with staff and reductions.

use std::io::{self, Read};
use std::num::NonZeroUsize;

use jiff::civil::Date;

use crate::fault::{Fault, Faults, Notices, Place};
use crate::model::{Caseload, DatedWeights, Texts};
use crate::progress::Progress;
use crate::units::Week;

use super::cells::Encoding;
use super::columns::{CASELOAD, Column};
use super::dates::date_in_name;
use super::findings::Findings;
use super::parallel::{Sharing, read_shared};
use super::reading::{Form, Reading, before_all_weights};
use super::reductions::read_reductions;
use super::rows::Rows;
use super::settle::settle;
use super::sink::RowHeads;
use super::source::{Content, Source, open, size};
use super::staff::Staff;
use super::table::{InputFile, headings};
use super::tally::{Said, Tally};

/// The files that make a caseload.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Caseloads.
    pub caseloads: Vec<InputFile>,
    /// Staff lists.
    pub staff: Vec<InputFile>,
    /// Lists of reductions.
    pub reductions: Vec<InputFile>,
}

impl Inputs {
    /// All of them, in the order they are read.
    pub fn all(&self) -> impl Iterator<Item = &InputFile> {
        self.caseloads.iter().chain(&self.staff).chain(&self.reductions)
    }
}

/// The weeks that are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// The week to report, by any date in it; the latest where there is none. It dates the files that have no `week`
    /// column.
    pub week: Option<Date>,
    /// A week to compare it with.
    pub since: Option<Week>,
    /// Whether the reductions are to be listed, also of officers whom the caseload does not have.
    pub lists_reductions: bool,
}

/// What a caseload is read with: nothing of it changes what comes out.
#[derive(Debug, Default)]
pub struct Means {
    /// How many threads may read; `None` is as many as there are cores for them.
    pub threads: Option<NonZeroUsize>,
    /// Who is told how far the reading is.
    pub progress: Progress,
}

/// Reads caseloads with staff and reductions, and settles them. Without any caseload, the staff are as listed in the week
/// asked for.
///
/// What comes back is of use only if no fault was added.
pub fn read_caseload(
    means: &Means,
    inputs: &Inputs,
    asked: Asked,
    weights: &DatedWeights,
    said: &mut Said,
) -> Caseload {
    read_caseload_shared(Sharing::among(means.threads), &means.progress, inputs, asked, weights, said)
}

/// As [`read_caseload`], with files shared out in some way.
pub(super) fn read_caseload_shared(
    sharing: Sharing,
    progress: &Progress,
    inputs: &Inputs,
    asked: Asked,
    weights: &DatedWeights,
    said: &mut Said,
) -> Caseload {
    let week = asked.week;
    let (mut tally, mut texts) = (Tally::new(week.map(Week::of)), Texts::default());
    for input in &inputs.caseloads {
        CaseloadFile { input, week, weights, sharing, progress }.read(&mut tally, &mut texts, said);
    }
    progress.clear();
    let Said { files, faults, notices } = said;
    if let (None, Some(date), Some(input)) = (inputs.caseloads.first(), week, inputs.all().next()) {
        match weights.for_week(Week::of(date)) {
            Some(id) => drop(tally.dates.date(Some(date), id)),
            None => faults.add(before_all_weights(date, weights, Place::whole(input.id))),
        }
    }
    let staff = Staff::read(&inputs.staff, faults, notices);
    staff.list(&mut tally, &mut texts, weights, faults, notices);
    let reductions = read_reductions(&inputs.reductions, weights, &mut texts, files, faults, notices);
    settle(tally, texts, weights, asked, &staff, reductions, said)
}

/// A caseload file to read.
struct CaseloadFile<'a> {
    input: &'a InputFile,
    week: Option<Date>,
    weights: &'a DatedWeights,
    sharing: Sharing,
    progress: &'a Progress,
}

impl<'a> CaseloadFile<'a> {
    fn read(&self, tally: &mut Tally, texts: &mut Texts, said: &mut Said) {
        let Self { input, week, weights, .. } = *self;
        let mut rows = match self.open() {
            Ok(rows) => rows,
            Err(fault) => return said.faults.add(fault),
        };
        let mut encoding = Encoding::default();
        let columns = headings(&mut rows, &CASELOAD, input.id, &mut encoding, said.faults, said.notices);
        let Some(columns) = columns else { return };
        let date = if columns.has(Column::Week) { None } else { file_date(input, week, said.faults, said.notices) };
        let form = Form::new(input.id, date, weights, &columns, said);
        match self.rows(rows, &form, tally, texts, said) {
            Err(fault) => said.faults.add(fault),
            Ok(mut found) => {
                found.note(&encoding);
                found.say(&form, said);
            }
        }
    }

    fn open(&self) -> Result<Rows<Followed<'a>>, Fault> {
        let source = open(self.input.path.as_deref(), Content::Csv, Place::whole(self.input.id))?;
        Ok(Rows::new(Followed { source, progress: self.progress }))
    }

    /// Reads the rows behind the headings, in shares where that is worth it and nothing is in doubt.
    fn rows(
        &self,
        mut rows: Rows<Followed<'a>>,
        form: &Form,
        tally: &mut Tally,
        texts: &mut Texts,
        said: &mut Said,
    ) -> Result<Findings, Fault> {
        let bytes = self.input.path.as_deref().and_then(size).unwrap_or(0);
        if let Some(sharing) = self.sharing.of(bytes) {
            if let Some(found) = read_shared(rows.into_rest(), form, sharing, tally, texts, said) {
                return Ok(found);
            }
            rows = self.open()?;
            // The headings, and a NUL character near them, are dealt with already.
            let _ = rows.advance();
            rows.take_nul_line();
        }
        let heads = RowHeads::Read(&mut tally.heads, texts);
        let mut reading = Reading::new(form, &mut tally.dates, heads);
        reading.rows(&mut rows);
        Ok(reading.finish())
    }
}

/// A source whose reading is followed.
struct Followed<'a> {
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

/// The date of a file whose rows have none.
pub(super) fn file_date(
    input: &InputFile,
    week: Option<Date>,
    faults: &mut Faults,
    notices: &mut Notices,
) -> Option<Date> {
    let place = Place::whole(input.id);
    let named = input.named.as_deref().or(input.path.as_deref()).map_or(Ok(None), date_in_name);
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
