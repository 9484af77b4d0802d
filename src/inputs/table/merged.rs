//! Merged cells of a workbook. A spreadsheet shows one value beside all rows of a merged cell, but keeps it in the first row alone,
//! so that the work of the others seems to be nobody's, or to have no tier.

use std::collections::BTreeSet;

use foldhash::HashSet;

use crate::fault::{FileId, MERGED_CELLS, Messages, Place, Subject};
use crate::model::Weights;
use crate::ordered::OrderedSet;

use super::columns::{Column, Columns, TableKind};
use super::footers::footer;
use super::opening::first_rows;
use super::row::{KeptRow, Row, SEPARATOR};
use super::shape::is_empty;
use super::text::Encoding;
use super::totals::total;

/// The columns that are watched, with what each is called.
const WATCHED: [(Column, &str); 17] = [
    (Column::Officer, "officer"),
    (Column::Team, "team"),
    (Column::Pdu, "PDU"),
    (Column::Region, "region"),
    (Column::Grade, "grade"),
    (Column::ContractedHours, "contracted hours"),
    (Column::ReductionHours, "reduction hours"),
    (Column::Tier, "tier"),
    (Column::Status, "status"),
    (Column::Count, "count"),
    (Column::ExtraMinutes, "extra minutes"),
    (Column::Due, "due date"),
    (Column::Reason, "reason"),
    (Column::Hours, "hours"),
    (Column::Percent, "percentage"),
    (Column::From, "first day"),
    (Column::To, "last day"),
];

/// The rows of a table that say something and have a blank cell which may be covered by a merged one.
pub(super) struct Blanks {
    columns: Columns,
    /// Whether the rows say what people hold. Of a list every row says something.
    holds_work: bool,
    watched: Vec<Watched>,
    /// Whose rows fill blank cells for each other, by number: an officer in a week, an officer in a team and week, a
    /// team in a week.
    filled_together: OrderedSet<[String; 3]>,
    /// The values of cells, by number.
    values: OrderedSet<String>,
}

/// A column with the rows in which it is blank.
pub(super) struct Watched {
    column: Column,
    called: &'static str,
    /// Counted from 0.
    pub(super) position: u32,
    rows: Vec<BlankRow>,
    /// The number of what is filled, with the number of the value that fills it.
    filled: HashSet<(u32, u32)>,
    /// The last value, by its number; `None` where it means the same as a blank cell.
    above: Option<u32>,
}

/// A row in which a column is blank.
struct BlankRow {
    number: u32,
    /// The number of its officer in its week.
    officer: Option<u32>,
    /// The numbers of what may fill the cell from another row.
    filled_by: [Option<u32>; 3],
    /// The value above it, by its number: that of a merged cell that covers it.
    above: u32,
}

/// The numbers of what a row of an officer has to do with.
#[derive(Clone, Copy)]
struct RowKeys {
    /// The officer in the week, in whatever team.
    officer: u32,
    /// The officer in the team and week.
    post: u32,
    /// The officer without a team in the week. A row in no team of its own is of the only one that the officer has.
    without_team: u32,
    /// The team in the week, whoever is in it.
    team: Option<u32>,
    /// Whether the row says its PDU, and its region.
    says: [bool; 2],
}

impl RowKeys {
    /// What a cell of a column fills, and what fills it where it is blank.
    fn of(self, column: Column) -> ([Option<u32>; 3], [Option<u32>; 3]) {
        let Self { officer, post, without_team, team, says: [pdu, region] } = self;
        match column {
            Column::Team => ([Some(officer), None, None], [Some(officer), None, None]),
            Column::Pdu | Column::Region | Column::Grade | Column::ContractedHours | Column::ReductionHours => {
                // Others in the team say its PDU where the row says no region, and the other way round.
                let is_of_team = column == Column::Pdu && !region || column == Column::Region && !pdu;
                let team = team.filter(|_| is_of_team);
                let filled_by = if post == without_team {
                    [Some(officer), None, team]
                } else {
                    [Some(post), Some(without_team), team]
                };
                ([Some(officer), Some(post), team], filled_by)
            }
            _ => (BY_NOTHING, BY_NOTHING),
        }
    }
}

/// Stands for what no other row fills.
const BY_NOTHING: [Option<u32>; 3] = [None; 3];

impl Blanks {
    /// None yet. `headings` is the line of the headings; what there is to say of them is said when the copy is read.
    pub(super) fn under(headings: &[u8], kind: TableKind, file: FileId) -> Option<Self> {
        let (mut encoding, mut messages) = (Encoding::default(), Messages::default());
        let headings = only_row(headings)?;
        let columns = Columns::read(headings.row(), kind.sheet(), &|_| None, file, &mut encoding, &mut messages)?;
        let watched = WATCHED.iter().filter_map(|(column, called)| {
            let position = u32::try_from(columns.position(*column)?).ok()?;
            let (rows, filled) = (Vec::new(), HashSet::default());
            Some(Watched { column: *column, called, position, rows, filled, above: Some(u32::MAX) })
        });
        let watched = watched.collect();
        let (filled_together, values) = (OrderedSet::default(), OrderedSet::default());
        Some(Self { columns, holds_work: kind.sheet().holds_work, watched, filled_together, values })
    }

    /// Notes a row by its number in the sheet. `line` is what it is in the copy.
    pub(super) fn note(&mut self, number: u32, line: &[u8]) {
        let Some(kept) = only_row(line) else { return };
        let row = kept.row();
        let is_there = |column: Column| !self.columns.text(row, column).is_empty();
        let (is_case, is_task) = (is_there(Column::CaseType), is_there(Column::Task));
        let is_left_out = || {
            let status = self.columns.text(row, Column::Status).to_lowercase();
            let is_over = !self.holds_work && matches!(&*status, "deleted" | "archived");
            let has_dates = self.columns.has(Column::Week);
            is_over || total(row, &self.columns).is_some() || footer(row, &self.columns, has_dates).is_some()
        };
        if is_empty(row) || is_left_out() {
            return;
        }
        let numbers = self.numbers(row);
        for watched in &mut self.watched {
            let is_missed = match watched.column {
                _ if !self.holds_work => true,
                // These are of the officer, whatever the row holds, and units of work that nobody holds, too.
                Column::Team | Column::Pdu | Column::Region => numbers.is_some() || is_case || is_task,
                Column::Grade | Column::ContractedHours | Column::ReductionHours => numbers.is_some(),
                Column::Tier => is_case,
                Column::Due => is_task,
                _ => is_case || is_task,
            };
            let (fills, filled_by) = match numbers {
                Some(numbers) => numbers.of(watched.column),
                None => (BY_NOTHING, BY_NOTHING),
            };
            let text = self.columns.text(row, watched.column);
            if !text.is_empty() {
                let is_as_blank = is_as_blank(watched.column, &text);
                let value = u32::try_from(self.values.insert_full(text.into_owned()).0).unwrap_or(u32::MAX);
                watched.above = Some(value).filter(|_| !is_as_blank);
                watched.filled.extend(fills.into_iter().flatten().map(|key| (key, value)));
            } else if let (true, Some(above)) = (is_missed, watched.above) {
                let officer = numbers.map(|numbers| numbers.officer);
                watched.rows.push(BlankRow { number, officer, filled_by, above });
            }
        }
    }

    /// The numbers of a row of a caseload that has an officer.
    fn numbers(&mut self, row: Row) -> Option<RowKeys> {
        let text = |column| self.columns.text(row, column).into_owned();
        let [officer, week, team] = [Column::Officer, Column::Week, Column::Team].map(text);
        if !self.holds_work || officer.is_empty() {
            return None;
        }
        let mut number = |officer: &str, team: &str| {
            let key = [officer.to_owned(), week.clone(), team.to_owned()];
            u32::try_from(self.filled_together.insert_full(key).0).unwrap_or(u32::MAX)
        };
        // A line break stands for any team, and for any officer: no cell is one.
        Some(RowKeys {
            officer: number(&officer, "\n"),
            post: number(&officer, &team),
            without_team: number(&officer, ""),
            team: (!team.is_empty()).then(|| number("\n", &team)),
            says: [Column::Pdu, Column::Region].map(|column| !self.columns.text(row, column).is_empty()),
        })
    }

    /// The columns that are blank in some row.
    pub(super) fn watched(&self) -> impl Iterator<Item = &Watched> {
        self.watched.iter().filter(|watched| !watched.rows.is_empty())
    }

    /// Warns of the rows of a column whose cells a merged cell covers. `covered` has the first and the last row of each
    /// merged cell, in the order of the first. Rows that have no officer for that reason are in `said`, and nothing is
    /// said of their units.
    pub(super) fn warn(
        &self,
        watched: &Watched,
        covered: &[(u32, u32)],
        said: &mut HashSet<u32>,
        file: FileId,
        messages: &mut Messages,
    ) {
        /// A warning of more officers is one of the file.
        const MOST_SUBJECTS: usize = 20;
        let is_unit = matches!(watched.column, Column::Team | Column::Pdu | Column::Region);
        let mut merged = watched.covered(covered);
        merged.retain(|row| !is_unit || !said.contains(&row.number));
        if watched.column == Column::Officer {
            said.extend(merged.iter().map(|row| row.number));
        }
        let Some((first, more)) = merged.split_first() else { return };
        let rows = match more.len() {
            0 => "this row has".to_owned(),
            count => format!("this row and {count} more have"),
        };
        let called = watched.called;
        let is_of_work = matches!(
            watched.column,
            Column::Officer | Column::Tier | Column::Status | Column::Count | Column::ExtraMinutes | Column::Due
        );
        let work = if self.holds_work && is_of_work { " work and" } else { "" };
        let message = format!(
            "{rows}{work} no {called}, because the cell of the {called} is merged with others: undo the merging, and \
             fill the {called} into every row"
        );
        let officer = |row: &&BlankRow| self.filled_together.get_index(usize::try_from(row.officer?).ok()?);
        let officers: Option<BTreeSet<&str>> = merged.iter().map(|row| Some(officer(row)?[0].as_str())).collect();
        let officers = officers.filter(|officers| officers.len() <= MOST_SUBJECTS).unwrap_or_default();
        let subjects = officers.into_iter().map(|officer| Subject::Officer(officer.to_owned()));
        messages.warnings.add_of(MERGED_CELLS, Place::new(file, first.number.into()), subjects, message);
    }
}

impl Watched {
    /// The rows whose cell is covered by a merged cell and filled from nowhere else.
    fn covered(&self, covered: &[(u32, u32)]) -> Vec<&BlankRow> {
        let is_blank = |row: u32| self.rows.binary_search_by_key(&row, |blank| blank.number).is_ok();
        // A merged cell that is blank itself says nothing of the rows beside it. Its rows may come one by one.
        let (mut end, mut is_said) = (0, false);
        let has_value = |(first, last): &&(u32, u32)| {
            is_said = if *first <= end + 1 { is_said } else { !is_blank(first - 1) };
            end = end.max(*last);
            is_said
        };
        let (mut covered, mut last) = (covered.iter().filter(has_value).peekable(), 0);
        let merged = self.rows.iter().filter(|row| {
            while let Some((_, end)) = covered.next_if(|(first, _)| *first <= row.number) {
                last = last.max(*end);
            }
            let is_filled = || row.filled_by.iter().flatten().any(|by| self.filled.contains(&(*by, row.above)));
            row.number <= last && !is_filled()
        });
        merged.collect()
    }
}

/// Whether a value means the same as a blank cell.
fn is_as_blank(column: Column, text: &str) -> bool {
    match column {
        Column::ExtraMinutes => text.bytes().all(|byte| matches!(byte, b'0' | b'.')),
        Column::Count => text == "1",
        Column::Status => text.eq_ignore_ascii_case(Weights::ACTIVE),
        Column::Tier => text.eq_ignore_ascii_case(Weights::UNTIERED),
        _ => false,
    }
}

fn only_row(line: &[u8]) -> Option<KeptRow> {
    first_rows(line, SEPARATOR).into_iter().next()
}
