//! Merged cells of a workbook. A spreadsheet shows one value beside all rows of a merged cell, but keeps it in the first row alone,
//! so that the work of the others seems to be nobody's, or to have no tier.

use std::collections::BTreeSet;

use foldhash::HashSet;
use foldhash::fast::RandomState;
use indexmap::IndexSet;

use crate::fault::{FileId, MERGED_CELLS, Messages, Place, Subject};

use super::columns::{Column, Columns, TableKind};
use super::footers::footer;
use super::opening::first_rows;
use super::row::{KeptRow, Row, SEPARATOR};
use super::shape::is_empty;
use super::text::Encoding;
use super::totals::total;

/// The columns that are watched, with what each is called.
const WATCHED: [(Column, &str); 14] = [
    (Column::Officer, "officer"),
    (Column::Team, "team"),
    (Column::Grade, "grade"),
    (Column::ContractedHours, "contracted hours"),
    (Column::ReductionHours, "reduction hours"),
    (Column::Tier, "tier"),
    (Column::Status, "status"),
    (Column::Count, "count"),
    (Column::ExtraMinutes, "extra minutes"),
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
    /// What rows fill for each other, by number: an officer in a week, and each post of theirs.
    filled_together: IndexSet<[String; 3], RandomState>,
}

/// A column with the rows in which it is blank.
pub(super) struct Watched {
    column: Column,
    called: &'static str,
    /// From 0.
    pub(super) position: u32,
    rows: Vec<BlankRow>,
    filled: HashSet<u32>,
}

/// A row in which a column is blank.
struct BlankRow {
    number: u32,
    /// The number of its officer in its week.
    officer: u32,
    /// The numbers of what may be filled from another row.
    filled_by: [u32; 2],
}

/// Stands for what no other row fills.
const BY_NOTHING: u32 = u32::MAX;

impl Blanks {
    /// None yet. `headings` is the line of the headings; what there is to say of them is said when the copy is read.
    pub(super) fn under(headings: &[u8], kind: TableKind, file: FileId) -> Option<Self> {
        let (mut encoding, mut messages) = (Encoding::default(), Messages::default());
        let headings = only_row(headings)?;
        let columns = Columns::read(headings.row(), kind.sheet(), &|_| None, file, &mut encoding, &mut messages)?;
        let watched = WATCHED.iter().filter_map(|(column, called)| {
            let position = u32::try_from(columns.position(*column)?).ok()?;
            Some(Watched { column: *column, called, position, rows: Vec::new(), filled: HashSet::default() })
        });
        let watched = watched.collect();
        Some(Self { columns, holds_work: kind.sheet().holds_work, watched, filled_together: IndexSet::default() })
    }

    /// Notes a row by its number in the sheet. `line` is what it is in the copy.
    pub(super) fn note(&mut self, number: u32, line: &[u8]) {
        let Some(kept) = only_row(line) else { return };
        let row = kept.row();
        let is_there = |column: Column| !self.columns.text(row, column).is_empty();
        let (is_case, is_task) = (is_there(Column::CaseType), is_there(Column::Task));
        let says_something = if self.holds_work { is_case || is_task } else { !is_empty(row) };
        let is_left_out = || {
            let status = self.columns.text(row, Column::Status).to_lowercase();
            let is_over = !self.holds_work && matches!(&*status, "deleted" | "archived");
            is_over
                || total(row, &self.columns).is_some()
                || footer(row, &self.columns, self.columns.has(Column::Week)).is_some()
        };
        if !says_something || is_left_out() {
            return;
        }
        let numbers = self.numbers(row);
        for watched in &mut self.watched {
            let (fills, filled_by) = match (watched.column, numbers) {
                (Column::Team, Some([officer, ..])) => ([officer; 2], [officer; 2]),
                // In no team of its own, a row is of the only one that the officer has.
                (Column::Grade | Column::ContractedHours | Column::ReductionHours, Some([officer, post, without])) => {
                    if post == without {
                        ([officer, without], [officer; 2])
                    } else {
                        ([officer, post], [post, without])
                    }
                }
                // Work of nobody is in no team, or in any.
                (Column::Team | Column::Grade | Column::ContractedHours | Column::ReductionHours, None)
                    if self.holds_work =>
                {
                    continue;
                }
                (Column::Tier, _) if !is_case => continue,
                _ => ([BY_NOTHING; 2], [BY_NOTHING; 2]),
            };
            if self.columns.text(row, watched.column).is_empty() {
                let officer = numbers.map_or(BY_NOTHING, |[officer, ..]| officer);
                watched.rows.push(BlankRow { number, officer, filled_by });
            } else {
                watched.filled.extend(fills);
            }
        }
    }

    /// The numbers of the officer of a row of a caseload in its week, of the post, and of a post of theirs without a team.
    fn numbers(&mut self, row: Row) -> Option<[u32; 3]> {
        let text = |column| self.columns.text(row, column).into_owned();
        let [officer, week, team] = [Column::Officer, Column::Week, Column::Team].map(text);
        if !self.holds_work || officer.is_empty() {
            return None;
        }
        let any_team = "\n".to_owned();
        let keys = [any_team, team, String::new()].map(|team| [officer.clone(), week.clone(), team]);
        Some(keys.map(|key| u32::try_from(self.filled_together.insert_full(key).0).unwrap_or(BY_NOTHING)))
    }

    /// The columns with such rows.
    pub(super) fn watched(&self) -> impl Iterator<Item = &Watched> {
        self.watched.iter().filter(|watched| !watched.rows.is_empty())
    }

    /// Warns of the rows of a column that are covered. `covered` are the first and the last of rows in which it is, in the order of the
    /// first.
    pub(super) fn warn(&self, watched: &Watched, covered: &[(u32, u32)], file: FileId, messages: &mut Messages) {
        /// A warning of more officers is one of the file.
        const MOST_SUBJECTS: usize = 20;
        let merged = watched.covered(covered);
        let Some((first, more)) = merged.split_first() else { return };
        let rows = match more.len() {
            0 => "this row has".to_owned(),
            count => format!("this row and {count} more have"),
        };
        let (called, work) = (watched.called, if self.holds_work { " work and" } else { "" });
        let message = format!(
            "{rows}{work} no {called}, because the cell of the {called} is merged with others: undo the merging, and \
             fill the {called} into every row"
        );
        let officer = |row: &&BlankRow| self.filled_together.get_index(usize::try_from(row.officer).ok()?);
        let officers: Option<BTreeSet<&str>> = merged.iter().map(|row| Some(officer(row)?[0].as_str())).collect();
        let officers = officers.filter(|officers| officers.len() <= MOST_SUBJECTS).unwrap_or_default();
        let subjects = officers.into_iter().map(|officer| Subject::Officer(officer.to_owned())).collect();
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
            row.number <= last && !row.filled_by.iter().any(|by| *by != BY_NOTHING && self.filled.contains(by))
        });
        merged.collect()
    }
}

fn only_row(line: &[u8]) -> Option<KeptRow> {
    first_rows(line, SEPARATOR).into_iter().next()
}
