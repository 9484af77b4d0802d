//! The extract workbook of the ministry's case management system, as a caseload. Its sheets, columns and rules are those of the
//! ministry's own importer, which is open source.

/// The headings of the columns of a sheet, and for each of them its position among them.
macro_rules! columns {
    ($all:ident: $($name:ident = $heading:literal,)+) => {
        pub(super) const $all: [&str; [$($heading),+].len()] = [$($heading),+];
        columns!(@ 0; $($name)+);
    };
    (@ $position:expr; $name:ident $($others:ident)*) => {
        pub(super) const $name: usize = $position;
        columns!(@ $position + 1; $($others)*);
    };
    (@ $position:expr;) => {};
}

mod codes;
mod contacts;
mod counts;
mod detail;
mod notices;
mod people;
mod reading;
mod sheet;
mod who;
mod written;

use std::path::Path;

use crate::fault::{Fault, FileId, Messages, Place};
use crate::model::Weights;
use crate::workbook::OpenWorkbook;

use reading::ExtractRead;
use sheet::Sheets;

/// The sheets of an extract. A workbook without any of them is not an extract.
const SHEETS: [&str; 5] = ["wmt_extract", "wmt_extract_filtered", "t2a", "court_reports", "cms"];

/// Reads an extract, and writes it as a caseload in CSV, with case ids and row types where `has_detail`. `None`, having added
/// faults, where anything in it is wrong.
pub(crate) fn import(
    path: &Path,
    id: FileId,
    has_detail: bool,
    weights: &Weights,
    messages: &mut Messages,
) -> Option<Vec<u8>> {
    let workbook = OpenWorkbook::open(path, Place::whole(id)).map_err(|fault| messages.faults.add(fault)).ok()?;
    let name = messages.files.name(id).to_owned();
    let mut sheets = Sheets::new(workbook, name, id);
    if !SHEETS.iter().any(|name| sheets.has(name)) {
        let message = "this is not an extract of the case management system: it has none of its sheets";
        let hint = "`wmt calc` reads a caseload in a workbook directly";
        messages.faults.add(Fault::new(Place::whole(id), message).hint(hint));
        return None;
    }
    let mut reading = ExtractRead::new(weights, has_detail);
    let is_read = read(&mut reading, &mut sheets, messages);
    notices::say_unused_sheets(&mut sheets, id, messages);
    if is_read.is_none() || !messages.faults.is_empty() {
        return None;
    }
    notices::say(&reading, id, messages);
    notices::say_teams(&reading.people.tell_teams_apart(), id, messages);
    let day = reading.day();
    Some(written::write(&reading.people, day, weights))
}

/// Reads all sheets that are needed. `None`, having added faults, where one is missing.
fn read(reading: &mut ExtractRead, sheets: &mut Sheets, messages: &mut Messages) -> Option<()> {
    let posts = counts::read_posts(reading, sheets, messages);
    let faults_before = messages.faults.count();
    let filtered = counts::read_cases("wmt_extract_filtered", None, reading, sheets, messages);
    let t2a = counts::read_cases("t2a", Some("t2a"), reading, sheets, messages);
    // Where a count is faulty, the sums are not known.
    if let (Some((filtered, _)), Some((t2a, id))) = (filtered, t2a)
        && messages.faults.count() == faults_before
        && t2a > 0
        && t2a >= filtered
    {
        let message = format!(
            "the sum of `V-CRN_Count` is {t2a} here, {filtered} in `wmt_extract_filtered`: the sheets are mixed up"
        );
        messages.faults.add(Fault::new(Place::whole(id), message).hint("the cases of young adults are few of all"));
    }
    let reports = counts::read_reports(reading, sheets, messages);
    let cases = if reading.has_detail { detail::read(reading, sheets, messages) } else { Some(()) };
    let contacts = contacts::read(reading, sheets, messages);
    reading.check_days(messages);
    [posts, filtered.map(drop), t2a.map(drop), reports, cases, contacts]
        .into_iter()
        .all(|sheet| sheet.is_some())
        .then_some(())
}
