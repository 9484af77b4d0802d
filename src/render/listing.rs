//! The lines above and below a list of reductions, in words.

use crate::fault::plural;
use crate::report::{Labelled, ListHeading, ListSummary, Listing, Table};

use super::page::{Page, PagePart};

impl Page for Listing<'_> {
    fn heading(&self) -> String {
        let ListHeading { scope, date, weights, weights_file, .. } = &self.heading;
        format!("{scope}, reductions on {date}, weights {weights} ({weights_file})")
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        vec![
            PagePart::rows(&self.table, "No reductions to show."),
            PagePart::Lines(below(&self.heading, &self.summary)),
        ]
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.table)
    }
}

fn below(heading: &ListHeading, summary: &ListSummary) -> Vec<Labelled> {
    let ListSummary { officers, in_force, in_force_hours, in_force_without_hours, ended, to_come, without_hours } =
        summary;
    let officers = plural(officers, "officer", "officers");
    let as_known = if *in_force_without_hours > 0 { " as far as is known" } else { "" };
    let hours = match in_force_hours {
        Some(hours) => format!("{in_force} in force, {hours} h a week{as_known}"),
        None => format!("{in_force} in force, hours not known"),
    };
    let mut lines = vec![("Total", format!("{officers}; {hours}; {ended} ended; {to_come} to come"))];
    if *without_hours > 0 {
        let these = plural(without_hours, "reduction is a share", "reductions are shares");
        let text = format!("{these} of contracted hours that are not known; give --staff or --caseload");
        lines.push(("No hours", text));
    }
    if !heading.has_reasons {
        lines.push(("Reasons", "not shown, as they are personal; --reasons shows them".to_owned()));
    }
    lines
}
