//! What the user can mend: faults with a place and a hint, all of a pass collected, and notices.

mod faults;
mod notices;
mod one;
mod place;
mod unnamed;
mod warnings;
mod words;

pub(crate) use faults::{Faults, Shown};
pub(crate) use notices::Notices;
pub(crate) use one::{Fault, Faulty, Hint};
pub(crate) use place::{FileId, Files, Place};
pub(crate) use unnamed::Unnamed;
pub use unnamed::said;
pub(crate) use warnings::{
    DUPLICATE_CASE, FAR_WEEK, FILE_DATE, LOOK_ALIKE, MERGED_CELLS, MOVED_REDUCTION, NO_TIER, NOT_AN_OFFICER,
    RENAMED_UNIT, SAME_VERSION, Subject, THIN_WEEK, TOTALS_ROW, TWO_SNAPSHOTS, UNUSED_COLUMN, WARNINGS, WEIGHTS_CHANGE,
    Warning, Warnings,
};
pub use words::visible;
pub(crate) use words::{
    FEW_NAMED, and_more, capitalised, first_few, first_few_by, first_few_quoted, is_unseen, named, path_name,
    plain_words, plural, quoted,
};

/// All that a run has to say of its files, which goes through it as one.
#[derive(Debug, Default)]
pub struct Messages {
    /// The names of the files.
    pub files: Files,
    /// What must be mended.
    pub faults: Faults,
    /// Faults of single rows, in a run that keeps going without the officers they are of.
    pub row_faults: Faults,
    /// Whether the run keeps going without officers who have faulty rows.
    pub keeps_going: bool,
    /// What is worth knowing.
    pub notices: Notices,
    /// Signs that a figure may be wrong.
    pub warnings: Warnings,
}

impl Messages {
    /// Where the faults of single rows go: among those that stop the run, unless it keeps going.
    pub fn faults_of_rows(&mut self) -> &mut Faults {
        if self.keeps_going { &mut self.row_faults } else { &mut self.faults }
    }
}
