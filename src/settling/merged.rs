//! Merged cells: a spreadsheet that names an officer once above several rows is saved with a blank officer in the others, and
//! most of the work then seems to be nobody's.

use foldhash::{HashMap, HashMapExt};

use crate::fault::{MERGED_CELLS, Messages, Place};
use crate::inputs::{DateTally, Whos};
use crate::model::Officer;

/// Warns where most officers of a date are named in one row only, and rows without an officer follow theirs.
pub(super) fn warn(tallies: &[DateTally], whos: &Whos, messages: &mut Messages) {
    // Cases and tasks of one date may stand in one table.
    for of_date in tallies.chunk_by(|one, next| one.date == next.date) {
        let has_nobody = |tally: &&DateTally| tally.entries.iter().any(|entry| whos.get(entry.who).officer.is_none());
        if !of_date.iter().any(|tally| has_nobody(&tally)) {
            continue;
        }
        let mut nobody: Option<(Place, u64)> = None;
        let mut officers: HashMap<Officer, (Place, u64)> = HashMap::with_capacity(of_date[0].entries.len());
        for tally in of_date {
            for (at, entry) in tally.entries.iter().enumerate() {
                let (place, rows) = match whos.get(entry.who).officer {
                    Some(officer) => officers.entry(officer).or_insert((entry.place, 0)),
                    None => nobody.get_or_insert((entry.place, 0)),
                };
                *place = entry.place.min(*place);
                *rows += u64::from(tally.rows(at));
            }
        }
        let Some((first, blank_rows)) = nobody else { continue };
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
    // One row without an officer is work that is not allocated yet.
    once * 2 > officers.len() && blank_rows > 1 && usize::try_from(followed).is_ok_and(|followed| followed * 2 > once)
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
            (&[(2, 1)], 1, false),
            (&[], 4, false),
        ] {
            let officers = rows.iter().map(|(line, rows)| (Place::new(file, *line), *rows)).collect();
            assert_eq!(is_merged(officers, blank_rows), merged, "{rows:?}");
        }
    }
}
