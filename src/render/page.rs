//! What every report has, whatever it is of: a line above, rows, and lines below.

use serde::Serialize;

use crate::report::{Listing, Report, Table};

use super::{listing, notes};

/// A finished report, as the renderers see it.
pub trait Page {
    /// The line above, in words.
    fn heading(&self) -> String;
    /// The rows.
    fn table(&self) -> &Table<'_>;
    /// What stands in place of rows where there are none.
    fn nothing(&self) -> &'static str;
    /// The lines below, each a label and a text.
    fn below(&self) -> Vec<(&'static str, String)>;
    /// What stands above the rows in JSON.
    fn head(&self) -> &impl Serialize;
    /// What stands below the rows in JSON.
    fn summary(&self) -> impl Serialize;
}

impl Page for Report<'_> {
    fn heading(&self) -> String {
        notes::heading(&self.heading)
    }
    fn table(&self) -> &Table<'_> {
        &self.table
    }
    fn nothing(&self) -> &'static str {
        "Nobody to show."
    }
    fn below(&self) -> Vec<(&'static str, String)> {
        notes::below(&self.heading, &self.summary())
    }
    fn head(&self) -> &impl Serialize {
        &self.heading
    }
    fn summary(&self) -> impl Serialize {
        self.summary()
    }
}

impl Page for Listing<'_> {
    fn heading(&self) -> String {
        listing::heading(&self.heading)
    }
    fn table(&self) -> &Table<'_> {
        &self.table
    }
    fn nothing(&self) -> &'static str {
        "No reductions to show."
    }
    fn below(&self) -> Vec<(&'static str, String)> {
        listing::below(&self.heading, &self.summary)
    }
    fn head(&self) -> &impl Serialize {
        &self.heading
    }
    fn summary(&self) -> impl Serialize {
        &self.summary
    }
}
