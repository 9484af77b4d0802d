//! Merged cells: a spreadsheet that names an officer once above several rows is saved with a blank officer in the others, and
//! most of the work then seems to be nobody's.

use std::collections::BTreeMap;

use crate::fault::{MERGED_CELLS, Messages, Place};
use crate::inputs::{DateTally, Whos};
use crate::model::Officer;

/// Warns where most officers of a date are named in one row only, and rows without an officer follow theirs.
pub(super) fn warn(tallies: &[DateTally], whos: &Whos, messages: &mut Messages) {
    for tally in tallies.iter().filter(|tally| !tally.is_task) {
        let is_of_nobody = |at: &usize| whos.get(tally.entries[*at].who).officer.is_none();
        let nobody: Vec<usize> = (0..tally.entries.len()).filter(is_of_nobody).collect();
        let Some(first) = nobody.iter().map(|at| tally.entries[*at].place).min() else { continue };
        let blank_rows: u64 = nobody.iter().map(|at| u64::from(tally.rows(*at))).sum();
        let mut officers: BTreeMap<Officer, (Place, u64)> = BTreeMap::new();
        for (at, entry) in tally.entries.iter().enumerate() {
            if let Some(officer) = whos.get(entry.who).officer {
                let (place, rows) = officers.entry(officer).or_insert((entry.place, 0));
                *place = entry.place.min(*place);
                *rows += u64::from(tally.rows(at));
            }
        }
        if is_merged(officers.into_values().collect(), blank_rows) {
            let message = "most officers are named in one row only, and rows without an officer follow: are their cells \
                           merged? fill the officer into every row";
            messages.warnings.add(MERGED_CELLS, first, message);
            return;
        }
    }
}

/// Whether officers, each with the first row and the number of rows, look as if their cells were merged over rows without
/// an officer.
fn is_merged(mut officers: Vec<(Place, u64)>, blank_rows: u64) -> bool {
    officers.sort_unstable();
    let once = officers.iter().filter(|(_, rows)| *rows == 1).count();
    let mut followed = 0;
    for (position, (place, rows)) in officers.iter().enumerate() {
        let is_followed = match officers.get(position + 1) {
            Some((next, _)) => next.file != place.file || next.line > place.line + 1,
            None => true,
        };
        followed += u64::from(*rows == 1 && is_followed && followed < blank_rows);
    }
    once * 2 > officers.len() && usize::try_from(followed).is_ok_and(|followed| followed * 2 > once)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Files;

    #[test]
    fn cells_are_merged_where_most_officers_are_followed_by_nobody() {
        let file = Files::default().add("a.csv");
        for (rows, blank_rows, merged) in [
            (&[(2, 1), (6, 1)][..], 5, true),
            (&[(2, 1), (6, 1), (7, 1)], 3, true),
            (&[(2, 1), (3, 1), (4, 1), (5, 1)], 3, false),
            (&[(2, 1), (6, 4), (10, 4)], 3, false),
            (&[(2, 1), (6, 1), (10, 1)], 1, false),
            (&[(2, 1)], 4, true),
            (&[], 4, false),
        ] {
            let officers = rows.iter().map(|(line, rows)| (Place::new(file, *line), *rows)).collect();
            assert_eq!(is_merged(officers, blank_rows), merged, "{rows:?}");
        }
    }
}
