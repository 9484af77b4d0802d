//! The lines above and below the table of how many people work needs, in words.

use crate::report::{About, FORMULAS, Labelled, Planned, StaffingSummary, Table};

use super::notes::{NAMED, doubtful, in_words, list};
use super::page::{Page, PagePart};

impl Page for Planned<'_, StaffingSummary> {
    fn heading(&self) -> String {
        in_words(&self.heading)
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        vec![PagePart::rows(&self.table, "Nobody to show."), PagePart::Lines(below(self))]
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.table)
    }
}

fn below(staffing: &Planned<'_, StaffingSummary>) -> Vec<Labelled> {
    let StaffingSummary { target_percent, absence_percent, growth_percent, doubts, .. } = &staffing.summary;
    let StaffingSummary { full_time_hours, full_time_available_hours, room_unknown, .. } = &staffing.summary;
    let planned = format!(
        "target {target_percent}%, absence {absence_percent}%, growth {growth_percent}%; a full-time officer of \
         {full_time_hours} h a week has {full_time_available_hours} h of available time"
    );
    let mut lines = vec![("Planned", planned)];
    lines.extend(FORMULAS.map(|(label, formula)| (label, formula.to_owned())));
    let untiered = "may be less: cases without a tier count nothing, and these hold some: ";
    lines.extend(list("Room", untiered, room_unknown, NAMED, About::to_string));
    lines.extend(doubtful(&staffing.heading, doubts));
    lines
}
