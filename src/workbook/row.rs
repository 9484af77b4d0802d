//! A row of a sheet.

use std::fmt;
use std::ops::Range;

/// A row of a sheet, with the cells that are not empty. One is used again for the next row, so that a sheet costs no memory
/// by its cells.
#[derive(Debug, Default)]
pub(crate) struct SheetRow {
    /// Its number, as the spreadsheet shows it, from 1.
    pub(crate) number: u32,
    texts: String,
    cells: Vec<SheetCell>,
}

#[derive(Debug)]
struct SheetCell {
    /// From 0.
    column: u32,
    text: Range<usize>,
    is_text: bool,
    unread: Option<Unread>,
}

/// Why the value of a cell is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It is the result of a formula, and not in the file.
    NoResult,
    /// It is a number with more figures than spreadsheets calculate with.
    TooLong,
    /// It is a number that stands for an error.
    Error,
    /// Nothing says of what type it is.
    Untyped,
}

impl SheetRow {
    pub(crate) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The cells that are not empty, each with its column, counted from 0.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (u32, &str)> {
        self.cells.iter().map(|cell| (cell.column, &self.texts[cell.text.clone()]))
    }

    /// The same, with whether each is kept as a text, also where that has only figures.
    pub(crate) fn cells_with_kind(&self) -> impl Iterator<Item = (u32, &str, bool)> {
        self.cells.iter().map(|cell| (cell.column, &self.texts[cell.text.clone()], cell.is_text))
    }

    /// The columns, counted from 0, of cells whose value is not read, and why.
    pub(crate) fn unread(&self) -> impl Iterator<Item = (u32, Unread)> {
        self.cells.iter().filter_map(|cell| Some((cell.column, cell.unread?)))
    }

    pub(super) fn begin(&mut self, number: u32) {
        self.number = number;
        self.texts.clear();
        self.cells.clear();
    }

    /// Adds a cell whose text `write` writes.
    pub(super) fn add(&mut self, column: u32, is_text: bool, write: impl FnOnce(&mut String) -> fmt::Result) {
        let from = self.texts.len();
        // Writing to a `String` does not fail.
        let _ = write(&mut self.texts);
        self.cells.push(SheetCell { column, text: from..self.texts.len(), is_text, unread: None });
    }

    pub(super) fn add_unread(&mut self, column: u32, why: Unread) {
        let end = self.texts.len();
        self.cells.push(SheetCell { column, text: end..end, is_text: false, unread: Some(why) });
    }

    /// Puts the cells in the order of their columns; `false` where two are in one column.
    pub(super) fn sort(&mut self) -> bool {
        let is_sorted = |cells: &[SheetCell]| cells.windows(2).all(|pair| pair[0].column < pair[1].column);
        if !is_sorted(&self.cells) {
            self.cells.sort_by_key(|cell| cell.column);
        }
        is_sorted(&self.cells)
    }
}
