//! The files and weeks of a run, as they were asked for.

use std::path::{Path, PathBuf};

use crate::cli::{Basis, CaseloadOptions, Presentation};
use crate::fault::and_more;
use crate::history::Purpose;
use crate::units::Week;

use super::presenting::output;

/// The files of a run, as they were asked for, and how they are read.
#[derive(Clone, Copy)]
pub(super) struct RequestedFiles<'a> {
    pub(super) caseloads: &'a [PathBuf],
    pub(super) basis: &'a Basis,
    /// A week to compare the one reported with.
    pub(super) since: Option<Week>,
    pub(super) purpose: Purpose,
    /// How many weeks before the one reported are shown too, gaps counted.
    pub(super) weeks_before: u32,
    /// The file that the report is written to.
    pub(super) output: Option<&'a Path>,
    /// Whether the files are read again, which a pipe cannot be.
    pub(super) is_read_twice: bool,
    /// Whether nobody is to be told how far the reading is.
    pub(super) is_quiet: bool,
    pub(super) need: Need,
}

/// What a run needs of the week reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Rows,
    /// Its figures, which a history may have where the caseload has not.
    Figures,
    /// Whatever was read, even where there are faults in it.
    Anything,
}

impl<'a> RequestedFiles<'a> {
    /// For a report of one week alone, for which files are read once and a history is not written.
    pub(super) fn new(caseloads: &'a [PathBuf], basis: &'a Basis, output: Option<&'a Path>, is_quiet: bool) -> Self {
        let (since, purpose, weeks_before) = (None, Purpose::Read, 0);
        let (is_read_twice, need) = (false, Need::Rows);
        Self { caseloads, basis, since, purpose, weeks_before, output, is_read_twice, is_quiet, need }
    }

    /// As [`RequestedFiles::new`], from the options that most commands have.
    pub(super) fn of(asked: &'a CaseloadOptions, presentation: &'a Presentation) -> Self {
        Self::new(&asked.caseloads, &asked.basis, output(presentation), presentation.quiet)
    }
}

/// A hint that lists the weeks there are as runs of adjacent weeks; of very many, the runs around `asked`. `one` and
/// `several` are the words before one week and before several. `None` where there is no week.
pub(super) fn hint_of_weeks(weeks: &[Week], asked: Week, one: &str, several: &str) -> Option<String> {
    /// The most runs that are listed.
    const NAMED: usize = 12;
    if let [] | [_] = weeks {
        return weeks.first().map(|only| format!("{one} {only}"));
    }
    let words = |run: &&[Week]| match run {
        [first, .., last] => format!("{first} to {last}"),
        alone => alone.iter().map(Week::to_string).collect(),
    };
    let runs: Vec<&[Week]> = weeks.chunk_by(|one, next| one.next() == *next).collect();
    let behind = runs.partition_point(|run| run[0] <= asked);
    let first = behind.saturating_sub(NAMED / 2).min(runs.len().saturating_sub(NAMED));
    let near: Vec<String> = runs[first..].iter().take(NAMED).map(words).collect();
    let more = and_more(runs.len(), near.len()).map(|more| format!(" {more}")).unwrap_or_default();
    Some(format!("{several} {}{more}", near.join(", ")))
}
