//! Reading caseloads: file by file, each into the one tally, which is settled at the end with staff and reductions.

use jiff::civil::Date;

use crate::fault::{Fault, Faults, Files, Notices, Place};
use crate::model::{Caseload, DatedWeights, Texts};
use crate::units::Week;

use super::cells::Encoding;
use super::columns::{CASELOAD, Column};
use super::dates::date_in_name;
use super::reading::{Form, Reading, before_all_weights};
use super::reductions::read_reductions;
use super::rows::Rows;
use super::settle::settle;
use super::source::{Content, open};
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

/// Reads caseloads with staff and reductions, and settles them. `week` dates the files that have no `week` column, and is
/// the week reported; the latest where there is none. Without any caseload, the staff are as listed in that week.
///
/// What comes back is of use only if no fault was added.
pub fn read_caseload(
    inputs: &Inputs,
    week: Option<Date>,
    weights: &DatedWeights,
    files: &Files,
    faults: &mut Faults,
    notices: &mut Notices,
) -> Caseload {
    let (mut tally, mut texts) = (Tally::default(), Texts::default());
    for input in &inputs.caseloads {
        read_file(input, week, weights, &mut tally, &mut texts, &mut Said { files, faults, notices });
    }
    if let (None, Some(date), Some(input)) = (inputs.caseloads.first(), week, inputs.all().next()) {
        match weights.for_week(Week::of(date)) {
            Some(id) => drop(tally.date(Some(date), id)),
            None => faults.add(before_all_weights(date, weights, Place::whole(input.id))),
        }
    }
    let staff = Staff::read(&inputs.staff, faults, notices);
    staff.list(&mut tally, &mut texts, weights, faults, notices);
    let reductions = read_reductions(&inputs.reductions, weights, &mut texts, files, faults, notices);
    settle(tally, texts, weights, week, &staff, reductions, &mut Said { files, faults, notices })
}

fn read_file(
    input: &InputFile,
    week: Option<Date>,
    weights: &DatedWeights,
    tally: &mut Tally,
    texts: &mut Texts,
    said: &mut Said,
) {
    let source = match open(input.path.as_deref(), Content::Csv, Place::whole(input.id)) {
        Ok(source) => source,
        Err(fault) => return said.faults.add(fault),
    };
    let (mut rows, mut encoding) = (Rows::new(source), Encoding::default());
    let columns = headings(&mut rows, &CASELOAD, input.id, &mut encoding, said.faults, said.notices);
    let Some(columns) = columns else { return };
    let date = if columns.has(Column::Week) { None } else { file_date(input, week, said.faults, said.notices) };
    let form = Form::new(input.id, date, weights, &columns, said);
    let mut reading = Reading::new(&form, tally, texts);
    reading.rows(&mut rows);
    let mut found = reading.finish();
    found.note(encoding);
    found.say(&form, said);
}

/// The date of a file whose rows have none.
fn file_date(input: &InputFile, week: Option<Date>, faults: &mut Faults, notices: &mut Notices) -> Option<Date> {
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
