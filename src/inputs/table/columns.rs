//! The columns that tables may have, under any of the names that exports give them.

use std::borrow::Cow;

use super::row::Row;
use super::text::trimmed;

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Officer,
    Name,
    Grade,
    Team,
    Pdu,
    Region,
    ContractedHours,
    ReductionHours,
    Week,
    CaseId,
    CaseType,
    Tier,
    Status,
    Task,
    Count,
    ExtraMinutes,
    Due,
    Reason,
    Hours,
    Percent,
    From,
    To,
}

/// The columns that say of whom a post is, and where.
const POST: [Column; 7] =
    [Column::Officer, Column::Name, Column::Grade, Column::Team, Column::Pdu, Column::Region, Column::ContractedHours];

/// The columns of a caseload that say who holds the work.
pub(crate) const WHO: [&[Column]; 2] = [&POST, &[Column::ReductionHours]];

/// The columns of a caseload that say what is held.
pub(crate) const WHAT: [Column; 7] =
    [Column::CaseType, Column::Tier, Column::Status, Column::Task, Column::Count, Column::ExtraMinutes, Column::Due];

/// A kind of table: the columns that it may have.
#[derive(Debug)]
pub(crate) struct TableColumns {
    /// Those that are used, in groups.
    used: &'static [&'static [Column]],
    /// Whether its rows say what people hold.
    pub(super) holds_work: bool,
    /// Those that it must have, each with a hint for a table without it.
    pub(super) needed: &'static [(Column, &'static str)],
}

impl TableColumns {
    pub(super) fn used(&self) -> impl Iterator<Item = Column> {
        self.used.iter().copied().flatten().copied()
    }

    pub(super) fn uses(&self, column: Column) -> bool {
        self.used().any(|used| used == column)
    }
}

const HEADINGS_FIRST: &str = "the first row must be headings; the officer may also be called Staff Code or OM Name";

pub(crate) const CASELOAD: TableColumns = TableColumns {
    used: &[&POST, &[Column::ReductionHours, Column::Week, Column::CaseId], &WHAT],
    holds_work: true,
    needed: &[(Column::Officer, HEADINGS_FIRST)],
};

pub(crate) const STAFF: TableColumns =
    TableColumns { used: &[&POST], holds_work: false, needed: &[(Column::Officer, HEADINGS_FIRST)] };

pub(crate) const REDUCTIONS: TableColumns = TableColumns {
    used: &[
        &[Column::Officer, Column::Team],
        &[Column::Reason, Column::Hours, Column::Percent],
        &[Column::From, Column::To, Column::Status],
    ],
    holds_work: false,
    needed: &[
        (Column::Officer, HEADINGS_FIRST),
        (Column::From, "say from which day each reduction is in force"),
        (Column::To, "add the column; a blank cell in it stands for a reduction without an end"),
    ],
};

/// A kind of table that is read from a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableKind {
    Caseload,
    Staff,
    Reductions,
    History,
}

impl TableKind {
    /// What a file of this kind is called where its name may not be said.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Caseload => "caseload",
            Self::Staff => "staff list",
            Self::Reductions => "reductions",
            Self::History => "history",
        }
    }

    /// The columns of a table of this kind; a history, which wmt alone writes, has others.
    #[cfg(feature = "workbooks")]
    pub(super) const fn sheet(self) -> &'static TableColumns {
        match self {
            Self::Caseload | Self::History => &CASELOAD,
            Self::Staff => &STAFF,
            Self::Reductions => &REDUCTIONS,
        }
    }
}

/// A column by its own name, and the headings it also comes under.
pub(super) const COLUMNS: [(Column, &str, &[&str]); 22] = [
    (Column::Officer, "officer", &["staff_code", "officer_code", "om_key"]),
    (Column::Name, "name", &[]),
    (Column::Grade, "grade", &["grade_code", "offender_manager_grade", "om_grade", "om_grade_code"]),
    (Column::Team, "team", &["team_name"]),
    (Column::Pdu, "pdu", &["probation_delivery_unit", "ldu", "cluster"]),
    (Column::Region, "region", &["region_name"]),
    (Column::ContractedHours, "contracted_hours", &["hours"]),
    (Column::ReductionHours, "reduction_hours", &["reduction", "reductions"]),
    (Column::Week, "week", &["date", "snapshot", "workload_date", "datestamp"]),
    (Column::CaseId, "case_id", &["crn", "case_ref_no"]),
    (Column::CaseType, "case_type", &["location"]),
    (Column::Tier, "tier", &["tier_code"]),
    (Column::Status, "status", &["row_type"]),
    (Column::Task, "task", &["contact_code", "task_type"]),
    (Column::Count, "count", &["cases"]),
    (Column::ExtraMinutes, "extra_minutes", &[]),
    (Column::Due, "due", &["due_date"]),
    (Column::Reason, "reason", &[]),
    (Column::Hours, "hours", &[]),
    (Column::Percent, "percent", &[]),
    (Column::From, "from", &["start_date"]),
    (Column::To, "to", &["end_date"]),
];

/// Headings of columns that name the officer where no column has a code, and stand beside the code where one has.
pub(super) const OFFICER_NAMES: [&str; 7] = [
    "offendermanager", "offendermanagername", "omname", "probationpractitioner", "probationpractitionername",
    "practitionername", "officername",
];

impl Column {
    /// Its name, as documents and faults give it.
    pub(crate) fn name(self) -> &'static str {
        COLUMNS[self.index()].1
    }

    pub(super) fn other_names(self) -> &'static [&'static str] {
        COLUMNS[self.index()].2
    }

    /// Whether it comes under a heading, which [`plain`] made.
    pub(super) fn is_called(self, plain: &str) -> bool {
        is_plain(self.name(), plain) || self.other_names().iter().any(|name| is_plain(name, plain))
    }

    pub(super) const fn is_number(self) -> bool {
        self.is_hours() || matches!(self, Self::Count | Self::ExtraMinutes | Self::Percent)
    }

    pub(super) const fn is_hours(self) -> bool {
        matches!(self, Self::ContractedHours | Self::ReductionHours | Self::Hours)
    }

    /// `COLUMNS` lists the variants in their order.
    #[expect(clippy::as_conversions, reason = "the number of a variant without fields")]
    pub(super) const fn index(self) -> usize {
        self as usize
    }
}

/// An unused column that was probably meant to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OddColumn {
    pub(super) position: usize,
    /// What may have been meant, as the warning says it.
    pub(super) meant: String,
    /// The cells that are a sign of it.
    pub(super) sign: Sign,
    /// The position of the known column that it may stand for, if the file has that one. It stands for it only if that
    /// is blank in every row.
    pub(super) instead_of: Option<usize>,
}

/// Which cells of an unused column are a sign that it was meant to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Cell,
    /// It is one of several beside an officer who is known by a name, not by a code.
    CodeOfName,
    /// Hours, or a share of full time: it begins with a figure, and is no stretch such as `9-5`.
    Hours,
    WholeNumber,
    Date,
    /// It is a date, or the column has several texts, such as the names of months.
    DateOrSeveral,
    /// The column has several texts.
    Several,
    /// The column as a whole has numbers of cases.
    Quantities,
    /// The column as a whole has numbers of cases, and they do not only number the rows.
    Numbers,
}

/// The positions of the columns of a file, in the order of [`COLUMNS`].
pub(super) type Positions = [Option<usize>; COLUMNS.len()];

#[derive(Debug, Clone)]
pub(crate) struct Columns {
    pub(super) positions: Positions,
    /// The headings as they are written.
    pub(super) headings: Vec<String>,
    /// How many cells a row has.
    pub(crate) count: usize,
    pub(super) line: u64,
    /// Those that are not used although they may be meant to be, in their order.
    pub(super) odd: Vec<OddColumn>,
    /// What separates them. Where it is not a comma, a comma may be decimal.
    pub(crate) separator: u8,
}

impl Columns {
    /// What the file calls a column; the column's own name where the file has none.
    pub(crate) fn heading(&self, column: Column) -> &str {
        let heading = self.position(column).and_then(|position| self.headings.get(position));
        heading.map_or(column.name(), String::as_str)
    }

    /// Whether a heading is that of a column, also of one that this kind of table does not use.
    pub(crate) fn names(&self, column: Column) -> bool {
        self.headings.iter().any(|heading| column.is_called(&plain(heading)))
    }

    /// The position of a column, where the file has it.
    pub(crate) const fn position(&self, column: Column) -> Option<usize> {
        self.positions[column.index()]
    }

    pub(crate) const fn has(&self, column: Column) -> bool {
        self.position(column).is_some()
    }

    /// Whether anything is read from the column at a position.
    pub(super) fn uses(&self, position: usize) -> bool {
        self.positions.contains(&Some(position))
    }

    /// The column at a position that is not used although it may be meant to be.
    pub(super) fn odd_at(&self, position: usize) -> Option<&OddColumn> {
        self.odd.binary_search_by_key(&position, |odd| odd.position).ok().map(|at| &self.odd[at])
    }

    /// The bytes of a cell; none where the file has no such column.
    pub(crate) fn bytes<'r>(&self, row: Row<'r>, column: Column) -> Cow<'r, [u8]> {
        let position = self.position(column).filter(|position| *position < row.len());
        position.map_or(Cow::Borrowed(&[]), |position| without_formula(row.cell(position)))
    }

    /// The text of a cell, whatever is wrong with it; blank where the file has no such column.
    pub(crate) fn text<'r>(&self, row: Row<'r>, column: Column) -> Cow<'r, str> {
        trimmed(self.bytes(row, column))
    }
}

/// Whether this is what [`plain`] makes of a name of a column: those have nothing else that does not matter.
pub(super) fn is_plain(name: &str, plain: &str) -> bool {
    name.bytes().filter(|byte| *byte != b'_').eq(plain.bytes())
}

/// A heading without what does not matter: case, spaces, underscores, hyphens.
pub(crate) fn plain(heading: &str) -> String {
    let matters = |character: &char| !character.is_whitespace() && !matches!(character, '_' | '-');
    heading.chars().filter(matters).collect::<String>().to_lowercase()
}

/// The text of a formula such as `="00412"`, which keeps the zeros of a code in a spreadsheet; any other cell as it is.
pub(super) fn without_formula(cell: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let text = |cell: &[u8]| cell.strip_prefix(b"=\"").and_then(|rest| rest.strip_suffix(b"\"")).map(<[u8]>::len);
    match (text(&cell), cell) {
        (None, cell) => cell,
        (Some(length), Cow::Borrowed(bytes)) => Cow::Borrowed(&bytes[2..2 + length]),
        (Some(length), Cow::Owned(bytes)) => Cow::Owned(bytes[2..2 + length].to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_in_the_order_of_their_variants() {
        for (index, (column, ..)) in COLUMNS.iter().enumerate() {
            assert_eq!(column.index(), index);
        }
    }
}
