//! The sheets with posts: who there is, and the counts of what they hold.

use foldhash::HashSet;

use crate::fault::{FileId, Messages};
use crate::model::{Kind, Unknown};

use super::codes::count_headings;
use super::people::NamedBefore;
use super::reading::{ExtractRead, add_unknown};
use super::sheet::{ExtractColumns, ExtractRow, Sheets};
use super::who::{CODES, KEY, WHO, note};

/// The tasks of the counts of court reports.
const COURT_REPORTS: [(&str, &str); 2] = [("SDR_Last_30", "sdr"), ("SDR_Conv_Last_30", "fdr")];

/// How many cases a sheet says that an officer has.
pub(super) const CASES: &str = "V-CRN_Count";

/// Everybody who is there. The counts of this sheet hold inactive cases too.
pub(super) fn read_posts(reading: &mut ExtractRead, sheets: &mut Sheets, messages: &mut Messages) -> Option<()> {
    const OTHERS: [&str; 3] = [CODES[0], CODES[1], CASES];
    let columns = ExtractColumns::of(WHO, &OTHERS);
    let mut seen = NamedBefore::default();
    let read = sheets.each("wmt_extract", &columns, messages, |row| {
        if !row.text(KEY).is_empty() {
            let post = note(row, WHO.len(), &mut seen, reading);
            let has_cases = row.text(WHO.len() + CODES.len()).parse::<i64>().is_ok_and(|cases| cases > 0);
            reading.with_cases.extend(post.filter(|_| has_cases));
        }
    });
    read.map(drop)
}

/// The cases that count, of one case type or of that of each column. Returns the sum of the cases that the sheet says.
pub(super) fn read_cases(
    name: &str,
    case_type: Option<&'static str>,
    reading: &mut ExtractRead,
    sheets: &mut Sheets,
    messages: &mut Messages,
) -> Option<(i64, FileId)> {
    let counts = count_headings();
    let columns =
        ExtractColumns::of(WHO.iter().copied().chain([CASES]).chain(counts.iter().map(|count| &*count.0)), &CODES);
    let kinds: Vec<Result<Kind, Vec<Unknown>>> =
        counts.iter().map(|(_, own, tier)| reading.weights.case(case_type.unwrap_or(own), Some(tier), None)).collect();
    let (mut seen, mut all) = (NamedBefore::default(), 0);
    let is_compared = reading.has_detail && case_type.is_none();
    let mut with_row = HashSet::default();
    sheets.each(name, &columns, messages, |row| {
        let Some(post) = note(row, columns.needed.len(), &mut seen, reading) else { return };
        with_row.insert(post);
        let (cases, mut counted) = (row.count(WHO.len()), 0);
        all += cases;
        add_counts(row, WHO.len() + 1, &kinds, |kind, count| {
            counted += count;
            if is_compared {
                *reading.counted.entry((post, kind)).or_default() += count;
            } else {
                reading.people.posts[post].held.add(kind, count);
            }
        });
        if cases > counted {
            reading.told.short_of_counts.push(row.place);
        }
    })?;
    if case_type.is_none() && !with_row.is_empty() {
        reading.told.without_row = reading.with_cases.iter().copied().filter(|post| !with_row.contains(post)).collect();
    }
    Some((all, sheets.id(name, messages)))
}

/// Court reports, as tasks.
pub(super) fn read_reports(reading: &mut ExtractRead, sheets: &mut Sheets, messages: &mut Messages) -> Option<()> {
    let columns = ExtractColumns::of(WHO.into_iter().chain(COURT_REPORTS.map(|(heading, _)| heading)), &CODES);
    let kinds = COURT_REPORTS.map(|(_, task)| reading.weights.task(task, None));
    let (mut seen, known) = (NamedBefore::default(), reading.people.officers.len());
    sheets.each("court_reports", &columns, messages, |row| {
        let Some(post) = note(row, columns.needed.len(), &mut seen, reading) else { return };
        add_counts(row, WHO.len(), &kinds, |kind, count| reading.people.posts[post].held.add(kind, count));
    })?;
    reading.told.only_reports = reading.people.officers.len() - known;
    Some(())
}

/// Adds the counts of a row that are not 0, from the first of their columns on. `kinds` are what the columns count.
fn add_counts(
    row: &mut ExtractRow,
    first: usize,
    kinds: &[Result<Kind, Vec<Unknown>>],
    mut add: impl FnMut(Kind, i64),
) {
    for (column, kind) in (first..).zip(kinds) {
        let count = row.count(column);
        match kind {
            _ if count == 0 => (),
            Ok(kind) => add(*kind, count),
            Err(unknown) => add_unknown(unknown, row, column),
        }
    }
}
