//! What is found in the rows of a file, beside what they add to the tally: faults, notices, and what is ignored. It is kept
//! apart from where it is said, so that rows of one file can be read in several places.

use crate::fault::{Fault, Faults, Notices, Place};

use super::cells::Encoding;
use super::columns::Column;
use super::held::Ignored;
use super::reading::Form;
use super::table::say_encoding;
use super::tally::Said;

/// What was found in rows, beside what was added to the tally.
pub(super) struct Findings {
    /// The fault of the first NUL character.
    pub(super) nul: Option<Fault>,
    pub(super) rows: Faults,
    pub(super) heads: Faults,
    pub(super) notices: Notices,
    pub(super) encoding: Encoding,
    pub(super) ignored: Ignored,
    /// Rows that are not blank, whether sound or not.
    pub(super) row_count: u64,
}

impl Findings {
    /// Nothing yet, with room for as many faults as others keep.
    pub(super) fn none(faults: &Faults) -> Self {
        Self {
            nul: None,
            rows: faults.none(),
            heads: faults.none(),
            notices: Notices::default(),
            encoding: Encoding::default(),
            ignored: Ignored::default(),
            row_count: 0,
        }
    }

    /// Takes in what was found in other rows of the same file.
    pub(super) fn absorb(&mut self, other: Self) {
        let line = |nul: &Option<Fault>| nul.as_ref().map_or(u32::MAX, |nul| nul.place.line);
        if line(&other.nul) < line(&self.nul) {
            self.nul = other.nul;
        }
        self.rows.absorb(other.rows);
        self.heads.absorb(other.heads);
        self.notices.absorb(other.notices);
        self.encoding.extend(&other.encoding);
        self.ignored += &other.ignored;
        self.row_count += other.row_count;
    }

    /// Adds what is said where the rows of several readings are added up.
    pub(super) fn say_of_merge<T>(&mut self, merge: impl FnOnce(&mut Faults, &mut Notices) -> T) -> T {
        merge(&mut self.heads, &mut self.notices)
    }

    /// Notes the encoding of what stands before the rows.
    pub(super) fn note(&mut self, encoding: &Encoding) {
        self.encoding.extend(encoding);
    }

    /// Says all of it, and what was ignored in the file.
    pub(super) fn say(self, form: &Form, said: &mut Said) {
        let place = Place::whole(form.file);
        said.faults.extend(self.nul);
        said.faults.absorb(self.rows);
        said.faults.absorb(self.heads);
        said.notices.absorb(self.notices);
        say_encoding(&self.encoding, said.notices);
        let Ignored { due_of_cases, hours_of_nobody, status_of_nothing } = self.ignored;
        if self.row_count == 0 {
            said.faults.add(Fault::new(place, "there are headings but no rows"));
        } else if !form.columns.has(Column::CaseType) && !form.columns.has(Column::Task) {
            let message = "there is no `case_type` and no `task` column; its officers are taken to hold nothing";
            said.notices.add(place, message);
        }
        if due_of_cases > 0 {
            let message = format!("`due` is for tasks; rows with a case where it is not used: {due_of_cases}");
            said.notices.add(place, message);
        }
        if status_of_nothing > 0 {
            let message = format!("rows with a status but neither a case type nor a task: {status_of_nothing}");
            said.notices.add(place, message);
        }
        if hours_of_nobody > 0 {
            let message = format!("rows without an officer whose hours are not used: {hours_of_nobody}");
            said.notices.add(place, message);
        }
    }
}
