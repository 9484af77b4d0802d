//! The rows of a report, with their columns, each named once for all formats.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use textwrap::core::display_width;

use super::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportColumn {
    /// Its name in CSV and JSON: lower case, with its unit. It never changes.
    pub(crate) key: &'static str,
    pub(crate) heading: &'static str,
    /// Which formats for other programs have it.
    pub(crate) programs: Programs,
    /// Which columns tables for people leave out first where there is no room for all: 1 before 2, and so on; a column
    /// with 0 always stays. A column with [`LATE`] or more goes only once the others are as narrow as their words, or
    /// if it has nothing but 0.
    pub(crate) leaves: u8,
    pub(crate) omit: Omit,
}

/// A column that leaves as this or later does so only where words would be broken otherwise.
pub(crate) const LATE: u8 = 100;

/// Which formats for other programs have a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Programs {
    /// CSV and JSON.
    All,
    Json,
    /// None: it is for people.
    None,
}

/// When a table for people omits a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Omit {
    Never,
    /// When it is blank or 0 in every row.
    WhenBlank,
    /// When it is the same in every row.
    WhenSame,
    /// When it is the same in every row that has it.
    WhenSameOrBlank,
}

impl ReportColumn {
    /// A column that every format has.
    pub const fn new(key: &'static str, heading: &'static str) -> Self {
        Self { key, heading, programs: Programs::All, leaves: 0, omit: Omit::Never }
    }

    /// A column that only CSV and JSON have.
    pub const fn unseen(key: &'static str) -> Self {
        Self::new(key, "")
    }

    /// A column that only JSON has.
    pub const fn json(key: &'static str) -> Self {
        Self { programs: Programs::Json, ..Self::unseen(key) }
    }

    /// A column that only tables for people have.
    pub const fn for_people(key: &'static str, heading: &'static str) -> Self {
        Self { programs: Programs::None, ..Self::new(key, heading) }
    }

    /// The same column, which narrow tables for people leave out as the first, the second and so on.
    #[must_use]
    pub const fn leaves(self, leaves: u8) -> Self {
        Self { leaves, ..self }
    }

    /// The same column, which tables for people have too, under a heading.
    #[must_use]
    pub const fn seen(self, heading: &'static str) -> Self {
        Self { heading, ..self }
    }

    /// The same column, which tables for people omit when it tells them nothing.
    #[must_use]
    pub const fn omit(self, omit: Omit) -> Self {
        Self { omit, ..self }
    }
}

/// The cells of a row, in the order of the columns.
pub(crate) type RowCells<'r> = Vec<Value<'r>>;

/// A column with how its cell is made from what a row is of.
pub(crate) type CellColumn<'r, R> = (ReportColumn, fn(&R) -> Value<'r>);

/// Takes the cells of one row.
type TakeRow<'t> = &'t mut dyn FnMut(&[Value<'_>]);

/// Rows under columns.
pub struct Table<'r> {
    /// The columns, in the order of CSV.
    pub(crate) columns: Vec<ReportColumn>,
    is_empty: bool,
    /// Gives the cells of each row, one after the other.
    rows: Box<dyn Fn(TakeRow) + 'r>,
    /// The positions of the columns of a table for people, in their order.
    shown: Vec<usize>,
}

impl<'r> Table<'r> {
    /// A table of rows, each with a cell for every column. People see the columns that have a heading.
    pub fn new(columns: impl Into<Vec<ReportColumn>>, rows: Vec<RowCells<'r>>) -> Self {
        Self::lazy(columns, rows.is_empty(), move |take| rows.iter().for_each(|cells| take(cells)))
    }

    /// A table with a row for each of `rows`, whose cells the columns make.
    pub(crate) fn of<R>(columns: &[CellColumn<'r, R>], rows: impl IntoIterator<Item = R>) -> Self {
        let cells = |row: R| columns.iter().map(|(_, cell)| cell(&row)).collect();
        let headings: Vec<ReportColumn> = columns.iter().map(|(column, _)| *column).collect();
        Self::new(headings, rows.into_iter().map(cells).collect())
    }

    /// A table whose rows are made when a renderer comes to them. A country has so many cells that keeping them takes
    /// longer.
    pub(super) fn lazy(columns: impl Into<Vec<ReportColumn>>, is_empty: bool, rows: impl Fn(TakeRow) + 'r) -> Self {
        let columns = columns.into();
        let shown = (0..columns.len()).filter(|position| !columns[*position].heading.is_empty()).collect();
        Self { columns, is_empty, rows: Box::new(rows), shown }
    }

    /// The same table, in which people see the columns with these keys, in this order.
    #[must_use]
    pub fn showing(self, keys: &str) -> Self {
        let position = |key: &str| self.columns.iter().position(|column| column.key == key);
        Self { shown: keys.split_whitespace().filter_map(position).collect(), ..self }
    }

    /// The positions of the columns that CSV has.
    pub(crate) fn in_csv(&self) -> Vec<usize> {
        (0..self.columns.len()).filter(|position| self.columns[*position].programs == Programs::All).collect()
    }

    /// Gives the cells of each row, one after the other.
    pub fn each(&self, mut take: impl FnMut(&[Value<'_>])) {
        (self.rows)(&mut take);
    }

    /// Gives the cells of each row, until `take` fails.
    pub(crate) fn try_each<E>(&self, mut take: impl FnMut(&[Value<'_>]) -> Result<(), E>) -> Result<(), E> {
        let mut taken = Ok(());
        self.each(|cells| {
            if taken.is_ok() {
                taken = take(cells);
            }
        });
        taken
    }

    pub const fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// The columns that people see, without those that tell them nothing. `text` is what a cell is shown as.
    pub fn told(&self, text: impl Fn(&Value) -> String) -> Vec<VisibleColumn> {
        let mut all: Vec<VisibleColumn> = self
            .shown
            .iter()
            .map(|position| VisibleColumn { position: *position, ..VisibleColumn::default() })
            .collect();
        self.each(|row| {
            for told in &mut all {
                let cell = &row[told.position];
                told.kind = told.kind.max(CellKind::of(cell));
                told.says_anything |= !matches!(cell, Value::Blank | Value::Count(0));
                let text = text(cell);
                told.width = told.width.max(display_width(&text));
                told.word = text.split_whitespace().map(display_width).fold(told.word, usize::max);
                told.part = text.split_whitespace().flat_map(parts).map(display_width).fold(told.part, usize::max);
                if self.columns[told.position].omit == Omit::WhenSameOrBlank && *cell == Value::Blank {
                    continue;
                }
                match &told.first {
                    Some(first) => told.differs |= *first != text,
                    None => told.first = Some(text),
                }
            }
        });
        all.retain(|told| match self.columns[told.position].omit {
            Omit::Never => true,
            Omit::WhenBlank => told.says_anything,
            Omit::WhenSame | Omit::WhenSameOrBlank => told.differs,
        });
        all
    }
}

/// The parts of a word such as `trade_union_facility_time`, which may be broken behind each of them.
pub(crate) fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive('_')
}

/// What the cells of a column are.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CellKind {
    /// Figures and dates, which stand on the right.
    #[default]
    Figures,
    /// Words of the program, which are never broken.
    Words,
    /// Texts that somebody wrote.
    Texts,
}

impl CellKind {
    const fn of(cell: &Value) -> Self {
        match cell {
            Value::Text(_) => Self::Texts,
            Value::Word(_) => Self::Words,
            _ => Self::Figures,
        }
    }
}

/// What is known of a column that people see.
#[derive(Debug, Default)]
pub struct VisibleColumn {
    pub(crate) position: usize,
    /// The width of its widest cell, in characters of a terminal; later the width that it gets.
    pub(crate) width: usize,
    /// The width that it has where there is room.
    pub(crate) natural: usize,
    /// The width of the longest word in a cell.
    pub(crate) word: usize,
    /// The width of the longest part of a word in a cell.
    pub(crate) part: usize,
    pub(crate) kind: CellKind,
    /// Whether a cell is neither blank nor 0.
    pub(crate) says_anything: bool,
    /// Whether its cells are not all the same.
    pub(crate) differs: bool,
    first: Option<String>,
}

impl std::fmt::Debug for Table<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut list = out.debug_list();
        self.each(|cells| {
            list.entry(&cells);
        });
        list.finish()
    }
}

impl Serialize for Table<'_> {
    /// A list of its rows, each with the names of the columns.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(None)?;
        self.try_each(|cells| rows.serialize_element(&RowObject { columns: &self.columns, cells }))?;
        rows.end()
    }
}

struct RowObject<'a> {
    columns: &'a [ReportColumn],
    cells: &'a [Value<'a>],
}

impl Serialize for RowObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let named = self.columns.iter().zip(self.cells).filter(|(column, _)| column.programs != Programs::None);
        serializer.collect_map(named.map(|(column, cell)| (column.key, cell)))
    }
}
