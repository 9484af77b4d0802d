//! Reading the sheets of an extract, in the order in which they build on each other.

use foldhash::HashMap;
use jiff::civil::Date;

use crate::fault::{Fault, FileId, Messages, Place};
use crate::model::{Kind, Unknown, Weights};
use crate::units::Week;

use super::held::Piece;
use super::people::{People, PostId, Seen};
use super::sheet::{Columns, ExtractRow, Sheets};
use super::tiers::count_headings;
use super::who::{CODES, Days, KEY, WHO, note};
use super::{contacts, detail};

/// The tasks of the counts of court reports.
const COURT_REPORTS: [(&str, &str); 2] = [("SDR_Last_30", "sdr"), ("SDR_Conv_Last_30", "fdr")];

/// How many cases a sheet says that an officer has.
const CASES: &str = "V-CRN_Count";

/// What was read of an extract.
pub(super) struct Reading<'w> {
    pub(super) weights: &'w Weights,
    pub(super) has_detail: bool,
    pub(super) people: People,
    pub(super) days: Days,
    /// The counts of cases by post, case type and tier, to compare the cases with.
    pub(super) counted: HashMap<(PostId, Piece), i64>,
    /// How many officers write court reports only.
    pub(super) only_reports: usize,
    pub(super) contacts: contacts::Told,
    pub(super) detail: detail::Told,
}

impl<'w> Reading<'w> {
    pub(super) fn new(weights: &'w Weights, has_detail: bool) -> Self {
        Self {
            weights,
            has_detail,
            people: People::default(),
            days: Days::default(),
            counted: HashMap::default(),
            only_reports: 0,
            contacts: contacts::Told::default(),
            detail: detail::Told::default(),
        }
    }

    /// Reads all sheets that are needed. `None`, having added faults, where one is missing.
    pub(super) fn read(&mut self, sheets: &mut Sheets, messages: &mut Messages) -> Option<()> {
        let posts = self.read_posts(sheets, messages);
        let filtered = self.read_cases("wmt_extract_filtered", None, sheets, messages);
        let t2a = self.read_cases("t2a", Some("t2a"), sheets, messages);
        if let (Some((filtered, _)), Some((t2a, id))) = (filtered, t2a)
            && t2a > 0
            && t2a >= filtered
        {
            let message = format!(
                "the sum of `{CASES}` is {t2a} here and {filtered} in `wmt_extract_filtered`: the sheets are mixed up"
            );
            messages.faults.add(Fault::new(Place::whole(id), message).hint("the cases of young adults are few of all"));
        }
        let reports = self.read_reports(sheets, messages);
        let cases = if self.has_detail { detail::read(self, sheets, messages) } else { Some(()) };
        let contacts = contacts::read(self, sheets, messages);
        [posts, filtered.map(drop), t2a.map(drop), reports, cases, contacts]
            .into_iter()
            .all(|sheet| sheet.is_some())
            .then_some(())
    }

    /// Everybody who is there. The counts of this sheet hold inactive cases too.
    fn read_posts(&mut self, sheets: &mut Sheets, messages: &mut Messages) -> Option<()> {
        let needed = WHO.map(str::to_owned);
        let columns = Columns { needed: &needed, others: &CODES };
        let mut seen = Seen::default();
        let read = sheets.each("wmt_extract", &columns, messages, |row, messages| {
            if !row.text(KEY).is_empty() {
                self.note(row, needed.len(), &mut seen, messages);
            }
        });
        read.map(drop)
    }

    /// The cases that count, of one case type or of that of each column. Returns the sum of the cases that the sheet says.
    fn read_cases(
        &mut self,
        name: &str,
        case_type: Option<&'static str>,
        sheets: &mut Sheets,
        messages: &mut Messages,
    ) -> Option<(i64, FileId)> {
        let counts = count_headings();
        let needed: Vec<String> = WHO
            .iter()
            .copied()
            .chain([CASES])
            .map(str::to_owned)
            .chain(counts.iter().map(|(heading, ..)| heading.clone()))
            .collect();
        let kinds: Vec<Result<Kind, Vec<Unknown>>> =
            counts.iter().map(|(_, own, tier)| self.weights.case(case_type.unwrap_or(own), Some(tier), None)).collect();
        let columns = Columns { needed: &needed, others: &CODES };
        let (mut seen, mut all) = (Seen::default(), 0);
        let is_compared = self.has_detail && case_type.is_none();
        sheets.each(name, &columns, messages, |row, messages| {
            let post = self.note(row, needed.len(), &mut seen, messages);
            all += row.count(WHO.len(), messages);
            for (position, kind) in kinds.iter().enumerate() {
                let column = WHO.len() + 1 + position;
                let count = row.count(column, messages);
                match kind {
                    _ if count == 0 => (),
                    Ok(kind) if is_compared => {
                        *self.counted.entry((post, Piece::of(*kind, false))).or_default() += count;
                    }
                    Ok(kind) => self.people.posts[post].held.add(Piece::of(*kind, false), count),
                    Err(unknown) => add_unknown(unknown, row, column, messages),
                }
            }
        })?;
        Some((all, sheets.id(name, messages)))
    }

    fn read_reports(&mut self, sheets: &mut Sheets, messages: &mut Messages) -> Option<()> {
        let needed: Vec<String> =
            WHO.iter().copied().chain(COURT_REPORTS.iter().map(|(heading, _)| *heading)).map(str::to_owned).collect();
        let columns = Columns { needed: &needed, others: &CODES };
        let kinds = COURT_REPORTS.map(|(_, task)| self.weights.task(task, None));
        let (mut seen, known) = (Seen::default(), self.people.officers.len());
        sheets.each("court_reports", &columns, messages, |row, messages| {
            let post = self.note(row, needed.len(), &mut seen, messages);
            for (position, kind) in kinds.iter().enumerate() {
                let column = WHO.len() + position;
                let count = row.count(column, messages);
                match kind {
                    _ if count == 0 => (),
                    Ok(kind) => self.people.posts[post].held.add(Piece::of(*kind, false), count),
                    Err(unknown) => add_unknown(unknown, row, column, messages),
                }
            }
        })?;
        self.only_reports = self.people.officers.len() - known;
        Some(())
    }

    fn note(&mut self, row: &ExtractRow, columns: usize, seen: &mut Seen, messages: &mut Messages) -> PostId {
        note(row, columns, seen, &mut self.people, &mut self.days, self.weights, messages)
    }

    /// The day of the extract; `Some(None)` where no row has one. `None`, having added a fault, where its days are of two weeks.
    pub(super) fn day(&self, messages: &mut Messages) -> Option<Option<Date>> {
        let (Some((first, before)), Some((last, place))) = (self.days.first, self.days.last) else { return Some(None) };
        if Week::of(first) == Week::of(last) {
            return Some(Some(last));
        }
        let message = format!("the day {last} is of another week than {first} in {}", messages.files.at(before));
        messages.faults.add(Fault::new(place, message).hint("an extract is of one day"));
        None
    }
}

/// Adds the faults of work that the weights do not know, of which a row has some.
pub(super) fn add_unknown(unknown: &[Unknown], row: &ExtractRow, column: usize, messages: &mut Messages) {
    for Unknown { message, .. } in unknown {
        let fault = Fault::new(row.place, format!("{} has work, but {message}", row.heading(column)));
        messages.faults.add(fault.hint("declare it in the weights; `minutes = 0` there says that it counts nothing"));
    }
}
