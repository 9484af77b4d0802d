//! What every report has, whatever it is of: a line above, and parts below it.

use serde::Serialize;

use crate::report::{Labelled, Table};

/// A finished report, as the renderers see it. JSON has the whole of it.
pub trait Page: Serialize {
    /// The line above, in words.
    fn heading(&self) -> String;
    /// What stands below it, for people.
    fn parts(&self) -> Vec<PagePart<'_>>;
    /// The rows for CSV; `None` where that has no room for the report.
    fn table(&self) -> Option<&Table<'_>>;
}

/// A part of a report for people.
pub enum PagePart<'p> {
    /// Rows under columns.
    Table(&'p Table<'p>),
    /// The same, made for people alone, with lines that explain it. A line whose label is a heading explains that column.
    ForPeople(Table<'p>, Vec<Labelled>),
    /// What stands in place of rows where there are none.
    Nothing(&'static str),
    /// Lines, each a label and a text.
    Lines(Vec<Labelled>),
}

impl<'p> PagePart<'p> {
    /// Rows, or what stands in place of them.
    pub(super) fn rows(table: &'p Table<'p>, nothing: &'static str) -> Self {
        if table.is_empty() { Self::Nothing(nothing) } else { Self::Table(table) }
    }
}
