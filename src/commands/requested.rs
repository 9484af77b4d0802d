//! The files and weeks of a run, as they were asked for.

use std::path::{Path, PathBuf};

use crate::cli::{Basis, Presentation};
use crate::history::Purpose;
use crate::units::Week;

use super::presenting::output;

/// The files of a run, as they were asked for.
pub(super) struct RequestedFiles<'a> {
    pub(super) caseloads: &'a [PathBuf],
    pub(super) basis: &'a Basis,
    /// A week to compare the one reported with.
    pub(super) since: Option<Week>,
    /// Whether what was read is wanted even where there are faults in it.
    pub(super) goes_on: bool,
    pub(super) how: For<'a>,
}

/// How files are read for a report.
#[derive(Debug, Clone, Copy)]
pub(super) struct For<'a> {
    /// What the history is opened for.
    pub(super) purpose: Purpose,
    /// How many weeks before the one reported are shown too, gaps counted.
    pub(super) weeks_before: u32,
    /// The file that the report is written to.
    pub(super) output: Option<&'a Path>,
    /// Whether the files are read again, which a pipe cannot be.
    pub(super) is_read_twice: bool,
    /// Whether nobody is to be told how far the reading is.
    pub(super) is_quiet: bool,
}

impl<'a> For<'a> {
    /// For a report of one week alone, for which files are read once and a history is not written.
    pub(super) fn of(asked: &'a Presentation) -> Self {
        let (output, is_quiet) = (output(asked), asked.quiet);
        Self { purpose: Purpose::Read, weeks_before: 0, output, is_read_twice: false, is_quiet }
    }
}

/// A hint that says which weeks there are, in the words for one week and for several; none where there is no week.
pub(super) fn hint_of_weeks(weeks: &[Week], one: &str, several: &str) -> Option<String> {
    match weeks {
        [] => None,
        [only] => Some(format!("{one} {only}")),
        [first, .., last] => Some(format!("{several} {first} to {last}")),
    }
}
