//! What is found in the rows of a file, other than what they add up to. It is collected first and said at the end, so that
//! several threads can read the rows of one file.

use crate::fault::{Fault, Faults, Messages, Place, TOTALS_ROW, plural};
use crate::inputs::table::Encoding;

use super::layout::Layout;
use super::whats::Ignored;

/// What was found in rows.
pub(super) struct Found {
    /// The fault of the first NUL character.
    pub(super) nul: Option<Fault>,
    pub(super) faults: Faults,
    pub(super) encoding: Encoding,
    pub(super) ignored: Ignored,
    /// Rows that are not blank, whether sound or not.
    pub(super) row_count: u64,
    /// Rows that are totals and left out: the first, and how many there are.
    pub(super) totals: Option<(Place, u64)>,
}

impl Found {
    /// Nothing yet. As many faults are kept as `faults` keeps.
    pub(super) fn none(faults: &Faults) -> Self {
        let (encoding, ignored) = (Encoding::default(), Ignored::default());
        Self { nul: None, faults: faults.none(), encoding, ignored, row_count: 0, totals: None }
    }

    /// Notes rows that are totals; `place` is the first of them.
    pub(super) fn add_totals(&mut self, place: Place, count: u64) {
        let (first, so_far) = self.totals.unwrap_or((place, 0));
        self.totals = Some((first.min(place), so_far + count));
    }

    /// Takes in what was found in other rows of the same file.
    pub(super) fn absorb(&mut self, other: Self) {
        let line = |nul: &Option<Fault>| nul.as_ref().map_or(u32::MAX, |nul| nul.place.line);
        if line(&other.nul) < line(&self.nul) {
            self.nul = other.nul;
        }
        self.faults.absorb(other.faults);
        self.encoding.extend(&other.encoding);
        self.ignored += &other.ignored;
        self.row_count += other.row_count;
        if let Some((place, count)) = other.totals {
            self.add_totals(place, count);
        }
    }

    /// Says all of it in faults, notices and warnings.
    pub(super) fn say(self, layout: &Layout, messages: &mut Messages) {
        let place = Place::whole(layout.file);
        let Messages { faults, notices, warnings, .. } = messages;
        faults.extend(self.nul);
        faults.absorb(self.faults);
        self.encoding.say(notices);
        let Ignored { due_of_cases, hours_of_nobody, status_of_nothing } = self.ignored;
        if self.row_count == 0 {
            faults.add(Fault::new(place, "there are headings but no rows"));
        }
        if let Some((first, count)) = self.totals {
            let message = match count {
                1 => "this row is a total, and is left out".to_owned(),
                _ => format!("this row and {} are totals, and are left out", plural(count - 1, "other", "others")),
            };
            warnings.add(TOTALS_ROW, first, message);
        }
        if due_of_cases > 0 {
            let message = format!("`due` is for tasks; rows with a case where it is not used: {due_of_cases}");
            notices.add(place, message);
        }
        if status_of_nothing > 0 {
            let message = format!("rows with a status but neither a case type nor a task: {status_of_nothing}");
            notices.add(place, message);
        }
        if hours_of_nobody > 0 {
            let message = format!("rows with hours but no officer, so the hours are not used: {hours_of_nobody}");
            notices.add(place, message);
        }
    }
}
